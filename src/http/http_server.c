// SPDX-License-Identifier: EUPL-1.2
/* http_server - starts and stops: addresses, listeners, threads, limits. */
#include "http/http_loop.h"
#include "base/log.h"
#include <errno.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

/* Why an address cannot be listened on: {{a}} is the address as given. */
static Err *refused(Arena *a, const char *field, const char *message, const char *address,
                    int error) {
    Err *e = err_new(a, ERR_USAGE, str_of(field), str_of(message), __FILE__);
    err_arg(a, e, str_of(address));
    if (error) e->detail = str_fmt(a, "%s", strerrordesc_np(error));
    return e;
}

static void listener_keep(HttpServer *s, Listener l) {
    l.source = SOURCE_LISTENER;
    s->listeners[s->listeners_n++] = l;
}

/* "127.0.0.1:8080" or "[::1]:8080" */
static bool address_cut(Arena *a, const char *address, const char **ret_host,
                        const char **ret_port) {
    Str all = str_of(address), host = all;
    while (host.n > 0 && host.p[host.n - 1] != ':') host.n--;
    if (host.n < 2) return false;
    *ret_port = str_z(a, str_skip(all, host.n));
    host.n--;
    bool has_brackets = host.p[0] == '[' && host.p[host.n - 1] == ']';
    if (has_brackets)
        host = (Str){host.p + 1, host.n - 2};
    else if (str_find(host, ':') >= 0)
        return false;
    *ret_host = str_z(a, host);
    return host.n > 0 && **ret_port;
}

static int port_of(int fd) {
    struct sockaddr_storage at = {0};
    socklen_t n = sizeof at;
    if (getsockname(fd, (struct sockaddr *)&at, &n) != 0) return 0;
    if (at.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&at)->sin6_port);
    return ntohs(((struct sockaddr_in *)&at)->sin_port);
}

static Err *listen_tcp(Arena *a, HttpServer *s, const char *field, const char *address,
                       bool is_metrics) {
    const char *host, *port;
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV},
                    *found = NULL;
    if (!address_cut(a, address, &host, &port) || getaddrinfo(host, port, &wanted, &found) != 0)
        return refused(a, field, "http.address", address, 0);
    int on = 1, error = 0;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) error = errno;
    if (!error) {
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* connections inherit it */
        if (found->ai_family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        if (bind(fd, found->ai_addr, found->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0)
            error = errno;
    }
    freeaddrinfo(found);
    if (error) {
        if (fd >= 0) close(fd);
        return refused(a, field, error == EADDRINUSE ? "http.taken" : "http.listen", address,
                       error);
    }
    listener_keep(s, (Listener){.fd = fd, .port = port_of(fd), .is_metrics = is_metrics});
    return NULL;
}

/* Takes away the socket that a killed server left. False: one is listening, or it is no socket. */
static bool path_is_free(const struct sockaddr_un *at) {
    struct stat what;
    if (lstat(at->sun_path, &what) != 0) return true;
    if (!S_ISSOCK(what.st_mode)) return false;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool is_dead = fd >= 0 && connect(fd, (const struct sockaddr *)at, sizeof *at) != 0 &&
                   errno == ECONNREFUSED;
    if (fd >= 0) close(fd);
    return is_dead && unlink(at->sun_path) == 0;
}

static Err *listen_local(Arena *a, HttpServer *s, const char *path) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    size_t n = strlen(path);
    if (n == 0 || n >= sizeof at.sun_path) return refused(a, "socket", "http.path", path, 0);
    memcpy(at.sun_path, path, n);
    if (!path_is_free(&at)) return refused(a, "socket", "http.taken", path, 0);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    bool is_bound = fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof at) == 0;
    /* Nobody can connect between bind and listen, so the mode is right before the first client. */
    if (!is_bound || chmod(path, 0600) != 0 || listen(fd, BACKLOG) != 0) {
        int error = errno;
        if (is_bound) unlink(path);
        if (fd >= 0) close(fd);
        return refused(a, "socket", "http.listen", path, error);
    }
    s->socket_path = strdup(path);
    listener_keep(s, (Listener){.fd = fd, .is_local = true});
    return NULL;
}

static Err *listen_all(Arena *a, HttpServer *s) {
    const HttpOptions *o = &s->options;
    if (o->address) TRY(listen_tcp(a, s, "listen", o->address, false));
    if (o->metrics_address) TRY(listen_tcp(a, s, "metrics", o->metrics_address, true));
    if (o->socket_path) TRY(listen_local(a, s, o->socket_path));
    return NULL;
}

