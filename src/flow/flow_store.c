// SPDX-License-Identifier: EUPL-1.2
/* flow_store - the SQL of queues and histories. */
#include "flow/flow_store.h"
#include "flow_sql.h"
#include <string.h>

/* ---- the order ---- */
Err *flow_queue_take(Ctx *cx, Str team_id) {
    Rows *rows;
    bool found;
    return db_one(cx->db, cx->a, &sql_flow_queue_take, &rows, &found, T(team_id));
}

static Err *kept_order(Ctx *cx, Str team_id, Str **ret_ids, ptrdiff_t *ret_n) {
    Rows *rows;
    Str *ids = NULL;
    ptrdiff_t n = 0, room = 0;
    TRY(db_query(cx->db, cx->a, &sql_flow_places, &rows, T(team_id)));
    for (bool more;;) {
        TRY(rows_next(rows, &more));
        if (!more) break;
        if (n == room) {
            Str *wider = NEWS(cx->a, Str, room = room ? room * 2 : 32);
            if (n) memcpy(wider, ids, (size_t)n * sizeof *ids);
            ids = wider;
        }
        ids[n++] = row_text(rows, 0);
    }
    *ret_ids = ids;
    *ret_n = n;
    return NULL;
}

Err *flow_places(Ctx *cx, Str team_id, WishRow **ret_rows, ptrdiff_t *ret_n) {
    WishRow *chosen, *ordered;
    Str *ids;
    ptrdiff_t n, ids_n, done = 0;
    TRY(wish_list_of_team(cx, team_id, WISH_CHOSEN, &chosen, &n));
    TRY(kept_order(cx, team_id, &ids, &ids_n));
    bool *used = NEWS(cx->a, bool, n + 1);
    ordered = NEWS(cx->a, WishRow, n + 1);
    for (ptrdiff_t i = 0; i < ids_n; i++)
        for (ptrdiff_t k = 0; k < n; k++)
            if (!used[k] && str_eq(chosen[k].id, ids[i]))
                used[k] = true, ordered[done++] = chosen[k];
    for (ptrdiff_t k = 0; k < n; k++)
        if (!used[k]) ordered[done++] = chosen[k];
    *ret_rows = ordered;
    *ret_n = n;
    return NULL;
}

Err *flow_places_save(Ctx *cx, Str team_id, const Str *wish_ids, ptrdiff_t n) {
    TRY(db_exec(cx->db, cx->a, &sql_flow_places_clear, NULL, T(team_id)));
    for (ptrdiff_t i = 0; i < n; i++) {
        TRY(db_exec(cx->db, cx->a, &sql_flow_place_drop, NULL, T(wish_ids[i])));
        TRY(db_exec(cx->db, cx->a, &sql_flow_place_insert, NULL, T(wish_ids[i]), T(team_id),
                    N(i + 1)));
    }
    return NULL;
}

/* ---- reasons ---- */
Err *flow_reason_add(Ctx *cx, const char *verb, Str wish_id, Str team_id, Str words, Str *ret_id) {
    Str id = id_new(cx->a, cx->now_ms);
    TRY(db_exec(cx->db, cx->a, &sql_flow_reason_insert, NULL, T(id), T(wish_id), T(team_id),
                T(str_of(verb)), T(cx->actor->id), N(cx->now_ms), T(words)));
    *ret_id = id;
    return NULL;
}

Err *flow_reasons(Ctx *cx, Str wish_id, ptrdiff_t max, FlowReason **ret_reasons, ptrdiff_t *ret_n) {
    Rows *rows;
    FlowReason *all = NEWS(cx->a, FlowReason, max);
    ptrdiff_t n = 0;
    TRY(db_query(cx->db, cx->a, &sql_flow_reasons, &rows, T(wish_id), N(max)));
    for (bool more; n < max; n++) {
        TRY(rows_next(rows, &more));
        if (!more) break;
        all[n] = (FlowReason){.verb = row_text(rows, 0),
                              .at_ms = row_int(rows, 1),
                              .words = row_text(rows, 2),
                              .by_name = row_text(rows, 3),
                              .team_code = row_text(rows, 4)};
    }
    rows_close(rows);
    *ret_reasons = all;
    *ret_n = n;
    return NULL;
}

/* ---- decisions that wait ---- */
Err *flow_wait_add(Ctx *cx, Str wish_id, Str team_id, Str by_id, Ms since_ms, Day due) {
    return db_exec(cx->db, cx->a, &sql_flow_wait_insert, NULL, T(wish_id), T(team_id),
                   T_OR_NULL(by_id), N(since_ms), N(due));
}

Err *flow_wait_of(Ctx *cx, Str wish_id, FlowWait *ret_wait) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_flow_wait, &rows, &found, T(wish_id)));
    *ret_wait = found ? (FlowWait){row_text(rows, 0), row_int(rows, 1), (Day)row_int(rows, 2)}
                      : (FlowWait){0};
    return NULL;
}

