// SPDX-License-Identifier: EUPL-1.2
/* flow_test - the rules of places, kinds of work and what counts. */
#include "base/test.h"
#include "flow/flow.h"

static Str a_b_c[] = {S("a"), S("b"), S("c")};

static Str joined(Arena *a, const Str *ids, ptrdiff_t n) {
    Buf b = buf_new(a, 32);
    for (ptrdiff_t i = 0; i < n; i++) buf_str(&b, ids[i]);
    return buf_done(&b);
}

static Str put(Arena *a, const char *id, int64_t place) {
    ptrdiff_t n;
    Str *order = flow_order_put(a, a_b_c, COUNT(a_b_c), str_of(id), place, &n);
    return joined(a, order, n);
}

static void a_new_wish_comes_last_unless_a_place_is_named(Arena *a) {
    CHECK_STR(put(a, "x", 0), S("abcx"));
    CHECK_STR(put(a, "x", 1), S("xabc"));
    CHECK_STR(put(a, "x", 3), S("abxc"));
}

static void a_place_beyond_the_end_is_the_end(Arena *a) {
    CHECK_STR(put(a, "x", 4), S("abcx"));
    CHECK_STR(put(a, "x", 99), S("abcx"));
    CHECK_STR(put(a, "x", -1), S("abcx"));
}

static void moving_a_wish_leaves_no_gap_and_no_double(Arena *a) {
    CHECK_STR(put(a, "a", 2), S("bac"));
    CHECK_STR(put(a, "a", 3), S("bca"));
    CHECK_STR(put(a, "c", 1), S("cab"));
    CHECK_STR(put(a, "b", 2), S("abc"));
    CHECK_STR(put(a, "b", 0), S("acb"));
}

static void an_empty_queue_takes_its_first_wish(Arena *a) {
    ptrdiff_t n;
    Str *order = flow_order_put(a, NULL, 0, S("x"), 5, &n);
    CHECK(n == 1);
    CHECK_STR(order[0], S("x"));
    CHECK(flow_order_place(order, n, S("x")) == 1);
    CHECK(flow_order_place(order, n, S("y")) == 0);
}

static void the_kind_of_work_is_read_from_its_word(Arena *a) {
    (void)a;
    CHECK(flow_kind_of(S("storing")) == FLOW_DISTURBANCE);
    CHECK(flow_kind_of(S(" Incident (P1) ")) == FLOW_DISTURBANCE);
    CHECK(flow_kind_of(S("onderhoud")) == FLOW_UPKEEP);
    CHECK(flow_kind_of(S("deps")) == FLOW_UPKEEP);
    CHECK(flow_kind_of(S("wens-klein")) == FLOW_SMALL);
    CHECK(flow_kind_of(S("Service Request")) == FLOW_SMALL);
    CHECK(flow_kind_of(S("wens")) == FLOW_WORK);
    CHECK(flow_kind_of(S("feature")) == FLOW_WORK);
    CHECK(flow_kind_of(S("incidental income")) == FLOW_WORK);
    CHECK(flow_kind_of(S("")) == FLOW_WORK);
}

enum { MONDAY = 20409 }; /* 2025-11-17 */

static void a_file_without_kinds_counts_as_a_whole(Arena *a) {
    Finished file[] = {{DAY_NONE, MONDAY + 3, FLOW_WORK}, {DAY_NONE, MONDAY, FLOW_WORK}};
    Counted c = flow_count(a, file, 2, NULL, 0, MONDAY + 10);
    CHECK(c.n == 2 && c.from_file == 2 && c.own == 0 && !c.has_kinds);
    CHECK(c.first == MONDAY && c.last == MONDAY + 3);
}

static void disturbances_upkeep_and_small_jobs_are_named_but_not_counted(Arena *a) {
    Finished file[] = {
        {DAY_NONE, MONDAY - 9, FLOW_DISTURBANCE}, {DAY_NONE, MONDAY, FLOW_DISTURBANCE},
        {DAY_NONE, MONDAY + 1, FLOW_UPKEEP},      {DAY_NONE, MONDAY + 2, FLOW_SMALL},
        {DAY_NONE, MONDAY + 20, FLOW_SMALL},      {DAY_NONE, MONDAY + 3, FLOW_WORK}};
    Counted c = flow_count(a, file, COUNT(file), NULL, 0, MONDAY + 10);
    CHECK(c.n == 1 && c.has_kinds);
    CHECK(c.beside[FLOW_DISTURBANCE] ==
          1); /* the other one was in a week before the first that counts */
    CHECK(c.beside[FLOW_UPKEEP] == 1);
    CHECK(c.beside[FLOW_SMALL] == 1); /* the other one lies after the day we look from */
}

static void a_wish_seen_finished_here_counts_only_after_the_file_ends(Arena *a) {
    Finished file[] = {{DAY_NONE, MONDAY, FLOW_WORK}};
    Finished own[] = {{DAY_NONE, MONDAY - 5, FLOW_WORK},
                      {DAY_NONE, MONDAY, FLOW_WORK},
                      {DAY_NONE, MONDAY + 1, FLOW_WORK}};
    Counted c = flow_count(a, file, 1, own, 3, MONDAY + 10);
    CHECK(c.n == 2 && c.from_file == 1 && c.own == 1);
    CHECK(c.last == MONDAY + 1);
}

static void a_file_of_disturbances_alone_leaves_our_own_wishes_to_count(Arena *a) {
    Finished file[] = {{DAY_NONE, MONDAY + 5, FLOW_DISTURBANCE}};
    Finished own[] = {{DAY_NONE, MONDAY, FLOW_WORK}, {DAY_NONE, MONDAY + 11, FLOW_WORK}};
    Counted c = flow_count(a, file, 1, own, 2, MONDAY + 10);
    CHECK(c.n == 1 && c.own == 1);
    CHECK(c.beside[FLOW_DISTURBANCE] == 1);
}

static void nothing_finished_counts_as_nothing(Arena *a) {
    Counted c = flow_count(a, NULL, 0, NULL, 0, MONDAY);
    CHECK(c.n == 0 && c.first == DAY_NONE && c.last == DAY_NONE);
}

static void a_decision_is_due_after_five_working_days(Arena *a) {
    (void)a;
    CHECK(flow_decision_due(MONDAY, NULL, 0) == MONDAY + 7);
    CHECK(flow_decision_due(MONDAY + 4, NULL, 0) == MONDAY + 11); /* Friday to Friday */
    Day closed[] = {MONDAY + 2};
    CHECK(flow_decision_due(MONDAY, closed, 1) == MONDAY + 8);
}

int main(int argc, char **argv) {
    return test_run(
        argc, argv,
        (const Test[]){TEST(a_new_wish_comes_last_unless_a_place_is_named),
                       TEST(a_place_beyond_the_end_is_the_end),
                       TEST(moving_a_wish_leaves_no_gap_and_no_double),
                       TEST(an_empty_queue_takes_its_first_wish),
                       TEST(the_kind_of_work_is_read_from_its_word),
                       TEST(a_file_without_kinds_counts_as_a_whole),
                       TEST(disturbances_upkeep_and_small_jobs_are_named_but_not_counted),
                       TEST(a_wish_seen_finished_here_counts_only_after_the_file_ends),
                       TEST(a_file_of_disturbances_alone_leaves_our_own_wishes_to_count),
                       TEST(nothing_finished_counts_as_nothing),
                       TEST(a_decision_is_due_after_five_working_days),
                       {0}});
}
