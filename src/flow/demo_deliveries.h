// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* demo_deliveries - what the demo's teams finished besides their wishes. Includes: base. */
#include "base/base.h"
enum { DEMO_DELIVERIES = 1870 };
typedef struct {
    uint16_t number, finished, took; /* number in "APP-0004"; days after 1 July 2025; days */
    uint8_t team_kind; /* 3 x team (APP INF DAT SRV) + kind (storing onderhoud wens-klein) */
} DemoDelivery;
extern const DemoDelivery demo_deliveries[DEMO_DELIVERIES];
