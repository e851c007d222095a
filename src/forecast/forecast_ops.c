// SPDX-License-Identifier: EUPL-1.2
/* forecast_ops - the date on a wish and on a queue: the sentence, the strip, and how sure it is. */
#include "forecast/forecast_ops.h"
#include "forecast/forecast_chart.h"
#include "forecast/forecast_store.h"

enum {
    AT_50 = 50 * FORECAST_LEVELS / 100,
    AT_85 = 85 * FORECAST_LEVELS / 100,
    AT_95 = 95 * FORECAST_LEVELS / 100
};
enum { KEEP_EVERY_MS = 6 * 3600000 };

/* ---- the sentence ---- */
static Str plain_sentence(const Ctx *cx, const TeamDates *dates, const ForecastPlace *place) {
    return forecast_sentence(cx->a, &dates->answer, place, cx->lang == LANG_NL);
}

static void no_dates(Model *m) {
    model_null(m, "even");
    model_null(m, "likely");
    model_null(m, "sure");
    model_null(m, "mini");
}

/* Why there is no date, as a code for programs and a sentence for people. */
static void refusal(const TeamDates *dates, Model *m) {
    static const char *const codes[] = {
        [FORECAST_FEW_WEEKS] = "weeks", [FORECAST_FEW_ITEMS] = "items", [FORECAST_QUIET] = "quiet"};
    ForecastRefusal why = dates->answer.refused;
    Str code = why > 0 && why < COUNT(codes) ? str_of(codes[why]) : S("items");
    model_say(m, "sentence", str_fmt(m->a, "forecast.refused.%.*s", STR_ARG(code)));
    model_text(m, "refused", code);
    model_int(m, "missing", dates->answer.missing);
    no_dates(m);
}

/* The right edge of small pictures: half a year, or when that is too short one, two, four … years,
 * so that those in one list can mostly be compared. */
static Day right_edge(Day today, Day likely) {
    Day days = 182;
    while (today + days - days / 16 < likely) days *= 2;
    return today + days;
}

static void sentence(Ctx *cx, const TeamDates *dates, const QueuePlace *at, Model *m) {
    ForecastPlace place = forecast_at(cx->a, dates, at);
    model_flag(m, "is_given", place.items > 0);
    model_int(m, "items", at->items);
    if (!place.items) {
        refusal(dates, m);
        return;
    }
    Day even = place.at[AT_50], likely = place.at[AT_85];
    model_say(m, "sentence", S("forecast.sentence"));
    model_null(m, "refused");
    model_int(m, "missing", 0);
    model_day(m, "even", even);
    model_day(m, "likely", likely);
    model_day(m, "sure", place.at[AT_95]);
    model_html(m, "mini",
               chart_mini(cx->a, plain_sentence(cx, dates, &place), cx->today, even, likely,
                          right_edge(cx->today, likely)));
}

/* ---- how sure is this? ---- */
static void warnings(const TeamDates *dates, const ForecastPlace *place, Model *m) {
    static const struct {
        int bit;
        const char *key;
    } said[] = {{FORECAST_WIDENED, "forecast.warning.widened"},
                {FORECAST_FAR, "forecast.warning.far"},
                {FORECAST_CUT, "forecast.warning.cut"},
                {FORECAST_FEWER_IN, "forecast.warning.fewer_in"},
                {FORECAST_MORE_IN, "forecast.warning.more_in"}};
    int bits = dates->answer.warnings | (place ? place->warnings : 0);
    Model *list = model_list(m, "warnings");
    for (ptrdiff_t i = 0; i < COUNT(said); i++)
        if (bits & said[i].bit) model_say(model_item(list), "says", str_of(said[i].key));
}

static int64_t weeks_known(const Ctx *cx, const TeamDates *dates) {
    return dates->first == DAY_NONE ? 0
                                    : (day_monday(cx->today) - day_monday(dates->first)) / 7 + 1;
}

/* Figures per week and shares of work only where a team is large enough, and the works council
 * knows. */
static Err *counted(Ctx *cx, const Team *team, const TeamDates *dates, Model *m) {
    static const char *const names[FLOW_KINDS] = {NULL, "disturbances", "upkeep", "small"};
    Str why;
    TRY(flow_pace_shown(cx, team, &why));
    bool shown = why.n == 0 && !dates->answer.refused;
    model_int(m, "counted", dates->answer.refused ? dates->counted : dates->answer.counted);
    model_int(m, "weeks",
              dates->answer.refused ? weeks_known(cx, dates) : dates->answer.weeks_used);
    model_day(m, "last", dates->last);
    model_int(m, "from_file", dates->from_file);
    model_int(m, "own", dates->own);
    model_flag(m, "has_file", dates->from_file > 0);
    model_flag(m, "has_own", dates->own > 0);
    model_flag(m, "has_kinds", dates->has_kinds);
    model_flag(m, "pace_shown", shown);
    if (shown)
        model_real(m, "per_week", (double)(int)(dates->answer.weekly_rate * 10 + 0.5) / 10);
    else
        model_null(m, "per_week");
    model_flag(m, "has_beside", shown && dates->has_kinds);
    for (int kind = FLOW_DISTURBANCE; kind < FLOW_KINDS; kind++) {
        if (shown && dates->has_kinds)
            model_put_int(m, name_id(names[kind]), dates->beside[kind]);
        else
            model_add(m, name_id(names[kind]), MODEL_NULL);
    }
    return NULL;
}

