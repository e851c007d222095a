// SPDX-License-Identifier: EUPL-1.2
/* options - the command line and the configuration file, which knows the same names. */
#include "cli/program.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 256 << 10 };

typedef enum { TAKES_TEXT, TAKES_ADDRESS, TAKES_FLAG } Takes;
static const struct {
    const char *name;
    Takes takes;
    ptrdiff_t at;
    bool in_file;
} known[] = {
    {"data", TAKES_TEXT, offsetof(Options, data), true},
    {"database", TAKES_TEXT, offsetof(Options, database), true},
    {"listen", TAKES_ADDRESS, offsetof(Options, listen), true},
    {"url", TAKES_TEXT, offsetof(Options, url), true},
    {"metrics", TAKES_ADDRESS, offsetof(Options, metrics), true},
    {"dev", TAKES_FLAG, offsetof(Options, is_dev), true},
    {"config", TAKES_TEXT, offsetof(Options, config), false},
    {"as", TAKES_TEXT, offsetof(Options, as_mail), false},
    {"writes-per-commit", TAKES_TEXT, offsetof(Options, writes_per_commit),
     false}, /* 1: no group commit, to measure it */
    {"json", TAKES_FLAG, offsetof(Options, is_json), false},
};

static int find(Str name) {
    for (int i = 0; i < COUNT(known); i++)
        if (str_eq(str_of(known[i].name), name)) return i;
    return -1;
}

static void put(Options *o, int i, const char *value) {
    memcpy((char *)o + known[i].at, &value, sizeof value);
}
static bool is_put(const Options *o, int i) {
    const char *value;
    memcpy(&value, (const char *)o + known[i].at, sizeof value);
    return value != NULL;
}

static bool is_address(Str text) {
    ptrdiff_t colon = -1;
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (text.p[i] == ':') colon = i;
    int64_t port;
    return colon > 0 && str_int(str_skip(text, colon + 1), &port) && port >= 0 && port <= 65535;
}

static const char *value_fault(int i, Str value) {
    if (known[i].takes == TAKES_ADDRESS && !is_address(value))
        return "write ADDRESS:PORT, for example 127.0.0.1:8080";
    if (value.n == 0) return "give a value";
    int64_t n;
    if (strcmp(known[i].name, "writes-per-commit") == 0 &&
        (!str_int(value, &n) || n < 1 || n > 10000))
        return "write a number from 1 to 10000";
    if (strcmp(known[i].name, "url") == 0 && !str_starts(value, S("http://")) &&
        !str_starts(value, S("https://")))
        return "write the address people use, for example https://schakel.example.nl";
    if (strcmp(known[i].name, "database") == 0 && !str_starts(value, S("postgresql://")) &&
        !str_starts(value, S("postgres://")))
        return "write postgresql://user@host/name, or leave it out for a folder";
    return NULL;
}

static void names(char *into, size_t n) {
    into[0] = 0;
    for (int i = 0; i < COUNT(known); i++)
        if (known[i].in_file) {
            strncat(into, known[i].name, n - strlen(into) - 1);
            strncat(into, " ", n - strlen(into) - 1);
        }
}

/* key = value per line, # for remarks. What the command line says wins. */
static bool read_config(Arena *a, Options *o) {
    Str text;
    char all[200];
    if (file_read(a, o->config, FILE_MAX, &text)) {
        fprintf(stderr, "%s: cannot be read (%s): give a readable file after --config\n", o->config,
                strerror(errno));
        return false;
    }
    int at = 0;
    for (Str line, key, value; text.n;) {
        str_cut(text, '\n', &line, &text);
        at++;
        line = str_trim(line);
        if (line.n == 0 || line.p[0] == '#') continue;
        bool has_value = str_cut(line, '=', &key, &value);
        key = str_trim(key), value = str_trim(value);
        int i = find(key);
        if (!has_value) {
            fprintf(stderr, "%s:%d: write \"name = value\"\n", o->config, at);
            return false;
        }
        if (i < 0 || !known[i].in_file) {
            names(all, sizeof all);
            fprintf(stderr, "%s:%d: unknown name \"%.*s\"; known are: %s\n", o->config, at,
                    STR_ARG(key), all);
            return false;
        }
        if (known[i].takes == TAKES_FLAG) {
            if (!str_eq(value, S("yes")) && !str_eq(value, S("no"))) {
                fprintf(stderr, "%s:%d: %s takes yes or no, not \"%.*s\"\n", o->config, at,
                        known[i].name, STR_ARG(value));
                return false;
            }
            if (str_eq(value, S("yes"))) *(bool *)((char *)o + known[i].at) = true;
            continue;
        }
        const char *fault = value_fault(i, value);
        if (fault) {
            fprintf(stderr, "%s:%d: %s: %s\n", o->config, at, known[i].name, fault);
            return false;
        }
        if (!is_put(o, i)) put(o, i, str_z(a, value));
    }
    return true;
}

bool options_read(Arena *a, int argc, char **argv, Options *ret_options) {
    Options o = {.rest = NEWS(a, char *, argc + 1)};
    for (int k = 0; k < argc; k++) {
        Str word = str_of(argv[k]), name, value = {NULL, 0};
        bool has_value =
            str_starts(word, S("--")) && str_cut(str_skip(word, 2), '=', &name, &value);
        if (!has_value) name = str_starts(word, S("--")) ? str_skip(word, 2) : S("");
        int i = name.n ? find(name) : -1;
        if (i < 0) {
            o.rest[o.rest_n++] = argv[k];
            continue;
        }
        if (known[i].takes == TAKES_FLAG) {
            *(bool *)((char *)&o + known[i].at) = true;
            continue;
        }
        if (!has_value) {
            if (k + 1 == argc) {
                fprintf(stderr, "--%s: give a value\n", known[i].name);
                return false;
            }
            value = str_of(argv[++k]);
        }
        const char *fault = value_fault(i, value);
        if (fault) {
            fprintf(stderr, "--%s: %s\n", known[i].name, fault);
            return false;
        }
        put(&o, i, str_z(a, value));
    }
    if (o.config && !read_config(a, &o)) return false;
    if (!o.data) o.data = "schakel-data";
    o.lang = getenv("LC_ALL") ? getenv("LC_ALL") : getenv("LANG") ? getenv("LANG") : "nl";
    *ret_options = o;
    return true;
}

Err *file_read(Arena *a, const char *path, ptrdiff_t max, Str *ret_text) {
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!f) return err_arg(a, FAIL(a, ERR_USAGE, "", "cli.unreadable"), str_of(path));
    Buf b = buf_new(a, 64 << 10);
    char part[16 << 10];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0 && b.n <= max;)
        buf_str(&b, (Str){part, (ptrdiff_t)n});
    bool failed = ferror(f) != 0;
    if (f != stdin) fclose(f);
    if (failed) return err_arg(a, FAIL(a, ERR_USAGE, "", "cli.unreadable"), str_of(path));
    if (b.n > max)
        return err_int(a, err_arg(a, FAIL(a, ERR_TOO_LARGE, "", "cli.too_large"), str_of(path)),
                       max);
    *ret_text = buf_done(&b);
    return NULL;
}
