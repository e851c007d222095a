// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* forecast_model - what is learned from the counted weeks before any future is played. Internal to
 * the forecast. Includes: base only. */
#include "forecast/forecast.h"

enum { MODEL_DRAWS = 1 << 12, MODEL_RUN_WEEKS = 3 };

typedef struct {
    int weeks_n;                       /* weeks that can be drawn, 1..FORECAST_WEEKS_MAX */
    double counts[FORECAST_WEEKS_MAX]; /* finished in each; [0] is the week up to as_of */
    uint8_t draws[MODEL_DRAWS];        /* each entry equally likely: which week comes */
    double rate;                       /* weighted items per week */
    double shift;                      /* logarithm of the factor from recent intake */
    double spread;                     /* of the logarithm of the pace factor */
    int counted;
} Model;

/* Counts the weeks and learns the model, or says why it refuses. Fills answer's refusal or its
 * counted, weeks_used, weekly_rate, pace_spread, pace_shift and warnings. */
bool model_learn(Arena *a, const ForecastDays *days, Day as_of, Model *ret_model,
                 ForecastAnswer *answer);
