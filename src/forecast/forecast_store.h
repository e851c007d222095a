// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* forecast_store - dates that were shown, as they are kept. Within cx's transaction.
 * Includes: forecast_ops. */
#include "forecast/forecast_ops.h"
/* Keeps what a wish's page says today; the first of a day stays. */
Err *forecast_shown_keep(Ctx *cx, Str wish_id, const QueuePlace *at, const ForecastPlace *place,
                         const ForecastAnswer *answer);
typedef struct {
    Day as_of, even, likely, sure; /* as_of DAY_NONE: never shown */
} Shown;
Err *forecast_shown_last(Ctx *cx, Str wish_id, Shown *ret_shown);
