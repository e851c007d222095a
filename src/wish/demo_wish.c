// SPDX-License-Identifier: EUPL-1.2
/* demo_wish - tells the demo's wishes as they happened: every step by its person, at its time, by
 * the same rules as everybody's, so that history, turns and booked times are true to the story. */
#include "wish/demo_wish.h"
#include "wish/wish_store.h"

enum {
    HOUR_MS = 3600000,
    WORKING_HOURS = 8,
    ASK_HOUR = 9,
    BACK_HOUR = 11,
    CHOOSE_HOUR = 13,
    CHECK_HOUR = 15,
    DONE_HOUR = 16
};

Str demo_wish_id(Arena *a, Str code) {
    /* A ULID of a time long ago, with the code at its end. */
    return str_fmt(a, "%s%0*d%.*s", "0DEMW0", (int)(20 - code.n), 0, STR_ARG(code));
}

typedef struct {
    Ctx *cx;
    Day shift;
    int lang;
    const DemoWish *story;
    Wish wish;
    int next_question;
} Tale;

static Str say(const Tale *t, const char *const text[2]) { return str_of(text[t->lang]); }
static Ms moment(const Tale *t, int day, int hour) {
    return ms_of_day(day_from_ymd(2025, 7, 1) + (day - DEMO_DAY_BASE) + t->shift) +
           (Ms)hour * HOUR_MS;
}

/* From here on it is then, and this person acts. */
static Err *at(Tale *t, const char *person, Ms then) {
    Person who;
    TRY(person_load(t->cx, demo_person_id(t->cx->a, str_of(person)), &who));
    Actor *actor = NEW(t->cx->a, Actor);
    *actor = (Actor){.id = who.id,
                     .name = who.name,
                     .department_id = who.department_id,
                     .side = who.side,
                     .roles = IS_MEMBER};
    t->cx->actor = actor;
    t->cx->now_ms = then;
    t->cx->today = day_of_ms(then);
    return NULL;
}

static Err *keep(Tale *t, const char *verb) {
    TRY(wish_save(t->cx, &t->wish));
    return journal_add(t->cx, verb, "wish", t->wish.id);
}

static Str person_or_none(const Tale *t, const char *code) {
    return *code ? demo_person_id(t->cx->a, str_of(code)) : S("");
}

static Err *ask(Tale *t) {
    const DemoWish *s = t->story;
    Arena *a = t->cx->a;
    TRY(at(t, s->asker, moment(t, s->created, ASK_HOUR)));
    t->wish = (Wish){.state = WISH_DRAFT,
                     .kind = wish_kind_from_code(str_of(s->kind)),
                     .lang = t->lang == DEMO_EN ? LANG_EN : LANG_NL,
                     .title = say(t, s->title),
                     .words = say(t, s->words),
                     .reason = S(""),
                     .hidden = s->story == DEMO_HIDDEN};
    TRY(wish_create(t->cx, &t->wish));
    t->wish.id = demo_wish_id(a, str_of(s->code));
    if (*s->reader) t->wish.reader_department_id = demo_department_id(a, str_of(s->reader));
    TRY(keep(t, "wish.draft"));
    if (s->story == DEMO_DRAFT) return NULL;
    TRY(wish_ask(a, &t->wish, t->cx->now_ms));
    t->wish.want_owner_id = person_or_none(t, s->want_owner);
    return keep(t, "wish.ask");
}

/* ---- questions: those that were answered before a day ---- */
static const char *speaker(const Tale *t, bool is_business) {
    const DemoWish *s = t->story;
    if (is_business) return *s->reader ? s->want_owner : s->asker;
    return *s->adviser ? s->adviser : s->it_owner;
}

