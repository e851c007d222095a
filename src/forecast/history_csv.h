// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* history_csv - splits CSV text into records, and records into fields, without copying.
 * Shape: RFC 4180, and what people's exports add to it (CR alone, sep=; on the first line,
 * quotes in the middle of a field). Includes: base only. */
#include "base/base.h"

typedef struct {
    Str text;       /* what is left to read */
    char separator; /* ',' ';' or '\t' */
    int line;       /* of the record last read, from 1 */
    int next_line;  /* of the record to come */
    Str *fields;    /* of the record last read; room for fields_max */
    int fields_n, fields_max;
} Csv;

typedef enum {
    CSV_RECORD, /* fields holds a record */
    CSV_END,    /* nothing left */
    CSV_OPEN,   /* a quote was opened on this line and never closed; the line was passed over */
    CSV_WIDE,   /* more than fields_max fields; the line was passed over */
    CSV_LONG    /* a field of more than field_max bytes; the line was passed over */
} CsvStep;

/* Starts reading: passes over a BOM and a "sep=" line and finds the separator: the one that stands
 * most often in the first line, outside quotes. */
Csv csv_open(Arena *a, Str text, int fields_max);

/* Reads the next record that is not blank. Fields are without their outer quotes; a doubled quote
 * inside is still doubled (csv_plain undoes it). field_max in bytes. */
CsvStep csv_next(Csv *csv, int field_max);

/* The field with doubled quotes made single; in a only when there are any. */
Str csv_plain(Arena *a, Str field);

/* Windows-1252 as UTF-8 (WHATWG encoding table); the five undefined bytes become U+FFFD. */
Str csv_from_windows_1252(Arena *a, Str bytes);
