// SPDX-License-Identifier: EUPL-1.2
// embed - turns files into C source at build time, so that the program is one file to install.
//
//   embed header OUT.h                            the types that the two below share
//   embed static OUT.c MANIFEST FOLDER PREFIX     files for the browser, also as gzip and brotli
//   embed text NAME ROOT OUT.c FILE...            templates, messages, SQL: text under its own path
//
// MANIFEST has a line "name hashed-name mime" per file; FOLDER holds the hashed names; PREFIX goes
// before them in the address ("/static/"). NAME is the C name of the list. The output is string
// literals: a compiler reads those some fifty times faster than lists of numbers.
#define _GNU_SOURCE
#include <brotli/encode.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

typedef struct {
    unsigned char *p; // NULL = this variant is not kept
    size_t n;
} Bytes;

typedef struct {
    char *name;       // what the list is sorted by
    const char *file; // where the bytes are
} TextFile;

enum { LINE_COLUMNS = 96, NAME_MAX_BYTES = 200, FILES_MAX = 500 };

__attribute__((format(printf, 1, 2), noreturn)) static void stop(const char *form, ...) {
    va_list arguments;
    va_start(arguments, form);
    fputs("embed: ", stderr);
    vfprintf(stderr, form, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static void *take(size_t n) {
    void *p = malloc(n ? n : 1);
    if (!p) stop("out of memory");
    return p;
}

static Bytes file_read(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) stop("%s: %s", path, strerror(errno));
    size_t room = 65536;
    Bytes all = {take(room), 0};
    for (size_t got; (got = fread(all.p + all.n, 1, room - all.n, f)) > 0;) {
        all.n += got;
        if (all.n < room) continue;
        all.p = realloc(all.p, room *= 2);
        if (!all.p) stop("out of memory");
    }
    if (ferror(f)) stop("%s: cannot read", path);
    if (all.n > INT_MAX) stop("%s: too large", path);
    fclose(f);
    return all;
}

static FILE *output_open(const char *path) {
    FILE *out = fopen(path, "wb");
    if (!out) stop("%s: %s", path, strerror(errno));
    return out;
}

// A full disk shows at the last flush, not before; half a source must not look like a whole one.
static void output_close(FILE *out, const char *path) {
    bool failed = ferror(out) != 0;
    if (fclose(out) || failed) stop("%s: cannot write", path);
}

// Writes a string literal. Octal escapes always have three digits, so a digit that follows is
// never taken for a part of them; a question mark is escaped because of trigraphs.
static void literal_write(FILE *out, const unsigned char *p, size_t n) {
    int column = 0;
    fputs("    \"", out);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = p[i];
        if (c == '\n')
            column += fprintf(out, "\\n");
        else if (c >= 32 && c < 127 && c != '"' && c != '\\' && c != '?')
            column += fprintf(out, "%c", c);
        else
            column += fprintf(out, "\\%03o", c);
        bool last = i + 1 == n;
        if (last || (column < LINE_COLUMNS && c != '\n')) continue;
        fputs("\"\n    \"", out);
        column = 0;
    }
    fputc('"', out);
}

static bool is_already_small(const char *mime) { return strncmp(mime, "font/woff2", 10) == 0; }

static Bytes bytes_gzip(Bytes plain, const char *mime) {
    if (is_already_small(mime)) return (Bytes){0};
    z_stream z = {0};
    // 15 + 16: the largest window, with the gzip header; zlib leaves its time at 0, so the same
    // input always gives the same output.
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        stop("zlib does not start");
    size_t room = deflateBound(&z, (uLong)plain.n);
    Bytes small = {take(room), 0};
    z.next_in = plain.p;
    z.avail_in = (uInt)plain.n;
    z.next_out = small.p;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END) stop("zlib does not finish");
    small.n = z.total_out;
    deflateEnd(&z);
    if (small.n < plain.n) return small;
    free(small.p);
    return (Bytes){0};
}

