// SPDX-License-Identifier: EUPL-1.2
/* flow - the rules of queues and of counting finished work: pure. */
#include "flow/flow.h"
#include <stdlib.h>
#include <string.h>

/* ---- kinds of work ---- */
/* Words as service desks and trackers write them, Dutch and English. A word counts when the type is
 * that word or begins with it and a break follows ("wens-klein", "incident (p1)"). */
static const struct {
    const char *word;
    FlowKind kind;
} type_words[] = {
    {"storing", FLOW_DISTURBANCE},
    {"storingen", FLOW_DISTURBANCE},
    {"verstoring", FLOW_DISTURBANCE},
    {"incident", FLOW_DISTURBANCE},
    {"disturbance", FLOW_DISTURBANCE},
    {"outage", FLOW_DISTURBANCE},
    {"onderhoud", FLOW_UPKEEP},
    {"beheer", FLOW_UPKEEP},
    {"upkeep", FLOW_UPKEEP},
    {"maintenance", FLOW_UPKEEP},
    {"chore", FLOW_UPKEEP},
    {"deps", FLOW_UPKEEP},
    {"release", FLOW_UPKEEP},
    {"wens-klein", FLOW_SMALL},
    {"klein", FLOW_SMALL},
    {"kleine klus", FLOW_SMALL},
    {"small", FLOW_SMALL},
    {"small job", FLOW_SMALL},
    {"standaardverzoek", FLOW_SMALL},
    {"service request", FLOW_SMALL},
};

FlowKind flow_kind_of(Str type) {
    type = str_trim(type);
    for (ptrdiff_t i = 0; i < COUNT(type_words); i++) {
        Str word = str_of(type_words[i].word);
        if (type.n < word.n || !str_eq_nocase(str_head(type, word.n), word)) continue;
        char next = type.n > word.n ? type.p[word.n] : ' ';
        bool is_letter =
            (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next & 0x80);
        if (!is_letter) return type_words[i].kind;
    }
    return FLOW_WORK;
}

Str flow_kind_code(FlowKind kind) {
    static const char *const codes[FLOW_KINDS] = {"work", "disturbance", "upkeep", "small"};
    return str_of(codes[kind]);
}

/* ---- order ---- */
Str *flow_order_put(Arena *a, const Str *ids, ptrdiff_t n, Str id, int64_t place,
                    ptrdiff_t *ret_n) {
    Str *order = NEWS(a, Str, n + 1);
    ptrdiff_t rest = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (!str_eq(ids[i], id)) order[rest++] = ids[i];
    ptrdiff_t at = place < 1 || place > rest ? rest : (ptrdiff_t)place - 1;
    memmove(order + at + 1, order + at, (size_t)(rest - at) * sizeof *order);
    order[at] = id;
    *ret_n = rest + 1;
    return order;
}

int64_t flow_order_place(const Str *ids, ptrdiff_t n, Str id) {
    for (ptrdiff_t i = 0; i < n; i++)
        if (str_eq(ids[i], id)) return i + 1;
    return 0;
}

Day flow_decision_due(Day asked, const Day *closed, ptrdiff_t closed_n) {
    return day_add_working(asked, FLOW_DECISION_DAYS, closed, closed_n);
}

/* ---- counting ---- */
static int by_finished(const void *left, const void *right) {
    const Finished *x = left, *y = right;
    if (x->finished != y->finished) return x->finished < y->finished ? -1 : 1;
    return (x->started > y->started) - (x->started < y->started);
}

Counted flow_count(Arena *a, const Finished *imported, ptrdiff_t imported_n, const Finished *own,
                   ptrdiff_t own_n, Day as_of) {
    Counted c = {
        .rows = NEWS(a, Finished, imported_n + own_n), .first = DAY_NONE, .last = DAY_NONE};
    Day covered = DAY_NONE; /* up to this day the file tells what was finished */
    for (ptrdiff_t i = 0; i < imported_n; i++) {
        if (imported[i].kind != FLOW_WORK) c.has_kinds = true;
        if (imported[i].kind != FLOW_WORK || imported[i].finished > as_of) continue;
        c.rows[c.n++] = imported[i];
        if (imported[i].finished > covered) covered = imported[i].finished;
    }
    c.from_file = c.n;
    for (ptrdiff_t i = 0; i < own_n; i++)
        if (own[i].finished <= as_of && own[i].finished > covered) c.rows[c.n++] = own[i];
    c.own = c.n - c.from_file;
    if (c.n == 0) return c;
    qsort(c.rows, (size_t)c.n, sizeof *c.rows, by_finished);
    c.first = c.rows[0].finished;
    c.last = c.rows[c.n - 1].finished;
    for (ptrdiff_t i = 0; i < imported_n; i++)
        if (imported[i].kind != FLOW_WORK && imported[i].finished >= day_monday(c.first) &&
            imported[i].finished <= as_of)
            c.beside[imported[i].kind]++;
    return c;
}
