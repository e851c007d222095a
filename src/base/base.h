// SPDX-License-Identifier: EUPL-1.2
#pragma once
/* base - the few types every file speaks: Str, Arena, Err, Buf, Ms, Day.
 *
 * Memory: what is reached through an Arena lives until that arena is reset; nothing is freed
 *         one by one. A request owns one arena. What is not memory (a statement, a file)
 *         registers its clean-up with the arena, so an early return is always right.
 * Text:   Str is UTF-8, not zero-terminated, never owned; copied by value.
 * Errors: a function that can fail returns Err *; NULL is success. Outputs come last, are
 *         named ret_x, and stay untouched on failure.
 * Includes: the C library only. */
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- text ---- */
typedef struct {
    const char *p;
    ptrdiff_t n; /* bytes, >= 0 */
} Str;
#define S(lit) ((Str){(lit), (ptrdiff_t)sizeof(lit) - 1})
#define STR_ARG(s) (int)(s).n, (s).p     /* for "%.*s" */
Str str_of(const char *zero_terminated); /* NULL gives the empty Str */
bool str_eq(Str a, Str b);
int str_order(Str a, Str b);      /* by bytes: below 0, 0 or above, as qsort wants it */
bool str_eq_nocase(Str a, Str b); /* ASCII letters only: header names, mail addresses */
bool str_starts(Str s, Str with);
bool str_ends(Str s, Str with);
Str str_trim(Str s);               /* ASCII blanks and controls at both ends */
Str str_trim_unicode(Str s);       /* also zero-width, no-break and other Unicode blanks */
Str str_skip(Str s, ptrdiff_t n);  /* without its first n bytes */
Str str_head(Str s, ptrdiff_t n);  /* its first n bytes */
ptrdiff_t str_find(Str s, char c); /* -1 when absent */
bool str_cut(Str s, char at, Str *ret_head,
             Str *ret_tail);             /* false: no `at`, head = s, tail empty */
bool str_int(Str s, int64_t *ret_value); /* whole text, optional '-', no overflow */
bool str_is_utf8(Str s);    /* strict: no overlong forms, surrogates, noncharacters or NUL */
ptrdiff_t str_signs(Str s); /* number of code points in valid UTF-8 */
uint64_t str_hash(Str s);   /* FNV-1a 64: tables and seeds, not secrets */

/* ---- memory ---- */
typedef struct Arena Arena;
/* A new arena that grows by blocks up to limit bytes. NULL when the system has no memory left. */
Arena *arena_new(ptrdiff_t limit);
/* Runs the clean-ups (last registered first) and forgets everything; keeps one block. */
void arena_reset(Arena *a);
void arena_free(Arena *a);
/* Zeroed, 16-byte aligned, never NULL: when the arena is full or the system has no memory it
 * jumps to the boundary set by ARENA_BOUNDARY, or aborts when there is none. */
void *arena_alloc(Arena *a, ptrdiff_t size, ptrdiff_t count);
/* The same without the zeros: for bytes that are written before anybody reads them. */
void *arena_room(Arena *a, ptrdiff_t bytes);
void *arena_copy(Arena *a, const void *from, ptrdiff_t bytes);
/* Calls fn(what) when the arena is reset or freed. */
void arena_defer(Arena *a, void (*fn)(void *what), void *what);
/* Bytes handed out since the last reset. */
ptrdiff_t arena_used(const Arena *a);
/* What came after the mark may be forgotten early (a scratch per row); clean-ups registered since
 * then run. */
typedef struct {
    void *block, *cleanups;
    ptrdiff_t used, total;
} ArenaMark;
ArenaMark arena_mark(const Arena *a);
void arena_rewind(Arena *a, ArenaMark mark);
/* if (ARENA_BOUNDARY(a)) { the request ran out of memory: answer 503 } */
#define ARENA_BOUNDARY(a) (setjmp(*arena_boundary(a)) != 0)
jmp_buf *arena_boundary(Arena *a);
void arena_no_boundary(Arena *a);
#define NEW(arena, T) ((T *)arena_alloc((arena), (ptrdiff_t)sizeof(T), 1))
#define NEWS(arena, T, n) ((T *)arena_alloc((arena), (ptrdiff_t)sizeof(T), (n)))
Str str_copy(Arena *a, Str s);
const char *str_z(Arena *a, Str s); /* zero-terminated copy, for the C library's door */
Str str_fmt(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_join(Arena *a, Str x, Str y);
Str str_lower(Arena *a, Str s); /* ASCII letters */

/* ---- growing text ---- */
typedef struct {
    Arena *a;
    char *p;
    ptrdiff_t n, cap;
} Buf;
Buf buf_new(Arena *a, ptrdiff_t first_cap);
void buf_str(Buf *b, Str s);
void buf_z(Buf *b, const char *z);
void buf_char(Buf *b, char c);
void buf_int(Buf *b, int64_t v);
void buf_fmt(Buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_html(Buf *b, Str s); /* escapes & < > " ' */
void buf_json(Buf *b, Str s); /* with quotes; escapes what JSON asks and < > & (safe in a page) */
Str buf_done(const Buf *b);

/* ---- errors ---- */
typedef enum {
    ERR_MALFORMED = 1, /* 400 cannot be read at all */
    ERR_INVALID,       /* 422 can be read, a field is wrong */
    ERR_SIGNED_OUT,    /* 401 sign in first */
    ERR_FORBIDDEN,     /* 403 */
    ERR_NOT_FOUND,     /* 404 absent and hidden alike */
    ERR_METHOD,        /* 405 */
    ERR_CONFLICT,      /* 409 somebody was first, or not in this state */
    ERR_TOO_LARGE,     /* 413 */
    ERR_MEDIA,         /* 415 */
    ERR_SLOW_DOWN,     /* 429 */
    ERR_BUSY,          /* 503 try again */
    ERR_STORAGE,       /* 500 the database failed */
    ERR_FULL,          /* 507 the disk is full */
    ERR_USAGE,         /* command line: used wrongly, or a configuration fault */
    ERR_KINDS
} ErrKind;
typedef struct Err Err;
struct Err {
    ErrKind kind;
    Str field;         /* which input, or empty */
    Str message;       /* key in the message catalogue: "wish.title.long" */
    Str arg[3];        /* {{a}} {{b}} {{c}} in that message */
    const char *where; /* file:line, for the log, never for the user */
    Str detail;        /* for the log only: what SQLite or PostgreSQL said */
    Err *cause, *next; /* next: a form shows all its faults at once */
    bool keep; /* what was written before this answer is kept (a failed sign-in is counted) */
};
Err *err_new(Arena *a, ErrKind kind, Str field, Str message, const char *where);
Err *err_arg(Arena *a, Err *e, Str value); /* adds the next argument; returns e */
Err *err_int(Arena *a, Err *e, int64_t value);
#define STRING2(x) #x
#define STRING(x) STRING2(x)
#define FAIL(a, kind, field, message)                                                              \
    err_new((a), (kind), S(field), S(message), __FILE__ ":" STRING(__LINE__))
#define TRY(call)                                                                                  \
    do {                                                                                           \
        Err *err_ = (call);                                                                        \
        if (err_) return err_;                                                                     \
    } while (0)

/* A large local that is written before it is read: the compiler need not fill it with zeros. */
#if defined(__GNUC__) && !defined(__clang__)
#define UNSET __attribute__((uninitialized))
#else
#define UNSET
#endif
#define COUNT(array) ((ptrdiff_t)(sizeof(array) / sizeof(array)[0]))
