// SPDX-License-Identifier: EUPL-1.2
/* forecast_cli - options in, file in, sentence or JSON out. */
#include "forecast/forecast_cli.h"
#include "forecast/forecast.h"
#include <errno.h>
#include <string.h>

enum { EXIT_ANSWERED, EXIT_REFUSED, EXIT_USAGE, EXIT_INPUT };

static const char usage_text[] =
    "usage: schakel forecast --history FILE|- (--items N | --by DATE) --as-of DATE [--team T]\n"
    "                        [--sims N] [--seed N] [--format text|json] [--lang nl|en]\n"
    "                        [--encoding utf-8|windows-1252]\n";

typedef struct {
    Arena *a;
    FILE *in, *out, *err;
    const char *history; /* zero-terminated, or NULL */
    Str team;
    int64_t items;
    ForecastQuestion question;
    bool has_by, json, dutch, windows_1252;
} Command;

static int complain(const Command *c, const char *option, Str value, const char *right) {
    fprintf(c->err, "schakel forecast: %s \"%.*s\": %s\n%s", option, STR_ARG(value), right,
            usage_text);
    return EXIT_USAGE;
}

static bool take_choice(Str value, const char *yes, const char *no, bool *ret_is_yes) {
    *ret_is_yes = str_eq(value, str_of(yes));
    return *ret_is_yes || str_eq(value, str_of(no));
}

static int take_option(Command *c, Str name, const char *z) {
    Str value = str_of(z);
    int64_t n;
    if (str_eq(name, S("--history"))) {
        c->history = z;
    } else if (str_eq(name, S("--team"))) {
        c->team = value;
    } else if (str_eq(name, S("--items"))) {
        if (!str_int(value, &c->items) || c->items < 1 || c->items > FORECAST_ITEMS_MAX)
            return complain(c, "--items", value, "give a whole number from 1 to 100000");
    } else if (str_eq(name, S("--by"))) {
        if (!day_parse(value, &c->question.by))
            return complain(c, "--by", value, "give a date such as 2024-03-01");
        c->has_by = true;
    } else if (str_eq(name, S("--as-of"))) {
        if (!day_parse(value, &c->question.as_of))
            return complain(c, "--as-of", value, "give a date such as 2024-03-01");
    } else if (str_eq(name, S("--sims"))) {
        if (!str_int(value, &n) || n < FORECAST_SIMS_MIN || n > FORECAST_SIMS_MAX)
            return complain(c, "--sims", value, "give a whole number from 100 to 100000");
        c->question.sims = (int)n;
    } else if (str_eq(name, S("--seed"))) {
        if (!str_int(value, &n) || n < 0)
            return complain(c, "--seed", value, "give a whole number, 0 or more");
        c->question.seed = (uint64_t)n;
    } else if (str_eq(name, S("--format"))) {
        if (!take_choice(value, "json", "text", &c->json))
            return complain(c, "--format", value, "give text or json");
    } else if (str_eq(name, S("--lang"))) {
        if (!take_choice(value, "nl", "en", &c->dutch))
            return complain(c, "--lang", value, "give nl or en");
    } else if (str_eq(name, S("--encoding"))) {
        if (!take_choice(value, "windows-1252", "utf-8", &c->windows_1252))
            return complain(c, "--encoding", value, "give utf-8 or windows-1252");
    } else {
        return complain(c, "option", name, "there is no such option");
    }
    return 0;
}

static int take_options(Command *c, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        Str word = str_of(argv[i]), name, value;
        int wrong;
        if (str_starts(word, S("--")) && str_cut(word, '=', &name, &value)) {
            wrong = take_option(c, name, value.p);
        } else if (i + 1 < argc) {
            wrong = take_option(c, word, argv[i + 1]);
            i++;
        } else {
            return complain(c, "option", word, "its value is missing");
        }
        if (wrong) return wrong;
    }
    Str none = {"", 0};
    if (!c->history) return complain(c, "--history", none, "say which file, or - to read here");
    if ((c->items > 0) == c->has_by)
        return complain(c, "--items", none, "give either --items or --by");
    if (c->question.as_of == DAY_NONE)
        return complain(c, "--as-of", none, "say up to which day the history goes");
    return 0;
}

