// SPDX-License-Identifier: EUPL-1.2
// What embed makes of tricky/ must be, byte for byte, what stands there.
#include "base/test.h"
#include "embedded.h"
#include <string.h>
extern const EmbeddedText tricky_text[];
extern const int tricky_text_n;

static void the_list_is_sorted_by_path_under_the_root(Arena *a) {
    (void)a;
    CHECK(tricky_text_n == 3);
    CHECK_STR(str_of(tricky_text[0].name), S("bytes.txt"));
    CHECK_STR(str_of(tricky_text[1].name), S("empty.txt"));
    CHECK_STR(str_of(tricky_text[2].name), S("sub/page.html"));
}

static void quotes_trigraphs_zeros_and_foreign_bytes_survive(Arena *a) {
    (void)a;
    static const char wanted[] = "quote \" backslash \\ trigraph ?\?= tab\t return\r\nscheiding "
                                 "\303\251\303\251n \342\202\2545\0017 nul-\000-end\n\377\3761";
    CHECK(tricky_text[0].text_n == (int)sizeof wanted - 1);
    CHECK(memcmp(tricky_text[0].text, wanted, sizeof wanted) == 0);
}

static void an_empty_file_is_an_empty_text(Arena *a) {
    (void)a;
    CHECK(tricky_text[1].text_n == 0);
    CHECK(tricky_text[1].text[0] == 0);
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(the_list_is_sorted_by_path_under_the_root),
                                   TEST(quotes_trigraphs_zeros_and_foreign_bytes_survive),
                                   TEST(an_empty_file_is_an_empty_text),
                                   {0}});
}
