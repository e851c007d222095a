// SPDX-License-Identifier: EUPL-1.2
/* wish_standing - what somebody is to a wish, and the names that are shown with it. */
#include "wish/wish_store.h"

/* ---- names ---- */
Err *wish_name_full(Ctx *cx, WishNames *names, Str person_id, Str *ret_name, Str *ret_department,
                    Side *ret_side) {
    int i = 0;
    while (i < names->n && !str_eq(names->ids[i], person_id)) i++;
    if (i == names->n) {
        Person person = {0};
        Err *e = person_id.n ? person_load(cx, person_id, &person) : NULL;
        if (e && e->kind != ERR_NOT_FOUND) return e;
        if (i == COUNT(names->ids))
            i = 0; /* more people than any talk has: read again */
        else
            names->n++;
        names->ids[i] = person_id;
        names->names[i] = person.name;
        names->departments[i] = person.department_name;
        names->sides[i] = person.side;
    }
    *ret_name = names->names[i];
    *ret_department = names->departments[i];
    *ret_side = names->sides[i];
    return NULL;
}

Err *wish_name(Ctx *cx, WishNames *names, Str person_id, Str *ret_name) {
    Str department;
    Side side;
    return wish_name_full(cx, names, person_id, ret_name, &department, &side);
}

Err *wish_places(Ctx *cx, WishPlaces *ret_places) {
    TRY(departments_list(cx, &ret_places->departments, &ret_places->departments_n));
    return teams_list(cx, &ret_places->teams, &ret_places->teams_n);
}

Str wish_department_name(const WishPlaces *places, Str id) {
    for (ptrdiff_t i = 0; i < places->departments_n; i++)
        if (str_eq(places->departments[i].id, id)) return places->departments[i].name;
    return (Str){"", 0};
}

Str wish_team_name(const WishPlaces *places, Str id) {
    for (ptrdiff_t i = 0; i < places->teams_n; i++)
        if (str_eq(places->teams[i].id, id) || str_eq(places->teams[i].code, id))
            return places->teams[i].name;
    return (Str){"", 0};
}

/* ---- who looks ---- */
Str wish_viewer_scopes(Ctx *cx) {
    Buf b = buf_new(cx->a, 128);
    const Actor *who = cx->actor;
    buf_char(&b, ',');
    if (who && who->roles & IS_GUIDE) buf_z(&b, "G,");
    if (who && who->roles & IS_ADVISER) buf_z(&b, "A,");
    for (ptrdiff_t i = 0; who && i < who->held_n; i++) {
        const RoleHeld *held = &who->held[i];
        if (held->role & IS_OWNER) buf_fmt(&b, "O:%.*s,", STR_ARG(held->scope));
        if (held->role & (IS_LEAD | IS_MAKER | IS_DECIDER))
            buf_fmt(&b, "T:%.*s,", STR_ARG(held->scope));
    }
    return buf_done(&b);
}

Str wish_whom(Arena *a, Str person_id, Standing role, Str scope) {
    if (person_id.n) return str_join(a, S("p:"), person_id);
    return str_fmt(a, "%u:%.*s", role, STR_ARG(scope));
}

bool wish_owed_is_mine(const Ctx *cx, const WishOwed *owed) {
    if (!cx->actor) return false;
    if (owed->person_id.n) return str_eq(owed->person_id, cx->actor->id);
    if (!owed->scope.n) return (cx->actor->roles & owed->role) != 0;
    return actor_holds(cx->actor, owed->role, owed->scope);
}

/* ---- what somebody is to a wish ---- */
static bool is_one_of(Str id, Str x, Str y, Str z) {
    return id.n && (str_eq(id, x) || str_eq(id, y) || str_eq(id, z));
}

static bool was_asked(const Wish *wish, const Actor *who, Standing standing) {
    for (ptrdiff_t i = 0; i < wish->questions_n; i++) {
        const WishQuestion *q = &wish->questions[i];
        if (str_eq(q->to_person_id, who->id)) return true;
        if (!q->answered_ms && !(standing & IS_GUIDE) &&
            wish_may_answer(wish, q, who->id, standing))
            return true;
    }
    return false;
}

static Standing scoped(const Wish *wish, const Actor *who) {
    const Standing team_roles[] = {IS_LEAD, IS_MAKER, IS_DECIDER};
    Standing s = actor_holds(who, IS_OWNER, wish->department_id) ? IS_OWNER : 0;
    for (int i = 0; wish->team_id.n && i < COUNT(team_roles); i++)
        if (actor_holds(who, team_roles[i], wish->team_id)) s |= team_roles[i];
    /* Without a team no queue is named yet: whoever decides for one may take it there. */
    if (!wish->team_id.n) s |= who->roles & IS_DECIDER;
    return s;
}

Err *wish_standing(Ctx *cx, const Wish *wish, Standing *ret_standing) {
    const Actor *who = cx->actor;
    Standing s = IS_ANYONE;
    if (who) {
        bool is_asker = str_eq(wish->asker_id, who->id), is_guide = who->roles & IS_GUIDE;
        s |= IS_MEMBER | scoped(wish, who);
        s |= who->roles & (IS_GUIDE | IS_ADMIN | IS_ADVISER | IS_COUNCIL | IS_CHECKER | IS_HYBRID);
        if (is_asker) s |= IS_ASKER;
        if (is_one_of(who->id, wish->want_owner_id, wish->it_owner_id, wish->adviser_id))
            s |= IS_NAMED;
        bool reads = is_guide || (wish->side == SIDE_BUSINESS
                                      ? (who->roles & IS_ADVISER) != 0
                                      : wish->reader_department_id.n &&
                                            actor_holds(who, IS_OWNER, wish->reader_department_id));
        if (reads && !is_asker) s |= IS_READER;
        if (is_asker || is_guide || s & IS_OWNER) s |= IS_CONFIRMER;
        if (was_asked(wish, who, s)) s |= IS_ASKED;
    }
    *ret_standing = s;
    return NULL;
}

Err *wish_subject(Ctx *cx, const In *in) {
    Wish *wish = NEW(cx->a, Wish);
    Standing standing;
    TRY(wish_load_visible(cx, in_int(in, "number"), wish));
    TRY(wish_standing(cx, wish, &standing));
    cx->subject = wish;
    cx->standing |= standing;
    return NULL;
}
