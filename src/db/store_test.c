// SPDX-License-Identifier: EUPL-1.2
/* store_test - threads, groups, retries, migrations, kills and full disks; on SQLite in a folder of
 * its own, with SCHAKEL_TEST_PG on a PostgreSQL database of its own. */
#include "db/db_test.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- a place for a test ---- */
typedef struct {
    char folder[64], name[40];
    Str url; /* empty: SQLite */
    StoreOptions options;
} Place;

static Db *admin_open(Arena *a) {
    Db *admin = NULL;
    CHECK_OK(postgresql_open(a, test_url(), 60000, &admin));
    if (!admin) exit(1);
    return admin;
}

static void admin_do(Arena *a, const char *text) {
    Db *admin = admin_open(a);
    CHECK_OK(db_script(admin, a, text));
    db_close(admin);
}

static void place_leave(void *place) {
    Place *p = place;
    char text[160];
    Arena *a = arena_new(1 << 20);
    if (p->url.n) {
        snprintf(text, sizeof text, "DROP DATABASE IF EXISTS %s", p->name);
        admin_do(a, text);
    }
    static const char *const files[] = {"schakel.db", "schakel.db-wal", "schakel.db-shm",
                                        "schakel.lock"};
    for (int i = 0; i < COUNT(files); i++) {
        snprintf(text, sizeof text, "%s/%s", p->folder, files[i]);
        unlink(text);
    }
    rmdir(p->folder);
    arena_free(a);
}

