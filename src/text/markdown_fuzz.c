// SPDX-License-Identifier: EUPL-1.2
/* Fuzzes people's text: what comes out holds only what is allowed. */
#include "text/markdown_oracle.h"
#include "text/template_internal.h"
#include "text/words.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Arena *a;
    if (!a) a = arena_new(64 << 20);
    arena_reset(a);
    Str text = {arena_copy(a, data, (ptrdiff_t)size), (ptrdiff_t)size};
    Html html = html_from_markdown(a, text), plain = html_from_plain(a, text);
    if (!markup_is_allowed(html.markup) || !markup_is_allowed(plain.markup)) abort();
    (void)html_to_plain(a, html.markup);
    (void)html_to_plain(a, text);
    return 0;
}
