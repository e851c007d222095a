// SPDX-License-Identifier: EUPL-1.2
/* template_load - compiles templates and messages, once per language, at start: names become
 * numbers, partials become pointers, messages without values become text, and every tag is checked
 * against the HTML around it. All faults are gathered before it gives up. */
#include "text/template_internal.h"
#include <string.h>

/* ---- one compiled list ---- */
enum { FAULTS_SHOWN = 20 };
typedef struct {
    Arena *a;       /* of the compiled set */
    Arena *scratch; /* until everything is loaded: parts, growing lists, faults */
    Templates *set;
    Lang lang;
    Buf faults;
    int faults_n;
} Loader;

typedef struct {
    Loader *l;
    Str file;
    int line_offset;  /* of a message within its file */
    HtmlPlace *place; /* NULL for a message */
    bool is_html;     /* false: a message as plain text */
    int depth;        /* of the calls that led here */
    int deepest;      /* of the partials below */
    TemplateOp *op;
    int n, cap;
    Buf text; /* static text that is not yet an operation */
    int nest[SECTION_DEPTH_MAX], nest_n;
    HtmlPlace opened[SECTION_DEPTH_MAX];
    bool is_wrong;
} Build;

static void fault(Loader *l, Str file, int line, Str what) {
    if (l->faults_n++ < FAULTS_SHOWN)
        buf_fmt(&l->faults, "%s%.*s:%d: %.*s", l->faults.n ? "\n" : "", STR_ARG(file), line,
                STR_ARG(what));
}

static void build_fault(Build *b, const Part *part, Str what) {
    fault(b->l, b->file, part->line + b->line_offset, what);
    b->is_wrong = true;
}

static TemplateOp *op_add(Build *b, OpKind kind, const Part *part) {
    if (b->n == b->cap) {
        int cap = b->cap ? b->cap * 2 : 8;
        TemplateOp *more = NEWS(b->l->scratch, TemplateOp, cap);
        if (b->n) memcpy(more, b->op, (size_t)b->n * sizeof *more);
        b->op = more;
        b->cap = cap;
    }
    TemplateOp *op = &b->op[b->n++];
    *op = (TemplateOp){.kind = kind, .line = part->line + b->line_offset};
    return op;
}

static void text_flush(Build *b, const Part *part) {
    if (b->text.n == 0) return;
    op_add(b, OP_TEXT, part)->text = str_copy(b->l->a, buf_done(&b->text));
    b->text.n = 0;
}

/* "page.chosen.kind" to three numbers; "." to none. */
static void path_set(Build *b, TemplateOp *op, const Part *part) {
    NameId path[PATH_MAX_NAMES];
    int n = 0;
    if (str_eq(part->text, S("."))) return;
    for (Str rest = part->text, name; rest.n || n == 0;) {
        bool has_more = str_cut(rest, '.', &name, &rest);
        bool is_good = name.n > 0 && name.n <= 64 && n < PATH_MAX_NAMES && !(has_more && !rest.n);
        for (ptrdiff_t i = 0; i < name.n && is_good; i++) {
            char c = name.p[i];
            is_good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        }
        NameId id = is_good ? name_id_str(name) : 0;
        if (!id) {
            build_fault(b, part,
                        str_fmt(b->l->scratch, "\"%.*s\" is not a name", STR_ARG(part->text)));
            return;
        }
        path[n++] = id;
    }
    op->path = arena_copy(b->l->a, path, n * (ptrdiff_t)sizeof *path);
    op->path_n = n;
}

static void check(Build *b, const Part *part, const char *what) {
    if (what) build_fault(b, part, str_of(what));
}

static Compiled *unit_compile(Loader *l, Unit *unit, Entry entry, int depth);
static Compiled *message_compile(Loader *l, Message *m, bool is_html, int depth);

static void call_add(Build *b, const Part *part, Compiled *callee) {
    bool is_text = callee->n == 1 && callee->op[0].kind == OP_TEXT;
    if (is_text) buf_str(&b->text, callee->op[0].text);
    if (is_text || callee->n == 0) return;
    text_flush(b, part);
    op_add(b, OP_CALL, part)->callee = callee;
}

