// SPDX-License-Identifier: EUPL-1.2
/* history_ops - what a team finished before: importing a file of it, and showing what dates count. */
#include "forecast/forecast_ops.h"
#include "forecast/history.h"
#include <stdlib.h>
#include <string.h>

enum { WEEKS_SHOWN = 26, IMPORTS_SHOWN = 10 };

/* ---- reading the file, before the transaction ---- */
typedef struct {
    Delivery *rows;
    ptrdiff_t n;
    FlowImport import; /* counts of what was not taken */
} Taken;

/* A fault of the reader, told of the field that the text came in. */
static Err *fault_of_line(Ctx *cx, Str field, const Err *fault) {
    Err *first = NULL, **last = &first;
    for (; fault; fault = fault->next) {
        bool has_line = fault->kind == ERR_INVALID && fault->arg[0].n && !str_eq(fault->arg[0], S("0"));
        Err *e = err_new(cx->a, fault->kind, field, has_line ? S("forecast.import.line") : S("forecast.import.file"), fault->where);
        err_arg(cx->a, e, fault->arg[0]);
        err_arg(cx->a, e, history_fault_text(cx->a, fault, cx->lang == LANG_NL));
        *last = e, last = &e->next;
    }
    return first;
}

typedef enum { NAME_UNKNOWN, NAME_OURS, NAME_OTHERS } WhoseName;

static bool is_called(const Team *team, Str name) {
    return str_eq_nocase(team->code, name) || str_eq_nocase(team->name, name) || str_eq_nocase(team->name_en, name);
}

/* Whose rows are these? Names that are no team of the organisation (folders of a tracker) say nothing, unless
 * the file also names this team: then only its own rows are taken. */
static Err *whose_names(Ctx *cx, const History *history, Str field, WhoseName **ret_whose, bool *ret_only_ours) {
    Team *teams;
    ptrdiff_t n;
    bool ours = false, others = false;
    WhoseName *whose = NEWS(cx->a, WhoseName, history->teams_n + 1);
    TRY(teams_list(cx, &teams, &n));
    for (ptrdiff_t i = 0; i < history->teams_n; i++) {
        for (ptrdiff_t k = 0; k < n && !whose[i]; k++)
            if (is_called(&teams[k], history->teams[i]))
                whose[i] = str_eq(teams[k].id, TEAM_OF(cx)->id) ? NAME_OURS : NAME_OTHERS;
        ours |= whose[i] == NAME_OURS;
        others |= whose[i] == NAME_OTHERS;
    }
    if (others && !ours) return err_arg(cx->a, err_new(cx->a, ERR_INVALID, field, S("forecast.import.other_team"), "history_ops.c"), TEAM_OF(cx)->name);
    *ret_whose = whose;
    *ret_only_ours = ours;
    return NULL;
}

static int by_content(const void *left, const void *right) {
    const Delivery *x = left, *y = right;
    if (x->finished != y->finished) return x->finished < y->finished ? -1 : 1;
    if (x->started != y->started) return x->started < y->started ? -1 : 1;
    int order = x->type.n && y->type.n ? memcmp(x->type.p, y->type.p, (size_t)(x->type.n < y->type.n ? x->type.n : y->type.n)) : 0;
    return order ? order : (x->type.n > y->type.n) - (x->type.n < y->type.n);
}

/* What a row says, and which of the rows that say the same it is: the same list gives the same ones, and
 * so does a later export of the same work. */
static void name_rows(Arena *a, Delivery *rows, ptrdiff_t n) {
    int same = 0;
    qsort(rows, (size_t)n, sizeof *rows, by_content);
    for (ptrdiff_t i = 0; i < n; i++) {
        same = i && by_content(&rows[i - 1], &rows[i]) == 0 ? same + 1 : 1;
        Str started = rows[i].started == DAY_NONE ? S("-") : day_iso(a, rows[i].started);
        rows[i].source_id = str_fmt(a, "%.*s/%.*s/%.*s#%d", STR_ARG(day_iso(a, rows[i].finished)), STR_ARG(started),
                                    STR_ARG(rows[i].type), same);
    }
}

