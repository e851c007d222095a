// SPDX-License-Identifier: EUPL-1.2
/* model - the tree that an operation answers with, the table of interned names, and JSON. */
#include "text/model.h"
#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- names ---- */
/* Reading takes no lock: a slot is filled once, after the name it points to is in place. */
enum { NAMES_MAX = 1 << 16, SLOTS = NAMES_MAX * 2, NAME_BYTES_MAX = 200 };
static Str names[NAMES_MAX];
static _Atomic int slots[SLOTS];
static int names_n = 1; /* 0 is no name */
static pthread_mutex_t names_lock = PTHREAD_MUTEX_INITIALIZER;

/* The slot that holds this name, or the empty slot where it belongs. */
static int slot_of(Str name, int *ret_id) {
    int i = (int)(str_hash(name) % SLOTS);
    for (;; i = (i + 1) % SLOTS) {
        *ret_id = atomic_load_explicit(&slots[i], memory_order_acquire);
        if (!*ret_id || str_eq(names[*ret_id], name)) return i;
    }
}

NameId name_find(Str name) {
    int id;
    if (name.n == 0) return 0;
    slot_of(name, &id);
    return id;
}

NameId name_id_str(Str name) {
    NameId id = name_find(name);
    if (id || name.n == 0 || name.n > NAME_BYTES_MAX) return id;
    pthread_mutex_lock(&names_lock);
    int slot = slot_of(name, &id); /* again: another thread may have been first */
    char *kept = !id && names_n < NAMES_MAX ? malloc((size_t)name.n) : NULL;
    if (kept) {
        memcpy(kept, name.p, (size_t)name.n);
        id = names_n++;
        names[id] = (Str){kept, name.n};
        atomic_store_explicit(&slots[slot], id, memory_order_release);
    }
    pthread_mutex_unlock(&names_lock);
    return id;
}

NameId name_id(const char *name) { return name_id_str(str_of(name)); }

Str name_text(NameId id) { return id > 0 && id < NAMES_MAX ? names[id] : S(""); }

/* ---- the tree ---- */
Model *model_new(Arena *a) {
    Model *m = NEW(a, Model);
    m->kind = MODEL_OBJECT;
    m->a = a;
    return m;
}

Model *model_add(Model *parent, NameId name, ModelKind kind) {
    assert(parent->kind == MODEL_OBJECT || parent->kind == MODEL_LIST);
    Model *m = NEW(parent->a, Model);
    m->kind = kind;
    m->name = name;
    m->a = parent->a; /* what shows something overwrites it */
    if (parent->last)
        parent->last->next = m;
    else
        parent->first = m;
    parent->last = m;
    return m;
}

void model_put_text(Model *m, NameId name, Str value) {
    model_add(m, name, MODEL_TEXT)->text = value.p ? value : S("");
}
void model_put_int(Model *m, NameId name, int64_t value) {
    model_add(m, name, MODEL_INT)->number = value;
}
void model_put_real(Model *m, NameId name, double value) {
    model_add(m, name, MODEL_REAL)->real = value;
}
void model_put_flag(Model *m, NameId name, bool value) {
    model_add(m, name, MODEL_FLAG)->number = value;
}
void model_put_day(Model *m, NameId name, Day value) {
    model_add(m, name, value == DAY_NONE ? MODEL_NULL : MODEL_DAY)->number = value;
}
void model_put_time(Model *m, NameId name, Ms value) {
    model_add(m, name, value == MS_NONE ? MODEL_NULL : MODEL_TIME)->number = value;
}
void model_put_word(Model *m, NameId name, const char *prefix, Str code) {
    Model *word = model_add(m, name, code.n ? MODEL_WORD : MODEL_NULL);
    word->text = code;
    word->prefix = prefix;
}
void model_put_html(Model *m, NameId name, Html value) {
    model_add(m, name, MODEL_HTML)->text = value.markup.p ? value.markup : S("");
}

Model *model_item(Model *list) { return model_add(list, 0, MODEL_OBJECT); }
void model_item_text(Model *list, Str value) { model_put_text(list, 0, value); }

const Model *model_get(const Model *object, NameId name) {
    if (!object || object->kind != MODEL_OBJECT) return NULL;
    for (const Model *m = object->first; m; m = m->next)
        if (m->name == name) return m;
    return NULL;
}

Str model_get_text(const Model *object, NameId name) {
    const Model *m = model_get(object, name);
    return m && (m->kind == MODEL_TEXT || m->kind == MODEL_WORD) ? m->text : S("");
}

void model_remove(Model *object, NameId name) {
    Model *before = NULL;
    for (Model *m = object->first; m; m = m->next) {
        if (m->name == name) {
            if (before)
                before->next = m->next;
            else
                object->first = m->next;
            if (object->last == m) object->last = before;
        } else {
            before = m;
        }
    }
}

/* ---- JSON ---- */
/* The shortest of %.15g, %.16g and %.17g that reads back as the same number. */
void real_put(Buf *out, double value) {
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) break;
    }
    buf_z(out, text);
}

/* Our own code nests a handful deep; the limit only keeps a mistake from eating the stack. */
enum { JSON_DEPTH_MAX = 64 };

static void json_put(const Model *m, Buf *out, NameId left_out, int depth) {
    if (depth > JSON_DEPTH_MAX) {
        buf_str(out, S("null"));
        return;
    }
    switch (m->kind) {
    case MODEL_NULL: buf_str(out, S("null")); return;
    case MODEL_TEXT:
    case MODEL_WORD:
    case MODEL_SAY:
    case MODEL_HTML: buf_json(out, m->text); return;
    case MODEL_INT: buf_int(out, m->number); return;
    case MODEL_FLAG: buf_str(out, m->number ? S("true") : S("false")); return;
    case MODEL_REAL:
        if (isfinite(m->real))
            real_put(out, m->real);
        else
            buf_str(out, S("null"));
        return;
    case MODEL_DAY: buf_json(out, day_iso(out->a, (Day)m->number)); return;
    case MODEL_TIME: buf_json(out, ms_iso(out->a, m->number)); return;
    case MODEL_OBJECT:
    case MODEL_LIST: break;
    }
    bool is_object = m->kind == MODEL_OBJECT, is_first = true;
    buf_char(out, is_object ? '{' : '[');
    for (const Model *child = m->first; child; child = child->next) {
        if (is_object && left_out && child->name == left_out) continue;
        if (!is_first) buf_char(out, ',');
        is_first = false;
        if (is_object) {
            buf_json(out, name_text(child->name));
            buf_char(out, ':');
        }
        json_put(child, out, 0, depth + 1);
    }
    buf_char(out, is_object ? '}' : ']');
}

void model_json(const Model *m, Buf *out) { json_put(m, out, NAME("page"), 0); }
