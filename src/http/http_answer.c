// SPDX-License-Identifier: EUPL-1.2
/* http_answer - writes answers: one system call for most, more when the client reads slowly. */
#include "http/http_loop.h"
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

/* ---- sending ---- */
/* Sends what it can of both. False: the connection was closed. */
static bool send_both(Conn *c, Str *head, Str *body) {
    struct iovec parts[2] = {{(void *)head->p, (size_t)head->n},
                             {(void *)body->p, (size_t)body->n}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = body->n ? 2 : 1};
    ssize_t sent = sendmsg(c->fd, &message, MSG_NOSIGNAL);
    if (sent < 0) {
        if (errno == EAGAIN || errno == EINTR) return true;
        conn_close(c);
        return false;
    }
    ptrdiff_t of_head = sent < head->n ? sent : head->n;
    *head = str_skip(*head, of_head);
    *body = str_skip(*body, sent - of_head);
    return true;
}

/* head and body are sent; head may be overwritten after the call, body lives as long as the
 * exchange or for ever. */
void answer_send(Conn *c, Str head, Str body) {
    c->state = CONN_SEND;
    if (!c->is_watched) { /* its client has gone */
        conn_close(c);
        return;
    }
    if (!send_both(c, &head, &body)) return;
    if (head.n + body.n == 0) {
        conn_sent(c);
        return;
    }
    if (head.n > 0) {
        c->rest = malloc((size_t)head.n);
        if (!c->rest) {
            conn_close(c);
            return;
        }
        head.p = memcpy(c->rest, head.p, (size_t)head.n);
    }
    c->rest_head = head;
    c->rest_body = body;
    c->progress = body.n;
    loop_watch(c, EPOLLOUT);
    loop_join(c, WAIT_SEND);
}

void answer_send_more(Conn *c) {
    if (!send_both(c, &c->rest_head, &c->rest_body)) return;
    if (c->rest_head.n + c->rest_body.n == 0) {
        conn_sent(c);
    } else if (c->progress - c->rest_body.n >= PROGRESS) {
        c->progress = c->rest_body.n;
        loop_join(c, WAIT_SEND);
    }
}

/* ---- the head of an answer ---- */
static Str date_header(Loop *l) {
    time_t now = time(NULL);
    if (now != l->date_s) {
        static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        struct tm t;
        gmtime_r(&now, &t);
        snprintf(l->date, sizeof l->date, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                 days[t.tm_wday], t.tm_mday, months[t.tm_mon], t.tm_year + 1900, t.tm_hour,
                 t.tm_min, t.tm_sec);
        l->date_s = now;
    }
    return str_of(l->date);
}

/* Room in the loop's buffer. NULL: no memory. */
static char *out_room(Loop *l, ptrdiff_t n) {
    if (n <= l->out_cap) return l->out;
    char *p = realloc(l->out, (size_t)n);
    if (!p) return NULL;
    l->out_cap = n;
    return l->out = p;
}

static char *put(char *to, Str s) {
    memcpy(to, s.p, (size_t)s.n);
    return to + s.n;
}

static char *put_int(char *to, int64_t n) {
    char digits[20];
    int i = 0;
    do digits[i++] = (char)('0' + n % 10);
    while (n /= 10);
    while (i > 0) *to++ = digits[--i];
    return to;
}

/* RFC 9110, 8.6: no length with 204; with 304 it would have to be that of the full answer. */
static bool has_length(int status) { return status != 204 && status != 304; }

enum { FIXED_MAX = 256 }; /* status line, Date, Content-Length, Connection and the blank line */

