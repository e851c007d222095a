// SPDX-License-Identifier: EUPL-1.2
/* forecast_text - an answer as JSON for programs and as sentences for people. */
#include "forecast/forecast.h"

enum { AT_50 = 10, AT_85 = 17, AT_95 = 19 };
static const int promised[] = {AT_50, AT_85, AT_95};

/* ---- JSON ---- */
static void put_date(Arena *a, Buf *b, int level, Day day) {
    Str iso = day_iso(a, day);
    buf_fmt(b, "\"%d\":\"%.*s\"", level * 5, STR_ARG(iso));
}

static void put_dates(Arena *a, Buf *b, const ForecastPlace *place) {
    buf_z(b, ",\"dates\":{");
    for (int i = 0; i < COUNT(promised); i++) {
        buf_z(b, i ? "," : "");
        put_date(a, b, promised[i], place->at[promised[i]]);
    }
    buf_z(b, "},\"quantiles\":{");
    for (int level = 1; level < FORECAST_LEVELS; level++) {
        buf_z(b, level > 1 ? "," : "");
        put_date(a, b, level, place->at[level]);
    }
    buf_char(b, '}');
}

static void put_at_least(Buf *b, const ForecastAnswer *answer) {
    buf_z(b, ",\"at_least\":{");
    for (int i = 0; i < COUNT(promised); i++)
        buf_fmt(b, "%s\"%d\":%d", i ? "," : "", promised[i] * 5, answer->at_least[promised[i]]);
    buf_z(b, "},\"quantiles\":{");
    for (int level = 1; level < FORECAST_LEVELS; level++)
        buf_fmt(b, "%s\"%d\":%d", level > 1 ? "," : "", level * 5, answer->at_least[level]);
    buf_char(b, '}');
}

typedef struct {
    int bit;
    const char *nl, *en;
} Warning;
static const Warning warning_words[] = {
    {FORECAST_WIDENED,
     "Er zijn minder dan 8 weken geteld. Daarom is de marge ruimer genomen, zoals bij een nieuw "
     "team.",
     "Fewer than 8 weeks were counted. So the margin is wider, as for a new team."},
    {FORECAST_FAR, "Zo ver vooruit is deze manier van tellen nooit nagekeken.",
     "This way of counting was never checked so far ahead."},
    {FORECAST_CUT, "Verder dan tien jaar vooruit geven we geen datum. Daar staat de laatste dag.",
     "We give no date further than ten years ahead. The last day is shown instead."},
    {FORECAST_FEWER_IN,
     "De laatste vier weken is minder begonnen dan anders. Daarom rekenen we met een lager tempo.",
     "Less was started in the last four weeks than before. So we count with a slower pace."},
    {FORECAST_MORE_IN,
     "De laatste vier weken is meer begonnen dan anders. Daarom rekenen we met een hoger tempo.",
     "More was started in the last four weeks than before. So we count with a faster pace."},
};

static int all_warnings(const ForecastAnswer *answer, const ForecastPlace *place) {
    return answer->warnings | (place ? place->warnings : 0);
}

static void put_facts(Buf *b, const ForecastAnswer *answer, const ForecastPlace *place) {
    buf_fmt(b, ",\"counted\":%d,\"weeks_used\":%d,\"seed\":%lld,\"sims\":%d", answer->counted,
            answer->weeks_used, (long long)answer->seed, answer->sims);
    buf_z(b, ",\"method\":\"runs of three real weeks, recent ones more often, and one pace factor "
             "for each future\"");
    buf_fmt(b, ",\"pace_spread\":%.3f,\"pace_shift\":%.3f,\"weekly_rate\":%.2f,\"warnings\":[",
            answer->pace_spread, answer->pace_shift, answer->weekly_rate);
    int bits = all_warnings(answer, place), n = 0;
    for (ptrdiff_t i = 0; i < COUNT(warning_words); i++) {
        if (!(bits & warning_words[i].bit)) continue;
        buf_z(b, n++ ? "," : "");
        buf_json(b, str_of(warning_words[i].en));
    }
    buf_char(b, ']');
}

Str forecast_json(Arena *a, const ForecastAnswer *answer, const ForecastPlace *place, int items) {
    Buf b = buf_new(a, 1024);
    Str as_of = day_iso(a, answer->as_of);
    bool has_by = answer->by != DAY_NONE;
    buf_fmt(&b, "{\"as_of\":\"%.*s\"", STR_ARG(as_of));
    if (has_by) {
        Str by = day_iso(a, answer->by);
        buf_fmt(&b, ",\"by\":\"%.*s\"", STR_ARG(by));
    } else {
        buf_fmt(&b, ",\"items\":%d", answer->refused || !place ? items : place->items);
    }
    if (answer->refused) {
        buf_z(&b, ",\"refused\":");
        buf_json(&b, forecast_refusal_text(a, answer, false));
        buf_z(&b, ",\"reason\":");
        buf_json(&b, forecast_refusal_key(answer->refused));
        buf_fmt(&b, ",\"missing\":%d,\"counted\":%d,\"weeks_used\":%d", answer->missing,
                answer->counted, answer->weeks_used);
    } else {
        if (has_by)
            put_at_least(&b, answer);
        else
            put_dates(a, &b, place);
        put_facts(&b, answer, has_by ? NULL : place);
    }
    buf_z(&b, "}\n");
    return buf_done(&b);
}

