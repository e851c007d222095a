// SPDX-License-Identifier: EUPL-1.2
/* base - text, arenas, growing buffers and errors. */
#include "base/base.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

/* ---- text ---- */
Str str_of(const char *z) { return z ? (Str){z, (ptrdiff_t)strlen(z)} : (Str){"", 0}; }

bool str_eq(Str a, Str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, (size_t)a.n) == 0); }

int str_order(Str a, Str b) {
    ptrdiff_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, (size_t)n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

bool str_eq_nocase(Str a, Str b) {
    if (a.n != b.n) return false;
    for (ptrdiff_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

bool str_starts(Str s, Str with) { return s.n >= with.n && str_eq(str_head(s, with.n), with); }
bool str_ends(Str s, Str with) { return s.n >= with.n && str_eq(str_skip(s, s.n - with.n), with); }

Str str_trim(Str s) {
    while (s.n > 0 && (unsigned char)s.p[0] <= ' ') s.p++, s.n--;
    while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ') s.n--;
    return s;
}

/* The blanks of Unicode that people paste without seeing them, in UTF-8. */
static const char *const blanks[] = {
    "\xC2\xA0",     "\xC2\xAD",     "\xE1\x9A\x80", "\xE1\xA0\x8E", "\xE2\x80\x80", "\xE2\x80\x81",
    "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87",
    "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D",
    "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
    "\xE2\x81\xA0", "\xE3\x80\x80", "\xE3\x85\xA4", "\xEF\xBB\xBF", "\xC2\x85"};

Str str_trim_unicode(Str s) {
    for (bool again = true; again;) {
        again = false;
        s = str_trim(s);
        for (ptrdiff_t i = 0; i < COUNT(blanks); i++) {
            Str blank = str_of(blanks[i]);
            if (str_starts(s, blank)) s = str_skip(s, blank.n), again = true;
            if (str_ends(s, blank)) s.n -= blank.n, again = true;
        }
    }
    return s;
}

Str str_skip(Str s, ptrdiff_t n) {
    if (n > s.n) n = s.n;
    return (Str){n ? s.p + n : s.p, s.n - n}; /* NULL + 0 is undefined, and Str{0} is common */
}
Str str_head(Str s, ptrdiff_t n) { return (Str){s.p, n < s.n ? n : s.n}; }

ptrdiff_t str_find(Str s, char c) {
    const char *at = s.n ? memchr(s.p, c, (size_t)s.n) : NULL;
    return at ? at - s.p : -1;
}

bool str_cut(Str s, char at, Str *ret_head, Str *ret_tail) {
    ptrdiff_t i = str_find(s, at);
    *ret_head = i < 0 ? s : str_head(s, i);
    *ret_tail = str_skip(s, i < 0 ? s.n : i + 1);
    return i >= 0;
}

bool str_int(Str s, int64_t *ret_value) {
    bool negative = s.n > 0 && s.p[0] == '-';
    if (negative) s = str_skip(s, 1);
    if (s.n == 0 || s.n > 19) return false;
    int64_t value = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        if (__builtin_mul_overflow(value, 10, &value)) return false;
        if (__builtin_add_overflow(value, s.p[i] - '0', &value)) return false;
    }
    *ret_value = negative ? -value : value;
    return true;
}

bool str_is_utf8(Str s) {
    for (ptrdiff_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0) return false;
        if (c < 0x80) {
            i++;
            continue;
        }
        int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
        if (c < 0xC2 || c > 0xF4 || s.n - i <= more) return false;
        uint32_t sign = c & (0x3Fu >> more);
        for (int k = 1; k <= more; k++) {
            unsigned char d = (unsigned char)s.p[i + k];
            if ((d & 0xC0) != 0x80) return false;
            sign = sign << 6 | (d & 0x3F);
        }
        static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (sign < least[more] || sign > 0x10FFFF) return false;
        if ((sign >= 0xD800 && sign <= 0xDFFF) || (sign & 0xFFFE) == 0xFFFE) return false;
        if (sign >= 0xFDD0 && sign <= 0xFDEF) return false;
        i += more + 1;
    }
    return true;
}

ptrdiff_t str_signs(Str s) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

uint64_t str_hash(Str s) {
    uint64_t h = 0xcbf29ce484222325u;
    for (ptrdiff_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return h;
}

/* ---- memory ---- */
enum { BLOCK_FIRST = 16 << 10 };

typedef struct Block Block;
struct Block {
    Block *older;
    ptrdiff_t size, used; /* of the bytes after this header */
    max_align_t bytes[];
};

typedef struct Cleanup Cleanup;
struct Cleanup {
    Cleanup *older;
    void (*fn)(void *);
    void *what;
};

struct Arena {
    Block *block;
    Cleanup *cleanups;
    ptrdiff_t limit, total; /* total: sum of the sizes of all blocks */
    bool has_boundary;
    jmp_buf boundary;
};

static Block *block_new(ptrdiff_t size) {
    Block *b = malloc(sizeof(Block) + (size_t)size);
    if (!b) return NULL;
    *b = (Block){.size = size};
    POISON(b->bytes, (size_t)size);
    return b;
}

static void block_free(Block *b) {
    UNPOISON(b->bytes, (size_t)b->size);
    free(b);
}

Arena *arena_new(ptrdiff_t limit) {
    Arena *a = calloc(1, sizeof(Arena));
    if (!a) return NULL;
    a->limit = limit;
    a->block = block_new(BLOCK_FIRST);
    a->total = BLOCK_FIRST;
    if (!a->block) {
        free(a);
        return NULL;
    }
    return a;
}

static void clean_up(Arena *a, const Cleanup *until) {
    while (a->cleanups != until) {
        Cleanup *c = a->cleanups;
        a->cleanups = c->older;
        c->fn(c->what);
    }
}

void arena_reset(Arena *a) {
    clean_up(a, NULL);
    while (a->block->older) {
        Block *older = a->block->older;
        a->total -= a->block->size;
        block_free(a->block);
        a->block = older;
    }
    a->block->used = 0;
    POISON(a->block->bytes, (size_t)a->block->size);
    a->has_boundary = false;
}

void arena_free(Arena *a) {
    if (!a) return;
    arena_reset(a);
    block_free(a->block);
    free(a);
}

static void arena_give_up(Arena *a) {
    if (!a->has_boundary) {
        fputs("out of memory outside a request\n", stderr);
        abort();
    }
    longjmp(a->boundary, 1);
}

static ptrdiff_t arena_bytes(Arena *a, ptrdiff_t size, ptrdiff_t count) {
    ptrdiff_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes) || bytes < 0 || bytes > a->limit)
        arena_give_up(a);
    return bytes;
}

