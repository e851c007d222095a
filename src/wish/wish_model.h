// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* wish_model - what pages and the API show of one wish.
 * Includes: wish/wish_store.h. */
#include "wish/wish_store.h"

/* The whole wish page: both texts, talk, road, owners, turn, history, what this actor may do. */
Err *wish_model_show(Ctx *cx, const Wish *wish, Model *m);
/* number, version, state, title and turn: what a move answers, and the head of every form's page.
 */
Err *wish_model_head(Ctx *cx, const Wish *wish, Model *m);
/* Both texts: words {text, html, by, department, at} and the last read_back {text, html, by, …} or
 * null. */
void wish_model_texts(Ctx *cx, const Wish *wish, Model *m);
/* First letters of a name, for the round mark beside it: "Puck Sleedoorn" gives "PS". */
Str wish_initials(Arena *a, Str name);
