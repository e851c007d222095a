// SPDX-License-Identifier: EUPL-1.2
/* wish_store - one wish: read with its rounds, questions and turn; kept, with its turn computed. */
#include "wish/wish_store.h"
#include "core/core_slice.h"
#include "db/db.h"
#include "wish_sql.h"
#include <string.h>

static Str viewer_id(const Ctx *cx) { return cx->actor ? cx->actor->id : (Str){"", 0}; }
static DbArg day_or_null(Day day) { return day == DAY_NONE ? (DbArg){.kind = DB_NULL} : N(day); }
static Day row_day(Rows *r, int column) {
    return row_is_null(r, column) ? DAY_NONE : (Day)row_int(r, column);
}

/* A list that grows by doubling. */
static void *list_room(Arena *a, void *list, ptrdiff_t n, ptrdiff_t size) {
    if (n > 0 && (n & (n - 1)) != 0) return list; /* only at 0, 1, 2, 4, 8 … is it full */
    void *larger = arena_alloc(a, size, n ? n * 2 : 1);
    if (n) memcpy(larger, list, (size_t)(n * size));
    return larger;
}
#define LIST_ROOM(a, list, n) ((list) = list_room((a), (list), (n), (ptrdiff_t)sizeof *(list)))

/* ---- reading ---- */
static Wish wish_read(Arena *a, Rows *r) {
    Wish w = {.id = row_text(r, 0),
              .number = row_int(r, 1),
              .version = row_int(r, 2),
              .side = (Side)row_int(r, 3),
              .asker_id = row_text(r, 4),
              .department_id = row_text(r, 5),
              .title = row_text(r, 6),
              .words = row_text(r, 7),
              .lang = lang_of(row_text(r, 8)),
              .kind = wish_kind_from_code(row_text(r, 9)),
              .state = wish_state_from_code(row_text(r, 10)),
              .hidden = row_int(r, 11) != 0,
              .want_owner_id = row_text(r, 12),
              .it_owner_id = row_text(r, 13),
              .adviser_id = row_text(r, 14),
              .team_id = row_text(r, 15),
              .reader_department_id = row_text(r, 16),
              .reason = row_text(r, 17),
              .created_ms = row_int(r, 18),
              .changed_ms = row_int(r, 19),
              .asked_ms = row_int(r, 20),
              .confirmed_ms = row_int(r, 21),
              .understood_ms = row_int(r, 22),
              .chosen_ms = row_int(r, 23),
              .started_ms = row_int(r, 24),
              .in_use_ms = row_int(r, 25),
              .done_ms = row_int(r, 26),
              .ended_ms = row_int(r, 27)};
    w.turn.why = str_z(a, row_text(r, 28));
    w.turn.until = row_day(r, 29);
    w.turn.is_mutual = row_int(r, 30) != 0;
    return w;
}

static ReadBackState round_state(Str code) {
    if (str_eq(code, S("open"))) return READ_BACK_OPEN;
    return str_eq(code, S("confirmed")) ? READ_BACK_CONFIRMED : READ_BACK_CORRECTED;
}
static Str round_code(ReadBackState state) {
    if (state == READ_BACK_OPEN) return S("open");
    return state == READ_BACK_CONFIRMED ? S("confirmed") : S("corrected");
}

static Err *rounds_read(Ctx *cx, Wish *wish) {
    Rows *r;
    TRY(db_query(cx->db, cx->a, &sql_wish_rounds, &r, T(wish->id)));
    for (bool more;;) {
        TRY(rows_next(r, &more));
        if (!more) return NULL;
        LIST_ROOM(cx->a, wish->rounds, wish->rounds_n);
        wish->rounds[wish->rounds_n++] = (WishReadBack){.id = row_text(r, 0),
                                                        .by_id = row_text(r, 1),
                                                        .by_side = (Side)row_int(r, 2),
                                                        .text = row_text(r, 3),
                                                        .state = round_state(row_text(r, 4)),
                                                        .at_ms = row_int(r, 5),
                                                        .answer = row_text(r, 6),
                                                        .answered_by_id = row_text(r, 7),
                                                        .answered_ms = row_int(r, 8)};
    }
}

