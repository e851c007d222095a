// SPDX-License-Identifier: EUPL-1.2
/* session_store - who is signed in, and how often somebody guessed wrong. */
#include "people/people_store.h"
#include "db/db.h"
#include "people_sql.h"
#include <pthread.h>
#include <string.h>

enum { ROLES_OF_ONE_MAX = 64, SESSIONS_SHOWN_MAX = 100 };

/* ---- when a session was last seen ----
 * A reading request writes nothing. It notes here that a session was seen; a job writes that down
 * every minute. What a crash loses is at most some minutes of somebody's eight hours. */
enum { SEEN_SLOTS = 1024, HASH_SIGNS = 64 };
static struct {
    pthread_mutex_t lock;
    struct {
        char token_hash[HASH_SIGNS];
        Ms at_ms; /* 0: free */
    } slot[SEEN_SLOTS];
} seen = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void seen_note(Str token_hash, Ms now_ms) {
    if (token_hash.n != HASH_SIGNS) return;
    ptrdiff_t i = (ptrdiff_t)(str_hash(token_hash) % SEEN_SLOTS);
    pthread_mutex_lock(&seen.lock);
    /* Two sessions on one slot: the later request wins, the other is noted at its next one. */
    memcpy(seen.slot[i].token_hash, token_hash.p, HASH_SIGNS);
    seen.slot[i].at_ms = now_ms;
    pthread_mutex_unlock(&seen.lock);
}

Err *sessions_seen_flush(Ctx *cx, Str payload) {
    (void)payload;
    for (ptrdiff_t i = 0; i < SEEN_SLOTS; i++) {
        char hash[HASH_SIGNS]; /* an arena that is full jumps away: never with the lock held */
        pthread_mutex_lock(&seen.lock);
        Ms at_ms = seen.slot[i].at_ms;
        memcpy(hash, seen.slot[i].token_hash, HASH_SIGNS);
        seen.slot[i].at_ms = 0;
        pthread_mutex_unlock(&seen.lock);
        if (at_ms)
            TRY(db_exec(cx->db, cx->a, &sql_people_session_seen, NULL, T(((Str){hash, HASH_SIGNS})),
                        N(at_ms)));
    }
    return NULL;
}

Err *sessions_sweep(Ctx *cx, Str payload) {
    (void)payload;
    TRY(db_exec(cx->db, cx->a, &sql_people_sessions_sweep, NULL, N(cx->now_ms),
                N(cx->now_ms - SESSION_IDLE_MS)));
    return db_exec(cx->db, cx->a, &sql_people_tries_sweep, NULL, N(cx->now_ms - TRIES_FORGET_MS),
                   N(cx->now_ms - TRIES_KNOWN_MS));
}

/* ---- who acts ---- */
static Err *actor_roles(Ctx *cx, Actor *who) {
    Rows *rows;
    bool more;
    who->held = NEWS(cx->a, RoleHeld, ROLES_OF_ONE_MAX);
    who->roles = IS_MEMBER;
    if (who->side == SIDE_BOTH) who->roles |= IS_HYBRID;
    TRY(db_query(cx->db, cx->a, &sql_people_roles_of, &rows, T(who->id)));
    for (;;) {
        TRY(rows_next(rows, &more));
        if (!more || who->held_n == ROLES_OF_ONE_MAX) break;
        RoleHeld held = {role_from_code(row_text(rows, 0)), row_text(rows, 1)};
        if (held.role) who->held[who->held_n++] = held;
        who->roles |= held.role;
    }
    rows_close(rows);
    return NULL;
}

static Actor *actor_read(const Ctx *cx, Rows *rows) {
    Actor *who = NEW(cx->a, Actor);
    who->id = row_text(rows, 0);
    who->name = row_text(rows, 1);
    who->mail = row_text(rows, 2);
    who->department_id = row_text(rows, 3);
    who->team_id = row_text(rows, 6);
    who->side = (Side)row_int(rows, 7);
    who->lang = lang_of(row_text(rows, 8));
    who->department_name = row_text(rows, who->lang == LANG_EN ? 5 : 4);
    return who;
}

Err *session_identify(Ctx *cx, Str token_hash, Actor **ret_actor, Str *ret_csrf) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_session_actor, &rows, &found, T(token_hash),
               N(cx->now_ms), N(cx->now_ms - SESSION_IDLE_MS)));
    if (!found) return NULL;
    Actor *who = actor_read(cx, rows);
    Str csrf = row_text(rows, 9);
    if (cx->now_ms - row_int(rows, 10) > SESSION_SEEN_EVERY_MS) seen_note(token_hash, cx->now_ms);
    TRY(actor_roles(cx, who));
    *ret_actor = who;
    *ret_csrf = csrf;
    return NULL;
}

Err *mail_identify(Ctx *cx, Str mail, Actor **ret_actor) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_mail_actor, &rows, &found, T(mail_fold(cx->a, mail))));
    if (!found) return NULL;
    Actor *who = actor_read(cx, rows);
    TRY(actor_roles(cx, who));
    *ret_actor = who;
    return NULL;
}

