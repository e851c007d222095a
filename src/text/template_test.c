// SPDX-License-Identifier: EUPL-1.2
/* Tests of the strict templates: names, values, messages, and where a tag may stand. */
#include "base/test.h"
#include "text/template_internal.h"
#include "text/words.h"
#include <string.h>

#define T(name_, text_)                                                                            \
    (TemplateSource) { name_, text_, (int)sizeof(text_) - 1 }

static const TemplateSource messages[] = {
    T("wish/nl.txt",
      "# zinnen\nwish.waits = wacht op {{who}} & <co>\nwish.state.asked = ingediend\n"
      "hint = Zoek\xC2\xA0\"hier\"\nlong = eerst\n  dan\\n\n  slot\n"
      "twice = {{>t/hint}}, {{>t/wish.waits}}\nlabel.title = Titel\n"
      "count = {{#is_one}}1 dag{{/is_one}}{{^is_one}}{{n}} dagen{{/is_one}}\n"),
    T("wish/en.txt", "wish.waits = waits for {{who}} & <co>\nwish.state.asked = sent in\n"
                     "hint = Find \"here\"\nlong = first\nlabel.title = Title\n"
                     "twice = {{>t/hint}}, {{>t/wish.waits}}\n"
                     "count = {{#is_one}}1 day{{/is_one}}{{^is_one}}{{n}} days{{/is_one}}\n")};

/* Loads the messages above and one page. */
static Err *page_load(Arena *a, Str page, Templates **ret_set) {
    TemplateSource all[] = {messages[0],
                            messages[1],
                            {"a/page.html", page.p, (int)page.n},
                            T("a/part.html", "<i>{{title}}</i>\n"),
                            T("a/attributes.html", "data-n=\"{{n}}\" hidden"),
                            T("core/0001.sql", "{{not a template")};
    return templates_load(a, all, COUNT(all), ret_set);
}

static Model *sample(Arena *a) {
    Model *m = model_new(a);
    model_text(m, "title", S("Kraan & \"buis\" <b>"));
    model_text(m, "who", S("Jan <3"));
    model_text(m, "empty", S(""));
    model_int(m, "n", 1234);
    model_flag(m, "is_one", false);
    model_flag(m, "is_open", true);
    model_null(m, "nothing");
    model_day(m, "on", day_from_ymd(2026, 11, 24));
    model_time(m, "at", ms_of_day(day_from_ymd(2026, 11, 23)) + 58200000);
    model_word(m, "state", "wish.state.", S("asked"));
    model_say(m, "why", S("wish.waits"));
    model_html(m, "body", html_trusted(S("<em>x</em>")));
    model_text(m, "url", S("/wishes/1"));
    model_text(m, "bad", S("javascript:alert(1)"));
    Model *rows = model_list(m, "rows");
    for (int i = 1; i <= 3; i++) {
        Model *row = model_item(rows);
        model_int(row, "i", i);
        model_text(row, "who", str_fmt(a, "p%d", i));
        model_say(row, "why", S("wish.waits"));
    }
    (void)model_list(m, "none");
    model_item_text(model_list(m, "tags"), S("x<y"));
    Model *page = model_part(m, "page");
    model_text(page, "csrf", S("t0k"));
    model_flag(model_part(page, "chosen"), "day", true);
    return m;
}

static Str missing; /* the first missing name of the last show() */

static Str shown(Arena *a, Str page, Lang lang, bool is_strict) {
    Templates *set = NULL;
    Err *e = page_load(a, page, &set);
    Buf out = buf_new(a, 256);
    missing = S("");
    if (e) return e->detail;
    RenderOptions how = {set, lang, day_from_ymd(2026, 11, 24), is_strict, &missing};
    e = template_render(a, &how, S("a/page"), sample(a), &out);
    return e ? e->detail : buf_done(&out);
}

#define SHOWS(page, wanted) CHECK_STR(shown(a, S(page), LANG_NL, true), S(wanted))
#define SHOWS_EN(page, wanted) CHECK_STR(shown(a, S(page), LANG_EN, true), S(wanted))

