// SPDX-License-Identifier: EUPL-1.2
/* http_body - where a request's body goes: behind its head, into the arena, or into a file without
 * a name that the kernel removes with its last user. */
#include "http/http_loop.h"
#include "base/log.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static int spool_open(const char *directory) {
    int fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return fd;
    char path[4096]; /* a file system without O_TMPFILE */
    int n = snprintf(path, sizeof path, "%s/.body-XXXXXX", directory);
    if (n < 0 || n >= (int)sizeof path) return -1;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0) unlink(path);
    return fd;
}

static void spool_fail(Conn *c, const char *what) {
    bool is_full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    log_line("error", "event=spool_failed what=%s why=%s", what, strerrorname_np(errno));
    conn_refuse(c, is_full ? 507 : 503);
}

static bool spool_write(Conn *c, const char *p, ptrdiff_t n) {
    while (n > 0) {
        ssize_t wrote = write(c->spool_fd, p, (size_t)n);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) {
            spool_fail(c, "write");
            return false;
        }
        p += wrote, n -= wrote;
    }
    return true;
}

/* The client waits with its body until it hears that we want it. */
static void continue_say(Conn *c) {
    static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
    if (c->x.request.minor == 0 || http_header(&c->x.request, "expect").n == 0) return;
    ssize_t n = send(c->fd, text, sizeof text - 1, MSG_NOSIGNAL);
    if (n != sizeof text - 1)
        conn_close(c); /* a socket that has no room for 25 bytes is no client */
}

static bool is_welcome(Conn *c, int64_t body_n) {
    const HttpOptions *o = &c->loop->server->options;
    ptrdiff_t most = HTTP_BODY_MAX;
    if (body_n > 0 && o->body_max) most = o->body_max(o->context, &c->x.request);
    return body_n <= most && body_n <= HTTP_BODY_MAX;
}

void body_begin(Conn *c, ptrdiff_t head_n, int64_t body_n) {
    ptrdiff_t got = c->in_n - head_n;
    c->in_used = head_n;
    c->body_n = (ptrdiff_t)body_n;
    c->body = c->in + head_n;
    c->body_got = got < c->body_n ? got : c->body_n;
    c->progress = c->body_got;
    if (!is_welcome(c, body_n)) {
        conn_refuse(c, 413);
        return;
    }
    if (c->body_n <= c->in_cap - head_n) {
        c->in_used += c->body_n; /* behind its head; what is still to come has its place there */
        if (c->in_n < c->in_used) c->in_n = c->in_used;
    } else if (c->body_n <= HTTP_BODY_MEMORY_MAX || !c->loop->server->spool_directory) {
        c->body = NEWS(c->x.a, char, c->body_n);
        memcpy(c->body, c->in + head_n, (size_t)got);
        c->in_used = c->in_n;
    } else {
        c->body = NULL;
        c->in_used = c->in_n;
        c->spool_fd = spool_open(c->loop->server->spool_directory);
        if (c->spool_fd < 0)
            spool_fail(c, "open");
        else
            spool_write(c, c->in + head_n, got);
    }
    if (c->state == CONN_BODY && !body_is_whole(c)) continue_say(c);
}

bool body_is_whole(const Conn *c) { return c->body_got == c->body_n; }

void body_receive(Conn *c) {
    ptrdiff_t room = c->body_n - c->body_got;
    char *to = c->body ? c->body + c->body_got : c->loop->scratch;
    if (room > SCRATCH) room = SCRATCH; /* one turn; the others wait */
    ssize_t n = recv(c->fd, to, (size_t)room, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) {
        conn_close(c); /* cut halfway: nothing of it is kept */
        return;
    }
    if (!c->body && !spool_write(c, to, n)) return;
    c->body_got += n;
    if (c->body_got - c->progress >= PROGRESS) { /* slow is fine, standing still is not */
        c->progress = c->body_got;
        loop_join(c, WAIT_BODY);
    }
}

typedef struct {
    void *p;
    size_t n;
} Mapping;

static void unmap(void *what) {
    Mapping *m = what;
    munmap(m->p, m->n);
}

bool body_finish(Conn *c) {
    if (c->body || c->body_n == 0) {
        c->x.request.body = (Str){c->body, c->body_n};
        return true;
    }
    Mapping *m = NEW(c->x.a, Mapping);
    m->n = (size_t)c->body_n;
    m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, c->spool_fd, 0);
    if (m->p == MAP_FAILED) {
        spool_fail(c, "map");
        return false;
    }
    arena_defer(c->x.a, unmap, m);
    close(c->spool_fd);
    c->spool_fd = -1;
    c->x.request.body = (Str){m->p, c->body_n};
    return true;
}
