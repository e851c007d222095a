// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* template_internal - what the files of the template engine share.
 *
 * The route of a template: template_parse cuts the text into parts (the one parser); template_lint
 * walks those parts as HTML and says where a tag may stand; template_load turns them into a flat
 * list of operations per language; template_render runs those. The specification test alone goes
 * from parts straight to template_lenient. */
#include "text/template.h"

enum {
    SECTION_DEPTH_MAX = 32, /* sections within sections in one template */
    PARTIAL_DEPTH_MAX = 16,
    RENDER_DEPTH_MAX = 40, /* templates, and messages that say other messages */
    PATH_MAX_NAMES = 8,
};

/* ---- template_parse ---- */
typedef enum {
    PART_TEXT,
    PART_VALUE,
    PART_RAW,
    PART_OPEN,
    PART_INVERTED,
    PART_CLOSE,
    PART_PARTIAL
} PartKind;
typedef struct {
    PartKind kind;
    bool at_line_start; /* TEXT: begins at the start of a line */
    int line;           /* counted from 1 */
    int other;          /* OPEN, INVERTED: index of their CLOSE; CLOSE: of its opening */
    Str text;           /* TEXT: as written; else the trimmed name */
    Str indent;         /* PARTIAL alone on its line: the blanks before it */
} Part;
typedef struct {
    Part *part;
    int n;
} Parts;
typedef struct {
    int line;
    Str what; /* a sentence in English, for the developer */
} ParseFault;
/* Cuts a template into parts. is_strict: a message partial ("t/...") keeps its own line, because a
 * message, unlike a template, does not end in a newline. False: *ret_fault says why. */
bool template_parse(Arena *a, Str text, bool is_strict, Parts *ret_parts, ParseFault *ret_fault);

/* ---- template_lint ---- */
typedef enum {
    HTML_TEXT,
    HTML_RCDATA,
    HTML_BETWEEN,
    HTML_AFTER,
    HTML_ATTRIBUTE,
    HTML_VALUE_DOUBLE,
    HTML_VALUE_SINGLE, /* the states above may hold tags of some kind; those below never */
    HTML_TAG_OPEN,
    HTML_TAG_NAME,
    HTML_END_TAG,
    HTML_BEFORE_VALUE,
    HTML_UNQUOTED,
    HTML_RAW,
    HTML_COMMENT,
    HTML_DECLARATION
} HtmlState;
typedef struct {
    HtmlState state;
    char element[24];   /* name of the last opened element, lower case */
    char attribute[32]; /* name of the attribute, lower case */
    char seen[16];      /* the last signs, to find where a comment or script ends */
    char prefix[12];    /* URL attribute: how its value begins */
    bool is_value_seen; /* URL attribute: its beginning came from a checked value */
    int pre;            /* depth of <pre> */
} HtmlPlace;
/* Walks static text on from *place, and appends it to out without needless indentation.
 * Returns NULL, or what is wrong. */
const char *html_walk(HtmlPlace *place, Str text, bool at_line_start, Buf *out);
/* May a value stand here? *ret_is_url: its scheme must be checked. Moves place past the value. */
const char *html_value(HtmlPlace *place, bool *ret_is_url);
/* May a section begin or end here? */
const char *html_section(HtmlPlace *place);
/* May a message stand here? */
const char *html_message(const HtmlPlace *place);
/* Joins the two ways to come past a section: not shown (opened) and shown (*place). False: they
 * do not end at the same place. */
bool html_join(HtmlPlace *place, const HtmlPlace *opened);
bool html_in_attribute(const HtmlPlace *place); /* within a quoted value */

/* ---- messages ---- */
typedef struct {
    Str key, text;
    int line;
} MessageLine;
/* Reads a nl.txt or en.txt. False: *ret_fault says why. */
bool messages_parse(Arena *a, Str file, MessageLine **ret_lines, ptrdiff_t *ret_n,
                    ParseFault *ret_fault);

/* ---- compiled templates ---- */
typedef enum { OP_TEXT, OP_VALUE, OP_OPEN, OP_INVERTED, OP_CLOSE, OP_CALL } OpKind;
typedef struct Compiled Compiled;
typedef struct {
    OpKind kind;
    bool is_plain;  /* VALUE: numbers without grouping */
    bool is_quoted; /* VALUE: may stand in an attribute, so Html is escaped too */
    bool is_url;    /* VALUE: shown as "#" unless it begins safely */
    int line;
    int jump;   /* OPEN: its CLOSE; INVERTED: the operation after; CLOSE: its OPEN */
    int path_n; /* 0 means "." */
    union {
        Str text;
        const NameId *path;
        const Compiled *callee;
    };
} TemplateOp;
struct Compiled {
    Str file;
    TemplateOp *op;
    int n;
    HtmlState end; /* for partials between attributes */
};
typedef struct {
    Str key, file[LANGS];
    Str text[LANGS]; /* only while loading */
    int line[LANGS];
    bool is_busy; /* being compiled: it calls itself */
    Compiled *html[LANGS], *plain[LANGS];
} Message;
/* A template may be included where text stands, between attributes, or right after one. */
typedef enum { ENTRY_TEXT, ENTRY_BETWEEN, ENTRY_AFTER, ENTRIES } Entry;
typedef struct {
    Str name, file;
    Parts parts; /* only while loading */
    bool is_busy, is_broken;
    int depth; /* of partials below it */
    Compiled *compiled[LANGS][ENTRIES];
} Unit;

/* Text to pointer; open addressing, never full. */
typedef struct {
    Str key;
    void *value;
} TableSlot;
typedef struct {
    TableSlot *slot;
    ptrdiff_t n, cap; /* cap is a power of two */
} Table;
void *table_get(const Table *t, Str key);
void *table_get2(const Table *t, Str head, Str tail); /* of the key head + tail */
void table_put(Arena *a, Table *t, Str key, void *value);

struct Templates {
    Table units, messages;
};

bool template_value_is_true(const Model *m); /* a section over it is shown */
Str html_to_plain(Arena *a, Str markup);     /* without tags; for the terminal and mail */