static Str head_write(Conn *c, int status, const HttpHeader *headers, int n, ptrdiff_t body_n) {
    Loop *l = c->loop;
    ptrdiff_t size = FIXED_MAX;
    for (int i = 0; i < n; i++) size += headers[i].name.n + headers[i].value.n + 4;
    char *begin = out_room(l, size), *p = begin;
    if (!p) return (Str){0};
    p = put(p, S("HTTP/1.1 "));
    p = put_int(p, status);
    *p++ = ' ';
    p = put(p, http_reason(status));
    p = put(p, S("\r\n"));
    p = put(p, date_header(l));
    for (int i = 0; i < n; i++) {
        p = put(p, headers[i].name);
        p = put(p, S(": "));
        if (headers[i].value.n) p = put(p, headers[i].value);
        p = put(p, S("\r\n"));
    }
    if (has_length(status)) {
        p = put(p, S("Content-Length: "));
        p = put_int(p, body_n);
        p = put(p, S("\r\n"));
    }
    if (!c->keep_alive)
        p = put(p, S("Connection: close\r\n"));
    else if (c->x.request.minor == 0)
        p = put(p, S("Connection: keep-alive\r\n"));
    p = put(p, S("\r\n"));
    return (Str){begin, p - begin};
}

void answer_exchange(Conn *c) {
    HttpExchange *x = &c->x;
    assert(x->status >= 200 && x->status <= 599);
    if (x->close || c->loop->is_stopping) c->keep_alive = false;
    Str head = head_write(c, x->status, x->out, x->out_n, x->body.n), body = x->body;
    if (c->is_head || !has_length(x->status)) body = (Str){0};
    if (head.n == 0) {
        c->state = CONN_SEND;
        conn_close(c);
        return;
    }
    answer_send(c, head, body);
}

/* ---- a few words of our own ---- */
static Str words_of(int status) {
    switch (status) {
    case 405: return S("Dit kan hier niet.\nThis is not possible here.\n");
    case 408: return S("Het duurde te lang. Probeer het opnieuw.\nIt took too long. Try again.\n");
    case 413:
        return S("Dit is te groot. Stuur minder in een keer.\n"
                 "This is too large. Send less at a time.\n");
    case 414: return S("Dit adres is te lang.\nThis address is too long.\n");
    case 431:
        return S("Je browser stuurt te veel mee. Wis de cookies van deze site.\n"
                 "Your browser sends too much. Clear the cookies of this site.\n");
    case 503:
        return S("Het is nu te druk. Probeer het zo weer.\n"
                 "It is too busy now. Try again in a moment.\n");
    case 507:
        return S("De opslag is vol. Er is niets bewaard. Zeg het tegen je beheerder.\n"
                 "The storage is full. Nothing was saved. Tell your administrator.\n");
    default:
        return S("De server begrijpt dit verzoek niet.\n"
                 "The server does not understand this request.\n");
    }
}

void answer_status(Conn *c, int status) {
    HttpHeader headers[4] = {{S("Content-Type"), S("text/plain; charset=utf-8")},
                             {S("X-Content-Type-Options"), S("nosniff")},
                             {S("Cache-Control"), S("no-store")}};
    int n = 3;
    if (status == 405)
        headers[n++] = (HttpHeader){S("Allow"), S("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")};
    if (status == 503) headers[n++] = (HttpHeader){S("Retry-After"), S("2")};
    Str body = words_of(status), head = head_write(c, status, headers, n, body.n);
    if (head.n == 0) {
        c->state = CONN_SEND;
        conn_close(c);
        return;
    }
    answer_send(c, head, c->is_head ? (Str){0} : body);
}

/* ---- from any thread ---- */
static Conn *conn_of(HttpExchange *x) { return (Conn *)((char *)x - offsetof(Conn, x)); }

void http_answer(HttpExchange *x) {
    Conn *c = conn_of(x);
    Loop *l = c->loop;
    if (loop_is_here(l) && l->running == c)
        l->answered = true; /* conn_run sends it */
    else
        loop_push(c);
}

void http_resume(HttpExchange *x, void (*fn)(HttpExchange *x)) {
    Conn *c = conn_of(x);
    c->resume = fn;
    loop_push(c);
}
