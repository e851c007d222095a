// SPDX-License-Identifier: EUPL-1.2
/* page - an operation's model within the layout: menu, faults, form values, panels. */
#include "web/web_internal.h"
#include "base/log.h"
#include "text/words.h"
#include <assert.h>
#include <string.h>

RenderOptions page_options(const Visit *v, Str *ret_missing) {
    return (RenderOptions){.set = v->web->app->templates,
                           .lang = v->lang,
                           .today = day_of_ms(clock_now_ms()),
                           .strict = v->web->app->is_dev,
                           .ret_missing = ret_missing};
}

Str page_static_url(const Web *web, const char *name) {
    for (int i = 0; i < web->files_n; i++)
        if (strcmp(web->files[i].name, name) == 0) return str_of(web->files[i].path);
    return S("/static/missing");
}

Str page_err_text(Visit *v, const Err *err) {
    static const char *const names[] = {"a", "b", "c"};
    Model *m = model_new(v->x->a);
    for (int i = 0; i < COUNT(names); i++)
        model_put_text(m, name_id(names[i]), err->arg[i].p ? err->arg[i] : S(""));
    model_text(m, "field", err->field);
    RenderOptions how = page_options(v, NULL);
    return message_text(v->x->a, &how, err->message, m);
}

void page_kept_fields(Model *m, const Input *typed, ptrdiff_t n) {
    Model *list = model_list(m, "kept");
    for (ptrdiff_t i = 0; i < n; i++) {
        bool is_secret =
            str_find(typed[i].name, 'p') == 0 && str_starts(typed[i].name, S("password"));
        if (is_secret) continue;
        Model *item = model_item(list);
        model_text(item, "name", typed[i].name);
        model_text(item, "value", typed[i].value);
        model_flag(item, "is_text", typed[i].value.n > 3);
    }
}

/* ---- what a form shows in its fields ---- */
static Str typed_value(const Visit *v, const char *name) {
    for (ptrdiff_t i = 0; i < v->typed_n; i++)
        if (str_eq(v->typed[i].name, str_of(name)))
            return str_is_utf8(v->typed[i].value) ? v->typed[i].value : S("");
    return (Str){NULL, 0};
}

Str page_typed(const Visit *v, const char *name) {
    Str value = typed_value(v, name);
    return value.p ? value : S("");
}

static Str form_value(Visit *v, const Model *model, const Param *p) {
    if (p->kind == PARAM_SECRET || p->kind == PARAM_FILE) return S("");
    Str value = typed_value(v, p->name);
    if (value.p && v->fault) return value;
    const Model *form = model_get(model, NAME("form"));
    const Model *m = form ? model_get(form, name_id(p->name)) : NULL;
    if (value.p && !m && !v->op->writes) return value; /* a search keeps its words */
    if (m && (m->kind == MODEL_TEXT || m->kind == MODEL_WORD)) return m->text;
    if (m && m->kind == MODEL_INT) return str_fmt(v->x->a, "%lld", (long long)m->number);
    if (m && m->kind == MODEL_FLAG) return m->number ? S("1") : S("");
    if (m && m->kind == MODEL_DAY) return day_iso(v->x->a, (Day)m->number);
    return S("");
}

static const Err *fault_of(const Visit *v, const char *name) {
    for (const Err *e = v->fault; e; e = e->next)
        if (str_eq(e->field, str_of(name))) return e;
    return NULL;
}

static void chosen(Model *all, const Param *p, Str value) {
    Model *one = model_add(all, name_id(p->name), MODEL_OBJECT);
    if (p->kind == PARAM_FLAG) model_flag(one, "on", value.n && !str_eq(value, S("0")));
    for (Str rest = str_of(p->choices), word; p->kind == PARAM_CHOICE && rest.n;) {
        str_cut(rest, ' ', &word, &rest);
        model_put_flag(one, name_id_str(word), str_eq(word, value));
    }
}