/* ---- sessions ---- */
/* At most so many bytes, never half a sign, and nothing that is not text. */
static Str agent_kept(Arena *a, Str agent) {
    Buf b = buf_new(a, SESSION_AGENT_MAX + 1);
    for (ptrdiff_t i = 0; i < agent.n && b.n < SESSION_AGENT_MAX; i++)
        if (agent.p[i] >= ' ' && agent.p[i] < 0x7f) buf_char(&b, agent.p[i]);
    return buf_done(&b);
}

Err *session_insert(Ctx *cx, Str person_id, Str *ret_token) {
    Str token = secret_new(cx->a), csrf = secret_new(cx->a);
    TRY(db_exec(cx->db, cx->a, &sql_people_session_insert, NULL, T(id_new(cx->a, cx->now_ms)),
                T(hash_hex(cx->a, token)), T(person_id), T(csrf), N(cx->now_ms),
                N(cx->now_ms + SESSION_MAX_MS), T(agent_kept(cx->a, cx->agent))));
    cx->csrf = csrf; /* a form in this very answer is of the new session */
    *ret_token = token;
    return NULL;
}

Err *sessions_of(Ctx *cx, Str person_id, Session **ret_sessions, ptrdiff_t *ret_n) {
    Rows *rows;
    bool more;
    ptrdiff_t n = 0;
    Session *list = NEWS(cx->a, Session, SESSIONS_SHOWN_MAX);
    TRY(db_query(cx->db, cx->a, &sql_people_sessions_of, &rows, T(person_id), N(cx->now_ms),
                 N(cx->now_ms - SESSION_IDLE_MS)));
    for (;;) {
        TRY(rows_next(rows, &more));
        if (!more || n == SESSIONS_SHOWN_MAX) break;
        list[n++] = (Session){.id = row_text(rows, 0),
                              .token_hash = row_text(rows, 1),
                              .since_ms = row_int(rows, 2),
                              .seen_ms = row_int(rows, 3),
                              .agent = row_text(rows, 4)};
    }
    *ret_sessions = list;
    *ret_n = n;
    return NULL;
}

Err *session_load_own(Ctx *cx, Str id, Session *ret_session) {
    Rows *rows;
    bool found = false;
    if (cx->actor)
        TRY(db_one(cx->db, cx->a, &sql_people_session_own, &rows, &found, T(id), T(cx->actor->id),
                   N(cx->now_ms), N(cx->now_ms - SESSION_IDLE_MS)));
    if (!found) return FAIL(cx->a, ERR_NOT_FOUND, "id", "people.no_session");
    *ret_session = (Session){.id = id, .token_hash = row_text(rows, 0)};
    return NULL;
}

Err *session_end_id(Ctx *cx, Str id, Str person_id) {
    return db_exec(cx->db, cx->a, &sql_people_session_delete, NULL, T(id), T(person_id));
}
Err *session_end_token(Ctx *cx, Str token_hash) {
    return db_exec(cx->db, cx->a, &sql_people_session_delete_token, NULL, T(token_hash));
}
Err *sessions_end(Ctx *cx, Str person_id) {
    return db_exec(cx->db, cx->a, &sql_people_sessions_delete, NULL, T(person_id));
}

/* ---- tries ---- */
static Str account_key(Ctx *cx, Str account) { return hash_hex(cx->a, mail_fold(cx->a, account)); }
#define EVERYBODY S("*")

static Err *tries_load(Ctx *cx, Str key, Tries *ret_tries) {
    Rows *rows;
    bool found;
    TRY(db_one(cx->db, cx->a, &sql_people_tries, &rows, &found, T(key),
               T(tries_source(cx->a, cx->peer))));
    *ret_tries =
        found ? (Tries){row_int(rows, 0), row_int(rows, 1), row_int(rows, 2), row_int(rows, 3)}
              : (Tries){0};
    return NULL;
}

static Err *tries_save(Ctx *cx, Str key, const Tries *t) {
    return db_exec(cx->db, cx->a, &sql_people_tries_put, NULL, T(key),
                   T(tries_source(cx->a, cx->peer)), N(t->failures), N(t->last_ms), N(t->next_ms),
                   N(t->success_ms));
}

Err *tries_wait(Ctx *cx, Str account, Ms *ret_wait_ms) {
    Tries own, all;
    TRY(tries_load(cx, account_key(cx, account), &own));
    TRY(tries_load(cx, EVERYBODY, &all));
    Ms wait = tries_wait_ms(&own, cx->now_ms);
    Ms wait_all = tries_is_known(&own, cx->now_ms) ? 0 : tries_wait_ms(&all, cx->now_ms);
    *ret_wait_ms = wait > wait_all ? wait : wait_all;
    return NULL;
}

Err *tries_note(Ctx *cx, Str account, bool is_success) {
    Str key = account_key(cx, account);
    Tries own, all;
    TRY(tries_load(cx, key, &own));
    if (is_success) {
        tries_succeeded(&own, cx->now_ms);
        return tries_save(cx, key,
                          &own); /* one good account does not wipe out what came from there */
    }
    TRY(tries_load(cx, EVERYBODY, &all));
    tries_failed(&own, TRIES_FREE, cx->now_ms);
    tries_failed(&all, TRIES_ADDRESS_FREE, cx->now_ms);
    TRY(tries_save(cx, key, &own));
    return tries_save(cx, EVERYBODY, &all);
}
