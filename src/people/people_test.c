// SPDX-License-Identifier: EUPL-1.2
/* people_test - the pure rules: guessing gets slow, easy passwords are refused, addresses stay
 * ours. */
#include "base/test.h"
#include "people/people_rules.h"

static const Ms now = 1795000000000;

/* ---- tries ---- */
static void five_wrong_tries_cost_nothing_but_the_sixth_must_wait(Arena *a) {
    (void)a;
    Tries t = {0};
    for (int i = 0; i < 4; i++) {
        tries_failed(&t, TRIES_FREE, now);
        CHECK(tries_wait_ms(&t, now) == 0);
    }
    tries_failed(&t, TRIES_FREE, now); /* the fifth was still free to make */
    CHECK(tries_wait_ms(&t, now) == 1000);
    CHECK(tries_wait_ms(&t, now + 1000) == 0);
}

static void each_further_try_doubles_the_wait_up_to_fifteen_minutes(Arena *a) {
    (void)a;
    Tries t = {0};
    static const Ms wanted_s[] = {0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900};
    for (ptrdiff_t i = 0; i < COUNT(wanted_s); i++) {
        tries_failed(&t, TRIES_FREE, now);
        CHECK(tries_wait_ms(&t, now) == wanted_s[i] * 1000);
    }
    for (int i = 0; i < 1000; i++) tries_failed(&t, TRIES_FREE, now);
    CHECK(tries_wait_ms(&t, now) == TRIES_WAIT_MAX_MS);
}

static void wrong_tries_are_forgotten_after_a_day_and_after_success(Arena *a) {
    (void)a;
    Tries t = {0};
    for (int i = 0; i < 12; i++) tries_failed(&t, TRIES_FREE, now);
    tries_failed(&t, TRIES_FREE, now + TRIES_FORGET_MS + 1);
    CHECK(t.failures == 1 && tries_wait_ms(&t, now + TRIES_FORGET_MS + 1) == 0);
    for (int i = 0; i < 12; i++) tries_failed(&t, TRIES_FREE, now);
    tries_succeeded(&t, now);
    CHECK(t.failures == 0 && tries_wait_ms(&t, now) == 0);
}

static void a_clock_set_back_locks_nobody_out(Arena *a) {
    (void)a;
    Tries t = {.next_ms = now + (Ms)365 * 24 * 3600 * 1000};
    CHECK(tries_wait_ms(&t, now) == TRIES_WAIT_MAX_MS);
}

static void an_account_is_known_for_thirty_days_where_it_came_in(Arena *a) {
    (void)a;
    Tries t = {0};
    CHECK(!tries_is_known(&t, now));
    tries_succeeded(&t, now);
    CHECK(tries_is_known(&t, now + TRIES_KNOWN_MS - 1));
    CHECK(!tries_is_known(&t, now + TRIES_KNOWN_MS));
}

static void one_ipv6_network_is_one_guesser(Arena *a) {
    CHECK_STR(tries_source(a, S("192.0.2.7")), S("192.0.2.7"));
    CHECK_STR(tries_source(a, S("::ffff:192.0.2.7")), S("192.0.2.7"));
    CHECK_STR(tries_source(a, S("2001:db8:1:2:aaaa::1")), S("2001:db8:1:2::/64"));
    CHECK_STR(tries_source(a, S("2001:db8:1:2:ffff::9")), S("2001:db8:1:2::/64"));
    CHECK(!str_eq(tries_source(a, S("2001:db8:1:3::1")), tries_source(a, S("2001:db8:1:2::1"))));
    CHECK_STR(tries_source(a, S("")), S("local"));
}

/* ---- passwords ---- */
static Str fault(Arena *a, const char *password) {
    Str context[] = {S("Femke Gruttoweide"), S("femke.gruttoweide@zilverwilg.example"),
                     S("Woonstichting Zilverwilg"), S("")};
    return str_of(password_fault(a, str_of(password), context, COUNT(context)));
}

static void a_password_has_between_12_and_128_signs(Arena *a) {
    char long_one[130 * 2 + 1] = {0};
    CHECK_STR(fault(a, "x7Kp2qLm9zR"), S("people.password_short"));
    CHECK_STR(fault(a, "x7Kp2qLm9zRt"), S(""));
    CHECK_STR(fault(a, "é7Kp2qLm9zR"), S("people.password_short")); /* 12 bytes, 11 signs */
    for (int i = 0; i < 129; i++) long_one[i] = "xmkwqz7pvhjt"[i * 5 % 12];
    CHECK_STR(fault(a, long_one), S("people.password_long"));
    long_one[128] = 0;
    CHECK_STR(fault(a, long_one), S(""));
}

static void easy_passwords_are_refused(Arena *a) {
    static const char *const easy[] = {
        "wachtwoord123", "Welkom2026!!", "passwordpassword", "P@ssw0rd2026!",    "123456789012",
        "aaaaaaaaaaaa",  "abcdefghijkl", "qwertyuiop12",     "femkegruttoweide", "Zilverwilg2026",
        "G3heim!G3heim", "schakel-demo", "Zomer2026Zomer",   "            ",     "liefdeliefde1",
    };
    for (ptrdiff_t i = 0; i < COUNT(easy); i++)
        CHECK_STR(fault(a, easy[i]), S("people.password_common"));
}