/* Loading fails, and the detail holds this text. */
static void refuses(Arena *a, const char *where, Str page, const char *why) {
    Templates *set = NULL;
    Err *e = page_load(a, page, &set);
    if (!e)
        test_fail_str(where, "is refused", page, str_of(why));
    else if (!strstr(str_z(a, e->detail), why) || e->kind != ERR_USAGE || set)
        test_fail_str(where, "is refused because", e->detail, str_of(why));
}
#define REFUSES(page, why) refuses(a, __FILE__ ":" STRING(__LINE__), S(page), why)

static void values_are_escaped_and_said_in_the_language(Arena *a) {
    SHOWS("{{title}}", "Kraan &amp; &quot;buis&quot; &lt;b&gt;");
    SHOWS("{{n}} {{n.plain}} {{on}} {{on.iso}} {{on.full}}",
          "1.234 1234 24 november 2026-11-24 dinsdag 24 november");
    SHOWS_EN("{{n}} {{on.full}}", "1,234 Tuesday 24 November");
    SHOWS("{{at}} {{at.day}} {{at.day.iso}} {{at.iso}}",
          "gisteren 16.10 uur 23 november 2026-11-23 2026-11-23T15:10:00Z");
    SHOWS("{{state}} {{state.code}}", "ingediend asked");
    SHOWS_EN("{{state}} {{state.code}}", "sent in asked");
    SHOWS("{{body}}{{nothing}}{{is_open}}", "<em>x</em>true");
    SHOWS("{{title.url}}", "Kraan%20%26%20%22buis%22%20%3Cb%3E");
}

static void a_section_over_an_object_or_list_changes_the_context(Arena *a) {
    SHOWS("{{#rows}}{{i}}:{{who}} {{/rows}}", "1:p1 2:p2 3:p3 ");
    SHOWS("{{#tags}}{{.}}{{/tags}}{{^none}}leeg{{/none}}{{#none}}x{{/none}}", "x&lt;yleeg");
    SHOWS("{{#title}}{{who}}{{/title}}{{#is_open}}{{who}}{{/is_open}}", "Jan &lt;3Jan &lt;3");
    SHOWS("{{#empty}}x{{/empty}}{{^empty}}leeg{{/empty}}{{#nothing}}{{a}}{{/nothing}}", "leeg");
    SHOWS("{{#rows}}{{page.csrf}}{{#page.chosen.day}}.{{/page.chosen.day}}{{/rows}}",
          "t0k.t0k.t0k.");
    SHOWS("{{#rows.some}}<ul>{{#rows}}{{i}}{{/rows}}</ul>{{rows.count}}{{/rows.some}}",
          "<ul>123</ul>3");
    SHOWS("{{#rows}}{{#page.chosen}}{{day}}{{/page.chosen}}{{i}}{{/rows}}", "true1true2true3");
}

static void a_name_of_an_outer_object_is_not_found(Arena *a) {
    CHECK_STR(shown(a, S("x\n{{#rows}}{{n}}{{/rows}}"), LANG_NL, true),
              S("a/page.html:2: there is no \"n\" to show here"));
    CHECK_STR(shown(a, S("[{{#rows}}{{n}}{{/rows}}]"), LANG_NL, false), S("[]"));
    CHECK_STR(missing, S("n"));
    CHECK_STR(shown(a, S("{{#gone}}x{{/gone}}{{^gone}}y{{/gone}}"), LANG_NL, false), S("y"));
    CHECK_STR(shown(a, S("{{#rows}}{{state.code}}{{/rows}}"), LANG_NL, true),
              S("a/page.html:1: there is no \"state.code\" to show here"));
    CHECK_STR(shown(a, S("{{title.iso}}"), LANG_NL, true),
              S("a/page.html:1: there is no \"title.iso\" to show here"));
    CHECK_STR(shown(a, S("{{rows}}"), LANG_NL, true),
              S("a/page.html:1: there is no \"rows\" to show here"));
}

