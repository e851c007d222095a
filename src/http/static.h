// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* static - the files inside the program that a browser asks for: styles, scripts, icons, fonts.
 * Their address holds a hash of their content, so a browser may keep them for ever.
 * Includes: base. */
#include "http/http.h"

#ifndef EMBEDDED_FILE
#define EMBEDDED_FILE
typedef struct {
    const char *path; /* "/static/schakel.3fa9….css" */
    const char *name; /* "schakel.css" */
    const char *mime;
    const unsigned char *plain, *gzip, *brotli; /* gzip, brotli: NULL when not smaller */
    int plain_n, gzip_n, brotli_n;
} EmbeddedFile;
#endif

/* Answers GET and HEAD of one of the n files, in the smallest coding the browser takes; 304 when it
 * holds that already; 405 to other methods. False, and nothing done: the path is none of them. */
bool http_static(HttpExchange *x, const EmbeddedFile *files, int n);
