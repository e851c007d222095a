// SPDX-License-Identifier: EUPL-1.2
/* template_render - runs a compiled template over a model. Names are compared as numbers; the only
 * look-up by text is that of a word's message. */
#include "text/template_internal.h"
#include "text/words.h"
#include <assert.h>
#include <string.h>

enum {
    FRAMES_MAX = 128, /* sections open at one moment, partials included */
    SAID_MAX = 8,
};

/* Where a name is looked for, and what "." is. */
typedef struct {
    const Model *object, *dot;
} Scope;
typedef struct {
    int open;          /* the operation that opened this section */
    const Model *next; /* the list item that comes next */
    Scope outer;
} Frame;
typedef struct {
    const char *head,
        *tail; /* of the key; compared as addresses, which stay while a page is made */
    ptrdiff_t tail_n;
    const Message *message;
} Said;
typedef struct {
    Arena *a;
    const RenderOptions *how;
    const Model *root, *page;
    Buf *out;
    bool is_html;
    int depth, frame_n, said_n;
    Frame frame[FRAMES_MAX]; /* shared by a template and what it calls */
    Said said[SAID_MAX]; /* the messages that were looked up last: rows of a list say the same */
    Str missing;         /* the first name that was not there */
    Err *fault;          /* set when strict */
} Render;

static bool run(Render *r, const Compiled *c, Scope scope);

/* Notes what is not there; false when that ends the rendering. */
static bool absent(Render *r, const Compiled *c, const TemplateOp *op, Str name) {
    if (!r->missing.p) r->missing = name;
    if (!r->how->strict) return true;
    r->fault = FAIL(r->a, ERR_USAGE, "", "template.wrong");
    r->fault->detail = str_fmt(r->a, "%.*s:%d: there is no \"%.*s\" to show here", STR_ARG(c->file),
                               op->line, STR_ARG(name));
    return false;
}

static Str path_text(Arena *a, const TemplateOp *op) {
    if (op->path_n == 0) return S(".");
    Buf b = buf_new(a, 64);
    for (int i = 0; i < op->path_n; i++) {
        if (i) buf_char(&b, '.');
        buf_str(&b, name_text(op->path[i]));
    }
    return buf_done(&b);
}

bool template_value_is_true(const Model *m) {
    switch (m->kind) {
    case MODEL_NULL: return false;
    case MODEL_TEXT:
    case MODEL_WORD:
    case MODEL_SAY:
    case MODEL_HTML: return m->text.n > 0;
    case MODEL_INT:
    case MODEL_FLAG: return m->number != 0;
    case MODEL_REAL: return m->real != 0;
    case MODEL_LIST: return m->first != NULL;
    case MODEL_DAY:
    case MODEL_TIME:
    case MODEL_OBJECT: break;
    }
    return true;
}

/* ---- names ---- */
static const Model *member(const Model *object, NameId name) {
    if (object->kind != MODEL_OBJECT) return NULL;
    for (const Model *m = object->first; m; m = m->next)
        if (m->name == name) return m;
    return NULL;
}

static const Model *face_text(Arena *a, Str text) {
    Model *m = NEW(a, Model);
    m->kind = MODEL_TEXT;
    m->text = text;
    return m;
}

static const Model *face_number(Arena *a, ModelKind kind, int64_t number) {
    Model *m = NEW(a, Model);
    m->kind = kind;
    m->number = number;
    return m;
}

/* Percent-encodes all but letters, digits and - . _ ~ (RFC 3986, section 2.3). */
static Str url_encoded(Arena *a, Str s) {
    Buf b = buf_new(a, s.n + 16);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool is_letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (is_letter || (c >= '0' && c <= '9') || (c && strchr("-._~", c)))
            buf_char(&b, c);
        else
            buf_fmt(&b, "%%%02X", (unsigned char)c);
    }
    return buf_done(&b);
}

/* {{on.iso}}, {{state.code}}, {{list.some}}: another face of a value. NULL: it has no such face. */
static const Model *face(Render *r, const Model *m, NameId name) {
    Arena *a = r->a;
    Buf number = {.a = a};
    if (name == NAME("some"))
        return face_number(a, MODEL_FLAG, m->kind == MODEL_OBJECT || template_value_is_true(m));
    switch (m->kind) {
    case MODEL_NULL: return m;
    case MODEL_TEXT:
        if (name == NAME("url")) return face_text(a, url_encoded(a, m->text));
        return NULL;
    case MODEL_WORD:
    case MODEL_SAY:
        if (name == NAME("code")) return face_text(a, m->text);
        if (name == NAME("url")) return face_text(a, url_encoded(a, m->text));
        return NULL;
    case MODEL_INT:
        if (name != NAME("plain")) return NULL;
        buf_int(&number, m->number);
        return face_text(a, buf_done(&number));
    case MODEL_REAL:
        if (name != NAME("plain")) return NULL;
        real_put(&number, m->real);
        return face_text(a, buf_done(&number));
    case MODEL_DAY:
        if (name == NAME("iso")) return face_text(a, day_iso(a, (Day)m->number));
        if (name == NAME("full"))
            return face_text(a, day_words_full(a, r->how->lang, (Day)m->number, r->how->today));
        return NULL;
    case MODEL_TIME:
        if (name == NAME("iso")) return face_text(a, ms_iso(a, m->number));
        if (name == NAME("day")) return face_number(a, MODEL_DAY, day_of_ms(m->number));
        return NULL;
    case MODEL_LIST: {
        int64_t n = 0;
        if (name != NAME("count")) return NULL;
        for (const Model *one = m->first; one; one = one->next) n++;
        return face_number(a, MODEL_INT, n);
    }
    case MODEL_FLAG:
    case MODEL_HTML:
    case MODEL_OBJECT: break;
    }
    return NULL;
}

