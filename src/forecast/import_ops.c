// SPDX-License-Identifier: EUPL-1.2
/* import_ops - a list of what teams finished is read in: all of it, or nothing and every fault
 * told. */
#include "forecast/forecast_ops.h"
#include "forecast/history.h"
#include <stdlib.h>
#include <string.h>

/* ---- reading the list, before the transaction ---- */

/* What one team gets of it. */
typedef struct {
    Team team;
    Delivery *rows;
    ptrdiff_t n;
    FlowImport import; /* counts of what was not taken */
} Taken;
typedef struct {
    Taken *teams;
    ptrdiff_t n;
    int64_t read, other;
} TakenList;

#define FAULT(field, message)                                                                      \
    err_new(cx->a, ERR_INVALID, field, S(message), "import_ops.c:" STRING(__LINE__))

/* A fault of the reader, told of the field that the text came in. */
static Err *fault_of_line(Ctx *cx, Str field, const Err *fault) {
    Err *first = NULL, **last = &first;
    for (; fault; fault = fault->next) {
        bool has_line =
            fault->kind == ERR_INVALID && fault->arg[0].n && !str_eq(fault->arg[0], S("0"));
        Err *e =
            err_new(cx->a, fault->kind, field,
                    has_line ? S("forecast.import.line") : S("forecast.import.file"), fault->where);
        err_arg(cx->a, e, fault->arg[0]);
        err_arg(cx->a, e, history_fault_text(cx->a, fault, cx->lang == LANG_NL));
        *last = e, last = &e->next;
    }
    return first;
}

static bool is_called(const Team *team, Str name) {
    return str_eq_nocase(team->code, name) || str_eq_nocase(team->name, name) ||
           str_eq_nocase(team->name_en, name);
}

enum { NO_TEAM = -1 };
/* For every name in the list, which of the organisation's teams it is; NO_TEAM for none. */
static ptrdiff_t *teams_by_name(Arena *a, const History *history, const Team *teams, ptrdiff_t n) {
    ptrdiff_t *whose = NEWS(a, ptrdiff_t, history->teams_n + 1);
    for (ptrdiff_t i = 0; i < history->teams_n; i++) {
        whose[i] = NO_TEAM;
        for (ptrdiff_t k = 0; k < n && whose[i] == NO_TEAM; k++)
            if (is_called(&teams[k], history->teams[i])) whose[i] = k;
    }
    return whose;
}

/* For one team that somebody named. Names that are no team of ours (folders of a tracker) say
 * nothing, unless the list also names this team: then only its own rows are taken. */
static Err *whose_for_one(Ctx *cx, const History *history, Str field, ptrdiff_t *whose,
                          ptrdiff_t mine, Str name) {
    bool has_mine = false, has_others = false;
    for (ptrdiff_t i = 0; i < history->teams_n; i++) {
        has_mine |= whose[i] == mine;
        has_others |= whose[i] != NO_TEAM && whose[i] != mine;
    }
    if (has_others && !has_mine)
        return err_arg(cx->a, FAULT(field, "forecast.import.other_team"), name);
    for (ptrdiff_t i = 0; i < history->teams_n; i++)
        if (!has_mine)
            whose[i] = mine;
        else if (whose[i] != mine)
            whose[i] = NO_TEAM;
    return NULL;
}

/* For all teams at once the list itself has to say whose each row is, in names that we know. */
static Err *whose_for_all(Ctx *cx, const History *history, Str field, const ptrdiff_t *whose) {
    Err *first = NULL, **last = &first;
    if (!history->has_team) return FAULT(S("team"), "forecast.import.which_team");
    for (ptrdiff_t i = 0; i < history->teams_n; i++) {
        if (whose[i] != NO_TEAM) continue;
        *last = err_arg(cx->a, FAULT(field, "forecast.import.unknown_team"), history->teams[i]);
        last = &(*last)->next;
    }
    return first;
}

static int by_content(const void *left, const void *right) {
    const Delivery *x = left, *y = right;
    if (x->finished != y->finished) return x->finished < y->finished ? -1 : 1;
    if (x->started != y->started) return x->started < y->started ? -1 : 1;
    int order =
        x->type.n && y->type.n
            ? memcmp(x->type.p, y->type.p, (size_t)(x->type.n < y->type.n ? x->type.n : y->type.n))
            : 0;
    return order ? order : (x->type.n > y->type.n) - (x->type.n < y->type.n);
}

/* What a row says, and which of the rows that say the same it is: the same list gives the same
 * ones, and so does a later export of the same work. */
