// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* template - Mustache over the model, parsed once at start, one compiled set per language.
 *
 * Strict (everything but the spec test): a name that is not in the innermost object is an error,
 * there is no silent fallback to an outer object; the one exception is the name `page`, which
 * always means the outermost object's `page` ({{page.csrf}} works inside a list). {{{ and {{& are
 * refused; raw output comes only from an Html value. No tag inside <script>, <style>, an unquoted
 * attribute, an attribute name, a comment, an attribute that holds code (on..., style, srcdoc,
 * srcset, hx-on..., hx-vals), or a URL attribute's scheme: href="{{x}}" is shown as "#" unless the
 * value begins with "/" (not "//"), "#", "?", "https://" or "mailto:"; href="/wishes/{{n}}" is as
 * it is. Static HTML has quoted or plain attributes with blanks between and none around "=".
 * Sections and partials may stand between attributes; in an attribute's value a partial is a
 * message. A section ends in the kind of place where it begins.
 * A section over a flag, text or number does not change the context; over an object or list item
 * it does. {{.}} is the value of the innermost section.
 * WORD values: {{state}} shows the word in the page's language, {{state.code}} the code.
 * SAY values: the message with that key, rendered with the object around it as context.
 * DAY: {{on}} "24 november" ("24 november 2025" in another year); {{on.iso}}; {{on.full}} with
 * weekday "dinsdag 24 november". TIME: {{at}} "vandaag 10.12 uur" / "gisteren 16.10 uur" /
 * "24 november, 16.10 uur"; {{at.iso}}, {{at.day}} (as DAY). INT: digits grouped by language
 * ("1.234" / "1,234"); {{n.plain}} without grouping (also used inside attributes).
 * Other faces: {{text.url}} percent-encoded, for a part of an address; {{list.count}};
 * {{#x.some}}: a section over "x is there and not empty" that keeps the context. A name within
 * null is nothing, not an error. Within attributes, <title> and <textarea> an INT is never grouped
 * and Html is escaped.
 * Indentation of lines and empty lines are dropped, but not within <pre>, <textarea> and quotes.
 * Message partials: {{>t/wish.waits}} is the text of key wish.waits in the page's language, itself
 * a template over the same context.
 * Includes: base, text/model. */
#include "base/base.h"
#include "text/model.h"

typedef enum { LANG_NL, LANG_EN, LANGS } Lang;
Lang lang_of(Str code); /* "nl", "en"; anything else is LANG_NL */
Str lang_code(Lang lang);

typedef struct Templates Templates; /* a compiled set; read-only after templates_load */

typedef struct {
    const char *name; /* "wish/show.html", "wish/nl.txt" */
    const char *text;
    int text_n;
} TemplateSource;

/* Compiles every *.html as a template named without its ending and without its view/ folder
 * ("wish/view/show.html" is "wish/show"), and every nl.txt and en.txt ("key = text" lines;
 * "# remark"; a line that begins with blanks goes on; \n is a line break) as messages; other files
 * are left alone. The set keeps nothing of the sources.
 * Fails with ERR_USAGE: detail holds a line "file:line: what is wrong" per fault, at most 20
 * (unknown partial or message key, a key in one language only, an unclosed section, a refused
 * context, partial depth over 16, a template that includes itself). */
Err *templates_load(Arena *a, const TemplateSource *sources, ptrdiff_t n, Templates **ret_set);

typedef struct {
    const Templates *set;
    Lang lang;
    Day today;   /* for "vandaag", "gisteren" and for leaving out the year */
    bool strict; /* a missing name fails (tests, --dev); else it shows nothing and is reported */
    Str *ret_missing; /* first missing name, may be NULL */
} RenderOptions;

/* Appends the page. Fails with ERR_USAGE on an unknown template, or a missing name when strict. */
Err *template_render(Arena *a, const RenderOptions *how, Str name, const Model *model, Buf *out);
/* A message as plain text (not escaped), for the terminal, mail and attributes set by C.
 * An unknown key gives the key itself. */
Str message_text(Arena *a, const RenderOptions *how, Str key, const Model *context);
bool message_exists(const Templates *set, Lang lang, Str key);

/* The terminal's face of a model: indented "Label: value" lines with words in the language; a label
 * is message "label.<name>" when it exists, else the name. */
void model_terminal(Arena *a, const RenderOptions *how, const Model *m, Buf *out);

/* For the specification test alone: one template, lenient ({{{ allowed, outer contexts, empty for a
 * missing name). partials: pairs of name and text. */
Err *template_render_lenient(Arena *a, Str text, const TemplateSource *partials, ptrdiff_t n,
                             const Model *model, Buf *out);
