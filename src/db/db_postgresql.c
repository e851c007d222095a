// SPDX-License-Identifier: EUPL-1.2
/* db_postgresql - the PostgreSQL engine: libpq in pipeline mode, so that BEGIN, the preparing and
 * the savepoint around a writing statement travel with the statement in one round trip.
 *
 * A writing statement has a savepoint of its own: after "this exists already" the transaction goes
 * on, as it does on SQLite. Writers are SERIALIZABLE: rules read before they write, and were
 * written for one writer at a time; the store runs the whole task again when two of them conflict.
 */
#include "db/db_driver.h"
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ANSWER_MORE_MS = 2000 };

typedef enum {
    STEP_BEGIN,
    STEP_LOCK,
    STEP_PREPARE,
    STEP_SAVE,
    STEP_MAIN,
    STEP_RELEASE,
    STEPS
} Step;

typedef struct {
    Db db; /* first: a Db * is this */
    PGconn *conn;
    bool *prepared; /* by sql_slot, on this connection */
    Begin how;
    bool begin_due; /* BEGIN goes with the first statement */
    bool in_transaction;
    int statement_ms;
    char *url;
} Pg;

/* ---- what went wrong ---- */
static const char *const gone_states[] = {
    "08",    /* the connection */
    "57P",   /* the server stops or has crashed */
    "26000", /* a pooler in between gave us another server process */
};

static bool is_gone(const Pg *pg, const char *state, const char *text) {
    /* A standby since a moment ago: the writer is elsewhere now. */
    if (strcmp(state, "25006") == 0) return pg->how != BEGIN_READ;
    /* A prepared statement's table has got other columns. */
    if (strcmp(state, "0A000") == 0) return strstr(text, "cached plan") != NULL;
    for (int i = 0; i < COUNT(gone_states); i++)
        if (strncmp(state, gone_states[i], strlen(gone_states[i])) == 0) return true;
    return false;
}

static void failure_set(Pg *pg, const PGresult *result, Failure *ret_failure) {
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *text = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    Failure f = {ERR_STORAGE, "db.failed", ""};
    if (!text) text = PQerrorMessage(pg->conn);
    snprintf(f.detail, sizeof f.detail, "%s (%s)", text, state ? state : "no answer");
    if (!state) state = "08000";
    if (is_gone(pg, state, text)) pg->db.lost = true;
    bool conflict = strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0;
    if (conflict) pg->db.again = true;
    if (strcmp(state, "23505") == 0) {
        const char *rule = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
        f = (Failure){ERR_CONFLICT, "db.exists", ""};
        snprintf(f.detail, sizeof f.detail, "%s", rule ? rule : "");
    } else if (conflict || pg->db.lost || strcmp(state, "55P03") == 0 ||
               strcmp(state, "57014") == 0 || strcmp(state, "53300") == 0) {
        f.kind = ERR_BUSY;
        f.message = "db.busy";
    } else if (strcmp(state, "53100") == 0) {
        f.kind = ERR_FULL;
        f.message = "db.full";
    }
    *ret_failure = f;
}

/* ---- one round trip ---- */
typedef struct {
    const Sql *sql;   /* a named statement, or */
    const char *text; /* one of our own */
    const char *const *values;
    int n;
} Round;

static const char *begin_text(Begin how) {
    return how == BEGIN_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                             : "BEGIN ISOLATION LEVEL SERIALIZABLE";
}

/* Taken before the transaction's moment is fixed: who works alone sees all that others committed.
 */
static const char *lock_text(Begin how) {
    return how == BEGIN_WRITE ? "LOCK TABLE schema_migration IN ROW SHARE MODE"
                              : "LOCK TABLE schema_migration IN EXCLUSIVE MODE";
}

static bool writes(const Sql *sql) {
    static const char *const verbs[] = {"INSERT", "UPDATE", "DELETE", "WITH"};
    for (int i = 0; i < COUNT(verbs); i++)
        if (strncmp(sql->postgresql, verbs[i], strlen(verbs[i])) == 0) return true;
    return false;
}

