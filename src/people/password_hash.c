// SPDX-License-Identifier: EUPL-1.2
/* password_hash - the cost of a guess, and the same cost for an address that nobody has. */
#include "people/password_hash.h"
#include <sodium.h>
#include <stdatomic.h>

static atomic_int_fast64_t work_count;
static atomic_bool is_cheap_now;

static unsigned long long passes(void) { return is_cheap_now ? 1 : PASSWORD_PASSES; }
static size_t memory_bytes(void) {
    return is_cheap_now ? crypto_pwhash_MEMLIMIT_MIN : (size_t)PASSWORD_MEMORY_BYTES;
}
int64_t password_work_count(void) { return work_count; }
void password_work_cheap(bool is_cheap) { is_cheap_now = is_cheap; }

Err *password_hash(Arena *a, Str password, Str *ret_hash) {
    char *text = arena_alloc(a, 1, crypto_pwhash_STRBYTES);
    if (sodium_init() < 0) return FAIL(a, ERR_BUSY, "", "people.password_memory");
    work_count++;
    if (crypto_pwhash_str_alg(text, password.p, (unsigned long long)password.n, passes(),
                              memory_bytes(), crypto_pwhash_ALG_ARGON2ID13) != 0)
        return FAIL(a, ERR_BUSY, "", "people.password_memory");
    *ret_hash = str_of(text);
    return NULL;
}

bool password_is(Arena *a, Str hash, Str password) {
    bool is_nobody = hash.n == 0 || hash.n >= crypto_pwhash_STRBYTES;
    if (sodium_init() < 0) return false;
    /* Any salt and result will do: what matters is that today's cost is paid. */
    if (is_nobody)
        hash = str_fmt(a, "$argon2id$v=19$m=%zu,t=%llu,p=1$%s$%s", memory_bytes() / 1024, passes(),
                       "bm9ib2R5IGlzIGhlcmUuLg", "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE");
    work_count++;
    bool is_same =
        crypto_pwhash_str_verify(str_z(a, hash), password.p, (unsigned long long)password.n) == 0;
    return is_same && !is_nobody;
}

bool password_is_old(Arena *a, Str hash) {
    if (hash.n == 0 || hash.n >= crypto_pwhash_STRBYTES) return false;
    /* libsodium reads all its bytes: the text must stand in a field of that size. */
    char *text = arena_alloc(a, 1, crypto_pwhash_STRBYTES);
    for (ptrdiff_t i = 0; i < hash.n; i++) text[i] = hash.p[i];
    return crypto_pwhash_str_needs_rehash(text, passes(), memory_bytes()) != 0;
}
