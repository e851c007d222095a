// SPDX-License-Identifier: EUPL-1.2
/* router - from method and path to an operation, and the checks of the tables at start. */
#include "core/app.h"
#include <stdio.h>
#include <string.h>

enum { SEGMENTS_MAX = 8 };

typedef struct {
    const Op *op;
    Str method;
    Str part[SEGMENTS_MAX]; /* "wishes", "{number}", "ask" */
    int parts;
} Route;
typedef struct {
    Route *routes;
    ptrdiff_t n;
} Router;

static bool split(Str path, Str *parts, int *ret_n) {
    int n = 0;
    path = str_skip(path, 1);
    while (path.n) {
        if (n == SEGMENTS_MAX) return false;
        bool more = str_cut(path, '/', &parts[n], &path);
        if (parts[n++].n == 0 || (more && path.n == 0)) return false;
    }
    *ret_n = n;
    return true;
}

static bool is_name(Str part) { return part.n > 2 && part.p[0] == '{'; }
static Str name_in(Str part) { return (Str){part.p + 1, part.n - 2}; }

static Err *wrong(Arena *a, const Op *op, const char *what) {
    Err *e = FAIL(a, ERR_USAGE, "", "app.table");
    e->detail = str_fmt(a, "operation %s: %s", op->name, what);
    return e;
}

static bool declares(const Op *op, Str name) {
    for (const Param *p = op->params; p && p->name; p++)
        if (str_eq(str_of(p->name), name)) return true;
    return false;
}

static Err *check_op(Arena *a, const App *app, const Op *op, const Route *r) {
    bool is_get = str_eq(r->method, S("GET"));
    if (!op->need) return wrong(a, op, "has no need");
    if (is_get && (op->writes || op->form || op->prepare))
        return wrong(a, op, "a GET never writes");
    if (!is_get && !op->writes) return wrong(a, op, "what is not a GET writes");
    for (int i = 0; i < r->parts; i++)
        if (is_name(r->part[i]) && !declares(op, name_in(r->part[i])))
            return wrong(a, op, "a part of its route is not declared");
    if (op->form && !op_named(app, str_of(op->form))) return wrong(a, op, "its form is unknown");
    for (const Param *p = op->params; p && p->name; p++)
        if (p - op->params >= PARAMS_MAX) return wrong(a, op, "has too many inputs");
    return NULL;
}

static bool same_shape(const Route *x, const Route *y) {
    if (!str_eq(x->method, y->method) || x->parts != y->parts) return false;
    for (int i = 0; i < x->parts; i++) {
        if (is_name(x->part[i]) && is_name(y->part[i])) continue;
        if (!str_eq(x->part[i], y->part[i])) return false;
    }
    return true;
}

Err *app_prepare(Arena *a, App *app) {
    Router *router = NEW(a, Router);
    ptrdiff_t n = 0;
    for (const Slice *const *s = app->slices; *s; s++)
        for (const Op *op = (*s)->ops; op && op->name; op++) n++;
    router->routes = NEWS(a, Route, n + 1);
    app->router = router;
    for (const Slice *const *s = app->slices; *s; s++)
        for (const Op *op = (*s)->ops; op && op->name; op++) {
            Route *r = &router->routes[router->n];
            Str path;
            r->op = op;
            str_cut(str_of(op->route), ' ', &r->method, &path);
            if (!split(path, r->part, &r->parts)) return wrong(a, op, "its route is odd");
            for (ptrdiff_t i = 0; i < router->n; i++) {
                if (same_shape(r, &router->routes[i])) return wrong(a, op, "another has its route");
                if (strcmp(router->routes[i].op->name, op->name) == 0)
                    return wrong(a, op, "another has its name");
            }
            router->n++;
        }
    for (ptrdiff_t i = 0; i < router->n; i++)
        TRY(check_op(a, app, router->routes[i].op, &router->routes[i]));
    return NULL;
}

const Op *op_named(const App *app, Str name) {
    const Router *router = app->router;
    for (ptrdiff_t i = 0; i < router->n; i++)
        if (str_eq(str_of(router->routes[i].op->name), name)) return router->routes[i].op;
    return NULL;
}

/* A fixed part beats a named one: /wishes/new is not wish "new". */
static int match(const Route *r, const Str *parts, int n) {
    if (r->parts != n) return -1;
    int fixed = 0;
    for (int i = 0; i < n; i++) {
        if (is_name(r->part[i])) continue;
        if (!str_eq(r->part[i], parts[i])) return -1;
        fixed++;
    }
    return fixed;
}

static void allow(Arena *a, Str method, Str *allowed) {
    Str one = str_eq(method, S("GET")) ? S("GET, HEAD") : method;
    *allowed = allowed->n ? str_fmt(a, "%.*s, %.*s", STR_ARG(*allowed), STR_ARG(one)) : one;
}

const Op *op_find(const App *app, Arena *a, Str method, Str path, Input **ret_parts,
                  ptrdiff_t *ret_n, Str *ret_allow) {
    const Router *router = app->router;
    Str parts[SEGMENTS_MAX];
    int n = 0, best = -1;
    const Route *found = NULL;
    *ret_allow = (Str){"", 0};
    if (path.n == 0 || path.p[0] != '/' || !split(path, parts, &n)) return NULL;
    if (str_eq(method, S("HEAD"))) method = S("GET");
    for (ptrdiff_t i = 0; i < router->n; i++) {
        const Route *r = &router->routes[i];
        int fixed = match(r, parts, n);
        if (fixed < 0) continue;
        if (!str_eq(r->method, method)) {
            allow(a, r->method, ret_allow);
        } else if (fixed > best) {
            best = fixed;
            found = r;
        }
    }
    if (!found) return NULL;
    Input *inputs = NEWS(a, Input, n + 1);
    ptrdiff_t count = 0;
    for (int i = 0; i < n; i++)
        if (is_name(found->part[i])) inputs[count++] = (Input){name_in(found->part[i]), parts[i]};
    *ret_parts = inputs;
    *ret_n = count;
    return found->op;
}