/* The value that a path leads to, and the object that holds it; NULL when there is none. */
static const Model *find(Render *r, const TemplateOp *op, Scope scope, const Model **ret_holder) {
    *ret_holder = scope.object;
    if (op->path_n == 0) return scope.dot;
    const Model *m;
    if (op->path[0] == NAME("page")) {
        m = r->page;
        *ret_holder = r->root;
    } else {
        m = member(scope.object, op->path[0]);
    }
    for (int i = 1; m && i < op->path_n; i++) {
        const Model *inner = member(m, op->path[i]);
        if (inner) *ret_holder = m;
        m = inner ? inner : face(r, m, op->path[i]);
    }
    return m;
}

/* ---- showing ---- */
static void text_put(Render *r, Str text) {
    if (r->is_html)
        buf_html(r->out, text);
    else
        buf_str(r->out, text);
}

static bool url_is_safe(Str url) {
    for (ptrdiff_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] < ' ') return false; /* browsers drop tabs and line breaks */
    if (str_starts(url, S("/"))) return url.n == 1 || (url.p[1] != '/' && url.p[1] != '\\');
    return str_starts(url, S("#")) || str_starts(url, S("?")) || str_starts(url, S("https://")) ||
           str_starts(url, S("mailto:"));
}

static const Message *message_find(Render *r, Str head, Str tail) {
    int known = r->said_n < SAID_MAX ? r->said_n : SAID_MAX;
    for (int i = 0; i < known; i++) {
        const Said *said = &r->said[i];
        if (said->tail == tail.p && said->head == head.p && said->tail_n == tail.n)
            return said->message;
    }
    const Message *m = table_get2(&r->how->set->messages, head, tail);
    if (m) r->said[r->said_n++ % SAID_MAX] = (Said){head.p, tail.p, tail.n, m};
    return m;
}

/* The message of a word or sentence, over the object around it. */
static bool message_put(Render *r, const Compiled *c, const TemplateOp *op, Str head, Str tail,
                        const Model *holder) {
    const Message *m = message_find(r, head, tail);
    if (!m) {
        text_put(r, tail);
        return absent(r, c, op, str_join(r->a, head, tail));
    }
    Lang lang = r->how->lang;
    return run(r, r->is_html ? m->html[lang] : m->plain[lang], (Scope){holder, holder});
}

static bool value_put(Render *r, const Compiled *c, const TemplateOp *op, const Model *m,
                      const Model *holder) {
    Lang lang = r->how->lang;
    switch (m->kind) {
    case MODEL_NULL: return true;
    case MODEL_TEXT: text_put(r, m->text); return true;
    case MODEL_INT:
        if (op->is_plain)
            buf_int(r->out, m->number);
        else
            number_put(r->out, lang, m->number);
        return true;
    case MODEL_REAL:
        if (op->is_plain)
            real_put(r->out, m->real);
        else
            real_put_words(r->out, lang, m->real);
        return true;
    case MODEL_FLAG: buf_str(r->out, m->number ? S("true") : S("false")); return true;
    case MODEL_DAY: day_put(r->out, lang, (Day)m->number, r->how->today); return true;
    case MODEL_TIME: time_put(r->out, lang, m->number, r->how->today); return true;
    case MODEL_WORD: return message_put(r, c, op, str_of(m->prefix), m->text, holder);
    case MODEL_SAY: return message_put(r, c, op, S(""), m->text, holder);
    case MODEL_HTML:
        if (!r->is_html)
            buf_str(r->out, html_to_plain(r->a, m->text));
        else if (op->is_quoted)
            buf_html(r->out, m->text);
        else
            buf_str(r->out, m->text);
        return true;
    case MODEL_OBJECT:
    case MODEL_LIST: break;
    }
    return absent(r, c, op, path_text(r->a, op));
}

