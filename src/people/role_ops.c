// SPDX-License-Identifier: EUPL-1.2
/* role_ops - accounts and roles: what an administrator may do. Each step is in the journal. */
#include "people/people_ops.h"
#include "people/password_hash.h"

/* What somebody filled in and is not there is a fault of that field, not a page that is missing. */
static Err *as_fault(Err *e, const char *field) {
    if (!e || e->kind != ERR_NOT_FOUND) return e;
    e->kind = ERR_INVALID;
    e->field = str_of(field);
    return e;
}

static Err *chain(Err *first, Err *then) {
    if (!first) return then;
    Err *last = first;
    while (last->next) last = last->next;
    last->next = then;
    return first;
}

/* ---- adding and leaving ---- */
Err *person_form(Ctx *cx, const In *in, Model *ret_model) {
    Department *departments;
    Team *teams;
    ptrdiff_t n;
    (void)in;
    TRY(departments_list(cx, &departments, &n));
    Model *list = model_list(ret_model, "departments");
    for (ptrdiff_t i = 0; i < n; i++) model_text(model_item(list), "name", departments[i].name);
    TRY(teams_list(cx, &teams, &n));
    list = model_list(ret_model, "teams");
    for (ptrdiff_t i = 0; i < n; i++) model_text(model_item(list), "name", teams[i].name);
    Model *form = model_part(ret_model, "form");
    model_text(form, "lang", lang_code(LANG_NL));
    return NULL;
}

Err *person_add_prepare(Ctx *cx, const In *in) {
    Str password = in_text(in, "password"), *hash = NEW(cx->a, Str);
    if (password.n) {
        TRY(password_check(cx, "password", password, in_text(in, "name"), in_text(in, "mail")));
        TRY(password_hash(cx->a, password, hash));
    }
    cx->prepared = hash;
    return NULL;
}

/* What the form says, with all its faults at once. */
static Err *person_read(Ctx *cx, const In *in, Person *ret_person) {
    Department department = {0};
    Team team = {0};
    Err *faults = NULL;
    Str mail = mail_fold(cx->a, in_text(in, "mail"));
    if (!mail_is_possible(mail)) faults = FAIL(cx->a, ERR_INVALID, "mail", "people.mail_odd");
    faults = chain(faults, as_fault(department_by_code(cx, in_text(in, "department"), &department),
                                    "department"));
    if (in_text(in, "team").n)
        faults = chain(faults, as_fault(team_by_code(cx, in_text(in, "team"), &team), "team"));
    if (!faults && team.id.n && !str_eq(team.department_id, department.id))
        faults = FAIL(cx->a, ERR_INVALID, "team", "people.team_elsewhere");
    if (faults) return faults;
    *ret_person = (Person){.id = id_new(cx->a, cx->now_ms),
                           .name = in_text(in, "name"),
                           .mail = mail,
                           .job = in_text(in, "job"),
                           .department_id = department.id,
                           .department_code = department.code,
                           .department_name = department.name,
                           .team_id = team.id,
                           .side = in_flag(in, "hybrid") ? SIDE_BOTH : department.side,
                           .lang = lang_of(in_text(in, "lang")),
                           .is_active = true};
    return NULL;
}

Err *person_add(Ctx *cx, const In *in, Model *ret_model) {
    const Str *hash = cx->prepared;
    Person person;
    TRY(person_read(cx, in, &person));
    TRY(person_insert(cx, &person, S("")));
    if (hash->n) TRY(password_save(cx, person.id, *hash));
    TRY(journal_add(cx, "person.add", "person", person.id,
                    FACT("department", person.department_code)));
    return person_put(cx, &person, ret_model);
}

static Err *not_the_last_admin(Ctx *cx, Str person_id) {
    Role *roles;
    ptrdiff_t n;
    int64_t others;
    TRY(roles_list(cx, person_id, &roles, &n));
    TRY(other_admins(cx, person_id, &others));
    for (ptrdiff_t i = 0; i < n && others == 0; i++)
        if (roles[i].role == IS_ADMIN) return FAIL(cx->a, ERR_CONFLICT, "", "people.last_admin");
    return NULL;
}

Err *person_leave(Ctx *cx, const In *in, Model *ret_model) {
    const Person *person = cx->subject;
    (void)in;
    TRY(not_the_last_admin(cx, person->id));
    TRY(person_end(cx, person->id));
    TRY(journal_add(cx, "person.leave", "person", person->id));
    model_text(ret_model, "id", person->id);
    model_flag(ret_model, "is_active", false);
    return NULL;
}

/* ---- roles ---- */
/* The role and scope of the form: a department or team by code or name, a checker's word, or none.
 */
static Err *role_read(Ctx *cx, const In *in, Role *ret_role) {
    const Person *person = cx->subject;
    Str scope = in_text(in, "scope");
    Role role = {.person_id = person->id, .role = role_from_code(in_text(in, "role"))};
    char kind = role_scope_kind(role.role);
    Department department;
    Team team;
    if (kind && !scope.n) return FAIL(cx->a, ERR_INVALID, "scope", "people.scope_needed");
    if (!kind && scope.n) return FAIL(cx->a, ERR_INVALID, "scope", "people.scope_none");
    if (kind == 'd') {
        TRY(as_fault(department_by_code(cx, scope, &department), "scope"));
        role.scope = department.id;
        role.scope_code = department.code;
    } else if (kind == 't') {
        TRY(as_fault(team_by_code(cx, scope, &team), "scope"));
        role.scope = team.id;
        role.scope_code = team.code;
    } else if (kind == 'c') {
        if (!str_eq(scope, S("security")) && !str_eq(scope, S("privacy")))
            return FAIL(cx->a, ERR_INVALID, "scope", "people.scope_check");
        role.scope = role.scope_code = scope;
    }
    *ret_role = role;
    return NULL;
}

static void role_shown(Model *m, const Role *role) {
    model_text(m, "id", role->person_id);
    model_word(m, "role", "people.role.", role_code(role->role));
    if (role->scope_code.n)
        model_text(m, "scope", role->scope_code);
    else
        model_null(m, "scope");
}

Err *role_give(Ctx *cx, const In *in, Model *ret_model) {
    const Person *person = cx->subject;
    Role role;
    /* Else who keeps the accounts could read, as guide, what is hidden from them. */
    if (cx->actor && str_eq(cx->actor->id, person->id))
        return FAIL(cx->a, ERR_FORBIDDEN, "role", "people.role_self");
    if (!person->is_active) return FAIL(cx->a, ERR_CONFLICT, "", "people.has_left");
    TRY(role_read(cx, in, &role));
    if (role.role == IS_DECIDER)
        role.kind = in_given(in, "kind") ? in_text(in, "kind") : S("first");
    if (role.role == IS_DECIDER && !role.kind.n) role.kind = S("first");
    TRY(role_insert(cx, &role));
    TRY(journal_add(cx, "role.give", "person", person->id, FACT("role", role_code(role.role)),
                    FACT("scope", role.scope_code), FACT("kind", role.kind)));
    role_shown(ret_model, &role);
    return NULL;
}

Err *role_take(Ctx *cx, const In *in, Model *ret_model) {
    const Person *person = cx->subject;
    Role role;
    TRY(role_read(cx, in, &role));
    if (role.role == IS_ADMIN) TRY(not_the_last_admin(cx, person->id));
    TRY(role_delete(cx, &role));
    TRY(journal_add(cx, "role.take", "person", person->id, FACT("role", role_code(role.role)),
                    FACT("scope", role.scope_code)));
    role_shown(ret_model, &role);
    return NULL;
}
