// SPDX-License-Identifier: EUPL-1.2
/* db_sqlite - the SQLite engine: one connection per thread, WAL, synchronous=FULL, statements
 * prepared once. */
#include "db/db_driver.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* WAL pages (of 4 kB) after which the writer moves them into the file, once nobody waits. Larger
 * makes reading slower, smaller costs more fsyncs. */
enum { WAL_PAGES = 2000, BUSY_WAIT_MS = 5000 };

/* BEGIN, COMMIT, ROLLBACK and the words of savepoints come with every request: they are prepared
 * too. */
enum { WORDS_MAX = 12, WORD_SIGNS = 24 };
typedef struct {
    char text[WORD_SIGNS];
    sqlite3_stmt *statement;
} Word;

typedef struct {
    Db db; /* first: a Db * is this */
    sqlite3 *handle;
    sqlite3_stmt **cache; /* by sql_slot */
    bool *in_use;         /* the cached one of this place belongs to open Rows */
    Word word[WORDS_MAX];
    int word_n;
    int wal_pages;
    bool began; /* a transaction was begun and neither committed nor rolled back by us */
} Lite;

/* ---- what went wrong ---- */
static Failure failure_of(Lite *l, int code) {
    Failure f = {ERR_STORAGE, "db.failed", ""};
    snprintf(f.detail, sizeof f.detail, "%s (%d)", sqlite3_errmsg(l->handle), code);
    int system = sqlite3_system_errno(l->handle); /* not told when it was the WAL's at a commit */
    if (system == 0) system = errno;
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
            code == SQLITE_CONSTRAINT_ROWID) {
            /* "UNIQUE constraint failed: wish.number" */
            const char *columns = strstr(sqlite3_errmsg(l->handle), "failed: ");
            f = (Failure){ERR_CONFLICT, "db.exists", ""};
            snprintf(f.detail, sizeof f.detail, "%s", columns ? columns + 8 : "");
        }
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        f.kind = ERR_BUSY;
        f.message = "db.busy";
        break;
    case SQLITE_NOMEM:
        f.kind = ERR_BUSY;
        f.message = "call.memory";
        break;
    case SQLITE_IOERR:
    case SQLITE_FULL:
        /* A quota or a limit on the file's size is a full disk to us; SQLite knows only ENOSPC. */
        if (code != SQLITE_FULL && system != ENOSPC && system != EDQUOT && system != EFBIG) break;
        f.kind = ERR_FULL;
        f.message = "db.full";
        break;
    default: break;
    }
    return f;
}

static bool fails(Lite *l, int code, Failure *ret_failure) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return false;
    *ret_failure = failure_of(l, sqlite3_extended_errcode(l->handle));
    return true;
}

/* After a full disk or a failed write SQLite may undo the whole transaction by itself. What would
 * come after it would be kept on its own: it is refused, with the reason of the first failure. */
static bool undone(Lite *l, Failure *ret_failure) {
    if (!l->began || !sqlite3_get_autocommit(l->handle)) return false;
    *ret_failure = l->db.last.kind
                       ? l->db.last
                       : (Failure){ERR_STORAGE, "db.failed", "the transaction was undone"};
    return true;
}

/* ---- statements ---- */
static bool statement_take(Lite *l, const Sql *sql, sqlite3_stmt **ret_statement, bool *ret_spare,
                           Failure *ret_failure) {
    if (undone(l, ret_failure)) return false;
    sqlite3_stmt **cached = &l->cache[sql_slot(sql)];
    *ret_spare = l->in_use[sql_slot(sql)];
    if (*ret_spare)
        return !fails(l, sqlite3_prepare_v3(l->handle, sql->sqlite, -1, 0, ret_statement, NULL),
                      ret_failure);
    if (!*cached && fails(l,
                          sqlite3_prepare_v3(l->handle, sql->sqlite, -1, SQLITE_PREPARE_PERSISTENT,
                                             cached, NULL),
                          ret_failure))
        return false;
    *ret_statement = *cached;
    l->in_use[sql_slot(sql)] = true;
    return true;
}

