// SPDX-License-Identifier: EUPL-1.2
/* forecast_ops_test - the date on a wish: given, refused, the same for everybody; on both engines.
 */
#include "testing.h"
#include "forecast/forecast_chart.h"
#include "forecast/forecast_store.h"

#define GUIDE "lars.edelhert"

/* Twenty weeks with two finished in each, up to yesterday. */
static const char *steady(Stage *s, int weeks) {
    Buf b = buf_new(s->a, 1024);
    Day today = day_of_ms(s->now_ms);
    buf_z(&b, "finished\n");
    for (int i = 0; i < weeks * 2; i++)
        buf_fmt(&b, "%.*s\n", STR_ARG(day_iso(s->a, today - 1 - i / 2 * 7 - i % 2)));
    return str_z(s->a, buf_done(&b));
}

static const char *number_of(Stage *s, Answer r) {
    const Model *m = r.model ? model_get(r.model, name_id("number")) : NULL;
    return m ? str_z(s->a, str_fmt(s->a, "%lld", (long long)m->number)) : "0";
}

static const char *chosen(Stage *s, const char *title, const char *team) {
    Answer r = DO(s, "puck.sleedoorn", "wish.draft", "title", title, "words",
                  "Nu mailen we lijsten.", "send", "1");
    const char *number = number_of(s, r);
    CHECK_OK(r.err);
    CHECK_OK(DO(s, GUIDE, "wish.read_back", "number", number, "text", "Jij wilt één lijst.").err);
    CHECK_OK(DO(s, "puck.sleedoorn", "wish.confirm", "number", number).err);
    CHECK_OK(DO(s, GUIDE, "wish.owners", "number", number, "want_owner",
                str_z(s->a, demo_person_id(s->a, S("p13"))), "it_owner",
                str_z(s->a, demo_person_id(s->a, S("p28"))), "team", team)
                 .err);
    CHECK_OK(DO(s, GUIDE, "wish.choose", "number", number, "team", team, "reason", "Nodig.").err);
    return number;
}

static Day day_in(const Model *m, const char *name) {
    const Model *d = m ? model_get(m, name_id(name)) : NULL;
    return d && d->kind == MODEL_DAY ? (Day)d->number : DAY_NONE;
}

static void without_a_history_there_is_no_date_but_a_reason(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = chosen(s, "Eén lijst", "APP");
    Answer r = DO(s, "puck.sleedoorn", "wish.show", "number", number);
    CHECK(has(r.html, "Nog geen datum") && !has(r.html, "Even vaak"));
    r = DO(s, "puck.sleedoorn", "wish.forecast", "number", number);
    CHECK(has(r.json, "\"is_given\":false") && has(r.json, "\"even\":null"));
    CHECK_OK(DO(s, GUIDE, "history.import", "team", "APP", "file", steady(s, 3)).err);
    r = DO(s, "puck.sleedoorn", "wish.forecast", "number", number);
    CHECK(has(r.json, "\"refused\":\"weeks\"") || has(r.json, "\"refused\":\"items\""));
    CHECK(!has(r.json, "\"missing\":0"));
}

static void with_a_history_everybody_reads_the_same_date(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = chosen(s, "Eén lijst", "APP");
    CHECK_OK(DO(s, GUIDE, "history.import", "team", "APP", "file", steady(s, 20)).err);
    Answer mine = DO(s, "puck.sleedoorn", "wish.show", "number", number);
    CHECK(has(mine.html, "Even vaak vóór als na") &&
          has(mine.html, "In 85 van de 100 gevallen klaar vóór"));
    CHECK(has(mine.html, "Hoe zeker is dit?") && has(mine.html, "viewBox=\"0 0 580") &&
          has(mine.html, "viewBox=\"0 0 330"));
    Answer one = DO(s, "puck.sleedoorn", "wish.forecast", "number", number);
    Answer two = DO(s, "femke.gruttoweide", "wish.forecast", "number", number);
    CHECK_STR(one.json, two.json);
    Day even = day_in(one.model, "even"), likely = day_in(one.model, "likely");
    CHECK(even > day_of_ms(s->now_ms) && likely >= even);
    CHECK(has(one.json, "\"from_file\":40") && has(one.json, "\"items\":1") &&
          !has(one.json, "svg"));
    s->lang = LANG_EN;
    Answer english = DO(s, "puck.sleedoorn", "wish.show", "number", number);
    CHECK(has(english.html, "Equally often before as after") &&
          has(english.html, "How sure is this?"));
}

