# SPDX-License-Identifier: EUPL-1.2
"""Doors: guesses, cookies that are not right, and addresses that lead away."""
import http.cookies, threading
from stage import *

AWAY = ["//evil.example", "///evil.example", "\\\\evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/",
        "javascript:alert(1)", "data:text/html,x", " //evil.example", "\t//evil.example", "/\t/evil.example", "evil.example", "http:/evil.example",
        "/%0d%0aSet-Cookie:x=1", "/\r\nSet-Cookie: x=1", "@evil.example", ".evil.example", "/%2f/evil.example/%5c", "//evil.example/%2f..",
        "https://127.0.0.1@evil.example/", "\u2044\u2044evil.example", "／／evil.example"]


@test("B34")
def after_signing_in_only_a_page_of_ours_follows(s):
    for lang in LANGUAGES:
        for where in AWAY:
            a = Browser(s, None, lang).post("/sign-in", {"mail": PUCK + DOMAIN, "password": WORD, "next": where})
            to = a.header("Location")
            check(a.status in (303, 422), ascii(where), a.status)
            if a.status == 303:
                check(to == "/" or (to.startswith("/") and not to.startswith(("//", "/\\")) and "\\" not in to), ascii(where), to)
            check(all("evil" not in (c or "") for c in [a.header("Set-Cookie")]) and a.headers.get("x") is None, where)
            form = Browser(s, None, lang).get("/sign-in?" + urllib.parse.urlencode({"next": where}))
            check(form.status in (200, 422, 400), ascii(where), form.status)
            if form.status == 200:
                kept = form.fields("/sign-in")["next"]
                check(kept == "/" or (kept.startswith("/") and not kept.startswith("//")), ascii(where), kept)
        a = Browser(s, None, lang).post("/sign-in", {"mail": PUCK + DOMAIN, "password": WORD, "next": "/wishes?mine=1"})
        check(a.header("Location") == "/wishes?mine=1", a.header("Location"))
        a = Browser(s, None, lang).get("/wishes/new")
        check(a.status == 303 and a.header("Location").startswith("/sign-in?next=%2Fwishes%2Fnew"), a.header("Location"))
        a = Browser(s, None, lang).get("//evil.example/%2e%2e")
        check(a.status in (400, 404) or not a.header("Location").startswith("//"), a.status, a.header("Location"))


@test("B35")
def a_foreign_host_never_gets_into_a_link_or_a_redirect(s):
    b = Browser(s, PUCK)
    foreign = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}
    for path in ("/today", "/wishes", "/wishes/new", "/me", "/nowhere", "/sign-in", "/api/v1/wishes", "/people"):
        a = b.ask("GET", path, headers=foreign)
        check("evil.example" not in a.text and "evil.example" not in str(a.headers), path)
    a = b.ask("GET", "/wishes", headers=foreign, cookie=False)
    check(a.status == 303 and "evil" not in a.header("Location"), a.header("Location"))
    a = b.ask("POST", "/api/v1/wishes", json.dumps({"title": "x", "words": "w"}), {**foreign, "Content-Type": "application/json"})
    check(a.status == 201 and "evil" not in a.header("Location"), a.header("Location"))


@test("B39")
def guessing_gets_slow_and_the_real_person_still_gets_in_from_a_known_place(s):
    home, away = "127.0.0.21", "127.0.0.22"
    for lang in LANGUAGES:
        Browser(s, NOOR, lang, source=home)
        guess = Browser(s, None, lang, source=away)
        seen = []
        for i in range(500):
            a = guess.api("POST", "/sign-in", {"mail": NOOR + DOMAIN, "password": f"gok-{i}"})
            seen.append(a.status)
        check(seen[0] in (422, 429) and set(seen) <= {422, 429} and seen.count(422) <= 12, seen.count(422), set(seen))
        check(a.header("Retry-After") and a.json()["detail"], "no word about when")
        a = guess.post("/sign-in", {"mail": NOOR + DOMAIN, "password": "gok"})
        check(a.status == 429 and a.fields("/sign-in")["mail"] == NOOR + DOMAIN, a.status)
        Browser(s, NOOR, lang, source=home)


@test("B39")
def one_password_on_many_accounts_gets_slow_too(s):
    home, away = "127.0.0.23", "127.0.0.24"
    Browser(s, NOOR, source=home)
    guess, seen = Browser(s, None, source=away), []
    for i in range(1000):
        seen.append(guess.api("POST", "/sign-in", {"mail": f"iemand{i}{DOMAIN}", "password": "Welkom01"}).status)
    check(set(seen) <= {422, 429} and seen.count(422) <= 60, seen.count(422))
    Browser(s, NOOR, source=home)


@test("B40")
def nobody_hears_whether_an_address_exists(s):
    for n, lang in enumerate(LANGUAGES):
        texts = set()
        for who in (KOEN + DOMAIN, "niemand" + DOMAIN, "niemand@elders.example"):
            a = Browser(s, None, lang, source=f"127.0.0.{31 + n}").post("/sign-in", {"mail": who, "password": "fout wachtwoord"})
            check(a.status == 422, who, a.status)
            texts.add(re.sub(r"01[0-9A-Z]{24}|value=\"[^\"]*\"", "", a.text))
        check(len(texts) == 1, lang, "the pages differ")


@test("B45")
def a_cookie_that_is_ended_or_changed_opens_nothing(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        name, value = b.cookie.split("=", 1)
        other = "A" if value[5] != "A" else "B"
        odd = [value[:-1], value + "x", value[:5] + other + value[6:], value.lower(), value.upper(), "", "x" * 43, "x" * 8000, "'; --", "null",
               "../../x", "%00", value[::-1], '"' + value + '"', value + "%0d%0a"]
        for v in odd:
            a = b.ask("GET", "/today", headers={"Cookie": f"{name}={v}"}, cookie=False)
            check(a.status == 303 and a.header("Location").startswith("/sign-in"), v[:50], a.status)
            check(b.ask("GET", "/api/v1/me", headers={"Cookie": f"{name}={v}"}, cookie=False).status == 401, v[:50])
        for line in (f"x={value}", f"S={value}", f"__Host-s={value}", f"ss={value}", f"x=1,{name}={value}"):
            check(b.ask("GET", "/today", headers={"Cookie": line}, cookie=False).status == 303, line[:30])
        gone = b.cookie
        check(b.get("/today").status == 200, "still good")
        a = b.send("/sign-out", {})
        check(a.status == 303 and "Max-Age=0" in a.header("Set-Cookie"), a.status)
        b.cookie = gone
        a = b.get("/today")
        check(a.status == 303 and a.header("Location").startswith("/sign-in?next="), a.status)
        check(b.api("GET", "/me").status == 401 and b.api("POST", "/wishes", {"title": "x"}).status == 401, "the API")
        a = Browser(s, PUCK, lang).api("GET", "/me")
        check("HttpOnly" in Browser(s, None, lang).sign_in(PUCK).header("Set-Cookie") and value not in a.text, "cookie")
    check(value not in s.log() and WORD not in s.log(), "a secret in the log")
