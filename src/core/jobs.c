// SPDX-License-Identifier: EUPL-1.2
/* jobs - work that runs by itself, from a table, by one server at a time, as actor "system". */
#include "base/log.h"
#include "core/app.h"
#include "core_sql.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    LOOK_EVERY_MS = 500,
    LEASE_MS = 120000,
    RETRY_MS = 15000,
    RETRY_MAX_MS = 3600000,
    ARENA_MAX = 64 << 20
};

struct JobRunner {
    const App *app;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool must_stop;
};

Err *job_add(Ctx *cx, const char *kind, Str payload, Ms run_at_ms) {
    return db_exec(cx->db, cx->a, &sql_core_job_insert, NULL, T(id_new(cx->a, cx->now_ms)),
                   T(str_of(kind)), T(payload), N(run_at_ms));
}

static const JobKind *kind_of(const App *app, Str kind) {
    for (const Slice *const *s = app->slices; *s; s++)
        for (const JobKind *k = (*s)->jobs; k && k->kind; k++)
            if (str_eq(str_of(k->kind), kind)) return k;
    return NULL;
}

typedef struct {
    StoreTask task;
    const App *app;
    Arena *a;
    Err *(*step)(Ctx *cx, void *what);
    void *what;
    Err *err;
} JobTask;

static bool job_task_run(StoreTask *task, Db *db) {
    JobTask *t = (JobTask *)task;
    static const Err full = {.kind = ERR_BUSY, .message = {"call.memory", 11}};
    if (ARENA_BOUNDARY(t->a)) {
        t->err = (Err *)&full;
        return false;
    }
    Ms now = clock_now_ms();
    Ctx cx = {.a = t->a,
              .db = db,
              .now_ms = now,
              .today = day_of_ms(now),
              .app = t->app,
              .is_local = true};
    t->err = t->step(&cx, t->what);
    arena_no_boundary(t->a);
    return !t->err;
}

static Err *in_write(const App *app, Arena *a, Err *(*step)(Ctx *, void *), void *what) {
    JobTask t = {.task = {.run = job_task_run}, .app = app, .a = a, .step = step, .what = what};
    bool committed = false;
    TRY(store_wait_write(app->store, &t.task, &committed));
    return t.err;
}

typedef struct {
    char id[64]; /* outlives the arena of a work that failed */
    Str kind, payload;
    int64_t tries, lease_until_ms;
    bool found;
} Due;

static Err *ensure(Ctx *cx, void *what) {
    (void)what;
    for (const Slice *const *s = cx->app->slices; *s; s++)
        for (const JobKind *k = (*s)->jobs; k && k->kind; k++)
            if (k->every_ms)
                TRY(db_exec(cx->db, cx->a, &sql_core_job_ensure, NULL, T(str_of(k->kind)),
                            N(cx->now_ms)));
    return NULL;
}

static Err *claim(Ctx *cx, void *what) {
    Due *due = what;
    Rows *rows;
    int64_t changes = 0;
    *due = (Due){.lease_until_ms = cx->now_ms + LEASE_MS};
    TRY(db_one(cx->db, cx->a, &sql_core_job_due, &rows, &due->found, N(cx->now_ms)));
    if (!due->found) return NULL;
    snprintf(due->id, sizeof due->id, "%.*s", STR_ARG(row_text(rows, 0)));
    due->kind = row_text(rows, 1), due->payload = row_text(rows, 2);
    due->tries = row_int(rows, 3);
    TRY(db_exec(cx->db, cx->a, &sql_core_job_claim, &changes, T(str_of(due->id)),
                N(due->lease_until_ms), N(cx->now_ms)));
    due->found = changes == 1;
    return NULL;
}

/* In one transaction: is it still ours, the work, and when again. Another server may have taken it
 * after our lease ran out; then nothing of ours is kept. */
