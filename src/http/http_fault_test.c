// SPDX-License-Identifier: EUPL-1.2
/* The server and what goes wrong: clients that are slow, vanish or send too much, a system without
 * memory or descriptors, and a stop with work under way. */
#include "base/log.h"
#include "http/http_stage.h"
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

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
    char more;
    CHECK(recv(fd, &more, 1, 0) == 0); /* an end, not a reset that could overtake the answer */
    close(fd);
    CHECK(handled == 0 && http_stats(server).refused == 2);
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
}

static int64_t cpu_us(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL + used.ru_utime.tv_usec +
           used.ru_stime.tv_usec;
}

static void waiting_for_work_elsewhere_costs_nothing(Arena *a) {
    if (!begin(a, usual)) return;
    answers_may_go(false);
    int more = dial(), half = dial(), gone = dial();
    say(more, S(GET("/later/1") "GET"));
    say(half, S(GET("/later/2")));
    say(gone, S(GET("/later/3")));
    wait_until_held(3);
    say(more, S(" /echo/4 HTTP/1.1\r\nHost: a\r\n\r\n")); /* each of these stays readable */
    shutdown(half, SHUT_WR);
    struct linger reset = {1, 0};
    setsockopt(gone, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(gone);
    int64_t cpu = cpu_us();
    usleep(500000);
    CHECK(cpu_us() - cpu < 250000); /* CPU time: a loop that spins would use all of it */
    answers_may_go(true);
    CHECK(count(hear(a, more, 2), "200 OK") == 2 && has(hear(a, half, 1), "/later/2"));
    close(more), close(half);
    end();
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
    say(fd, S(GET_OPEN "X: "));
    char piece[1000];
    memset(piece, 'a', sizeof piece);
    for (int i = 0; i < 70; i++) say(fd, (Str){piece, sizeof piece});
    CHECK(has(hear(a, fd, 1), " 431 ") && closes(fd));
    close(fd);
    fd = dial(); /* the last look at it finds it half as long as the limit */
    say(fd, S(GET_OPEN "X: "));
    for (int i = 0; i < 23; i++) say(fd, (Str){piece, sizeof piece});
    say(fd, S("\r\n"));
    usleep(50000);
    say(fd, S("Y: "));
    for (int i = 0; i < 40; i++) say(fd, (Str){piece, sizeof piece});
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
    log_quiet(true); /* the warning is expected */
    if (!begin(a, usual)) return;
    answers_may_go(false);
    int fd = dial();
    say(fd, S(GET("/later")));
    wait_until_held(1);
    http_stop(server, 50);
    CHECK(closes(fd));
    close(fd);
    answers_may_go(true); /* the late answer finds its exchange still there */
    wait_until_answered();
    worker_end();
    log_quiet(false);
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

/* ---- without memory: the build wraps malloc, calloc and realloc ---- */
static atomic_int fails_in; /* 0: never */
static _Thread_local bool is_client;
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static bool fails_now(void) {
    return !is_client && fails_in > 0 && atomic_fetch_sub(&fails_in, 1) == 1;
}
void *__wrap_malloc(size_t n) { return fails_now() ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return fails_now() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t n) { return fails_now() ? NULL : __real_realloc(p, n); }

static void whichever_memory_is_refused_the_next_request_is_fine(Arena *a) {
    is_client = true;
    HttpOptions o = usual;
    o.threads = 1;
    int refusals = 0;
    for (int n = 1; n <= 12; n++) {
        if (!begin(a, o)) return;
        int fd = dial();
        say(fd, S(GET("/echo"))); /* waits in the queue of a server that is up by now */
        CHECK(has(hear(a, fd, 1), "200 OK"));
        close(fd);
        fails_in = n;
        fd = dial();
        say(fd, large(a, 50000, n % 2 ? "/echo" : "/later"));
        Str answer = hear(a, fd, 1);
        refusals += !has(answer, "200 OK");
        CHECK(answer.n == 0 || has(answer, "200 OK") || has(answer, " 503 "));
        fails_in = 0;
        close(fd);
        fd = dial();
        CHECK(has(ask_for(a, fd, GET("/echo")), "200 OK"));
        close(fd);
        end();
    }
    CHECK(refusals > 0);
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(a_body_that_is_too_large_is_refused_before_it_comes),
                                   TEST(a_client_that_stops_sending_after_its_post_is_answered),
                                   TEST(a_client_that_vanishes_while_its_work_is_done_harms_nobody),
                                   TEST(waiting_for_work_elsewhere_costs_nothing),
                                   TEST(a_body_cut_halfway_never_reaches_the_handler),
                                   TEST(a_slow_reader_gets_everything_and_others_are_not_held_up),
                                   TEST(slow_clients_are_ended),
                                   TEST(a_head_that_is_too_long_is_refused_while_it_comes),
                                   TEST(a_stop_finishes_what_is_under_way),
                                   TEST(a_stop_does_not_wait_for_ever),
                                   TEST(without_descriptors_accepting_pauses_and_comes_back),
                                   TEST(over_the_limit_new_connections_wait_their_turn),
                                   TEST(whichever_memory_is_refused_the_next_request_is_fine),
                                   {0}});
}
