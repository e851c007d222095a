// SPDX-License-Identifier: EUPL-1.2
/* store_fault_test - failing commits, kills, full disks, locks and lost connections. */
#include "db/store_stage.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the tests ---- */
static void a_failed_commit_is_told_and_the_others_run_again(Arena *a) {
    Place *p = place_new(a);
    p->options.fault_injection = true;
    Store *s = place_open(a, p);
    db_fail_after(3); /* two statements, then the commit */
    Job j = job_new(1);
    bool committed = true;
    Err *e = store_wait_write(s, &j.task, &committed);
    CHECK(e && e->kind == ERR_STORAGE && !committed);
    db_fail_after(-1);
    CHECK(notes_count(s) == 0);
    CHECK(write_note(s, 1));
    store_close(s);
}

static void a_group_whose_commit_fails_is_written_one_by_one(Arena *a) {
    if (test_url()) return; /* PostgreSQL groups commits itself */
    Place *p = place_new(a);
    p->options.fault_injection = true;
    Store *s = place_open(a, p);
    pthread_mutex_t hold = PTHREAD_MUTEX_INITIALIZER;
    Job first = job_new(100), jobs[3];
    writer_hold(s, &first, &hold);
    for (int i = 0; i < 3; i++) {
        jobs[i] = job_new(i);
        store_write(s, &jobs[i].task);
    }
    db_fail_after(3 + 7); /* the first: 2 statements and a commit; the group: 6 and its commit */
    pthread_mutex_unlock(&hold);
    for (int i = 0; i < 3; i++) {
        job_await(&jobs[i]);
        CHECK(jobs[i].runs == 2 && atomic_load(&jobs[i].committed));
    }
    db_fail_after(-1);
    CHECK(notes_count(s) == 4);
    store_close(s);
}

static void killed_writer(const Place *p, int pipe_fd) {
    Arena *a = arena_new(1 << 20);
    Store *s = place_open(a, p);
    for (int64_t i = 0;; i++)
        if (write_note(s, i) && write(pipe_fd, &i, sizeof i) < 0) return;
}

static void what_was_acknowledged_survives_kill_9(Arena *a) {
    Place *p = place_new(a);
    store_close(place_open(a, p));
    int pipe_fds[2];
    CHECK(pipe(pipe_fds) == 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        killed_writer(p, pipe_fds[1]);
        _exit(1);
    }
    close(pipe_fds[1]);
    int64_t acked = -1, n;
    while (acked < 30 && read(pipe_fds[0], &n, sizeof n) == sizeof n) acked = n;
    kill(child, SIGKILL);
    while (read(pipe_fds[0], &n, sizeof n) == sizeof n) acked = n;
    waitpid(child, NULL, 0);
    close(pipe_fds[0]);
    CHECK(acked >= 30);
    Store *s = place_open(a, p);
    int64_t there = notes_count(s);
    /* One more than acknowledged may have been kept; PostgreSQL may be about to keep it. */
    CHECK(there == acked + 1 || there == acked + 2);
    CHECK(write_note(s, 1000000));
    store_close(s);
}

/* RLIMIT_FSIZE stands for a disk that is full: SQLite's writes fail, and its reads do not. */
static void a_full_disk_is_said_and_reading_and_later_writing_go_on(Arena *a) {
    if (test_url()) return; /* the server's disk is not ours to limit */
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before_signal;
    struct rlimit before, small;
    CHECK(write_note(s, 1));
    sigaction(SIGXFSZ, &ignore, &before_signal);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 256 << 10;
    setrlimit(RLIMIT_FSIZE, &small);
    char *big = memset(NEWS(a, char, 600000), 'x', 600000);
    int full = 0;
    for (int i = 0; i < 4; i++) {
        Job j = job_new(10 + i);
        bool committed = true;
        j.body = (Str){big, 600000};
        j.swallows = i % 2; /* a careless task must not be able to keep half of itself */
        Err *e = store_wait_write(s, &j.task, &committed);
        CHECK(!committed);
        full += j.kind == ERR_FULL || (e && e->kind == ERR_FULL);
        CHECK(notes_count(s) == 1);
    }
    CHECK(full == 4);
    setrlimit(RLIMIT_FSIZE, &before);
    sigaction(SIGXFSZ, &before_signal, NULL);
    CHECK(write_note(s, 2));
    CHECK(notes_count(s) == 2);
    store_close(s);
    s = place_open(a, p);
    CHECK(notes_count(s) == 2);
    store_close(s);
}

static void a_lock_of_another_process_is_waited_for(Arena *a) {
    if (test_url()) return;
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    Db *other = NULL;
    CHECK_OK(sqlite_open(a, str_fmt(a, "%s/schakel.db", p->folder).p, false, &other));
    CHECK_OK(db_begin(other, a, BEGIN_WRITE));
    Job j = job_new(1);
    store_write(s, &j.task);
    CHECK(notes_count(s) == 0); /* readers do not wait */
    CHECK(!atomic_load(&j.done));
    db_rollback(other);
    job_await(&j);
    CHECK(atomic_load(&j.committed));
    CHECK_OK(db_begin(other, a, BEGIN_WRITE));
    Job late = job_new(2); /* now nobody lets go: it hears "try again" */
    bool committed = true;
    Err *e = store_wait_write(s, &late.task, &committed);
    CHECK(e && e->kind == ERR_BUSY && !committed && late.runs == 0);
    db_close(other);
    store_close(s);
}

static void a_lost_connection_is_made_again(Arena *a) {
    if (!test_url()) return;
    Place *p = place_new(a);
    Store *s = place_open(a, p);
    CHECK(write_note(s, 1));
    admin_do(
        a, str_fmt(a, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'",
                   p->name)
               .p);
    CHECK(notes_count(s) == 1);
    for (int i = 2; i < 8; i++) CHECK(write_note(s, i));
    CHECK(notes_count(s) == 7);
    store_close(s);
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(a_failed_commit_is_told_and_the_others_run_again),
                                   TEST(a_group_whose_commit_fails_is_written_one_by_one),
                                   TEST(what_was_acknowledged_survives_kill_9),
                                   TEST(a_full_disk_is_said_and_reading_and_later_writing_go_on),
                                   TEST(a_lock_of_another_process_is_waited_for),
                                   TEST(a_lost_connection_is_made_again),
                                   {0}});
}
