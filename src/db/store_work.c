// SPDX-License-Identifier: EUPL-1.2
/* store_work - the queue, the writer's groups and the retries of the PostgreSQL pool. */
#include "db/store_work.h"
#include "base/rand.h"
#include <time.h>

/* ---- the queue ---- */
void queue_init(Queue *queue) {
    *queue = (Queue){.lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER};
    queue->last = &queue->first;
}

void queue_free(Queue *queue) {
    pthread_mutex_destroy(&queue->lock);
    pthread_cond_destroy(&queue->filled);
}

void queue_close(Queue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->closing = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}

bool queue_push(Queue *queue, StoreTask *task, int64_t max) {
    pthread_mutex_lock(&queue->lock);
    bool taken = !queue->closing && (max == 0 || queue->waiting < max);
    if (taken) {
        task->next = NULL;
        *queue->last = task;
        queue->last = &task->next;
        queue->waiting++;
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->lock);
    return taken;
}

int queue_take(Queue *queue, StoreTask **ret_tasks, int max) {
    int n = 0;
    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->closing) pthread_cond_wait(&queue->filled, &queue->lock);
    for (; n < max && queue->first; n++) {
        ret_tasks[n] = queue->first;
        queue->first = queue->first->next; /* before it is done: then it may be gone at once */
    }
    if (!queue->first) queue->last = &queue->first;
    queue->waiting -= n;
    pthread_mutex_unlock(&queue->lock);
    return n;
}

int64_t queue_waiting(Queue *queue) {
    pthread_mutex_lock(&queue->lock);
    int64_t waiting = queue->waiting;
    pthread_mutex_unlock(&queue->lock);
    return waiting;
}

void work_refuse(StoreTask *task) {
    static const Err closing = {.kind = ERR_BUSY, .message = {"db.busy", 7}, .where = "closing"};
    task->done(task, false, &closing);
}

/* ---- SQLite's writer ---- */
static void count_commit(WorkStats *stats, int writes) {
    if (writes == 0) return;
    atomic_fetch_add(&stats->commits, 1);
    atomic_fetch_add(&stats->writes, writes);
    if (writes > atomic_load(&stats->largest_group)) atomic_store(&stats->largest_group, writes);
}

static Err *member_run(Db *db, Arena *a, StoreTask *task, bool alone, bool *ret_kept) {
    if (!alone) TRY(db_savepoint(db, a));
    *ret_kept = task->run(task, db);
    db_rows_close_all(db);
    return alone ? NULL : db_savepoint_end(db, a, *ret_kept);
}

/* One transaction for all. After an Err nothing of it is kept; *ret_began tells whether anything
 * ran. */
static Err *group_try(Db *db, Arena *a, StoreTask **tasks, int n, bool *ret_kept, bool *ret_began) {
    int kept = 0;
    *ret_began = false;
    TRY(db_begin(db, a, BEGIN_WRITE));
    *ret_began = true;
    Err *e = NULL;
    for (int i = 0; i < n && !e; i++) {
        e = member_run(db, a, tasks[i], n == 1, &ret_kept[i]);
        kept += ret_kept[i];
    }
    if (!e && kept > 0) e = db_commit(db, a);
    if (e || kept == 0) db_rollback(db);
    return e;
}

static void say_done(StoreTask **tasks, int n, const bool *kept, const Err *failure) {
    for (int i = 0; i < n; i++) tasks[i]->done(tasks[i], !failure && kept[i], failure);
}

static int count_true(const bool *kept, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) count += kept[i];
    return count;
}

void work_group(Db *db, Arena *a, StoreTask **tasks, int n, WorkStats *stats) {
    bool kept[GROUP_MAX] = {0}, began, was_full;
    arena_reset(a);
    Err *failure = group_try(db, a, tasks, n, kept, &began);
    was_full = failure && failure->kind == ERR_FULL;
    if (!failure) count_commit(stats, count_true(kept, n));
    if (!failure || n == 1 || !began) {
        say_done(tasks, n, kept, failure);
    } else { /* the others must not suffer from the one that was too much */
        for (int i = 0; i < n; i++) {
            kept[0] = false;
            arena_reset(a);
            failure = group_try(db, a, &tasks[i], 1, kept, &began);
            if (!failure) count_commit(stats, kept[0]);
            say_done(&tasks[i], 1, kept, failure);
        }
    }
    db->driver->rest(db, was_full || db->last.kind == ERR_FULL);
}

void work_read(Db *db, Arena *a, StoreTask *task) {
    bool kept = false;
    arena_reset(a);
    Err *failure = NULL;
    for (int attempt = 1; attempt <= 2; attempt++) {
        Failure f;
        failure = db->lost && !db->driver->connect(db, &f) ? failure_err(a, &f, "connect") : NULL;
        if (!failure) failure = db_begin(db, a, BEGIN_READ);
        if (failure) break;
        kept = task->run(task, db);
        db_rollback(db); /* it changed nothing: this only ends its moment */
        if (!db->lost && !db->again) break;
        failure = failure_err(a, &db->last, "read"); /* the server went away: once more */
    }
    task->done(task, kept && !failure, failure);
}

/* ---- the pool ---- */
enum { ATTEMPTS = 6 }; /* the first and five more */

/* A little longer each time, and never equally long for two who were in each other's way. A server
 * that went away gets about three seconds in all to be replaced. */
static void wait_before(int attempt, bool was_lost) {
    static atomic_ullong turns;
    Rand r = rand_seed(atomic_fetch_add(&turns, 1) * 2654435761u);
    int64_t least_us = (was_lost ? 100000 : 500) << (attempt - 1);
    int64_t us = least_us / 2 + rand_below(&r, (uint32_t)least_us);
    nanosleep(&(struct timespec){us / 1000000, us % 1000000 * 1000}, NULL);
}

/* One attempt. *ret_retry: it is certain that nothing was kept, and another attempt may help. */
static Err *write_try(Db *db, Arena *a, StoreTask *task, int attempt, bool *ret_kept,
                      bool *ret_retry) {
    Failure f;
    *ret_retry = true;
    *ret_kept = false;
    if (db->lost && !db->driver->connect(db, &f)) return failure_err(a, &f, "connect");
    /* At the second conflict it works alone, so that a crowd at one row ends. */
    TRY(db_begin(db, a, attempt > 2 ? BEGIN_WRITE_ALONE : BEGIN_WRITE));
    bool kept = task->run(task, db);
    db_rows_close_all(db);
    Err *e = NULL;
    if (db->lost || db->again) {
        e = failure_err(a, &db->last, "task");
    } else if (kept) {
        e = db_commit(db, a);
        *ret_retry = db->again; /* after a commit without an answer only the caller can know */
    } else {
        *ret_retry = false;
    }
    if (e || !kept) db_rollback(db);
    *ret_kept = kept && !e;
    return e;
}

void work_write(Db *db, Arena *a, StoreTask *task, WorkStats *stats) {
    bool kept = false, retry = true;
    Err *failure = NULL;
    for (int attempt = 1; retry && attempt <= ATTEMPTS; attempt++) {
        if (attempt > 1) wait_before(attempt, db->lost);
        arena_reset(a);
        failure = write_try(db, a, task, attempt, &kept, &retry);
    }
    if (kept) count_commit(stats, 1);
    task->done(task, kept, failure);
}
