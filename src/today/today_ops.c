// SPDX-License-Identifier: EUPL-1.2
/* today_ops - the page everybody starts on. */
#include "today/today.h"
#include "text/words.h"

/* ---- what waits for me ---- */

/* The text of a question that waits for this person, and which side asked it. */
static Err *open_question(Ctx *cx, const WishMine *mine, Str *ret_text, Side *ret_side) {
    Wish wish;
    *ret_text = mine->wish.title;
    *ret_side = mine->owed.side == SIDE_IT ? SIDE_BUSINESS : SIDE_IT;
    TRY(wish_load(cx, mine->wish.id, &wish));
    for (ptrdiff_t i = 0; i < wish.questions_n; i++) {
        const WishQuestion *q = &wish.questions[i];
        bool is_mine = !q->to_person_id.n || str_eq(q->to_person_id, cx->actor->id);
        if (q->answered_ms != MS_NONE || !is_mine) continue;
        *ret_text = today_shorten(cx->a, q->text, TODAY_QUESTION_MAX);
        *ret_side = q->by_side;
        return NULL;
    }
    return NULL;
}

/* A wish may wait for a place: then the button goes straight to where that is given. */
static void button(Ctx *cx, const WishMine *mine, const TurnWords *words, Model *m) {
    Str code = str_of(words->code);
    bool is_choice = str_eq(code, S("decide")) || str_eq(code, S("choose"));
    Str url =
        is_choice ? str_fmt(cx->a, "/wishes/%lld/choose", (long long)mine->wish.number) : mine->url;
    model_text(m, "url", url);
    model_say(m, "label", is_choice ? S("today.do.choose") : mine->label);
}

static Err *turn(Ctx *cx, const WishMine *mine, Model *m) {
    const TurnWords *words = today_words(str_of(mine->owed.why));
    Str question = mine->wish.title;
    /* The other side waits for this one; a question says itself which side asked. */
    Side from = mine->owed.side == SIDE_IT ? SIDE_BUSINESS : SIDE_IT;
    if (mine->move == WISH_MOVE_ANSWER) TRY(open_question(cx, mine, &question, &from));
    model_int(m, "number", mine->wish.number);
    model_text(m, "title", mine->wish.title);
    model_text(m, "department", mine->wish.department_name);
    model_text(m, "question", question);
    model_word(m, "from", "today.side.", side_code(from));
    model_text(m, "why", str_of(mine->owed.why));
    model_say(m, "asks", str_fmt(cx->a, "today.ask.%s", words->code));
    model_say(m, "because", str_fmt(cx->a, "today.because.%s", words->code));
    model_say(m, "comes_from", str_fmt(cx->a, "today.from.%s", words->code));
    model_text(m, "icon", str_fmt(cx->a, "i-%s", words->icon));
    DueState due = today_due(mine->owed.due, cx->today);
    model_day(m, "due", mine->owed.due);
    model_flag(m, "is_due_later", due == DUE_LATER);
    model_flag(m, "is_due_soon", due == DUE_SOON);
    model_flag(m, "is_due_passed", due == DUE_PASSED);
    model_time(m, "since", mine->owed.since_ms);
    model_int(m, "minutes", words->minutes);
    button(cx, mine, words, m);
    return NULL;
}

static Err *turns(Ctx *cx, Model *m) {
    WishMine *mine;
    ptrdiff_t n, shown;
    int64_t minutes = 0;
    TRY(wish_owed_by_me(cx, &mine, &n));
    shown = n < TODAY_TURNS ? n : TODAY_TURNS;
    Model *list = model_list(m, "turns");
    for (ptrdiff_t i = 0; i < shown; i++) {
        Model *item = model_item(list);
        TRY(turn(cx, &mine[i], item));
        model_flag(item, "is_first", i == 0);
        minutes += today_words(str_of(mine[i].owed.why))->minutes;
    }
    model_int(m, "turns_n", n);
    model_text(m, "turns_words", count_words(cx->a, cx->lang, n));
    model_flag(m, "has_turns", n > 0);
    model_flag(m, "has_one_turn", n == 1);
    model_int(m, "minutes", minutes);
    model_text(m, "minutes_words", count_words(cx->a, cx->lang, minutes));
    model_int(m, "more_turns", n - shown);
    return NULL;
}

/* ---- my own wishes ---- */
typedef struct {
    Str team_id;
    Queue queue;
    Model *told; /* with the panels of slices that know dates of this queue */
} TeamView;

static bool has_place(const WishRow *row) {
    return row->team_id.n && (row->state == WISH_CHOSEN || row->state == WISH_MAKING);
}

/* Every team once, however many of its wishes stand on the page. */
static Err *team_view(Ctx *cx, TeamView *views, ptrdiff_t *n, Str team_id, TeamView **ret_view) {
    for (ptrdiff_t i = 0; i < *n; i++)
        if (str_eq(views[i].team_id, team_id)) {
            *ret_view = &views[i];
            return NULL;
        }
    TeamView *view = &views[*n];
    *view = (TeamView){.team_id = team_id, .told = model_new(cx->a)};
    TRY(flow_queue(cx, team_id, &view->queue));
    TRY(app_panels(cx, "queue", team_id, "today.show", view->told));
    ++*n;
    *ret_view = view;
    return NULL;
}

static Err *own_wishes(Ctx *cx, Model *m) {
    WishFilter filter = {.mine = true, .open_only = true, .max = TODAY_WISHES};
    WishRow *rows;
    ptrdiff_t n, views_n = 0;
    bool more;
    TRY(wish_list(cx, &filter, &rows, &n, &more));
    TeamView *views = NEWS(cx->a, TeamView, n + 1), *view;
    Model *list = model_list(m, "wishes");
    for (ptrdiff_t i = 0; i < n; i++) {
        const Model *date = NULL;
        Model *item = model_item(list);
        wish_model_row(cx, &rows[i], item);
        if (has_place(&rows[i])) {
            TRY(team_view(cx, views, &views_n, rows[i].team_id, &view));
            QueuePlace at = flow_place_of(&view->queue, rows[i].id);
            if (at.is_there) date = flow_date_at(view->told, at.place);
        }
        flow_date_put(item, date);
        model_flag(item, "awaits_date", rows[i].state < WISH_IN_USE);
    }
    model_flag(m, "has_wishes", n > 0);
    model_flag(m, "has_more_wishes", more);
    return NULL;
}

/* ---- the page ---- */
static Err *show(Ctx *cx, const In *in, Model *m) {
    (void)in;
    int hour, minute;
    Str first, rest;
    clock_parts(cx->now_ms, &hour, &minute);
    str_cut(cx->actor->name, ' ', &first, &rest);
    model_text(m, "first_name", first);
    model_word(m, "part_of_day", "today.hello.", today_part(hour));
    model_day(m, "on", cx->today);
    TRY(turns(cx, m));
    return own_wishes(cx, m);
}

static Err *count_turns(Ctx *cx, int64_t *ret_n) { return wish_count_owed_by_me(cx, ret_n); }

static const Op ops[] = {
    OP("today.show", "GET /today", IS_MEMBER, NO_SUBJECT, show, .page = "today/show",
       .place = "today"),
    OP("today.home", "GET /", IS_MEMBER, NO_SUBJECT, show, .page = "today/show", .place = "today"),
    {0},
};
const Slice today_slice = {.name = "today", .ops = ops, .count_turns = count_turns};
