// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* log - one line per event on standard error, as key=value pairs. Only web, cli and jobs log.
 * Includes: base only. */
#include "base/base.h"
void log_line(const char *level, const char *format, ...) __attribute__((format(printf, 2, 3)));
void log_quiet(bool quiet); /* tests */