static bool send_step(Pg *pg, Step step, const Round *r) {
    const char *text = r->text;
    switch (step) {
    case STEP_BEGIN: text = begin_text(pg->how); break;
    case STEP_LOCK: text = lock_text(pg->how); break;
    case STEP_SAVE: text = "SAVEPOINT q"; break;
    case STEP_RELEASE: text = "RELEASE q"; break;
    case STEP_PREPARE:
        return PQsendPrepare(pg->conn, r->sql->name, r->sql->postgresql, 0, NULL) == 1;
    case STEP_MAIN:
        if (r->sql)
            return PQsendQueryPrepared(pg->conn, r->sql->name, r->n, r->values, NULL, NULL, 0) == 1;
        break;
    case STEPS: break;
    }
    return PQsendQueryParams(pg->conn, text, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

/* libpq waits without end for an answer that it dropped when it had no memory for it. The server ends a
 * statement by itself in statement_ms; who is silent for longer than that and a little is lost. */
static PGresult *result_next(Pg *pg) {
    struct pollfd socket = {.fd = PQsocket(pg->conn), .events = POLLIN};
    int wait_ms = pg->statement_ms > 0 ? pg->statement_ms + ANSWER_MORE_MS : -1;
    while (!pg->db.lost && PQisBusy(pg->conn)) {
        int ready = poll(&socket, 1, wait_ms);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0 || PQconsumeInput(pg->conn) != 1) pg->db.lost = true;
    }
    return pg->db.lost ? NULL : PQgetResult(pg->conn);
}

/* Sends the steps that `r` needs and reads all their answers; *ret_answer is the one of STEP_MAIN.
 * When false, the first failure is in *ret_failure and *ret_step says where. No arena is touched.
 */
static bool steps_run(Pg *pg, const bool need[STEPS], const Round *r, PGresult **ret_answer,
                      Step *ret_step, Failure *ret_failure) {
    PGresult *answer = NULL;
    bool failed = false;
    for (Step step = 0; step < STEPS && !pg->db.lost; step++)
        if (need[step] && !send_step(pg, step, r)) pg->db.lost = true;
    if (!pg->db.lost && PQpipelineSync(pg->conn) != 1) pg->db.lost = true;
    for (Step step = 0; step < STEPS && !pg->db.lost; step++) {
        if (!need[step]) continue;
        PGresult *result = result_next(pg);
        if (!result) { /* out of step with the server: nothing it says later can be trusted */
            pg->db.lost = true;
            break;
        }
        ExecStatusType status = PQresultStatus(result);
        bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        if (!ok && !failed) {
            failed = true;
            *ret_step = step;
            failure_set(pg, result, ret_failure);
        }
        if (ok && step == STEP_BEGIN) pg->in_transaction = true;
        if (ok && step == STEP_PREPARE) pg->prepared[sql_slot(r->sql)] = true;
        if (ok && step == STEP_MAIN) {
            answer = result;
        } else {
            PQclear(result);
        }
        PQclear(result_next(pg)); /* the NULL behind each answer */
    }
    if (!pg->db.lost) {
        PGresult *sync = result_next(pg);
        if (PQresultStatus(sync) != PGRES_PIPELINE_SYNC) pg->db.lost = true;
        PQclear(sync);
    }
    if (PQstatus(pg->conn) == CONNECTION_BAD) pg->db.lost = true;
    if (pg->db.lost && !failed) {
        failed = true;
        *ret_step = STEP_MAIN;
        failure_set(pg, NULL, ret_failure);
    }
    if (!failed && ret_answer) {
        *ret_answer = answer;
    } else {
        PQclear(answer);
    }
    return !failed;
}

static PGresult *round_run(Pg *pg, const Round *r, Failure *ret_failure) {
    bool guarded = r->sql && writes(r->sql) && (pg->begin_due || pg->in_transaction);
    bool need[STEPS] = {
        [STEP_BEGIN] = pg->begin_due,
        [STEP_LOCK] = pg->begin_due && pg->how != BEGIN_READ && pg->how != BEGIN_TEST,
        [STEP_PREPARE] = r->sql && !pg->prepared[sql_slot(r->sql)],
        [STEP_SAVE] = guarded,
        [STEP_MAIN] = true,
        [STEP_RELEASE] = guarded,
    };
    Step step = STEPS;
    if (pg->db.lost || (pg->db.again && r->sql)) { /* whatever it says now, it will not be kept */
        *ret_failure = (Failure){ERR_BUSY, "db.busy", "the connection or the transaction is lost"};
        return NULL;
    }
    PGresult *answer = NULL;
    bool ok = steps_run(pg, need, r, &answer, &step, ret_failure);
    if (pg->in_transaction) pg->begin_due = false;
    if (ok || pg->db.lost || !guarded || step < STEP_MAIN) return answer;
    const bool main_only[STEPS] = {[STEP_MAIN] = true};
    static const char *const undo[] = {"ROLLBACK TO q", "RELEASE q"};
    for (int i = 0; i < COUNT(undo); i++) {
        Failure ignored;
        steps_run(pg, main_only, &(Round){.text = undo[i]}, NULL, &step, &ignored);
    }
    return NULL;
}

/* ---- statements ---- */
/* Text for the server; made before anything is sent. */
static const char **values_of(Arena *a, const DbArg *args, ptrdiff_t n) {
    const char **values = NEWS(a, const char *, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        switch (args[i].kind) {
        case DB_NULL: values[i] = NULL; break;
        case DB_TEXT: values[i] = str_z(a, args[i].text); break;
        case DB_INT: values[i] = str_fmt(a, "%lld", (long long)args[i].number).p; break;
        case DB_REAL: values[i] = str_fmt(a, "%.17g", args[i].real).p; break;
        }
    }
    return values;
}

static bool pg_exec(Db *db, Arena *a, const Sql *sql, const DbArg *args, ptrdiff_t n,
                    int64_t *ret_changes, Failure *ret_failure) {
    Round r = {.sql = sql, .values = values_of(a, args, n), .n = (int)n};
    PGresult *answer = round_run((Pg *)db, &r, ret_failure);
    if (!answer) return false;
    *ret_changes = strtoll(PQcmdTuples(answer), NULL, 10);
    PQclear(answer);
    return true;
}

static bool pg_query(Rows *rows, const Sql *sql, const DbArg *args, ptrdiff_t n,
                     Failure *ret_failure) {
    Round r = {.sql = sql, .values = values_of(rows->a, args, n), .n = (int)n};
    rows->result = round_run((Pg *)rows->db, &r, ret_failure);
    rows->at = -1;
    if (rows->result) rows->columns = PQnfields(rows->result);
    return rows->result != NULL;
}

static bool pg_next(Rows *rows, bool *ret_more, Failure *ret_failure) {
    (void)ret_failure;
    *ret_more = ++rows->at < PQntuples(rows->result);
    return true;
}

static void pg_values(Rows *rows, DbArg *ret_values) {
    for (int i = 0; i < rows->columns; i++) {
        bool is_null = PQgetisnull(rows->result, rows->at, i);
        Str text = {PQgetvalue(rows->result, rows->at, i), PQgetlength(rows->result, rows->at, i)};
        ret_values[i] = is_null ? (DbArg){.kind = DB_NULL} : T(text);
    }
}

static bool pg_finish(Rows *rows, Failure *ret_failure) {
    (void)rows, (void)ret_failure;
    return true;
}

static void pg_rows_end(Rows *rows) {
    PQclear(rows->result);
    rows->result = NULL;
}

static bool pg_prepare(Db *db, const Sql *sql, Failure *ret_failure) {
    Pg *pg = (Pg *)db;
    if (pg->prepared[sql_slot(sql)]) return true;
    const bool need[STEPS] = {[STEP_PREPARE] = true};
    Step step;
    return steps_run(pg, need, &(Round){.sql = sql}, NULL, &step, ret_failure);
}

/* ---- transactions ---- */
static bool pg_plain(Pg *pg, const char *text, Failure *ret_failure) {
    PGresult *result = PQexec(pg->conn, text);
    ExecStatusType status = PQresultStatus(result);
    bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!ok) failure_set(pg, result, ret_failure);
    PQclear(result);
    return ok;
}

