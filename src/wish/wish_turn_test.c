// SPDX-License-Identifier: EUPL-1.2
/* wish_turn_test - whose turn it is, per state; each test is one line of the table in DESIGN.md
 * section 2. */
#include "base/test.h"
#include "wish/wish.h"

static Ms on(int month, int mday, int hour) {
    return ms_of_day(day_from_ymd(2026, month, mday)) + (Ms)hour * 3600000;
}
static Day day(int month, int mday) { return day_from_ymd(2026, month, mday); }

static Wish in_state(WishState state) {
    return (Wish){.side = SIDE_BUSINESS,
                  .state = state,
                  .asker_id = S("puck"),
                  .department_id = S("OND"),
                  .want_owner_id = S("mees"),
                  .it_owner_id = S("bas"),
                  .team_id = S("APP"),
                  .created_ms = on(11, 2, 9),
                  .asked_ms = on(11, 3, 9),
                  .understood_ms = on(11, 10, 9),
                  .chosen_ms = on(11, 12, 9),
                  .started_ms = on(11, 16, 9),
                  .in_use_ms = on(11, 20, 9)};
}
static WishTurn turn_of(const Wish *w) { return wish_turn(w, NULL, 0, day(11, 24)); }
static bool why_is(const WishTurn *t, const char *why) {
    return str_eq(str_of(t->why), str_of(why));
}

