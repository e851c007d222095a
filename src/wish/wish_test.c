// SPDX-License-Identifier: EUPL-1.2
/* wish_test - the rules of a wish, without a database or a clock. */
#include "base/test.h"
#include "wish/wish.h"

enum { HOUR = 3600000 };
static const Ms t0 = 1790000000000; /* some Monday-less moment in 2026; only differences matter */

static Wish draft(void) {
    return (Wish){.id = S("W"),
                  .side = SIDE_BUSINESS,
                  .asker_id = S("puck"),
                  .department_id = S("OND"),
                  .title = S("Kraan"),
                  .words = S("De kraan lekt."),
                  .kind = WISH_NEW,
                  .state = WISH_DRAFT,
                  .version = 1,
                  .created_ms = t0};
}
static Wish asked(Arena *a) {
    Wish w = draft();
    CHECK_OK(wish_ask(a, &w, t0));
    return w;
}
static WishReadBack round_by(const char *who, const char *text, Ms at) {
    return (WishReadBack){
        .id = S("R"), .by_id = str_of(who), .by_side = SIDE_IT, .text = str_of(text), .at_ms = at};
}
static Wish read_back(Arena *a) {
    Wish w = asked(a);
    CHECK_OK(
        wish_read_back(a, &w, round_by("elin", "Je wilt een kraan die niet lekt.", t0 + HOUR)));
    return w;
}

