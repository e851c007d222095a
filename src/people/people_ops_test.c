// SPDX-License-Identifier: EUPL-1.2
/* people_ops_test - who is who, roles and accounts, as page and as JSON, on both engines. */
#include "testing.h"
#include "core/journal.h"
#include "people/password_hash.h"
#include "people/people.h"

static Str person_id(Stage *s, const char *code) { return demo_person_id(s->a, str_of(code)); }
static const char *id_of(Stage *s, const char *code) { return str_z(s->a, person_id(s, code)); }

/* A context for asking the public functions, in Dutch. */
static Ctx asking(Stage *s) {
    return (Ctx){.a = s->a, .db = s->cx.db, .now_ms = s->now_ms, .app = &s->app, .lang = s->lang};
}

static Standing roles_now(Stage *s, const char *mail) {
    Ctx cx = asking(s);
    Actor *actor = NULL;
    CHECK_OK(people_slice.identify_mail(&cx, str_fmt(s->a, "%s@zilverwilg.example", mail), &actor));
    return actor ? actor->roles : 0;
}

/* ---- reading ---- */
static void everybody_who_signed_in_sees_who_is_who(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, "puck.sleedoorn", "people.list");
    CHECK(!r.err);
    CHECK(has(r.json, "\"name\":\"Elin Ringslang\"") && has(r.json, "\"role\":\"adviser\""));
    CHECK(has(r.html, "Elin Ringslang") && has(r.html, "adviseur") && has(r.html, "Applicaties"));
    CHECK(!has(r.json, "argon2") && !has(r.json, "zilverwilg.example"));
    CHECK_STR(fault_of_answer(DO(s, NULL, "people.list")), S("call.signed_out"));
    s->lang = LANG_EN;
    CHECK(has(DO(s, "puck.sleedoorn", "people.list").html, "Customer Contact"));
}

static void a_name_is_found_by_a_part_of_it_within_a_department(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, "puck.sleedoorn", "people.list", "words", "VLINDER");
    CHECK(has(r.json, "Lot Vlindertje") && !has(r.json, "Jet Klaproos"));
    r = DO(s, "puck.sleedoorn", "people.list", "department", "KCC");
    CHECK(has(r.json, "Jet Klaproos") && has(r.json, "Lot Vlindertje") &&
          !has(r.json, "Hidde Egel"));
    CHECK(has(r.html, "value=\"KCC\" selected"));
    r = DO(s, "puck.sleedoorn", "people.list", "department", "KCC", "after", id_of(s, "p10"));
    CHECK(!has(r.json, "Jet Klaproos") && has(r.json, "Lot Vlindertje"));
    CHECK(has(DO(s, "puck.sleedoorn", "people.list", "words", "%").html, "vonden niemand"));
}

static void every_page_shows_in_both_languages(Arena *a) {
    Stage *s = stage_open(a);
    static const char *const pages[] = {"people.list", "department.list",  "team.list",
                                        "me.show",     "me.password_form", "session.list",
                                        "person.form", "session.form"};
    for (s->lang = LANG_NL; s->lang < LANGS; s->lang++) {
        for (ptrdiff_t i = 0; i < COUNT(pages); i++) {
            Answer r = DO(s, "gea.bunzing", pages[i]);
            CHECK(!r.err && r.html.n > 1000);
        }
        CHECK(DO(s, "gea.bunzing", "person.show", "id", id_of(s, "p02")).html.n > 1000);
        CHECK(DO(s, "puck.sleedoorn", "person.show", "id", id_of(s, "p03")).html.n > 1000);
    }
}

static void roles_are_said_with_what_they_are_about(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, "femke.gruttoweide", "me.show");
    CHECK(has(r.html, "Verantwoordelijk voor de wensen van Wonen."));
    CHECK(has(DO(s, "aaf.wilgenroos", "me.show").html, "Vervangt de beslisser"));
    CHECK(has(DO(s, "cato.waterhoen", "me.show").html, "Toetst op beveiliging."));
    CHECK(has(DO(s, "lars.edelhert", "me.show").html, "beide kanten"));
}

