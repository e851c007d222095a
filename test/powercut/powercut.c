// SPDX-License-Identifier: EUPL-1.2
/* powercut - writes rows 1, 2, 3 ... through the store from several threads, for a recorder of
 * power cuts.
 *
 *   powercut FOLDER WRITES      FOLDER must not exist; the database in it is x.db, table t (n, pad)
 *
 * plog_ack(n), when the recorder brings it, hears each row once its commit is durable. Rows get
 * their number inside the transaction, so a missing one shows. */
#include "db/db.h"
#include "db_test_sql.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void plog_ack(uint64_t n) __attribute__((weak));

enum { THREADS = 8, PAD_BYTES_MAX = 6000 };
static Store *store;
static atomic_int left, failed;

typedef struct {
    StoreTask task; /* first */
    int64_t n;
    int pad_bytes;
    sem_t answered;
} Write;

static bool write_run(StoreTask *task, Db *db) {
    Write *w = (Write *)task;
    Arena *a = arena_new(1 << 20);
    Rows *rows;
    bool found = false;
    char *text = memset(NEWS(a, char, w->pad_bytes), 'p', (size_t)w->pad_bytes);
    Err *e = db_one(db, a, &sql_db_row_next, &rows, &found, T((Str){text, w->pad_bytes}));
    if (!e && found) w->n = row_int(rows, 0);
    arena_free(a);
    return !e && found;
}

/* On the writer's thread, in the order of the commits: acknowledgements only count up. */
static void write_done(StoreTask *task, bool committed, const Err *failure) {
    (void)failure;
    Write *w = (Write *)task;
    if (committed && plog_ack) plog_ack((uint64_t)w->n);
    if (!committed) atomic_fetch_add(&failed, 1);
    sem_post(&w->answered);
}

static void *client(void *unused) {
    (void)unused;
    for (int i; (i = atomic_fetch_sub(&left, 1)) > 0;) {
        Write w = {.task = {.run = write_run, .done = write_done},
                   .pad_bytes = i * 37 % PAD_BYTES_MAX};
        sem_init(&w.answered, 0, 0);
        store_write(store, &w.task);
        while (sem_wait(&w.answered) != 0) {
        } /* a signal is not an answer */
        sem_destroy(&w.answered);
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: powercut FOLDER WRITES\n", stderr);
        return 2;
    }
    Arena *a = arena_new(1 << 20);
    static const char table[] = "CREATE TABLE t (n INTEGER PRIMARY KEY, pad TEXT NOT NULL);";
    const Migration migrations[] = {{"0001 powercut", table, table}};
    StoreOptions options = {
        .directory = argv[1], .file_name = "x.db", .readers = 1, .slow_threads = 1};
    Err *e = store_open(a, &options, &store);
    if (!e) e = store_migrate(a, store, migrations, COUNT(migrations), NULL);
    if (e) {
        fprintf(stderr, "powercut: %.*s %.*s\n", STR_ARG(e->message), STR_ARG(e->detail));
        return 4;
    }
    atomic_store(&left, (int)strtol(argv[2], NULL, 10));
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, client, NULL) != 0) return 4;
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    StoreStats stats = store_stats(store);
    printf("powercut: %lld writes in %lld commits, %d failed, recorder %s\n",
           (long long)stats.writes, (long long)stats.commits, atomic_load(&failed),
           plog_ack ? "on" : "off");
    store_close(store);
    arena_free(a);
    return atomic_load(&failed) > 0;
}