static void messages_are_templates_over_the_same_object(Arena *a) {
    SHOWS("<p>{{>t/wish.waits}}</p>", "<p>wacht op Jan &lt;3 &amp; &lt;co&gt;</p>");
    SHOWS_EN("<p>{{>t/wish.waits}}</p>", "<p>waits for Jan &lt;3 &amp; &lt;co&gt;</p>");
    SHOWS("<input placeholder=\"{{>t/hint}}\">",
          "<input placeholder=\"Zoek\xC2\xA0&quot;hier&quot;\">");
    SHOWS("{{#rows}}{{why}};{{/rows}}", "wacht op p1 &amp; &lt;co&gt;;wacht op p2 &amp; &lt;co&gt;;"
                                        "wacht op p3 &amp; &lt;co&gt;;");
    SHOWS("{{>t/count}} {{>t/long}}", "1.234 dagen eerst dan\nslot");
    SHOWS("{{>t/twice}}", "Zoek\xC2\xA0&quot;hier&quot;, wacht op Jan &lt;3 &amp; &lt;co&gt;");
    SHOWS("<p>\n  {{>t/hint}}\n  {{>t/hint}}\n</p>",
          "<p>\nZoek\xC2\xA0&quot;hier&quot;\nZoek\xC2\xA0&quot;hier&quot;\n</p>");
}

static void messages_are_plain_text_outside_pages(Arena *a) {
    Templates *set = NULL;
    CHECK_OK(page_load(a, S(""), &set));
    RenderOptions how = {set, LANG_NL, day_from_ymd(2026, 11, 24), true, NULL};
    CHECK_STR(message_text(a, &how, S("wish.waits"), sample(a)), S("wacht op Jan <3 & <co>"));
    CHECK_STR(message_text(a, &how, S("no.such"), NULL), S("no.such"));
    CHECK_STR(message_text(a, &how, S("wish.waits"), NULL), S("wacht op  & <co>"));
    CHECK(message_exists(set, LANG_EN, S("hint")) && !message_exists(set, LANG_EN, S("x")));
}

static void sentences_that_say_themselves_end(Arena *a) {
    TemplateSource all[] = {T("nl.txt", "x = {{why}}\n"), T("en.txt", "x = {{why}}\n"),
                            T("p.html", "{{why}}")};
    Templates *set = NULL;
    CHECK_OK(templates_load(a, all, COUNT(all), &set));
    Model *m = model_new(a);
    model_say(m, "why", S("x"));
    Buf out = buf_new(a, 64);
    RenderOptions how = {set, LANG_NL, 0, false, NULL};
    buf_z(&out, "kept");
    CHECK_FAILS(template_render(a, &how, S("p"), m, &out), ERR_USAGE, "");
    CHECK_STR(buf_done(&out), S("kept"));
    CHECK_FAILS(template_render(a, &how, S("gone"), m, &out), ERR_USAGE, "");
}

static void tags_may_stand_in_text_and_quoted_attributes(Arena *a) {
    SHOWS("<p class=\"chip {{state.code}}\">", "<p class=\"chip asked\">");
    SHOWS("<option value=\"{{n}}\"{{#is_open}} selected{{/is_open}}>x</option>",
          "<option value=\"1234\" selected>x</option>");
    SHOWS("<input {{#is_open}}checked{{/is_open}}>", "<input checked>");
    SHOWS("<a class='{{#is_open}}a{{/is_open}}{{^is_open}}b{{/is_open}}'>", "<a class='a'>");
    SHOWS("<title>{{title}}</title><textarea>\n  {{title}}</textarea>",
          "<title>Kraan &amp; &quot;buis&quot; &lt;b&gt;</title><textarea>\n"
          "  Kraan &amp; &quot;buis&quot; &lt;b&gt;</textarea>");
    SHOWS("<p title=\"{{body}}\">", "<p title=\"&lt;em&gt;x&lt;/em&gt;\">");
    SHOWS("<svg {{>a/attributes}}></svg>{{>a/part}}",
          "<svg data-n=\"1234\" hidden></svg><i>Kraan &amp; &quot;buis&quot; &lt;b&gt;</i>\n");
    SHOWS("<script src=\"{{url}}\" defer></script><br/>{{n}}",
          "<script src=\"/wishes/1\" defer></script><br/>1.234");
    SHOWS("<!-- a --><!doctype html>{{n}}", "<!-- a --><!doctype html>1.234");
}

