// SPDX-License-Identifier: EUPL-1.2
/* store - opens a database, and decides which thread uses which connection: on SQLite one writer
 * and a reader per loop thread, on PostgreSQL a pool. */
#include "db/store_work.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    GROUP_DEFAULT = 64,
    ERR_ARENA_BYTES = 1 << 20,
    STATEMENT_MS = 30000,
    SLOW_STATEMENT_MS = 300000
};

typedef struct {
    Store *store;
    Db *db;
    Arena *a; /* for the failures that tasks are told of */
    pthread_t thread;
    bool started;
} Worker;

struct Store {
    bool is_postgresql;
    int readers, slow_threads, slow_waiting_max, group_max, lock_fd;
    char *directory, *target; /* target: SQLite's file or PostgreSQL's address */
    Queue queue, slow;        /* queue: SQLite's writer or PostgreSQL's pool */
    Worker *workers;          /* one writer or `readers` of the pool, then slow_threads slow ones */
    int worker_n;
    Worker *reader; /* SQLite: `readers` of the loop threads, and one more for store_wait_read */
    pthread_mutex_t wait_lock; /* of that last one */
    atomic_bool closing;
    WorkStats stats;
};

/* ---- threads ---- */
static void *writer_main(void *worker) {
    Worker *w = worker;
    Store *s = w->store;
    StoreTask *tasks[GROUP_MAX];
    for (int n; (n = queue_take(&s->queue, tasks, s->group_max)) > 0;)
        work_group(w->db, w->a, tasks, n, &s->stats);
    return NULL;
}

static void *pool_main(void *worker) {
    Worker *w = worker;
    StoreTask *task;
    while (queue_take(&w->store->queue, &task, 1) > 0) {
        if (task->writes) {
            work_write(w->db, w->a, task, &w->store->stats);
        } else {
            work_read(w->db, w->a, task);
        }
    }
    return NULL;
}

static void *slow_main(void *worker) {
    Worker *w = worker;
    StoreTask *task;
    while (queue_take(&w->store->slow, &task, 1) > 0) work_read(w->db, w->a, task);
    return NULL;
}

/* Signals are the main thread's business. */
static Err *worker_start(Arena *a, Worker *w, void *(*run)(void *)) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    w->started = pthread_create(&w->thread, NULL, run, w) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return w->started ? NULL : FAIL(a, ERR_STORAGE, "", "db.failed");
}

/* ---- opening ---- */
static Err *folder_err(Arena *a, const char *directory) {
    Err *e = err_arg(a, FAIL(a, ERR_USAGE, "", "db.folder"), str_of(directory));
    e->detail = str_copy(a, str_of(strerrordesc_np(errno)));
    return e;
}

