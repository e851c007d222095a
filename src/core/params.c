// SPDX-License-Identifier: EUPL-1.2
/* params - inputs checked against what an operation declares. What is not declared never reaches
 * it. */
#include "core/op.h"
#include "core/app.h"
#include <assert.h>
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const InValue *value_of(const In *in, const char *name) {
    for (ptrdiff_t i = 0; in->op->params && in->op->params[i].name; i++)
        if (strcmp(in->op->params[i].name, name) == 0) return &in->values[i];
    assert(false && "the operation declares this input");
    static const InValue none = {.day = DAY_NONE};
    return &none;
}

Str in_text(const In *in, const char *name) { return value_of(in, name)->text; }
int64_t in_int(const In *in, const char *name) { return value_of(in, name)->number; }
Day in_day(const In *in, const char *name) { return value_of(in, name)->day; }
bool in_flag(const In *in, const char *name) { return value_of(in, name)->number != 0; }
bool in_given(const In *in, const char *name) { return value_of(in, name)->given; }

static bool is_choice(const char *choices, Str word) {
    for (Str rest = str_of(choices), one; rest.n;) {
        str_cut(rest, ' ', &one, &rest);
        if (str_eq(one, word)) return true;
    }
    return false;
}

/* 24-11-2026 and 24/11/2026, as people in the Netherlands write; ISO everywhere. */
static bool parse_day(Str text, Lang lang, Day *ret_day) {
    if (day_parse(text, ret_day)) return true;
    if (lang != LANG_NL) return false;
    Str part[3], rest = text;
    char sign = str_find(text, '-') > 0 ? '-' : '/';
    for (int i = 0; i < 3; i++) str_cut(rest, sign, &part[i], &rest);
    int64_t n[3];
    if (rest.n || part[2].n != 4) return false;
    for (int i = 0; i < 3; i++)
        if (part[i].n < 1 || part[i].n > 4 || part[i].p[0] == '-' || !str_int(part[i], &n[i]))
            return false;
    Day day = day_from_ymd((int)n[2], (int)n[1], (int)n[0]);
    if (day == DAY_NONE || n[2] < 1900 || n[2] > 2200) return false;
    *ret_day = day;
    return true;
}

enum { YEAR_FIRST = 1900, YEAR_LAST = 2200 };

static bool has_control(Str s, bool lines) {
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0x7f || (c < ' ' && !(lines && (c == '\n' || c == '\r' || c == '\t'))))
            return true;
    }
    return false;
}

