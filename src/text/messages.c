// SPDX-License-Identifier: EUPL-1.2
/* messages - reads the interface texts of a language: "key = text" lines. */
#include "text/template_internal.h"
#include <string.h>

static bool is_key(Str key) {
    for (ptrdiff_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-')
            return false;
    }
    return key.n > 0 && key.n <= 100;
}

/* Appends a line of text; the two signs \n stand for a line break. */
static void text_add(Buf *text, Str line) {
    for (ptrdiff_t i = 0; i < line.n; i++) {
        bool is_break = line.p[i] == '\\' && i + 1 < line.n && line.p[i + 1] == 'n';
        buf_char(text, is_break ? '\n' : line.p[i]);
        i += is_break;
    }
}

static bool wrong(ParseFault *fault, int line, Str what) {
    *fault = (ParseFault){line, what};
    return false;
}

bool messages_parse(Arena *a, Str file, MessageLine **ret_lines, ptrdiff_t *ret_n,
                    ParseFault *ret_fault) {
    if (!str_is_utf8(file)) return wrong(ret_fault, 1, S("the file is not UTF-8"));
    if (str_starts(file, S("\xEF\xBB\xBF"))) file = str_skip(file, 3);
    ptrdiff_t room = 1, n = 0;
    for (ptrdiff_t i = 0; i < file.n; i++) room += file.p[i] == '\n';
    MessageLine *all = NEWS(a, MessageLine, room);
    Buf text = {.a = a};
    int number = 0;
    for (Str rest = file, line; rest.n;) {
        str_cut(rest, '\n', &line, &rest);
        number++;
        bool goes_on = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
        line = str_trim(line);
        if (line.n == 0 || (line.p[0] == '#' && !goes_on)) continue;
        if (goes_on) {
            if (n == 0) return wrong(ret_fault, number, S("a line goes on, but nothing began"));
            if (text.n && text.p[text.n - 1] != '\n') buf_char(&text, ' ');
        } else {
            Str key, value;
            if (!str_cut(line, '=', &key, &value))
                return wrong(ret_fault, number, S("a line is \"key = text\""));
            key = str_trim(key);
            if (!is_key(key))
                return wrong(ret_fault, number,
                             S("a key has letters a to z, digits, dots, dashes and low lines"));
            if (n) all[n - 1].text = str_copy(a, buf_done(&text));
            all[n++] = (MessageLine){.key = key, .line = number};
            text.n = 0;
            line = str_trim(value);
        }
        text_add(&text, line);
    }
    if (n) all[n - 1].text = str_copy(a, buf_done(&text));
    *ret_lines = all;
    *ret_n = n;
    return true;
}
