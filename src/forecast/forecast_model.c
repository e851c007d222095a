// SPDX-License-Identifier: EUPL-1.2
/* forecast_model - the pace of a team, how far it wanders, and what was started lately.
 * The parameters were chosen on 41 public histories by splitting them in halves, fitting on one
 * and judging on the other; all of them lie on a flat piece, so their last digit means nothing. */
#include "forecast/forecast_model.h"
#include <math.h>

enum {
    DRIFT_WEEKS = 4,        /* a past forecast is compared with so many weeks that followed */
    DRIFT_WEEKS_BEFORE = 8, /* ... and needs so many weeks before it */
    DRIFT_WEEKS_MAX = 156,  /* older ones weigh next to nothing */
    INTAKE_DAYS = 28,       /* "lately" ... */
    INTAKE_DAYS_LONG = 182, /* ... against the usual */
    INTAKE_WEEKS_MIN = 8
};
static const double half_life_weeks = 10;       /* of a week's chance to be drawn */
static const double drift_half_life_weeks = 26; /* of a past forecast's weight */
static const double pooled_spread = 0.45;       /* of teams that finish five items a week */
static const double pooled_rate = 6, pooled_power = 0.25; /* busier teams wander less */
static const double pooled_weight = 12; /* the pooled spread counts as so many forecasts */
static const double spread_min = 0.05, spread_max = 1.2;
static const double new_team_spread = 0.42; /* on top, with fewer than FORECAST_WEEKS_WIDE weeks */
static const double intake_power = 0.3, intake_log_max = 1;
static const double mean_to_spread = 1.2533; /* sqrt(pi / 2): of a normal distribution */

/* Finished per week going back from as_of, whole weeks only. */
typedef struct {
    double *counts;
    int n;
} Weeks;

static Weeks count_weeks(Arena *a, const ForecastDays *days, Day as_of) {
    Day first = as_of + 1;
    for (ptrdiff_t i = 0; i < days->finished_n; i++)
        if (days->finished[i] != DAY_NONE && days->finished[i] < first) first = days->finished[i];
    int64_t n = ((int64_t)as_of - first + 1) / 7;
    if (n > DRIFT_WEEKS_MAX + FORECAST_WEEKS_MAX) n = DRIFT_WEEKS_MAX + FORECAST_WEEKS_MAX;
    Weeks weeks = {NEWS(a, double, n + 1), (int)n};
    for (ptrdiff_t i = 0; i < days->finished_n; i++) {
        Day day = days->finished[i];
        if (day == DAY_NONE || day > as_of) continue;
        int64_t week = ((int64_t)as_of - day) / 7;
        if (week < n) weeks.counts[week]++;
    }
    return weeks;
}

static int count_between(const Day *days, ptrdiff_t n, Day after, Day to) {
    int count = 0;
    for (ptrdiff_t i = 0; i < n; i++) count += days[i] > after && days[i] <= to;
    return count;
}

/* Weighted mean and variance of the weeks from `from` back. */
static void pace_at(const Weeks *weeks, int from, const double *weight, double *ret_mean,
                    double *ret_variance) {
    int n = weeks->n - from < FORECAST_WEEKS_MAX ? weeks->n - from : FORECAST_WEEKS_MAX;
    double total = 0, mean = 0, variance = 0;
    for (int i = 0; i < n; i++) total += weight[i], mean += weight[i] * weeks->counts[from + i];
    mean /= total;
    for (int i = 0; i < n; i++) {
        double d = weeks->counts[from + i] - mean;
        variance += weight[i] * d * d;
    }
    *ret_mean = mean;
    *ret_variance = variance / total;
}

/* How far the pace wandered: at every past week, compare the pace until then with the four weeks
 * that followed. What the weekly draws already show as chance is taken off; the rest is drift. */
static double learn_spread(const Weeks *weeks, double rate, const double *weight) {
    double pooled = pooled_spread * pow((rate + 1) / pooled_rate, -pooled_power);
    double total = 0, errors = 0, chance = 0;
    for (int j = DRIFT_WEEKS; j + DRIFT_WEEKS_BEFORE <= weeks->n && j <= DRIFT_WEEKS_MAX; j++) {
        double mean, variance, done = 0, w = pow(0.5, (j - DRIFT_WEEKS) / drift_half_life_weeks);
        pace_at(weeks, j, weight, &mean, &variance);
        for (int i = j - DRIFT_WEEKS; i < j; i++) done += weeks->counts[i];
        double expected = mean * DRIFT_WEEKS + 0.5;
        double error = fabs(log((done + 0.5) / expected));
        total += w;
        errors += w * (error < 2 ? error : 2);
        chance += w * variance * DRIFT_WEEKS / (expected * expected);
    }
    double own = 0, own_weight = total / DRIFT_WEEKS; /* four weeks overlap: one new forecast */
    if (total > 0) own = pow(mean_to_spread * errors / total, 2) - chance / total;
    double square =
        (pooled_weight * pooled * pooled + own_weight * own) / (pooled_weight + own_weight);
    double spread = square > 0 ? sqrt(square) : 0;
    return spread < spread_min ? spread_min : spread > spread_max ? spread_max : spread;
}

