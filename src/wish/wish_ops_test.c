// SPDX-License-Identifier: EUPL-1.2
/* wish_ops_test - the thread as people and programs walk it: pages and JSON of the same operations.
 */
#include "testing.h"
#include "people/people.h"
#include "wish/wish.h"
#include <stdio.h>
#include <string.h>

#define PUCK "puck.sleedoorn"      /* Onderhoud */
#define MEES "mees.eikenblad"      /* owner of Onderhoud */
#define ELIN "elin.ringslang"      /* adviser */
#define LARS "lars.edelhert"       /* guide */
#define FREEK "freek.dassenburcht" /* lead of Infra */
#define JET "jet.klaproos"         /* owner of Klantcontact */
#define GEA "gea.bunzing"          /* maker and admin */
#define GIJS "gijs.meerkoet"       /* Wonen */

static const char *number_of(Stage *s, Answer r) {
    const Model *m = r.model ? model_get(r.model, NAME("number")) : NULL;
    return m ? str_z(s->a, str_fmt(s->a, "%lld", (long long)m->number)) : "0";
}
static const char *sent(Stage *s, const char *who) {
    return number_of(
        s, DO(s, who, "wish.draft", "title", "Kraan", "words", "De kraan lekt.", "send", "1"));
}
static const char *person(Stage *s, const char *code) {
    return str_z(s->a, demo_person_id(s->a, str_of(code)));
}
static Str text_of(Answer r, const char *name) {
    return r.model ? model_get_text(r.model, name_id(name)) : S("");
}
static void ok(Answer r, const char *where) {
    if (r.err) test_fail_str(where, "operation", r.err->message, S("ok"));
}
#define OK(answer) ok((answer), __FILE__ ":" STRING(__LINE__))

static void the_thread_goes_from_words_to_understood(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, PUCK, "wish.draft", "title", "Kraan", "words", "De kraan lekt.", "send", "1");
    const char *n = number_of(s, r);
    OK(r);
    CHECK(has(r.json, "\"state\":\"asked\""));
    r = DO(s, ELIN, "wish.show", "number", n);
    CHECK(has(r.html, "De kraan lekt.") && has(r.html, "Jij bent aan zet") &&
          has(r.html, "/read-back"));
    CHECK(has(r.json, "\"due\":\"2026-11-27\""));
    OK(DO(s, ELIN, "wish.question", "number", n, "text", "Welke kraan?", "to_side", "business"));
    r = DO(s, PUCK, "wish.show", "number", n);
    CHECK(has(r.html, "Vraag voor") && has(r.html, "Jij bent aan zet") &&
          has(r.html, "id=\"answer\""));
    const char *q =
        str_z(a, model_get_text(model_get(r.model, NAME("to_answer")), NAME("question")));
    OK(DO(s, PUCK, "wish.answer", "number", n, "question", q, "text", "Die in de keuken."));
    OK(DO(s, ELIN, "wish.read_back", "number", n, "text", "De keukenkraan lekt."));
    for (int i = 0; i < 2; i++) {
        r = DO(s, PUCK, "wish.check", "number", n);
        CHECK(has(r.html, "De keukenkraan") && has(r.html, "De kraan lekt."));
        OK(DO(s, PUCK, "wish.correct", "number", n, "text", "Ook die in de badkamer."));
        r = DO(s, ELIN, "wish.read_back_form", "number", n);
        CHECK(has(r.html, "Ook die in de badkamer."));
        OK(DO(s, ELIN, "wish.read_back", "number", n, "text",
              "De keukenkraan en de badkamerkraan lekken."));
    }
    r = DO(s, PUCK, "wish.confirm", "number", n);
    OK(r);
    CHECK(has(r.json, "\"state\":\"asked\"")); /* nobody at IT yet */
    r = DO(s, PUCK, "wish.show", "number", n);
    CHECK(has(r.html, "Bij IT heeft nog niemand deze wens.") && has(r.html, "ja, dat bedoel ik"));
    r = DO(s, ELIN, "wish.owners_form", "number", n);
    CHECK(has(r.html, "Bas Visotter"));
    r = DO(s, ELIN, "wish.owners", "number", n, "it_owner", person(s, "p28"), "team", "APP");
    OK(r);
    CHECK_STR(text_of(r, "state"), S("understood"));
    r = DO(s, MEES, "wish.show", "number", n);
    CHECK(has(r.html, "Mees Eikenblad") && has(r.html, "Bas Visotter"));
    CHECK(has(r.json, "\"kind\":\"correction\"") && has(r.json, "wish.confirm"));
    s->lang = LANG_EN;
    r = DO(s, PUCK, "wish.show", "number", n);
    CHECK(has(r.html, "Understood") && has(r.html, "yes, that is what I mean"));
}

