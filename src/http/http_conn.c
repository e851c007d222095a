// SPDX-License-Identifier: EUPL-1.2
/* http_conn - the states of one connection: head, body, handler, answer, and how it ends. */
#include "http/http_loop.h"
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- memory of a connection: only while something is under way ---- */
static void input_drop(Conn *c) {
    Loop *l = c->loop;
    if (c->in && c->in_cap == INPUT_FIRST && l->inputs_n < POOL_MAX)
        l->inputs[l->inputs_n++] = c->in;
    else
        free(c->in);
    c->in = NULL;
    c->in_cap = c->in_n = c->in_parsed = c->in_used = 0;
}

/* Makes room for at least one more byte. False: no memory. */
static bool input_room(Conn *c) {
    Loop *l = c->loop;
    if (c->in_n < c->in_cap) return true;
    if (!c->in && l->inputs_n > 0) {
        c->in = l->inputs[--l->inputs_n];
        c->in_cap = INPUT_FIRST;
        return true;
    }
    assert(c->in_cap < INPUT_LAST); /* the parser refuses a longer head */
    ptrdiff_t cap = !c->in ? INPUT_FIRST : c->in_cap * 4 < INPUT_LAST ? c->in_cap * 4 : INPUT_LAST;
    char *in = realloc(c->in, (size_t)cap);
    if (!in) return false;
    c->in = in;
    c->in_cap = cap;
    return true;
}

static void exchange_drop(Conn *c) {
    if (c->x.a) loop_arena_back(c->loop, c->x.a);
    c->x.a = NULL;
    if (c->spool_fd >= 0) close(c->spool_fd);
    c->spool_fd = -1;
    free(c->rest);
    c->rest = NULL;
}

void conn_close(Conn *c) {
    Loop *l = c->loop;
    assert(c->state != CONN_BUSY && c->state != CONN_DEAD);
    loop_leave(c);
    exchange_drop(c);
    input_drop(c);
    close(c->fd); /* which also makes epoll forget it */
    c->state = CONN_DEAD;
    atomic_fetch_sub_explicit(&l->connections, 1, memory_order_relaxed);
    atomic_fetch_sub(&l->server->connections, 1);
    if (l->is_paused) l->paused_until_ms = l->now_ms; /* there is a descriptor again */
    if (c->is_ready) return;
    c->ready_next = l->dead;
    l->dead = c;
}

void conn_forget(Conn *c) {
    exchange_drop(c);
    input_drop(c);
    free(c);
}

/* Ends the sending side and reads on for a moment: closing at once while unread bytes wait makes
 * the kernel reset the connection, and the client might never see the answer. */
static void conn_linger(Conn *c) {
    exchange_drop(c);
    input_drop(c);
    c->state = CONN_LINGER;
    c->body_got = 0;
    if (!c->is_watched || shutdown(c->fd, SHUT_WR) != 0) {
        conn_close(c);
        return;
    }
    loop_watch(c, EPOLLIN);
    loop_join(c, WAIT_LINGER);
}

static void linger_read(Conn *c) {
    ssize_t n = recv(c->fd, c->loop->scratch, SCRATCH, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n > 0) c->body_got += n;
    if (n <= 0 || c->body_got > LINGER_MAX) conn_close(c);
}

/* ---- handling ---- */
static void handler_call(Conn *c) {
    void (*resume)(HttpExchange *) = c->resume;
    const HttpOptions *o = &c->loop->server->options;
    c->resume = NULL;
    if (resume)
        resume(&c->x);
    else if (body_finish(c))
        o->handle(o->context, &c->x);
}

/* Calls the handler, or what it asked to be resumed with. When that hands the exchange to another
 * thread, c is out of our hands on return: only the loop may be looked at. */
static void conn_run(Conn *c) {
    Loop *l = c->loop;
    l->running = c;
    l->answered = false;
    if (ARENA_BOUNDARY(c->x.a)) {
        l->running = NULL;
        conn_refuse(c, 503);
        return;
    }
    handler_call(c);
    l->running = NULL;
    if (!l->answered) return;
    arena_no_boundary(c->x.a);
    answer_exchange(c);
}

static void conn_handle(Conn *c) {
    Loop *l = c->loop;
    c->state = CONN_BUSY;
    loop_join(c, WAIT_BUSY);
    loop_count(&l->requests, 1);
    conn_run(c);
}

/* Takes an arena and reads the head that has come in. DONE: the exchange stands ready, and the
 * connection waits for the body or was refused. */
