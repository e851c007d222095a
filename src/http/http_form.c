// SPDX-License-Identifier: EUPL-1.2
/* http_form - texts inside a request: forms, path segments, addresses, accepted codings. */
#include "http/http.h"
#include <string.h>

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* Decodes %xx (and '+' when plus_is_space) into to, which has room for s.n bytes. False on a broken
 * triplet or on bytes that are not UTF-8 text, of which NUL is one. */
static bool decode(Str s, bool plus_is_space, char *to, Str *ret_text) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '%') {
            if (s.n - i < 3) return false;
            int high = hex(s.p[i + 1]), low = hex(s.p[i + 2]);
            if (high < 0 || low < 0) return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        to[n++] = c;
    }
    *ret_text = (Str){to, n};
    return str_is_utf8(*ret_text);
}

Err *http_parse_form(Arena *a, Str body, ptrdiff_t max, HttpField **ret_fields, ptrdiff_t *ret_n) {
    ptrdiff_t pairs = body.n > 0;
    for (ptrdiff_t i = 0; i < body.n; i++) pairs += body.p[i] == '&';
    HttpField *fields = NEWS(a, HttpField, pairs < max ? pairs : max);
    char *to = NEWS(a, char, body.n);
    ptrdiff_t n = 0;
    while (body.n > 0) {
        Str pair, name, value;
        str_cut(body, '&', &pair, &body);
        if (pair.n == 0) continue; /* "a=1&&b=2" and a last '&' are common and harmless */
        if (n == max) return err_int(a, FAIL(a, ERR_MALFORMED, "", "form.fields"), max);
        str_cut(pair, '=', &name, &value);
        HttpField *f = &fields[n++];
        if (!decode(name, true, to, &f->name)) return FAIL(a, ERR_MALFORMED, "", "form.encoding");
        to += f->name.n;
        if (!decode(value, true, to, &f->value)) return FAIL(a, ERR_MALFORMED, "", "form.encoding");
        to += f->value.n;
    }
    *ret_fields = fields;
    *ret_n = n;
    return NULL;
}

Err *http_decode_segment(Arena *a, Str segment, Str *ret_text) {
    Str text;
    bool is_sound = decode(segment, false, NEWS(a, char, segment.n), &text);
    for (ptrdiff_t i = 0; is_sound && i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        is_sound = c >= ' ' && c != 0x7F && c != '/' && c != '\\';
    }
    if (!is_sound || str_eq(text, S(".")) || str_eq(text, S("..")))
        return FAIL(a, ERR_MALFORMED, "", "path.segment");
    *ret_text = text;
    return NULL;
}

Str http_encode(Arena *a, Str text) {
    static const char digits[] = "0123456789ABCDEF";
    char *p = NEWS(a, char, text.n * 3);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~') {
            p[n++] = (char)c;
        } else {
            p[n++] = '%';
            p[n++] = digits[c >> 4];
            p[n++] = digits[c & 15];
        }
    }
    return (Str){p, n};
}

Str http_safe_next(Str next) {
    const Str home = S("/");
    if (next.n == 0 || next.n > HTTP_LINE_MAX || next.p[0] != '/') return home;
    if (next.n > 1 && next.p[1] == '/') return home; /* "//evil" is another site */
    for (ptrdiff_t i = 0; i < next.n; i++)           /* and browsers read '\' as '/' */
        if (next.p[i] <= ' ' || next.p[i] > '~' || next.p[i] == '\\') return home;
    return next;
}

/* Whether the parameters of one coding (";q=0.5") give it a weight above 0. */
static bool weight_is_positive(Str parameters) {
    Str one, name, value;
    while (parameters.n > 0) {
        str_cut(parameters, ';', &one, &parameters);
        if (!str_cut(one, '=', &name, &value) || !str_eq_nocase(str_trim(name), S("q"))) continue;
        value = str_trim(value);
        for (ptrdiff_t i = 0; i < value.n; i++)
            if (value.p[i] >= '1' && value.p[i] <= '9') return true;
        return false;
    }
    return true;
}

bool http_accepts(Str accept_encoding, Str coding) {
    bool any = str_eq_nocase(coding, S("identity")); /* welcome unless refused by name */
    Str one, name, parameters;
    while (accept_encoding.n > 0) {
        str_cut(accept_encoding, ',', &one, &accept_encoding);
        str_cut(one, ';', &name, &parameters);
        name = str_trim(name);
        if (str_eq_nocase(name, coding)) return weight_is_positive(parameters);
        if (str_eq(name, S("*"))) any = weight_is_positive(parameters);
    }
    return any;
}
