// SPDX-License-Identifier: EUPL-1.2
/* markdown - people's text as safe HTML. cmark-gfm parses; what it finds is written here, from a
 * list of what is allowed, so nothing else can come out. Size, depth and memory are bounded: what
 * is over them is shown as plain text. */
#include "text/template_internal.h"
#include "text/words.h"
#include <cmark-gfm.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum {
    MARKDOWN_BYTES_MAX = 32 << 10,
    MARKDOWN_DEPTH_MAX = 20,
    MARKDOWN_MEMORY_MAX = 4 << 20,
};

/* ---- cmark's memory comes from the arena, up to a limit ---- */
static _Thread_local struct {
    Arena *a;
    ptrdiff_t left;
    jmp_buf full;
} memory;

static void *memory_alloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > MARKDOWN_MEMORY_MAX ||
        (memory.left -= (ptrdiff_t)bytes + 16) < 0)
        longjmp(memory.full, 1);
    size_t *block = arena_alloc(memory.a, 1, (ptrdiff_t)bytes + 16);
    *block = bytes; /* realloc needs to know; 16 bytes keep what follows aligned */
    return (char *)block + 16;
}

static void *memory_realloc(void *old, size_t bytes) {
    if (!old) return memory_alloc(1, bytes);
    size_t had = *(size_t *)((char *)old - 16);
    if (bytes <= had) return old;
    return memcpy(memory_alloc(1, bytes), old, had);
}

static void memory_free(void *p) { (void)p; }

/* ---- links ---- */
static bool url_is_allowed(Str url) {
    if (str_starts(url, S("/"))) return url.n == 1 || (url.p[1] != '/' && url.p[1] != '\\');
    Str head = str_head(url, 8);
    return str_starts(url, S("#")) || str_eq_nocase(head, S("https://")) ||
           str_eq_nocase(str_head(head, 7), S("http://")) ||
           str_eq_nocase(str_head(head, 7), S("mailto:"));
}

static void link_open(Buf *out, Str url) {
    buf_str(out, S("<a href=\""));
    for (ptrdiff_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c <= ' ' || c >= 0x7F || strchr("\"<>\\^`{|}", c))
            buf_fmt(out, "%%%02X", c);
        else
            buf_html(out, (Str){url.p + i, 1});
    }
    buf_str(out, S("\" rel=\"noopener nofollow ugc\">"));
}

static bool is_word(unsigned char c) {
    return (c | 32) >= 'a' ? (c | 32) <= 'z' || c >= 0x80 : c >= '0' && c <= '9';
}

/* Where an address that starts at p ends: before a blank, and without the sentence's signs. */
static ptrdiff_t address_length(Str text) {
    ptrdiff_t n = 0;
    while (n < text.n && (unsigned char)text.p[n] > ' ' && !strchr("<>\"", text.p[n])) n++;
    bool has_open = str_find(str_head(text, n), '(') >= 0;
    while (n > 0 && (strchr(".,;:!?'*_~", text.p[n - 1]) || (text.p[n - 1] == ')' && !has_open)))
        n--;
    return n;
}

/* Text, with addresses that people pasted made into links. */
static void text_put(Buf *out, Str text, bool may_link) {
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; may_link && i + 8 < text.n; i++) {
        if (text.p[i] != 'h' || (i > 0 && is_word((unsigned char)text.p[i - 1]))) continue;
        Str rest = str_skip(text, i);
        ptrdiff_t scheme = str_starts(rest, S("https://"))  ? 8
                           : str_starts(rest, S("http://")) ? 7
                                                            : 0;
        ptrdiff_t n = scheme ? address_length(rest) : 0;
        if (!scheme || n <= scheme) continue;
        buf_html(out, (Str){text.p + from, i - from});
        link_open(out, str_head(rest, n));
        buf_html(out, str_head(rest, n));
        buf_str(out, S("</a>"));
        from = i + n;
        i = from - 1;
    }
    buf_html(out, str_skip(text, from));
}

/* ---- writing ---- */
typedef struct {
    Buf *out;
    int images; /* within how many images: only their text is shown */
    int links;  /* within how many shown links: no link within a link */
} Writer;

