// SPDX-License-Identifier: EUPL-1.2
/* What a history from a spreadsheet, a ticket system or a broken export becomes. */
#include "forecast/history.h"
#include "base/test.h"
#include <string.h>

static const HistoryRead plain = {0};

static Err *read_with(Arena *a, const char *csv, const HistoryRead *how, History *ret_history) {
    *ret_history = (History){0};
    return history_read(a, str_of(csv), how, ret_history);
}

static Day day_of(const char *iso) {
    Day day = DAY_NONE;
    return day_parse(str_of(iso), &day) ? day : DAY_NONE;
}

static int faults_count(const Err *e) {
    int n = 0;
    for (; e; e = e->next) n++;
    return n;
}

static void the_five_columns_are_read(Arena *a) {
    History h;
    CHECK_OK(read_with(a,
                       "id,started,finished,team,type\n"
                       "1,2024-01-02,2024-02-03,Beheer,fout\n"
                       "2,,2024-02-04T23:59:00Z,Beheer,wens\n"
                       "3,2024-02-01,,Bouw,wens\n",
                       &plain, &h));
    CHECK(h.rows_n == 3 && h.teams_n == 2 && h.types_n == 2 && h.has_team);
    CHECK(h.rows[0].started == day_of("2024-01-02") && h.rows[0].finished == day_of("2024-02-03"));
    CHECK(h.rows[1].started == DAY_NONE && h.rows[1].finished == day_of("2024-02-04"));
    CHECK(h.rows[2].finished == DAY_NONE);
    CHECK(h.rows[1].team == h.rows[0].team && h.rows[2].team != h.rows[0].team);
    CHECK_STR(h.teams[h.rows[2].team], S("Bouw"));
    CHECK_STR(h.types[h.rows[0].type], S("fout"));
}

static void only_the_finishing_date_is_needed(Arena *a) {
    History h;
    HistoryRead how = {.team = S("Beheer")};
    CHECK_OK(read_with(a, "Datum gereed\n2024-03-01\n\n2024-03-02", &how, &h));
    CHECK(h.rows_n == 2 && !h.has_team);
    CHECK_STR(h.teams[h.rows[1].team], S("Beheer"));
    CHECK_OK(read_with(a, "finished\n2024-03-01\n", &plain, &h));
    CHECK(h.rows[0].team == HISTORY_NO_NAME && h.teams_n == 0);
}

static void common_headers_are_recognised(Arena *a) {
    static const char *const names[] = {
        "finished",          "Closed",        "closed_at",     "Resolved", "Done date",
        "Resolution date",   "CloseDate",     "Datum gereed",  "Afgerond", "gesloten",
        "Datum afgehandeld", "\"Einddatum\"", "  Opgelost op "};
    for (ptrdiff_t i = 0; i < COUNT(names); i++) {
        History h;
        Str csv = str_fmt(a, "nr;Aangemaakt;%s;Afdeling;Soort\n7;1-2-2024;5-2-2024;ICT;vraag\n",
                          names[i]);
        CHECK_OK(history_read(a, csv, &plain, &h));
        CHECK(h.rows_n == 1 && h.rows[0].finished == day_of("2024-02-05"));
        CHECK(h.rows[0].started == day_of("2024-02-01") && h.rows[0].team == 0);
    }
}

static void resolved_wins_from_closed_wherever_it_stands(Arena *a) {
    History h;
    CHECK_OK(read_with(a, "closed,resolved\n2024-02-09,2024-02-02\n", &plain, &h));
    CHECK(h.rows[0].finished == day_of("2024-02-02"));
}

static void separators_line_ends_and_bom_make_no_difference(Arena *a) {
    static const char *const files[] = {
        "team,finished\nA,2024-01-02\nB,2024-01-03\n",
        "team;finished\r\nA;2024-01-02\r\nB;2024-01-03",
        "team\tfinished\rA\t2024-01-02\rB\t2024-01-03\r",
        "\xef\xbb\xbfteam,finished\r\n\r\nA,2024-01-02\r\n\r\nB,2024-01-03\r\n",
        "sep=;\nteam;finished\nA;2024-01-02\nB;2024-01-03\n",
        "\"team\",\"finished\"\n\"A\",\"2024-01-02\"\n\"B\",\"2024-01-03\",,\n"};
    for (ptrdiff_t i = 0; i < COUNT(files); i++) {
        History h;
        CHECK_OK(read_with(a, files[i], &plain, &h));
        CHECK(h.rows_n == 2 && h.rows[1].finished == day_of("2024-01-03"));
        CHECK(h.teams_n == 2 && str_eq(h.teams[1], S("B")));
    }
}

static void quotes_may_hold_separators_line_ends_and_quotes(Arena *a) {
    History h;
    CHECK_OK(read_with(a,
                       "team,finished\n\"Beheer, \"\"nacht\"\"\nploeg\",2024-01-02\nB,2024-01-03\n",
                       &plain, &h));
    CHECK(h.rows_n == 2);
    CHECK_STR(h.teams[0], S("Beheer, \"nacht\"\nploeg"));
}