static __attribute__((noinline)) void arena_grow(Arena *a, ptrdiff_t room) {
    ptrdiff_t wanted = a->block->size * 2;
    if (wanted < room) wanted = room;
    if (wanted > a->limit - a->total) wanted = room;
    if (wanted > a->limit - a->total) arena_give_up(a);
    Block *b = block_new(wanted);
    if (!b) arena_give_up(a);
    b->older = a->block;
    a->block = b;
    a->total += wanted;
}

static inline void *arena_take(Arena *a, ptrdiff_t bytes) {
    ptrdiff_t room = (bytes + 15) & ~(ptrdiff_t)15;
    if (a->block->size - a->block->used < room) arena_grow(a, room);
    void *p = (char *)a->block->bytes + a->block->used;
    a->block->used += room;
    UNPOISON(p, (size_t)bytes);
    return p;
}

void *arena_alloc(Arena *a, ptrdiff_t size, ptrdiff_t count) {
    ptrdiff_t bytes = arena_bytes(a, size, count);
    return memset(arena_take(a, bytes), 0, (size_t)bytes);
}

void *arena_room(Arena *a, ptrdiff_t bytes) { return arena_take(a, arena_bytes(a, 1, bytes)); }

void *arena_copy(Arena *a, const void *from, ptrdiff_t bytes) {
    void *p = arena_room(a, bytes);
    if (bytes) memcpy(p, from, (size_t)bytes);
    return p;
}

void arena_defer(Arena *a, void (*fn)(void *), void *what) {
    Cleanup *c = NEW(a, Cleanup);
    *c = (Cleanup){a->cleanups, fn, what};
    a->cleanups = c;
}

ptrdiff_t arena_used(const Arena *a) {
    ptrdiff_t used = 0;
    for (Block *b = a->block; b; b = b->older) used += b->used;
    return used;
}

ArenaMark arena_mark(const Arena *a) {
    return (ArenaMark){a->block, a->cleanups, a->block->used, a->total};
}

void arena_rewind(Arena *a, ArenaMark mark) {
    clean_up(a, mark.cleanups);
    while (a->block != mark.block) {
        Block *older = a->block->older;
        assert(older && "the mark is of this arena and not yet rewound");
        block_free(a->block);
        a->block = older;
    }
    a->block->used = mark.used;
    a->total = mark.total;
    POISON((char *)a->block->bytes + mark.used, (size_t)(a->block->size - mark.used));
}

jmp_buf *arena_boundary(Arena *a) {
    a->has_boundary = true;
    return &a->boundary;
}
void arena_no_boundary(Arena *a) { a->has_boundary = false; }

Str str_copy(Arena *a, Str s) { return (Str){arena_copy(a, s.p, s.n), s.n}; }

const char *str_z(Arena *a, Str s) {
    char *p = arena_alloc(a, 1, s.n + 1);
    if (s.n) memcpy(p, s.p, (size_t)s.n);
    return p;
}

Str str_fmt(Arena *a, const char *format, ...) {
    char small[200]; /* enough for nearly all: formatted once */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    assert(n >= 0);
    char *p = arena_room(a, n + 1);
    if (n < (int)sizeof small)
        memcpy(p, small, (size_t)n + 1);
    else
        vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return (Str){p, n};
}

Str str_join(Arena *a, Str x, Str y) {
    char *p = arena_alloc(a, 1, x.n + y.n);
    if (x.n) memcpy(p, x.p, (size_t)x.n);
    if (y.n) memcpy(p + x.n, y.p, (size_t)y.n);
    return (Str){p, x.n + y.n};
}

Str str_lower(Arena *a, Str s) {
    char *p = arena_copy(a, s.p, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++) p[i] = lower(p[i]);
    return (Str){p, s.n};
}

/* ---- errors ---- */
Err *err_new(Arena *a, ErrKind kind, Str field, Str message, const char *where) {
    Err *e = NEW(a, Err);
    *e = (Err){.kind = kind, .field = field, .message = message, .where = where};
    return e;
}

Err *err_arg(Arena *a, Err *e, Str value) {
    for (int i = 0; i < COUNT(e->arg); i++)
        if (!e->arg[i].p) {
            e->arg[i] = str_copy(a, value);
            return e;
        }
    assert(false && "a message has at most three arguments");
    return e;
}

Err *err_int(Arena *a, Err *e, int64_t value) {
    return err_arg(a, e, str_fmt(a, "%lld", (long long)value));
}
