// SPDX-License-Identifier: EUPL-1.2
/* flow_ops - the table of queue operations, and what the slice tells other pages. */
#include "flow/flow_ops.h"

enum { REASON_MAX = 500, REASONS_SHOWN = 5 };

/* ---- shared ---- */
Err *flow_team_subject(Ctx *cx, const In *in) {
    Team *team = NEW(cx->a, Team);
    TRY(team_by_code(cx, in_text(in, "team"), team));
    static const Standing scoped[] = {IS_DECIDER, IS_LEAD, IS_MAKER};
    for (ptrdiff_t i = 0; i < COUNT(scoped); i++)
        if (actor_holds(cx->actor, scoped[i], team->id)) cx->standing |= scoped[i];
    cx->subject = team;
    return NULL;
}

Err *flow_team_chosen(Ctx *cx, const In *in, Team *ret_team) {
    Err *e = team_by_code(cx, in_text(in, "team"), ret_team);
    if (e && e->kind == ERR_NOT_FOUND) return FAIL(cx->a, ERR_INVALID, "team", "flow.team.unknown");
    return e;
}

void flow_model_team(const Team *team, Model *m) {
    model_text(m, "code", team->code);
    model_text(m, "name", team->name);
    model_int(m, "headcount", team->headcount);
}

void flow_model_item(const QueueItem *item, Model *m) {
    if (item->is_visible)
        model_int(m, "number", item->number);
    else
        model_null(m, "number");
    model_text(m, "title", item->title);
    model_text(m, "department", item->department_name);
    model_flag(m, "is_visible", item->is_visible);
    model_flag(m, "is_in_hand", item->is_in_hand);
    model_int(m, "place", item->place);
    /* Which wish it is could be told from the day. */
    model_day(m, "since", item->is_visible ? item->since : DAY_NONE);
}

Err *flow_put(Ctx *cx, Str team_id, Str wish_id, int64_t place, int64_t *ret_place) {
    WishRow *rows;
    ptrdiff_t n, order_n;
    TRY(flow_places(cx, team_id, &rows, &n));
    Str *ids = NEWS(cx->a, Str, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) ids[i] = rows[i].id;
    Str *order = flow_order_put(cx->a, ids, n, wish_id, place, &order_n);
    TRY(flow_places_save(cx, team_id, order, order_n));
    *ret_place = flow_order_place(order, order_n, wish_id);
    return NULL;
}

/* ---- what it tells the page of a wish ---- */
static Err *wish_of_page(Ctx *cx, Str id, Wish *ret_wish) {
    if (cx->op && cx->op->subject == wish_subject && cx->subject && str_eq(WISH_OF(cx)->id, id)) {
        *ret_wish = *WISH_OF(cx);
        return NULL;
    }
    return wish_load(cx, id, ret_wish);
}

static bool decides_somewhere(const Ctx *cx) {
    return cx->actor && (cx->actor->roles & (IS_DECIDER | IS_GUIDE));
}

static void no_place(Model *m) {
    model_null(m, "team");
    model_null(m, "place");
    model_flag(m, "is_in_hand", false);
    model_int(m, "in_hand", 0);
    (void)model_list(m, "ahead");
    model_flag(m, "has_ahead", false);
}

static Err *standing_in_queue(Ctx *cx, const Wish *wish, Model *m) {
    Team team;
    Queue queue;
    if (!wish->team_id.n || (wish->state != WISH_CHOSEN && wish->state != WISH_MAKING)) {
        no_place(m);
        return NULL;
    }
    TRY(team_load(cx, wish->team_id, &team));
    TRY(flow_queue(cx, team.id, &queue));
    QueuePlace at = flow_place_of(&queue, wish->id);
    flow_model_team(&team, model_part(m, "team"));
    model_int(m, "place", at.place);
    model_flag(m, "is_in_hand", at.is_in_hand);
    model_int(m, "in_hand", queue.in_hand);
    Model *ahead = model_list(m, "ahead");
    ptrdiff_t n = at.is_in_hand ? 0 : at.items - 1;
    for (ptrdiff_t i = 0; i < n; i++) flow_model_item(&queue.items[i], model_item(ahead));
    model_flag(m, "has_ahead", n > 0);
    return NULL;
}

static Err *waiting(Ctx *cx, const Wish *wish, Model *m) {
    FlowWait wait;
    Team team;
    TRY(flow_wait_of(cx, wish->id, &wait));
    if (!wait.team_id.n) {
        model_null(m, "decision");
        return NULL;
    }
    Model *part = model_part(m, "decision");
    TRY(team_load(cx, wait.team_id, &team));
    flow_model_team(&team, model_part(part, "team"));
    model_time(part, "since", wait.since_ms);
    model_day(part, "due", wait.due);
    return NULL;
}

