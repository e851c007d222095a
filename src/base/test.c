// SPDX-License-Identifier: EUPL-1.2
/* test - runs a list of tests; linked into test programs only. */
#include "base/test.h"
#include <stdio.h>
#include <string.h>

static int failures;

void test_fail(const char *where, const char *what) {
    printf("%s: %s\n", where, what);
    failures++;
}

void test_fail_str(const char *where, const char *what, Str got, Str wanted) {
    printf("%s: %s\n  got    %.*s\n  wanted %.*s\n", where, what, STR_ARG(got), STR_ARG(wanted));
    failures++;
}

int test_run(int argc, char **argv, const Test *tests) {
    int passed = 0, failed = 0;
    for (; tests->name; tests++) {
        if (argc > 1 && !strstr(tests->name, argv[1])) continue;
        Arena *a = arena_new((ptrdiff_t)256 << 20);
        int before = failures;
        tests->run(a);
        arena_free(a);
        if (failures == before) {
            passed++;
        } else {
            failed++;
            printf("FAILED %s\n", tests->name);
        }
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
