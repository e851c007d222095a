// SPDX-License-Identifier: EUPL-1.2
/* http_accept - new connections: who may come in, to which loop they go, and when to pause. */
#include "http/http_loop.h"
#include "base/log.h"
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ACCEPT_MAX = 32 }; /* in one turn */

void accept_begin(Loop *l) {
    l->is_paused = false;
    if (l->is_stopping) return;
    for (int i = 0; i < l->server->listeners_n; i++) {
        Listener *from = &l->server->listeners[i];
        /* EXCLUSIVE wakes one loop per new connection instead of all. */
        struct epoll_event e = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = from};
        epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, from->fd, &e);
    }
}

/* A listener that stays readable would make the loop spin: it is taken out for a while. Who knocks
 * waits in the kernel's queue meanwhile. */
void accept_pause(Loop *l) {
    l->is_paused = true;
    l->paused_until_ms = l->now_ms + PAUSE_MS;
    for (int i = 0; i < l->server->listeners_n; i++)
        epoll_ctl(l->epoll_fd, EPOLL_CTL_DEL, l->server->listeners[i].fd, NULL);
}

/* The local socket is for the operator: the user that the server runs as, and root. */
static bool is_operator(int fd) {
    struct ucred who;
    socklen_t n = sizeof who;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) != 0) return false;
    return who.uid == geteuid() || who.uid == 0;
}

static void peer_write(Conn *c, const struct sockaddr_storage *address) {
    if (address->ss_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, c->peer,
                  sizeof c->peer);
    else if (address->ss_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, c->peer,
                  sizeof c->peer);
}

/* The kernel wakes the same loop again and again; the connections are spread evenly here. */
static Loop *loop_for(Loop *l) {
    if (l->is_stopping) return l;
    Loop *best = l;
    for (int i = 0; i < l->server->loops_n; i++) {
        Loop *other = &l->server->loops[i];
        if (atomic_load_explicit(&other->connections, memory_order_relaxed) <
            atomic_load_explicit(&best->connections, memory_order_relaxed))
            best = other;
    }
    return best;
}

Conn *conn_new(Loop *l, const Listener *from, int fd) {
    Conn *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->source = SOURCE_CONN;
    c->fd = fd;
    c->state = CONN_NEW;
    c->loop = l;
    c->from = from;
    c->spool_fd = -1;
    atomic_fetch_add_explicit(&l->connections, 1, memory_order_relaxed);
    atomic_fetch_add(&l->server->connections, 1);
    return c;
}

void conn_adopt(Conn *c) {
    Loop *l = c->loop;
    c->state = CONN_READ;
    c->events = EPOLLIN;
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    loop_join(c, WAIT_HEAD);
    c->is_watched = epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, c->fd, &e) == 0;
    if (!c->is_watched)
        conn_close(c);
    else if (l->is_stopping)
        conn_stop(c);
}

/* False: no more now. */
static bool accept_one(Loop *l, const Listener *from) {
    struct sockaddr_storage address = {0};
    socklen_t n = sizeof address;
    int fd = accept4(from->fd, (struct sockaddr *)&address, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        switch (errno) {
        case EAGAIN:
        case EINVAL: return false; /* shut down by another loop */
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM:
            log_line("warn", "event=accept_paused why=%s", strerrorname_np(errno));
            accept_pause(l);
            return false;
        default: return true; /* that client has gone already */
        }
    }
    if (from->is_local && !is_operator(fd)) {
        close(fd);
        return true;
    }
    Conn *c = conn_new(loop_for(l), from, fd);
    if (!c) {
        close(fd);
        accept_pause(l);
        return false;
    }
    if (!from->is_local) peer_write(c, &address);
    if (c->loop == l)
        conn_adopt(c);
    else
        loop_push(c);
    return true;
}

void accept_some(Loop *l, Listener *from) {
    for (int i = 0; i < ACCEPT_MAX && !l->is_paused; i++) {
        if (atomic_load(&l->server->connections) >= l->server->connections_max)
            accept_pause(l);
        else if (!accept_one(l, from))
            return;
    }
}

void accept_end(Loop *l) {
    for (int i = 0; i < l->server->listeners_n; i++) {
        Listener *from = &l->server->listeners[i];
        if (!l->is_paused) accept_some(l, from);
        shutdown(from->fd, SHUT_RDWR);
        epoll_ctl(l->epoll_fd, EPOLL_CTL_DEL, from->fd, NULL);
    }
    l->is_paused = false;
}