static void tags_in_unsafe_places_are_refused(Arena *a) {
    REFUSES("<script>{{n}}</script>", "a/page.html:1: no tag within <script>");
    REFUSES("\n<style>\n{{#n}}{{/n}}</style>", "a/page.html:3: no tag within <script>");
    REFUSES("<script>{{>t/hint}}</script>", "no tag within <script>");
    REFUSES("<p class={{n}}>", "without quotes");
    REFUSES("<p class=x{{n}}>", "without quotes");
    REFUSES("<p class={{#n}}x{{/n}}>", "without quotes");
    REFUSES("<p {{n}}>", "in the name of");
    REFUSES("<p on{{n}}=\"x\">", "in the name of");
    REFUSES("<{{n}}>", "in the name of");
    REFUSES("<h{{n}}>", "in the name of");
    REFUSES("</{{n}}>", "in the name of");
    REFUSES("<!-- {{n}} -->", "HTML comment");
    REFUSES("<p onclick=\"f({{n}})\">", "holds code");
    REFUSES("<p style=\"{{n}}\">", "holds code");
    REFUSES("<p hx-on::load=\"{{n}}\">", "holds code");
    REFUSES("<p onclick=\"{{>t/hint}}\">", "in an address or in code");
    REFUSES("<p {{#n}}data-{{/n}}x=\"y\">", "have a blank between");
    REFUSES("<p {{#n}}on{{/n}}click=\"y\">", "have a blank between");
    REFUSES("<p {{#n}}title=\"{{/n}}{{n}}\">", "another kind of place");
    REFUSES("<textarea>{{#n}}</textarea>{{/n}}", "another kind of place");
    REFUSES("<p title=\"x", "ends within");
    REFUSES("<textarea>{{n}}", "ends within");
    REFUSES("<p title=\"{{>a/part}}\">", "only a message");
    REFUSES("<p {{>a/part}}>", "has no name");
    REFUSES("a < b", "&lt;");
    REFUSES("<textarea></textarea{{n}}>", "end tags whole");
    REFUSES("<textarea></text{{#n}}x{{/n}}area>", "end tags whole");
    REFUSES("<title><{{>t/hint}}</title>", "end tags whole");
    REFUSES("<script></sc\0ript>{{n}}", "control sign");
    REFUSES("<p\fonclick=\"{{n}}\">", "control sign");
    REFUSES("{{{n}}}", "refused");
    REFUSES("{{&n}}", "refused");
}

static void an_address_begins_safely_or_is_shown_as_a_hash(Arena *a) {
    SHOWS("<a href=\"{{url}}\"><a href='{{bad}}'>", "<a href=\"/wishes/1\"><a href='#'>");
    SHOWS("<a href=\"{{nothing}}{{bad}}\">", "<a href=\"#javascript:alert(1)\">");
    SHOWS("<a href=\"{{#empty}}/{{/empty}}{{bad}}\">", "<a href=\"#\">");
    SHOWS("<a href=\"/wishes/{{n}}?x={{title.url}}\">",
          "<a href=\"/wishes/1234?x=Kraan%20%26%20%22buis%22%20%3Cb%3E\">");
    SHOWS("<use href=\"{{url}}#{{state.code}}\"/>", "<use href=\"/wishes/1#asked\"/>");
    SHOWS("<a data-url=\"{{bad}}\">", "<a data-url=\"javascript:alert(1)\">");
    SHOWS("<button formaction=\"{{bad}}\" hx-post=\"{{bad}}\">",
          "<button formaction=\"#\" hx-post=\"#\">");
    REFUSES("<a href=\"java{{n}}\">", "must begin with");
    REFUSES("<a href=\"/{{n}}\">", "another site");
    REFUSES("<a href=\"//{{n}}\">", "must begin with");
    REFUSES("<a href=\"/&#47;{{n}}\">", "must begin with");
    REFUSES("<a HREF=\"x{{n}}\">", "must begin with");
    const char *bad[] = {"//evil.example", "/\\evil",  "/\t/evil",     " javascript:x",
                         "data:x",         "http://x", "JAVASCRIPT:x", "\x01/"};
    for (int i = 0; i < COUNT(bad); i++) {
        Templates *set = NULL;
        CHECK_OK(page_load(a, S("<a href=\"{{x}}\">"), &set));
        Model *m = model_new(a);
        model_text(m, "x", str_of(bad[i]));
        Buf out = buf_new(a, 64);
        RenderOptions how = {set, LANG_NL, 0, true, NULL};
        CHECK_OK(template_render(a, &how, S("a/page"), m, &out));
        CHECK_STR(buf_done(&out), S("<a href=\"#\">"));
    }
}

