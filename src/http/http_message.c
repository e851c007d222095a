// SPDX-License-Identifier: EUPL-1.2
/* http_message - what a handler reads from a request and writes into its answer. */
#include "http/http.h"
#include <assert.h>

Str http_header(const HttpRequest *r, const char *name) {
    Str wanted = str_of(name);
    for (ptrdiff_t i = 0; i < r->headers_n; i++)
        if (str_eq_nocase(r->headers[i].name, wanted)) return r->headers[i].value;
    return (Str){"", 0};
}

Str http_cookie(const HttpRequest *r, const char *name) {
    Str wanted = str_of(name);
    for (ptrdiff_t i = 0; i < r->headers_n; i++) {
        if (!str_eq_nocase(r->headers[i].name, S("cookie"))) continue;
        Str rest = r->headers[i].value, pair, key, value;
        while (rest.n > 0) {
            str_cut(rest, ';', &pair, &rest);
            if (str_cut(str_trim(pair), '=', &key, &value) && str_eq(key, wanted)) return value;
        }
    }
    return (Str){"", 0};
}

static bool ends_a_line(char c) { return c == '\r' || c == '\n' || c == '\0'; }

/* A line end inside a value would let it write headers of its own. */
static Str one_line(Arena *a, Str value) {
    ptrdiff_t n = 0;
    while (n < value.n && !ends_a_line(value.p[n])) n++;
    if (n == value.n) return value;
    char *p = arena_copy(a, value.p, value.n);
    for (ptrdiff_t i = n; i < value.n; i++)
        if (!ends_a_line(value.p[i])) p[n++] = value.p[i];
    return (Str){p, n};
}

void http_add(HttpExchange *x, const char *name, Str value) {
    assert(x->out_n < COUNT(x->out));
    if (x->out_n == COUNT(x->out)) return;
    x->out[x->out_n++] = (HttpHeader){str_of(name), one_line(x->a, value)};
}

Str http_reason(int status) {
    switch (status) {
    case 200: return S("OK");
    case 201: return S("Created");
    case 202: return S("Accepted");
    case 204: return S("No Content");
    case 206: return S("Partial Content");
    case 301: return S("Moved Permanently");
    case 302: return S("Found");
    case 303: return S("See Other");
    case 304: return S("Not Modified");
    case 307: return S("Temporary Redirect");
    case 308: return S("Permanent Redirect");
    case 400: return S("Bad Request");
    case 401: return S("Unauthorized");
    case 403: return S("Forbidden");
    case 404: return S("Not Found");
    case 405: return S("Method Not Allowed");
    case 406: return S("Not Acceptable");
    case 408: return S("Request Timeout");
    case 409: return S("Conflict");
    case 410: return S("Gone");
    case 411: return S("Length Required");
    case 412: return S("Precondition Failed");
    case 413: return S("Content Too Large");
    case 414: return S("URI Too Long");
    case 415: return S("Unsupported Media Type");
    case 417: return S("Expectation Failed");
    case 422: return S("Unprocessable Content");
    case 428: return S("Precondition Required");
    case 429: return S("Too Many Requests");
    case 431: return S("Request Header Fields Too Large");
    case 500: return S("Internal Server Error");
    case 501: return S("Not Implemented");
    case 503: return S("Service Unavailable");
    case 505: return S("HTTP Version Not Supported");
    case 507: return S("Insufficient Storage");
    default: return status < 400 ? S("Fine") : S("Refused");
    }
}