/* Only the plain protocol takes several statements at once. */
static bool pg_script_long(Pg *pg, const char *text, Failure *ret_failure) {
    PGresult *answer = round_run(pg, &(Round){.text = "SELECT 1"}, ret_failure); /* sends BEGIN */
    PQclear(answer);
    if (!answer || PQexitPipelineMode(pg->conn) != 1) return false;
    bool ok = pg_plain(pg, text, ret_failure);
    if (PQenterPipelineMode(pg->conn) != 1) pg->db.lost = true;
    return ok;
}

static bool pg_script(Db *db, const char *text, Failure *ret_failure) {
    Pg *pg = (Pg *)db;
    if (strchr(text, ';')) return pg_script_long(pg, text, ret_failure);
    PGresult *answer = round_run(pg, &(Round){.text = text}, ret_failure);
    bool ok = answer != NULL;
    /* COMMIT of a transaction in which a statement failed answers "ROLLBACK", without an error. */
    if (ok && strcmp(text, "COMMIT") == 0 && strcmp(PQcmdStatus(answer), "COMMIT") != 0) {
        *ret_failure = (Failure){ERR_STORAGE, "db.failed", "a statement in it had failed"};
        ok = false;
    }
    PQclear(answer);
    return ok;
}

static bool pg_begin(Db *db, Begin how, Failure *ret_failure) {
    (void)ret_failure;
    Pg *pg = (Pg *)db;
    pg->how = how;
    pg->begin_due = true;
    pg->in_transaction = false;
    return true;
}

