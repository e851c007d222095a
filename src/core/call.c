// SPDX-License-Identifier: EUPL-1.2
/* call - one operation from inputs to answer: who acts, may they, do it, keep it. Page, API,
 * terminal and tests all come through here. */
#include "core/app.h"
#include "core_sql.h"
#include <pthread.h>
#include <string.h>

enum { TRIES_MAX = 3 };

static Err *identify(Call *call, Ctx *cx) {
    const Slice *const *s = call->app->slices;
    Actor *actor = NULL;
    for (; *s && !actor; s++) {
        if (call->session_token.n && (*s)->identify)
            TRY((*s)->identify(cx, cx->session, &actor, &cx->csrf));
        else if (call->is_local && call->as_mail.n && (*s)->identify_mail)
            TRY((*s)->identify_mail(cx, call->as_mail, &actor));
    }
    cx->actor = actor;
    if (!actor) cx->session = (Str){"", 0};
    if (!actor && call->is_local && call->as_mail.n)
        return err_arg(cx->a, FAIL(cx->a, ERR_NOT_FOUND, "as", "call.nobody"), call->as_mail);
    if (actor) cx->lang = actor->lang;
    return NULL;
}

/* Whoever may use the machine's own socket or files without naming a person administers it. */
static bool is_operator(const Ctx *cx) { return cx->is_local && !cx->actor; }

static bool is_stranger(const Ctx *cx, const Op *op) {
    return !cx->actor && !(op->need & IS_ANYONE) && !(is_operator(cx) && (op->need & IS_ADMIN));
}

/* The subject first, so that absent and hidden answer alike; then the need. */
static Err *permit(Ctx *cx, const Op *op, const In *in) {
    cx->standing = IS_ANYONE;
    if (cx->actor)
        cx->standing |= op->subject
                            ? IS_MEMBER | (cx->actor->roles & (IS_GUIDE | IS_ADMIN | IS_ADVISER |
                                                               IS_COUNCIL | IS_CHECKER | IS_HYBRID))
                            : cx->actor->roles | IS_MEMBER;
    if (is_operator(cx)) cx->standing |= IS_ADMIN;
    if (is_stranger(cx, op)) return FAIL(cx->a, ERR_SIGNED_OUT, "", "call.signed_out");
    if (op->subject) TRY(op->subject(cx, in));
    if (!(op->need & cx->standing)) return FAIL(cx->a, ERR_FORBIDDEN, "", "call.forbidden");
    return NULL;
}

/* ---- doing it once ---- */
static Str inputs_hash(Arena *a, const Call *call) {
    Buf b = buf_new(a, 256);
    for (ptrdiff_t i = 0; i < call->inputs_n; i++) {
        buf_fmt(&b, "%td:%td:", call->inputs[i].name.n, call->inputs[i].value.n);
        buf_str(&b, call->inputs[i].name);
        buf_str(&b, call->inputs[i].value);
    }
    return hash_hex(a, buf_done(&b));
}

/* A token counts per operation: a draft and its later sending may carry the form's one token. What
 * holds a secret is never remembered: not even a hash of a password may lie about. */
static Str once_token(Arena *a, const Call *call) {
    return str_fmt(a, "%s:%.*s", call->op->name, STR_ARG(call->once));
}

static bool is_once(const Call *call) {
    if (!call->op->writes || !call->once.n) return false;
    for (const Param *p = call->op->params; p && p->name; p++)
        if (p->kind == PARAM_SECRET) return false;
    return true;
}

static Str once_owner(const Ctx *cx) { return cx->actor ? cx->actor->id : S("-"); }

static Err *once_find(Call *call, Ctx *cx, Str inputs, bool *ret_found) {
    Rows *rows;
    TRY(db_one(cx->db, cx->a, &sql_core_once_find, &rows, ret_found, T(once_owner(cx)),
               T(once_token(cx->a, call))));
    if (!*ret_found) return NULL;
    if (!str_eq(row_text(rows, 0), str_of(call->op->name)) || !str_eq(row_text(rows, 1), inputs))
        return FAIL(cx->a, ERR_INVALID, "Idempotency-Key", "call.once_other");
    call->replay = row_text(rows, 2);
    return NULL;
}

