// SPDX-License-Identifier: EUPL-1.2
/* web - from a request to a call: which operation, with which inputs, as whom. */
#include "web/web.h"
#include "base/log.h"
#include "web/web_internal.h"
#include <arpa/inet.h>
#include <string.h>

enum {
    BODY_FORM_MAX = 1 << 20,
    BODY_STRANGER_MAX = 128 << 10, /* signing in, with a text that was kept */
    FIELDS_MAX = 64
};

static Str cookie_name(const App *app) { return app->is_https ? S("__Host-s") : S("s"); }

static bool is_unsafe(const HttpRequest *r) {
    return r->method != HTTP_GET && r->method != HTTP_HEAD;
}

/* The one operation that takes long bodies declares how long. */
static const Param *file_param(const Op *op) {
    for (const Param *p = op->params; p && p->name; p++)
        if (p->kind == PARAM_FILE) return p;
    return NULL;
}

static Str without_api(Str path, bool *ret_is_api) {
    *ret_is_api = str_starts(path, S("/api/v1/"));
    return *ret_is_api ? str_skip(path, 7) : path;
}

ptrdiff_t web_body_max(void *context, const HttpRequest *head) {
    Web *web = context;
    bool is_api;
    Str path = without_api(head->path, &is_api), allow;
    Input *parts;
    ptrdiff_t n;
    Arena *a = arena_new(64 << 10);
    bool is_stranger = !head->is_local && !http_cookie(head, cookie_name(web->app).p).n;
    ptrdiff_t max = is_stranger ? BODY_STRANGER_MAX : BODY_FORM_MAX;
    if (!a) return max; /* who reads the body next will say that memory is short */
    if (!ARENA_BOUNDARY(a)) {
        const Op *op = op_find(web->app, a, head->method_text, path, &parts, &n, &allow);
        const Param *file = op ? file_param(op) : NULL;
        if (file && file->max > max && !is_stranger) max = file->max + (64 << 10);
    }
    arena_free(a);
    return max;
}

/* ---- where it comes from ---- */
static Str host_of(Str url) {
    ptrdiff_t at = str_find(url, '/');
    Str rest = at >= 0 && str_starts(str_skip(url, at), S("//")) ? str_skip(url, at + 2) : url,
        host, tail;
    str_cut(rest, '/', &host, &tail);
    return host;
}

/* A browser says which site a form was on; another site's form is refused before anything is read.
 */
static bool is_from_elsewhere(const Web *web, const HttpRequest *r) {
    if (r->is_local || !is_unsafe(r)) return false;
    Str site = http_header(r, "Sec-Fetch-Site"), origin = http_header(r, "Origin");
    if (site.n && !str_eq(site, S("same-origin")) && !str_eq(site, S("none"))) return true;
    if (!origin.n) return false;
    Str host = host_of(origin);
    return !str_eq_nocase(host, host_of(str_of(web->app->url))) && !str_eq_nocase(host, r->host);
}

static Lang wanted_language(const HttpRequest *r) {
    Str rest = http_header(r, "Accept-Language"), one;
    while (rest.n) {
        str_cut(rest, ',', &one, &rest);
        one = str_trim(one);
        if (str_starts(one, S("nl"))) return LANG_NL;
        if (str_starts(one, S("en"))) return LANG_EN;
    }
    return LANG_NL;
}

static Str media_type(const HttpRequest *r, bool *ret_other_charset) {
    Str type, rest;
    str_cut(http_header(r, "Content-Type"), ';', &type, &rest);
    Str parameter = str_trim(rest);
    *ret_other_charset = str_starts(parameter, S("charset=")) &&
                         !str_eq_nocase(str_skip(parameter, 8), S("utf-8")) &&
                         !str_eq_nocase(str_skip(parameter, 8), S("\"utf-8\""));
    return str_trim(type);
}

/* ---- inputs ---- */
static bool name_is(Str name, const char *z) { return str_eq(name, str_of(z)); }