static void statement_give_back(Lite *l, const Sql *sql, sqlite3_stmt *statement, bool spare) {
    if (spare) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    l->in_use[sql_slot(sql)] = false;
}

/* SQLite takes no copies: whoever binds sees to it that texts outlive the rows. */
static int statement_bind(sqlite3_stmt *statement, const DbArg *args, ptrdiff_t n) {
    int code = SQLITE_OK;
    for (int i = 0; i < n && code == SQLITE_OK; i++) {
        const DbArg *v = &args[i];
        switch (v->kind) {
        case DB_NULL: code = sqlite3_bind_null(statement, i + 1); break;
        case DB_INT: code = sqlite3_bind_int64(statement, i + 1, v->number); break;
        case DB_REAL: code = sqlite3_bind_double(statement, i + 1, v->real); break;
        case DB_TEXT: /* a NULL pointer would be bound as NULL */
            code = sqlite3_bind_text64(statement, i + 1, v->text.n ? v->text.p : "",
                                       (sqlite3_uint64)v->text.n, SQLITE_STATIC, SQLITE_UTF8);
            break;
        }
    }
    return code;
}

static bool lite_exec(Db *db, Arena *a, const Sql *sql, const DbArg *args, ptrdiff_t n,
                      int64_t *ret_changes, Failure *ret_failure) {
    (void)a;
    Lite *l = (Lite *)db;
    sqlite3_stmt *statement;
    bool spare;
    if (!statement_take(l, sql, &statement, &spare, ret_failure)) return false;
    errno = 0;
    int code = statement_bind(statement, args, n);
    while (code == SQLITE_OK || code == SQLITE_ROW) code = sqlite3_step(statement);
    bool failed = fails(l, code, ret_failure);
    if (!failed) *ret_changes = sqlite3_changes64(l->handle);
    statement_give_back(l, sql, statement, spare);
    return !failed;
}

static bool lite_query(Rows *rows, const Sql *sql, const DbArg *args, ptrdiff_t n,
                       Failure *ret_failure) {
    Lite *l = (Lite *)rows->db;
    sqlite3_stmt *statement;
    /* The rows outlive this call, the caller's texts may not. */
    DbArg *kept = n ? arena_copy(rows->a, args, n * (ptrdiff_t)sizeof *args) : NULL;
    for (ptrdiff_t i = 0; i < n; i++)
        if (kept[i].kind == DB_TEXT) kept[i].text = str_copy(rows->a, kept[i].text);
    if (!statement_take(l, sql, &statement, &rows->spare, ret_failure)) return false;
    rows->result = statement;
    rows->columns = sqlite3_column_count(statement);
    return !fails(l, statement_bind(statement, kept, n), ret_failure);
}

static bool lite_next(Rows *rows, bool *ret_more, Failure *ret_failure) {
    errno = 0;
    int code = sqlite3_step(rows->result);
    if (fails((Lite *)rows->db, code, ret_failure)) return false;
    *ret_more = code == SQLITE_ROW;
    return true;
}

/* A connection stays with one thread, so an "unprotected" value is as good as a protected one, and
 * reading it costs half of what the sqlite3_column_ functions cost. */
static void lite_values(Rows *rows, DbArg *ret_values) {
    for (int i = 0; i < rows->columns; i++) {
        sqlite3_value *v = sqlite3_column_value(rows->result, i);
        switch (sqlite3_value_type(v)) {
        case SQLITE_NULL: ret_values[i] = (DbArg){.kind = DB_NULL}; break;
        case SQLITE_INTEGER: ret_values[i] = N(sqlite3_value_int64(v)); break;
        case SQLITE_FLOAT: ret_values[i] = R(sqlite3_value_double(v)); break;
        default: {
            /* not _text: that wants a zero behind it, and gives NULL when there is no memory for one */
            const char *text = sqlite3_value_blob(v);
            ret_values[i] = T((Str){text ? text : "", sqlite3_value_bytes(v)});
        }
        }
    }
}

