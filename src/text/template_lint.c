// SPDX-License-Identifier: EUPL-1.2
/* template_lint - follows the static text of a template as HTML, to know where a tag stands: in
 * text, in a quoted attribute, in a script. It accepts less than a browser does (attributes are
 * quoted or absent, separated by blanks), so that what it accepts has one reading. Where a value
 * would need another escape than that of HTML, it refuses. */
#include "text/template_internal.h"
#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* Appends to a fixed text; what does not fit is dropped, and a name so long is in no list. */
static void keep(char *text, size_t room, char c) {
    size_t n = strlen(text);
    if (n + 1 < room) text[n] = lower(c), text[n + 1] = 0;
}

/* Remembers only the last signs. */
static void keep_last(char *text, size_t room, char c) {
    size_t n = strlen(text);
    if (n + 1 == room) memmove(text, text + 1, n--);
    text[n] = lower(c);
    text[n + 1] = 0;
}

static bool is_one_of(const char *name, const char *const *list, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++)
        if (strcmp(name, list[i]) == 0) return true;
    return false;
}

/* Elements whose content is not HTML text, or is another program's. */
static bool is_raw(const char *element) {
    static const char *const list[] = {"script",  "style",    "xmp",      "iframe",
                                       "noembed", "noframes", "plaintext"};
    return is_one_of(element, list, COUNT(list));
}

static bool is_rcdata(const char *element) {
    return strcmp(element, "textarea") == 0 || strcmp(element, "title") == 0;
}

static bool is_url_attribute(const char *name) {
    static const char *const list[] = {
        "href",       "src",         "action",         "formaction", "poster",
        "cite",       "data",        "ping",           "background", "manifest",
        "xlink:href", "hx-get",      "hx-post",        "hx-put",     "hx-patch",
        "hx-delete",  "hx-push-url", "hx-replace-url", "sse-connect"};
    return is_one_of(name, list, COUNT(list));
}

/* Attributes that are code, or that need an escape of their own. */
static bool is_closed_attribute(const char *name) {
    static const char *const list[] = {"style",   "srcdoc",     "srcset",    "hx-vals",
                                       "hx-vars", "hx-headers", "hx-request"};
    return strncmp(name, "on", 2) == 0 || strncmp(name, "hx-on", 5) == 0 ||
           is_one_of(name, list, COUNT(list));
}

/* After the ">" of an opening tag. */
static HtmlState content_state(HtmlPlace *place) {
    if (strcmp(place->element, "pre") == 0) place->pre++;
    place->seen[0] = 0;
    return is_raw(place->element) ? HTML_RAW : is_rcdata(place->element) ? HTML_RCDATA : HTML_TEXT;
}

/* In a script or textarea: did "</name" just end here, before c? */
static bool ends_element(const HtmlPlace *place, char c) {
    size_t n = strlen(place->element), seen = strlen(place->seen);
    if (!is_blank(c) && c != '>' && c != '/') return false;
    return seen >= n + 2 && strncmp(place->seen + seen - n - 2, "</", 2) == 0 &&
           strcmp(place->seen + seen - n, place->element) == 0;
}