static void form_fields(Visit *v, const Op *page_op, const Model *model, Model *page) {
    Model *in = model_part(page, "in"), *err = model_part(page, "err"),
          *is = model_part(page, "chosen");
    for (const Slice *const *s = v->web->app->slices; *s; s++)
        for (const Op *op = (*s)->ops; op && op->name; op++) {
            bool mine = op == page_op || (op->form && strcmp(op->form, page_op->name) == 0);
            for (const Param *p = mine ? op->params : NULL; p && p->name; p++) {
                if (model_get(in, name_id(p->name))) continue;
                Str value = form_value(v, model, p);
                const Err *fault =
                    fault_of(v, p->name); /* two moves of one page may share a field */
                model_put_text(in, name_id(p->name), value);
                if (fault)
                    model_put_text(err, name_id(p->name), page_err_text(v, fault));
                else
                    model_add(err, name_id(p->name), MODEL_NULL);
                if (p->kind == PARAM_CHOICE || p->kind == PARAM_FLAG) chosen(is, p, value);
            }
        }
    Model *errors = model_list(page, "errors");
    for (const Err *e = v->fault; e; e = e->next) {
        Model *item = model_item(errors);
        model_text(item, "message", page_err_text(v, e));
        /* A field's name may be a stranger's: it is looked up, never made a name of ours. */
        NameId field = name_find(e->field);
        if (field && model_get(in, field))
            model_text(item, "anchor", str_join(v->x->a, S("#"), e->field));
        else
            model_null(item, "anchor");
    }
    model_flag(page, "has_errors", v->fault != NULL);
}

/* ---- menu ---- */
static const struct {
    const char *code, *op, *url, *icon;
} places[] = {
    {"today", "today.show", "/today", "sun"},
    {"wishes", "wish.list", "/wishes", "wish"},
    {"choose", "queue.list", "/queues", "choose"},
    {"work", "board.list", "/boards", "work"},
    {"change", "change.list", "/changes", "change"},
    {"meet", "meeting.list", "/meetings", "meet"},
    {"bond", "compass.show", "/working-together", "bond"},
};

/* A place appears when the slice that makes it is there. */
static void menu(Visit *v, const Op *page_op, Model *page) {
    Model *list = model_list(page, "menu"), *at = model_part(page, "at");
    for (int i = 0; i < COUNT(places); i++) {
        bool is_here = page_op->place && strcmp(page_op->place, places[i].code) == 0;
        model_put_flag(at, name_id(places[i].code), is_here);
        if (!op_named(v->web->app, str_of(places[i].op))) continue;
        Model *item = model_item(list);
        bool is_today = strcmp(places[i].code, "today") == 0;
        model_say(item, "label", str_fmt(v->x->a, "web.menu.%s", places[i].code));
        model_text(item, "url", str_of(places[i].url));
        model_text(item, "icon", str_fmt(v->x->a, "i-%s", places[i].icon));
        model_flag(item, "is_current", is_here);
        model_int(item, "count", is_today ? v->call.turns : 0);
        model_flag(item, "has_count", is_today && v->call.turns > 0);
    }
}

static Str initials(Arena *a, Str name) {
    Buf b = buf_new(a, 16);
    Str last = {"", 0};
    for (Str rest = name, word; rest.n;) {
        str_cut(rest, ' ', &word, &rest);
        if (!word.n) continue;
        ptrdiff_t n = 1;
        while (n < word.n && ((unsigned char)word.p[n] & 0xC0) == 0x80) n++;
        if (!b.n)
            buf_str(&b, str_head(word, n));
        else
            last = str_head(word, n);
    }
    buf_str(&b, last);
    return buf_done(&b);
}

static void me(Visit *v, Model *page) {
    const Actor *actor = v->call.cx.actor;
    if (!actor) {
        model_null(page, "me");
        return;
    }
    Model *m = model_part(page, "me");
    model_text(m, "name", actor->name);
    model_text(m, "initials", initials(v->x->a, actor->name));
    model_text(m, "department", actor->department_name);
    model_flag(m, "is_it", actor->side == SIDE_IT);
}

