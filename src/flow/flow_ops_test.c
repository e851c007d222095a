// SPDX-License-Identifier: EUPL-1.2
/* flow_ops_test - choosing, proposing and moving, as page and as JSON, on both engines. */
#include "testing.h"
#include "core/journal.h"
#include "flow/flow_store.h"

#define ADVISER "elin.ringslang"
#define GUIDE "lars.edelhert"
#define DECIDER "berend.kievitsbloem"
#define DEPUTY "aaf.wilgenroos"

/* ---- a wish that both sides understand ---- */
static const char *number_of(Stage *s, Answer r) {
    const Model *m = r.model ? model_get(r.model, name_id("number")) : NULL;
    return m ? str_z(s->a, str_fmt(s->a, "%lld", (long long)m->number)) : "0";
}

static const char *asked(Stage *s, const char *title, const char *hidden) {
    Answer r = DO(s, "puck.sleedoorn", "wish.draft", "title", title, "words",
                  "Nu mailen we lijsten.", "hidden", hidden, "send", "1");
    CHECK_OK(r.err);
    return number_of(s, r);
}

static const char *understood(Stage *s, const char *title, const char *hidden) {
    const char *number = asked(s, title, hidden);
    const char *want = str_z(s->a, demo_person_id(s->a, S("p13"))),
               *it = str_z(s->a, demo_person_id(s->a, S("p28")));
    CHECK_OK(DO(s, GUIDE, "wish.read_back", "number", number, "text", "Jij wilt één lijst.").err);
    CHECK_OK(DO(s, "puck.sleedoorn", "wish.confirm", "number", number).err);
    CHECK_OK(DO(s, GUIDE, "wish.owners", "number", number, "want_owner", want, "it_owner", it,
                "team", "APP")
                 .err);
    return number;
}

static Answer choose(Stage *s, const char *who, const char *number, const char *team,
                     const char *place) {
    return place ? DO(s, who, "wish.choose", "number", number, "team", team, "place", place,
                      "reason", "Nodig voor mei.")
                 : DO(s, who, "wish.choose", "number", number, "team", team, "reason",
                      "Nodig voor mei.");
}

/* The titles of a queue in order, joined by ">". */
static Str order_of(Stage *s, const char *team) {
    Answer r = DO(s, GUIDE, "queue.show", "team", team);
    CHECK_OK(r.err);
    const Model *places = r.model ? model_get(r.model, name_id("places")) : NULL;
    Buf b = buf_new(s->a, 64);
    int64_t nth = 0;
    for (const Model *m = places ? places->first : NULL; m; m = m->next) {
        CHECK(model_get(m, name_id("place"))->number == ++nth);
        if (nth > 1) buf_char(&b, '>');
        buf_str(&b, model_get_text(m, name_id("title")));
    }
    return buf_done(&b);
}

/* ---- choosing ---- */
static void the_decider_gives_a_wish_its_place(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = understood(s, "Eén lijst", "0");
    Answer form = DO(s, DECIDER, "wish.choose_form", "number", number);
    CHECK(has(form.html, "Welke plek krijgt deze wens?") && has(form.html, "value=\"APP\""));
    Answer r = choose(s, DECIDER, number, "APP", NULL);
    CHECK_OK(r.err);
    CHECK(has(r.json, "\"state\":\"chosen\"") && has(r.json, "\"place\":1"));
    Answer page = DO(s, "puck.sleedoorn", "wish.show", "number", number);
    CHECK(has(page.html, "Plek 1 in de rij van team Applicaties.") &&
          has(page.html, "Nodig voor mei."));
    CHECK(has(DO(s, "puck.sleedoorn", "queue.show", "team", "APP").html, "Eén lijst"));
}

static void the_deputy_and_the_guide_may_choose_too(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_OK(choose(s, DEPUTY, understood(s, "A", "0"), "APP", NULL).err);
    CHECK_OK(choose(s, GUIDE, understood(s, "B", "0"), "INF", NULL).err);
}

