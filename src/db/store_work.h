// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* store_work - tasks on their way to a connection: a queue, the writer's groups, the pool's
 * retries. Only src/db includes this. Includes: db. */
#include "db/db_driver.h"
#include <pthread.h>
#include <stdatomic.h>

enum { GROUP_MAX = 256 }; /* whatever is asked for */

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    StoreTask *first, **last;
    int64_t waiting;
    bool closing; /* takes no more; what waits is still done */
} Queue;
void queue_init(Queue *queue);
void queue_free(Queue *queue);
void queue_close(Queue *queue);
/* false: closing, or max (0: no limit) are waiting already. The task is the queue's until it is
 * done. */
bool queue_push(Queue *queue, StoreTask *task, int64_t max);
/* Waits for work and takes up to max tasks into ret_tasks. 0: closed and empty. */
int queue_take(Queue *queue, StoreTask **ret_tasks, int max);
int64_t queue_waiting(Queue *queue);

typedef struct {
    atomic_llong commits, writes, largest_group;
} WorkStats;

/* SQLite's writer: all tasks in one transaction, each in a savepoint; says done to each of them.
 * Were the whole undone by one of them or at the commit, each is run again in a transaction of its
 * own. */
void work_group(Db *db, Arena *a, StoreTask **tasks, int n, WorkStats *stats);
/* A reading task, here and now. */
void work_read(Db *db, Arena *a, StoreTask *task);
/* A writing task on PostgreSQL: conflicts and lost connections are tried again. */
void work_write(Db *db, Arena *a, StoreTask *task, WorkStats *stats);
/* What a task hears that came too late. */
void work_refuse(StoreTask *task);
