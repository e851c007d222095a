// SPDX-License-Identifier: EUPL-1.2
/* wish_ops - the list and the page of wishes; and the table of all operations of this slice. */
#include "wish/wish_ops.h"

enum { CODE_MAX = 40 };
#define NUMBER_MAX 9000000000000 /* digits that a page can still show */

/* ---- the list ---- */
static Err *filter_read(Ctx *cx, const In *in, WishFilter *ret_filter) {
    WishFilter f = {.state = wish_state_from_code(in_text(in, "state")),
                    .kind = wish_kind_from_code(in_text(in, "kind")),
                    .side = side_from_code(in_text(in, "side")),
                    .department_id = S(""),
                    .team_id = S(""),
                    .mine = in_flag(in, "mine"),
                    .before = in_int(in, "before")};
    Department department;
    if (in_text(in, "department").n) {
        TRY(department_by_code(cx, in_text(in, "department"), &department));
        f.department_id = department.id;
    }
    TRY(wish_team_named(cx, in_text(in, "team"), &f.team_id));
    *ret_filter = f;
    return NULL;
}

static void states_choice(const WishFilter *f, Model *list) {
    for (int state = WISH_ASKED; state < WISH_STATES; state++) {
        Model *item = model_item(list);
        model_word(item, "state", "wish.state.", wish_state_code((WishState)state));
        model_flag(item, "is_chosen", f->state == (WishState)state);
    }
}

static Err *list(Ctx *cx, const In *in, Model *m) {
    WishFilter filter;
    WishRow *rows;
    ptrdiff_t n;
    bool more;
    TRY(filter_read(cx, in, &filter));
    TRY(wish_list(cx, &filter, &rows, &n, &more));
    Model *wishes = model_list(m, "wishes");
    for (ptrdiff_t i = 0; i < n; i++) wish_model_row(cx, &rows[i], model_item(wishes));
    if (more)
        model_int(m, "next", rows[n - 1].number);
    else
        model_null(m, "next");
    model_flag(m, "is_empty", n == 0);
    model_flag(m, "mine", filter.mine);
    bool is_filtered = filter.state || filter.kind || filter.side || filter.mine || filter.before ||
                       filter.department_id.n || filter.team_id.n;
    model_flag(m, "is_filtered", is_filtered);
    states_choice(&filter, model_list(m, "states"));
    TRY(wish_departments_choice(cx, filter.department_id, model_list(m, "departments")));
    TRY(wish_teams_choice(cx, filter.team_id, model_list(m, "teams")));
    model_text(m, "state", in_text(in, "state"));
    model_text(m, "kind", in_text(in, "kind"));
    model_text(m, "side", in_text(in, "side"));
    model_text(m, "department", in_text(in, "department"));
    model_text(m, "team", in_text(in, "team"));
    return NULL;
}

static Err *show(Ctx *cx, const In *in, Model *m) {
    (void)in;
    return wish_model_show(cx, WISH_OF(cx), m);
}

#define P_NUMBER                                                                                   \
    { "number", PARAM_INT, true, 1, NUMBER_MAX }
#define STATES "draft asked understood chosen making in_use done declined parked"
#define KINDS "new upkeep security fix"
#define SIDES "business it"
#define P_WRITING                                                                                  \
    {"title", PARAM_LINE, .max = WISH_TITLE_MAX}, {"words", PARAM_TEXT, .max = WISH_WORDS_MAX},    \
        {"kind", PARAM_CHOICE, .choices = KINDS},                                                  \
        {"reader_department", PARAM_LINE, .max = CODE_MAX}, {"hidden", PARAM_FLAG},                \
        {"send", PARAM_FLAG}, {                                                                    \
        "version", PARAM_INT, .max = NUMBER_MAX                                                    \
    }

