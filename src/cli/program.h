// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* program - options, and opening everything the commands need. What the program consists of comes
 * from app.c, so no command names a slice. Includes: core, db, text, http/static. */
#include "core/app.h"
#include "http/static.h"

typedef struct {
    const char *name;                  /* first word: "forecast" */
    int (*run)(int argc, char **argv); /* argv[0] is that word; returns the exit code */
    const char *help;                  /* one line */
} Command;

typedef struct {
    const Slice *const *slices;
    const TemplateSource *texts; /* templates, messages, migrations */
    const int *texts_n;
    const EmbeddedFile *files;
    const int *files_n;
    const Command *commands; /* calculators that need no server; ends at name == NULL */
} Parts;

enum { EXIT_OK = 0, EXIT_NO = 1, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_STORAGE = 4 };

typedef struct {
    const char *data, *database, *listen, *url, *metrics, *config, *writes_per_commit;
    bool is_dev;
    const char *as_mail, *lang;
    bool is_json;
    char **rest; /* what is not an option of the program itself */
    int rest_n;
} Options;

/* Reads argv after the first words. Unknown options stay in rest. Reports on standard error;
 * returns false (exit code 2) on a missing value or a fault in the configuration file (file:line
 * and what would be right). */
bool options_read(Arena *a, int argc, char **argv, Options *ret_options);

typedef struct {
    App app;
    Store *store;
    JobRunner *jobs;
} Program;
/* Opens the store, migrates, loads templates, builds the router. */
Err *program_open(Arena *a, const Parts *parts, const Options *options, int readers,
                  Program *ret_program);
void program_close(Program *program);

/* An error on standard error, in the language of LANG, and its exit code. app may be NULL. */
int report(Arena *a, const App *app, const Err *err);
int exit_code(ErrKind kind);

/* ---- commands ---- */
int command_serve(Arena *a, const Parts *parts, const Options *options);
int command_demo(Arena *a, const Parts *parts, const Options *options);
int command_verify(Arena *a, const Parts *parts, const Options *options);
int command_migrate(Arena *a, const Parts *parts, const Options *options);
/* `schakel wish ask 123 --words -`, `schakel import history FILE --team T`: through the running
 * server's socket when one answers, else on the database itself. */
int command_operation(Arena *a, const Parts *parts, const Options *options);
int command_help(Arena *a, const Parts *parts, const Options *options);

/* Asks the server on DIR/schakel.sock. false: no server is there. */
typedef struct {
    int status, exit_code;
    Str body;
} Reply;
bool socket_ask(Arena *a, const char *directory, Str method, Str target, Str content_type, Str body,
                const Options *options, Reply *ret_reply);
/* A whole file, or standard input for "-". ERR_USAGE "cli.unreadable". */
Err *file_read(Arena *a, const char *path, ptrdiff_t max, Str *ret_text);
/* The entry of main.c. */
int cli_main(const Parts *parts, int argc, char **argv);