static void tag_put(Writer *w, const char *tag, bool enters) {
    buf_str(w->out, enters ? S("<") : S("</"));
    buf_z(w->out, tag);
    buf_char(w->out, '>');
}

static void link_put(Writer *w, cmark_node *node, bool enters) {
    Str url = str_of(cmark_node_get_url(node));
    if (!url_is_allowed(url)) return;
    if (enters && w->links++ == 0) link_open(w->out, url);
    if (!enters && --w->links == 0) buf_str(w->out, S("</a>"));
}

static bool is_in_tight_list(cmark_node *paragraph) {
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void list_put(Writer *w, cmark_node *node, bool enters) {
    bool is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);
    if (enters && is_ordered && start != 1)
        buf_fmt(w->out, "<ol start=\"%d\">", start);
    else
        tag_put(w, is_ordered ? "ol" : "ul", enters);
}

static void node_put(Writer *w, cmark_node *node, bool enters) {
    Str text = str_of(cmark_node_get_literal(node));
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE)
        w->images += enters ? 1 : -1;
    else if (type == CMARK_NODE_TEXT)
        text_put(w->out, text, w->images == 0 && w->links == 0);
    else if (type == CMARK_NODE_SOFTBREAK)
        buf_char(w->out, '\n');
    else if (type == CMARK_NODE_HTML_INLINE)
        buf_html(w->out, text);
    else if (type == CMARK_NODE_CODE && w->images)
        buf_html(w->out, text);
    else if (w->images)
        return;
    else if (type == CMARK_NODE_LINEBREAK)
        buf_str(w->out, S("<br>"));
    else if (type == CMARK_NODE_EMPH)
        tag_put(w, "em", enters);
    else if (type == CMARK_NODE_STRONG)
        tag_put(w, "strong", enters);
    else if (type == CMARK_NODE_LINK)
        link_put(w, node, enters);
    else if (type == CMARK_NODE_PARAGRAPH) {
        if (!is_in_tight_list(node))
            tag_put(w, "p", enters);
        else if (!enters && cmark_node_next(node))
            buf_char(w->out, '\n');
    } else if (type == CMARK_NODE_HEADING)
        buf_str(w->out, enters ? S("<p><strong>") : S("</strong></p>"));
    else if (type == CMARK_NODE_BLOCK_QUOTE)
        tag_put(w, "blockquote", enters);
    else if (type == CMARK_NODE_LIST)
        list_put(w, node, enters);
    else if (type == CMARK_NODE_ITEM)
        tag_put(w, "li", enters);
    else if (type == CMARK_NODE_THEMATIC_BREAK)
        buf_str(w->out, S("<hr>"));
    else if (type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK ||
             type == CMARK_NODE_HTML_BLOCK) {
        static const char *const around[3][2] = {
            {"<code>", "</code>"}, {"<pre><code>", "</code></pre>"}, {"<p>", "</p>"}};
        int kind = type == CMARK_NODE_CODE ? 0 : type == CMARK_NODE_CODE_BLOCK ? 1 : 2;
        buf_z(w->out, around[kind][0]);
        buf_html(w->out, type == CMARK_NODE_HTML_BLOCK ? str_trim(text) : text);
        buf_z(w->out, around[kind][1]);
    }
}

