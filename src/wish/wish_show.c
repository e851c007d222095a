// SPDX-License-Identifier: EUPL-1.2
/* wish_show - the wish page: the talk so far, the road, who does what, the history, and what one
 * may do. */
#include "text/words.h"
#include "wish/wish_model.h"
#include <stdlib.h>

enum { HISTORY_MAX = 500 };

/* ---- the talk: questions, answers, read-backs and corrections in the order they came ---- */
typedef struct {
    Ms at_ms;
    const char *kind; /* "question" "answer" "read_back" "correction" "confirmation" */
    Str by_id, text, to_name, question_id;
    Side by_side, to_side;
    bool is_open;
} Said;

static int by_time(const void *x, const void *y) {
    Ms p = ((const Said *)x)->at_ms, q = ((const Said *)y)->at_ms;
    return p < q ? -1 : p > q;
}

static ptrdiff_t talk_collect(Arena *a, const Wish *wish, Said **ret_said) {
    Said *said = NEWS(a, Said, 2 * (wish->rounds_n + wish->questions_n) + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < wish->rounds_n; i++) {
        const WishReadBack *b = &wish->rounds[i];
        said[n++] = (Said){b->at_ms, "read_back",           b->by_id,
                           b->text,  .by_side = b->by_side, .is_open = b->state == READ_BACK_OPEN};
        if (b->state == READ_BACK_OPEN) continue;
        bool is_yes = b->state == READ_BACK_CONFIRMED;
        said[n++] = (Said){b->answered_ms, is_yes ? "confirmation" : "correction",
                           b->answered_by_id, b->answer, .by_side = wish->side};
    }
    for (ptrdiff_t i = 0; i < wish->questions_n; i++) {
        const WishQuestion *q = &wish->questions[i];
        said[n++] = (Said){q->asked_ms, "question", q->by_id,   q->text,        q->to_name,
                           q->id,       q->by_side, q->to_side, !q->answered_ms};
        if (q->answered_ms)
            said[n++] = (Said){q->answered_ms, "answer", q->answered_by_id, q->answer,
                               .by_side = q->to_side};
    }
    if (n) qsort(said, (size_t)n, sizeof *said, by_time);
    *ret_said = said;
    return n;
}

static Err *talk_put(Ctx *cx, const Wish *wish, WishNames *names, Model *m) {
    Said *said;
    ptrdiff_t n = talk_collect(cx->a, wish, &said);
    Model *list = model_list(m, "talk");
    for (ptrdiff_t i = 0; i < n; i++) {
        const Said *s = &said[i];
        Str name, department, kind = str_of(s->kind);
        Side side;
        TRY(wish_name_full(cx, names, s->by_id, &name, &department, &side));
        Model *item = model_item(list);
        model_text(item, "by", name);
        model_text(item, "initials", wish_initials(cx->a, name));
        model_text(item, "department", department);
        model_word(item, "side", "people.side.", side_code(s->by_side));
        model_flag(item, "is_it", s->by_side == SIDE_IT);
        model_time(item, "at", s->at_ms);
        model_word(item, "kind", "wish.said.", kind);
        model_flag(item, "is_question", str_eq(kind, S("question")));
        model_flag(item, "is_read_back", str_eq(kind, S("read_back")));
        model_flag(item, "is_correction", str_eq(kind, S("correction")));
        model_flag(item, "is_confirmation", str_eq(kind, S("confirmation")));
        model_text(item, "to", s->to_name);
        model_word(item, "to_side", "wish.asked_of.", side_code(s->to_side));
        model_text(item, "question", s->question_id);
        model_flag(item, "is_open", s->is_open);
        model_text(item, "text", s->text);
        model_html(item, "html", html_from_plain(cx->a, s->text));
    }
    model_flag(m, "has_talk", n > 0);
    return NULL;
}

/* The first open question that this actor may answer; its field stands under the talk. */
static void answer_put(Ctx *cx, const Wish *wish, Model *m) {
    const WishQuestion *mine = NULL;
    for (ptrdiff_t i = 0; i < wish->questions_n && cx->standing & IS_ASKED; i++) {
        const WishQuestion *q = &wish->questions[i];
        bool is_for_me = !q->answered_ms && !str_eq(q->by_id, cx->actor->id) &&
                         wish_may_answer(wish, q, cx->actor->id, cx->standing);
        if (is_for_me && !mine) mine = q;
    }
    if (!mine || !wish_may(wish, WISH_MOVE_ANSWER, cx->standing)) {
        model_null(m, "to_answer");
        return;
    }
    Model *part = model_part(m, "to_answer");
    model_text(part, "question", mine->id);
    model_int(part, "number", wish->number);
    model_text(part, "by", mine->by_name);
    model_text(part, "text", mine->text);
}

