// SPDX-License-Identifier: EUPL-1.2
/* session_ops - signing in and out, one's own sessions, language and password.
 *
 * Signing in and out is not in the journal: a list of when people came and went would be a measure
 * of persons (DESIGN.md section 4.1). Everybody sees their own sessions, nobody sees another's. */
#include "people/people_ops.h"
#include "people/password_hash.h"

/* ---- guesses ---- */
static Err *slow_down(Ctx *cx, Str account) {
    Ms wait;
    TRY(tries_wait(cx, account, &wait));
    if (wait == 0) return NULL;
    int64_t seconds = (wait + 999) / 1000;
    if (seconds < 120)
        return err_int(cx->a, FAIL(cx->a, ERR_SLOW_DOWN, "", "people.slow_seconds"), seconds);
    return err_int(cx->a, FAIL(cx->a, ERR_SLOW_DOWN, "", "people.slow_minutes"),
                   (seconds + 59) / 60);
}

/* The count of wrong tries is kept although the operation fails. */
static Err *wrong(Ctx *cx, Str account, Err *e) {
    TRY(tries_note(cx, account, false));
    e->keep = true;
    return e;
}

/* ---- signing in ---- */
Err *session_form(Ctx *cx, const In *in, Model *ret_model) {
    Organisation organisation;
    TRY(people_organisation(cx, &organisation));
    model_text(ret_model, "organisation", organisation.name);
    Model *form = model_part(ret_model, "form");
    model_text(form, "next", next_page(in_text(in, "next")));
    return NULL;
}

typedef struct {
    bool is_right;
    Str person_id, hash;
    Str hash_new; /* empty: the stored one is still of today's cost */
} Credential;

/* The one slow part, in a slow thread. Whoever is asked for, Argon2id runs exactly once for a wrong
 * password, so neither the answer nor its work tells which addresses exist. */
Err *session_create_prepare(Ctx *cx, const In *in) {
    Credential *c = NEW(cx->a, Credential);
    Str password = in_text(in, "password");
    TRY(slow_down(cx, in_text(in, "mail")));
    TRY(password_by_mail(cx, in_text(in, "mail"), &c->person_id, &c->hash));
    TRY(password_is(cx->a, c->hash, password, &c->is_right));
    if (c->is_right && password_is_old(cx->a, c->hash))
        TRY(password_hash(cx->a, password, &c->hash_new));
    cx->prepared = c;
    return NULL;
}

Err *session_create(Ctx *cx, const In *in, Model *ret_model) {
    const Credential *c = cx->prepared;
    Str mail = in_text(in, "mail"), hash_now;
    Person person;
    TRY(slow_down(cx, mail)); /* again: others guessed while this one was being computed */
    TRY(password_of(cx, c->person_id, &hash_now));
    if (!c->is_right || !str_eq(c->hash, hash_now))
        return wrong(cx, mail, FAIL(cx->a, ERR_INVALID, "password", "people.wrong"));
    TRY(person_load(cx, c->person_id, &person));
    TRY(tries_note(cx, mail, true));
    if (c->hash_new.n) TRY(password_save(cx, c->person_id, c->hash_new));
    if (cx->session.n) TRY(session_end_token(cx, cx->session));
    TRY(session_insert(cx, c->person_id, &cx->new_session));
    model_text(ret_model, "name", person.name);
    model_text(ret_model, "next", next_page(in_text(in, "next")));
    return NULL;
}

Err *session_end(Ctx *cx, const In *in, Model *ret_model) {
    (void)in;
    if (cx->session.n) TRY(session_end_token(cx, cx->session));
    cx->ends_session = true;
    model_flag(ret_model, "is_signed_in", false);
    return NULL;
}