/* Descriptors are also needed for the database, spooled bodies and outgoing connections. */
static int connections_allowed(void) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur > 1 << 20) return 100000;
    int n = (int)files.rlim_cur;
    return n > 512 ? n - 256 : n / 2;
}

static HttpOptions with_defaults(const HttpOptions *given) {
    HttpOptions o = *given;
    if (o.threads <= 0) o.threads = 2;
    if (o.connections_max <= 0) o.connections_max = connections_allowed();
    if (o.head_wait_ms <= 0) o.head_wait_ms = 10000;
    if (o.body_wait_ms <= 0) o.body_wait_ms = 15000;
    if (o.idle_wait_ms <= 0) o.idle_wait_ms = 60000;
    if (o.send_wait_ms <= 0) o.send_wait_ms = 30000;
    if (o.arena_max <= 0) o.arena_max = 16 << 20;
    return o;
}

/* Servers whose exchanges others still hold, so that nobody takes them for lost memory. */
static _Atomic(HttpServer *) held_servers;

/* Closes what was opened. Loops that others still hold an exchange of stay in memory. */
static void server_free(HttpServer *s) {
    bool is_held = false;
    for (int i = 0; i < s->listeners_n; i++) close(s->listeners[i].fd);
    for (int i = 0; i < s->loops_n; i++)
        if (!loop_close(&s->loops[i])) is_held = true;
    if (s->socket_path) unlink(s->socket_path);
    free(s->socket_path);
    free(s->spool_directory);
    if (is_held) {
        s->older = atomic_exchange(&held_servers, s);
        log_line("warn", "event=http_stopped_with_answers_due");
        return;
    }
    free(s->loops);
    free(s);
}

static bool loops_open(HttpServer *s) {
    s->loops =
        aligned_alloc(64, ((size_t)s->options.threads * sizeof *s->loops + 63) & ~(size_t)63);
    if (!s->loops) return false;
    for (int i = 0; i < s->options.threads; i++) {
        s->loops_n++;
        if (!loop_open(&s->loops[i], s, i)) return false;
    }
    return true;
}

static void loops_end(HttpServer *s, int n, int wait_ms) {
    atomic_store(&s->stop_ms, clock_since_ms() + wait_ms);
    atomic_store(&s->stopping, true);
    for (int i = 0; i < n; i++) loop_wake(&s->loops[i]);
    for (int i = 0; i < n; i++) pthread_join(s->loops[i].thread, NULL);
}

static bool loops_begin(HttpServer *s) {
    sigset_t all, before; /* signals are the main thread's */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int n = 0;
    while (n < s->loops_n && pthread_create(&s->loops[n].thread, NULL, loop_run, &s->loops[n]) == 0)
        n++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (n == s->loops_n) return true;
    loops_end(s, n, 0);
    return false;
}

Err *http_start(Arena *a, const HttpOptions *options, HttpServer **ret_server) {
    HttpServer *s = calloc(1, sizeof *s);
    if (!s) return FAIL(a, ERR_BUSY, "", "http.start");
    s->options = with_defaults(options);
    s->connections_max = s->options.connections_max;
    if (s->options.spool_directory) s->spool_directory = strdup(s->options.spool_directory);
    Err *err = listen_all(a, s);
    if (!err && !(loops_open(s) && loops_begin(s))) err = FAIL(a, ERR_BUSY, "", "http.start");
    if (err) {
        server_free(s);
        return err;
    }
    *ret_server = s;
    return NULL;
}

int http_port(const HttpServer *server) {
    for (int i = 0; i < server->listeners_n; i++)
        if (!server->listeners[i].is_local && !server->listeners[i].is_metrics)
            return server->listeners[i].port;
    return 0;
}

int http_metrics_port(const HttpServer *server) {
    for (int i = 0; i < server->listeners_n; i++)
        if (server->listeners[i].is_metrics) return server->listeners[i].port;
    return 0;
}

void http_stop(HttpServer *server, int wait_ms) {
    loops_end(server, server->loops_n, wait_ms);
    server_free(server);
}

HttpStats http_stats(HttpServer *server) {
    HttpStats all = {0};
    for (int i = 0; i < server->loops_n; i++) {
        Loop *l = &server->loops[i];
        all.requests += atomic_load_explicit(&l->requests, memory_order_relaxed);
        all.refused += atomic_load_explicit(&l->refused, memory_order_relaxed);
        all.connections += atomic_load_explicit(&l->connections, memory_order_relaxed);
    }
    return all;
}