static bool pg_commit(Db *db, Failure *ret_failure) {
    Pg *pg = (Pg *)db;
    bool was_due = pg->begin_due, was_lost = db->lost;
    pg->begin_due = false;
    if (was_due && !was_lost) return true; /* nothing was asked of the database */
    bool ok = pg_script(db, "COMMIT", ret_failure);
    pg->in_transaction = false;
    if (!ok && db->lost && !was_lost && pg->how != BEGIN_READ) {
        /* The answer is lost, perhaps not the commit: only the caller can know what to do. */
        ret_failure->kind = ERR_STORAGE;
        ret_failure->message = "db.unsure";
    }
    return ok;
}

static void pg_rollback(Db *db) {
    Pg *pg = (Pg *)db;
    Failure ignored;
    pg->begin_due = false;
    if (pg->in_transaction && !db->lost) pg_script(db, "ROLLBACK", &ignored);
    pg->in_transaction = false;
}

/* ---- connecting ---- */
/* Waits are bounded: a lock 5 s, a dead network 10 s, a forgotten transaction 60 s. A server that
 * was set to acknowledge before writing is asked not to. */
static const char session_settings[] =
    "SET lock_timeout = 5000; SET idle_in_transaction_session_timeout = 60000; "
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET client_min_messages = 'warning'; "
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'";

static bool pg_connect(Db *db, Failure *ret_failure) {
    Pg *pg = (Pg *)db;
    /* Behind dbname, so that the address may set its own. */
    static const char *const names[] = {
        "connect_timeout",     "tcp_user_timeout",          "keepalives_idle",
        "keepalives_interval", "keepalives_count",          "dbname",
        "client_encoding",     "fallback_application_name", NULL};
    const char *const values[] = {"5", "10000", "30", "5", "3", pg->url, "UTF8", "schakel", NULL};
    PQfinish(pg->conn);
    memset(pg->prepared, 0, sizeof *pg->prepared * sql_slots());
    pg->begin_due = pg->in_transaction = false;
    pg->conn = PQconnectdbParams(names, values, 1);
    pg->db.lost = false;
    char limit[60];
    snprintf(limit, sizeof limit, "SET statement_timeout = %d", pg->statement_ms);
    bool ok = PQstatus(pg->conn) == CONNECTION_OK;
    if (!ok) failure_set(pg, NULL, ret_failure);
    ok = ok && pg_plain(pg, session_settings, ret_failure) && pg_plain(pg, limit, ret_failure);
    const char *encoding = ok ? PQparameterStatus(pg->conn, "server_encoding") : NULL;
    if (ok && (!encoding || strcmp(encoding, "UTF8") != 0)) {
        *ret_failure = (Failure){ERR_USAGE, "db.encoding", "the database's encoding is not UTF8"};
        ok = false;
    }
    if (ok && PQenterPipelineMode(pg->conn) != 1) ok = false;
    pg->db.lost = !ok;
    return ok;
}

static void pg_rest(Db *db, bool was_full) { (void)db, (void)was_full; }

static void pg_close(Db *db) {
    Pg *pg = (Pg *)db;
    PQfinish(pg->conn);
    free(pg->prepared);
    free(pg->url);
    free(pg);
}

static const Driver pg_driver = {
    .exec = pg_exec,
    .query = pg_query,
    .next = pg_next,
    .values = pg_values,
    .finish = pg_finish,
    .rows_end = pg_rows_end,
    .prepare = pg_prepare,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .script = pg_script,
    .connect = pg_connect,
    .rest = pg_rest,
    .close = pg_close,
};

bool db_is_postgresql(const Db *db) { return db->driver == &pg_driver; }

Err *postgresql_open(Arena *a, const char *url, int statement_ms, Db **ret_db) {
    Pg *pg = calloc(1, sizeof(Pg));
    Failure failure = {ERR_STORAGE, "db.failed", "no memory"};
    if (!pg) return failure_err(a, &failure, "open");
    pg->db.driver = &pg_driver;
    pg->statement_ms = statement_ms;
    pg->prepared = calloc(sql_slots(), sizeof *pg->prepared);
    pg->url = strdup(url);
    if (!pg->prepared || !pg->url || !pg_connect(&pg->db, &failure)) {
        pg_close(&pg->db);
        return failure_err(a, &failure, "open");
    }
    *ret_db = &pg->db;
    return NULL;
}