static void windows_1252_is_read_when_asked_and_refused_when_not(Arena *a) {
    History h;
    HistoryRead how = {.windows_1252 = true};
    CHECK_OK(read_with(a, "team;gereed\nCo\xf6rdinatie \x80;2024-01-02\n", &how, &h));
    CHECK_STR(h.teams[0], S("Co\xc3\xb6rdinatie \xe2\x82\xac"));
    Err *e = read_with(a, "team;gereed\nCo\xf6rdinatie;2024-01-02\n", &plain, &h);
    CHECK(e && str_eq(e->message, S("history.encoding")) && str_eq(e->arg[0], S("2")));
}

static void days_are_read_in_the_usual_spellings(Arena *a) {
    static const char *const good[] = {"2024-03-01",       "2024-03-01T10:22:00Z",
                                       "2024-03-01 10:22", "2024-03-01T10:22:33.123+01:00",
                                       "2024/03/01",       "1-3-2024",
                                       "01/03/2024",       "1.3.2024 9:05",
                                       " 2024-3-1 ",       "2024-03-01 10:22:00 UTC",
                                       "2024-03-01T24:00"};
    for (ptrdiff_t i = 0; i < COUNT(good); i++) {
        Day day;
        CHECK(history_day(str_of(good[i]), &day) && day == day_of("2024-03-01"));
    }
    static const char *const bad[] = {"",
                                      "2024-02-30",
                                      "2023-02-29",
                                      "03/14/2024",
                                      "1-3-24",
                                      "2024-03",
                                      "2024-03-01x",
                                      "2024-03-01T25:00",
                                      "45352",
                                      "0024-03-01",
                                      "1 maart 2024",
                                      "2024-03/01",
                                      "1969-12-31",
                                      "2200-01-01",
                                      "2024-03-01T10",
                                      "20240301",
                                      "99999999999-1-1",
                                      "2024.03.01"};
    for (ptrdiff_t i = 0; i < COUNT(bad); i++) {
        Day day;
        CHECK(!history_day(str_of(bad[i]), &day));
    }
    (void)a;
}

static void every_fault_is_told_with_its_line_and_what_would_be_right(Arena *a) {
    History h;
    Err *e = read_with(a,
                       "id,started,finished\n"
                       "1,2024-01-02,2024-13-01\n"
                       "2,gisteren,03/14/2024\n"
                       "3,2024-01-02\n"
                       "4,2024-01-02,2024-01-05\n",
                       &plain, &h);
    CHECK(faults_count(e) == 4 && h.rows_n == 0);
    CHECK_STR(e->arg[0], S("2"));
    CHECK_STR(e->field, S("finished"));
    CHECK_STR(e->arg[1], S("2024-13-01"));
    CHECK_STR(e->next->field, S("started"));
    CHECK_STR(e->next->next->arg[2], S("2024-03-14"));
    CHECK_STR(e->next->next->next->message, S("history.columns"));
    CHECK_STR(history_fault_text(a, e, false),
              S("\"2024-13-01\" in the column finished is not a date that exists. Right would be, "
                "for example, 2024-03-01."));
}

static void faulty_rows_can_be_left_out_and_told(Arena *a) {
    History h;
    HistoryRead how = {.skip_faults = true};
    CHECK_OK(read_with(a, "finished\n2024-01-02\nmorgen\n2024-01-04\n", &how, &h));
    CHECK(h.rows_n == 2 && h.faults_n == 1 && str_eq(h.faults->arg[0], S("3")));
    CHECK(h.rows[1].finished == day_of("2024-01-04"));
}

static void a_quote_left_open_costs_its_own_line_only(Arena *a) {
    History h;
    HistoryRead how = {.skip_faults = true};
    CHECK_OK(read_with(a, "team,finished\nA,2024-01-02\n\"B,2024-01-03\nC,2024-01-04\n", &how, &h));
    CHECK(h.rows_n == 2 && h.faults_n == 1);
    CHECK_STR(h.faults->message, S("history.quote"));
    CHECK_STR(h.faults->arg[0], S("3"));
}

static void a_file_without_a_finishing_date_says_what_it_saw(Arena *a) {
    History h;
    Err *e = read_with(a, "nummer|afgerond\n1|2024-01-02\n", &plain, &h);
    CHECK(e && str_eq(e->message, S("history.no_finished")) && str_eq(e->field, S("finished")));
    CHECK_STR(e->arg[1], S("nummer|afgerond"));
    e = read_with(a, "", &plain, &h);
    CHECK(e && str_eq(e->message, S("history.empty")));
    e = read_with(a, "\xef\xbb\xbf\r\n\r\n", &plain, &h);
    CHECK(e && str_eq(e->message, S("history.empty")));
    CHECK_OK(read_with(a, "finished\n", &plain, &h));
    CHECK(h.rows_n == 0);
}

