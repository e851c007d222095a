// SPDX-License-Identifier: EUPL-1.2
/* queue_race_ops_test - many people change one queue at the same moment, through the real store
 * with its threads: SQLite in a folder of its own, or a new PostgreSQL database beside
 * SCHAKEL_TEST_PG's. */
#include "app.h"
#include "base/test.h"
#include "core/migrations.h"
#include "flow/flow_store.h"
#include <libpq-fe.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WISHES = 12, RACERS = 6 };

/* ---- a program of its own ---- */
typedef struct {
    App app;
    Arena *a;
    char folder[64];
    Ms now_ms;
} House;

static void must(Err *e, const char *what) {
    if (!e) return;
    fprintf(stderr, "%s: %.*s %.*s\n", what, STR_ARG(e->message), STR_ARG(e->detail));
    exit(1);
}

static const char *new_database(Arena *a) {
    const char *url = getenv("SCHAKEL_TEST_PG"), *more = url ? strchr(url, '?') : NULL;
    static int number;
    if (!url) return NULL;
    const char *name = str_z(a, str_fmt(a, "schakel_race_%ld_%d", (long)getpid(), number++));
    PGconn *c = PQconnectdb(url);
    PGresult *r = PQexec(c, str_z(a, str_fmt(a, "CREATE DATABASE %s TEMPLATE template0", name)));
    if (PQresultStatus(r) != PGRES_COMMAND_OK) fprintf(stderr, "%s", PQerrorMessage(c)), exit(1);
    PQclear(r);
    PQfinish(c);
    return str_z(a, str_fmt(a, "postgresql://schakel@/%s%s", name, more ? more : ""));
}

static void leave(void *what) {
    House *h = what;
    store_close(h->app.store);
    static const char *const files[] = {"schakel.db", "schakel.db-wal", "schakel.db-shm",
                                        "schakel.lock"};
    for (ptrdiff_t i = 0; i < COUNT(files); i++)
        unlink(str_z(h->a, str_fmt(h->a, "%s/%s", h->folder, files[i])));
    rmdir(h->folder);
}

static House *house_new(Arena *a) {
    House *h = NEW(a, House);
    Migration *list;
    ptrdiff_t n;
    if (sodium_init() < 0 || !zone_set("Europe/Amsterdam")) exit(1);
    *h = (House){.a = a, .now_ms = ms_of_day(day_from_ymd(2026, 11, 24))};
    h->app = (App){.slices = app_parts.slices, .url = "http://127.0.0.1", .a = a};
    snprintf(h->folder, sizeof h->folder, "%s/schakel-race.XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(h->folder)) exit(1);
    rmdir(h->folder); /* the store makes it, with its own mode */
    must(templates_load(a, app_parts.texts, *app_parts.texts_n, &h->app.templates), "templates");
    must(app_prepare(a, &h->app), "tables");
    must(migrations_of(a, app_parts.texts, *app_parts.texts_n, &list, &n), "migrations");
    StoreOptions options = {.directory = h->folder,
                            .url = new_database(a),
                            .readers = RACERS,
                            .slow_threads = 1,
                            .slow_waiting_max = 8,
                            .group_max = 64};
    must(store_open(a, &options, &h->app.store), "store");
    must(store_migrate(a, h->app.store, list, n, NULL), "migrate");
    arena_defer(a, leave, h);
    return h;
}

/* ---- work in its own transaction ---- */
typedef struct {
    StoreTask task;
    House *house;
    Arena *a;
    Err *(*run)(Ctx *cx, void *what);
    void *what;
    Err *err;
} Work;

static bool work_run(StoreTask *task, Db *db) {
    Work *w = (Work *)task;
    Ctx cx = {.a = w->a,
              .db = db,
              .now_ms = w->house->now_ms,
              .today = day_of_ms(w->house->now_ms),
              .app = &w->house->app,
              .is_local = true};
    Actor *actor = NULL;
    for (const Slice *const *s = w->house->app.slices; *s && !actor; s++)
        if ((*s)->identify_mail)
            (void)(*s)->identify_mail(&cx, S("lars.edelhert@zilverwilg.example"), &actor);
    cx.actor = actor;
    w->err = w->run(&cx, w->what);
    return !w->err;
}

static void within(House *h, Err *(*run)(Ctx *, void *), void *what) {
    Work w = {.task = {.run = work_run}, .house = h, .a = h->a, .run = run, .what = what};
    bool committed;
    must(store_wait_write(h->app.store, &w.task, &committed), "store");
    must(w.err, "work");
    CHECK(committed);
}

static Err *load_people(Ctx *cx, void *what) {
    (void)what;
    return people_slice.demo(cx, 0);
}

static Err *make_wishes(Ctx *cx, void *what) {
    int64_t *numbers = what;
    for (int i = 0; i < WISHES; i++) {
        Wish wish = {.title = str_fmt(cx->a, "Wens %d", i),
                     .words = S("Lekt."),
                     .kind = WISH_NEW,
                     .state = WISH_UNDERSTOOD,
                     .understood_ms = cx->now_ms,
                     .asked_ms = cx->now_ms,
                     .confirmed_ms = cx->now_ms};
        TRY(wish_create(cx, &wish));
        wish.want_owner_id = demo_person_id(cx->a, S("p13"));
        wish.it_owner_id = demo_person_id(cx->a, S("p28"));
        wish.team_id = demo_team_id(cx->a, S("APP"));
        TRY(wish_save(cx, &wish));
        numbers[i] = wish.number;
    }
    return NULL;
}

static Err *read_queue(Ctx *cx, void *what) {
    return flow_queue(cx, demo_team_id(cx->a, S("APP")), what);
}

/* ---- racers ---- */
typedef struct {
    House *house;
    const char *op, *number, *place;
    ErrKind kind; /* 0: it went well */
    pthread_barrier_t *start;
} Racer;

static void *race(void *what) {
    Racer *r = what;
    Arena *a = arena_new((ptrdiff_t)16 << 20);
    Input inputs[] = {{S("number"), str_of(r->number)},
                      {S("team"), S("APP")},
                      {S("place"), str_of(r->place)},
                      {S("reason"), S("Nu.")}};
    Call call = {.app = &r->house->app,
                 .a = a,
                 .op = op_named(&r->house->app, str_of(r->op)),
                 .inputs = inputs,
                 .inputs_n = COUNT(inputs),
                 .face = FACE_JSON,
                 .is_local = true,
                 .as_mail = S("lars.edelhert@zilverwilg.example"),
                 .now_ms = r->house->now_ms};
    pthread_barrier_wait(r->start);
    call_wait(&call);
    r->kind = call.err ? call.err->kind : (ErrKind)0;
    arena_free(a);
    return NULL;
}

static void run_all(Racer *racers, int n) {
    pthread_t threads[RACERS];
    pthread_barrier_t start;
    pthread_barrier_init(&start, NULL, (unsigned)n);
    for (int i = 0; i < n; i++) {
        racers[i].start = &start;
        pthread_create(&threads[i], NULL, race, &racers[i]);
    }
    for (int i = 0; i < n; i++) pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&start);
}