static void a_draft_is_the_askers_to_finish(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_DRAFT);
    WishTurn t = turn_of(&w);
    CHECK(t.owed_n == 1 && why_is(&t, "wish.why.finish"));
    CHECK_STR(t.owed[0].person_id, S("puck"));
}
static void a_sent_wish_waits_three_working_days_for_the_adviser(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_ASKED);
    w.asked_ms = on(11, 5, 16); /* a Thursday: Friday, Monday, Tuesday */
    WishTurn t = turn_of(&w);
    CHECK(t.owed[0].role == IS_ADVISER && t.owed[0].side == SIDE_IT &&
          why_is(&t, "wish.why.reply"));
    CHECK(t.owed[0].since_ms == w.asked_ms && t.owed[0].due == day(11, 10));
    w.adviser_id = S("elin");
    t = turn_of(&w);
    CHECK_STR(t.owed[0].person_id, S("elin"));
}
static void a_wish_of_it_waits_for_the_department_it_names_else_the_guide(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_ASKED);
    w.side = SIDE_IT;
    WishTurn t = turn_of(&w);
    CHECK(t.owed[0].role == IS_GUIDE);
    w.reader_department_id = S("KCC");
    t = turn_of(&w);
    CHECK(t.owed[0].role == IS_OWNER && t.owed[0].side == SIDE_BUSINESS);
    CHECK_STR(t.owed[0].scope, S("KCC"));
}
static void a_read_back_waits_for_the_asker(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_ASKED);
    WishReadBack round = {.state = READ_BACK_OPEN, .at_ms = on(11, 9, 10)};
    w.rounds = &round, w.rounds_n = 1;
    WishTurn t = turn_of(&w);
    CHECK(why_is(&t, "wish.why.check") && t.owed[0].due == day(11, 16));
    CHECK_STR(t.owed[0].person_id, S("puck"));
    CHECK(t.owed[0].side == SIDE_BUSINESS);
}
static void after_a_correction_the_reader_tries_again(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_ASKED);
    WishReadBack round = {
        .state = READ_BACK_CORRECTED, .at_ms = on(11, 9, 10), .answered_ms = on(11, 10, 9)};
    w.rounds = &round, w.rounds_n = 1;
    WishTurn t = turn_of(&w);
    CHECK(why_is(&t, "wish.why.again") && t.owed[0].role == IS_ADVISER);
    CHECK(t.owed[0].since_ms == on(11, 10, 9) && t.owed[0].due == day(11, 13));
}
static void a_confirmed_wish_without_owner_is_the_advisers(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_ASKED);
    w.it_owner_id = S(""), w.confirmed_ms = on(11, 9, 9);
    WishTurn t = turn_of(&w);
    CHECK(why_is(&t, "wish.why.owners") && t.owed[0].role == IS_ADVISER &&
          t.owed[0].since_ms == w.confirmed_ms);
    w.side = SIDE_IT;
    t = turn_of(&w);
    CHECK(t.owed[0].role == IS_GUIDE);
}
static void an_open_question_overrides_every_open_state(Arena *a) {
    (void)a;
    WishQuestion q = {
        .to_person_id = S("mees"), .to_side = SIDE_BUSINESS, .asked_ms = on(11, 19, 9)};
    for (int state = WISH_ASKED; state <= WISH_IN_USE; state++) {
        Wish w = in_state((WishState)state);
        OwedFact fact = {
            .why = "flow.decision_waits", .role = IS_DECIDER, .since_ms = on(11, 1, 9)};
        w.questions = &q, w.questions_n = 1;
        WishTurn t = wish_turn(&w, &fact, 1, day(11, 24));
        CHECK(t.owed_n == 1 && why_is(&t, "wish.why.answer") && !t.is_mutual);
        CHECK_STR(t.owed[0].person_id, S("mees"));
        CHECK(t.owed[0].due == day(11, 26));
    }
    Wish gone = in_state(WISH_DECLINED);
    gone.questions = &q, gone.questions_n = 1;
    CHECK(turn_of(&gone).owed_n == 0);
}
static void an_answered_question_gives_the_turn_back_from_that_moment(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_ASKED);
    WishQuestion q = {
        .to_side = SIDE_BUSINESS, .asked_ms = on(11, 4, 9), .answered_ms = on(11, 6, 9)};
    w.questions = &q, w.questions_n = 1;
    WishTurn t = turn_of(&w);
    CHECK(why_is(&t, "wish.why.reply") && t.owed[0].since_ms == on(11, 6, 9));
}
static void sides_that_wait_for_each_other_are_shown_as_such(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_ASKED);
    WishQuestion both[] = {{.to_side = SIDE_BUSINESS, .asked_ms = on(11, 4, 9)},
                           {.to_side = SIDE_IT, .asked_ms = on(11, 5, 9)},
                           {.to_side = SIDE_IT, .asked_ms = on(11, 6, 9)}};
    w.questions = both, w.questions_n = 3;
    WishTurn t = turn_of(&w);
    CHECK(t.is_mutual && t.owed_n == 2); /* two questions to one speaker are one move */
    CHECK_STR(t.owed[0].person_id, S("puck"));
    CHECK(t.owed[1].role == IS_ADVISER && t.owed[1].since_ms == on(11, 5, 9));
}
static void an_understood_wish_waits_by_agreement_and_says_until_when(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_UNDERSTOOD);
    WishTurn t = turn_of(&w);
    CHECK(t.owed_n == 0 && why_is(&t, "wish.why.next_choice"));
    CHECK(t.until == day_add_working(day(11, 10), WISH_CHOICE_DAYS, NULL, 0));
    t = wish_turn(&w, NULL, 0, t.until);
    CHECK(t.owed_n == 0);
}
static void nobody_can_hold_an_understood_wish_for_ever(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_UNDERSTOOD);
    Day until = turn_of(&w).until;
    WishTurn t = wish_turn(&w, NULL, 0, until + 1);
    CHECK(t.owed_n == 1 && t.owed[0].role == IS_DECIDER && why_is(&t, "wish.why.choose"));
    CHECK(t.owed[0].since_ms == ms_of_day(until + 1));
    w.team_id = S("");
    CHECK(wish_turn(&w, NULL, 0, until + 1).owed[0].role == IS_GUIDE);
}
static void a_decision_that_waits_is_the_deciders(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_UNDERSTOOD);
    OwedFact fact = {.why = "flow.decision_waits",
                     .role = IS_DECIDER,
                     .scope = S("APP"),
                     .since_ms = on(11, 18, 9),
                     .due = day(11, 25)};
    WishTurn t = wish_turn(&w, &fact, 1, day(11, 24));
    CHECK(t.owed_n == 1 && t.owed[0].role == IS_DECIDER && t.owed[0].due == day(11, 25));
    CHECK(why_is(&t, "flow.decision_waits"));
    Wish early = in_state(WISH_ASKED);
    t = wish_turn(&early, &fact, 1, day(11, 24));
    CHECK(why_is(&t, "wish.why.reply")); /* a fact about a later state does not count yet */
}
static void a_chosen_wish_is_nobodys_turn(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_CHOSEN);
    WishTurn t = turn_of(&w);
    CHECK(t.owed_n == 0 && why_is(&t, "wish.why.queue"));
}
static void a_wish_in_the_making_is_the_teams(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_MAKING);
    WishTurn t = turn_of(&w);
    CHECK(t.owed[0].role == IS_MAKER && t.owed[0].side == SIDE_IT);
    CHECK_STR(t.owed[0].scope, S("APP"));
}
static void a_wish_in_use_is_the_business_owners(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_IN_USE);
    WishTurn t = turn_of(&w);
    CHECK_STR(t.owed[0].person_id, S("mees"));
    CHECK(t.owed[0].side == SIDE_BUSINESS);
    w.want_owner_id = S("");
    t = turn_of(&w);
    CHECK(t.owed[0].role == IS_OWNER);
}
static void an_ended_wish_is_nobodys_turn(Arena *a) {
    (void)a;
    const WishState ended[] = {WISH_DONE, WISH_DECLINED, WISH_PARKED};
    for (int i = 0; i < COUNT(ended); i++) {
        Wish w = in_state(ended[i]);
        WishTurn t = turn_of(&w);
        CHECK(t.owed_n == 0 && t.why);
    }
}
static void after_the_start_a_question_to_it_is_the_it_owners(Arena *a) {
    (void)a;
    Wish w = in_state(WISH_MAKING);
    WishQuestion q = {.to_side = SIDE_IT, .asked_ms = on(11, 18, 9)};
    w.questions = &q, w.questions_n = 1;
    CHECK_STR(turn_of(&w).owed[0].person_id, S("bas"));
}

int main(int argc, char **argv) {
    zone_set("Europe/Amsterdam");
    return test_run(
        argc, argv,
        (const Test[]){TEST(a_draft_is_the_askers_to_finish),
                       TEST(a_sent_wish_waits_three_working_days_for_the_adviser),
                       TEST(a_wish_of_it_waits_for_the_department_it_names_else_the_guide),
                       TEST(a_read_back_waits_for_the_asker),
                       TEST(after_a_correction_the_reader_tries_again),
                       TEST(a_confirmed_wish_without_owner_is_the_advisers),
                       TEST(an_open_question_overrides_every_open_state),
                       TEST(an_answered_question_gives_the_turn_back_from_that_moment),
                       TEST(sides_that_wait_for_each_other_are_shown_as_such),
                       TEST(an_understood_wish_waits_by_agreement_and_says_until_when),
                       TEST(nobody_can_hold_an_understood_wish_for_ever),
                       TEST(a_decision_that_waits_is_the_deciders),
                       TEST(a_chosen_wish_is_nobodys_turn),
                       TEST(a_wish_in_the_making_is_the_teams),
                       TEST(a_wish_in_use_is_the_business_owners),
                       TEST(an_ended_wish_is_nobodys_turn),
                       TEST(after_the_start_a_question_to_it_is_the_it_owners),
                       {0}});
}
