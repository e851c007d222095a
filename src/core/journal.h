// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* journal - every change as a fact (verb and arguments), append-only, written in the same
 * transaction.
 *
 * A row carries its own hash (BLAKE2b over its fields); one sealer chains committed rows, so
 * writers on PostgreSQL and on several servers never wait for each other. `verify` says "sealed to
 * N". Texts people typed are not copied into it: an argument names the row that holds them.
 * Includes: core/ctx. */
#include "core/ctx.h"

typedef struct {
    const char *name;
    Str text;
    int64_t number;
    bool is_number;
} Fact;
#define FACT(name_, value)                                                                         \
    { .name = name_, .text = (value) }
#define FACT_N(name_, value)                                                                       \
    { .name = name_, .number = (value), .is_number = true }
/* journal_add(cx, "wish.ask", "wish", wish.id, FACT("side", S("it"))): adds an entry. */
#define journal_add(cx, verb, kind, id, ...)                                                       \
    journal_add_facts(cx, verb, kind, id, (const Fact[]){{0}, ##__VA_ARGS__, {0}} + 1)
Err *journal_add_facts(Ctx *cx, const char *verb, const char *subject_kind, Str subject_id,
                       const Fact *facts);

typedef struct {
    Str id, verb, actor_id; /* empty: the system; people knows the name */
    Ms at_ms;
    Str facts; /* the JSON object as stored */
} JournalEntry;
/* The entries about one object, oldest first, at most max. */
Err *journal_of(Ctx *cx, const char *subject_kind, Str subject_id, ptrdiff_t max,
                JournalEntry **ret_entries, ptrdiff_t *ret_n);
Str journal_fact(Arena *a, const JournalEntry *entry, const char *name); /* empty when absent */

/* Chains what is committed and not yet sealed, at most max rows; *ret_sealed = how many. */
Err *journal_seal(Ctx *cx, int max, int *ret_sealed);
/* Checks every row's hash and the chain. *ret_sealed_to: last number of the chain; *ret_fault:
 * empty, or the id of the first entry that does not fit. */
Err *journal_verify(Ctx *cx, int64_t *ret_sealed_to, int64_t *ret_unsealed, Str *ret_fault);
