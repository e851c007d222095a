// SPDX-License-Identifier: EUPL-1.2
/* fuzz_replay - gives files to a fuzz target once each, where libFuzzer is not: fuzz_x
 * FILE|FOLDER... A target that finds something aborts, so that reaching the end is the proof. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_MAX = 4 << 20 };
static int replayed;

static void die(const char *path, const char *why) {
    fprintf(stderr, "%s: %s\n", path, why);
    exit(2);
}

static void replay_file(const char *path) {
    uint8_t *bytes = malloc(FILE_MAX);
    FILE *f = fopen(path, "rb");
    if (!f || !bytes) die(path, "cannot be read");
    size_t n = fread(bytes, 1, FILE_MAX, f);
    fclose(f);
    /* Exactly as large as the file, so that reading past its end is seen. */
    uint8_t *exact = malloc(n ? n : 1);
    if (!exact) die(path, "no memory");
    memcpy(exact, bytes, n);
    free(bytes);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
    replayed++;
}

static void replay(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0) die(path, "is not there");
    if (!S_ISDIR(st.st_mode)) {
        replay_file(path);
        return;
    }
    DIR *folder = opendir(path);
    if (!folder) die(path, "cannot be read");
    for (struct dirent *entry; (entry = readdir(folder));) {
        char inside[4096];
        if (entry->d_name[0] == '.') continue;
        snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        replay(inside);
    }
    closedir(folder);
}

int main(int argc, char **argv) {
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) replay(argv[i]);
    printf("%d inputs replayed\n", replayed);
    return replayed ? 0 : 2;
}