static void an_empty_wish_is_refused_with_both_faults_at_once(Arena *a) {
    Wish w = draft();
    w.title = S(" ");
    w.words = S("\u200b\u200b"); /* zero-width spaces show nothing */
    Err *e = wish_ask(a, &w, t0);
    CHECK(e && str_eq(e->field, S("title")) && e->kind == ERR_INVALID);
    CHECK(e && e->next && str_eq(e->next->field, S("words")));
    CHECK(w.state == WISH_DRAFT && !w.asked_ms);
}
static void a_wish_is_sent_once(Arena *a) {
    Wish w = asked(a);
    CHECK(w.state == WISH_ASKED && w.asked_ms == t0);
    CHECK_FAILS(wish_ask(a, &w, t0 + 1), ERR_CONFLICT, "");
}
static void nobody_reads_back_their_own_wish(Arena *a) {
    Wish w = asked(a);
    CHECK_FAILS(wish_read_back(a, &w, round_by("puck", "Een kraan.", t0)), ERR_FORBIDDEN, "");
    CHECK_FAILS(wish_read_back(a, &w, round_by("elin", "  ", t0)), ERR_INVALID, "text");
    CHECK(w.rounds_n == 0);
}
static void one_read_back_waits_at_a_time(Arena *a) {
    Wish w = read_back(a);
    CHECK_FAILS(wish_read_back(a, &w, round_by("joost", "Anders.", t0)), ERR_CONFLICT, "");
    CHECK(w.rounds_n == 1);
}
static void who_wrote_the_read_back_cannot_say_that_it_is_right(Arena *a) {
    Wish w = read_back(a);
    CHECK_FAILS(wish_confirm(a, &w, S("elin"), S(""), t0), ERR_FORBIDDEN, "");
    CHECK_FAILS(wish_correct(a, &w, S("elin"), S("nee"), t0), ERR_FORBIDDEN, "");
    CHECK(!w.confirmed_ms);
}
static void almost_needs_words(Arena *a) {
    Wish w = read_back(a);
    CHECK_FAILS(wish_correct(a, &w, S("puck"), S(" \n "), t0), ERR_INVALID, "text");
    CHECK(wish_open_read_back(&w) != NULL);
}
static void corrections_may_come_as_often_as_needed(Arena *a) {
    Wish w = read_back(a);
    for (int i = 0; i < 3; i++) {
        CHECK_OK(wish_correct(a, &w, S("puck"), S("Nee, warm water."), t0 + HOUR));
        CHECK_OK(wish_read_back(a, &w, round_by("elin", "Warm water.", t0 + 2 * HOUR)));
    }
    CHECK(w.rounds_n == 4 && w.rounds[0].state == READ_BACK_CORRECTED);
    CHECK_STR(w.rounds[0].answer, S("Nee, warm water."));
    CHECK(w.state == WISH_ASKED);
}
static void both_sides_must_have_an_owner_before_a_wish_is_understood(Arena *a) {
    Wish w = read_back(a);
    CHECK_OK(wish_confirm(a, &w, S("puck"), S(""), t0 + HOUR));
    CHECK(w.state == WISH_ASKED && w.confirmed_ms == t0 + HOUR);
    CHECK(wish_owners_missing(&w) == (WISH_MISSES_WANT_OWNER | WISH_MISSES_IT_OWNER));
    CHECK_OK(wish_owners(a, &w, S("mees"), S(""), S(""), S(""), t0 + 2 * HOUR));
    CHECK(w.state == WISH_ASKED);
    CHECK_OK(wish_owners(a, &w, S("mees"), S("bas"), S("elin"), S("APP"), t0 + 3 * HOUR));
    CHECK(w.state == WISH_UNDERSTOOD && w.understood_ms == t0 + 3 * HOUR);
}
static void an_understood_wish_keeps_an_owner_on_each_side(Arena *a) {
    Wish w = read_back(a);
    w.want_owner_id = S("mees"), w.it_owner_id = S("bas");
    CHECK_OK(wish_confirm(a, &w, S("puck"), S("Mooi."), t0));
    CHECK(w.state == WISH_UNDERSTOOD);
    CHECK_FAILS(wish_owners(a, &w, S(""), S("bas"), S(""), S(""), t0), ERR_INVALID, "want_owner");
    CHECK_FAILS(wish_owners(a, &w, S("mees"), S(""), S(""), S(""), t0), ERR_INVALID, "it_owner");
    CHECK_OK(wish_owners(a, &w, S("mees"), S("freek"), S(""), S(""), t0));
    CHECK_STR(w.it_owner_id, S("freek"));
}
static void no_needs_a_reason(Arena *a) {
    Wish w = asked(a);
    CHECK_FAILS(wish_decline(a, &w, S("\t"), t0), ERR_INVALID, "reason");
    CHECK_OK(wish_decline(a, &w, S("Nee, omdat het al bestaat."), t0));
    CHECK(w.state == WISH_DECLINED && w.ended_ms == t0);
}
static void words_that_were_said_back_do_not_change(Arena *a) {
    Wish w = read_back(a);
    CHECK_FAILS(wish_edit(a, &w, 1, S("Anders"), S("Anders."), WISH_NEW, t0), ERR_CONFLICT, "");
    CHECK_STR(w.title, S("Kraan"));
}
static void the_second_editor_overwrites_nothing(Arena *a) {
    Wish w = asked(a);
    w.version = 3;
    CHECK_FAILS(wish_edit(a, &w, 2, S("Anders"), S("Anders."), WISH_NEW, t0), ERR_CONFLICT,
                "version");
    CHECK_STR(w.words, S("De kraan lekt."));
    CHECK_OK(wish_edit(a, &w, 3, S("Anders"), S("Anders."), WISH_FIX, t0));
    CHECK_FAILS(wish_edit(a, &w, 3, S(""), S(""), WISH_FIX, t0), ERR_INVALID, "title");
}
static void a_draft_may_be_incomplete(Arena *a) {
    Wish w = draft();
    CHECK_OK(wish_edit(a, &w, 1, S(""), S("Half"), WISH_NEW, t0));
}
static void a_question_is_answered_once(Arena *a) {
    Wish w = asked(a);
    WishQuestion q = {.id = S("Q"),
                      .by_id = S("elin"),
                      .by_side = SIDE_IT,
                      .to_side = SIDE_BUSINESS,
                      .text = S("Welke?"),
                      .asked_ms = t0};
    CHECK_OK(wish_question(a, &w, q));
    CHECK_FAILS(wish_answer(a, &w, S("X"), S("puck"), S("Die."), t0), ERR_NOT_FOUND, "question");
    CHECK_FAILS(wish_answer(a, &w, S("Q"), S("puck"), S(" "), t0), ERR_INVALID, "text");
    CHECK_OK(wish_answer(a, &w, S("Q"), S("puck"), S("Die."), t0 + HOUR));
    CHECK_FAILS(wish_answer(a, &w, S("Q"), S("puck"), S("Die."), t0 + HOUR), ERR_CONFLICT, "");
    q.to_person_id = S("elin");
    CHECK_FAILS(wish_question(a, &w, q), ERR_INVALID, "to_person");
}
static void a_question_to_one_person_is_theirs_to_answer(Arena *a) {
    Wish w = asked(a);
    w.it_owner_id = S("bas");
    WishQuestion personal = {.to_person_id = S("mees"), .to_side = SIDE_BUSINESS};
    WishQuestion business = {.to_side = SIDE_BUSINESS}, it = {.to_side = SIDE_IT};
    CHECK(wish_may_answer(&w, &personal, S("mees"), IS_MEMBER));
    CHECK(!wish_may_answer(&w, &personal, S("puck"), IS_MEMBER | IS_ASKER));
    CHECK(wish_may_answer(&w, &personal, S("lars"), IS_GUIDE));
    CHECK(wish_may_answer(&w, &business, S("puck"), IS_ASKER));
    CHECK(!wish_may_answer(&w, &business, S("elin"), IS_ADVISER));
    CHECK(wish_may_answer(&w, &it, S("elin"), IS_ADVISER));
    CHECK(wish_may_answer(&w, &it, S("bas"), IS_MEMBER));
    CHECK(!wish_may_answer(&w, &it, S("puck"), IS_ASKER));
}
static void only_an_understood_wish_gets_a_place(Arena *a) {
    Wish w = read_back(a);
    CHECK_FAILS(wish_choose(a, &w, S("APP"), t0), ERR_CONFLICT, "");
    w.state = WISH_UNDERSTOOD;
    CHECK_FAILS(wish_choose(a, &w, S(""), t0), ERR_INVALID, "team");
    CHECK_OK(wish_choose(a, &w, S("APP"), t0));
    CHECK_OK(wish_choose(a, &w, S("DAT"), t0 + HOUR));
    CHECK(w.state == WISH_CHOSEN && w.chosen_ms == t0);
    CHECK_STR(w.team_id, S("DAT"));
}