static void partial_add(Build *b, const Part *part) {
    Loader *l = b->l;
    Compiled *callee = NULL;
    if (str_starts(part->text, S("t/"))) {
        Message *m = table_get(&l->set->messages, str_skip(part->text, 2));
        if (!m) {
            Str what = str_fmt(l->scratch, "there is no message \"%.*s\"", STR_ARG(part->text));
            build_fault(b, part, what);
            return;
        }
        if (b->place) check(b, part, html_message(b->place));
        callee = message_compile(l, m, b->is_html, b->depth + 1);
    } else {
        Unit *unit = table_get(&l->set->units, part->text);
        if (!unit || !b->place) {
            Str what = str_fmt(l->scratch,
                               unit ? "a message cannot include template \"%.*s\""
                                    : "there is no template \"%.*s\"",
                               STR_ARG(part->text));
            build_fault(b, part, what);
            return;
        }
        check(b, part, html_section(b->place));
        HtmlState state = b->place->state;
        if (state == HTML_RCDATA || html_in_attribute(b->place))
            build_fault(b, part, S("only a message (t/...) can stand here"));
        Entry entry = state == HTML_BETWEEN ? ENTRY_BETWEEN
                      : state == HTML_AFTER ? ENTRY_AFTER
                                            : ENTRY_TEXT;
        if (!b->is_wrong) callee = unit_compile(l, unit, entry, b->depth + 1);
        if (callee) b->place->state = callee->end;
        if (callee && unit->depth >= b->deepest) b->deepest = unit->depth + 1;
    }
    if (callee)
        call_add(b, part, callee);
    else
        b->is_wrong = true;
}

static void section_open(Build *b, const Part *part) {
    if (b->place) check(b, part, html_section(b->place));
    text_flush(b, part);
    if (b->place) b->opened[b->nest_n] = *b->place;
    b->nest[b->nest_n++] = b->n;
    TemplateOp *op = op_add(b, part->kind == PART_OPEN ? OP_OPEN : OP_INVERTED, part);
    path_set(b, op, part);
}

static void section_close(Build *b, const Part *part) {
    int at = b->nest[--b->nest_n];
    if (b->place) {
        check(b, part, html_section(b->place));
        if (!b->is_wrong && !html_join(b->place, &b->opened[b->nest_n]))
            build_fault(b, part, S("a section ends in another kind of place than it begins"));
    }
    text_flush(b, part);
    if (b->op[at].kind == OP_OPEN) {
        b->op[at].jump = b->n;
        op_add(b, OP_CLOSE, part)->jump = at;
    } else {
        b->op[at].jump = b->n;
    }
}

static void value_add(Build *b, const Part *part) {
    bool is_url = false;
    if (b->place) check(b, part, html_value(b->place, &is_url));
    text_flush(b, part);
    TemplateOp *op = op_add(b, OP_VALUE, part);
    op->is_url = is_url;
    op->is_plain = b->place && b->place->state != HTML_TEXT;
    op->is_quoted = !b->place || op->is_plain;
    path_set(b, op, part);
}

/* Stops at the first fault of a template: what follows would be guesses. */
static Compiled *build_run(Build *b, Parts parts) {
    for (int i = 0; i < parts.n && !b->is_wrong; i++) {
        const Part *part = &parts.part[i];
        switch (part->kind) {
        case PART_TEXT:
            if (b->place)
                check(b, part, html_walk(b->place, part->text, part->at_line_start, &b->text));
            else if (b->is_html)
                buf_html(&b->text, part->text);
            else
                buf_str(&b->text, part->text);
            break;
        case PART_VALUE: value_add(b, part); break;
        case PART_RAW: build_fault(b, part, S("{{{ and {{& are refused: use an Html value")); break;
        case PART_OPEN:
        case PART_INVERTED: section_open(b, part); break;
        case PART_CLOSE: section_close(b, part); break;
        case PART_PARTIAL: partial_add(b, part); break;
        }
    }
    if (b->is_wrong) return NULL;
    Part end = {.line = parts.n ? parts.part[parts.n - 1].line : 1};
    text_flush(b, &end);
    Compiled *c = NEW(b->l->a, Compiled);
    *c = (Compiled){.file = b->file, .n = b->n};
    c->op = arena_copy(b->l->a, b->op, b->n * (ptrdiff_t)sizeof *b->op);
    /* A partial between attributes may end in one that has no value. */
    if (b->place) c->end = b->place->state == HTML_ATTRIBUTE ? HTML_AFTER : b->place->state;
    return c;
}