/* Line ends as a form sends them (CRLF) become one sign, so that a limit counts what people see. */
static Str one_line_end(Arena *a, Str s) {
    if (str_find(s, '\r') < 0) return s;
    char *p = arena_alloc(a, 1, s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n') continue;
        p[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
    }
    return (Str){p, n};
}

#define FAULT(message)                                                                             \
    err_new(a, ERR_INVALID, str_of(p->name), S(message), "params.c:" STRING(__LINE__))

static Err *check_one(Arena *a, const Param *p, Str given, Lang lang, InValue *v) {
    if (p->kind == PARAM_FILE) { /* raw bytes: who reads them decides what they are */
        v->text = given;
        if (given.n > p->max) return err_int(a, FAULT("param.file_long"), p->max >> 20);
        return p->required && given.n == 0 ? FAULT("param.required") : NULL;
    }
    if (!str_is_utf8(given)) return given.n ? FAULT("param.utf8") : NULL;
    Str text = p->kind == PARAM_SECRET ? given : str_trim_unicode(one_line_end(a, given));
    v->text = text;
    if (text.n == 0) return p->required ? FAULT("param.required") : NULL;
    Day day;
    switch (p->kind) {
    case PARAM_LINE:
    case PARAM_TEXT:
    case PARAM_SECRET: {
        int64_t max = p->max ? p->max : PARAM_MAX_SIGNS;
        if (has_control(text, p->kind == PARAM_TEXT)) return FAULT("param.line");
        if (str_signs(text) > max) return err_int(a, FAULT("param.long"), max);
        if (str_signs(text) < p->min) return err_int(a, FAULT("param.short"), p->min);
        return NULL;
    }
    case PARAM_ID: return id_is_valid(text) ? NULL : FAULT("param.id");
    case PARAM_INT:
        if (!str_int(text, &v->number)) return FAULT("param.number");
        if (v->number < p->min || (p->max && v->number > p->max))
            return err_int(a, err_int(a, FAULT("param.range"), p->min),
                           p->max ? p->max : INT32_MAX);
        return NULL;
    case PARAM_DATE: {
        if (!parse_day(text, lang, &day))
            return err_arg(a, FAULT("param.date"), str_head(text, 40));
        int year, month, mday;
        day_to_ymd(day, &year, &month, &mday);
        if (year < YEAR_FIRST || year > YEAR_LAST)
            return err_arg(a, FAULT("param.date"), str_head(text, 40));
        v->day = day;
        return NULL;
    }
    case PARAM_CHOICE:
        return is_choice(p->choices, text) ? NULL
                                           : err_arg(a, FAULT("param.choice"), str_of(p->choices));
    case PARAM_FLAG:
        v->number = str_eq(text, S("1")) || str_eq(text, S("on")) || str_eq(text, S("true")) ||
                    str_eq(text, S("yes"));
        if (!v->number && !str_eq(text, S("0")) && !str_eq(text, S("false")) &&
            !str_eq(text, S("no")))
            return FAULT("param.flag");
        return NULL;
    case PARAM_FILE: break;
    }
    return NULL;
}

Err *params_check(Arena *a, const Op *op, const Input *given, ptrdiff_t n, Lang lang, In *ret_in) {
    ptrdiff_t count = 0;
    while (op->params && op->params[count].name) count++;
    In in = {op, NEWS(a, InValue, count + 1)};
    Err *first = NULL, **last = &first;
    for (ptrdiff_t i = 0; i < count; i++) in.values[i].day = DAY_NONE;
    for (ptrdiff_t k = 0; k < n; k++) {
        ptrdiff_t i = 0;
        while (i < count && !str_eq(str_of(op->params[i].name), given[k].name)) i++;
        Err *fault = NULL;
        if (i == count)
            fault = err_new(a, ERR_INVALID,
                            str_is_utf8(given[k].name) ? str_head(given[k].name, 60) : S("?"),
                            S("param.unknown"), "params.c");
        else if (in.values[i].given)
            fault = err_new(a, ERR_INVALID, given[k].name, S("param.twice"), "params.c");
        else {
            in.values[i].given = true;
            fault = check_one(a, &op->params[i], given[k].value, lang, &in.values[i]);
        }
        if (fault) *last = fault, last = &fault->next;
    }
    for (ptrdiff_t i = 0; i < count; i++) {
        const Param *p = &op->params[i];
        if (!in.values[i].given && p->required) {
            Err *fault = FAULT("param.required");
            *last = fault, last = &fault->next;
        }
    }
    if (first) return first;
    *ret_in = in;
    return NULL;
}

/* ---- JSON ---- */
static void free_json(void *what) { json_decref(what); }

/* Without memory jansson says "invalid token", or leaves signs out of a text and says nothing. */
static _Thread_local bool ran_out;
static void *json_room(size_t bytes) {
    void *p = malloc(bytes);
    if (!p) ran_out = true;
    return p;
}
static void json_begin(void) { json_set_alloc_funcs(json_room, free); }

/* NULL: not JSON. Out of memory ends the request at its boundary, as any arena does. */
static json_t *json_read(Arena *a, Str body, size_t flags, json_error_t *ret_fault) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, json_begin);
    ran_out = false;
    json_t *root = json_loadb(body.p, (size_t)body.n, flags, ret_fault);
    if (ran_out) {
        json_decref(root);
        (void)arena_alloc(a, 1, PTRDIFF_MAX);
    }
    if (root) arena_defer(a, free_json, root);
    return root;
}

Err *params_from_json(Arena *a, Str body, Input **ret_inputs, ptrdiff_t *ret_n) {
    json_error_t fault;
    json_t *root = json_read(a, body, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
    if (!root)
        return err_arg(a, FAIL(a, ERR_MALFORMED, "", "json.broken"),
                       str_fmt(a, "%s (%d:%d)", fault.text, fault.line, fault.column));
    if (!json_is_object(root)) return FAIL(a, ERR_MALFORMED, "", "json.object");
    Input *inputs = NEWS(a, Input, (ptrdiff_t)json_object_size(root) + 1);
    ptrdiff_t n = 0;
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value) {
        Str name = str_of(key), text;
        if (json_is_null(value)) continue;
        if (json_is_string(value)) {
            text = (Str){json_string_value(value), (ptrdiff_t)json_string_length(value)};
        } else if (json_is_integer(value)) {
            text = str_fmt(a, "%lld", (long long)json_integer_value(value));
        } else if (json_is_boolean(value)) {
            text = json_is_true(value) ? S("true") : S("false");
        } else {
            return err_new(a, ERR_INVALID, str_copy(a, str_head(name, 60)), S("json.type"),
                           "params.c");
        }
        inputs[n++] = (Input){name, text};
    }
    *ret_inputs = inputs;
    *ret_n = n;
    return NULL;
}

Str params_json_member(Arena *a, Str body, Str name) {
    json_t *root = json_read(a, body, 0, NULL);
    if (!root) return (Str){"", 0};
    const json_t *value = json_object_get(root, str_z(a, name));
    if (json_is_integer(value)) return str_fmt(a, "%lld", (long long)json_integer_value(value));
    if (!json_is_string(value)) return (Str){"", 0};
    return (Str){json_string_value(value), (ptrdiff_t)json_string_length(value)};
}
