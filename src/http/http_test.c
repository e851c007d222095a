// SPDX-License-Identifier: EUPL-1.2
/* The pure parts of http: heads, forms, segments, addresses, codings, cookies, static files. */
#include "base/test.h"
#include "http/http.h"
#include <string.h>

typedef struct {
    HeadState state;
    int status;
    HttpRequest r;
    ptrdiff_t used;
    int64_t body;
    bool keep_alive;
} Head;

static Head head_of(Arena *a, Str bytes) {
    Head h = {0};
    h.state = http_parse_head(a, bytes, &h.r, &h.used, &h.body, &h.keep_alive, &h.status);
    return h;
}

/* The status that refuses these bytes; 0 when they are a whole head, -1 when more is needed. */
static int verdict(Arena *a, Str bytes) {
    Head h = head_of(a, bytes);
    return h.state == HEAD_MORE ? -1 : h.state == HEAD_DONE ? 0 : h.status;
}

#define REFUSED(status, text) CHECK(verdict(a, S(text)) == (status))
#define GET "GET / HTTP/1.1\r\nHost: a\r\n"
#define POST "POST / HTTP/1.1\r\nHost: a\r\n"

static void a_head_is_read_into_its_parts(Arena *a) {
    Str bytes = S("POST /wishes/12/ask?next=%2F&x HTTP/1.1\r\nHost: schakel.example:8080\r\n"
                  "Content-Length: 5\r\nX-Empty:\r\nAccept: \t text/html \t\r\n\r\nhallo");
    Head h = head_of(a, bytes);
    CHECK(h.state == HEAD_DONE && h.used == bytes.n - 5 && h.body == 5 && h.keep_alive);
    CHECK(h.r.method == HTTP_POST && h.r.minor == 1 && h.r.headers_n == 4);
    CHECK_STR(h.r.method_text, S("POST"));
    CHECK_STR(h.r.target, S("/wishes/12/ask?next=%2F&x"));
    CHECK_STR(h.r.path, S("/wishes/12/ask"));
    CHECK_STR(h.r.query, S("next=%2F&x"));
    CHECK_STR(h.r.host, S("schakel.example:8080"));
    CHECK_STR(http_header(&h.r, "accept"), S("text/html"));
    CHECK_STR(http_header(&h.r, "x-empty"), S(""));
    CHECK_STR(http_header(&h.r, "absent"), S(""));
}

static void every_beginning_of_a_good_head_needs_more(Arena *a) {
    Str bytes = S("\r\nGET /x HTTP/1.1\r\nHost: a\r\nAccept: b\r\n\r\n");
    for (ptrdiff_t n = 0; n < bytes.n; n++) CHECK(verdict(a, str_head(bytes, n)) == -1);
    CHECK(verdict(a, bytes) == 0);
}

static void a_connection_stays_open_only_when_both_sides_want_it(Arena *a) {
    CHECK(head_of(a, S(GET "\r\n")).keep_alive);
    CHECK(!head_of(a, S(GET "Connection: x, Close\r\n\r\n")).keep_alive);
    CHECK(!head_of(a, S(GET "Connection: keep-alive\r\nConnection: close\r\n\r\n")).keep_alive);
    CHECK(!head_of(a, S("GET / HTTP/1.0\r\n\r\n")).keep_alive);
    CHECK(head_of(a, S("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")).keep_alive);
}

