// SPDX-License-Identifier: EUPL-1.2
/* today_test - how a turn is said. */
#include "base/test.h"
#include "today/today.h"

static void every_part_of_the_day_has_its_greeting(Arena *a) {
    (void)a;
    CHECK_STR(today_part(0), S("morning"));
    CHECK_STR(today_part(11), S("morning"));
    CHECK_STR(today_part(12), S("afternoon"));
    CHECK_STR(today_part(17), S("afternoon"));
    CHECK_STR(today_part(18), S("evening"));
}

static void an_unknown_reason_still_has_words(Arena *a) {
    (void)a;
    CHECK_STR(str_of(today_words(S("wish.why.check"))->code), S("check"));
    CHECK_STR(str_of(today_words(S("flow.decision_waits"))->code), S("decide"));
    CHECK_STR(str_of(today_words(S("later.slice"))->code), S("other"));
    CHECK_STR(str_of(today_words(S(""))->code), S("other"));
}

static void a_long_question_is_cut_between_words(Arena *a) {
    CHECK_STR(today_shorten(a, S("Mag dit?"), 20), S("Mag dit?"));
    CHECK_STR(today_shorten(a, S("  Mag\n\n dit  nu?  "), 20), S("Mag dit nu?"));
    CHECK_STR(today_shorten(a, S("Mag een onderaannemer dit zien?"), 20), S("Mag een…"));
    CHECK_STR(today_shorten(a, S("Onderaannemersoverleg"), 5), S("Onde…"));
    CHECK_STR(today_shorten(a, S("ëëëëëëëë"), 5), S("ëëëë…"));
    CHECK_STR(today_shorten(a, S(""), 5), S(""));
}

static void a_due_day_is_near_from_two_days_before(Arena *a) {
    (void)a;
    CHECK(today_due(DAY_NONE, 100) == DUE_NONE);
    CHECK(today_due(99, 100) == DUE_PASSED);
    CHECK(today_due(100, 100) == DUE_SOON);
    CHECK(today_due(102, 100) == DUE_SOON);
    CHECK(today_due(103, 100) == DUE_LATER);
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(every_part_of_the_day_has_its_greeting),
                                   TEST(an_unknown_reason_still_has_words),
                                   TEST(a_long_question_is_cut_between_words),
                                   TEST(a_due_day_is_near_from_two_days_before),
                                   {0}});
}