/* The folder is for one process at a time; its lock goes with the process, however that ends. */
static Err *folder_take(Arena *a, Store *s) {
    if (mkdir(s->directory, 0700) != 0 && errno != EEXIST) return folder_err(a, s->directory);
    Str path = str_fmt(a, "%s/schakel.lock", s->directory);
    s->lock_fd = open(path.p, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (s->lock_fd < 0) return folder_err(a, s->directory);
    if (flock(s->lock_fd, LOCK_EX | LOCK_NB) == 0) return NULL;
    return err_arg(a, FAIL(a, ERR_USAGE, "", "db.in_use"), str_of(s->directory));
}

static Err *connection_open(Arena *a, const Store *s, bool reads_only, int statement_ms,
                            bool counts, Db **ret_db) {
    TRY(s->is_postgresql ? postgresql_open(a, s->target, statement_ms, ret_db)
                         : sqlite_open(a, s->target, reads_only, ret_db));
    (*ret_db)->counts = counts;
    return NULL;
}

static Err *worker_open(Arena *a, Store *s, Worker *w, bool reads_only, int statement_ms,
                        bool counts) {
    w->store = s;
    w->a = arena_new(ERR_ARENA_BYTES);
    if (!w->a) return FAIL(a, ERR_STORAGE, "", "db.failed");
    return connection_open(a, s, reads_only, statement_ms, counts, &w->db);
}

static Err *store_start(Arena *a, Store *s, bool counts) {
    int first_slow = s->worker_n - s->slow_threads;
    if (s->directory) TRY(folder_take(a, s));
    for (int i = 0; i < s->worker_n; i++) {
        bool slow = i >= first_slow;
        TRY(worker_open(a, s, &s->workers[i], slow, slow ? SLOW_STATEMENT_MS : STATEMENT_MS,
                        counts));
        if (i == 0) TRY(db_ledger_make(s->workers[0].db, a));
    }
    for (int i = 0; s->reader && i <= s->readers; i++)
        TRY(worker_open(a, s, &s->reader[i], true, 0, counts));
    void *(*first)(void *) = s->is_postgresql ? pool_main : writer_main;
    for (int i = 0; i < s->worker_n; i++)
        TRY(worker_start(a, &s->workers[i], i >= first_slow ? slow_main : first));
    return NULL;
}

static int at_least(int value, int least) { return value < least ? least : value; }

Err *store_open(Arena *a, const StoreOptions *o, Store **ret_store) {
    Store *s = calloc(1, sizeof(Store));
    if (!s) return FAIL(a, ERR_STORAGE, "", "db.failed");
    assert(o->url || o->directory);
    s->is_postgresql = o->url != NULL;
    s->readers = at_least(o->readers, 1);
    s->slow_threads = at_least(o->slow_threads, 1);
    s->slow_waiting_max = at_least(o->slow_waiting_max, 1);
    s->group_max = o->group_max > 0 ? o->group_max : GROUP_DEFAULT;
    if (s->group_max > GROUP_MAX) s->group_max = GROUP_MAX;
    s->lock_fd = -1;
    s->directory = o->directory ? strdup(o->directory) : NULL;
    Str file = str_fmt(a, "%s/%s", o->directory, o->file_name ? o->file_name : "schakel.db");
    s->target = strdup(s->is_postgresql ? o->url : file.p);
    s->worker_n = (s->is_postgresql ? s->readers : 1) + s->slow_threads;
    s->workers = calloc((size_t)s->worker_n, sizeof(Worker));
    if (!s->is_postgresql) s->reader = calloc((size_t)s->readers + 1, sizeof(Worker));
    queue_init(&s->queue);
    queue_init(&s->slow);
    pthread_mutex_init(&s->wait_lock, NULL);
    bool memory = s->target && s->workers && (s->is_postgresql || s->reader);
    Err *e = memory ? store_start(a, s, o->fault_injection) : FAIL(a, ERR_STORAGE, "", "db.failed");
    if (e) {
        store_close(s);
        return e;
    }
    *ret_store = s;
    return NULL;
}

void store_close(Store *s) {
    if (!s) return;
    atomic_store(&s->closing, true);
    queue_close(&s->queue);
    queue_close(&s->slow);
    for (int i = 0; s->workers && i < s->worker_n; i++)
        if (s->workers[i].started) pthread_join(s->workers[i].thread, NULL);
    for (int i = s->worker_n - 1; s->workers && i >= 0; i--) {
        /* Readers first: the last connection to close, the writer's, empties the WAL. */
        for (int r = 0; i == 0 && s->reader && r <= s->readers; r++) {
            db_close(s->reader[r].db);
            arena_free(s->reader[r].a);
        }
        db_close(s->workers[i].db);
        arena_free(s->workers[i].a);
    }
    if (s->lock_fd >= 0) close(s->lock_fd);
    queue_free(&s->queue);
    queue_free(&s->slow);
    pthread_mutex_destroy(&s->wait_lock);
    free(s->workers);
    free(s->reader);
    free(s->directory);
    free(s->target);
    free(s);
}

Err *store_migrate(Arena *a, Store *s, const Migration *list, ptrdiff_t n, int *ret_applied) {
    Db *db; /* its own: the workers' may be busy, and the text is not for a group */
    TRY(connection_open(a, s, false, SLOW_STATEMENT_MS, false, &db));
    Err *e = db_migrate(db, a, list, n, ret_applied);
    db_close(db);
    return e;
}

/* ---- tasks ---- */
void store_read(Store *s, int reader, StoreTask *task) {
    if (s->is_postgresql) {
        task->writes = false;
        if (!queue_push(&s->queue, task, 0)) work_refuse(task);
    } else if (atomic_load(&s->closing)) {
        work_refuse(task);
    } else {
        assert(reader >= 0 && reader < s->readers);
        work_read(s->reader[reader].db, s->reader[reader].a, task);
    }
}

void store_write(Store *s, StoreTask *task) {
    task->writes = true;
    if (!queue_push(&s->queue, task, 0)) work_refuse(task);
}

bool store_slow(Store *s, StoreTask *task) {
    task->writes = false;
    return queue_push(&s->slow, task, s->slow_waiting_max);
}

/* ---- waiting ---- */
typedef struct {
    Err err;
    char detail[512];
} KeptErr;

typedef struct {
    StoreTask outer; /* first: what the store sees */
    StoreTask *task;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_done, committed, failed;
    KeptErr failure; /* the store's own lasts only until wait_done returns */
} Wait;

static bool wait_run(StoreTask *outer, Db *db) {
    StoreTask *task = ((Wait *)outer)->task;
    return task->run(task, db);
}

static void wait_done(StoreTask *outer, bool committed, const Err *failure) {
    Wait *w = (Wait *)outer;
    pthread_mutex_lock(&w->lock);
    w->is_done = true;
    w->committed = committed;
    w->failed = failure != NULL;
    if (failure) { /* its message is a literal, its detail is not */
        Str detail = str_head(failure->detail, sizeof w->failure.detail);
        if (detail.n) memcpy(w->failure.detail, detail.p, (size_t)detail.n);
        w->failure.err = (Err){failure->kind, .message = failure->message, .where = failure->where};
        w->failure.err.detail.n = detail.n;
    }
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

static Wait wait_new(StoreTask *task) {
    return (Wait){.outer = {.run = wait_run, .done = wait_done},
                  .task = task,
                  .lock = PTHREAD_MUTEX_INITIALIZER,
                  .changed = PTHREAD_COND_INITIALIZER};
}

static Err *wait_end(Wait *w) {
    static _Thread_local KeptErr last;
    pthread_mutex_lock(&w->lock);
    while (!w->is_done) pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->changed);
    last = w->failure;
    last.err.detail.p = last.detail;
    Err *failure = w->failed ? &last.err : NULL;
    if (w->task->done) w->task->done(w->task, w->committed, failure);
    return failure;
}

Err *store_wait_write(Store *s, StoreTask *task, bool *ret_committed) {
    Wait w = wait_new(task);
    store_write(s, &w.outer);
    Err *e = wait_end(&w);
    if (ret_committed) *ret_committed = w.committed;
    return e;
}

Err *store_wait_read(Store *s, StoreTask *task) {
    Wait w = wait_new(task);
    if (s->is_postgresql) {
        store_read(s, 0, &w.outer);
    } else {
        pthread_mutex_lock(&s->wait_lock);
        work_read(s->reader[s->readers].db, s->reader[s->readers].a, &w.outer);
        pthread_mutex_unlock(&s->wait_lock);
    }
    return wait_end(&w);
}

bool store_is_postgresql(const Store *s) { return s->is_postgresql; }
const char *store_directory(const Store *s) { return s->directory; }

StoreStats store_stats(Store *s) {
    return (StoreStats){.commits = atomic_load(&s->stats.commits),
                        .writes = atomic_load(&s->stats.writes),
                        .largest_group = atomic_load(&s->stats.largest_group),
                        .waiting = queue_waiting(&s->queue) + queue_waiting(&s->slow)};
}
