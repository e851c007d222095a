// SPDX-License-Identifier: EUPL-1.2
/* What a date must obey, whatever the history. */
#include "forecast/forecast.h"
#include "base/rand.h"
#include "base/test.h"
#include <string.h>

enum { AS_OF = 19700 };

/* Per week `rate` items on its working days, for so many weeks up to as_of. */
static ForecastDays steady(Arena *a, int rate, int weeks, Day as_of) {
    Day *days = NEWS(a, Day, rate * weeks + 1);
    ptrdiff_t n = 0;
    for (int w = 0; w < weeks; w++)
        for (int i = 0; i < rate; i++) days[n++] = as_of - 7 * w - (w == weeks - 1 ? 6 : i % 5);
    return (ForecastDays){.finished = days, .finished_n = n};
}

/* Up and down, with silent weeks. */
static ForecastDays wild(Arena *a, uint64_t seed, Day as_of) {
    Rand r = rand_seed(seed);
    int weeks = 4 + (int)rand_below(&r, 150), most = 1 + (int)rand_below(&r, 30);
    Day *days = NEWS(a, Day, weeks * most + 20);
    ptrdiff_t n = 0;
    for (int i = 0; i < 8; i++) days[n++] = as_of - (Day)rand_below(&r, 28);
    days[n++] = as_of - weeks * 7;
    for (int w = 0; w < weeks; w++)
        for (int i = (int)rand_below(&r, most + 1); i > 0 && w % 5; i--)
            days[n++] = as_of - 7 * w - (Day)rand_below(&r, 7);
    return (ForecastDays){.finished = days, .finished_n = n};
}

static ForecastAnswer ask(Arena *a, const ForecastDays *days, Day as_of, int items) {
    int *asked = NEWS(a, int, 1);
    *asked = items;
    ForecastQuestion q = {.as_of = as_of, .items = asked, .items_n = 1};
    ForecastAnswer answer = {0};
    CHECK_OK(forecast_run(a, days, &q, &answer));
    return answer;
}

static void too_little_history_is_refused_with_what_is_missing(Arena *a) {
    ForecastDays none = {0};
    ForecastAnswer answer = ask(a, &none, AS_OF, 5);
    CHECK(answer.refused == FORECAST_FEW_WEEKS && answer.missing == 4);
    ForecastDays three = steady(a, 10, 3, AS_OF);
    answer = ask(a, &three, AS_OF, 5);
    CHECK(answer.refused == FORECAST_FEW_WEEKS && answer.missing == 1);
    ForecastDays seven = steady(a, 1, 7, AS_OF);
    answer = ask(a, &seven, AS_OF, 5);
    CHECK(answer.refused == FORECAST_FEW_ITEMS && answer.missing == 1);
    ForecastDays asleep = steady(a, 3, 20, AS_OF - 46);
    answer = ask(a, &asleep, AS_OF, 5);
    CHECK(answer.refused == FORECAST_QUIET);
    CHECK_STR(forecast_refusal_key(answer.refused), S("forecast.refused.quiet"));
}

static void the_limits_themselves_are_enough(Arena *a) {
    ForecastDays four = steady(a, 2, 4, AS_OF);
    CHECK(ask(a, &four, AS_OF, 5).refused == FORECAST_GIVEN);
    ForecastDays quiet = steady(a, 3, 20, AS_OF - 41);
    CHECK(ask(a, &quiet, AS_OF, 5).refused == FORECAST_GIVEN);
}

static void a_slow_team_with_a_long_history_is_not_refused(Arena *a) {
    Day days[10];
    for (int i = 0; i < 10; i++) days[i] = AS_OF - 70 * i;
    ForecastDays slow = {.finished = days, .finished_n = 10};
    ForecastAnswer answer = ask(a, &slow, AS_OF, 2);
    CHECK(answer.refused == FORECAST_GIVEN && answer.places[0].at[17] > AS_OF + 100);
}

