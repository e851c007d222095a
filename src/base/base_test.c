// SPDX-License-Identifier: EUPL-1.2
#include "base/test.h"
#include "base/rand.h"
#include "base/day.h"
#include <string.h>
#include <time.h>

static void only_strict_utf8_is_text(Arena *a) {
    (void)a;
    CHECK(str_is_utf8(S("Één wéns \xF0\x9F\x99\x82")));
    CHECK(!str_is_utf8(S("\xC0\xAF")));     /* overlong */
    CHECK(!str_is_utf8(S("\xED\xA0\x80"))); /* lone surrogate */
    CHECK(!str_is_utf8(S("\xEF\xBF\xBE"))); /* noncharacter */
    CHECK(!str_is_utf8(S("\xEF\xB7\x90"))); /* noncharacter FDD0 */
    CHECK(!str_is_utf8(S("a\0b")));
    CHECK(!str_is_utf8(S("\xE2\x82"))); /* cut short */
    CHECK(!str_is_utf8(S("\xF5\x80\x80\x80")));
}

static void text_of_only_invisible_signs_is_empty(Arena *a) {
    (void)a;
    CHECK(str_trim_unicode(S(" \xE2\x80\x8B\xC2\xA0\xEF\xBB\xBF\t ")).n == 0);
    CHECK_STR(str_trim_unicode(S("\xE2\x80\x8Bkraan\xC2\xA0")), S("kraan"));
}

static void whole_numbers_do_not_overflow(Arena *a) {
    (void)a;
    int64_t v = 7;
    CHECK(str_int(S("-12"), &v) && v == -12);
    CHECK(!str_int(S("9223372036854775808"), &v) && v == -12);
    CHECK(!str_int(S("1e9"), &v) && !str_int(S(""), &v) && !str_int(S("+1"), &v));
}

static int undone;
static void undo(void *what) { undone = undone * 10 + *(int *)what; }

static void clean_ups_run_last_first(Arena *a) {
    static int one = 1, two = 2;
    undone = 0;
    Arena *b = arena_new(1 << 20);
    arena_defer(b, undo, &one);
    arena_defer(b, undo, &two);
    arena_free(b);
    CHECK(undone == 21);
    (void)a;
}

static void a_rewound_mark_cleans_up_only_what_came_after_it(Arena *a) {
    static int one = 1, two = 2;
    undone = 0;
    arena_defer(a, undo, &one);
    ArenaMark mark = arena_mark(a);
    arena_defer(a, undo, &two);
    arena_rewind(a, mark);
    CHECK(undone == 2);
    arena_reset(a);
    CHECK(undone == 21);
}

static void a_full_arena_ends_at_the_boundary_and_is_usable_again(Arena *a) {
    (void)a;
    Arena *b = arena_new(64 << 10);
    volatile int rounds = 0;
    if (ARENA_BOUNDARY(b)) {
        arena_reset(b);
        CHECK(rounds > 1 && arena_used(b) == 0);
        arena_free(b);
        return;
    }
    for (;;) {
        (void)arena_alloc(b, 1000, 1);
        rounds++;
    }
}

static void a_scratch_mark_gives_memory_back(Arena *a) {
    (void)arena_alloc(a, 100, 1);
    ptrdiff_t before = arena_used(a);
    ArenaMark mark = arena_mark(a);
    for (int i = 0; i < 100; i++) (void)arena_alloc(a, 1000, 1);
    arena_rewind(a, mark);
    CHECK(arena_used(a) == before);
}

static void html_and_json_escape_what_can_break_out(Arena *a) {
    Buf b = buf_new(a, 8);
    buf_html(&b, S("<a href='x'>\"&"));
    CHECK_STR(buf_done(&b), S("&lt;a href=&#39;x&#39;&gt;&quot;&amp;"));
    b = buf_new(a, 8);
    buf_json(&b, S("a\"\\\n\x01</script>"));
    CHECK_STR(buf_done(&b), S("\"a\\\"\\\\\\n\\u0001\\u003c/script\\u003e\""));
    b = buf_new(a, 8);
    buf_int(&b, INT64_MIN);
    CHECK_STR(buf_done(&b), S("-9223372036854775808"));
}

static void days_go_there_and_back(Arena *a) {
    for (Day d = -800000; d < 2900000; d += 97) {
        int y, m, md;
        day_to_ymd(d, &y, &m, &md);
        if (y >= 1 && y <= 9999) CHECK(day_from_ymd(y, m, md) == d);
    }
    Day d;
    CHECK(day_parse(S("2026-11-24"), &d) && day_weekday(d) == 1);
    CHECK_STR(day_iso(a, d), S("2026-11-24"));
    CHECK(!day_parse(S("2026-02-29"), &d) && day_parse(S("2028-02-29"), &d));
    CHECK(!day_parse(S("2026-13-01"), &d) && !day_parse(S("0000-01-01"), &d));
    CHECK(!day_parse(S("24-11-2026"), &d) && !day_parse(S("10000-1-1"), &d));
}

static void a_term_of_working_days_skips_the_weekend_and_closed_days(Arena *a) {
    (void)a;
    Day friday = day_from_ymd(2026, 11, 27), monday = friday + 3;
    CHECK(day_add_working(friday, 1, NULL, 0) == monday);
    CHECK(day_add_working(friday, 1, &monday, 1) == monday + 1);
    CHECK(day_count_working(friday, monday + 1, NULL, 0) == 2);
}