static const char *step_in_tag(HtmlPlace *place, char c) {
    switch (place->state) {
    case HTML_TAG_NAME:
        if (c == '>')
            place->state = content_state(place);
        else if (is_blank(c) || c == '/')
            place->state = HTML_BETWEEN;
        else if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '-' && c != ':')
            return "an odd sign in the name of an element";
        else
            keep(place->element, sizeof place->element, c);
        return NULL;
    case HTML_AFTER:
        if (!is_blank(c) && c != '>' && c != '/') return "attributes have a blank between them";
        __attribute__((fallthrough));
    case HTML_BETWEEN:
        if (c == '>')
            place->state = content_state(place);
        else if (is_blank(c) || c == '/')
            place->state = HTML_BETWEEN;
        else if (strchr("=\"'<", c))
            return "an attribute has no name (no blanks around \"=\")";
        else {
            place->state = HTML_ATTRIBUTE;
            place->attribute[0] = 0;
            keep(place->attribute, sizeof place->attribute, c);
        }
        return NULL;
    case HTML_ATTRIBUTE:
        if (c == '=')
            place->state = HTML_BEFORE_VALUE;
        else if (c == '>')
            place->state = content_state(place);
        else if (is_blank(c) || c == '/')
            place->state = HTML_BETWEEN;
        else if (strchr("\"'<", c))
            return "a quote or \"<\" within an attribute's name";
        else
            keep(place->attribute, sizeof place->attribute, c);
        return NULL;
    case HTML_BEFORE_VALUE:
        place->prefix[0] = 0;
        place->is_value_seen = false;
        if (is_blank(c) || c == '>') return "no blanks around \"=\" in an attribute";
        place->state = c == '"' ? HTML_VALUE_DOUBLE : c == '\'' ? HTML_VALUE_SINGLE : HTML_UNQUOTED;
        return NULL;
    case HTML_UNQUOTED:
        if (is_blank(c))
            place->state = HTML_BETWEEN;
        else if (c == '>')
            place->state = content_state(place);
        else if (strchr("\"'<=`", c))
            return "this attribute needs quotes";
        return NULL;
    default:
        if (c == (place->state == HTML_VALUE_DOUBLE ? '"' : '\''))
            place->state = HTML_AFTER;
        else
            keep(place->prefix, sizeof place->prefix, c);
        return NULL;
    }
}

static const char *step(HtmlPlace *place, char c) {
    switch (place->state) {
    case HTML_TEXT:
        if (c == '<') place->state = HTML_TAG_OPEN;
        return NULL;
    case HTML_TAG_OPEN:
        place->seen[0] = 0;
        if (c == '/') {
            place->state = HTML_END_TAG;
            return NULL;
        }
        if (c == '!') {
            place->state = HTML_DECLARATION;
            return NULL;
        }
        if (!is_letter(c)) return "write a lone \"<\" as &lt;";
        place->state = HTML_TAG_NAME;
        place->element[0] = 0;
        keep(place->element, sizeof place->element, c);
        return NULL;
    case HTML_END_TAG:
        if (c == '>') {
            if (strcmp(place->seen, "pre") == 0 && place->pre > 0) place->pre--;
            place->state = HTML_TEXT;
        } else if (strchr("\"'<", c)) {
            return "an end tag has a name only";
        } else if (!is_blank(c)) {
            keep(place->seen, sizeof place->seen, c);
        }
        return NULL;
    case HTML_DECLARATION:
        keep(place->seen, sizeof place->seen, c);
        if (strcmp(place->seen, "--") == 0)
            place->state = HTML_COMMENT, place->seen[0] = 0;
        else if (c == '>')
            place->state = HTML_TEXT;
        return NULL;
    case HTML_COMMENT: {
        size_t n = strlen(place->seen);
        bool ends = c == '>' && (n == 0 || strcmp(place->seen + (n > 1 ? n - 2 : 0), "--") == 0 ||
                                 strcmp(place->seen, "-") == 0);
        keep_last(place->seen, sizeof place->seen, c);
        if (ends) place->state = HTML_TEXT;
        return NULL;
    }
    case HTML_RAW:
    case HTML_RCDATA:
        if (ends_element(place, c)) {
            place->state = c == '>' ? HTML_TEXT : HTML_END_TAG;
            place->seen[0] = 0;
        } else {
            keep_last(place->seen, sizeof place->seen, c);
        }
        return NULL;
    default: return step_in_tag(place, c);
    }
}

/* Blanks at the start of a line mean nothing in text and between attributes. */
static bool drops_indent(const HtmlPlace *place) {
    if (place->state == HTML_TEXT || place->state == HTML_END_TAG) return place->pre == 0;
    return place->state == HTML_BETWEEN || place->state == HTML_AFTER ||
           place->state == HTML_TAG_NAME || place->state == HTML_ATTRIBUTE;
}

