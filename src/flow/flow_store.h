// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* flow_store - queues, decisions that wait and histories as they are kept. Within cx's transaction.
 * Includes: flow. */
#include "flow/flow.h"

/* ---- the order ---- */
/* Holds the queue of a team until the transaction ends: whoever changes its order calls this first,
 * so that two at once go one after the other. */
Err *flow_queue_take(Ctx *cx, Str team_id);
/* The chosen wishes of a team in order, hidden ones too. A chosen wish that never got a place
 * stands last. */
Err *flow_places(Ctx *cx, Str team_id, WishRow **ret_rows, ptrdiff_t *ret_n);
/* Keeps this order as places 1..n. */
Err *flow_places_save(Ctx *cx, Str team_id, const Str *wish_ids, ptrdiff_t n);

/* ---- reasons ---- */
typedef struct {
    Str verb, words, by_name, team_code;
    Ms at_ms;
} FlowReason;
Err *flow_reason_add(Ctx *cx, const char *verb, Str wish_id, Str team_id, Str words, Str *ret_id);
Err *flow_reasons(Ctx *cx, Str wish_id, ptrdiff_t max, FlowReason **ret_reasons,
                  ptrdiff_t *ret_n); /* newest first */

/* ---- decisions that wait ---- */
typedef struct {
    Str team_id; /* empty: none waits */
    Ms since_ms;
    Day due;
} FlowWait;
/* ERR_CONFLICT "db.exists" when it waits already. by_id may be empty. */
Err *flow_wait_add(Ctx *cx, Str wish_id, Str team_id, Str by_id, Ms since_ms, Day due);
Err *flow_wait_of(Ctx *cx, Str wish_id, FlowWait *ret_wait);
Err *flow_wait_drop(Ctx *cx, Str wish_id);
Err *flow_waits_count(Ctx *cx, Str team_id, int64_t *ret_n);

/* ---- history (flow_import and flow_imports stand in flow.h) ---- */
/* Rows with from < finished <= until, by day. */
Err *flow_deliveries(Ctx *cx, Str team_id, Day from, Day until, Finished **ret_rows,
                     ptrdiff_t *ret_n);
/* Changes with every import. */
Err *flow_import_stamp(Ctx *cx, Str team_id, int64_t *ret_stamp);