static void quantiles(const ForecastPlace *place, Model *m) {
    Model *list = model_list(m, "quantiles");
    static const int levels[] = {5, 25, 50, 75, 85, 95};
    for (ptrdiff_t i = 0; place->items && i < COUNT(levels); i++) {
        Model *item = model_item(list);
        model_int(item, "level", levels[i]);
        model_day(item, "day", place->at[levels[i] * FORECAST_LEVELS / 100]);
    }
}

static Err *whole(Ctx *cx, const Team *team, const TeamDates *dates, const Queue *queue,
                  const QueuePlace *at, Model *m) {
    ForecastPlace place = forecast_at(cx->a, dates, at);
    sentence(cx, dates, at, m);
    model_day(m, "as_of", cx->today);
    Model *t = model_part(m, "team");
    model_text(t, "code", team->code);
    model_text(t, "name", team->name);
    model_int(m, "place", at->place);
    model_flag(m, "is_in_hand", at->is_in_hand);
    model_int(m, "in_hand", queue->in_hand);
    model_flag(m, "is_only_one", at->is_in_hand && at->items == 1);
    model_int(m, "ahead", at->is_in_hand ? 0 : at->items - 1);
    TRY(counted(cx, team, dates, m));
    warnings(dates, place.items ? &place : NULL, m);
    quantiles(&place, m);
    model_int(m, "sims", dates->answer.sims);
    model_text(m, "seed", str_fmt(cx->a, "%llu", (unsigned long long)dates->answer.seed));
    return NULL;
}

/* ---- on the page of a wish ---- */
static Str said(Ctx *cx, const char *key) {
    RenderOptions how = {.set = cx->app->templates, .lang = cx->lang, .today = cx->today};
    return message_text(cx->a, &how, str_of(key), model_new(cx->a));
}

static void strip(Ctx *cx, const TeamDates *dates, const ForecastPlace *place, Model *m) {
    Strip s = {.lang = cx->lang,
               .today = cx->today,
               .even = place->at[AT_50],
               .likely = place->at[AT_85],
               .asked = DAY_NONE,
               .id = S("date"),
               .title = said(cx, "forecast.title"),
               .sentence = plain_sentence(cx, dates, place),
               .even_words = said(cx, "forecast.50_of_100"),
               .likely_words = said(cx, "forecast.85_of_100"),
               .today_words = said(cx, "forecast.today")};
    model_html(m, "strip", chart_strip(cx->a, &s));
}

static Err *wish_panel(Ctx *cx, const Wish *wish, Model *all) {
    Team team;
    Queue queue;
    TeamDates dates;
    if ((wish->state != WISH_CHOSEN && wish->state != WISH_MAKING) || !wish->team_id.n) return NULL;
    TRY(team_load(cx, wish->team_id, &team));
    TRY(flow_queue(cx, team.id, &queue));
    QueuePlace at = flow_place_of(&queue, wish->id);
    if (!at.is_there) return NULL;
    TRY(forecast_team(cx, team.id, at.items, &dates));
    Model *m = model_part(all, "forecast");
    model_text(m, "template", S("forecast/panel"));
    TRY(whole(cx, &team, &dates, &queue, &at, m));
    ForecastPlace place = forecast_at(cx->a, &dates, &at);
    if (place.items)
        strip(cx, &dates, &place, m);
    else
        model_null(m, "strip");
    return NULL;
}

/* ---- on the page of a queue: one entry per place; 0 is what is in hand ---- */
static Err *queue_panel(Ctx *cx, Str team_id, Model *all) {
    Team team;
    Queue queue;
    TeamDates dates;
    TRY(team_load(cx, team_id, &team));
    TRY(flow_queue(cx, team_id, &queue));
    if (queue.in_hand + queue.chosen == 0) return NULL;
    TRY(forecast_team(cx, team_id, queue.in_hand + queue.chosen, &dates));
    Model *m = model_part(all, "forecast");
    model_text(m, "template", S("forecast/queue"));
    model_flag(m, "is_given", !dates.answer.refused);
    if (dates.answer.refused)
        refusal(&dates, m);
    else
        model_null(m, "sentence");
    TRY(counted(cx, &team, &dates, m));
    warnings(&dates, NULL, m);
    Model *list = model_list(m, "dates");
    for (ptrdiff_t place = queue.in_hand ? 0 : 1; place <= queue.chosen; place++) {
        QueuePlace at = {true, place == 0, place, queue.in_hand + place};
        Model *item = model_item(list);
        model_int(item, "place", place);
        sentence(cx, &dates, &at, item);
    }
    return NULL;
}

