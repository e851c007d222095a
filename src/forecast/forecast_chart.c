// SPDX-License-Identifier: EUPL-1.2
/* forecast_chart - dates as SVG: classes instead of styles, a title and a description inside. */
#include "forecast/forecast_chart.h"

enum {
    WIDE = 580,
    NARROW = 330,
    EDGE = 10,
    SIGN_WIDTH = 8, /* a generous width of one sign at 15 px: labels may not run into each other */
    LABEL_GAP = 6,
    TICK_GAP = 14,
    DAYS_LEAST = 14 /* a strip never covers less, so that a near date does not look far */
};

typedef struct {
    int width;
    Day from, until;
} Scale;

static double x_of(const Scale *s, Day day) {
    double part = (double)(day - s->from) / (double)(s->until - s->from);
    if (part < 0) part = 0;
    if (part > 1) part = 1;
    return EDGE + part * (s->width - 2 * EDGE);
}

static void buf_x(Buf *b, double x) { buf_fmt(b, "%.1f", x); }

static double label_width(Str text) { return (double)(str_signs(text) * SIGN_WIDTH); }

static void attribute(Buf *b, const char *name, double x) { buf_fmt(b, " %s=\"%.1f\"", name, x); }

static void text_at(Buf *b, const char *class_name, double x, int y, const char *anchor, Str text) {
    buf_z(b, "<text");
    if (class_name) buf_fmt(b, " class=\"%s\"", class_name);
    attribute(b, "x", x);
    buf_fmt(b, " y=\"%d\"", y);
    if (anchor) buf_fmt(b, " text-anchor=\"%s\"", anchor);
    buf_char(b, '>');
    buf_html(b, text);
    buf_z(b, "</text>");
}

/* The two dates beside their lines; stacked when they would run into each other or off the picture.
 */
static int labels(Buf *b, const Strip *s, const Scale *scale) {
    Str even = day_words(b->a, s->lang, s->even, s->today),
        likely = day_words(b->a, s->lang, s->likely, s->today);
    double left = x_of(scale, s->even) - LABEL_GAP, right = x_of(scale, s->likely) + LABEL_GAP;
    double wide_even = label_width(even) > label_width(s->even_words) ? label_width(even)
                                                                      : label_width(s->even_words);
    double wide_likely = label_width(likely) > label_width(s->likely_words)
                             ? label_width(likely)
                             : label_width(s->likely_words);
    if (left >= wide_even && right + wide_likely <= scale->width) {
        text_at(b, "strong", left, 16, "end", even);
        text_at(b, NULL, left, 36, "end", s->even_words);
        text_at(b, "strong", right, 16, NULL, likely);
        text_at(b, NULL, right, 36, NULL, s->likely_words);
        return 8;
    }
    text_at(b, NULL, EDGE, 16, NULL,
            str_fmt(b->a, "%.*s: %.*s", STR_ARG(s->even_words), STR_ARG(even)));
    text_at(b, NULL, EDGE, 36, NULL,
            str_fmt(b->a, "%.*s: %.*s", STR_ARG(s->likely_words), STR_ARG(likely)));
    return 46;
}

