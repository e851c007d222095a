// SPDX-License-Identifier: EUPL-1.2
/* migrations - embedded files become an ordered list with a text per engine. */
#include "core/migrations.h"
#include <stdlib.h>
#include <string.h>

static const char *file_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool is_migration(const char *path) {
    const char *file = file_of(path);
    for (int i = 0; i < 4; i++)
        if (file[i] < '0' || file[i] > '9') return false;
    return file[4] == '_' && str_ends(str_of(file), S(".sql"));
}

static int by_file(const void *x, const void *y) {
    return strcmp(file_of(((const Migration *)x)->name), file_of(((const Migration *)y)->name));
}

static const char *text_for(Arena *a, Str text, Str engine) {
    Buf b = buf_new(a, text.n + 1);
    bool mine = true;
    for (Str line; text.n;) {
        str_cut(text, '\n', &line, &text);
        Str word = str_trim(line);
        if (str_eq(word, S("-- sqlite:")) || str_eq(word, S("-- postgresql:")) ||
            str_eq(word, S("-- both:")))
            mine = str_eq(word, S("-- both:")) || str_eq((Str){word.p + 3, word.n - 4}, engine);
        else if (mine)
            buf_str(&b, line);
        buf_char(&b, '\n');
    }
    return str_z(a, buf_done(&b));
}

Err *migrations_of(Arena *a, const TemplateSource *sources, ptrdiff_t n, Migration **ret_list,
                   ptrdiff_t *ret_n) {
    Migration *list = NEWS(a, Migration, n + 1);
    ptrdiff_t count = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!is_migration(sources[i].name)) continue;
        Str text = {sources[i].text, sources[i].text_n};
        list[count++] = (Migration){sources[i].name, text_for(a, text, S("sqlite")),
                                    text_for(a, text, S("postgresql"))};
    }
    qsort(list, (size_t)count, sizeof *list, by_file);
    for (ptrdiff_t i = 1; i < count; i++)
        if (strncmp(file_of(list[i].name), file_of(list[i - 1].name), 4) == 0) {
            Err *e = FAIL(a, ERR_USAGE, "", "migrations.number");
            e->detail = str_fmt(a, "%s and %s share a number", list[i].name, list[i - 1].name);
            return e;
        }
    *ret_list = list;
    *ret_n = count;
    return NULL;
}