/* ---- sentences ---- */
static Str day_text(Arena *a, Day day, Day as_of, bool dutch) {
    static const char *const months[2][12] = {
        {"January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"},
        {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
         "oktober", "november", "december"}};
    int year, month, mday, year_now, ignored;
    day_to_ymd(day, &year, &month, &mday);
    day_to_ymd(as_of, &year_now, &ignored, &ignored);
    Str text = str_fmt(a, "%d %s", mday, months[dutch][month - 1]);
    return year == year_now ? text : str_fmt(a, "%.*s %d", STR_ARG(text), year);
}

static Str sentence_by(Arena *a, const ForecastAnswer *answer, bool dutch) {
    Str by = day_text(a, answer->by, answer->as_of, dutch);
    const char *words =
        dutch ? "Op %.*s zijn er even vaak meer als minder dan %d klaar. In 85 van de 100 gevallen "
                "zijn het er %d of meer."
              : "By %.*s, equally often more as fewer than %d are done. In 85 out of 100 cases it "
                "is %d or more.";
    return str_fmt(a, words, STR_ARG(by), answer->at_least[AT_50], answer->at_least[AT_85]);
}

Str forecast_sentence(Arena *a, const ForecastAnswer *answer, const ForecastPlace *place,
                      bool dutch) {
    if (answer->refused) return forecast_refusal_text(a, answer, dutch);
    if (answer->by != DAY_NONE) return sentence_by(a, answer, dutch);
    Str middle = day_text(a, place->at[AT_50], answer->as_of, dutch);
    Str likely = day_text(a, place->at[AT_85], answer->as_of, dutch);
    const char *words =
        dutch ? "Even vaak vóór als na %.*s. In 85 van de 100 gevallen klaar vóór %.*s."
              : "Equally often before as after %.*s. In 85 out of 100 cases done before %.*s.";
    return str_fmt(a, words, STR_ARG(middle), STR_ARG(likely));
}

Str forecast_refusal_text(Arena *a, const ForecastAnswer *answer, bool dutch) {
    int n = answer->missing;
    switch (answer->refused) {
    case FORECAST_FEW_WEEKS:
        return str_fmt(a,
                       dutch ? "Te weinig gegevens: er zijn minder dan %d weken geteld. Nog %d "
                               "%s nodig."
                             : "fewer than %d weeks of history; %d more %s needed",
                       FORECAST_WEEKS_MIN, n,
                       dutch    ? n == 1 ? "week" : "weken"
                       : n == 1 ? "week is"
                                : "weeks are");
    case FORECAST_FEW_ITEMS:
        return str_fmt(a,
                       dutch ? "Te weinig gegevens: minder dan %d dingen kwamen klaar. Nog %d "
                               "nodig."
                             : "fewer than %d finished items; %d more needed",
                       FORECAST_FINISHED_MIN, n);
    case FORECAST_QUIET:
        return dutch ? S("Te weinig gegevens: de laatste 6 weken kwam niets klaar. Een datum kan "
                         "weer zodra er iets klaar is.")
                     : S("nothing finished in the last 6 weeks; a date is possible again when "
                         "something is finished");
    case FORECAST_NO_TEAM:
        return dutch ? S("Dit team staat niet in het bestand.")
                     : S("this team is not in the history");
    case FORECAST_GIVEN: break;
    }
    return S("");
}

static void put_tenths(Buf *b, double value, bool dutch) {
    int tenths = (int)(value * 10 + 0.5);
    buf_fmt(b, "%d%c%d", tenths / 10, dutch ? ',' : '.', tenths % 10);
}

Str forecast_counted_text(Arena *a, const ForecastAnswer *answer, const ForecastPlace *place,
                          bool dutch) {
    Buf b = buf_new(a, 512);
    if (answer->by != DAY_NONE) {
        buf_fmt(&b,
                dutch ? "Bijna zeker (95 van de 100) %d of meer.\n"
                      : "Almost certain (95 out of 100): %d or more.\n",
                answer->at_least[AT_95]);
    } else {
        Str late = day_text(a, place->at[AT_95], answer->as_of, dutch);
        buf_fmt(&b,
                dutch ? "Bijna zeker (95 van de 100) vóór %.*s.\n"
                      : "Almost certain (95 out of 100) before %.*s.\n",
                STR_ARG(late));
    }
    buf_fmt(&b,
            dutch ? "Geteld: %d dingen die echt klaar kwamen, in %d weken. Nu ongeveer "
                  : "Counted: %d items that were really finished, in %d weeks. Now about ",
            answer->counted, answer->weeks_used);
    put_tenths(&b, answer->weekly_rate, dutch);
    buf_z(&b, dutch ? " per week; recente weken tellen zwaarder.\n"
                    : " a week; recent weeks weigh more.\n");
    int bits = all_warnings(answer, answer->by != DAY_NONE ? NULL : place);
    for (ptrdiff_t i = 0; i < COUNT(warning_words); i++) {
        if (!(bits & warning_words[i].bit)) continue;
        buf_z(&b, dutch ? warning_words[i].nl : warning_words[i].en);
        buf_char(&b, '\n');
    }
    buf_fmt(&b,
            dutch ? "Narekenen: %d keer nagespeeld, met begingetal %lld.\n"
                  : "To check: played %d times, with starting number %lld.\n",
            answer->sims, (long long)answer->seed);
    return buf_done(&b);
}
