// SPDX-License-Identifier: EUPL-1.2
/* Fuzzes templates: any text is parsed and rendered leniently, and loaded strictly; what loads is
 * shown with kind and with hostile values, and both pages must have the same shape. */
#include "text/template_oracle.h"
#include "text/words.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define T(name_, text_)                                                                            \
    (TemplateSource) { name_, text_, (int)sizeof(text_) - 1 }

static Model *model_with(Arena *a, Str text, Str url) {
    Model *m = model_new(a);
    model_text(m, "a", text);
    model_text(m, "url", url);
    model_int(m, "n", 1234);
    model_flag(m, "yes", true);
    model_null(m, "none");
    model_day(m, "on", 20000);
    model_time(m, "at", 1764000000000);
    model_word(m, "w", "w.", S("x"));
    model_say(m, "say", S("say"));
    Model *list = model_list(m, "list");
    for (int i = 0; i < 2; i++) model_text(model_item(list), "a", text);
    model_item_text(list, text);
    model_text(model_part(m, "page"), "a", text);
    return m;
}

static Str shape_shown(Arena *a, const Templates *set, Str text, Str url) {
    RenderOptions how = {.set = set, .lang = LANG_NL, .today = 20001};
    Buf out = buf_new(a, 1024);
    Err *e = template_render(a, &how, S("page"), model_with(a, text, url), &out);
    return e ? S("error") : page_shape(a, buf_done(&out));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Arena *a;
    if (size > 20000) return 0; /* ours are smaller; the time goes to shapes, not to lengths */
    if (!a) a = arena_new(256 << 20);
    arena_reset(a);
    Str text = {arena_copy(a, data, (ptrdiff_t)size), (ptrdiff_t)size};

    TemplateSource self = {"p", text.p, (int)text.n};
    Buf lenient = buf_new(a, 1024);
    (void)template_render_lenient(a, text, &self, 1, model_with(a, S("x"), S("/x")), &lenient);

    TemplateSource all[] = {{"page.html", text.p, (int)text.n},
                            T("part.html", "<b>{{a}}</b>\n"),
                            T("attr.html", "title=\"{{a}}\" hidden"),
                            T("nl.txt", "say = zeg <{{a}}>\nw.x = woord {{a}}\n"),
                            T("en.txt", "say = say <{{a}}>\nw.x = word {{a}}\n")};
    Templates *set = NULL;
    if (templates_load(a, all, COUNT(all), &set)) return 0;
    Str kind = shape_shown(a, set, S("kind"), S("/kind"));
    static const char *const hostile[] = {"\"'><x onx=y></textarea></title>-->",
                                          "javascript:x",
                                          "//x",
                                          "/\t/x",
                                          "' onx='",
                                          "</script>",
                                          "x y=z",
                                          "`"};
    for (int i = 0; i < COUNT(hostile); i++) {
        Str shape = shape_shown(a, set, str_of(hostile[i]), str_of(hostile[i]));
        if (str_eq(shape, kind)) continue;
        fprintf(stderr, "value %s changes the page\n kind    %.*s\n hostile %.*s\n", hostile[i],
                STR_ARG(kind), STR_ARG(shape));
        abort();
    }
    return 0;
}