static Err *questions_read(Ctx *cx, Wish *wish) {
    Rows *r;
    TRY(db_query(cx->db, cx->a, &sql_wish_questions, &r, T(wish->id)));
    for (bool more;;) {
        TRY(rows_next(r, &more));
        if (!more) return NULL;
        LIST_ROOM(cx->a, wish->questions, wish->questions_n);
        wish->questions[wish->questions_n++] = (WishQuestion){.id = row_text(r, 0),
                                                              .by_id = row_text(r, 1),
                                                              .by_side = (Side)row_int(r, 2),
                                                              .to_side = (Side)row_int(r, 3),
                                                              .to_person_id = row_text(r, 4),
                                                              .text = row_text(r, 5),
                                                              .asked_ms = row_int(r, 6),
                                                              .answer = row_text(r, 7),
                                                              .answered_by_id = row_text(r, 8),
                                                              .answered_ms = row_int(r, 9)};
    }
}

static Err *owed_read(Ctx *cx, Str wish_id, WishOwed *ret_owed, int *ret_n) {
    Rows *r;
    int n = 0;
    TRY(db_query(cx->db, cx->a, &sql_wish_owed_of, &r, T(wish_id)));
    for (bool more; n < WISH_OWED_MAX;) {
        TRY(rows_next(r, &more));
        if (!more) break;
        ret_owed[n++] = (WishOwed){.person_id = row_text(r, 0),
                                   .role = (Standing)row_int(r, 1),
                                   .scope = row_text(r, 2),
                                   .side = (Side)row_int(r, 3),
                                   .since_ms = row_int(r, 4),
                                   .due = row_day(r, 5),
                                   .why = str_z(cx->a, row_text(r, 6))};
    }
    *ret_n = n;
    return NULL;
}

static Err *names_fill(Ctx *cx, Wish *w) {
    WishNames names = {.n = 0};
    WishPlaces places;
    TRY(wish_places(cx, &places));
    w->department_name = wish_department_name(&places, w->department_id);
    w->reader_department_name = wish_department_name(&places, w->reader_department_id);
    w->team_name = wish_team_name(&places, w->team_id);
    TRY(wish_name(cx, &names, w->asker_id, &w->asker_name));
    TRY(wish_name(cx, &names, w->want_owner_id, &w->want_owner_name));
    TRY(wish_name(cx, &names, w->it_owner_id, &w->it_owner_name));
    TRY(wish_name(cx, &names, w->adviser_id, &w->adviser_name));
    for (ptrdiff_t i = 0; i < w->rounds_n; i++) {
        TRY(wish_name(cx, &names, w->rounds[i].by_id, &w->rounds[i].by_name));
        TRY(wish_name(cx, &names, w->rounds[i].answered_by_id, &w->rounds[i].answered_by_name));
    }
    for (ptrdiff_t i = 0; i < w->questions_n; i++) {
        WishQuestion *q = &w->questions[i];
        TRY(wish_name(cx, &names, q->by_id, &q->by_name));
        TRY(wish_name(cx, &names, q->to_person_id, &q->to_name));
        TRY(wish_name(cx, &names, q->answered_by_id, &q->answered_by_name));
    }
    return NULL;
}

static Err *parts_read(Ctx *cx, Wish *wish) {
    TRY(rounds_read(cx, wish));
    TRY(questions_read(cx, wish));
    return owed_read(cx, wish->id, wish->turn.owed, &wish->turn.owed_n);
}

Err *wish_load_visible(Ctx *cx, int64_t number, Wish *ret_wish) {
    Rows *r;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_wish_visible, &r, &found, T(viewer_id(cx)),
               T(wish_viewer_scopes(cx)), N(number)));
    if (!found) return FAIL(cx->a, ERR_NOT_FOUND, "number", "wish.absent");
    Wish wish = wish_read(cx->a, r);
    TRY(parts_read(cx, &wish));
    TRY(names_fill(cx, &wish));
    *ret_wish = wish;
    return NULL;
}

Err *wish_load(Ctx *cx, Str id, Wish *ret_wish) {
    Rows *r;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_wish_by_id, &r, &found, T(id)));
    if (!found) return FAIL(cx->a, ERR_NOT_FOUND, "number", "wish.absent");
    Wish wish = wish_read(cx->a, r);
    TRY(parts_read(cx, &wish));
    *ret_wish = wish;
    return NULL;
}

