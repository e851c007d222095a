// SPDX-License-Identifier: EUPL-1.2
/* ctx - ids, secrets and hashes that every operation may ask for. */
#include "core/ctx.h"
#include <sodium.h>
#include <string.h>

bool actor_holds(const Actor *who, Standing role, Str scope) {
    if (!who) return false;
    for (ptrdiff_t i = 0; i < who->held_n; i++)
        if (who->held[i].role == role &&
            (who->held[i].scope.n == 0 || str_eq(who->held[i].scope, scope)))
            return true;
    return false;
}

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

Str id_new(Arena *a, Ms now_ms) {
    char *p = arena_alloc(a, 1, 26);
    uint8_t random[16];
    randombytes_buf(random, sizeof random);
    for (int i = 9; i >= 0; i--, now_ms >>= 5) p[i] = crockford[now_ms & 31];
    for (int i = 0; i < 16; i++) p[10 + i] = crockford[random[i] & 31];
    return (Str){p, 26};
}

bool id_is_valid(Str id) {
    if (id.n != 26) return false;
    for (int i = 0; i < 26; i++)
        if (!memchr(crockford, id.p[i], 32)) return false;
    return true;
}

Str secret_new(Arena *a) {
    uint8_t random[32];
    enum {
        SIGNS = sodium_base64_ENCODED_LEN(sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    };
    char *p = arena_alloc(a, 1, SIGNS);
    randombytes_buf(random, sizeof random);
    sodium_bin2base64(p, SIGNS, random, sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_of(p);
}

Str hash_hex(Arena *a, Str data) {
    uint8_t hash[32];
    char *p = arena_alloc(a, 1, 65);
    crypto_generichash(hash, sizeof hash, (const uint8_t *)data.p, (unsigned long long)data.n, NULL,
                       0);
    sodium_bin2hex(p, 65, hash, sizeof hash);
    return (Str){p, 64};
}
