// SPDX-License-Identifier: EUPL-1.2
/* forecast - plays the futures and reads the dates off.
 *
 * All numbers of items are answered in one go: every future adds one to a table of (moment, number
 * done); summed from the right, a row says in how many futures at least so many were done by that
 * moment; and as the date never comes earlier for more items, one walk down the rows reads a whole
 * column of dates. Moments are days for four weeks and weeks after that, with the day between two
 * weeks read off a straight line.
 *
 * Each future has its own random numbers, made from the seed and its own number. So its first weeks
 * do not depend on how many items are asked for, and one wish has the same date alone as in a list.
 */
#include "forecast/forecast_model.h"
#include "base/rand.h"
#include <math.h>

enum {
    FINE_WEEKS = 4,
    FINE_ROWS = FINE_WEEKS * 7,
    WEEKS_AHEAD = (FORECAST_DAYS_MAX + 6) / 7,
    ROWS = FINE_ROWS + WEEKS_AHEAD - FINE_WEEKS
};

static int row_day(int row) {
    return row < 0 ? 0 : row < FINE_ROWS ? row + 1 : (row - FINE_ROWS + FINE_WEEKS + 1) * 7;
}

/* ---- one future ---- */
typedef struct {
    const Model *model;
    Rand rand;
    double pace;
    int week, left; /* week drawn last, weeks left in its run */
} Future;

static Future future_new(const Model *model, uint64_t seed, int number) {
    Future f = {.model = model, .rand = rand_seed(seed + (uint64_t)number * 0x9e3779b97f4a7c15u)};
    f.pace = exp(model->shift + model->spread * rand_normal(&f.rand));
    return f;
}

/* Items finished in the next week: weeks follow each other as they really did, three in a row. */
static double future_week(Future *f) {
    if (f->left == 0 || f->week == 0) {
        f->week = f->model->draws[rand_next(&f->rand) >> 52];
        f->left = MODEL_RUN_WEEKS;
    } else {
        f->week--;
    }
    f->left--;
    return f->model->counts[f->week] * f->pace;
}
_Static_assert(MODEL_DRAWS == 1 << 12, "future_week takes the upper 12 of 64 bits");

/* ---- the table ---- */
typedef struct {
    int n;            /* different numbers of items asked */
    int most;         /* the largest of them */
    int *place_of;    /* [0..most]: how many of the asked numbers are not above it */
    uint32_t *counts; /* ROWS x (n + 1): futures with so many of the asked numbers done */
    uint32_t *ended;  /* [ROWS + 1]: futures that had all of them done in an earlier row */
} Table;

static Table table_new(Arena *a, const int *items, ptrdiff_t n) {
    Table t = {.n = (int)n, .most = items[n - 1]};
    t.place_of = NEWS(a, int, t.most + 1);
    for (int done = 0, k = 0; done <= t.most; done++) {
        while (k < n && items[k] <= done) k++;
        t.place_of[done] = k;
    }
    t.counts = NEWS(a, uint32_t, (ptrdiff_t)ROWS * (n + 1));
    t.ended = NEWS(a, uint32_t, ROWS + 1);
    return t;
}

/* Adds one moment of a future; true when all that was asked is done. */
static bool table_add(Table *t, int row, double done) {
    /* An item counts as done when it is more than half finished. */
    int whole = done + 0.5 >= t->most ? t->most : (int)(done + 0.5);
    int place = t->place_of[whole];
    t->counts[(ptrdiff_t)row * (t->n + 1) + place]++;
    if (place == t->n) t->ended[row + 1]++;
    return place == t->n;
}

static void play(Table *t, Future f) {
    double done = 0;
    for (int week = 0; week < FINE_WEEKS; week++) {
        double finished = future_week(&f);
        for (int k = 1; k <= 7; k++)
            if (table_add(t, week * 7 + k - 1, done + finished * k / 7)) return;
        done += finished;
    }
    for (int row = FINE_ROWS; row < ROWS; row++) {
        done += future_week(&f);
        if (table_add(t, row, done)) return;
    }
}