static void name_rows(Arena *a, Delivery *rows, ptrdiff_t n) {
    int same = 0;
    if (n) qsort(rows, (size_t)n, sizeof *rows, by_content);
    for (ptrdiff_t i = 0; i < n; i++) {
        same = i && by_content(&rows[i - 1], &rows[i]) == 0 ? same + 1 : 1;
        Str started = rows[i].started == DAY_NONE ? S("-") : day_iso(a, rows[i].started);
        rows[i].source_id = str_fmt(a, "%.*s/%.*s/%.*s#%d", STR_ARG(day_iso(a, rows[i].finished)),
                                    STR_ARG(started), STR_ARG(rows[i].type), same);
    }
}

/* mine: the team of rows that name none; NO_TEAM: such rows belong to nobody. */
static Err *take_rows(Ctx *cx, const History *history, Str field, const ptrdiff_t *whose,
                      ptrdiff_t mine, TakenList *list) {
    int64_t taken = 0;
    for (ptrdiff_t i = 0; i < history->rows_n; i++) {
        const HistoryRow *row = &history->rows[i];
        ptrdiff_t k = row->team == HISTORY_NO_NAME ? mine : whose[row->team];
        if (k == NO_TEAM) {
            list->other++;
            continue;
        }
        Taken *t = &list->teams[k];
        t->import.read++;
        if (row->finished == DAY_NONE || row->finished > cx->today) {
            t->import.open++;
            continue;
        }
        if (!t->rows) t->rows = NEWS(cx->a, Delivery, history->rows_n);
        Str type = row->type == HISTORY_NO_NAME ? S("") : history->types[row->type];
        t->rows[t->n++] = (Delivery){row->started, row->finished, type, {NULL, 0}};
        taken++;
    }
    if (taken > FLOW_IMPORT_ROWS_MAX)
        return err_int(cx->a, FAULT(field, "forecast.import.rows"), FLOW_IMPORT_ROWS_MAX);
    if (taken == 0) return FAULT(field, "forecast.import.nothing");
    for (ptrdiff_t k = 0; k < list->n; k++) name_rows(cx->a, list->teams[k].rows, list->teams[k].n);
    return NULL;
}

static Err *take(Ctx *cx, const History *history, Str field, Str name, TakenList *list) {
    Team *teams;
    const Team *one = TEAM_OF(cx);
    ptrdiff_t mine = NO_TEAM;
    TRY(teams_list(cx, &teams, &list->n));
    list->read = history->rows_n;
    list->teams = NEWS(cx->a, Taken, list->n + 1);
    for (ptrdiff_t k = 0; k < list->n; k++) {
        list->teams[k] = (Taken){.team = teams[k], .import.file_name = name};
        if (one && str_eq(one->id, teams[k].id)) mine = k;
    }
    ptrdiff_t *whose = teams_by_name(cx->a, history, teams, list->n);
    TRY(one ? whose_for_one(cx, history, field, whose, mine, one->name)
            : whose_for_all(cx, history, field, whose));
    return take_rows(cx, history, field, whose, mine, list);
}

/* Of one team when it is named: then its lead may too. */
Err *history_import_subject(Ctx *cx, const In *in) {
    return in_text(in, "team").n ? flow_team_subject(cx, in) : NULL;
}

Err *history_prepare(Ctx *cx, const In *in) {
    Str file = in_text(in, "file"), pasted = in_text(in, "rows"),
        field = file.n ? S("file") : S("rows");
    Str name = in_given(in, "name") ? in_text(in, "name") : S("");
    TakenList *list = NEW(cx->a, TakenList);
    History history;
    HistoryRead how = {.windows_1252 = str_eq(in_text(in, "encoding"), S("windows-1252"))};
    if (!file.n && !pasted.n) return FAIL(cx->a, ERR_INVALID, "rows", "forecast.import.empty");
    Err *e = history_read(cx->a, file.n ? file : pasted, &how, &history);
    if (e) return fault_of_line(cx, field, e);
    TRY(take(cx, &history, field, name, list));
    cx->prepared = list;
    return NULL;
}

/* ---- keeping it ---- */
Err *history_import(Ctx *cx, const In *in, Model *m) {
    (void)in;
    const TakenList *list = cx->prepared;
    int64_t added = 0, known = 0, open = 0;
    model_text(m, "team", TEAM_OF(cx) ? TEAM_OF(cx)->code : S(""));
    Model *teams = model_list(m, "teams");
    for (ptrdiff_t k = 0; k < list->n; k++) {
        Taken *t = &list->teams[k];
        if (!t->n) {
            open += t->import.open;
            continue;
        }
        t->import.other = list->read - t->import.read;
        TRY(flow_import(cx, t->team.id, t->rows, t->n, &t->import));
        Model *item = model_item(teams);
        model_text(item, "code", t->team.code);
        model_int(item, "added", t->import.added);
        model_int(item, "known", t->import.known);
        model_int(item, "open", t->import.open);
        added += t->import.added, known += t->import.known, open += t->import.open;
    }
    model_int(m, "read", list->read);
    model_int(m, "added", added);
    model_int(m, "known", known);
    model_int(m, "open", open);
    model_int(m, "other", list->other);
    return NULL;
}
