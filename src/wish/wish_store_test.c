// SPDX-License-Identifier: EUPL-1.2
/* wish_store_test - what is kept: turns and booked time, versions, lists, what one owes. */
#include "db/db.h"
#include "people/people.h"
#include "testing.h"
#include "wish/wish_store.h"
#include "wish_sql.h"

enum { HOUR = 3600000 };

/* Leaves cx with that person as the actor. */
static void act(Stage *s, const char *who) { CHECK(!DO(s, who, "wish.list").err); }
static void later(Stage *s, Ms ms) {
    s->now_ms += ms;
    s->cx.now_ms = s->now_ms;
    s->cx.today = day_of_ms(s->now_ms);
}
static Wish sent(Stage *s, const char *title) {
    Wish w = {
        .state = WISH_DRAFT, .kind = WISH_NEW, .title = str_of(title), .words = S("Woorden.")};
    CHECK_OK(wish_create(&s->cx, &w));
    CHECK_OK(wish_ask(s->a, &w, s->cx.now_ms));
    CHECK_OK(wish_save(&s->cx, &w));
    return w;
}
static Wish loaded(Stage *s, Str id) {
    Wish w = {0};
    CHECK_OK(wish_load(&s->cx, id, &w));
    return w;
}
static int64_t booked(Stage *s, Str id, Side side) {
    int64_t ms = 0;
    Rows *r;
    CHECK_OK(db_query(s->cx.db, s->a, &sql_wish_turns_booked, &r, T(id)));
    for (bool more;;) {
        CHECK_OK(rows_next(r, &more));
        if (!more) return ms;
        if (row_int(r, 0) == side) ms += row_int(r, 3) - row_int(r, 2);
    }
}