/* ---- the contract for later slices ---- */
static void each_queue_of_the_demo_has_a_decider_and_a_deputy(Arena *a) {
    Stage *s = stage_open(a);
    Ctx cx = asking(s);
    Team *teams;
    ptrdiff_t n;
    CHECK_OK(teams_list(&cx, &teams, &n));
    CHECK(n == 4);
    for (ptrdiff_t i = 0; i < n; i++) {
        Person first, deputy;
        CHECK_OK(queue_decider(&cx, teams[i].id, &first, &deputy));
        CHECK_STR(first.id, person_id(s, "p02"));
        CHECK_STR(deputy.id, person_id(s, "p01"));
    }
    Person first, deputy;
    CHECK_OK(queue_decider(&cx, S("nothing"), &first, &deputy));
    CHECK(first.id.n == 0 && deputy.id.n == 0);
}

static void a_role_is_found_within_its_scope(Arena *a) {
    Stage *s = stage_open(a);
    Ctx cx = asking(s);
    Person *people;
    ptrdiff_t n;
    CHECK_OK(people_with_role(&cx, IS_OWNER, demo_department_id(a, S("WON")), &people, &n));
    CHECK(n == 1 && str_eq(people[0].name, S("Femke Gruttoweide")));
    CHECK_OK(people_with_role(&cx, IS_OWNER, S(""), &people, &n));
    CHECK(n == 9);
    CHECK_OK(people_with_role(&cx, IS_DECIDER, demo_team_id(a, S("APP")), &people, &n));
    CHECK(n == 2 && str_eq(people[0].id, person_id(s, "p02")) &&
          str_eq(people[1].id, person_id(s, "p01")));
    CHECK_OK(people_with_role(&cx, IS_GUIDE, demo_team_id(a, S("APP")), &people, &n));
    CHECK(n == 1); /* a role without scope counts everywhere */
    CHECK_OK(people_with_role(&cx, IS_CHECKER, S("privacy"), &people, &n));
    CHECK(n == 1 && str_eq(people[0].id, person_id(s, "p04")));
}

static void people_departments_and_teams_load_by_id_code_and_mail(Arena *a) {
    Stage *s = stage_open(a);
    s->lang = LANG_EN;
    Ctx cx = asking(s);
    Person person;
    Department department;
    Team team;
    Side side;
    CHECK_OK(person_find_by_mail(&cx, S(" MILA.Hazenoor@zilverwilg.example"), &person));
    CHECK_STR(person.id, person_id(s, "p39"));
    CHECK_STR(person.department_name, S("Housing & Tenancy"));
    CHECK(person.side == SIDE_BOTH && (roles_now(s, "mila.hazenoor") & IS_HYBRID));
    CHECK_OK(side_of(&cx, person_id(s, "p30"), &side));
    CHECK(side == SIDE_IT);
    CHECK_OK(team_by_code(&cx, S("SRV"), &team));
    CHECK_STR(team.name, S("Service Desk"));
    CHECK(team.headcount == 6);
    CHECK_OK(department_load(&cx, team.department_id, &department));
    CHECK_STR(department.code, S("IT"));
    CHECK_FAILS(person_load(&cx, S("nobody"), &person), ERR_NOT_FOUND, "person");
    CHECK_FAILS(person_find_by_mail(&cx, S("nobody@x.nl"), &person), ERR_NOT_FOUND, "mail");
    CHECK_FAILS(department_by_code(&cx, S("ZZZ"), &department), ERR_NOT_FOUND, "department");
    CHECK_FAILS(team_load(&cx, S("x"), &team), ERR_NOT_FOUND, "team");
    CHECK(id_is_valid(person.id) && id_is_valid(team.id) && id_is_valid(department.id));
}

static void the_organisation_says_what_its_works_council_found(Arena *a) {
    Stage *s = stage_open(a);
    Ctx cx = asking(s);
    Organisation o;
    CHECK_OK(people_organisation(&cx, &o));
    CHECK_STR(o.name, S("Woonstichting Zilverwilg"));
    CHECK_STR(o.council, S("agreed"));
    CHECK(o.council_on != DAY_NONE);
}

