// SPDX-License-Identifier: EUPL-1.2
/* nomem - makes the n-th allocation of a program fail: preloaded, steered through a shared file of three numbers:
 * [0] allocations from now until the one that fails (0: none does), [1] how many have failed, [2] living blocks. */
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void __libc_free(void *);

static atomic_long *shared;
static int traces; /* NOMEM_TRACE: every failure says on standard error where it was */

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("NOMEM_FILE");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *p = fd >= 0 ? mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    if (p != MAP_FAILED) shared = p;
    void *frames[4];
    traces = getenv("NOMEM_TRACE") && backtrace(frames, 4); /* the first call allocates */
}

static int fails(void) {
    if (!shared || atomic_load(&shared[0]) <= 0) return 0;
    if (atomic_fetch_sub(&shared[0], 1) != 1) return 0;
    atomic_fetch_add(&shared[1], 1);
    void *frames[20];
    if (traces) backtrace_symbols_fd(frames, backtrace(frames, 20), 2);
    errno = ENOMEM;
    return 1;
}

static void *counted(void *p) {
    if (p && shared) atomic_fetch_add(&shared[2], 1);
    return p;
}

void *malloc(size_t n) { return fails() ? NULL : counted(__libc_malloc(n)); }
void *calloc(size_t n, size_t size) { return fails() ? NULL : counted(__libc_calloc(n, size)); }
void *realloc(void *p, size_t n) {
    if (fails()) return NULL;
    void *q = __libc_realloc(p, n);
    return p ? q : counted(q);
}
void free(void *p) {
    if (p && shared) atomic_fetch_sub(&shared[2], 1);
    __libc_free(p);
}
