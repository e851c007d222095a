// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* flow - each team's queue of chosen wishes, and what each team finished before (its history).
 *
 * A queue is an order: places 1..n without gaps. Work in hand (wishes that are being made) stands
 * before place 1. A wish that is no longer chosen leaves its queue by itself: places are counted
 * over the wishes that are in state chosen at that moment.
 * Every function reads on cx->db within the operation's transaction.
 * Includes: core/app, people, wish. */
#include "people/people.h"
#include "wish/wish.h"

/* ---- rules: pure, no clock, no database ---- */
enum {
    FLOW_DECISION_DAYS = 5,         /* working days that a decider has for a wish put before them */
    FLOW_MEASURE_PEOPLE_MIN = 5,    /* a smaller team's pace is not shown (works council) */
    FLOW_IMPORT_ROWS_MAX = 50000,   /* rows of one file; more is asked to be split */
    FLOW_IMPORT_BYTES_MAX = 8 << 20 /* of one file */
};

/* Kinds of finished work, read from the word that a file gives as its type. Only FLOW_WORK is work
 * of the sort that stands in a queue; the others take their share of the time first, so they are
 * already in the pace of the rest (docs/decisions/what-a-date-counts.md). */
typedef enum { FLOW_WORK, FLOW_DISTURBANCE, FLOW_UPKEEP, FLOW_SMALL, FLOW_KINDS } FlowKind;
/* "storing", "Incident", "wens-klein", …; an empty or unknown word is FLOW_WORK. */
FlowKind flow_kind_of(Str type);
/* Code of a kind: "work", "disturbance", "upkeep", "small"; its words are "flow.kind.<code>". */
Str flow_kind_code(FlowKind kind);

/* A new order: `ids` without `id`, and `id` at `place` (1 = first; 0 or more than there are =
 * last). */
Str *flow_order_put(Arena *a, const Str *ids, ptrdiff_t n, Str id, int64_t place, ptrdiff_t *ret_n);
/* Where an id stands in an order: 1..n, or 0 when it does not. */
int64_t flow_order_place(const Str *ids, ptrdiff_t n, Str id);
/* The day a decision is due: FLOW_DECISION_DAYS working days after the day it was asked. */
Day flow_decision_due(Day asked, const Day *closed, ptrdiff_t closed_n);

/* What a team finished: one piece of work. */
typedef struct {
    Day started; /* DAY_NONE: not known */
    Day finished;
    FlowKind kind;
} Finished;

/* What the dates of a team are counted from. */
typedef struct {
    Finished *rows; /* only what counts, by finished day */
    ptrdiff_t n;
    int64_t from_file, own;     /* n = from_file + own */
    int64_t beside[FLOW_KINDS]; /* not counted, finished in the same weeks, by kind */
    Day first, last;            /* first and last counted day; DAY_NONE when n = 0 */
    bool has_kinds;             /* the file told disturbances, upkeep or small jobs apart */
} Counted;
/* Imported rows of FLOW_WORK count; a wish that Schakel itself saw finished counts when it was
 * finished after the last of those rows, so that nothing counts twice. Rows after as_of are left
 * out. */
Counted flow_count(Arena *a, const Finished *imported, ptrdiff_t imported_n, const Finished *own,
                   ptrdiff_t own_n, Day as_of);

/* ---- what later slices ask ---- */
typedef struct {
    Str wish_id;
    int64_t number;             /* 0 when !is_visible */
    Str title, department_name; /* empty when !is_visible: say "a wish that you may not see" */
    bool is_visible;
    bool is_in_hand; /* being made; place is 0 */
    int64_t place;   /* 1..n */
    Day since;       /* in hand: the day it began; chosen: the day it was chosen; may be DAY_NONE */
} QueueItem;

/* A team's queue as the actor may see it: work in hand first (oldest first), then the places. */
typedef struct {
    QueueItem *items; /* in_hand + chosen of them */
    ptrdiff_t in_hand, chosen;
} Queue;
Err *flow_queue(Ctx *cx, Str team_id, Queue *ret_queue);

/* Where one wish stands in that queue. */
typedef struct {
    bool is_there;
    bool is_in_hand;
    int64_t place; /* 1..n; 0 while in hand */
    int64_t items; /* how many wishes are finished when this one surely is: in_hand + place; in
                      hand: in_hand */
} QueuePlace;
QueuePlace flow_place_of(const Queue *queue, Str wish_id);

/* ---- dates, told by a later slice ---- */

/* A later slice may know dates. It tells them on app_panels(cx, "queue", team id, page, model): a
 * list "dates" in its panel, with one entry per place (place 0: what is in hand). This finds the
 * entry of a place, whoever made it; NULL when nobody knows. */
const Model *flow_date_at(const Model *model_with_panels, int64_t place);
/* Puts it on m as "date" (an object that shares the entry's members; null without). */
void flow_date_put(Model *m, const Model *date);

/* ---- history ---- */

/* One finished piece of work as it comes in. source_id: the same row of the same list gives the
 * same one. */
typedef struct {
    Day started, finished; /* started may be DAY_NONE */
    Str type, source_id;
} Delivery;
/* One import: what was read and what came of it. */
typedef struct {
    Str id, file_name;
    Ms at_ms;
    int64_t read, added, known, open,
        other; /* known: came in earlier; open: not done; other: another team's */
} FlowImport;
/* Keeps the rows that are new, a record of the import and an entry in the journal. import:
 * file_name, read, open and other are given; the rest is filled in. */
Err *flow_import(Ctx *cx, Str team_id, const Delivery *rows, ptrdiff_t n, FlowImport *import);
Err *flow_imports(Ctx *cx, Str team_id, ptrdiff_t max, FlowImport **ret_imports,
                  ptrdiff_t *ret_n); /* newest first */

/* What a team finished up to and with as_of, counted as flow_count says. */
Err *flow_counted(Ctx *cx, Str team_id, Day as_of, Counted *ret_counted);
/* Changes whenever what flow_counted gives may have changed: for caches. */
Err *flow_stamp(Ctx *cx, Str team_id, Day as_of, int64_t *ret_stamp);

/* May a team's pace be shown as such (figures per week, shares of work)? Only from five people up
 * and only after the works council agreed, or there is none. ret_why: empty, or message key
 * "flow.pace.small", "flow.pace.council". Dates are always shown. */
Err *flow_pace_shown(Ctx *cx, const Team *team, Str *ret_why);

/* A team by its code in the path: ERR_NOT_FOUND "team". cx->subject becomes a Team *; the actor's
 * roles for that team are added to cx->standing. */
Err *flow_team_subject(Ctx *cx, const In *in);
#define TEAM_OF(cx) ((Team *)(cx)->subject)
/* code, name, headcount */
void flow_model_team(const Team *team, Model *m);

extern const Slice flow_slice;
