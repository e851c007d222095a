# SPDX-License-Identifier: EUPL-1.2
"""Clumsy and hostile in ways that no list names."""
import stat
from stage import *


@test("-")
def headers_that_claim_more_than_they_may_are_not_believed(s):
    plain = Browser(s)
    for more in ({"Schakel-As": GEA + DOMAIN}, {"Authorization": "Basic Z2VhOng="}, {"X-Forwarded-User": GEA}, {"X-Remote-User": GEA}):
        check(plain.ask("GET", "/api/v1/me", headers=more).status == 401, more)
    b = Browser(s, PUCK)
    for more in ({"Schakel-As": GEA + DOMAIN}, {"X-HTTP-Method-Override": "DELETE"}):
        check(b.ask("GET", "/api/v1/me", headers=more).json()["mail"] == PUCK + DOMAIN, more)
        check(b.ask("GET", "/people/new", headers=more).status == 403, more)
    for path in ("/metrics", "/healthz", "/debug", "/api/v1", "/api/v2/me", "/api/v1/api/v1/me"):
        check(plain.ask("GET", path).status == 404, path)
    check(stat.S_IMODE(os.stat(s.data + "/schakel.sock").st_mode) == 0o600, "the socket is open to others")
    if s.engine == "sqlite":
        check(stat.S_IMODE(os.stat(s.data + "/schakel.db").st_mode) & 0o077 == 0 or stat.S_IMODE(os.stat(s.data).st_mode) & 0o077 == 0,
              "others on this machine can read the database")


@test("-")
def a_query_puts_no_text_of_a_stranger_on_a_page(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        for query in ("done=<script>alert(1)</script>", "done=wish.nothing", "done=wish.draft&done=x", "done=" + "x" * 5000, "words=<b>x",
                      "done=%00", "q=%", "done[]=x", "&&&", "=", "done", "%F0%9F%92%A9=1"):
            for path in ("/today", "/people", "/wishes"):
                a = b.get(path + "?" + query.replace("<", "%3C").replace(">", "%3E"))
                check(a.status in (200, 400, 404, 422), path, query[:40], a.status)
                check("<script>alert" not in a.text and "<b>x" not in a.text, path, query[:40])
        a = b.get("/people?words=%25_%27%22*%3B--%5C")
        check(a.status == 200, "search with odd signs", a.status)
        check(b.get("/people?words=" + "x" * 7000).status == 422, "a search of 7 kB")


@test("-")
def strange_preferences_are_answered_in_a_language_we_speak(s):
    b = Browser(s)
    for value in ("", "tlh", "*", "en;q=0", "nl-BE,en;q=0.5", "en-US", ",,,,", "x" * 2000, "en" + ",en" * 500):
        a = b.ask("GET", "/sign-in", headers={"Accept-Language": value})
        check(a.status == 200 and re.search(r'<html[^>]* lang="(nl|en)"', a.text), value[:30], a.status)
    for name, value in (("Accept", "image/png"), ("Accept", ""), ("Accept", "x/" + "y" * 5000), ("Accept-Encoding", "gzip;q=0, *;q=0"),
                        ("Range", "bytes=0-1"), ("If-None-Match", "*"), ("If-Modified-Since", "Mon, 99 Foo 2026"), ("TE", "trailers"),
                        ("Upgrade", "h2c"), ("User-Agent", "x" * 8000), ("User-Agent", "\u00ff\u0080"), ("Referer", "javascript:x"), ("Cookie", "; =; ;s;=s")):
        a = b.ask("GET", "/sign-in", headers={name: value})
        check(a.status == 200 and a.body, name, value[:30], a.status)
    signed = Browser(s, PUCK)
    check(signed.api("GET", "/wishes", None, If_None_Match='"x"').status == 200, "etag")


@test("-")
def moves_in_the_wrong_state_or_by_the_wrong_person_change_nothing(s):
    for lang in LANGUAGES:
        b, e, g = Browser(s, PUCK, lang), Browser(s, ELIN, lang), Browser(s, LARS, lang)
        number = b.wish(send=True)
        before = b.api("GET", f"/wishes/{number}").json()["state"]
        ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
        for who, path, body in ((b, "/confirm", {}), (b, "/correct", {"text": "x"}), (g, "/choose", {"team": "APP", "reason": "x"}),
                                (g, "/choose", {"team": "NIETS", "reason": "x"}), (e, "/answer", {"question": ulid, "text": "x"}),
                                (b, "/decline", {"reason": "x"}), (e, "/decline", {"reason": ""}), (e, "/decline", {"reason": "x" * 100_000}),
                                (e, "/question", {"text": "?", "to_person": ulid}), (e, "/read-back", {"text": ""}), (b, "/ask", {}),
                                (e, "/owners", {"want_owner": ulid}), (e, "/owners", {"team": "x" * 500}), (g, "/propose", {"team": "", "reason": ""})):
            a = who.api("POST", f"/wishes/{number}{path}", body)
            check(a.status in (403, 404, 409, 422), path, body, a.status, a.text)
            check(a.json()["detail"] and a.json()["code"], path)
            check(b.api("GET", f"/wishes/{number}").json()["state"] == before, path, "moved")
        for path in ("check", "read-back", "choose", "owners", "decline", "question", "edit", "forecast", "nothing"):
            check(b.get(f"/wishes/{number}/{path}").status in (200, 403, 404, 409), path)


@test("-")
def two_people_give_one_wish_the_same_move_at_once_and_one_is_told(s):
    import threading
    b, e = Browser(s, PUCK), Browser(s, ELIN)
    for _ in range(5):
        number = b.wish(send=True)
        answers, start = [], threading.Barrier(6)

        def decline(i):
            start.wait()
            answers.append(e.api("POST", f"/wishes/{number}/decline", {"reason": f"Reden {i}: dit doen we niet."}).status)
        threads = [threading.Thread(target=decline, args=(i,)) for i in range(6)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        check(answers.count(200) == 1 and set(answers) <= {200, 403, 409}, answers)
