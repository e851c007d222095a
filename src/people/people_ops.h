// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* people_ops - what the two files of operations share; the table itself is in people_ops.c.
 * Includes: people_store. */
#include "people/people_store.h"

/* ---- session_ops.c: signing in and out, one's own page ---- */
Err *session_form(Ctx *cx, const In *in, Model *ret_model);
Err *session_create_prepare(Ctx *cx, const In *in);
Err *session_create(Ctx *cx, const In *in, Model *ret_model);
Err *session_end(Ctx *cx, const In *in, Model *ret_model);
Err *session_list(Ctx *cx, const In *in, Model *ret_model);
Err *session_own(Ctx *cx, const In *in); /* subject: Session; adds IS_SELF */
Err *session_end_one(Ctx *cx, const In *in, Model *ret_model);
Err *me_show(Ctx *cx, const In *in, Model *ret_model);
Err *me_language(Ctx *cx, const In *in, Model *ret_model);
Err *me_password_form(Ctx *cx, const In *in, Model *ret_model);
Err *me_password_prepare(Ctx *cx, const In *in);
Err *me_password(Ctx *cx, const In *in, Model *ret_model);

/* ---- role_ops.c: accounts and roles, for the administrator ---- */
Err *person_form(Ctx *cx, const In *in, Model *ret_model);
Err *person_add_prepare(Ctx *cx, const In *in);
Err *person_add(Ctx *cx, const In *in, Model *ret_model);
Err *person_leave(Ctx *cx, const In *in, Model *ret_model);
Err *role_give(Ctx *cx, const In *in, Model *ret_model);
Err *role_take(Ctx *cx, const In *in, Model *ret_model);

/* ---- organisation_ops.c: setting up, for the administrator or the operator of the machine ---- */
Err *organisation_show(Ctx *cx, const In *in, Model *ret_model);
Err *organisation_describe(Ctx *cx, const In *in, Model *ret_model);
Err *department_add(Ctx *cx, const In *in, Model *ret_model);
Err *team_add(Ctx *cx, const In *in, Model *ret_model);

/* ---- people_ops.c: how they look in a model ---- */
/* name, mail, job, side, lang, is_active, department {code, name}, team {code, name} or null. */
Err *person_put(Ctx *cx, const Person *person, Model *m);
/* A list of {role, kind, scope, scope_name, says, person_id}. */
Err *roles_put(Ctx *cx, Str person_id, Model *list);
/* A list of {code, name} of everything a role can be about, for a form. */
Err *scopes_put(Ctx *cx, Model *list);
/* The password rules as an error on that field; NULL when good. */
Err *password_check(Ctx *cx, const char *field, Str password, Str name, Str mail);

/* ---- demo_people.c ---- */
Err *demo_people_load(Ctx *cx, Day shift);
