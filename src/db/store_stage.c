// SPDX-License-Identifier: EUPL-1.2
/* store_stage - see store_stage.h. */
#include "db/store_stage.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- a place for a test ---- */

static Db *admin_open(Arena *a) {
    Db *admin = NULL;
    CHECK_OK(postgresql_open(a, test_url(), 60000, &admin));
    if (!admin) exit(1);
    return admin;
}

void admin_do(Arena *a, const char *text) {
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
Place *place_new(Arena *a) {
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

Store *place_open(Arena *a, const Place *p) {
    Store *s = NULL;
    CHECK_OK(store_open(a, &p->options, &s));
    if (!s) exit(1);
    CHECK_OK(store_migrate(a, s, note_migrations, COUNT(note_migrations), NULL));
    return s;
}

/* ---- tasks ---- */

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

Job job_new(int64_t number) {
    return (Job){.task = {.run = job_run, .done = job_done}, .number = number};
}

void job_await(const Job *j) {
    while (!atomic_load(&j->done)) usleep(200);
}

/* Keeps the writer busy until *hold is free, so that those who come after line up into one group.
 */
void writer_hold(Store *s, Job *job, pthread_mutex_t *hold) {
    pthread_mutex_lock(hold);
    job->hold = hold;
    store_write(s, &job->task);
    while (!atomic_load(&job->runs)) usleep(200);
}

int64_t notes_count(Store *s) {
    Job j = job_new(-1);
    CHECK_OK(store_wait_read(s, &j.task));
    CHECK(j.kind == 0);
    return j.counted;
}

bool write_note(Store *s, int64_t number) {
    Job j = job_new(number);
    bool committed = false;
    Err *e = store_wait_write(s, &j.task, &committed);
    return committed && !e;
}