static Err *question(Tale *t, const DemoQuestion *q) {
    Arena *a = t->cx->a;
    const char *by = speaker(t, q->is_business), *to = speaker(t, !q->is_business);
    bool is_to_person =
        !q->is_business && !q->answer[DEMO_NL]; /* an open one to the asker is personal */
    TRY(at(t, by, moment(t, q->asked, DONE_HOUR)));
    WishQuestion asked = {.id = id_new(a, t->cx->now_ms),
                          .by_id = t->cx->actor->id,
                          .by_side = q->is_business ? SIDE_BUSINESS : SIDE_IT,
                          .to_side = q->is_business ? SIDE_IT : SIDE_BUSINESS,
                          .to_person_id = is_to_person ? person_or_none(t, to) : S(""),
                          .text = say(t, q->text),
                          .answer = S(""),
                          .asked_ms = t->cx->now_ms};
    TRY(wish_question(a, &t->wish, asked));
    TRY(wish_save(t->cx, &t->wish));
    TRY(journal_add(t->cx, "wish.question", "wish", t->wish.id, FACT("question", asked.id),
                    FACT("to_side", side_code(asked.to_side)), FACT("person", asked.to_person_id)));
    if (!q->answer[DEMO_NL]) return NULL;
    int days = 1 + q->wait_hours / WORKING_HOURS, hour = ASK_HOUR + q->wait_hours % WORKING_HOURS;
    TRY(at(t, to, moment(t, q->asked + days, hour)));
    TRY(wish_answer(a, &t->wish, asked.id, t->cx->actor->id, say(t, q->answer), t->cx->now_ms));
    TRY(wish_save(t->cx, &t->wish));
    return journal_add(t->cx, "wish.answer", "wish", t->wish.id, FACT("question", asked.id));
}

static Err *questions_until(Tale *t, int day) {
    for (; t->next_question < demo_questions_n; t->next_question++) {
        const DemoQuestion *q = &demo_questions[t->next_question];
        if (!str_eq(str_of(q->wish), str_of(t->story->code))) continue;
        int answered = q->asked + 1 + q->wait_hours / WORKING_HOURS;
        if (answered > day) return NULL;
        TRY(question(t, q));
    }
    return NULL;
}

/* ---- said back ---- */
static Err *read_back(Tale *t, int day, int hour, const char *const text[2]) {
    const DemoWish *s = t->story;
    bool is_it_wish = *s->reader != 0;
    TRY(at(t, is_it_wish ? s->want_owner : s->adviser, moment(t, day, hour)));
    WishReadBack round = {.id = id_new(t->cx->a, t->cx->now_ms),
                          .by_id = t->cx->actor->id,
                          .by_side = is_it_wish ? SIDE_BUSINESS : SIDE_IT,
                          .text = say(t, text),
                          .answer = S(""),
                          .at_ms = t->cx->now_ms};
    TRY(wish_read_back(t->cx->a, &t->wish, round));
    t->wish.it_owner_id = person_or_none(t, s->it_owner);
    t->wish.adviser_id = person_or_none(t, s->adviser);
    if (*s->team) t->wish.team_id = demo_team_id(t->cx->a, str_of(s->team));
    TRY(wish_save(t->cx, &t->wish));
    return journal_add(t->cx, "wish.read_back", "wish", t->wish.id, FACT("read_back", round.id),
                       FACT_N("round", t->wish.rounds_n));
}

static Err *correct(Tale *t, int day, int hour) {
    TRY(at(t, t->story->asker, moment(t, day, hour)));
    TRY(wish_correct(t->cx->a, &t->wish, t->cx->actor->id, say(t, t->story->correction),
                     t->cx->now_ms));
    return keep(t, "wish.correct");
}

static Err *confirm(Tale *t) {
    TRY(at(t, t->story->asker, moment(t, t->story->understood, CHECK_HOUR)));
    TRY(wish_confirm(t->cx->a, &t->wish, t->cx->actor->id, S(""), t->cx->now_ms));
    return keep(t, "wish.confirm");
}