static bool lite_finish(Rows *rows, Failure *ret_failure) {
    if (sqlite3_stmt_readonly(rows->result)) return true;
    for (bool more = true; more;)
        if (!lite_next(rows, &more, ret_failure)) return false;
    return true;
}

static void lite_rows_end(Rows *rows) {
    if (rows->result) statement_give_back((Lite *)rows->db, rows->sql, rows->result, rows->spare);
    rows->result = NULL;
}

static bool lite_prepare(Db *db, const Sql *sql, Failure *ret_failure) {
    Lite *l = (Lite *)db;
    sqlite3_stmt *statement;
    bool spare;
    if (!statement_take(l, sql, &statement, &spare, ret_failure)) return false;
    int takes = sqlite3_bind_parameter_count(statement);
    statement_give_back(l, sql, statement, spare);
    *ret_failure = (Failure){ERR_STORAGE, "db.failed", "other parameters than sqlgen counted"};
    return takes == sql->parameters;
}

/* ---- transactions ---- */
/* The prepared statement of one of the WORDS_MAX short texts; NULL: not one of them. */
static sqlite3_stmt *word_of(Lite *l, const char *text) {
    for (int i = 0; i < l->word_n; i++)
        if (strcmp(l->word[i].text, text) == 0) return l->word[i].statement;
    if (l->word_n == WORDS_MAX || strlen(text) >= WORD_SIGNS || strchr(text, ';')) return NULL;
    Word *w = &l->word[l->word_n];
    int code =
        sqlite3_prepare_v3(l->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &w->statement, NULL);
    if (code != SQLITE_OK) return NULL;
    snprintf(w->text, sizeof w->text, "%s", text);
    l->word_n++;
    return w->statement;
}

static int word_run(Lite *l, const char *text) {
    sqlite3_stmt *statement = word_of(l, text);
    if (!statement) return sqlite3_exec(l->handle, text, NULL, NULL, NULL);
    sqlite3_step(statement);
    return sqlite3_reset(statement); /* which says again how the step went */
}

static bool lite_script(Db *db, const char *text, Failure *ret_failure) {
    Lite *l = (Lite *)db;
    if (undone(l, ret_failure)) return false;
    errno = 0;
    return !fails(l, word_run(l, text), ret_failure);
}

static bool lite_begin(Db *db, Begin how, Failure *ret_failure) {
    /* IMMEDIATE: waiting for another process happens here, where nothing is lost by it. */
    Lite *l = (Lite *)db;
    l->began = false;
    /* A rollback that found no memory left the last transaction open. */
    if (!sqlite3_get_autocommit(l->handle)) word_run(l, "ROLLBACK");
    l->began = lite_script(db, how == BEGIN_READ ? "BEGIN" : "BEGIN IMMEDIATE", ret_failure);
    return l->began;
}

static bool lite_commit(Db *db, Failure *ret_failure) {
    if (!lite_script(db, "COMMIT", ret_failure)) return false;
    ((Lite *)db)->began = false;
    return true;
}

static void lite_rollback(Db *db) {
    Lite *l = (Lite *)db;
    if (!sqlite3_get_autocommit(l->handle)) word_run(l, "ROLLBACK");
    l->began = false;
}

static bool lite_connect(Db *db, Failure *ret_failure) {
    (void)db, (void)ret_failure;
    return true;
}

static int wal_grew(void *l, sqlite3 *handle, const char *name, int pages) {
    (void)handle, (void)name;
    ((Lite *)l)->wal_pages = pages;
    return SQLITE_OK;
}

static void lite_rest(Db *db, bool was_full) {
    Lite *l = (Lite *)db;
    /* On a full disk the WAL cannot grow, but once moved into the file it starts anew. */
    if (l->wal_pages < WAL_PAGES && !was_full) return;
    if (sqlite3_wal_checkpoint_v2(l->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) ==
        SQLITE_OK)
        l->wal_pages = 0;
}

