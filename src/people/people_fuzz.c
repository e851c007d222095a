// SPDX-License-Identifier: EUPL-1.2
/* Any bytes as what a browser or a person sends while signing in: always an answer within its
 * rules. */
#include "people/people_rules.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 4096) return 0;
    Arena *a = arena_new((ptrdiff_t)64 << 20);
    Str text = {(const char *)data, (ptrdiff_t)size}, first, rest;
    str_cut(text, '\n', &first, &rest);
    Str next = next_page(text);
    assert(next.n >= 1 && next.p[0] == '/' &&
           (next.n == 1 || (next.p[1] != '/' && next.p[1] != '\\')));
    assert(str_find(next, '\\') < 0 && str_find(next, '\n') < 0 && str_find(next, '\r') < 0);
    assert(agent_browser(text).n && agent_system(text).n);
    assert(tries_source(a, text).n > 0 && tries_source(a, text).n <= 64);
    assert(name_fold(a, text).n <= text.n);
    assert(str_is_utf8(name_fold(a, text)) || !str_is_utf8(text));
    assert(!mail_is_possible(text) || (str_find(text, '@') > 0 && str_find(text, '\n') < 0));
    assert(name_pattern(a, text).n <= 2 * text.n + 2);
    if (str_is_utf8(text)) {
        const char *fault = password_fault(a, first, &rest, 1);
        assert(fault || (str_signs(first) >= PASSWORD_MIN && str_signs(first) <= PASSWORD_MAX));
    }
    arena_free(a);
    return 0;
}
