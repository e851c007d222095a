// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* http_loop - what the files of the server share: loops, listeners, connections. For src/http only.
 *
 * A connection belongs to one loop thread; no other thread reads or writes it, with one exception:
 * http_answer and http_resume put it on the queue of its loop. A connection carries at most one
 * exchange at a time, so the exchange is a part of it, and a connection whose exchange is with
 * another thread is never freed before the answer has come back.
 *
 *      accept -> READ -> (BODY) -> BUSY -> (SEND) -> READ ...      -> LINGER -> DEAD
 *                 head    body     handler  answer    next request    last words
 */
#include "http/http.h"
#include <pthread.h>
#include <stdatomic.h>

enum {
    INPUT_FIRST = 4 << 10, /* most heads, and most forms with their head, fit in it */
    INPUT_LAST = 2 + HTTP_LINE_MAX + HTTP_HEAD_MAX + (2 << 10),
    SCRATCH = 64 << 10,   /* one turn reads at most this much */
    TURN_MAX = 16,        /* pipelined requests answered before others have their turn */
    POOL_MAX = 256,       /* arenas and input buffers that a loop keeps */
    PROGRESS = 16 << 10,  /* bytes that earn a body or an answer new time */
    LINGER_MAX = 4 << 20, /* bytes read and dropped after a refusal */
    LINGER_MS = 1000,
    PAUSE_MS = 100, /* accepting rests this long when descriptors have run out */
};

typedef struct Loop Loop;
typedef struct Conn Conn;

/* Every event names its source by address; the first member tells which of the three it is. */
typedef enum { SOURCE_WAKE, SOURCE_LISTENER, SOURCE_CONN } Source;

typedef struct {
    Source source;
    int fd, port;
    bool is_local, is_metrics;
} Listener;

typedef enum { CONN_NEW, CONN_READ, CONN_BODY, CONN_BUSY, CONN_SEND, CONN_LINGER, CONN_DEAD } State;

/* Each living connection is on one list of its loop. All on a list wait equally long, so the order
 * of joining is the order of ending; WAIT_BUSY has no end. */
typedef enum { WAIT_HEAD, WAIT_BODY, WAIT_IDLE, WAIT_SEND, WAIT_LINGER, WAIT_BUSY, WAITS } Wait;

struct Conn {
    Source source;
    int fd;
    State state;
    Wait wait;
    uint32_t events; /* what epoll watches for */
    bool is_watched; /* false: epoll has forgotten it, because its client vanished while BUSY */
    bool is_ready;   /* on the loop's list of those that have more to do without an event */
    bool keep_alive, is_head;
    Loop *loop;
    const Listener *from;
    Conn *before, *after; /* on its wait list */
    Ms until_ms;
    Conn *queue_next; /* on the loop's queue */
    Conn *ready_next; /* on the ready list, or on the list of the dead */

    char *in; /* NULL while nothing has come in */
    ptrdiff_t in_cap, in_n;
    ptrdiff_t in_parsed; /* in_n when the head was last looked at */
    ptrdiff_t in_used;   /* bytes of the message under way: its head, and its body when in `in` */

    char *body; /* where the body goes; NULL when spooled */
    ptrdiff_t body_n, body_got, progress;
    int spool_fd; /* -1: not spooled */

    char *rest; /* the unsent part of an answer's head, when the socket was full */
    Str rest_head, rest_body;

    void (*resume)(HttpExchange *x);
    HttpExchange x;
    char peer[46];
};

typedef struct {
    Conn *first, *last;
} List;

struct Loop {
    Source source; /* the wake-up */
    int number, epoll_fd, wake_fd;
    HttpServer *server;
    pthread_t thread;
    Ms now_ms;
    int64_t date_s;
    char date[40]; /* "Date: ...\r\n" of that second */
    List lists[WAITS];
    int wait_ms[WAITS];
    _Atomic(Conn *) queue; /* newest first: new connections, answers, resumptions */
    atomic_int pushing;    /* threads that are using this loop in loop_push right now */
    Conn *ready, *dead;
    Conn *running; /* its handler is being called right now */
    bool answered; /* and has answered */
    bool is_paused, is_stopping;
    int held; /* at the end: exchanges that other threads have not yet answered */
    Ms paused_until_ms, stop_ms;
    Arena *arenas[POOL_MAX];
    char *inputs[POOL_MAX];
    int arenas_n, inputs_n;
    char *out; /* an answer's head is written here */
    ptrdiff_t out_cap;
    char *scratch;
    atomic_llong requests, refused, connections; /* written by this loop, read by http_stats */
};

struct HttpServer {
    HttpOptions options;
    char *spool_directory, *socket_path;
    Listener listeners[3];
    int listeners_n;
    Loop *loops;
    int loops_n;
    int connections_max;
    atomic_int connections;
    atomic_bool stopping;
    atomic_llong stop_ms;
    HttpServer *older; /* stopped before this one, and also still held */
};

/* http_loop.c */
bool loop_open(Loop *l, HttpServer *server, int number);
/* After its thread has ended. False: another thread still holds an exchange; the loop, that
 * connection and the wake-up must stay, so that a late answer does no harm. */
bool loop_close(Loop *l);
bool loop_is_here(const Loop *l); /* this thread is that loop's */
void *loop_run(void *loop);
void loop_step(Loop *l); /* waits for events once and handles them */
void loop_wake(Loop *l);
void loop_push(Conn *c);            /* onto the queue of its loop, from any thread */
void loop_later(Conn *c);           /* c has more to do, after others had their turn */
void loop_join(Conn *c, Wait wait); /* onto that list, at the end */
void loop_leave(Conn *c);
void loop_watch(Conn *c, uint32_t events);
Arena *loop_arena(Loop *l); /* NULL: the system has no memory */
void loop_arena_back(Loop *l, Arena *a);
void loop_count(atomic_llong *counter, int by);

/* http_accept.c */
void accept_begin(Loop *l);
void accept_some(Loop *l, Listener *from);
void accept_pause(Loop *l);
void accept_end(Loop *l); /* answers those who already knocked, then shuts the doors */
Conn *conn_new(Loop *l, const Listener *from, int fd);
void conn_adopt(Conn *c); /* in its own loop thread */

/* http_conn.c */
void conn_event(Conn *c, uint32_t events);
void conn_work(Conn *c);     /* handles the requests that have come in */
void conn_returned(Conn *c); /* came back from another thread */
void conn_late(Conn *c);     /* its time is over */
void conn_stop(Conn *c);     /* the server stops: ends what is not under way */
void conn_refuse(Conn *c, int status);
void conn_sent(Conn *c);
void conn_close(Conn *c);
void conn_forget(Conn *c); /* frees one whose socket is closed, after the loop has ended */

/* http_body.c */
void body_begin(Conn *c, ptrdiff_t head_n, int64_t body_n); /* may jump to the arena's boundary */
bool body_is_whole(const Conn *c);
void body_receive(Conn *c);
bool body_finish(Conn *c); /* false: the connection was refused */

/* http_answer.c */
void answer_send(Conn *c, Str head, Str body);
void answer_send_more(Conn *c);
void answer_exchange(Conn *c);           /* what the handler left in c->x */
void answer_status(Conn *c, int status); /* a few words of our own, and the end of the connection */