/* From "so many done" to "so many or more done". */
static void table_sum(Table *t) {
    uint32_t ended = 0;
    for (int row = 0; row < ROWS; row++) {
        uint32_t *counts = t->counts + (ptrdiff_t)row * (t->n + 1), sum = ended += t->ended[row];
        for (int k = t->n; k >= 0; k--) counts[k] = sum += counts[k];
    }
}

/* Futures, out of sims, that a share of percent needs. */
static uint32_t needed(int sims, int percent) {
    return (uint32_t)(((int64_t)sims * percent + 99) / 100);
}

static void table_dates(const Table *t, int sims, Day as_of, ForecastPlace *places) {
    for (int level = 1; level < FORECAST_LEVELS; level++) {
        uint32_t need = needed(sims, level * 100 / FORECAST_LEVELS);
        int row = 0;
        for (int k = 1; k <= t->n; k++) {
            const uint32_t *column = t->counts + k;
            while (row < ROWS && column[(ptrdiff_t)row * (t->n + 1)] < need) row++;
            int days = FORECAST_DAYS_MAX;
            if (row < ROWS) {
                uint32_t now = column[(ptrdiff_t)row * (t->n + 1)];
                uint32_t before = row > 0 ? column[(ptrdiff_t)(row - 1) * (t->n + 1)] : 0;
                int from = row_day(row - 1), span = row_day(row) - from;
                double part = (double)(need - before) / (now - before);
                days = from + (int)ceil(span * part);
            } else {
                places[k - 1].warnings |= FORECAST_CUT;
            }
            places[k - 1].at[level] = as_of + (days < FORECAST_DAYS_MAX ? days : FORECAST_DAYS_MAX);
        }
    }
    for (int k = 0; k < t->n; k++)
        if (places[k].at[17] > as_of + FORECAST_DAYS_CHECKED) places[k].warnings |= FORECAST_FAR;
}

/* ---- how many by a day ---- */
static void play_until(const Model *model, const ForecastQuestion *q, ForecastAnswer *answer,
                       uint32_t *counts) {
    int days = q->by - q->as_of;
    for (int i = 0; i < answer->sims; i++) {
        Future f = future_new(model, answer->seed, i);
        double done = 0;
        for (int d = days; d > 0; d -= 7) done += future_week(&f) * (d < 7 ? d / 7.0 : 1);
        counts[done + 0.5 < FORECAST_ITEMS_MAX ? (int)(done + 0.5) : FORECAST_ITEMS_MAX]++;
    }
    for (int level = 1; level < FORECAST_LEVELS; level++) {
        uint32_t need = needed(answer->sims, level * 100 / FORECAST_LEVELS), sum = 0;
        int items = FORECAST_ITEMS_MAX;
        while ((sum += counts[items]) < need) items--;
        answer->at_least[level] = items;
    }
    if (days > FORECAST_DAYS_CHECKED) answer->warnings |= FORECAST_FAR;
}

/* ---- the question ---- */
static uint64_t seed_of(const Model *m, Day as_of) {
    struct {
        int64_t as_of, weeks, counts[FORECAST_WEEKS_MAX];
    } all = {.as_of = as_of, .weeks = m->weeks_n};
    for (int i = 0; i < m->weeks_n; i++) all.counts[i] = (int64_t)m->counts[i];
    /* JSON readers keep whole numbers up to 2^53 only. */
    uint64_t seed = str_hash((Str){(const char *)&all, sizeof all}) >> 32;
    return seed ? seed : 1;
}