/* ---- the road so far ---- */
static void step_put(Model *list, WishState state, Ms at_ms, bool is_done, bool is_now) {
    Model *step = model_item(list);
    model_word(step, "state", "wish.state.", wish_state_code(state));
    model_time(step, "at", at_ms);
    model_flag(step, "is_done", is_done);
    model_flag(step, "is_now", is_now);
    model_flag(step, "is_later", !is_done && !is_now);
}

static void road_put(const Wish *wish, Model *m) {
    const struct {
        WishState state;
        Ms at_ms;
    } road[] = {{WISH_ASKED, wish->asked_ms},   {WISH_UNDERSTOOD, wish->understood_ms},
                {WISH_CHOSEN, wish->chosen_ms}, {WISH_MAKING, wish->started_ms},
                {WISH_IN_USE, wish->in_use_ms}, {WISH_DONE, wish->done_ms}};
    Model *list = model_list(m, "road");
    bool has_ended = wish->state == WISH_DECLINED || wish->state == WISH_PARKED;
    if (wish->state == WISH_DRAFT) step_put(list, WISH_DRAFT, wish->created_ms, false, true);
    for (int i = 0; i < COUNT(road); i++) {
        bool is_past = has_ended ? road[i].at_ms != MS_NONE : road[i].state < wish->state;
        bool is_now = !has_ended && road[i].state == wish->state;
        if (has_ended && !is_past) continue; /* what will not come is not shown */
        bool is_finished = is_now && wish->state == WISH_DONE;
        step_put(list, road[i].state, road[i].at_ms, is_past || is_finished,
                 is_now && !is_finished);
    }
    if (has_ended) step_put(list, wish->state, wish->ended_ms, false, true);
}

/* ---- who does what ---- */
static void person_put(Arena *a, Model *list, Str name, bool is_it, const char *does) {
    if (!name.n) return;
    Model *m = model_item(list);
    model_text(m, "name", name);
    model_text(m, "initials", wish_initials(a, name));
    model_flag(m, "is_it", is_it);
    model_say(m, "does", str_of(does));
}

static void people_put(Ctx *cx, const Wish *wish, Model *m) {
    Model *list = model_list(m, "people");
    person_put(cx->a, list, wish->want_owner_name, false, "wish.does.want");
    person_put(cx->a, list, wish->it_owner_name, true, "wish.does.it");
    person_put(cx->a, list, wish->adviser_name, true, "wish.does.adviser");
    WishMisses misses = wish_owners_missing(wish);
    bool matters = wish_is_open(wish);
    model_flag(m, "misses_want_owner", matters && misses & WISH_MISSES_WANT_OWNER);
    model_flag(m, "misses_it_owner", matters && misses & WISH_MISSES_IT_OWNER);
    model_flag(m, "has_people",
               wish->want_owner_name.n || wish->it_owner_name.n || wish->adviser_name.n);
    if (wish->team_name.n)
        model_text(m, "team", wish->team_name);
    else
        model_null(m, "team");
    if (wish->reader_department_name.n)
        model_text(m, "reader_department", wish->reader_department_name);
    else
        model_null(m, "reader_department");
}

