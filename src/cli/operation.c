// SPDX-License-Identifier: EUPL-1.2
/* operation - `schakel NOUN VERB …`: every operation of the tables, through the running server or
 * on the database itself. */
#include "cli/program.h"
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 16 << 20 };

static Str with_underscores(Arena *a, Str s) {
    char *p = arena_copy(a, s.p, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (p[i] == '-') p[i] = '_';
    return (Str){p, s.n};
}

static const Op *find_op(const Parts *parts, Str name) {
    for (const Slice *const *s = parts->slices; *s; s++)
        for (const Op *op = (*s)->ops; op && op->name; op++)
            if (str_eq(str_of(op->name), name)) return op;
    return NULL;
}

static const Param *param_named(const Op *op, Str name) {
    for (const Param *p = op->params; p && p->name; p++)
        if (str_eq(str_of(p->name), name)) return p;
    return NULL;
}

static bool takes_file(const Op *op) {
    for (const Param *p = op->params; p && p->name; p++)
        if (p->kind == PARAM_FILE) return true;
    return false;
}

/* The parts of the address in order: `schakel wish ask 123`. What takes a file takes it first, and
 * the parts of its address by name: `schakel import history FILE --team APP`. */
static const Param *positional(const Op *op, int nth) {
    Str route = str_of(op->route), name;
    for (const Param *p = op->params; p && p->name && takes_file(op); p++)
        if (p->kind == PARAM_FILE && nth-- == 0) return p;
    for (Str before; route.n; nth--) {
        if (!str_cut(route, '{', &before, &route)) break;
        str_cut(route, '}', &name, &route);
        if (nth == 0) return param_named(op, name);
    }
    return NULL;
}

static Err *read_words(Arena *a, const Op *op, const Options *o, int from, Input *inputs,
                       ptrdiff_t *ret_n) {
    ptrdiff_t n = 0;
    int nth = 0;
    for (int i = from; i < o->rest_n; i++) {
        Str word = str_of(o->rest[i]), name, value;
        const Param *p;
        if (str_starts(word, S("--"))) {
            bool has_value = str_cut(str_skip(word, 2), '=', &name, &value);
            name = with_underscores(a, name);
            p = param_named(op, name);
            if (!p) return err_arg(a, FAIL(a, ERR_USAGE, "", "cli.option"), name);
            bool is_last = i + 1 == o->rest_n;
            if (!has_value && p->kind == PARAM_FLAG && (is_last || o->rest[i + 1][0] == '-'))
                value = S("1");
            else if (!has_value && is_last)
                return err_arg(a, FAIL(a, ERR_USAGE, "", "cli.value"), name);
            else if (!has_value)
                value = str_of(o->rest[++i]);
        } else {
            p = positional(op, nth++);
            if (!p) return err_arg(a, FAIL(a, ERR_USAGE, "", "cli.word"), word);
            value = word;
        }
        if (p->kind == PARAM_FILE || str_eq(value, S("-")))
            TRY(file_read(a, str_z(a, value), TEXT_MAX, &value));
        if (p->kind == PARAM_SECRET && str_ends(value, S("\n")))
            value.n--; /* the line end of `echo` is no part of it */
        inputs[n++] = (Input){str_of(p->name), value};
    }
    *ret_n = n;
    return NULL;
}

static Str percent(Arena *a, Str text) {
    Buf b = buf_new(a, text.n * 3 + 1);
    for (ptrdiff_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     strchr("-._~", c);
        if (plain && c)
            buf_char(&b, (char)c);
        else
            buf_fmt(&b, "%%%02X", c);
    }
    return buf_done(&b);
}

/* The request that a browser's script would send: path parts in the path, the rest as a JSON
 * object, as a query for what only reads, or the file itself. */
static void as_request(Arena *a, const Op *op, const Input *in, ptrdiff_t n, Str *ret_method,
                       Str *ret_target, Str *ret_type, Str *ret_body) {
    Str route, method;
    bool *used = NEWS(a, bool, n + 1), first = true;
    Buf target = buf_new(a, 128), body = buf_new(a, 512), query = buf_new(a, 64);
    str_cut(str_of(op->route), ' ', &method, &route);
    buf_z(&target, "/api/v1");
    for (Str text, name; route.n;) {
        bool more = str_cut(route, '{', &text, &route);
        buf_str(&target, text);
        if (!more) break;
        str_cut(route, '}', &name, &route);
        for (ptrdiff_t i = 0; i < n; i++)
            if (str_eq(in[i].name, name)) {
                buf_str(&target, percent(a, in[i].value));
                used[i] = true;
            }
    }
    *ret_type = S("application/json");
    *ret_body = (Str){"", 0};
    for (ptrdiff_t i = 0; i < n; i++) {
        if (used[i]) continue;
        const Param *p = param_named(op, in[i].name);
        if (p->kind == PARAM_FILE) {
            *ret_type = S("text/csv");
            *ret_body = in[i].value;
            continue;
        }
        buf_char(&query, query.n ? '&' : '?');
        buf_fmt(&query, "%.*s=", STR_ARG(in[i].name));
        buf_str(&query, percent(a, in[i].value));
        buf_z(&body, first ? "{" : ",");
        buf_json(&body, in[i].name);
        buf_char(&body, ':');
        buf_json(&body, in[i].value);
        first = false;
    }
    buf_z(&body, first ? "{}" : "}");
    bool in_query = !op->writes || ret_body->n;
    if (in_query) buf_str(&target, buf_done(&query));
    if (op->writes && !ret_body->n) *ret_body = buf_done(&body);
    if (!op->writes) *ret_type = (Str){"", 0};
    *ret_method = method;
    *ret_target = buf_done(&target);
}

static void print_line(Str text) {
    fwrite(text.p, 1, (size_t)text.n, stdout);
    if (text.n && text.p[text.n - 1] != '\n') putchar('\n');
}

static Lang language(const Options *o) {
    return str_starts(str_of(o->lang), S("en")) ? LANG_EN : LANG_NL;
}

static int on_database(Arena *a, const Parts *parts, const Options *o, const Op *op, Input *in,
                       ptrdiff_t n) {
    Program p;
    Err *e = program_open(a, parts, o, 1, &p);
    if (e) return report(a, p.app.templates ? &p.app : NULL, e);
    Call call = {.app = &p.app,
                 .a = arena_new((ptrdiff_t)512 << 20),
                 .op = op,
                 .inputs = in,
                 .inputs_n = n,
                 .face = o->is_json ? FACE_JSON : FACE_TERMINAL,
                 .is_local = true,
                 .as_mail = o->as_mail ? str_of(o->as_mail) : (Str){"", 0},
                 .lang = language(o),
                 .now_ms = clock_now_ms(),
                 .request_id = S("cli")};
    call_wait(&call);
    int code = EXIT_OK;
    if (call.err) {
        code = report(a, &p.app, call.err);
    } else {
        Buf b = buf_new(a, 4096);
        RenderOptions how = {
            .set = p.app.templates, .lang = call.cx.lang, .today = day_of_ms(call.now_ms)};
        if (o->is_json)
            model_json(call.model, &b);
        else
            model_terminal(a, &how, call.model, &b);
        print_line(buf_done(&b));
    }
    arena_free(call.a);
    program_close(&p);
    return code;
}

int command_operation(Arena *a, const Parts *parts, const Options *o) {
    Str noun = str_of(o->rest[0]), verb = o->rest_n > 1 ? str_of(o->rest[1]) : S("");
    /* `import history` reads as people say it; the operation is history.import. */
    bool turned = str_eq(noun, S("import")) || str_eq(noun, S("export"));
    Str name = turned ? str_fmt(a, "%.*s.%.*s", STR_ARG(verb), STR_ARG(noun))
                      : str_fmt(a, "%.*s.%.*s", STR_ARG(noun), STR_ARG(verb));
    const Op *op = find_op(parts, with_underscores(a, name));
    if (!op) {
        fprintf(stderr, "schakel: there is no \"%.*s %.*s\"; see `schakel help`\n", STR_ARG(noun),
                STR_ARG(verb));
        return EXIT_USAGE;
    }
    Input *inputs = NEWS(a, Input, o->rest_n + 1);
    ptrdiff_t n = 0;
    Err *e = read_words(a, op, o, 2, inputs, &n);
    if (e) {
        fprintf(stderr, "schakel: %.*s: %.*s; see `schakel help`\n", STR_ARG(e->arg[0]),
                STR_ARG(e->message));
        return EXIT_USAGE;
    }
    Str method, target, type, body;
    Reply reply;
    as_request(a, op, inputs, n, &method, &target, &type, &body);
    if (!socket_ask(a, o->data, method, target, type, body, o, &reply))
        return on_database(a, parts, o, op, inputs, n);
    if (reply.status >= 400 && !o->is_json) {
        fprintf(stderr, "schakel: %.*s", STR_ARG(reply.body));
        return reply.exit_code;
    }
    print_line(reply.body);
    return reply.exit_code;
}
