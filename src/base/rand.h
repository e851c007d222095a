// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* rand - seedable random numbers (xoshiro256**, Blackman and Vigna 2018) for forecasts and tests.
 * Never for secrets. Includes: base only. */
#include "base/base.h"
typedef struct {
    uint64_t s[4];
} Rand;
Rand rand_seed(uint64_t seed);
uint64_t rand_next(Rand *r);
uint32_t rand_below(Rand *r, uint32_t n); /* 0 .. n-1, n > 0 */
double rand_unit(Rand *r);                /* [0, 1) */
double rand_normal(Rand *r);              /* mean 0, spread 1 */
