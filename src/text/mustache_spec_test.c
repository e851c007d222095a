// SPDX-License-Identifier: EUPL-1.2
/* Runs the mandatory tests of mustache/spec, as they are, through the lenient renderer.
 * Usage: mustache_spec_test FOLDER; skips (exit 77) when the folder is not there. */
#include "text/template.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MANDATORY = 136 };

static void model_fill(Model *m, const json_t *json);

static void child_fill(Model *parent, const char *name, const json_t *json) {
    model_fill(model_add(parent, name ? name_id(name) : 0, MODEL_NULL), json);
}

/* The specification nests a handful deep. */
static void model_fill(Model *m, const json_t *json) {
    const char *name;
    json_t *child;
    size_t i;
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        m->kind = MODEL_OBJECT;
        json_object_foreach((json_t *)json, name, child) child_fill(m, name, child);
        break;
    case JSON_ARRAY:
        m->kind = MODEL_LIST;
        json_array_foreach(json, i, child) child_fill(m, NULL, child);
        break;
    case JSON_STRING:
        m->kind = MODEL_TEXT;
        m->text = str_of(json_string_value(json));
        break;
    case JSON_INTEGER:
        m->kind = MODEL_INT;
        m->number = json_integer_value(json);
        break;
    case JSON_REAL:
        m->kind = MODEL_REAL;
        m->real = json_real_value(json);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        m->kind = MODEL_FLAG;
        m->number = json_is_true(json);
        break;
    case JSON_NULL: m->kind = MODEL_NULL; break;
    }
}

static bool case_passes(Arena *a, const char *file, const json_t *test) {
    TemplateSource partials[8];
    ptrdiff_t n = 0;
    const char *name;
    json_t *text;
    json_object_foreach(json_object_get(test, "partials"), name, text) if (n < COUNT(partials))
        partials[n++] =
            (TemplateSource){name, json_string_value(text), (int)json_string_length(text)};
    Model *data = model_new(a);
    model_fill(data, json_object_get(test, "data"));
    Buf out = buf_new(a, 256);
    Str wanted = str_of(json_string_value(json_object_get(test, "expected")));
    Err *e = template_render_lenient(
        a, str_of(json_string_value(json_object_get(test, "template"))), partials, n, data, &out);
    if (!e && str_eq(buf_done(&out), wanted)) return true;
    Str got = e ? e->detail : buf_done(&out);
    printf("%s: %s\n  got    \"%.*s\"\n  wanted \"%.*s\"\n", file,
           json_string_value(json_object_get(test, "name")), STR_ARG(got), STR_ARG(wanted));
    return false;
}

int main(int argc, char **argv) {
    static const char *const files[] = {"comments", "delimiters", "interpolation",
                                        "inverted", "partials",   "sections"};
    int passed = 0, failed = 0;
    if (argc < 2 || access(argv[1], R_OK) != 0) {
        printf("SKIPPED: the Mustache specification is not at %s\n", argc > 1 ? argv[1] : "?");
        return 77;
    }
    for (int f = 0; f < COUNT(files); f++) {
        Arena *a = arena_new((ptrdiff_t)64 << 20);
        const char *path = str_z(a, str_fmt(a, "%s/%s.json", argv[1], files[f]));
        json_error_t wrong;
        json_t *spec = json_load_file(path, 0, &wrong), *test;
        size_t i;
        if (!spec) {
            printf("%s: %s\n", path, wrong.text);
            failed++;
        }
        json_array_foreach(json_object_get(spec, "tests"), i, test) {
            if (case_passes(a, files[f], test))
                passed++;
            else
                failed++;
        }
        json_decref(spec);
        arena_free(a);
    }
    if (passed + failed != MANDATORY) {
        printf("%d tests were read, the specification has %d\n", passed + failed, MANDATORY);
        failed++;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
