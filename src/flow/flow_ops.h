// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* flow_ops - what the files of this slice share: subjects, models and the parts of its table.
 * Includes: flow_store. */
#include "flow/flow_store.h"

/* A team by its code in a form's field: ERR_INVALID "flow.team.unknown" on "team". */
Err *flow_team_chosen(Ctx *cx, const In *in, Team *ret_team);
/* number (null when hidden), title, department, is_visible, is_in_hand, place, since */
void flow_model_item(const QueueItem *item, Model *m);
/* The order of a queue before and after a wish gets a place; keeps it. *ret_place: where it stands
 * now. */
Err *flow_put(Ctx *cx, Str team_id, Str wish_id, int64_t place, int64_t *ret_place);

/* choose_ops.c */
Err *choose_form_subject(Ctx *cx, const In *in);
Err *choose_subject(Ctx *cx, const In *in);
Err *choose_form(Ctx *cx, const In *in, Model *m);
Err *choose(Ctx *cx, const In *in, Model *m);
Err *propose(Ctx *cx, const In *in, Model *m);
/* queue_ops.c */
Err *queue_list(Ctx *cx, const In *in, Model *m);
Err *queue_show(Ctx *cx, const In *in, Model *m);
Err *queue_move(Ctx *cx, const In *in, Model *m);
/* flow_demo.c */
Err *flow_demo(Ctx *cx, Day shift);
