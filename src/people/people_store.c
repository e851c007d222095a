// SPDX-License-Identifier: EUPL-1.2
/* people_store - the organisation, its departments, teams, people and roles. */
#include "people/people_store.h"
#include "db/db.h"
#include "people_sql.h"
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 500, ROLES_MAX = 5000 };

/* A list that grows by doubling: most are a handful, some are hundreds. */
static void *list_room(Arena *a, void *list, ptrdiff_t n, ptrdiff_t size) {
    if (n > 0 && (n & (n - 1)) != 0) return list; /* only at 0, 1, 2, 4, 8 … is it full */
    void *larger = arena_alloc(a, size, n ? n * 2 : 1);
    if (n) memcpy(larger, list, (size_t)(n * size));
    return larger;
}
#define LIST_ROOM(a, list, n) ((list) = list_room((a), (list), (n), (ptrdiff_t)sizeof *(list)))

static Str in_lang(const Ctx *cx, Str nl, Str en) { return cx->lang == LANG_EN && en.n ? en : nl; }

Str mail_fold(Arena *a, Str mail) { return str_lower(a, str_trim_unicode(mail)); }

/* ---- organisation ---- */
Err *people_organisation(Ctx *cx, Organisation *ret_organisation) {
    Rows *rows;
    bool found;
    Organisation o = {
        .zone = S("Europe/Amsterdam"), .council = S("unasked"), .council_on = DAY_NONE};
    TRY(db_one(cx->db, cx->a, &sql_people_organisation, &rows, &found));
    if (found) {
        o.name_en = row_text(rows, 1);
        o.name_nl = row_text(rows, 0);
        o.name = in_lang(cx, o.name_nl, o.name_en);
        o.zone = row_text(rows, 2);
        o.address = row_text(rows, 3);
        o.council = row_text(rows, 4);
        if (!row_is_null(rows, 5)) o.council_on = (Day)row_int(rows, 5);
    }
    *ret_organisation = o;
    return NULL;
}

Err *organisation_save(Ctx *cx, const Organisation *o) {
    DbArg on = o->council_on == DAY_NONE ? (DbArg){.kind = DB_NULL} : N(o->council_on);
    return db_exec(cx->db, cx->a, &sql_people_organisation_put, NULL, T(o->name_nl), T(o->name_en),
                   T(o->zone), T(o->address), T(o->council), on);
}

/* ---- departments and teams: the same six columns but the fifth ---- */
static Department department_read(const Ctx *cx, Rows *rows) {
    Department d = {
        .id = row_text(rows, 0), .code = row_text(rows, 1), .name_en = row_text(rows, 3)};
    d.name = in_lang(cx, row_text(rows, 2), d.name_en);
    d.side = (Side)row_int(rows, 4);
    d.headcount = row_int(rows, 5);
    return d;
}

static Team team_read(const Ctx *cx, Rows *rows) {
    Team t = {.id = row_text(rows, 0), .code = row_text(rows, 1), .name_en = row_text(rows, 3)};
    t.name = in_lang(cx, row_text(rows, 2), t.name_en);
    t.department_id = row_text(rows, 4);
    t.headcount = row_int(rows, 5);
    return t;
}

static Err *department_one(Ctx *cx, const Sql *sql, Str key, Department *ret_department) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, sql, &rows, &found, T(key)));
    if (!found)
        return err_arg(cx->a, FAIL(cx->a, ERR_NOT_FOUND, "department", "people.no_department"),
                       key);
    *ret_department = department_read(cx, rows);
    return NULL;
}
Err *department_load(Ctx *cx, Str id, Department *ret_department) {
    return department_one(cx, &sql_people_department, id, ret_department);
}
Err *department_by_code(Ctx *cx, Str code, Department *ret_department) {
    return department_one(cx, &sql_people_department_by_code, code, ret_department);
}

static Err *team_one(Ctx *cx, const Sql *sql, Str key, Team *ret_team) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, sql, &rows, &found, T(key)));
    if (!found) return err_arg(cx->a, FAIL(cx->a, ERR_NOT_FOUND, "team", "people.no_team"), key);
    *ret_team = team_read(cx, rows);
    return NULL;
}
Err *team_load(Ctx *cx, Str id, Team *ret_team) {
    return team_one(cx, &sql_people_team, id, ret_team);
}
Err *team_by_code(Ctx *cx, Str code, Team *ret_team) {
    return team_one(cx, &sql_people_team_by_code, code, ret_team);
}

