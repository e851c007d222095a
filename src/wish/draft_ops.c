// SPDX-License-Identifier: EUPL-1.2
/* draft_ops - writing a wish, keeping it as one writes, changing and sending it. */
#include "wish/wish_ops.h"

/* ---- the form ---- */
static Err *form_put(Ctx *cx, const Wish *wish, Model *m) {
    bool is_it = wish->side == SIDE_IT;
    model_flag(m, "is_it", is_it);
    TRY(wish_departments_choice(cx, wish->reader_department_id, model_list(m, "departments")));
    Str code = {"", 0};
    if (wish->reader_department_id.n) {
        Department department;
        TRY(department_load(cx, wish->reader_department_id, &department));
        code = department.code;
    }
    Model *form = model_part(m, "form");
    model_text(form, "title", wish->title);
    model_text(form, "words", wish->words);
    model_text(form, "kind", wish_kind_code(wish->kind));
    model_text(form, "reader_department", code);
    model_flag(form, "hidden", wish->hidden);
    return NULL;
}

static Err *side_of_actor(Ctx *cx, Side *ret_side) {
    Department department;
    TRY(department_load(cx, cx->actor->department_id, &department));
    Side side = cx->actor->side == SIDE_BOTH ? department.side : cx->actor->side;
    *ret_side = side == SIDE_IT ? SIDE_IT : SIDE_BUSINESS;
    return NULL;
}

Err *wish_op_new(Ctx *cx, const In *in, Model *m) {
    (void)in;
    Wish empty = {.kind = WISH_NEW, .title = S(""), .words = S("")};
    TRY(side_of_actor(cx, &empty.side));
    model_null(m, "number"); /* it gets one when it is first kept */
    model_int(m, "reply_days", WISH_REPLY_DAYS);
    return form_put(cx, &empty, m);
}

Err *wish_op_edit(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Wish *wish = WISH_OF(cx);
    TRY(wish_model_head(cx, wish, m));
    wish_model_texts(cx, wish, m);
    model_flag(m, "may_now", wish_may(wish, WISH_MOVE_EDIT, cx->standing));
    model_time(m, "changed_at", wish->changed_ms);
    model_int(m, "reply_days", WISH_REPLY_DAYS);
    return form_put(cx, wish, m);
}

/* ---- keeping ---- */
/* What a call leaves out stays as it is; an empty text takes away, an empty flag says nothing. */
static void hidden_keep(const In *in, Wish *wish) {
    if (in_text(in, "hidden").n) wish->hidden = in_flag(in, "hidden");
}

static Err *reader_named(Ctx *cx, const In *in, Wish *wish) {
    Str code = in_text(in, "reader_department");
    if (!in_given(in, "reader_department")) return NULL;
    if (!code.n) {
        wish->reader_department_id = S("");
        return NULL;
    }
    Department department;
    Err *e = department_by_code(cx, code, &department);
    if (e && e->kind != ERR_NOT_FOUND) return e;
    if (e || department.side == SIDE_IT)
        return FAIL(cx->a, ERR_INVALID, "reader_department", "wish.reader.unknown");
    wish->reader_department_id = department.id;
    return NULL;
}

/* Exactly one owner in the department that wants it: then nobody need choose. */
static Err *owner_fill(Ctx *cx, Wish *wish) {
    Str department = wish->side == SIDE_IT ? wish->reader_department_id : wish->department_id;
    Person *owners;
    ptrdiff_t n;
    if (wish->want_owner_id.n || !department.n) return NULL;
    TRY(people_with_role(cx, IS_OWNER, department, &owners, &n));
    if (n == 1) wish->want_owner_id = owners[0].id;
    return NULL;
}

static Err *send(Ctx *cx, Wish *wish) {
    TRY(wish_ask(cx->a, wish, cx->now_ms));
    TRY(owner_fill(cx, wish));
    TRY(wish_save(cx, wish));
    return journal_add(cx, "wish.ask", "wish", wish->id, FACT("kind", wish_kind_code(wish->kind)));
}

static WishKind kind_of(const In *in, WishKind otherwise) {
    return in_given(in, "kind") && in_text(in, "kind").n ? wish_kind_from_code(in_text(in, "kind"))
                                                         : otherwise;
}

Err *wish_op_draft(Ctx *cx, const In *in, Model *m) {
    Wish wish = {.state = WISH_DRAFT,
                 .lang = cx->lang,
                 .title = in_text(in, "title"),
                 .words = in_text(in, "words"),
                 .kind = kind_of(in, WISH_NEW),
                 .hidden = in_flag(in, "hidden")};
    TRY(wish_create(cx, &wish));
    TRY(reader_named(cx, in, &wish));
    TRY(wish_save(cx, &wish));
    TRY(journal_add(cx, "wish.draft", "wish", wish.id));
    if (in_flag(in, "send")) TRY(send(cx, &wish));
    return wish_model_head(cx, &wish, m);
}

/* A draft has one writer: without a version the last words count. What others read needs the
 * version that its editor saw. */
static Err *version_seen(Ctx *cx, const In *in, const Wish *wish, int64_t *ret_version) {
    *ret_version = wish->version;
    if (in_given(in, "version") && in_int(in, "version"))
        *ret_version = in_int(in, "version");
    else if (wish->state != WISH_DRAFT)
        return FAIL(cx->a, ERR_INVALID, "version", "param.required");
    return NULL;
}

/* What the form of a wish holds, as far as it was given. */
static Err *writing_keep(Ctx *cx, const In *in, Wish *wish) {
    int64_t version;
    bool was_draft = wish->state == WISH_DRAFT;
    TRY(version_seen(cx, in, wish, &version));
    Str title = in_given(in, "title") ? in_text(in, "title") : wish->title;
    Str words = in_given(in, "words") ? in_text(in, "words") : wish->words;
    TRY(wish_edit(cx->a, wish, version, title, words, kind_of(in, wish->kind), cx->now_ms));
    if (!was_draft) return NULL;
    hidden_keep(in, wish);
    return reader_named(cx, in, wish);
}

Err *wish_op_save(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    bool was_draft = wish->state == WISH_DRAFT;
    TRY(writing_keep(cx, in, wish));
    TRY(wish_save(cx, wish));
    if (!was_draft) TRY(journal_add(cx, "wish.save", "wish", wish->id));
    if (was_draft && in_flag(in, "send")) TRY(send(cx, wish));
    return wish_model_head(cx, wish, m);
}

/* A form sends its words along; a program may send the draft as it stands. */
Err *wish_op_ask(Ctx *cx, const In *in, Model *m) {
    Wish *wish = WISH_OF(cx);
    static const char *const fields[] = {"title", "words", "kind", "reader_department", "hidden"};
    bool has_fields = false;
    for (int i = 0; i < COUNT(fields); i++) has_fields |= in_given(in, fields[i]);
    if (has_fields && wish->state == WISH_DRAFT) TRY(writing_keep(cx, in, wish));
    TRY(send(cx, wish));
    return wish_model_head(cx, wish, m);
}
