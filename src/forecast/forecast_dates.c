// SPDX-License-Identifier: EUPL-1.2
/* forecast_dates - all dates of a team at once, kept in memory: the one thing this process
 * remembers between requests. It may be forgotten at any moment, and other servers need not know
 * it. */
#include "forecast/forecast_ops.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { TEAM_ID_MAX = 40, PLACES_MOST = 4096 };

typedef struct {
    char team[TEAM_ID_MAX];
    Day as_of;
    int64_t stamp;
    uint64_t used;   /* larger: later */
    TeamDates dates; /* its places are ours, made by malloc */
} Kept;

static struct {
    pthread_mutex_t lock;
    Kept kept[DATES_CACHED];
    uint64_t clock;
} cache = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool is_for(const Kept *k, Str team, Day as_of, int64_t stamp) {
    return k->used && k->as_of == as_of && k->stamp == stamp && str_eq(str_of(k->team), team);
}

/* Copies what is kept, when its places fit in the room; else tells the room in *ret_n. Nothing is
 * taken from an arena here: one that is full jumps away, and the lock would stay held. */
static bool cache_copy(Str team, Day as_of, int64_t stamp, int64_t most, ForecastPlace *room,
                       ptrdiff_t *ret_n, TeamDates *ret_dates) {
    bool found = false;
    ptrdiff_t room_n = *ret_n;
    pthread_mutex_lock(&cache.lock);
    for (int i = 0; i < DATES_CACHED && !found; i++) {
        Kept *k = &cache.kept[i];
        const ForecastAnswer *answer = &k->dates.answer;
        if (!is_for(k, team, as_of, stamp) || (!answer->refused && answer->places_n < most))
            continue;
        k->used = ++cache.clock;
        *ret_n = answer->places_n;
        *ret_dates = k->dates;
        ret_dates->answer.places = answer->places_n ? room : NULL;
        found = true;
        if (answer->places_n && answer->places_n <= room_n)
            memcpy(room, answer->places, (size_t)answer->places_n * sizeof *room);
    }
    pthread_mutex_unlock(&cache.lock);
    return found;
}

/* Into the arena, so that nothing is shared. It may have grown between two looks. */
static bool cache_find(Arena *a, Str team, Day as_of, int64_t stamp, int64_t most,
                       TeamDates *ret_dates) {
    ForecastPlace *room = NULL;
    for (ptrdiff_t room_n = 0, n = 0;; room_n = n) {
        if (room_n) room = NEWS(a, ForecastPlace, room_n);
        if (!cache_copy(team, as_of, stamp, most, room, &n, ret_dates)) return false;
        if (n <= room_n) return true;
    }
}

static void cache_keep(Str team, Day as_of, int64_t stamp, const TeamDates *dates) {
    ptrdiff_t n = dates->answer.places_n;
    ForecastPlace *places = n ? malloc((size_t)n * sizeof *places) : NULL;
    if (team.n >= TEAM_ID_MAX || (n && !places)) {
        free(places);
        return; /* it is counted again next time */
    }
    if (n) memcpy(places, dates->answer.places, (size_t)n * sizeof *places);
    pthread_mutex_lock(&cache.lock);
    Kept *oldest = &cache.kept[0];
    for (int i = 0; i < DATES_CACHED; i++) {
        Kept *k = &cache.kept[i];
        bool same_team = k->used && str_eq(str_of(k->team), team);
        if (same_team) oldest = k; /* yesterday's, or before the import: of no use any more */
        if (same_team) break;
        if (k->used < oldest->used) oldest = k;
    }
    free((void *)oldest->dates.answer.places);
    *oldest = (Kept){.as_of = as_of, .stamp = stamp, .used = ++cache.clock, .dates = *dates};
    oldest->dates.answer.places = places;
    memcpy(oldest->team, team.p, (size_t)team.n);
    oldest->team[team.n] = 0;
    pthread_mutex_unlock(&cache.lock);
}

static Err *count(Ctx *cx, Str team_id, int64_t most, TeamDates *ret_dates) {
    Counted counted;
    TRY(flow_counted(cx, team_id, cx->today, &counted));
    Day *finished = NEWS(cx->a, Day, counted.n + 1);
    int *items = NEWS(cx->a, int, (ptrdiff_t)most);
    for (ptrdiff_t i = 0; i < counted.n; i++) finished[i] = counted.rows[i].finished;
    for (int i = 0; i < most; i++) items[i] = i + 1;
    ForecastDays days = {.finished = finished, .finished_n = counted.n};
    ForecastQuestion question = {
        .as_of = cx->today, .items = items, .items_n = (ptrdiff_t)most, .by = DAY_NONE};
    TeamDates dates = {.counted = counted.n,
                       .from_file = counted.from_file,
                       .own = counted.own,
                       .first = counted.first,
                       .last = counted.last,
                       .has_kinds = counted.has_kinds};
    memcpy(dates.beside, counted.beside, sizeof dates.beside);
    TRY(forecast_run(cx->a, &days, &question, &dates.answer));
    if (dates.answer.refused) dates.answer.places = NULL, dates.answer.places_n = 0;
    *ret_dates = dates;
    return NULL;
}

Err *forecast_team(Ctx *cx, Str team_id, int64_t most, TeamDates *ret_dates) {
    int64_t stamp, room = DATES_PLACES;
    if (most > PLACES_MOST) most = PLACES_MOST;
    while (room < most) room *= 2;
    TRY(flow_stamp(cx, team_id, cx->today, &stamp));
    if (cache_find(cx->a, team_id, cx->today, stamp, most, ret_dates)) return NULL;
    TRY(count(cx, team_id, room, ret_dates));
    cache_keep(team_id, cx->today, stamp, ret_dates);
    return NULL;
}

static int by_day(const void *left, const void *right) {
    Day x = *(const Day *)left, y = *(const Day *)right;
    return (x > y) - (x < y);
}

/* Each quantile stands for the twentieth of all futures around it; the fortieths beyond the first
 * and the last are taken to lie beyond all of them. With one place this gives that place back. */
ForecastPlace forecast_mixture(Arena *a, const ForecastPlace *places, ptrdiff_t n) {
    enum { EACH = FORECAST_LEVELS - 1 };
    ForecastPlace mixture = {.items = (int)n};
    Day *all = NEWS(a, Day, n * EACH);
    for (ptrdiff_t i = 0; i < n; i++) {
        memcpy(all + i * EACH, places[i].at + 1, EACH * sizeof *all);
        mixture.warnings |= places[i].warnings;
    }
    ptrdiff_t total = n * EACH;
    qsort(all, (size_t)total, sizeof *all, by_day);
    for (int level = 1; level < FORECAST_LEVELS; level++) {
        /* (2 level - 1) / 2 of EACH, counted in points, rounded up */
        ptrdiff_t k = ((2 * level - 1) * total + 2 * EACH - 1) / (2 * EACH);
        mixture.at[level] = all[(k < 1 ? 1 : k > total ? total : k) - 1];
    }
    return mixture;
}

ForecastPlace forecast_at(Arena *a, const TeamDates *dates, const QueuePlace *at) {
    const ForecastAnswer *answer = &dates->answer;
    if (answer->refused || !at->is_there || at->items < 1 || answer->places_n < 1)
        return (ForecastPlace){0};
    ptrdiff_t items = at->items < answer->places_n ? (ptrdiff_t)at->items : answer->places_n;
    return at->is_in_hand ? forecast_mixture(a, answer->places, items) : answer->places[items - 1];
}
