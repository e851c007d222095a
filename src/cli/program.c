// SPDX-License-Identifier: EUPL-1.2
/* program - opening and closing what every command needs. */
#include "cli/program.h"
#include "core/migrations.h"
#include "web/web.h"
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOW_THREADS = 2, SLOW_WAITING_MAX = 50, GROUP_MAX = 256 };

int exit_code(ErrKind kind) {
    switch (kind) {
    case ERR_USAGE: return EXIT_USAGE;
    case ERR_MALFORMED:
    case ERR_INVALID:
    case ERR_TOO_LARGE:
    case ERR_MEDIA: return EXIT_INPUT;
    case ERR_STORAGE:
    case ERR_FULL:
    case ERR_BUSY: return EXIT_STORAGE;
    default: return EXIT_NO;
    }
}

static Lang lang_here(void) {
    const char *name = getenv("LC_ALL") ? getenv("LC_ALL") : getenv("LANG");
    return str_starts(str_of(name), S("nl")) ? LANG_NL : LANG_EN;
}

int report(Arena *a, const App *app, const Err *err) {
    for (const Err *e = err; e; e = e->next) {
        Str text = e->message;
        if (app && app->templates) {
            Model *m = model_new(a);
            model_text(m, "a", e->arg[0].p ? e->arg[0] : S(""));
            model_text(m, "b", e->arg[1].p ? e->arg[1] : S(""));
            model_text(m, "c", e->arg[2].p ? e->arg[2] : S(""));
            model_text(m, "field", e->field);
            RenderOptions how = {
                .set = app->templates, .lang = lang_here(), .today = day_of_ms(clock_now_ms())};
            text = message_text(a, &how, e->message, m);
        }
        fprintf(stderr, "schakel: %.*s%s%.*s%s%.*s\n", STR_ARG(e->field), e->field.n ? ": " : "",
                STR_ARG(text), e->detail.n ? ": " : "", STR_ARG(e->detail));
    }
    return exit_code(err->kind);
}

static const char default_url[] = "http://127.0.0.1:8080";

Err *program_open(Arena *a, const Parts *parts, const Options *options, int readers,
                  Program *ret_program) {
    Program *p = ret_program;
    Migration *migrations;
    ptrdiff_t migrations_n;
    if (sodium_init() < 0) return FAIL(a, ERR_USAGE, "", "cli.sodium");
    if (!zone_set("Europe/Amsterdam")) return FAIL(a, ERR_USAGE, "", "cli.zone");
    *p = (Program){.app = {.slices = parts->slices, .a = a, .is_dev = options->is_dev}};
    p->app.url = options->url      ? options->url
                 : options->listen ? str_z(a, str_fmt(a, "http://%s", options->listen))
                                   : default_url;
    p->app.is_https = str_starts(str_of(p->app.url), S("https://"));
    TRY(templates_load(a, parts->texts, *parts->texts_n, &p->app.templates));
    TRY(app_prepare(a, &p->app));
    TRY(migrations_of(a, parts->texts, *parts->texts_n, &migrations, &migrations_n));
    int64_t group = GROUP_MAX;
    if (options->writes_per_commit) (void)str_int(str_of(options->writes_per_commit), &group);
    StoreOptions store = {.directory = options->data,
                          .url = options->database,
                          .readers = readers,
                          .slow_threads = SLOW_THREADS,
                          .slow_waiting_max = SLOW_WAITING_MAX,
                          .group_max = (int)group};
    TRY(store_open(a, &store, &p->store));
    p->app.store = p->store;
    Err *e = store_migrate(a, p->store, migrations, migrations_n, NULL);
    if (e) {
        store_close(p->store);
        p->store = NULL;
    }
    return e;
}

void program_close(Program *program) {
    jobs_stop(program->jobs);
    if (program->store) store_close(program->store);
    program->store = NULL;
}

static const struct {
    const char *name;
    int (*run)(Arena *a, const Parts *parts, const Options *options);
    const char *help;
} own[] = {
    {"serve", command_serve,
     "start the server  [--listen ADDR:PORT] [--url URL] [--database URL] [--metrics ADDR:PORT] "
     "[--dev]"},
    {"init", command_migrate, "make an empty database"},
    {"migrate", command_migrate, "bring the database to this version"},
    {"demo", command_demo, "load the demo organisation into an empty database"},
    {"verify", command_verify, "check the storage and the journal"},
    {"help", command_help, "this text"},
};

int command_help(Arena *a, const Parts *parts, const Options *options) {
    (void)a, (void)options;
    printf("schakel - makes IT and the rest of an organisation work together\n\n"
           "usage: schakel COMMAND [--data DIR] [--config FILE] …\n\n");
    for (int i = 0; i < COUNT(own); i++) printf("  %-10s %s\n", own[i].name, own[i].help);
    for (const Command *c = parts->commands; c && c->name; c++)
        printf("  %-10s %s\n", c->name, c->help);
    printf("\nand every operation as `schakel NOUN VERB [PARTS OF ITS ADDRESS] [--INPUT VALUE]`\n"
           "       [--as MAIL] [--json]; a value `-` is read from standard input:\n\n");
    for (const Slice *const *s = parts->slices; *s; s++)
        for (const Op *op = (*s)->ops; op && op->name; op++) {
            Str noun, verb;
            str_cut(str_of(op->name), '.', &noun, &verb);
            printf("  %.*s %.*s", STR_ARG(noun), STR_ARG(verb));
            for (const Param *p = op->params; p && p->name; p++)
                printf(p->required ? " --%s …" : " [--%s …]", p->name);
            printf("\n");
        }
    return EXIT_OK;
}

int cli_main(const Parts *parts, int argc, char **argv) {
    Arena *a = arena_new((ptrdiff_t)1 << 30);
    if (!a) return EXIT_STORAGE;
    int code = EXIT_USAGE;
    const Command *c = parts->commands;
    while (argc > 1 && c && c->name && strcmp(c->name, argv[1]) != 0) c++;
    if (argc > 1 && c && c->name) {
        code = c->run(argc - 1, argv + 1);
    } else {
        Options options;
        if (options_read(a, argc - 1, argv + 1, &options)) {
            const char *word = options.rest_n ? options.rest[0] : "help";
            int i = 0;
            while (i < COUNT(own) && strcmp(own[i].name, word) != 0) i++;
            if (i < COUNT(own) && options.rest_n > 1) {
                fprintf(stderr, "schakel: unknown option or word \"%s\"; see `schakel help`\n",
                        options.rest[1]);
            } else {
                code = i < COUNT(own) ? own[i].run(a, parts, &options)
                                      : command_operation(a, parts, &options);
            }
        }
    }
    arena_free(a);
    return code;
}