static Err *panels(Ctx *cx, const char *kind, Str id, const char *page, Model *all) {
    if (str_eq(str_of(kind), S("queue"))) return queue_panel(cx, id, all);
    if (!str_eq(str_of(kind), S("wish")) || !str_eq(str_of(page), S("wish.show"))) return NULL;
    if (cx->op && cx->op->subject == wish_subject && cx->subject && str_eq(WISH_OF(cx)->id, id))
        return wish_panel(cx, WISH_OF(cx), all);
    Wish wish;
    TRY(wish_load(cx, id, &wish));
    return wish_panel(cx, &wish, all);
}

/* ---- by itself ---- */
static Err *show(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Wish *wish = WISH_OF(cx);
    Team team;
    Queue queue = {0};
    QueuePlace at = {0};
    TeamDates dates;
    if (wish->team_id.n) {
        TRY(team_load(cx, wish->team_id, &team));
        TRY(flow_queue(cx, team.id, &queue));
        at = flow_place_of(&queue, wish->id);
    }
    if (!at.is_there) return FAIL(cx->a, ERR_CONFLICT, "", "forecast.not_in_queue");
    model_int(m, "number", wish->number);
    TRY(forecast_team(cx, team.id, at.items, &dates));
    TRY(whole(cx, &team, &dates, &queue, &at, m));
    model_remove(m, NAME("mini")); /* a picture is for pages */
    return NULL;
}

/* Keeps what pages say today, once a day per wish, so that dates can be compared with what came
 * true. */
static Err *keep(Ctx *cx, Str payload) {
    (void)payload;
    Team *teams;
    ptrdiff_t n;
    TRY(teams_list(cx, &teams, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        Queue queue;
        TeamDates dates;
        TRY(flow_queue(cx, teams[i].id, &queue));
        if (queue.in_hand + queue.chosen == 0) continue;
        TRY(forecast_team(cx, teams[i].id, queue.in_hand + queue.chosen, &dates));
        for (ptrdiff_t k = 0; k < queue.in_hand + queue.chosen && !dates.answer.refused; k++) {
            QueuePlace at = flow_place_of(&queue, queue.items[k].wish_id);
            ForecastPlace place = forecast_at(cx->a, &dates, &at);
            TRY(forecast_shown_keep(cx, queue.items[k].wish_id, &at, &place, &dates.answer));
        }
    }
    return NULL;
}

static const JobKind jobs[] = {{"forecast.keep", KEEP_EVERY_MS, keep}, {0}};
#define TEAM                                                                                       \
    { "team", PARAM_LINE, true, 1, 20, NULL }
#define MAY_IMPORT (IS_GUIDE | IS_LEAD | IS_ADMIN)
static const Op ops[] = {
    OP("wish.forecast", "GET /wishes/{number}/forecast", IS_MEMBER, wish_subject, show,
       .place = "wishes", PARAMS({"number", PARAM_INT, true, 1, INT32_MAX, NULL})),
    OP("history.show", "GET /teams/{team}/history", IS_MEMBER, flow_team_subject, history_show,
       .page = "forecast/history", .place = "choose", PARAMS(TEAM)),
    OP("history.import_form", "GET /teams/{team}/history/import", MAY_IMPORT, flow_team_subject,
       history_import_form, .page = "forecast/import", .place = "choose", PARAMS(TEAM)),
    OP("history.import", "POST /histories", MAY_IMPORT, history_import_subject, history_import,
       .writes = true, .prepare = history_prepare, .form = "history.import_form",
       .then = "/teams/{team}/history", .done = "forecast.done.import",
       PARAMS({"team", PARAM_LINE, false, 1, 20, NULL}, {"name", PARAM_LINE, false, 0, 120, NULL},
              {"encoding", PARAM_CHOICE, false, 0, 0, "utf-8 windows-1252"},
              {"file", PARAM_FILE, false, 0, FLOW_IMPORT_BYTES_MAX, NULL},
              {"rows", PARAM_TEXT, false, 0, FLOW_IMPORT_BYTES_MAX, NULL})),
    {0},
};
const Slice forecast_slice = {.name = "forecast", .ops = ops, .jobs = jobs, .panels = panels};
