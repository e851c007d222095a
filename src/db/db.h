// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* db - one interface, two engines (SQLite, PostgreSQL). SQL comes only from embedded .sql files.
 *
 * A .sql file holds named blocks:
 *     -- name: wish_insert
 *     INSERT INTO wish (id, number) VALUES (?1, ?2)
 * and where the dialects differ two blocks of one name: `-- name: wish_insert sqlite` and
 * `-- name: wish_insert postgresql`. tools/sqlgen.c makes of src/wish/wish.sql the header
 * "wish_sql.h" with `extern const Sql sql_wish_insert;`.
 * Includes: base. */
#include "base/base.h"

typedef struct {
    int id; /* 0..sql_count-1: place in a connection's cache of prepared statements */
    int parameters;
    const char *name, *sqlite, *postgresql; /* PostgreSQL's has ?1 rewritten to $1 at build */
} Sql;
extern const Sql *const sql_all[]; /* every statement of the program */
extern const int sql_count;

typedef struct Db Db; /* a connection; one thread at a time */

typedef struct {
    enum { DB_NULL, DB_TEXT, DB_INT, DB_REAL } kind;
    union {
        Str text;
        int64_t number;
        double real;
    };
} DbArg;
static inline DbArg T(Str v) { return (DbArg){.kind = DB_TEXT, .text = v}; }
static inline DbArg N(int64_t v) { return (DbArg){.kind = DB_INT, .number = v}; }
static inline DbArg R(double v) { return (DbArg){.kind = DB_REAL, .real = v}; }
/* An empty text as NULL, and 0 as NULL: for references and moments that may be absent. */
static inline DbArg T_OR_NULL(Str v) { return v.n ? T(v) : (DbArg){.kind = DB_NULL}; }
static inline DbArg N_OR_NULL(int64_t v) { return v ? N(v) : (DbArg){.kind = DB_NULL}; }