/* An address: what does not begin safely becomes "#". */
static bool url_put(Render *r, const Model *m) {
    bool is_safe = m && (m->kind == MODEL_TEXT || m->kind == MODEL_WORD) && url_is_safe(m->text);
    text_put(r, is_safe ? m->text : S("#"));
    return true;
}

static bool op_value(Render *r, const Compiled *c, const TemplateOp *op, Scope scope) {
    const Model *holder, *m = find(r, op, scope, &holder);
    if (!m && !absent(r, c, op, path_text(r->a, op))) return false;
    if (op->is_url) return url_put(r, m);
    return !m || value_put(r, c, op, m, holder);
}

static bool too_deep(Render *r) {
    r->fault = FAIL(r->a, ERR_USAGE, "", "template.wrong");
    r->fault->detail = S("messages or sections within each other without end");
    return false;
}

/* The scope within a section over this value. */
static Scope scope_inside(Scope outer, const Model *m) {
    return (Scope){m->kind == MODEL_OBJECT ? m : outer.object, m};
}

static bool run(Render *r, const Compiled *c, Scope scope) {
    int outside = r->frame_n;
    if (!c || ++r->depth > RENDER_DEPTH_MAX) return too_deep(r);
    for (int i = 0; i < c->n; i++) {
        const TemplateOp *op = &c->op[i];
        const Model *holder, *m;
        switch (op->kind) {
        case OP_TEXT: buf_str(r->out, op->text); break;
        case OP_VALUE:
            if (!op_value(r, c, op, scope)) return false;
            break;
        case OP_CALL:
            if (!run(r, op->callee, scope)) return false;
            break;
        case OP_OPEN:
        case OP_INVERTED: {
            m = find(r, op, scope, &holder);
            if (!m && !absent(r, c, op, path_text(r->a, op))) return false;
            bool is_true = m && template_value_is_true(m), is_open = op->kind == OP_OPEN;
            if (is_true != is_open) {
                i = is_open ? op->jump : op->jump - 1;
            } else if (is_open) {
                if (r->frame_n == FRAMES_MAX) return too_deep(r);
                bool is_list = m->kind == MODEL_LIST;
                if (is_list) m = m->first;
                r->frame[r->frame_n++] = (Frame){i, is_list ? m->next : NULL, scope};
                scope = scope_inside(scope, m);
            }
            break;
        }
        case OP_CLOSE: {
            Frame *top = &r->frame[r->frame_n - 1];
            m = top->next;
            scope = top->outer;
            if (m) {
                top->next = m->next;
                scope = scope_inside(scope, m);
                i = top->open;
            } else {
                r->frame_n--;
            }
            break;
        }
        }
    }
    assert(r->frame_n == outside && "sections are closed as they are opened");
    (void)outside;
    r->depth--;
    return true;
}

/* ---- the doors ---- */
/* Field by field: the room for sections and messages need not be filled with zeros. */
static void render_begin(Render *r, Arena *a, const RenderOptions *how, const Model *root,
                         Buf *out) {
    r->a = a;
    r->how = how;
    r->root = root;
    r->page = model_get(root, NAME("page"));
    r->out = out;
    r->is_html = true;
    r->depth = r->frame_n = r->said_n = 0;
    r->missing = (Str){NULL, 0};
    r->fault = NULL;
}

static void missing_tell(const Render *r) {
    if (r->missing.p && r->how->ret_missing && !r->how->ret_missing->n)
        *r->how->ret_missing = r->missing;
}

Err *template_render(Arena *a, const RenderOptions *how, Str name, const Model *model, Buf *out) {
    const Unit *unit = table_get(&how->set->units, name);
    if (!unit) {
        Err *e = FAIL(a, ERR_USAGE, "", "template.wrong");
        e->detail = str_fmt(a, "there is no template \"%.*s\"", STR_ARG(name));
        return e;
    }
    UNSET Render r;
    render_begin(&r, a, how, model, out);
    ptrdiff_t before = out->n;
    bool ok = run(&r, unit->compiled[how->lang][ENTRY_TEXT], (Scope){model, model});
    missing_tell(&r);
    if (ok) return NULL;
    out->n = before;
    return r.fault;
}

Str message_text(Arena *a, const RenderOptions *how, Str key, const Model *context) {
    const Message *m = table_get(&how->set->messages, key);
    if (!m) return key;
    if (!context) context = model_new(a);
    Buf out = buf_new(a, 128);
    RenderOptions gentle = *how;
    gentle.strict = false; /* a sentence with a gap is better than none */
    UNSET Render r;
    render_begin(&r, a, &gentle, context, &out);
    r.is_html = false;
    bool ok = run(&r, m->plain[how->lang], (Scope){context, context});
    missing_tell(&r);
    return ok ? buf_done(&out) : key;
}

bool message_exists(const Templates *set, Lang lang, Str key) {
    const Message *m = table_get(&set->messages, key);
    return m && m->line[lang] > 0;
}
