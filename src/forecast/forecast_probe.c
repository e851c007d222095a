// SPDX-License-Identifier: EUPL-1.2
/* forecast_probe - `schakel forecast` alone, for test/forecast_backtest.sh and for timing. */
#include "forecast/forecast_cli.h"

int main(int argc, char **argv) {
    Arena *a = arena_new((ptrdiff_t)1 << 30);
    if (!a) return 4;
    if (ARENA_BOUNDARY(a)) {
        fputs("schakel forecast: not enough memory\n", stderr);
        return 4;
    }
    int status = forecast_command(a, argc, argv, stdin, stdout, stderr);
    arena_free(a);
    return status;
}
