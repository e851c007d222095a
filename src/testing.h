// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* testing - operations in memory: the whole program without a socket, on SQLite, or on PostgreSQL
 * when SCHAKEL_TEST_PG names one. Everything is undone at the end of a test.
 *
 *   Stage *s = stage_open(a);                     // the demo's departments, teams, people and
 * roles Answer r = DO(s, "puck.sleedoorn", "wish.draft", "title", "Kraan", "words", "Lekt.",
 * "send", "1"); CHECK(!r.err); Answer p = DO(s, "elin.ringslang", "wish.show", "number", "1");
 *   CHECK(has(p.html, "Kraan") && has(p.json, "\"state\":\"asked\""));
 */
#include "app.h"
#include "base/test.h"

typedef struct {
    App app;
    Arena *a;
    Ctx cx;    /* cx.db is the test's connection; cx.actor of the last call */
    Ms now_ms; /* a test may move it; Tuesday 24 November 2026, 10:00 in Amsterdam at first */
    Lang lang; /* of pages; nl at first */
    int64_t fail_step; /* > 0: this SQL step of every operation fails … */
    bool has_failed;   /* … and the last one came so far */
} Stage;
typedef struct {
    Err *err;
    Model *model;
    Str json; /* empty on error */
    Str html; /* of a GET with a page: the whole page, strict; of a failing POST: its form with the
                 faults */
} Answer;

Stage *stage_open(Arena *a);      /* with people (people_slice.demo) */
Stage *stage_open_demo(Arena *a); /* with every slice's demo */
/* who: the part of the demo's mail address before the @; NULL: signed out; "@": the machine's
 * operator. Pairs of names and values, ending with NULL. */
Answer stage_do(Stage *s, const char *who, const char *op, ...) __attribute__((sentinel));
#define DO(s, who, ...) stage_do((s), (who), __VA_ARGS__, NULL)
bool has(Str text, const char *part);
/* The code of the first fault: "param.required"; empty when there was none. */
Str fault_of_answer(Answer r);
