// SPDX-License-Identifier: EUPL-1.2
/* wish_turn - whose turn it is: the one place where that is computed. */
#include "wish/wish.h"

static Ms later(Ms x, Ms y) { return x > y ? x : y; }
static Side other_side(Side side) { return side == SIDE_IT ? SIDE_BUSINESS : SIDE_IT; }
static Day due_after(Ms since, int working_days) {
    return day_add_working(day_of_ms(since), working_days, NULL, 0);
}

static bool is_same_person(const WishOwed *x, const WishOwed *y) {
    if (x->person_id.n || y->person_id.n) return str_eq(x->person_id, y->person_id);
    return x->role == y->role && str_eq(x->scope, y->scope);
}

/* Somebody with two questions owes one move: the oldest, with the earliest date. */
static void owe(WishTurn *turn, WishOwed owed) {
    for (int i = 0; i < turn->owed_n; i++)
        if (is_same_person(&turn->owed[i], &owed)) return;
    if (turn->owed_n < WISH_OWED_MAX) turn->owed[turn->owed_n++] = owed;
}

/* Who speaks for a side on this wish, when nobody is named in person. */
static WishOwed speaker(const Wish *wish, Side side) {
    WishOwed owed = {.side = side, .due = DAY_NONE};
    if (side == SIDE_IT && wish_is_understood(wish) && wish->it_owner_id.n)
        owed.person_id = wish->it_owner_id;
    else if (side == wish->side)
        owed.person_id = wish->asker_id;
    else if (side == SIDE_IT && wish->adviser_id.n)
        owed.person_id = wish->adviser_id;
    else if (side == SIDE_IT)
        owed.role = IS_ADVISER;
    else if (wish->reader_department_id.n)
        owed.role = IS_OWNER, owed.scope = wish->reader_department_id;
    else
        owed.role = IS_GUIDE;
    return owed;
}

static void owe_answers(const Wish *wish, WishTurn *turn) {
    for (ptrdiff_t i = 0; i < wish->questions_n; i++) {
        const WishQuestion *q = &wish->questions[i];
        if (q->answered_ms) continue;
        WishOwed owed = speaker(wish, q->to_side);
        if (q->to_person_id.n) owed = (WishOwed){.person_id = q->to_person_id, .side = q->to_side};
        owed.since_ms = q->asked_ms;
        owed.due = due_after(q->asked_ms, WISH_CHECK_DAYS);
        owed.why = "wish.why.answer";
        owe(turn, owed);
    }
    for (int i = 1; i < turn->owed_n; i++)
        if (turn->owed[i].side != turn->owed[0].side) turn->is_mutual = true;
}

/* A role tells whose time a move costs, when the fact names nobody. */
static Side side_of_role(Standing role) {
    if (role & (IS_ADVISER | IS_LEAD | IS_MAKER)) return SIDE_IT;
    if (role & IS_OWNER) return SIDE_BUSINESS;
    return SIDE_BOTH; /* deciders, checkers and the guide serve both */
}

static Side side_of_fact(const Wish *wish, const OwedFact *fact) {
    if (!fact->person_id.n) return side_of_role(fact->role);
    if (str_eq(fact->person_id, wish->it_owner_id) || str_eq(fact->person_id, wish->adviser_id))
        return SIDE_IT;
    if (str_eq(fact->person_id, wish->want_owner_id)) return SIDE_BUSINESS;
    if (str_eq(fact->person_id, wish->asker_id)) return wish->side;
    return SIDE_BOTH;
}

static void owe_facts(const Wish *wish, const OwedFact *facts, int n, WishTurn *turn) {
    for (int i = 0; i < n; i++)
        owe(turn, (WishOwed){.person_id = facts[i].person_id,
                             .role = facts[i].role,
                             .scope = facts[i].scope,
                             .side = side_of_fact(wish, &facts[i]),
                             .since_ms = facts[i].since_ms,
                             .due = facts[i].due,
                             .why = facts[i].why});
}

/* Since when the ball lies where it lies: the last thing that somebody did. */
static Ms last_answer(const Wish *wish) {
    Ms at = MS_NONE;
    for (ptrdiff_t i = 0; i < wish->questions_n; i++)
        at = later(at, wish->questions[i].answered_ms);
    return at;
}

