// SPDX-License-Identifier: EUPL-1.2
/* forecast_bench - how long 10,000 futures take, for one number of items and for a whole queue.
 * usage: forecast_bench [PLACES [ROUNDS]]; prints the median of the rounds. */
#include "forecast/forecast.h"
#include "base/rand.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *x, const void *y) {
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* Two years of a team that finishes `rate` items a week. */
static ForecastDays some_days(Arena *a, int rate, Day as_of) {
    Rand r = rand_seed(1);
    Day *finished = NEWS(a, Day, rate * 104);
    for (int i = 0; i < rate * 104; i++) finished[i] = as_of - (Day)rand_below(&r, 728);
    return (ForecastDays){.finished = finished, .finished_n = rate * 104};
}

static void measure(Arena *a, int rate, int places, int rounds) {
    Day as_of = day_from_ymd(2026, 1, 5);
    ForecastDays days = some_days(a, rate, as_of);
    int *items = NEWS(a, int, places);
    for (int i = 0; i < places; i++) items[i] = places == 1 ? rate * 8 : i + 1;
    double *spent = NEWS(a, double, rounds), total = 0;
    for (int i = 0; i < rounds; i++) {
        ArenaMark mark = arena_mark(a);
        ForecastQuestion q = {.as_of = as_of, .items = items, .items_n = places};
        ForecastAnswer answer;
        double from = now_ms();
        if (forecast_run(a, &days, &q, &answer)) abort();
        spent[i] = now_ms() - from;
        total += answer.places[places - 1].at[10];
        arena_rewind(a, mark);
    }
    qsort(spent, (size_t)rounds, sizeof *spent, by_value);
    printf("forecast places=%d sims=%d rate=%d ms=%.2f check=%.0f\n", places, FORECAST_SIMS_DEFAULT,
           rate, spent[rounds / 2], total / rounds);
}

int main(int argc, char **argv) {
    int64_t places = 500, rounds = 31;
    if (argc > 1 && !str_int(str_of(argv[1]), &places)) return 2;
    if (argc > 2 && !str_int(str_of(argv[2]), &rounds)) return 2;
    if (places < 1 || places > FORECAST_PLACES_MAX || rounds < 1 || rounds > 10000) return 2;
    Arena *a = arena_new((ptrdiff_t)1 << 30);
    if (!a || ARENA_BOUNDARY(a)) return 4;
    static const int rates[] = {5, 20, 60};
    for (int i = 0; i < COUNT(rates); i++) {
        measure(a, rates[i], 1, (int)rounds);
        measure(a, rates[i], (int)places, (int)rounds);
    }
    arena_free(a);
    return 0;
}
