// SPDX-License-Identifier: EUPL-1.2
/* store_test - opening, migrating, groups, threads and closing. */
#include "db/store_stage.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the tests ---- */
static void what_was_written_is_there_after_reopening(Arena *a) {
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    CHECK(store_is_postgresql(s) == (test_url() != NULL));
    CHECK(write_note(s, 1));
    CHECK(!write_note(s, 1));
    CHECK(notes_count(s) == 1);
    store_close(s);
    s = place_open(a, p);
    CHECK(notes_count(s) == 1);
    store_close(s);
}

static void the_folder_and_its_files_are_for_the_owner_only(Arena *a) {
    Place *p = place_new(a);
    mode_t before = umask(0);
    Store *s = place_open(a, p);
    umask(before);
    struct stat st;
    CHECK(stat(p->folder, &st) == 0 && (st.st_mode & 0777) == 0700);
    static const char *const files[] = {"schakel.lock", "schakel.db", "schakel.db-wal"};
    for (int i = 0; i < (test_url() ? 1 : COUNT(files)); i++)
        CHECK(stat(str_fmt(a, "%s/%s", p->folder, files[i]).p, &st) == 0 &&
              (st.st_mode & 0777) == 0600);
    store_close(s);
}

static void a_folder_is_for_one_process_at_a_time(Arena *a) {
    Place *p = place_new(a);
    Store *s = place_open(a, p), *second = NULL;
    Err *e = store_open(a, &p->options, &second);
    CHECK(e && e->kind == ERR_USAGE && str_eq(e->message, S("db.in_use")) && !second);
    store_close(s);
    s = place_open(a, p);
    store_close(s);
}

static void a_folder_that_cannot_be_made_is_refused(Arena *a) {
    Place *p = place_new(a);
    StoreOptions o = p->options;
    Store *s = NULL;
    o.directory = "/proc/nowhere/at-all";
    Err *e = store_open(a, &o, &s);
    CHECK(e && e->kind == ERR_USAGE && str_eq(e->message, S("db.folder")));
}

static void migrations_run_once_and_a_newer_database_is_refused(Arena *a) {
    Place *p = place_new(a);
    Store *s = NULL;
    int applied = -1;
    CHECK_OK(store_open(a, &p->options, &s));
    CHECK_OK(store_migrate(a, s, note_migrations, 1, &applied));
    CHECK(applied == 1);
    CHECK_OK(store_migrate(a, s, note_migrations, 2, &applied));
    CHECK(applied == 1);
    CHECK_OK(store_migrate(a, s, note_migrations, 2, &applied));
    CHECK(applied == 0);
    Err *e = store_migrate(a, s, note_migrations, 1, &applied);
    CHECK(e && e->kind == ERR_USAGE && str_eq(e->message, S("db.newer")));
    Migration edited[] = {note_migrations[0], note_migrations[1]};
    edited[0].sqlite = edited[0].postgresql = "CREATE TABLE other (id TEXT)";
    e = store_migrate(a, s, edited, 2, &applied);
    CHECK(e && e->kind == ERR_USAGE && str_eq(e->message, S("db.edited")));
    store_close(s);
}

static void a_migration_that_fails_halfway_leaves_nothing(Arena *a) {
    Place *p = place_new(a);
    Store *s = NULL;
    static const char half[] = "CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT);";
    static const char whole[] = "CREATE TABLE half (id TEXT);";
    CHECK_OK(store_open(a, &p->options, &s));
    CHECK_FAILS(store_migrate(a, s, (const Migration[]){{"0001 x", half, half}}, 1, NULL),
                ERR_STORAGE, "");
    CHECK_OK(store_migrate(a, s, (const Migration[]){{"0001 x", whole, whole}}, 1, NULL));
    store_close(s);
}

static void one_failing_member_does_not_harm_its_group(Arena *a) {
    enum { N_JOBS = 9, BAD = 4, UNDONE = 6 };
    Place *p = place_new(a);
    p->options.readers = 1; /* PostgreSQL: one after the other too */
    Store *s = place_open(a, p);
    pthread_mutex_t hold = PTHREAD_MUTEX_INITIALIZER;
    Job first = job_new(100), jobs[N_JOBS];
    writer_hold(s, &first, &hold);
    _Atomic(int64_t) order = 0;
    for (int i = 0; i < N_JOBS; i++) {
        jobs[i] = job_new(i == BAD ? 0 : i);
        jobs[i].refuses = i == UNDONE;
        jobs[i].order = &order;
        store_write(s, &jobs[i].task);
    }
    pthread_mutex_unlock(&hold);
    for (int i = 0; i < N_JOBS; i++) {
        job_await(&jobs[i]);
        CHECK(atomic_load(&jobs[i].committed) == (i != BAD && i != UNDONE));
        CHECK(atomic_load(&jobs[i].failure) == 0);
        CHECK(jobs[i].runs == 1);
        CHECK(jobs[i].place == i); /* first come, first served */
        CHECK(jobs[i].kind == (i == BAD ? ERR_CONFLICT : (ErrKind)0));
    }
    CHECK(notes_count(s) == N_JOBS - 2 + 1);
    StoreStats stats = store_stats(s);
    CHECK(stats.writes == N_JOBS - 2 + 1 && stats.waiting == 0);
    CHECK(test_url() || (stats.commits == 2 && stats.largest_group == N_JOBS - 2));
    store_close(s);
}