static void a_request_line_has_exactly_one_reading(Arena *a) {
    REFUSED(400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, " GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /\r\n");
    REFUSED(400, "GE(T / HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET / http/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET / HTTP/1.10\r\nHost: a\r\n\r\n");
    REFUSED(505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n");
    REFUSED(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    REFUSED(505, "GET / HTTP/1.2\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET / HTTP/1.1\nHost: a\n\n");
    REFUSED(400, "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(0, "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "\x16\x03\x01\x02"); /* a TLS hello is refused before a line end comes */
}

static void a_target_is_a_plain_path(Arena *a) {
    REFUSED(400, "GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /\xC3\xA9 HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /%4g HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(400, "GET /?q=%0 HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(0, "GET /%c3%A9?a=[1]|{2} HTTP/1.1\r\nHost: a\r\n\r\n");
}

static void only_known_methods_are_allowed(Arena *a) {
    REFUSED(405, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(405, "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n");
    REFUSED(405, "get / HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(405, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n");
    REFUSED(0, "OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n");
}

static void there_is_exactly_one_sound_host(Arena *a) {
    REFUSED(400, "GET / HTTP/1.1\r\n\r\n");
    REFUSED(0, "GET / HTTP/1.0\r\n\r\n");
    REFUSED(400, GET "hOST: b\r\n\r\n");
    REFUSED(400, "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n");
    static const char *const bad[] = {
        "",     "a b", "a:",     "a:x",    "a:123456", "a/b", "a@b",    ":80",
        "[::1", "[]",  "[::1]x", "[::1]:", "a\"b",     "a,b", "[g::1]", "a\xC3\xA9"};
    static const char *const good[] = {"a", "schakel.example", "127.0.0.1:8080", "[::1]:8080",
                                       "x-1_y"};
    for (int i = 0; i < COUNT(bad); i++)
        CHECK(verdict(a, str_fmt(a, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", bad[i])) == 400);
    for (int i = 0; i < COUNT(good); i++)
        CHECK(verdict(a, str_fmt(a, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", good[i])) == 0);
}

static void header_lines_hold_nothing_odd(Arena *a) {
    REFUSED(400, GET "X: a\r\n b\r\n\r\n"); /* folded */
    REFUSED(400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n");
    REFUSED(400, GET "foo\r\n\r\n");
    REFUSED(400, GET ": x\r\n\r\n");
    REFUSED(400, GET "X : x\r\n\r\n");
    REFUSED(400, GET "X@(: x\r\n\r\n");
    REFUSED(400, GET "X: a\rb\r\n\r\n");
    REFUSED(400, GET "X: a\0b\r\n\r\n");
    REFUSED(400, GET "X: a\x7F\r\n\r\n");
    REFUSED(400, GET "X: a\n\r\n");
    REFUSED(400, GET "X: a\r\n\n");
    REFUSED(0, GET "X: Zo\xC3\xAB\t!\r\n\r\n");
    REFUSED(400, GET "Authorization: a\r\nAuthorization: b\r\n\r\n");
    REFUSED(400, POST "Content-Type: a\r\nContent-Type: b\r\n\r\n");
}

static void a_message_has_one_length(Arena *a) {
    REFUSED(400, POST "Content-Length: 1\r\nContent-Length: 1\r\n\r\n");
    static const char *const bad[] = {"", "1, 1", "+1", "-1", "0x1", "1 1", "1a", "\xEF\xBC\x91"};
    for (int i = 0; i < COUNT(bad); i++)
        CHECK(verdict(a, str_fmt(a, POST "Content-Length: %s\r\n\r\n", bad[i])) == 400);
    REFUSED(413, POST "Content-Length: 18446744073709551617\r\n\r\n");
    REFUSED(413, POST "Content-Length: 99999999999999999999999\r\n\r\n");
    CHECK(verdict(a, str_fmt(a, POST "Content-Length: %d\r\n\r\n", HTTP_BODY_MAX)) == 0);
    CHECK(verdict(a, str_fmt(a, POST "Content-Length: %d\r\n\r\n", HTTP_BODY_MAX + 1)) == 413);
    CHECK(head_of(a, S(POST "\r\n")).body == 0);
}

static void bodies_in_chunks_are_refused(Arena *a) {
    REFUSED(411, POST "Transfer-Encoding: chunked\r\n\r\n");
    REFUSED(411, POST "Transfer-Encoding: Chunked\r\n\r\n");
    REFUSED(501, POST "Transfer-Encoding: gzip, chunked\r\n\r\n");
    REFUSED(501, POST "Transfer-Encoding: xchunked\r\n\r\n");
    REFUSED(501, POST "Transfer-Encoding:\r\n\r\n");
    REFUSED(400, POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n");
    REFUSED(400, POST "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n");
    REFUSED(400, POST "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n");
    REFUSED(400, POST "Transfer-Encoding:\x0B"
                      "chunked\r\n\r\n");
    REFUSED(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");
}

static void the_one_expectation_is_to_continue(Arena *a) {
    REFUSED(0, POST "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\n");
    REFUSED(417, POST "Expect: 200-maybe\r\nContent-Length: 1\r\n\r\n");
    REFUSED(417, POST "Expect:\r\nContent-Length: 1\r\n\r\n");
    REFUSED(0, "POST / HTTP/1.0\r\nExpect: x\r\n\r\n");
}

static Str repeat(Arena *a, const char *before, char c, int n, const char *after) {
    char *p = memset(NEWS(a, char, n), c, (size_t)n);
    return str_join(a, str_join(a, str_of(before), (Str){p, n}), str_of(after));
}

static void limits_are_kept_to_the_byte(Arena *a) {
    int fits = HTTP_LINE_MAX - (int)S("GET / HTTP/1.1").n;
    CHECK(verdict(a, repeat(a, "GET /", 'a', fits, " HTTP/1.1\r\nHost: a\r\n\r\n")) == 0);
    CHECK(verdict(a, repeat(a, "GET /", 'a', fits + 1, " HTTP/1.1\r\nHost: a\r\n\r\n")) == 414);
    CHECK(verdict(a, repeat(a, "GET /", 'a', 70000, "")) == 414);
    fits = HTTP_HEAD_MAX - (int)S("Host: a\r\nX: \r\n\r\n").n;
    CHECK(verdict(a, repeat(a, GET "X: ", 'a', fits, "\r\n\r\n")) == 0);
    CHECK(verdict(a, repeat(a, GET "X: ", 'a', fits + 1, "\r\n\r\n")) == 431);
    CHECK(verdict(a, repeat(a, GET "X: ", 'a', 70000, "")) == 431);
    Buf b = buf_new(a, 4096);
    buf_z(&b, GET);
    for (int i = 1; i < HTTP_HEADERS_MAX; i++) buf_fmt(&b, "X%d: y\r\n", i);
    Str full = buf_done(&b);
    CHECK(verdict(a, str_join(a, full, S("\r\n"))) == 0);
    CHECK(verdict(a, str_join(a, full, S("One-More: y\r\n\r\n"))) == 431);
    CHECK(verdict(a, repeat(a, "", '\r', 50000, "")) == 400);
}

static void a_form_is_decoded(Arena *a) {
    HttpField *f;
    ptrdiff_t n = 0;
    CHECK_OK(http_parse_form(a, S("title=Een+w%C3%A9ns%21&empty=&flag&&a=b=c&"), 10, &f, &n));
    CHECK(n == 4);
    CHECK_STR(f[0].name, S("title"));
    CHECK_STR(f[0].value, S("Een w\xC3\xA9ns!"));
    CHECK(f[1].value.n == 0 && f[2].value.n == 0);
    CHECK_STR(f[2].name, S("flag"));
    CHECK_STR(f[3].value, S("b=c"));
    CHECK_OK(http_parse_form(a, S(""), 10, &f, &n));
    CHECK(n == 0);
}

static void a_broken_form_is_refused(Arena *a) {
    static const char *const bad[] = {"a=%",    "a=%4",         "a=%zz",      "%00=a",
                                      "a=%00",  "a=%C0%AF",     "a=%FF",      "a=%ED%A0%80",
                                      "a=\xFF", "a=b&c=%E2%82", "a=%EF%BF%BE"};
    HttpField *f = NULL;
    ptrdiff_t n = 7;
    for (int i = 0; i < COUNT(bad); i++) {
        Err *e = http_parse_form(a, str_of(bad[i]), 10, &f, &n);
        CHECK(e && e->kind == ERR_MALFORMED && str_eq(e->message, S("form.encoding")));
    }
    Err *e = http_parse_form(a, S("a=1&b=2&c=3"), 2, &f, &n);
    CHECK(e && str_eq(e->message, S("form.fields")));
    CHECK(n == 7 && !f);
}

static void a_segment_cannot_leave_its_folder(Arena *a) {
    Str text;
    CHECK_OK(http_decode_segment(a, S("Zo%C3%AB+1"), &text));
    CHECK_STR(text, S("Zo\xC3\xAB+1"));
    CHECK_OK(http_decode_segment(a, S("%252e"), &text)); /* decoded once, never twice */
    CHECK_STR(text, S("%2e"));
    static const char *const bad[] = {".",   "..",  "%2e%2e", ".%2E", "%2f", "a%5Cb", "%00",
                                      "%0a", "%7f", "%",      "%f",   "%ff", "a/b"};
    for (int i = 0; i < COUNT(bad); i++)
        CHECK_FAILS(http_decode_segment(a, str_of(bad[i]), &text), ERR_MALFORMED, "");
}

static void encoding_keeps_only_plain_signs(Arena *a) {
    CHECK_STR(http_encode(a, S("a-Z_0.~ /?&\xC3\xA9")), S("a-Z_0.~%20%2F%3F%26%C3%A9"));
}

static void a_next_address_stays_here(Arena *a) {
    (void)a;
    static const char *const bad[] = {"//evil", "\\\\evil", "https:evil", "javascript:1",
                                      "",       "/\\evil",  "/a\\b",      "/\t/evil",
                                      "/a b",   "x",        "/\r\nX:",    "/caf\xC3\xA9"};
    for (int i = 0; i < COUNT(bad); i++) CHECK_STR(http_safe_next(str_of(bad[i])), S("/"));
    CHECK_STR(http_safe_next(S("/wishes/3?a=b#c")), S("/wishes/3?a=b#c"));
}

static void a_coding_is_used_only_when_accepted(Arena *a) {
    (void)a;
    Str browser = S("gzip, deflate, br;q=0.8, zstd");
    CHECK(http_accepts(browser, S("br")) && http_accepts(browser, S("gzip")));
    CHECK(http_accepts(S("GZIP ; q=1"), S("gzip")) && http_accepts(S("*"), S("br")));
    CHECK(!http_accepts(S(""), S("gzip")) && !http_accepts(S("gzip;q=0"), S("gzip")));
    CHECK(!http_accepts(S("gzip;q=0.000, *"), S("gzip")) && !http_accepts(S("*;q=0"), S("br")));
    CHECK(!http_accepts(S("gzipx"), S("gzip")) && http_accepts(S("br"), S("identity")));
    CHECK(!http_accepts(S("identity;q=0"), S("identity")));
}

static void a_cookie_is_found_by_its_whole_name(Arena *a) {
    Head h = head_of(a, S(GET "Cookie: xsid=1; sid=2;sid=3; e=\r\nCookie: late=4\r\n\r\n"));
    CHECK_STR(http_cookie(&h.r, "sid"), S("2"));
    CHECK_STR(http_cookie(&h.r, "late"), S("4"));
    CHECK_STR(http_cookie(&h.r, "id"), S(""));
}

static void a_header_of_an_answer_stays_one_line(Arena *a) {
    HttpExchange x = {.a = a};
    http_add(&x, "Location", S("/a\r\nSet-Cookie: b\0"));
    http_add(&x, "ETag", S("\"1\""));
    CHECK_STR(x.out[0].value, S("/aSet-Cookie: b"));
    CHECK_STR(x.out[1].value, S("\"1\""));
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(a_head_is_read_into_its_parts),
                                   TEST(every_beginning_of_a_good_head_needs_more),
                                   TEST(a_connection_stays_open_only_when_both_sides_want_it),
                                   TEST(a_request_line_has_exactly_one_reading),
                                   TEST(a_target_is_a_plain_path),
                                   TEST(only_known_methods_are_allowed),
                                   TEST(there_is_exactly_one_sound_host),
                                   TEST(header_lines_hold_nothing_odd),
                                   TEST(a_message_has_one_length),
                                   TEST(bodies_in_chunks_are_refused),
                                   TEST(the_one_expectation_is_to_continue),
                                   TEST(limits_are_kept_to_the_byte),
                                   TEST(a_form_is_decoded),
                                   TEST(a_broken_form_is_refused),
                                   TEST(a_segment_cannot_leave_its_folder),
                                   TEST(encoding_keeps_only_plain_signs),
                                   TEST(a_next_address_stays_here),
                                   TEST(a_coding_is_used_only_when_accepted),
                                   TEST(a_cookie_is_found_by_its_whole_name),
                                   TEST(a_header_of_an_answer_stays_one_line),
                                   {0}});
}
