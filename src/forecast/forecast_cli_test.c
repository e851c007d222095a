// SPDX-License-Identifier: EUPL-1.2
/* The command line contract: exit codes, JSON, and faults as file:line. */
#include "forecast/forecast_cli.h"
#include "base/day.h"
#include "base/test.h"
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 24 };
typedef struct {
    int status;
    Str out, err;
} Result;

/* Runs the command with its options as one text, split at blanks, and csv as standard input. */
static Result run(Arena *a, const char *options, Str csv) {
    char *argv[WORDS_MAX] = {(char *)"forecast"}, *out_p, *err_p;
    size_t out_n, err_n;
    int argc = 1;
    for (Str rest = str_of(options), word; rest.n > 0 && argc < WORDS_MAX - 1;) {
        str_cut(rest, ' ', &word, &rest);
        argv[argc++] = (char *)(uintptr_t)str_z(a, word);
    }
    FILE *in = fmemopen((void *)(uintptr_t)csv.p, (size_t)csv.n, "r");
    FILE *out = open_memstream(&out_p, &out_n), *err = open_memstream(&err_p, &err_n);
    Result r = {.status = forecast_command(a, argc, argv, in, out, err)};
    fclose(in), fclose(out), fclose(err);
    r.out = str_copy(a, (Str){out_p, (ptrdiff_t)out_n});
    r.err = str_copy(a, (Str){err_p, (ptrdiff_t)err_n});
    free(out_p), free(err_p);
    return r;
}

static bool has(Str text, const char *part) {
    return memmem(text.p, (size_t)text.n, part, strlen(part)) != NULL;
}

/* Twelve weeks up to 2024-03-01, two teams with two items a week each. */
static Str two_teams(Arena *a) {
    Buf b = buf_new(a, 4096);
    buf_z(&b, "finished;team\n");
    for (int i = 0; i < 49; i++) {
        Str day = day_iso(a, day_from_ymd(2024, 3, 1) - i * 7 / 4);
        buf_fmt(&b, "%.*s;%s\n", STR_ARG(day), i % 2 ? "Beheer" : "Bouw");
    }
    return buf_done(&b);
}

static void items_give_one_json_object(Arena *a) {
    Result r = run(a, "--history - --items 8 --as-of 2024-03-01 --format json", two_teams(a));
    CHECK(r.status == 0 && r.err.n == 0);
    CHECK(str_starts(r.out, S("{\"as_of\":\"2024-03-01\",\"items\":8,\"dates\":{\"50\":\"2024-")));
    CHECK(has(r.out, "\"quantiles\":{\"5\":") && has(r.out, "\"counted\":4"));
    CHECK(str_ends(r.out, S("}\n")));
    Result again = run(a, "--as-of=2024-03-01 --items=8 --history=- --format=json", two_teams(a));
    CHECK_STR(again.out, r.out);
}

static void by_a_day_gives_numbers(Arena *a) {
    Result r = run(a, "--history - --by 2024-05-01 --as-of 2024-03-01 --format json", two_teams(a));
    CHECK(r.status == 0 && has(r.out, "\"by\":\"2024-05-01\",\"at_least\":{\"50\":"));
}

static void a_team_counts_only_its_own(Arena *a) {
    Result all = run(a, "--history - --items 8 --as-of 2024-03-01 --format json", two_teams(a));
    Result one = run(a, "--history - --items 8 --as-of 2024-03-01 --format json --team beheer",
                     two_teams(a));
    CHECK(one.status == 0 && !str_eq(one.out, all.out));
    Result none = run(a, "--history - --items 8 --as-of 2024-03-01 --format json --team Niemand",
                      two_teams(a));
    CHECK(none.status == 1 && has(none.out, "\"refused\":\"this team is not in the history\""));
}

static void the_text_is_in_the_language_asked(Arena *a) {
    Result r = run(a, "--history - --items 8 --as-of 2024-03-01 --lang nl", two_teams(a));
    CHECK(r.status == 0 && str_starts(r.out, S("Even vaak vóór als na ")));
    CHECK(has(r.out, "Geteld: ") && has(r.out, "in 12 weken"));
    r = run(a, "--history - --items 8 --as-of 2024-03-01", two_teams(a));
    CHECK(str_starts(r.out, S("Equally often before as after ")));
}

static void a_refusal_is_exit_1_with_its_reason(Arena *a) {
    Result r = run(a, "--history - --items 3 --as-of 2024-03-01 --format json",
                   S("finished\n2024-02-20\n"));
    CHECK(r.status == 1 && has(r.out, "\"items\":3,\"refused\":\"fewer than 4 weeks of history"));
    CHECK(has(r.out, "\"reason\":\"forecast.refused.weeks\"") && r.err.n == 0);
    r = run(a, "--history - --items 3 --as-of 2024-03-01", S("finished\n"));
    CHECK(r.status == 1 && r.out.n > 0);
}

static void wrong_input_is_exit_3_with_file_and_line(Arena *a) {
    Result r = run(a, "--history - --items 3 --as-of 2024-03-01",
                   S("finished\n2024-02-20\n2024-02-31\nmorgen\n"));
    CHECK(r.status == 3 && r.out.n == 0);
    CHECK(has(r.err, "-:3: \"2024-02-31\" in the column finished") && has(r.err, "\n-:4: "));
}

static void wrong_use_is_exit_2(Arena *a) {
    static const char *const wrong[] = {"--items 3 --as-of 2024-03-01",
                                        "--history - --as-of 2024-03-01",
                                        "--history - --items 3",
                                        "--history - --items 0 --as-of 2024-03-01",
                                        "--history - --items 3 --by 2024-04-01 --as-of 2024-03-01",
                                        "--history - --by 2024-03-01 --as-of 2024-03-01",
                                        "--history - --items 3 --as-of 2024-02-30",
                                        "--history - --items 3 --as-of 2024-03-01 --format xml",
                                        "--history - --items 3 --as-of 2024-03-01 --sims 1",
                                        "--history - --items 3 --as-of 2024-03-01 --colour red",
                                        "--history - --items 3 --as-of"};
    for (ptrdiff_t i = 0; i < COUNT(wrong); i++) {
        Result r = run(a, wrong[i], two_teams(a));
        CHECK(r.status == 2 && r.out.n == 0 && has(r.err, "usage: schakel forecast"));
    }
}

static void a_file_that_is_not_there_is_told(Arena *a) {
    Result r = run(a, "--history /nergens/dit.csv --items 3 --as-of 2024-03-01", two_teams(a));
    CHECK(r.status == 3 && has(r.err, "/nergens/dit.csv:1: cannot be read"));
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(items_give_one_json_object),
                                   TEST(by_a_day_gives_numbers),
                                   TEST(a_team_counts_only_its_own),
                                   TEST(the_text_is_in_the_language_asked),
                                   TEST(a_refusal_is_exit_1_with_its_reason),
                                   TEST(wrong_input_is_exit_3_with_file_and_line),
                                   TEST(wrong_use_is_exit_2),
                                   TEST(a_file_that_is_not_there_is_told),
                                   {0}});
}
