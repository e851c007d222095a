// SPDX-License-Identifier: EUPL-1.2
/* Any bytes as a JSON body: refused or read, and what is read obeys what the operation declares. */
#include "core/op.h"
#include <assert.h>

static const Op sample = {
    .name = "sample.write",
    PARAMS({"title", PARAM_LINE, .max = 10}, {"words", PARAM_TEXT, .max = 20}, {"on", PARAM_DATE},
           {"count", PARAM_INT, .min = 1, .max = 9}, {"kind", PARAM_CHOICE, .choices = "new fix"},
           {"hidden", PARAM_FLAG}),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *a = arena_new((ptrdiff_t)64 << 20);
    Input *inputs;
    ptrdiff_t n;
    In in;
    if (!params_from_json(a, (Str){(const char *)data, (ptrdiff_t)size}, &inputs, &n) &&
        !params_check(a, &sample, inputs, n, LANG_NL, &in)) {
        assert(str_signs(in_text(&in, "title")) <= 10 && str_is_utf8(in_text(&in, "title")));
        assert(str_signs(in_text(&in, "words")) <= 20 && str_find(in_text(&in, "title"), '\n') < 0);
        assert(!in_given(&in, "count") || in_text(&in, "count").n == 0 ||
               (in_int(&in, "count") >= 1 && in_int(&in, "count") <= 9));
    }
    arena_free(a);
    return 0;
}