static void words_in_a_row_and_random_signs_are_good(Arena *a) {
    static const char *const good[] = {
        "paard batterij nietje juist", "x7#Kp2!qLm9$", "482915730264",
        "mijn fiets staat nat",        "ÿêøñåæçðéëìî", "een welkom verrassende kip",
        "Тихий дощ над полем"};
    for (ptrdiff_t i = 0; i < COUNT(good); i++) CHECK_STR(fault(a, good[i]), S(""));
}

/* ---- addresses and names ---- */
static void only_pages_of_ours_come_after_signing_in(Arena *a) {
    (void)a;
    CHECK_STR(next_page(S("/wishes/12?x=1#top")), S("/wishes/12?x=1#top"));
    static const char *const foreign[] = {"",
                                          "//evil.example",
                                          "/\\evil.example",
                                          "\\\\evil.example",
                                          "https:evil",
                                          "https://evil.example",
                                          "javascript:alert(1)",
                                          "/a\\b",
                                          "/a\nb",
                                          "/\t/evil.example",
                                          " /today",
                                          "today"};
    for (ptrdiff_t i = 0; i < COUNT(foreign); i++) CHECK_STR(next_page(str_of(foreign[i])), S("/"));
}

static void names_are_folded_for_order_and_search(Arena *a) {
    CHECK_STR(name_fold(a, S("Zoë van Dĳk-Ñandú")), S("zoe van dik-nandu"));
    CHECK_STR(name_fold(a, S("Łukasz ŽIŽEK ßß ÷")), S("lukasz zizek ss  "));
    CHECK_STR(name_fold(a, S("Иван")), S("Иван"));
    CHECK_STR(name_fold(a, S("\xc3")), S("\xc3"));
    CHECK_STR(name_pattern(a, S("50%_!")), S("%50!%!_!!%"));
    CHECK_STR(name_pattern(a, S("")), S(""));
}

static void mail_addresses_are_told_from_other_text(Arena *a) {
    (void)a;
    CHECK(mail_is_possible(S("a.b+c@zilverwilg.example")));
    CHECK(mail_is_possible(S("o'neil@x-y.nl")));
    static const char *const wrong[] = {
        "",         "a",     "@b.nl",   "a@",      "a@b@c.nl",
        "a b@c.nl", "a@.nl", "a@b..nl", "a@b.nl.", "a@b.nl\r\nBcc: x@y.nl",
        "<a@b.nl>"};
    for (ptrdiff_t i = 0; i < COUNT(wrong); i++) CHECK(!mail_is_possible(str_of(wrong[i])));
}

static void devices_are_named_as_people_know_them(Arena *a) {
    (void)a;
    Str edge = S("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 "
                 "Safari/537.36 Edg/131.0");
    Str phone = S("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1 "
                  "Version/18.1 Safari/604.1");
    CHECK_STR(agent_browser(edge), S("edge"));
    CHECK_STR(agent_system(edge), S("windows"));
    CHECK_STR(agent_browser(phone), S("safari"));
    CHECK_STR(agent_system(phone), S("iphone"));
    CHECK_STR(agent_browser(S("curl/7.88")), S("program"));
    CHECK_STR(agent_browser(S("")), S("other"));
    CHECK_STR(agent_system(S("?")), S("other"));
}

static void roles_and_sides_have_one_code_each(Arena *a) {
    (void)a;
    for (Standing role = IS_MEMBER; role <= IS_ADMIN; role <<= 1)
        CHECK(role_from_code(role_code(role)) == role);
    for (Side side = SIDE_BUSINESS; side <= SIDE_BOTH; side++)
        CHECK(side_from_code(side_code(side)) == side);
    CHECK(role_from_code(S("boss")) == 0);
    CHECK(role_scope_kind(IS_OWNER) == 'd' && role_scope_kind(IS_DECIDER) == 't' &&
          !role_scope_kind(IS_GUIDE));
}

int main(int argc, char **argv) {
    return test_run(argc, argv,
                    (const Test[]){TEST(five_wrong_tries_cost_nothing_but_the_sixth_must_wait),
                                   TEST(each_further_try_doubles_the_wait_up_to_fifteen_minutes),
                                   TEST(wrong_tries_are_forgotten_after_a_day_and_after_success),
                                   TEST(a_clock_set_back_locks_nobody_out),
                                   TEST(an_account_is_known_for_thirty_days_where_it_came_in),
                                   TEST(one_ipv6_network_is_one_guesser),
                                   TEST(a_password_has_between_12_and_128_signs),
                                   TEST(easy_passwords_are_refused),
                                   TEST(words_in_a_row_and_random_signs_are_good),
                                   TEST(only_pages_of_ours_come_after_signing_in),
                                   TEST(names_are_folded_for_order_and_search),
                                   TEST(mail_addresses_are_told_from_other_text),
                                   TEST(devices_are_named_as_people_know_them),
                                   TEST(roles_and_sides_have_one_code_each),
                                   {0}});
}
