// SPDX-License-Identifier: EUPL-1.2
/* Tests of the model, its JSON and the words for days, times and numbers. */
#include "base/test.h"
#include "text/words.h"
#include <math.h>
#include <pthread.h>

static Str json(Arena *a, const Model *m) {
    Buf b = buf_new(a, 64);
    model_json(m, &b);
    return buf_done(&b);
}

static void a_model_is_written_as_json(Arena *a) {
    Model *m = model_new(a);
    model_text(m, "title", S("a \"b\"\n</script>"));
    model_text(m, "none", ((Str){NULL, 0}));
    model_int(m, "number", -123);
    model_real(m, "share", 0.1);
    model_real(m, "odd", NAN);
    model_flag(m, "is_it", true);
    model_day(m, "on", day_from_ymd(2026, 11, 24));
    model_day(m, "never", DAY_NONE);
    model_time(m, "at", 1000);
    model_word(m, "state", "wish.state.", S("asked"));
    model_word(m, "nothing", "wish.state.", S(""));
    model_say(m, "why", S("wish.waits"));
    model_text(model_item(model_list(m, "rows")), "a", S("x"));
    model_part(m, "empty");
    CHECK_STR(json(a, m),
              S("{\"title\":\"a \\\"b\\\"\\n\\u003c/script\\u003e\",\"none\":\"\",\"number\":-123,"
                "\"share\":0.1,\"odd\":null,\"is_it\":true,\"on\":\"2026-11-24\",\"never\":null,"
                "\"at\":\"1970-01-01T00:00:01Z\",\"state\":\"asked\",\"nothing\":null,"
                "\"why\":\"wish.waits\",\"rows\":[{\"a\":\"x\"}],\"empty\":{}}"));
}

static void json_leaves_out_only_the_outermost_page(Arena *a) {
    Model *m = model_new(a);
    model_text(model_part(m, "page"), "csrf", S("secret"));
    Model *inner = model_part(m, "wish");
    model_int(inner, "page", 2);
    CHECK_STR(json(a, m), S("{\"wish\":{\"page\":2}}"));
}

static void members_are_found_and_removed_by_name(Arena *a) {
    Model *m = model_new(a);
    model_text(m, "a", S("1"));
    model_text(m, "b", S("2"));
    model_int(m, "c", 3);
    CHECK_STR(model_get_text(m, NAME("b")), S("2"));
    CHECK(model_get_text(m, NAME("c")).n == 0);
    CHECK(!model_get(m, NAME("d")));
    model_remove(m, NAME("c"));
    model_remove(m, NAME("a"));
    model_text(m, "e", S("5"));
    CHECK_STR(json(a, m), S("{\"b\":\"2\",\"e\":\"5\"}"));
    model_remove(m, NAME("b"));
    model_remove(m, NAME("e"));
    CHECK(!m->first && !m->last);
}

static void *names_intern(void *seen) {
    Arena *a = arena_new(1 << 20);
    for (int i = 0; i < 500; i++)
        ((NameId *)seen)[i] = name_id_str(str_fmt(a, "thread_name_%d", i));
    arena_free(a);
    return NULL;
}

static void threads_agree_on_the_number_of_a_name(Arena *a) {
    enum { THREADS = 4 };
    pthread_t thread[THREADS];
    NameId *seen[THREADS];
    for (int i = 0; i < THREADS; i++) {
        seen[i] = NEWS(a, NameId, 500);
        pthread_create(&thread[i], NULL, names_intern, seen[i]);
    }
    for (int i = 0; i < THREADS; i++) pthread_join(thread[i], NULL);
    for (int k = 0; k < 500; k++)
        for (int i = 0; i < THREADS; i++) CHECK(seen[i][k] > 0 && seen[i][k] == seen[0][k]);
    CHECK_STR(name_text(seen[2][77]), S("thread_name_77"));
    CHECK(name_find(S("thread_name_77")) == seen[0][77]);
    CHECK(name_find(S("nobody ever interned this")) == 0);
    CHECK(name_text(0).n == 0);
}

