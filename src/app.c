// SPDX-License-Identifier: EUPL-1.2
/* app - what the program consists of. Dropping one slice's line drops a capability. */
#include "app.h"
#include <assert.h>
#include <stdio.h>
#include "embedded.h"
#include "core/core_slice.h"
#include "people/people.h"
#include "wish/wish.h"
#include "flow/flow.h"
#include "forecast/forecast_ops.h"
#include "forecast/forecast_cli.h"
#include "today/today.h"

static const Slice *const slices[] = {
    &core_slice, &people_slice, &wish_slice, &flow_slice, &forecast_slice, &today_slice, NULL,
};

static int forecast(int argc, char **argv) {
    Arena *a = arena_new((ptrdiff_t)1 << 30);
    int code = a ? forecast_command(a, argc, argv, stdin, stdout, stderr) : EXIT_STORAGE;
    arena_free(a);
    return code;
}

static const Command commands[] = {
    {"forecast", forecast,
     "dates from a history file  --history FILE|- (--items N | --by DATE) --as-of DATE"},
    {0},
};

static_assert(sizeof(EmbeddedText) == sizeof(TemplateSource),
              "the build's list of texts is read as it is");

const Parts app_parts = {
    .slices = slices,
    .texts = (const TemplateSource *)embedded_text,
    .texts_n = &embedded_text_n,
    .files = embedded_static,
    .files_n = &embedded_static_n,
    .commands = commands,
};
