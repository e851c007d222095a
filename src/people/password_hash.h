// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* password_hash - Argon2id by libsodium. Takes about a tenth of a second: only on a slow thread.
 * Includes: base. */
#include "base/base.h"

/* 19 MiB, two passes, one lane (OWASP password storage; ASVS 5.0 appendix C). */
enum { PASSWORD_MEMORY_BYTES = 19 << 20, PASSWORD_PASSES = 2 };

/* The text to store, with its own salt and cost inside. ERR_BUSY "people.password_memory" when the
 * system has no memory for it. */
Err *password_hash(Arena *a, Str password, Str *ret_hash);
/* An empty hash (nobody has that address, or no password yet) takes the same work and is false.
 * ERR_BUSY as above: without memory a right password is not called wrong. */
Err *password_is(Arena *a, Str hash, Str password, bool *ret_is);
/* Made with another cost than today's: worth making again at the next sign-in. */
bool password_is_old(Arena *a, Str hash);

/* ---- tests ---- */
/* How many times Argon2id ran since the program began. */
int64_t password_work_count(void);
/* The cheapest cost, for tests that are not about cost; false: the real one. */
void password_work_cheap(bool is_cheap);