static void what_is_kept_comes_back(Arena *a) {
    Stage *s = stage_open(a);
    act(s, "puck.sleedoorn");
    Wish w = sent(s, "Kraan"), back;
    CHECK(w.version == 1 && w.number == 1 && w.side == SIDE_BUSINESS);
    WishReadBack round = {.by_id = demo_person_id(a, S("p31")),
                          .by_side = SIDE_IT,
                          .text = S("Zo."),
                          .answer = S(""),
                          .at_ms = s->now_ms};
    CHECK_OK(wish_read_back(a, &w, round));
    CHECK_OK(wish_save(&s->cx, &w));
    CHECK_OK(wish_load_visible(&s->cx, 1, &back));
    CHECK(back.version == 2 && back.rounds_n == 1 && back.rounds[0].state == READ_BACK_OPEN);
    CHECK_STR(back.rounds[0].by_name, S("Elin Ringslang"));
    CHECK_STR(back.asker_name, S("Puck Sleedoorn"));
    CHECK_STR(back.department_name, S("Onderhoud"));
    CHECK(back.turn.owed_n == 1 && str_eq(str_of(back.turn.why), S("wish.why.check")));
    CHECK(back.turn.owed[0].since_ms == w.turn.owed[0].since_ms &&
          back.turn.owed[0].due == w.turn.owed[0].due);
}
static void an_old_copy_overwrites_nothing(Arena *a) {
    Stage *s = stage_open(a);
    act(s, "puck.sleedoorn");
    Wish w = sent(s, "Kraan"), old = loaded(s, w.id);
    CHECK_OK(wish_edit(a, &w, 1, S("Nieuw"), S("Nieuw."), WISH_NEW, s->now_ms));
    CHECK_OK(wish_save(&s->cx, &w));
    old.title = S("Oud");
    CHECK_FAILS(wish_save(&s->cx, &old), ERR_CONFLICT, "version");
    CHECK_STR(loaded(s, w.id).title, S("Nieuw"));
}
static void waiting_time_is_booked_to_the_side_that_had_the_turn(Arena *a) {
    Stage *s = stage_open(a);
    act(s, "puck.sleedoorn");
    Wish w = sent(s, "Kraan");
    later(s, 5 * HOUR); /* IT waited five hours with its first reply, which is a question */
    WishQuestion q = {.by_id = demo_person_id(a, S("p31")),
                      .by_side = SIDE_IT,
                      .to_side = SIDE_BUSINESS,
                      .text = S("?"),
                      .answer = S(""),
                      .asked_ms = s->now_ms};
    CHECK_OK(wish_question(a, &w, q));
    CHECK_OK(wish_save(&s->cx, &w));
    CHECK(booked(s, w.id, SIDE_IT) == 5 * HOUR && booked(s, w.id, SIDE_BUSINESS) == 0);
    later(s, 2 * HOUR);
    CHECK_OK(wish_answer(a, &w, w.questions[0].id, w.asker_id, S("!"), s->now_ms));
    CHECK_OK(wish_save(&s->cx, &w));
    CHECK(booked(s, w.id, SIDE_BUSINESS) == 2 * HOUR);
    later(s, HOUR);
    CHECK_OK(wish_save(&s->cx, &w)); /* nothing moved: nothing is booked twice */
    CHECK(booked(s, w.id, SIDE_IT) == 5 * HOUR);
    CHECK_OK(wish_decline(a, &w, S("Nee, omdat."), s->now_ms));
    CHECK_OK(wish_save(&s->cx, &w));
    CHECK(booked(s, w.id, SIDE_IT) == 6 * HOUR && booked(s, w.id, SIDE_BUSINESS) == 2 * HOUR);
}
static void whoever_owes_a_move_finds_it(Arena *a) {
    Stage *s = stage_open(a);
    WishMine *mine;
    ptrdiff_t n;
    int64_t count;
    act(s, "puck.sleedoorn");
    Wish w = sent(s, "Kraan");
    CHECK_OK(wish_owed_by_me(&s->cx, &mine, &n));
    CHECK(n == 0);
    const char *advisers[] = {"elin.ringslang", "joost.eekhoorn"};
    for (int i = 0; i < COUNT(advisers); i++) {
        act(s, advisers[i]);
        CHECK_OK(wish_owed_by_me(&s->cx, &mine, &n));
        CHECK(n == 1 && mine[0].move == WISH_MOVE_READ_BACK);
        CHECK_OK(wish_count_owed_by_me(&s->cx, &count));
        CHECK(count == 1);
    }
    w = loaded(s, w.id);
    w.adviser_id = demo_person_id(a, S("p31"));
    CHECK_OK(wish_save(&s->cx, &w));
    act(s, "joost.eekhoorn");
    CHECK_OK(wish_count_owed_by_me(&s->cx, &count));
    CHECK(count == 0); /* named in person, it is no longer everybody's */
}
static void what_one_owes_by_a_role_tells_nothing_hidden(Arena *a) {
    Stage *s = stage_open(a);
    WishMine *mine;
    ptrdiff_t n;
    int64_t count;
    Str elsewhere = demo_department_id(a, S("KCC"));
    act(s, "puck.sleedoorn");
    Wish w = sent(s, "Geheim plan");
    for (int hidden = 1; hidden >= 0; hidden--) {
        act(s, "puck.sleedoorn");
        w = loaded(s, w.id);
        w.hidden = hidden;
        CHECK_OK(wish_save(&s->cx, &w));
        /* As a fact of a later slice would: a role that has nothing to do with the wish. */
        CHECK_OK(db_exec(s->cx.db, a, &sql_wish_owed_clear, NULL, T(w.id)));
        CHECK_OK(db_exec(s->cx.db, a, &sql_wish_owed_insert, NULL, T(w.id), N(0),
                         T(wish_whom(a, S(""), IS_OWNER, elsewhere)), T_OR_NULL(S("")), N(IS_OWNER),
                         T(elsewhere), N(SIDE_BUSINESS), N(s->now_ms), N(s->cx.today),
                         T(S("wish.why.answer"))));
        act(s, "jet.klaproos");
        CHECK_OK(wish_owed_by_me(&s->cx, &mine, &n));
        CHECK_OK(wish_count_owed_by_me(&s->cx, &count));
        CHECK(n == !hidden && count == !hidden);
    }
}