/* Every state against every move: what this table does not name is refused. */
static void every_move_belongs_to_its_states(Arena *a) {
    static const char *const allowed[WISH_MOVES] = {
        [WISH_MOVE_EDIT] = "draft asked",
        [WISH_MOVE_ASK] = "draft",
        [WISH_MOVE_QUESTION] = "asked understood chosen making in_use",
        [WISH_MOVE_ANSWER] = "asked understood chosen making in_use",
        [WISH_MOVE_READ_BACK] = "asked",
        [WISH_MOVE_CONFIRM] = "asked",
        [WISH_MOVE_CORRECT] = "asked",
        [WISH_MOVE_OWNERS] = "asked understood chosen making",
        [WISH_MOVE_DECLINE] = "asked understood chosen",
        [WISH_MOVE_HIDE] = "draft asked understood chosen making in_use done declined parked",
        [WISH_MOVE_CHOOSE] = "understood chosen"};
    static const Standing needs[WISH_MOVES] = {
        [WISH_MOVE_EDIT] = WISH_NEED_EDIT,           [WISH_MOVE_ASK] = WISH_NEED_ASK,
        [WISH_MOVE_QUESTION] = WISH_NEED_QUESTION,   [WISH_MOVE_ANSWER] = WISH_NEED_ANSWER,
        [WISH_MOVE_READ_BACK] = WISH_NEED_READ_BACK, [WISH_MOVE_CONFIRM] = WISH_NEED_CONFIRM,
        [WISH_MOVE_CORRECT] = WISH_NEED_CONFIRM,     [WISH_MOVE_OWNERS] = WISH_NEED_OWNERS,
        [WISH_MOVE_DECLINE] = WISH_NEED_DECLINE,     [WISH_MOVE_HIDE] = WISH_NEED_HIDE,
        [WISH_MOVE_CHOOSE] = WISH_NEED_CHOOSE};
    for (int state = WISH_DRAFT; state < WISH_STATES; state++)
        for (int move = WISH_MOVE_EDIT; move < WISH_MOVES; move++) {
            WishQuestion open = {.id = S("Q"), .asked_ms = t0};
            WishReadBack waits = round_by("elin", "Zo.", t0);
            waits.state = READ_BACK_OPEN;
            bool is_check = move == WISH_MOVE_CONFIRM || move == WISH_MOVE_CORRECT;
            Wish w = draft();
            w.state = (WishState)state;
            w.questions = &open, w.questions_n = 1;
            if (is_check) w.rounds = &waits, w.rounds_n = 1;
            bool may = false;
            Str word;
            for (Str rest = str_of(allowed[move]); rest.n;) {
                str_cut(rest, ' ', &word, &rest);
                may |= str_eq(word, wish_state_code((WishState)state));
            }
            for (int bit = 0; bit < 31; bit++) {
                Standing one = 1u << bit;
                bool got = wish_may(&w, (WishMove)move, one), want = may && (needs[move] & one);
                if (got != want)
                    test_fail_str(__FILE__, "move and state",
                                  str_fmt(a, "%.*s in %.*s for bit %d",
                                          STR_ARG(wish_move_code((WishMove)move)),
                                          STR_ARG(wish_state_code((WishState)state)), bit),
                                  S("the table"));
            }
        }
}
static void codes_of_states_and_kinds_read_back(Arena *a) {
    (void)a;
    for (int i = 1; i < WISH_STATES; i++)
        CHECK(wish_state_from_code(wish_state_code((WishState)i)) == (WishState)i);
    for (int i = 1; i < WISH_KINDS; i++)
        CHECK(wish_kind_from_code(wish_kind_code((WishKind)i)) == (WishKind)i);
    CHECK(!wish_state_from_code(S("")) && !wish_kind_from_code(S("big")));
}

int main(int argc, char **argv) {
    zone_set("Europe/Amsterdam");
    return test_run(argc, argv,
                    (const Test[]){TEST(an_empty_wish_is_refused_with_both_faults_at_once),
                                   TEST(a_wish_is_sent_once),
                                   TEST(nobody_reads_back_their_own_wish),
                                   TEST(one_read_back_waits_at_a_time),
                                   TEST(who_wrote_the_read_back_cannot_say_that_it_is_right),
                                   TEST(almost_needs_words),
                                   TEST(corrections_may_come_as_often_as_needed),
                                   TEST(both_sides_must_have_an_owner_before_a_wish_is_understood),
                                   TEST(an_understood_wish_keeps_an_owner_on_each_side),
                                   TEST(no_needs_a_reason),
                                   TEST(words_that_were_said_back_do_not_change),
                                   TEST(the_second_editor_overwrites_nothing),
                                   TEST(a_draft_may_be_incomplete),
                                   TEST(a_question_is_answered_once),
                                   TEST(a_question_to_one_person_is_theirs_to_answer),
                                   TEST(only_an_understood_wish_gets_a_place),
                                   TEST(every_move_belongs_to_its_states),
                                   TEST(codes_of_states_and_kinds_read_back),
                                   {0}});
}
