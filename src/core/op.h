// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* op - what the program can do, as data. One table per slice; the router, the checks of inputs, the
 * command line, the permission test and the API page are all read from it.
 * Includes: core/ctx. */
#include "core/ctx.h"

typedef enum {
    PARAM_LINE = 1, /* one line of text */
    PARAM_TEXT,     /* text of several lines */
    PARAM_ID,       /* ULID */
    PARAM_INT,
    PARAM_DATE, /* ISO 8601 day; d-m-yyyy on a Dutch form */
    PARAM_CHOICE,
    PARAM_FLAG,   /* "1"/"on"/true; absent is false */
    PARAM_SECRET, /* a password: never shown again, never logged */
    PARAM_FILE    /* the raw body (text/csv, …) or a file of the command line */
} ParamKind;

typedef struct {
    const char *name; /* form field, JSON member, {path part} and --option alike */
    ParamKind kind;
    bool required;
    int64_t min, max; /* signs for text (max 0: PARAM_MAX_SIGNS), value for int, bytes for file */
    const char *choices; /* "low high" for PARAM_CHOICE */
} Param;
enum { PARAM_MAX_SIGNS = 200, PARAMS_MAX = 24 };

typedef struct {
    bool given;
    Str text; /* trimmed; for a choice the chosen word */
    int64_t number;
    Day day;
} InValue;
typedef struct {
    const Op *op;
    InValue *values; /* parallel to op->params */
} In;
/* Asking for a name that the operation does not declare is a programmer mistake (assert). */
Str in_text(const In *in, const char *name);
int64_t in_int(const In *in, const char *name);
Day in_day(const In *in, const char *name); /* DAY_NONE when absent */
bool in_flag(const In *in, const char *name);
bool in_given(const In *in, const char *name);

struct Op {
    const char *name;  /* "wish.ask"; also `schakel wish ask` and the journal's verb */
    const char *route; /* "POST /wishes/{number}/ask" */
    Standing need;     /* any of these; checked after subject */
    /* Loads the object within the actor's sight into cx->subject and adds relations to
     * cx->standing; absent and hidden are both ERR_NOT_FOUND. NULL: no object (write NO_SUBJECT).
     */
    Err *(*subject)(Ctx *cx, const In *in);
    Err *(*run)(Ctx *cx, const In *in, Model *ret_model);
    bool writes;      /* run in a write transaction, with journal; only POST, PUT, PATCH, DELETE */
    const char *page; /* GET: its template ("wish/show") */
    const char
        *form; /* POST: the GET operation whose page holds its form, shown again on a fault */
    const char *then;    /* POST: where a form goes afterwards: "/wishes/{number}"; parts are filled
                            from ret_model, else from the inputs */
    const char *done;    /* POST: message key shown once on that next page, or NULL */
    const Param *params; /* ends at name == NULL; may be NULL */
    /* Runs before run on a slow thread with a reading connection: password hashes, long sums. */
    Err *(*prepare)(Ctx *cx, const In *in);
    const char *place;   /* menu item that is current: "today", "wishes", … */
    bool is_public_page; /* may be shown without menu (sign-in) */
};
#define NO_SUBJECT NULL
/* Name, route, need, subject and run are positional: an operation without a rule does not compile.
 */
#define OP(name_, route_, need_, subject_, run_, ...)                                              \
    { .name = name_, .route = route_, .need = need_, .subject = subject_, .run = run_, __VA_ARGS__ }
#define PARAMS(...)                                                                                \
    .params = (const Param[]) {                                                                    \
        __VA_ARGS__, { 0 }                                                                         \
    }

/* The router: method and raw path -> operation and path parts. 404: NULL and *ret_allow empty; 405:
 * NULL and *ret_allow = "GET, POST". is_api: the path began with /api/v1 (already cut off). */
typedef struct {
    Str name, value; /* decoded */
} Input;
const Op *op_find(const App *app, Arena *a, Str method, Str path, Input **ret_parts,
                  ptrdiff_t *ret_n, Str *ret_allow);
const Op *op_named(const App *app, Str name);

/* Checks given inputs against what op declares. All faults at once, chained by next, each naming
 * its field: "param.unknown", "param.twice", "param.required", "param.long" (a = most signs),
 * "param.short", "param.utf8", "param.line", "param.number", "param.range" (a, b), "param.date",
 * "param.choice", "param.id". */
Err *params_check(Arena *a, const Op *op, const Input *given, ptrdiff_t n, Lang lang, In *ret_in);
/* A JSON object (jansson) into inputs: strings, whole numbers, booleans; null means absent.
 * ERR_MALFORMED "json.broken" (a = what), "json.object"; ERR_INVALID "json.type" with the field. */
Err *params_from_json(Arena *a, Str body, Input **ret_inputs, ptrdiff_t *ret_n);
/* One text or whole number at the top of a JSON object that we wrote ourselves; empty when absent.
 */
Str params_json_member(Arena *a, Str body, Str name);