static const Op ops[] = {
    OP("wish.list", "GET /wishes", IS_MEMBER, NO_SUBJECT, list, .page = "wish/list",
       .place = "wishes",
       PARAMS({"state", PARAM_CHOICE, .choices = STATES}, {"kind", PARAM_CHOICE, .choices = KINDS},
              {"side", PARAM_CHOICE, .choices = SIDES}, {"department", PARAM_LINE, .max = CODE_MAX},
              {"team", PARAM_LINE, .max = CODE_MAX}, {"mine", PARAM_FLAG},
              {"before", PARAM_INT, .min = 1, .max = NUMBER_MAX})),
    OP("wish.new", "GET /wishes/new", IS_MEMBER, NO_SUBJECT, wish_op_new, .page = "wish/new",
       .place = "wishes"),
    OP("wish.draft", "POST /wishes", IS_MEMBER, NO_SUBJECT, wish_op_draft, .writes = true,
       .form = "wish.new", .then = "/wishes/{number}", .done = "wish.done.draft",
       PARAMS(P_WRITING)),
    OP("wish.show", "GET /wishes/{number}", IS_MEMBER, wish_subject, show, .page = "wish/show",
       .place = "wishes", PARAMS(P_NUMBER)),
    OP("wish.edit", "GET /wishes/{number}/edit", WISH_NEED_EDIT, wish_subject, wish_op_edit,
       .page = "wish/edit", .place = "wishes", PARAMS(P_NUMBER)),
    OP("wish.save", "POST /wishes/{number}/save", WISH_NEED_EDIT, wish_subject, wish_op_save,
       .writes = true, .form = "wish.edit", .then = "/wishes/{number}", .done = "wish.done.save",
       PARAMS(P_NUMBER, P_WRITING)),
    OP("wish.ask", "POST /wishes/{number}/ask", WISH_NEED_ASK, wish_subject, wish_op_ask,
       .writes = true, .form = "wish.edit", .then = "/wishes/{number}", .done = "wish.done.draft",
       PARAMS(P_NUMBER, P_WRITING)),
    OP("wish.question_form", "GET /wishes/{number}/question", WISH_NEED_QUESTION, wish_subject,
       wish_op_question_form, .page = "wish/question", .place = "wishes", PARAMS(P_NUMBER)),
    OP("wish.question", "POST /wishes/{number}/question", WISH_NEED_QUESTION, wish_subject,
       wish_op_question, .writes = true, .form = "wish.question_form", .then = "/wishes/{number}",
       .done = "wish.done.question",
       PARAMS(P_NUMBER, {"text", PARAM_TEXT, .max = WISH_TEXT_MAX},
              {"to_side", PARAM_CHOICE, .choices = SIDES}, {"to_person", PARAM_ID})),
    OP("wish.answer", "POST /wishes/{number}/answer", WISH_NEED_ANSWER, wish_subject,
       wish_op_answer, .writes = true, .form = "wish.show", .then = "/wishes/{number}",
       .done = "wish.done.answer",
       PARAMS(P_NUMBER, {"question", PARAM_ID, true}, {"text", PARAM_TEXT, .max = WISH_TEXT_MAX})),
    OP("wish.read_back_form", "GET /wishes/{number}/read-back", WISH_NEED_READ_BACK, wish_subject,
       wish_op_read_back_form, .page = "wish/read_back", .place = "wishes", PARAMS(P_NUMBER)),
    OP("wish.read_back", "POST /wishes/{number}/read-back", WISH_NEED_READ_BACK, wish_subject,
       wish_op_read_back, .writes = true, .form = "wish.read_back_form", .then = "/wishes/{number}",
       .done = "wish.done.read_back",
       PARAMS(P_NUMBER, {"text", PARAM_TEXT, .max = WISH_TEXT_MAX}, {"it_owner", PARAM_ID},
              {"team", PARAM_LINE, .max = CODE_MAX})),
    OP("wish.check", "GET /wishes/{number}/check", WISH_NEED_CONFIRM, wish_subject, wish_op_check,
       .page = "wish/check", .place = "wishes", PARAMS(P_NUMBER)),
    OP("wish.confirm", "POST /wishes/{number}/confirm", WISH_NEED_CONFIRM, wish_subject,
       wish_op_confirm, .writes = true, .form = "wish.check", .then = "/wishes/{number}",
       .done = "wish.done.confirm", PARAMS(P_NUMBER, {"text", PARAM_TEXT, .max = WISH_TEXT_MAX})),
    OP("wish.correct", "POST /wishes/{number}/correct", WISH_NEED_CONFIRM, wish_subject,
       wish_op_correct, .writes = true, .form = "wish.check", .then = "/wishes/{number}",
       .done = "wish.done.correct", PARAMS(P_NUMBER, {"text", PARAM_TEXT, .max = WISH_TEXT_MAX})),
    OP("wish.owners_form", "GET /wishes/{number}/owners", WISH_NEED_OWNERS, wish_subject,
       wish_op_owners_form, .page = "wish/owners", .place = "wishes", PARAMS(P_NUMBER)),
    OP("wish.owners", "POST /wishes/{number}/owners", WISH_NEED_OWNERS, wish_subject,
       wish_op_owners, .writes = true, .form = "wish.owners_form", .then = "/wishes/{number}",
       .done = "wish.done.owners",
       PARAMS(P_NUMBER, {"want_owner", PARAM_ID}, {"it_owner", PARAM_ID}, {"adviser", PARAM_ID},
              {"team", PARAM_LINE, .max = CODE_MAX})),
    OP("wish.decline_form", "GET /wishes/{number}/decline", WISH_NEED_DECLINE, wish_subject,
       wish_op_decline_form, .page = "wish/decline", .place = "wishes", PARAMS(P_NUMBER)),
    OP("wish.decline", "POST /wishes/{number}/decline", WISH_NEED_DECLINE, wish_subject,
       wish_op_decline, .writes = true, .form = "wish.decline_form", .then = "/wishes/{number}",
       .done = "wish.done.decline",
       PARAMS(P_NUMBER, {"reason", PARAM_TEXT, .max = WISH_REASON_MAX})),
    OP("wish.hide", "POST /wishes/{number}/hide", WISH_NEED_HIDE, wish_subject, wish_op_hide,
       .writes = true, .form = "wish.show", .then = "/wishes/{number}", .done = "wish.done.hide",
       PARAMS(P_NUMBER, {"hidden", PARAM_FLAG, true})),
    {0},
};

const Slice wish_slice = {.name = "wish", .ops = ops, .jobs = wish_jobs, .demo = wish_demo_load};
