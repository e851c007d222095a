// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* app - the list of slices and what the whole program shares; slice - what the rest of the program
 * sees of one capability. Slices know no HTTP; web and cli know no slice.
 * Includes: core/op, core/journal. */
#include "core/journal.h"
#include "core/op.h"

/* A fact about a move that somebody owes on a subject, told by the slice that knows it. The slice
 * that owns the subject turns facts into the one turn that is shown. */
typedef struct {
    const char *why; /* "flow.decision_waits": code and message key of the reason */
    Str person_id;   /* or, when empty, a role within a scope: */
    Standing role;
    Str scope;
    Ms since_ms;
    Day due; /* DAY_NONE: no date */
} OwedFact;
enum { OWED_FACTS_MAX = 8 };

typedef struct {
    const char *kind; /* "journal.seal" */
    int64_t every_ms; /* runs by itself this often; 0: only when queued with job_add */
    Err *(*run)(Ctx *cx, Str payload);
} JobKind;

typedef struct {
    const char *name; /* folder, and prefix of its operations */
    const Op *ops;    /* ends at name == NULL */
    const JobKind *jobs;
    /* Who belongs to a session token's hash? *ret_actor stays NULL when nobody. people fills this
     * in. */
    Err *(*identify)(Ctx *cx, Str session_hash, Actor **ret_actor, Str *ret_csrf);
    /* Who has this mail address? For --as on the local socket and for tests. */
    Err *(*identify_mail)(Ctx *cx, Str mail, Actor **ret_actor);
    /* What this slice adds to another's page: an object of its own name within `panels`. Its member
     * "template" (text) names the template that web renders for it. subject_kind: "wish". */
    Err *(*panels)(Ctx *cx, const char *subject_kind, Str subject_id, const char *page,
                   Model *panels);
    /* Facts about owed moves on a subject. */
    Err *(*owed)(Ctx *cx, const char *subject_kind, Str subject_id, OwedFact *ret_facts,
                 int *ret_n);
    /* Loads this slice's part of the demo organisation; shift: whole weeks in days to move dates
     * by. */
    Err *(*demo)(Ctx *cx, Day shift);
    /* What the menu counts ("3 wait for you"); today fills this in. */
    Err *(*count_turns)(Ctx *cx, int64_t *ret_n);
} Slice;

struct App {
    const Slice *const *slices; /* ends at NULL; in the order of app.c */
    Templates *templates;
    Store *store;
    const char *url; /* the address people use: "http://127.0.0.1:8080" */
    bool is_https;
    bool is_dev;
    Str organisation; /* name */
    void *router;     /* made by app_prepare */
    Arena *a;         /* lives as long as the program */
};
/* Builds the router; ERR_USAGE when two operations share a route or name, a route's part is not a
 * param, a form or page is unknown. */
Err *app_prepare(Arena *a, App *app);

/* Asks every slice; what one adds stands under its own name. */
Err *app_panels(Ctx *cx, const char *subject_kind, Str subject_id, const char *page, Model *model);
Err *app_owed(Ctx *cx, const char *subject_kind, Str subject_id, OwedFact *ret_facts, int *ret_n);

/* ---- one call of an operation: the same for page, API and terminal ---- */
typedef enum { FACE_HTML, FACE_JSON, FACE_TERMINAL } Face;
typedef struct Call Call;
struct Call {
    StoreTask task; /* first: the store's */
    const App *app;
    Arena *a;
    const Op *op;
    Input *inputs;
    ptrdiff_t inputs_n;
    Face face;
    /* who: a session's token (hashed here), or on the local socket a mail address */
    Str session_token, as_mail;
    bool is_local;
    Str peer, agent, request_id;
    Lang lang; /* asked for; a person's own language wins */
    Ms now_ms;
    int reader;
    Str once;       /* Idempotency-Key or the form's own token; empty: none */
    Str form_token; /* CSRF token a form sent; checked when must_match_token */
    bool must_match_token;
    void (*finished)(Call *call); /* any thread; exactly once */
    void *user;
    /* the answer */
    Ctx cx;
    In in;
    Model *model;  /* on success */
    Err *err;      /* or this */
    Str replay;    /* the stored JSON of an earlier same call (model is NULL then) */
    int64_t turns; /* pages: how many things wait for the actor */
    int tries;
};
void call_start(Call *call);
/* For the command line without a server, tests and start-up: waits until it is finished. */
void call_wait(Call *call);
/* Runs op inside the caller's transaction as the caller's actor: check of inputs and permission
 * included. For pages that show another operation's model again, and for tests. */
Err *call_inside(Ctx *cx, const Op *op, const Input *inputs, ptrdiff_t n, In *ret_in,
                 Model **ret_model);

/* ---- jobs ---- */
Err *job_add(Ctx *cx, const char *kind, Str payload, Ms run_at_ms);
typedef struct JobRunner JobRunner;
JobRunner *jobs_start(const App *app); /* one thread; actor "system" */
void jobs_stop(JobRunner *runner);
