// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* core_slice - housekeeping jobs, and small stores that slices share. Includes: core/app. */
#include "core/app.h"
extern const Slice core_slice;
/* The next running number of that name, from 1; part of the transaction. */
Err *counter_next(Ctx *cx, const char *name, int64_t *ret_value);
/* One value per name for the whole organisation; empty when never put. */
Err *setting_get(Ctx *cx, const char *name, Str *ret_value);
Err *setting_put(Ctx *cx, const char *name, Str value);
