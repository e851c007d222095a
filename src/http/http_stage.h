// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* http_stage - what the tests of the server share: a handler, a worker thread, a client. */
#include "base/test.h"
#include "http/http.h"
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

/* The handler of the stage:
 *   /echo…   the body, or else the target      /later…  the same, by another thread
 *   /resume  by way of http_resume             /big     4 MB
 *   /full    until the arena is full           /who     peer and listener
 *   /nothing 204                               /close   404 and the end of the connection
 *   /stall   blocks the loop while `stalled`   /mark    mark = handled
 * body_max is 10 for /echo/small. */
extern atomic_int handled, cleaned, mark; /* requests, arenas cleaned by /full */
extern atomic_bool stalled;
extern const HttpOptions usual;
extern HttpServer *server;

bool begin(Arena *a, HttpOptions options); /* server and worker */
void end(void);
void worker_end(void);
void answers_may_go(bool yes); /* holds back, or lets go, what /later was asked */
void wait_until_held(int n);
void wait_until_answered(void); /* by the worker; the server may have stopped */

/* A client that never waits for ever. */
int dial(void);
int dial_port(int port); /* -1: nobody there */
void say(int fd, Str text);
Str hear(Arena *a, int fd, int n); /* until n answers are whole, or the server closes */
Str ask_for(Arena *a, int fd, const char *text);
bool closes(int fd);
bool has(Str text, const char *part);
int count(Str text, const char *part);
Str body_of(Str answer);
const char *find(Str text, Str part);
Str large(Arena *a, int n, const char *path); /* a POST with n bytes */

#define GET_OPEN "GET / HTTP/1.1\r\nHost: a\r\n"
#define GET(path) "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"
