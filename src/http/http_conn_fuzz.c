// SPDX-License-Identifier: EUPL-1.2
/* Fuzzes a whole connection: any bytes, cut into pieces anywhere, give the same answers as reading
 * them in one go; some exchanges are answered later. The first two bytes choose the cutting. */
#include "base/log.h"
#include "http/http_loop.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { INPUT_MAX = 16 << 10 };
static HttpExchange *held;
static int handled;
static uint64_t heard; /* a hash over what the handler was given */

static uint64_t mix(uint64_t h, Str s) { return (h ^ str_hash(s)) * 0x100000001b3u; }

static void handle(void *context, HttpExchange *x) {
    (void)context;
    handled++;
    heard = mix(mix(heard, x->request.target), x->request.body);
    x->status = 200;
    if (str_find(x->request.target, 'l') >= 0)
        held = x;
    else
        http_answer(x);
}

/* What a plain reading of all bytes finds: how many whole requests before the end or a refusal. */
static int expected(Arena *a, Str bytes, uint64_t *ret_heard, bool *ret_refused) {
    int n = 0;
    *ret_heard = 0, *ret_refused = false;
    for (;;) {
        HttpRequest r;
        ptrdiff_t used;
        int64_t body;
        bool keep;
        int status;
        HeadState state = http_parse_head(a, bytes, &r, &used, &body, &keep, &status);
        *ret_refused = state == HEAD_REFUSED;
        if (state != HEAD_DONE || bytes.n - used < body) return n;
        *ret_heard = mix(mix(*ret_heard, r.target), (Str){bytes.p + used, body});
        n++;
        if (!keep) return n;
        bytes = str_skip(bytes, used + body);
    }
}

static int answers(int fd) {
    static char text[1 << 20];
    ssize_t n, total = 0;
    while ((n = recv(fd, text + total, sizeof text - (size_t)total, 0)) > 0) total += n;
    int found = 0;
    for (ssize_t i = 0; i + 13 < total; i++) found += memcmp(text + i, "HTTP/1.1 200 ", 13) == 0;
    return found;
}

static void step(Loop *l) {
    loop_step(l);
    if (!held) return;
    HttpExchange *x = held;
    held = NULL;
    http_answer(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static HttpServer server;
    static Loop loop;
    static Listener from;
    static Arena *a;
    if (!a) {
        a = arena_new(4 << 20);
        log_quiet(true);
        server = (HttpServer){.loops = &loop, .loops_n = 1};
        server.options = (HttpOptions){.head_wait_ms = 60000,
                                       .body_wait_ms = 60000,
                                       .idle_wait_ms = 60000,
                                       .send_wait_ms = 60000,
                                       .arena_max = 4 << 20,
                                       .handle = handle};
        if (!loop_open(&loop, &server, 0)) abort();
    }
    if (size < 2 || size > INPUT_MAX) return 0;
    Str bytes = {(const char *)data + 2, (ptrdiff_t)size - 2};
    int fds[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds) != 0) abort();
    handled = 0, heard = 0;
    Conn *c = conn_new(&loop, &from, fds[0]);
    conn_adopt(c);
    ptrdiff_t first = data[0] + 1, then = data[1] * 8 + 1;
    for (ptrdiff_t at = 0, n = first; at < bytes.n; at += n, n = then) {
        Str piece = str_head(str_skip(bytes, at), n);
        ssize_t sent;
        while ((sent = send(fds[1], piece.p, (size_t)piece.n, MSG_NOSIGNAL)) < 0 && errno == EAGAIN)
            step(&loop);
        if (sent != piece.n) break; /* the server has closed after a refusal */
        if (at / then < 40) step(&loop);
    }
    shutdown(fds[1], SHUT_WR);
    while (loop.connections > 0) step(&loop);
    uint64_t wanted_heard;
    bool is_refused;
    arena_reset(a);
    int wanted = expected(a, bytes, &wanted_heard, &is_refused);
    if (handled != wanted || heard != wanted_heard || answers(fds[1]) != wanted) abort();
    close(fds[1]);
    return 0;
}
