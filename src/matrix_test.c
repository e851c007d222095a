// SPDX-License-Identifier: EUPL-1.2
/* matrix - every operation x every kind of person x own, foreign, hidden and missing object,
 * generated from the operation tables. The oracle is a table of its own: who is what to which wish,
 * written by hand. */
#include "testing.h"
#include "people/people.h"
#include "wish/wish.h"
#include <stdio.h>
#include <string.h>

typedef struct {
    const char *who; /* NULL: signed out */
    Standing roles;  /* without an object */
    Standing own;    /* to the wish of Puck (Repairs), proposed to nobody, with nobody named yet */
    bool sees_hidden;
} Persona;

static const Persona personas[] = {
    {NULL, 0, 0, false},
    {"puck.sleedoorn", IS_MEMBER, IS_MEMBER | IS_ASKER, true},
    {"otto.beukenhout", IS_MEMBER, IS_MEMBER, false},                     /* same department */
    {"koen.paardenbloem", IS_MEMBER, IS_MEMBER, false},                   /* another department */
    {"mees.eikenblad", IS_MEMBER | IS_OWNER, IS_MEMBER | IS_OWNER, true}, /* owner of Repairs */
    {"femke.gruttoweide", IS_MEMBER | IS_OWNER, IS_MEMBER, false},        /* owner of Housing */
    {"elin.ringslang", IS_MEMBER | IS_ADVISER, IS_MEMBER | IS_ADVISER,
     true}, /* owes the first reply */
    {"bas.visotter", IS_MEMBER | IS_LEAD, IS_MEMBER, false},
    {"daan.salamander", IS_MEMBER | IS_MAKER, IS_MEMBER, false},
    {"cato.waterhoen", IS_MEMBER | IS_CHECKER, IS_MEMBER, false},
    {"lars.edelhert", IS_MEMBER | IS_GUIDE, IS_MEMBER | IS_GUIDE, true},
    {"niek.torenvalk", IS_MEMBER | IS_COUNCIL, IS_MEMBER, false},
    {"gea.bunzing", IS_MEMBER | IS_MAKER | IS_ADMIN, IS_MEMBER,
     false}, /* the admin sees no hidden wish */
};

typedef enum { OWN, HIDDEN, MISSING, OBJECTS } Object;

static const char *value_of(const Op *op, const Param *p, const char *number, const char *id) {
    if (strcmp(p->name, "number") == 0) return strstr(op->route, "{number}") ? number : "1";
    if (strcmp(p->name, "team") == 0) return "APP";
    if (strcmp(p->name, "department") == 0) return "OND";
    if (strcmp(p->name, "id") == 0) return id;
    if (strcmp(p->name, "role") == 0) return "maker";
    if (strcmp(p->name, "next") == 0) return "/";
    switch (p->kind) {
    case PARAM_ID: return "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    case PARAM_INT: return "1";
    case PARAM_DATE: return "2026-11-24";
    case PARAM_FLAG: return "1";
    default: return "Een zin in gewone taal.";
    }
}

static Answer call(Stage *s, const Persona *p, const Op *op, const char *number, const char *id) {
    const char *v[2 * 8 + 2] = {0};
    char choices[8][64];
    int n = 0;
    for (const Param *q = op->params; q && q->name && n < 14; q++) {
        if (!q->required) continue;
        v[n] = q->name;
        v[n + 1] = value_of(op, q, number, id);
        if (q->kind == PARAM_CHOICE && strcmp(q->name, "role") != 0) {
            snprintf(choices[n / 2], sizeof choices[0], "%s", q->choices);
            *strchrnul(choices[n / 2], ' ') = 0;
            v[n + 1] = choices[n / 2];
        }
        n += 2;
    }
    return stage_do(s, p->who, op->name, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9],
                    v[10], v[11], v[12], v[13], NULL);
}

/* Each call is undone, so that one never helps the next. */
static Answer tried(Stage *s, const Persona *p, const Op *op, const char *number, const char *id) {
    CHECK_OK(db_savepoint(s->cx.db, s->a));
    Answer r = call(s, p, op, number, id);
    CHECK_OK(db_savepoint_end(s->cx.db, s->a, false));
    return r;
}

static void wrong(const Persona *p, const Op *op, const char *object, Answer r,
                  const char *wanted) {
    char where[200];
    snprintf(where, sizeof where, "%s by %s on %s", op->name, p->who ? p->who : "a stranger",
             object);
    test_fail_str(where, wanted, r.err ? r.err->message : S("done"), str_of(wanted));
}

static bool is(Answer r, ErrKind kind) { return r.err && r.err->kind == kind; }

static const char *make_wish(Stage *s, const char *title, const char *hidden) {
    Answer r = DO(s, "puck.sleedoorn", "wish.draft", "title", title, "words",
                  "Nu bellen we iedereen terug.", "hidden", hidden, "send", "1");
    CHECK(!r.err);
    const Model *n = r.model ? model_get(r.model, NAME("number")) : NULL;
    return n ? str_z(s->a, str_fmt(s->a, "%lld", (long long)n->number)) : "0";
}

static bool is_about_a_wish(const Op *op) { return strstr(op->route, "/wishes/{number}") != NULL; }

static void every_operation_is_refused_to_strangers_unless_it_is_for_anyone(Arena *a) {
    Stage *s = stage_open(a);
    const char *number = make_wish(s, "Kraan", "0");
    int n = 0;
    for (const Slice *const *slice = s->app.slices; *slice; slice++)
        for (const Op *op = (*slice)->ops; op && op->name; op++, n++) {
            Answer r = tried(s, &personas[0], op, number, "0000000000DEMP000000000P16");
            if (!(op->need & IS_ANYONE) && !is(r, ERR_SIGNED_OUT))
                wrong(&personas[0], op, "anything", r, "call.signed_out");
        }
    CHECK(n > 40); /* the tables were read */
}

