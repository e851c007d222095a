// SPDX-License-Identifier: EUPL-1.2
/* session_ops_test - signing in and out: what an outsider learns, what guessing costs, what ends
 * when. */
#include "testing.h"
#include "people/password_hash.h"
#include "people/people_store.h"

static const char good[] = "schakel-demo", wrong[] = "niet het goede woord";
static const char puck[] = "puck.sleedoorn@zilverwilg.example";
static const char elin[] = "elin.ringslang@zilverwilg.example";
enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

/* A browser at an address, signed in with a token or not. */
static Ctx browser(Stage *s, const char *peer, Str token) {
    Ctx cx = {.a = s->a,
              .db = s->cx.db,
              .now_ms = s->now_ms,
              .today = day_of_ms(s->now_ms),
              .lang = s->lang,
              .app = &s->app,
              .peer = str_of(peer),
              .agent = S("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0")};
    Actor *actor = NULL;
    if (token.n) {
        cx.session = hash_hex(s->a, token);
        CHECK_OK(people_slice.identify(&cx, cx.session, &actor, &cx.csrf));
        cx.actor = actor;
        if (!actor) cx.session = (Str){"", 0};
    }
    return cx;
}

static Err *call(Stage *s, Ctx *cx, const char *op, const Input *inputs, ptrdiff_t n) {
    Model *model;
    return call_inside(cx, op_named(&s->app, str_of(op)), inputs, n, NULL, &model);
}

static Err *sign_in_with(Stage *s, Ctx *cx, const char *mail, const char *password,
                         const char *next) {
    Input inputs[] = {
        {S("mail"), str_of(mail)}, {S("password"), str_of(password)}, {S("next"), str_of(next)}};
    return call(s, cx, "session.create", inputs, 3);
}

static Err *sign_in(Stage *s, const char *peer, const char *mail, const char *password,
                    Str *ret_token) {
    Ctx cx = browser(s, peer, S(""));
    TRY(sign_in_with(s, &cx, mail, password, "/"));
    if (ret_token) *ret_token = cx.new_session;
    return NULL;
}

static bool is_signed_in(Stage *s, Str token) {
    return browser(s, "192.0.2.1", token).actor != NULL;
}

static Str message(const Err *e) { return e ? e->message : S("ok"); }

/* ---- signing in ---- */
static void the_right_password_opens_a_session_of_which_only_a_hash_is_kept(Arena *a) {
    Stage *s = stage_open(a);
    Str token = {0};
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &token));
    CHECK(token.n == 43 && is_signed_in(s, token));
    Ctx cx = browser(s, "192.0.2.1", token);
    CHECK(cx.csrf.n == 43 && !str_eq(cx.csrf, token));
    CHECK(cx.actor && (cx.actor->roles & IS_MEMBER));
    Session *sessions;
    ptrdiff_t n;
    CHECK_OK(sessions_of(&cx, cx.actor->id, &sessions, &n));
    CHECK(n == 1 && str_eq(sessions[0].token_hash, hash_hex(a, token)));
    Actor *nobody = NULL;
    CHECK_OK(people_slice.identify(&cx, token, &nobody, &cx.csrf)); /* what is stored is no key */
    CHECK(!nobody);
}

/* B40 */
static void an_unknown_address_gets_the_same_answer_for_the_same_work(Arena *a) {
    Stage *s = stage_open(a);
    int64_t before = password_work_count();
    Err *known = sign_in(s, "192.0.2.1", puck, wrong, NULL);
    int64_t between = password_work_count();
    Err *unknown = sign_in(s, "192.0.2.1", "nobody@zilverwilg.example", wrong, NULL);
    int64_t after = password_work_count();
    CHECK_STR(message(known), S("people.wrong"));
    CHECK_STR(message(unknown), message(known));
    CHECK(known && unknown && known->kind == unknown->kind && str_eq(known->field, unknown->field));
    CHECK(known && known->keep && unknown && unknown->keep);
    CHECK(between - before == 1);
    CHECK(after - between == 1);
}

static void the_page_keeps_the_address_but_never_the_password(Arena *a) {
    Stage *s = stage_open(a);
    Answer r = DO(s, NULL, "session.create", "mail", puck, "password", wrong, "next", "/wishes/3");
    CHECK_STR(fault_of_answer(r), S("people.wrong"));
    CHECK(has(r.html, "E-mailadres of wachtwoord klopt niet.") && has(r.html, puck) &&
          !has(r.html, wrong));
    CHECK(has(r.html, "value=\"/wishes/3\"") && has(r.html, "autocomplete=\"current-password\""));
}