/* ---- keeping ---- */
Err *wish_create(Ctx *cx, Wish *wish) {
    const Actor *who = cx->actor;
    Department department;
    int64_t number;
    TRY(department_load(cx, who->department_id, &department));
    TRY(counter_next(cx, "wish", &number));
    /* Somebody who works on both sides asks for the department they belong to. */
    Side side = who->side == SIDE_BOTH ? department.side : who->side;
    wish->id = id_new(cx->a, cx->now_ms);
    wish->number = number;
    wish->version = 0;
    wish->side = side == SIDE_IT ? SIDE_IT : SIDE_BUSINESS;
    wish->asker_id = who->id;
    wish->asker_name = who->name;
    wish->department_id = department.id;
    wish->department_name = department.name;
    wish->created_ms = wish->changed_ms = cx->now_ms;
    return NULL;
}

static Err *row_insert(Ctx *cx, const Wish *w) {
    return db_exec(cx->db, cx->a, &sql_wish_insert, NULL, T(w->id), N(w->number), N(w->side),
                   T(w->asker_id), T(w->department_id), T(w->title), T(w->words),
                   T(lang_code(w->lang)), T(wish_kind_code(w->kind)), T(wish_state_code(w->state)),
                   N(w->hidden), T_OR_NULL(w->want_owner_id), T_OR_NULL(w->it_owner_id),
                   T_OR_NULL(w->adviser_id), T_OR_NULL(w->team_id),
                   T_OR_NULL(w->reader_department_id), T(w->reason), N(w->created_ms),
                   N(w->changed_ms), N_OR_NULL(w->asked_ms), N_OR_NULL(w->confirmed_ms),
                   N_OR_NULL(w->understood_ms), N_OR_NULL(w->chosen_ms), N_OR_NULL(w->started_ms),
                   N_OR_NULL(w->in_use_ms), N_OR_NULL(w->done_ms), N_OR_NULL(w->ended_ms));
}

static Err *row_update(Ctx *cx, const Wish *w) {
    int64_t changes;
    TRY(db_exec(cx->db, cx->a, &sql_wish_update, &changes, T(w->id), N(w->version), T(w->title),
                T(w->words), T(lang_code(w->lang)), T(wish_kind_code(w->kind)),
                T(wish_state_code(w->state)), N(w->hidden), T_OR_NULL(w->want_owner_id),
                T_OR_NULL(w->it_owner_id), T_OR_NULL(w->adviser_id), T_OR_NULL(w->team_id),
                T_OR_NULL(w->reader_department_id), T(w->reason), N(w->changed_ms),
                N_OR_NULL(w->asked_ms), N_OR_NULL(w->confirmed_ms), N_OR_NULL(w->understood_ms),
                N_OR_NULL(w->chosen_ms), N_OR_NULL(w->started_ms), N_OR_NULL(w->in_use_ms),
                N_OR_NULL(w->done_ms), N_OR_NULL(w->ended_ms)));
    if (!changes) return FAIL(cx->a, ERR_CONFLICT, "version", "wish.edit.other");
    return NULL;
}

static Err *rounds_keep(Ctx *cx, Wish *w) {
    for (ptrdiff_t i = 0; i < w->rounds_n; i++) {
        WishReadBack *b = &w->rounds[i];
        if (!b->is_changed) continue;
        if (!b->id.n) b->id = id_new(cx->a, b->at_ms);
        TRY(db_exec(cx->db, cx->a, &sql_wish_round_put, NULL, T(b->id), T(w->id), T(b->by_id),
                    N(b->by_side), N(i + 1), T(b->text), T(round_code(b->state)), N(b->at_ms),
                    T(b->answer), T_OR_NULL(b->answered_by_id), N_OR_NULL(b->answered_ms)));
        b->is_changed = false;
    }
    return NULL;
}

static Err *questions_keep(Ctx *cx, Wish *w) {
    for (ptrdiff_t i = 0; i < w->questions_n; i++) {
        WishQuestion *q = &w->questions[i];
        if (!q->is_changed) continue;
        if (!q->id.n) q->id = id_new(cx->a, q->asked_ms);
        TRY(db_exec(cx->db, cx->a, &sql_wish_question_put, NULL, T(q->id), T(w->id), T(q->by_id),
                    N(q->by_side), N(q->to_side), T_OR_NULL(q->to_person_id), T(q->text),
                    N(q->asked_ms), T(q->answer), T_OR_NULL(q->answered_by_id),
                    N_OR_NULL(q->answered_ms)));
        q->is_changed = false;
    }
    return NULL;
}

/* ---- the turn ---- */
static bool is_same_move(const WishOwed *x, const WishOwed *y) {
    return str_eq(str_of(x->why), str_of(y->why)) && x->since_ms == y->since_ms &&
           str_eq(x->person_id, y->person_id) && x->role == y->role && str_eq(x->scope, y->scope);
}

