// SPDX-License-Identifier: EUPL-1.2
/* http_loop - one thread that waits for events and gives each connection its turn. */
#include "http/http_loop.h"
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { EVENTS_MAX = 256 };

static _Thread_local Loop *here; /* the loop of this thread, if it is one */

bool loop_is_here(const Loop *l) { return here == l; }

/* ---- the pools ---- */
Arena *loop_arena(Loop *l) {
    if (l->arenas_n > 0) return l->arenas[--l->arenas_n];
    return arena_new(l->server->options.arena_max);
}

void loop_arena_back(Loop *l, Arena *a) {
    if (l->arenas_n == POOL_MAX) {
        arena_free(a);
        return;
    }
    arena_reset(a);
    l->arenas[l->arenas_n++] = a;
}

void loop_count(atomic_llong *counter, int by) { /* one writer: no locked instruction needed */
    long long n = atomic_load_explicit(counter, memory_order_relaxed);
    atomic_store_explicit(counter, n + by, memory_order_relaxed);
}

/* ---- lists and events ---- */
void loop_leave(Conn *c) {
    List *list = &c->loop->lists[c->wait];
    if (c->before)
        c->before->after = c->after;
    else if (list->first == c)
        list->first = c->after;
    else
        return; /* on no list yet */
    if (c->after)
        c->after->before = c->before;
    else
        list->last = c->before;
    c->before = c->after = NULL;
}

void loop_join(Conn *c, Wait wait) {
    loop_leave(c);
    Loop *l = c->loop;
    List *list = &l->lists[wait];
    c->wait = wait;
    c->until_ms = l->now_ms + l->wait_ms[wait];
    c->before = list->last;
    if (list->last)
        list->last->after = c;
    else
        list->first = c;
    list->last = c;
}

void loop_watch(Conn *c, uint32_t events) {
    if (!c->is_watched || c->events == events) return;
    struct epoll_event e = {.events = events, .data.ptr = c};
    if (epoll_ctl(c->loop->epoll_fd, EPOLL_CTL_MOD, c->fd, &e) == 0) c->events = events;
}

void loop_later(Conn *c) {
    if (c->is_ready) return;
    c->is_ready = true;
    c->ready_next = c->loop->ready;
    c->loop->ready = c;
}

/* ---- the queue from other threads ---- */
void loop_wake(Loop *l) {
    uint64_t one = 1;
    ssize_t wrote = write(l->wake_fd, &one, sizeof one); /* fails only when a wake-up is pending */
    (void)wrote;
}

void loop_push(Conn *c) {
    Loop *l = c->loop;
    atomic_fetch_add_explicit(&l->pushing, 1, memory_order_relaxed);
    Conn *newest = atomic_load_explicit(&l->queue, memory_order_relaxed);
    do {
        c->queue_next = newest;
    } while (!atomic_compare_exchange_weak_explicit(&l->queue, &newest, c, memory_order_acq_rel,
                                                    memory_order_relaxed));
    /* c may be gone already. Who finds the queue empty rings; a loop looks before it sleeps. */
    if (!newest && here != l) loop_wake(l);
    atomic_fetch_sub_explicit(&l->pushing, 1, memory_order_release);
}

static void queue_drain(Loop *l) {
    Conn *newest = atomic_exchange_explicit(&l->queue, NULL, memory_order_acq_rel), *oldest = NULL;
    while (newest) {
        Conn *next = newest->queue_next;
        newest->queue_next = oldest;
        oldest = newest;
        newest = next;
    }
    while (oldest) {
        Conn *c = oldest;
        oldest = c->queue_next;
        if (c->state == CONN_NEW)
            conn_adopt(c);
        else
            conn_returned(c);
    }
}

static void ready_run(Loop *l) {
    Conn *c = l->ready;
    l->ready = NULL;
    while (c) {
        Conn *next = c->ready_next;
        c->is_ready = false;
        if (c->state == CONN_DEAD) { /* it stayed for this list only */
            c->ready_next = l->dead;
            l->dead = c;
        } else {
            conn_work(c);
        }
        c = next;
    }
}

/* Later events of the same batch may still name a connection that was closed: it is freed here,
 * after the batch. */
static void dead_free(Loop *l) {
    while (l->dead) {
        Conn *c = l->dead;
        l->dead = c->ready_next;
        free(c);
    }
}

static void times_check(Loop *l) {
    for (int wait = 0; wait < WAIT_BUSY; wait++) {
        Conn *c;
        while ((c = l->lists[wait].first) && c->until_ms <= l->now_ms) {
            conn_late(c);
            /* Whatever conn_late did, the connection may not stay first with its time over. */
            if (l->lists[wait].first == c && c->until_ms <= l->now_ms) loop_join(c, wait);
        }
    }
}

