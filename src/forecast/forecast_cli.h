// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* forecast_cli - `schakel forecast` on a file, without a server or a database.
 * Includes: base only. */
#include "base/base.h"
#include <stdio.h>

/* argv[0] is the verb and is passed over; the rest is
 *   --history FILE|-  (--items N | --by DATE)  --as-of DATE  [--team T] [--sims N] [--seed N]
 *   [--format text|json] [--lang nl|en] [--encoding utf-8|windows-1252]
 * also as --name=value. Reads the history from in when FILE is "-".
 * Returns the exit code of the contract: 0 answered, 1 refused, 2 used wrongly, 3 the input is
 * wrong or cannot be read (file:line and the reason on err). */
int forecast_command(Arena *a, int argc, char **argv, FILE *in, FILE *out, FILE *err);
