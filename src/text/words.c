// SPDX-License-Identifier: EUPL-1.2
/* words - days, times and numbers as a Dutch or an English page writes them. */
#include "text/words.h"
#include <stdlib.h>

Lang lang_of(Str code) { return str_eq(code, S("en")) ? LANG_EN : LANG_NL; }
Str lang_code(Lang lang) { return lang == LANG_EN ? S("en") : S("nl"); }

static const char *const months[LANGS][12] = {
    {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
     "oktober", "november", "december"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"}};
static const char *const weekdays[LANGS][7] = {
    {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}};
static const char *const counts[LANGS][13] = {{"nul", "één", "twee", "drie", "vier", "vijf", "zes",
                                               "zeven", "acht", "negen", "tien", "elf", "twaalf"},
                                              {"zero", "one", "two", "three", "four", "five", "six",
                                               "seven", "eight", "nine", "ten", "eleven",
                                               "twelve"}};

void day_put(Buf *out, Lang lang, Day day, Day today) {
    int year, month, mday, year_now = 0, month_now, mday_now;
    day_to_ymd(day, &year, &month, &mday);
    if (today != DAY_NONE) day_to_ymd(today, &year_now, &month_now, &mday_now);
    buf_int(out, mday);
    buf_char(out, ' ');
    buf_z(out, months[lang][month - 1]);
    if (year == year_now) return;
    buf_char(out, ' ');
    buf_int(out, year);
}

void day_put_full(Buf *out, Lang lang, Day day, Day today) {
    buf_z(out, weekdays[lang][day_weekday(day)]);
    buf_char(out, ' ');
    day_put(out, lang, day, today);
}

void time_put(Buf *out, Lang lang, Ms at, Day today) {
    static const Str near[LANGS][2] = {{S("vandaag"), S("gisteren")}, {S("today"), S("yesterday")}};
    Day day = day_of_ms(at);
    int hour, minute;
    clock_parts(at, &hour, &minute);
    if (today != DAY_NONE && (day == today || day == today - 1)) {
        buf_str(out, near[lang][today - day]);
    } else {
        day_put(out, lang, day, today);
        buf_char(out, ',');
    }
    buf_char(out, ' ');
    buf_int(out, hour);
    buf_char(out, lang == LANG_NL ? '.' : ':');
    buf_char(out, (char)('0' + minute / 10));
    buf_char(out, (char)('0' + minute % 10));
    if (lang == LANG_NL) buf_str(out, S(" uur"));
}

/* Digits, grouped by three from the right. */
static void digits_put(Buf *out, Lang lang, Str digits) {
    for (ptrdiff_t i = 0; i < digits.n; i++) {
        if (i > 0 && (digits.n - i) % 3 == 0) buf_char(out, lang == LANG_NL ? '.' : ',');
        buf_char(out, digits.p[i]);
    }
}

void number_put(Buf *out, Lang lang, int64_t n) {
    if (n > -1000 && n < 1000) {
        buf_int(out, n);
        return;
    }
    char text[20];
    int at = COUNT(text);
    for (uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n; u; u /= 10)
        text[--at] = (char)('0' + u % 10);
    if (n < 0) buf_char(out, '-');
    digits_put(out, lang, (Str){text + at, COUNT(text) - at});
}

void real_put_words(Buf *out, Lang lang, double value) {
    Buf plain = buf_new(out->a, 32);
    real_put(&plain, value);
    Str text = buf_done(&plain), whole, rest;
    bool has_rest = str_cut(text, '.', &whole, &rest);
    if (str_find(text, 'e') >= 0 || str_find(text, 'n') >= 0) { /* 1e+20, inf, nan */
        buf_str(out, text);
        return;
    }
    if (str_starts(whole, S("-"))) {
        buf_char(out, '-');
        whole = str_skip(whole, 1);
    }
    digits_put(out, lang, whole);
    if (!has_rest) return;
    buf_char(out, lang == LANG_NL ? ',' : '.');
    buf_str(out, rest);
}

Str day_words(Arena *a, Lang lang, Day day, Day today) {
    Buf b = buf_new(a, 24);
    day_put(&b, lang, day, today);
    return buf_done(&b);
}

Str day_words_full(Arena *a, Lang lang, Day day, Day today) {
    Buf b = buf_new(a, 32);
    day_put_full(&b, lang, day, today);
    return buf_done(&b);
}

Str time_words(Arena *a, Lang lang, Ms at, Day today) {
    Buf b = buf_new(a, 40);
    time_put(&b, lang, at, today);
    return buf_done(&b);
}

Str number_words(Arena *a, Lang lang, int64_t n) {
    Buf b = buf_new(a, 32);
    number_put(&b, lang, n);
    return buf_done(&b);
}

Str count_words(Arena *a, Lang lang, int64_t n) {
    return n >= 0 && n <= 12 ? str_of(counts[lang][n]) : number_words(a, lang, n);
}
