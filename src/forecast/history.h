// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* history - what a team started and finished, and when: the only thing a forecast counts.
 *
 * Read from CSV as people have it: comma, semicolon or tab; UTF-8 with or without BOM, or
 * windows-1252; LF, CRLF or CR; quoted fields. The header names the columns, in the common Dutch
 * and English words ("finished", "closed", "Datum gereed"); only the finishing date is required.
 * Rows from a database fill the same struct by hand.
 *
 * Days: "2024-03-01", also with a time behind it (the day counts as it is written), 2024/03/01,
 * and in Dutch order 1-3-2024, 1/3/2024 or 1.3.2024 (day, month, year; never month first).
 * Includes: base only. */
#include "base/day.h"

enum {
    HISTORY_BYTES_MAX = 256 << 20, /* of one file */
    HISTORY_ROWS_MAX = 1000000,
    HISTORY_COLUMNS_MAX = 500,
    HISTORY_FIELD_MAX = 8192, /* bytes of one field; a quote left open is noticed after this many */
    HISTORY_NAME_MAX = 200,   /* bytes of a team's or a type's name */
    HISTORY_NAMES_MAX = 10000, /* different teams, and different types */
    HISTORY_FAULTS_SHOWN = 20, /* told one by one; the rest are only counted */
    HISTORY_FAULTS_MAX = 1000, /* after this many, reading stops */
    HISTORY_NO_NAME = -1
};

typedef struct {
    Day started, finished; /* DAY_NONE: not known; not finished yet */
    int32_t team, type;    /* index into teams and types, or HISTORY_NO_NAME */
} HistoryRow;

typedef struct {
    const HistoryRow *rows; /* in the order of the file */
    ptrdiff_t rows_n;
    const Str *teams, *types; /* UTF-8, each name once */
    ptrdiff_t teams_n, types_n;
    bool has_team;      /* the file has a column with the team */
    const Err *faults;  /* with skip_faults: the first HISTORY_FAULTS_SHOWN, a list by next */
    ptrdiff_t faults_n; /* all of them; each row with a fault was left out */
} History;

typedef struct {
    bool windows_1252; /* otherwise UTF-8 */
    bool skip_faults;  /* leave faulty rows out and tell them; otherwise all or nothing */
    Str team;          /* the team of every row when there is no such column; may be empty */
} HistoryRead;

/* Reads CSV text. Fails with ERR_INVALID, all faults chained by next in the order of the file:
 * field = the column as the file names it, arg[0] = line from 1, arg[1] = what stands there,
 * arg[2] = what would be right; message is one of the keys in history_fault_text. When there are
 * more than HISTORY_FAULTS_SHOWN, the last is "history.more" with their number in arg[1].
 * ERR_TOO_LARGE when a limit above is passed. The answer points into a, not into csv. */
Err *history_read(Arena *a, Str csv, const HistoryRead *how, History *ret_history);

/* One fault of history_read as a sentence, without the line number. */
Str history_fault_text(Arena *a, const Err *fault, bool dutch);

/* The day in any of the spellings above; false for other text and for days that do not exist
 * (2024-02-30). Years 1970 to 2199. */
bool history_day(Str text, Day *ret_day);