/* ---- accounts ---- */
static void only_an_administrator_adds_people(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_STR(fault_of_answer(DO(s, "lars.edelhert", "person.add", "name", "Abe Zeearend", "mail",
                                 "abe@x.nl", "department", "WON")),
              S("call.forbidden"));
    Answer r =
        DO(s, "gea.bunzing", "person.add", "name", "Abe Zeearend", "mail", "Abe@X.nl", "department",
           "Wonen", "job", "Stagiair", "hybrid", "1", "password", "vier losse woorden juist");
    CHECK(!r.err);
    CHECK(has(r.json, "\"mail\":\"abe@x.nl\"") && has(r.json, "\"side\":\"both\""));
    CHECK(!has(r.json, "losse"));
    CHECK(has(DO(s, "lars.edelhert", "people.list").json, "Abe Zeearend"));
    JournalEntry *entries;
    ptrdiff_t n;
    Ctx cx = asking(s);
    CHECK_OK(journal_of(&cx, "person", model_get_text(r.model, NAME("id")), 10, &entries, &n));
    CHECK(n == 1 && str_eq(entries[0].verb, S("person.add")));
    CHECK(!has(entries[0].facts, "losse"));
}

static void all_faults_of_a_new_person_are_told_at_once_and_nothing_is_lost(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, "gea.bunzing", "person.add", "name", "Abe Zeearend", "mail", "abe",
                  "department", "Zolder", "team", "Kelder", "lang", "en", "hybrid", "1");
    CHECK(r.err && r.err->next && r.err->next->next && !r.err->next->next->next);
    CHECK_STR(r.err->field, S("mail"));
    CHECK(has(r.html, "value=\"Abe Zeearend\"") && has(r.html, "value=\"Zolder\"") &&
          has(r.html, "checked"));
    CHECK(has(r.html, "value=\"en\" lang=\"en\" selected"));
    CHECK(has(r.html, "href=\"#department\"") && has(r.html, "aria-invalid"));
    r = DO(s, "gea.bunzing", "person.add", "name", "Abe Zeearend", "mail",
           "puck.sleedoorn@zilverwilg.example", "department", "WON");
    CHECK_STR(fault_of_answer(r), S("people.mail_taken"));
    r = DO(s, "gea.bunzing", "person.add", "name", "Abe Zeearend", "mail", "a@x.nl", "department",
           "WON", "team", "APP");
    CHECK_STR(fault_of_answer(r), S("people.team_elsewhere"));
    r = DO(s, "gea.bunzing", "person.add", "name", "Abe Zeearend", "mail", "a@x.nl", "department",
           "WON", "password", "AbeZeearend1");
    CHECK_STR(fault_of_answer(r), S("people.password_common"));
}

static void nobody_gives_a_role_to_themselves(Arena *a) {
    Stage *s = stage_open(a);
    const char *gea = id_of(s, "p33");
    Answer r = DO(s, "gea.bunzing", "person.show", "id", gea);
    CHECK(has(r.json, "\"name\":\"Gea Bunzing\"") && !has(r.html, "name=\"role\""));
    r = DO(s, "gea.bunzing", "role.give", "id", gea, "role", "guide");
    CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
    CHECK_STR(fault_of_answer(r), S("people.role_self"));
    CHECK(!(roles_now(s, "gea.bunzing") & IS_GUIDE));
    CHECK_OK(DO(s, "@", "role.give", "id", gea, "role", "guide").err);
    CHECK(roles_now(s, "gea.bunzing") & IS_GUIDE);
}

static void a_role_is_given_and_taken_with_its_scope(Arena *a) {
    Stage *s = stage_open(a);
    const char *puck = id_of(s, "p16");
    CHECK_STR(fault_of_answer(DO(s, "puck.sleedoorn", "role.give", "id", puck, "role", "admin")),
              S("call.forbidden"));
    CHECK_STR(fault_of_answer(DO(s, "gea.bunzing", "role.give", "id", puck, "role", "owner")),
              S("people.scope_needed"));
    CHECK_STR(fault_of_answer(
                  DO(s, "gea.bunzing", "role.give", "id", puck, "role", "guide", "scope", "WON")),
              S("people.scope_none"));
    CHECK_STR(fault_of_answer(
                  DO(s, "gea.bunzing", "role.give", "id", puck, "role", "checker", "scope", "WON")),
              S("people.scope_check"));
    Answer r = DO(s, "gea.bunzing", "role.give", "id", puck, "role", "owner", "scope", "Zolder");
    CHECK_STR(fault_of_answer(r), S("people.no_department"));
    CHECK(has(r.html, "value=\"Zolder\""));
    CHECK(
        !DO(s, "gea.bunzing", "role.give", "id", puck, "role", "owner", "scope", "Onderhoud").err);
    CHECK(roles_now(s, "puck.sleedoorn") & IS_OWNER);
    CHECK_STR(fault_of_answer(
                  DO(s, "gea.bunzing", "role.give", "id", puck, "role", "owner", "scope", "OND")),
              S("people.role_held"));
    CHECK(!DO(s, "gea.bunzing", "role.take", "id", puck, "role", "owner", "scope", "OND").err);
    CHECK(!(roles_now(s, "puck.sleedoorn") & IS_OWNER));
    CHECK_STR(fault_of_answer(
                  DO(s, "gea.bunzing", "role.take", "id", puck, "role", "owner", "scope", "OND")),
              S("people.role_not_held"));
}