static Bytes bytes_brotli(Bytes plain, const char *mime) {
    if (is_already_small(mime)) return (Bytes){0};
    size_t n = BrotliEncoderMaxCompressedSize(plain.n);
    Bytes small = {take(n), n};
    if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, plain.n,
                               plain.p, &small.n, small.p))
        stop("brotli does not finish");
    if (small.n < plain.n) return small;
    free(small.p);
    return (Bytes){0};
}

static void header_make(const char *out_path) {
    FILE *out = output_open(out_path);
    fputs(
        "// Made by tools/embed.c at build time; change it there.\n"
        "#pragma once\n"
        "/* A file for the browser. `path` carries a hash of the content, so it may be kept for\n"
        " * ever. `gzip` and `brotli` are NULL (length 0) where they would not be smaller. */\n"
        "#ifndef EMBEDDED_FILE /* src/http/static.h knows it too */\n"
        "#define EMBEDDED_FILE\n"
        "typedef struct {\n"
        "    const char *path; /* \"/static/schakel.3fa9c0d1e2b34a55.css\" */\n"
        "    const char *name; /* \"schakel.css\" */\n"
        "    const char *mime; /* \"text/css; charset=utf-8\" */\n"
        "    const unsigned char *plain, *gzip, *brotli;\n"
        "    int plain_n, gzip_n, brotli_n;\n"
        "} EmbeddedFile;\n"
        "#endif\n"
        "/* A text that the program reads itself. It ends with a zero that text_n leaves out. */\n"
        "typedef struct {\n"
        "    const char *name; /* \"wish/show.html\": its path under the root given */\n"
        "    const char *text;\n"
        "    int text_n;\n"
        "} EmbeddedText;\n"
        "/* Both lists are sorted by name (strcmp). */\n"
        "extern const EmbeddedFile embedded_static[];\n"
        "extern const int embedded_static_n;\n"
        "extern const EmbeddedText embedded_text[];\n"
        "extern const int embedded_text_n;\n",
        out);
    output_close(out, out_path);
}

static void variant_write(FILE *out, const char *kind, int i, Bytes b) {
    if (!b.p) return;
    fprintf(out, "static const unsigned char %s_%d[] =\n", kind, i);
    literal_write(out, b.p, b.n);
    fputs(";\n", out);
}

