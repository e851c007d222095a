// SPDX-License-Identifier: EUPL-1.2
/* store_bench - how many durable writes a second, with so many clients that each wait for their
 * own.
 *
 *   store_bench FOLDER CLIENTS GROUP_MAX SECONDS [crowd]     FOLDER must not hold a database
 *
 * One write is an insert; with "crowd" also an update of one row that all of them want. With
 * SCHAKEL_TEST_PG in the environment it works in that (empty) PostgreSQL database. */
#include "base/day.h"
#include "db/db_test.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { CLIENTS_MAX = 1024, WAITS_MAX = 1 << 20 };
static Store *store;
static bool crowd;
static atomic_bool stop;
static atomic_llong next_number = 1, failed;
static atomic_int wait_n;
static float wait_ms[WAITS_MAX];

typedef struct {
    StoreTask task; /* first */
    Arena *a;
    sem_t answered;
} Write;

static bool write_run(StoreTask *task, Db *db) {
    Write *w = (Write *)task;
    int64_t number = atomic_fetch_add(&next_number, 1);
    arena_reset(w->a);
    Str id = str_fmt(w->a, "%lld", (long long)number);
    Err *e =
        db_exec(db, w->a, &sql_db_note_big, NULL, T(id), N(number),
                T(S("A wish is a few hundred bytes of somebody's own words, such as these are.")));
    if (!e && crowd) e = db_exec(db, w->a, &sql_db_tally_add, NULL, N(1));
    return !e;
}

static void write_done(StoreTask *task, bool committed, const Err *failure) {
    (void)failure;
    if (!committed) atomic_fetch_add(&failed, 1);
    sem_post(&((Write *)task)->answered);
}

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void *client(void *unused) {
    (void)unused;
    Write w = {.task = {.run = write_run, .done = write_done}, .a = arena_new(1 << 20)};
    sem_init(&w.answered, 0, 0);
    while (!atomic_load(&stop)) {
        int64_t began = now_us();
        store_write(store, &w.task);
        while (sem_wait(&w.answered) != 0) {
        }
        int i = atomic_fetch_add(&wait_n, 1);
        if (i < WAITS_MAX) wait_ms[i] = (float)(now_us() - began) / 1000;
    }
    sem_destroy(&w.answered);
    arena_free(w.a);
    return NULL;
}

static int by_size(const void *x, const void *y) {
    return (*(const float *)x > *(const float *)y) - (*(const float *)x < *(const float *)y);
}

static int number_of(const char *text) { return (int)strtol(text, NULL, 10); }

int main(int argc, char **argv) {
    if (argc < 5) {
        fputs("usage: store_bench FOLDER CLIENTS GROUP_MAX SECONDS [crowd]\n", stderr);
        return 2;
    }
    Arena *a = arena_new(1 << 20);
    int clients = number_of(argv[2]), seconds = number_of(argv[4]);
    if (clients < 1 || clients > CLIENTS_MAX) return 2;
    crowd = argc > 5 && strcmp(argv[5], "crowd") == 0;
    StoreOptions o = {.directory = argv[1],
                      .url = test_url(),
                      .readers = test_url() ? 16 : 1,
                      .slow_threads = 1,
                      .group_max = number_of(argv[3])};
    Err *e = store_open(a, &o, &store);
    if (!e) e = store_migrate(a, store, note_migrations, COUNT(note_migrations), NULL);
    if (e) {
        fprintf(stderr, "store_bench: %.*s %.*s\n", STR_ARG(e->message), STR_ARG(e->detail));
        return 4;
    }
    pthread_t threads[CLIENTS_MAX];
    Ms began = clock_since_ms();
    for (int i = 0; i < clients; i++)
        if (pthread_create(&threads[i], NULL, client, NULL) != 0) return 4;
    struct timespec rest = {.tv_sec = seconds};
    nanosleep(&rest, NULL);
    atomic_store(&stop, true);
    for (int i = 0; i < clients; i++) pthread_join(threads[i], NULL);
    double took_s = (double)(clock_since_ms() - began) / 1000;
    StoreStats stats = store_stats(store);
    int n = atomic_load(&wait_n) < WAITS_MAX ? atomic_load(&wait_n) : WAITS_MAX;
    qsort(wait_ms, (size_t)n, sizeof *wait_ms, by_size);
    printf("clients=%d group_max=%s writes_per_s=%.0f commits_per_s=%.0f largest=%lld p50_ms=%.2f "
           "p99_ms=%.2f failed=%lld\n",
           clients, argv[3], (double)stats.writes / took_s, (double)stats.commits / took_s,
           (long long)stats.largest_group, wait_ms[n / 2], wait_ms[n * 99 / 100],
           (long long)atomic_load(&failed));
    store_close(store);
    arena_free(a);
    return atomic_load(&failed) > 0;
}
