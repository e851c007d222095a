// SPDX-License-Identifier: EUPL-1.2
/* db_open_test - a database for one test: whatever it writes is undone with its arena.
 *
 * SQLite: in memory, migrated once per program. PostgreSQL: a migrated database is made once per
 * list of migrations; each test program works in a copy of it (so that two never wait for each
 * other) and drops that at its end. */
#include "db/db_driver.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Db *kept;
static uint64_t kept_list; /* of which migrations it was made */
static char kept_admin[512], kept_name[64];

static void copy_drop(void) {
    if (!kept) return;
    bool has_copy = *kept_name;
    db_close(kept);
    kept = NULL;
    if (!has_copy) return;
    Arena *a = arena_new(1 << 20);
    Db *admin;
    char text[128];
    snprintf(text, sizeof text, "DROP DATABASE IF EXISTS %s", kept_name);
    if (a && !postgresql_open(a, kept_admin, 60000, &admin)) {
        db_script(admin, a, text);
        db_close(admin);
    }
    arena_free(a);
}

static uint64_t list_hash(const Migration *list, ptrdiff_t n) {
    uint64_t hash = 1;
    for (ptrdiff_t i = 0; i < n; i++)
        hash = hash * 31 + str_hash(str_of(list[i].name)) + str_hash(str_of(list[i].postgresql));
    return hash;
}

/* "postgresql://host/name?more" with another name. */
static Str url_with(Arena *a, const char *url, const char *name) {
    const char *from = strstr(url, "://");
    const char *slash = from ? strchr(from + 3, '/') : NULL;
    assert(slash && "a PostgreSQL address names a database");
    const char *more = strchr(slash, '?');
    return str_fmt(a, "%.*s/%s%s", (int)(slash - url), url, name, more ? more : "");
}

/* The migrated database that copies are made of. Under a lock: test programs run side by side. */
static Err *template_make(Db *admin, Arena *a, const char *url, const char *name,
                          const Migration *list, ptrdiff_t n) {
    /* Fails when a program before this one made it; what that left unfinished is finished here. */
    db_script(admin, a,
              str_fmt(a, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'", name).p);
    Db *db;
    TRY(postgresql_open(a, url_with(a, url, name).p, 60000, &db));
    Err *e = db_migrate(db, a, list, n, NULL);
    db_close(db);
    return e;
}

static Err *copy_open(Arena *a, const char *url, const Migration *list, ptrdiff_t n, Db **ret_db) {
    char base[64];
    Db *admin;
    snprintf(base, sizeof base, "schakel_test_%016llx", (unsigned long long)list_hash(list, n));
    snprintf(kept_name, sizeof kept_name, "schakel_copy_%ld", (long)getpid());
    snprintf(kept_admin, sizeof kept_admin, "%s", url);
    TRY(postgresql_open(a, url, 60000, &admin));
    /* The lock is the session's: it goes with `admin`. Copying wants nobody connected to the
     * source. */
    Err *e = db_script(admin, a, "SET lock_timeout = 60000");
    if (!e) e = db_script(admin, a, "SELECT pg_advisory_lock(1399021164)");
    if (!e) e = template_make(admin, a, url, base, list, n);
    Str drop = str_fmt(a, "DROP DATABASE IF EXISTS %s", kept_name);
    if (!e) e = db_script(admin, a, drop.p);
    Str copy = str_fmt(a, "CREATE DATABASE %s TEMPLATE %s", kept_name, base);
    if (!e) e = db_script(admin, a, copy.p);
    db_close(admin);
    if (e) return e;
    TRY(postgresql_open(a, url_with(a, url, kept_name).p, 60000, ret_db));
    /* A test under a debugger or a sanitizer may think for long within its transaction. */
    return db_script(*ret_db, a, "SET idle_in_transaction_session_timeout = 0");
}

static void test_end(void *db) { db_rollback(db); }

Err *db_open_test(Arena *a, const char *url_or_null, const Migration *list, ptrdiff_t n,
                  Db **ret_db) {
    static bool registered;
    uint64_t hash = list_hash(list, n) + (url_or_null != NULL);
    if (kept && kept_list != hash) copy_drop();
    if (!kept) {
        *kept_name = 0;
        Db *db;
        if (url_or_null) {
            TRY(copy_open(a, url_or_null, list, n, &db));
        } else {
            TRY(sqlite_open(a, ":memory:", false, &db));
            TRY(db_migrate(db, a, list, n, NULL));
        }
        db->counts = true;
        kept = db;
        kept_list = hash;
        if (!registered) atexit(copy_drop);
        registered = true;
    }
    TRY(db_begin(kept, a, BEGIN_TEST));
    arena_defer(a, test_end, kept);
    *ret_db = kept;
    return NULL;
}