static void a_day_begins_in_the_zone_of_the_organisation(Arena *a) {
    CHECK(zone_set("Europe/Amsterdam"));
    Ms late = (Ms)day_from_ymd(2026, 7, 1) * 86400000 + 22 * 3600000 + 30 * 60000;
    CHECK(day_of_ms(late) == day_from_ymd(2026, 7, 2)); /* 00:30 in Amsterdam */
    CHECK_STR(ms_iso(a, late), S("2026-07-01T22:30:00Z"));
    CHECK(ms_of_day(day_from_ymd(2026, 1, 1)) == (Ms)day_from_ymd(2026, 1, 1) * 86400000 - 3600000);
}

/* Also where an hour, a half hour, some seconds (Amsterdam before 1937) or a whole day (Apia, 2011)
 * is skipped. */
static void a_moment_has_the_day_and_the_clock_of_the_c_library(Arena *a) {
    (void)a;
    static const char *const zones[] = {"Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia",
                                        "Australia/Lord_Howe", "Europe/Amsterdam"};
    Ms first = (Ms)day_from_ymd(1900, 1, 1) * 86400000,
       last = (Ms)day_from_ymd(2040, 1, 1) * 86400000;
    for (int i = 0; i < COUNT(zones); i++) {
        CHECK(zone_set(zones[i]));
        for (Ms at = first; at < last; at += (Ms)5 * 3600000 + 47 * 60000 + 1) {
            time_t seconds = (time_t)(at / 1000 - (at % 1000 < 0));
            struct tm t;
            int hour, minute;
            localtime_r(&seconds, &t);
            clock_parts(at, &hour, &minute);
            bool same = day_of_ms(at) == day_from_ymd(t.tm_year + 1900, t.tm_mon + 1, t.tm_mday) &&
                        hour == t.tm_hour && minute == t.tm_min;
            CHECK(same);
            if (!same) return;
        }
    }
}

static void the_same_seed_gives_the_same_numbers(Arena *a) {
    (void)a;
    Rand x = rand_seed(7), y = rand_seed(7);
    for (int i = 0; i < 100; i++) {
        CHECK(rand_next(&x) == rand_next(&y));
        double u = rand_unit(&x);
        CHECK(u >= 0 && u < 1 && u == rand_unit(&y));
        CHECK(rand_below(&x, 10) < 10 && rand_below(&y, 10) < 10);
    }
}

/* Sixteen bytes are looked at together: every byte at every place must come out the same. */
static void every_sign_is_escaped_wherever_it_stands(Arena *a) {
    for (int c = 1; c < 256; c++)
        for (int at = 0; at < 40; at++) {
            char text[40];
            memset(text, 'x', sizeof text);
            text[at] = (char)c;
            const char *e = c == '&'    ? "&amp;"
                            : c == '<'  ? "&lt;"
                            : c == '>'  ? "&gt;"
                            : c == '"'  ? "&quot;"
                            : c == '\'' ? "&#39;"
                                        : NULL;
            Buf html = buf_new(a, 64), json = buf_new(a, 64), wanted = buf_new(a, 64);
            buf_str(&wanted, (Str){text, at});
            if (e)
                buf_z(&wanted, e);
            else
                buf_char(&wanted, (char)c);
            buf_str(&wanted, (Str){text + at + 1, 39 - at});
            buf_html(&html, (Str){text, 40});
            CHECK_STR(buf_done(&html), buf_done(&wanted));

            const char *j = c == '"'    ? "\\\""
                            : c == '\\' ? "\\\\"
                            : c == '\n' ? "\\n"
                            : c == '\r' ? "\\r"
                            : c == '\t' ? "\\t"
                                        : NULL;
            bool is_coded = c < ' ' || c == '<' || c == '>' || c == '&';
            wanted.n = 0;
            buf_fmt(&wanted, "\"%.*s", at, text);
            if (j)
                buf_z(&wanted, j);
            else if (is_coded)
                buf_fmt(&wanted, "\\u%04x", c);
            else
                buf_char(&wanted, (char)c);
            buf_fmt(&wanted, "%.*s\"", 39 - at, text + at + 1);
            buf_json(&json, (Str){text, 40});
            CHECK_STR(buf_done(&json), buf_done(&wanted));
        }
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(only_strict_utf8_is_text),
                                   TEST(every_sign_is_escaped_wherever_it_stands),
                                   TEST(text_of_only_invisible_signs_is_empty),
                                   TEST(whole_numbers_do_not_overflow),
                                   TEST(clean_ups_run_last_first),
                                   TEST(a_rewound_mark_cleans_up_only_what_came_after_it),
                                   TEST(a_full_arena_ends_at_the_boundary_and_is_usable_again),
                                   TEST(a_scratch_mark_gives_memory_back),
                                   TEST(html_and_json_escape_what_can_break_out),
                                   TEST(days_go_there_and_back),
                                   TEST(a_term_of_working_days_skips_the_weekend_and_closed_days),
                                   TEST(a_day_begins_in_the_zone_of_the_organisation),
                                   TEST(a_moment_has_the_day_and_the_clock_of_the_c_library),
                                   TEST(the_same_seed_gives_the_same_numbers),
                                   {0}});
}
