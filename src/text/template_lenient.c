// SPDX-License-Identifier: EUPL-1.2
/* template_lenient - Mustache as its specification has it, for the specification test alone:
 * outer contexts are searched, {{{ is raw, what is missing shows nothing. It walks the parts that
 * the one parser makes, slowly and with a budget, so that no template can keep it busy. */
#include "text/template_internal.h"

enum { LENIENT_DEPTH_MAX = 200, LENIENT_BUDGET = 4 << 20 };

typedef struct Context Context;
struct Context {
    const Model *m;
    const Context *outer;
};
typedef struct {
    Arena *a;
    const TemplateSource *partials;
    ptrdiff_t partials_n;
    Buf *out;
    int depth;
    int64_t budget; /* parts run plus bytes shown */
    Str fault;
} Lenient;

static const Model *value_of(const Context *cx, Str path) {
    if (str_eq(path, S("."))) return cx->m;
    Str name, rest;
    str_cut(path, '.', &name, &rest);
    const Model *m = NULL;
    NameId id = name_find(name);
    for (; cx && !m && id; cx = cx->outer) m = model_get(cx->m, id);
    while (m && rest.n) {
        str_cut(rest, '.', &name, &rest);
        id = name_find(name);
        m = id ? model_get(m, id) : NULL;
    }
    return m;
}

static void value_put(Lenient *r, const Model *m, bool is_raw) {
    Buf text = buf_new(r->a, 32);
    switch (m ? m->kind : MODEL_NULL) {
    case MODEL_TEXT:
    case MODEL_WORD:
    case MODEL_SAY:
    case MODEL_HTML: buf_str(&text, m->text); break;
    case MODEL_INT:
    case MODEL_DAY:
    case MODEL_TIME: buf_int(&text, m->number); break;
    case MODEL_FLAG: buf_str(&text, m->number ? S("true") : S("false")); break;
    case MODEL_REAL: real_put(&text, m->real); break;
    case MODEL_NULL:
    case MODEL_OBJECT:
    case MODEL_LIST: break;
    }
    r->budget -= text.n;
    if (is_raw)
        buf_str(r->out, buf_done(&text));
    else
        buf_html(r->out, buf_done(&text));
}

static bool text_run(Lenient *r, Str text, const Context *cx);

/* A partial alone on its line is indented as its tag was. */
static bool partial_run(Lenient *r, const Part *part, const Context *cx) {
    for (ptrdiff_t i = 0; i < r->partials_n; i++) {
        const TemplateSource *s = &r->partials[i];
        if (!str_eq(str_of(s->name), part->text)) continue;
        Str text = {s->text, s->text_n};
        Buf indented = buf_new(r->a, text.n + part->indent.n);
        for (ptrdiff_t k = 0; k < text.n; k++) {
            if (k == 0 || text.p[k - 1] == '\n') buf_str(&indented, part->indent);
            buf_char(&indented, text.p[k]);
        }
        r->budget -= indented.n;
        return text_run(r, buf_done(&indented), cx);
    }
    return true;
}

static bool parts_run(Lenient *r, Parts parts, int from, int to, const Context *cx) {
    if (++r->depth > LENIENT_DEPTH_MAX) return r->fault = S("too deep"), false;
    for (int i = from; i < to; i++) {
        const Part *part = &parts.part[i];
        if (--r->budget < 0) return r->fault = S("too much"), false;
        switch (part->kind) {
        case PART_TEXT:
            buf_str(r->out, part->text);
            r->budget -= part->text.n;
            break;
        case PART_VALUE:
        case PART_RAW: value_put(r, value_of(cx, part->text), part->kind == PART_RAW); break;
        case PART_PARTIAL:
            if (!partial_run(r, part, cx)) return false;
            break;
        case PART_OPEN:
        case PART_INVERTED: {
            const Model *m = value_of(cx, part->text);
            bool is_true = m && template_value_is_true(m);
            if (part->kind == PART_INVERTED) {
                if (!is_true && !parts_run(r, parts, i + 1, part->other, cx)) return false;
            } else if (is_true) {
                bool is_list = m->kind == MODEL_LIST;
                for (const Model *one = is_list ? m->first : m; one;
                     one = is_list ? one->next : NULL)
                    if (!parts_run(r, parts, i + 1, part->other, &(Context){one, cx})) return false;
            }
            i = part->other;
            break;
        }
        case PART_CLOSE: break;
        }
    }
    r->depth--;
    return true;
}

static bool text_run(Lenient *r, Str text, const Context *cx) {
    Parts parts;
    ParseFault fault;
    if (!template_parse(r->a, text, false, &parts, &fault)) return r->fault = fault.what, false;
    return parts_run(r, parts, 0, parts.n, cx);
}

Err *template_render_lenient(Arena *a, Str text, const TemplateSource *partials, ptrdiff_t n,
                             const Model *model, Buf *out) {
    Lenient r = {
        .a = a, .partials = partials, .partials_n = n, .out = out, .budget = LENIENT_BUDGET};
    ptrdiff_t before = out->n;
    if (text_run(&r, text, &(Context){model, NULL})) return NULL;
    out->n = before;
    Err *e = FAIL(a, ERR_USAGE, "", "template.wrong");
    e->detail = r.fault;
    return e;
}