static void bytes_that_are_no_text_are_refused(Arena *a) {
    History h;
    static const char zero[] = "finished\n2024-01-0\0\n";
    Err *e = history_read(a, (Str){zero, sizeof zero - 1}, &plain, &h);
    CHECK(e && e->kind == ERR_INVALID && str_eq(e->message, S("history.encoding")));
    HistoryRead how = {.windows_1252 = true};
    e = history_read(a, (Str){zero, sizeof zero - 1}, &how, &h);
    CHECK(e && str_eq(e->message, S("history.bytes")));
    static const char utf16[] = "\xff\xfe"
                                "f\0i\0n\0";
    e = history_read(a, (Str){utf16, sizeof utf16 - 1}, &plain, &h);
    CHECK(e && str_eq(e->message, S("history.encoding")));
}

static void ten_thousand_columns_are_refused_by_name(Arena *a) {
    History h;
    Buf b = buf_new(a, 1 << 16);
    buf_z(&b, "finished");
    for (int i = 0; i < 10000; i++) buf_z(&b, ",x");
    Err *e = history_read(a, buf_done(&b), &plain, &h);
    CHECK(e && e->kind == ERR_INVALID && str_eq(e->message, S("history.header")));
    Str row = str_fmt(a, "finished,y\n%.*s\n", STR_ARG(buf_done(&b)));
    e = history_read(a, row, &plain, &h);
    CHECK(e && str_eq(e->message, S("history.columns")) && str_eq(e->arg[0], S("2")));
}

static void a_thousand_faults_stop_the_reading_and_twenty_are_shown(Arena *a) {
    History h;
    HistoryRead how = {.skip_faults = true};
    Buf b = buf_new(a, 1 << 16);
    buf_z(&b, "finished\n");
    for (int i = 0; i < 5000; i++) buf_z(&b, "\"nooit\n");
    Err *e = history_read(a, buf_done(&b), &how, &h);
    CHECK(faults_count(e) == HISTORY_FAULTS_SHOWN + 1);
    while (e && e->next) e = e->next;
    CHECK(e && str_eq(e->message, S("history.more")));
}

static void long_fields_and_names_are_refused(Arena *a) {
    History h;
    char *x = NEWS(a, char, HISTORY_FIELD_MAX + 2);
    memset(x, 'x', HISTORY_FIELD_MAX + 1);
    Err *e = history_read(a, str_fmt(a, "finished,team\n2024-01-02,%s\n", x), &plain, &h);
    CHECK(e && str_eq(e->message, S("history.field")));
    x[HISTORY_NAME_MAX + 1] = 0;
    e = history_read(a, str_fmt(a, "finished,team\n2024-01-02,%s\n", x), &plain, &h);
    CHECK(e && str_eq(e->message, S("history.name")) && str_eq(e->field, S("team")));
}

static void a_million_rows_fit_and_one_more_is_refused(Arena *a) {
    Arena *big = arena_new((ptrdiff_t)512 << 20);
    Buf b = buf_new(big, 32 << 20);
    buf_z(&b, "finished,team,type\n");
    for (int i = 0; i < HISTORY_ROWS_MAX; i++)
        buf_fmt(&b, "2024-01-%02d,T%d,\n", i % 28 + 1, i % 7);
    History h = {0};
    ptrdiff_t before = arena_used(big);
    CHECK_OK(history_read(big, buf_done(&b), &plain, &h));
    CHECK(h.rows_n == HISTORY_ROWS_MAX && h.teams_n == 7);
    /* 16 bytes a row, and little else. */
    CHECK(arena_used(big) - before < (ptrdiff_t)HISTORY_ROWS_MAX * 18);
    buf_z(&b, "2024-01-01,T1,\n");
    Err *e = history_read(big, buf_done(&b), &plain, &h);
    CHECK(e && e->kind == ERR_TOO_LARGE && str_eq(e->message, S("history.rows")));
    arena_free(big);
    (void)a;
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(the_five_columns_are_read),
                                   TEST(only_the_finishing_date_is_needed),
                                   TEST(common_headers_are_recognised),
                                   TEST(resolved_wins_from_closed_wherever_it_stands),
                                   TEST(separators_line_ends_and_bom_make_no_difference),
                                   TEST(quotes_may_hold_separators_line_ends_and_quotes),
                                   TEST(windows_1252_is_read_when_asked_and_refused_when_not),
                                   TEST(days_are_read_in_the_usual_spellings),
                                   TEST(every_fault_is_told_with_its_line_and_what_would_be_right),
                                   TEST(faulty_rows_can_be_left_out_and_told),
                                   TEST(a_quote_left_open_costs_its_own_line_only),
                                   TEST(a_file_without_a_finishing_date_says_what_it_saw),
                                   TEST(bytes_that_are_no_text_are_refused),
                                   TEST(ten_thousand_columns_are_refused_by_name),
                                   TEST(a_thousand_faults_stop_the_reading_and_twenty_are_shown),
                                   TEST(long_fields_and_names_are_refused),
                                   TEST(a_million_rows_fit_and_one_more_is_refused),
                                   {0}});
}