/* B34 */
static void after_signing_in_only_a_page_of_ours_follows(Arena *a) {
    Stage *s = stage_open(a);
    static const char *const asked[] = {"/wishes/3", "//evil.example", "\\\\evil.example",
                                        "https:evil", "javascript:alert(1)"};
    for (ptrdiff_t i = 0; i < COUNT(asked); i++) {
        Answer r = DO(s, NULL, "session.create", "mail", puck, "password", good, "next", asked[i]);
        CHECK(!r.err);
        CHECK_STR(model_get_text(r.model, NAME("next")), i == 0 ? S("/wishes/3") : S("/"));
    }
}

/* B39 */
static void guessing_one_account_gets_slow_from_there_and_from_nowhere_else(Arena *a) {
    Stage *s = stage_open(a);
    for (int i = 0; i < 5; i++)
        CHECK_STR(message(sign_in(s, "198.51.100.9", puck, wrong, NULL)), S("people.wrong"));
    int64_t before = password_work_count();
    CHECK_STR(message(sign_in(s, "198.51.100.9", puck, good, NULL)), S("people.slow_seconds"));
    CHECK(password_work_count() == before); /* waiting costs the server nothing */
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, NULL));
    CHECK_OK(sign_in(s, "198.51.100.9", elin, good, NULL));
    s->now_ms += 1001;
    CHECK_OK(sign_in(s, "198.51.100.9", puck, good, NULL)); /* never locked, only slow */
}

static void unknown_addresses_get_slow_alike(Arena *a) {
    Stage *s = stage_open(a);
    for (int i = 0; i < 5; i++) (void)sign_in(s, "198.51.100.9", "nobody@x.nl", wrong, NULL);
    CHECK_STR(message(sign_in(s, "198.51.100.9", "Nobody@X.nl", wrong, NULL)),
              S("people.slow_seconds"));
}

static void one_password_on_many_accounts_gets_slow_but_holds_up_nobody_known_there(Arena *a) {
    Stage *s = stage_open(a);
    CHECK_OK(sign_in(s, "203.0.113.5", puck, good, NULL));
    for (int i = 0; i < TRIES_ADDRESS_FREE; i++)
        (void)sign_in(s, "203.0.113.5", str_z(a, str_fmt(a, "guess%d@x.nl", i)), wrong, NULL);
    CHECK_STR(message(sign_in(s, "203.0.113.5", elin, good, NULL)), S("people.slow_seconds"));
    CHECK_OK(sign_in(s, "203.0.113.5", puck, good, NULL));
    CHECK_OK(sign_in(s, "203.0.113.6", elin, good, NULL));
}

static void a_success_forgets_the_wrong_tries_of_that_account(Arena *a) {
    Stage *s = stage_open(a);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 4; i++)
            CHECK_STR(message(sign_in(s, "192.0.2.1", puck, wrong, NULL)), S("people.wrong"));
        CHECK_OK(sign_in(s, "192.0.2.1", puck, good, NULL));
    }
}

static void a_password_of_an_older_cost_is_made_again_when_it_is_right(Arena *a) {
    Stage *s = stage_open(a);
    Str old, now;
    Ctx cx = browser(s, "192.0.2.1", S(""));
    CHECK_OK(password_of(&cx, demo_person_id(a, S("p16")), &old));
    password_work_cheap(false);
    CHECK(password_is_old(a, old));
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, NULL));
    CHECK_OK(password_of(&cx, demo_person_id(a, S("p16")), &now));
    CHECK(!str_eq(old, now) && !password_is_old(a, now) && has(now, "m=19456,t=2,p=1"));
    password_work_cheap(true);
}

static void who_left_cannot_sign_in_and_is_out_at_once(Arena *a) {
    Stage *s = stage_open(a);
    Str token;
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &token));
    CHECK(!DO(s, "gea.bunzing", "person.leave", "id", str_z(a, demo_person_id(a, S("p16")))).err);
    CHECK(!is_signed_in(s, token));
    CHECK_STR(message(sign_in(s, "192.0.2.1", puck, good, NULL)), S("people.wrong"));
}