static int line_compare(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// Cuts the manifest into lines; each stays a part of `manifest`. Returns how many.
static int manifest_lines(Bytes manifest, char *ret_lines[static FILES_MAX]) {
    char *text = (char *)manifest.p, *rest = text;
    int n = 0;
    for (char *line; (line = strtok_r(rest, "\n", &rest));) {
        if (n == FILES_MAX) stop("more than %d files", FILES_MAX);
        ret_lines[n++] = line;
    }
    // A name is followed by a space, which sorts before every sign that a name may have.
    qsort(ret_lines, (size_t)n, sizeof *ret_lines, line_compare);
    return n;
}

static void static_make(const char *out_path, const char *manifest_path, const char *folder,
                        const char *prefix) {
    Bytes manifest = file_read(manifest_path);
    manifest.p = realloc(manifest.p, manifest.n + 1);
    if (!manifest.p) stop("out of memory");
    manifest.p[manifest.n] = 0;
    char *lines[FILES_MAX];
    int n = manifest_lines(manifest, lines);
    if (n == 0) stop("%s: names no files", manifest_path);

    FILE *out = output_open(out_path);
    fputs("// Made by tools/embed.c at build time.\n#include \"embedded.h\"\n", out);
    size_t table_n = 0, table_room = (size_t)n * 1024;
    char *table = take(table_room);
    for (int i = 0; i < n; i++) {
        char *mime, *name = strtok_r(lines[i], " ", &mime), *hashed = strtok_r(mime, " ", &mime);
        if (!name || !hashed || !*mime || strlen(name) + strlen(hashed) > NAME_MAX_BYTES)
            stop("%s: line %d is not \"name hashed-name mime\"", manifest_path, i + 1);
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", folder, hashed);
        Bytes plain = file_read(path), gzip = bytes_gzip(plain, mime),
              brotli = bytes_brotli(plain, mime);
        variant_write(out, "plain", i, plain);
        variant_write(out, "gzip", i, gzip);
        variant_write(out, "brotli", i, brotli);
        char gzip_name[32] = "0", brotli_name[32] = "0";
        if (gzip.p) snprintf(gzip_name, sizeof gzip_name, "gzip_%d", i);
        if (brotli.p) snprintf(brotli_name, sizeof brotli_name, "brotli_%d", i);
        int wrote = snprintf(
            table + table_n, table_room - table_n,
            "    {\"%s%s\", \"%s\", \"%s\",\n     plain_%d, %s, %s, %zu, %zu, %zu},\n", prefix,
            hashed, name, mime, i, gzip_name, brotli_name, plain.n, gzip.n, brotli.n);
        if (wrote < 0 || (size_t)wrote >= table_room - table_n) stop("%s: line too long", name);
        table_n += (size_t)wrote;
        free(plain.p);
        free(gzip.p);
        free(brotli.p);
    }
    fprintf(out, "const EmbeddedFile embedded_static[] = {\n%s};\n", table);
    fprintf(out, "const int embedded_static_n = %d;\n", n);
    output_close(out, out_path);
    free(table);
    free(manifest.p);
}

static int text_compare(const void *a, const void *b) {
    return strcmp(((const TextFile *)a)->name, ((const TextFile *)b)->name);
}

// "/src" and "../src/wish/view/show.html" give "wish/view/show.html": a build names one of them
// from where it runs and the other in full, so both are made whole first.
static char *name_under(const char *root, const char *file) {
    char whole_root[PATH_MAX], whole_file[PATH_MAX];
    if (!realpath(root, whole_root)) stop("%s: %s", root, strerror(errno));
    if (!realpath(file, whole_file)) stop("%s: %s", file, strerror(errno));
    size_t n = strlen(whole_root);
    if (strncmp(whole_root, whole_file, n) != 0 || whole_file[n] != '/')
        stop("%s: is not under %s", file, root);
    char *name = strdup(whole_file + n + 1);
    if (!name) stop("out of memory");
    return name;
}

static void text_make(const char *list, const char *root, const char *out_path, char **files,
                      int n) {
    TextFile *texts = take((size_t)n * sizeof *texts);
    for (int i = 0; i < n; i++) texts[i] = (TextFile){name_under(root, files[i]), files[i]};
    qsort(texts, (size_t)n, sizeof *texts, text_compare);
    FILE *out = output_open(out_path);
    fprintf(out,
            "// Made by tools/embed.c at build time.\n#include \"embedded.h\"\n"
            "extern const EmbeddedText %s[];\nextern const int %s_n;\n"
            "const EmbeddedText %s[] = {\n",
            list, list, list);
    for (int i = 0; i < n; i++) {
        if (i > 0 && strcmp(texts[i - 1].name, texts[i].name) == 0)
            stop("%s: given twice", texts[i].name);
        Bytes text = file_read(texts[i].file);
        fprintf(out, "    {\"%s\",\n", texts[i].name);
        literal_write(out, text.p, text.n);
        fprintf(out, ",\n     %zu},\n", text.n);
        free(text.p);
    }
    fprintf(out, "%s};\nconst int %s_n = %d;\n", n ? "" : "    {0}\n", list, n);
    output_close(out, out_path);
    for (int i = 0; i < n; i++) free(texts[i].name);
    free(texts);
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "header") == 0 && argc == 3)
        header_make(argv[2]);
    else if (strcmp(what, "static") == 0 && argc == 6)
        static_make(argv[2], argv[3], argv[4], argv[5]);
    else if (strcmp(what, "text") == 0 && argc >= 5)
        text_make(argv[2], argv[3], argv[4], argv + 5, argc - 5);
    else
        stop("use: header OUT.h | static OUT.c MANIFEST FOLDER PREFIX | "
             "text NAME ROOT OUT.c FILE...");
    return 0;
}
