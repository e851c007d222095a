// SPDX-License-Identifier: EUPL-1.2
/* people_ops - who is who, departments and teams; and the table of all operations of this slice. */
#include "people/people_ops.h"

enum {
    PAGE_MAX = 100,
    WORDS_MAX = 80,
    CODE_MAX = 80,
    MAIL_MAX = 254,
    NAME_MAX_SIGNS = 120,
    NEXT_MAX = 2000,
    SHORT_MAX = 12,
    HEADCOUNT_MAX = 1000000
};

/* ---- how they look in a model ---- */
static void part_of(Model *m, NameId name, Str code, Str shown) {
    Model *part = model_add(m, name, MODEL_OBJECT);
    model_text(part, "code", code);
    model_text(part, "name", shown);
}

static void person_fields(Model *m, const Person *p, const Team *team) {
    model_text(m, "id", p->id);
    model_text(m, "name", p->name);
    if (p->job.n)
        model_text(m, "job", p->job);
    else
        model_null(m, "job");
    part_of(m, NAME("department"), p->department_code, p->department_name);
    if (team)
        part_of(m, NAME("team"), team->code, team->name);
    else
        model_null(m, "team");
    model_word(m, "side", "people.side.", side_code(p->side));
}

Err *person_put(Ctx *cx, const Person *person, Model *m) {
    Team team;
    if (person->team_id.n) TRY(team_load(cx, person->team_id, &team));
    person_fields(m, person, person->team_id.n ? &team : NULL);
    model_text(m, "mail", person->mail);
    model_word(m, "lang", "people.lang.", lang_code(person->lang));
    model_flag(m, "is_active", person->is_active);
    return NULL;
}

Err *roles_put(Ctx *cx, Str person_id, Model *list) {
    Role *roles;
    ptrdiff_t n;
    TRY(roles_list(cx, person_id, &roles, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        const Role *r = &roles[i];
        Model *m = model_item(list);
        bool is_deputy = str_eq(r->kind, S("deputy"));
        model_text(m, "person_id", r->person_id);
        model_word(m, "role", "people.role.", role_code(r->role));
        model_word(m, "kind", "people.kind.", r->kind);
        model_text(m, "scope", r->scope_code);
        if (r->role == IS_CHECKER)
            model_word(m, "scope_name", "people.check.", r->scope);
        else
            model_text(m, "scope_name", r->scope_name);
        model_say(m, "says",
                  str_fmt(cx->a, "people.says.%.*s%s", STR_ARG(role_code(r->role)),
                          is_deputy ? ".deputy" : ""));
    }
    return NULL;
}

Err *scopes_put(Ctx *cx, Model *list) {
    Department *departments;
    Team *teams;
    ptrdiff_t n;
    TRY(departments_list(cx, &departments, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *m = model_item(list);
        model_text(m, "code", departments[i].code);
        model_text(m, "name", departments[i].name);
    }
    TRY(teams_list(cx, &teams, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *m = model_item(list);
        model_text(m, "code", teams[i].code);
        model_text(m, "name", teams[i].name);
    }
    static const char *const checks[] = {"security", "privacy"};
    for (ptrdiff_t i = 0; i < COUNT(checks); i++) {
        Model *m = model_item(list);
        model_text(m, "code", str_of(checks[i]));
        model_word(m, "name", "people.check.", str_of(checks[i]));
    }
    return NULL;
}

Err *password_check(Ctx *cx, const char *field, Str password, Str name, Str mail) {
    Organisation organisation;
    TRY(people_organisation(cx, &organisation));
    Str context[] = {name, mail, organisation.name, organisation.name_en};
    const char *fault = password_fault(cx->a, password, context, COUNT(context));
    if (!fault) return NULL;
    Err *e = err_new(cx->a, ERR_INVALID, str_of(field), str_of(fault), __FILE__);
    return err_int(cx->a, e, str_signs(password) > PASSWORD_MAX ? PASSWORD_MAX : PASSWORD_MIN);
}

/* ---- who is who ---- */
static void role_words(Model *m, const Role *roles, ptrdiff_t n, Str person_id) {
    Model *list = model_list(m, "roles");
    Standing last = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!str_eq(roles[i].person_id, person_id) || roles[i].role == last) continue;
        model_word(model_item(list), "role", "people.role.", role_code(roles[i].role));
        last = roles[i].role;
    }
}

static const Team *team_in(const Team *teams, ptrdiff_t n, Str id) {
    for (ptrdiff_t i = 0; i < n; i++)
        if (id.n && str_eq(teams[i].id, id)) return &teams[i];
    return NULL;
}

static Err *department_choices(Ctx *cx, Str chosen, Model *list) {
    Department *departments;
    ptrdiff_t n;
    TRY(departments_list(cx, &departments, &n));
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *m = model_item(list);
        model_text(m, "code", departments[i].code);
        model_text(m, "name", departments[i].name);
        model_flag(m, "is_chosen", str_eq(departments[i].code, chosen));
    }
    return NULL;
}

