// SPDX-License-Identifier: EUPL-1.2
/* Every writing operation, with each of its SQL steps failing in turn: it says so, nothing is half
 * written, what was typed is in the form again, and the next try succeeds. */
#include "people/password_hash.h"
#include "people/people.h"
#include "testing.h"
#include <stdio.h>
#include <string.h>

enum { ARGS_MAX = 12, STEPS_MAX = 400 };
#define PUCK "puck.sleedoorn"
#define ELIN "elin.ringslang"
#define LARS "lars.edelhert"
#define GEA "gea.bunzing"

typedef struct {
    const char *op, *who;
    const char *args[ARGS_MAX];
    const char *kept; /* typed: stands in the form that is shown again */
} Move;

typedef struct {
    const char *draft, *asked, *answering, *reading, *ready, *chosen;
    const char *question, *session, *person;
} Story;

static const char *number_of(Stage *s, Answer r) {
    const Model *m = r.model ? model_get(r.model, NAME("number")) : NULL;
    CHECK(!r.err && m);
    return m ? str_z(s->a, str_fmt(s->a, "%lld", (long long)m->number)) : "0";
}

static const char *wish(Stage *s, const char *send) {
    return number_of(
        s, DO(s, PUCK, "wish.draft", "title", "Kraan", "words", "De kraan lekt.", "send", send));
}

static const char *understood(Stage *s) {
    const char *n = wish(s, "1");
    CHECK(!DO(s, ELIN, "wish.read_back", "number", n, "text", "De kraan lekt.", "it_owner",
              str_z(s->a, demo_person_id(s->a, S("p28"))), "team", "APP")
               .err);
    CHECK(!DO(s, PUCK, "wish.confirm", "number", n).err);
    return n;
}

static Story story_make(Stage *s) {
    Story t = {.draft = wish(s, "0"),
               .asked = wish(s, "1"),
               .answering = wish(s, "1"),
               .reading = wish(s, "1"),
               .ready = understood(s),
               .chosen = understood(s)};
    CHECK(!DO(s, ELIN, "wish.question", "number", t.answering, "text", "Welke kraan?", "to_side",
              "business")
               .err);
    Answer r = DO(s, PUCK, "wish.show", "number", t.answering);
    t.question =
        str_z(s->a, model_get_text(model_get(r.model, NAME("to_answer")), NAME("question")));
    CHECK(!DO(s, ELIN, "wish.read_back", "number", t.reading, "text", "De kraan lekt.").err);
    CHECK(
        !DO(s, LARS, "wish.choose", "number", t.chosen, "team", "APP", "reason", "Dit eerst.").err);
    CHECK(!DO(s, NULL, "session.create", "mail", PUCK "@zilverwilg.example", "password",
              "schakel-demo")
               .err);
    r = DO(s, PUCK, "session.list");
    const Model *list = r.model ? model_get(r.model, NAME("sessions")) : NULL;
    t.session = list && list->first ? str_z(s->a, model_get_text(list->first, NAME("id"))) : "";
    t.person = str_z(s->a, demo_person_id(s->a, S("p05")));
    return t;
}

static uint64_t state_of(Stage *s, const Story *t) {
    const char *const wishes[] = {t->draft,   t->asked, t->answering,
                                  t->reading, t->ready, t->chosen};
    uint64_t hash = 1;
    for (int i = 0; i < COUNT(wishes); i++)
        hash = hash * 31 + str_hash(DO(s, PUCK, "wish.show", "number", wishes[i]).json);
    static const char *const lists[] = {"wish.list", "people.list",       "department.list",
                                        "team.list", "organisation.show", "me.show"};
    for (int i = 0; i < COUNT(lists); i++) hash = hash * 31 + str_hash(DO(s, GEA, lists[i]).json);
    hash = hash * 31 + str_hash(DO(s, PUCK, "session.list").json);
    hash = hash * 31 + str_hash(DO(s, GEA, "person.show", "id", t->person).json);
    hash = hash * 31 + str_hash(DO(s, LARS, "queue.show", "team", "APP").json);
    return hash * 31 + str_hash(DO(s, LARS, "history.show", "team", "SRV").json);
}

static Answer move_do(Stage *s, const Move *m) {
    const char *const *v = m->args;
    return stage_do(s, m->who, m->op, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9],
                    NULL);
}

static void wrong(const Move *m, int n, const char *what, Answer r) {
    char where[120];
    snprintf(where, sizeof where, "%s, step %d: %s", m->op, n, what);
    test_fail_str("fault_ops_test.c", where, r.err ? r.err->message : S("done"), S("db.failed"));
}

static int steps_failed;