static Err *talk(Tale *t) {
    const DemoWish *s = t->story;
    int days = s->understood - s->created, half = s->created + days / 2;
    if (s->story == DEMO_READ_BACK) return read_back(t, s->understood, BACK_HOUR, s->back);
    if (s->first[DEMO_NL]) {
        TRY(questions_until(t, s->created + days / 3));
        TRY(read_back(t, s->created + days / 3, BACK_HOUR, s->first));
        TRY(correct(t, half, CHECK_HOUR));
    }
    TRY(questions_until(t, s->understood - 1));
    TRY(read_back(t, half < s->understood ? s->understood - 1 : s->understood, BACK_HOUR, s->back));
    return s->story == DEMO_CORRECTED ? correct(t, s->understood, CHECK_HOUR) : confirm(t);
}

/* ---- after it was understood ---- */
static Err *make(Tale *t) {
    const DemoWish *s = t->story;
    int chosen = s->started - 7 > s->understood ? s->started - 7 : s->understood;
    TRY(questions_until(t, chosen));
    TRY(at(t, "p02", moment(t, chosen, DONE_HOUR)));
    TRY(wish_choose(t->cx->a, &t->wish, t->wish.team_id, t->cx->now_ms));
    TRY(wish_save(t->cx, &t->wish));
    TRY(journal_add(t->cx, "wish.choose", "wish", t->wish.id, FACT("team", str_of(s->team)),
                    FACT_N("place", 1), FACT("reason", S(""))));
    TRY(at(t, s->it_owner, moment(t, s->started, chosen == s->started ? DONE_HOUR + 1 : ASK_HOUR)));
    t->wish.state = WISH_MAKING;
    t->wish.started_ms = t->cx->now_ms;
    return keep(t, "wish.start");
}

static Err *deliver(Tale *t) {
    const DemoWish *s = t->story;
    TRY(questions_until(t, s->in_use - 1));
    TRY(at(t, s->it_owner, moment(t, s->in_use, CHOOSE_HOUR)));
    t->wish.state = WISH_IN_USE;
    t->wish.in_use_ms = t->cx->now_ms;
    return keep(t, "wish.deliver");
}

static Err *finish(Tale *t) {
    const DemoWish *s = t->story;
    bool is_measured = s->done > s->in_use;
    TRY(at(t, is_measured ? "p21" : s->want_owner, moment(t, s->done, DONE_HOUR)));
    t->wish.state = WISH_DONE;
    t->wish.done_ms = t->cx->now_ms;
    return keep(t, is_measured ? "wish.measure" : "wish.finish");
}

static Err *decline(Tale *t) {
    const DemoWish *s = t->story;
    TRY(at(t, s->adviser, moment(t, s->ended, CHOOSE_HOUR)));
    TRY(wish_decline(t->cx->a, &t->wish, say(t, s->reason), t->cx->now_ms));
    return keep(t, "wish.decline");
}

static Err *tell(Tale *t) {
    const DemoWish *s = t->story;
    TRY(ask(t));
    if (s->back[DEMO_NL]) TRY(talk(t));
    if (s->started) TRY(make(t));
    if (s->in_use) TRY(deliver(t));
    if (s->story == DEMO_DONE) TRY(finish(t));
    if (s->story == DEMO_DECLINED) TRY(decline(t));
    bool may_talk = wish_is_open(&t->wish);
    return may_talk ? questions_until(t, INT32_MAX) : NULL;
}

Err *wish_demo_load(Ctx *cx, Day shift) {
    Ctx then = *cx;
    for (int i = 0; i < demo_wishes_n; i++) {
        Tale t = {.cx = &then,
                  .shift = shift,
                  .lang = cx->lang == LANG_EN ? DEMO_EN : DEMO_NL,
                  .story = &demo_wishes[i]};
        TRY(tell(&t));
        /* What changes because days pass: an agreement to wait that ended long ago. */
        if (t.wish.state == WISH_UNDERSTOOD) TRY(wish_turn_refresh(cx, t.wish.id));
    }
    return NULL;
}