static int well(const Racer *racers, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) count += racers[i].kind == 0;
    return count;
}

static void check_dense(House *h, ptrdiff_t wanted) {
    Queue queue;
    within(h, read_queue, &queue);
    CHECK(queue.chosen == wanted);
    for (ptrdiff_t i = 0; i < queue.chosen; i++) {
        CHECK(queue.items[i].place == i + 1);
        for (ptrdiff_t k = 0; k < i; k++)
            CHECK(!str_eq(queue.items[i].wish_id, queue.items[k].wish_id));
    }
}

static House *house_with_wishes(Arena *a, const char **ret_numbers) {
    House *h = house_new(a);
    int64_t numbers[WISHES];
    within(h, load_people, NULL);
    within(h, make_wishes, numbers);
    for (int i = 0; i < WISHES; i++)
        ret_numbers[i] = str_z(a, str_fmt(a, "%lld", (long long)numbers[i]));
    return h;
}

static void many_who_choose_the_same_place_at_once_leave_a_dense_order(Arena *a) {
    const char *numbers[WISHES];
    House *h = house_with_wishes(a, numbers);
    for (int round = 0; round < WISHES / RACERS; round++) {
        Racer racers[RACERS];
        for (int i = 0; i < RACERS; i++)
            racers[i] = (Racer){h, "wish.choose", numbers[round * RACERS + i], "1", 0, NULL};
        run_all(racers, RACERS);
        CHECK(well(racers, RACERS) == RACERS);
        check_dense(h, (round + 1) * RACERS);
    }
}

static void of_many_who_choose_the_same_wish_one_is_first_and_the_rest_is_told(Arena *a) {
    const char *numbers[WISHES];
    House *h = house_with_wishes(a, numbers);
    Racer racers[RACERS];
    for (int i = 0; i < RACERS; i++)
        racers[i] = (Racer){h, "wish.choose", numbers[0], "1", 0, NULL};
    run_all(racers, RACERS);
    CHECK(well(racers, RACERS) >= 1);
    for (int i = 0; i < RACERS; i++)
        CHECK(racers[i].kind == 0 || racers[i].kind == ERR_CONFLICT || racers[i].kind == ERR_BUSY);
    check_dense(h, 1);
}

static void many_who_move_at_once_leave_a_dense_order(Arena *a) {
    const char *numbers[WISHES];
    House *h = house_with_wishes(a, numbers);
    Racer racers[RACERS];
    for (int i = 0; i < RACERS; i++)
        racers[i] = (Racer){h, "wish.choose", numbers[i], "1", 0, NULL};
    run_all(racers, RACERS);
    for (int i = 0; i < RACERS; i++)
        racers[i] = (Racer){h, "queue.move", numbers[i], i % 2 ? "1" : "3", 0, NULL};
    run_all(racers, RACERS);
    CHECK(well(racers, RACERS) == RACERS);
    check_dense(h, RACERS);
}

int main(int argc, char **argv) {
    return test_run(
        argc, argv,
        (const Test[]){TEST(many_who_choose_the_same_place_at_once_leave_a_dense_order),
                       TEST(of_many_who_choose_the_same_wish_one_is_first_and_the_rest_is_told),
                       TEST(many_who_move_at_once_leave_a_dense_order),
                       {0}});
}
