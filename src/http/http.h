// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* http - requests and responses, and the server in front of every handler.
 *
 * A strict HTTP/1.1 server of our own on epoll: loop threads that never wait for a disk, a network
 * or a password hash. A handler runs in the loop thread that read the request; it either answers at
 * once or keeps the exchange and answers later from any thread.
 * Includes: base. */
#include "base/base.h"
#include "base/day.h"

enum {
    HTTP_LINE_MAX = 8 << 10,  /* request line */
    HTTP_HEAD_MAX = 32 << 10, /* all header lines together */
    HTTP_HEADERS_MAX = 100,
    HTTP_BODY_MAX = 16 << 20,       /* hard limit; a handler's own limit comes first */
    HTTP_BODY_MEMORY_MAX = 64 << 10 /* a larger body goes to an unlinked file and is mapped */
};

typedef enum {
    HTTP_GET = 1,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
    HTTP_OPTIONS
} HttpMethod;

typedef struct {
    Str name, value; /* name as sent; compare with str_eq_nocase */
} HttpHeader;

typedef struct {
    HttpMethod method;
    Str method_text;
    Str target;      /* raw, as sent */
    Str path, query; /* raw (still percent-encoded), query without '?' */
    HttpHeader *headers;
    ptrdiff_t headers_n;
    Str host;  /* the one Host header */
    int minor; /* HTTP/1.minor: 0 or 1 */
    Str body;
    Str peer;        /* "127.0.0.1"; empty on a local socket */
    bool is_local;   /* came over the unix socket: the operator of this machine */
    bool is_metrics; /* came over the metrics listener */
    int reader;      /* number of the loop thread: for store_read */
    Ms began_ms;     /* monotonic */
} HttpRequest;
Str http_header(const HttpRequest *r, const char *name); /* empty when absent */
Str http_cookie(const HttpRequest *r, const char *name); /* first one of that name */

typedef struct HttpExchange HttpExchange;
struct HttpExchange {
    Arena *a; /* lives until the answer has left */
    HttpRequest request;
    /* the answer */
    int status;
    HttpHeader out[24];
    int out_n;
    Str body;   /* in a, or static */
    bool close; /* close the connection after it */
    void *user; /* the handler's own */
};
void http_add(HttpExchange *x, const char *name,
              Str value); /* CR, LF and NUL in value are dropped */
/* Sends the answer: exactly once per exchange, from any thread. HEAD sends no body but the same
 * Content-Length. Adds Date, Content-Length, Connection. x is gone afterwards. */
void http_answer(HttpExchange *x);
Str http_reason(int status);

typedef struct {
    const char *address;         /* "127.0.0.1:8080" or "[::1]:8080"; NULL: none */
    const char *socket_path;     /* unix socket, mode 0600; NULL: none */
    const char *metrics_address; /* NULL: none */
    const char *spool_directory; /* for bodies over HTTP_BODY_MEMORY_MAX */
    int threads;
    int connections_max; /* over it accepting pauses; 0: by RLIMIT_NOFILE */
    /* A head must be whole in head_wait_ms; a body or an answer must move 16 KB in its own; a quiet
     * connection is closed after idle_wait_ms. 0: 10 s, 15 s, 60 s, 30 s. */
    int head_wait_ms, body_wait_ms, idle_wait_ms, send_wait_ms;
    ptrdiff_t arena_max; /* per exchange; bodies up to HTTP_BODY_MEMORY_MAX lie in it */
    /* Called when the head is complete: the most body bytes this request may send (413 beyond). */
    ptrdiff_t (*body_max)(void *context, const HttpRequest *head);
    void (*handle)(void *context, HttpExchange *x);
    /* The arena of an exchange is full before or during handle: answer 503 yourself is not needed.
     */
    void *context;
} HttpOptions;
typedef struct HttpServer HttpServer;
/* ERR_USAGE on "listen", "metrics" or "socket": "http.address" or "http.path" (cannot be read),
 * "http.taken" (another server is there), "http.listen" (the system says no; detail has its
 * reason). ERR_BUSY "http.start": no memory, threads or descriptors. {{a}} is the address as given.
 */
Err *http_start(Arena *a, const HttpOptions *options, HttpServer **ret_server);
int http_port(const HttpServer *server); /* the port in use, also when 0 was asked */
int http_metrics_port(const HttpServer *server);
/* Stops accepting, lets exchanges under way finish for at most wait_ms, closes everything. An
 * answer that comes even later is harmless and goes nowhere. */
void http_stop(HttpServer *server, int wait_ms);
typedef struct {
    int64_t requests;    /* handed to the handler */
    int64_t refused;     /* answered by the server itself: faulty, too slow, too large, too busy */
    int64_t connections; /* open now */
} HttpStats;
HttpStats http_stats(HttpServer *server);

/* ---- pure parts, fuzzed ---- */
typedef enum { HEAD_MORE, HEAD_DONE, HEAD_REFUSED } HeadState;
/* Reads one request head from bytes. DONE: *ret_used = its length with the blank line, request
 * filled (texts point into bytes), *ret_body = Content-Length. REFUSED: *ret_status = 400, 405,
 * 411, 413, 414, 417, 431, 501 or 505 and the connection must be closed. bytes.n over the limits is
 * refused, never MORE. */
HeadState http_parse_head(Arena *a, Str bytes, HttpRequest *ret_request, ptrdiff_t *ret_used,
                          int64_t *ret_body, bool *ret_keep_alive, int *ret_status);

typedef struct {
    Str name, value; /* decoded */
} HttpField;
/* application/x-www-form-urlencoded and query strings. ERR_MALFORMED "form.encoding" on a broken
 * %xx, NUL or text that is not UTF-8; "form.fields" over max fields. */
Err *http_parse_form(Arena *a, Str body, ptrdiff_t max, HttpField **ret_fields, ptrdiff_t *ret_n);
/* One path segment decoded; ERR_MALFORMED on broken %xx, %00, '/' or '\\' inside, "." or "..". */
Err *http_decode_segment(Arena *a, Str segment, Str *ret_text);
Str http_encode(Arena *a, Str text); /* percent-encodes everything but unreserved signs */
/* The address of a page of ours: begins with one '/', no second '/' or '\\', no control, no scheme;
 * else "/". */
Str http_safe_next(Str next);
/* What Accept-Encoding allows: quality > 0. */
bool http_accepts(Str accept_encoding, Str coding);
/* Calls fn(x) in the loop thread that owns x: for work that reads (store_read) after a write
 * failed. */
void http_resume(HttpExchange *x, void (*fn)(HttpExchange *x));
