// SPDX-License-Identifier: EUPL-1.2
/* buf - text that grows in an arena, and the two escapes (HTML, JSON) that everything uses. */
#include "base/base.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

Buf buf_new(Arena *a, ptrdiff_t first_cap) {
    return (Buf){a, first_cap > 0 ? arena_alloc(a, 1, first_cap) : NULL, 0, first_cap};
}

static char *buf_room(Buf *b, ptrdiff_t n) {
    if (b->cap - b->n < n) {
        ptrdiff_t cap = b->cap ? b->cap * 2 : 256;
        while (cap - b->n < n) cap *= 2;
        char *p = arena_alloc(b->a, 1, cap);
        if (b->n) memcpy(p, b->p, (size_t)b->n);
        b->p = p;
        b->cap = cap;
    }
    return b->p + b->n;
}

void buf_str(Buf *b, Str s) {
    if (s.n <= 0) return;
    memcpy(buf_room(b, s.n), s.p, (size_t)s.n);
    b->n += s.n;
}

void buf_z(Buf *b, const char *z) { buf_str(b, str_of(z)); }

void buf_char(Buf *b, char c) {
    *buf_room(b, 1) = c;
    b->n++;
}

void buf_int(Buf *b, int64_t v) {
    char digits[20];
    int n = 0;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[n++] = (char)('0' + u % 10);
    } while (u /= 10);
    char *p = buf_room(b, n + 1);
    if (v < 0) *p++ = '-', b->n++;
    for (int i = 0; i < n; i++) p[i] = digits[n - 1 - i];
    b->n += n;
}

void buf_fmt(Buf *b, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = buf_room(b, n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    b->n += n;
}

static const char *const html_escape[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};

void buf_html(Buf *b, Str s) {
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        const char *e = html_escape[(unsigned char)s.p[i]];
        if (!e) continue;
        buf_str(b, (Str){s.p + from, i - from});
        buf_z(b, e);
        from = i + 1;
    }
    buf_str(b, (Str){s.p + from, s.n - from});
}

void buf_json(Buf *b, Str s) {
    buf_char(b, '"');
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&') continue;
        buf_str(b, (Str){s.p + from, i - from});
        from = i + 1;
        switch (c) {
        case '"': buf_z(b, "\\\""); break;
        case '\\': buf_z(b, "\\\\"); break;
        case '\n': buf_z(b, "\\n"); break;
        case '\r': buf_z(b, "\\r"); break;
        case '\t': buf_z(b, "\\t"); break;
        default: buf_fmt(b, "\\u%04x", c);
        }
    }
    buf_str(b, (Str){s.p + from, s.n - from});
    buf_char(b, '"');
}

Str buf_done(const Buf *b) { return (Str){b->p ? b->p : "", b->n}; }