static Err *take_rows(Ctx *cx, const History *history, Str field, Taken *taken) {
    WhoseName *whose;
    bool only_ours;
    TRY(whose_names(cx, history, field, &whose, &only_ours));
    taken->rows = NEWS(cx->a, Delivery, history->rows_n + 1);
    taken->import.read = history->rows_n;
    for (ptrdiff_t i = 0; i < history->rows_n; i++) {
        const HistoryRow *row = &history->rows[i];
        if (only_ours && row->team != HISTORY_NO_NAME && whose[row->team] != NAME_OURS) taken->import.other++;
        else if (row->finished == DAY_NONE || row->finished > cx->today) taken->import.open++;
        else
            taken->rows[taken->n++] = (Delivery){row->started, row->finished,
                                                 row->type == HISTORY_NO_NAME ? S("") : history->types[row->type], {NULL, 0}};
    }
    if (taken->n > FLOW_IMPORT_ROWS_MAX)
        return err_int(cx->a, err_new(cx->a, ERR_INVALID, field, S("forecast.import.rows"), "history_ops.c"), FLOW_IMPORT_ROWS_MAX);
    if (taken->n == 0) return err_new(cx->a, ERR_INVALID, field, S("forecast.import.nothing"), "history_ops.c");
    name_rows(cx->a, taken->rows, taken->n);
    return NULL;
}

Err *history_prepare(Ctx *cx, const In *in) {
    Str file = in_text(in, "file"), pasted = in_text(in, "rows"), field = file.n ? S("file") : S("rows");
    Taken *taken = NEW(cx->a, Taken);
    History *history = NEW(cx->a, History);
    HistoryRead how = {.windows_1252 = str_eq(in_text(in, "encoding"), S("windows-1252"))};
    if (!file.n && !pasted.n) return FAIL(cx->a, ERR_INVALID, "rows", "forecast.import.empty");
    Err *e = history_read(cx->a, file.n ? file : pasted, &how, history);
    if (e) return fault_of_line(cx, field, e);
    taken->import.file_name = in_given(in, "name") ? in_text(in, "name") : S("");
    TRY(take_rows(cx, history, field, taken));
    cx->prepared = taken;
    return NULL;
}

/* ---- keeping it ---- */
Err *history_import(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Team *team = TEAM_OF(cx);
    const Taken *taken = cx->prepared;
    FlowImport import = taken->import;
    TRY(flow_import(cx, team->id, taken->rows, taken->n, &import));
    model_text(m, "team", team->code);
    model_int(m, "read", import.read);
    model_int(m, "added", import.added);
    model_int(m, "known", import.known);
    model_int(m, "open", import.open);
    model_int(m, "other", import.other);
    return NULL;
}

/* ---- showing it ---- */
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

static void counted_part(const Counted *counted, Day today, bool pace_shown, Model *m) {
    model_int(m, "n", counted->n);
    model_int(m, "weeks", counted->n ? (day_monday(today) - day_monday(counted->first)) / 7 + 1 : 0);
    model_day(m, "first", counted->first);
    model_day(m, "last", counted->last);
    model_int(m, "from_file", counted->from_file);
    model_int(m, "own", counted->own);
    model_flag(m, "has_kinds", counted->has_kinds);
    model_flag(m, "has_beside", pace_shown && counted->has_kinds && counted->n > 0);
    static const char *const names[] = {NULL, "disturbances", "upkeep", "small"};
    for (int kind = FLOW_DISTURBANCE; kind < FLOW_KINDS; kind++) {
        if (pace_shown) model_put_int(m, name_id(names[kind]), counted->beside[kind]);
        else model_add(m, name_id(names[kind]), MODEL_NULL);
    }
}

static Err *imports(Ctx *cx, Str team_id, Model *m) {
    FlowImport *all;
    ptrdiff_t n;
    TRY(flow_imports(cx, team_id, IMPORTS_SHOWN, &all, &n));
    Model *list = model_list(m, "imports");
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *item = model_item(list);
        model_time(item, "at", all[i].at_ms);
        model_text(item, "name", all[i].file_name);
        model_int(item, "read", all[i].read);
        model_int(item, "added", all[i].added);
        model_int(item, "known", all[i].known);
        model_int(item, "open", all[i].open);
        model_int(item, "other", all[i].other);
    }
    model_flag(m, "has_imports", n > 0);
    return NULL;
}

Err *history_show(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const Team *team = TEAM_OF(cx);
    Counted counted;
    Str why;
    TRY(flow_counted(cx, team->id, cx->today, &counted));
    TRY(flow_pace_shown(cx, team, &why));
    flow_model_team(team, model_part(m, "team"));
    counted_part(&counted, cx->today, why.n == 0, model_part(m, "counted"));
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
    return imports(cx, team->id, m);
}

Err *history_import_form(Ctx *cx, const In *in, Model *m) {
    (void)in;
    flow_model_team(TEAM_OF(cx), model_part(m, "team"));
    return NULL;
}
