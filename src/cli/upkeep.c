// SPDX-License-Identifier: EUPL-1.2
/* upkeep - migrate, demo and verify: work on the database without a server. */
#include "cli/program.h"
#include <stdio.h>

typedef struct {
    StoreTask task;
    const App *app;
    Arena *a;
    Err *(*step)(Ctx *cx);
    Err *err;
} Upkeep;

static bool upkeep_run(StoreTask *task, Db *db) {
    Upkeep *u = (Upkeep *)task;
    Ms now = clock_now_ms();
    Ctx cx = {.a = u->a,
              .db = db,
              .now_ms = now,
              .today = day_of_ms(now),
              .lang = LANG_NL,
              .app = u->app,
              .is_local = true};
    u->err = u->step(&cx);
    return !u->err;
}

static Err *in_transaction(Program *p, Arena *a, Err *(*step)(Ctx *)) {
    Upkeep u = {.task = {.run = upkeep_run}, .app = &p->app, .a = a, .step = step};
    bool committed;
    TRY(store_wait_write(p->store, &u.task, &committed));
    return u.err;
}

static int with_program(Arena *a, const Parts *parts, const Options *options, Err *(*step)(Ctx *)) {
    Program p;
    Err *e = program_open(a, parts, options, 1, &p);
    if (e) return report(a, p.app.templates ? &p.app : NULL, e);
    e = step ? in_transaction(&p, a, step) : NULL;
    int code = e ? report(a, &p.app, e) : EXIT_OK;
    program_close(&p);
    return code;
}

int command_migrate(Arena *a, const Parts *parts, const Options *options) {
    int code = with_program(a, parts, options, NULL);
    if (code == EXIT_OK) printf("The database is of this version.\n");
    return code;
}

/* The story of the demo ends on 30 June 2026; whole weeks later it ends now. */
static Err *load_demo(Ctx *cx) {
    Day end = day_from_ymd(2026, 6, 30);
    Day shift = (cx->today - end) / 7 * 7;
    Ms now = cx->now_ms;
    for (const Slice *const *s = cx->app->slices; *s; s++) {
        if ((*s)->demo) TRY((*s)->demo(cx, shift));
        cx->now_ms = now, cx->actor = NULL;
    }
    return NULL;
}

int command_demo(Arena *a, const Parts *parts, const Options *options) {
    int code = with_program(a, parts, options, load_demo);
    if (code == EXIT_OK)
        printf("Loaded: Woonstichting Zilverwilg (made up). Sign in as\n"
               "  puck.sleedoorn@zilverwilg.example      asks wishes (Repairs)\n"
               "  elin.ringslang@zilverwilg.example      adviser in IT\n"
               "  mees.eikenblad@zilverwilg.example      owner for Repairs\n"
               "  bas.visotter@zilverwilg.example        lead of Applications\n"
               "  berend.kievitsbloem@zilverwilg.example decides what goes first\n"
               "  lars.edelhert@zilverwilg.example       information manager\n"
               "with password: schakel-demo\n");
    return code;
}

static int64_t sealed_to, unsealed;
static Str fault;

static Err *check_journal(Ctx *cx) { return journal_verify(cx, &sealed_to, &unsealed, &fault); }

int command_verify(Arena *a, const Parts *parts, const Options *options) {
    Program p;
    Err *e = program_open(a, parts, options, 1, &p);
    if (e) return report(a, p.app.templates ? &p.app : NULL, e);
    e = in_transaction(&p, a, check_journal);
    int code = e ? report(a, &p.app, e) : EXIT_OK;
    if (!e && fault.n) {
        printf("The journal is damaged: entry %.*s does not fit (sealed to %lld).\n",
               STR_ARG(fault), (long long)sealed_to);
        code = EXIT_NO;
    } else if (!e) {
        printf("The journal is whole: sealed to %lld, %lld not yet sealed.\n", (long long)sealed_to,
               (long long)unsealed);
    }
    program_close(&p);
    return code;
}
