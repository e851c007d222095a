// SPDX-License-Identifier: EUPL-1.2
/* template_parse - the one Mustache parser: text to a flat list of parts (mustache/spec 1.x). */
#include "text/template_internal.h"
#include <string.h>

typedef struct {
    Arena *a;
    Str text;
    ptrdiff_t at; /* start of what is not yet a part */
    int line;
    bool is_strict;
    Str open, close; /* the delimiters */
    Part *part;
    int n, cap;
    int nest[SECTION_DEPTH_MAX];
    int nest_n;
    ParseFault fault;
} Parser;

static bool wrong(Parser *p, Str what) {
    p->fault = (ParseFault){p->line, what};
    return false;
}

static Part *part_add(Parser *p, PartKind kind, Str text) {
    if (p->n == p->cap) {
        int cap = p->cap ? p->cap * 2 : 8;
        Part *more = NEWS(p->a, Part, cap);
        if (p->n) memcpy(more, p->part, (size_t)p->n * sizeof(Part));
        p->part = more;
        p->cap = cap;
    }
    Part *part = &p->part[p->n++];
    *part = (Part){.kind = kind, .line = p->line, .text = text};
    return part;
}

/* Makes the text from p->at up to `to` a part, and moves on to `next`. */
static void text_take(Parser *p, ptrdiff_t to, ptrdiff_t next) {
    Str text = {p->text.p + p->at, to - p->at};
    if (text.n > 0) {
        Part *part = part_add(p, PART_TEXT, text);
        part->at_line_start = p->at == 0 || p->text.p[p->at - 1] == '\n';
    }
    for (ptrdiff_t i = p->at; i < next; i++) p->line += p->text.p[i] == '\n';
    p->at = next;
}

static ptrdiff_t find(const Parser *p, ptrdiff_t from, Str what) {
    const char *hit = memmem(p->text.p + from, (size_t)(p->text.n - from), what.p, (size_t)what.n);
    return hit ? hit - p->text.p : -1;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* A tag alone on its line takes the line with it: *start moves back to where the line starts and
 * *end to where the next one does. */
static bool tag_is_alone(const Parser *p, ptrdiff_t *start, ptrdiff_t *end) {
    ptrdiff_t from = *start, to = *end;
    while (from > 0 && is_blank(p->text.p[from - 1])) from--;
    if (from > 0 && p->text.p[from - 1] != '\n') return false;
    while (to < p->text.n && is_blank(p->text.p[to])) to++;
    if (to < p->text.n && p->text.p[to] == '\r') to++;
    if (to < p->text.n && p->text.p[to] != '\n') return false;
    *start = from;
    *end = to < p->text.n ? to + 1 : to;
    return true;
}

/* "=<% %>=" */
static bool delimiters_set(Parser *p, Str inner) {
    if (inner.n < 2 || inner.p[inner.n - 1] != '=')
        return wrong(p, S("a change of delimiters ends with \"=\""));
    inner = str_trim((Str){inner.p + 1, inner.n - 2});
    ptrdiff_t blank = 0;
    while (blank < inner.n && (unsigned char)inner.p[blank] > ' ') blank++;
    Str open = str_head(inner, blank), close = str_trim(str_skip(inner, blank));
    if (open.n == 0 || close.n == 0 || open.n > 8 || close.n > 8 || str_find(close, ' ') >= 0 ||
        str_find(inner, '=') >= 0)
        return wrong(p, S("a change of delimiters names two, with a blank between"));
    p->open = open;
    p->close = close;
    return true;
}

static bool section_open(Parser *p, PartKind kind, Str name) {
    if (p->nest_n == SECTION_DEPTH_MAX) return wrong(p, S("sections nest too deep"));
    p->nest[p->nest_n++] = p->n;
    part_add(p, kind, name);
    return true;
}

static bool section_close(Parser *p, Str name) {
    if (p->nest_n == 0) return wrong(p, str_fmt(p->a, "{{/%.*s}} closes nothing", STR_ARG(name)));
    int opened = p->nest[--p->nest_n];
    if (!str_eq(p->part[opened].text, name))
        return wrong(p, str_fmt(p->a, "{{/%.*s}} closes {{#%.*s}} of line %d", STR_ARG(name),
                                STR_ARG(p->part[opened].text), p->part[opened].line));
    part_add(p, PART_CLOSE, name)->other = opened;
    p->part[opened].other = p->n - 1;
    return true;
}

/* One tag, whose opening delimiter stands at `start`. */
static bool tag_take(Parser *p, ptrdiff_t start) {
    ptrdiff_t inner = start + p->open.n;
    bool is_triple = inner < p->text.n && p->text.p[inner] == '{';
    Str close = is_triple ? str_join(p->a, S("}"), p->close) : p->close;
    ptrdiff_t stop = find(p, inner, close), end = stop + close.n;
    if (stop < 0) return wrong(p, S("a tag is not closed"));
    Str body = {p->text.p + inner, stop - inner};
    char sign = body.n > 0 ? body.p[0] : 0;
    if (!sign || !strchr("!#^/>=&{", sign)) sign = 0;
    Str name = str_trim(sign ? str_skip(body, 1) : body);
    if (name.n == 0 && sign != '!') return wrong(p, S("a tag has no name"));

    bool is_value = !sign || sign == '{' || sign == '&';
    bool keeps_line = is_value || (sign == '>' && p->is_strict && str_starts(name, S("t/")));
    ptrdiff_t from = start, next = end;
    bool is_alone = !keeps_line && tag_is_alone(p, &from, &next);
    Str indent = {p->text.p + from, is_alone ? start - from : 0};
    text_take(p, from, start); /* counts the lines before the tag, so that faults name its line */
    bool ok = true;
    switch (sign) {
    case '!': break;
    case '=': ok = delimiters_set(p, body); break;
    case '#': ok = section_open(p, PART_OPEN, name); break;
    case '^': ok = section_open(p, PART_INVERTED, name); break;
    case '/': ok = section_close(p, name); break;
    case '>': part_add(p, PART_PARTIAL, name)->indent = indent; break;
    case '{':
    case '&': part_add(p, PART_RAW, name); break;
    default: part_add(p, PART_VALUE, name);
    }
    for (ptrdiff_t i = start; i < next; i++) p->line += p->text.p[i] == '\n';
    p->at = next;
    return ok;
}

bool template_parse(Arena *a, Str text, bool is_strict, Parts *ret_parts, ParseFault *ret_fault) {
    Parser p = {
        .a = a, .text = text, .line = 1, .is_strict = is_strict, .open = S("{{"), .close = S("}}")};
    for (ptrdiff_t start; p.at < text.n && (start = find(&p, p.at, p.open)) >= 0;)
        if (!tag_take(&p, start)) {
            *ret_fault = p.fault;
            return false;
        }
    text_take(&p, text.n, text.n);
    if (p.nest_n) {
        const Part *opened = &p.part[p.nest[p.nest_n - 1]];
        *ret_fault = (ParseFault){opened->line,
                                  str_fmt(a, "{{#%.*s}} is not closed", STR_ARG(opened->text))};
        return false;
    }
    *ret_parts = (Parts){p.part, p.n};
    return true;
}
