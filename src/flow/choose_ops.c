// SPDX-License-Identifier: EUPL-1.2
/* choose_ops - giving a wish its place in a team's queue, and putting that before who decides. */
#include "flow/flow_ops.h"
#include <string.h>

/* Of the form: whoever decides some queue may look. Of the move: only the decider (or deputy) of
 * the queue that is named; what they decide elsewhere does not count. A wish that has a place
 * leaves that queue only by who decides there too. */
static bool may_take_out(const Ctx *cx) {
    const Wish *wish = WISH_OF(cx);
    return wish->state != WISH_CHOSEN || actor_holds(cx->actor, IS_DECIDER, wish->team_id);
}

Err *choose_form_subject(Ctx *cx, const In *in) {
    TRY(wish_subject(cx, in));
    cx->standing &= ~(Standing)IS_DECIDER;
    if (cx->actor && may_take_out(cx)) cx->standing |= cx->actor->roles & IS_DECIDER;
    return NULL;
}

Err *choose_subject(Ctx *cx, const In *in) {
    Team team;
    TRY(wish_subject(cx, in));
    cx->standing &= ~(Standing)IS_DECIDER;
    Err *e = team_by_code(cx, in_text(in, "team"), &team);
    if (e && e->kind != ERR_NOT_FOUND) return e;
    if (!may_take_out(cx)) return NULL;
    /* An unknown team is told as a fault of its field to whoever decides somewhere. */
    if (e && cx->actor) cx->standing |= cx->actor->roles & IS_DECIDER;
    if (!e && actor_holds(cx->actor, IS_DECIDER, team.id)) cx->standing |= IS_DECIDER;
    return NULL;
}

Err *choose_form(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Wish *wish = WISH_OF(cx);
    bool is_choice = cx->op->subject == choose_form_subject;
    Team *teams;
    ptrdiff_t n;
    FlowWait wait;
    TRY(teams_list(cx, &teams, &n));
    TRY(flow_wait_of(cx, wish->id, &wait));
    model_int(m, "number", wish->number);
    model_text(m, "title", wish->title);
    model_word(m, "state", "wish.state.", wish_state_code(wish->state));
    model_text(m, "department", wish->department_name);
    model_flag(m, "may_now",
               wish->state == WISH_UNDERSTOOD || (is_choice && wish->state == WISH_CHOSEN));
    model_flag(m, "waits_already", wait.team_id.n > 0);
    Model *list = model_list(m, "teams");
    for (ptrdiff_t i = 0; i < n; i++) {
        int64_t in_hand, chosen;
        if (is_choice && !(cx->standing & IS_GUIDE) &&
            !actor_holds(cx->actor, IS_DECIDER, teams[i].id))
            continue;
        TRY(wish_count_of_team(cx, teams[i].id, WISH_MAKING, &in_hand));
        TRY(wish_count_of_team(cx, teams[i].id, WISH_CHOSEN, &chosen));
        Str preferred = wait.team_id.n ? wait.team_id : wish->team_id;
        bool is_preferred = str_eq(teams[i].id, preferred);
        Model *item = model_item(list);
        flow_model_team(&teams[i], item);
        model_int(item, "in_hand", in_hand);
        model_int(item, "chosen", chosen);
        model_flag(item, "is_proposed", is_preferred);
    }
    return NULL;
}

/* A wish that moves between queues holds both, the one with the smaller id first, so that two such
 * moves never wait for each other. */
static Err *take_queues(Ctx *cx, Str to, Str from) {
    bool from_first = from.n && memcmp(from.p, to.p, (size_t)(from.n < to.n ? from.n : to.n)) < 0;
    if (from_first) TRY(flow_queue_take(cx, from));
    TRY(flow_queue_take(cx, to));
    if (from.n && !from_first && !str_eq(from, to)) TRY(flow_queue_take(cx, from));
    return NULL;
}

Err *choose(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    Team team;
    int64_t place;
    Str reason;
    TRY(flow_team_chosen(cx, in, &team));
    TRY(take_queues(cx, team.id, wish->state == WISH_CHOSEN ? wish->team_id : S("")));
    TRY(wish_choose(cx->a, wish, team.id, cx->now_ms));
    TRY(flow_wait_drop(cx, wish->id));
    TRY(wish_save(cx, wish));
    TRY(flow_put(cx, team.id, wish->id, in_int(in, "place"), &place));
    TRY(flow_reason_add(cx, "wish.choose", wish->id, team.id, in_text(in, "reason"), &reason));
    TRY(journal_add(cx, "wish.choose", "wish", wish->id, FACT("team", team.code),
                    FACT_N("place", place), FACT("reason", reason)));
    model_int(m, "number", wish->number);
    model_word(m, "state", "wish.state.", wish_state_code(wish->state));
    flow_model_team(&team, model_part(m, "team"));
    model_int(m, "place", place);
    return NULL;
}

Err *propose(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    Team team;
    FlowWait wait;
    Str reason;
    TRY(flow_team_chosen(cx, in, &team));
    if (wish->state != WISH_UNDERSTOOD) return FAIL(cx->a, ERR_CONFLICT, "", "flow.propose.state");
    TRY(flow_wait_of(cx, wish->id, &wait));
    if (wait.team_id.n) return FAIL(cx->a, ERR_CONFLICT, "", "flow.propose.waits");
    Day due = flow_decision_due(cx->today, NULL, 0);
    TRY(flow_wait_add(cx, wish->id, team.id, cx->actor->id, cx->now_ms, due));
    wish->team_id = team.id;
    TRY(wish_save(cx, wish));
    TRY(flow_reason_add(cx, "wish.propose", wish->id, team.id, in_text(in, "reason"), &reason));
    TRY(journal_add(cx, "wish.propose", "wish", wish->id, FACT("team", team.code),
                    FACT("reason", reason)));
    model_int(m, "number", wish->number);
    flow_model_team(&team, model_part(m, "team"));
    model_day(m, "due", due);
    return NULL;
}
