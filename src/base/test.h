// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* test - a test program is a list of functions whose names are sentences.
 *
 *   static void an_empty_title_is_refused(Arena *a) { CHECK(...); }
 *   int main(int argc, char **argv) {
 *       return test_run(argc, argv, (const Test[]){TEST(an_empty_title_is_refused), {0}});
 *   }
 * Each test gets a fresh arena. An argument runs only the tests whose name contains it.
 * Prints "N passed, N failed" as its last line; exit 1 when one failed or none ran. */
#include "base/base.h"
typedef struct {
    const char *name;
    void (*run)(Arena *a);
} Test;
#define TEST(function)                                                                             \
    { #function, function }
int test_run(int argc, char **argv, const Test *tests);
void test_fail(const char *where, const char *what);
void test_fail_str(const char *where, const char *what, Str got, Str wanted);
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) test_fail(__FILE__ ":" STRING(__LINE__), #condition);                    \
    } while (0)
#define CHECK_STR(got, wanted)                                                                     \
    do {                                                                                           \
        Str got_ = (got), wanted_ = (wanted);                                                      \
        if (!str_eq(got_, wanted_))                                                                \
            test_fail_str(__FILE__ ":" STRING(__LINE__), #got, got_, wanted_);                     \
    } while (0)
#define CHECK_OK(call)                                                                             \
    do {                                                                                           \
        Err *err_ = (call);                                                                        \
        if (err_)                                                                                  \
            test_fail_str(__FILE__ ":" STRING(__LINE__), #call, err_->message, err_->detail);      \
    } while (0)
#define CHECK_FAILS(call, wanted_kind, wanted_field)                                               \
    do {                                                                                           \
        Err *err_ = (call);                                                                        \
        if (!err_ || err_->kind != (wanted_kind) || !str_eq(err_->field, S(wanted_field)))         \
            test_fail_str(__FILE__ ":" STRING(__LINE__), #call, err_ ? err_->message : S("ok"),    \
                          S(#wanted_kind " " wanted_field));                                       \
    } while (0)
