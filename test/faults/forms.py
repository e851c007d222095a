# SPDX-License-Identifier: EUPL-1.2
"""Forms that are old, foreign, sent twice, or of somebody who was signed out while typing."""
import html, threading
from stage import *

LONG = "Wie belt, moet het twee keer vertellen.\n\n" * 40 + "Einde \u202e & <b>klaar</b> \"ja\""


def flat(text):
    return text.replace("\r\n", "\n").strip()


@test("B09")
def a_form_without_its_token_does_nothing_and_offers_to_send_it_again(s):
    for lang in LANGUAGES:
        b, other, before = Browser(s, PUCK, lang), Browser(s, KOEN, lang), None
        before = b.newest()
        old = b.token()
        for token in (None, "", "x", other.token(), old[:-1] + ("A" if old[-1] != "A" else "B"), old + "x", "\u0000", old * 100):
            fields = {"title": "Bewaard", "words": LONG, "send": "1"}
            if token is not None:
                fields["_csrf"] = token
            a = b.post("/wishes", fields)
            if token == "\u0000":
                check(a.status == 400, a.status)
                continue
            check(a.status == 403 and b.newest() == before, lang, ascii(token), a.status)
            kept = a.fields("/wishes")
            check(kept["title"] == "Bewaard" and flat(kept["words"]) == flat(LONG) and kept["_csrf"] == old, lang, "the text is gone")
            check("Einde" in "".join(a.page().text), lang, "the text is not shown")
        a = b.post("/wishes", kept)
        check(a.status == 303, lang, a.status)
        check(flat(b.api("GET", f"/wishes/{b.newest()}").json()["words"]) == flat(LONG) if "words" in a.text else True, lang)
        check(b.newest() > before, lang, "one click did not send it")
        # JSON by a page of another site, in its disguises
        for more in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}):
            check(b.api("POST", "/wishes", {"title": "x"}, **more).status == 403, more)
            check(b.post("/wishes", {"_csrf": old, "title": "x"}, **more).status == 403, more)
        check(b.ask("POST", "/api/v1/wishes", "title=x", {"Content-Type": "application/x-www-form-urlencoded"}).status == 403, "form at the API")
        b.sign_in(PUCK)  # a new session: the old page's token is of another one
        a = b.post("/wishes", {"_csrf": old, "title": "Oud", "words": "w"})
        check(a.status == 403 and a.fields("/wishes")["title"] == "Oud", a.status)


