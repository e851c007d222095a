// SPDX-License-Identifier: EUPL-1.2
/* flow_queue - what other pages and slices may know of a team: its queue, and what it finished. */
#include "flow/flow_store.h"

enum { HISTORY_DAYS = 3 * 366 }; /* older work says nothing about today's pace */

static QueueItem item_of(const WishRow *row, bool is_in_hand, int64_t place) {
    Ms since = is_in_hand ? row->started_ms : row->chosen_ms;
    return (QueueItem){.wish_id = row->id,
                       .is_visible = row->is_visible,
                       .number = row->is_visible ? row->number : 0,
                       .title = row->is_visible ? row->title : S(""),
                       .department_name = row->is_visible ? row->department_name : S(""),
                       .is_in_hand = is_in_hand,
                       .place = place,
                       .since = since == MS_NONE ? DAY_NONE : day_of_ms(since)};
}

Err *flow_queue(Ctx *cx, Str team_id, Queue *ret_queue) {
    WishRow *making, *chosen;
    Queue q = {0};
    TRY(wish_list_of_team(cx, team_id, WISH_MAKING, &making, &q.in_hand));
    TRY(flow_places(cx, team_id, &chosen, &q.chosen));
    q.items = NEWS(cx->a, QueueItem, q.in_hand + q.chosen + 1);
    for (ptrdiff_t i = 0; i < q.in_hand; i++) q.items[i] = item_of(&making[i], true, 0);
    for (ptrdiff_t i = 0; i < q.chosen; i++)
        q.items[q.in_hand + i] = item_of(&chosen[i], false, i + 1);
    *ret_queue = q;
    return NULL;
}

QueuePlace flow_place_of(const Queue *queue, Str wish_id) {
    for (ptrdiff_t i = 0; i < queue->in_hand + queue->chosen; i++) {
        const QueueItem *item = &queue->items[i];
        if (str_eq(item->wish_id, wish_id))
            return (QueuePlace){true, item->is_in_hand, item->place, queue->in_hand + item->place};
    }
    return (QueuePlace){0};
}

const Model *flow_date_at(const Model *model_with_panels, int64_t place) {
    const Model *all = model_get(model_with_panels, NAME("panels"));
    for (const Model *panel = all ? all->first : NULL; panel; panel = panel->next) {
        const Model *dates = panel->kind == MODEL_OBJECT ? model_get(panel, NAME("dates")) : NULL;
        for (const Model *d = dates ? dates->first : NULL; d; d = d->next) {
            const Model *at = model_get(d, NAME("place"));
            if (at && at->number == place) return d;
        }
    }
    return NULL;
}

void flow_date_put(Model *m, const Model *date) {
    if (!date) {
        model_null(m, "date");
        return;
    }
    Model *part = model_part(m, "date");
    part->first = date->first; /* shared: a model is not changed once it is told */
    part->last = date->last;
}

Err *flow_counted(Ctx *cx, Str team_id, Day as_of, Counted *ret_counted) {
    Finished *imported, *own;
    WishFinished *wishes;
    ptrdiff_t imported_n, own_n;
    TRY(flow_deliveries(cx, team_id, as_of - HISTORY_DAYS, as_of, &imported, &imported_n));
    TRY(wish_finished_of_team(cx, team_id, as_of, &wishes, &own_n));
    own = NEWS(cx->a, Finished, own_n + 1);
    for (ptrdiff_t i = 0; i < own_n; i++)
        own[i] = (Finished){wishes[i].started, wishes[i].finished, FLOW_WORK};
    *ret_counted = flow_count(cx->a, imported, imported_n, own, own_n, as_of);
    return NULL;
}

Err *flow_stamp(Ctx *cx, Str team_id, Day as_of, int64_t *ret_stamp) {
    WishFinished *wishes;
    ptrdiff_t n;
    int64_t stamp;
    TRY(flow_import_stamp(cx, team_id, &stamp));
    TRY(wish_finished_of_team(cx, team_id, as_of, &wishes, &n));
    uint64_t sum = (uint64_t)stamp * 1000003u + (uint64_t)n;
    for (ptrdiff_t i = 0; i < n; i++) sum = sum * 31u + (uint64_t)wishes[i].finished;
    *ret_stamp = (int64_t)sum;
    return NULL;
}

Err *flow_pace_shown(Ctx *cx, const Team *team, Str *ret_why) {
    Organisation organisation;
    *ret_why = S("");
    if (team->headcount < FLOW_MEASURE_PEOPLE_MIN) {
        *ret_why = S("flow.pace.small");
        return NULL;
    }
    TRY(people_organisation(cx, &organisation));
    if (!str_eq(organisation.council, S("agreed")) && !str_eq(organisation.council, S("none")))
        *ret_why = S("flow.pace.council");
    return NULL;
}
