// SPDX-License-Identifier: EUPL-1.2
/* log - one line per event on standard error. */
#include "base/log.h"
#include "base/day.h"
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_bool quiet;

void log_quiet(bool yes) { quiet = yes; }

void log_line(const char *level, const char *format, ...) {
    if (quiet) return;
    char line[2048];
    Ms now = clock_now_ms();
    int n = snprintf(line, sizeof line, "t=%lld.%03d level=%s ", (long long)(now / 1000),
                     (int)(now % 1000), level);
    va_list args;
    va_start(args, format);
    int m = vsnprintf(line + n, sizeof line - (size_t)n - 1, format, args);
    va_end(args);
    if (m > (int)sizeof line - n - 2) m = (int)sizeof line - n - 2;
    for (int i = 0; i < n + m; i++)
        if ((unsigned char)line[i] < ' ') line[i] = ' '; /* one event stays one line */
    line[n + m] = '\n';
    fwrite(line, 1, (size_t)(n + m + 1), stderr);
}