static void a_queue_has_one_decider_and_one_deputy(Arena *a) {
    Stage *s = stage_open(a);
    const char *puck = id_of(s, "p16");
    Answer r = DO(s, "gea.bunzing", "role.give", "id", puck, "role", "decider", "scope", "APP");
    CHECK_STR(fault_of_answer(r), S("people.queue_has_one"));
    CHECK(
        !DO(s, "gea.bunzing", "role.take", "id", id_of(s, "p01"), "role", "decider", "scope", "APP")
             .err);
    r = DO(s, "gea.bunzing", "role.give", "id", puck, "role", "decider", "scope", "APP", "kind",
           "deputy");
    CHECK(!r.err);
    Ctx cx = asking(s);
    Person first, deputy;
    CHECK_OK(queue_decider(&cx, demo_team_id(a, S("APP")), &first, &deputy));
    CHECK_STR(first.id, person_id(s, "p02"));
    CHECK_STR(deputy.id, person_id(s, "p16"));
}

static void the_last_administrator_stays(Arena *a) {
    Stage *s = stage_open(a);
    const char *gea = id_of(s, "p33");
    CHECK_STR(fault_of_answer(DO(s, "gea.bunzing", "role.take", "id", gea, "role", "admin")),
              S("people.last_admin"));
    CHECK_STR(fault_of_answer(DO(s, "gea.bunzing", "person.leave", "id", gea)),
              S("people.last_admin"));
    CHECK(!DO(s, "gea.bunzing", "role.give", "id", id_of(s, "p38"), "role", "admin").err);
    CHECK(!DO(s, "gea.bunzing", "role.take", "id", gea, "role", "admin").err);
    CHECK_STR(fault_of_answer(DO(s, "gea.bunzing", "person.leave", "id", gea)),
              S("call.forbidden"));
}

static void an_organisation_is_set_up_from_nothing_by_the_operator(Arena *a) {
    Stage *s = stage_open(a);
    CHECK(!DO(s, "@", "department.add", "code", "ARC", "name", "Archief", "side", "business",
              "headcount", "7")
               .err);
    CHECK(
        !DO(s, "@", "team.add", "code", "WEB", "name", "Web", "department", "IT", "headcount", "6")
             .err);
    CHECK_STR(fault_of_answer(DO(s, "@", "team.add", "code", "WEB", "name", "W", "department", "IT",
                                 "headcount", "6")),
              S("people.code_taken"));
    CHECK_STR(fault_of_answer(DO(s, "@", "team.add", "code", "W2", "name", "W", "department", "?",
                                 "headcount", "6")),
              S("people.no_department"));
    Answer r =
        DO(s, "@", "person.add", "name", "Abe Zeearend", "mail", "abe@x.nl", "department", "ARC");
    CHECK(!r.err);
    const char *id = str_z(a, model_get_text(r.model, NAME("id")));
    CHECK(!DO(s, "@", "role.give", "id", id, "role", "admin").err);
    CHECK(has(DO(s, "@", "people.list", "words", "zeearend").json, "admin"));
    CHECK_STR(fault_of_answer(DO(s, "lars.edelhert", "department.add", "code", "X", "name", "X",
                                 "side", "it", "headcount", "7")),
              S("call.forbidden"));
}