/* ---- the history: one sentence per entry of the journal ---- */
/* Facts become names for the sentence; a team or person is told by name too. */
static Err *facts_put(Ctx *cx, WishNames *names, const WishPlaces *places, Str facts, Model *m) {
    Input *inputs;
    ptrdiff_t n;
    Str team = {"", 0}, person = {"", 0}, department = {"", 0};
    TRY(params_from_json(cx->a, facts, &inputs, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        model_put_text(m, name_id_str(inputs[i].name), inputs[i].value);
        if (str_eq(inputs[i].name, S("team"))) team = inputs[i].value;
        if (str_eq(inputs[i].name, S("person"))) person = inputs[i].value;
        if (str_eq(inputs[i].name, S("department"))) department = inputs[i].value;
    }
    Str team_name = wish_team_name(places, team), person_name = {"", 0};
    if (person.n) TRY(wish_name(cx, names, person, &person_name));
    model_text(m, "team_name", team_name.n ? team_name : team);
    model_text(m, "person_name", person_name);
    model_text(m, "department_name", wish_department_name(places, department));
    return NULL;
}

static Err *who_put(Ctx *cx, WishNames *names, Str actor_id, Model *item) {
    Str name = S("Schakel"), department;
    Side side = SIDE_NONE;
    if (actor_id.n) TRY(wish_name_full(cx, names, actor_id, &name, &department, &side));
    model_text(item, "who", name);
    model_word(item, "side_word", "people.side.", side_code(side));
    return NULL;
}

static Err *history_put(Ctx *cx, const Wish *wish, WishNames *names, Model *m) {
    JournalEntry *entries;
    ptrdiff_t n;
    WishPlaces places;
    TRY(wish_places(cx, &places));
    TRY(journal_of(cx, "wish", wish->id, HISTORY_MAX, &entries, &n));
    Model *list = model_list(m, "history");
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *item = model_item(list);
        model_time(item, "at", entries[i].at_ms);
        TRY(who_put(cx, names, entries[i].actor_id, item));
        TRY(facts_put(cx, names, &places, entries[i].facts, item));
        model_say(item, "says", str_fmt(cx->a, "journal.%.*s", STR_ARG(entries[i].verb)));
    }
    model_flag(m, "has_history", n > 0);
    return NULL;
}

/* ---- what this actor may do now ---- */
static const struct {
    WishMove move;
    const char *url, *label;
} links[] = {
    {WISH_MOVE_ASK, "/edit", "wish.do.finish"},
    {WISH_MOVE_CONFIRM, "/check", "wish.do.check"},
    {WISH_MOVE_READ_BACK, "/read-back", "wish.do.read_back"},
    {WISH_MOVE_ANSWER, "#answer", "wish.do.answer"},
    {WISH_MOVE_QUESTION, "/question", "wish.do.question"},
    {WISH_MOVE_OWNERS, "/owners", "wish.do.owners"},
    {WISH_MOVE_EDIT, "/edit", "wish.do.edit"},
    {WISH_MOVE_DECLINE, "/decline", "wish.do.decline"},
};

static bool is_my_turn(const Ctx *cx, const Wish *wish, const char *url) {
    for (int i = 0; i < wish->turn.owed_n; i++) {
        const WishOwed *o = &wish->turn.owed[i];
        Str to, label;
        WishMove move;
        wish_button(cx->a, wish->number, o->why, &to, &label, &move);
        if (move && wish_owed_is_mine(cx, o) && str_ends(to, str_of(url))) return true;
    }
    return false;
}

static void moves_put(Ctx *cx, const Wish *wish, Model *m) {
    Model *list = model_list(m, "moves");
    bool is_draft = wish->state == WISH_DRAFT, has_any = false;
    for (int i = 0; i < COUNT(links) && cx->actor; i++) {
        bool is_twice =
            is_draft && links[i].move == WISH_MOVE_EDIT; /* finishing it is editing it */
        if (is_twice || !wish_may(wish, links[i].move, cx->standing)) continue;
        if (links[i].move == WISH_MOVE_ANSWER && !model_get(m, NAME("to_answer"))->first) continue;
        Model *item = model_item(list);
        model_text(item, "code", wish_move_code(links[i].move));
        model_say(item, "label", str_of(links[i].label));
        model_text(item, "url",
                   str_fmt(cx->a, "/wishes/%lld%s", (long long)wish->number, links[i].url));
        model_flag(item, "is_primary", is_my_turn(cx, wish, links[i].url));
        has_any = true;
    }
    bool may_hide = cx->actor && wish_may(wish, WISH_MOVE_HIDE, cx->standing);
    model_flag(m, "may_hide", may_hide);
    model_flag(m, "has_moves", has_any || may_hide);
}

Err *wish_model_show(Ctx *cx, const Wish *wish, Model *m) {
    WishNames names = {.n = 0};
    TRY(wish_model_head(cx, wish, m));
    model_word(m, "kind", "wish.kind.", wish_kind_code(wish->kind));
    model_word(m, "side", "people.side.", side_code(wish->side));
    model_text(m, "initials", wish_initials(cx->a, wish->asker_name));
    model_time(m, "created_at", wish->created_ms);
    model_time(m, "asked_at", wish->asked_ms);
    model_text(m, "reason", wish->reason);
    wish_model_texts(cx, wish, m);
    TRY(talk_put(cx, wish, &names, m));
    answer_put(cx, wish, m);
    road_put(wish, m);
    people_put(cx, wish, m);
    TRY(history_put(cx, wish, &names, m));
    moves_put(cx, wish, m);
    return app_panels(cx, "wish", wish->id, "wish.show", m);
}
