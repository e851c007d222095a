// SPDX-License-Identifier: EUPL-1.2
/* buf - text that grows in an arena, and the two escapes (HTML, JSON) that everything uses. */
#include "base/base.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

Buf buf_new(Arena *a, ptrdiff_t first_cap) {
    return (Buf){a, first_cap > 0 ? arena_room(a, first_cap) : NULL, 0, first_cap};
}

static __attribute__((noinline)) void buf_grow(Buf *b, ptrdiff_t n) {
    ptrdiff_t cap = b->cap ? b->cap * 2 : 256;
    while (cap - b->n < n) cap *= 2;
    char *p = arena_room(b->a, cap);
    if (b->n) memcpy(p, b->p, (size_t)b->n);
    b->p = p;
    b->cap = cap;
}

/* Short enough to be inlined: nearly every call finds the room there. */
static inline char *buf_room(Buf *b, ptrdiff_t n) {
    if (b->cap - b->n < n) buf_grow(b, n);
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
    ptrdiff_t room = b->cap - b->n;
    int n = vsnprintf(room ? b->p + b->n : NULL, (size_t)room, format, args);
    va_end(args);
    if (n >= room) vsnprintf(buf_room(b, n + 1), (size_t)n + 1, format, again);
    va_end(again);
    b->n += n;
}

static const char *const html_escape[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};

/* What JSON asks, and < > & so that it may stand in a page. */
static const bool json_escape[256] = {
    [0 ... 31] = true, ['"'] = true, ['\\'] = true, ['<'] = true, ['>'] = true, ['&'] = true};

/* How many bytes come before one that must be escaped. Sixteen are looked at together where the
 * processor can; < and > differ in one bit, and so do & and '. */
static ptrdiff_t html_plain(const char *p, ptrdiff_t n) {
    ptrdiff_t i = 0;
#ifdef __SSE2__
    for (; i + 16 <= n; i += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i angle = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(2)), _mm_set1_epi8('>'));
        __m128i and = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(1)), _mm_set1_epi8('\''));
        __m128i quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"'));
        int hits = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(angle, and), quote));
        if (hits) return i + __builtin_ctz((unsigned)hits);
    }
#endif
    while (i < n && !html_escape[(unsigned char)p[i]]) i++;
    return i;
}

static ptrdiff_t json_plain(const char *p, ptrdiff_t n) {
    ptrdiff_t i = 0;
#ifdef __SSE2__
    for (; i + 16 <= n; i += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i angle = _mm_cmpeq_epi8(_mm_or_si128(x, _mm_set1_epi8(2)), _mm_set1_epi8('>'));
        __m128i and = _mm_cmpeq_epi8(x, _mm_set1_epi8('&'));
        __m128i quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"'));
        __m128i slash = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(' ' - 1)), x);
        __m128i any = _mm_or_si128(_mm_or_si128(angle, and), _mm_or_si128(quote, slash));
        int hits = _mm_movemask_epi8(_mm_or_si128(any, control));
        if (hits) return i + __builtin_ctz((unsigned)hits);
    }
#endif
    while (i < n && !json_escape[(unsigned char)p[i]]) i++;
    return i;
}

void buf_html(Buf *b, Str s) {
    while (s.n > 0) {
        ptrdiff_t plain = html_plain(s.p, s.n);
        buf_str(b, (Str){s.p, plain});
        if (plain == s.n) return;
        buf_z(b, html_escape[(unsigned char)s.p[plain]]);
        s = str_skip(s, plain + 1);
    }
}

void buf_json(Buf *b, Str s) {
    buf_char(b, '"');
    while (s.n > 0) {
        ptrdiff_t plain = json_plain(s.p, s.n);
        buf_str(b, (Str){s.p, plain});
        if (plain == s.n) break;
        unsigned char c = (unsigned char)s.p[plain];
        s = str_skip(s, plain + 1);
        switch (c) {
        case '"': buf_z(b, "\\\""); break;
        case '\\': buf_z(b, "\\\\"); break;
        case '\n': buf_z(b, "\\n"); break;
        case '\r': buf_z(b, "\\r"); break;
        case '\t': buf_z(b, "\\t"); break;
        default:
            buf_str(b, S("\\u00"));
            buf_char(b, "0123456789abcdef"[c >> 4]);
            buf_char(b, "0123456789abcdef"[c & 15]);
        }
    }
    buf_char(b, '"');
}

Str buf_done(const Buf *b) { return (Str){b->p ? b->p : "", b->n}; }
