// SPDX-License-Identifier: EUPL-1.2
/* wish_list_store - many wishes: lists without names of people, a team's wishes, and what one owes.
 */
#include "db/db.h"
#include "wish/wish_store.h"
#include "wish_sql.h"
#include <stdlib.h>
#include <string.h>

enum { ROW_COLUMNS = 24 }; /* of the row that the lists of wish.sql share */

static Str viewer_id(const Ctx *cx) { return cx->actor ? cx->actor->id : (Str){"", 0}; }
static Day row_day(Rows *r, int column) {
    return row_is_null(r, column) ? DAY_NONE : (Day)row_int(r, column);
}

static void *list_room(Arena *a, void *list, ptrdiff_t n, ptrdiff_t size) {
    if (n > 0 && (n & (n - 1)) != 0) return list; /* only at 0, 1, 2, 4, 8 … is it full */
    void *larger = arena_alloc(a, size, n ? n * 2 : 1);
    if (n) memcpy(larger, list, (size_t)(n * size));
    return larger;
}
#define LIST_ROOM(a, list, n) ((list) = list_room((a), (list), (n), (ptrdiff_t)sizeof *(list)))

static WishRow row_read(const Ctx *cx, const WishPlaces *places, Rows *r) {
    WishRow w = {.id = row_text(r, 0),
                 .number = row_int(r, 1),
                 .title = row_text(r, 2),
                 .department_id = row_text(r, 3),
                 .team_id = row_text(r, 4),
                 .side = (Side)row_int(r, 5),
                 .kind = wish_kind_from_code(row_text(r, 6)),
                 .state = wish_state_from_code(row_text(r, 7)),
                 .hidden = row_int(r, 8) != 0,
                 .is_visible = true,
                 .asked_ms = row_int(r, 9),
                 .chosen_ms = row_int(r, 10),
                 .started_ms = row_int(r, 11),
                 .in_use_ms = row_int(r, 12),
                 .turn_why = row_text(r, 13),
                 .turn_until = row_day(r, 14),
                 .turn_is_mutual = row_int(r, 15) != 0,
                 .turn_role = (Standing)row_int(r, 16),
                 .turn_scope = row_text(r, 17),
                 .turn_side = (Side)row_int(r, 18),
                 .turn_since_ms = row_int(r, 19),
                 .turn_due = row_day(r, 20)};
    Str me = viewer_id(cx);
    for (int column = 21; me.n && column < ROW_COLUMNS; column++)
        w.is_mine |= row_is(r, column, me);
    w.department_name = wish_department_name(places, w.department_id);
    w.team_name = wish_team_name(places, w.team_id);
    w.turn_scope_name = wish_team_name(places, w.turn_scope);
    if (!w.turn_scope_name.n) w.turn_scope_name = wish_department_name(places, w.turn_scope);
    return w;
}

/* ---- lists ---- */
static Err *rows_open(Ctx *cx, const WishFilter *f, ptrdiff_t max, Rows **ret_rows) {
    Str state = f->state ? wish_state_code(f->state) : S(""),
        kind = f->kind ? wish_kind_code(f->kind) : S("");
    int64_t before = f->before ? f->before : INT64_MAX;
    if (f->mine)
        return db_query(cx->db, cx->a, &sql_wish_rows_mine, ret_rows, T(viewer_id(cx)), N(before),
                        T(state), T(kind), N(f->side), T(f->department_id), T(f->team_id),
                        N(f->open_only), N(max + 1));
    return db_query(cx->db, cx->a, &sql_wish_rows, ret_rows, T(viewer_id(cx)),
                    T(wish_viewer_scopes(cx)), N(before), T(state), T(kind), N(f->side),
                    T(f->department_id), T(f->team_id), N(f->open_only), N(max + 1));
}

Err *wish_list(Ctx *cx, const WishFilter *filter, WishRow **ret_rows, ptrdiff_t *ret_n,
               bool *ret_more) {
    ptrdiff_t max = filter->max ? filter->max : WISH_PAGE, n = 0;
    WishRow *list = NEWS(cx->a, WishRow, max);
    WishPlaces places;
    Rows *r;
    bool more;
    TRY(wish_places(cx, &places));
    TRY(rows_open(cx, filter, max, &r));
    for (;;) {
        TRY(rows_next(r, &more));
        if (!more || n == max) break;
        list[n++] = row_read(cx, &places, r);
    }
    if (more) rows_close(r);
    *ret_rows = list;
    *ret_n = n;
    *ret_more = more;
    return NULL;
}