static void fail_each_step(Stage *s, const Story *t, const Move *m) {
    uint64_t before = state_of(s, t);
    for (int n = 1; n < STEPS_MAX; n++) {
        ArenaMark mark = arena_mark(s->a);
        CHECK_OK(db_savepoint(s->cx.db, s->a));
        s->fail_step = n;
        Answer r = move_do(s, m);
        s->fail_step = 0;
        bool fired = s->has_failed;
        if (fired) {
            if (!r.err || r.err->kind != ERR_STORAGE) wrong(m, n, "does not say that it failed", r);
            if (m->kept && !has(r.html, m->kept)) wrong(m, n, "loses what was typed", r);
            if (state_of(s, t) != before) wrong(m, n, "left something behind", r);
        } else if (r.err || n < 2) {
            wrong(m, n, "does not succeed afterwards", r);
        }
        CHECK_OK(db_savepoint_end(s->cx.db, s->a, false));
        arena_rewind(s->a, mark);
        if (!fired) return;
        steps_failed++;
    }
    wrong(m, STEPS_MAX, "never ends", (Answer){0});
}

static void whichever_step_of_a_writing_operation_fails_nothing_is_half_written(Arena *a) {
    password_work_cheap(true);
    Stage *s = stage_open(a);
    Story t = story_make(s);
    const char *rows = "id,finished\nA1,2026-10-01\nA2,2026-10-08\n";
    const Move moves[] = {
        {"session.create",
         NULL,
         {"mail", PUCK "@zilverwilg.example", "password", "schakel-demo"},
         PUCK},
        {"session.end_one", PUCK, {"id", t.session}, NULL},
        {"me.language", PUCK, {"lang", "en"}, NULL},
        {"me.password",
         PUCK,
         {"password_now", "schakel-demo", "password_new", "vier losse woorden hier"},
         NULL},
        {"person.add",
         GEA,
         {"name", "Nieuwe Naam", "mail", "nieuw@zilverwilg.example", "department", "IT"},
         "Nieuwe Naam"},
        {"person.leave", GEA, {"id", t.person}, NULL},
        {"role.give", GEA, {"id", t.person, "role", "guide"}, NULL},
        {"role.take", GEA, {"id", str_z(a, demo_person_id(a, S("p38"))), "role", "guide"}, NULL},
        {"department.add",
         GEA,
         {"code", "NWE", "name", "Nieuwe afdeling", "side", "business", "headcount", "9"},
         "Nieuwe afdeling"},
        {"team.add",
         GEA,
         {"code", "NWT", "name", "Nieuw team", "department", "IT", "headcount", "9"},
         "Nieuw team"},
        {"organisation.describe", GEA, {"name", "Andere naam", "council", "none"}, "Andere naam"},
        {"wish.draft",
         PUCK,
         {"title", "Een titel", "words", "Lang getypt.", "send", "1"},
         "Lang getypt."},
        {"wish.save",
         PUCK,
         {"number", t.draft, "title", "Een titel", "words", "Lang getypt."},
         "Lang getypt."},
        {"wish.ask", PUCK, {"number", t.draft}, NULL},
        {"wish.question",
         ELIN,
         {"number", t.asked, "text", "Een lange vraag?", "to_side", "business"},
         "Een lange vraag?"},
        {"wish.answer",
         PUCK,
         {"number", t.answering, "question", t.question, "text", "Een lang antwoord."},
         "Een lang antwoord."},
        {"wish.read_back",
         ELIN,
         {"number", t.asked, "text", "Lang teruggezegd."},
         "Lang teruggezegd."},
        {"wish.confirm", PUCK, {"number", t.reading}, NULL},
        {"wish.correct",
         PUCK,
         {"number", t.reading, "text", "Nee, het was anders."},
         "Nee, het was anders."},
        {"wish.owners", ELIN, {"number", t.asked, "team", "APP"}, NULL},
        {"wish.decline",
         ELIN,
         {"number", t.asked, "reason", "Dit doen we niet, want"},
         "Dit doen we niet, want"},
        {"wish.hide", PUCK, {"number", t.asked, "hidden", "1"}, NULL},
        {"wish.choose",
         LARS,
         {"number", t.ready, "team", "APP", "reason", "Omdat het knelt."},
         "Omdat het knelt."},
        {"wish.propose",
         LARS,
         {"number", t.ready, "team", "INF", "reason", "Omdat het knelt."},
         "Omdat het knelt."},
        {"queue.move",
         LARS,
         {"team", "APP", "number", t.chosen, "place", "1", "reason", "Omdat het knelt."},
         NULL},
        {"history.import", LARS, {"team", "SRV", "rows", rows}, "A2,2026-10-08"},
    };
    int known = 0, writing = 0;
    for (const Slice *const *slice = s->app.slices; *slice; slice++)
        for (const Op *op = (*slice)->ops; op && op->name; op++) {
            if (!op->writes || strcmp(op->name, "session.end") == 0)
                continue; /* without a session it writes nothing */
            writing++;
            int i = 0;
            while (i < COUNT(moves) && strcmp(moves[i].op, op->name) != 0) i++;
            if (i == COUNT(moves))
                test_fail_str("fault_ops_test.c", "moves", S("no move for it"), str_of(op->name));
            else
                known++, fail_each_step(s, &t, &moves[i]);
        }
    CHECK(known == writing && writing > 20);
    CHECK(steps_failed > 10 * writing); /* they were really tried */
}

int main(int argc, char **argv) {
    return test_run(
        argc, argv,
        (const Test[]){TEST(whichever_step_of_a_writing_operation_fails_nothing_is_half_written),
                       {0}});
}