static void turn_asked(const Wish *wish, WishTurn *turn) {
    const WishReadBack *open = wish_open_read_back(wish);
    Ms since = later(wish->asked_ms, last_answer(wish));
    if (wish->confirmed_ms) {
        WishOwed owed = wish->side == SIDE_IT ? (WishOwed){.role = IS_GUIDE, .side = SIDE_BOTH}
                                              : speaker(wish, SIDE_IT);
        owed.since_ms = wish->confirmed_ms;
        owed.due = due_after(wish->confirmed_ms, WISH_REPLY_DAYS);
        owed.why = "wish.why.owners";
        owe(turn, owed);
    } else if (open) {
        since = later(open->at_ms, last_answer(wish));
        owe(turn, (WishOwed){.person_id = wish->asker_id,
                             .side = wish->side,
                             .since_ms = since,
                             .due = due_after(since, WISH_CHECK_DAYS),
                             .why = "wish.why.check"});
    } else {
        bool is_again = wish->rounds_n > 0;
        if (is_again) since = later(since, wish->rounds[wish->rounds_n - 1].answered_ms);
        WishOwed owed = speaker(wish, other_side(wish->side));
        owed.since_ms = since;
        owed.due = due_after(since, WISH_REPLY_DAYS);
        owed.why = is_again ? "wish.why.again" : "wish.why.reply";
        owe(turn, owed);
    }
}

/* Nobody need move until the next choice; but not for ever: then the one who decides owes it. */
static void turn_understood(const Wish *wish, Day today, WishTurn *turn) {
    Day until = due_after(wish->understood_ms, WISH_CHOICE_DAYS);
    if (today <= until) {
        turn->why = "wish.why.next_choice";
        turn->until = until;
        return;
    }
    WishOwed owed = {.role = wish->team_id.n ? IS_DECIDER : IS_GUIDE,
                     .scope = wish->team_id,
                     .side = SIDE_BOTH,
                     .since_ms = ms_of_day(until + 1),
                     .due = DAY_NONE,
                     .why = "wish.why.choose"};
    owe(turn, owed);
}

static void turn_of_state(const Wish *wish, Day today, WishTurn *turn) {
    switch (wish->state) {
    case WISH_DRAFT:
        owe(turn, (WishOwed){.person_id = wish->asker_id,
                             .side = wish->side,
                             .since_ms = wish->created_ms,
                             .due = DAY_NONE,
                             .why = "wish.why.finish"});
        break;
    case WISH_ASKED: turn_asked(wish, turn); break;
    case WISH_UNDERSTOOD: turn_understood(wish, today, turn); break;
    case WISH_CHOSEN: turn->why = "wish.why.queue"; break;
    case WISH_MAKING:
        owe(turn, (WishOwed){.role = IS_MAKER,
                             .scope = wish->team_id,
                             .side = SIDE_IT,
                             .since_ms = wish->started_ms,
                             .due = DAY_NONE,
                             .why = "wish.why.make"});
        break;
    case WISH_IN_USE: {
        bool is_named = wish->want_owner_id.n > 0;
        owe(turn, (WishOwed){.person_id = wish->want_owner_id,
                             .role = is_named ? 0 : IS_OWNER,
                             .scope = is_named ? (Str){"", 0} : wish->department_id,
                             .side = SIDE_BUSINESS,
                             .since_ms = wish->in_use_ms,
                             .due = DAY_NONE,
                             .why = "wish.why.accept"});
        break;
    }
    case WISH_DONE: turn->why = "wish.why.done"; break;
    case WISH_DECLINED: turn->why = "wish.why.declined"; break;
    case WISH_PARKED: turn->why = "wish.why.parked"; break;
    case WISH_STATES: break;
    }
}

WishTurn wish_turn(const Wish *wish, const OwedFact *facts, int n, Day today) {
    WishTurn turn = {.until = DAY_NONE};
    if (wish_is_open(wish)) owe_answers(wish, &turn);
    bool facts_count = wish->state >= WISH_UNDERSTOOD && wish->state <= WISH_IN_USE;
    if (!turn.owed_n && facts_count) owe_facts(wish, facts, n, &turn);
    if (!turn.owed_n) turn_of_state(wish, today, &turn);
    if (turn.owed_n) turn.why = turn.owed[0].why;
    return turn;
}