static void indentation_goes_but_not_where_it_shows(Arena *a) {
    SHOWS("<ul>\n    {{#rows}}\n      <li>{{i}}\n\n        x</li>\n    {{/rows}}\n</ul>\n",
          "<ul>\n<li>1\nx</li>\n<li>2\nx</li>\n<li>3\nx</li>\n</ul>\n");
    SHOWS("<pre>\n  a\n  {{n}}</pre>\n  b", "<pre>\n  a\n  1.234</pre>\nb");
    SHOWS("<p\n   class=\"a\n  b\"\n   id=x>\n  c  d", "<p\nclass=\"a\n  b\"\nid=x>\nc  d");
    SHOWS("a{{#is_open}} b{{/is_open}} c", "a b c");
}

static void faults_name_file_and_line(Arena *a) {
    REFUSES("a\n{{#x}}", "a/page.html:2: {{#x}} is not closed");
    REFUSES("a\n{{#x}}\n{{/y}}", "a/page.html:3: {{/y}} closes {{#x}} of line 2");
    REFUSES("{{/y}}", "closes nothing");
    REFUSES("{{x", "not closed");
    REFUSES("\n\n{{>gone}}", "a/page.html:3: there is no template \"gone\"");
    REFUSES("{{>t/gone}}", "there is no message \"t/gone\"");
    REFUSES("{{>a/page}}", "includes itself");
    REFUSES("{{A}}", "is not a name");
    REFUSES("{{a..b}}", "is not a name");
    REFUSES("{{a.}}", "is not a name");
    REFUSES("{{a.b.c.d.e.f.g.h.i}}", "is not a name");
}

static void load_faults(Arena *a, const TemplateSource *all, ptrdiff_t n, const char *why) {
    Templates *set = NULL;
    Err *e = templates_load(a, all, n, &set);
    CHECK(e && strstr(str_z(a, e->detail), why));
}

static void both_languages_have_every_message_once(Arena *a) {
    load_faults(a, (TemplateSource[]){T("x/nl.txt", "a = b"), T("en.txt", "")}, 2,
                "x/nl.txt:1: \"a\" is missing in English");
    load_faults(a, (TemplateSource[]){T("nl.txt", "a = b\na = c"), T("en.txt", "a = b")}, 2,
                "nl.txt:2: \"a\" stands also in nl.txt:1");
    load_faults(a, (TemplateSource[]){T("nl.txt", "a b"), T("en.txt", "a = b")}, 2, "nl.txt:1:");
    load_faults(a, (TemplateSource[]){T("nl.txt", "  a = b")}, 1, "nothing began");
    load_faults(a, (TemplateSource[]){T("nl.txt", "A = b")}, 1, "a key has letters");
    load_faults(a, (TemplateSource[]){T("nl.txt", "a = \xFF")}, 1, "UTF-8");
    load_faults(a, (TemplateSource[]){T("nl.txt", "a = x\nb = {{#x}}"), T("en.txt", "a=\nb=")}, 2,
                "nl.txt:2: {{#x}} is not closed");
    load_faults(a, (TemplateSource[]){T("nl.txt", "a = {{>t/a}}"), T("en.txt", "a=")}, 2,
                "includes itself");
    load_faults(a, (TemplateSource[]){T("a/view/b.html", ""), T("a/b.html", "")}, 2,
                "two templates");
}