static void days_are_said_with_the_year_only_when_it_is_another(Arena *a) {
    Day today = day_from_ymd(2026, 11, 24);
    CHECK_STR(day_words(a, LANG_NL, today, today), S("24 november"));
    CHECK_STR(day_words(a, LANG_EN, today, today), S("24 November"));
    CHECK_STR(day_words(a, LANG_NL, day_from_ymd(2025, 3, 1), today), S("1 maart 2025"));
    CHECK_STR(day_words(a, LANG_EN, day_from_ymd(2027, 8, 31), today), S("31 August 2027"));
    CHECK_STR(day_words(a, LANG_NL, today, DAY_NONE), S("24 november 2026"));
    CHECK_STR(day_words_full(a, LANG_NL, today, today), S("dinsdag 24 november"));
    CHECK_STR(day_words_full(a, LANG_EN, today + 5, today), S("Sunday 29 November"));
}

static void times_are_said_as_today_yesterday_or_a_day(Arena *a) {
    Day today = day_from_ymd(2026, 11, 24);
    Ms morning = ms_of_day(today) + (10 * 60 + 12) * 60000;
    Ms before = ms_of_day(today - 1) + (16 * 60 + 10) * 60000;
    Ms early = ms_of_day(today - 2) + 5 * 60000;
    CHECK_STR(time_words(a, LANG_NL, morning, today), S("vandaag 10.12 uur"));
    CHECK_STR(time_words(a, LANG_EN, morning, today), S("today 10:12"));
    CHECK_STR(time_words(a, LANG_NL, before, today), S("gisteren 16.10 uur"));
    CHECK_STR(time_words(a, LANG_EN, before, today), S("yesterday 16:10"));
    CHECK_STR(time_words(a, LANG_NL, early, today), S("22 november, 0.05 uur"));
    CHECK_STR(time_words(a, LANG_EN, early, today), S("22 November, 0:05"));
    CHECK_STR(time_words(a, LANG_EN, early, day_from_ymd(2027, 1, 1)), S("22 November 2026, 0:05"));
}

static void numbers_are_grouped_as_the_language_does(Arena *a) {
    CHECK_STR(number_words(a, LANG_NL, 999), S("999"));
    CHECK_STR(number_words(a, LANG_NL, 1234), S("1.234"));
    CHECK_STR(number_words(a, LANG_EN, -1234567), S("-1,234,567"));
    CHECK_STR(number_words(a, LANG_EN, INT64_MIN), S("-9,223,372,036,854,775,808"));
    CHECK_STR(count_words(a, LANG_NL, 1), S("één"));
    CHECK_STR(count_words(a, LANG_EN, 12), S("twelve"));
    CHECK_STR(count_words(a, LANG_NL, 13), S("13"));
    CHECK_STR(count_words(a, LANG_NL, -1), S("-1"));
    Buf b = buf_new(a, 64);
    real_put_words(&b, LANG_NL, -1234.5);
    buf_char(&b, ' ');
    real_put_words(&b, LANG_EN, 0.1 + 0.2);
    CHECK_STR(buf_done(&b), S("-1.234,5 0.30000000000000004"));
}

int main(int argc, char **argv) {
    if (!zone_set("Europe/Amsterdam")) return 1;
    return test_run(argc, argv,
                    (const Test[]){TEST(a_model_is_written_as_json),
                                   TEST(json_leaves_out_only_the_outermost_page),
                                   TEST(members_are_found_and_removed_by_name),
                                   TEST(threads_agree_on_the_number_of_a_name),
                                   TEST(days_are_said_with_the_year_only_when_it_is_another),
                                   TEST(times_are_said_as_today_yesterday_or_a_day),
                                   TEST(numbers_are_grouped_as_the_language_does),
                                   {0}});
}
