// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* words - days, times and numbers in Dutch and English, and safe HTML from people's text.
 * Includes: base, text/model, text/template. */
#include "text/template.h"
Str day_words(Arena *a, Lang lang, Day day, Day today);      /* "24 november", "24 november 2025" */
Str day_words_full(Arena *a, Lang lang, Day day, Day today); /* "dinsdag 24 november" */
Str time_words(Arena *a, Lang lang, Ms at, Day today);       /* "gisteren 16.10 uur" */
Str number_words(Arena *a, Lang lang, int64_t n);            /* "1.234" */
Str count_words(Arena *a, Lang lang, int64_t n);             /* "drie" / "three" up to twelve */
/* The same, appended. Today DAY_NONE: always with the year, never "vandaag". */
void day_put(Buf *out, Lang lang, Day day, Day today);
void day_put_full(Buf *out, Lang lang, Day day, Day today);
void time_put(Buf *out, Lang lang, Ms at, Day today);
void number_put(Buf *out, Lang lang, int64_t n);
void real_put_words(Buf *out, Lang lang, double value); /* "1.234,5" / "1,234.5" */
/* Markdown in safe mode (cmark-gfm): no raw HTML, no images, links only https, http, mailto and own
 * pages, rel="noopener nofollow ugc"; headings become bold paragraphs. Never fails: too deep or
 * odd input shows as plain text. */
Html html_from_markdown(Arena *a, Str text);
/* Escaped text; blank lines become paragraphs, line breaks <br>. */
Html html_from_plain(Arena *a, Str text);
/* Markup that C code composed itself, for charts (SVG). Only src/<slice>/ *_chart.c may call it. */
Html html_trusted(Str markup);