static void an_empty_wish_stays_in_its_form_with_both_faults(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, PUCK, "wish.draft", "title", " ", "words", "\u200b\u200d", "send", "1");
    CHECK(r.err && r.err->kind == ERR_INVALID && r.err->next);
    CHECK(has(r.html, "id=\"title-err\"") && has(r.html, "id=\"words-err\"") &&
          has(r.html, "aria-invalid"));
    r = DO(s, PUCK, "wish.draft", "title", "", "words", "Wat ik schreef", "send", "1");
    CHECK(has(r.html, "Wat ik schreef") && has(r.html, "id=\"title-err\"") &&
          !has(r.html, "id=\"words-err\""));
    r = DO(s, PUCK, "wish.list", "mine", "1");
    CHECK(has(r.json, "\"wishes\":[]")); /* nothing was kept */
}
static void a_title_over_its_limit_names_the_limit(Arena *a) {
    Stage *s = stage_open(a);
    char title[WISH_TITLE_MAX + 2];
    memset(title, 'x', sizeof title - 1);
    title[sizeof title - 1] = 0;
    Answer r = DO(s, PUCK, "wish.draft", "title", title, "words", "w");
    CHECK_STR(fault_of_answer(r), S("param.long"));
    CHECK(has(r.html, "120") && has(r.html, "xxxxx"));
    title[WISH_TITLE_MAX] = 0;
    OK(DO(s, PUCK, "wish.draft", "title", title, "words", "w"));
}
static void broken_text_and_strange_fields_are_refused(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_STR(fault_of_answer(DO(s, PUCK, "wish.draft", "title", "\xc0\xaf")), S("param.utf8"));
    CHECK_STR(fault_of_answer(DO(s, PUCK, "wish.draft", "title", "\xed\xa0\x80")), S("param.utf8"));
    CHECK_STR(fault_of_answer(DO(s, PUCK, "wish.draft", "titel", "x")), S("param.unknown"));
    CHECK_STR(fault_of_answer(DO(s, PUCK, "wish.draft", "title", "x", "title", "y")),
              S("param.twice"));
    CHECK_STR(fault_of_answer(DO(s, PUCK, "wish.draft", "kind", "huge")), S("param.choice"));
    CHECK_STR(fault_of_answer(DO(s, PUCK, "wish.show", "number", "-1")), S("param.range"));
}
static void strange_signs_are_kept_and_shown_apart(Arena *a) {
    Stage *s = stage_open(a);
    const char *title = "\u202eomgekeerd \u0430fspraak 👩‍👩‍👧 <b>&";
    const char *n = number_of(
        s, DO(s, PUCK, "wish.draft", "title", title, "words", "<script>x</script>", "send", "1"));
    Answer r = DO(s, ELIN, "wish.show", "number", n);
    CHECK_STR(text_of(r, "title"), str_of(title));
    CHECK(has(r.html, "<bdi>\u202eomgekeerd") && has(r.html, "&lt;b&gt;&amp;"));
    CHECK(!has(r.html, "<script>x") && has(r.html, "&lt;script&gt;x"));
}

static void a_draft_is_only_its_writers(Arena *a) {
    Stage *s = stage_open(a);
    const char *n = number_of(s, DO(s, PUCK, "wish.draft", "title", "Half"));
    Answer r = DO(s, PUCK, "wish.show", "number", n);
    CHECK(has(r.html, "Concept") && has(r.html, "Afmaken en versturen"));
    const char *others[] = {MEES, ELIN, LARS, GEA};
    for (int i = 0; i < COUNT(others); i++) {
        r = DO(s, others[i], "wish.show", "number", n);
        CHECK(r.err && r.err->kind == ERR_NOT_FOUND);
        CHECK(!has(DO(s, others[i], "wish.list").json, "Half"));
    }
    OK(DO(s, PUCK, "wish.save", "number", n, "words", "Nu ook woorden", "version", "1"));
    r = DO(s, PUCK, "wish.edit", "number", n);
    CHECK(has(r.html, "Nu ook woorden") && has(r.html, "data-draft=\"/wishes/"));
    r = DO(s, PUCK, "wish.ask", "number", n);
    OK(r);
    r = DO(s, PUCK, "wish.ask", "number", n);
    CHECK(r.err && r.err->kind == ERR_CONFLICT); /* sending twice sends once */
}

