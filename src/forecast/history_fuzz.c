// SPDX-License-Identifier: EUPL-1.2
/* Any bytes as a history: refused with a line, or read, and what is read is whole. */
#include "forecast/history.h"
#include <assert.h>
#include <stdlib.h>

static void check_row(const History *h, const HistoryRow *row) {
    assert(row->team >= HISTORY_NO_NAME && row->team < h->teams_n);
    assert(row->type >= HISTORY_NO_NAME && row->type < h->types_n);
    assert(row->finished == DAY_NONE || row->finished >= 0);
    assert(row->started == DAY_NONE || row->started >= 0);
}

static void check_faults(Arena *a, const Err *faults) {
    int n = 0;
    for (const Err *e = faults; e; e = e->next, n++) {
        int64_t line;
        assert(str_int(e->arg[0], &line) && line >= 1);
        assert(str_is_utf8(history_fault_text(a, e, n % 2 == 0)));
    }
    assert(n <= HISTORY_FAULTS_SHOWN + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    Arena *a = arena_new((ptrdiff_t)256 << 20);
    if (!a) abort();
    /* The first byte chooses how to read; the rest is the file. */
    HistoryRead how = {.windows_1252 = data[0] & 1, .skip_faults = data[0] & 2};
    if (data[0] & 4) how.team = S("Beheer");
    History h;
    Err *faults = history_read(a, (Str){(const char *)data + 1, (ptrdiff_t)size - 1}, &how, &h);
    check_faults(a, faults ? faults : h.faults);
    if (!faults) {
        for (ptrdiff_t i = 0; i < h.rows_n; i++) check_row(&h, &h.rows[i]);
        for (ptrdiff_t i = 0; i < h.teams_n; i++) assert(str_is_utf8(h.teams[i]));
        for (ptrdiff_t i = 0; i < h.types_n; i++) assert(str_is_utf8(h.types[i]));
    }
    arena_free(a);
    return 0;
}
