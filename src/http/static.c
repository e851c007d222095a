// SPDX-License-Identifier: EUPL-1.2
/* static - answers with the files inside the program. */
#include "http/static.h"
#include <string.h>

/* A handful of files, of which the length of the path tells most apart: nothing beats looking. */
static const EmbeddedFile *file_at(Str path, const EmbeddedFile *files, int n) {
    if (!str_starts(path, S("/static/"))) return NULL;
    for (int i = 0; i < n; i++)
        if (str_eq(path, str_of(files[i].path))) return &files[i];
    return NULL;
}

typedef struct {
    const char *coding; /* NULL: as it is */
    const unsigned char *bytes;
    int n;
} Variant;

static Variant variant_of(const EmbeddedFile *f, Str accepted) {
    if (f->brotli && http_accepts(accepted, S("br")))
        return (Variant){"br", f->brotli, f->brotli_n};
    if (f->gzip && http_accepts(accepted, S("gzip"))) return (Variant){"gzip", f->gzip, f->gzip_n};
    return (Variant){NULL, f->plain, f->plain_n};
}

/* If-None-Match: a list of tags, or '*'; it compares weakly (RFC 9110, 13.1.2). */
static bool holds(Str list, Str tag) {
    Str one;
    while (list.n > 0) {
        str_cut(list, ',', &one, &list);
        one = str_trim(one);
        if (str_starts(one, S("W/"))) one = str_skip(one, 2);
        if (str_eq(one, tag) || str_eq(one, S("*"))) return true;
    }
    return false;
}

bool http_static(HttpExchange *x, const EmbeddedFile *files, int n) {
    const HttpRequest *r = &x->request;
    const EmbeddedFile *f = file_at(r->path, files, n);
    if (!f) return false;
    http_add(x, "X-Content-Type-Options", S("nosniff"));
    if (r->method != HTTP_GET && r->method != HTTP_HEAD) {
        x->status = 405;
        http_add(x, "Allow", S("GET, HEAD"));
        http_answer(x);
        return true;
    }
    Variant v = variant_of(f, http_header(r, "accept-encoding"));
    Str hashed = str_skip(str_of(f->path), S("/static/").n);
    Str tag = str_fmt(x->a, "\"%.*s%s%s\"", STR_ARG(hashed), v.coding ? "-" : "",
                      v.coding ? v.coding : "");
    http_add(x, "ETag", tag);
    http_add(x, "Cache-Control", S("public, max-age=31536000, immutable"));
    http_add(x, "Cross-Origin-Resource-Policy", S("same-origin"));
    if (f->gzip || f->brotli) http_add(x, "Vary", S("Accept-Encoding"));
    if (holds(http_header(r, "if-none-match"), tag)) {
        x->status = 304;
    } else {
        x->status = 200;
        http_add(x, "Content-Type", str_of(f->mime));
        if (v.coding) http_add(x, "Content-Encoding", str_of(v.coding));
        x->body = (Str){(const char *)v.bytes, v.n};
    }
    http_answer(x);
    return true;
}