/* The first is a dummy, so that no arguments at all is a list too. */
#define DB_ARGS(...)                                                                               \
    (const DbArg[]) { {0}, ##__VA_ARGS__ }

/* db_exec(db, a, &sql_wish_insert, &changes, T(id), N(now)): runs a statement that gives no rows.
 * ret_changes (may be NULL): rows changed. Fails with ERR_CONFLICT (message "db.exists", detail =
 * the constraint's columns or name) when a unique rule is broken, ERR_BUSY ("db.busy") on a lock, a
 * deadlock or a serialization failure (worth a retry), ERR_FULL ("db.full") on a full disk, else
 * ERR_STORAGE ("db.failed"). */
#define db_exec(db, a, sql, ret_changes, ...)                                                      \
    db_exec_args(db, a, sql, ret_changes, DB_ARGS(__VA_ARGS__) + 1,                                \
                 COUNT((DB_ARGS(__VA_ARGS__))) - 1)
Err *db_exec_args(Db *db, Arena *a, const Sql *sql, int64_t *ret_changes, const DbArg *args,
                  ptrdiff_t n);

typedef struct Rows Rows; /* closes itself with the arena; rows_close earlier is a courtesy */
#define db_query(db, a, sql, ret_rows, ...)                                                        \
    db_query_args(db, a, sql, ret_rows, DB_ARGS(__VA_ARGS__) + 1, COUNT((DB_ARGS(__VA_ARGS__))) - 1)
Err *db_query_args(Db *db, Arena *a, const Sql *sql, Rows **ret_rows, const DbArg *args,
                   ptrdiff_t n);
/* *ret_more is false after the last row; Rows is then closed. */
Err *rows_next(Rows *rows, bool *ret_more);
void rows_close(Rows *rows);
Str row_text(Rows *rows, int column); /* copied into the arena; NULL gives the empty Str */
int64_t row_int(Rows *rows, int column);
double row_real(Rows *rows, int column);
bool row_is_null(Rows *rows, int column);
/* Is it this text? Copies nothing; NULL is no text. */
bool row_is(Rows *rows, int column, Str text);
/* One row or none: *ret_found. */
#define db_one(db, a, sql, ret_rows, ret_found, ...)                                               \
    db_one_args(db, a, sql, ret_rows, ret_found, DB_ARGS(__VA_ARGS__) + 1,                         \
                COUNT((DB_ARGS(__VA_ARGS__))) - 1)
Err *db_one_args(Db *db, Arena *a, const Sql *sql, Rows **ret_rows, bool *ret_found,
                 const DbArg *args, ptrdiff_t n);

bool db_is_postgresql(const Db *db);

/* A transaction within the transaction, so that one step can be undone alone. Each db_savepoint has
 * its db_savepoint_end; keep = false undoes what was written in between. Tasks need none: they have
 * one. */
Err *db_savepoint(Db *db, Arena *a);
Err *db_savepoint_end(Db *db, Arena *a, bool keep);

/* ---- a database: opening, migrating, and who may write when ---- */
typedef struct {
    const char *directory; /* SQLite: holds schakel.db; made when absent (mode 0700) */
    const char *url;  /* or "postgresql://…"; then directory is for the socket and spool only */
    int readers;      /* loop threads that read SQLite inline; PostgreSQL: size of the pool */
    int slow_threads; /* threads for operations that compute long */
    int slow_waiting_max;  /* over this many waiting, store_slow answers false */
    int group_max;         /* most writes in one commit; 1 turns grouping off (benchmark) */
    bool fault_injection;  /* tests: db_fail_after counts */
    const char *file_name; /* tests: in place of "schakel.db" */
} StoreOptions;

typedef struct Store Store;
/* Opens and checks (SQLite: journal_mode=WAL and synchronous=FULL asserted, foreign keys on; one
 * process per folder by a lock file) and starts the threads. Fails with ERR_USAGE ("db.folder" it
 * cannot be made or written, "db.in_use" by another process, "db.encoding" not UTF8), ERR_STORAGE
 * ("db.unsafe" no WAL or synchronous=FULL, "db.failed"), ERR_BUSY ("db.busy" the server does not
 * answer). */
Err *store_open(Arena *a, const StoreOptions *options, Store **ret_store);
/* No new work, ends what waits (each is answered), stops the threads, closes the connections. */
void store_close(Store *store);

typedef struct {
    const char *name; /* "0001 people/people": order and name; never edited once released */
    const char *sqlite, *postgresql;
} Migration;
/* Applies what is missing, each in its own transaction with its record. ERR_USAGE "db.newer" when
 * the database holds a migration that this list does not, "db.edited" when one was changed after it
 * was applied. *ret_applied may be NULL. Several servers may do this at once. */
Err *store_migrate(Arena *a, Store *store, const Migration *list, ptrdiff_t n, int *ret_applied);

/* Work on a connection. run is called within a transaction (a savepoint inside the group on
 * SQLite); it returns false to have its own writes undone. It may be called again, when nothing of
 * the earlier call was kept: after a conflict or a lost connection (PostgreSQL), or when the group
 * that it was in could not be committed (SQLite). done is called exactly once afterwards, when the
 * commit is durable; committed is false when run said so or the commit failed (failure: the Err of
 * that commit, in an arena of the store's; copy what you need). Failures: ERR_BUSY "db.busy",
 * ERR_FULL "db.full", ERR_STORAGE "db.failed", and on PostgreSQL "db.unsure": the connection went
 * away at the commit, which may have been kept (an Idempotency-Key tells). Rows that run left open
 * are closed after it. */
typedef struct StoreTask StoreTask;
struct StoreTask {
    bool (*run)(StoreTask *task, Db *db);
    void (*done)(StoreTask *task, bool committed, const Err *failure);
    StoreTask *next; /* this and the next are the store's */
    bool writes;
};
/* SQLite: runs in this thread on reader number `reader` (0 <= reader < options.readers), done is
 * called before it returns. PostgreSQL: handed to the pool. Read-only: the transaction sees one
 * moment. */
void store_read(Store *store, int reader, StoreTask *task);
/* Handed to the one writer (SQLite, group commit) or to the pool (PostgreSQL; serialization
 * failures and deadlocks are retried up to 5 times: run is then called again). Never blocks. After
 * store_close began: done(committed=false, ERR_BUSY). */
void store_write(Store *store, StoreTask *task);
/* Runs on a slow thread with a reading connection. false (nothing called): too many waiting. */
bool store_slow(Store *store, StoreTask *task);
/* For the command line, start-up and tests: waits. task->done, if any, is called by this thread.
 * The Err is that of the commit and lasts until this thread waits again; what run found is run's
 * business. */
Err *store_wait_write(Store *store, StoreTask *task, bool *ret_committed);
Err *store_wait_read(Store *store, StoreTask *task);
bool store_is_postgresql(const Store *store);
const char *store_directory(const Store *store);

/* Statistics for /metrics: commits, writes, largest group, waiting now. */
typedef struct {
    int64_t commits, writes, largest_group, waiting;
} StoreStats;
StoreStats store_stats(Store *store);

/* ---- tests: one connection, everything rolled back ---- */
Err *db_open_test(Arena *a, const char *url_or_null, const Migration *list, ptrdiff_t n,
                  Db **ret_db);
Err *db_prepare_all(Db *db, Arena *a); /* every statement of sql_all can be prepared */
void db_fail_after(int64_t steps);     /* the n-th statement or commit from now fails; -1 off */
int64_t db_fail_left(void);            /* < 0: it has failed, or is off */