/* Fields that begin with _ are web's own; the rest is the operation's business. */
static void sort_fields(Visit *v, const HttpField *fields, ptrdiff_t n) {
    v->typed = NEWS(v->x->a, Input, n + 1);
    v->again = NEWS(v->x->a, Input, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        Str name = fields[i].name, value = fields[i].value;
        if (name_is(name, "_csrf"))
            v->call.form_token = value;
        else if (name_is(name, "_once"))
            v->call.once = value;
        else if (name_is(name, "_again"))
            v->again_path = value;
        else if (str_starts(name, S("_again.")))
            v->again[v->again_n++] = (Input){str_skip(name, 7), value};
        else
            v->typed[v->typed_n++] = (Input){name, value};
    }
}

static Err *read_query(Visit *v) {
    HttpField *fields;
    ptrdiff_t n;
    TRY(http_parse_form(v->x->a, v->x->request.query, FIELDS_MAX, &fields, &n));
    v->typed = NEWS(v->x->a, Input, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (name_is(fields[i].name, "done") && !v->is_api)
            v->done_op = fields[i].value;
        else
            v->typed[v->typed_n++] = (Input){fields[i].name, fields[i].value};
    }
    return NULL;
}

static Err *read_body(Visit *v) {
    const HttpRequest *r = &v->x->request;
    Arena *a = v->x->a;
    bool other_charset;
    Str type = media_type(r, &other_charset);
    const Param *file = file_param(v->op);
    if (other_charset) return FAIL(a, ERR_MEDIA, "", "form.charset");
    if (str_eq_nocase(type, S("application/x-www-form-urlencoded"))) {
        HttpField *fields;
        ptrdiff_t n;
        v->call.must_match_token = !r->is_local;
        TRY(http_parse_form(a, r->body, FIELDS_MAX, &fields, &n));
        sort_fields(v, fields, n);
        return NULL;
    }
    if (v->is_api && str_eq_nocase(type, S("application/json")))
        return params_from_json(a, r->body, &v->typed, &v->typed_n);
    if (v->is_api && file &&
        (str_eq_nocase(type, S("text/csv")) ||
         str_eq_nocase(type, S("application/octet-stream")))) {
        TRY(read_query(v));
        v->typed[v->typed_n++] = (Input){str_of(file->name), r->body};
        return NULL;
    }
    if (v->is_api && r->body.n == 0 && type.n == 0) return NULL; /* a move without words */
    return FAIL(a, ERR_MEDIA, "", "form.media");
}

static Err *read_inputs(Visit *v, const Input *parts, ptrdiff_t parts_n) {
    Arena *a = v->x->a;
    TRY(is_unsafe(&v->x->request) ? read_body(v) : read_query(v));
    Input *all = NEWS(a, Input, parts_n + v->typed_n + 1);
    for (ptrdiff_t i = 0; i < parts_n; i++) {
        all[i].name = parts[i].name;
        Err *e = http_decode_segment(a, parts[i].value, &all[i].value);
        if (e) return FAIL(a, ERR_NOT_FOUND, "", "web.no_page");
    }
    for (ptrdiff_t i = 0; i < v->typed_n; i++) all[parts_n + i] = v->typed[i];
    v->call.inputs = all;
    v->call.inputs_n = parts_n + v->typed_n;
    return NULL;
}

/* ---- the visit ---- */
static void call_finished(Call *call) {
    Visit *v = call->user;
    if (ARENA_BOUNDARY(v->x->a))
        answer_no_memory(v);
    else
        answer_call(v);
}

static Face wanted_face(const Visit *v) {
    Str accept = http_header(&v->x->request, "Accept");
    if (!v->is_api)
        return str_starts(accept, S("application/json")) ? FACE_JSON
                                                         : FACE_HTML; /* a page's script */
    return v->x->request.is_local && str_starts(accept, S("text/plain")) ? FACE_TERMINAL
                                                                         : FACE_JSON;
}

/* With --url https://… a proxy of our own stands in front, on this machine; it adds whom it speaks
 * for at the end of X-Forwarded-For. Anybody else's header is not believed. */