static void fewer_than_eight_weeks_is_wider_and_says_so(Arena *a) {
    ForecastDays seven = steady(a, 5, 7, AS_OF), eight = steady(a, 5, 8, AS_OF);
    ForecastAnswer new_team = ask(a, &seven, AS_OF, 20), known = ask(a, &eight, AS_OF, 20);
    CHECK(new_team.warnings & FORECAST_WIDENED && !(known.warnings & FORECAST_WIDENED));
    CHECK(new_team.pace_spread > known.pace_spread);
    CHECK(new_team.places[0].at[19] > known.places[0].at[19]);
}

static void a_steady_team_gets_the_date_one_would_count_on_fingers(Arena *a) {
    ForecastDays days = steady(a, 5, 60, AS_OF);
    ForecastAnswer answer = ask(a, &days, AS_OF, 20);
    const Day *at = answer.places[0].at;
    CHECK(answer.weeks_used == 52 && answer.counted == 260);
    CHECK(answer.weekly_rate > 4.99 && answer.weekly_rate < 5.01);
    CHECK(at[10] >= AS_OF + 26 && at[10] <= AS_OF + 30 && at[17] <= AS_OF + 45);
}

static void dates_never_come_earlier_for_more_items_or_a_higher_chance(Arena *a) {
    int items[200];
    for (int i = 0; i < 200; i++) items[i] = i < 100 ? i + 1 : 100 + (i - 99) * 7;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        ForecastDays days = wild(a, seed, AS_OF);
        ForecastQuestion q = {.as_of = AS_OF, .items = items, .items_n = 200, .sims = 500};
        ForecastAnswer answer = {0};
        CHECK_OK(forecast_run(a, &days, &q, &answer));
        CHECK(answer.refused == FORECAST_GIVEN && answer.places_n == 200);
        for (ptrdiff_t i = 0; i < answer.places_n; i++)
            for (int level = 1; level < FORECAST_LEVELS; level++) {
                Day day = answer.places[i].at[level];
                CHECK(day > AS_OF && day <= AS_OF + FORECAST_DAYS_MAX);
                CHECK(level == 1 || day >= answer.places[i].at[level - 1]);
                CHECK(i == 0 || day >= answer.places[i - 1].at[level]);
            }
    }
}

static void one_wish_has_the_same_date_alone_as_in_the_whole_queue(Arena *a) {
    int queue[500], alone = 37;
    for (int i = 0; i < 500; i++) queue[i] = i + 1;
    ForecastDays days = wild(a, 7, AS_OF);
    ForecastQuestion all = {.as_of = AS_OF, .items = queue, .items_n = 500};
    ForecastQuestion one = {.as_of = AS_OF, .items = &alone, .items_n = 1};
    ForecastAnswer many = {0}, single = {0};
    CHECK_OK(forecast_run(a, &days, &all, &many));
    CHECK_OK(forecast_run(a, &days, &one, &single));
    CHECK(memcmp(many.places[36].at, single.places[0].at, sizeof single.places[0].at) == 0);
}

static void the_same_input_gives_the_same_bytes_in_any_order(Arena *a) {
    ForecastDays days = wild(a, 3, AS_OF), turned = days;
    Day *back = NEWS(a, Day, days.finished_n);
    for (ptrdiff_t i = 0; i < days.finished_n; i++)
        back[i] = days.finished[days.finished_n - 1 - i];
    turned.finished = back;
    ForecastAnswer x = ask(a, &days, AS_OF, 30), y = ask(a, &turned, AS_OF, 30);
    CHECK_STR(forecast_json(a, &x, &x.places[0], 30), forecast_json(a, &y, &y.places[0], 30));
    int items = 30;
    ForecastQuestion q = {.as_of = AS_OF, .items = &items, .items_n = 1, .seed = x.seed};
    CHECK_OK(forecast_run(a, &days, &q, &y));
    CHECK_STR(forecast_json(a, &x, &x.places[0], 30), forecast_json(a, &y, &y.places[0], 30));
    q.seed = x.seed + 1;
    CHECK_OK(forecast_run(a, &days, &q, &y));
    CHECK(memcmp(x.places[0].at, y.places[0].at, sizeof x.places[0].at) != 0);
}