static Err *check(Arena *a, const ForecastQuestion *q) {
    if (q->as_of < day_from_ymd(1970, 1, 1) || q->as_of > day_from_ymd(2199, 12, 31))
        return FAIL(a, ERR_INVALID, "as_of", "forecast.as_of.range");
    if (q->sims != 0 && (q->sims < FORECAST_SIMS_MIN || q->sims > FORECAST_SIMS_MAX))
        return FAIL(a, ERR_INVALID, "sims", "forecast.sims.range");
    if (q->items_n == 0 && (q->by <= q->as_of || q->by > q->as_of + FORECAST_DAYS_MAX))
        return FAIL(a, ERR_INVALID, "by", "forecast.by.range");
    if (q->items_n < 0 || q->items_n > FORECAST_PLACES_MAX)
        return FAIL(a, ERR_INVALID, "items", "forecast.items.many");
    for (ptrdiff_t i = 0; i < q->items_n; i++)
        if (q->items[i] < 1 || q->items[i] > FORECAST_ITEMS_MAX ||
            (i > 0 && q->items[i] <= q->items[i - 1]))
            return FAIL(a, ERR_INVALID, "items", "forecast.items.range");
    return NULL;
}

Err *forecast_run(Arena *a, const ForecastDays *days, const ForecastQuestion *q,
                  ForecastAnswer *ret_answer) {
    TRY(check(a, q));
    ForecastAnswer answer = {.as_of = q->as_of,
                             .by = q->items_n == 0 ? q->by : DAY_NONE,
                             .sims = q->sims ? q->sims : FORECAST_SIMS_DEFAULT};
    ForecastPlace *places = NEWS(a, ForecastPlace, q->items_n);
    ArenaMark mark = arena_mark(a);
    Model *model = NEW(a, Model);
    if (model_learn(a, days, q->as_of, model, &answer)) {
        answer.seed = q->seed ? q->seed : seed_of(model, q->as_of);
        if (q->items_n == 0) {
            play_until(model, q, &answer, NEWS(a, uint32_t, FORECAST_ITEMS_MAX + 1));
        } else {
            Table t = table_new(a, q->items, q->items_n);
            for (int i = 0; i < answer.sims; i++) play(&t, future_new(model, answer.seed, i));
            table_sum(&t);
            for (ptrdiff_t i = 0; i < q->items_n; i++) places[i].items = q->items[i];
            table_dates(&t, answer.sims, q->as_of, places);
            answer.places = places;
            answer.places_n = q->items_n;
        }
    }
    arena_rewind(a, mark);
    *ret_answer = answer;
    return NULL;
}

bool forecast_days(Arena *a, const History *history, Str team, Day as_of, ForecastDays *ret_days) {
    int32_t wanted = HISTORY_NO_NAME;
    if (team.n > 0 && history->teams_n > 0) {
        for (ptrdiff_t i = 0; i < history->teams_n && wanted < 0; i++)
            if (str_eq_nocase(history->teams[i], team)) wanted = (int32_t)i;
        if (wanted < 0) return false;
    }
    Day *finished = NEWS(a, Day, history->rows_n), *started = NEWS(a, Day, history->rows_n);
    ForecastDays days = {.finished = finished, .started = started};
    for (ptrdiff_t i = 0; i < history->rows_n; i++) {
        const HistoryRow *row = &history->rows[i];
        if (wanted >= 0 && row->team != wanted) continue;
        bool is_done = row->finished != DAY_NONE && row->finished <= as_of;
        bool is_begun = row->started != DAY_NONE && row->started <= as_of;
        if (is_done) finished[days.finished_n++] = row->finished;
        if (is_begun) started[days.started_n++] = row->started;
        days.has_open |= is_begun && !is_done;
    }
    *ret_days = days;
    return true;
}

Str forecast_refusal_key(ForecastRefusal refused) {
    switch (refused) {
    case FORECAST_FEW_WEEKS: return S("forecast.refused.weeks");
    case FORECAST_FEW_ITEMS: return S("forecast.refused.items");
    case FORECAST_QUIET: return S("forecast.refused.quiet");
    case FORECAST_NO_TEAM: return S("forecast.refused.team");
    case FORECAST_GIVEN: break;
    }
    return S("");
}