/* A page asks for these lists several times: for names, for choices, for scopes. They are read once
 * per call, until the call itself adds to them. */
typedef struct {
    Lang lang;
    Department *departments;
    Team *teams;
    ptrdiff_t departments_n, teams_n;
    bool has_departments, has_teams;
} Places;

static Places *places_of(Ctx *cx) {
    Places *kept = cx->places;
    if (!kept || kept->lang != cx->lang) {
        cx->places = kept = NEW(cx->a, Places);
        kept->lang = cx->lang;
    }
    return kept;
}

/* Ordered here, so that both engines give one order and the database need not sort. */
static int name_order(Str x_name, Str x_id, Str y_name, Str y_id) {
    int by_name = str_order(x_name, y_name);
    return by_name ? by_name : str_order(x_id, y_id);
}
static int department_order(const void *x, const void *y) {
    const Department *p = x, *q = y;
    return name_order(p->name, p->id, q->name, q->id);
}
static int team_order(const void *x, const void *y) {
    const Team *p = x, *q = y;
    return name_order(p->name, p->id, q->name, q->id);
}

static Err *departments_read(Ctx *cx, Places *kept) {
    Rows *rows;
    bool more;
    ptrdiff_t n = 0;
    Department *list = NULL;
    TRY(db_query(cx->db, cx->a, &sql_people_departments, &rows));
    for (;;) {
        TRY(rows_next(rows, &more));
        if (!more || n == LIST_MAX) break;
        LIST_ROOM(cx->a, list, n);
        list[n++] = department_read(cx, rows);
    }
    rows_close(rows);
    if (n) qsort(list, (size_t)n, sizeof *list, department_order);
    kept->departments = list;
    kept->departments_n = n;
    kept->has_departments = true;
    return NULL;
}

static Err *teams_read(Ctx *cx, Places *kept) {
    Rows *rows;
    bool more;
    ptrdiff_t n = 0;
    Team *list = NULL;
    TRY(db_query(cx->db, cx->a, &sql_people_teams, &rows));
    for (;;) {
        TRY(rows_next(rows, &more));
        if (!more || n == LIST_MAX) break;
        LIST_ROOM(cx->a, list, n);
        list[n++] = team_read(cx, rows);
    }
    rows_close(rows);
    if (n) qsort(list, (size_t)n, sizeof *list, team_order);
    kept->teams = list;
    kept->teams_n = n;
    kept->has_teams = true;
    return NULL;
}

Err *departments_list(Ctx *cx, Department **ret_departments, ptrdiff_t *ret_n) {
    Places *kept = places_of(cx);
    if (!kept->has_departments) TRY(departments_read(cx, kept));
    *ret_departments = kept->departments;
    *ret_n = kept->departments_n;
    return NULL;
}

Err *teams_list(Ctx *cx, Team **ret_teams, ptrdiff_t *ret_n) {
    Places *kept = places_of(cx);
    if (!kept->has_teams) TRY(teams_read(cx, kept));
    *ret_teams = kept->teams;
    *ret_n = kept->teams_n;
    return NULL;
}

static Err *code_taken(Ctx *cx, Err *e) {
    if (!e || e->kind != ERR_CONFLICT) return e;
    return FAIL(cx->a, ERR_CONFLICT, "code", "people.code_taken");
}
Err *department_insert(Ctx *cx, const Department *d) {
    cx->places = NULL;
    return code_taken(cx,
                      db_exec(cx->db, cx->a, &sql_people_department_insert, NULL, T(d->id),
                              T(d->code), T(d->name), T(d->name_en), N(d->side), N(d->headcount)));
}
Err *team_insert(Ctx *cx, const Team *t) {
    cx->places = NULL;
    return code_taken(cx,
                      db_exec(cx->db, cx->a, &sql_people_team_insert, NULL, T(t->id), T(t->code),
                              T(t->name), T(t->name_en), T(t->department_id), N(t->headcount)));
}

