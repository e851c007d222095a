// SPDX-License-Identifier: EUPL-1.2
/* migrate - brings a database to the form that this program knows, and refuses one that is newer.
 */
#include "base/day.h"
#include "db/db_driver.h"

static const Sql ledger_list = {-1, 0, "schema_list", "SELECT name, checksum FROM schema_migration",
                                "SELECT name, checksum FROM schema_migration"};
static const Sql ledger_add = {
    -2, 3, "schema_add",
    "INSERT INTO schema_migration (name, applied_ms, checksum) VALUES (?1, ?2, ?3)",
    "INSERT INTO schema_migration (name, applied_ms, checksum) VALUES ($1, $2, $3)"};

#define LEDGER                                                                                     \
    "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT NOT NULL PRIMARY KEY, "                \
    "applied_ms BIGINT NOT NULL, checksum TEXT NOT NULL);"

Err *db_ledger_make(Db *db, Arena *a) {
    if (!db_is_postgresql(db)) return db_script(db, a, LEDGER);
    /* Two servers that start together: IF NOT EXISTS alone lets one of them fail. */
    return db_script(db, a, "SELECT pg_advisory_xact_lock(1399021163); " LEDGER);
}

static const char *migration_text(const Db *db, const Migration *m) {
    return db_is_postgresql(db) ? m->postgresql : m->sqlite;
}

static Str checksum(Arena *a, const char *text) {
    return str_fmt(a, "%016llx", (unsigned long long)str_hash(str_of(text)));
}

static ptrdiff_t migration_named(const Migration *list, ptrdiff_t n, Str name) {
    for (ptrdiff_t i = 0; i < n; i++)
        if (str_eq(str_of(list[i].name), name)) return i;
    return -1;
}

/* Sets ret_has[i] for what the database already holds. */
static Err *ledger_read(Db *db, Arena *a, const Migration *list, ptrdiff_t n, bool *ret_has) {
    Rows *rows;
    TRY(db_query(db, a, &ledger_list, &rows));
    for (bool more;;) {
        TRY(rows_next(rows, &more));
        if (!more) return NULL;
        Str name = row_text(rows, 0);
        ptrdiff_t i = migration_named(list, n, name);
        if (i < 0) return err_arg(a, FAIL(a, ERR_USAGE, "", "db.newer"), name);
        if (!str_eq(row_text(rows, 1), checksum(a, migration_text(db, &list[i]))))
            return err_arg(a, FAIL(a, ERR_USAGE, "", "db.edited"), name);
        ret_has[i] = true;
    }
}

/* Within a transaction that keeps other writers out: another server may have been first. */
static Err *migration_apply(Db *db, Arena *a, const Migration *list, ptrdiff_t n, ptrdiff_t i,
                            bool *ret_has) {
    TRY(ledger_read(db, a, list, n, ret_has));
    if (ret_has[i]) return NULL;
    const char *text = migration_text(db, &list[i]);
    Err *e = db_script(db, a, text);
    if (e) {
        e->detail = str_fmt(a, "%s: %.*s", list[i].name, STR_ARG(e->detail));
        return e;
    }
    return db_exec(db, a, &ledger_add, NULL, T(str_of(list[i].name)), N(clock_now_ms()),
                   T(checksum(a, text)));
}

Err *db_migrate(Db *db, Arena *a, const Migration *list, ptrdiff_t n, int *ret_applied) {
    bool *has = NEWS(a, bool, n + 1);
    int applied = 0;
    TRY(db_ledger_make(db, a));
    TRY(ledger_read(db, a, list, n, has));
    for (ptrdiff_t i = 0; i < n; i++) {
        if (has[i]) continue;
        TRY(db_begin(db, a, BEGIN_WRITE_ALONE));
        Err *e = migration_apply(db, a, list, n, i, has);
        if (!e) e = db_commit(db, a);
        if (e) {
            db_rollback(db);
            return e;
        }
        if (!has[i]) applied++;
    }
    if (ret_applied) *ret_applied = applied;
    return NULL;
}