static void lite_close(Db *db) {
    Lite *l = (Lite *)db;
    for (size_t i = 0; l->cache && i < sql_slots(); i++) sqlite3_finalize(l->cache[i]);
    for (int i = 0; i < l->word_n; i++) sqlite3_finalize(l->word[i].statement);
    sqlite3_close(l->handle);
    free(l->cache);
    free(l->in_use);
    free(l);
}

static const Driver lite_driver = {
    .exec = lite_exec,
    .query = lite_query,
    .next = lite_next,
    .values = lite_values,
    .finish = lite_finish,
    .rows_end = lite_rows_end,
    .prepare = lite_prepare,
    .begin = lite_begin,
    .commit = lite_commit,
    .rollback = lite_rollback,
    .script = lite_script,
    .connect = lite_connect,
    .rest = lite_rest,
    .close = lite_close,
};

/* ---- opening ---- */
static void configure(void) {
    /* A connection stays with one thread at a time, so SQLite's own mutexes buy nothing. */
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static const char settings[] = "PRAGMA synchronous=FULL;"
                               "PRAGMA foreign_keys=ON;"
                               "PRAGMA cell_size_check=ON;"
                               "PRAGMA temp_store=MEMORY;"
                               "PRAGMA mmap_size=0;"
                               "PRAGMA journal_size_limit=67108864;";

/* The value of a pragma as this connection answers it, not as it was asked for. */
static bool pragma_is(Lite *l, const char *pragma, const char *wanted) {
    sqlite3_stmt *s = NULL;
    bool same = sqlite3_prepare_v2(l->handle, pragma, -1, &s, NULL) == SQLITE_OK &&
                sqlite3_step(s) == SQLITE_ROW &&
                strcmp((const char *)sqlite3_column_text(s, 0), wanted) == 0;
    sqlite3_finalize(s);
    return same;
}

static bool setup(Lite *l, bool in_memory, bool reads_only, Failure *ret_failure) {
    sqlite3_extended_result_codes(l->handle, 1);
    sqlite3_busy_timeout(l->handle, BUSY_WAIT_MS);
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    if (!lite_script(&l->db, "PRAGMA journal_mode=WAL;", ret_failure)) return false;
    if (!lite_script(&l->db, settings, ret_failure)) return false;
    if (reads_only && !lite_script(&l->db, "PRAGMA query_only=ON", ret_failure)) return false;
    sqlite3_wal_hook(l->handle, wal_grew, l); /* in place of SQLite's own checkpoints */
    bool safe = pragma_is(l, "PRAGMA journal_mode", in_memory ? "memory" : "wal") &&
                pragma_is(l, "PRAGMA synchronous", "2") && pragma_is(l, "PRAGMA foreign_keys", "1");
    if (!safe)
        *ret_failure =
            (Failure){ERR_STORAGE, "db.unsafe", "no WAL, synchronous=FULL or foreign keys"};
    return safe;
}

Err *sqlite_open(Arena *a, const char *path, bool reads_only, Db **ret_db) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure);
    bool in_memory = strcmp(path, ":memory:") == 0;
    if (!in_memory) { /* SQLite would make it readable for others; -wal and -shm take its mode */
        int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0) close(fd);
    }
    Lite *l = calloc(1, sizeof(Lite));
    Failure failure = {ERR_STORAGE, "db.failed", "no memory"};
    if (!l) return failure_err(a, &failure, "open");
    l->db.driver = &lite_driver;
    l->cache = calloc(sql_slots(), sizeof(void *));
    l->in_use = calloc(sql_slots(), sizeof *l->in_use);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_CREATE;
    bool open = l->cache && l->in_use &&
                !fails(l, sqlite3_open_v2(path, &l->handle, flags, NULL), &failure) &&
                setup(l, in_memory, reads_only, &failure);
    if (!open) {
        lite_close(&l->db);
        return failure_err(a, &failure, "open");
    }
    *ret_db = &l->db;
    return NULL;
}
