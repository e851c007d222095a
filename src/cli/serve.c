// SPDX-License-Identifier: EUPL-1.2
/* serve - the server: store, pages, jobs; stops cleanly on SIGTERM and SIGINT. */
#include "base/log.h"
#include "cli/program.h"
#include "web/web.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    LOOPS = 2,
    STOP_WAIT_MS = 10000,
    HEAD_WAIT_MS = 10000,
    BODY_WAIT_MS = 30000,
    IDLE_WAIT_MS = 60000,
    SEND_WAIT_MS = 30000,
    REQUEST_ARENA_MAX = 96 << 20
};

static bool is_loopback(const char *listen) {
    return str_starts(str_of(listen), S("127.")) || str_starts(str_of(listen), S("localhost:")) ||
           str_starts(str_of(listen), S("[::1]:"));
}

static void wait_for_end(void) {
    sigset_t set;
    int which;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigwait(&set, &which);
    log_line("info", "stopping signal=%d", which);
}

static void block_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

int command_serve(Arena *a, const Parts *parts, const Options *given) {
    Options options = *given;
    Program program;
    if (!options.listen) options.listen = "127.0.0.1:8080";
    bool is_https = options.url && str_starts(str_of(options.url), S("https://"));
    if (!is_https && !is_loopback(options.listen)) {
        fprintf(stderr, "schakel: plain http is for this machine only; put a proxy with https in "
                        "front and give --url https://…\n");
        return EXIT_USAGE;
    }
    block_signals();
    Err *e = program_open(a, parts, &options, LOOPS, &program);
    if (e) return report(a, program.app.templates ? &program.app : NULL, e);
    Web web = {.app = &program.app, .files = parts->files, .files_n = *parts->files_n};
    HttpOptions http = {.address = options.listen,
                        .metrics_address = options.metrics,
                        .threads = LOOPS,
                        .socket_path = str_z(a, str_fmt(a, "%s/schakel.sock", options.data)),
                        .spool_directory = options.data,
                        .head_wait_ms = HEAD_WAIT_MS,
                        .body_wait_ms = BODY_WAIT_MS,
                        .idle_wait_ms = IDLE_WAIT_MS,
                        .send_wait_ms = SEND_WAIT_MS,
                        .arena_max = REQUEST_ARENA_MAX,
                        .body_max = web_body_max,
                        .handle = web_handle,
                        .context = &web};
    HttpServer *server;
    e = http_start(a, &http, &server);
    if (e) {
        int code = report(a, &program.app, e);
        program_close(&program);
        return code;
    }
    web.server = server;
    program.jobs = jobs_start(&program.app);
    printf("Schakel: %s\n",
           options.url ? options.url : str_z(a, str_fmt(a, "http://%s", options.listen)));
    fflush(stdout);
    log_line("info", "started listen=%s port=%d engine=%s", options.listen, http_port(server),
             store_is_postgresql(program.store) ? "postgresql" : "sqlite");
    wait_for_end();
    http_stop(server, STOP_WAIT_MS);
    program_close(&program);
    log_line("info", "stopped");
    return EXIT_OK;
}
