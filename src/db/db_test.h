// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* db_test - the tables that the tests of src/db work on, and which engine they run on. */
#include "base/test.h"
#include "db/db_driver.h"
#include "db_test_sql.h"
#include <stdlib.h>

static const Migration note_migrations[] = {
    {"0001 db/note",
     "CREATE TABLE note (id TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL UNIQUE, part REAL, "
     "body TEXT) WITHOUT ROWID;",
     "CREATE TABLE note (id TEXT NOT NULL PRIMARY KEY, number BIGINT NOT NULL UNIQUE, "
     "part DOUBLE PRECISION, body TEXT);"},
    {"0002 db/tally",
     "CREATE TABLE tally (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID; "
     "INSERT INTO tally (name, value) VALUES ('all', 0);",
     "CREATE TABLE tally (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL); "
     "INSERT INTO tally (name, value) VALUES ('all', 0);"},
    {"0003 db/row", "CREATE TABLE t (n INTEGER PRIMARY KEY, pad TEXT NOT NULL);",
     "CREATE TABLE t (n BIGINT PRIMARY KEY, pad TEXT NOT NULL);"}};

/* NULL: this run is for SQLite. */
static inline const char *test_url(void) { return getenv("SCHAKEL_TEST_PG"); }
