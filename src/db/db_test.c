// SPDX-License-Identifier: EUPL-1.2
/* db_test - statements, values and failures on one connection; SCHAKEL_TEST_PG chooses PostgreSQL.
 */
#include "db/db_test.h"
#include <string.h>

static Db *open_test(Arena *a) {
    Db *db = NULL;
    Err *e = db_open_test(a, test_url(), note_migrations, COUNT(note_migrations), &db);
    CHECK_OK(e);
    if (!db) exit(1);
    return db;
}

static Err *add(Db *db, Arena *a, const char *id, int64_t number) {
    return db_exec(db, a, &sql_db_note_insert, NULL, T(str_of(id)), N(number), R(0.5),
                   T(S("body")));
}

static int64_t count(Db *db, Arena *a) {
    Rows *rows = NULL;
    bool found = false;
    CHECK_OK(db_one(db, a, &sql_db_note_count, &rows, &found));
    return found ? row_int(rows, 0) : -1;
}

static void the_engine_is_the_one_that_was_asked_for(Arena *a) {
    Db *db = open_test(a);
    Rows *rows;
    bool found;
    CHECK_OK(db_one(db, a, &sql_db_engine, &rows, &found));
    CHECK(found);
    CHECK_STR(row_text(rows, 0), test_url() ? S("postgresql") : S("sqlite"));
    CHECK(db_is_postgresql(db) == (test_url() != NULL));
}

static void every_statement_can_be_prepared(Arena *a) { CHECK_OK(db_prepare_all(open_test(a), a)); }

static void every_kind_of_value_comes_back_as_it_went_in(Arena *a) {
    Db *db = open_test(a);
    static const char *const bodies[] = {"",
                                         "één \xF0\x9F\x8C\xB1 'quoted' \"twice\" \\ ?1 $1\n\t;--"};
    static const int64_t numbers[] = {INT64_MIN, -1, 0, INT64_MAX};
    static const double parts[] = {0.1, -1e300, 5e-324, 3};
    for (int i = 0; i < COUNT(numbers); i++)
        CHECK_OK(db_exec(db, a, &sql_db_note_insert, NULL, T(str_fmt(a, "%d", i)), N(numbers[i]),
                         R(parts[i]), T(str_of(bodies[i % 2]))));
    Rows *rows;
    bool more = true;
    CHECK_OK(db_query(db, a, &sql_db_note_list, &rows));
    for (int i = 0; i < COUNT(numbers); i++) {
        CHECK_OK(rows_next(rows, &more));
        CHECK(more);
        if (!more) return;
        CHECK_STR(row_text(rows, 0), str_fmt(a, "%d", i));
        CHECK(row_int(rows, 1) == numbers[i]);
        CHECK(row_real(rows, 2) == parts[i]);
        CHECK_STR(row_text(rows, 3), str_of(bodies[i % 2]));
        CHECK(!row_is_null(rows, 3)); /* an empty text is not NULL */
        CHECK_STR(row_text(rows, 1), str_fmt(a, "%lld", (long long)numbers[i]));
    }
    CHECK_OK(rows_next(rows, &more));
    CHECK(!more);
}

static void null_is_empty_zero_and_null(Arena *a) {
    Db *db = open_test(a);
    CHECK_OK(db_exec(db, a, &sql_db_note_insert, NULL, T(S("x")), N(1), (DbArg){.kind = DB_NULL},
                     T_OR_NULL(S(""))));
    Rows *rows;
    bool more;
    CHECK_OK(db_query(db, a, &sql_db_note_list, &rows));
    CHECK_OK(rows_next(rows, &more));
    CHECK(row_is_null(rows, 2) && row_is_null(rows, 3));
    CHECK(row_real(rows, 2) == 0 && row_int(rows, 3) == 0 && row_text(rows, 3).n == 0);
}

static void a_comparison_is_one_or_zero(Arena *a) {
    Db *db = open_test(a);
    Rows *rows;
    bool found;
    CHECK_OK(add(db, a, "x", 1));
    CHECK_OK(db_one(db, a, &sql_db_note_count, &rows, &found));
    CHECK(row_int(rows, 2) == 0);
    CHECK_OK(add(db, a, "y", 2));
    CHECK_OK(db_one(db, a, &sql_db_note_count, &rows, &found));
    CHECK(row_int(rows, 2) == 1);
}

static void text_that_is_not_utf8_is_refused_on_both(Arena *a) {
    Db *db = open_test(a);
    static const Str bad[] = {{"a\0b", 3}, {"\xFF", 1}, {"\xC3", 1}};
    for (int i = 0; i < COUNT(bad); i++)
        CHECK_FAILS(db_exec(db, a, &sql_db_note_insert, NULL, T(S("x")), N(1), R(1), T(bad[i])),
                    ERR_INVALID, "");
    CHECK(count(db, a) == 0);
}