typedef struct {
    Store *store;
    int from, n;
    atomic_int *acked;
} Client;

static void *client_main(void *client) {
    Client *c = client;
    for (int i = 0; i < c->n; i++)
        if (write_note(c->store, c->from + i)) atomic_fetch_add(c->acked, 1);
    return NULL;
}

static void many_clients_at_one_row_lose_nothing(Arena *a) {
    enum { CLIENTS = 8, EACH = 25 };
    Place *p = place_new(a);
    p->options.readers = CLIENTS;
    Store *s = place_open(a, p);
    atomic_int acked = 0;
    pthread_t threads[CLIENTS];
    Client clients[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = (Client){s, i * EACH, EACH, &acked};
        CHECK(pthread_create(&threads[i], NULL, client_main, &clients[i]) == 0);
    }
    for (int i = 0; i < 50; i++) notes_count(s); /* readers beside them */
    for (int i = 0; i < CLIENTS; i++) pthread_join(threads[i], NULL);
    CHECK(atomic_load(&acked) == CLIENTS * EACH);
    CHECK(notes_count(s) == CLIENTS * EACH);
    CHECK(store_stats(s).writes == CLIENTS * EACH);
    store_close(s);
}

static void a_reader_cannot_write(Arena *a) {
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    Job j = job_new(1);
    CHECK_OK(store_wait_read(s, &j.task));
    CHECK(j.kind == ERR_STORAGE);
    CHECK(notes_count(s) == 0);
    store_close(s);
}

static void readers_by_number_answer(Arena *a) {
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    CHECK(write_note(s, 1));
    for (int i = 0; i < 4; i++) {
        Job j = job_new(-1);
        store_read(s, i, &j.task);
        job_await(&j);
        CHECK(j.counted == 1 && atomic_load(&j.done) == 1 && atomic_load(&j.committed));
    }
    store_close(s);
}

static void too_many_slow_tasks_are_refused(Arena *a) {
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    pthread_mutex_t hold = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&hold);
    Job jobs[4];
    int taken = 0;
    for (int i = 0; i < COUNT(jobs); i++) {
        jobs[i] = job_new(-1);
        jobs[i].hold = &hold;
        bool ok = store_slow(s, &jobs[i].task);
        taken += ok;
        if (i == 0)
            while (store_stats(s).waiting) usleep(200); /* until the thread has the first one */
        CHECK(ok == (i < 3));
    }
    pthread_mutex_unlock(&hold);
    for (int i = 0; i < taken; i++) job_await(&jobs[i]);
    store_close(s);
}

static void closing_answers_everybody_that_waits(Arena *a) {
    enum { N_JOBS = 200 };
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    Job *jobs = NEWS(a, Job, N_JOBS);
    for (int i = 0; i < N_JOBS; i++) {
        jobs[i] = job_new(i);
        store_write(s, &jobs[i].task);
    }
    store_close(s);
    for (int i = 0; i < N_JOBS; i++)
        CHECK(atomic_load(&jobs[i].done) == 1 && atomic_load(&jobs[i].committed));
    s = place_open(a, p);
    CHECK(notes_count(s) == N_JOBS);
    store_close(s);
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(what_was_written_is_there_after_reopening),
                                   TEST(the_folder_and_its_files_are_for_the_owner_only),
                                   TEST(a_folder_is_for_one_process_at_a_time),
                                   TEST(a_folder_that_cannot_be_made_is_refused),
                                   TEST(migrations_run_once_and_a_newer_database_is_refused),
                                   TEST(a_migration_that_fails_halfway_leaves_nothing),
                                   TEST(one_failing_member_does_not_harm_its_group),
                                   TEST(many_clients_at_one_row_lose_nothing),
                                   TEST(a_reader_cannot_write),
                                   TEST(readers_by_number_answer),
                                   TEST(too_many_slow_tasks_are_refused),
                                   TEST(closing_answers_everybody_that_waits),
                                   {0}});
}