/* ---- one's own sessions ---- */
Err *session_list(Ctx *cx, const In *in, Model *ret_model) {
    Session *sessions;
    ptrdiff_t n;
    (void)in;
    TRY(sessions_of(cx, cx->actor->id, &sessions, &n));
    Model *list = model_list(ret_model, "sessions");
    for (ptrdiff_t i = 0; i < n; i++) {
        const Session *s = &sessions[i];
        bool is_this = str_eq(s->token_hash, cx->session);
        Model *m = model_item(list);
        model_text(m, "id", s->id);
        model_flag(m, "is_this", is_this);
        model_word(m, "browser", "people.browser.", agent_browser(s->agent));
        model_word(m, "system", "people.system.", agent_system(s->agent));
        model_time(m, "since", s->since_ms);
        model_time(m, "seen", is_this ? cx->now_ms : s->seen_ms);
    }
    return NULL;
}

Err *session_own(Ctx *cx, const In *in) {
    Session *session = NEW(cx->a, Session);
    TRY(session_load_own(cx, in_text(in, "id"), session));
    cx->subject = session;
    cx->standing |= IS_SELF;
    return NULL;
}

Err *session_end_one(Ctx *cx, const In *in, Model *ret_model) {
    const Session *session = cx->subject;
    (void)in;
    TRY(session_end_id(cx, session->id, cx->actor->id));
    cx->ends_session = cx->session.n && str_eq(session->token_hash, cx->session);
    model_text(ret_model, "id", session->id);
    model_flag(ret_model, "is_this", cx->ends_session);
    return NULL;
}

/* ---- one's own page ---- */
Err *me_show(Ctx *cx, const In *in, Model *ret_model) {
    Person person;
    (void)in;
    TRY(person_load(cx, cx->actor->id, &person));
    TRY(person_put(cx, &person, ret_model));
    TRY(roles_put(cx, person.id, model_list(ret_model, "roles")));
    Model *form = model_part(ret_model, "form");
    model_text(form, "lang", lang_code(person.lang));
    return NULL;
}

Err *me_language(Ctx *cx, const In *in, Model *ret_model) {
    Lang lang = lang_of(in_text(in, "lang"));
    TRY(person_put_lang(cx, cx->actor->id, lang));
    cx->lang = lang; /* the next page already speaks it */
    model_word(ret_model, "lang", "people.lang.", lang_code(lang));
    return NULL;
}

/* ---- one's own password ---- */
Err *me_password_form(Ctx *cx, const In *in, Model *ret_model) {
    (void)in;
    model_text(ret_model, "mail", cx->actor->mail);
    model_int(ret_model, "least", PASSWORD_MIN);
    return NULL;
}

Err *me_password_prepare(Ctx *cx, const In *in) {
    Credential *c = NEW(cx->a, Credential);
    const Actor *who = cx->actor;
    Str password = in_text(in, "password_new");
    TRY(slow_down(cx, who->mail));
    TRY(password_check(cx, "password_new", password, who->name, who->mail));
    TRY(password_of(cx, who->id, &c->hash));
    TRY(password_is(cx->a, c->hash, in_text(in, "password_now"), &c->is_right));
    if (c->is_right) TRY(password_hash(cx->a, password, &c->hash_new));
    cx->prepared = c;
    return NULL;
}

/* Whoever had the old password is out: every session ends, this browser gets a new one. */
Err *me_password(Ctx *cx, const In *in, Model *ret_model) {
    const Credential *c = cx->prepared;
    const Actor *who = cx->actor;
    Str hash_now;
    (void)in;
    TRY(slow_down(cx, who->mail));
    TRY(password_of(cx, who->id, &hash_now));
    if (!c->is_right || !str_eq(c->hash, hash_now))
        return wrong(cx, who->mail,
                     FAIL(cx->a, ERR_INVALID, "password_now", "people.password_now_wrong"));
    TRY(tries_note(cx, who->mail, true));
    TRY(password_save(cx, who->id, c->hash_new));
    TRY(sessions_end(cx, who->id));
    if (cx->session.n) TRY(session_insert(cx, who->id, &cx->new_session));
    TRY(journal_add(cx, "me.password", "person", who->id));
    model_flag(ret_model, "is_changed", true);
    return NULL;
}
