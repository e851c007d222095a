// SPDX-License-Identifier: EUPL-1.2
/* today - how a turn is said: pure. */
#include "today/today.h"

static const TurnWords words[] = {
    {"wish.why.answer", "answer", "q", 2},      {"wish.why.check", "check", "echo", 3},
    {"wish.why.reply", "reply", "wish", 5},     {"wish.why.again", "again", "echo", 5},
    {"wish.why.owners", "owners", "users", 2},  {"wish.why.finish", "finish", "edit", 3},
    {"wish.why.choose", "choose", "choose", 3}, {"flow.decision_waits", "decide", "choose", 3},
    {"wish.why.accept", "accept", "star", 3},   {"", "other", "wish", 3},
};

const TurnWords *today_words(Str why) {
    ptrdiff_t i = 0;
    while (words[i].why[0] && !str_eq(str_of(words[i].why), why)) i++;
    return &words[i];
}

Str today_part(int hour) {
    return hour < 12 ? S("morning") : hour < 18 ? S("afternoon") : S("evening");
}

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

Str today_shorten(Arena *a, Str text, ptrdiff_t max) {
    Buf b = buf_new(a, text.n + 8);
    text = str_trim(text);
    for (ptrdiff_t i = 0; i < text.n; i++) {
        if (!is_blank(text.p[i]))
            buf_char(&b, text.p[i]);
        else if (!is_blank(text.p[i - 1]))
            buf_char(&b, ' ');
    }
    Str whole = buf_done(&b);
    if (str_signs(whole) <= max) return whole;
    ptrdiff_t signs = 0, cut = 0, bytes = 0;
    for (; bytes < whole.n && signs < max; bytes++) {
        bool begins_sign = ((unsigned char)whole.p[bytes] & 0xC0) != 0x80;
        if (begins_sign && ++signs == max) break;
        if (whole.p[bytes] == ' ') cut = bytes;
    }
    return str_fmt(a, "%.*s…", STR_ARG(str_head(whole, cut ? cut : bytes)));
}

DueState today_due(Day due, Day today) {
    if (due == DAY_NONE) return DUE_NONE;
    if (due < today) return DUE_PASSED;
    return due - today <= TODAY_SOON_DAYS ? DUE_SOON : DUE_LATER;
}