/* What comes in goes out: the pace follows the intake of the last four weeks, for a third. Only
 * when the open items are known too, else recent starts are missing and look like a slowdown. */
static double learn_shift(const ForecastDays *days, Day as_of, int weeks_n) {
    if (!days->has_open || weeks_n < INTAKE_WEEKS_MIN) return 0;
    int span = weeks_n * 7 < INTAKE_DAYS_LONG ? weeks_n * 7 : INTAKE_DAYS_LONG;
    int lately = count_between(days->started, days->started_n, as_of - INTAKE_DAYS, as_of);
    int usual = count_between(days->started, days->started_n, as_of - span, as_of);
    int done = count_between(days->finished, days->finished_n, as_of - span, as_of);
    if (2 * usual <= done) return 0; /* most items have no starting day: nothing to compare */
    double change = log((lately / (INTAKE_DAYS / 7.0) + 0.5) / (usual / (span / 7.0) + 0.5));
    change = change > intake_log_max ? intake_log_max : change;
    return intake_power * (change < -intake_log_max ? -intake_log_max : change);
}

static void fill_draws(Model *model, const double *weight) {
    double total = 0, sum = weight[0];
    for (int i = 0; i < model->weeks_n; i++) total += weight[i];
    for (int i = 0, week = 0; i < MODEL_DRAWS; i++) {
        while (week < model->weeks_n - 1 && sum < (i + 0.5) / MODEL_DRAWS * total)
            sum += weight[++week];
        model->draws[i] = (uint8_t)week;
    }
}

static bool refuse(ForecastAnswer *answer, ForecastRefusal why, int missing) {
    answer->refused = why;
    answer->missing = missing;
    return false;
}

bool model_learn(Arena *a, const ForecastDays *days, Day as_of, Model *ret_model,
                 ForecastAnswer *answer) {
    Weeks weeks = count_weeks(a, days, as_of);
    Model *m = ret_model;
    double weight[FORECAST_WEEKS_MAX], variance;
    for (int i = 0; i < FORECAST_WEEKS_MAX; i++) weight[i] = pow(0.5, i / half_life_weeks);
    *m = (Model){.weeks_n = weeks.n < FORECAST_WEEKS_MAX ? weeks.n : FORECAST_WEEKS_MAX};
    for (int i = 0; i < m->weeks_n; i++) {
        m->counts[i] = weeks.counts[i];
        m->counted += (int)weeks.counts[i];
    }
    answer->weeks_used = m->weeks_n;
    answer->counted = m->counted;
    if (weeks.n < FORECAST_WEEKS_MIN)
        return refuse(answer, FORECAST_FEW_WEEKS, FORECAST_WEEKS_MIN - weeks.n);
    if (count_between(days->finished, days->finished_n, as_of - FORECAST_QUIET_DAYS, as_of) == 0)
        return refuse(answer, FORECAST_QUIET, 1);
    /* Older items count here: a team that always was slow is not a team without a history. */
    int all = count_between(days->finished, days->finished_n, DAY_NONE, as_of);
    if (all < FORECAST_FINISHED_MIN)
        return refuse(answer, FORECAST_FEW_ITEMS, FORECAST_FINISHED_MIN - all);
    /* Everything on the first day there is: no whole week shows a pace. */
    if (m->counted == 0) return refuse(answer, FORECAST_FEW_ITEMS, FORECAST_FINISHED_MIN);
    pace_at(&weeks, 0, weight, &m->rate, &variance);
    m->spread = learn_spread(&weeks, m->rate, weight);
    m->shift = learn_shift(days, as_of, weeks.n);
    if (weeks.n < FORECAST_WEEKS_WIDE) {
        m->spread = hypot(m->spread, new_team_spread);
        answer->warnings |= FORECAST_WIDENED;
    }
    /* Worth telling from a tenth faster or slower. */
    if (m->shift < -0.1) answer->warnings |= FORECAST_FEWER_IN;
    if (m->shift > 0.1) answer->warnings |= FORECAST_MORE_IN;
    fill_draws(m, weight);
    answer->weekly_rate = m->rate;
    answer->pace_spread = m->spread;
    answer->pace_shift = exp(m->shift);
    return true;
}
