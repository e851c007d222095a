// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* markdown_oracle - says whether markup holds only what html_from_markdown may make: known tags,
 * well nested, with only the attributes they may have. For tests and fuzzing; written apart from
 * the writer, so that both would have to be wrong. Includes: base. */
#include "base/base.h"
#include <string.h>

static inline bool oracle_takes(Str *s, const char *text) {
    if (!str_starts(*s, str_of(text))) return false;
    *s = str_skip(*s, (ptrdiff_t)strlen(text));
    return true;
}

/* The attributes of <a> after its name. */
static inline bool oracle_link(Str *s) {
    if (!oracle_takes(s, " href=\"")) return false;
    bool is_own = str_starts(*s, S("/")) && !str_starts(*s, S("//"));
    bool is_known = is_own || str_starts(*s, S("#"));
    const char *schemes[] = {"https://", "http://", "mailto:"};
    for (int i = 0; i < 3; i++)
        is_known =
            is_known || str_eq_nocase(str_head(*s, str_of(schemes[i]).n), str_of(schemes[i]));
    ptrdiff_t end = str_find(*s, '"');
    if (!is_known || end < 0) return false;
    for (ptrdiff_t i = 0; i < end; i++)
        if (s->p[i] <= ' ' || s->p[i] == '<' || s->p[i] == '>') return false;
    *s = str_skip(*s, end);
    return oracle_takes(s, "\" rel=\"noopener nofollow ugc\">");
}

static inline bool oracle_entity(Str *s) {
    const char *known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (int i = 0; i < 5; i++)
        if (oracle_takes(s, known[i])) return true;
    return false;
}

static inline bool markup_is_allowed(Str s) {
    static const char *const tags[] = {"p",  "strong",     "em",  "ul",   "ol",
                                       "li", "blockquote", "pre", "code", "a"};
    int open[64], n = 0;
    while (s.n) {
        if (s.p[0] == '&') {
            if (!oracle_entity(&s)) return false;
            continue;
        }
        if (s.p[0] == '>' || s.p[0] == '"' || s.p[0] == '\'') return false;
        if (s.p[0] != '<') {
            s = str_skip(s, 1);
            continue;
        }
        if (oracle_takes(&s, "<br>") || oracle_takes(&s, "<hr>")) continue;
        s = str_skip(s, 1);
        bool closes = oracle_takes(&s, "/");
        ptrdiff_t name = 0;
        int tag = 0;
        while (name < s.n && s.p[name] >= 'a' && s.p[name] <= 'z') name++;
        while (tag < 10 && !str_eq(str_head(s, name), str_of(tags[tag]))) tag++;
        if (tag == 10) return false;
        s = str_skip(s, name);
        if (closes) {
            if (n == 0 || open[--n] != tag || !oracle_takes(&s, ">")) return false;
            continue;
        }
        if (n == 64) return false;
        for (int i = 0; i < n && tag == 9; i++)
            if (open[i] == 9) return false; /* a link within a link */
        open[n++] = tag;
        if (tag == 9) {
            if (!oracle_link(&s)) return false;
        } else if (tag == 4 && oracle_takes(&s, " start=\"")) {
            while (s.n && s.p[0] >= '0' && s.p[0] <= '9') s = str_skip(s, 1);
            if (!oracle_takes(&s, "\">")) return false;
        } else if (!oracle_takes(&s, ">"))
            return false;
    }
    return n == 0;
}