static Compiled *message_compile(Loader *l, Message *m, bool is_html, int depth) {
    Compiled **made = is_html ? &m->html[l->lang] : &m->plain[l->lang];
    if (*made) return *made;
    Build b = {.l = l,
               .file = m->file[l->lang],
               .line_offset = m->line[l->lang] - 1,
               .is_html = is_html,
               .depth = depth,
               .text = {.a = l->scratch}};
    Part start = {.line = 1};
    Parts parts;
    ParseFault wrong;
    if (m->is_busy || depth > PARTIAL_DEPTH_MAX) {
        build_fault(&b, &start, S("this message includes itself, or others too deep"));
        return NULL;
    }
    if (!template_parse(l->scratch, m->text[l->lang], true, &parts, &wrong)) {
        fault(l, b.file, wrong.line + b.line_offset, wrong.what);
        return NULL;
    }
    m->is_busy = true;
    *made = build_run(&b, parts);
    m->is_busy = false;
    return *made;
}

static Compiled *unit_compile(Loader *l, Unit *unit, Entry entry, int depth) {
    static const HtmlState first[ENTRIES] = {HTML_TEXT, HTML_BETWEEN, HTML_AFTER};
    Compiled **made = &unit->compiled[l->lang][entry];
    if (*made || unit->is_broken) return *made;
    HtmlPlace place = {.state = first[entry]};
    Build b = {.l = l,
               .file = unit->file,
               .place = &place,
               .is_html = true,
               .depth = depth,
               .text = {.a = l->scratch}};
    Part start = {.line = 1};
    if (unit->is_busy || depth > PARTIAL_DEPTH_MAX) {
        build_fault(
            &b, &start,
            str_fmt(l->scratch,
                    unit->is_busy ? "this template includes itself" : "partials nest over %d deep",
                    PARTIAL_DEPTH_MAX));
        return NULL;
    }
    unit->is_busy = true;
    Compiled *c = build_run(&b, unit->parts);
    unit->is_busy = false;
    unit->depth = b.deepest;
    bool is_same = c && (entry == ENTRY_TEXT ? c->end == HTML_TEXT
                                             : c->end == HTML_BETWEEN || c->end == HTML_AFTER);
    if (c && !is_same)
        fault(l, unit->file, c->n ? c->op[c->n - 1].line : 1,
              S("the template ends within a tag, attribute, comment or script"));
    if (is_same && b.deepest > PARTIAL_DEPTH_MAX)
        fault(l, unit->file, 1,
              str_fmt(l->scratch, "partials nest over %d deep", PARTIAL_DEPTH_MAX));
    unit->is_broken = !is_same;
    return *made = is_same ? c : NULL;
}

/* ---- sources ---- */
/* "wish/view/show.html" to "wish/show" */
static Str unit_name(Arena *a, Str file) {
    Str name = str_head(file, file.n - 5);
    for (ptrdiff_t i = 0; i + 6 <= name.n; i++)
        if (str_starts(str_skip(name, i), S("/view/")))
            return str_join(a, str_head(name, i), str_skip(name, i + 5));
    return name;
}

static void unit_add(Loader *l, Str file, Str text) {
    Unit *unit = NEW(l->a, Unit);
    *unit = (Unit){.name = unit_name(l->a, file), .file = file};
    ParseFault wrong;
    if (table_get(&l->set->units, unit->name)) {
        fault(l, file, 1, S("two templates have this name"));
    } else {
        table_put(l->a, &l->set->units, unit->name, unit);
        unit->is_broken = !template_parse(l->scratch, text, true, &unit->parts, &wrong);
        if (unit->is_broken) fault(l, file, wrong.line, wrong.what);
    }
}