static Str peer_of(const Web *web, const HttpRequest *r) {
    if (!web->app->is_https || !(str_starts(r->peer, S("127.")) || str_eq(r->peer, S("::1"))))
        return r->peer;
    Str last = {"", 0};
    for (ptrdiff_t i = 0; i < r->headers_n; i++) {
        if (!str_eq_nocase(r->headers[i].name, S("X-Forwarded-For"))) continue;
        for (Str rest = r->headers[i].value; rest.n;) str_cut(rest, ',', &last, &rest);
    }
    last = str_trim(last);
    char z[INET6_ADDRSTRLEN] = "", bytes[16];
    if (last.n < (ptrdiff_t)sizeof z) memcpy(z, last.p, (size_t)last.n);
    return inet_pton(AF_INET, z, bytes) == 1 || inet_pton(AF_INET6, z, bytes) == 1 ? last : r->peer;
}

static void who(Visit *v) {
    const HttpRequest *r = &v->x->request;
    Call *c = &v->call;
    c->is_local = r->is_local;
    if (r->is_local) c->as_mail = http_header(r, "Schakel-As");
    c->session_token = http_cookie(r, cookie_name(v->web->app).p);
    c->peer = peer_of(v->web, r);
    c->agent = str_head(http_header(r, "User-Agent"), 200);
    if (!str_is_utf8(c->agent)) c->agent = (Str){"", 0};
    if (v->is_api) c->once = http_header(r, "Idempotency-Key");
}

static void health_and_metrics(Web *web, HttpExchange *x) {
    Buf b = buf_new(x->a, 512);
    x->status = 200;
    http_add(x, "Content-Type", S("text/plain; version=0.0.4; charset=utf-8"));
    if (str_eq(x->request.path, S("/healthz"))) {
        buf_z(&b, "ok\n");
    } else if (str_eq(x->request.path, S("/metrics"))) {
        StoreStats db = store_stats(web->app->store);
        HttpStats http = http_stats(web->server);
        buf_fmt(&b, "schakel_http_requests_total %lld\n", (long long)http.requests);
        buf_fmt(&b, "schakel_http_refused_total %lld\n", (long long)http.refused);
        buf_fmt(&b, "schakel_http_connections %lld\n", (long long)http.connections);
        buf_fmt(&b, "schakel_store_commits_total %lld\n", (long long)db.commits);
        buf_fmt(&b, "schakel_store_writes_total %lld\n", (long long)db.writes);
        buf_fmt(&b, "schakel_store_waiting %lld\n", (long long)db.waiting);
    } else {
        x->status = 404;
    }
    x->body = buf_done(&b);
    http_answer(x);
}

void web_handle(void *context, HttpExchange *x) {
    Web *web = context;
    HttpRequest *r = &x->request;
    if (r->is_metrics || (r->is_local && str_eq(r->path, S("/healthz")))) {
        health_and_metrics(web, x);
        return;
    }
    if (http_static(x, web->files, web->files_n)) return;
    Visit *v = NEW(x->a, Visit);
    *v = (Visit){
        .web = web, .x = x, .lang = wanted_language(r), .request_id = id_new(x->a, clock_now_ms())};
    x->user = v;
    v->path = without_api(r->path, &v->is_api);
    v->face = wanted_face(v);
    Input *parts;
    ptrdiff_t parts_n = 0;
    Str allow;
    v->op = op_find(web->app, x->a, r->method_text, v->path, &parts, &parts_n, &allow);
    if (!v->op) {
        if (allow.n)
            answer_method(v, allow);
        else
            answer_not_found(v);
        return;
    }
    if (!v->is_api && !is_unsafe(r) && !v->op->page) {
        answer_not_found(v); /* there is only JSON of this one */
        return;
    }
    if (is_from_elsewhere(web, r)) {
        answer_error(v, FAIL(x->a, ERR_FORBIDDEN, "", "web.elsewhere"));
        return;
    }
    v->call = (Call){.app = web->app,
                     .a = x->a,
                     .op = v->op,
                     .face = v->face,
                     .lang = v->lang,
                     .request_id = v->request_id,
                     .now_ms = clock_now_ms(),
                     .reader = r->reader,
                     .finished = call_finished,
                     .user = v};
    who(v);
    Err *e = read_inputs(v, parts, parts_n);
    if (!e && v->call.once.n > 200) e = FAIL(x->a, ERR_INVALID, "Idempotency-Key", "param.long");
    if (e) {
        answer_error(v, e);
        return;
    }
    call_start(&v->call);
}
