// SPDX-License-Identifier: EUPL-1.2
/* testing - a stage for operations: a connection whose work is undone, and the pages of their
 * models. */
#include "testing.h"
#include "core/migrations.h"
#include "people/people.h"
#include "web/web_internal.h"
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool has(Str text, const char *part) {
    return text.n && memmem(text.p, (size_t)text.n, part, strlen(part)) != NULL;
}

Str fault_of_answer(Answer r) { return r.err ? r.err->message : (Str){"", 0}; }

static void must(Err *e, const char *what) {
    if (!e) return;
    fprintf(stderr, "%s: %.*s %.*s (%s)\n", what, STR_ARG(e->message), STR_ARG(e->detail),
            e->where ? e->where : "");
    exit(1);
}

static Ctx fresh(Stage *s) {
    return (Ctx){.a = s->a,
                 .db = s->cx.db,
                 .now_ms = s->now_ms,
                 .today = day_of_ms(s->now_ms),
                 .lang = s->lang,
                 .app = &s->app,
                 .is_local = true,
                 .request_id = S("test")};
}

static Stage *open_stage(Arena *a) {
    Migration *list;
    ptrdiff_t n;
    Stage *s = NEW(a, Stage);
    if (sodium_init() < 0 || !zone_set("Europe/Amsterdam")) exit(1);
    s->a = a;
    s->app = (App){.slices = app_parts.slices,
                   .url = "http://127.0.0.1:8080",
                   .is_dev = true,
                   .a = a,
                   .organisation = S("Woonstichting Zilverwilg")};
    s->now_ms = ms_of_day(day_from_ymd(2026, 11, 24)) + 10 * 3600000;
    must(templates_load(a, app_parts.texts, *app_parts.texts_n, &s->app.templates), "templates");
    must(app_prepare(a, &s->app), "tables");
    must(migrations_of(a, app_parts.texts, *app_parts.texts_n, &list, &n), "migrations");
    must(db_open_test(a, getenv("SCHAKEL_TEST_PG"), list, n, &s->cx.db), "database");
    return s;
}

static void load(Stage *s, bool everything) {
    Day shift = (day_of_ms(s->now_ms) - day_from_ymd(2026, 6, 30)) / 7 * 7;
    for (const Slice *const *slice = s->app.slices; *slice; slice++) {
        Ctx cx = fresh(s);
        if ((*slice)->demo && (everything || *slice == &people_slice))
            must((*slice)->demo(&cx, shift), (*slice)->name);
    }
}

Stage *stage_open(Arena *a) {
    Stage *s = open_stage(a);
    load(s, false);
    return s;
}

Stage *stage_open_demo(Arena *a) {
    Stage *s = open_stage(a);
    load(s, true);
    return s;
}

/* ---- one operation ---- */
static void identify(Stage *s, Ctx *cx, const char *who) {
    cx->is_local = who && strcmp(who, "@") == 0;
    if (!who || cx->is_local) return;
    Actor *actor = NULL;
    Str mail = str_fmt(s->a, "%s@zilverwilg.example", who);
    for (const Slice *const *slice = s->app.slices; *slice && !actor; slice++)
        if ((*slice)->identify_mail) must((*slice)->identify_mail(cx, mail, &actor), who);
    if (!actor) must(FAIL(s->a, ERR_NOT_FOUND, "", "nobody has this mail"), who);
    cx->actor = actor;
    cx->lang = s->lang;
    cx->csrf = S("form-token");
}

static Str page_of(Stage *s, const Ctx *cx, const Op *op, Model *model, const Input *inputs,
                   ptrdiff_t n, Err *fault, const Op *sent) {
    Web *web = NEW(s->a, Web);
    HttpExchange *x = NEW(s->a, HttpExchange);
    Visit *v = NEW(s->a, Visit);
    *web = (Web){.app = &s->app, .files = app_parts.files, .files_n = *app_parts.files_n};
    *x = (HttpExchange){.a = s->a,
                        .request = {.method = HTTP_GET, .path = S("/test"), .target = S("/test")}};
    *v = (Visit){.web = web,
                 .x = x,
                 .op = sent,
                 .face = FACE_HTML,
                 .lang = s->lang,
                 .request_id = S("test"),
                 .fault = fault};
    v->call = (Call){.app = &s->app, .a = s->a, .op = op, .cx = *cx, .turns = 3};
    v->typed = (Input *)inputs, v->typed_n = n;
    page_show(v, model, fault ? web_status(fault->kind) : 200);
    if (x->status >= 500 && !fault) test_fail_str("testing.c", op->page, x->body, S("a page"));
    return x->body;
}

static Str form_again(Stage *s, Ctx *cx, const Op *op, const Input *inputs, ptrdiff_t n,
                      Err *fault) {
    const Op *form = op->form ? op_named(&s->app, str_of(op->form)) : NULL;
    Input *path = NEWS(s->a, Input, n + 1);
    ptrdiff_t k = 0;
    Model *model;
    for (ptrdiff_t i = 0; form && i < n; i++)
        if (has(str_of(form->route), str_z(s->a, str_fmt(s->a, "{%.*s}", STR_ARG(inputs[i].name)))))
            path[k++] = inputs[i];
    if (!form || call_inside(cx, form, path, k, NULL, &model)) return (Str){"", 0};
    return page_of(s, cx, form, model, inputs, n, fault, op);
}

Answer stage_do(Stage *s, const char *who, const char *name, ...) {
    Input inputs[PARAMS_MAX + 2];
    ptrdiff_t n = 0;
    va_list args;
    va_start(args, name);
    for (const char *z; (z = va_arg(args, const char *)) && n < COUNT(inputs); n++)
        inputs[n] = (Input){str_of(z), str_of(va_arg(args, const char *))};
    va_end(args);
    const Op *op = op_named(&s->app, str_of(name));
    Answer r = {0};
    if (!op) {
        test_fail_str("testing.c", "operation", str_of(name), S("a name of the tables"));
        r.err = FAIL(s->a, ERR_USAGE, "", "no such operation");
        return r;
    }
    Ctx cx = fresh(s);
    identify(s, &cx, who);
    must(db_savepoint(s->cx.db, s->a), "savepoint");
    if (s->fail_step > 0) db_fail_after(s->fail_step);
    r.err = call_inside(&cx, op, inputs, n, NULL, &r.model);
    s->has_failed = s->fail_step > 0 && db_fail_left() < 0;
    db_fail_after(-1);
    must(db_savepoint_end(s->cx.db, s->a, !r.err || r.err->keep), "savepoint's end");
    Db *db = s->cx.db;
    s->cx = cx;
    s->cx.db = db;
    if (r.err) {
        if (op->writes) r.html = form_again(s, &cx, op, inputs, n, r.err);
        return r;
    }
    Buf b = buf_new(s->a, 4096);
    model_json(r.model, &b);
    r.json = buf_done(&b);
    if (op->page) r.html = page_of(s, &cx, op, r.model, inputs, n, NULL, op);
    return r;
}