/* ---- how a session ends ---- */
/* B45 */
static void a_signed_out_or_changed_token_opens_nothing(Arena *a) {
    Stage *s = stage_open(a);
    Str token;
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &token));
    Ctx cx = browser(s, "192.0.2.1", token);
    CHECK_OK(call(s, &cx, "session.end", NULL, 0));
    CHECK(cx.ends_session && !is_signed_in(s, token));
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &token));
    char *changed = arena_copy(a, token.p, token.n);
    changed[5] = changed[5] == 'A' ? 'B' : 'A';
    CHECK(is_signed_in(s, token) && !is_signed_in(s, (Str){changed, token.n}));
    CHECK(!is_signed_in(s, str_head(token, 42)));
}

static void signing_in_again_ends_the_session_before(Arena *a) {
    Stage *s = stage_open(a);
    Str first;
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &first));
    Ctx cx = browser(s, "192.0.2.1", first);
    CHECK_OK(sign_in_with(s, &cx, elin, good, "/"));
    CHECK(!is_signed_in(s, first) && is_signed_in(s, cx.new_session));
}

static void a_session_ends_after_eight_hours_idle_and_seven_days_in_all(Arena *a) {
    Stage *s = stage_open(a);
    Str idle, busy;
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &idle));
    CHECK_OK(sign_in(s, "192.0.2.1", elin, good, &busy));
    for (int hour = 0; hour < 7 * 24 - 4; hour += 4) {
        s->now_ms += 4 * HOUR_MS;
        CHECK(is_signed_in(s, busy)); /* noted here … */
        Ctx job = browser(s, "", S(""));
        CHECK_OK(sessions_seen_flush(&job, S(""))); /* … and written down by the job */
        if (hour >= 4) CHECK(!is_signed_in(s, idle));
    }
    s->now_ms += 4 * HOUR_MS;
    CHECK(!is_signed_in(s, busy));
    Ctx job = browser(s, "", S(""));
    CHECK_OK(sessions_sweep(&job, S("")));
}

/* ---- one's own list ---- */
static void the_own_list_names_devices_and_says_which_one_this_is(Arena *a) {
    Stage *s = stage_open(a);
    Str token, other, foreign;
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &token));
    CHECK_OK(sign_in(s, "192.0.2.2", puck, good, &other));
    CHECK_OK(sign_in(s, "192.0.2.3", elin, good, &foreign));
    Ctx cx = browser(s, "192.0.2.1", token);
    Model *model;
    Buf json = buf_new(a, 1024);
    CHECK_OK(call_inside(&cx, op_named(&s->app, S("session.list")), NULL, 0, NULL, &model));
    model_json(model, &json);
    Str text = buf_done(&json);
    CHECK(has(text, "\"is_this\":true") && has(text, "\"is_this\":false") &&
          has(text, "\"browser\":\"firefox\""));
    const Model *list = model_get(model, NAME("sessions"));
    ptrdiff_t n = 0;
    for (const Model *m = list->first; m; m = m->next) n++;
    CHECK(n == 2 && !has(text, "192.0.2"));
}

static void one_session_can_be_ended_but_not_another_persons(Arena *a) {
    Stage *s = stage_open(a);
    Str mine, other, foreign;
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &mine));
    CHECK_OK(sign_in(s, "192.0.2.2", puck, good, &other));
    CHECK_OK(sign_in(s, "192.0.2.3", elin, good, &foreign));
    Ctx cx = browser(s, "192.0.2.1", mine), theirs = browser(s, "192.0.2.3", foreign);
    Session *sessions;
    ptrdiff_t n;
    CHECK_OK(sessions_of(&theirs, theirs.actor->id, &sessions, &n));
    Input input = {S("id"), sessions[0].id};
    CHECK_FAILS(call(s, &cx, "session.end_one", &input, 1), ERR_NOT_FOUND, "id");
    CHECK(is_signed_in(s, foreign));
    CHECK_OK(sessions_of(&cx, cx.actor->id, &sessions, &n));
    input.value =
        str_eq(sessions[0].token_hash, hash_hex(a, mine)) ? sessions[1].id : sessions[0].id;
    CHECK_OK(call(s, &cx, "session.end_one", &input, 1));
    CHECK(!cx.ends_session && is_signed_in(s, mine) && !is_signed_in(s, other));
    CHECK_FAILS(call(s, &cx, "session.end_one", &input, 1), ERR_NOT_FOUND, "id");
}

