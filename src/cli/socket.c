// SPDX-License-Identifier: EUPL-1.2
/* socket - one request to the server that runs on the same folder, over its unix socket. */
#include "cli/program.h"
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connect_to(const char *directory) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int n = snprintf(address.sun_path, sizeof address.sun_path, "%s/schakel.sock", directory);
    if (n < 0 || n >= (int)sizeof address.sun_path) return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool send_all(int fd, Str text) {
    while (text.n) {
        ssize_t n = send(fd, text.p, (size_t)text.n, MSG_NOSIGNAL);
        if (n <= 0) return false;
        text = str_skip(text, n);
    }
    return true;
}

static Str header(Str head, const char *name) {
    for (Str line, key, value; head.n;) {
        str_cut(head, '\n', &line, &head);
        if (str_cut(line, ':', &key, &value) && str_eq_nocase(key, str_of(name)))
            return str_trim(value);
    }
    return (Str){"", 0};
}

static int code_of(int status) {
    if (status < 400) return EXIT_OK;
    if (status == 400 || status == 413 || status == 415 || status == 422) return EXIT_INPUT;
    return status >= 500 ? EXIT_STORAGE : EXIT_NO;
}

bool socket_ask(Arena *a, const char *directory, Str method, Str target, Str content_type, Str body,
                const Options *options, Reply *ret_reply) {
    int fd = connect_to(directory);
    if (fd < 0) return false;
    Buf b = buf_new(a, 1024);
    buf_fmt(&b, "%.*s %.*s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: %s\r\n",
            STR_ARG(method), STR_ARG(target), options->is_json ? "application/json" : "text/plain");
    buf_fmt(&b, "Accept-Language: %.2s\r\n", options->lang);
    if (options->as_mail) buf_fmt(&b, "Schakel-As: %s\r\n", options->as_mail);
    if (content_type.n) buf_fmt(&b, "Content-Type: %.*s\r\n", STR_ARG(content_type));
    if (!str_eq(method, S("GET"))) buf_fmt(&b, "Content-Length: %td\r\n", body.n);
    buf_z(&b, "\r\n");
    Buf answer = buf_new(a, 64 << 10);
    bool ok = send_all(fd, buf_done(&b)) && send_all(fd, body);
    char part[16 << 10];
    for (ssize_t n; ok && (n = read(fd, part, sizeof part)) > 0;) buf_str(&answer, (Str){part, n});
    close(fd);
    Str all = buf_done(&answer), head = all;
    int64_t status = 0;
    const char *end = all.n ? memmem(all.p, (size_t)all.n, "\r\n\r\n", 4) : NULL;
    if (end && all.n > 12 && str_int((Str){all.p + 9, 3}, &status)) {
        head.n = end - all.p;
        int64_t code = code_of((int)status);
        (void)str_int(header(head, "Schakel-Exit"), &code);
        *ret_reply = (Reply){(int)status, (int)code, str_skip(all, head.n + 4)};
    } else {
        *ret_reply = (Reply){503, EXIT_STORAGE, S("the server went away\n")};
    }
    return true;
}
