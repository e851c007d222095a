// SPDX-License-Identifier: EUPL-1.2
/* talk_ops - a question and its answer, saying a wish back, and "yes" or "almost". */
#include "wish/wish_ops.h"

static Side other_side(Side side) { return side == SIDE_IT ? SIDE_BUSINESS : SIDE_IT; }

/* From which side somebody speaks on this wish: whoever asked, for their own; else their
 * department. */
static Side speaks_from(const Ctx *cx, const Wish *wish) {
    if (cx->standing & IS_ASKER) return wish->side;
    if (cx->actor->side != SIDE_BOTH) return cx->actor->side;
    return cx->standing & IS_READER ? other_side(wish->side) : wish->side;
}

/* ---- questions ---- */
/* Who may be asked by name: the people whose names stand on the wish already. */
static void askable_put(const Ctx *cx, const Wish *wish, Model *list) {
    const struct {
        Str id, name;
    } people[] = {{wish->asker_id, wish->asker_name},
                  {wish->want_owner_id, wish->want_owner_name},
                  {wish->it_owner_id, wish->it_owner_name},
                  {wish->adviser_id, wish->adviser_name}};
    for (int i = 0; i < COUNT(people); i++) {
        bool is_twice = !people[i].name.n || str_eq(people[i].id, cx->actor->id);
        for (int k = 0; k < i; k++) is_twice |= str_eq(people[i].id, people[k].id);
        if (is_twice) continue;
        Model *item = model_item(list);
        model_text(item, "id", people[i].id);
        model_text(item, "name", people[i].name);
    }
}

Err *wish_op_question_form(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Wish *wish = WISH_OF(cx);
    TRY(wish_model_head(cx, wish, m));
    wish_model_texts(cx, wish, m);
    model_flag(m, "may_now", wish_may(wish, WISH_MOVE_QUESTION, cx->standing));
    askable_put(cx, wish, model_list(m, "askable"));
    Model *form = model_part(m, "form");
    model_text(form, "text", S(""));
    model_text(form, "to_side", side_code(other_side(speaks_from(cx, wish))));
    return NULL;
}

Err *wish_op_question(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    Side from = speaks_from(cx, wish), to = side_from_code(in_text(in, "to_side"));
    Str person = in_text(in, "to_person");
    TRY(wish_person_named(cx, "to_person", person, SIDE_BOTH, &person));
    if (person.n) TRY(side_of(cx, person, &to));
    if (to != SIDE_IT && to != SIDE_BUSINESS) to = other_side(from);
    WishQuestion question = {.id = id_new(cx->a, cx->now_ms),
                             .by_id = cx->actor->id,
                             .by_side = from,
                             .to_side = to,
                             .to_person_id = person,
                             .text = in_text(in, "text"),
                             .answer = S(""),
                             .asked_ms = cx->now_ms};
    TRY(wish_question(cx->a, wish, question));
    TRY(wish_save(cx, wish));
    TRY(journal_add(cx, "wish.question", "wish", wish->id, FACT("question", question.id),
                    FACT("to_side", side_code(to)), FACT("person", person)));
    model_text(m, "question", question.id);
    return wish_model_head(cx, wish, m);
}

Err *wish_op_answer(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    Str id = in_text(in, "question");
    for (ptrdiff_t i = 0; i < wish->questions_n; i++)
        if (str_eq(wish->questions[i].id, id) &&
            !wish_may_answer(wish, &wish->questions[i], cx->actor->id, cx->standing))
            return FAIL(cx->a, ERR_FORBIDDEN, "", "wish.answer.other");
    TRY(wish_answer(cx->a, wish, id, cx->actor->id, in_text(in, "text"), cx->now_ms));
    TRY(wish_save(cx, wish));
    TRY(journal_add(cx, "wish.answer", "wish", wish->id, FACT("question", id)));
    return wish_model_head(cx, wish, m);
}

/* ---- saying it back ---- */
/* IT says a wish of the organisation back and may name its own people along; of a wish of IT the
 * organisation does, and who is accountable in IT is not theirs to choose. */
static bool may_name(const Ctx *cx, const Wish *wish) {
    return wish->side == SIDE_BUSINESS || (cx->standing & WISH_NEED_OWNERS);
}