/* ---- people ---- */
static Person person_read(const Ctx *cx, Rows *rows) {
    Person p = {.id = row_text(rows, 0), .name = row_text(rows, 1), .mail = row_text(rows, 2)};
    p.job = in_lang(cx, row_text(rows, 3), row_text(rows, 4));
    p.department_id = row_text(rows, 5);
    p.department_code = row_text(rows, 6);
    p.department_name = in_lang(cx, row_text(rows, 7), row_text(rows, 8));
    p.team_id = row_text(rows, 9);
    p.side = (Side)row_int(rows, 10);
    p.lang = lang_of(row_text(rows, 11));
    p.is_active = row_int(rows, 12) != 0;
    return p;
}

static Err *people_read(Ctx *cx, Rows *rows, ptrdiff_t max, Person **ret_people, ptrdiff_t *ret_n) {
    bool more;
    ptrdiff_t n = 0;
    Person *list = NULL;
    for (;;) {
        TRY(rows_next(rows, &more));
        if (!more || n == max) break;
        LIST_ROOM(cx->a, list, n);
        list[n++] = person_read(cx, rows);
    }
    *ret_people = list;
    *ret_n = n;
    return NULL;
}

Err *person_load(Ctx *cx, Str id, Person *ret_person) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_person, &rows, &found, T(id)));
    if (!found) return FAIL(cx->a, ERR_NOT_FOUND, "person", "people.no_person");
    *ret_person = person_read(cx, rows);
    return NULL;
}

Err *person_find_by_mail(Ctx *cx, Str mail, Person *ret_person) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_person_by_mail, &rows, &found,
               T(mail_fold(cx->a, mail))));
    if (!found) return FAIL(cx->a, ERR_NOT_FOUND, "mail", "people.no_person");
    *ret_person = person_read(cx, rows);
    return NULL;
}

Err *side_of(Ctx *cx, Str person_id, Side *ret_side) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_side, &rows, &found, T(person_id)));
    if (!found) return FAIL(cx->a, ERR_NOT_FOUND, "person", "people.no_person");
    *ret_side = (Side)row_int(rows, 0);
    return NULL;
}

Err *people_of_department(Ctx *cx, Str department_id, Person **ret_people, ptrdiff_t *ret_n) {
    Rows *rows;
    TRY(db_query(cx->db, cx->a, &sql_people_of_department, &rows, T(department_id)));
    return people_read(cx, rows, LIST_MAX, ret_people, ret_n);
}

Err *people_with_role(Ctx *cx, Standing role, Str scope, Person **ret_people, ptrdiff_t *ret_n) {
    Rows *rows;
    TRY(db_query(cx->db, cx->a, &sql_people_with_role, &rows, T(role_code(role)), T(scope)));
    return people_read(cx, rows, LIST_MAX, ret_people, ret_n);
}

Err *queue_decider(Ctx *cx, Str team_id, Person *ret_first, Person *ret_deputy) {
    Rows *rows;
    bool more;
    Person first = {0}, deputy = {0};
    TRY(db_query(cx->db, cx->a, &sql_people_decider, &rows, T(team_id)));
    for (;;) {
        TRY(rows_next(rows, &more));
        if (!more) break;
        if (str_eq(row_text(rows, 13), S("first")))
            first = person_read(cx, rows);
        else
            deputy = person_read(cx, rows);
    }
    *ret_first = first;
    *ret_deputy = deputy;
    return NULL;
}

Err *people_page(Ctx *cx, Str department_code, Str words, Str after_id, ptrdiff_t max,
                 Person **ret_people, ptrdiff_t *ret_n) {
    Rows *rows;
    TRY(db_query(cx->db, cx->a, &sql_people_page, &rows, T(department_code),
                 T(name_pattern(cx->a, words)), T(after_id), N(max)));
    return people_read(cx, rows, max, ret_people, ret_n);
}

Err *person_insert(Ctx *cx, const Person *p, Str job_en) {
    Err *e = db_exec(cx->db, cx->a, &sql_people_person_insert, NULL, T(p->id), T(p->name),
                     T(name_fold(cx->a, p->name)), T(mail_fold(cx->a, p->mail)), T(p->job),
                     T(job_en), T(p->department_id), T_OR_NULL(p->team_id), N(p->side),
                     T(lang_code(p->lang)), N(cx->now_ms));
    if (e && e->kind == ERR_CONFLICT) return FAIL(cx->a, ERR_CONFLICT, "mail", "people.mail_taken");
    return e;
}

