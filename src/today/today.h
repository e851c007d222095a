// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* today - what waits for one person, in sentences with one button each; and their own wishes.
 *
 * It computes nothing about turns: those are stored with the wish. It only chooses the words.
 * Includes: flow (and with it wish, people). */
#include "flow/flow.h"

enum {
    TODAY_TURNS = 20,         /* turns shown; the rest is a number */
    TODAY_WISHES = 10,        /* own wishes shown */
    TODAY_QUESTION_MAX = 160, /* signs of a question in its heading */
    TODAY_SOON_DAYS = 2
};

/* How one kind of turn is said. */
typedef struct {
    const char *why;  /* as stored with the wish: "wish.why.check" */
    const char *code; /* messages today.ask.<code>, today.because.<code>, today.from.<code> */
    const char *icon;
    int minutes; /* a guess of what it takes, said as "ongeveer" */
} TurnWords;
/* Never NULL: an unknown reason gives the words of "other". */
const TurnWords *today_words(Str why);
/* "morning" until 12, "afternoon" until 18, else "evening". */
Str today_part(int hour);
/* Without its last words and with "…", when it has more signs than max. Blank lines become one
 * space. */
Str today_shorten(Arena *a, Str text, ptrdiff_t max);
typedef enum { DUE_NONE, DUE_LATER, DUE_SOON, DUE_PASSED } DueState;
DueState today_due(Day due, Day today);

extern const Slice today_slice;