static Err *people_list(Ctx *cx, const In *in, Model *ret_model) {
    Person *people;
    Team *teams;
    Role *roles;
    ptrdiff_t n, teams_n, roles_n;
    Str department = in_text(in, "department"), words = in_text(in, "words");
    TRY(people_page(cx, department, words, in_text(in, "after"), PAGE_MAX + 1, &people, &n));
    TRY(teams_list(cx, &teams, &teams_n));
    TRY(roles_list(cx, S(""), &roles, &roles_n));
    bool has_more = n > PAGE_MAX;
    n = has_more ? PAGE_MAX : n;
    Model *list = model_list(ret_model, "people");
    for (ptrdiff_t i = 0; i < n; i++) {
        Model *m = model_item(list);
        person_fields(m, &people[i], team_in(teams, teams_n, people[i].team_id));
        role_words(m, roles, roles_n, people[i].id);
    }
    TRY(department_choices(cx, department, model_list(ret_model, "departments")));
    model_text(ret_model, "words", words);
    model_text(ret_model, "department", department);
    if (has_more)
        model_text(ret_model, "next", people[n - 1].id);
    else
        model_null(ret_model, "next");
    model_flag(ret_model, "is_empty", n == 0);
    model_flag(ret_model, "may_manage", (cx->standing & IS_ADMIN) != 0);
    return NULL;
}

static Err *person_subject(Ctx *cx, const In *in) {
    Person *person = NEW(cx->a, Person);
    TRY(person_load(cx, in_text(in, "id"), person));
    cx->subject = person;
    return NULL;
}

static Err *person_show(Ctx *cx, const In *in, Model *ret_model) {
    const Person *person = cx->subject;
    (void)in;
    TRY(person_put(cx, person, ret_model));
    TRY(roles_put(cx, person->id, model_list(ret_model, "roles")));
    bool may_manage = (cx->standing & IS_ADMIN) && person->is_active;
    model_flag(ret_model, "may_manage", may_manage);
    model_flag(ret_model, "may_give",
               may_manage && !(cx->actor && str_eq(cx->actor->id, person->id)));
    Model *scopes = model_list(ret_model, "scopes");
    return may_manage ? scopes_put(cx, scopes) : NULL;
}

/* ---- departments and teams ---- */
static Err *department_list(Ctx *cx, const In *in, Model *ret_model) {
    Department *departments;
    Team *teams;
    ptrdiff_t n, teams_n;
    (void)in;
    TRY(departments_list(cx, &departments, &n));
    TRY(teams_list(cx, &teams, &teams_n));
    model_flag(ret_model, "may_manage", (cx->standing & IS_ADMIN) != 0);
    Model *list = model_list(ret_model, "departments");
    for (ptrdiff_t i = 0; i < n; i++) {
        const Department *d = &departments[i];
        Model *m = model_item(list);
        model_text(m, "id", d->id);
        model_text(m, "code", d->code);
        model_text(m, "name", d->name);
        model_word(m, "side", "people.side.", side_code(d->side));
        model_int(m, "headcount", d->headcount);
        Model *own = model_list(m, "teams");
        for (ptrdiff_t k = 0; k < teams_n; k++)
            if (str_eq(teams[k].department_id, d->id))
                model_text(model_item(own), "name", teams[k].name);
    }
    return NULL;
}

static void person_or_null(Model *m, NameId name, const Person *person) {
    if (person->id.n)
        model_put_text(m, name, person->name);
    else
        model_add(m, name, MODEL_NULL);
}