/* ---- language and password ---- */
static void a_language_is_kept_with_the_person(Arena *a) {
    Stage *s = stage_open(a);
    Str token;
    CHECK(!DO(s, "puck.sleedoorn", "me.language", "lang", "en").err);
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &token));
    Ctx cx = browser(s, "192.0.2.1", token);
    CHECK(cx.actor && cx.actor->lang == LANG_EN);
    CHECK_STR(cx.actor->department_name, S("Repairs & Maintenance"));
    CHECK_STR(fault_of_answer(DO(s, "puck.sleedoorn", "me.language", "lang", "fr")),
              S("param.choice"));
}

static Err *change(Stage *s, Ctx *cx, const char *now, const char *next) {
    Input inputs[] = {{S("password_now"), str_of(now)}, {S("password_new"), str_of(next)}};
    return call(s, cx, "me.password", inputs, 2);
}

static void a_new_password_ends_all_sessions_but_gives_this_browser_a_new_one(Arena *a) {
    Stage *s = stage_open(a);
    Str mine, other;
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &mine));
    CHECK_OK(sign_in(s, "192.0.2.2", puck, good, &other));
    Ctx cx = browser(s, "192.0.2.1", mine);
    CHECK_OK(change(s, &cx, good, "paard batterij nietje juist"));
    CHECK(!is_signed_in(s, mine) && !is_signed_in(s, other) && is_signed_in(s, cx.new_session));
    CHECK_STR(message(sign_in(s, "192.0.2.1", puck, good, NULL)), S("people.wrong"));
    CHECK_OK(sign_in(s, "192.0.2.1", puck, "paard batterij nietje juist", NULL));
}

static void a_password_changes_only_with_the_present_one_and_to_a_good_one(Arena *a) {
    Stage *s = stage_open(a);
    Str token;
    CHECK_OK(sign_in(s, "192.0.2.1", puck, good, &token));
    Ctx cx = browser(s, "192.0.2.1", token);
    CHECK_FAILS(change(s, &cx, good, "te kort"), ERR_INVALID, "password_new");
    CHECK_FAILS(change(s, &cx, good, "PuckSleedoorn2026"), ERR_INVALID, "password_new");
    CHECK_FAILS(change(s, &cx, good, "zilverwilg-zilverwilg"), ERR_INVALID, "password_new");
    for (int i = 0; i < 5; i++)
        CHECK_FAILS(change(s, &cx, wrong, "paard batterij nietje juist"), ERR_INVALID,
                    "password_now");
    Err *e = change(s, &cx, good, "paard batterij nietje juist");
    CHECK_STR(message(e), S("people.slow_seconds")); /* a stolen session is no place to guess */
    CHECK(is_signed_in(s, token));
}

int main(int argc, char **argv) {
    password_work_cheap(true);
    return test_run(
        argc, argv,
        (const Test[]){
            TEST(the_right_password_opens_a_session_of_which_only_a_hash_is_kept),
            TEST(an_unknown_address_gets_the_same_answer_for_the_same_work),
            TEST(the_page_keeps_the_address_but_never_the_password),
            TEST(after_signing_in_only_a_page_of_ours_follows),
            TEST(guessing_one_account_gets_slow_from_there_and_from_nowhere_else),
            TEST(unknown_addresses_get_slow_alike),
            TEST(one_password_on_many_accounts_gets_slow_but_holds_up_nobody_known_there),
            TEST(a_success_forgets_the_wrong_tries_of_that_account),
            TEST(a_password_of_an_older_cost_is_made_again_when_it_is_right),
            TEST(who_left_cannot_sign_in_and_is_out_at_once),
            TEST(a_signed_out_or_changed_token_opens_nothing),
            TEST(signing_in_again_ends_the_session_before),
            TEST(a_session_ends_after_eight_hours_idle_and_seven_days_in_all),
            TEST(the_own_list_names_devices_and_says_which_one_this_is),
            TEST(one_session_can_be_ended_but_not_another_persons),
            TEST(a_language_is_kept_with_the_person),
            TEST(a_new_password_ends_all_sessions_but_gives_this_browser_a_new_one),
            TEST(a_password_changes_only_with_the_present_one_and_to_a_good_one),
            {0}});
}