const char *html_walk(HtmlPlace *place, Str text, bool at_line_start, Buf *out) {
    bool is_start = at_line_start && (place->state == HTML_TEXT || place->state == HTML_BETWEEN);
    for (ptrdiff_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if ((unsigned char)c < ' ' && !is_blank(c)) return "a control sign";
        bool drops = is_start && is_blank(c) && drops_indent(place);
        const char *fault = step(place, c);
        if (fault) return fault;
        if (!drops) buf_char(out, c);
        is_start = c == '\n' || (is_start && is_blank(c));
    }
    return NULL;
}

bool html_in_attribute(const HtmlPlace *place) {
    return place->state == HTML_VALUE_DOUBLE || place->state == HTML_VALUE_SINGLE;
}

static const char *refusal(const HtmlPlace *place) {
    switch (place->state) {
    case HTML_RAW: return "no tag within <script> or <style>";
    case HTML_COMMENT: return "no tag within an HTML comment: use {{! }}";
    case HTML_UNQUOTED:
    case HTML_BEFORE_VALUE: return "no tag in an attribute without quotes";
    default: return "no tag in the name of an element or attribute";
    }
}

static bool starts(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

/* Within <textarea> or <title>, after what may be the begin of its end tag: what a tag shows there
 * could end it, or keep it from ending. */
static bool is_half_ended(const HtmlPlace *place) {
    const char *last = strrchr(place->seen, '<');
    if (place->state != HTML_RCDATA || !last) return false;
    return strlen(last) < 2 || (last[1] == '/' && starts(place->element, last + 2));
}

static const char half_ended[] = "write a lone \"<\" as &lt;, and end tags whole";

const char *html_value(HtmlPlace *place, bool *ret_is_url) {
    *ret_is_url = false;
    if (is_half_ended(place)) return half_ended;
    if (place->state == HTML_TEXT || place->state == HTML_RCDATA) return NULL;
    if (!html_in_attribute(place)) return refusal(place);
    if (is_closed_attribute(place->attribute)) return "no value in an attribute that holds code";
    if (!is_url_attribute(place->attribute)) return NULL;
    if (!place->is_value_seen && !place->prefix[0]) {
        *ret_is_url = true;
        place->is_value_seen = true;
    } else if (!place->is_value_seen) {
        const char *p = place->prefix;
        if (strcmp(p, "/") == 0) return "a value right after \"/\" could name another site";
        bool is_safe = (p[0] == '/' && !strchr("/\\&", p[1])) || p[0] == '#' || p[0] == '?' ||
                       starts(p, "https://") || starts(p, "mailto:");
        if (!is_safe) return "this address must begin with /, #, ?, https:// or mailto:";
    }
    return NULL;
}

const char *html_section(HtmlPlace *place) {
    /* What follows cannot become part of the name, whether the section is shown or not. */
    if (place->state == HTML_ATTRIBUTE) place->state = HTML_AFTER;
    if (is_half_ended(place)) return half_ended;
    return place->state <= HTML_VALUE_SINGLE ? NULL : refusal(place);
}

const char *html_message(const HtmlPlace *place) {
    if (is_half_ended(place)) return half_ended;
    if (place->state == HTML_TEXT || place->state == HTML_RCDATA) return NULL;
    if (!html_in_attribute(place)) return refusal(place);
    if (is_closed_attribute(place->attribute) || is_url_attribute(place->attribute))
        return "no message in an address or in code";
    return NULL;
}

bool html_join(HtmlPlace *place, const HtmlPlace *opened) {
    if (place->state == HTML_BETWEEN && opened->state == HTML_AFTER) place->state = HTML_AFTER;
    bool is_between = opened->state == HTML_BETWEEN && place->state == HTML_AFTER;
    if (!is_between && place->state != opened->state) return false;
    if (place->state == HTML_RCDATA && strcmp(place->element, opened->element) != 0) return false;
    if (place->pre != opened->pre) return false;
    if (!html_in_attribute(place)) return true;
    if (strcmp(place->attribute, opened->attribute) != 0) return false;
    /* When the section may be skipped, the address may still have to begin. */
    if (!opened->is_value_seen && !opened->prefix[0])
        place->is_value_seen = false, place->prefix[0] = 0;
    return true;
}
