// SPDX-License-Identifier: EUPL-1.2
/* terminal - the face of a model on the command line: indented "Label: value" lines. */
#include "text/template_internal.h"
#include "text/words.h"

enum { TERMINAL_DEPTH_MAX = 20 };
typedef struct {
    Arena *a;
    const RenderOptions *how;
    Buf *out;
} Terminal;

/* Control signs could move the cursor or hide what is said; lines go on under their own indent. */
static void clean_put(Terminal *t, Str text, int indent) {
    for (ptrdiff_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_c1 = c == 0xC2 && i + 1 < text.n && ((unsigned char)text.p[i + 1] & 0xE0) == 0x80;
        if (c == '\n') {
            buf_char(t->out, '\n');
            for (int k = 0; k < indent; k++) buf_char(t->out, ' ');
        } else if (c == '\t') {
            buf_char(t->out, ' ');
        } else if (c < ' ' || c == 0x7F || is_c1) {
            if (c != '\r') buf_str(t->out, S("\xEF\xBF\xBD"));
            i += is_c1;
        } else {
            buf_char(t->out, (char)c);
        }
    }
}

static Str value_text(Terminal *t, const Model *m, const Model *holder) {
    static const Str flags[LANGS][2] = {{S("nee"), S("ja")}, {S("no"), S("yes")}};
    Arena *a = t->a;
    Lang lang = t->how->lang;
    switch (m->kind) {
    case MODEL_TEXT: return m->text;
    case MODEL_INT: return number_words(a, lang, m->number);
    case MODEL_FLAG: return flags[lang][m->number != 0];
    case MODEL_DAY: return day_words(a, lang, (Day)m->number, t->how->today);
    case MODEL_TIME: return time_words(a, lang, m->number, t->how->today);
    case MODEL_HTML: return html_to_plain(a, m->text);
    case MODEL_SAY: return message_text(a, t->how, m->text, holder);
    case MODEL_WORD: {
        Str key = str_join(a, str_of(m->prefix), m->text);
        bool is_known = message_exists(t->how->set, lang, key);
        return is_known ? message_text(a, t->how, key, holder) : m->text;
    }
    case MODEL_REAL: {
        Buf b = buf_new(a, 32);
        real_put_words(&b, lang, m->real);
        return buf_done(&b);
    }
    case MODEL_NULL:
    case MODEL_OBJECT:
    case MODEL_LIST: break;
    }
    return S("");
}

static void label_put(Terminal *t, const Model *m) {
    Str key = str_join(t->a, S("label."), name_text(m->name));
    bool is_known = message_exists(t->how->set, t->how->lang, key);
    clean_put(t, is_known ? message_text(t->a, t->how, key, NULL) : name_text(m->name), 0);
    buf_char(t->out, ':');
}

static void indent_put(Terminal *t, int indent) {
    for (int k = 0; k < indent; k++) buf_char(t->out, ' ');
}

static bool is_nothing(const Model *m) {
    return m->kind == MODEL_NULL || (m->kind == MODEL_TEXT && m->text.n == 0) ||
           (m->kind == MODEL_OBJECT && !m->first);
}

static void object_put(Terminal *t, const Model *object, int indent, bool is_first_line_begun,
                       NameId left_out, int depth);

static void list_put(Terminal *t, const Model *list, int indent, int depth) {
    for (const Model *item = list->first; item; item = item->next) {
        indent_put(t, indent);
        buf_str(t->out, S("- "));
        if (item->kind == MODEL_OBJECT && item->first) {
            object_put(t, item, indent + 2, true, 0, depth + 1);
        } else {
            clean_put(t, value_text(t, item, list), indent + 2);
            buf_char(t->out, '\n');
        }
    }
}

static void object_put(Terminal *t, const Model *object, int indent, bool is_first_line_begun,
                       NameId left_out, int depth) {
    bool is_begun = is_first_line_begun;
    for (const Model *m = object->first; m && depth < TERMINAL_DEPTH_MAX; m = m->next) {
        if (is_nothing(m) || (left_out && m->name == left_out)) continue;
        if (!is_begun) indent_put(t, indent);
        is_begun = false;
        label_put(t, m);
        if (m->kind == MODEL_LIST && !m->first) {
            buf_str(t->out, t->how->lang == LANG_NL ? S(" geen") : S(" none"));
        } else if (m->kind != MODEL_LIST && m->kind != MODEL_OBJECT) {
            buf_char(t->out, ' ');
            clean_put(t, value_text(t, m, object), indent + 2);
        }
        buf_char(t->out, '\n');
        if (m->kind == MODEL_OBJECT) object_put(t, m, indent + 2, false, 0, depth + 1);
        if (m->kind == MODEL_LIST) list_put(t, m, indent + 2, depth);
    }
    if (is_begun) buf_char(t->out, '\n');
}

void model_terminal(Arena *a, const RenderOptions *how, const Model *m, Buf *out) {
    Terminal t = {a, how, out};
    object_put(&t, m, 0, false, NAME("page"), 0);
}
