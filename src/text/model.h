// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* model - the answer of an operation: a JSON-shaped tree, read by the templates (HTML), by the
 * JSON writer and by the terminal. Names are interned to small numbers, so showing a page looks
 * nothing up by text. Values keep their type until a face shows them: a Day is "2026-11-24" in
 * JSON and "24 november" on a Dutch page. Text is escaped wherever it is shown as HTML; Html is
 * not, and only text/ can make one.
 *
 * The member "page" of the outermost object is for pages only: JSON leaves it out.
 * Includes: base. */
#include "base/base.h"
#include "base/day.h"

typedef enum {
    MODEL_NULL,
    MODEL_TEXT,
    MODEL_INT,
    MODEL_REAL,
    MODEL_FLAG,
    MODEL_DAY,
    MODEL_TIME,
    MODEL_WORD, /* a code that pages show as the message "<prefix><code>" */
    MODEL_SAY,  /* a sentence: pages show message `text` with the object around it as context */
    MODEL_HTML,
    MODEL_OBJECT,
    MODEL_LIST
} ModelKind;

typedef struct {
    Str markup; /* made by text/ alone (html_from_markdown, html_from_plain, html_trusted) */
} Html;

typedef int NameId;               /* small number of an interned name; 0 is no name */
NameId name_id(const char *name); /* thread-safe; the same number for the same spelling */
NameId name_id_str(Str name);     /* 0 when longer than 200 bytes or 65,535 names exist */
NameId name_find(Str name);       /* for foreign text: 0 when nobody interned it yet */
Str name_text(NameId id);

typedef struct Model Model;
struct Model {
    ModelKind kind;
    NameId name; /* within its object; 0 in a list */
    Model *next; /* in its object or list */
    union {
        struct { /* what shows something */
            union {
                Str text;       /* TEXT, HTML, SAY (message key), WORD (code) */
                int64_t number; /* INT, FLAG, DAY, TIME */
                double real;
            };
            const char *prefix; /* WORD: "wish.state." */
        };
        struct { /* OBJECT, LIST */
            Model *first, *last;
            Arena *a;
        };
    };
};

/* One number per call site, looked up once. */
#define NAME(name_literal)                                                                         \
    (__extension__({                                                                               \
        static _Atomic int cached_;                                                                \
        int id_ = cached_;                                                                         \
        if (!id_) cached_ = id_ = name_id(name_literal);                                           \
        id_;                                                                                       \
    }))

Model *model_new(Arena *a); /* an empty object */
Model *model_add(Model *object_or_list, NameId name, ModelKind kind);
void model_put_text(Model *m, NameId name, Str value);
void model_put_int(Model *m, NameId name, int64_t value);
void model_put_real(Model *m, NameId name, double value);
void model_put_flag(Model *m, NameId name, bool value);
void model_put_day(Model *m, NameId name, Day value); /* DAY_NONE becomes null */
void model_put_time(Model *m, NameId name, Ms value); /* MS_NONE becomes null */
void model_put_word(Model *m, NameId name, const char *prefix, Str code); /* empty code: null */
void model_put_html(Model *m, NameId name, Html value);

/* model_text(m, "title", value) and so on: the everyday spelling. Null text p gives "". */
#define model_text(m, name, value) model_put_text(m, NAME(name), value)
#define model_int(m, name, value) model_put_int(m, NAME(name), value)
#define model_real(m, name, value) model_put_real(m, NAME(name), value)
#define model_flag(m, name, value) model_put_flag(m, NAME(name), value)
#define model_day(m, name, value) model_put_day(m, NAME(name), value)
#define model_time(m, name, value) model_put_time(m, NAME(name), value)
#define model_word(m, name, prefix, code) model_put_word(m, NAME(name), prefix, code)
#define model_say(m, name, key) (model_add(m, NAME(name), MODEL_SAY)->text = (key))
#define model_html(m, name, value) model_put_html(m, NAME(name), value)
#define model_null(m, name) ((void)model_add(m, NAME(name), MODEL_NULL))
#define model_part(m, name) model_add(m, NAME(name), MODEL_OBJECT) /* a nested object */
#define model_list(m, name) model_add(m, NAME(name), MODEL_LIST)   /* a list, maybe empty */
Model *model_item(Model *list);                                    /* appends an object to a list */
void model_item_text(Model *list, Str value);                      /* appends a text to a list */

const Model *model_get(const Model *object, NameId name); /* NULL when absent */
Str model_get_text(const Model *object, NameId name);     /* empty when absent or not text/word */
void model_remove(Model *object, NameId name);

/* JSON (RFC 8259): times as ISO 8601 UTC, days as ISO 8601, WORD and SAY as their code. `page` of
 * the outermost object is left out. */
void model_json(const Model *m, Buf *out);
/* The shortest decimal text that reads back as the same number: "1.21". */
void real_put(Buf *out, double value);
