// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* forecast - when will a number of items be done, judged by what the team really finished?
 *
 * Ten thousand possible futures are played. In each, the coming weeks are runs of weeks that
 * really happened (recent ones more often), all made faster or slower by one pace factor: how far
 * this team's pace wandered before, pulled towards what other teams do. A date at 85 % is the day
 * on which the items are done in 85 of 100 futures. docs/forecast.md tells the method, its
 * parameters and how often its dates were kept on real histories.
 *
 * Pure: the same input gives the same answer, whatever else is asked in the same call.
 * Includes: base only, and history for the days. */
#include "forecast/history.h"

enum {
    FORECAST_WEEKS_MIN = 4,      /* of history, else refused */
    FORECAST_WEEKS_WIDE = 8,     /* with fewer the answer is widened and says so */
    FORECAST_FINISHED_MIN = 8,   /* items up to as_of, else refused */
    FORECAST_QUIET_DAYS = 42,    /* nothing finished in these: refused */
    FORECAST_WEEKS_MAX = 52,     /* older weeks are not drawn */
    FORECAST_ITEMS_MAX = 100000, /* largest number of items that can be asked */
    FORECAST_PLACES_MAX = 10000, /* different numbers of items in one call */
    FORECAST_SIMS_DEFAULT = 10000,
    FORECAST_SIMS_MIN = 100,
    FORECAST_SIMS_MAX = 100000,
    FORECAST_DAYS_MAX = 3650,    /* no date is given further ahead */
    FORECAST_DAYS_CHECKED = 182, /* further ahead than this the method was never checked */
    FORECAST_LEVELS = 20         /* quantiles in steps of 100 / FORECAST_LEVELS % */
};

/* What is counted. Order does not matter; days after as_of are left out. */
typedef struct {
    const Day *finished; /* a day per finished item */
    ptrdiff_t finished_n;
    const Day *started; /* a day per item that was started, whether or not it is finished */
    ptrdiff_t started_n;
    bool has_open; /* started holds unfinished items too; without them it is not used */
} ForecastDays;

typedef struct {
    Day as_of;
    int sims;         /* 0: FORECAST_SIMS_DEFAULT */
    uint64_t seed;    /* 0: derived from what is counted */
    const int *items; /* how many items more; ascending, each once, 1..FORECAST_ITEMS_MAX */
    ptrdiff_t items_n;
    Day by; /* or, when items_n = 0: how many items by this day, after as_of */
} ForecastQuestion;

typedef enum {
    FORECAST_GIVEN,
    FORECAST_FEW_WEEKS,
    FORECAST_FEW_ITEMS,
    FORECAST_QUIET,
    FORECAST_NO_TEAM /* set by the command line only */
} ForecastRefusal;

enum {                        /* warnings, one bit each */
       FORECAST_WIDENED = 1,  /* fewer than FORECAST_WEEKS_WIDE weeks of history */
       FORECAST_FAR = 2,      /* the 85 % date lies past FORECAST_DAYS_CHECKED */
       FORECAST_CUT = 4,      /* a date past FORECAST_DAYS_MAX is given as that day */
       FORECAST_FEWER_IN = 8, /* clearly less was started lately, so a slower pace is expected */
       FORECAST_MORE_IN = 16  /* clearly more was started lately, so a faster pace is expected */
};

typedef struct {
    int items;
    Day at[FORECAST_LEVELS]; /* at[p / 5]: done on or before this day in p of 100; [0] unused */
    int warnings;            /* FAR and CUT of this one */
} ForecastPlace;

typedef struct {
    Day as_of;
    ForecastRefusal refused;
    int missing;                 /* when refused: weeks, or items, that are still needed */
    const ForecastPlace *places; /* one per question's items, in that order */
    ptrdiff_t places_n;
    Day by;                        /* DAY_NONE unless that was the question */
    int at_least[FORECAST_LEVELS]; /* at_least[p / 5]: so many or more by that day in p of 100 */
    int counted;                   /* items finished in weeks_used */
    int weeks_used;
    double weekly_rate; /* items per week, recent weeks weighing more */
    double pace_spread; /* spread of the natural logarithm of the pace factor */
    double pace_shift;  /* factor on the pace because of what was started lately; 1 = none */
    int sims;
    uint64_t seed; /* give this one back to get the same dates */
    int warnings;
} ForecastAnswer;

/* The days of one team (empty: of all rows), known at the end of as_of. False when the history
 * names teams and this is none of them. Letters may differ in case. */
bool forecast_days(Arena *a, const History *history, Str team, Day as_of, ForecastDays *ret_days);

/* Answers a question; a refusal is an answer. Fails with ERR_INVALID on field "items", "by",
 * "sims" or "as_of" when that is outside its limits. Takes a few ms; memory: about 2 kB for each
 * number of items asked. */
Err *forecast_run(Arena *a, const ForecastDays *days, const ForecastQuestion *question,
                  ForecastAnswer *ret_answer);

/* Key of the reason in the message catalogue: "forecast.refused.weeks" and so on. */
Str forecast_refusal_key(ForecastRefusal refused);

/* One place (or the answer to "by") as the JSON object of the contract in DESIGN section 5, with a
 * line end. place is ignored when refused (items says what was asked) or when "by" was asked. */
Str forecast_json(Arena *a, const ForecastAnswer *answer, const ForecastPlace *place, int items);

/* "Even vaak vóór als na 12 januari. In 85 van de 100 gevallen klaar vóór 2 februari." */
Str forecast_sentence(Arena *a, const ForecastAnswer *answer, const ForecastPlace *place,
                      bool dutch);

/* Why there is no date and what is missing, in plain words. */
Str forecast_refusal_text(Arena *a, const ForecastAnswer *answer, bool dutch);

/* What was counted, and what to be careful with: "how sure is this?" One line each. */
Str forecast_counted_text(Arena *a, const ForecastAnswer *answer, const ForecastPlace *place,
                          bool dutch);
