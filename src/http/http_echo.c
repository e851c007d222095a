// SPDX-License-Identifier: EUPL-1.2
/* http_echo - a server for tests only: what http_strict.py and wrk are pointed at.
 *
 *   http_echo ADDRESS:PORT [THREADS [BODY_BYTES]]
 *
 * Answers every request with BODY_BYTES bytes, or with the request's own body when it has one. A
 * path that begins with /later is answered by another thread. */
#include "http/http.h"
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Str text;

static void *answer_later(void *x) {
    http_answer(x);
    return NULL;
}

static void echo(void *context, HttpExchange *x) {
    (void)context;
    x->status = 200;
    http_add(x, "Content-Type", S("text/html; charset=utf-8"));
    x->body = x->request.body.n ? x->request.body : text;
    pthread_t thread;
    if (str_starts(x->request.path, S("/later")) &&
        pthread_create(&thread, NULL, answer_later, x) == 0) {
        pthread_detach(thread);
        return;
    }
    http_answer(x);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: http_echo ADDRESS:PORT [THREADS [BODY_BYTES]]\n", stderr);
        return 2;
    }
    int64_t threads = 2, bytes = 17 << 10;
    if (argc > 2) str_int(str_of(argv[2]), &threads);
    if (argc > 3) str_int(str_of(argv[3]), &bytes);
    Arena *a = arena_new(64 << 20);
    char *p = memset(NEWS(a, char, bytes), 'x', (size_t)bytes);
    text = (Str){p, bytes};
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    HttpServer *server;
    Err *err = http_start(
        a,
        &(HttpOptions){
            .address = argv[1], .spool_directory = "/tmp", .threads = (int)threads, .handle = echo},
        &server);
    if (err) {
        fprintf(stderr, "%.*s %.*s\n", STR_ARG(err->message), STR_ARG(err->detail));
        return 2;
    }
    printf("port %d\n", http_port(server));
    fflush(stdout);
    int signal;
    sigwait(&ends, &signal);
    http_stop(server, 10000);
    arena_free(a);
    return 0;
}
