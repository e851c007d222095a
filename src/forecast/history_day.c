// SPDX-License-Identifier: EUPL-1.2
/* history_day - days in the spellings that exports use. The day is taken as it is written: a
 * time or a zone behind it does not move it, so that a file means the same on every server. */
#include "forecast/history.h"

enum { YEAR_MIN = 1970, YEAR_MAX = 2199 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Takes between min and max digits off the front. */
static bool take_number(Str *s, int min, int max, int *ret_value) {
    int n = 0, value = 0;
    while (n < s->n && n < max && is_digit(s->p[n])) value = value * 10 + (s->p[n++] - '0');
    if (n < min || (n < s->n && is_digit(s->p[n]))) return false;
    *s = str_skip(*s, n);
    *ret_value = value;
    return true;
}

static bool take(Str *s, char c) {
    if (s->n == 0 || s->p[0] != c) return false;
    *s = str_skip(*s, 1);
    return true;
}

/* " 10:22", "T10:22:03.120Z", "T10:22:03+01:00", " 10:22 UTC", or nothing. */
static bool is_time(Str s) {
    int hour, minute, second = 0;
    if (s.n == 0) return true;
    if (!take(&s, 'T') && !take(&s, ' ')) return false;
    s = str_trim(s);
    if (!take_number(&s, 1, 2, &hour) || !take(&s, ':')) return false;
    if (!take_number(&s, 2, 2, &minute)) return false;
    if (take(&s, ':')) {
        if (!take_number(&s, 2, 2, &second)) return false;
        if (take(&s, '.') || take(&s, ','))
            while (s.n > 0 && is_digit(s.p[0])) s = str_skip(s, 1);
    }
    if (hour > 24 || minute > 59 || second > 60) return false;
    s = str_trim(s);
    if (s.n == 0 || str_eq(s, S("Z")) || str_eq(s, S("UTC"))) return true;
    if (!take(&s, '+') && !take(&s, '-')) return false;
    if (!take_number(&s, 2, 4, &hour)) return false;
    if (take(&s, ':') && !take_number(&s, 2, 2, &minute)) return false;
    return s.n == 0;
}

bool history_day(Str text, Day *ret_day) {
    int first, month, last;
    Str s = str_trim(text);
    if (!take_number(&s, 1, 4, &first) || s.n == 0) return false;
    char mark = s.p[0];
    if (mark != '-' && mark != '/' && mark != '.') return false;
    bool year_first = first > 31;
    if (year_first && mark == '.') return false;
    if (!take(&s, mark) || !take_number(&s, 1, 2, &month) || !take(&s, mark)) return false;
    if (!take_number(&s, year_first ? 1 : 4, year_first ? 2 : 4, &last)) return false;
    int year = year_first ? first : last;
    if (year < YEAR_MIN || year > YEAR_MAX || !is_time(s)) return false;
    Day day = day_from_ymd(year, month, year_first ? last : first);
    if (day == DAY_NONE) return false;
    *ret_day = day;
    return true;
}
