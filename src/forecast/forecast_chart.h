// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* forecast_chart - the picture of a date: a strip from today to beyond the later date. It never
 * stands without its sentence; the words come from the caller, so that this file speaks no
 * language. Includes: base, text. */
#include "text/words.h"

typedef struct {
    Lang lang;
    Day today, even, likely; /* "equally often before as after", "in 85 of the 100 cases before" */
    Day asked;               /* the day somebody asked for; DAY_NONE: none */
    Str id;                  /* unique on the page: names of title and description hang on it */
    Str title, sentence;     /* what a screen reader hears */
    Str even_words, likely_words; /* "50 van de 100", "85 van de 100" */
    Str today_words, asked_words; /* "vandaag"; "gevraagd: 16 februari", empty without asked */
} Strip;

/* Two drawings, one for wide and one for narrow screens (classes desk and mob); the sheet shows
 * one. */
Html chart_strip(Arena *a, const Strip *strip);
/* The small one for a row in a list: today at the left edge, `until` at the right. */
Html chart_mini(Arena *a, Str sentence, Day today, Day even, Day likely, Day until);
