// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* web - operations as HTTP: pages at /…, JSON at /api/v1/…, the terminal's text on the local
 * socket. Includes: core, text, http; never a slice. */
#include "core/app.h"
#include "http/http.h"
#include "http/static.h"

typedef struct {
    App *app;
    const EmbeddedFile *files;
    int files_n;
    HttpServer *server; /* for /metrics */
} Web;

/* The handler and the limit on bodies, for HttpOptions. context: a Web. */
void web_handle(void *context, HttpExchange *x);
ptrdiff_t web_body_max(void *context, const HttpRequest *head);

/* Kind of error -> HTTP status and exit code of the command line: the one table. */
int web_status(ErrKind kind);