@test("B10")
def who_was_signed_out_while_typing_signs_in_and_sends_with_one_click(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        before, token, gone = b.newest(), b.token(), b.cookie
        check(b.send("/sign-out", {}).status == 303 and b.cookie is None, "sign-out")
        b.cookie = gone
        a = b.post("/wishes", {"_csrf": token, "title": "Lang getypt", "words": LONG, "send": "1"})
        check(a.status == 401, lang, a.status)
        kept = a.fields("/sign-in")
        check(flat(kept["_again.words"]) == flat(LONG) and kept["_again"] == "/wishes", lang, "the text is gone")
        # somebody mistypes the password first
        a = b.post("/sign-in", {**kept, "mail": PUCK + DOMAIN, "password": "niet goed"})
        check(a.status == 422, lang, a.status)
        again = a.fields("/sign-in")
        check(flat(again.get("_again.words", "")) == flat(LONG), lang, "a wrong password loses the text")
        check(again["mail"] == PUCK + DOMAIN, lang, "the address is gone")
        a = b.post("/sign-in", {**again, "mail": PUCK + DOMAIN, "password": WORD})
        check(a.status == 200 and b.cookie, lang, a.status, a.text[:300])
        a = b.post("/wishes", a.fields("/wishes"))
        check(a.status == 303 and b.newest() > before, lang, a.status)
        words = b.get(f"/wishes/{b.newest()}")
        check("Einde" in words.text, lang, "the words did not arrive")
        # never to a place of somebody else's choosing
        for evil in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"):
            a = Browser(s, None, lang).post("/sign-in", {"_again": evil, "_again.title": "x", "mail": PUCK + DOMAIN, "password": WORD})
            check(all(where.startswith("/") and not where.startswith(("//", "/\\")) for where, _ in a.page().forms), evil)


@test("B11")
def a_double_click_makes_one_wish(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        form = b.get("/wishes/new").fields("/wishes")
        form.update(title=f"Dubbel geklikt {lang}", words="w")
        answers, start = [], threading.Barrier(8)

        def click():
            start.wait()
            answers.append(b.ask("POST", "/wishes", urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}))
        threads = [threading.Thread(target=click) for _ in range(8)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        check({a.status for a in answers} == {303}, [a.status for a in answers])
        check(len({a.header("Location") for a in answers}) == 1, [a.header("Location") for a in answers])
        check(sum(w["title"] == form["title"] for w in b.wishes()) == 1, "more than one wish")


@test("B11")
def one_idempotency_key_makes_one_object_however_often_and_at_once_it_is_sent(s):
    b, other = Browser(s, PUCK), Browser(s, KOEN)
    for round_ in range(5):
        title, key = f"Eén keer {round_}", f"sleutel-{round_}"
        answers, start = [], threading.Barrier(16)

        def send():
            start.wait()
            answers.append(b.api("POST", "/wishes", {"title": title, "words": "w"}, Idempotency_Key=key))
        threads = [threading.Thread(target=send) for _ in range(16)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        check({a.status for a in answers} == {201}, [(a.status, a.text[:100]) for a in answers])
        check(len({a.json()["number"] for a in answers}) == 1, "two numbers")
        check(sum(w["title"] == title for w in b.wishes()) == 1, "more than one wish")
    a = b.api("POST", "/wishes", {"title": "anders", "words": "w"}, Idempotency_Key="sleutel-0")
    check(a.status == 422, "the same key for something else", a.status)
    a = other.api("POST", "/wishes", {"title": "van Koen", "words": "w"}, Idempotency_Key="sleutel-0")
    check(a.status == 201, "another person's key", a.status)
    check(b.api("POST", "/wishes", {"title": "x"}, Idempotency_Key="k" * 201).status in (400, 422), "a long key")
    # a refusal is not remembered as an answer
    check(b.api("POST", "/wishes", {"title": "x" * 200}, Idempotency_Key="mislukt").status == 422, "too long")
    check(b.api("POST", "/wishes", {"title": "x"}, Idempotency_Key="mislukt").status == 201, "mended")


@test("B12")
def the_second_of_two_editors_sees_both_versions_and_overwrites_nothing(s):
    for lang in LANGUAGES:
        b, other = Browser(s, PUCK, lang), Browser(s, MEES, lang)
        number = b.wish(title="Samen bewerkt", send=True)
        mine = b.get(f"/wishes/{number}/edit").fields(f"/wishes/{number}/save")
        theirs = b.get(f"/wishes/{number}/edit").fields(f"/wishes/{number}/save")
        check(b.post(f"/wishes/{number}/save", {**mine, "title": "De eerste"}).status == 303, "the first")
        theirs.pop("_once", None)
        a = b.post(f"/wishes/{number}/save", {**theirs, "title": "De tweede", "words": LONG})
        check(a.status == 409 and "De eerste" in a.text, lang, a.status, "the other version is not shown")
        check(a.fields(f"/wishes/{number}/save")["title"] == "De tweede", lang, "what was typed is gone")
        check(b.api("GET", f"/wishes/{number}").json()["title"] == "De eerste", lang, "overwritten")
        a = b.api("POST", f"/wishes/{number}/save", {"title": "De derde", "version": int(theirs["version"])})
        check(a.status == 409 and a.header("Content-Type") == "application/problem+json", a.status)
        check(other.get(f"/wishes/{number}").status == 200, "the owner reads it")


@test("-")
def what_is_somebody_elses_answers_as_what_is_not_there(s):
    b, koen = Browser(s, PUCK), Browser(s, KOEN)
    hidden = b.wish(title="Geheim plan", hidden=True, send=True)
    draft = b.wish(title="Concept")
    for number in (hidden, draft):
        for method, path in (("GET", ""), ("GET", "/edit"), ("POST", "/save"), ("POST", "/ask"), ("POST", "/answer"), ("POST", "/hide"),
                             ("POST", "/decline"), ("GET", "/forecast"), ("POST", "/choose"), ("GET", "/check"), ("POST", "/confirm")):
            there = koen.api(method, f"/wishes/{number}{path}", {} if method == "POST" else None)
            absent = koen.api(method, f"/wishes/888888{path}", {} if method == "POST" else None)
            drop = lambda a: {k: v for k, v in a.json().items() if k != "instance"}
            check(there.status == absent.status and drop(there) == drop(absent), method, path, there.text, absent.text)
    mine = b.api("GET", "/me/sessions").json()["sessions"][0]["id"]
    a = koen.api("POST", f"/me/sessions/{mine}/end", {})
    check(a.status == 404 and b.get("/me").status == 200, "another's session", a.status)
    for path, body in (("/people", {"name": "X Y", "mail": "x@y.example", "department": "IT"}), ("/departments", {"code": "X"}),
                       ("/organisation", {"name": "X", "council": "none"}), ("/teams", {"code": "X"})):
        check(koen.api("POST", path, body).status == 403, path)
