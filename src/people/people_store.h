// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* people_store - people, roles, sessions and tries in the database; for this slice only.
 * Includes: people, people_rules. */
#include "people/people_rules.h"

/* ---- organisation, departments, teams, people ---- */
Err *organisation_save(Ctx *cx, const Organisation *organisation);
/* ERR_CONFLICT on "code" ("people.code_taken"). */
Err *department_insert(Ctx *cx, const Department *department);
Err *team_insert(Ctx *cx, const Team *team);
/* job_en may be empty: then job serves for both. ERR_CONFLICT on "mail" ("people.mail_taken"). */
Err *person_insert(Ctx *cx, const Person *person, Str job_en);
/* No longer here: not active, no roles, no password, no sessions. ERR_CONFLICT "people.has_left".
 */
Err *person_end(Ctx *cx, Str person_id);
Err *person_put_lang(Ctx *cx, Str person_id, Lang lang);
/* Those who are there, by name, from after a person (empty: from the first), at most max. Empty
 * department code and words filter nothing. */
Err *people_page(Ctx *cx, Str department_code, Str words, Str after_id, ptrdiff_t max,
                 Person **ret_people, ptrdiff_t *ret_n);
Str mail_fold(Arena *a, Str mail); /* as addresses are stored */

/* ---- roles ---- */
typedef struct {
    Str person_id;
    Standing role;
    Str scope; /* id or word; empty: everywhere */
    Str kind;  /* decider: "first" or "deputy" */
    Str scope_code, scope_name;
} Role;
/* Of one person, or with an empty id of everybody, ordered by person. */
Err *roles_list(Ctx *cx, Str person_id, Role **ret_roles, ptrdiff_t *ret_n);
/* ERR_CONFLICT on "role": "people.role_held", or "people.queue_has_one" for a decider's place. */
Err *role_insert(Ctx *cx, const Role *role);
Err *role_delete(Ctx *cx, const Role *role); /* ERR_NOT_FOUND on "role" */
Err *other_admins(Ctx *cx, Str person_id, int64_t *ret_n);

/* ---- passwords ---- */
/* Empty texts when nobody who is there has that address or has a password. */
Err *password_by_mail(Ctx *cx, Str mail, Str *ret_person_id, Str *ret_hash);
Err *password_of(Ctx *cx, Str person_id, Str *ret_hash); /* empty when none */
Err *password_save(Ctx *cx, Str person_id, Str hash);

/* ---- sessions ---- */
typedef struct {
    Str id, token_hash, agent;
    Ms since_ms, seen_ms;
} Session;
/* Slice.identify and identify_mail: two prepared queries, no writes. */
Err *session_identify(Ctx *cx, Str token_hash, Actor **ret_actor, Str *ret_csrf);
Err *mail_identify(Ctx *cx, Str mail, Actor **ret_actor);
/* A new session with a new token (256 bits; only its hash is stored) and form token. */
Err *session_insert(Ctx *cx, Str person_id, Str *ret_token);
Err *sessions_of(Ctx *cx, Str person_id, Session **ret_sessions, ptrdiff_t *ret_n);
/* ERR_NOT_FOUND on "id" when it is somebody else's, ended or absent. */
Err *session_load_own(Ctx *cx, Str id, Session *ret_session);
Err *session_end_id(Ctx *cx, Str id, Str person_id);
Err *session_end_token(Ctx *cx, Str token_hash);
Err *sessions_end(Ctx *cx, Str person_id);
/* Jobs: writes down which sessions were seen; forgets sessions and tries that are over. */
Err *sessions_seen_flush(Ctx *cx, Str payload);
Err *sessions_sweep(Ctx *cx, Str payload);

/* ---- tries ---- */
/* account: the address as typed (stored as a hash: people sometimes type a password there). Counts
 * both for that account from cx->peer and for everything from there. */
Err *tries_wait(Ctx *cx, Str account, Ms *ret_wait_ms);
Err *tries_note(Ctx *cx, Str account, bool is_success);