static void moving_all_days_by_whole_weeks_moves_the_dates(Arena *a) {
    ForecastDays days = wild(a, 11, AS_OF), later = days;
    Day *moved = NEWS(a, Day, days.finished_n);
    for (ptrdiff_t i = 0; i < days.finished_n; i++) moved[i] = days.finished[i] + 70;
    later.finished = moved;
    int items = 25;
    ForecastQuestion q = {.as_of = AS_OF, .items = &items, .items_n = 1, .seed = 5};
    ForecastAnswer x = {0}, y = {0};
    CHECK_OK(forecast_run(a, &days, &q, &x));
    q.as_of += 70;
    CHECK_OK(forecast_run(a, &later, &q, &y));
    for (int level = 1; level < FORECAST_LEVELS; level++)
        CHECK(y.places[0].at[level] == x.places[0].at[level] + 70);
}

static void what_happened_after_the_day_does_not_count(Arena *a) {
    ForecastDays days = wild(a, 13, AS_OF), more = days;
    Day *with = NEWS(a, Day, days.finished_n + 50);
    memcpy(with, days.finished, (size_t)days.finished_n * sizeof *with);
    for (int i = 0; i < 50; i++) with[more.finished_n++] = i % 2 ? DAY_NONE : AS_OF + 1 + i;
    more.finished = with;
    ForecastAnswer x = ask(a, &days, AS_OF, 9), y = ask(a, &more, AS_OF, 9);
    CHECK_STR(forecast_json(a, &x, &x.places[0], 9), forecast_json(a, &y, &y.places[0], 9));
}

static void odd_histories_give_a_wide_date_or_a_refusal(Arena *a) {
    Day same[40], outlier[5010];
    for (int i = 0; i < 40; i++) same[i] = AS_OF - 30;
    ForecastDays days = {.finished = same, .finished_n = 40};
    ForecastAnswer answer = ask(a, &days, AS_OF, 10000);
    CHECK(answer.refused == FORECAST_FEW_ITEMS); /* one day shows no pace */
    for (int i = 0; i < 5010; i++) outlier[i] = i < 5000 ? AS_OF - 20 : AS_OF - 7 * (i - 4990);
    days = (ForecastDays){.finished = outlier, .finished_n = 5010};
    answer = ask(a, &days, AS_OF, 10);
    CHECK(answer.refused == FORECAST_GIVEN);
    CHECK(answer.places[0].at[19] > answer.places[0].at[1] + 14);
    for (int n = 0; n <= 2; n++) {
        days = (ForecastDays){.finished = same, .finished_n = n};
        CHECK(ask(a, &days, AS_OF, 1).refused != FORECAST_GIVEN);
    }
}

static void a_date_beyond_ten_years_is_cut_and_says_so(Arena *a) {
    ForecastDays days = steady(a, 1, 30, AS_OF);
    ForecastAnswer answer = ask(a, &days, AS_OF, FORECAST_ITEMS_MAX);
    CHECK(answer.places[0].at[10] == AS_OF + FORECAST_DAYS_MAX);
    CHECK(answer.places[0].warnings & FORECAST_CUT && answer.places[0].warnings & FORECAST_FAR);
}

static void by_a_day_and_by_a_number_agree(Arena *a) {
    ForecastDays days = wild(a, 17, AS_OF);
    ForecastQuestion q = {.as_of = AS_OF, .by = AS_OF + 56};
    ForecastAnswer by = {0};
    CHECK_OK(forecast_run(a, &days, &q, &by));
    CHECK(by.at_least[10] >= by.at_least[17] && by.at_least[17] >= by.at_least[19]);
    int likely = by.at_least[17];
    CHECK(likely > 0);
    CHECK(ask(a, &days, AS_OF, likely).places[0].at[17] <= AS_OF + 56);
    CHECK(ask(a, &days, AS_OF, likely + 1).places[0].at[17] > AS_OF + 56);
}