static HeadState conn_head(Conn *c) {
    Loop *l = c->loop;
    HttpExchange *x = &c->x;
    ptrdiff_t used;
    int64_t body_n;
    int status = 0;
    c->is_head = false;
    x->a = loop_arena(l);
    if (!x->a || ARENA_BOUNDARY(x->a)) {
        conn_refuse(c, 503);
        return HEAD_REFUSED;
    }
    HeadState state = http_parse_head(x->a, (Str){c->in, c->in_n}, &x->request, &used, &body_n,
                                      &c->keep_alive, &status);
    c->in_parsed = c->in_n;
    if (state == HEAD_MORE) {
        loop_arena_back(l, x->a);
        x->a = NULL;
        return HEAD_MORE;
    }
    if (state == HEAD_REFUSED) {
        conn_refuse(c, status);
        return HEAD_REFUSED;
    }
    HttpRequest *r = &x->request;
    r->peer = str_of(c->peer);
    r->is_local = c->from->is_local;
    r->is_metrics = c->from->is_metrics;
    r->reader = l->number;
    r->began_ms = l->now_ms;
    x->status = 0, x->out_n = 0, x->close = false, x->user = NULL;
    x->body = (Str){0};
    c->is_head = r->method == HTTP_HEAD;
    c->state = CONN_BODY;
    if (l->is_stopping)
        conn_refuse(c, 503);
    else
        body_begin(c, used, body_n);
    if (x->a) arena_no_boundary(x->a); /* this function ends; conn_run sets the next one */
    return HEAD_DONE;
}

/* A head is looked at again when a line has been completed or it has doubled, so that a client
 * that sends byte by byte costs little more than one that does not. A full buffer may be over the
 * limits, which only the parser knows. */
static bool has_news(const Conn *c) {
    return c->in_n >= 2 * c->in_parsed || c->in_n == c->in_cap ||
           memchr(c->in + c->in_parsed, '\n', (size_t)(c->in_n - c->in_parsed));
}

static void next_request(Conn *c) {
    ptrdiff_t left = c->in_n - c->in_used;
    if (left == 0) {
        input_drop(c);
    } else {
        memmove(c->in, c->in + c->in_used, (size_t)left);
        c->in_n = left;
        c->in_parsed = c->in_used = 0;
    }
    c->state = CONN_READ;
    loop_watch(c, EPOLLIN);
    loop_join(c, WAIT_IDLE);
}

void conn_work(Conn *c) {
    for (int turn = 0; c->state == CONN_READ && c->in_n > 0 && has_news(c); turn++) {
        if (turn == TURN_MAX) {
            loop_later(c);
            return;
        }
        if (conn_head(c) == HEAD_MORE) break;
        if (c->state == CONN_BODY && !body_is_whole(c)) {
            loop_join(c, WAIT_BODY);
            return;
        }
        if (c->state == CONN_BODY) conn_handle(c);
    }
    if (c->state == CONN_READ && c->in_n > 0 && c->wait != WAIT_HEAD) loop_join(c, WAIT_HEAD);
}

/* ---- events ---- */
static void conn_read(Conn *c) {
    if (!input_room(c)) {
        conn_refuse(c, 503);
        return;
    }
    ssize_t n = recv(c->fd, c->in + c->in_n, (size_t)(c->in_cap - c->in_n), 0);
    if (n > 0) {
        c->in_n += n;
        conn_work(c);
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        conn_close(c); /* what has come in is no whole request */
    } else if (c->in_n == 0) {
        input_drop(c);
    }
}

static void conn_body(Conn *c) {
    body_receive(c);
    if (c->state != CONN_BODY || !body_is_whole(c)) return;
    conn_handle(c);
    conn_work(c);
}

void conn_event(Conn *c, uint32_t events) {
    if (c->is_ready) return; /* its turn comes; what has come in first goes first */
    switch (c->state) {
    case CONN_READ: conn_read(c); break;
    case CONN_BODY: conn_body(c); break;
    case CONN_SEND:
        answer_send_more(c);
        conn_work(c);
        break;
    case CONN_LINGER: linger_read(c); break;
    case CONN_BUSY:
        if (events & (EPOLLHUP | EPOLLERR)) { /* these cannot be masked and would never end */
            epoll_ctl(c->loop->epoll_fd, EPOLL_CTL_DEL, c->fd, NULL);
            c->is_watched = false;
        } else {
            loop_watch(c, 0); /* the next request, or the end: later */
        }
        break;
    case CONN_NEW:
    case CONN_DEAD: break;
    }
}

void conn_returned(Conn *c) {
    if (c->resume)
        conn_run(c);
    else
        answer_exchange(c);
    /* Here a handler may again have given c away, but c is not freed within this batch, and its
     * state stays BUSY until this thread takes it from the queue. */
    conn_work(c);
}

void conn_late(Conn *c) {
    switch (c->state) {
    case CONN_READ:
    case CONN_BODY:
        if (c->state == CONN_READ && c->in_n == 0)
            conn_linger(c);
        else
            conn_refuse(c, 408);
        break;
    default: conn_close(c);
    }
}

void conn_stop(Conn *c) {
    if (c->state == CONN_READ && c->in_n == 0) conn_read(c); /* a request may just have come in */
    if (c->state == CONN_READ && c->in_n == 0)
        conn_linger(c);
    else if (c->state == CONN_READ || c->state == CONN_BODY)
        conn_refuse(c, 503);
}

/* ---- the end of an exchange ---- */
void conn_refuse(Conn *c, int status) {
    loop_count(&c->loop->refused, 1);
    exchange_drop(c);
    c->keep_alive = false;
    answer_status(c, status);
}

void conn_sent(Conn *c) {
    exchange_drop(c);
    if (c->keep_alive)
        next_request(c);
    else
        conn_linger(c);
}
