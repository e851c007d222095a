// SPDX-License-Identifier: EUPL-1.2
/* core_slice - the housekeeping every organisation needs: sealing the journal, forgetting old
 * answers; and the small stores (counter, setting) that slices share. */
#include "core/app.h"
#include "core/core_slice.h"
#include "core_sql.h"

enum {
    SEAL_EVERY_MS = 5000,
    SEAL_ROWS = 2000,
    SWEEP_EVERY_MS = 3600000,
    ONCE_KEPT_MS = 48 * 3600000
};

/* In pieces, so that a long backlog never holds the writer; a full piece asks for the next at once.
 */
static Err *seal(Ctx *cx, Str payload) {
    int sealed;
    (void)payload;
    TRY(journal_seal(cx, SEAL_ROWS, &sealed));
    return sealed == SEAL_ROWS ? job_add(cx, "journal.seal_more", S(""), cx->now_ms) : NULL;
}

static Err *sweep(Ctx *cx, Str payload) {
    (void)payload;
    return db_exec(cx->db, cx->a, &sql_core_once_sweep, NULL, N(cx->now_ms - ONCE_KEPT_MS));
}

static const JobKind jobs[] = {{"journal.seal", SEAL_EVERY_MS, seal},
                               {"journal.seal_more", 0, seal},
                               {"once.sweep", SWEEP_EVERY_MS, sweep},
                               {0}};
static const Op no_ops[] = {{0}};
const Slice core_slice = {.name = "core", .ops = no_ops, .jobs = jobs};

Err *counter_next(Ctx *cx, const char *name, int64_t *ret_value) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_core_counter_next, &rows, &found, T(str_of(name))));
    *ret_value = row_int(rows, 0);
    return NULL;
}

Err *setting_get(Ctx *cx, const char *name, Str *ret_value) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_core_setting_get, &rows, &found, T(str_of(name))));
    *ret_value = found ? row_text(rows, 0) : (Str){"", 0};
    return NULL;
}

Err *setting_put(Ctx *cx, const char *name, Str value) {
    return db_exec(cx->db, cx->a, &sql_core_setting_put, NULL, T(str_of(name)), T(value));
}
