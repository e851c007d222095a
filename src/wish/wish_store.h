// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* wish_store - what the files of this slice share about reading and keeping wishes.
 * Includes: wish/wish.h, people/people.h. */
#include "people/people.h"
#include "wish/wish.h"

/* What the actor holds, as the visibility of wish.sql reads it: ",G,A,O:<department>,T:<team>,". */
Str wish_viewer_scopes(Ctx *cx);
/* How a move's owner stands in wish_owed.whom: "p:<person>" or "<role>:<scope>". */
Str wish_whom(Arena *a, Str person_id, Standing role, Str scope);
/* Does the actor owe this move: as a person, or by a role they hold? */
bool wish_owed_is_mine(const Ctx *cx, const WishOwed *owed);
/* A name to show; empty for an empty or unknown id. Reads each person once per call of a page. */
typedef struct {
    Str ids[64], names[64], departments[64];
    Side sides[64];
    int n;
} WishNames;
Err *wish_name(Ctx *cx, WishNames *names, Str person_id, Str *ret_name);
Err *wish_name_full(Ctx *cx, WishNames *names, Str person_id, Str *ret_name, Str *ret_department,
                    Side *ret_side);
/* Names of all departments and teams in cx->lang, read once. */
typedef struct {
    Department *departments;
    Team *teams;
    ptrdiff_t departments_n, teams_n;
} WishPlaces;
Err *wish_places(Ctx *cx, WishPlaces *ret_places);
Str wish_department_name(const WishPlaces *places, Str id);
/* id: or its code, as facts of the queue hold. */
Str wish_team_name(const WishPlaces *places, Str id);

/* Where the one button of a turn goes and what it says (message key). */
void wish_button(Arena *a, int64_t number, const char *why, Str *ret_url, Str *ret_label,
                 WishMove *ret_move);

extern const JobKind wish_jobs[];
Err *wish_demo_load(Ctx *cx, Day shift);
