// SPDX-License-Identifier: EUPL-1.2
/* password_rule - which passwords are too easy to guess; everything offline. */
#include "people/people_rules.h"
#include <string.h>

/* What people pick when nobody stops them, in Dutch and English, and rows of a keyboard. Words
 * only: "Welkom2026!" is refused because of "welkom", whatever year stands behind it. Longer words
 * first where one holds another. */
static const char easy_words[] =
    "wachtwoord password passwort welkom welcome geheim secret inloggen login signin "
    "letmein toegang access admin beheer administrator changeme verander default "
    "standaard nieuw qwertyuiop qwerty azerty asdfghjkl asdfgh asdf zxcvbnm zxcv qazwsx "
    "abcdef iloveyou ikhouvan houvanjou sunshine zonneschijn princess prinses monkey "
    "dragon football voetbal baseball master shadow superman batman pokemon hallo hello "
    "liefde love schatje lekker summer zomer winter lente spring herfst autumn januari "
    "january februari february maart march april juni june juli july augustus august "
    "september oktober october november december maandag monday dinsdag tuesday woensdag "
    "wednesday donderdag thursday vrijdag friday zaterdag saturday zondag sunday "
    "amsterdam rotterdam utrecht nederland holland feyenoord ajax schakel gemeente "
    "woningcorporatie computer laptop internet google microsoft windows office test demo "
    "trustno whatever freedom starwars michael jordan charlie ashley jesus";

static char plain_letter(char c) {
    static const char from[] = "0134578@$!|", to[] = "oieastbasil";
    const char *at = c ? strchr(from, c) : NULL;
    if (c >= 'A' && c <= 'Z') return (char)(c + 32);
    return at ? to[at - from] : c;
}

/* Marks in `spent` every place where the word stands, read as letters or with digits for letters.
 */
static void spend(const char *low, const char *plain, ptrdiff_t n, Str word, bool *spent) {
    if (word.n < 3) return;
    for (ptrdiff_t i = 0; i + word.n <= n; i++)
        if (memcmp(low + i, word.p, (size_t)word.n) == 0 ||
            memcmp(plain + i, word.p, (size_t)word.n) == 0)
            memset(spent + i, true, (size_t)word.n);
}

/* A context text is spent word by word: "Femke Gruttoweide",
 * "femke.gruttoweide@zilverwilg.example". */
static void spend_parts(Arena *a, const char *low, const char *plain, ptrdiff_t n, Str text,
                        bool *spent) {
    Str folded = name_fold(a, text);
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i <= folded.n; i++) {
        bool is_end = i == folded.n || strchr(" .-_@+'", folded.p[i]);
        if (!is_end) continue;
        spend(low, plain, n, (Str){folded.p + from, i - from}, spent);
        from = i + 1;
    }
}

static bool goes_on(char before, char c) {
    return c == before || c == before + 1 || c == before - 1; /* aaa, 123, cba */
}

const char *password_fault(Arena *a, Str password, const Str *context, ptrdiff_t context_n) {
    ptrdiff_t signs = str_signs(password), own = 0;
    if (signs < PASSWORD_MIN) return "people.password_short";
    if (signs > PASSWORD_MAX) return "people.password_long";
    Str low = name_fold(a, password);
    char *plain = arena_alloc(a, 1, low.n);
    bool *spent = NEWS(a, bool, low.n);
    for (ptrdiff_t i = 0; i < low.n; i++) plain[i] = plain_letter(low.p[i]);
    for (Str rest = str_of(easy_words), word; rest.n;) {
        str_cut(rest, ' ', &word, &rest);
        spend(low.p, plain, low.n, word, spent);
    }
    for (ptrdiff_t i = 0; i < context_n; i++)
        spend_parts(a, low.p, plain, low.n, context[i], spent);
    for (ptrdiff_t i = 0; i < low.n; i++) {
        bool is_inside_sign = ((unsigned char)low.p[i] & 0xc0) == 0x80;
        if (spent[i] || is_inside_sign || low.p[i] == ' ') continue;
        if (i > 0 && goes_on(low.p[i - 1], low.p[i])) continue;
        own++;
    }
    return own < PASSWORD_OWN_MIN ? "people.password_common" : NULL;
}
