// SPDX-License-Identifier: EUPL-1.2
/* history_csv - one pass over the text; every byte is looked at once, unless a quote was left open.
 */
#include "forecast/history_csv.h"
#include <string.h>

static bool is_end(char c) { return c == '\n' || c == '\r'; }

static Str first_line(Str text) {
    ptrdiff_t n = 0;
    while (n < text.n && !is_end(text.p[n])) n++;
    return str_head(text, n);
}

/* Passes over one line end: LF, CRLF or CR. */
static Str skip_end(Str text) {
    if (text.n >= 2 && text.p[0] == '\r' && text.p[1] == '\n') return str_skip(text, 2);
    return text.n >= 1 && is_end(text.p[0]) ? str_skip(text, 1) : text;
}

static char separator_of(Str line) {
    static const char known[] = {',', ';', '\t'};
    ptrdiff_t seen[COUNT(known)] = {0}, best = 0;
    bool quoted = false;
    for (ptrdiff_t i = 0; i < line.n; i++) {
        if (line.p[i] == '"') quoted = !quoted;
        for (ptrdiff_t k = 0; k < COUNT(known); k++) seen[k] += !quoted && line.p[i] == known[k];
    }
    for (ptrdiff_t k = 1; k < COUNT(known); k++)
        if (seen[k] > seen[best]) best = k;
    return known[best];
}

Csv csv_open(Arena *a, Str text, int fields_max) {
    if (str_starts(text, S("\xef\xbb\xbf"))) text = str_skip(text, 3);
    Csv csv = {.text = text, .next_line = 1, .fields_max = fields_max};
    csv.fields = NEWS(a, Str, fields_max);
    Str line = first_line(text);
    if (line.n == 5 && str_eq_nocase(str_head(line, 4), S("sep="))) {
        csv.separator = line.p[4];
        csv.text = skip_end(str_skip(text, line.n));
        csv.next_line = 2;
        if (csv.separator == ',' || csv.separator == ';' || csv.separator == '\t') return csv;
    }
    while (csv.text.n > 0 && is_end(csv.text.p[0])) {
        csv.text = skip_end(csv.text);
        csv.next_line++;
    }
    csv.separator = separator_of(first_line(csv.text));
    return csv;
}

/* Gives up on this record: the next one starts on the next line. */
static CsvStep pass_over(Csv *csv, Str from, CsvStep step) {
    csv->text = skip_end(str_skip(from, first_line(from).n));
    csv->next_line = csv->line + 1;
    return step;
}

/* Reads a quoted field whose opening quote is passed. Leaves *rest at what follows the closing
 * quote. False: no closing quote within max bytes. */
static bool read_quoted(Str *rest, int *line, int max, Str *ret_field) {
    Str text = *rest;
    int lines = 0;
    for (ptrdiff_t i = 0; i < text.n && i <= max; i++) {
        char c = text.p[i];
        if (c == '\n' || (c == '\r' && !(i + 1 < text.n && text.p[i + 1] == '\n'))) lines++;
        if (c != '"') continue;
        if (i + 1 < text.n && text.p[i + 1] == '"') {
            i++;
            continue;
        }
        *ret_field = str_head(text, i);
        *rest = str_skip(text, i + 1);
        *line += lines;
        return true;
    }
    return false;
}

CsvStep csv_next(Csv *csv, int field_max) {
    Str rest = csv->text;
    while (rest.n > 0 && is_end(rest.p[0])) {
        rest = skip_end(rest);
        csv->next_line++;
    }
    csv->line = csv->next_line;
    csv->text = rest;
    csv->fields_n = 0;
    if (rest.n == 0) return CSV_END;
    Str start = rest;
    int line = csv->line;
    for (;;) {
        Str field = {rest.p, 0};
        if (rest.n > 0 && rest.p[0] == '"') {
            rest = str_skip(rest, 1);
            if (!read_quoted(&rest, &line, field_max, &field))
                return pass_over(csv, start, CSV_OPEN);
        }
        /* What follows a closing quote up to the separator is dropped: no export writes it. */
        ptrdiff_t n = 0;
        while (n < rest.n && rest.p[n] != csv->separator && !is_end(rest.p[n])) n++;
        if (field.p == rest.p) field.n = n;
        if (field.n > field_max) return pass_over(csv, start, CSV_LONG);
        if (csv->fields_n == csv->fields_max) return pass_over(csv, start, CSV_WIDE);
        csv->fields[csv->fields_n++] = field;
        rest = str_skip(rest, n);
        if (rest.n == 0 || is_end(rest.p[0])) break;
        rest = str_skip(rest, 1);
    }
    csv->text = rest.n > 0 ? skip_end(rest) : rest;
    csv->next_line = line + 1;
    return CSV_RECORD;
}

Str csv_plain(Arena *a, Str field) {
    if (field.n == 0 || !memchr(field.p, '"', (size_t)field.n)) return field;
    char *to = NEWS(a, char, field.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < field.n; i++) {
        to[n++] = field.p[i];
        if (field.p[i] == '"' && i + 1 < field.n && field.p[i + 1] == '"') i++;
    }
    return (Str){to, n};
}

Str csv_from_windows_1252(Arena *a, Str bytes) {
    static const uint16_t high[32] = {
        0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};
    Buf b = buf_new(a, bytes.n + 16);
    for (ptrdiff_t i = 0; i < bytes.n; i++) {
        unsigned c = (unsigned char)bytes.p[i];
        if (c >= 0x80 && c < 0xa0) c = high[c - 0x80];
        if (c < 0x80) {
            buf_char(&b, (char)c);
        } else if (c < 0x800) {
            buf_char(&b, (char)(0xc0 | c >> 6));
            buf_char(&b, (char)(0x80 | (c & 0x3f)));
        } else {
            buf_char(&b, (char)(0xe0 | c >> 12));
            buf_char(&b, (char)(0x80 | (c >> 6 & 0x3f)));
            buf_char(&b, (char)(0x80 | (c & 0x3f)));
        }
    }
    return buf_done(&b);
}
