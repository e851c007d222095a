// SPDX-License-Identifier: EUPL-1.2
/* The server as its clients meet it: over real sockets on loopback, good clients and bad ones. */
#include "base/log.h"
#include "base/test.h"
#include "http/http.h"
#include "http/static.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* ---- a worker thread that answers what handlers give away ---- */
enum { HELD_MAX = 1000 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static HttpExchange *held[HELD_MAX];
static int held_n;
static bool may_answer = true, worker_ends;

static void *work(void *unused) {
    pthread_mutex_lock(&lock);
    while (!worker_ends) {
        while (held_n > 0 && may_answer) {
            HttpExchange *x = held[0];
            memmove(held, held + 1, (size_t)--held_n * sizeof *held);
            pthread_mutex_unlock(&lock);
            http_answer(x);
            pthread_mutex_lock(&lock);
        }
        if (!worker_ends) pthread_cond_wait(&changed, &lock);
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

static void hold(HttpExchange *x) {
    pthread_mutex_lock(&lock);
    held[held_n++] = x;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void answers_may_go(bool yes) {
    pthread_mutex_lock(&lock);
    may_answer = yes;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void wait_until_held(int n) {
    pthread_mutex_lock(&lock);
    while (held_n < n) {
        pthread_mutex_unlock(&lock);
        usleep(1000);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
}

/* ---- the handler ---- */
static atomic_int handled, cleaned;
static const EmbeddedFile files[] = {{"/static/a.1.css", "a.css", "text/css",
                                      (const unsigned char *)"plain", (const unsigned char *)"zip",
                                      NULL, 5, 3, 0}};

static void clean(void *unused) {
    (void)unused;
    cleaned++;
}

static void answer_resumed(HttpExchange *x) {
    x->body = S("resumed");
    http_answer(x);
}

static void *resume_later(void *x) {
    http_resume(x, answer_resumed);
    return NULL;
}

static void handle(void *context, HttpExchange *x) {
    (void)context;
    handled++;
    if (http_static(x, files, COUNT(files))) return;
    const HttpRequest *r = &x->request;
    x->status = 200;
    if (str_starts(r->path, S("/echo"))) {
        x->body = r->body.n ? r->body : r->target;
        http_answer(x);
    } else if (str_starts(r->path, S("/later"))) {
        x->body = r->body.n ? r->body : r->target;
        hold(x);
    } else if (str_eq(r->path, S("/resume"))) {
        pthread_t thread;
        pthread_create(&thread, NULL, resume_later, x);
        pthread_detach(thread);
    } else if (str_eq(r->path, S("/big"))) {
        x->body = (Str){NEWS(x->a, char, 4 << 20), 4 << 20};
        http_answer(x);
    } else if (str_eq(r->path, S("/full"))) {
        arena_defer(x->a, clean, NULL);
        for (;;) (void)arena_alloc(x->a, 1, 100000);
    } else if (str_eq(r->path, S("/who"))) {
        x->body = str_fmt(x->a, "%.*s %s%s", STR_ARG(r->peer), r->is_local ? "local" : "",
                          r->is_metrics ? "metrics" : "");
        http_answer(x);
    } else if (str_eq(r->path, S("/nothing"))) {
        x->status = 204;
        http_answer(x);
    } else {
        x->status = 404;
        x->close = str_eq(r->path, S("/close"));
        http_answer(x);
    }
}

static ptrdiff_t body_max(void *context, const HttpRequest *head) {
    (void)context;
    return str_eq(head->path, S("/echo/small")) ? 10 : HTTP_BODY_MAX;
}

static HttpServer *server;
static pthread_t worker;
static const HttpOptions usual = {.address = "127.0.0.1:0",
                                  .spool_directory = "/tmp",
                                  .threads = 2,
                                  .arena_max = 8 << 20,
                                  .body_max = body_max,
                                  .handle = handle};

static bool begin(Arena *a, HttpOptions options) {
    handled = cleaned = held_n = 0;
    may_answer = true, worker_ends = false;
    Err *err = http_start(a, &options, &server);
    CHECK_OK(err);
    if (!err) pthread_create(&worker, NULL, work, NULL);
    return !err;
}

static void worker_end(void) {
    pthread_mutex_lock(&lock);
    worker_ends = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(worker, NULL);
}

static void end(void) {
    http_stop(server, 10000);
    worker_end();
}

/* ---- a client ---- */
static int dial_port(int port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static int dial(void) { return dial_port(http_port(server)); }

static void say(int fd, Str text) {
    while (text.n > 0) {
        ssize_t n = send(fd, text.p, (size_t)text.n, MSG_NOSIGNAL);
        if (n <= 0) return;
        text = str_skip(text, n);
    }
}

static const char *find(Str text, Str part) {
    if (!text.p || text.n <= 0) return NULL;
    return memmem(text.p, (size_t)text.n, part.p, (size_t)part.n);
}

/* What comes until `n` answers are whole, or the server closes. Never waits for ever. */
static Str hear(Arena *a, int fd, int n) {
    Buf b = buf_new(a, 4096);
    char piece[16384];
    for (;;) {
        Str got = buf_done(&b), rest = got;
        int whole = 0;
        for (const char *end; (end = find(rest, S("\r\n\r\n")));) {
            Str head = {rest.p, end + 4 - rest.p};
            const char *length = find(head, S("Content-Length: "));
            ptrdiff_t body_n = length ? atol(length + 16) : 0;
            if (rest.n < head.n + body_n) break;
            rest = str_skip(rest, head.n + body_n);
            whole++;
        }
        if (whole >= n) return got;
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (poll(&ready, 1, 20000) <= 0) return got;
        ssize_t m = recv(fd, piece, sizeof piece, 0);
        if (m <= 0) return got;
        buf_str(&b, (Str){piece, m});
    }
}

static bool closes(int fd) { /* after at most what was already said */
    char piece[16384];
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    while (poll(&ready, 1, 20000) > 0)
        if (recv(fd, piece, sizeof piece, 0) <= 0) return true;
    return false;
}

static bool has(Str text, const char *part) { return find(text, str_of(part)); }

static int count(Str text, const char *part) {
    int n = 0;
    for (const char *at; (at = find(text, str_of(part))); n++)
        text = str_skip(text, at + 1 - text.p);
    return n;
}

static Str ask_for(Arena *a, int fd, const char *text) {
    say(fd, str_of(text));
    return hear(a, fd, 1);
}

static Str body_of(Str answer) {
    const char *end = find(answer, S("\r\n\r\n"));
    return end ? str_skip(answer, end + 4 - answer.p) : (Str){"", 0};
}

#define GET(path) "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"

/* ---- tests ---- */
static void a_request_is_answered_and_the_connection_kept(Arena *a) {
    if (!begin(a, usual)) return;
    int fd = dial();
    for (int i = 0; i < 3; i++) {
        Str answer = ask_for(a, fd, GET("/echo/x?y"));
        CHECK(str_starts(answer, S("HTTP/1.1 200 OK\r\nDate: ")));
        CHECK_STR(body_of(answer), S("/echo/x?y"));
    }
    CHECK(has(ask_for(a, fd, GET("/nothing")), "204 No Content"));
    Str last = ask_for(a, fd, GET("/close"));
    CHECK(has(last, "404") && has(last, "Connection: close") && closes(fd));
    CHECK(http_stats(server).requests == 5);
    close(fd);
    end();
}

static void an_old_client_keeps_its_connection_only_when_it_asks(Arena *a) {
    if (!begin(a, usual)) return;
    int fd = dial();
    CHECK(has(ask_for(a, fd, "GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
              "Connection: keep-alive"));
    CHECK(has(ask_for(a, fd, "GET /echo HTTP/1.0\r\n\r\n"), "Connection: close") && closes(fd));
    close(fd);
    end();
}

static void head_has_the_length_of_get_and_no_body(Arena *a) {
    if (!begin(a, usual)) return;
    int fd = dial();
    say(fd, S("HEAD /echo/1234 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    Str answer = hear(a, fd, 2);
    CHECK(has(answer, "Content-Length: 10\r\n") && body_of(answer).n == 0);
    close(fd);
    end();
}

static void pipelined_requests_are_answered_in_order(Arena *a) {
    if (!begin(a, usual)) return;
    enum { N = 200 };
    Buf b = buf_new(a, 1 << 16);
    for (int i = 0; i < N; i++) { /* some by the loop, some by the worker, some with a body */
        const char *place = i % 3 ? "echo" : "later";
        if (i % 5)
            buf_fmt(&b, "GET /%s/%d HTTP/1.1\r\nHost: a\r\n\r\n", place, i);
        else
            buf_fmt(&b, "POST /%s/ HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n=%03d", place,
                    i);
    }
    int fd = dial();
    say(fd, buf_done(&b));
    Str rest = hear(a, fd, N);
    CHECK(count(rest, "HTTP/1.1 200 OK") == N);
    for (int i = 0; i < N; i++) {
        Str wanted = i % 5 ? str_fmt(a, "\r\n\r\n/%s/%d", i % 3 ? "echo" : "later", i)
                           : str_fmt(a, "\r\n\r\n=%03d", i);
        const char *at = find(rest, wanted);
        CHECK(at != NULL);
        if (!at) break;
        rest = str_skip(rest, at + wanted.n - rest.p);
    }
    CHECK(handled == N);
    close(fd);
    end();
}

static void a_request_in_pieces_is_read_whole(Arena *a) {
    if (!begin(a, usual)) return;
    Str text = S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhallo" GET("/echo/2"));
    int fd = dial();
    for (ptrdiff_t i = 0; i < text.n; i++) {
        say(fd, (Str){text.p + i, 1});
        usleep(200);
    }
    Str answer = hear(a, fd, 2);
    CHECK(has(answer, "\r\n\r\nhallo") && has(answer, "\r\n\r\n/echo/2"));
    close(fd);
    end();
}

static Str large(Arena *a, int n, const char *path) {
    Buf b = buf_new(a, n + 200);
    buf_fmt(&b, "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n", path, n);
    for (int i = 0; i < n; i++) buf_char(&b, (char)('a' + i % 23));
    return buf_done(&b);
}

static void bodies_of_every_size_come_back_the_same(Arena *a) {
    if (!begin(a, usual)) return;
    static const int sizes[] = {1, 4000, 4096, 5000, 65535, 65536, 65537, 1 << 20, 5 << 20};
    int fd = dial();
    for (int i = 0; i < COUNT(sizes); i++) {
        Str text = large(a, sizes[i], i % 2 ? "/echo" : "/later");
        say(fd, text);
        CHECK(str_eq(body_of(hear(a, fd, 1)), body_of(text)));
    }
    close(fd);
    end();
}

static void a_body_that_is_too_large_is_refused_before_it_comes(Arena *a) {
    if (!begin(a, usual)) return;
    int fd = dial();
    Str answer =
        ask_for(a, fd, "POST /echo/small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
    CHECK(has(answer, " 413 ") && has(answer, "Connection: close") && closes(fd));
    close(fd);
    fd = dial(); /* it sends all the same, and can still read why not */
    say(fd, large(a, 1 << 20, "/echo/small"));
    CHECK(has(hear(a, fd, 1), " 413 "));
    close(fd);
    CHECK(handled == 0 && http_stats(server).refused == 2);
    end();
}

static void who_asks_first_is_told_to_continue(Arena *a) {
    if (!begin(a, usual)) return;
    int fd = dial();
    CHECK_STR(ask_for(a, fd,
                      "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                      "Content-Length: 3\r\n\r\n"),
              S("HTTP/1.1 100 Continue\r\n\r\n"));
    CHECK_STR(body_of(ask_for(a, fd, "yes")), S("yes"));
    Str at_once = ask_for(a, fd,
                          "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                          "Content-Length: 3\r\n\r\nnow");
    CHECK(!has(at_once, "100 Continue") && str_eq(body_of(at_once), S("now")));
    CHECK(has(ask_for(a, fd,
                      "POST /echo/small HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                      "Content-Length: 30\r\n\r\n"),
              " 413 "));
    close(fd);
    end();
}

static void a_client_that_stops_sending_after_its_post_is_answered(Arena *a) {
    if (!begin(a, usual)) return;
    static const char *const paths[] = {"/echo", "/later"};
    for (int i = 0; i < 2; i++) {
        int fd = dial();
        if (i) answers_may_go(false);
        say(fd, large(a, 100, paths[i]));
        shutdown(fd, SHUT_WR);
        if (i) {
            wait_until_held(1);
            usleep(20000); /* the loop sees the end of the client's side while it waits */
            answers_may_go(true);
        }
        CHECK(body_of(hear(a, fd, 1)).n == 100 && closes(fd));
        close(fd);
    }
    end();
}

static void a_client_that_vanishes_while_its_work_is_done_harms_nobody(Arena *a) {
    if (!begin(a, usual)) return;
    answers_may_go(false);
    for (int i = 0; i < 40; i++) {
        int fd = dial();
        say(fd, i % 2 ? large(a, 100000, "/later") : S(GET("/later/1") GET("/later/2")));
        wait_until_held(i + 1);
        struct linger reset = {1, 0};
        if (i % 4 < 2) setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        close(fd);
    }
    answers_may_go(true);
    int fd = dial();
    CHECK_STR(body_of(ask_for(a, fd, GET("/later/3"))), S("/later/3"));
    close(fd);
    end();
    CHECK(held_n == 0);
}

static void a_body_cut_halfway_never_reaches_the_handler(Arena *a) {
    if (!begin(a, usual)) return;
    static const int sizes[] = {100, 50000, 500000};
    for (int i = 0; i < COUNT(sizes); i++) {
        Str text = large(a, sizes[i], "/echo");
        int fd = dial();
        say(fd, str_head(text, text.n - 1));
        close(fd);
    }
    int fd = dial();
    CHECK_STR(body_of(ask_for(a, fd, GET("/echo"))), S("/echo"));
    CHECK(handled == 1);
    close(fd);
    end();
}

static void a_slow_reader_gets_everything_and_others_are_not_held_up(Arena *a) {
    HttpOptions o = usual;
    o.threads = 1;
    if (!begin(a, o)) return;
    int slow = dial(), fd = dial();
    say(slow, S(GET("/big") GET("/echo/after")));
    for (int i = 0; i < 50; i++) CHECK(has(ask_for(a, fd, GET("/echo")), "200 OK"));
    Str answer = hear(a, slow, 2);
    CHECK(answer.n > 4 << 20 && str_ends(answer, S("\r\n\r\n/echo/after")));
    close(slow);
    close(fd);
    end();
}

static void slow_clients_are_ended(Arena *a) {
    HttpOptions o = usual;
    o.head_wait_ms = o.body_wait_ms = o.send_wait_ms = o.idle_wait_ms = 300;
    if (!begin(a, o)) return;
    int idle = dial();
    CHECK(has(ask_for(a, idle, GET("/echo")), "200 OK"));
    int silent = dial(), head = dial(), body = dial(), reader = dial();
    say(head, S("GET / HTTP/1.1\r\nHo"));
    say(body, S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx"));
    say(reader, S(GET("/big") GET("/big")));
    CHECK(closes(silent) && hear(a, idle, 1).n == 0);
    CHECK(has(hear(a, head, 1), " 408 ") && has(hear(a, body, 1), " 408 "));
    while (http_stats(server).connections > 0) usleep(1000); /* also the one that never reads */
    CHECK(hear(a, reader, 2).n < 8 << 20);
    close(silent), close(head), close(body), close(idle), close(reader);
    CHECK(handled == 2 || handled == 3);
    end();
}

static void a_head_that_is_too_long_is_refused_while_it_comes(Arena *a) {
    if (!begin(a, usual)) return;
    int fd = dial();
    say(fd, S("GET / HTTP/1.1\r\nHost: a\r\nX: "));
    char piece[1000];
    memset(piece, 'a', sizeof piece);
    for (int i = 0; i < 70; i++) say(fd, (Str){piece, sizeof piece});
    CHECK(has(hear(a, fd, 1), " 431 ") && closes(fd));
    close(fd);
    fd = dial();
    CHECK(has(ask_for(a, fd, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n" GET("/echo")), " 405 "));
    Str more = hear(a, fd, 1);
    CHECK(more.n == 0); /* what follows a refused head is not read as a request */
    close(fd);
    CHECK(handled == 0);
    end();
}

static void a_full_arena_is_answered_with_503_and_cleaned_up(Arena *a) {
    if (!begin(a, usual)) return;
    for (int i = 0; i < 3; i++) {
        int fd = dial();
        Str answer = ask_for(a, fd, GET("/full"));
        CHECK(has(answer, " 503 ") && has(answer, "Retry-After") && cleaned == i + 1);
        close(fd);
    }
    int fd = dial();
    CHECK(has(ask_for(a, fd, GET("/echo")), "200 OK"));
    close(fd);
    end();
}

static void work_can_come_back_to_its_loop(Arena *a) {
    if (!begin(a, usual)) return;
    int fd = dial();
    for (int i = 0; i < 20; i++) CHECK_STR(body_of(ask_for(a, fd, GET("/resume"))), S("resumed"));
    close(fd);
    end();
}

static void static_files_fit_what_the_browser_holds_and_takes(Arena *a) {
    if (!begin(a, usual)) return;
    int fd = dial();
    Str answer = ask_for(a, fd, GET("/static/a.1.css"));
    CHECK(has(answer, "Content-Type: text/css\r\n") && has(answer, "immutable"));
    CHECK(has(answer, "Vary: Accept-Encoding") && has(answer, "nosniff"));
    CHECK_STR(body_of(answer), S("plain"));
    answer = ask_for(
        a, fd, "GET /static/a.1.css HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip\r\n\r\n");
    CHECK(has(answer, "Content-Encoding: gzip\r\n") && str_eq(body_of(answer), S("zip")));
    answer = ask_for(a, fd,
                     "GET /static/a.1.css HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n"
                     "If-None-Match: \"x\", W/\"a.1.css-gzip\"\r\n\r\n");
    CHECK(has(answer, "304 Not Modified") && body_of(answer).n == 0);
    CHECK(has(ask_for(a, fd, "POST /static/a.1.css HTTP/1.1\r\nHost: a\r\n\r\n"),
              "Allow: GET, HEAD\r\n"));
    CHECK(has(ask_for(a, fd, GET("/static/a.2.css")), " 404 "));
    close(fd);
    end();
}

static void the_operator_has_a_socket_of_their_own(Arena *a) {
    char folder[] = "/tmp/http-test-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path, sizeof at.sun_path, "%s/socket", folder);
    HttpOptions o = usual;
    o.socket_path = at.sun_path;
    o.metrics_address = "127.0.0.1:0";
    if (!begin(a, o)) return;
    struct stat what;
    CHECK(stat(at.sun_path, &what) == 0 && (what.st_mode & 0777) == 0600);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    CHECK(connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
    CHECK_STR(body_of(ask_for(a, fd, GET("/who"))), S(" local"));
    close(fd);
    fd = dial_port(http_metrics_port(server));
    CHECK_STR(body_of(ask_for(a, fd, GET("/who"))), S("127.0.0.1 metrics"));
    close(fd);
    fd = dial();
    CHECK_STR(body_of(ask_for(a, fd, GET("/who"))), S("127.0.0.1 "));
    close(fd);
    HttpServer *second;
    o.address = NULL, o.metrics_address = NULL;
    CHECK_FAILS(http_start(a, &o, &second), ERR_USAGE, "socket"); /* one is running there */
    end();
    CHECK(stat(at.sun_path, &what) != 0);

    fd = socket(AF_UNIX, SOCK_STREAM, 0); /* a killed server leaves its socket behind */
    CHECK(bind(fd, (struct sockaddr *)&at, sizeof at) == 0);
    close(fd);
    if (begin(a, o)) end();
    rmdir(folder);
}

static void a_wrong_address_is_a_clear_mistake(Arena *a) {
    HttpServer *none;
    static const char *const bad[] = {"", "8080", "127.0.0.1", "127.0.0.1:", "::1:80", "1.2.3.4:x"};
    for (int i = 0; i < COUNT(bad); i++) {
        HttpOptions o = usual;
        o.address = bad[i];
        CHECK_FAILS(http_start(a, &o, &none), ERR_USAGE, "listen");
    }
    if (!begin(a, usual)) return;
    HttpOptions o = usual;
    o.address = NULL;
    o.metrics_address = str_fmt(a, "127.0.0.1:%d%c", http_port(server), 0).p;
    Err *err = http_start(a, &o, &none);
    CHECK(err && err->kind == ERR_USAGE && str_eq(err->field, S("metrics")));
    CHECK(err && str_eq(err->message, S("http.taken")));
    end();
}

static void *stop_thread(void *unused) {
    http_stop(server, 10000);
    return unused;
}

static void a_stop_finishes_what_is_under_way(Arena *a) {
    if (!begin(a, usual)) return;
    enum { N = 100 };
    int fds[N], idle = dial(), half = dial();
    CHECK(has(ask_for(a, idle, GET("/echo")), "200 OK"));
    answers_may_go(false);
    for (int i = 0; i < N; i++) {
        fds[i] = dial();
        say(fds[i], str_fmt(a, GET("/later/%d") GET("/echo"), i));
    }
    say(half, S("GET / HTTP/1.1\r\n"));
    wait_until_held(N);
    int port = http_port(server);
    pthread_t stopping;
    pthread_create(&stopping, NULL, stop_thread, NULL);
    CHECK(closes(idle));
    CHECK(has(hear(a, half, 1), " 503 "));
    for (int late; (late = dial_port(port)) >= 0; close(late)) usleep(1000); /* the doors shut */
    answers_may_go(true);
    for (int i = 0; i < N; i++) {
        Str answer = hear(a, fds[i], 2);
        CHECK(count(answer, "HTTP/1.1 200 OK") == 1 && has(answer, "Connection: close"));
        CHECK(str_eq(body_of(answer), str_fmt(a, "/later/%d", i)));
        close(fds[i]);
    }
    pthread_join(stopping, NULL);
    worker_end();
    close(idle), close(half);
    CHECK(handled == N + 1);
}

static void a_stop_does_not_wait_for_ever(Arena *a) {
    if (!begin(a, usual)) return;
    answers_may_go(false);
    int fd = dial();
    say(fd, S(GET("/later")));
    wait_until_held(1);
    http_stop(server, 50);
    CHECK(closes(fd));
    close(fd);
    answers_may_go(true); /* the late answer finds its exchange still there */
    while (true) {
        pthread_mutex_lock(&lock);
        bool is_done = held_n == 0;
        pthread_mutex_unlock(&lock);
        if (is_done) break;
        usleep(1000);
    }
    worker_end();
}

static int64_t cpu_us(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL + used.ru_utime.tv_usec +
           used.ru_stime.tv_usec;
}

static void without_descriptors_accepting_pauses_and_comes_back(Arena *a) {
    log_quiet(true);
    HttpOptions o = usual;
    o.connections_max = 10000; /* so that only the system's limit is met */
    if (!begin(a, o)) return;
    int fds[20];
    for (int i = 0; i < COUNT(fds); i++) fds[i] = dial();
    for (int i = 0; i < COUNT(fds); i++) CHECK(has(ask_for(a, fds[i], GET("/echo")), "200 OK"));
    struct rlimit before, tight;
    getrlimit(RLIMIT_NOFILE, &before);
    int waiting = socket(AF_INET, SOCK_STREAM, 0);
    tight = (struct rlimit){(rlim_t)waiting + 1, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &tight);
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)http_port(server)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    CHECK(connect(waiting, (struct sockaddr *)&at, sizeof at) == 0); /* in the kernel's queue */
    say(waiting, S(GET("/echo/waited")));
    int64_t cpu = cpu_us();
    usleep(500000);
    CHECK(cpu_us() - cpu <
          250000); /* CPU time, not wall clock: a loop that spins would use it all */
    CHECK(has(ask_for(a, fds[0], GET("/echo")), "200 OK")); /* those inside notice nothing */
    close(fds[1]);
    CHECK_STR(body_of(hear(a, waiting, 1)), S("/echo/waited"));
    setrlimit(RLIMIT_NOFILE, &before);
    close(waiting);
    for (int i = 0; i < COUNT(fds); i++)
        if (i != 1) close(fds[i]);
    end();
    log_quiet(false);
}

static void over_the_limit_new_connections_wait_their_turn(Arena *a) {
    HttpOptions o = usual;
    o.connections_max = 4;
    if (!begin(a, o)) return;
    int fds[5];
    for (int i = 0; i < 4; i++) {
        fds[i] = dial();
        CHECK(has(ask_for(a, fds[i], GET("/echo")), "200 OK"));
    }
    fds[4] = dial();
    say(fds[4], S(GET("/echo/5")));
    struct pollfd ready = {.fd = fds[4], .events = POLLIN};
    CHECK(poll(&ready, 1, 50) == 0);
    close(fds[0]);
    CHECK_STR(body_of(hear(a, fds[4], 1)), S("/echo/5"));
    for (int i = 1; i < 5; i++) close(fds[i]);
    end();
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(a_request_is_answered_and_the_connection_kept),
                                   TEST(an_old_client_keeps_its_connection_only_when_it_asks),
                                   TEST(head_has_the_length_of_get_and_no_body),
                                   TEST(pipelined_requests_are_answered_in_order),
                                   TEST(a_request_in_pieces_is_read_whole),
                                   TEST(bodies_of_every_size_come_back_the_same),
                                   TEST(a_body_that_is_too_large_is_refused_before_it_comes),
                                   TEST(who_asks_first_is_told_to_continue),
                                   TEST(a_client_that_stops_sending_after_its_post_is_answered),
                                   TEST(a_client_that_vanishes_while_its_work_is_done_harms_nobody),
                                   TEST(a_body_cut_halfway_never_reaches_the_handler),
                                   TEST(a_slow_reader_gets_everything_and_others_are_not_held_up),
                                   TEST(slow_clients_are_ended),
                                   TEST(a_head_that_is_too_long_is_refused_while_it_comes),
                                   TEST(a_full_arena_is_answered_with_503_and_cleaned_up),
                                   TEST(work_can_come_back_to_its_loop),
                                   TEST(static_files_fit_what_the_browser_holds_and_takes),
                                   TEST(the_operator_has_a_socket_of_their_own),
                                   TEST(a_wrong_address_is_a_clear_mistake),
                                   TEST(a_stop_finishes_what_is_under_way),
                                   TEST(a_stop_does_not_wait_for_ever),
                                   TEST(without_descriptors_accepting_pauses_and_comes_back),
                                   TEST(over_the_limit_new_connections_wait_their_turn),
                                   {0}});
}
