// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* people_rules - what makes guessing slow, a password good and an address ours; no store, no clock.
 * Includes: people. */
#include "people/people.h"

/* ---- tries to sign in ---- */
enum {
    TRIES_FREE = 5,          /* wrong tries on one account from one address before it slows down */
    TRIES_ADDRESS_FREE = 50, /* the same for all accounts together from one address */
    TRIES_WAIT_FIRST_MS = 1000,
    TRIES_WAIT_MAX_MS = 15 * 60 * 1000,
    TRIES_FORGET_MS = 24 * 3600 * 1000
};
#define TRIES_KNOWN_MS ((Ms)30 * 24 * 3600 * 1000)
typedef struct {
    int64_t failures;
    Ms last_ms, next_ms; /* last wrong try; no try before next_ms */
    Ms success_ms;       /* when the account last came in from there; 0: never */
} Tries;
/* One more wrong try: free - 1 of them cost nothing, then 1, 2, 4 … seconds up to 15 minutes.
 * Older than a day is forgotten. */
void tries_failed(Tries *tries, int64_t free_tries, Ms now_ms);
void tries_succeeded(Tries *tries, Ms now_ms);
Ms tries_wait_ms(const Tries *tries, Ms now_ms); /* 0: may try now */
/* Has this account come in from there in the last 30 days? Then others who guess from the same
 * address (an office behind one address) do not hold it up. */
bool tries_is_known(const Tries *tries, Ms now_ms);
/* What tries are counted by: an IPv4 address as it is, of an IPv6 address the network (its first 64
 * bits), since one guesser owns all of that; "local" when empty. */
Str tries_source(Arena *a, Str peer);

/* ---- sessions ---- */
#define SESSION_IDLE_MS ((Ms)8 * 3600 * 1000)
#define SESSION_MAX_MS ((Ms)7 * 24 * 3600 * 1000)
enum { SESSION_SEEN_EVERY_MS = 5 * 60 * 1000, SESSION_AGENT_MAX = 200 };
/* A page of ours to go to after signing in: one '/', then no second '/' or '\\', no control sign
 * and no backslash anywhere; anything else gives "/". */
Str next_page(Str next);
/* Codes for messages "people.browser.<code>" and "people.system.<code>"; "other" when not
 * recognised. */
Str agent_browser(Str agent);
Str agent_system(Str agent);

/* ---- names ---- */
/* Plain small letters for order and search: accents of European Latin letters are taken off. */
Str name_fold(Arena *a, Str name);
/* Could be a mail address: something, one '@', a name of letters, digits, '-' and '.', at most 254
 * bytes. */
bool mail_is_possible(Str mail);
/* "%jans%" for LIKE … ESCAPE '!' on folded names; empty stays empty. */
Str name_pattern(Arena *a, Str words);

/* ---- passwords ---- */
enum { PASSWORD_MIN = 12, PASSWORD_MAX = 128, PASSWORD_OWN_MIN = 6 };
/* At least 12 and at most 128 signs, no rules of composition (ASVS 5.0 V6.2.1, V6.2.4, V6.2.5,
 * V6.2.9). Well-known words, the given context (names, mail address, organisation), rows of a
 * keyboard and signs that repeat or count on do not count; at least 6 signs must remain. NULL when
 * good, else a message key: "people.password_short" (a = 12), "people.password_long" (a = 128),
 * "people.password_common". */
const char *password_fault(Arena *a, Str password, const Str *context, ptrdiff_t context_n);
