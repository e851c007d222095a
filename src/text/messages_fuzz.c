// SPDX-License-Identifier: EUPL-1.2
/* Fuzzes the files with interface texts: what loads can be said, and breaks no page. */
#include "text/template_internal.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Arena *a;
    if (!a) a = arena_new(256 << 20);
    arena_reset(a);
    Str text = {arena_copy(a, data, (ptrdiff_t)size), (ptrdiff_t)size};
    MessageLine *lines;
    ptrdiff_t n;
    ParseFault fault;
    if (size > 20000 || !messages_parse(a, text, &lines, &n, &fault)) return 0;
    Templates *set = NULL;
    TemplateSource all[] = {{"nl.txt", text.p, (int)text.n},
                            {"en.txt", text.p, (int)text.n},
                            {"page.html", "{{say}}", 7}};
    if (templates_load(a, all, COUNT(all), &set)) return 0;
    RenderOptions how = {.set = set, .lang = LANG_EN};
    for (ptrdiff_t i = 0; i < n && i < 50; i++) {
        if (!message_exists(set, LANG_NL, lines[i].key)) abort();
        Model *m = model_new(a);
        model_text(m, "a", S("<x>"));
        model_text(m, "b", S("\""));
        model_say(m, "say", lines[i].key);
        (void)message_text(a, &how, lines[i].key, m);
        Buf out = buf_new(a, 256);
        if (template_render(a, &how, S("page"), m, &out)) continue;
        for (ptrdiff_t k = 0; k < out.n; k++)
            if (strchr("<>\"'", out.p[k])) abort();
    }
    return 0;
}