static int sleep_ms(const Loop *l) {
    if (l->ready || atomic_load_explicit(&l->queue, memory_order_acquire)) return 0;
    Ms until = INT64_MAX;
    for (int wait = 0; wait < WAIT_BUSY; wait++) {
        const Conn *c = l->lists[wait].first;
        if (c && c->until_ms < until) until = c->until_ms;
    }
    if (l->is_paused && l->paused_until_ms < until) until = l->paused_until_ms;
    if (l->is_stopping && l->stop_ms < until) until = l->stop_ms;
    if (until == INT64_MAX) return -1;
    Ms left = until - clock_since_ms();
    return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

void loop_step(Loop *l) {
    struct epoll_event events[EVENTS_MAX];
    int n = epoll_wait(l->epoll_fd, events, EVENTS_MAX, sleep_ms(l));
    l->now_ms = clock_since_ms();
    for (int i = 0; i < n; i++) {
        void *source = events[i].data.ptr;
        switch (*(Source *)source) {
        case SOURCE_WAKE: break; /* edge-triggered: the count need not be read */
        case SOURCE_LISTENER: accept_some(l, source); break;
        case SOURCE_CONN: conn_event(source, events[i].events); break;
        }
    }
    queue_drain(l);
    ready_run(l);
    times_check(l);
    if (l->is_paused && l->paused_until_ms <= l->now_ms) accept_begin(l);
    dead_free(l);
}

/* ---- the life of a loop ---- */
bool loop_open(Loop *l, HttpServer *server, int number) {
    const HttpOptions *o = &server->options;
    *l = (Loop){.source = SOURCE_WAKE, .number = number, .server = server, .wake_fd = -1};
    l->wait_ms[WAIT_HEAD] = o->head_wait_ms;
    l->wait_ms[WAIT_BODY] = o->body_wait_ms;
    l->wait_ms[WAIT_IDLE] = o->idle_wait_ms;
    l->wait_ms[WAIT_SEND] = o->send_wait_ms;
    l->wait_ms[WAIT_LINGER] = LINGER_MS;
    l->now_ms = clock_since_ms();
    l->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (l->epoll_fd < 0) return false;
    l->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    l->scratch = malloc(SCRATCH);
    struct epoll_event e = {.events = EPOLLIN | EPOLLET, .data.ptr = l};
    return l->wake_fd >= 0 && l->scratch &&
           epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, l->wake_fd, &e) == 0;
}

bool loop_close(Loop *l) {
    /* Who has just pushed the last answer may still be about to ring. */
    while (atomic_load_explicit(&l->pushing, memory_order_acquire) > 0) sched_yield();
    Conn *c = atomic_exchange(&l->queue, NULL), *next;
    for (; c; c = next) { /* sent here by another loop, or answered, when this one had ended */
        next = c->queue_next;
        if (c->state == CONN_BUSY)
            conn_forget(c), l->held--;
        else
            conn_close(c);
    }
    dead_free(l);
    while (l->arenas_n > 0) arena_free(l->arenas[--l->arenas_n]);
    while (l->inputs_n > 0) free(l->inputs[--l->inputs_n]);
    free(l->out);
    free(l->scratch);
    if (l->epoll_fd >= 0) close(l->epoll_fd);
    if (l->held > 0) return false;
    if (l->wake_fd >= 0) close(l->wake_fd);
    return true;
}

static void stop_begin(Loop *l) {
    l->is_stopping = true;
    l->stop_ms = atomic_load(&l->server->stop_ms);
    l->wait_ms[WAIT_LINGER] = LINGER_MS / 5;
    accept_end(l);
    static const Wait idle[] = {WAIT_HEAD, WAIT_BODY, WAIT_IDLE};
    for (int i = 0; i < COUNT(idle); i++)
        for (Conn *c = l->lists[idle[i]].first, *next; c; c = next) {
            next = c->after;
            conn_stop(c);
        }
}

static bool is_finished(const Loop *l) {
    bool is_quiet = !l->lists[WAIT_BUSY].first && !l->lists[WAIT_SEND].first &&
                    !l->lists[WAIT_LINGER].first && !l->ready;
    return is_quiet || l->now_ms >= l->stop_ms;
}

/* What is still open is closed. A connection whose exchange is with another thread stays in memory,
 * without its socket: that thread may answer at any time. */
static void stop_end(Loop *l) {
    for (int wait = 0; wait < WAITS; wait++)
        for (Conn *c; (c = l->lists[wait].first);) {
            if (c->state == CONN_BUSY) {
                loop_leave(c);
                close(c->fd);
                l->held++;
            } else {
                conn_close(c);
            }
        }
    ready_run(l);
    dead_free(l);
}

void *loop_run(void *loop) {
    Loop *l = here = loop;
    accept_begin(l);
    for (;;) {
        loop_step(l);
        if (!l->is_stopping && atomic_load_explicit(&l->server->stopping, memory_order_acquire))
            stop_begin(l);
        if (l->is_stopping && is_finished(l)) break;
    }
    stop_end(l);
    return NULL;
}