static Err *once_keep(Call *call, Ctx *cx, Str inputs) {
    Buf json = buf_new(cx->a, 512);
    model_json(call->model, &json);
    Err *e = db_exec(cx->db, cx->a, &sql_core_once_insert, NULL, T(once_owner(cx)),
                     T(once_token(cx->a, call)), T(str_of(call->op->name)), T(inputs),
                     T(buf_done(&json)), N(cx->now_ms));
    if (e && e->kind == ERR_CONFLICT) e->message = S("call.once_race");
    return e;
}

/* ---- within the transaction ---- */
static Err *prepare_ctx(Call *call, Db *db) {
    void *prepared = call->cx.prepared;
    Arena *a = call->a;
    call->cx = (Ctx){.a = a,
                     .db = db,
                     .now_ms = call->now_ms,
                     .today = day_of_ms(call->now_ms),
                     .lang = call->lang,
                     .app = call->app,
                     .op = call->op,
                     .peer = call->peer,
                     .agent = call->agent,
                     .request_id = call->request_id,
                     .is_local = call->is_local,
                     .prepared = prepared};
    if (call->session_token.n) call->cx.session = hash_hex(a, call->session_token);
    call->model = NULL;
    call->replay = (Str){"", 0};
    TRY(identify(call, &call->cx));
    /* What anyone may do (signing in) needs no token: where the form was, is checked already. */
    bool needs_token = call->must_match_token && call->cx.actor && !(call->op->need & IS_ANYONE);
    if (needs_token && (!call->cx.csrf.n || !str_eq(call->form_token, call->cx.csrf)))
        return FAIL(a, ERR_FORBIDDEN, "_csrf", "call.form_token");
    return NULL;
}

/* Who may not do a thing at all hears only that; an object is looked up by inputs that were
 * checked. */
static Err *check(Ctx *cx, const Op *op, const Input *inputs, ptrdiff_t n, In *ret_in) {
    if (!op->subject) TRY(permit(cx, op, NULL));
    TRY(params_check(cx->a, op, inputs, n, cx->lang, ret_in));
    if (op->subject) TRY(permit(cx, op, ret_in));
    return NULL;
}

/* The menu says how many things wait; it must be read while there is a connection. */
static Err *count_turns(Call *call, Ctx *cx) {
    call->turns = 0;
    for (const Slice *const *s = call->app->slices; *s && cx->actor; s++) {
        int64_t n = 0;
        if ((*s)->count_turns) TRY((*s)->count_turns(cx, &n));
        call->turns += n;
    }
    return NULL;
}

static Err *run(Call *call, Db *db) {
    Ctx *cx = &call->cx;
    Str inputs = {"", 0};
    TRY(prepare_ctx(call, db));
    /* A stranger learns nothing about inputs; somebody who may not, only that they may not. */
    if (is_stranger(cx, call->op)) return FAIL(call->a, ERR_SIGNED_OUT, "", "call.signed_out");
    if (is_once(call)) {
        bool found;
        inputs = inputs_hash(call->a, call);
        TRY(once_find(call, cx, inputs, &found));
        if (found) return NULL;
    }
    TRY(check(cx, call->op, call->inputs, call->inputs_n, &call->in));
    call->model = model_new(call->a);
    TRY(call->op->run(cx, &call->in, call->model));
    if (is_once(call)) TRY(once_keep(call, cx, inputs));
    if (call->face == FACE_HTML && !call->op->writes) TRY(count_turns(call, cx));
    return NULL;
}

static Err *run_prepare(Call *call, Db *db) {
    TRY(prepare_ctx(call, db));
    if (is_stranger(&call->cx, call->op))
        return FAIL(call->a, ERR_SIGNED_OUT, "", "call.signed_out");
    TRY(check(&call->cx, call->op, call->inputs, call->inputs_n, &call->in));
    return call->op->prepare(&call->cx, &call->in);
}

/* The boundary: out of memory ends this call and nothing else. */
static const Err out_of_memory = {
    .kind = ERR_BUSY, .message = {"call.memory", 11}, .where = "call.c"};

