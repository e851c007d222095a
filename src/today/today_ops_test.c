// SPDX-License-Identifier: EUPL-1.2
/* today_ops_test - what waits for one person, as page and as JSON, on both engines. */
#include "testing.h"
#include "today/today.h"

#define ADVISER "elin.ringslang"

static const char *number_of(Stage *s, Answer r) {
    const Model *m = r.model ? model_get(r.model, name_id("number")) : NULL;
    return m ? str_z(s->a, str_fmt(s->a, "%lld", (long long)m->number)) : "0";
}

static const char *asked(Stage *s, const char *title) {
    Answer r = DO(s, "puck.sleedoorn", "wish.draft", "title", title, "words",
                  "Nu mailen we lijsten.", "send", "1");
    CHECK_OK(r.err);
    return number_of(s, r);
}

static int64_t turns_of(Stage *s, const char *who) {
    Answer r = DO(s, who, "today.show");
    CHECK_OK(r.err);
    return r.model ? model_get(r.model, name_id("turns_n"))->number : -1;
}

static void an_empty_day_is_said_honestly(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, "puck.sleedoorn", "today.show");
    CHECK(has(r.html, "<h1>Niets voor jou. Fijne dag.</h1>") && has(r.json, "\"turns\":[]"));
    CHECK(!has(r.html, "class=\"todo\""));
    s->lang = LANG_EN;
    CHECK(has(DO(s, "puck.sleedoorn", "today.home").html, "Nothing for you. Have a nice day."));
    CHECK_STR(fault_of_answer(DO(s, NULL, "today.show")), S("call.signed_out"));
}

static void a_new_wish_waits_for_the_adviser_and_not_for_the_asker(Arena *a) {
    Stage *s = stage_open(a);
    (void)asked(s, "Eén lijst");
    Answer r = DO(s, ADVISER, "today.show");
    CHECK(has(r.html, "Goedemorgen, Elin") && has(r.html, "Nieuw: Eén lijst") &&
          has(r.html, "Wens van Onderhoud"));
    CHECK(has(r.html, "uiterlijk vrijdag 27 november"));
    CHECK(turns_of(s, "puck.sleedoorn") == 0);
    Answer mine = DO(s, "puck.sleedoorn", "today.show");
    CHECK(has(mine.html, "Eén lijst") && has(mine.html, "Nog geen datum"));
    CHECK(turns_of(s, "femke.gruttoweide") == 0);
}

static void a_question_is_said_with_its_own_words_and_its_side(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = asked(s, "Eén lijst");
    CHECK_OK(DO(s, ADVISER, "wish.question", "number", number, "text",
                "Mag een <onderaannemer> dit zien?", "to_person",
                str_z(a, demo_person_id(a, S("p16"))))
                 .err);
    Answer r = DO(s, "puck.sleedoorn", "today.show");
    CHECK(has(r.html, "Mag een &lt;onderaannemer&gt; dit zien?") && has(r.html, "Vraag van IT"));
    CHECK(has(r.html, "Pas als jij antwoordt, kan IT verder met"));
    CHECK(turns_of(s, "puck.sleedoorn") == 1);
}

static void a_read_back_waits_for_the_asker(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = asked(s, "Eén lijst");
    CHECK_OK(DO(s, ADVISER, "wish.read_back", "number", number, "text", "Jij wilt één lijst.").err);
    Answer r = DO(s, "puck.sleedoorn", "today.show");
    CHECK(has(r.html, "Klopt dit? Eén lijst") && has(r.html, "/check"));
    CHECK(has(r.html, "btn primary\" href=\"/wishes/"));
}

static void the_count_in_the_menu_is_the_count_on_the_page(Arena *a) {
    Stage *s = stage_open_demo(a);
    static const char *const people[] = {"puck.sleedoorn", ADVISER, "berend.kievitsbloem",
                                         "lars.edelhert", "mees.eikenblad"};
    for (ptrdiff_t i = 0; i < COUNT(people); i++) {
        int64_t n = -1, shown = turns_of(s, people[i]);
        Ctx cx = s->cx;
        CHECK_OK(today_slice.count_turns(&cx, &n));
        CHECK(n == shown);
    }
}

static void the_demo_shows_in_both_languages_and_stays_small(Arena *a) {
    Stage *s = stage_open_demo(a);
    for (s->lang = LANG_NL; s->lang < LANGS; s->lang++) {
        Answer r = DO(s, "lars.edelhert", "today.show");
        CHECK_OK(r.err);
        CHECK(r.html.n > 1000 && r.html.n < 60000);
    }
    s->lang = LANG_EN;
    Answer owner = DO(s, "mees.eikenblad", "today.show");
    CHECK(has(owner.html, "Your wishes"));
    s->lang = LANG_NL;
    owner = DO(s, "mees.eikenblad", "today.show");
    CHECK(has(owner.html, "Jouw wensen") && has(owner.html, "Even vaak vóór als na"));
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(an_empty_day_is_said_honestly),
                                   TEST(a_new_wish_waits_for_the_adviser_and_not_for_the_asker),
                                   TEST(a_question_is_said_with_its_own_words_and_its_side),
                                   TEST(a_read_back_waits_for_the_asker),
                                   TEST(the_count_in_the_menu_is_the_count_on_the_page),
                                   TEST(the_demo_shows_in_both_languages_and_stays_small),
                                   {0}});
}
