// SPDX-License-Identifier: EUPL-1.2
/* people - pure rules: roles and sides as words, slowing down guesses, reading names and agents. */
#include "people/people_rules.h"
#include <arpa/inet.h>
#include <string.h>

static Str text_of(const char *z) { return str_of(z); }

/* ---- roles and sides ---- */
static const struct {
    Standing role;
    const char *code;
    char scope;
} roles[] = {
    {IS_MEMBER, "member", 0},     {IS_OWNER, "owner", 'd'}, {IS_ADVISER, "adviser", 0},
    {IS_LEAD, "lead", 't'},       {IS_MAKER, "maker", 't'}, {IS_DECIDER, "decider", 't'},
    {IS_CHECKER, "checker", 'c'}, {IS_GUIDE, "guide", 0},   {IS_COUNCIL, "council", 0},
    {IS_ADMIN, "admin", 0},
};

Str role_code(Standing role) {
    for (ptrdiff_t i = 0; i < COUNT(roles); i++)
        if (roles[i].role == role) return text_of(roles[i].code);
    return S("");
}

Standing role_from_code(Str code) {
    for (ptrdiff_t i = 0; i < COUNT(roles); i++)
        if (str_eq(text_of(roles[i].code), code)) return roles[i].role;
    return 0;
}

char role_scope_kind(Standing role) {
    for (ptrdiff_t i = 0; i < COUNT(roles); i++)
        if (roles[i].role == role) return roles[i].scope;
    return 0;
}

static const char *const sides[] = {"", "business", "it", "both"};
Str side_code(Side side) { return side <= SIDE_BOTH ? text_of(sides[side]) : S(""); }
Side side_from_code(Str code) {
    for (Side s = SIDE_BUSINESS; s <= SIDE_BOTH; s++)
        if (str_eq(side_code(s), code)) return s;
    return SIDE_NONE;
}

/* ---- tries ---- */
void tries_failed(Tries *tries, int64_t free_tries, Ms now_ms) {
    if (now_ms - tries->last_ms > TRIES_FORGET_MS) tries->failures = 0;
    tries->failures++;
    tries->last_ms = now_ms;
    Ms wait = 0;
    if (tries->failures >= free_tries) {
        wait = TRIES_WAIT_FIRST_MS;
        for (int64_t i = free_tries; i < tries->failures && wait < TRIES_WAIT_MAX_MS; i++)
            wait *= 2;
        if (wait > TRIES_WAIT_MAX_MS) wait = TRIES_WAIT_MAX_MS;
    }
    tries->next_ms = now_ms + wait;
}

void tries_succeeded(Tries *tries, Ms now_ms) {
    tries->failures = 0;
    tries->next_ms = 0;
    tries->success_ms = now_ms;
}

Ms tries_wait_ms(const Tries *tries, Ms now_ms) {
    Ms wait = tries->next_ms - now_ms;
    /* A clock that was set back must not lock anybody out. */
    return wait <= 0 ? 0 : wait > TRIES_WAIT_MAX_MS ? TRIES_WAIT_MAX_MS : wait;
}

bool tries_is_known(const Tries *tries, Ms now_ms) {
    return tries->success_ms > 0 && now_ms - tries->success_ms < TRIES_KNOWN_MS;
}

Str tries_source(Arena *a, Str peer) {
    struct in6_addr six;
    if (peer.n == 0) return S("local");
    if (peer.n >= INET6_ADDRSTRLEN || inet_pton(AF_INET6, str_z(a, peer), &six) != 1)
        return str_head(peer, peer.n < 64 ? peer.n : 64);
    const uint8_t *b = six.s6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&six)) return str_fmt(a, "%d.%d.%d.%d", b[12], b[13], b[14], b[15]);
    return str_fmt(a, "%x:%x:%x:%x::/64", b[0] << 8 | b[1], b[2] << 8 | b[3], b[4] << 8 | b[5],
                   b[6] << 8 | b[7]);
}

/* ---- sessions ---- */
Str next_page(Str next) {
    if (next.n == 0 || next.p[0] != '/') return S("/");
    if (next.n > 1 && next.p[1] == '/') return S("/");
    for (ptrdiff_t i = 0; i < next.n; i++)
        if (next.p[i] == '\\' || (unsigned char)next.p[i] <= ' ' || next.p[i] == 0x7f)
            return S("/");
    return next;
}

typedef struct {
    const char *part, *code;
} Word;
static Str word_in(Str text, const Word *words, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++)
        if (text.n && memmem(text.p, (size_t)text.n, words[i].part, strlen(words[i].part)))
            return text_of(words[i].code);
    return S("other");
}

/* Order matters: most browsers also call themselves an older one. */
Str agent_browser(Str agent) {
    static const Word words[] = {
        {"Edg", "edge"},        {"OPR/", "opera"},    {"SamsungBrowser", "samsung"},
        {"Firefox", "firefox"}, {"FxiOS", "firefox"}, {"CriOS", "chrome"},
        {"Chrome", "chrome"},   {"Safari", "safari"}, {"curl", "program"},
        {"python", "program"},  {"Wget", "program"},
    };
    return word_in(agent, words, COUNT(words));
}

Str agent_system(Str agent) {
    static const Word words[] = {
        {"iPhone", "iphone"},   {"iPad", "ipad"},  {"Android", "android"}, {"Windows", "windows"},
        {"CrOS", "chromebook"}, {"Mac OS", "mac"}, {"Linux", "linux"},
    };
    return word_in(agent, words, COUNT(words));
}

/* ---- names ---- */
/* Base letters of U+00C0..U+017F, one per code point; a space where there is none (× ÷). */
static const char base_letters[] =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

Str name_fold(Arena *a, Str name) {
    Buf b = buf_new(a, name.n + 1);
    for (ptrdiff_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        unsigned next = i + 1 < name.n ? (unsigned char)name.p[i + 1] : 0;
        unsigned point = (c & 0x1fu) << 6 | (next & 0x3fu);
        if (c >= 'A' && c <= 'Z') {
            buf_char(&b, (char)(c + 32));
        } else if (c >= 0xc3 && c <= 0xc5 && (next & 0xc0u) == 0x80 && point < 0x180) {
            buf_char(&b, base_letters[point - 0xc0]);
            i++;
        } else {
            buf_char(&b, (char)c);
        }
    }
    return buf_done(&b);
}

bool mail_is_possible(Str mail) {
    Str before, after;
    if (mail.n > 254 || !str_cut(mail, '@', &before, &after) || !before.n || !after.n) return false;
    for (ptrdiff_t i = 0; i < before.n; i++)
        if ((unsigned char)before.p[i] <= ' ' || strchr("<>()[],;:\\\"\x7f", before.p[i]))
            return false;
    for (ptrdiff_t i = 0; i < after.n; i++) {
        char c = after.p[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        bool is_inside = i > 0 && i + 1 < after.n && after.p[i - 1] != '.';
        if (!is_letter && !(is_inside && (c == '-' || c == '.'))) return false;
    }
    return true;
}

Str name_pattern(Arena *a, Str words) {
    Str folded = name_fold(a, words);
    Buf b = buf_new(a, folded.n * 2 + 3);
    if (folded.n == 0) return S("");
    buf_char(&b, '%');
    for (ptrdiff_t i = 0; i < folded.n; i++) {
        if (strchr("!%_", folded.p[i])) buf_char(&b, '!');
        buf_char(&b, folded.p[i]);
    }
    buf_char(&b, '%');
    return buf_done(&b);
}
