// SPDX-License-Identifier: EUPL-1.2
/* queue_ops - the queues of all teams, one queue, and moving a wish within it. */
#include "flow/flow_ops.h"

enum { READY_SHOWN = 20 };

/* ---- all queues ---- */
static Err *ready_to_choose(Ctx *cx, Model *m) {
    WishFilter filter = {.state = WISH_UNDERSTOOD, .max = READY_SHOWN};
    WishRow *rows;
    ptrdiff_t n;
    bool more;
    bool may = cx->actor->roles & (IS_DECIDER | IS_GUIDE);
    TRY(wish_list(cx, &filter, &rows, &n, &more));
    Model *list = model_list(m, "ready");
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *item = model_item(list);
        model_int(item, "number", rows[i].number);
        model_text(item, "title", rows[i].title);
        model_text(item, "department", rows[i].department_name);
        model_flag(item, "waits_for_decision", str_eq(rows[i].turn_why, S("flow.decision_waits")));
        model_day(item, "due", rows[i].turn_due);
        model_flag(item, "may_choose", may);
    }
    model_flag(m, "has_ready", n > 0);
    model_flag(m, "has_more_ready", more);
    return NULL;
}

Err *queue_list(Ctx *cx, const In *in, Model *m) {
    (void)in;
    Team *teams;
    ptrdiff_t n;
    TRY(teams_list(cx, &teams, &n));
    Model *list = model_list(m, "queues");
    for (ptrdiff_t i = 0; i < n; i++) {
        int64_t in_hand, chosen, waits;
        TRY(wish_count_of_team(cx, teams[i].id, WISH_MAKING, &in_hand));
        TRY(wish_count_of_team(cx, teams[i].id, WISH_CHOSEN, &chosen));
        TRY(flow_waits_count(cx, teams[i].id, &waits));
        Model *item = model_item(list);
        flow_model_team(&teams[i], item);
        model_int(item, "in_hand", in_hand);
        model_int(item, "chosen", chosen);
        model_int(item, "decisions_waiting", waits);
        model_flag(item, "has_decisions", waits > 0);
        model_flag(item, "has_one_in_hand", in_hand == 1);
        model_flag(item, "has_one_chosen", chosen == 1);
        model_flag(item, "has_one_decision", waits == 1);
    }
    return ready_to_choose(cx, m);
}

/* ---- one queue ---- */
Err *queue_show(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Team *team = TEAM_OF(cx);
    Queue queue;
    TRY(flow_queue(cx, team->id, &queue));
    flow_model_team(team, model_part(m, "team"));
    TRY(app_panels(cx, "queue", team->id, "queue.show", m));
    Model *making = model_list(m, "making"), *places = model_list(m, "places");
    bool may_move = cx->standing & WISH_NEED_CHOOSE, any_visible = false;
    for (ptrdiff_t i = 0; i < queue.in_hand + queue.chosen; i++) {
        const QueueItem *item = &queue.items[i];
        Model *row = model_item(item->is_in_hand ? making : places);
        flow_model_item(item, row);
        flow_date_put(row, flow_date_at(m, item->place));
        if (!item->is_in_hand && item->is_visible) any_visible = true;
    }
    model_flag(m, "has_making", queue.in_hand > 0);
    model_flag(m, "has_places", queue.chosen > 0);
    model_int(m, "in_hand", queue.in_hand);
    model_int(m, "chosen", queue.chosen);
    model_flag(m, "may_move", may_move && any_visible && queue.chosen > 1);
    return NULL;
}

Err *queue_move(Ctx *cx, const In *in, Model *m) {
    const Team *team = TEAM_OF(cx);
    Wish wish;
    Queue queue;
    int64_t place;
    Str reason;
    TRY(wish_load_visible(cx, in_int(in, "number"), &wish));
    TRY(flow_queue_take(cx, team->id));
    TRY(flow_queue(cx, team->id, &queue));
    QueuePlace from = flow_place_of(&queue, wish.id);
    if (!from.is_there || from.is_in_hand)
        return FAIL(cx->a, ERR_CONFLICT, "number", "flow.move.not_in_queue");
    TRY(flow_put(cx, team->id, wish.id, in_int(in, "place"), &place));
    TRY(flow_reason_add(cx, "queue.move", wish.id, team->id, in_text(in, "reason"), &reason));
    TRY(journal_add(cx, "queue.move", "wish", wish.id, FACT("team", team->code),
                    FACT_N("from", from.place), FACT_N("place", place), FACT("reason", reason)));
    model_text(m, "team", team->code);
    model_int(m, "number", wish.number);
    model_int(m, "from", from.place);
    model_int(m, "place", place);
    return NULL;
}