/* The time of a turn that ended goes to its side. Writing a draft is nobody's waiting. */
static Err *ended_book(Ctx *cx, Str wish_id, const WishOwed *was, int was_n, const WishTurn *turn) {
    for (int i = 0; i < was_n; i++) {
        bool goes_on = str_eq(str_of(was[i].why), S("wish.why.finish"));
        for (int k = 0; k < turn->owed_n; k++) goes_on |= is_same_move(&was[i], &turn->owed[k]);
        if (goes_on || cx->now_ms <= was[i].since_ms) continue;
        TRY(db_exec(cx->db, cx->a, &sql_wish_turn_book, NULL, T(wish_id), N(was[i].side),
                    T(str_of(was[i].why)), N(was[i].since_ms), N(cx->now_ms)));
    }
    return NULL;
}

/* A fact that names a person does not say whose side that is; people know. */
static Err *sides_fill(Ctx *cx, WishTurn *turn) {
    for (int i = 0; i < turn->owed_n; i++) {
        WishOwed *owed = &turn->owed[i];
        if (owed->side != SIDE_BOTH || !owed->person_id.n) continue;
        TRY(side_of(cx, owed->person_id, &owed->side));
    }
    return NULL;
}

static Err *turn_keep(Ctx *cx, Wish *wish) {
    OwedFact facts[OWED_FACTS_MAX];
    WishOwed was[WISH_OWED_MAX];
    int facts_n = 0, was_n = 0;
    TRY(app_owed(cx, "wish", wish->id, facts, &facts_n));
    WishTurn turn = wish_turn(wish, facts, facts_n, cx->today);
    TRY(sides_fill(cx, &turn));
    TRY(owed_read(cx, wish->id, was, &was_n));
    TRY(ended_book(cx, wish->id, was, was_n, &turn));
    TRY(db_exec(cx->db, cx->a, &sql_wish_owed_clear, NULL, T(wish->id)));
    for (int i = 0; i < turn.owed_n; i++) {
        const WishOwed *o = &turn.owed[i];
        TRY(db_exec(cx->db, cx->a, &sql_wish_owed_insert, NULL, T(wish->id), N(i),
                    T(wish_whom(cx->a, o->person_id, o->role, o->scope)), T_OR_NULL(o->person_id),
                    N(o->role), T(o->scope), N(o->side), N(o->since_ms), day_or_null(o->due),
                    T(str_of(o->why))));
    }
    const WishOwed nobody = {.scope = {"", 0}, .due = DAY_NONE},
                   *first = turn.owed_n ? &turn.owed[0] : &nobody;
    TRY(db_exec(cx->db, cx->a, &sql_wish_turn_update, NULL, T(wish->id), T(str_of(turn.why)),
                day_or_null(turn.until), N(turn.is_mutual), N(first->role), T(first->scope),
                N(first->side), N_OR_NULL(first->since_ms), day_or_null(first->due)));
    wish->turn = turn;
    return NULL;
}

Err *wish_save(Ctx *cx, Wish *wish) {
    TRY(wish->version ? row_update(cx, wish) : row_insert(cx, wish));
    wish->version++;
    TRY(rounds_keep(cx, wish));
    TRY(questions_keep(cx, wish));
    return turn_keep(cx, wish);
}

Err *wish_turn_refresh(Ctx *cx, Str id) {
    Wish wish;
    TRY(wish_load(cx, id, &wish));
    return turn_keep(cx, &wish);
}

/* Some turns change because a day passes: an agreement to wait ends. */
static Err *turns_past(Ctx *cx, Str payload) {
    (void)payload;
    Rows *r;
    Str *ids = NULL;
    ptrdiff_t n = 0;
    TRY(db_query(cx->db, cx->a, &sql_wish_turns_past, &r, N(cx->today)));
    for (bool more;;) {
        TRY(rows_next(r, &more));
        if (!more) break;
        LIST_ROOM(cx->a, ids, n);
        ids[n++] = row_text(r, 0);
    }
    for (ptrdiff_t i = 0; i < n; i++) TRY(wish_turn_refresh(cx, ids[i]));
    return NULL;
}

enum { TURNS_EVERY_MS = 3600000 };
const JobKind wish_jobs[] = {{"wish.turns", TURNS_EVERY_MS, turns_past}, {0}};
