// SPDX-License-Identifier: EUPL-1.2
#include "base/test.h"
#include "core/op.h"

static const Op sample = {
    .name = "sample.write",
    PARAMS({"title", PARAM_LINE, .required = true, .max = 10}, {"words", PARAM_TEXT, .max = 20},
           {"on", PARAM_DATE}, {"count", PARAM_INT, .min = 1, .max = 9},
           {"kind", PARAM_CHOICE, .choices = "new fix"}, {"hidden", PARAM_FLAG}),
};

#define GIVEN(...) (const Input[]){__VA_ARGS__}, COUNT(((const Input[]){__VA_ARGS__}))
#define IN(name_, value_)                                                                          \
    { S(name_), S(value_) }

static Str only_fault(Arena *a, const Input *given, ptrdiff_t n, Lang lang) {
    In in;
    Err *e = params_check(a, &sample, given, n, lang, &in);
    return e ? e->message : (Str){"", 0};
}

static void an_empty_or_invisible_title_is_missing(Arena *a) {
    CHECK_STR(only_fault(a, NULL, 0, LANG_NL), S("param.required"));
    CHECK_STR(only_fault(a, GIVEN(IN("title", "   ")), LANG_NL), S("param.required"));
    CHECK_STR(only_fault(a, GIVEN(IN("title", "\xE2\x80\x8B\xE2\x80\x8B")), LANG_NL),
              S("param.required"));
}

static void a_limit_counts_signs_and_is_named(Arena *a) {
    In in;
    CHECK_OK(params_check(a, &sample, GIVEN(IN("title", "éééééééééé")), LANG_NL, &in));
    Err *e = params_check(a, &sample, GIVEN(IN("title", "ééééééééééé")), LANG_NL, &in);
    CHECK(e && str_eq(e->message, S("param.long")) && str_eq(e->arg[0], S("10")));
}

static void all_faults_are_told_at_once(Arena *a) {
    In in;
    Err *e = params_check(
        a, &sample, GIVEN(IN("on", "31-02-2026"), IN("who", "x"), IN("kind", "old")), LANG_NL, &in);
    int n = 0;
    for (; e; e = e->next) n++;
    CHECK(n == 4); /* date, unknown field, choice, and the title that is missing */
}

static void what_is_not_declared_or_comes_twice_is_refused(Arena *a) {
    CHECK_STR(only_fault(a, GIVEN(IN("title", "a"), IN("admin", "1")), LANG_NL),
              S("param.unknown"));
    CHECK_STR(only_fault(a, GIVEN(IN("title", "a"), IN("title", "b")), LANG_NL), S("param.twice"));
}

static void a_date_is_read_only_when_it_exists(Arena *a) {
    In in;
    static const char *const wrong[] = {"2026-02-31",  "2026-13-01", "0000-01-01", "9999-01-01",
                                        "10000-01-01", "11/24/2026", "24-11-26",   "morgen"};
    for (int i = 0; i < COUNT(wrong); i++) {
        const Input given[] = {IN("title", "a"), {S("on"), str_of(wrong[i])}};
        CHECK_STR(only_fault(a, given, 2, LANG_NL), S("param.date"));
    }
    CHECK_OK(
        params_check(a, &sample, GIVEN(IN("title", "a"), IN("on", "24-11-2026")), LANG_NL, &in));
    CHECK(in_day(&in, "on") == day_from_ymd(2026, 11, 24));
    CHECK_OK(
        params_check(a, &sample, GIVEN(IN("title", "a"), IN("on", "2026-11-24")), LANG_EN, &in));
    CHECK_STR(only_fault(a, GIVEN(IN("title", "a"), IN("on", "24-11-2026")), LANG_EN),
              S("param.date"));
}

static void bytes_that_are_not_text_are_refused(Arena *a) {
    CHECK_STR(only_fault(a, GIVEN(IN("title", "\xED\xA0\x80")), LANG_NL), S("param.utf8"));
    CHECK_STR(only_fault(a, GIVEN(IN("title", "a\nb")), LANG_NL), S("param.line"));
    CHECK_STR(only_fault(a, GIVEN(IN("title", "a"), IN("words", "a\x01z")), LANG_NL),
              S("param.line"));
}

static void numbers_stay_within_their_range(Arena *a) {
    static const char *const wrong[] = {"0", "10", "99999999999999999999"};
    for (int i = 0; i < COUNT(wrong); i++) {
        const Input given[] = {IN("title", "a"), {S("count"), str_of(wrong[i])}};
        Str fault = only_fault(a, given, 2, LANG_NL);
        CHECK(str_eq(fault, S("param.range")) || str_eq(fault, S("param.number")));
    }
    CHECK_STR(only_fault(a, GIVEN(IN("title", "a"), IN("count", "1e1")), LANG_NL),
              S("param.number"));
}

static void json_of_the_wrong_shape_is_refused(Arena *a) {
    Input *inputs;
    ptrdiff_t n;
    CHECK_FAILS(params_from_json(a, S("[1]"), &inputs, &n), ERR_MALFORMED, "");
    CHECK_FAILS(params_from_json(a, S("{\"a\":1"), &inputs, &n), ERR_MALFORMED, "");
    CHECK_FAILS(params_from_json(a, S("{\"a\":1,\"a\":2}"), &inputs, &n), ERR_MALFORMED, "");
    CHECK_FAILS(params_from_json(a, S("{\"title\":[\"a\"]}"), &inputs, &n), ERR_INVALID, "title");
    CHECK_FAILS(params_from_json(a, S("{\"title\":1.5}"), &inputs, &n), ERR_INVALID, "title");
    CHECK_OK(params_from_json(a, S("{\"title\":\"a\",\"count\":3,\"hidden\":true,\"on\":null}"),
                              &inputs, &n));
    CHECK(n == 3 && str_eq(inputs[1].value, S("3")));
}

static void json_ten_thousand_deep_is_refused(Arena *a) {
    Buf b = buf_new(a, 32768);
    Input *inputs;
    ptrdiff_t n;
    for (int i = 0; i < 10000; i++) buf_char(&b, '[');
    for (int i = 0; i < 10000; i++) buf_char(&b, ']');
    CHECK_FAILS(params_from_json(a, buf_done(&b), &inputs, &n), ERR_MALFORMED, "");
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(an_empty_or_invisible_title_is_missing),
                                   TEST(a_limit_counts_signs_and_is_named),
                                   TEST(all_faults_are_told_at_once),
                                   TEST(what_is_not_declared_or_comes_twice_is_refused),
                                   TEST(a_date_is_read_only_when_it_exists),
                                   TEST(bytes_that_are_not_text_are_refused),
                                   TEST(numbers_stay_within_their_range),
                                   TEST(json_of_the_wrong_shape_is_refused),
                                   TEST(json_ten_thousand_deep_is_refused),
                                   {0}});
}