static void less_started_lately_gives_a_later_date(Arena *a) {
    ForecastDays days = steady(a, 5, 40, AS_OF), fewer = days;
    fewer.started = days.finished + 5 * 4;
    fewer.started_n = days.finished_n - 5 * 4;
    ForecastAnswer plain = ask(a, &days, AS_OF, 40), closed = ask(a, &fewer, AS_OF, 40);
    CHECK(closed.places[0].at[10] == plain.places[0].at[10] && closed.warnings == 0);
    fewer.has_open = true;
    ForecastAnswer slower = ask(a, &fewer, AS_OF, 40);
    CHECK(slower.places[0].at[10] > plain.places[0].at[10]);
    CHECK(slower.warnings & FORECAST_FEWER_IN && slower.pace_shift < 1);
}

static void questions_outside_the_limits_are_refused_by_field(Arena *a) {
    ForecastDays days = steady(a, 5, 20, AS_OF);
    ForecastAnswer answer;
    int none = 0, down[] = {5, 5};
    ForecastQuestion q = {.as_of = AS_OF, .items = &none, .items_n = 1};
    CHECK_FAILS(forecast_run(a, &days, &q, &answer), ERR_INVALID, "items");
    q.items = down, q.items_n = 2;
    CHECK_FAILS(forecast_run(a, &days, &q, &answer), ERR_INVALID, "items");
    q.items_n = 1, q.sims = 99;
    CHECK_FAILS(forecast_run(a, &days, &q, &answer), ERR_INVALID, "sims");
    q = (ForecastQuestion){.as_of = AS_OF, .by = AS_OF};
    CHECK_FAILS(forecast_run(a, &days, &q, &answer), ERR_INVALID, "by");
    q = (ForecastQuestion){.as_of = DAY_NONE, .by = AS_OF};
    CHECK_FAILS(forecast_run(a, &days, &q, &answer), ERR_INVALID, "as_of");
}

static void the_sentence_is_the_one_agreed(Arena *a) {
    ForecastPlace place = {.items = 3};
    ForecastAnswer answer = {.as_of = day_from_ymd(2026, 11, 24), .by = DAY_NONE};
    place.at[10] = day_from_ymd(2026, 12, 12), place.at[17] = day_from_ymd(2027, 2, 2);
    CHECK_STR(
        forecast_sentence(a, &answer, &place, true),
        S("Even vaak vóór als na 12 december. In 85 van de 100 gevallen klaar vóór 2 februari "
          "2027."));
    CHECK_STR(forecast_sentence(a, &answer, &place, false),
              S("Equally often before as after 12 December. In 85 out of 100 cases done before 2 "
                "February 2027."));
    answer.refused = FORECAST_FEW_WEEKS, answer.missing = 1;
    CHECK_STR(forecast_sentence(a, &answer, &place, true),
              S("Te weinig gegevens: er zijn minder dan 4 weken geteld. Nog 1 week nodig."));
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(too_little_history_is_refused_with_what_is_missing),
                                   TEST(the_limits_themselves_are_enough),
                                   TEST(a_slow_team_with_a_long_history_is_not_refused),
                                   TEST(fewer_than_eight_weeks_is_wider_and_says_so),
                                   TEST(a_steady_team_gets_the_date_one_would_count_on_fingers),
                                   TEST(dates_never_come_earlier_for_more_items_or_a_higher_chance),
                                   TEST(one_wish_has_the_same_date_alone_as_in_the_whole_queue),
                                   TEST(the_same_input_gives_the_same_bytes_in_any_order),
                                   TEST(moving_all_days_by_whole_weeks_moves_the_dates),
                                   TEST(what_happened_after_the_day_does_not_count),
                                   TEST(odd_histories_give_a_wide_date_or_a_refusal),
                                   TEST(a_date_beyond_ten_years_is_cut_and_says_so),
                                   TEST(by_a_day_and_by_a_number_agree),
                                   TEST(less_started_lately_gives_a_later_date),
                                   TEST(questions_outside_the_limits_are_refused_by_field),
                                   TEST(the_sentence_is_the_one_agreed),
                                   {0}});
}
