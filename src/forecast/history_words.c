// SPDX-License-Identifier: EUPL-1.2
/* history_words - what is wrong with a line, in plain Dutch and English. {a} = what stands there,
 * {b} = what would be right, {c} = the column. */
#include "forecast/history.h"

typedef struct {
    const char *key, *nl, *en;
} Words;
static const Words words[] = {
    {"history.day", "\"{a}\" in de kolom {c} is geen datum die bestaat. Goed is bijvoorbeeld {b}.",
     "\"{a}\" in the column {c} is not a date that exists. Right would be, for example, {b}."},
    {"history.quote",
     "Hier begint een aanhalingsteken dat nergens eindigt. Zet er één achter de "
     "tekst, of haal dit weg.",
     "A quotation mark begins here and never ends. Put one after the text, or take this one away."},
    {"history.columns", "Deze regel heeft {a} kolommen, de eerste regel {b}. Maak dat gelijk.",
     "This line has {a} columns, the first line has {b}. Make them the same."},
    {"history.field", "Een vak op deze regel is te lang. Hooguit {b} tekens.",
     "A field on this line is too long. At most {b} characters."},
    {"history.name", "\"{a}…\" in de kolom {c} is te lang. Hooguit {b} tekens.",
     "\"{a}…\" in the column {c} is too long. At most {b} characters."},
    {"history.names", "Er staan te veel verschillende namen in de kolom {c}. Hooguit {b}.",
     "There are too many different names in the column {c}. At most {b}."},
    {"history.more", "Er zijn nog {a} fouten.", "There are {a} more faults."},
    {"history.empty", "Het bestand is leeg. Er moet minstens een kolom {b} in staan.",
     "The file is empty. It needs at least a column {b}."},
    {"history.header",
     "De eerste regel is niet te lezen. Zet daar de namen van de kolommen, "
     "hooguit {b}.",
     "The first line cannot be read. Put the names of the columns there, at most {b}."},
    {"history.no_finished",
     "Geen kolom zegt wanneer iets klaar was. Ik zie: {a}. Noem die kolom "
     "{b} en zet een komma, puntkomma of tab tussen de kolommen.",
     "No column says when something was finished. I see: {a}. Call that column {b} and put a "
     "comma, semicolon or tab between the columns."},
    {"history.encoding",
     "Hier staan tekens die geen UTF-8 zijn. Bewaar het bestand als UTF-8, of "
     "gebruik {b}.",
     "There are characters here that are not UTF-8. Save the file as UTF-8, or use {b}."},
    {"history.bytes", "Dit bestand is geen tekst. Bewaar het als CSV.",
     "This file is not text. Save it as CSV."},
    {"history.rows", "Het bestand heeft te veel regels. Hooguit {b}.",
     "The file has too many lines. At most {b}."},
    {"history.size", "Het bestand is te groot. Hooguit {b} MB.",
     "The file is too large. At most {b} MB."},
};

Str history_fault_text(Arena *a, const Err *fault, bool dutch) {
    const char *text = "{a}";
    for (ptrdiff_t i = 0; i < COUNT(words); i++)
        if (str_eq(fault->message, str_of(words[i].key))) text = dutch ? words[i].nl : words[i].en;
    Buf b = buf_new(a, 160);
    for (const char *p = text; *p; p++) {
        if (p[0] == '{' && p[1] && p[2] == '}') {
            buf_str(&b, p[1] == 'a' ? fault->arg[1] : p[1] == 'b' ? fault->arg[2] : fault->field);
            p += 2;
        } else {
            buf_char(&b, *p);
        }
    }
    return buf_done(&b);
}
