// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* day - moments (Ms, UTC) and calendar days (Day), and the organisation's one time zone.
 * Includes: base only. */
#include "base/base.h"

typedef int64_t Ms;  /* milliseconds since 1970-01-01T00:00:00Z */
typedef int32_t Day; /* days since 1970-01-01, without a zone */
#define DAY_NONE INT32_MIN
#define MS_NONE 0

Ms clock_now_ms(void);   /* the wall clock; only main, web, cli and jobs read it */
Ms clock_since_ms(void); /* monotonic, for durations */

/* Sets the zone ("Europe/Amsterdam") of day_of_ms and clock_parts; once, before threads start. */
bool zone_set(const char *name);
Day day_of_ms(Ms at);  /* in the organisation's zone */
Ms ms_of_day(Day day); /* the moment that day begins there */
void clock_parts(Ms at, int *ret_hour, int *ret_minute);

Day day_from_ymd(int year, int month, int mday); /* DAY_NONE when there is no such day */
void day_to_ymd(Day day, int *ret_year, int *ret_month, int *ret_mday);
int day_weekday(Day day);              /* 0 = Monday */
bool day_parse(Str iso, Day *ret_day); /* "2026-11-24" exactly */
Day day_monday(Day day);               /* the Monday of its week */
Str day_iso(Arena *a, Day day);        /* "2026-11-24" */
Str ms_iso(Arena *a, Ms at);           /* "2026-11-24T09:15:00Z" */
/* Working days (Monday to Friday; closed: sorted days off, may be NULL) */
Day day_add_working(Day from, int days, const Day *closed, ptrdiff_t closed_n);
int day_count_working(Day from, Day to, const Day *closed, ptrdiff_t closed_n); /* in (from, to] */
