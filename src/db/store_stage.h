// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* store_stage - what the tests of the store stand on: a database of their own, and a task that
 * writes a note. SQLite in a folder of its own; with SCHAKEL_TEST_PG a PostgreSQL database of its
 * own. */
#include "db/db_test.h"
#include <pthread.h>
#include <stdatomic.h>

typedef struct {
    char folder[64], name[40];
    Str url; /* empty: SQLite */
    StoreOptions options;
} Place;
Place *place_new(Arena *a); /* gone with the arena */
Store *place_open(Arena *a, const Place *place);
void admin_do(Arena *a, const char *text); /* one statement in PostgreSQL's own database */

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
Job job_new(int64_t number);
void job_await(const Job *job);
/* Keeps the writer busy until *hold is free, so that those who come after line up into one group.
 */
void writer_hold(Store *s, Job *job, pthread_mutex_t *hold);
int64_t notes_count(Store *s);
bool write_note(Store *s, int64_t number); /* true: acknowledged */
