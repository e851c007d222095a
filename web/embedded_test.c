// SPDX-License-Identifier: EUPL-1.2
// The embedded files: all there, and each compressed variant is the same file again.
#include "base/test.h"
#include "embedded.h"
#include <brotli/decode.h>
#include <string.h>
#include <zlib.h>

static const EmbeddedFile *file_named(const char *name) {
    for (int i = 0; i < embedded_static_n; i++)
        if (strcmp(embedded_static[i].name, name) == 0) return &embedded_static[i];
    return NULL;
}

static void everything_a_page_needs_is_there(Arena *a) {
    (void)a;
    static const char *const names[] = {"app.js",
                                        "icon.svg",
                                        "icons.svg",
                                        "public-sans-latin-ext.woff2",
                                        "public-sans-latin.woff2",
                                        "schakel.css"};
    CHECK(embedded_static_n == (int)(sizeof names / sizeof *names));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) CHECK(file_named(names[i]));
}

static void an_address_is_the_name_with_a_hash_in_it(Arena *a) {
    const EmbeddedFile *css = file_named("schakel.css");
    CHECK(css != NULL);
    if (!css) return;
    Str path = str_of(css->path);
    CHECK(path.n == S("/static/schakel.0123456789abcdef.css").n);
    CHECK(str_starts(path, S("/static/schakel.")) && str_ends(path, S(".css")));
    CHECK_STR(str_copy(a, str_of(css->mime)), S("text/css; charset=utf-8"));
}

static void gzip_gives_the_same_bytes_back(Arena *a) {
    for (int i = 0; i < embedded_static_n; i++) {
        const EmbeddedFile *f = &embedded_static[i];
        if (!f->gzip) continue;
        unsigned char *back = NEWS(a, unsigned char, f->plain_n + 1);
        z_stream z = {.next_in = (unsigned char *)f->gzip,
                      .avail_in = (unsigned)f->gzip_n,
                      .next_out = back,
                      .avail_out = (unsigned)f->plain_n + 1};
        CHECK(inflateInit2(&z, 15 + 16) == Z_OK);
        CHECK(inflate(&z, Z_FINISH) == Z_STREAM_END);
        CHECK(z.total_out == (uLong)f->plain_n && memcmp(back, f->plain, z.total_out) == 0);
        inflateEnd(&z);
    }
}

static void brotli_gives_the_same_bytes_back(Arena *a) {
    for (int i = 0; i < embedded_static_n; i++) {
        const EmbeddedFile *f = &embedded_static[i];
        if (!f->brotli) continue;
        size_t n = (size_t)f->plain_n + 1;
        unsigned char *back = NEWS(a, unsigned char, (ptrdiff_t)n);
        CHECK(BrotliDecoderDecompress((size_t)f->brotli_n, f->brotli, &n, back) ==
              BROTLI_DECODER_RESULT_SUCCESS);
        CHECK(n == (size_t)f->plain_n && memcmp(back, f->plain, n) == 0);
    }
}

static void a_font_is_small_already_and_a_style_is_not(Arena *a) {
    (void)a;
    const EmbeddedFile *font = file_named("public-sans-latin.woff2"),
                       *css = file_named("schakel.css");
    CHECK(font && !font->gzip && !font->brotli && font->plain_n > 10000);
    CHECK(css && css->brotli && css->brotli_n < css->gzip_n && css->gzip_n < css->plain_n);
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(everything_a_page_needs_is_there),
                                   TEST(an_address_is_the_name_with_a_hash_in_it),
                                   TEST(gzip_gives_the_same_bytes_back),
                                   TEST(brotli_gives_the_same_bytes_back),
                                   TEST(a_font_is_small_already_and_a_style_is_not),
                                   {0}});
}