Err *person_end(Ctx *cx, Str person_id) {
    int64_t changes;
    TRY(db_exec(cx->db, cx->a, &sql_people_person_leave, &changes, T(person_id), N(cx->now_ms)));
    if (!changes) return FAIL(cx->a, ERR_CONFLICT, "", "people.has_left");
    TRY(db_exec(cx->db, cx->a, &sql_people_roles_delete, NULL, T(person_id)));
    TRY(db_exec(cx->db, cx->a, &sql_people_password_delete, NULL, T(person_id)));
    return sessions_end(cx, person_id);
}

Err *person_put_lang(Ctx *cx, Str person_id, Lang lang) {
    return db_exec(cx->db, cx->a, &sql_people_person_lang, NULL, T(person_id), T(lang_code(lang)));
}

/* ---- roles ---- */
Err *roles_list(Ctx *cx, Str person_id, Role **ret_roles, ptrdiff_t *ret_n) {
    Rows *rows;
    bool more;
    ptrdiff_t n = 0;
    Role *list = NULL;
    TRY(db_query(cx->db, cx->a, &sql_people_roles_with_names, &rows, T(person_id)));
    for (;;) {
        TRY(rows_next(rows, &more));
        if (!more || n == ROLES_MAX) break;
        LIST_ROOM(cx->a, list, n);
        list[n++] = (Role){.person_id = row_text(rows, 0),
                           .role = role_from_code(row_text(rows, 1)),
                           .scope = row_text(rows, 2),
                           .kind = row_text(rows, 3),
                           .scope_code = row_text(rows, 4),
                           .scope_name = in_lang(cx, row_text(rows, 5), row_text(rows, 6))};
    }
    *ret_roles = list;
    *ret_n = n;
    return NULL;
}

/* Looks before it writes: on PostgreSQL a refused insert would end the whole transaction, and the
 * unique rules still stand behind it. */
Err *role_insert(Ctx *cx, const Role *role) {
    Role *held;
    ptrdiff_t n;
    TRY(roles_list(cx, role->person_id, &held, &n));
    for (ptrdiff_t i = 0; i < n; i++)
        if (held[i].role == role->role && str_eq(held[i].scope, role->scope))
            return FAIL(cx->a, ERR_CONFLICT, "role", "people.role_held");
    Err *e = db_exec(cx->db, cx->a, &sql_people_role_insert, NULL, T(role->person_id),
                     T(role_code(role->role)), T(role->scope), T(role->kind));
    if (e && e->kind == ERR_CONFLICT)
        return FAIL(cx->a, ERR_CONFLICT, "role", "people.queue_has_one");
    return e;
}

Err *role_delete(Ctx *cx, const Role *role) {
    int64_t changes;
    TRY(db_exec(cx->db, cx->a, &sql_people_role_delete, &changes, T(role->person_id),
                T(role_code(role->role)), T(role->scope)));
    return changes ? NULL : FAIL(cx->a, ERR_NOT_FOUND, "role", "people.role_not_held");
}

Err *other_admins(Ctx *cx, Str person_id, int64_t *ret_n) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_other_admins, &rows, &found, T(person_id)));
    *ret_n = row_int(rows, 0);
    return NULL;
}

/* ---- passwords ---- */
Err *password_by_mail(Ctx *cx, Str mail, Str *ret_person_id, Str *ret_hash) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_password_by_mail, &rows, &found,
               T(mail_fold(cx->a, mail))));
    *ret_person_id = found ? row_text(rows, 0) : S("");
    *ret_hash = found ? row_text(rows, 1) : S("");
    return NULL;
}

Err *password_of(Ctx *cx, Str person_id, Str *ret_hash) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_password_of, &rows, &found, T(person_id)));
    *ret_hash = found ? row_text(rows, 0) : S("");
    return NULL;
}

Err *password_save(Ctx *cx, Str person_id, Str hash) {
    return db_exec(cx->db, cx->a, &sql_people_password_put, NULL, T(person_id), T(hash),
                   N(cx->now_ms));
}
