// SPDX-License-Identifier: EUPL-1.2
/* flow_demo - the demo's queues and histories.
 *
 * The story's wishes that are ready to choose stay so, but for three: in the last week the decider
 * gave W02 and W25 a place at Applications and W07 one at Data, so that queues have something in
 * them. W10 and W19 wait for a decision. */
#include "flow/demo_deliveries.h"
#include "flow/flow_ops.h"

enum { HOUR_MS = 3600000 };

typedef struct {
    const char *wish, *team, *reason;
    int year, month, mday;
} Placed;

static Ms moment(Day shift, const Placed *p, int hour) {
    return ms_of_day(day_from_ymd(p->year, p->month, p->mday) + shift) + (Ms)hour * HOUR_MS;
}

/* As it was then: at that moment, done by this person. */
static Ctx at_moment(Ctx *cx, const char *person, Ms at) {
    Actor *actor = NEW(cx->a, Actor);
    Ctx then = *cx;
    *actor = (Actor){.id = demo_person_id(cx->a, str_of(person)), .roles = IS_MEMBER};
    then.actor = actor;
    then.now_ms = at;
    then.today = day_of_ms(at);
    return then;
}

static Err *place_one(Ctx *cx, Day shift, const Placed *p) {
    Wish wish;
    int64_t place;
    Str reason, team = demo_team_id(cx->a, str_of(p->team));
    Ctx then = at_moment(cx, "p02", moment(shift, p, 10));
    TRY(wish_load(&then, demo_wish_id(cx->a, str_of(p->wish)), &wish));
    TRY(flow_queue_take(&then, team));
    TRY(wish_choose(cx->a, &wish, team, then.now_ms));
    TRY(wish_save(&then, &wish));
    TRY(flow_put(&then, team, wish.id, 0, &place));
    TRY(flow_reason_add(&then, "wish.choose", wish.id, team, str_of(p->reason), &reason));
    return journal_add(&then, "wish.choose", "wish", wish.id, FACT("team", str_of(p->team)),
                       FACT_N("place", place), FACT("reason", reason));
}

static Err *wait_one(Ctx *cx, Day shift, const Placed *p) {
    Wish wish;
    Str reason, team = demo_team_id(cx->a, str_of(p->team));
    Ctx then = at_moment(cx, "p38", moment(shift, p, 14));
    TRY(wish_load(&then, demo_wish_id(cx->a, str_of(p->wish)), &wish));
    TRY(flow_wait_add(&then, wish.id, team, then.actor->id, then.now_ms,
                      flow_decision_due(then.today, NULL, 0)));
    wish.team_id = team;
    TRY(wish_save(&then, &wish));
    TRY(flow_reason_add(&then, "wish.propose", wish.id, team, str_of(p->reason), &reason));
    return journal_add(&then, "wish.propose", "wish", wish.id, FACT("team", str_of(p->team)),
                       FACT("reason", reason));
}

static Err *history(Ctx *cx, Day shift) {
    static const char *const teams[] = {"APP", "INF", "DAT", "SRV"};
    static const char *const types[] = {"storing", "onderhoud", "wens-klein"};
    Ctx then = at_moment(cx, "p38", ms_of_day(day_from_ymd(2026, 6, 29) + shift) + 9 * HOUR_MS);
    Day base = day_from_ymd(2025, 7, 1) + shift;
    for (int team = 0; team < COUNT(teams); team++) {
        Str team_id = demo_team_id(cx->a, str_of(teams[team]));
        FlowImport import = {.file_name = S("deliveries.csv")};
        Delivery *rows = NEWS(cx->a, Delivery, DEMO_DELIVERIES);
        ptrdiff_t n = 0;
        for (int i = 0; i < DEMO_DELIVERIES; i++) {
            const DemoDelivery *d = &demo_deliveries[i];
            if (d->team_kind / 3 != team) continue;
            rows[n++] = (Delivery){base + d->finished - d->took, base + d->finished,
                                   str_of(types[d->team_kind % 3]),
                                   str_fmt(cx->a, "%s-%04d", teams[team], d->number)};
        }
        import.read = n;
        TRY(flow_import(&then, team_id, rows, n, &import));
    }
    return NULL;
}

Err *flow_demo(Ctx *cx, Day shift) {
    static const Placed placed[] = {
        {"W02", "APP", "Klantcontact en Wonen zetten deze allebei bovenaan.", 2026, 6, 25},
        {"W25", "APP", "Klein genoeg om direct daarna te doen.", 2026, 6, 25},
        {"W07", "DAT", "Nodig voor de begroting van volgend jaar.", 2026, 6, 26},
    };
    static const Placed waits[] = {
        {"W10", "INF", "De ondernemingsraad en het bestuur moeten hier iets van vinden.", 2025, 10,
         7},
        {"W19", "APP", "Beveiliging zegt: alleen met afspraken. Kiezen we hiervoor?", 2025, 11, 24},
    };
    TRY(history(cx, shift));
    for (ptrdiff_t i = 0; i < COUNT(waits); i++) TRY(wait_one(cx, shift, &waits[i]));
    for (ptrdiff_t i = 0; i < COUNT(placed); i++) TRY(place_one(cx, shift, &placed[i]));
    return NULL;
}