static void messages_add(Loader *l, Str file, Str text, Lang lang) {
    MessageLine *lines;
    ptrdiff_t n;
    ParseFault wrong;
    if (!messages_parse(l->scratch, text, &lines, &n, &wrong)) {
        fault(l, file, wrong.line, wrong.what);
        return;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        Message *m = table_get(&l->set->messages, lines[i].key);
        if (!m) {
            m = NEW(l->a, Message);
            m->key = str_copy(l->a, lines[i].key);
            table_put(l->a, &l->set->messages, m->key, m);
        } else if (m->line[lang]) {
            fault(l, file, lines[i].line,
                  str_fmt(l->scratch, "\"%.*s\" stands also in %.*s:%d", STR_ARG(m->key),
                          STR_ARG(m->file[lang]), m->line[lang]));
        }
        m->text[lang] = lines[i].text;
        m->file[lang] = file;
        m->line[lang] = lines[i].line;
    }
}

static void source_add(Loader *l, const TemplateSource *source) {
    Str file = str_copy(l->a, str_of(source->name)), text = {source->text, source->text_n};
    Str base, rest = file;
    while (str_cut(rest, '/', &base, &rest)) continue;
    if (str_ends(file, S(".html")))
        unit_add(l, file, text);
    else if (str_eq(base, S("nl.txt")))
        messages_add(l, file, text, LANG_NL);
    else if (str_eq(base, S("en.txt")))
        messages_add(l, file, text, LANG_EN);
}

static void messages_check(Loader *l) {
    const Table *t = &l->set->messages;
    for (ptrdiff_t i = 0; i < t->cap; i++) {
        const Message *m = t->slot[i].value;
        if (!m || (m->line[LANG_NL] && m->line[LANG_EN])) continue;
        Lang has = m->line[LANG_NL] ? LANG_NL : LANG_EN;
        fault(l, m->file[has], m->line[has],
              str_fmt(l->scratch, "\"%.*s\" is missing in %s", STR_ARG(m->key),
                      has == LANG_NL ? "English" : "Dutch"));
    }
}

static void language_compile(Loader *l, Lang lang) {
    l->lang = lang;
    const Table *messages = &l->set->messages, *units = &l->set->units;
    for (ptrdiff_t i = 0; i < messages->cap; i++) {
        Message *m = messages->slot[i].value;
        if (m && message_compile(l, m, true, 0)) message_compile(l, m, false, 0);
    }
    for (ptrdiff_t i = 0; i < units->cap; i++) {
        Unit *unit = units->slot[i].value;
        if (unit) unit_compile(l, unit, ENTRY_TEXT, 0);
    }
}

static Err *sources_load(Loader *l, const TemplateSource *sources, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++) source_add(l, &sources[i]);
    messages_check(l);
    /* Without both texts of every message the rest would only repeat what is missing. */
    for (Lang lang = 0; lang < LANGS && l->faults_n == 0; lang++) language_compile(l, lang);
    if (l->faults_n == 0) return NULL;
    if (l->faults_n > FAULTS_SHOWN)
        buf_fmt(&l->faults, "\n... and %d more", l->faults_n - FAULTS_SHOWN);
    Err *e = FAIL(l->a, ERR_USAGE, "", "template.wrong");
    e->detail = str_copy(l->a, buf_done(&l->faults));
    return e;
}

Err *templates_load(Arena *a, const TemplateSource *sources, ptrdiff_t n, Templates **ret_set) {
    Arena *scratch = arena_new((ptrdiff_t)256 << 20);
    if (!scratch) return FAIL(a, ERR_BUSY, "", "template.memory");
    Loader l = {.a = a, .scratch = scratch, .set = NEW(a, Templates), .faults = {.a = scratch}};
    Err *e = sources_load(&l, sources, n);
    arena_free(scratch);
    if (!e) *ret_set = l.set;
    return e;
}
