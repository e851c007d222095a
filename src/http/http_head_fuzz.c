// SPDX-License-Identifier: EUPL-1.2
/* Fuzzes the head parser: whatever it lets through has one reading, and keeps it. */
#include "http/http.h"
#include <stdlib.h>
#include <string.h>

static void must(bool holds) {
    if (!holds) abort();
}

static bool is_token_sign(char c) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
    return c && strchr("!#$%&'*+-.^_`|~", c);
}

static void must_be_sound(const HttpRequest *r, int64_t body) {
    must(r->method >= HTTP_GET && r->method <= HTTP_OPTIONS && r->minor >= 0 && r->minor <= 1);
    must(r->target.n > 0 && r->target.n <= HTTP_LINE_MAX && r->target.p[0] == '/');
    for (ptrdiff_t i = 0; i < r->target.n; i++)
        must(r->target.p[i] > ' ' && r->target.p[i] < 0x7F && r->target.p[i] != '#');
    must(r->path.p == r->target.p && str_find(r->path, '?') < 0 && str_find(r->path, '\\') < 0);
    must(r->path.n == r->target.n || r->path.n + 1 + r->query.n == r->target.n);
    must(r->headers_n <= HTTP_HEADERS_MAX && body >= 0 && body <= HTTP_BODY_MAX);
    int hosts = 0, lengths = 0;
    for (ptrdiff_t i = 0; i < r->headers_n; i++) {
        Str name = r->headers[i].name, value = r->headers[i].value;
        must(name.n > 0);
        for (ptrdiff_t k = 0; k < name.n; k++) must(is_token_sign(name.p[k]));
        for (ptrdiff_t k = 0; k < value.n; k++)
            must((unsigned char)value.p[k] >= ' ' ? value.p[k] != 0x7F : value.p[k] == '\t');
        hosts += str_eq_nocase(name, S("host"));
        must(!str_eq_nocase(name, S("transfer-encoding")));
        if (str_eq_nocase(name, S("content-length"))) {
            int64_t said;
            must(++lengths == 1 && str_int(value, &said) && said == body);
        }
    }
    must(hosts == 1 || (hosts == 0 && r->minor == 0));
    must(lengths == 1 || body == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Arena *a;
    if (!a) a = arena_new(1 << 20);
    arena_reset(a);
    Str bytes = {arena_copy(a, data, (ptrdiff_t)size), (ptrdiff_t)size};
    HttpRequest r, again;
    ptrdiff_t used = -1, used_again;
    int64_t body = -1;
    bool keep;
    int status = 0;
    HeadState state = http_parse_head(a, bytes, &r, &used, &body, &keep, &status);
    if (state == HEAD_REFUSED) {
        must(status >= 400 && status <= 505);
        return 0;
    }
    must(status == 0);
    if (state == HEAD_MORE) {
        must(bytes.n <= 4 + HTTP_LINE_MAX + 2 + HTTP_HEAD_MAX);
        return 0;
    }
    must(used > 0 && used <= bytes.n && memcmp(bytes.p + used - 4, "\r\n\r\n", 4) == 0);
    must_be_sound(&r, body);
    /* What follows a head never changes it, and no part of it is a whole head. */
    Str head = str_head(bytes, used);
    must(http_parse_head(a, head, &again, &used_again, &body, &keep, &status) == HEAD_DONE);
    must(used_again == used && again.headers_n == r.headers_n);
    for (ptrdiff_t n = 0; n < used; n += 1 + used / 64)
        must(http_parse_head(a, str_head(bytes, n), &again, &used_again, &body, &keep, &status) ==
             HEAD_MORE);
    return 0;
}