/* The whole file; one byte more than allowed is read, so that history_read can refuse it. */
static bool read_all(Command *c, Str *ret_text) {
    bool is_stdin = strcmp(c->history, "-") == 0;
    FILE *f = is_stdin ? c->in : fopen(c->history, "rb");
    if (!f) return false;
    ptrdiff_t cap = 1 << 20, n = 0;
    char *p = NEWS(c->a, char, cap);
    for (size_t got; (got = fread(p + n, 1, (size_t)(cap - n), f)) > 0;) {
        n += (ptrdiff_t)got;
        if (n > HISTORY_BYTES_MAX) break;
        if (n < cap) continue;
        char *more = NEWS(c->a, char, cap * 2);
        memcpy(more, p, (size_t)n);
        p = more;
        cap *= 2;
    }
    bool ok = !ferror(f);
    if (!is_stdin) fclose(f);
    *ret_text = (Str){p, n};
    return ok;
}

static int tell_faults(const Command *c, const Err *faults) {
    const char *name = strcmp(c->history, "-") == 0 ? "-" : c->history;
    for (const Err *e = faults; e; e = e->next) {
        Str text = history_fault_text(c->a, e, c->dutch);
        fprintf(c->err, "%s:%.*s: %.*s\n", name, STR_ARG(e->arg[0]), STR_ARG(text));
    }
    return EXIT_INPUT;
}

/* What forecast_run refuses to look at: only days can still be out of range here. */
static int tell_range(const Command *c, const Err *fault) {
    bool is_by = str_eq(fault->field, S("by"));
    Day day = is_by ? c->question.by : c->question.as_of;
    return complain(c, is_by ? "--by" : "--as-of", day_iso(c->a, day),
                    is_by ? "give a day after --as-of, at most ten years later"
                          : "give a day from 1970 to 2199");
}

static int answer(Command *c, const History *history) {
    ForecastDays days;
    ForecastAnswer answer = {.as_of = c->question.as_of, .by = DAY_NONE};
    int items = (int)c->items;
    if (!c->has_by) c->question.items = &items, c->question.items_n = 1;
    if (forecast_days(c->a, history, c->team, c->question.as_of, &days)) {
        Err *fault = forecast_run(c->a, &days, &c->question, &answer);
        if (fault) return tell_range(c, fault);
    } else {
        answer.refused = FORECAST_NO_TEAM;
        if (c->has_by) answer.by = c->question.by;
    }
    const ForecastPlace *place = answer.places_n > 0 ? &answer.places[0] : NULL;
    Str text;
    if (c->json) {
        text = forecast_json(c->a, &answer, place, items);
    } else {
        Str sentence = forecast_sentence(c->a, &answer, place, c->dutch), more = {"", 0};
        if (!answer.refused) more = forecast_counted_text(c->a, &answer, place, c->dutch);
        text = str_fmt(c->a, "%.*s\n%.*s", STR_ARG(sentence), STR_ARG(more));
    }
    fwrite(text.p, 1, (size_t)text.n, c->out);
    return answer.refused ? EXIT_REFUSED : EXIT_ANSWERED;
}

int forecast_command(Arena *a, int argc, char **argv, FILE *in, FILE *out, FILE *err) {
    Command c = {.a = a, .in = in, .out = out, .err = err, .question = {.as_of = DAY_NONE}};
    c.question.by = DAY_NONE;
    int wrong = take_options(&c, argc, argv);
    if (wrong) return wrong;
    Str text;
    if (!read_all(&c, &text)) {
        fprintf(err, "%s:1: cannot be read: %s\n", c.history, strerror(errno));
        return EXIT_INPUT;
    }
    History history;
    HistoryRead how = {.windows_1252 = c.windows_1252, .team = c.team};
    Err *faults = history_read(a, text, &how, &history);
    return faults ? tell_faults(&c, faults) : answer(&c, &history);
}