Err *wish_op_read_back_form(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Wish *wish = WISH_OF(cx);
    const WishReadBack *last = wish->rounds_n ? &wish->rounds[wish->rounds_n - 1] : NULL;
    TRY(wish_model_head(cx, wish, m));
    wish_model_texts(cx, wish, m);
    model_flag(m, "may_now", wish_may(wish, WISH_MOVE_READ_BACK, cx->standing));
    model_flag(m, "may_name", may_name(cx, wish));
    model_flag(m, "may_question", wish_may(wish, WISH_MOVE_QUESTION, cx->standing));
    model_flag(m, "may_decline", wish_may(wish, WISH_MOVE_DECLINE, cx->standing));
    TRY(wish_people_choice(cx, IS_LEAD, SIDE_IT, wish->it_owner_id, model_list(m, "it_owners")));
    TRY(wish_teams_choice(cx, wish->team_id, model_list(m, "teams")));
    /* After a correction one starts from what one wrote, not from nothing. */
    model_text(model_part(m, "form"), "text", last ? last->text : S(""));
    return NULL;
}

Err *wish_op_read_back(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    Str it_owner, team;
    if (!may_name(cx, wish) && in_text(in, "it_owner").n)
        return FAIL(cx->a, ERR_FORBIDDEN, "it_owner", "wish.read_back.names");
    if (!may_name(cx, wish) && in_text(in, "team").n)
        return FAIL(cx->a, ERR_FORBIDDEN, "team", "wish.read_back.names");
    TRY(wish_person_named(cx, "it_owner", in_text(in, "it_owner"), SIDE_IT, &it_owner));
    TRY(wish_team_named(cx, in_text(in, "team"), &team));
    WishReadBack round = {.id = id_new(cx->a, cx->now_ms),
                          .by_id = cx->actor->id,
                          .by_side = other_side(wish->side),
                          .text = in_text(in, "text"),
                          .answer = S(""),
                          .at_ms = cx->now_ms};
    TRY(wish_read_back(cx->a, wish, round));
    if (it_owner.n) wish->it_owner_id = it_owner;
    if (team.n) wish->team_id = team;
    if (wish->side == SIDE_BUSINESS && !wish->adviser_id.n && cx->standing & IS_ADVISER)
        wish->adviser_id = cx->actor->id; /* who says it back goes on with it */
    TRY(wish_save(cx, wish));
    TRY(journal_add(cx, "wish.read_back", "wish", wish->id, FACT("read_back", round.id),
                    FACT_N("round", wish->rounds_n)));
    return wish_model_head(cx, wish, m);
}

/* ---- yes, or almost ---- */
Err *wish_op_check(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Wish *wish = WISH_OF(cx);
    const WishReadBack *open = wish_open_read_back(wish);
    WishMisses misses = wish_owners_missing(wish);
    TRY(wish_model_head(cx, wish, m));
    wish_model_texts(cx, wish, m);
    model_flag(m, "may_now", open && !str_eq(open->by_id, cx->actor->id));
    model_flag(m, "is_own", open && str_eq(open->by_id, cx->actor->id));
    model_flag(m, "for_asker", !(cx->standing & IS_ASKER));
    model_flag(m, "misses_want_owner", misses & WISH_MISSES_WANT_OWNER);
    model_flag(m, "misses_it_owner", misses & WISH_MISSES_IT_OWNER);
    return NULL;
}

static Str open_round_id(const Wish *wish) {
    const WishReadBack *open = wish_open_read_back(wish);
    return open ? open->id : (Str){"", 0};
}

Err *wish_op_confirm(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    Str round = open_round_id(wish);
    TRY(wish_confirm(cx->a, wish, cx->actor->id, in_text(in, "text"), cx->now_ms));
    TRY(wish_save(cx, wish));
    TRY(journal_add(cx, "wish.confirm", "wish", wish->id, FACT("read_back", round),
                    FACT("state", wish_state_code(wish->state))));
    return wish_model_head(cx, wish, m);
}

Err *wish_op_correct(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    Str round = open_round_id(wish);
    TRY(wish_correct(cx->a, wish, cx->actor->id, in_text(in, "text"), cx->now_ms));
    TRY(wish_save(cx, wish));
    TRY(journal_add(cx, "wish.correct", "wish", wish->id, FACT("read_back", round)));
    return wish_model_head(cx, wish, m);
}