static void changes_are_counted(Arena *a) {
    Db *db = open_test(a);
    int64_t changes = -1;
    CHECK_OK(add(db, a, "x", 1));
    CHECK_OK(db_exec(db, a, &sql_db_note_rename, &changes, T(S("x")), T(S("new"))));
    CHECK(changes == 1);
    CHECK_OK(db_exec(db, a, &sql_db_note_rename, &changes, T(S("absent")), T(S("new"))));
    CHECK(changes == 0);
}

static void a_broken_unique_rule_is_a_conflict_and_the_transaction_goes_on(Arena *a) {
    Db *db = open_test(a);
    CHECK_OK(add(db, a, "x", 1));
    Err *e = add(db, a, "y", 1);
    CHECK(e && e->kind == ERR_CONFLICT);
    if (!e) return;
    CHECK_STR(e->message, S("db.exists"));
    CHECK(memmem(e->detail.p, (size_t)e->detail.n, "number", 6) != NULL);
    CHECK_FAILS(add(db, a, "x", 2), ERR_CONFLICT, "");
    CHECK_OK(add(db, a, "y", 2));
    CHECK(count(db, a) == 2);
}

static void outputs_stay_untouched_on_failure(Arena *a) {
    Db *db = open_test(a);
    int64_t changes = 77;
    CHECK_OK(add(db, a, "x", 1));
    CHECK_FAILS(db_exec(db, a, &sql_db_note_insert, &changes, T(S("x")), N(1), R(1), T(S(""))),
                ERR_CONFLICT, "");
    CHECK(changes == 77);
}

static void the_wrong_number_of_values_is_refused(Arena *a) {
    Db *db = open_test(a);
    CHECK_FAILS(db_exec(db, a, &sql_db_note_insert, NULL, T(S("x")), N(1)), ERR_STORAGE, "");
}

static void one_row_stays_readable_while_its_statement_runs_again(Arena *a) {
    Db *db = open_test(a);
    Rows *x, *y, *none;
    bool found;
    CHECK_OK(db_exec(db, a, &sql_db_note_insert, NULL, T(S("x")), N(1), R(1), T(S("first"))));
    CHECK_OK(db_exec(db, a, &sql_db_note_insert, NULL, T(S("y")), N(2), R(1), T(S("second"))));
    CHECK_OK(db_one(db, a, &sql_db_note_body, &x, &found, T(S("x"))));
    CHECK_OK(db_one(db, a, &sql_db_note_body, &y, &found, T(S("y"))));
    CHECK_STR(row_text(x, 0), S("first"));
    CHECK_STR(row_text(y, 0), S("second"));
    CHECK_OK(db_one(db, a, &sql_db_note_body, &none, &found, T(S("z"))));
    CHECK(!found);
}

static void two_lists_of_one_statement_do_not_mix(Arena *a) {
    Db *db = open_test(a);
    for (int i = 1; i <= 3; i++) CHECK_OK(add(db, a, str_fmt(a, "%d", i).p, i));
    Rows *outer, *inner;
    bool more_outer, more_inner;
    int pairs = 0;
    CHECK_OK(db_query(db, a, &sql_db_note_list, &outer));
    for (int64_t i = 1;; i++) {
        CHECK_OK(rows_next(outer, &more_outer));
        if (!more_outer) break;
        CHECK_OK(db_query(db, a, &sql_db_note_list, &inner));
        for (;;) {
            CHECK_OK(rows_next(inner, &more_inner));
            if (!more_inner) break;
            pairs++;
        }
        CHECK(row_int(outer, 1) == i);
    }
    CHECK(pairs == 9);
    CHECK_OK(rows_next(outer, &more_outer)); /* after the end there is still no row */
    CHECK(!more_outer);
}

static void an_insert_that_returns_is_whole_after_its_one_row(Arena *a) {
    Db *db = open_test(a);
    Rows *rows;
    bool found;
    for (int64_t i = 1; i <= 3; i++) {
        CHECK_OK(db_one(db, a, &sql_db_note_numbered, &rows, &found,
                        T(str_fmt(a, "%lld", (long long)i))));
        CHECK(found && row_int(rows, 0) == i);
        CHECK_STR(row_text(rows, 1), S("?9 stays; $1 too"));
    }
    CHECK_FAILS(db_one(db, a, &sql_db_note_numbered, &rows, &found, T(S("1"))), ERR_CONFLICT, "");
    CHECK(count(db, a) == 3);
}

static void rows_left_open_harm_nobody(Arena *a) {
    Db *db = open_test(a);
    Arena *short_lived = arena_new(1 << 20);
    Rows *rows;
    bool more;
    CHECK_OK(add(db, a, "x", 1));
    CHECK_OK(db_query(db, short_lived, &sql_db_note_list, &rows));
    CHECK_OK(rows_next(rows, &more));
    arena_free(short_lived);
    CHECK_OK(db_query(db, a, &sql_db_note_list, &rows));
    db_rows_close_all(db); /* what the store does after a task; the arena comes later */
    CHECK(count(db, a) == 1);
}

