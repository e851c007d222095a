// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* migrations - the embedded NNNN_what.sql files of core and the slices, in the order of their
 * numbers. A line "-- sqlite:" or "-- postgresql:" begins a part for one engine, "-- both:" ends
 * it. Includes: db, text/template (for the shape of an embedded text). */
#include "db/db.h"
#include "text/template.h"
/* ERR_USAGE when two files share a number. */
Err *migrations_of(Arena *a, const TemplateSource *sources, ptrdiff_t n, Migration **ret_list,
                   ptrdiff_t *ret_n);
