// SPDX-License-Identifier: EUPL-1.2
/* journal - facts written with their change, chained afterwards, and checked by `verify`. */
#include "core/journal.h"
#include "core/op.h"
#include "core/app.h"
#include "core_sql.h"
#include <string.h>

/* The hash covers every column, each with its length before it, so that no two rows read alike. */
static Str row_hash(Arena *a, Str id, Ms at_ms, Str actor_id, Str verb, Str kind, Str subject_id,
                    Str facts) {
    Buf b = buf_new(a, 256);
    Str at = str_fmt(a, "%lld", (long long)at_ms);
    const Str parts[] = {id, at, actor_id, verb, kind, subject_id, facts};
    for (ptrdiff_t i = 0; i < COUNT(parts); i++) {
        buf_int(&b, parts[i].n);
        buf_char(&b, ':');
        buf_str(&b, parts[i]);
    }
    return hash_hex(a, buf_done(&b));
}

static Str chain_hash(Arena *a, Str before, Str hash) {
    return hash_hex(a, str_join(a, before, hash));
}

Err *journal_add_facts(Ctx *cx, const char *verb, const char *subject_kind, Str subject_id,
                       const Fact *facts) {
    Arena *a = cx->a;
    Buf json = buf_new(a, 64);
    buf_char(&json, '{');
    for (const Fact *f = facts; f->name; f++) {
        if (f != facts) buf_char(&json, ',');
        buf_json(&json, str_of(f->name));
        buf_char(&json, ':');
        if (f->is_number)
            buf_int(&json, f->number);
        else
            buf_json(&json, f->text);
    }
    buf_char(&json, '}');
    Str id = id_new(a, cx->now_ms), actor_id = cx->actor ? cx->actor->id : (Str){"", 0};
    Str hash = row_hash(a, id, cx->now_ms, actor_id, str_of(verb), str_of(subject_kind), subject_id,
                        buf_done(&json));
    return db_exec(cx->db, a, &sql_core_journal_insert, NULL, T(id), N(cx->now_ms),
                   T_OR_NULL(actor_id), T(str_of(verb)), T(str_of(subject_kind)), T(subject_id),
                   T(buf_done(&json)), T(hash));
}

Err *journal_of(Ctx *cx, const char *subject_kind, Str subject_id, ptrdiff_t max,
                JournalEntry **ret_entries, ptrdiff_t *ret_n) {
    Rows *rows;
    TRY(db_query(cx->db, cx->a, &sql_core_journal_of, &rows, T(str_of(subject_kind)), T(subject_id),
                 N(max)));
    JournalEntry *entries = NULL;
    ptrdiff_t n = 0, cap = 0;
    for (;;) {
        bool more;
        TRY(rows_next(rows, &more));
        if (!more) break;
        if (n == cap) {
            cap = cap ? cap * 2 : 16;
            JournalEntry *bigger = NEWS(cx->a, JournalEntry, cap);
            if (n) memcpy(bigger, entries, (size_t)n * sizeof *entries);
            entries = bigger;
        }
        entries[n++] = (JournalEntry){.id = row_text(rows, 0),
                                      .at_ms = row_int(rows, 1),
                                      .verb = row_text(rows, 2),
                                      .facts = row_text(rows, 3),
                                      .actor_id = row_text(rows, 4)};
    }
    *ret_entries = entries;
    *ret_n = n;
    return NULL;
}

Str journal_fact(Arena *a, const JournalEntry *entry, const char *name) {
    return params_json_member(a, entry->facts, str_of(name));
}

Err *journal_seal(Ctx *cx, int max, int *ret_sealed) {
    Arena *a = cx->a;
    Rows *rows;
    bool found, more;
    int64_t n = 0;
    int sealed = 0;
    Str chain = S("schakel");
    TRY(db_one(cx->db, a, &sql_core_journal_seal_last, &rows, &found));
    if (found) n = row_int(rows, 0), chain = row_text(rows, 1);
    Str *ids = NEWS(a, Str, max), *hashes = NEWS(a, Str, max);
    TRY(db_query(cx->db, a, &sql_core_journal_unsealed, &rows, N(max)));
    for (;;) {
        TRY(rows_next(rows, &more));
        if (!more) break;
        ids[sealed] = row_text(rows, 0);
        hashes[sealed++] = row_text(rows, 1);
    }
    for (int i = 0; i < sealed; i++) {
        chain = chain_hash(a, chain, hashes[i]);
        TRY(db_exec(cx->db, a, &sql_core_journal_seal_insert, NULL, N(++n), T(ids[i]), T(chain)));
    }
    *ret_sealed = sealed;
    return NULL;
}

enum { VERIFY_PAGE = 500 };

static Err *verify_sealed(Ctx *cx, int64_t *ret_to, Str *ret_fault) {
    Arena *a = cx->a;
    Str chain = str_copy(a, S("schakel"));
    int64_t n = 0;
    char kept[64];
    for (;;) {
        ArenaMark mark = arena_mark(a);
        Rows *rows;
        int read = 0;
        TRY(db_query(cx->db, a, &sql_core_journal_sealed_page, &rows, N(n), N(VERIFY_PAGE)));
        for (bool more;; read++) {
            TRY(rows_next(rows, &more));
            if (!more) break;
            Str hash = row_hash(a, row_text(rows, 2), row_int(rows, 3), row_text(rows, 4),
                                row_text(rows, 5), row_text(rows, 6), row_text(rows, 7),
                                row_text(rows, 8));
            chain = chain_hash(a, chain, hash);
            bool fits = row_int(rows, 0) == n + 1 && str_eq(hash, row_text(rows, 9)) &&
                        str_eq(chain, row_text(rows, 1));
            if (!fits) {
                *ret_fault = row_text(rows, 10);
                *ret_to = n;
                return NULL;
            }
            n++;
        }
        if (read) memcpy(kept, chain.p, 64);
        rows_close(rows);
        arena_rewind(a, mark);
        if (read < VERIFY_PAGE) break;
        chain = str_copy(a, (Str){kept, 64});
    }
    *ret_to = n;
    return NULL;
}

Err *journal_verify(Ctx *cx, int64_t *ret_sealed_to, int64_t *ret_unsealed, Str *ret_fault) {
    Arena *a = cx->a;
    Str fault = {"", 0};
    int64_t sealed_to = 0, unsealed = 0;
    TRY(verify_sealed(cx, &sealed_to, &fault));
    Str after = {"", 0};
    for (int read = VERIFY_PAGE; fault.n == 0 && read == VERIFY_PAGE;) {
        Rows *rows;
        read = 0;
        TRY(db_query(cx->db, a, &sql_core_journal_unsealed_page, &rows, T(after), N(VERIFY_PAGE)));
        for (bool more;; read++, unsealed++) {
            TRY(rows_next(rows, &more));
            if (!more) break;
            after = row_text(rows, 0);
            Str hash = row_hash(a, after, row_int(rows, 1), row_text(rows, 2), row_text(rows, 3),
                                row_text(rows, 4), row_text(rows, 5), row_text(rows, 6));
            if (!str_eq(hash, row_text(rows, 7)) && fault.n == 0) fault = after;
        }
    }
    *ret_sealed_to = sealed_to;
    *ret_unsealed = unsealed;
    *ret_fault = fault;
    return NULL;
}
