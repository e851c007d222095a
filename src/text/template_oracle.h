// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* template_oracle - reads a page as a browser does (the tokenizer of the HTML standard, shortened)
 * and writes its shape: elements, attribute names, what scripts, styles, comments and handlers
 * hold, and how addresses begin. A value must never change the shape. Written apart from
 * template_lint, so that both would have to be wrong. Includes: base. */
#include "base/base.h"
#include <string.h>

static inline bool shape_is_blank(char c) { return c && strchr(" \t\n\r\f", c) != NULL; }
static inline bool shape_is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static inline bool shape_is_in(Str name, const char *list) {
    for (Str rest = str_of(list), word; rest.n;) {
        str_cut(rest, ' ', &word, &rest);
        if (str_eq_nocase(word, name)) return true;
    }
    return false;
}

static inline void shape_attribute(Buf *out, Str name, Str value) {
    buf_char(out, ' ');
    buf_str(out, name);
    if (shape_is_in(name, "style srcdoc srcset hx-vals hx-vars hx-headers hx-request") ||
        str_eq_nocase(str_head(name, 2), S("on")) || str_eq_nocase(str_head(name, 5), S("hx-on"))) {
        buf_char(out, '=');
        buf_str(out, value);
    }
    if (!shape_is_in(name, "href src action formaction poster cite data xlink:href hx-get hx-post"))
        return;
    char start[16] = {0};
    size_t n = 0;
    for (ptrdiff_t i = 0; i < value.n && n < 14; i++)
        if ((unsigned char)value.p[i] > ' ') start[n++] = value.p[i];
    bool is_code = str_eq_nocase(str_head(str_of(start), 11), S("javascript:"));
    bool is_far = (start[0] == '/' || start[0] == '\\') && (start[1] == '/' || start[1] == '\\');
    buf_z(out, is_code ? "=code" : is_far ? "=far" : "");
}

/* After "<" of an opening tag; returns where its ">" is passed. Puts the name in *ret_name. */
static inline ptrdiff_t shape_tag(Buf *out, Str s, ptrdiff_t i, Str *ret_name) {
    ptrdiff_t from = i;
    while (i < s.n && !shape_is_blank(s.p[i]) && s.p[i] != '/' && s.p[i] != '>') i++;
    *ret_name = (Str){s.p + from, i - from};
    buf_char(out, '<');
    buf_str(out, *ret_name);
    while (i < s.n && s.p[i] != '>') {
        if (shape_is_blank(s.p[i]) || s.p[i] == '/') {
            i++;
            continue;
        }
        from = i++;
        while (i < s.n && !shape_is_blank(s.p[i]) && !strchr("/>=", s.p[i])) i++;
        Str name = {s.p + from, i - from}, value = {"", 0};
        while (i < s.n && shape_is_blank(s.p[i])) i++;
        if (i < s.n && s.p[i] == '=') {
            for (i++; i < s.n && shape_is_blank(s.p[i]); i++) continue;
            char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i++] : 0;
            from = i;
            while (i < s.n && (quote ? s.p[i] != quote : !shape_is_blank(s.p[i]) && s.p[i] != '>'))
                i++;
            value = (Str){s.p + from, i - from};
            if (quote && i < s.n) i++;
        }
        shape_attribute(out, name, value);
    }
    buf_char(out, '>');
    return i < s.n ? i + 1 : i;
}

/* Where the element's own end tag begins. */
static inline ptrdiff_t shape_content_end(Str s, ptrdiff_t i, Str name) {
    for (; i < s.n; i++) {
        Str rest = str_skip(s, i);
        char after = rest.n > name.n + 2 ? rest.p[name.n + 2] : 0;
        bool is_end = str_starts(rest, S("</")) &&
                      str_eq_nocase(str_head(str_skip(rest, 2), name.n), name) &&
                      (shape_is_blank(after) || after == '>' || after == '/');
        if (is_end && !str_eq_nocase(name, S("plaintext"))) return i;
    }
    return s.n;
}

static inline Str page_shape(Arena *a, Str s) {
    Buf out = buf_new(a, s.n + 64);
    for (ptrdiff_t i = 0; i < s.n;) {
        Str rest = str_skip(s, i), name;
        bool is_open = rest.n > 1 && rest.p[0] == '<' && shape_is_letter(rest.p[1]);
        bool is_close = str_starts(rest, S("</")) && rest.n > 2 && shape_is_letter(rest.p[2]);
        if (str_starts(rest, S("<!--"))) {
            ptrdiff_t end = i + 4;
            if (str_starts(str_skip(s, end), S(">")))
                end++;
            else if (str_starts(str_skip(s, end), S("->")))
                end += 2;
            else {
                while (end < s.n && !str_starts(str_skip(s, end), S("-->")) &&
                       !str_starts(str_skip(s, end), S("--!>")))
                    end++;
                while (end < s.n && s.p[end] != '>') end++;
                end += end < s.n;
            }
            buf_str(&out, (Str){s.p + i, end - i});
            i = end;
        } else if (is_open) {
            i = shape_tag(&out, s, i + 1, &name);
            bool is_raw = shape_is_in(name, "script style xmp iframe noembed noframes plaintext");
            if (is_raw || shape_is_in(name, "textarea title")) {
                ptrdiff_t end = shape_content_end(s, i, name);
                if (is_raw) buf_str(&out, (Str){s.p + i, end - i});
                i = end;
            }
        } else if (is_close) {
            buf_char(&out, '/');
            i = shape_tag(&out, s, i + 2, &name);
        } else if (rest.p[0] == '<' && rest.n > 1 && strchr("!?/", rest.p[1])) {
            ptrdiff_t end = str_find(rest, '>');
            end = end < 0 ? s.n : i + end + 1;
            buf_str(&out, (Str){s.p + i, end - i});
            i = end;
        } else {
            i++;
        }
    }
    return buf_done(&out);
}
