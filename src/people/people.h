// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* people - the organisation, its departments, teams, people and roles; who may sign in.
 *
 * Every function reads on cx->db within the transaction of the operation. Names of departments and
 * teams come in cx->lang. People who left stay loadable by id, so that history keeps its names;
 * lists and roles hold only those who are there (is_active).
 * Roles and their scopes are those of DESIGN.md section 1: owner has a department; lead, maker and
 * decider have a team; checker has a word ("security", "privacy"); the others count everywhere.
 * Includes: core/app. */
#include "core/app.h"

typedef struct {
    Str id, name, mail;
    Str job; /* what the person does, in cx->lang; may be empty */
    Str department_id, department_code, department_name;
    Str team_id; /* empty: in no team */
    Side side;   /* SIDE_BOTH is called hybrid */
    Lang lang;
    bool is_active; /* false: left */
} Person;

typedef struct {
    Str id, code;      /* "WON" */
    Str name, name_en; /* name is in cx->lang; name_en always English */
    Side side;
    int64_t headcount; /* as stated by the organisation, never counted from accounts */
} Department;

typedef struct {
    Str id, code;      /* "APP" */
    Str name, name_en; /* as above */
    Str department_id;
    int64_t headcount; /* as stated; a measure needs five */
} Team;

typedef struct {
    Str name, name_nl, name_en; /* name is in cx->lang */
    Str zone;                   /* "Europe/Amsterdam" */
    Str address;    /* the address people use, as the organisation wrote it; may be empty */
    Str council;    /* works council on measures: "unasked", "agreed" or "none" */
    Day council_on; /* when it agreed; DAY_NONE otherwise */
} Organisation;

/* ---- one ---- */
/* ERR_NOT_FOUND on field "person", "mail", "department", "team"; "people.no_person" and so on. */
Err *person_load(Ctx *cx, Str id, Person *ret_person);
/* Only people who are there; capital letters in the address make no difference. */
Err *person_find_by_mail(Ctx *cx, Str mail, Person *ret_person);
Err *department_load(Ctx *cx, Str id, Department *ret_department);
Err *department_by_code(Ctx *cx, Str code, Department *ret_department);
Err *team_load(Ctx *cx, Str id, Team *ret_team);
Err *team_by_code(Ctx *cx, Str code, Team *ret_team);
/* An organisation that was never described gives empty names and zone "Europe/Amsterdam". */
Err *people_organisation(Ctx *cx, Organisation *ret_organisation);
Err *side_of(Ctx *cx, Str person_id, Side *ret_side); /* ERR_NOT_FOUND "person" */

/* ---- lists, by name in cx->lang ---- */
Err *departments_list(Ctx *cx, Department **ret_departments, ptrdiff_t *ret_n);
Err *teams_list(Ctx *cx, Team **ret_teams, ptrdiff_t *ret_n);
/* People who are there in one department, by name; at most 500: for a form's choice. */
Err *people_of_department(Ctx *cx, Str department_id, Person **ret_people, ptrdiff_t *ret_n);
/* Who holds one role bit (IS_OWNER …) within a scope: a department or team id, or a checker's word.
 * An empty scope asks for everybody with that role, whatever its scope. A role without scope counts
 * in every scope. By name; deciders first, then deputies. */
Err *people_with_role(Ctx *cx, Standing role, Str scope, Person **ret_people, ptrdiff_t *ret_n);
/* Who gives wishes their place in a team's queue, and who stands in. Nobody: an empty id. */
Err *queue_decider(Ctx *cx, Str team_id, Person *ret_first, Person *ret_deputy);

/* ---- words ---- */
/* Code of a side: "business", "it", "both"; its words are messages "people.side.<code>". */
Str side_code(Side side);
Side side_from_code(Str code); /* SIDE_NONE when unknown */
/* Code of one role bit as in the API ("owner"); words: "people.role.<code>". Empty when not a role.
 */
Str role_code(Standing role);
Standing role_from_code(Str code); /* 0 when unknown */
/* What a role's scope is: 'd' a department, 't' a team, 'c' a checker's word, 0 none. */
char role_scope_kind(Standing role);

/* ---- the demo organisation: ids that never change, so that other slices can refer to them ---- */
Str demo_person_id(Arena *a, Str code);     /* "p14" */
Str demo_department_id(Arena *a, Str code); /* "WON" */
Str demo_team_id(Arena *a, Str code);       /* "APP" */

extern const Slice people_slice;