static void lists_page_by_number_and_filter(Arena *a) {
    Stage *s = stage_open(a);
    WishRow *rows;
    ptrdiff_t n;
    bool more;
    act(s, "puck.sleedoorn");
    for (int i = 0; i < 5; i++) sent(s, "Kraan");
    CHECK_OK(wish_list(&s->cx, &(WishFilter){.max = 2}, &rows, &n, &more));
    CHECK(n == 2 && more && rows[0].number == 5 && rows[1].number == 4);
    CHECK_OK(wish_list(&s->cx, &(WishFilter){.max = 3, .before = 4}, &rows, &n, &more));
    CHECK(n == 3 && !more && rows[2].number == 1);
    CHECK_OK(wish_list(&s->cx, &(WishFilter){.state = WISH_MAKING}, &rows, &n, &more));
    CHECK(n == 0 && !more);
    CHECK_OK(wish_list(&s->cx,
                       &(WishFilter){.department_id = demo_department_id(a, S("OND")),
                                     .side = SIDE_BUSINESS,
                                     .kind = WISH_NEW,
                                     .open_only = true},
                       &rows, &n, &more));
    CHECK(n == 5 && rows[0].turn_side == SIDE_IT && rows[0].is_mine);
    act(s, "gijs.meerkoet");
    CHECK_OK(wish_list(&s->cx, &(WishFilter){.mine = true}, &rows, &n, &more));
    CHECK(n == 0);
}
static void a_team_counts_hidden_wishes_without_telling_what_they_are(Arena *a) {
    Stage *s = stage_open(a);
    WishRow *rows;
    ptrdiff_t n;
    Str team = demo_team_id(a, S("APP"));
    act(s, "puck.sleedoorn");
    for (int i = 0; i < 2; i++) {
        Wish w = sent(s, i ? "Geheim" : "Open");
        w.state = WISH_UNDERSTOOD, w.understood_ms = s->now_ms, w.hidden = i == 1;
        CHECK_OK(wish_choose(a, &w, team, s->now_ms + i));
        CHECK_OK(wish_save(&s->cx, &w));
    }
    act(s, "jet.klaproos");
    CHECK_OK(wish_list_of_team(&s->cx, team, WISH_CHOSEN, &rows, &n));
    CHECK(n == 2 && rows[0].is_visible && !rows[1].is_visible && rows[1].number == 0);
    CHECK_STR(rows[1].title, S(""));
    act(s, "bas.visotter"); /* leads that team: concerned */
    CHECK_OK(wish_list_of_team(&s->cx, team, WISH_CHOSEN, &rows, &n));
    CHECK(n == 2 && rows[1].is_visible);
    int64_t count;
    CHECK_OK(wish_count_of_team(&s->cx, team, WISH_CHOSEN, &count));
    CHECK(count == 2);
}
static void an_agreement_to_wait_ends_by_itself(Arena *a) {
    Stage *s = stage_open(a);
    act(s, "puck.sleedoorn");
    Wish w = sent(s, "Kraan");
    w.state = WISH_UNDERSTOOD, w.understood_ms = s->now_ms;
    CHECK_OK(wish_save(&s->cx, &w));
    CHECK(w.turn.owed_n == 0);
    later(s, 120 * 24 * (Ms)HOUR);
    const JobKind *job = wish_slice.jobs;
    CHECK_OK(job->run(&s->cx, S("")));
    w = loaded(s, w.id);
    CHECK(w.turn.owed_n == 1 && w.turn.owed[0].role == IS_GUIDE && w.turn.until == DAY_NONE);
}
static void the_demo_tells_every_state(Arena *a) {
    Stage *s = stage_open_demo(a);
    static const int at_least[WISH_STATES] = {
        [WISH_ASKED] = 6,   [WISH_UNDERSTOOD] = 3, [WISH_MAKING] = 8,
        [WISH_IN_USE] = 10, [WISH_DONE] = 20,      [WISH_DECLINED] = 2};
    act(s, "lars.edelhert");
    for (int state = WISH_ASKED; state < WISH_STATES; state++) {
        WishRow *rows;
        ptrdiff_t n;
        bool more;
        CHECK_OK(wish_list(&s->cx, &(WishFilter){.state = (WishState)state, .max = 200}, &rows, &n,
                           &more));
        CHECK(n >= at_least[state]);
        for (ptrdiff_t i = 0; i < n; i++) CHECK(rows[i].asked_ms && rows[i].asked_ms < s->now_ms);
    }
    Wish w = loaded(s, demo_wish_id(a, S("W34")));
    CHECK(w.state == WISH_MAKING && w.questions_n == 2);
    CHECK_STR(w.turn.owed[0].person_id, demo_person_id(a, S("p16")));
    CHECK(id_is_valid(demo_wish_id(a, S("W34"))));
    WishFinished *finished;
    ptrdiff_t n;
    CHECK_OK(wish_finished_of_team(&s->cx, demo_team_id(a, S("APP")), s->cx.today, &finished, &n));
    CHECK(n >= 10 && finished[0].started != DAY_NONE &&
          finished[0].finished <= finished[n - 1].finished);
}

static void the_demo_speaks_english_too(Arena *a) {
    Stage *s = stage_open(a);
    act(s, "lars.edelhert");
    Ctx cx = s->cx;
    cx.lang = LANG_EN;
    CHECK_OK(wish_slice.demo(&cx, 511));
    Wish w = loaded(s, demo_wish_id(a, S("W34")));
    CHECK_STR(w.title, S("Subcontractor sees only own jobs"));
    CHECK(w.lang == LANG_EN && w.rounds_n == 1);
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(what_is_kept_comes_back),
                                   TEST(an_old_copy_overwrites_nothing),
                                   TEST(waiting_time_is_booked_to_the_side_that_had_the_turn),
                                   TEST(whoever_owes_a_move_finds_it),
                                   TEST(what_one_owes_by_a_role_tells_nothing_hidden),
                                   TEST(lists_page_by_number_and_filter),
                                   TEST(a_team_counts_hidden_wishes_without_telling_what_they_are),
                                   TEST(an_agreement_to_wait_ends_by_itself),
                                   TEST(the_demo_speaks_english_too),
                                   TEST(the_demo_tells_every_state),
                                   {0}});
}
