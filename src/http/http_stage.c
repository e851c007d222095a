// SPDX-License-Identifier: EUPL-1.2
/* http_stage - the handler, the worker and the client of the server's tests. */
#include "http/http_stage.h"
#include "http/static.h"
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

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
            memmove(held, held + 1, (size_t)--held_n * sizeof(HttpExchange *));
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

void answers_may_go(bool yes) {
    pthread_mutex_lock(&lock);
    may_answer = yes;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

void wait_until_held(int n) {
    pthread_mutex_lock(&lock);
    while (held_n < n) {
        pthread_mutex_unlock(&lock);
        usleep(1000);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
}

void wait_until_answered(void) {
    for (bool is_done = false; !is_done; usleep(1000)) {
        pthread_mutex_lock(&lock);
        is_done = held_n == 0;
        pthread_mutex_unlock(&lock);
    }
}

/* ---- the handler ---- */
atomic_int handled, cleaned, mark;
atomic_bool stalled;
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
    } else if (str_eq(r->path, S("/stall"))) { /* what no real handler may do */
        stalled = true;
        while (stalled) usleep(1000);
        http_answer(x);
    } else if (str_eq(r->path, S("/mark"))) {
        mark = handled;
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

HttpServer *server;
static pthread_t worker;
const HttpOptions usual = {.address = "127.0.0.1:0",
                           .spool_directory = "/tmp",
                           .threads = 2,
                           .arena_max = 8 << 20,
                           .body_max = body_max,
                           .handle = handle};

bool begin(Arena *a, HttpOptions options) {
    handled = cleaned = held_n = 0;
    may_answer = true, worker_ends = false;
    Err *err = http_start(a, &options, &server);
    CHECK_OK(err);
    if (!err) pthread_create(&worker, NULL, work, NULL);
    return !err;
}

void worker_end(void) {
    pthread_mutex_lock(&lock);
    worker_ends = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(worker, NULL);
}

void end(void) {
    http_stop(server, 10000);
    worker_end();
}

/* ---- a client ---- */
int dial_port(int port) {
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

int dial(void) { return dial_port(http_port(server)); }

void say(int fd, Str text) {
    while (text.n > 0) {
        ssize_t n = send(fd, text.p, (size_t)text.n, MSG_NOSIGNAL);
        if (n <= 0) return;
        text = str_skip(text, n);
    }
}

const char *find(Str text, Str part) {
    if (!text.p || text.n <= 0) return NULL;
    return memmem(text.p, (size_t)text.n, part.p, (size_t)part.n);
}

/* What comes until `n` answers are whole, or the server closes. Never waits for ever. */
Str hear(Arena *a, int fd, int n) {
    Buf b = buf_new(a, 4096);
    char piece[16384];
    for (;;) {
        Str got = buf_done(&b), rest = got;
        int whole = 0;
        for (const char *end; (end = find(rest, S("\r\n\r\n")));) {
            Str head = {rest.p, end + 4 - rest.p};
            const char *length = find(head, S("Content-Length: "));
            ptrdiff_t body_n = length ? strtol(length + 16, NULL, 10) : 0;
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

bool closes(int fd) { /* after at most what was already said */
    char piece[16384];
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    while (poll(&ready, 1, 20000) > 0)
        if (recv(fd, piece, sizeof piece, 0) <= 0) return true;
    return false;
}

bool has(Str text, const char *part) { return find(text, str_of(part)); }

int count(Str text, const char *part) {
    int n = 0;
    for (const char *at; (at = find(text, str_of(part))); n++)
        text = str_skip(text, at + 1 - text.p);
    return n;
}

Str ask_for(Arena *a, int fd, const char *text) {
    say(fd, str_of(text));
    return hear(a, fd, 1);
}

Str body_of(Str answer) {
    const char *end = find(answer, S("\r\n\r\n"));
    return end ? str_skip(answer, end + 4 - answer.p) : (Str){"", 0};
}

Str large(Arena *a, int n, const char *path) {
    Buf b = buf_new(a, n + 200);
    buf_fmt(&b, "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n", path, n);
    for (int i = 0; i < n; i++) buf_char(&b, (char)('a' + i % 23));
    return buf_done(&b);
}
