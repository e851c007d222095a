// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* db_driver - what the two engines have to offer, and what of a connection is the same for both.
 * Only src/db includes this. Includes: db. */
#include "db/db.h"

/* The few statements of src/db itself have the ids -1 ... -SQL_OWN. */
enum { SQL_OWN = 2 };
static inline int sql_slot(const Sql *sql) { return sql->id + SQL_OWN; }
static inline size_t sql_slots(void) { return (size_t)(sql_count + SQL_OWN); }

/* What an engine said, caught before anything else may change it: no arena is touched while a
 * statement is under way, because a full arena jumps out of the function. */
typedef struct {
    ErrKind kind;
    const char *message;
    char detail[480];
} Failure;
Err *failure_err(Arena *a, const Failure *failure, const char *name);

typedef enum {
    BEGIN_READ,        /* sees one moment, changes nothing */
    BEGIN_WRITE,       /* beside other writers (SQLite: there are none) */
    BEGIN_WRITE_ALONE, /* PostgreSQL: waits for the other writers and keeps new ones waiting */
    BEGIN_TEST,        /* a writing transaction that will be rolled back */
} Begin;

typedef struct {
    bool (*exec)(Db *db, Arena *a, const Sql *sql, const DbArg *args, ptrdiff_t n,
                 int64_t *ret_changes, Failure *ret_failure);
    bool (*query)(Rows *rows, const Sql *sql, const DbArg *args, ptrdiff_t n, Failure *ret_failure);
    bool (*next)(Rows *rows, bool *ret_more, Failure *ret_failure);
    /* All values of this row at once; their texts are the engine's and last until the next row. */
    void (*values)(Rows *rows, DbArg *ret_values);
    /* After the one row that is wanted: a statement that also writes must run to its end. */
    bool (*finish)(Rows *rows, Failure *ret_failure);
    void (*rows_end)(Rows *rows);
    bool (*prepare)(Db *db, const Sql *sql, Failure *ret_failure);
    bool (*begin)(Db *db, Begin how, Failure *ret_failure);
    bool (*commit)(Db *db, Failure *ret_failure);
    void (*rollback)(Db *db);
    /* Constant text of our own: migrations and savepoints; several statements only outside
     * a transaction that was begun through `begin` (PostgreSQL). */
    bool (*script)(Db *db, const char *text, Failure *ret_failure);
    bool (*connect)(Db *db, Failure *ret_failure); /* again, after it was lost */
    void (*rest)(Db *db, bool was_full); /* nobody waits now: SQLite moves the WAL into the file */
    void (*close)(Db *db);
} Driver;

struct Db {
    const Driver *driver;
    Rows *open;   /* newest first */
    int depth;    /* savepoints open */
    bool lost;    /* the connection is gone, and with it the transaction */
    bool again;   /* a conflict with another writer: only the whole transaction anew can help */
    bool counts;  /* db_fail_after sees this connection */
    Failure last; /* tells why when the engine undid the whole transaction by itself */
};

struct Rows {
    Db *db; /* NULL: closed */
    Arena *a;
    Rows *older, *newer; /* of the connection's open ones */
    const Sql *sql;
    void *result; /* sqlite3_stmt or PGresult */
    DbArg *value; /* of the row that was read last */
    int columns, at;
    bool is_kept; /* the one row of db_one: its texts are in the arena and its statement is free */
    bool spare;   /* this sqlite3_stmt is not the cached one */
};

/* A SQLite connection. reads_only: refuses to write. path ":memory:" is for tests. */
Err *sqlite_open(Arena *a, const char *path, bool reads_only, Db **ret_db);
/* A PostgreSQL connection, at once. statement_ms: the longest that one statement may take. */
Err *postgresql_open(Arena *a, const char *url, int statement_ms, Db **ret_db);
void db_close(Db *db); /* NULL is fine */

Err *db_begin(Db *db, Arena *a, Begin how);
Err *db_commit(Db *db, Arena *a);
void db_rollback(Db *db);
void db_rows_close_all(Db *db);
Err *db_script(Db *db, Arena *a, const char *text);
/* The table of migrations; safe when several processes do it at once. */
Err *db_ledger_make(Db *db, Arena *a);
/* See store_migrate. */
Err *db_migrate(Db *db, Arena *a, const Migration *list, ptrdiff_t n, int *ret_applied);
