// SPDX-License-Identifier: EUPL-1.2
/* password_hash - the cost of a guess, and the same cost for an address that nobody has. */
#include "people/password_hash.h"
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

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

typedef struct {
    unsigned long long passes;
    size_t memory_bytes;
    unsigned char salt[crypto_pwhash_SALTBYTES], out[32];
} Stored;

static bool bytes_of(const char *text, unsigned char *into, size_t n) {
    size_t got = 0;
    return sodium_base642bin(into, n, text, strlen(text), NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           got == n;
}

static bool stored_read(Arena *a, Str hash, Stored *ret) {
    char salt[23], out[44];
    unsigned kib, passes_n;
    int end = 0;
    if (hash.n == 0 || hash.n >= crypto_pwhash_STRBYTES) return false;
    const char *z = str_z(a, hash);
    if (sscanf(z, "$argon2id$v=19$m=%u,t=%u,p=1$%22[^$]$%43[^$]%n", &kib, &passes_n, salt, out,
               &end) != 4)
        return false;
    ret->passes = passes_n;
    ret->memory_bytes = (size_t)kib * 1024;
    return z[end] == 0 && bytes_of(salt, ret->salt, sizeof ret->salt) &&
           bytes_of(out, ret->out, sizeof ret->out);
}

/* Not crypto_pwhash_str_verify: that says "another password" when it had no memory, and somebody
 * with the right one would be taken for a guesser. */
Err *password_is(Arena *a, Str hash, Str password, bool *ret_is) {
    Stored stored = {0};
    unsigned char out[sizeof stored.out];
    if (sodium_init() < 0) return FAIL(a, ERR_BUSY, "", "people.password_memory");
    bool is_somebody = stored_read(a, hash, &stored);
    /* Any salt will do for nobody: what matters is that today's cost is paid. */
    if (!is_somebody) stored = (Stored){.passes = passes(), .memory_bytes = memory_bytes()};
    work_count++;
    if (crypto_pwhash(out, sizeof out, password.p, (unsigned long long)password.n, stored.salt,
                      stored.passes, stored.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return FAIL(a, ERR_BUSY, "", "people.password_memory");
    bool is_same = sodium_memcmp(out, stored.out, sizeof out) == 0;
    *ret_is = is_same && is_somebody;
    return NULL;
}

bool password_is_old(Arena *a, Str hash) {
    if (hash.n == 0 || hash.n >= crypto_pwhash_STRBYTES) return false;
    /* libsodium reads all its bytes: the text must stand in a field of that size. */
    char *text = arena_alloc(a, 1, crypto_pwhash_STRBYTES);
    for (ptrdiff_t i = 0; i < hash.n; i++) text[i] = hash.p[i];
    return crypto_pwhash_str_needs_rehash(text, passes(), memory_bytes()) != 0;
}
