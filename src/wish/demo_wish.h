// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* demo_wish - the shape of the demo's wishes (demo_wishes.c) and how they are told (demo_wish.c).
 * Includes: base. */
#include "base/base.h"

typedef enum {
    DEMO_DRAFT = 1,
    DEMO_ASKED,     /* waits for its first reply */
    DEMO_HIDDEN,    /* the same, and hidden */
    DEMO_READ_BACK, /* said back on `understood`, waits for the asker */
    DEMO_CORRECTED, /* said back and corrected on `understood` */
    DEMO_CONFIRMED, /* confirmed on `understood`, the owner at IT is missing */
    DEMO_UNDERSTOOD,
    DEMO_MAKING,
    DEMO_IN_USE,
    DEMO_DONE,
    DEMO_DECLINED /* on `ended` */
} DemoStory;

enum { DEMO_DAY_BASE = 100, DEMO_NL = 0, DEMO_EN = 1 };

typedef struct {
    const char *code, *asker, *team, *want_owner, *it_owner, *adviser;
    const char *reader; /* department that says IT's own wish back; empty: a wish of the business */
    const char *kind;
    DemoStory story;
    int created, understood, started, in_use, done, ended; /* days; 0: never */
    const char *title[2], *words[2], *back[2];             /* nl, en */
    const char *first[2], *correction[2]; /* a read-back that was not right, and what was said */
    const char *reason[2];
} DemoWish;
extern const DemoWish demo_wishes[];
extern const int demo_wishes_n;

typedef struct {
    const char *wish;
    bool is_business; /* asked by the business, to IT; else the other way */
    int asked, wait_hours;
    const char *text[2], *answer[2]; /* answer NULL: still open */
} DemoQuestion;
extern const DemoQuestion demo_questions[];
extern const int demo_questions_n;