Err *wish_list_of_team(Ctx *cx, Str team_id, WishState state, WishRow **ret_rows,
                       ptrdiff_t *ret_n) {
    WishRow *list = NULL;
    ptrdiff_t n = 0;
    WishPlaces places;
    Rows *r;
    TRY(wish_places(cx, &places));
    TRY(db_query(cx->db, cx->a, &sql_wish_rows_of_team, &r, T(viewer_id(cx)),
                 T(wish_viewer_scopes(cx)), T(team_id), T(wish_state_code(state))));
    for (bool more;;) {
        TRY(rows_next(r, &more));
        if (!more) break;
        LIST_ROOM(cx->a, list, n);
        WishRow row = row_read(cx, &places, r);
        if (!row_int(r, ROW_COLUMNS)) /* its place counts, nothing else of it is told */
            row = (WishRow){.id = row.id,
                            .title = S(""),
                            .department_id = S(""),
                            .department_name = S(""),
                            .team_id = row.team_id,
                            .team_name = row.team_name,
                            .kind = WISH_NEW,
                            .side = SIDE_NONE,
                            .state = row.state,
                            .hidden = true,
                            .chosen_ms = row.chosen_ms,
                            .started_ms = row.started_ms,
                            .turn_scope = S(""),
                            .turn_scope_name = S(""),
                            .turn_why = S(""),
                            .turn_due = DAY_NONE,
                            .turn_until = DAY_NONE};
        list[n++] = row;
    }
    *ret_rows = list;
    *ret_n = n;
    return NULL;
}

Err *wish_count_of_team(Ctx *cx, Str team_id, WishState state, int64_t *ret_n) {
    Rows *r;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_wish_count_of_team, &r, &found, T(team_id),
               T(wish_state_code(state))));
    *ret_n = found ? row_int(r, 0) : 0;
    return NULL;
}

Err *wish_finished_of_team(Ctx *cx, Str team_id, Day as_of, WishFinished **ret_rows,
                           ptrdiff_t *ret_n) {
    WishFinished *list = NULL;
    ptrdiff_t n = 0;
    Rows *r;
    TRY(db_query(cx->db, cx->a, &sql_wish_finished, &r, T(team_id), N(ms_of_day(as_of + 1))));
    for (bool more;;) {
        TRY(rows_next(r, &more));
        if (!more) break;
        LIST_ROOM(cx->a, list, n);
        Ms started = row_int(r, 1);
        list[n++] = (WishFinished){.wish_id = row_text(r, 0),
                                   .started = started ? day_of_ms(started) : DAY_NONE,
                                   .finished = day_of_ms(row_int(r, 2))};
    }
    *ret_rows = list;
    *ret_n = n;
    return NULL;
}

/* ---- what one owes ---- */
enum { WHOM_MAX = 24 };

/* As a person, and for every role one holds. */
static int whom_all(Ctx *cx, Str *ret_whom) {
    int n = 0;
    if (!cx->actor) return 0;
    ret_whom[n++] = wish_whom(cx->a, cx->actor->id, 0, (Str){"", 0});
    for (ptrdiff_t i = 0; i < cx->actor->held_n && n < WHOM_MAX; i++) {
        const RoleHeld *held = &cx->actor->held[i];
        Str scope = held->role & (IS_ADVISER | IS_GUIDE) ? (Str){"", 0} : held->scope;
        ret_whom[n++] = wish_whom(cx->a, (Str){"", 0}, held->role, scope);
    }
    return n;
}

/* The one button of a turn. A fact of a later slice opens the wish: that slice's panel has the
 * button. */
static const struct {
    const char *why, *url, *label;
    WishMove move;
} buttons[] = {
    {"wish.why.finish", "/edit", "wish.do.finish", WISH_MOVE_ASK},
    {"wish.why.reply", "/read-back", "wish.do.read_back", WISH_MOVE_READ_BACK},
    {"wish.why.again", "/read-back", "wish.do.read_back_again", WISH_MOVE_READ_BACK},
    {"wish.why.check", "/check", "wish.do.check", WISH_MOVE_CONFIRM},
    {"wish.why.answer", "#answer", "wish.do.answer", WISH_MOVE_ANSWER},
    {"wish.why.owners", "/owners", "wish.do.owners", WISH_MOVE_OWNERS},
};

