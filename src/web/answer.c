// SPDX-License-Identifier: EUPL-1.2
/* answer - what a call gave, as a page, as JSON after the NL GOV API Design Rules, or as text. */
#include "base/log.h"
#include "web/web_internal.h"
#include <string.h>

static const struct {
    int status, exit_code;
} kinds[ERR_KINDS] = {
    [ERR_MALFORMED] = {400, 3}, [ERR_INVALID] = {422, 3},   [ERR_SIGNED_OUT] = {401, 1},
    [ERR_FORBIDDEN] = {403, 1}, [ERR_NOT_FOUND] = {404, 1}, [ERR_METHOD] = {405, 2},
    [ERR_CONFLICT] = {409, 1},  [ERR_TOO_LARGE] = {413, 3}, [ERR_MEDIA] = {415, 3},
    [ERR_SLOW_DOWN] = {429, 1}, [ERR_BUSY] = {503, 4},      [ERR_STORAGE] = {500, 4},
    [ERR_FULL] = {507, 4},      [ERR_USAGE] = {500, 2},
};
int web_status(ErrKind kind) { return kinds[kind].status; }

static const char csp[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

static void log_answer(const Visit *v, const Err *err) {
    const HttpRequest *r = &v->x->request;
    Str detail = err ? err->detail : (Str){"", 0};
    log_line(v->x->status >= 500 ? "error" : "info",
             "request=%.*s method=%.*s path=%.*s op=%s status=%d ms=%lld%s%.*s%s%.*s%s%s",
             STR_ARG(v->request_id), STR_ARG(r->method_text), STR_ARG(str_head(r->path, 200)),
             v->op ? v->op->name : "-", v->x->status, (long long)(clock_since_ms() - r->began_ms),
             err ? " message=" : "", STR_ARG(err ? err->message : detail),
             detail.n ? " detail=" : "", STR_ARG(detail), err && err->where ? " where=" : "",
             err && err->where ? err->where : "");
}

void answer_body(Visit *v, int status, const char *type, Str body) {
    HttpExchange *x = v->x;
    x->status = status;
    x->body = body;
    http_add(x, "Content-Type", str_of(type));
    http_add(x, "X-Content-Type-Options", S("nosniff"));
    http_add(x, "Cache-Control", S("no-store"));
    http_add(x, "X-Request-Id", v->request_id);
    if (v->is_api) {
        http_add(x, "API-Version", S("1.0.0"));
    } else {
        http_add(x, "Content-Security-Policy", str_of(csp));
        http_add(x, "Referrer-Policy", S("same-origin"));
        http_add(x, "Cross-Origin-Opener-Policy", S("same-origin"));
        http_add(x, "Cross-Origin-Resource-Policy", S("same-origin"));
    }
    if (v->web->app->is_https)
        http_add(x, "Strict-Transport-Security", S("max-age=31536000; includeSubDomains"));
}

static void send_answer(Visit *v, const Err *err) {
    log_answer(v, err);
    http_answer(v->x);
}

/* Who should come back later hears when. */
static void send_fault(Visit *v, const Err *err) {
    if (err->kind == ERR_SLOW_DOWN || err->kind == ERR_BUSY) http_add(v->x, "Retry-After", S("2"));
    send_answer(v, err);
}

/* ---- success ---- */
static void session_cookies(Visit *v) {
    const App *app = v->web->app;
    const char *name = app->is_https ? "__Host-s" : "s", *secure = app->is_https ? "; Secure" : "";
    if (v->call.cx.new_session.n)
        http_add(v->x, "Set-Cookie",
                 str_fmt(v->x->a, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s", name,
                         STR_ARG(v->call.cx.new_session), secure));
    if (v->call.cx.ends_session) {
        http_add(
            v->x, "Set-Cookie",
            str_fmt(v->x->a, "%s=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax%s", name, secure));
        http_add(v->x, "Clear-Site-Data", S("\"cache\", \"storage\""));
    }
}

/* The value of one {part}: from the model, from a kept answer, or from the inputs. */
static Str part_value(Visit *v, Str name) {
    Arena *a = v->x->a;
    if (v->call.model) {
        const Model *m = model_get(v->call.model, name_id_str(name));
        if (m && m->kind == MODEL_INT) return str_fmt(a, "%lld", (long long)m->number);
        if (m && (m->kind == MODEL_TEXT || m->kind == MODEL_WORD)) return m->text;
    } else if (v->call.replay.n) {
        Str kept = params_json_member(a, v->call.replay, name);
        if (kept.n) return kept;
    }
    for (ptrdiff_t i = 0; i < v->call.inputs_n; i++)
        if (str_eq(v->call.inputs[i].name, name)) return v->call.inputs[i].value;
    return (Str){"", 0};
}

static Str fill(Visit *v, const char *then) {
    if (then[0] == '{') {
        Str rest = str_of(then + 1), name, tail;
        str_cut(rest, '}', &name, &tail);
        return http_safe_next(part_value(v, name));
    }
    Buf b = buf_new(v->x->a, 64);
    for (Str rest = str_of(then); rest.n;) {
        Str text, name;
        bool more = str_cut(rest, '{', &text, &rest);
        buf_str(&b, text);
        if (!more) break;
        str_cut(rest, '}', &name, &rest);
        buf_str(&b, http_encode(v->x->a, part_value(v, name)));
    }
    return buf_done(&b);
}

/* After signing in with a text that was kept: one click to send it. */
static void offer_again(Visit *v) {
    Model *m = model_new(v->x->a);
    model_text(m, "action", http_safe_next(v->again_path));
    model_say(m, "why", S("web.again"));
    v->typed = v->again, v->typed_n = v->again_n;
    page_kept_fields(m, v->again, v->again_n);
    page_bare(v, "web/resend", m, 200);
}

static void after_form(Visit *v) {
    if (v->call.cx.new_session.n && v->again_path.n) {
        offer_again(v);
        session_cookies(v);
        send_answer(v, NULL);
        return;
    }
    Str to = fill(v, v->op->then ? v->op->then : "/");
    if (v->op->done)
        to = str_fmt(v->x->a, "%.*s%sdone=%s", STR_ARG(to), str_find(to, '?') >= 0 ? "&" : "?",
                     v->op->name);
    answer_body(v, 303, "text/plain; charset=utf-8", S(""));
    http_add(v->x, "Location", to);
    session_cookies(v);
    send_answer(v, NULL);
}

static void answer_json(Visit *v) {
    Buf b = buf_new(v->x->a, 4096);
    if (v->call.model)
        model_json(v->call.model, &b);
    else
        buf_str(&b, v->call.replay);
    Str body = buf_done(&b);
    bool made = v->op->writes && !strchr(v->op->route, '{');
    if (!v->op->writes) {
        Str tag = str_fmt(v->x->a, "\"%016llx\"", (unsigned long long)str_hash(body));
        bool same = str_eq(http_header(&v->x->request, "If-None-Match"), tag);
        answer_body(v, same ? 304 : 200, "application/json", same ? S("") : body);
        http_add(v->x, "ETag", tag);
    } else {
        answer_body(v, made ? 201 : 200, "application/json", body);
        if (made && v->op->then && v->op->then[0] == '/')
            http_add(v->x, "Location", str_join(v->x->a, S("/api/v1"), fill(v, v->op->then)));
    }
    session_cookies(v);
    send_answer(v, NULL);
}

static void answer_terminal(Visit *v) {
    Buf b = buf_new(v->x->a, 4096);
    RenderOptions how = page_options(v, NULL);
    if (v->call.model) model_terminal(v->x->a, &how, v->call.model, &b);
    answer_body(v, 200, "text/plain; charset=utf-8", buf_done(&b));
    send_answer(v, NULL);
}

/* ---- faults ---- */
static void problem(Visit *v, const Err *err) {
    Arena *a = v->x->a;
    Model *m = model_new(a);
    RenderOptions how = page_options(v, NULL);
    int status = web_status(err->kind);
    model_text(m, "type", S("about:blank"));
    model_text(m, "title", message_text(a, &how, str_fmt(a, "web.status.%d", status), m));
    model_int(m, "status", status);
    model_text(m, "detail", page_err_text(v, err));
    model_text(m, "code", err->message);
    model_text(m, "instance", str_join(a, S("urn:request:"), v->request_id));
    Model *errors = model_list(m, "errors");
    for (const Err *e = err; e; e = e->next) {
        if (!e->field.n) continue;
        Model *item = model_item(errors);
        model_text(item, "field", e->field);
        model_text(item, "code", e->message);
        model_text(item, "message", page_err_text(v, e));
    }
    Buf b = buf_new(a, 1024);
    model_json(m, &b);
    answer_body(v, status, "application/problem+json", buf_done(&b));
}

static void problem_text(Visit *v, const Err *err) {
    Buf b = buf_new(v->x->a, 256);
    for (const Err *e = err; e; e = e->next) {
        if (e->field.n) buf_fmt(&b, "%.*s: ", STR_ARG(e->field));
        buf_str(&b, page_err_text(v, e));
        buf_char(&b, '\n');
    }
    answer_body(v, web_status(err->kind), "text/plain; charset=utf-8", buf_done(&b));
    http_add(v->x, "Schakel-Exit", str_fmt(v->x->a, "%d", kinds[err->kind].exit_code));
}

static void problem_page(Visit *v, const Err *err) {
    Model *m = model_new(v->x->a);
    int status = web_status(err->kind);
    model_text(m, "detail", page_err_text(v, err));
    model_flag(m, "is_404", status == 404);
    model_flag(m, "is_403", status == 403);
    model_flag(m, "is_500", status >= 500);
    model_flag(m, "is_other", status != 404 && status != 403 && status < 500);
    page_bare(v, "web/problem", m, status);
}

static bool was_form(const Visit *v) {
    return v->face == FACE_HTML && v->op && v->op->writes &&
           v->typed_n + (v->call.form_token.n > 0) > 0;
}

/* The session ended while somebody typed: sign in here, the text stays. fault: of an earlier try,
 * or NULL. */
static void sign_in_again(Visit *v, const Err *fault) {
    Model *m = model_new(v->x->a);
    model_text(m, "action", fault ? http_safe_next(v->again_path) : v->path);
    model_text(m, "mail", fault ? page_typed(v, "mail") : S(""));
    if (fault)
        model_text(m, "fault", page_err_text(v, fault));
    else
        model_null(m, "fault");
    if (fault) v->typed = v->again, v->typed_n = v->again_n;
    page_kept_fields(m, v->typed, v->typed_n);
    page_bare(v, "web/sign_in_again", m, fault ? web_status(fault->kind) : 401);
}

/* The form's token is old or of another session: nothing is done, everything is kept. */
static void send_again(Visit *v) {
    Model *m = model_new(v->x->a);
    model_text(m, "action", v->path);
    model_say(m, "why", S("web.resend_why"));
    page_kept_fields(m, v->typed, v->typed_n);
    page_bare(v, "web/resend", m, 403);
}

void answer_error(Visit *v, const Err *err) {
    if (v->face == FACE_TERMINAL) {
        problem_text(v, err);
    } else if (v->face == FACE_JSON) {
        problem(v, err);
    } else if (err->kind == ERR_SIGNED_OUT && !was_form(v)) {
        answer_body(v, 303, "text/plain; charset=utf-8", S(""));
        Str next = v->x->request.method == HTTP_GET ? http_encode(v->x->a, v->x->request.target)
                                                    : S("%2F");
        http_add(v->x, "Location", str_join(v->x->a, S("/sign-in?next="), next));
    } else if (err->kind == ERR_SIGNED_OUT) {
        sign_in_again(v, NULL);
    } else if (v->again_path.n) {
        sign_in_again(v, err);
    } else if (str_eq(err->field, S("_csrf"))) {
        send_again(v);
    } else {
        problem_page(v, err);
    }
    send_fault(v, err);
}

void answer_not_found(Visit *v) {
    answer_error(v, FAIL(v->x->a, ERR_NOT_FOUND, "", "web.no_page"));
}

void answer_method(Visit *v, Str allow) {
    http_add(v->x, "Allow", allow);
    answer_error(v, FAIL(v->x->a, ERR_METHOD, "", "web.method"));
}

/* The memory of this one request is used up: nothing more can be made in it. */
void answer_no_memory(Visit *v) {
    v->x->status = 503;
    v->x->body = S("503\n");
    http_add(v->x, "Content-Type", S("text/plain; charset=utf-8"));
    log_line("error", "request=%.*s op=%s status=503 message=call.memory", STR_ARG(v->request_id),
             v->op ? v->op->name : "-");
    http_answer(v->x);
}

/* ---- the same form again, with its faults ---- */
static void form_finished(Call *call) {
    Visit *v = call->user;
    if (ARENA_BOUNDARY(v->x->a)) {
        answer_no_memory(v);
        return;
    }
    if (call->err) {
        answer_error(v, v->fault); /* not even the form can be shown: say what was wrong */
        return;
    }
    page_show(v, call->model, web_status(v->fault->kind));
    send_fault(v, v->fault);
}

static bool route_has(const Op *op, Str name) {
    for (Str rest = str_of(op->route), part; rest.n;) {
        if (!str_cut(rest, '{', &part, &rest)) return false;
        str_cut(rest, '}', &part, &rest);
        if (str_eq(part, name)) return true;
    }
    return false;
}

static void show_form(HttpExchange *x) {
    Visit *v = x->user;
    Call *c = &v->call;
    Input *inputs = NEWS(x->a, Input, c->inputs_n + 1);
    ptrdiff_t n = 0;
    const Op *form = op_named(v->web->app, str_of(v->op->form));
    for (ptrdiff_t i = 0; i < c->inputs_n; i++)
        if (route_has(form, c->inputs[i].name)) inputs[n++] = c->inputs[i];
    v->fault = c->err;
    c->op = form;
    c->inputs = inputs, c->inputs_n = n;
    v->sent_once = c->once;
    c->once = (Str){"", 0};
    c->must_match_token = false;
    c->finished = form_finished;
    call_start(c);
}

static bool is_mendable(ErrKind kind) {
    return kind == ERR_INVALID || kind == ERR_CONFLICT || kind == ERR_BUSY || kind == ERR_FULL ||
           kind == ERR_STORAGE || kind == ERR_SLOW_DOWN;
}

void answer_call(Visit *v) {
    Call *c = &v->call;
    if (c->cx.actor) v->lang = c->cx.lang;
    if (c->err && v->face == FACE_HTML && v->op->writes && v->op->form && !v->again_path.n &&
        is_mendable(c->err->kind)) {
        http_resume(v->x, show_form);
    } else if (c->err) {
        answer_error(v, c->err);
    } else if (v->face == FACE_JSON) {
        answer_json(v);
    } else if (v->face == FACE_TERMINAL) {
        answer_terminal(v);
    } else if (v->op->writes) {
        after_form(v);
    } else {
        page_show(v, c->model, 200);
        send_answer(v, NULL);
    }
}