static void a_later_place_is_never_earlier(Arena *a) {
    Stage *s = stage_open(a);
    (void)chosen(s, "A", "APP"), (void)chosen(s, "B", "APP"), (void)chosen(s, "C", "APP");
    CHECK_OK(DO(s, GUIDE, "history.import", "team", "APP", "file", steady(s, 20)).err);
    Answer r = DO(s, "puck.sleedoorn", "queue.show", "team", "APP");
    Day last = DAY_NONE;
    const Model *places = model_get(r.model, name_id("places"));
    int n = 0;
    for (const Model *m = places->first; m; m = m->next, n++) {
        Day likely = day_in(model_get(m, name_id("date")), "likely");
        CHECK(likely != DAY_NONE && likely >= last);
        last = likely;
    }
    CHECK(n == 3);
    CHECK(has(r.html, "even vaak vóór als na"));
}

static void a_new_import_changes_the_date_at_once(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = chosen(s, "Eén lijst", "APP");
    CHECK_OK(DO(s, GUIDE, "history.import", "team", "APP", "file", steady(s, 8)).err);
    Answer before = DO(s, "puck.sleedoorn", "wish.forecast", "number", number);
    CHECK_OK(DO(s, GUIDE, "history.import", "team", "APP", "file", steady(s, 30)).err);
    Answer after = DO(s, "puck.sleedoorn", "wish.forecast", "number", number);
    CHECK(has(before.json, "\"from_file\":16") && has(after.json, "\"from_file\":60"));
}

static void disturbances_alone_give_no_date_and_are_named(Arena *a) {
    Stage *s = stage_open_demo(a);
    Answer r = DO(s, "puck.sleedoorn", "queue.show", "team", "SRV");
    CHECK_OK(r.err);
    Answer app = DO(s, "puck.sleedoorn", "queue.show", "team", "APP");
    CHECK(has(app.html, "storingen") && has(app.html, "85 van de 100 vóór"));
}

static void a_wish_outside_a_queue_has_no_date(Arena *a) {
    Stage *s = stage_open(a);
    Answer r =
        DO(s, "puck.sleedoorn", "wish.draft", "title", "Kraan", "words", "Lekt.", "send", "1");
    r = DO(s, "puck.sleedoorn", "wish.forecast", "number", number_of(s, r));
    CHECK_STR(fault_of_answer(r), S("forecast.not_in_queue"));
    r = DO(s, "puck.sleedoorn", "wish.forecast", "number", "999");
    CHECK(r.err && r.err->kind == ERR_NOT_FOUND);
}

static void what_pages_said_is_kept_once_a_day(Arena *a) {
    Stage *s = stage_open(a);
    (void)chosen(s, "Eén lijst", "APP");
    CHECK_OK(DO(s, GUIDE, "history.import", "team", "APP", "file", steady(s, 20)).err);
    Ctx cx = {
        .a = a, .db = s->cx.db, .now_ms = s->now_ms, .today = day_of_ms(s->now_ms), .app = &s->app};
    WishRow *rows;
    ptrdiff_t n;
    Shown shown;
    CHECK_OK(wish_list_of_team(&cx, demo_team_id(a, S("APP")), WISH_CHOSEN, &rows, &n));
    CHECK(n == 1);
    CHECK_OK(forecast_shown_last(&cx, rows[0].id, &shown));
    CHECK(shown.as_of == DAY_NONE);
    CHECK_OK(forecast_slice.jobs[0].run(&cx, S("")));
    CHECK_OK(forecast_slice.jobs[0].run(&cx, S("")));
    CHECK_OK(forecast_shown_last(&cx, rows[0].id, &shown));
    CHECK(shown.as_of == cx.today && shown.even > cx.today && shown.likely >= shown.even &&
          shown.sure >= shown.likely);
}