static void a_hidden_wish_is_absent_for_others_everywhere(Arena *a) {
    Stage *s = stage_open(a);
    const char *n = sent(s, PUCK);
    OK(DO(s, PUCK, "wish.hide", "number", n, "hidden", "1"));
    const char *may[] = {PUCK, MEES, ELIN, LARS},
               *not [] = {JET, GIJS, GEA, FREEK, "niek.torenvalk"};
    for (int i = 0; i < COUNT(may); i++) {
        OK(DO(s, may[i], "wish.show", "number", n));
        CHECK(has(DO(s, may[i], "wish.list").json, "Kraan"));
    }
    for (int i = 0; i < COUNT(not ); i++) {
        Answer hidden = DO(s, not [i], "wish.show", "number", n),
               absent = DO(s, not [i], "wish.show", "number", "999");
        CHECK(hidden.err && absent.err && hidden.err->kind == ERR_NOT_FOUND);
        CHECK_STR(hidden.err->message, absent.err->message);
        CHECK_STR(hidden.err->field, absent.err->field);
        CHECK(!has(DO(s, not [i], "wish.list").json, "Kraan"));
        CHECK(!has(DO(s, not [i], "wish.list", "department", "OND", "mine", "1").json, "Kraan"));
        hidden = DO(s, not [i], "wish.confirm", "number", n);
        CHECK(hidden.err && hidden.err->kind == ERR_NOT_FOUND);
    }
    /* Somebody who is asked something is concerned from then on. */
    OK(DO(s, ELIN, "wish.question", "number", n, "text", "Weet jij dit?", "to_person",
          person(s, "p07")));
    OK(DO(s, GIJS, "wish.show", "number", n));
    CHECK_STR(fault_of_answer(DO(s, PUCK, "wish.hide", "number", n)), S("param.required"));
    CHECK(DO(s, JET, "wish.show", "number", n).err);
    OK(DO(s, PUCK, "wish.hide", "number", n, "hidden", "0"));
    OK(DO(s, JET, "wish.show", "number", n));
}

static const char *hidden_draft(Stage *s, const char *who) {
    Answer r = DO(s, who, "wish.draft", "title", "Kraan", "words", "De kraan lekt.", "kind", "fix",
                  "reader_department", "KCC", "hidden", "1");
    OK(r);
    return number_of(s, r);
}

static void what_is_left_out_of_a_call_stays_as_it_is(Arena *a) {
    Stage *s = stage_open(a);
    const char *n = hidden_draft(s, PUCK);
    OK(DO(s, PUCK, "wish.save", "number", n, "words", "De kraan lekt nog."));
    Answer form = DO(s, PUCK, "wish.edit", "number", n);
    CHECK(has(form.json, "\"reader_department\":\"KCC\"") && has(form.json, "\"kind\":\"fix\""));
    CHECK(has(form.json, "\"hidden\":true") && has(form.html, "value=\"1\" selected"));
    OK(DO(s, PUCK, "wish.ask", "number", n, "words", "De keukenkraan lekt."));
    Answer r = DO(s, PUCK, "wish.show", "number", n);
    CHECK(has(r.json, "\"hidden\":true") && has(r.json, "De keukenkraan") &&
          has(r.json, "\"title\":\"Kraan\"") && has(r.json, "\"kind\":\"fix\""));
    r = DO(s, GIJS, "wish.show", "number", n);
    CHECK(r.err && r.err->kind == ERR_NOT_FOUND);
    n = hidden_draft(s, PUCK);
    OK(DO(s, PUCK, "wish.ask", "number", n, "hidden", "0"));
    OK(DO(s, GIJS, "wish.show", "number", n));
}

