// SPDX-License-Identifier: EUPL-1.2
/* rand - xoshiro256** seeded by splitmix64 (Blackman and Vigna, public descriptions). */
#include "base/rand.h"
#include <math.h>

static uint64_t split(uint64_t *x) {
    uint64_t z = (*x += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

Rand rand_seed(uint64_t seed) {
    Rand r;
    for (int i = 0; i < 4; i++) r.s[i] = split(&seed);
    return r;
}

static uint64_t rotate(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

uint64_t rand_next(Rand *r) {
    uint64_t *s = r->s, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint32_t rand_below(Rand *r, uint32_t n) {
    return (uint32_t)(((rand_next(r) >> 32) * (uint64_t)n) >> 32);
}

double rand_unit(Rand *r) { return (double)(rand_next(r) >> 11) * 0x1p-53; }

double rand_normal(Rand *r) {
    double u = 1 - rand_unit(r), v = rand_unit(r);
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}