static void the_works_council_is_asked_with_a_date(Arena *a) {
    Stage *s = stage_open(a);
    Answer r =
        DO(s, "gea.bunzing", "organisation.describe", "name", "Zilverwilg", "council", "agreed");
    CHECK_STR(fault_of_answer(r), S("people.council_when"));
    CHECK(has(r.html, "value=\"Zilverwilg\""));
    r = DO(s, "gea.bunzing", "organisation.describe", "name", "Z", "council", "agreed",
           "council_on", "2026-11-25");
    CHECK_STR(fault_of_answer(r), S("people.council_later"));
    CHECK(!DO(s, "gea.bunzing", "organisation.describe", "name", "Z", "council", "none",
              "council_on", "2026-11-01")
               .err);
    r = DO(s, "puck.sleedoorn", "organisation.show");
    CHECK(has(r.json, "\"council\":\"none\"") && has(r.json, "\"council_on\":null"));
    CHECK(has(r.json, "Europe/Amsterdam") &&
          !has(r.html, "method=\"post\" action=\"/organisation\""));
}

static void who_leaves_has_no_roles_but_keeps_a_name_in_history(Arena *a) {
    Stage *s = stage_open(a);
    Ctx cx = asking(s);
    Person person;
    CHECK(!DO(s, "gea.bunzing", "person.leave", "id", id_of(s, "p06")).err);
    CHECK(roles_now(s, "femke.gruttoweide") == 0);
    CHECK_OK(person_load(&cx, person_id(s, "p06"), &person));
    CHECK(!person.is_active && str_eq(person.name, S("Femke Gruttoweide")));
    CHECK_FAILS(person_find_by_mail(&cx, S("femke.gruttoweide@zilverwilg.example"), &person),
                ERR_NOT_FOUND, "mail");
    CHECK(!has(DO(s, "gea.bunzing", "people.list").json, "Femke"));
    CHECK(has(DO(s, "gea.bunzing", "person.show", "id", id_of(s, "p06")).html,
              "Werkt hier niet meer."));
    CHECK_STR(fault_of_answer(DO(s, "gea.bunzing", "person.leave", "id", id_of(s, "p06"))),
              S("people.has_left"));
    CHECK_STR(
        fault_of_answer(DO(s, "gea.bunzing", "role.give", "id", id_of(s, "p06"), "role", "guide")),
        S("people.has_left"));
}

static void who_leaves_gives_up_the_place_in_a_queue(Arena *a) {
    Stage *s = stage_open(a);
    CHECK(!DO(s, "gea.bunzing", "person.leave", "id", id_of(s, "p02")).err);
    CHECK(
        !DO(s, "gea.bunzing", "role.give", "id", id_of(s, "p38"), "role", "decider", "scope", "APP")
             .err);
}

static void only_an_administrator_sees_the_buttons_for_roles(Arena *a) {
    Stage *s = stage_open(a);
    CHECK(has(DO(s, "gea.bunzing", "person.show", "id", id_of(s, "p16")).html, "Geef deze rol"));
    CHECK(
        !has(DO(s, "puck.sleedoorn", "person.show", "id", id_of(s, "p16")).html, "Geef deze rol"));
    CHECK_STR(
        fault_of_answer(DO(s, "puck.sleedoorn", "person.show", "id", "00000000000000000000000000")),
        S("people.no_person"));
}

int main(int argc, char **argv) {
    password_work_cheap(true);
    return test_run(
        argc, argv,
        (const Test[]){TEST(everybody_who_signed_in_sees_who_is_who),
                       TEST(a_name_is_found_by_a_part_of_it_within_a_department),
                       TEST(every_page_shows_in_both_languages),
                       TEST(roles_are_said_with_what_they_are_about),
                       TEST(each_queue_of_the_demo_has_a_decider_and_a_deputy),
                       TEST(a_role_is_found_within_its_scope),
                       TEST(people_departments_and_teams_load_by_id_code_and_mail),
                       TEST(the_organisation_says_what_its_works_council_found),
                       TEST(only_an_administrator_adds_people),
                       TEST(all_faults_of_a_new_person_are_told_at_once_and_nothing_is_lost),
                       TEST(nobody_gives_a_role_to_themselves),
                       TEST(a_role_is_given_and_taken_with_its_scope),
                       TEST(a_queue_has_one_decider_and_one_deputy),
                       TEST(the_last_administrator_stays),
                       TEST(an_organisation_is_set_up_from_nothing_by_the_operator),
                       TEST(the_works_council_is_asked_with_a_date),
                       TEST(who_leaves_has_no_roles_but_keeps_a_name_in_history),
                       TEST(who_leaves_gives_up_the_place_in_a_queue),
                       TEST(only_an_administrator_sees_the_buttons_for_roles),
                       {0}});
}
