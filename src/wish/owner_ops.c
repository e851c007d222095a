// SPDX-License-Identifier: EUPL-1.2
/* owner_ops - who is accountable on each side, saying no with a reason, and hiding. */
#include "wish/wish_ops.h"

/* ---- choices of a form ---- */
static void person_item(Model *list, Str id, Str name, bool is_chosen) {
    Model *item = model_item(list);
    model_text(item, "id", id);
    model_text(item, "name", name);
    model_flag(item, "is_chosen", is_chosen);
}

Err *wish_people_choice(Ctx *cx, Standing role, Side side, Str chosen_id, Model *list) {
    Person *people;
    ptrdiff_t n;
    bool is_listed = !chosen_id.n;
    TRY(people_with_role(cx, role, (Str){"", 0}, &people, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        bool is_chosen = str_eq(people[i].id, chosen_id);
        if (!(people[i].side & side)) continue;
        is_listed |= is_chosen;
        person_item(list, people[i].id, people[i].name, is_chosen);
    }
    if (!is_listed) { /* somebody without the role was named: they stay a choice */
        Person person;
        TRY(person_load(cx, chosen_id, &person));
        person_item(list, person.id, person.name, true);
    }
    return NULL;
}

Err *wish_teams_choice(Ctx *cx, Str chosen_id, Model *list) {
    Team *teams;
    ptrdiff_t n;
    TRY(teams_list(cx, &teams, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *item = model_item(list);
        model_text(item, "code", teams[i].code);
        model_text(item, "name", teams[i].name);
        model_flag(item, "is_chosen", str_eq(teams[i].id, chosen_id));
    }
    return NULL;
}

Err *wish_departments_choice(Ctx *cx, Str chosen_id, Model *list) {
    Department *departments;
    ptrdiff_t n;
    TRY(departments_list(cx, &departments, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *item = model_item(list);
        model_text(item, "code", departments[i].code);
        model_text(item, "name", departments[i].name);
        model_flag(item, "is_it", departments[i].side == SIDE_IT);
        model_flag(item, "is_chosen", str_eq(departments[i].id, chosen_id));
    }
    return NULL;
}

static Err *invalid(Ctx *cx, const char *field, const char *message) {
    return err_new(cx->a, ERR_INVALID, str_of(field), str_of(message), "owner_ops.c");
}

Err *wish_person_named(Ctx *cx, const char *field, Str id, Side side, Str *ret_id) {
    Person person;
    *ret_id = (Str){"", 0};
    if (!id.n) return NULL;
    Err *e = person_load(cx, id, &person);
    if (e && e->kind != ERR_NOT_FOUND) return e;
    if (e || !person.is_active) return invalid(cx, field, "wish.person.unknown");
    if (!(person.side & side))
        return invalid(cx, field, side == SIDE_IT ? "wish.person.it" : "wish.person.business");
    *ret_id = person.id;
    return NULL;
}

Err *wish_team_named(Ctx *cx, Str code, Str *ret_id) {
    Team team;
    *ret_id = (Str){"", 0};
    if (!code.n) return NULL;
    Err *e = team_by_code(cx, code, &team);
    if (e && e->kind != ERR_NOT_FOUND) return e;
    if (e) return invalid(cx, "team", "wish.team.unknown");
    *ret_id = team.id;
    return NULL;
}

/* ---- owners ---- */
Err *wish_op_owners_form(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Wish *wish = WISH_OF(cx);
    TRY(wish_model_head(cx, wish, m));
    model_flag(m, "may_now", wish_may(wish, WISH_MOVE_OWNERS, cx->standing));
    model_flag(m, "has_place", wish->state == WISH_CHOSEN || wish->state == WISH_MAKING);
    TRY(wish_people_choice(cx, IS_OWNER, SIDE_BUSINESS, wish->want_owner_id,
                           model_list(m, "want_owners")));
    TRY(wish_people_choice(cx, IS_LEAD, SIDE_IT, wish->it_owner_id, model_list(m, "it_owners")));
    TRY(wish_people_choice(cx, IS_ADVISER, SIDE_IT, wish->adviser_id, model_list(m, "advisers")));
    return wish_teams_choice(cx, wish->team_id, model_list(m, "teams"));
}

/* What is left out of the call stays as it is; an empty value takes away. */
static Err *named_or_kept(Ctx *cx, const In *in, const char *field, Side side, Str now,
                          Str *ret_id) {
    *ret_id = now;
    return in_given(in, field) ? wish_person_named(cx, field, in_text(in, field), side, ret_id)
                               : NULL;
}

Err *wish_op_owners(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    Str want, it, adviser, team = wish->team_id;
    TRY(named_or_kept(cx, in, "want_owner", SIDE_BUSINESS, wish->want_owner_id, &want));
    TRY(named_or_kept(cx, in, "it_owner", SIDE_IT, wish->it_owner_id, &it));
    TRY(named_or_kept(cx, in, "adviser", SIDE_BOTH, wish->adviser_id, &adviser));
    if (in_given(in, "team")) TRY(wish_team_named(cx, in_text(in, "team"), &team));
    TRY(wish_owners(cx->a, wish, want, it, adviser, team, cx->now_ms));
    TRY(wish_save(cx, wish));
    TRY(journal_add(cx, "wish.owners", "wish", wish->id, FACT("want_owner", want),
                    FACT("it_owner", it), FACT("adviser", adviser), FACT("team", team)));
    return wish_model_head(cx, wish, m);
}

/* ---- no, with a reason ---- */
Err *wish_op_decline_form(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Wish *wish = WISH_OF(cx);
    TRY(wish_model_head(cx, wish, m));
    wish_model_texts(cx, wish, m);
    model_flag(m, "may_now", wish_may(wish, WISH_MOVE_DECLINE, cx->standing));
    return NULL;
}

Err *wish_op_decline(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    TRY(wish_decline(cx->a, wish, in_text(in, "reason"), cx->now_ms));
    TRY(wish_save(cx, wish));
    TRY(journal_add(cx, "wish.decline", "wish", wish->id));
    return wish_model_head(cx, wish, m);
}

/* ---- hidden ---- */
Err *wish_op_hide(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    wish->hidden = in_flag(in, "hidden");
    wish->changed_ms = cx->now_ms;
    TRY(wish_save(cx, wish));
    TRY(journal_add(cx, "wish.hide", "wish", wish->id,
                    FACT("hidden", wish->hidden ? S("1") : S(""))));
    return wish_model_head(cx, wish, m);
}