static Err *perform(Ctx *cx, void *what) {
    const Due *due = what;
    const JobKind *kind = kind_of(cx->app, due->kind);
    int64_t changes = 0;
    Str id = str_of(due->id);
    if (!kind) /* of a newer version on another server, or of a slice that is gone: not ours to end
                */
        return db_exec(cx->db, cx->a, &sql_core_job_retry, NULL, T(id),
                       N(cx->now_ms + RETRY_MAX_MS));
    TRY(db_exec(cx->db, cx->a, &sql_core_job_hold, &changes, T(id), N(due->lease_until_ms),
                N(due->lease_until_ms)));
    if (changes != 1) return FAIL(cx->a, ERR_BUSY, "", "db.busy");
    TRY(kind->run(cx, due->payload));
    if (kind->every_ms)
        return db_exec(cx->db, cx->a, &sql_core_job_again, NULL, T(id),
                       N(cx->now_ms + kind->every_ms));
    return db_exec(cx->db, cx->a, &sql_core_job_done, NULL, T(id));
}

static Err *put_back(Ctx *cx, void *what) {
    const Due *due = what;
    int64_t wait_ms = RETRY_MS;
    for (int64_t i = 0; i < due->tries && wait_ms < RETRY_MAX_MS; i++) wait_ms *= 2;
    return db_exec(cx->db, cx->a, &sql_core_job_retry, NULL, T(str_of(due->id)),
                   N(cx->now_ms + wait_ms));
}

/* A look costs one read; a write happens only when something is due. */
static bool is_due_run(StoreTask *task, Db *db) {
    JobTask *t = (JobTask *)task;
    Rows *rows;
    t->err = db_one(db, t->a, &sql_core_job_due, &rows, (bool *)t->what, N(clock_now_ms()));
    return true;
}

static bool one_round(JobRunner *r, Arena *a) {
    bool is_due = false;
    JobTask look = {.task = {.run = is_due_run}, .app = r->app, .a = a, .what = &is_due};
    if (store_wait_read(r->app->store, &look.task) || look.err || !is_due) return false;
    Due due;
    if (in_write(r->app, a, claim, &due) || !due.found) return false;
    Err *e = in_write(r->app, a, perform, &due);
    if (e) {
        log_line("error", "job=%.*s message=%.*s detail=\"%.*s\" where=%s", STR_ARG(due.kind),
                 STR_ARG(e->message), STR_ARG(e->detail), e->where ? e->where : "");
        arena_reset(a); /* the work may have used it up */
        (void)in_write(r->app, a, put_back, &due);
    }
    return true;
}

static void *work(void *what) {
    JobRunner *r = what;
    Arena *a = arena_new(ARENA_MAX);
    if (!a) return NULL;
    (void)in_write(r->app, a, ensure, NULL);
    for (bool busy = false;;) {
        arena_reset(a);
        pthread_mutex_lock(&r->lock);
        if (!busy && !r->must_stop) {
            struct timespec until;
            clock_gettime(CLOCK_REALTIME, &until);
            until.tv_nsec += LOOK_EVERY_MS * 1000000L;
            until.tv_sec += until.tv_nsec / 1000000000L, until.tv_nsec %= 1000000000L;
            pthread_cond_timedwait(&r->changed, &r->lock, &until);
        }
        bool stop = r->must_stop;
        pthread_mutex_unlock(&r->lock);
        if (stop) break;
        busy = one_round(r, a);
    }
    arena_free(a);
    return NULL;
}

JobRunner *jobs_start(const App *app) {
    JobRunner *r = calloc(1, sizeof *r);
    if (!r) return NULL;
    r->app = app;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    if (pthread_create(&r->thread, NULL, work, r) != 0) {
        free(r);
        return NULL;
    }
    return r;
}

void jobs_stop(JobRunner *r) {
    if (!r) return;
    pthread_mutex_lock(&r->lock);
    r->must_stop = true;
    pthread_cond_signal(&r->changed);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->thread, NULL);
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
    free(r);
}