static void common(Visit *v, Model *page) {
    const Web *web = v->web;
    model_text(page, "path", v->x->request.path);
    model_word(page, "lang", "web.lang.", lang_code(v->lang));
    model_flag(page, "is_nl", v->lang == LANG_NL);
    model_text(page, "css", page_static_url(web, "schakel.css"));
    model_text(page, "js", page_static_url(web, "app.js"));
    model_text(page, "icons", page_static_url(web, "icons.svg"));
    model_text(page, "favicon", page_static_url(web, "icon.svg"));
    model_text(page, "csrf", v->call.cx.csrf.n ? v->call.cx.csrf : S(""));
    /* Was it kept or not? Then the same token again tells: a second sending does nothing twice. */
    bool is_unsure = v->fault && web_status(v->fault->kind) >= 500 && v->sent_once.n;
    model_text(page, "once", is_unsure ? v->sent_once : secret_new(v->x->a));
    model_text(page, "request_id", v->request_id);
    model_text(page, "organisation", web->app->organisation);
}

/* Each panel's own template, rendered with its own object as context. */
static void panels(Visit *v, const RenderOptions *how, const Model *model, Model *page) {
    Model *list = model_list(page, "panels");
    const Model *all = model_get(model, NAME("panels"));
    for (const Model *m = all ? all->first : NULL; m; m = m->next) {
        Str template = model_get_text(m, NAME("template"));
        if (!template.n) continue;
        Buf b = buf_new(v->x->a, 2048);
        Model *root = (Model *)m, *seen = model_part(root, "page");
        seen->first = page->first, seen->last = page->last; /* page is reachable from everywhere */
        Err *e = template_render(v->x->a, how, template, root, &b);
        if (e)
            log_line("error", "panel=%.*s detail=\"%.*s\"", STR_ARG(template), STR_ARG(e->detail));
        else
            model_html(model_item(list), "html", html_trusted(buf_done(&b)));
    }
}

static void render(Visit *v, const char *body_template, const char *layout, Model *model,
                   Model *page, int status, Str title) {
    Arena *a = v->x->a;
    Str missing = {"", 0};
    RenderOptions how = page_options(v, &missing);
    Buf body = buf_new(a, 16 << 10), whole = buf_new(a, 32 << 10);
    panels(v, &how, model, page);
    model_text(page, "title", title);
    Err *e = template_render(a, &how, str_of(body_template), model, &body);
    if (!e) {
        model_html(page, "body", html_trusted(buf_done(&body)));
        e = template_render(a, &how, str_of(layout), model, &whole);
    }
    if (missing.n) log_line("warn", "template=%s missing=%.*s", body_template, STR_ARG(missing));
    if (e) {
        log_line("error", "request=%.*s template=%s detail=\"%.*s\"", STR_ARG(v->request_id),
                 body_template, STR_ARG(e->detail));
        answer_body(v, 500, "text/plain; charset=utf-8", str_join(a, S("500 "), v->request_id));
        return;
    }
    answer_body(v, status, "text/html; charset=utf-8", buf_done(&whole));
}

void page_show(Visit *v, Model *model, int status) {
    Arena *a = v->x->a;
    const Op *op = v->call.op;
    Model *page = model_part(model, "page");
    RenderOptions how = page_options(v, NULL);
    common(v, page);
    me(v, page);
    menu(v, op, page);
    form_fields(v, op, model, page);
    const Op *done = v->done_op.n ? op_named(v->web->app, v->done_op) : NULL;
    if (done && done->done)
        model_text(page, "done", message_text(a, &how, str_of(done->done), model));
    else
        model_null(page, "done");
    Str title = message_text(a, &how, str_fmt(a, "title.%s", op->name), model);
    if (v->fault)
        title = str_fmt(a, "%.*s – %.*s", STR_ARG(message_text(a, &how, S("web.fault"), model)),
                        STR_ARG(title));
    render(v, op->page, op->is_public_page ? "web/bare" : "web/layout", model, page, status, title);
}

void page_bare(Visit *v, const char *template, Model *model, int status) {
    Model *page = model_part(model, "page");
    RenderOptions how = page_options(v, NULL);
    common(v, page);
    me(v, page);
    model_flag(page, "has_errors", false);
    (void)model_list(page, "errors");
    model_null(page, "done");
    Str title = message_text(v->x->a, &how, str_fmt(v->x->a, "web.status.%d", status), model);
    render(v, template, "web/bare", model, page, status, title);
}