/* In memory where there is a place for it: the tests need no disk. */
static Place *place_new(Arena *a) {
    static int number;
    Place *p = NEW(a, Place);
    snprintf(p->folder, sizeof p->folder, "%s/schakel-store.XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(p->folder)) exit(1);
    rmdir(p->folder); /* the store makes it, with its own mode */
    p->options = (StoreOptions){.directory = p->folder,
                                .readers = 4,
                                .slow_threads = 1,
                                .slow_waiting_max = 2,
                                .group_max = 64};
    if (test_url()) {
        snprintf(p->name, sizeof p->name, "schakel_store_%ld_%d", (long)getpid(), number++);
        admin_do(a, str_fmt(a, "CREATE DATABASE %s TEMPLATE template0", p->name).p);
        const char *more = strchr(test_url(), '?');
        p->url = str_fmt(a, "postgresql://schakel@/%s%s", p->name, more ? more : "");
        p->options.url = p->url.p;
    }
    arena_defer(a, place_leave, p);
    return p;
}

static Store *place_open(Arena *a, const Place *p) {
    Store *s = NULL;
    CHECK_OK(store_open(a, &p->options, &s));
    if (!s) exit(1);
    CHECK_OK(store_migrate(a, s, note_migrations, COUNT(note_migrations), NULL));
    return s;
}

/* ---- tasks ---- */
typedef struct {
    StoreTask task; /* first */
    int64_t number; /* of the note it writes; < 0: only counts */
    bool refuses;   /* writes and then wants it undone */
    bool swallows;  /* ignores what its statements say */
    int64_t counted;
    Str body;
    ErrKind kind;
    atomic_int runs, done, committed, failure;
    pthread_mutex_t *hold;   /* waits for this within run */
    _Atomic(int64_t) *order; /* next place in the order of done */
    int64_t place;
} Job;

static bool job_run(StoreTask *task, Db *db) {
    Job *j = (Job *)task;
    Arena *a = arena_new(1 << 20);
    char id[32];
    snprintf(id, sizeof id, "n%lld", (long long)j->number);
    j->runs++;
    if (j->hold) pthread_mutex_lock(j->hold), pthread_mutex_unlock(j->hold);
    Err *e = NULL;
    if (j->number >= 0) {
        e = db_exec(db, a, &sql_db_note_insert, NULL, T(str_of(id)), N(j->number), R(0),
                    T_OR_NULL(j->body));
        if (!e) e = db_exec(db, a, &sql_db_tally_add, NULL, N(1));
    } else {
        Rows *rows;
        bool found;
        e = db_one(db, a, &sql_db_note_count, &rows, &found);
        if (!e) j->counted = row_int(rows, 0);
    }
    j->kind = e ? e->kind : (ErrKind)0;
    arena_free(a);
    return j->swallows || (!e && !j->refuses);
}

static void job_done(StoreTask *task, bool committed, const Err *failure) {
    Job *j = (Job *)task;
    if (j->order) j->place = atomic_fetch_add(j->order, 1);
    atomic_store(&j->committed, committed);
    atomic_store(&j->failure, failure ? (int)failure->kind : 0);
    atomic_fetch_add(&j->done, 1);
}

static Job job_new(int64_t number) {
    return (Job){.task = {.run = job_run, .done = job_done}, .number = number};
}

static void job_await(const Job *j) {
    while (!atomic_load(&j->done)) usleep(200);
}

/* Keeps the writer busy until *hold is free, so that those who come after line up into one group.
 */
static void writer_hold(Store *s, Job *job, pthread_mutex_t *hold) {
    pthread_mutex_lock(hold);
    job->hold = hold;
    store_write(s, &job->task);
    while (!atomic_load(&job->runs)) usleep(200);
}

static int64_t count(Store *s) {
    Job j = job_new(-1);
    CHECK_OK(store_wait_read(s, &j.task));
    CHECK(j.kind == 0);
    return j.counted;
}

static bool write_note(Store *s, int64_t number) {
    Job j = job_new(number);
    bool committed = false;
    Err *e = store_wait_write(s, &j.task, &committed);
    return committed && !e;
}

/* ---- the tests ---- */
static void what_was_written_is_there_after_reopening(Arena *a) {
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    CHECK(store_is_postgresql(s) == (test_url() != NULL));
    CHECK(write_note(s, 1));
    CHECK(!write_note(s, 1));
    CHECK(count(s) == 1);
    store_close(s);
    s = place_open(a, p);
    CHECK(count(s) == 1);
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
    CHECK(count(s) == N_JOBS - 2 + 1);
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
    for (int i = 0; i < 50; i++) count(s); /* readers beside them */
    for (int i = 0; i < CLIENTS; i++) pthread_join(threads[i], NULL);
    CHECK(atomic_load(&acked) == CLIENTS * EACH);
    CHECK(count(s) == CLIENTS * EACH);
    CHECK(store_stats(s).writes == CLIENTS * EACH);
    store_close(s);
}

static void a_reader_cannot_write(Arena *a) {
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    Job j = job_new(1);
    CHECK_OK(store_wait_read(s, &j.task));
    CHECK(j.kind == ERR_STORAGE);
    CHECK(count(s) == 0);
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
    CHECK(count(s) == N_JOBS);
    store_close(s);
}

static void a_failed_commit_is_told_and_the_others_run_again(Arena *a) {
    Place *p = place_new(a);
    p->options.fault_injection = true;
    Store *s = place_open(a, p);
    db_fail_after(3); /* two statements, then the commit */
    Job j = job_new(1);
    bool committed = true;
    Err *e = store_wait_write(s, &j.task, &committed);
    CHECK(e && e->kind == ERR_STORAGE && !committed);
    db_fail_after(-1);
    CHECK(count(s) == 0);
    CHECK(write_note(s, 1));
    store_close(s);
}

static void a_group_whose_commit_fails_is_written_one_by_one(Arena *a) {
    if (test_url()) return; /* PostgreSQL groups commits itself */
    Place *p = place_new(a);
    p->options.fault_injection = true;
    Store *s = place_open(a, p);
    pthread_mutex_t hold = PTHREAD_MUTEX_INITIALIZER;
    Job first = job_new(100), jobs[3];
    writer_hold(s, &first, &hold);
    for (int i = 0; i < 3; i++) {
        jobs[i] = job_new(i);
        store_write(s, &jobs[i].task);
    }
    db_fail_after(3 + 7); /* the first: 2 statements and a commit; the group: 6 and its commit */
    pthread_mutex_unlock(&hold);
    for (int i = 0; i < 3; i++) {
        job_await(&jobs[i]);
        CHECK(jobs[i].runs == 2 && atomic_load(&jobs[i].committed));
    }
    db_fail_after(-1);
    CHECK(count(s) == 4);
    store_close(s);
}

/* ---- faults ---- */
static void killed_writer(const Place *p, int pipe_fd) {
    Arena *a = arena_new(1 << 20);
    Store *s = place_open(a, p);
    for (int64_t i = 0;; i++)
        if (write_note(s, i)) write(pipe_fd, &i, sizeof i);
}

static void what_was_acknowledged_survives_kill_9(Arena *a) {
    Place *p = place_new(a);
    store_close(place_open(a, p));
    int pipe_fds[2];
    CHECK(pipe(pipe_fds) == 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        killed_writer(p, pipe_fds[1]);
        _exit(1);
    }
    close(pipe_fds[1]);
    int64_t acked = -1, n;
    while (acked < 30 && read(pipe_fds[0], &n, sizeof n) == sizeof n) acked = n;
    kill(child, SIGKILL);
    while (read(pipe_fds[0], &n, sizeof n) == sizeof n) acked = n;
    waitpid(child, NULL, 0);
    close(pipe_fds[0]);
    CHECK(acked >= 30);
    Store *s = place_open(a, p);
    int64_t there = count(s);
    /* One more than acknowledged may have been kept; PostgreSQL may be about to keep it. */
    CHECK(there == acked + 1 || there == acked + 2);
    CHECK(write_note(s, 1000000));
    store_close(s);
}

/* RLIMIT_FSIZE stands for a disk that is full: SQLite's writes fail, and its reads do not. */
static void a_full_disk_is_said_and_reading_and_later_writing_go_on(Arena *a) {
    if (test_url()) return; /* the server's disk is not ours to limit */
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before_signal;
    struct rlimit before, small;
    CHECK(write_note(s, 1));
    sigaction(SIGXFSZ, &ignore, &before_signal);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 256 << 10;
    setrlimit(RLIMIT_FSIZE, &small);
    char *big = memset(NEWS(a, char, 600000), 'x', 600000);
    int full = 0;
    for (int i = 0; i < 4; i++) {
        Job j = job_new(10 + i);
        bool committed = true;
        j.body = (Str){big, 600000};
        j.swallows = i % 2; /* a careless task must not be able to keep half of itself */
        Err *e = store_wait_write(s, &j.task, &committed);
        CHECK(!committed);
        full += j.kind == ERR_FULL || (e && e->kind == ERR_FULL);
        CHECK(count(s) == 1);
    }
    CHECK(full == 4);
    setrlimit(RLIMIT_FSIZE, &before);
    sigaction(SIGXFSZ, &before_signal, NULL);
    CHECK(write_note(s, 2));
    CHECK(count(s) == 2);
    store_close(s);
    s = place_open(a, p);
    CHECK(count(s) == 2);
    store_close(s);
}

static void a_lock_of_another_process_is_waited_for(Arena *a) {
    if (test_url()) return;
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    Db *other = NULL;
    CHECK_OK(sqlite_open(a, str_fmt(a, "%s/schakel.db", p->folder).p, false, &other));
    CHECK_OK(db_begin(other, a, BEGIN_WRITE));
    Job j = job_new(1);
    store_write(s, &j.task);
    CHECK(count(s) == 0); /* readers do not wait */
    CHECK(!atomic_load(&j.done));
    db_rollback(other);
    job_await(&j);
    CHECK(atomic_load(&j.committed));
    CHECK_OK(db_begin(other, a, BEGIN_WRITE));
    Job late = job_new(2); /* now nobody lets go: it hears "try again" */
    bool committed = true;
    Err *e = store_wait_write(s, &late.task, &committed);
    CHECK(e && e->kind == ERR_BUSY && !committed && late.runs == 0);
    db_close(other);
    store_close(s);
}

static void a_lost_connection_is_made_again(Arena *a) {
    if (!test_url()) return;
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    CHECK(write_note(s, 1));
    admin_do(
        a, str_fmt(a, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'",
                   p->name)
               .p);
    CHECK(count(s) == 1);
    for (int i = 2; i < 8; i++) CHECK(write_note(s, i));
    CHECK(count(s) == 7);
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
                                   TEST(a_failed_commit_is_told_and_the_others_run_again),
                                   TEST(a_group_whose_commit_fails_is_written_one_by_one),
                                   TEST(what_was_acknowledged_survives_kill_9),
                                   TEST(a_full_disk_is_said_and_reading_and_later_writing_go_on),
                                   TEST(a_lock_of_another_process_is_waited_for),
                                   TEST(a_lost_connection_is_made_again),
                                   {0}});
}