static void who_says_back_names_an_owner_in_it_only_when_they_advise(Arena *a) {
    Stage *s = stage_open(a);
    const char *n =
        number_of(s, DO(s, FREEK, "wish.draft", "title", "Netwerk", "words", "Het netwerk moet om.",
                        "reader_department", "KCC", "send", "1"));
    Answer r = DO(s, JET, "wish.read_back", "number", n, "text", "Wij bellen dan niet.", "it_owner",
                  person(s, "p28"));
    CHECK_STR(fault_of_answer(r), S("wish.read_back.names"));
    CHECK_STR(r.err->field, S("it_owner"));
    r = DO(s, JET, "wish.read_back", "number", n, "text", "Wij bellen dan niet.", "team", "APP");
    CHECK_STR(r.err ? r.err->field : S(""), S("team"));
    OK(DO(s, JET, "wish.read_back", "number", n, "text", "Wij bellen dan niet.", "team", ""));
    n = sent(s, PUCK);
    OK(DO(s, ELIN, "wish.read_back", "number", n, "text", "Lekt.", "it_owner", person(s, "p28"),
          "team", "APP"));
}

static void the_second_editor_sees_both_versions(Arena *a) {
    Stage *s = stage_open(a);
    const char *n = sent(s, PUCK);
    Answer r = DO(s, MEES, "wish.edit", "number", n);
    const char *version =
        str_z(a, str_fmt(a, "%lld", (long long)model_get(r.model, NAME("version"))->number));
    OK(DO(s, PUCK, "wish.save", "number", n, "title", "Kraan", "words", "Tekst van Puck", "version",
          version));
    r = DO(s, MEES, "wish.save", "number", n, "title", "Kraan", "words", "Tekst van Mees",
           "version", version);
    CHECK(r.err && r.err->kind == ERR_CONFLICT);
    CHECK(has(r.html, "Tekst van Puck") && has(r.html, "Tekst van Mees"));
    CHECK(has(DO(s, PUCK, "wish.show", "number", n).json, "Tekst van Puck"));
    r = DO(s, MEES, "wish.edit", "number", n);
    version = str_z(a, str_fmt(a, "%lld", (long long)model_get(r.model, NAME("version"))->number));
    OK(DO(s, MEES, "wish.save", "number", n, "title", "Kraan", "words", "Samen", "version",
          version));
    CHECK_STR(fault_of_answer(DO(s, MEES, "wish.save", "number", n, "title", "K", "words", "W")),
              S("param.required"));
}

static void everybody_does_only_what_is_theirs(Arena *a) {
    Stage *s = stage_open(a);
    const char *n = sent(s, PUCK);
    CHECK(DO(s, PUCK, "wish.read_back", "number", n, "text", "Zelf").err->kind == ERR_FORBIDDEN);
    CHECK(DO(s, FREEK, "wish.read_back", "number", n, "text", "Zelf").err->kind == ERR_FORBIDDEN);
    CHECK(DO(s, JET, "wish.decline", "number", n, "reason", "Nee").err->kind == ERR_FORBIDDEN);
    CHECK(DO(s, GEA, "wish.hide", "number", n, "hidden", "1").err->kind == ERR_FORBIDDEN);
    CHECK(DO(s, PUCK, "wish.confirm", "number", n).err->kind ==
          ERR_CONFLICT); /* nothing said back yet */
    CHECK(DO(s, NULL, "wish.list").err->kind == ERR_SIGNED_OUT);
    OK(DO(s, LARS, "wish.read_back", "number", n, "text", "De kraan lekt dus."));
    CHECK(DO(s, LARS, "wish.confirm", "number", n).err->kind == ERR_FORBIDDEN); /* wrote it */
    CHECK(DO(s, ELIN, "wish.confirm", "number", n).err->kind == ERR_FORBIDDEN);
    Answer r = DO(s, PUCK, "wish.correct", "number", n, "text", " ");
    CHECK_STR(fault_of_answer(r), S("wish.correct.empty"));
    CHECK(has(r.html, "<p class=\"err\" id=\"text-err\">") &&
          has(r.html, "Schrijf wat er anders moet."));
    OK(DO(s, MEES, "wish.confirm", "number", n, "text",
          "Namens Puck")); /* the owner in their place */
    CHECK(DO(s, PUCK, "wish.correct", "number", n, "text", "Toch niet").err->kind == ERR_CONFLICT);
}

