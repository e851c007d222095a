// SPDX-License-Identifier: EUPL-1.2
/* organisation_ops - the organisation itself, its departments and teams: setting them up. */
#include "people/people_ops.h"

Err *organisation_show(Ctx *cx, const In *in, Model *ret_model) {
    Organisation o;
    (void)in;
    TRY(people_organisation(cx, &o));
    model_text(ret_model, "name", o.name);
    model_text(ret_model, "name_en", o.name_en);
    model_text(ret_model, "zone", o.zone);
    model_text(ret_model, "address", o.address);
    model_word(ret_model, "council", "people.council.", o.council);
    model_day(ret_model, "council_on", o.council_on);
    model_flag(ret_model, "may_manage", (cx->standing & IS_ADMIN) != 0);
    Model *form = model_part(ret_model, "form");
    model_text(form, "name", o.name_nl);
    model_text(form, "name_en", o.name_en);
    model_text(form, "address", o.address);
    model_text(form, "council", o.council);
    model_day(form, "council_on", o.council_on);
    return NULL;
}

/* Measures stay off until this says "agreed" or "none" (DESIGN.md section 4.1), so who said so and
 * when is in the journal. */
Err *organisation_describe(Ctx *cx, const In *in, Model *ret_model) {
    Organisation o;
    TRY(people_organisation(cx, &o));
    o.name = o.name_nl = in_text(in, "name");
    o.name_en = in_text(in, "name_en").n ? in_text(in, "name_en") : o.name;
    o.address = in_text(in, "address");
    o.council = in_text(in, "council");
    o.council_on = in_day(in, "council_on");
    bool is_agreed = str_eq(o.council, S("agreed"));
    if (is_agreed && o.council_on == DAY_NONE)
        return FAIL(cx->a, ERR_INVALID, "council_on", "people.council_when");
    if (is_agreed && o.council_on > cx->today)
        return FAIL(cx->a, ERR_INVALID, "council_on", "people.council_later");
    if (!is_agreed) o.council_on = DAY_NONE;
    TRY(organisation_save(cx, &o));
    TRY(journal_add(cx, "organisation.describe", "organisation", S("1"),
                    FACT("council", o.council)));
    model_text(ret_model, "name", o.name);
    model_word(ret_model, "council", "people.council.", o.council);
    model_day(ret_model, "council_on", o.council_on);
    return NULL;
}

Err *department_add(Ctx *cx, const In *in, Model *ret_model) {
    Department d = {.id = id_new(cx->a, cx->now_ms),
                    .code = in_text(in, "code"),
                    .name = in_text(in, "name"),
                    .name_en =
                        in_text(in, "name_en").n ? in_text(in, "name_en") : in_text(in, "name"),
                    .side = side_from_code(in_text(in, "side")),
                    .headcount = in_int(in, "headcount")};
    TRY(department_insert(cx, &d));
    TRY(journal_add(cx, "department.add", "department", d.id, FACT("code", d.code)));
    model_text(ret_model, "id", d.id);
    model_text(ret_model, "code", d.code);
    model_text(ret_model, "name", d.name);
    return NULL;
}

Err *team_add(Ctx *cx, const In *in, Model *ret_model) {
    Department department;
    Err *e = department_by_code(cx, in_text(in, "department"), &department);
    if (e && e->kind == ERR_NOT_FOUND)
        e->kind = ERR_INVALID; /* a fault of the form, not a missing page */
    TRY(e);
    Team t = {.id = id_new(cx->a, cx->now_ms),
              .code = in_text(in, "code"),
              .name = in_text(in, "name"),
              .name_en = in_text(in, "name_en").n ? in_text(in, "name_en") : in_text(in, "name"),
              .department_id = department.id,
              .headcount = in_int(in, "headcount")};
    TRY(team_insert(cx, &t));
    TRY(journal_add(cx, "team.add", "team", t.id, FACT("code", t.code)));
    model_text(ret_model, "id", t.id);
    model_text(ret_model, "code", t.code);
    model_text(ret_model, "name", t.name);
    return NULL;
}