static const char *const month_short[LANGS][12] = {
    {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
};

/* First days of months, as many as fit between what already stands on that line. */
static void months(Buf *b, const Strip *s, const Scale *scale, double free_from, double taken_from,
                   double taken_to) {
    int year, month, mday;
    double last = free_from;
    day_to_ymd(s->today, &year, &month, &mday);
    for (;;) {
        if (++month > 12) month = 1, year++;
        Day first = day_from_ymd(year, month, 1);
        double half = 1.5 * SIGN_WIDTH, x;
        if (first >= scale->until) return;
        x = x_of(scale, first);
        if (x - half < last || x + half > scale->width) continue;
        if (x + half > taken_from && x - half < taken_to) continue;
        text_at(b, NULL, x, 94, "middle", str_of(month_short[s->lang][month - 1]));
        last = x + half + TICK_GAP;
    }
}

static void one_strip(Buf *b, const Strip *s, int width) {
    bool is_narrow = width == NARROW;
    Day far = s->asked != DAY_NONE && s->asked > s->likely ? s->asked : s->likely;
    Day span = far - s->today;
    if (span < DAYS_LEAST) span = DAYS_LEAST;
    Scale scale = {width, s->today - span / 16 - 1, s->today + span + span / 2};
    bool has_asked = s->asked != DAY_NONE && s->asked >= s->today;
    buf_fmt(b, "<svg class=\"chart %s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"t%d-",
            is_narrow ? "mob" : "desk", width, is_narrow && has_asked ? 118 : 104, width);
    buf_html(b, s->id);
    buf_fmt(b, " d%d-", width);
    buf_html(b, s->id);
    buf_fmt(b, "\"><title id=\"t%d-", width);
    buf_html(b, s->id);
    buf_z(b, "\">");
    buf_html(b, s->title);
    buf_fmt(b, "</title><desc id=\"d%d-", width);
    buf_html(b, s->id);
    buf_z(b, "\">");
    buf_html(b, s->sentence);
    buf_z(b, "</desc>");
    int line_top = labels(b, s, &scale);
    double even = x_of(&scale, s->even), likely = x_of(&scale, s->likely),
           now = x_of(&scale, s->today);
    buf_fmt(b, "<rect class=\"track\" x=\"%d\" y=\"54\" width=\"%d\" height=\"16\" rx=\"8\"/>",
            EDGE, width - 2 * EDGE);
    buf_z(b, "<rect class=\"bar2\"");
    attribute(b, "x", even);
    buf_z(b, " y=\"54\"");
    attribute(b, "width", likely - even);
    buf_z(b, " height=\"16\"/>");
    for (int i = 0; i < 2; i++) {
        buf_z(b, "<line class=\"edge\"");
        attribute(b, "x1", i ? likely : even);
        attribute(b, "x2", i ? likely : even);
        buf_fmt(b, " y1=\"%d\" y2=\"72\"/>", line_top);
    }
    buf_z(b, "<circle class=\"ink\"");
    attribute(b, "cx", now);
    buf_z(b, " cy=\"62\" r=\"6\"/>");
    text_at(b, NULL, EDGE, 94, NULL, s->today_words);
    double taken_from = 0, taken_to = 0;
    if (has_asked) {
        double x = x_of(&scale, s->asked), half = label_width(s->asked_words) / 2;
        double middle = x + half > width ? width - half : x < half ? half : x;
        buf_z(b, "<path class=\"ink\" d=\"M");
        buf_x(b, x);
        buf_z(b, " 72l5 8h-10z\"/>");
        text_at(b, NULL, middle, is_narrow ? 114 : 96, "middle", s->asked_words);
        if (!is_narrow) taken_from = middle - half, taken_to = middle + half;
    }
    months(b, s, &scale, EDGE + label_width(s->today_words) + TICK_GAP, taken_from, taken_to);
    buf_z(b, "</svg>");
}

Html chart_strip(Arena *a, const Strip *strip) {
    Buf b = buf_new(a, 4096);
    one_strip(&b, strip, WIDE);
    one_strip(&b, strip, NARROW);
    return html_trusted(buf_done(&b));
}

Html chart_mini(Arena *a, Str sentence, Day today, Day even, Day likely, Day until) {
    enum { WIDTH = 240 };
    Buf b = buf_new(a, 512);
    double days = until - today < DAYS_LEAST ? DAYS_LEAST : until - today;
    double from = (even - today) / days * WIDTH, to = (likely - today) / days * WIDTH;
    if (to > WIDTH - 2) to = WIDTH - 2;
    if (from > to) from = to;
    buf_fmt(&b, "<svg class=\"chart\" viewBox=\"0 0 %d 26\" role=\"img\" aria-label=\"", WIDTH);
    buf_html(&b, sentence);
    buf_fmt(&b,
            "\"><rect class=\"track\" x=\"0\" y=\"10\" width=\"%d\" height=\"8\" rx=\"4\"/><rect "
            "class=\"bar2\"",
            WIDTH);
    attribute(&b, "x", from);
    buf_z(&b, " y=\"10\"");
    attribute(&b, "width", to - from);
    buf_z(&b, " height=\"8\"/>");
    for (int i = 0; i < 2; i++) {
        buf_z(&b, "<line class=\"edge\"");
        attribute(&b, "x1", i ? to : from);
        attribute(&b, "x2", i ? to : from);
        buf_z(&b, " y1=\"6\" y2=\"22\"/>");
    }
    buf_z(&b, "</svg>");
    return html_trusted(buf_done(&b));
}
