// SPDX-License-Identifier: EUPL-1.2
/* history_ops_test - reading in what a team finished, on both engines. */
#include "testing.h"
#include "core/journal.h"
#include "flow/flow.h"

#define LEAD "bas.visotter"
#define GUIDE "lars.edelhert"
static const char three[] =
    "finished,started,type\n2026-09-01,2026-08-20,\n2026-09-08,,\n2026-09-08,,\n";

static Answer import(Stage *s, const char *who, const char *team, const char *csv) {
    return DO(s, who, "history.import", "team", team, "file", csv);
}

static Counted counted(Stage *s, const char *code) {
    Ctx cx = {.a = s->a,
              .db = s->cx.db,
              .now_ms = s->now_ms,
              .today = day_of_ms(s->now_ms),
              .app = &s->app};
    Counted c = {0};
    CHECK_OK(flow_counted(&cx, demo_team_id(s->a, str_of(code)), cx.today, &c));
    return c;
}

static void the_same_file_twice_changes_nothing_the_second_time(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = import(s, LEAD, "APP", three);
    CHECK_OK(r.err);
    CHECK(has(r.json, "\"added\":3") && has(r.json, "\"known\":0"));
    CHECK(counted(s, "APP").n == 3); /* two rows that say the same are two pieces of work */
    r = import(s, LEAD, "APP", three);
    CHECK(has(r.json, "\"added\":0") && has(r.json, "\"known\":3"));
    CHECK(counted(s, "APP").n == 3);
    r = import(s, LEAD, "APP",
               "finished,started,type\n2026-09-08,,\n2026-09-15,,\n2026-09-01,2026-08-20,\n2026-09-"
               "08,,\n");
    CHECK(has(r.json, "\"added\":1") && has(r.json, "\"known\":3"));
    CHECK(counted(s, "INF").n == 0);
}

static void one_faulty_line_and_nothing_is_taken(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = import(s, LEAD, "APP", "finished\n2026-09-01\n2026-02-31\nmorgen\n");
    CHECK_STR(fault_of_answer(r), S("forecast.import.line"));
    CHECK_STR(r.err->field, S("file"));
    CHECK_STR(r.err->arg[0], S("3"));
    CHECK(r.err->next && str_eq(r.err->next->arg[0], S("4")));
    CHECK(counted(s, "APP").n == 0);
    r = DO(s, LEAD, "history.import", "team", "APP", "rows", "finished\n2026-02-31\n");
    CHECK(has(r.html, "Regel 2:"));
    CHECK(has(r.html, ">finished"));
}

static void nothing_to_read_is_said(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_STR(fault_of_answer(DO(s, LEAD, "history.import", "team", "APP")),
              S("forecast.import.empty"));
    CHECK_STR(fault_of_answer(import(s, LEAD, "APP", "finished\n")), S("forecast.import.nothing"));
    CHECK_STR(fault_of_answer(import(s, LEAD, "APP", "naam,leeftijd\nx,3\n")),
              S("forecast.import.line"));
}

static void only_this_teams_rows_are_taken_when_the_file_names_it(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = import(s, LEAD, "APP",
                      "finished,team\n2026-09-01,APP\n2026-09-02,Applicaties\n2026-09-03,INF\n2026-"
                      "09-04,APP\n,APP\n");
    CHECK_OK(r.err);
    CHECK(has(r.json, "\"added\":3") && has(r.json, "\"other\":1") && has(r.json, "\"open\":1"));
    CHECK_STR(fault_of_answer(import(s, LEAD, "APP", "finished,team\n2026-09-03,INF\n")),
              S("forecast.import.other_team"));
    r = import(s, "freek.dassenburcht", "INF",
               "finished,team\n2026-09-03,backend\n2026-09-03,frontend\n");
    CHECK(has(r.json, "\"added\":2"));
}

static void without_a_team_the_list_itself_says_whose_each_row_is(Arena *a) {
    Stage *s = stage_open(a);
    Answer r =
        DO(s, GUIDE, "history.import", "file",
           "finished,team\n2026-09-01,APP\n2026-09-02,DAT\n2026-09-03,Data en Koppelingen\n");
    CHECK_OK(r.err);
    CHECK(has(r.json, "\"code\":\"APP\",\"added\":1") &&
          has(r.json, "\"code\":\"DAT\",\"added\":2"));
    CHECK(counted(s, "DAT").n == 2 && counted(s, "INF").n == 0);
    r = DO(s, GUIDE, "history.import", "file",
           "finished,team\n2026-09-01,APP\n2026-09-02,Ontwikkeling\n");
    CHECK_STR(fault_of_answer(r), S("forecast.import.unknown_team"));
    CHECK_STR(r.err->arg[0], S("Ontwikkeling"));
    r = DO(s, GUIDE, "history.import", "file", three);
    CHECK_STR(fault_of_answer(r), S("forecast.import.which_team"));
    r = DO(s, LEAD, "history.import", "file", "finished,team\n2026-09-01,APP\n");
    CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
    CHECK(counted(s, "APP").n == 1);
}