static void a_wish_of_it_is_said_back_by_a_department(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, FREEK, "wish.new");
    CHECK(has(r.html, "Welke afdeling zegt terug"));
    CHECK(!has(DO(s, PUCK, "wish.new").html, "Welke afdeling zegt terug"));
    r = DO(s, FREEK, "wish.draft", "title", "MFA", "words", "Een code erbij.", "kind", "security",
           "reader_department", "KCC", "send", "1");
    const char *n = number_of(s, r);
    OK(r);
    CHECK(DO(s, ELIN, "wish.read_back", "number", n, "text", "IT leest IT").err->kind ==
          ERR_FORBIDDEN);
    CHECK(DO(s, MEES, "wish.read_back", "number", n, "text", "Andere afdeling").err->kind ==
          ERR_FORBIDDEN);
    r = DO(s, JET, "wish.show", "number", n);
    CHECK(has(r.html, "Jij bent aan zet"));
    r = DO(s, JET, "wish.read_back_form", "number", n);
    CHECK(has(r.html, "Dit betekent het voor ons"));
    OK(DO(s, JET, "wish.read_back", "number", n, "text", "Wij typen elke ochtend een code."));
    OK(DO(s, FREEK, "wish.confirm", "number", n));
    r = DO(s, FREEK, "wish.show", "number", n);
    CHECK(has(r.html, "Dit betekent het voor ons") && has(r.html, "informatiemanager"));
    CHECK_STR(fault_of_answer(DO(s, FREEK, "wish.draft", "title", "x", "reader_department", "IT")),
              S("wish.reader.unknown"));
    CHECK_STR(fault_of_answer(DO(s, FREEK, "wish.draft", "title", "x", "reader_department", "Q")),
              S("wish.reader.unknown"));
    /* No department named: the guide. */
    n = number_of(
        s, DO(s, FREEK, "wish.draft", "title", "Kast", "words", "Nieuwe kast.", "send", "1"));
    CHECK(has(DO(s, LARS, "wish.show", "number", n).html, "Jij bent aan zet"));
}

static void no_comes_with_a_reason_that_the_asker_reads(Arena *a) {
    Stage *s = stage_open(a);
    const char *n = sent(s, PUCK);
    Answer r = DO(s, ELIN, "wish.decline", "number", n, "reason", "");
    CHECK_STR(fault_of_answer(r), S("wish.decline.empty"));
    CHECK(has(r.html, "id=\"reason-err\""));
    OK(DO(s, ELIN, "wish.decline", "number", n, "reason", "Nee, omdat de loodgieter dit doet."));
    r = DO(s, PUCK, "wish.show", "number", n);
    CHECK(has(r.html, "omdat de loodgieter dit doet") && has(r.html, "Niet gedaan") &&
          has(r.html, "hoeft niemand"));
    CHECK(DO(s, ELIN, "wish.question", "number", n, "text", "?").err->kind == ERR_CONFLICT);
}

static void a_question_to_oneself_or_to_nobody_is_refused(Arena *a) {
    Stage *s = stage_open(a);
    const char *n = sent(s, PUCK);
    CHECK_STR(fault_of_answer(DO(s, ELIN, "wish.question", "number", n, "text", "?", "to_person",
                                 person(s, "p31"))),
              S("wish.question.self"));
    CHECK_STR(fault_of_answer(DO(s, ELIN, "wish.question", "number", n, "text", "?", "to_person",
                                 "01ARZ3NDEKTSV4RRFFQ69G5FAV")),
              S("wish.person.unknown"));
    CHECK_STR(fault_of_answer(DO(s, ELIN, "wish.question", "number", n)), S("wish.question.empty"));
    Answer r = DO(s, ELIN, "wish.question", "number", n, "text", "Aan Mees", "to_person",
                  person(s, "p13"));
    const char *q = str_z(a, text_of(r, "question"));
    CHECK(DO(s, PUCK, "wish.answer", "number", n, "question", q, "text", "x").err->kind ==
          ERR_FORBIDDEN);
    r = DO(s, MEES, "wish.answer", "number", n, "question", q, "text", " ");
    CHECK_STR(fault_of_answer(r), S("wish.answer.empty"));
    CHECK(has(r.html, "id=\"text-err\""));
    OK(DO(s, MEES, "wish.answer", "number", n, "question", q, "text", "Ja."));
    CHECK(DO(s, LARS, "wish.answer", "number", n, "question", q, "text", "Nog eens").err->kind ==
          ERR_CONFLICT);
}