static Err *team_list(Ctx *cx, const In *in, Model *ret_model) {
    Team *teams;
    ptrdiff_t n;
    (void)in;
    TRY(teams_list(cx, &teams, &n));
    model_flag(ret_model, "may_manage", (cx->standing & IS_ADMIN) != 0);
    Model *list = model_list(ret_model, "teams");
    for (ptrdiff_t i = 0; i < n; i++) {
        Person first, deputy;
        Model *m = model_item(list);
        TRY(queue_decider(cx, teams[i].id, &first, &deputy));
        model_text(m, "id", teams[i].id);
        model_text(m, "code", teams[i].code);
        model_text(m, "name", teams[i].name);
        model_int(m, "headcount", teams[i].headcount);
        person_or_null(m, NAME("decider"), &first);
        person_or_null(m, NAME("deputy"), &deputy);
    }
    return NULL;
}

/* ---- the table ---- */
#define ROLE_CHOICES "owner adviser lead maker decider checker guide council admin"
static const Op ops[] = {
    OP("session.form", "GET /sign-in", IS_ANYONE, NO_SUBJECT, session_form,
       .page = "people/sign_in", .is_public_page = true,
       PARAMS({"next", PARAM_LINE, .max = NEXT_MAX})),
    OP("session.create", "POST /sign-in", IS_ANYONE, NO_SUBJECT, session_create, .writes = true,
       .prepare = session_create_prepare, .form = "session.form", .then = "{next}",
       PARAMS({"mail", PARAM_LINE, .required = true, .max = MAIL_MAX},
              {"password", PARAM_SECRET, .required = true, .max = PASSWORD_MAX},
              {"next", PARAM_LINE, .max = NEXT_MAX})),
    OP("session.end", "POST /sign-out", IS_MEMBER, NO_SUBJECT, session_end, .writes = true,
       .then = "/sign-in", .done = "people.signed_out"),
    OP("session.list", "GET /me/sessions", IS_MEMBER, NO_SUBJECT, session_list,
       .page = "people/sessions"),
    OP("session.end_one", "POST /me/sessions/{id}/end", IS_SELF, session_own, session_end_one,
       .writes = true, .form = "session.list", .then = "/me/sessions",
       .done = "people.session_ended", PARAMS({"id", PARAM_ID, .required = true})),
    OP("me.show", "GET /me", IS_MEMBER, NO_SUBJECT, me_show, .page = "people/me"),
    OP("me.language", "POST /me/language", IS_MEMBER, NO_SUBJECT, me_language, .writes = true,
       .form = "me.show", .then = "/me", .done = "people.language_done",
       PARAMS({"lang", PARAM_CHOICE, .required = true, .choices = "nl en"})),
    OP("me.password_form", "GET /me/password", IS_MEMBER, NO_SUBJECT, me_password_form,
       .page = "people/password"),
    OP("me.password", "POST /me/password", IS_MEMBER, NO_SUBJECT, me_password, .writes = true,
       .prepare = me_password_prepare, .form = "me.password_form", .then = "/me",
       .done = "people.password_done",
       PARAMS({"password_now", PARAM_SECRET, .required = true, .max = PASSWORD_MAX},
              {"password_new", PARAM_SECRET, .required = true, .max = PASSWORD_MAX})),
    OP("people.list", "GET /people", IS_MEMBER | IS_ADMIN, NO_SUBJECT, people_list,
       .page = "people/list",
       PARAMS({"words", PARAM_LINE, .max = WORDS_MAX}, {"department", PARAM_LINE, .max = CODE_MAX},
              {"after", PARAM_ID})),
    OP("person.form", "GET /people/new", IS_ADMIN, NO_SUBJECT, person_form, .page = "people/new"),
    OP("person.add", "POST /people", IS_ADMIN, NO_SUBJECT, person_add, .writes = true,
       .prepare = person_add_prepare, .form = "person.form", .then = "/people/{id}",
       .done = "people.added",
       PARAMS({"name", PARAM_LINE, .required = true, .min = 2, .max = NAME_MAX_SIGNS},
              {"mail", PARAM_LINE, .required = true, .max = MAIL_MAX},
              {"department", PARAM_LINE, .required = true, .max = CODE_MAX},
              {"team", PARAM_LINE, .max = CODE_MAX}, {"job", PARAM_LINE, .max = NAME_MAX_SIGNS},
              {"lang", PARAM_CHOICE, .choices = "nl en"}, {"hybrid", PARAM_FLAG},
              {"password", PARAM_SECRET, .max = PASSWORD_MAX})),
    OP("person.show", "GET /people/{id}", IS_MEMBER | IS_ADMIN, person_subject, person_show,
       .page = "people/show", PARAMS({"id", PARAM_ID, .required = true})),
    OP("person.leave", "POST /people/{id}/leave", IS_ADMIN, person_subject, person_leave,
       .writes = true, .form = "person.show", .then = "/people/{id}", .done = "people.left",
       PARAMS({"id", PARAM_ID, .required = true})),
    OP("role.give", "POST /people/{id}/roles", IS_ADMIN, person_subject, role_give, .writes = true,
       .form = "person.show", .then = "/people/{id}", .done = "people.role_given",
       PARAMS({"id", PARAM_ID, .required = true},
              {"role", PARAM_CHOICE, .required = true, .choices = ROLE_CHOICES},
              {"scope", PARAM_LINE, .max = CODE_MAX},
              {"kind", PARAM_CHOICE, .choices = "first deputy"})),
    OP("role.take", "POST /people/{id}/roles/{role}/remove", IS_ADMIN, person_subject, role_take,
       .writes = true, .form = "person.show", .then = "/people/{id}", .done = "people.role_taken",
       PARAMS({"id", PARAM_ID, .required = true},
              {"role", PARAM_CHOICE, .required = true, .choices = ROLE_CHOICES},
              {"scope", PARAM_LINE, .max = CODE_MAX})),
    OP("department.list", "GET /departments", IS_MEMBER | IS_ADMIN, NO_SUBJECT, department_list,
       .page = "people/departments"),
    OP("team.list", "GET /teams", IS_MEMBER | IS_ADMIN, NO_SUBJECT, team_list,
       .page = "people/teams"),
    OP("department.add", "POST /departments", IS_ADMIN, NO_SUBJECT, department_add, .writes = true,
       .form = "department.list", .then = "/departments", .done = "people.department_added",
       PARAMS({"code", PARAM_LINE, .required = true, .max = SHORT_MAX},
              {"name", PARAM_LINE, .required = true, .max = CODE_MAX},
              {"name_en", PARAM_LINE, .max = CODE_MAX},
              {"side", PARAM_CHOICE, .required = true, .choices = "business it both"},
              {"headcount", PARAM_INT, .required = true, .min = 1, .max = HEADCOUNT_MAX})),
    OP("team.add", "POST /teams", IS_ADMIN, NO_SUBJECT, team_add, .writes = true,
       .form = "team.list", .then = "/teams", .done = "people.team_added",
       PARAMS({"code", PARAM_LINE, .required = true, .max = SHORT_MAX},
              {"name", PARAM_LINE, .required = true, .max = CODE_MAX},
              {"name_en", PARAM_LINE, .max = CODE_MAX},
              {"department", PARAM_LINE, .required = true, .max = CODE_MAX},
              {"headcount", PARAM_INT, .required = true, .min = 1, .max = HEADCOUNT_MAX})),
    OP("organisation.show", "GET /organisation", IS_MEMBER | IS_ADMIN, NO_SUBJECT,
       organisation_show, .page = "people/organisation"),
    OP("organisation.describe", "POST /organisation", IS_ADMIN, NO_SUBJECT, organisation_describe,
       .writes = true, .form = "organisation.show", .then = "/organisation",
       .done = "people.organisation_done",
       PARAMS({"name", PARAM_LINE, .required = true, .max = NAME_MAX_SIGNS},
              {"name_en", PARAM_LINE, .max = NAME_MAX_SIGNS}, {"address", PARAM_LINE},
              {"council", PARAM_CHOICE, .required = true, .choices = "unasked agreed none"},
              {"council_on", PARAM_DATE})),
    {0},
};

enum { FLUSH_EVERY_MS = 60 * 1000, SWEEP_EVERY_MS = 3600 * 1000 };
static const JobKind jobs[] = {
    {"people.seen", FLUSH_EVERY_MS, sessions_seen_flush},
    {"people.sweep", SWEEP_EVERY_MS, sessions_sweep},
    {0},
};

const Slice people_slice = {
    .name = "people",
    .ops = ops,
    .jobs = jobs,
    .identify = session_identify,
    .identify_mail = mail_identify,
    .demo = demo_people_load,
};
