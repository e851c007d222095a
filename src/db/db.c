// SPDX-License-Identifier: EUPL-1.2
/* db - what is the same on both engines: checking arguments, rows, savepoints, fault injection. */
#include "db/db_driver.h"
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

Err *failure_err(Arena *a, const Failure *failure, const char *name) {
    Err *e = err_new(a, failure->kind, S(""), str_of(failure->message), name);
    e->detail = str_copy(a, str_of(failure->detail));
    /* A conflict's detail is the rule alone: the caller may compare it. */
    if (name && failure->kind != ERR_CONFLICT)
        e->detail = str_fmt(a, "%s: %s", name, failure->detail);
    return e;
}

/* ---- faults for tests ---- */
static atomic_llong fail_after = -1;

void db_fail_after(int64_t steps) { atomic_store(&fail_after, steps); }
int64_t db_fail_left(void) { return atomic_load(&fail_after); }

static bool step_fails(const Db *db, Failure *ret_failure) {
    if (!db->counts || atomic_load(&fail_after) < 0) return false;
    if (atomic_fetch_sub(&fail_after, 1) != 1) return false;
    atomic_store(&fail_after, -1);
    *ret_failure = (Failure){ERR_STORAGE, "db.failed", "a fault made by db_fail_after"};
    return true;
}

/* ---- statements ---- */
static bool args_fit(const Sql *sql, const DbArg *args, ptrdiff_t n, Failure *ret_failure) {
    *ret_failure = (Failure){ERR_STORAGE, "db.failed", ""};
    if (n != sql->parameters) {
        snprintf(ret_failure->detail, sizeof ret_failure->detail, "takes %d values, not %d",
                 sql->parameters, (int)n);
        return false;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        if (args[i].kind != DB_TEXT || str_is_utf8(args[i].text)) continue;
        /* SQLite would keep it, PostgreSQL would refuse it: both refuse it. */
        *ret_failure = (Failure){ERR_INVALID, "db.text", ""};
        snprintf(ret_failure->detail, sizeof ret_failure->detail, "value %d is not UTF-8",
                 (int)i + 1);
        return false;
    }
    return true;
}

static Err *failed(Db *db, Arena *a, const Sql *sql, const Failure *failure) {
    db->last = *failure;
    return failure_err(a, failure, sql->name);
}

Err *db_exec_args(Db *db, Arena *a, const Sql *sql, int64_t *ret_changes, const DbArg *args,
                  ptrdiff_t n) {
    UNSET Failure failure;
    int64_t changes = 0;
    if (!args_fit(sql, args, n, &failure) || step_fails(db, &failure) ||
        !db->driver->exec(db, a, sql, args, n, &changes, &failure))
        return failed(db, a, sql, &failure);
    if (ret_changes) *ret_changes = changes;
    return NULL;
}

static void rows_close_late(void *rows) { rows_close(rows); }

Err *db_query_args(Db *db, Arena *a, const Sql *sql, Rows **ret_rows, const DbArg *args,
                   ptrdiff_t n) {
    UNSET Failure failure;
    if (!args_fit(sql, args, n, &failure) || step_fails(db, &failure))
        return failed(db, a, sql, &failure);
    Rows *rows = NEW(a, Rows);
    arena_defer(a, rows_close_late, rows);
    rows->a = a;
    rows->sql = sql;
    rows->db = db;
    rows->older = db->open;
    if (db->open) db->open->newer = rows;
    db->open = rows;
    if (!db->driver->query(rows, sql, args, n, &failure)) {
        rows_close(rows);
        return failed(db, a, sql, &failure);
    }
    *ret_rows = rows;
    return NULL;
}

void rows_close(Rows *rows) {
    Db *db = rows->db;
    if (!db) return;
    db->driver->rows_end(rows);
    if (rows->newer) {
        rows->newer->older = rows->older;
    } else {
        db->open = rows->older;
    }
    if (rows->older) rows->older->newer = rows->newer;
    rows->db = NULL;
}

/* After a task its connection goes to another, while the task's arena may live on. */
void db_rows_close_all(Db *db) {
    while (db->open) rows_close(db->open);
}

Err *rows_next(Rows *rows, bool *ret_more) {
    UNSET Failure failure;
    bool more = false;
    Db *db = rows->db;
    if (db && !db->driver->next(rows, &more, &failure)) {
        rows_close(rows);
        return failed(db, rows->a, rows->sql, &failure);
    }
    if (db && !more) rows_close(rows);
    if (more && !rows->value) rows->value = NEWS(rows->a, DbArg, rows->columns);
    if (more) db->driver->values(rows, rows->value);
    *ret_more = more;
    return NULL;
}

