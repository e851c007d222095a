// SPDX-License-Identifier: EUPL-1.2
/* template_table - finds templates and messages by name: a hash table with open addressing. */
#include "text/template_internal.h"

static ptrdiff_t slot_find(const Table *t, Str head, Str tail) {
    uint64_t h = str_hash(head); /* FNV-1a goes on where it stopped */
    for (ptrdiff_t i = 0; i < tail.n; i++) h = (h ^ (unsigned char)tail.p[i]) * 0x100000001b3u;
    for (ptrdiff_t i = (ptrdiff_t)(h & (uint64_t)(t->cap - 1));; i = (i + 1) & (t->cap - 1)) {
        Str key = t->slot[i].key;
        if (!t->slot[i].value) return i;
        if (key.n == head.n + tail.n && str_starts(key, head) && str_ends(key, tail)) return i;
    }
}

void *table_get2(const Table *t, Str head, Str tail) {
    return t->cap ? t->slot[slot_find(t, head, tail)].value : NULL;
}

void *table_get(const Table *t, Str key) { return table_get2(t, key, S("")); }

void table_put(Arena *a, Table *t, Str key, void *value) {
    if (t->n * 2 >= t->cap) {
        Table more = {.cap = t->cap ? t->cap * 2 : 64};
        more.slot = NEWS(a, TableSlot, more.cap);
        for (ptrdiff_t i = 0; i < t->cap; i++)
            if (t->slot[i].value) more.slot[slot_find(&more, t->slot[i].key, S(""))] = t->slot[i];
        more.n = t->n;
        *t = more;
    }
    ptrdiff_t i = slot_find(t, key, S(""));
    if (!t->slot[i].value) t->n++;
    t->slot[i] = (TableSlot){key, value};
}