static void nobody_else_may_choose(Arena *a) {
    Stage *s = stage_open(a);
    static const char *const others[] = {"puck.sleedoorn", "mees.eikenblad",  "femke.gruttoweide",
                                         "bas.visotter",   "daan.salamander", ADVISER,
                                         "cato.waterhoen", "gea.bunzing",     "niek.torenvalk"};
    const char *number = understood(s, "Eén lijst", "0");
    for (ptrdiff_t i = 0; i < COUNT(others); i++) {
        Answer r = choose(s, others[i], number, "APP", NULL);
        CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
        r = DO(s, others[i], "wish.choose_form", "number", number);
        CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
    }
    Answer r = choose(s, NULL, number, "APP", NULL);
    CHECK(r.err && r.err->kind == ERR_SIGNED_OUT);
    CHECK_STR(order_of(s, "APP"), S(""));
}

static void a_decider_of_one_queue_does_not_choose_in_another(Arena *a) {
    Stage *s = stage_open(a);
    const char *person = str_z(s->a, demo_person_id(s->a, S("p02")));
    CHECK_OK(
        DO(s, "gea.bunzing", "role.take", "id", person, "role", "decider", "scope", "INF").err);
    const char *number = understood(s, "Eén lijst", "0");
    Answer r = choose(s, DECIDER, number, "INF", NULL);
    CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
    CHECK_OK(choose(s, DECIDER, number, "APP", NULL).err);
}

static void a_wish_leaves_a_queue_only_by_who_decides_that_queue(Arena *a) {
    Stage *s = stage_open(a);
    const char *person = str_z(s->a, demo_person_id(s->a, S("p02")));
    const char *number = understood(s, "Eén lijst", "0");
    CHECK_OK(choose(s, GUIDE, number, "INF", NULL).err);
    CHECK_OK(
        DO(s, "gea.bunzing", "role.take", "id", person, "role", "decider", "scope", "INF").err);
    Answer r = choose(s, DECIDER, number, "APP", NULL);
    CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
    r = DO(s, DECIDER, "wish.choose_form", "number", number);
    CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
    CHECK_STR(order_of(s, "INF"), S("Eén lijst"));
    CHECK_OK(choose(s, GUIDE, number, "APP", NULL).err);
    CHECK_STR(order_of(s, "INF"), S(""));
}

static void a_wish_that_is_not_understood_gets_no_place(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = choose(s, DECIDER, asked(s, "Nog niet begrepen", "0"), "APP", NULL);
    CHECK(r.err && r.err->kind == ERR_CONFLICT);
    CHECK_STR(order_of(s, "APP"), S(""));
}

static void choosing_asks_for_a_reason_and_a_team_that_exists(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = understood(s, "Eén lijst", "0");
    Answer r = DO(s, DECIDER, "wish.choose", "number", number, "team", "APP", "reason", "  ");
    CHECK_STR(fault_of_answer(r), S("param.required"));
    CHECK(has(r.html, "id=\"reason-err\""));
    r = choose(s, DECIDER, number, "XYZ", "2");
    CHECK_STR(fault_of_answer(r), S("flow.team.unknown"));
    CHECK(has(r.html, "We kennen geen team met die naam") && has(r.html, "Nodig voor mei.") &&
          has(r.html, "value=\"2\""));
    r = choose(s, DECIDER, number, "APP", "0");
    CHECK_STR(fault_of_answer(r), S("param.range"));
}

static void places_stay_dense_whoever_comes_in_where(Arena *a) {
    Stage *s = stage_open(a);
    const char *first = understood(s, "A", "0"), *second = understood(s, "B", "0"),
               *third = understood(s, "C", "0");
    CHECK_OK(choose(s, DECIDER, first, "APP", "1").err);
    CHECK_OK(choose(s, DEPUTY, second, "APP", "1").err); /* the same place, right after */
    CHECK_OK(choose(s, GUIDE, third, "APP", "9").err);
    CHECK_STR(order_of(s, "APP"), S("B>A>C"));
    CHECK_OK(DO(s, DECIDER, "queue.move", "team", "APP", "number", third, "place", "1", "reason",
                "De wet.")
                 .err);
    CHECK_STR(order_of(s, "APP"), S("C>B>A"));
    CHECK_OK(DO(s, DECIDER, "queue.move", "team", "APP", "number", third, "place", "99", "reason",
                "Toch niet.")
                 .err);
    CHECK_STR(order_of(s, "APP"), S("B>A>C"));
}