Err *db_one_args(Db *db, Arena *a, const Sql *sql, Rows **ret_rows, bool *ret_found,
                 const DbArg *args, ptrdiff_t n) {
    Rows *rows;
    TRY(db_query_args(db, a, sql, &rows, args, n));
    bool found;
    TRY(rows_next(rows, &found));
    if (found) {
        for (int i = 0; i < rows->columns; i++) {
            DbArg *value = &rows->value[i];
            if (value->kind == DB_TEXT) value->text = str_copy(a, value->text);
        }
        rows->is_kept = true;
        UNSET Failure failure;
        if (!db->driver->finish(rows, &failure)) {
            rows_close(rows);
            return failed(db, a, sql, &failure);
        }
        rows_close(rows);
    }
    *ret_rows = rows;
    *ret_found = found;
    return NULL;
}

/* ---- values ---- */
static const DbArg *value_at(const Rows *rows, int column) {
    assert(column >= 0 && column < rows->columns && "the statement has such a column");
    assert((rows->is_kept || rows->db) && "a row is read before the next one and within its task");
    return &rows->value[column];
}

bool row_is_null(Rows *rows, int column) { return value_at(rows, column)->kind == DB_NULL; }

bool row_is(Rows *rows, int column, Str text) {
    const DbArg *value = value_at(rows, column);
    return value->kind == DB_TEXT && str_eq(value->text, text);
}

Str row_text(Rows *rows, int column) {
    const DbArg *value = value_at(rows, column);
    switch (value->kind) {
    case DB_TEXT: return rows->is_kept ? value->text : str_copy(rows->a, value->text);
    case DB_INT: return str_fmt(rows->a, "%lld", (long long)value->number);
    case DB_REAL: return str_fmt(rows->a, "%.17g", value->real);
    case DB_NULL: break;
    }
    return S("");
}

/* strtod wants a zero at the end, which a Str does not promise. */
static double text_real(Str text) {
    char z[64];
    snprintf(z, sizeof z, "%.*s", STR_ARG(text));
    return strtod(z, NULL);
}

int64_t row_int(Rows *rows, int column) {
    const DbArg *value = value_at(rows, column);
    int64_t number = 0;
    switch (value->kind) {
    case DB_INT: return value->number;
    case DB_REAL: return (int64_t)value->real;
    case DB_TEXT:
        if (str_int(value->text, &number)) return number;
        if (str_eq(value->text, S("t"))) return 1; /* PostgreSQL's answer to `a > b` */
        return str_eq(value->text, S("f")) ? 0 : (int64_t)text_real(value->text);
    case DB_NULL: break;
    }
    return 0;
}

double row_real(Rows *rows, int column) {
    const DbArg *value = value_at(rows, column);
    switch (value->kind) {
    case DB_INT: return (double)value->number;
    case DB_REAL: return value->real;
    case DB_TEXT: return text_real(value->text);
    case DB_NULL: break;
    }
    return 0;
}

/* ---- transactions ---- */
Err *db_script(Db *db, Arena *a, const char *text) {
    UNSET Failure failure;
    return db->driver->script(db, text, &failure) ? NULL : failure_err(a, &failure, "script");
}

Err *db_begin(Db *db, Arena *a, Begin how) {
    UNSET Failure failure;
    db->again = false;
    db->depth = 0;
    db->last = (Failure){0};
    return db->driver->begin(db, how, &failure) ? NULL : failure_err(a, &failure, "begin");
}

Err *db_commit(Db *db, Arena *a) {
    UNSET Failure failure;
    db_rows_close_all(db);
    if (step_fails(db, &failure) || !db->driver->commit(db, &failure))
        return failure_err(a, &failure, "commit");
    return NULL;
}

void db_rollback(Db *db) {
    db_rows_close_all(db);
    db->driver->rollback(db);
}

Err *db_savepoint(Db *db, Arena *a) {
    char text[40];
    snprintf(text, sizeof text, "SAVEPOINT s%d", db->depth + 1);
    TRY(db_script(db, a, text));
    db->depth++;
    return NULL;
}

Err *db_savepoint_end(Db *db, Arena *a, bool keep) {
    char text[40];
    assert(db->depth > 0);
    int depth = db->depth--;
    if (!keep) {
        db_rows_close_all(db);
        snprintf(text, sizeof text, "ROLLBACK TO s%d", depth);
        TRY(db_script(db, a, text));
    }
    snprintf(text, sizeof text, "RELEASE s%d", depth);
    return db_script(db, a, text);
}

Err *db_prepare_all(Db *db, Arena *a) {
    for (int i = 0; i < sql_count; i++) {
        UNSET Failure failure;
        if (!db->driver->prepare(db, sql_all[i], &failure))
            return failure_err(a, &failure, sql_all[i]->name);
    }
    return NULL;
}

void db_close(Db *db) {
    if (!db) return;
    db_rows_close_all(db);
    db->driver->close(db);
}
