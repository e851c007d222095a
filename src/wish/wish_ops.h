// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* wish_ops - what the files of operations share; the table itself is in wish_ops.c.
 * Includes: wish/wish_model.h. */
#include "wish/wish_model.h"

/* ---- draft_ops.c: writing, changing, sending ---- */
Err *wish_op_new(Ctx *cx, const In *in, Model *m);
Err *wish_op_draft(Ctx *cx, const In *in, Model *m);
Err *wish_op_edit(Ctx *cx, const In *in, Model *m);
Err *wish_op_save(Ctx *cx, const In *in, Model *m);
Err *wish_op_ask(Ctx *cx, const In *in, Model *m);

/* ---- talk_ops.c: questions, read-backs and their answers ---- */
Err *wish_op_question_form(Ctx *cx, const In *in, Model *m);
Err *wish_op_question(Ctx *cx, const In *in, Model *m);
Err *wish_op_answer(Ctx *cx, const In *in, Model *m);
Err *wish_op_read_back_form(Ctx *cx, const In *in, Model *m);
Err *wish_op_read_back(Ctx *cx, const In *in, Model *m);
Err *wish_op_check(Ctx *cx, const In *in, Model *m);
Err *wish_op_confirm(Ctx *cx, const In *in, Model *m);
Err *wish_op_correct(Ctx *cx, const In *in, Model *m);

/* ---- owner_ops.c: who is accountable, saying no, hiding ---- */
Err *wish_op_owners_form(Ctx *cx, const In *in, Model *m);
Err *wish_op_owners(Ctx *cx, const In *in, Model *m);
Err *wish_op_decline_form(Ctx *cx, const In *in, Model *m);
Err *wish_op_decline(Ctx *cx, const In *in, Model *m);
Err *wish_op_hide(Ctx *cx, const In *in, Model *m);
/* A list of {id, name, is_chosen} for a select: people with a role on a side, and who is chosen
 * now. */
Err *wish_people_choice(Ctx *cx, Standing role, Side side, Str chosen_id, Model *list);
/* A list of {code, name, is_chosen} of all teams, or of all departments on the business side. */
Err *wish_teams_choice(Ctx *cx, Str chosen_id, Model *list);
Err *wish_departments_choice(Ctx *cx, Str chosen_id, Model *list);
/* A person named in a form, on that side (both sides count); empty stays empty. ERR_INVALID on
 * field. */
Err *wish_person_named(Ctx *cx, const char *field, Str id, Side side, Str *ret_id);
/* A team's id by its code; empty stays empty. ERR_INVALID on "team". */
Err *wish_team_named(Ctx *cx, Str code, Str *ret_id);