/* ---- the mixture ---- */
static ForecastPlace place_of(int items, Day first, Day step) {
    ForecastPlace p = {.items = items};
    for (int i = 1; i < FORECAST_LEVELS; i++) p.at[i] = first + i * step;
    return p;
}

static void a_mixture_of_one_is_that_one(Arena *a) {
    ForecastPlace one = place_of(1, 100, 3), mixed = forecast_mixture(a, &one, 1);
    for (int i = 1; i < FORECAST_LEVELS; i++) CHECK(mixed.at[i] == one.at[i]);
}

static void a_mixture_lies_between_its_parts_and_never_goes_back(Arena *a) {
    ForecastPlace parts[] = {place_of(1, 100, 2), place_of(2, 120, 4), place_of(3, 150, 6)};
    ForecastPlace mixed = forecast_mixture(a, parts, 3);
    for (int i = 1; i < FORECAST_LEVELS; i++) {
        CHECK(mixed.at[i] >= parts[0].at[i] && mixed.at[i] <= parts[2].at[i]);
        CHECK(i == 1 || mixed.at[i] >= mixed.at[i - 1]);
    }
    CHECK(mixed.items == 3);
}

/* ---- the picture ---- */
static void the_strip_has_words_for_who_cannot_see_it_and_no_styles(Arena *a) {
    Strip strip = {.lang = LANG_NL,
                   .today = 20000,
                   .even = 20001,
                   .likely = 20002,
                   .asked = DAY_NONE,
                   .id = S("x\"y"),
                   .title = S("Wanneer <klaar>?"),
                   .sentence = S("Even vaak & klaar"),
                   .even_words = S("50 van de 100"),
                   .likely_words = S("85 van de 100"),
                   .today_words = S("vandaag"),
                   .asked_words = S("")};
    Str svg = chart_strip(a, &strip).markup;
    CHECK(has(svg, "Wanneer &lt;klaar&gt;?") && has(svg, "vaak &amp; klaar") && !has(svg, "x\"y"));
    CHECK(has(svg, "<title") && has(svg, "<desc") && has(svg, "role=\"img\""));
    CHECK(!has(svg, "style=") && !has(svg, "nan") && !has(svg, "=\"-"));
    strip.even = 20500, strip.likely = 21000, strip.asked = 20700,
    strip.asked_words = S("gevraagd: 4 september 2026");
    svg = chart_strip(a, &strip).markup;
    CHECK(has(svg, "gevraagd") && !has(svg, "nan") && !has(svg, "=\"-"));
    svg = chart_mini(a, S("x"), 20000, 20000, 20000, 20000).markup;
    CHECK(!has(svg, "nan") && !has(svg, "=\"-"));
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(without_a_history_there_is_no_date_but_a_reason),
                                   TEST(with_a_history_everybody_reads_the_same_date),
                                   TEST(a_later_place_is_never_earlier),
                                   TEST(a_new_import_changes_the_date_at_once),
                                   TEST(disturbances_alone_give_no_date_and_are_named),
                                   TEST(a_wish_outside_a_queue_has_no_date),
                                   TEST(what_pages_said_is_kept_once_a_day),
                                   TEST(a_mixture_of_one_is_that_one),
                                   TEST(a_mixture_lies_between_its_parts_and_never_goes_back),
                                   TEST(the_strip_has_words_for_who_cannot_see_it_and_no_styles),
                                   {0}});
}
