// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* app - the list of slices: dropping one line of app.c drops a capability. */
#include "cli/program.h"
extern const Parts app_parts;
