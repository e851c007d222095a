// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* forecast_ops - dates of wishes: what a team finished, asked "when will so many more be done?".
 *
 * A chosen wish is done when what its team has in hand, what stands before it and the wish itself
 * are done. A wish in hand may be the next to be finished or the last of what is in hand: its date
 * is the mixture of those, each as likely. What counts as finished:
 * docs/decisions/what-a-date-counts.md.
 *
 * Pages of earlier and later slices show them without including this: see flow_date_at. On
 * app_panels(cx, "queue", team id, …) this slice tells a list "dates"; each entry has place,
 * is_given, sentence, items, even, likely, sure, refused, missing and mini (a picture). Includes:
 * flow, forecast. */
#include "flow/flow.h"
#include "forecast/forecast.h"

enum { DATES_CACHED = 32, DATES_PLACES = 64 };

/* All dates of one team, as of today. */
typedef struct {
    ForecastAnswer answer; /* places[i] is the answer for i + 1 wishes more; none when refused */
    int64_t counted, from_file, own;
    int64_t beside[FLOW_KINDS]; /* not counted, finished in the same weeks */
    Day first, last;            /* counted days; DAY_NONE when nothing is */
    bool has_kinds;
} TeamDates;

/* The dates for 1, 2, … at least `most` wishes more. Kept in memory until what was finished
 * changes, or the day does. */
Err *forecast_team(Ctx *cx, Str team_id, int64_t most, TeamDates *ret_dates);
/* The date of a wish at that place; refused dates give items 0. at must be there. */
ForecastPlace forecast_at(Arena *a, const TeamDates *dates, const QueuePlace *at);
/* The mixture of the dates for 1, 2, … n wishes more, each as likely: by the quantiles of each. n
 * >= 1. */
ForecastPlace forecast_mixture(Arena *a, const ForecastPlace *places, ptrdiff_t n);

/* history_ops.c */
Err *history_show(Ctx *cx, const In *in, Model *m);
Err *history_import_form(Ctx *cx, const In *in, Model *m);
/* import_ops.c */
Err *history_import_subject(Ctx *cx, const In *in);
Err *history_prepare(Ctx *cx, const In *in);
Err *history_import(Ctx *cx, const In *in, Model *m);

extern const Slice forecast_slice;