static void lists_name_no_person(Arena *a) {
    Stage *s = stage_open_demo(a);
    Answer r = DO(s, GIJS, "wish.list");
    OK(r);
    const char *names[] = {"Puck", "Elin", "Bas ", "Hidde", "Lars", "p31"};
    for (int i = 0; i < COUNT(names); i++) CHECK(!has(r.json, names[i]));
    CHECK(has(r.json, "is aan zet") == false && has(r.html, "is aan zet"));
    CHECK(!has(r.json, "verzuim")); /* the demo's hidden wish */
    CHECK(has(DO(s, "wout.madelief", "wish.list").json, "verzuim"));
    CHECK(!has(r.json, "\"state\":\"draft\""));
    r = DO(s, GIJS, "wish.list", "state", "making", "department", "OND");
    CHECK(has(r.json, "Onderaannemer ziet") && !has(r.json, "\"state\":\"done\",\"kind\""));
    int64_t next = 0;
    r = DO(s, GIJS, "wish.list");
    const Model *m = model_get(r.model, NAME("next"));
    CHECK(m && m->kind == MODEL_INT);
    if (m) next = m->number;
    r = DO(s, GIJS, "wish.list", "before", str_z(a, str_fmt(a, "%lld", (long long)next)));
    CHECK(has(r.json, "\"next\":null") && has(r.json, "Reparatie meteen"));
}

/* Whoever looks, whatever the language: every page of every demo wish can be shown, strictly. */
static void every_page_of_the_demo_can_be_shown(Arena *a) {
    Stage *s = stage_open_demo(a);
    const char *people[] = {PUCK, ELIN, LARS, MEES, FREEK, JET, GEA, "wout.madelief"};
    static const char *const pages[] = {"wish.show",           "wish.edit",  "wish.question_form",
                                        "wish.read_back_form", "wish.check", "wish.owners_form",
                                        "wish.decline_form"};
    int shown = 0;
    for (int n = 1; n <= 69; n++) {
        const char *who = people[n % COUNT(people)], *number = str_z(a, str_fmt(a, "%d", n));
        s->lang = n % 3 ? LANG_NL : LANG_EN;
        for (int i = 0; i < COUNT(pages); i++) {
            Answer r = DO(s, who, pages[i], "number", number);
            shown += !r.err && r.html.n > 0;
            if (r.err && r.err->kind != ERR_FORBIDDEN && r.err->kind != ERR_NOT_FOUND)
                test_fail_str(pages[i], who, r.err->message, S("a page"));
        }
    }
    CHECK(shown > 120);
    OK(DO(s, PUCK, "wish.list", "mine", "1"));
    OK(DO(s, FREEK, "wish.new"));
}

static void the_demo_is_alive_for_puck(Arena *a) {
    Stage *s = stage_open_demo(a);
    WishMine *mine;
    ptrdiff_t n;
    OK(DO(s, PUCK, "wish.list", "mine", "1"));
    CHECK_OK(wish_owed_by_me(&s->cx, &mine, &n));
    CHECK(n == 2);
    bool has_check = false, has_answer = false;
    for (ptrdiff_t i = 0; i < n; i++) {
        has_check |= mine[i].move == WISH_MOVE_CONFIRM;
        has_answer |= mine[i].move == WISH_MOVE_ANSWER;
        CHECK_STR(mine[i].by_name, S("Elin Ringslang"));
    }
    CHECK(has_check && has_answer);
    int64_t count;
    CHECK_OK(wish_count_owed_by_me(&s->cx, &count));
    CHECK(count == n);
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(the_thread_goes_from_words_to_understood),
                                   TEST(an_empty_wish_stays_in_its_form_with_both_faults),
                                   TEST(a_title_over_its_limit_names_the_limit),
                                   TEST(broken_text_and_strange_fields_are_refused),
                                   TEST(strange_signs_are_kept_and_shown_apart),
                                   TEST(a_draft_is_only_its_writers),
                                   TEST(a_hidden_wish_is_absent_for_others_everywhere),
                                   TEST(what_is_left_out_of_a_call_stays_as_it_is),
                                   TEST(who_says_back_names_an_owner_in_it_only_when_they_advise),
                                   TEST(the_second_editor_sees_both_versions),
                                   TEST(everybody_does_only_what_is_theirs),
                                   TEST(a_wish_of_it_is_said_back_by_a_department),
                                   TEST(no_comes_with_a_reason_that_the_asker_reads),
                                   TEST(a_question_to_oneself_or_to_nobody_is_refused),
                                   TEST(lists_name_no_person),
                                   TEST(every_page_of_the_demo_can_be_shown),
                                   TEST(the_demo_is_alive_for_puck),
                                   {0}});
}
