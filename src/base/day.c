// SPDX-License-Identifier: EUPL-1.2
/* day - moments, calendar days and working days. The day arithmetic is that of the proleptic
 * Gregorian calendar, counted from 1 March so that leap days come last. */
#include "base/day.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

Ms clock_now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (Ms)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

Ms clock_since_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (Ms)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static unsigned zone_turn = 1; /* counts the zones that were set */

bool zone_set(const char *name) {
    char path[160] = "/usr/share/zoneinfo/";
    if (strlen(name) > 100 || strstr(name, "..") || name[0] == '/') return false;
    strncat(path, name, sizeof path - strlen(path) - 1);
    if (setenv("TZ", name, 1) != 0) return false;
    tzset();
    zone_turn++;
    return true;
}

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static struct tm local(Ms at) {
    time_t seconds = (time_t)floor_div(at, 1000);
    struct tm parts;
    localtime_r(&seconds, &parts);
    return parts;
}

/* ---- seconds ahead of UTC ----
 * The C library computes a zone's rules anew for every moment, and a list shows a hundred of them.
 * On nearly every day the clock stands still: for such a day of UTC the offset is remembered. */
enum { DAY_S = 86400, DAYS_KEPT = 512, DAY_FIRST = -719162, DAY_LAST = 2932896 };

static bool offset_of_day(int64_t utc_day, int64_t *ret_offset_s) {
    static _Thread_local struct {
        unsigned zone_turn;
        int32_t utc_day, offset_s;
    } kept[DAYS_KEPT];
    if (utc_day <= DAY_FIRST || utc_day >= DAY_LAST) return false; /* years 1 to 9999 */
    ptrdiff_t at = utc_day & (DAYS_KEPT - 1);
    if (kept[at].zone_turn != zone_turn || kept[at].utc_day != utc_day) {
        struct tm begin = local(utc_day * DAY_S * 1000), end = local((utc_day + 1) * DAY_S * 1000);
        if (begin.tm_gmtoff != end.tm_gmtoff) return false; /* summer time begins or ends */
        kept[at].zone_turn = zone_turn;
        kept[at].utc_day = (int32_t)utc_day;
        kept[at].offset_s = (int32_t)begin.tm_gmtoff;
    }
    *ret_offset_s = kept[at].offset_s;
    return true;
}

Day day_of_ms(Ms at) {
    int64_t s = floor_div(at, 1000), offset_s;
    if (offset_of_day(floor_div(s, DAY_S), &offset_s)) return (Day)floor_div(s + offset_s, DAY_S);
    struct tm t = local(at);
    return day_from_ymd(t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}

Ms ms_of_day(Day day) {
    int year, month, mday;
    day_to_ymd(day, &year, &month, &mday);
    struct tm t = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = mday, .tm_isdst = -1};
    return (Ms)mktime(&t) * 1000;
}

void clock_parts(Ms at, int *ret_hour, int *ret_minute) {
    int64_t s = floor_div(at, 1000), offset_s;
    if (offset_of_day(floor_div(s, DAY_S), &offset_s)) {
        int64_t in_day = s + offset_s - floor_div(s + offset_s, DAY_S) * DAY_S;
        *ret_hour = (int)(in_day / 3600);
        *ret_minute = (int)(in_day / 60 % 60);
        return;
    }
    struct tm t = local(at);
    *ret_hour = t.tm_hour;
    *ret_minute = t.tm_min;
}

static int month_days(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

Day day_from_ymd(int year, int month, int mday) {
    if (year < 1 || year > 9999 || month < 1 || month > 12) return DAY_NONE;
    if (mday < 1 || mday > month_days(year, month)) return DAY_NONE;
    int y = month > 2 ? year : year - 1, m = (month + 9) % 12;
    return (Day)(365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + mday - 1 - 719468);
}

void day_to_ymd(Day day, int *ret_year, int *ret_month, int *ret_mday) {
    int64_t n = (int64_t)day + 719468, era = floor_div(n, 146097), d = n - era * 146097;
    int64_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
    int64_t of_year = d - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    *ret_mday = (int)(of_year - (153 * m + 2) / 5 + 1);
    *ret_month = (int)(m < 10 ? m + 3 : m - 9);
    *ret_year = (int)(y + era * 400 + (*ret_month <= 2));
}

int day_weekday(Day day) { return (int)((day % 7 + 7 + 3) % 7); }

Day day_monday(Day day) { return day - day_weekday(day); }

bool day_parse(Str iso, Day *ret_day) {
    int64_t year, month, mday;
    if (iso.n != 10 || iso.p[4] != '-' || iso.p[7] != '-') return false;
    if (!str_int((Str){iso.p, 4}, &year) || !str_int((Str){iso.p + 5, 2}, &month)) return false;
    if (!str_int((Str){iso.p + 8, 2}, &mday)) return false;
    Day day = day_from_ymd((int)year, (int)month, (int)mday);
    if (day == DAY_NONE) return false;
    *ret_day = day;
    return true;
}

/* Digits with leading zeros. Written by hand: a list shows a hundred of these, and printf takes a
 * third of a microsecond for each. */
static void digits(char *p, int n, int value) {
    for (; n > 0; value /= 10) p[--n] = (char)('0' + value % 10);
}

static void iso_put(char *p, Day day) {
    int year, month, mday;
    day_to_ymd(day, &year, &month, &mday);
    digits(p, 4, year);
    digits(p + 5, 2, month);
    digits(p + 8, 2, mday);
}

Str day_iso(Arena *a, Day day) {
    char text[] = "0000-00-00";
    iso_put(text, day);
    return str_copy(a, (Str){text, sizeof text - 1});
}

Str ms_iso(Arena *a, Ms at) {
    char text[] = "0000-00-00T00:00:00Z";
    int64_t s = floor_div(at, 1000), in_day = s - floor_div(s, 86400) * 86400;
    iso_put(text, (Day)floor_div(s, 86400));
    digits(text + 11, 2, (int)(in_day / 3600));
    digits(text + 14, 2, (int)(in_day / 60 % 60));
    digits(text + 17, 2, (int)(in_day % 60));
    return str_copy(a, (Str){text, sizeof text - 1});
}

static bool is_working(Day day, const Day *closed, ptrdiff_t closed_n) {
    if (day_weekday(day) > 4) return false;
    for (ptrdiff_t i = 0; i < closed_n; i++)
        if (closed[i] == day) return false;
    return true;
}

Day day_add_working(Day from, int days, const Day *closed, ptrdiff_t closed_n) {
    while (days > 0)
        if (is_working(++from, closed, closed_n)) days--;
    return from;
}

int day_count_working(Day from, Day to, const Day *closed, ptrdiff_t closed_n) {
    int n = 0;
    for (Day day = from + 1; day <= to; day++) n += is_working(day, closed, closed_n);
    return n;
}