/* False: nested too deep. */
static bool tree_put(cmark_node *root, Buf *out) {
    Writer w = {.out = out};
    cmark_iter *walk = cmark_iter_new(root);
    int depth = 0;
    for (cmark_event_type event; (event = cmark_iter_next(walk)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(walk);
        bool enters = event == CMARK_EVENT_ENTER;
        if (cmark_node_first_child(node)) depth += enters ? 1 : -1;
        if (depth > MARKDOWN_DEPTH_MAX) return false;
        node_put(&w, node, enters);
    }
    return true;
}

/* Quotes and lists within each other cost the parser time on every line that follows, so a line
 * may open only so many. A line of only dashes or stars is a rule, not a depth. */
static bool line_is_sane(Str line) {
    enum { MARKS_MAX = 2 * MARKDOWN_DEPTH_MAX, RULE_MAX = 200 };
    int marks = 0;
    bool is_rule = line.n <= RULE_MAX;
    for (ptrdiff_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        if (strchr(">-+*.)", c))
            marks++;
        else if (c != ' ' && c != '\t' && !(c >= '0' && c <= '9'))
            break;
        is_rule = is_rule && strchr("-* \t", c);
        if (marks > MARKS_MAX && !is_rule) return false;
    }
    return true;
}

static bool is_sane(Str text) {
    if (text.n > MARKDOWN_BYTES_MAX || !str_is_utf8(text)) return false;
    for (Str rest = text, line; rest.n;) {
        str_cut(rest, '\n', &line, &rest);
        if (!line_is_sane(line)) return false;
    }
    return true;
}

static bool markdown_put(Arena *a, Str text, Buf *out) {
    cmark_mem mem = {memory_alloc, memory_realloc, memory_free};
    memory.a = a;
    memory.left = MARKDOWN_MEMORY_MAX;
    if (setjmp(memory.full)) return false;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &mem);
    cmark_parser_feed(parser, text.p, (size_t)text.n);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_consolidate_text_nodes(root);
    return tree_put(root, out);
}

Html html_from_markdown(Arena *a, Str text) {
    if (text.n == 0) return (Html){S("")};
    if (!is_sane(text)) return html_from_plain(a, text);
    ArenaMark mark = arena_mark(a);
    Buf out = buf_new(a, text.n * 2 + 256);
    char *kept = markdown_put(a, text, &out) ? malloc((size_t)out.n + 1) : NULL;
    ptrdiff_t n = out.n;
    if (kept && n) memcpy(kept, out.p, (size_t)n);
    arena_rewind(a, mark); /* the tree is some thirty times the size of the text */
    if (!kept) return html_from_plain(a, text);
    Str markup = str_copy(a, (Str){kept, n});
    free(kept);
    return (Html){markup};
}

Html html_from_plain(Arena *a, Str text) {
    Buf out = buf_new(a, text.n + 64);
    bool is_open = false;
    ptrdiff_t breaks = 0;
    for (Str rest = text, line; rest.n;) {
        str_cut(rest, '\n', &line, &rest);
        if (str_ends(line, S("\r"))) line.n--;
        if (str_trim(line).n == 0) {
            breaks = 2;
            continue;
        }
        if (is_open && breaks >= 2) buf_str(&out, S("</p>"));
        if (!is_open || breaks >= 2)
            buf_str(&out, S("<p>"));
        else
            buf_str(&out, S("<br>"));
        buf_html(&out, line);
        is_open = true;
        breaks = 1;
    }
    if (is_open) buf_str(&out, S("</p>"));
    return (Html){buf_done(&out)};
}

Html html_trusted(Str markup) { return (Html){markup}; }

/* Entities that our own writers make, and no others. */
static ptrdiff_t entity_put(Buf *out, Str rest) {
    static const struct {
        const char *entity;
        char c;
    } list[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (ptrdiff_t i = 0; i < COUNT(list); i++)
        if (str_starts(rest, str_of(list[i].entity))) {
            buf_char(out, list[i].c);
            return str_of(list[i].entity).n;
        }
    buf_char(out, rest.p[0]);
    return 1;
}

Str html_to_plain(Arena *a, Str markup) {
    Buf out = buf_new(a, markup.n);
    for (ptrdiff_t i = 0; i < markup.n;) {
        Str rest = str_skip(markup, i);
        ptrdiff_t end = rest.p[0] == '<' ? str_find(rest, '>') : -1;
        if (end < 0) {
            i += entity_put(&out, rest);
            continue;
        }
        bool ends_line = str_starts(rest, S("</p")) || str_starts(rest, S("<br")) ||
                         str_starts(rest, S("</li")) || str_starts(rest, S("</pre"));
        if (ends_line) buf_char(&out, '\n');
        i += end + 1;
    }
    return str_trim(buf_done(&out));
}