static void what_is_finished_after_today_is_not_finished_yet(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = import(s, LEAD, "APP", "finished\n2026-09-01\n2027-09-01\n");
    CHECK(has(r.json, "\"added\":1") && has(r.json, "\"open\":1"));
}

static void only_the_lead_the_guide_and_the_administrator_read_files_in(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_OK(import(s, GUIDE, "APP", three).err);
    CHECK_OK(import(s, "gea.bunzing", "APP", three).err);
    static const char *const others[] = {"puck.sleedoorn", "freek.dassenburcht", "daan.salamander",
                                         "berend.kievitsbloem"};
    for (ptrdiff_t i = 0; i < COUNT(others); i++) {
        Answer r = import(s, others[i], "APP", three);
        CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
    }
    CHECK_OK(DO(s, LEAD, "history.import_form", "team", "APP").err);
    CHECK(DO(s, "puck.sleedoorn", "history.import_form", "team", "APP").err);
}

static void the_pace_is_shown_from_five_people_up(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_OK(import(s, LEAD, "APP", "finished,type\n2026-11-10,\n2026-11-11,storing\n").err);
    Answer r = DO(s, "puck.sleedoorn", "history.show", "team", "APP");
    CHECK(has(r.json, "\"pace_shown\":true") && has(r.json, "\"disturbances\":1") &&
          has(r.html, "<table>"));
    Ctx cx = {.a = a, .db = s->cx.db, .now_ms = s->now_ms, .app = &s->app};
    Team small;
    Str why;
    CHECK_OK(team_by_code(&cx, S("APP"), &small));
    CHECK_OK(flow_pace_shown(&cx, &small, &why));
    CHECK_STR(why, S(""));
    small.headcount = 4;
    CHECK_OK(flow_pace_shown(&cx, &small, &why));
    CHECK_STR(why, S("flow.pace.small"));
}

static void without_the_pace_no_number_tells_it_either(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_OK(
        DO(s, "@", "team.add", "code", "KLN", "name", "Klein", "department", "IT", "headcount", "4")
            .err);
    CHECK_OK(DO(s, GUIDE, "history.import", "team", "KLN", "file",
                "finished,started,type\n2026-11-03,,\n2026-11-10,,\n2026-11-11,,\n")
                 .err);
    Answer r = DO(s, "puck.sleedoorn", "history.show", "team", "KLN");
    CHECK(has(r.json, "\"pace_shown\":false") && has(r.json, "\"n\":null") &&
          has(r.json, "\"from_file\":null") && has(r.json, "\"own\":null"));
    CHECK(has(r.json, "\"weeks\":4") && has(r.json, "\"last\":\"2026-11-11\"") &&
          has(r.json, "\"is_enough\":false"));
    CHECK(has(r.json, "\"added\":null") && has(r.json, "\"read\":null"));
    CHECK(has(r.html, "te weinig") && !has(r.html, "3 stuks") && !has(r.html, "3 nieuw"));
    r = DO(s, "puck.sleedoorn", "history.show", "team", "APP");
    CHECK(has(r.json, "\"n\":0"));
}

static void an_import_is_one_entry_in_the_journal(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_OK(import(s, LEAD, "APP", three).err);
    JournalEntry *entries;
    ptrdiff_t n;
    Ctx cx = {.a = a, .db = s->cx.db, .app = &s->app};
    CHECK_OK(journal_of(&cx, "team", demo_team_id(a, S("APP")), 10, &entries, &n));
    CHECK(n == 1 && str_eq(entries[0].verb, S("history.import")));
    CHECK_STR(journal_fact(a, &entries[0], "added"), S("3"));
}

int main(int argc, char **argv) {
    return test_run(
        argc, argv,
        (const Test[]){TEST(the_same_file_twice_changes_nothing_the_second_time),
                       TEST(one_faulty_line_and_nothing_is_taken),
                       TEST(nothing_to_read_is_said),
                       TEST(only_this_teams_rows_are_taken_when_the_file_names_it),
                       TEST(without_a_team_the_list_itself_says_whose_each_row_is),
                       TEST(what_is_finished_after_today_is_not_finished_yet),
                       TEST(only_the_lead_the_guide_and_the_administrator_read_files_in),
                       TEST(the_pace_is_shown_from_five_people_up),
                       TEST(without_the_pace_no_number_tells_it_either),
                       TEST(an_import_is_one_entry_in_the_journal),
                       {0}});
}