static void a_wish_moves_to_another_teams_queue_and_leaves_no_gap(Arena *a) {
    Stage *s = stage_open(a);
    const char *first = understood(s, "A", "0"), *second = understood(s, "B", "0");
    CHECK_OK(choose(s, DECIDER, first, "APP", NULL).err);
    CHECK_OK(choose(s, DECIDER, second, "APP", NULL).err);
    CHECK_OK(choose(s, DECIDER, first, "DAT", NULL).err);
    CHECK_STR(order_of(s, "APP"), S("B"));
    CHECK_STR(order_of(s, "DAT"), S("A"));
}

static void moving_what_is_not_in_the_queue_is_told(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = understood(s, "A", "0");
    Answer r = DO(s, DECIDER, "queue.move", "team", "APP", "number", number, "place", "1", "reason",
                  "Nu.");
    CHECK_STR(fault_of_answer(r), S("flow.move.not_in_queue"));
    r = DO(s, DECIDER, "queue.move", "team", "APP", "number", "999", "place", "1", "reason", "Nu.");
    CHECK(r.err && r.err->kind == ERR_NOT_FOUND);
    r = DO(s, "puck.sleedoorn", "queue.move", "team", "APP", "number", number, "place", "1",
           "reason", "Nu.");
    CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
}

static void a_hidden_wish_ahead_is_counted_but_not_named(Arena *a) {
    Stage *s = stage_open(a);
    const char *secret = understood(s, "Geheim plan", "1"), *open = understood(s, "Open wens", "0");
    CHECK_OK(choose(s, GUIDE, secret, "APP", NULL).err);
    CHECK_OK(choose(s, GUIDE, open, "APP", NULL).err);
    Answer r = DO(s, "femke.gruttoweide", "queue.show", "team", "APP");
    CHECK(has(r.html, "Een wens die je niet mag zien") && !has(r.html, "Geheim") &&
          !has(r.json, "Geheim"));
    CHECK(has(r.json, "\"place\":2"));
    CHECK(has(r.json, "\"is_visible\":false,\"is_in_hand\":false,\"place\":1,\"since\":null"));
    r = DO(s, "femke.gruttoweide", "wish.show", "number", open);
    CHECK(has(r.html, "Een wens die je niet mag zien") && !has(r.html, "Geheim") &&
          !has(r.json, "Geheim"));
    CHECK(has(r.html, "Plek 2 in de rij van team Applicaties."));
    r = DO(s, "femke.gruttoweide", "wish.choose", "number", secret, "team", "APP", "reason", "x");
    CHECK(r.err && r.err->kind == ERR_NOT_FOUND);
}

/* ---- proposing ---- */
static void what_is_proposed_waits_for_the_decider_with_a_day(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = understood(s, "Eén lijst", "0");
    CHECK(has(DO(s, ADVISER, "wish.propose_form", "number", number).html, "vijf werkdagen"));
    Answer r = DO(s, ADVISER, "wish.propose", "number", number, "team", "APP", "reason",
                  "Beide kanten zijn klaar.");
    CHECK_OK(r.err);
    CHECK(has(r.json, "\"due\":\"2026-12-01\""));
    Answer page = DO(s, "puck.sleedoorn", "wish.show", "number", number);
    CHECK(has(page.json, "flow.decision_waits") &&
          has(page.html, "moet kiezen of deze wens een plek krijgt"));
    Answer list = DO(s, "puck.sleedoorn", "queue.list");
    CHECK(has(list.json, "\"decisions_waiting\":1") && !has(list.html, "Kievitsbloem"));
    CHECK_STR(fault_of_answer(DO(s, ADVISER, "wish.propose", "number", number, "team", "APP",
                                 "reason", "Weer.")),
              S("flow.propose.waits"));
    CHECK_OK(choose(s, DECIDER, number, "APP", NULL).err);
    page = DO(s, "puck.sleedoorn", "wish.show", "number", number);
    CHECK(!has(page.json, "flow.decision_waits"));
}