Err *flow_wait_drop(Ctx *cx, Str wish_id) {
    return db_exec(cx->db, cx->a, &sql_flow_wait_drop, NULL, T(wish_id));
}

Err *flow_waits_count(Ctx *cx, Str team_id, int64_t *ret_n) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_flow_waits_count, &rows, &found, T(team_id)));
    *ret_n = row_int(rows, 0);
    return NULL;
}

/* ---- history ---- */
static Err *import_add(Ctx *cx, Str team_id, FlowImport *import) {
    import->id = id_new(cx->a, cx->now_ms);
    import->at_ms = cx->now_ms;
    return db_exec(cx->db, cx->a, &sql_flow_import_insert, NULL, T(import->id), T(team_id),
                   T_OR_NULL(cx->actor ? cx->actor->id : S("")), N(cx->now_ms),
                   T(import->file_name), N(import->read), N(import->open), N(import->other));
}

static Err *delivery_add(Ctx *cx, Str team_id, Str import_id, const Delivery *row,
                         bool *ret_added) {
    int64_t changes = 0;
    DbArg started = row->started == DAY_NONE ? (DbArg){.kind = DB_NULL} : N(row->started);
    TRY(db_exec(cx->db, cx->a, &sql_flow_delivery_insert, &changes, T(id_new(cx->a, cx->now_ms)),
                T(team_id), T(row->source_id), T(import_id), started, N(row->finished),
                T(row->type)));
    *ret_added = changes > 0;
    return NULL;
}

Err *flow_import(Ctx *cx, Str team_id, const Delivery *rows, ptrdiff_t n, FlowImport *import) {
    import->added = import->known = 0;
    TRY(import_add(cx, team_id, import));
    for (ptrdiff_t i = 0; i < n; i++) {
        ArenaMark mark = arena_mark(cx->a);
        bool added;
        TRY(delivery_add(cx, team_id, import->id, &rows[i], &added));
        arena_rewind(cx->a, mark);
        if (added)
            import->added++;
        else
            import->known++;
    }
    TRY(db_exec(cx->db, cx->a, &sql_flow_import_counted, NULL, T(import->id), N(import->added),
                N(import->known)));
    return journal_add(cx, "history.import", "team", team_id, FACT("import", import->id),
                       FACT_N("added", import->added), FACT_N("known", import->known));
}

Err *flow_imports(Ctx *cx, Str team_id, ptrdiff_t max, FlowImport **ret_imports, ptrdiff_t *ret_n) {
    Rows *rows;
    FlowImport *all = NEWS(cx->a, FlowImport, max);
    ptrdiff_t n = 0;
    TRY(db_query(cx->db, cx->a, &sql_flow_imports, &rows, T(team_id), N(max)));
    for (bool more; n < max; n++) {
        TRY(rows_next(rows, &more));
        if (!more) break;
        all[n] = (FlowImport){.id = row_text(rows, 0),
                              .at_ms = row_int(rows, 1),
                              .file_name = row_text(rows, 2),
                              .read = row_int(rows, 3),
                              .added = row_int(rows, 4),
                              .known = row_int(rows, 5),
                              .open = row_int(rows, 6),
                              .other = row_int(rows, 7)};
    }
    rows_close(rows);
    *ret_imports = all;
    *ret_n = n;
    return NULL;
}

Err *flow_deliveries(Ctx *cx, Str team_id, Day from, Day until, Finished **ret_rows,
                     ptrdiff_t *ret_n) {
    Rows *rows;
    Finished *all = NULL;
    ptrdiff_t n = 0, room = 0;
    TRY(db_query(cx->db, cx->a, &sql_flow_deliveries, &rows, T(team_id), N(from), N(until)));
    for (bool more;;) {
        TRY(rows_next(rows, &more));
        if (!more) break;
        if (n == room) {
            Finished *wider = NEWS(cx->a, Finished, room = room ? room * 2 : 256);
            if (n) memcpy(wider, all, (size_t)n * sizeof *all);
            all = wider;
        }
        all[n++] = (Finished){row_is_null(rows, 0) ? DAY_NONE : (Day)row_int(rows, 0),
                              (Day)row_int(rows, 1), flow_kind_of(row_text(rows, 2))};
    }
    *ret_rows = all;
    *ret_n = n;
    return NULL;
}

Err *flow_import_stamp(Ctx *cx, Str team_id, int64_t *ret_stamp) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_flow_import_stamp, &rows, &found, T(team_id)));
    *ret_stamp = (int64_t)(str_hash(row_text(rows, 1)) + (uint64_t)row_int(rows, 0));
    return NULL;
}