void wish_button(Arena *a, int64_t number, const char *why, Str *ret_url, Str *ret_label,
                 WishMove *ret_move) {
    *ret_url = str_fmt(a, "/wishes/%lld", (long long)number);
    *ret_label = S("wish.do.open");
    *ret_move = (WishMove)0;
    for (int i = 0; i < COUNT(buttons); i++)
        if (strcmp(buttons[i].why, why) == 0) {
            *ret_url = str_join(a, *ret_url, str_of(buttons[i].url));
            *ret_label = str_of(buttons[i].label);
            *ret_move = buttons[i].move;
        }
}

static int by_due_then_since(const void *x, const void *y) {
    const WishOwed *p = &((const WishMine *)x)->owed, *q = &((const WishMine *)y)->owed;
    int64_t due_p = p->due == DAY_NONE ? INT32_MAX : p->due,
            due_q = q->due == DAY_NONE ? INT32_MAX : q->due;
    if (due_p != due_q) return due_p < due_q ? -1 : 1;
    return p->since_ms < q->since_ms ? -1 : p->since_ms > q->since_ms;
}

/* Whoever is waited for wants to know who asked: the last open question or read-back. */
static Err *by_name_fill(Ctx *cx, WishNames *names, WishMine *mine) {
    Wish wish;
    Str by = {"", 0};
    TRY(wish_load(cx, mine->wish.id, &wish));
    for (ptrdiff_t i = 0; mine->move == WISH_MOVE_ANSWER && i < wish.questions_n; i++)
        if (!wish.questions[i].answered_ms) by = wish.questions[i].by_id;
    const WishReadBack *open = wish_open_read_back(&wish);
    if (mine->move == WISH_MOVE_CONFIRM && open) by = open->by_id;
    return wish_name(cx, names, by, &mine->by_name);
}

static Err *owed_of(Ctx *cx, const WishPlaces *places, Str scopes, Str whom, WishMine **list,
                    ptrdiff_t *n) {
    Rows *r;
    TRY(db_query(cx->db, cx->a, &sql_wish_rows_owed, &r, T(viewer_id(cx)), T(scopes), T(whom)));
    for (bool more;;) {
        TRY(rows_next(r, &more));
        if (!more) return NULL;
        LIST_ROOM(cx->a, *list, *n);
        WishMine *mine = &(*list)[(*n)++];
        *mine = (WishMine){.wish = row_read(cx, places, r)};
        const WishRow *w = &mine->wish;
        mine->owed = (WishOwed){.person_id = row_text(r, ROW_COLUMNS),
                                .role = w->turn_role,
                                .scope = w->turn_scope,
                                .side = w->turn_side,
                                .since_ms = w->turn_since_ms,
                                .due = w->turn_due,
                                .why = str_z(cx->a, row_text(r, ROW_COLUMNS + 1))};
        wish_button(cx->a, w->number, mine->owed.why, &mine->url, &mine->label, &mine->move);
    }
}

Err *wish_owed_by_me(Ctx *cx, WishMine **ret_rows, ptrdiff_t *ret_n) {
    WishMine *list = NULL;
    ptrdiff_t n = 0;
    Str whom[WHOM_MAX], scopes = wish_viewer_scopes(cx);
    int whom_n = whom_all(cx, whom);
    WishPlaces places;
    WishNames names = {.n = 0};
    TRY(wish_places(cx, &places));
    for (int i = 0; i < whom_n; i++) TRY(owed_of(cx, &places, scopes, whom[i], &list, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        list[i].by_name = (Str){"", 0};
        bool has_asker = list[i].move == WISH_MOVE_ANSWER || list[i].move == WISH_MOVE_CONFIRM;
        if (has_asker) TRY(by_name_fill(cx, &names, &list[i]));
    }
    if (n) qsort(list, (size_t)n, sizeof *list, by_due_then_since);
    *ret_rows = list;
    *ret_n = n;
    return NULL;
}

Err *wish_count_owed_by_me(Ctx *cx, int64_t *ret_n) {
    Str whom[WHOM_MAX], scopes = wish_viewer_scopes(cx);
    int whom_n = whom_all(cx, whom);
    int64_t n = 0;
    for (int i = 0; i < whom_n; i++) {
        Rows *r;
        bool found;
        TRY(db_one(cx->db, cx->a, &sql_wish_count_owed, &r, &found, T(viewer_id(cx)), T(scopes),
                   T(whom[i])));
        if (found) n += row_int(r, 0);
    }
    *ret_n = n;
    return NULL;
}