static Err *bounded(Call *call, Db *db, Err *(*step)(Call *, Db *)) {
    if (ARENA_BOUNDARY(call->a)) {
        call->model = NULL;
        return (Err *)&out_of_memory;
    }
    Err *e = step(call, db);
    arena_no_boundary(call->a);
    return e;
}

static bool task_run(StoreTask *task, Db *db) {
    Call *call = (Call *)task;
    call->err = bounded(call, db, run);
    return !call->err || call->err->keep;
}

static const Err commit_failed = {
    .kind = ERR_STORAGE, .message = {"call.not_kept", 13}, .where = "call.c"};

static void task_done(StoreTask *task, bool committed, const Err *failure) {
    Call *call = (Call *)task;
    if (call->err && str_eq(call->err->message, S("call.once_race")) && ++call->tries < TRIES_MAX) {
        call_start(call); /* the other one has just been kept: answer as it did */
        return;
    }
    if (!committed && !call->err) {
        static const Err busy = {.kind = ERR_BUSY, .message = {"db.busy", 7}, .where = "call.c"};
        static const Err full = {.kind = ERR_FULL, .message = {"db.full", 7}, .where = "call.c"};
        static const Err unsure = {
            .kind = ERR_STORAGE, .message = {"db.unsure", 9}, .where = "call.c"};
        ErrKind kind = failure ? failure->kind : ERR_STORAGE;
        if (failure && str_eq(failure->message, unsure.message))
            call->err = (Err *)&unsure;
        else
            call->err = (Err *)(kind == ERR_BUSY   ? &busy
                                : kind == ERR_FULL ? &full
                                                   : &commit_failed);
        call->model = NULL;
    }
    call->cx.db = NULL;
    call->finished(call);
}

static bool prepare_run(StoreTask *task, Db *db) {
    Call *call = (Call *)task;
    call->err = bounded(call, db, run_prepare);
    return false; /* it only read */
}

static void prepare_done(StoreTask *task, bool committed, const Err *failure) {
    Call *call = (Call *)task;
    (void)committed, (void)failure;
    call->cx.db = NULL;
    if (call->err) {
        call->finished(call);
        return;
    }
    call->task = (StoreTask){.run = task_run, .done = task_done};
    store_write(call->app->store, &call->task);
}

static const Err too_many = {
    .kind = ERR_SLOW_DOWN, .message = {"call.too_many", 13}, .where = "call.c"};

void call_start(Call *call) {
    call->err = NULL;
    if (call->op->prepare) {
        call->task = (StoreTask){.run = prepare_run, .done = prepare_done};
        if (store_slow(call->app->store, &call->task)) return;
        call->err = (Err *)&too_many;
        call->cx.lang = call->lang;
        call->finished(call);
        return;
    }
    call->task = (StoreTask){.run = task_run, .done = task_done};
    if (call->op->writes)
        store_write(call->app->store, &call->task);
    else
        store_read(call->app->store, call->reader, &call->task);
}

/* ---- waiting ---- */
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_finished;
} Waiter;

static void wake(Call *call) {
    Waiter *w = call->user;
    pthread_mutex_lock(&w->lock);
    w->is_finished = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

void call_wait(Call *call) {
    Waiter w = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    call->user = &w;
    call->finished = wake;
    call_start(call);
    pthread_mutex_lock(&w.lock);
    while (!w.is_finished) pthread_cond_wait(&w.changed, &w.lock);
    pthread_mutex_unlock(&w.lock);
    pthread_mutex_destroy(&w.lock);
    pthread_cond_destroy(&w.changed);
}

Err *call_inside(Ctx *cx, const Op *op, const Input *inputs, ptrdiff_t n, In *ret_in,
                 Model **ret_model) {
    const Op *outer = cx->op;
    In in;
    cx->op = op;
    cx->subject = NULL;
    Err *e = check(cx, op, inputs, n, &in);
    if (!e && op->prepare) e = op->prepare(cx, &in);
    Model *model = model_new(cx->a);
    if (!e) e = op->run(cx, &in, model);
    cx->op = outer;
    if (e) return e;
    if (ret_in) *ret_in = in;
    *ret_model = model;
    return NULL;
}
