// SPDX-License-Identifier: EUPL-1.2
/* http_parse - reads one request head, and refuses whatever two programs could read differently.
 *
 * RFC 9112 lets a server repair many faults. A repair that the proxy in front of us does not make
 * is how one message becomes two (request smuggling), so nothing is repaired here. */
#include "http/http.h"
#include <string.h>

enum { LEADING_LINES_MAX = 2, LENGTH_DIGITS_MAX = 18 };

/* Signs of a token (RFC 9110, 5.6.2): method and header names. */
static const bool is_token[256] = {
    ['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['!'] = true,  ['#'] = true,
    ['$'] = true,         ['%'] = true,         ['&'] = true,         ['\''] = true, ['*'] = true,
    ['+'] = true,         ['-'] = true,         ['.'] = true,         ['^'] = true,  ['_'] = true,
    ['`'] = true,         ['|'] = true,         ['~'] = true};

/* Header values: tab, visible signs, blanks, and bytes above ASCII; no other controls. */
static const bool is_value[256] = {['\t'] = true, [' ' ... '~'] = true, [0x80 ... 0xFF] = true};

/* Origin-form targets: visible ASCII without '#', which no client may send. */
static const bool is_target[256] = {['!' ... '"'] = true, ['$' ... '~'] = true};

/* Names of hosts; brackets, colon and port are looked at apart. */
static const bool is_host[256] = {['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true,
                                  ['.'] = true,         ['-'] = true,         ['_'] = true};

static bool all(const bool set[256], Str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!set[(unsigned char)s.p[i]]) return false;
    return true;
}

static Str blanks_trim(Str s) { /* spaces and tabs only: str_trim would drop controls too */
    while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t')) s = str_skip(s, 1);
    while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t')) s.n--;
    return s;
}

/* The line at *at without its CR LF; an end of line that is a bare LF is refused. */
static HeadState line_take(Str bytes, ptrdiff_t *at, Str *ret_line) {
    Str rest = str_skip(bytes, *at);
    ptrdiff_t end = str_find(rest, '\n');
    if (end < 0) return HEAD_MORE;
    if (end == 0 || rest.p[end - 1] != '\r') return HEAD_REFUSED;
    *ret_line = str_head(rest, end - 1);
    *at += end + 1;
    return HEAD_DONE;
}

static const struct {
    Str text;
    HttpMethod method;
} methods[] = {{{"GET", 3}, HTTP_GET},        {{"HEAD", 4}, HTTP_HEAD},
               {{"POST", 4}, HTTP_POST},      {{"PUT", 3}, HTTP_PUT},
               {{"PATCH", 5}, HTTP_PATCH},    {{"DELETE", 6}, HTTP_DELETE},
               {{"OPTIONS", 7}, HTTP_OPTIONS}};

static HttpMethod method_of(Str text) {
    for (ptrdiff_t i = 0; i < COUNT(methods); i++)
        if (str_eq(methods[i].text, text)) return methods[i].method;
    return 0;
}

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* Every '%' begins two hexadecimal digits that are not 00. */
static bool triplets_are_whole(Str s) {
    for (;;) {
        ptrdiff_t i = str_find(s, '%');
        if (i < 0) return true;
        if (s.n - i < 3) return false;
        int high = hex(s.p[i + 1]), low = hex(s.p[i + 2]);
        if (high < 0 || low < 0 || high + low == 0) return false;
        s = str_skip(s, i + 3);
    }
}

/* "METHOD /target HTTP/1.x": returns 0 or the status that refuses it. */
static int request_line(Str line, HttpRequest *r) {
    Str rest, version;
    if (!str_cut(line, ' ', &r->method_text, &rest)) return 400;
    if (r->method_text.n == 0 || !all(is_token, r->method_text)) return 400;
    if (!str_cut(rest, ' ', &r->target, &version)) return 400;
    if (version.n != 8 || !str_starts(version, S("HTTP/")) || version.p[6] != '.') return 400;
    char major = version.p[5], minor = version.p[7];
    if (major < '0' || major > '9' || minor < '0' || minor > '9') return 400;
    if (major != '1' || minor > '1') return 505;
    r->minor = minor - '0';
    r->method = method_of(r->method_text);
    if (!r->method) return 405; /* TRACE and CONNECT too, whatever their target */
    if (r->target.n == 0 || r->target.p[0] != '/') return 400;
    if (!all(is_target, r->target) || !triplets_are_whole(r->target)) return 400;
    str_cut(r->target, '?', &r->path, &r->query);
    if (str_find(r->path, '\\') >= 0) return 400; /* some programs read it as '/' */
    return 0;
}

static bool port_is_valid(Str port) {
    if (port.n == 0 || port.n > 5) return false;
    for (ptrdiff_t i = 0; i < port.n; i++)
        if (port.p[i] < '0' || port.p[i] > '9') return false;
    return true;
}

static bool host_is_valid(Str host) {
    Str name, port = {0};
    if (host.n > 0 && host.p[0] == '[') { /* [::1]:8080 */
        Str tail;
        if (!str_cut(str_skip(host, 1), ']', &name, &tail) || name.n == 0) return false;
        for (ptrdiff_t i = 0; i < name.n; i++)
            if (hex(name.p[i]) < 0 && name.p[i] != ':' && name.p[i] != '.') return false;
        return tail.n == 0 || (tail.p[0] == ':' && port_is_valid(str_skip(tail, 1)));
    }
    bool has_port = str_cut(host, ':', &name, &port);
    return name.n > 0 && all(is_host, name) && (!has_port || port_is_valid(port));
}

/* ---- the headers that decide where a message ends ---- */
enum { SEEN_HOST = 1, SEEN_LENGTH = 2, SEEN_CODING = 4, SEEN_EXPECT = 8, SEEN_OTHER = 16 };

typedef struct {
    unsigned seen;
    Str host, coding, expect;
    int64_t length;
    bool close, keep;
} Framing;

/* Headers of which a second one would leave open which counts. */
static unsigned bit_of(Str name) {
    static const struct {
        Str name;
        unsigned bit;
    } once[] = {{{"host", 4}, SEEN_HOST},
                {{"content-length", 14}, SEEN_LENGTH},
                {{"transfer-encoding", 17}, SEEN_CODING},
                {{"expect", 6}, SEEN_EXPECT},
                {{"content-type", 12}, SEEN_OTHER},
                {{"authorization", 13}, SEEN_OTHER << 1},
                {{"origin", 6}, SEEN_OTHER << 2},
                {{"idempotency-key", 15}, SEEN_OTHER << 3}};
    for (ptrdiff_t i = 0; i < COUNT(once); i++)
        if (str_eq_nocase(once[i].name, name)) return once[i].bit;
    return 0;
}

static int length_read(Str value, int64_t *ret_length) {
    if (value.n == 0) return 400;
    int64_t length = 0;
    for (ptrdiff_t i = 0; i < value.n; i++) {
        if (value.p[i] < '0' || value.p[i] > '9') return 400;
        if (i < LENGTH_DIGITS_MAX) length = length * 10 + (value.p[i] - '0');
    }
    if (value.n > LENGTH_DIGITS_MAX) return 413;
    *ret_length = length;
    return 0;
}

static void connection_read(Str value, Framing *f) {
    Str word;
    do {
        str_cut(value, ',', &word, &value);
        word = blanks_trim(word);
        if (str_eq_nocase(word, S("close"))) f->close = true;
        if (str_eq_nocase(word, S("keep-alive"))) f->keep = true;
    } while (value.n > 0);
}

/* "Name: value": returns 0 or the status that refuses it. */
static int header_line(Str line, HttpHeader *ret_header, Framing *f) {
    HttpHeader h;
    if (!str_cut(line, ':', &h.name, &h.value)) return 400;
    if (h.name.n == 0 || !all(is_token, h.name)) return 400; /* a folded line begins with a blank */
    if (!all(is_value, h.value)) return 400;
    h.value = blanks_trim(h.value);
    *ret_header = h;
    if (str_eq_nocase(h.name, S("connection"))) {
        connection_read(h.value, f);
        return 0;
    }
    unsigned bit = bit_of(h.name);
    if (f->seen & bit) return 400;
    f->seen |= bit;
    switch (bit) {
    case SEEN_HOST: f->host = h.value; return host_is_valid(h.value) ? 0 : 400;
    case SEEN_LENGTH: return length_read(h.value, &f->length);
    case SEEN_CODING: f->coding = h.value; return 0;
    case SEEN_EXPECT: f->expect = h.value; return 0;
    default: return 0;
    }
}

/* What only the whole head can tell. */
static int framing_check(const Framing *f, int minor) {
    if (minor == 1 && !(f->seen & SEEN_HOST)) return 400;
    if (f->seen & SEEN_CODING) {
        if (f->seen & SEEN_LENGTH || minor == 0) return 400;
        return str_eq_nocase(f->coding, S("chunked")) ? 411 : 501;
    }
    if (f->length > HTTP_BODY_MAX) return 413;
    if (f->seen & SEEN_EXPECT && minor == 1 && !str_eq_nocase(f->expect, S("100-continue")))
        return 417;
    return 0;
}

static HeadState refuse(int status, int *ret_status) {
    *ret_status = status;
    return HEAD_REFUSED;
}

/* A request line that is not yet whole and can no longer become one: a TLS hello, say. */
static bool is_hopeless(Str begin) {
    for (ptrdiff_t i = 0; i < begin.n; i++) {
        char c = begin.p[i];
        if ((c < ' ' || c > '~') && !(c == '\r' && i == begin.n - 1)) return true;
    }
    return begin.n > 0 && !is_token[(unsigned char)begin.p[0]];
}

HeadState http_parse_head(Arena *a, Str bytes, HttpRequest *ret_request, ptrdiff_t *ret_used,
                          int64_t *ret_body, bool *ret_keep_alive, int *ret_status) {
    HttpHeader headers[HTTP_HEADERS_MAX];
    HttpRequest r = {0};
    Framing f = {0};
    Str line;
    ptrdiff_t at = 0;
    for (int i = 0; i < LEADING_LINES_MAX && str_starts(str_skip(bytes, at), S("\r\n")); i++)
        at += 2;

    Str begin = str_skip(bytes, at);
    if (begin.n == 0 || str_eq(begin, S("\r"))) return HEAD_MORE;
    HeadState state = line_take(bytes, &at, &line);
    if (state == HEAD_REFUSED) return refuse(400, ret_status);
    if (state == HEAD_MORE) {
        if (is_hopeless(str_head(begin, HTTP_LINE_MAX))) return refuse(400, ret_status);
        if (begin.n > HTTP_LINE_MAX + 1) return refuse(414, ret_status);
        return HEAD_MORE;
    }
    if (line.n > HTTP_LINE_MAX) return refuse(414, ret_status);
    int status = request_line(line, &r);
    if (status) return refuse(status, ret_status);

    for (ptrdiff_t first = at;;) {
        state = line_take(bytes, &at, &line);
        ptrdiff_t size = (state == HEAD_DONE ? at : bytes.n) - first;
        if (size > HTTP_HEAD_MAX) return refuse(431, ret_status);
        if (state == HEAD_REFUSED) return refuse(400, ret_status);
        if (state == HEAD_MORE) return HEAD_MORE;
        if (line.n == 0) break;
        if (r.headers_n == HTTP_HEADERS_MAX) return refuse(431, ret_status);
        status = header_line(line, &headers[r.headers_n++], &f);
        if (status) return refuse(status, ret_status);
    }
    status = framing_check(&f, r.minor);
    if (status) return refuse(status, ret_status);

    r.headers = arena_copy(a, headers, r.headers_n * (ptrdiff_t)sizeof *headers);
    r.host = f.host;
    *ret_request = r;
    *ret_used = at;
    *ret_body = f.length;
    *ret_keep_alive = !f.close && (r.minor == 1 || f.keep);
    return HEAD_DONE;
}