static void a_decision_waits_no_longer_when_the_team_changes_or_the_answer_is_no(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = understood(s, "Eén lijst", "0");
    CHECK_OK(DO(s, ADVISER, "wish.propose", "number", number, "team", "APP", "reason", "Nu.").err);
    CHECK(has(DO(s, DECIDER, "today.show").html, "Krijgt dit een plek?"));
    CHECK_OK(DO(s, ADVISER, "wish.owners", "number", number, "team", "DAT").err);
    Answer page = DO(s, GUIDE, "wish.show", "number", number);
    CHECK(has(page.json, "\"decision\":null") && !has(page.json, "flow.decision_waits"));
    CHECK(!has(DO(s, GUIDE, "queue.list").json, "\"decisions_waiting\":1"));
    CHECK(!has(DO(s, DECIDER, "today.show").html, "Krijgt dit een plek?"));
    /* It can be proposed again, to the new team. */
    CHECK_OK(DO(s, ADVISER, "wish.propose", "number", number, "team", "DAT", "reason", "Nu.").err);
    CHECK(has(DO(s, GUIDE, "queue.list").json, "\"decisions_waiting\":1"));
    CHECK_OK(DO(s, GUIDE, "wish.decline", "number", number, "reason", "Toch niet.").err);
    CHECK(!has(DO(s, GUIDE, "queue.list").json, "\"decisions_waiting\":1"));
    CHECK(!has(DO(s, DECIDER, "today.show").html, "Krijgt dit een plek?"));
}

static void only_what_both_sides_understand_is_proposed(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = asked(s, "Nog niet begrepen", "0");
    CHECK_STR(fault_of_answer(
                  DO(s, ADVISER, "wish.propose", "number", number, "team", "APP", "reason", "x")),
              S("flow.propose.state"));
    Answer r =
        DO(s, "puck.sleedoorn", "wish.propose", "number", number, "team", "APP", "reason", "x");
    CHECK(r.err && r.err->kind == ERR_FORBIDDEN);
}

/* ---- pages ---- */
static void every_page_shows_in_both_languages(Arena *a) {
    Stage *s = stage_open_demo(a);
    static const char *const teams[] = {"APP", "INF", "DAT", "SRV"};
    for (s->lang = LANG_NL; s->lang < LANGS; s->lang++) {
        CHECK(DO(s, DECIDER, "queue.list").html.n > 1000);
        for (ptrdiff_t i = 0; i < COUNT(teams); i++) {
            CHECK(DO(s, DECIDER, "queue.show", "team", teams[i]).html.n > 1000);
            CHECK(DO(s, "puck.sleedoorn", "history.show", "team", teams[i]).html.n > 1000);
        }
    }
    Answer r = DO(s, "puck.sleedoorn", "queue.show", "team", "XYZ");
    CHECK(r.err && r.err->kind == ERR_NOT_FOUND);
}

static void the_demo_has_places_and_waiting_decisions(Arena *a) {
    Stage *s = stage_open_demo(a);
    CHECK_STR(order_of(s, "APP"),
              S("Eén scherm met alles van een huurder>Zelf mijn rooster ruilen"));
    CHECK_STR(order_of(s, "DAT"), S("Kaart met de staat van daken"));
    Answer r = DO(s, DECIDER, "today.show");
    CHECK(has(r.html, "Krijgt dit een plek?") &&
          has(r.html, "Gesprekken terugluisteren om te leren"));
}

int main(int argc, char **argv) {
    return test_run(
        argc, argv,
        (const Test[]){TEST(the_decider_gives_a_wish_its_place),
                       TEST(the_deputy_and_the_guide_may_choose_too),
                       TEST(nobody_else_may_choose),
                       TEST(a_decider_of_one_queue_does_not_choose_in_another),
                       TEST(a_wish_leaves_a_queue_only_by_who_decides_that_queue),
                       TEST(a_wish_that_is_not_understood_gets_no_place),
                       TEST(choosing_asks_for_a_reason_and_a_team_that_exists),
                       TEST(places_stay_dense_whoever_comes_in_where),
                       TEST(a_wish_moves_to_another_teams_queue_and_leaves_no_gap),
                       TEST(moving_what_is_not_in_the_queue_is_told),
                       TEST(a_hidden_wish_ahead_is_counted_but_not_named),
                       TEST(what_is_proposed_waits_for_the_decider_with_a_day),
                       TEST(a_decision_waits_no_longer_when_the_team_changes_or_the_answer_is_no),
                       TEST(only_what_both_sides_understand_is_proposed),
                       TEST(every_page_shows_in_both_languages),
                       TEST(the_demo_has_places_and_waiting_decisions),
                       {0}});
}