static Err *reasons(Ctx *cx, const Wish *wish, Model *m) {
    FlowReason *all;
    ptrdiff_t n;
    TRY(flow_reasons(cx, wish->id, REASONS_SHOWN, &all, &n));
    Model *list = model_list(m, "reasons");
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *item = model_item(list);
        model_word(item, "verb", "flow.verb.", all[i].verb);
        model_text(item, "team", all[i].team_code);
        model_text(item, "by", all[i].by_name);
        model_time(item, "at", all[i].at_ms);
        model_text(item, "reason", all[i].words);
    }
    model_flag(m, "has_reasons", n > 0);
    return NULL;
}

static Err *panels(Ctx *cx, const char *kind, Str id, const char *page, Model *all) {
    Wish wish;
    if (!str_eq(str_of(kind), S("wish")) || !str_eq(str_of(page), S("wish.show"))) return NULL;
    TRY(wish_of_page(cx, id, &wish));
    if (wish.state != WISH_UNDERSTOOD && wish.state != WISH_CHOSEN && wish.state != WISH_MAKING)
        return NULL;
    Model *m = model_part(all, "flow");
    model_text(m, "template", S("flow/panel"));
    model_int(m, "number", wish.number);
    model_word(m, "state", "wish.state.", wish_state_code(wish.state));
    model_flag(m, "is_understood", wish.state == WISH_UNDERSTOOD);
    model_flag(m, "is_chosen", wish.state == WISH_CHOSEN);
    TRY(standing_in_queue(cx, &wish, m));
    TRY(waiting(cx, &wish, m));
    TRY(reasons(cx, &wish, m));
    model_flag(m, "may_choose", wish.state == WISH_UNDERSTOOD && decides_somewhere(cx));
    model_flag(m, "may_propose",
               wish.state == WISH_UNDERSTOOD && cx->actor &&
                   (cx->actor->roles & (IS_ADVISER | IS_GUIDE)) &&
                   model_get(m, NAME("decision"))->kind == MODEL_NULL);
    return NULL;
}

static Err *owed(Ctx *cx, const char *kind, Str id, OwedFact *ret_facts, int *ret_n) {
    FlowWait wait;
    *ret_n = 0;
    if (!str_eq(str_of(kind), S("wish"))) return NULL;
    TRY(flow_wait_of(cx, id, &wait));
    if (!wait.team_id.n) return NULL;
    ret_facts[0] = (OwedFact){.why = "flow.decision_waits",
                              .role = IS_DECIDER,
                              .scope = wait.team_id,
                              .since_ms = wait.since_ms,
                              .due = wait.due};
    *ret_n = 1;
    return NULL;
}

/* ---- the table ---- */
#define NUMBER                                                                                     \
    { "number", PARAM_INT, true, 1, INT32_MAX, NULL }
#define TEAM                                                                                       \
    { "team", PARAM_LINE, true, 1, 20, NULL }
#define REASON                                                                                     \
    { "reason", PARAM_TEXT, true, 0, REASON_MAX, NULL }

static const Op ops[] = {
    OP("queue.list", "GET /queues", IS_MEMBER, NO_SUBJECT, queue_list, .page = "flow/queues",
       .place = "choose"),
    OP("queue.show", "GET /queues/{team}", IS_MEMBER, flow_team_subject, queue_show,
       .page = "flow/queue", .place = "choose", PARAMS(TEAM)),
    OP("queue.move", "POST /queues/{team}/move", WISH_NEED_CHOOSE, flow_team_subject, queue_move,
       .writes = true, .form = "queue.show", .then = "/queues/{team}", .done = "flow.done.move",
       PARAMS(TEAM, NUMBER, {"place", PARAM_INT, true, 1, 9999, NULL}, REASON)),
    OP("wish.choose_form", "GET /wishes/{number}/choose", WISH_NEED_CHOOSE, choose_form_subject,
       choose_form, .page = "flow/choose", .place = "wishes", PARAMS(NUMBER)),
    OP("wish.choose", "POST /wishes/{number}/choose", WISH_NEED_CHOOSE, choose_subject, choose,
       .writes = true, .form = "wish.choose_form", .then = "/wishes/{number}",
       .done = "flow.done.choose",
       PARAMS(NUMBER, TEAM, {"place", PARAM_INT, false, 1, 9999, NULL}, REASON)),
    OP("wish.propose_form", "GET /wishes/{number}/propose", IS_ADVISER | IS_GUIDE, wish_subject,
       choose_form, .page = "flow/propose", .place = "wishes", PARAMS(NUMBER)),
    OP("wish.propose", "POST /wishes/{number}/propose", IS_ADVISER | IS_GUIDE, wish_subject,
       propose, .writes = true, .form = "wish.propose_form", .then = "/wishes/{number}",
       .done = "flow.done.propose", PARAMS(NUMBER, TEAM, REASON)),
    {0},
};

const Slice flow_slice = {
    .name = "flow", .ops = ops, .panels = panels, .owed = owed, .demo = flow_demo};