static void what_nobody_gave_you_is_forbidden_and_what_you_have_is_not(Arena *a) {
    Stage *s = stage_open(a);
    const char *own = make_wish(s, "Kraan", "0");
    int tested = 0;
    for (const Slice *const *slice = s->app.slices; *slice; slice++)
        for (const Op *op = (*slice)->ops; op && op->name; op++) {
            bool wish = is_about_a_wish(op);
            if (op->subject && !wish) continue; /* a team's or a person's: below */
            for (int i = 1; i < COUNT(personas); i++, tested++) {
                const Persona *p = &personas[i];
                Standing has_ = IS_ANYONE | (wish ? p->own : p->roles);
                /* relations that only come with a question or a read-back are nobody's here; the
                 * reader of a business wish is the adviser or the guide */
                if (wish && (has_ & (IS_ADVISER | IS_GUIDE))) has_ |= IS_READER;
                /* the asker confirms, or the owner or the guide in their place */
                if (wish && (has_ & (IS_ASKER | IS_OWNER | IS_GUIDE))) has_ |= IS_CONFIRMER;
                Answer r = tried(s, p, op, own, "0000000000DEMP000000000P16");
                bool may = (op->need & has_) != 0,
                     refused = is(r, ERR_FORBIDDEN) && str_eq(r.err->message, S("call.forbidden"));
                /* a decider of no queue in particular is judged by the operation itself */
                if (wish && (op->need & IS_DECIDER) && !(has_ & IS_GUIDE)) continue;
                if (!may && !refused) wrong(p, op, "Puck's wish", r, "call.forbidden");
                if (may && (refused || is(r, ERR_NOT_FOUND)) &&
                    !(r.err && str_eq(r.err->field, S("question"))))
                    wrong(p, op, "Puck's wish", r, "not refused");
            }
        }
    CHECK(tested > 200);
}

static void a_hidden_wish_answers_exactly_like_one_that_is_not_there(Arena *a) {
    Stage *s = stage_open(a);
    const char *hidden = make_wish(s, "Geheim plan", "1");
    int tested = 0;
    for (const Slice *const *slice = s->app.slices; *slice; slice++)
        for (const Op *op = (*slice)->ops; op && op->name; op++) {
            if (!is_about_a_wish(op)) continue;
            for (int i = 1; i < COUNT(personas); i++, tested++) {
                const Persona *p = &personas[i];
                Answer r = tried(s, p, op, hidden, ""), none = tried(s, p, op, "987654", "");
                if (!is(none, ERR_NOT_FOUND))
                    wrong(p, op, "a wish that is not there", none, "ERR_NOT_FOUND");
                if (p->sees_hidden) {
                    if (is(r, ERR_NOT_FOUND) && str_eq(r.err->field, S("number")))
                        wrong(p, op, "a hidden wish of theirs", r, "found");
                } else if (!is(r, ERR_NOT_FOUND) || !none.err ||
                           !str_eq(r.err->message, none.err->message) ||
                           !str_eq(r.err->field, none.err->field)) {
                    wrong(p, op, "a hidden wish", r, "the same as not there");
                }
            }
        }
    CHECK(tested > 100);
}

static void a_hidden_wish_stands_in_no_list_of_those_it_is_hidden_from(Arena *a) {
    Stage *s = stage_open(a);
    make_wish(s, "Geheim plan", "1");
    static const char *const lists[] = {"wish.list", "today.show", "queue.list"};
    for (int i = 1; i < COUNT(personas); i++)
        for (int k = 0; k < COUNT(lists); k++) {
            Answer r = stage_do(s, personas[i].who, lists[k], NULL);
            bool seen = has(r.json, "Geheim plan") || has(r.html, "Geheim plan");
            if (seen && !personas[i].sees_hidden)
                wrong(&personas[i], op_named(&s->app, str_of(lists[k])), "a list", r,
                      "nothing of it");
        }
    CHECK(has(DO(s, "puck.sleedoorn", "wish.list").json, "Geheim plan"));
}

static void no_list_names_who_owes_a_move(Arena *a) {
    Stage *s = stage_open_demo(a);
    static const char *const lists[] = {"wish.list", "queue.list"};
    for (int k = 0; k < COUNT(lists); k++) {
        Answer r = stage_do(s, "lars.edelhert", lists[k], NULL);
        for (int i = 1; i < COUNT(personas); i++) {
            Answer me = stage_do(s, personas[i].who, "me.show", NULL);
            Str name = model_get_text(me.model, NAME("name"));
            if (strcmp(personas[i].who, "lars.edelhert") == 0)
                continue; /* his own name stands in the menu */
            CHECK(name.n && !has(r.json, str_z(a, name)) && !has(r.html, str_z(a, name)));
        }
    }
}

static void somebody_elses_session_cannot_be_seen_or_ended(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, "koen.paardenbloem", "session.end_one", "id", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    CHECK(is(r, ERR_NOT_FOUND));
}

int main(int argc, char **argv) {
    return test_run(
        argc, argv,
        (const Test[]){TEST(every_operation_is_refused_to_strangers_unless_it_is_for_anyone),
                       TEST(what_nobody_gave_you_is_forbidden_and_what_you_have_is_not),
                       TEST(a_hidden_wish_answers_exactly_like_one_that_is_not_there),
                       TEST(a_hidden_wish_stands_in_no_list_of_those_it_is_hidden_from),
                       TEST(no_list_names_who_owes_a_move),
                       TEST(somebody_elses_session_cannot_be_seen_or_ended),
                       {0}});
}
