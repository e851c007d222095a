// SPDX-License-Identifier: EUPL-1.2
/* history_ops - what a team finished before, and what its dates count. */
#include "forecast/forecast_ops.h"

enum { WEEKS_SHOWN = 26, IMPORTS_SHOWN = 10 };

static void weeks(const Counted *counted, Day today, Model *m) {
    Model *list = model_list(m, "weeks");
    Day first = counted->n ? day_monday(counted->first) : today;
    int64_t all = 0, shown = 0;
    for (int back = 0; back < WEEKS_SHOWN; back++) {
        Day monday = day_monday(today) - 7 * back;
        int64_t n = 0;
        if (monday < first) break;
        for (ptrdiff_t i = 0; i < counted->n; i++)
            n += counted->rows[i].finished >= monday && counted->rows[i].finished < monday + 7;
        Model *item = model_item(list);
        model_day(item, "monday", monday);
        model_int(item, "n", n);
        all += n, shown++;
    }
    model_flag(m, "has_weeks", list->first != NULL);
    model_int(m, "weeks_n", shown);
    model_int(m, "weeks_finished", all);
}

/* A number that tells the pace: of a team whose pace is not shown it is not told either. */
static void pace_int(Model *m, const char *name, int64_t n, bool pace_shown) {
    if (pace_shown)
        model_put_int(m, name_id(name), n);
    else
        model_add(m, name_id(name), MODEL_NULL);
}

static void counted_part(const Counted *counted, Day today, bool is_enough, bool pace_shown,
                         Model *m) {
    model_flag(m, "pace_shown", pace_shown);
    model_flag(m, "is_enough", is_enough);
    pace_int(m, "n", counted->n, pace_shown);
    model_flag(m, "is_any", counted->n > 0);
    model_int(m, "weeks",
              counted->n ? (day_monday(today) - day_monday(counted->first)) / 7 + 1 : 0);
    model_day(m, "first", counted->first);
    model_day(m, "last", counted->last);
    pace_int(m, "from_file", counted->from_file, pace_shown);
    pace_int(m, "own", counted->own, pace_shown);
    model_flag(m, "has_kinds", counted->has_kinds);
    model_flag(m, "has_beside", pace_shown && counted->has_kinds && counted->n > 0);
    static const char *const names[] = {NULL, "disturbances", "upkeep", "small"};
    for (int kind = FLOW_DISTURBANCE; kind < FLOW_KINDS; kind++)
        pace_int(m, names[kind], counted->beside[kind], pace_shown);
}

static Err *imports(Ctx *cx, Str team_id, bool pace_shown, Model *m) {
    FlowImport *all;
    ptrdiff_t n;
    TRY(flow_imports(cx, team_id, IMPORTS_SHOWN, &all, &n));
    Model *list = model_list(m, "imports");
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *item = model_item(list);
        model_time(item, "at", all[i].at_ms);
        model_text(item, "name", all[i].file_name);
        model_flag(item, "pace_shown", pace_shown);
        pace_int(item, "read", all[i].read, pace_shown);
        pace_int(item, "added", all[i].added, pace_shown);
        pace_int(item, "known", all[i].known, pace_shown);
        pace_int(item, "open", all[i].open, pace_shown);
        pace_int(item, "other", all[i].other, pace_shown);
    }
    model_flag(m, "has_imports", n > 0);
    return NULL;
}

Err *history_show(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Team *team = TEAM_OF(cx);
    Counted counted;
    TeamDates dates;
    Str why;
    TRY(flow_counted(cx, team->id, cx->today, &counted));
    TRY(flow_pace_shown(cx, team, &why));
    TRY(forecast_team(cx, team->id, 1, &dates));
    flow_model_team(team, model_part(m, "team"));
    counted_part(&counted, cx->today, !dates.answer.refused, why.n == 0, model_part(m, "counted"));
    model_flag(m, "pace_shown", why.n == 0);
    if (why.n) {
        model_say(m, "pace_why", why);
        (void)model_list(m, "weeks");
        model_flag(m, "has_weeks", false);
        model_int(m, "weeks_n", 0);
        model_null(m, "weeks_finished");
    } else {
        model_null(m, "pace_why");
        weeks(&counted, cx->today, m);
    }
    model_flag(m, "may_import", cx->standing & (IS_GUIDE | IS_LEAD | IS_ADMIN));
    return imports(cx, team->id, why.n == 0, m);
}

Err *history_import_form(Ctx *cx, const In *in, Model *m) {
    (void)in;
    flow_model_team(TEAM_OF(cx), model_part(m, "team"));
    return NULL;
}
