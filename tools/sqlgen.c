// SPDX-License-Identifier: EUPL-1.2
/* sqlgen - makes C of the named blocks in .sql files: sqlgen OUTDIR src/wish/wish.sql ...
 *
 * Writes OUTDIR/sql_all.c and for each file OUTDIR/<file>_sql.h. It refuses what would only show at
 * run time: a name twice, a name that does not start with its folder's, one dialect without the
 * other, a second statement in a block, parameters other than ?1, ?2 ... without a gap. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENTS_MAX = 4000, NAME_MAX_BYTES = 120, FILE_MAX_BYTES = 1 << 20 };
enum { DIALECT_SQLITE, DIALECT_POSTGRESQL };

typedef struct {
    char name[NAME_MAX_BYTES];
    int file;
    char *text[2]; /* per dialect; cleaned, ?1 rewritten for PostgreSQL */
    int parameters[2];
} Statement;

static Statement statements[STATEMENTS_MAX];
static int statement_n;
static const char *path_now;
static int line_now;

static void stop(const char *why, const char *what) {
    fprintf(stderr, "%s:%d: %s%s%s\n", path_now, line_now, why, *what ? ": " : "", what);
    exit(1);
}

static void *must(void *p) {
    if (p) return p;
    fputs("sqlgen: out of memory\n", stderr);
    exit(1);
}

static char *file_read(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) stop("cannot be read", "");
    char *text = must(malloc(FILE_MAX_BYTES + 1));
    size_t n = fread(text, 1, FILE_MAX_BYTES + 1, f);
    fclose(f);
    if (n > FILE_MAX_BYTES) stop("is larger than 1 MB", "");
    if (memchr(text, 0, n)) stop("holds a zero byte", "");
    text[n] = 0;
    return text;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_name(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; }

/* The file's last part without ".sql", and the name of the folder that it is in. */
static void path_parts(const char *path, char *ret_stem, char *ret_folder) {
    const char *slash = strrchr(path, '/'), *from = path;
    const char *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    if (!dot || strcmp(dot, ".sql") != 0 || dot - base >= NAME_MAX_BYTES - 8)
        stop("is not a .sql file", "");
    snprintf(ret_stem, NAME_MAX_BYTES, "%.*s", (int)(dot - base), base);
    for (const char *p = ret_stem; *p; p++)
        if (!is_name(*p)) stop("a file name has small letters, digits and _ only", "");
    for (const char *p = path; slash && p < slash; p++)
        if (*p == '/') from = p + 1;
    snprintf(ret_folder, NAME_MAX_BYTES, "%.*s", slash ? (int)(slash - from) : 0, from);
}

/* Copies one quoted part, from its opening quote to behind its closing one ('' stays inside). */
static const char *copy_quoted(const char *from, const char *end, char **to) {
    char quote = *from;
    *(*to)++ = *from++;
    for (; from < end; from++) {
        *(*to)++ = *from;
        if (*from != quote) continue;
        if (from + 1 == end || from[1] != quote) return from + 1;
        *(*to)++ = *++from;
    }
    stop("a quote is not closed", "");
    return from;
}

/* One block without comments and with single blanks outside quotes; ?1 becomes $1 for PostgreSQL.
 */
static char *statement_clean(const char *from, const char *end, int dialect, int *ret_parameters) {
    char *text = must(malloc((size_t)(end - from) + 2)), *to = text;
    bool seen[100] = {0};
    int highest = 0;
    while (from < end) {
        if (from[0] == '-' && from[1] == '-') {
            while (from < end && *from != '\n') from++;
        } else if (*from == '\'' || *from == '"') {
            from = copy_quoted(from, end, &to);
        } else if (*from == '?') {
            if (!is_digit(from[1])) stop("a parameter is written ?1, ?2 ...", "");
            *to++ = dialect == DIALECT_POSTGRESQL ? '$' : '?';
            int number = 0;
            for (from++; is_digit(*from); from++) {
                number = number * 10 + (*from - '0');
                if (number > 99) stop("at most 99 parameters", "");
                *to++ = *from;
            }
            if (number == 0) stop("parameters count from ?1", "");
            seen[number] = true;
            if (number > highest) highest = number;
        } else if (*from == '$') {
            stop("write parameters as ?1; $ is made of it for PostgreSQL", "");
        } else if (from[0] == '/' && from[1] == '*') {
            stop("comments start with --", "");
        } else if (*from == ';') {
            for (const char *p = from + 1; p < end; p++) {
                if (p[0] == '-' && p[1] == '-') break;
                if (!is_blank(*p)) stop("one block holds one statement", "");
            }
            from++;
        } else if (is_blank(*from)) {
            if (to > text && to[-1] != ' ') *to++ = ' ';
            from++;
        } else {
            *to++ = *from++;
        }
    }
    while (to > text && to[-1] == ' ') to--;
    *to = 0;
    if (to == text) stop("a block is empty", "");
    for (int i = 1; i <= highest; i++)
        if (!seen[i]) stop("a parameter number is skipped", "");
    *ret_parameters = highest;
    return text;
}

static Statement *statement_named(const char *name, int file, bool one_dialect) {
    for (int i = 0; i < statement_n; i++) {
        if (strcmp(statements[i].name, name) != 0) continue;
        if (!one_dialect || statements[i].file != file) stop("this name exists already", name);
        return &statements[i];
    }
    if (statement_n == STATEMENTS_MAX) stop("too many statements", "");
    Statement *s = &statements[statement_n++];
    snprintf(s->name, sizeof s->name, "%s", name);
    s->file = file;
    return s;
}