static void a_savepoint_undoes_its_own_part_only(Arena *a) {
    Db *db = open_test(a);
    CHECK_OK(add(db, a, "kept", 1));
    CHECK_OK(db_savepoint(db, a));
    CHECK_OK(add(db, a, "outer", 2));
    CHECK_OK(db_savepoint(db, a));
    CHECK_OK(add(db, a, "inner", 3));
    CHECK_FAILS(add(db, a, "inner", 4), ERR_CONFLICT, "");
    CHECK_OK(db_savepoint_end(db, a, true));
    CHECK(count(db, a) == 3);
    CHECK_OK(db_savepoint_end(db, a, false));
    CHECK(count(db, a) == 1);
}

static void a_test_starts_with_an_empty_database(Arena *a) {
    for (int i = 0; i < 2; i++) {
        Arena *inner = arena_new(1 << 20);
        Db *db = open_test(inner);
        CHECK(count(db, inner) == 0);
        CHECK_OK(add(db, inner, "x", 1));
        CHECK(count(db, inner) == 1);
        arena_free(inner);
    }
    (void)a;
}

static void the_chosen_statement_fails(Arena *a) {
    Db *db = open_test(a);
    db_fail_after(2);
    CHECK_OK(add(db, a, "x", 1));
    CHECK_FAILS(add(db, a, "y", 2), ERR_STORAGE, "");
    CHECK_OK(add(db, a, "z", 3));
    db_fail_after(-1);
    CHECK(count(db, a) == 2);
}

static void a_query_of_many_megabytes_works(Arena *a) {
    Db *db = open_test(a);
    char *big = NEWS(a, char, 3 << 20);
    memset(big, 'x', 3 << 20);
    for (int i = 0; i < 3; i++)
        CHECK_OK(db_exec(db, a, &sql_db_note_big, NULL, T(str_fmt(a, "%d", i)), N(i),
                         T((Str){big, 3 << 20})));
    Rows *rows;
    bool more;
    ptrdiff_t bytes = 0;
    CHECK_OK(db_query(db, a, &sql_db_note_list, &rows));
    for (;;) {
        CHECK_OK(rows_next(rows, &more));
        if (!more) break;
        bytes += row_text(rows, 3).n;
    }
    CHECK(bytes == (ptrdiff_t)9 << 20);
}

/* As a request that grows too large. */
static void a_full_arena_in_the_middle_leaves_the_connection_usable(Arena *a) {
    Db *db = open_test(a);
    Str body = {memset(NEWS(a, char, 50000), 'x', 50000), 50000};
    for (int i = 0; i < 20; i++)
        CHECK_OK(db_exec(db, a, &sql_db_note_big, NULL, T(str_fmt(a, "%d", i)), N(i), T(body)));
    Arena *small = arena_new(200000);
    bool jumped = false;
    if (ARENA_BOUNDARY(small)) {
        jumped = true;
        arena_reset(small);
    } else {
        Rows *rows;
        bool more = true;
        CHECK_OK(db_query(db, small, &sql_db_note_list, &rows));
        while (more) {
            CHECK_OK(rows_next(rows, &more));
            if (more) row_text(rows, 3);
        }
    }
    CHECK(jumped);
    CHECK(count(db, a) == 20);
    arena_free(small);
}

int main(int argc, char **argv) {
    return test_run(
        argc, argv,
        (const Test[]){TEST(the_engine_is_the_one_that_was_asked_for),
                       TEST(every_statement_can_be_prepared),
                       TEST(every_kind_of_value_comes_back_as_it_went_in),
                       TEST(null_is_empty_zero_and_null),
                       TEST(a_comparison_is_one_or_zero),
                       TEST(text_that_is_not_utf8_is_refused_on_both),
                       TEST(changes_are_counted),
                       TEST(a_broken_unique_rule_is_a_conflict_and_the_transaction_goes_on),
                       TEST(outputs_stay_untouched_on_failure),
                       TEST(the_wrong_number_of_values_is_refused),
                       TEST(one_row_stays_readable_while_its_statement_runs_again),
                       TEST(two_lists_of_one_statement_do_not_mix),
                       TEST(an_insert_that_returns_is_whole_after_its_one_row),
                       TEST(rows_left_open_harm_nobody),
                       TEST(a_savepoint_undoes_its_own_part_only),
                       TEST(a_test_starts_with_an_empty_database),
                       TEST(the_chosen_statement_fails),
                       TEST(a_query_of_many_megabytes_works),
                       TEST(a_full_arena_in_the_middle_leaves_the_connection_usable),
                       {0}});
}
