// SPDX-License-Identifier: EUPL-1.2
/* The server as its good clients meet it, over real sockets on loopback. */
#include "http/http_stage.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

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

static void many_requests_on_one_connection_do_not_hold_up_another(Arena *a) {
    HttpOptions o = usual;
    o.threads = 1;
    if (!begin(a, o)) return;
    int stall = dial(), many = dial(), one = dial();
    say(stall, S(GET("/stall")));
    while (!stalled) usleep(1000);
    Buf b = buf_new(a, 4096);
    for (int i = 0; i < 100; i++) buf_str(&b, S(GET("/echo")));
    say(many, buf_done(&b));
    say(one, S(GET("/mark")));
    stalled = false; /* now both are ready in the same batch */
    CHECK(has(hear(a, one, 1), "200 OK") && count(hear(a, many, 100), "200 OK") == 100);
    CHECK(mark < 50);
    close(stall), close(many), close(one);
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

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(a_request_is_answered_and_the_connection_kept),
                                   TEST(an_old_client_keeps_its_connection_only_when_it_asks),
                                   TEST(head_has_the_length_of_get_and_no_body),
                                   TEST(pipelined_requests_are_answered_in_order),
                                   TEST(many_requests_on_one_connection_do_not_hold_up_another),
                                   TEST(a_request_in_pieces_is_read_whole),
                                   TEST(bodies_of_every_size_come_back_the_same),
                                   TEST(who_asks_first_is_told_to_continue),
                                   TEST(a_full_arena_is_answered_with_503_and_cleaned_up),
                                   TEST(work_can_come_back_to_its_loop),
                                   TEST(static_files_fit_what_the_browser_holds_and_takes),
                                   TEST(the_operator_has_a_socket_of_their_own),
                                   TEST(a_wrong_address_is_a_clear_mistake),
                                   {0}});
}