static void partials_nest_sixteen_deep_and_no_further(Arena *a) {
    for (int n = 17; n <= 18; n++) {
        TemplateSource all[18];
        for (int i = 0; i < n; i++) {
            Str text = i + 1 < n ? str_fmt(a, "{{>p%d}}", i + 1) : S("x");
            all[i] = (TemplateSource){str_z(a, str_fmt(a, "p%d.html", i)), text.p, (int)text.n};
        }
        Templates *set = NULL;
        Err *e = templates_load(a, all, n, &set);
        CHECK(n == 17 ? !e : e && strstr(str_z(a, e->detail), "deep"));
    }
}

static void a_hostile_lenient_template_ends(Arena *a) {
    TemplateSource partials[] = {T("p", "{{>p}}"), T("q", "{{#a}}{{>q}}{{>q}}{{/a}}x")};
    Model *m = model_new(a);
    model_flag(m, "a", true);
    Buf out = buf_new(a, 64);
    CHECK_FAILS(template_render_lenient(a, S("{{>p}}"), partials, 2, m, &out), ERR_USAGE, "");
    CHECK_FAILS(template_render_lenient(a, S("{{>q}}"), partials, 2, m, &out), ERR_USAGE, "");
    CHECK(out.n == 0);
}

static void the_terminal_shows_labels_words_and_no_control_signs(Arena *a) {
    Templates *set = NULL;
    CHECK_OK(page_load(a, S(""), &set));
    RenderOptions how = {set, LANG_NL, day_from_ymd(2026, 11, 24), true, NULL};
    Model *m = model_new(a);
    model_text(m, "title", S("Kraan\x1B[2J\nlekt\xC2\x9B"));
    model_word(m, "state", "wish.state.", S("asked"));
    model_flag(m, "is_open", true);
    model_null(m, "nothing");
    model_day(m, "on", day_from_ymd(2026, 11, 24));
    model_html(m, "body", html_from_plain(a, S("a & b\n\nc")));
    Model *row = model_item(model_list(m, "rows"));
    model_text(row, "who", S("Jan"));
    model_int(model_part(row, "in"), "n", 1234);
    (void)model_list(m, "none");
    model_item_text(model_list(m, "tags"), S("x"));
    model_text(model_part(m, "page"), "csrf", S("secret"));
    Buf out = buf_new(a, 256);
    model_terminal(a, &how, m, &out);
    CHECK_STR(buf_done(&out), S("Titel: Kraan\xEF\xBF\xBD[2J\n  lekt\xEF\xBF\xBD\n"
                                "state: ingediend\nis_open: ja\non: 24 november\n"
                                "body: a & b\n  c\nrows:\n  - who: Jan\n    in:\n      n: 1.234\n"
                                "none: geen\ntags:\n  - x\n"));
}

int main(int argc, char **argv) {
    if (!zone_set("Europe/Amsterdam")) return 1;
    return test_run(argc, argv,
                    (const Test[]){TEST(values_are_escaped_and_said_in_the_language),
                                   TEST(a_section_over_an_object_or_list_changes_the_context),
                                   TEST(a_name_of_an_outer_object_is_not_found),
                                   TEST(messages_are_templates_over_the_same_object),
                                   TEST(messages_are_plain_text_outside_pages),
                                   TEST(sentences_that_say_themselves_end),
                                   TEST(tags_may_stand_in_text_and_quoted_attributes),
                                   TEST(tags_in_unsafe_places_are_refused),
                                   TEST(an_address_begins_safely_or_is_shown_as_a_hash),
                                   TEST(indentation_goes_but_not_where_it_shows),
                                   TEST(faults_name_file_and_line),
                                   TEST(both_languages_have_every_message_once),
                                   TEST(partials_nest_sixteen_deep_and_no_further),
                                   TEST(a_hostile_lenient_template_ends),
                                   TEST(the_terminal_shows_labels_words_and_no_control_signs),
                                   {0}});
}