static void statement_add(const char *name, const char *dialect, const char *from, const char *end,
                          int file) {
    bool both = !*dialect;
    if (!both && strcmp(dialect, "sqlite") != 0 && strcmp(dialect, "postgresql") != 0)
        stop("the dialect is sqlite or postgresql", dialect);
    Statement *s = statement_named(name, file, !both);
    for (int d = DIALECT_SQLITE; d <= DIALECT_POSTGRESQL; d++) {
        if (!both && (strcmp(dialect, "postgresql") == 0) != (d == DIALECT_POSTGRESQL)) continue;
        if (s->text[d]) stop("this name exists already", name);
        s->text[d] = statement_clean(from, end, d, &s->parameters[d]);
    }
}

static const char *marker(const char *line) {
    static const char mark[] = "-- name:";
    return strncmp(line, mark, sizeof mark - 1) == 0 ? line + sizeof mark - 1 : NULL;
}

static const char *line_end(const char *p) {
    const char *end = strchr(p, '\n');
    return end ? end : p + strlen(p);
}

/* A word of the marker line into ret_word; returns what follows it. */
static const char *word_read(const char *p, const char *end, char *ret_word) {
    while (p < end && is_blank(*p)) p++;
    int n = 0;
    for (; p < end && !is_blank(*p); p++) {
        if (!is_name(*p) || n == NAME_MAX_BYTES - 1)
            stop("a name has small letters, digits and _ only", "");
        ret_word[n++] = *p;
    }
    ret_word[n] = 0;
    return p;
}

static void file_parse(const char *path, const char *folder, int file) {
    path_now = path;
    line_now = 0;
    char *text = file_read(path);
    const char *p = text;
    while (*p) {
        line_now++;
        const char *end = line_end(p), *head = marker(p);
        if (!head) {
            for (const char *c = p; c < end && !(c[0] == '-' && c[1] == '-'); c++)
                if (!is_blank(*c)) stop("SQL before the first \"-- name:\"", "");
            p = *end ? end + 1 : end;
            continue;
        }
        char name[NAME_MAX_BYTES], dialect[NAME_MAX_BYTES], more[NAME_MAX_BYTES];
        word_read(word_read(word_read(head, end, name), end, dialect), end, more);
        if (!*name || *more) stop("write \"-- name: NAME\" or \"-- name: NAME sqlite\"", "");
        size_t n = strlen(folder);
        if (n && (strncmp(name, folder, n) != 0 || name[n] != '_'))
            stop("a name starts with its folder and _", name);
        const char *from = *end ? end + 1 : end, *to = from;
        int lines = 0;
        while (*to && !marker(to)) {
            const char *next = line_end(to);
            to = *next ? next + 1 : next;
            lines++;
        }
        statement_add(name, dialect, from, to, file);
        line_now += lines;
        p = to;
    }
    free(text);
}

static FILE *out_open(const char *folder, const char *stem, const char *tail) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s%s", folder, stem, tail);
    FILE *f = fopen(path, "wb");
    if (f) return f;
    perror(path);
    exit(1);
}

static void out_close(FILE *f) {
    bool bad = ferror(f) != 0;
    if (fclose(f) == 0 && !bad) return;
    perror("sqlgen");
    exit(1);
}

static void write_literal(FILE *f, const char *text) {
    fputc('"', f);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', f);
        if (*text == '\n') {
            fputs("\\n", f); /* inside a quoted part only */
        } else {
            fputc(*text, f);
        }
    }
    fputc('"', f);
}

static void write_header(const char *folder, const char *stem, int file) {
    FILE *f = out_open(folder, stem, "_sql.h");
    fprintf(f, "/* Made by tools/sqlgen from %s.sql. */\n#pragma once\n#include \"db/db.h\"\n",
            stem);
    for (int i = 0; i < statement_n; i++)
        if (statements[i].file == file)
            fprintf(f, "extern const Sql sql_%s;\n", statements[i].name);
    out_close(f);
}

static void write_all(const char *folder) {
    FILE *f = out_open(folder, "sql_all", ".c");
    fputs("/* Made by tools/sqlgen: every statement of the program. */\n#include \"db/db.h\"\n", f);
    for (int i = 0; i < statement_n; i++) {
        Statement *s = &statements[i];
        fprintf(f, "extern const Sql sql_%s;\nconst Sql sql_%s = {%d, %d, \"%s\",\n    ", s->name,
                s->name, i, s->parameters[0], s->name);
        write_literal(f, s->text[DIALECT_SQLITE]);
        fputs(",\n    ", f);
        write_literal(f, s->text[DIALECT_POSTGRESQL]);
        fputs("};\n", f);
    }
    fputs("const Sql *const sql_all[] = {", f);
    for (int i = 0; i < statement_n; i++) fprintf(f, "&sql_%s, ", statements[i].name);
    fprintf(f, "0};\nconst int sql_count = %d;\n", statement_n);
    out_close(f);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: sqlgen OUTDIR FILE.sql...\n", stderr);
        return 2;
    }
    char stem[NAME_MAX_BYTES], folder[NAME_MAX_BYTES];
    for (int i = 2; i < argc; i++) {
        path_now = argv[i];
        line_now = 0;
        path_parts(argv[i], stem, folder);
        file_parse(argv[i], folder, i);
    }
    for (int i = 0; i < statement_n; i++) {
        Statement *s = &statements[i];
        path_now = argv[s->file];
        line_now = 0;
        if (!s->text[0] || !s->text[1]) stop("one dialect is missing", s->name);
        if (s->parameters[0] != s->parameters[1])
            stop("the dialects take different parameters", s->name);
    }
    write_all(argv[1]);
    for (int i = 2; i < argc; i++) {
        path_parts(argv[i], stem, folder);
        write_header(argv[1], stem, i);
    }
    for (int i = 0; i < statement_n; i++) {
        free(statements[i].text[0]);
        free(statements[i].text[1]);
    }
    return 0;
}
