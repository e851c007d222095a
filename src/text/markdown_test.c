// SPDX-License-Identifier: EUPL-1.2
/* Tests of people's text as HTML: what is shown, and what never is. */
#include "base/test.h"
#include "text/markdown_oracle.h"
#include "text/words.h"
#include <stdlib.h>

#define REL " rel=\"noopener nofollow ugc\">"
#define MAKES(text, wanted) CHECK_STR(html_from_markdown(a, S(text)).markup, S(wanted))

static void common_markdown_is_shown(Arena *a) {
    MAKES("", "");
    MAKES("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>");
    MAKES("- a\n- b", "<ul><li>a</li><li>b</li></ul>");
    MAKES("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>");
    MAKES("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>");
    MAKES("> q\n\n---\n\n    code <", "<blockquote><p>q</p></blockquote><hr>"
                                      "<pre><code>code &lt;\n</code></pre>");
    MAKES("a\nb  \nc", "<p>a\nb<br>c</p>");
}

static void headings_are_bold_paragraphs(Arena *a) {
    MAKES("# Groot\n\ntekst", "<p><strong>Groot</strong></p><p>tekst</p>");
}

static void html_is_shown_as_typed(Arena *a) {
    MAKES("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>");
    MAKES("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>");
    MAKES("&lt;i&gt; &copy;", "<p>&lt;i&gt; \xC2\xA9</p>");
}

static void links_go_only_to_known_kinds_of_places(Arena *a) {
    MAKES("[x](https://a.nl/?b=1&c=2)", "<p><a href=\"https://a.nl/?b=1&amp;c=2\"" REL "x</a></p>");
    MAKES("[x](/wishes/1)", "<p><a href=\"/wishes/1\"" REL "x</a></p>");
    MAKES("[x](mailto:a@b.nl)", "<p><a href=\"mailto:a@b.nl\"" REL "x</a></p>");
    MAKES("[x](javascript:alert(1)) [y](//evil.nl) [z](data:x)", "<p>x y z</p>");
    MAKES("[x](&#106;avascript:alert(1))", "<p>x</p>");
    MAKES("[a [b](/b)](/a)", "<p>[a <a href=\"/b\"" REL "b</a>](/a)</p>");
    MAKES("![alt *tekst*](https://a.nl/x.png)", "<p>alt tekst</p>");
    MAKES("[x](https://a.nl/\"onclick)", "<p><a href=\"https://a.nl/%22onclick\"" REL "x</a></p>");
}

static void pasted_addresses_become_links(Arena *a) {
    MAKES("Zie https://a.nl/b_c_d?e=1&f.", "<p>Zie <a href=\"https://a.nl/b_c_d?e=1&amp;f\"" REL
                                           "https://a.nl/b_c_d?e=1&amp;f</a>.</p>");
    MAKES("(http://a.nl)", "<p>(<a href=\"http://a.nl\"" REL "http://a.nl</a>)</p>");
    MAKES("`https://a.nl` xhttps://a.nl https://",
          "<p><code>https://a.nl</code> xhttps://a.nl https://</p>");
    MAKES("[https://b.nl](https://a.nl)", "<p><a href=\"https://a.nl\"" REL "https://b.nl</a></p>");
}

static void plain_text_keeps_its_lines(Arena *a) {
    CHECK_STR(html_from_plain(a, S("a <b>\r\nc\n\n\nd\n")).markup,
              S("<p>a &lt;b&gt;<br>c</p><p>d</p>"));
    CHECK_STR(html_from_plain(a, S(" \n\n")).markup, S(""));
}

static Str repeated(Arena *a, const char *what, ptrdiff_t bytes) {
    Buf b = buf_new(a, bytes + 64);
    while (b.n < bytes) buf_z(&b, what);
    return buf_done(&b);
}

static void hostile_text_is_shown_within_bounds(Arena *a) {
    static const char *const what[] = {
        ">",      "> ",   "- ",        "-\n",  "* ",      "1. ",    "*a ",   "_a ",
        "**a",    "[a",   "![",        "[](",  "[a](",    "`",      "``a`",  "<",
        "<a ",    "<!--", "&",         "\\",   "*_",      "a*",     "a_b",   "[a]: b\n",
        "- a\n ", "\t",   "https://a", "*a_ ", "![[]()",  "a\n=\n", "> a\n", "<?",
        "****",   "____", "](",        "~",    "    a\n", "|",      "> - ",  "[x]: <\n"};
    for (int i = 0; i < COUNT(what); i++)
        for (int k = 0; k < 2; k++) {
            Arena *small = arena_new(16 << 20); /* what one request may use */
            Str text = repeated(a, what[i], k ? 32000 : 700);
            Html html = html_from_markdown(small, text);
            if (!markup_is_allowed(html.markup))
                test_fail_str("hostile", what[i], html.markup, S("only what is allowed"));
            CHECK(html.markup.n > 0 || what[i][0] == '\t' || what[i][0] == '[');
            CHECK(arena_used(small) < 2 << 20);
            arena_free(small);
        }
    Str long_text = repeated(a, "*a* ", 40000);
    CHECK_STR(str_head(html_from_markdown(a, long_text).markup, 8), S("<p>*a* *"));
    CHECK_STR(html_from_markdown(a, S("a\xFF*b*")).markup, S("<p>a\xFF*b*</p>"));
}

static void the_oracle_knows_what_is_not_allowed(Arena *a) {
    (void)a;
    CHECK(
        markup_is_allowed(S("<p>a &amp; <a href=\"/x\" rel=\"noopener nofollow ugc\">b</a></p>")));
    static const char *const bad[] = {
        "<p>",
        "</p>",
        "<p><em></p></em>",
        "<script></script>",
        "<p onclick=\"x\"></p>",
        "&copy;",
        "a > b",
        "<a href=\"/x\">y</a>",
        "<img>",
        "\"",
        "<P></P>",
        "<a href=\"javascript:x\" rel=\"noopener nofollow ugc\">y</a>",
        "<a href=\"//x\" rel=\"noopener nofollow ugc\">y</a>"};
    for (int i = 0; i < COUNT(bad); i++) CHECK(!markup_is_allowed(str_of(bad[i])));
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(common_markdown_is_shown),
                                   TEST(headings_are_bold_paragraphs),
                                   TEST(html_is_shown_as_typed),
                                   TEST(links_go_only_to_known_kinds_of_places),
                                   TEST(pasted_addresses_become_links),
                                   TEST(plain_text_keeps_its_lines),
                                   TEST(hostile_text_is_shown_within_bounds),
                                   TEST(the_oracle_knows_what_is_not_allowed),
                                   {0}});
}
