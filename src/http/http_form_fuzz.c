// SPDX-License-Identifier: EUPL-1.2
/* Fuzzes the texts inside requests: what is decoded is clean, and encoding it gives it back. */
#include "http/http.h"
#include <stdlib.h>
#include <string.h>

static void must(bool holds) {
    if (!holds) abort();
}

static Str encoded(Arena *a, const HttpField *fields, ptrdiff_t n) {
    Buf b = buf_new(a, 256);
    for (ptrdiff_t i = 0; i < n; i++) {
        buf_char(&b, '&');
        buf_str(&b, http_encode(a, fields[i].name));
        buf_char(&b, '=');
        buf_str(&b, http_encode(a, fields[i].value));
    }
    return buf_done(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Arena *a;
    if (!a) a = arena_new(64 << 20);
    arena_reset(a);
    Str bytes = {arena_copy(a, data, (ptrdiff_t)size), (ptrdiff_t)size}, text;
    HttpField *fields = NULL, *again = NULL;
    ptrdiff_t n = 0, again_n = 0;
    if (!http_parse_form(a, bytes, 50, &fields, &n)) {
        must(n <= 50);
        for (ptrdiff_t i = 0; i < n; i++)
            must(str_is_utf8(fields[i].name) && str_is_utf8(fields[i].value));
        must(!http_parse_form(a, encoded(a, fields, n), 50, &again, &again_n) && again_n == n);
        for (ptrdiff_t i = 0; i < n; i++)
            must(str_eq(fields[i].name, again[i].name) && str_eq(fields[i].value, again[i].value));
    }
    if (!http_decode_segment(a, bytes, &text)) {
        must(str_is_utf8(text) && str_find(text, '/') < 0 && str_find(text, '\\') < 0);
        must(!str_eq(text, S(".")) && !str_eq(text, S("..")) && str_find(text, '\n') < 0);
    }
    Str next = http_safe_next(bytes);
    must(next.n > 0 && next.p[0] == '/' && (next.n == 1 || next.p[1] != '/'));
    for (ptrdiff_t i = 0; i < next.n; i++)
        must(next.p[i] > ' ' && next.p[i] <= '~' && next.p[i] != '\\');
    (void)http_accepts(bytes, S("gzip"));
    HttpHeader cookies = {S("Cookie"), bytes};
    HttpRequest r = {.headers = &cookies, .headers_n = 1};
    Str cookie = http_cookie(&r, "sid");
    must(str_find(cookie, ';') < 0);
    return 0;
}
