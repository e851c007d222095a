# SPDX-License-Identifier: EUPL-1.2
"""What people type: empty, too long, broken, strange, too many fields, and files with rows."""
import html, json, urllib.parse
from stage import *

WORDS = "Wie belt, moet het twee keer vertellen."
REQUIRED = {"nl": "geef", "en": "give"}


@test("B01")
def an_empty_title_is_marked_and_the_rest_stays(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        before = b.newest()
        for title in ("", "   ", "\u200b\u200d\ufeff", "\u00a0\u2003", "\t\r\n"):
            a = b.send("/wishes", {"title": title, "words": WORDS, "send": "1"})
            check(a.status == 422, lang, ascii(title), a.status)
            p = a.page()
            check("title" in p.marked and "words" not in p.marked, lang, ascii(title), p.marked)
            check(a.fields("/wishes")["words"] == WORDS, lang, "the words are gone")
            check(f'lang="{lang}"' in a.text and a.header("X-Request-Id") in s.log(), lang, "language or log")
            j = b.api("POST", "/wishes", {"title": title, "words": WORDS, "send": True})
            check(j.status == 422 and j.json()["errors"][0]["field"] == "title", j.status, j.text)
            check(j.header("Content-Type") == "application/problem+json", j.header("Content-Type"))
        check(b.newest() == before, "a refused wish was kept")


@test("B02")
def a_title_over_its_limit_names_the_limit_and_a_mountain_is_refused_at_the_door(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        token = b.token()
        for n in (121, 5000, 900_000):
            a = b.post("/wishes", {"_csrf": token, "title": "x" * n, "words": WORDS})
            check(a.status == 422 and "120" in html.unescape(a.text), lang, n, a.status)
            check(a.fields("/wishes")["words"] == WORDS, lang, "the words are gone")
        a = b.post("/wishes", {"_csrf": token, "title": "x" * 120, "words": "é" * 100})
        check(a.status == 303, lang, a.status, a.text[:300])
        a = b.post("/wishes", {"_csrf": token, "title": "x" * (1 << 20), "words": WORDS})
        check(a.status == 413, lang, a.status)
        a = b.api("POST", "/wishes", {"title": "x" * 2_000_000})
        check(a.status == 413, lang, a.status)
        a = b.api("POST", "/wishes", {"title": "x" * 121, "words": "y" * 1_000_000})
        fields = [e["field"] for e in a.json()["errors"]] if a.status == 422 else []
        check(a.status == 413 or fields == ["title", "words"], lang, a.status, fields)


BROKEN = [b"%C0%AF", b"%ED%A0%80", b"%EF%BF%BE", b"%EF%BF%BF", b"%EF%B7%90", b"%F4%90%80%80", b"%FF", b"%E2%82",
          b"%00", b"a%00b", b"%80", b"%F0%9F%98", b"%zz", b"%", b"%1", b"\xc3\x28", b"%01", b"%7F", b"%1B[31m"]


@test("B03")
def broken_text_is_refused_and_never_kept(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        before, token = b.newest(), b.token().encode()
        for part in BROKEN:
            a = b.post("/wishes", b"_csrf=" + token + b"&words=Woorden&title=Titel" + part + b"x")
            check(a.status in (400, 422), lang, part, a.status)
            if a.status == 422:
                check("title" in a.page().marked and a.fields("/wishes")["words"] == "Woorden", lang, part)
        for part in (b'"\xc0\xaf"', b'"\xed\xa0\x80"', b'"\\ud800"', b'"\\udc00\\ud800"', b'"a\\u0000b"', b'"\\uffff"',
                     b'"\xff"', b'"\\ufdd0"'):
            a = b.api("POST", "/wishes", b'{"words":"w","title":' + part + b"}")
            check(a.status in (400, 422), lang, part, a.status)
        check(b.newest() == before, "broken text was kept")


STRANGE = ["\u202eomgekeerd", "\u0430dmin\u0456strator", "👩‍👩‍👧‍👦 🏳️‍🌈", "e" + "\u0301" * 100, "<script>alert(1)</script>",
           "\"'><img src=x onerror=alert(1)>", "{{7*7}} ${7*7} <%= 7 %>", "'; DROP TABLE wish;--", "%s%s%n", "../../etc",
           "\u2066\u2067\u2068", "ﷺ" * 20, "مرحبا بالعالم", "日本語", "null", "undefined", "NaN", "0", "-1", "1/0", "=1+1",
           "&lt;b&gt;", "a\u2028b", "__proto__", "constructor", "%00", "\\u0000", "CON", "ＡＢＣ", "İıſß"]


@test("B04 B05")
def strange_signs_are_kept_as_they_are_and_shown_apart(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        token = b.token()
        for text in STRANGE:
            words = text + "\n\n" + text
            number = b.wish(title=text, words=words)
            back = b.api("GET", f"/wishes/{number}").json()
            check(back["title"] == text, lang, ascii(text), ascii(back["title"]))
            for path in (f"/wishes/{number}", "/wishes?mine=1", "/today"):
                a = b.get(path)
                check(a.status == 200, path, a.status)
                check("<script>alert" not in a.text and "<img src=x" not in a.text, path, "not escaped")
            check(any(text in part for part in b.get(f"/wishes/{number}").page().bdi), lang, ascii(text), "not in a bdi")
            edit = b.get(f"/wishes/{number}/edit").fields(f"/wishes/{number}/save")
            check(edit["title"] == text and edit["words"].replace("\r", "") == words, lang, ascii(text), ascii(edit["title"]))
            a = b.post(f"/wishes/{number}/save", {"_csrf": token, "title": text, "words": words, "version": edit["version"]})
            check(a.status == 303 and b.api("GET", f"/wishes/{number}").json()["title"] == text, "changed by its form")


@test("B08")
def unknown_double_and_wrongly_typed_fields_are_refused_by_name(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        token, before = b.token(), b.newest()
        a = b.post("/wishes", {"_csrf": token, "title": "T", "words": "W", "is_admin": "1"})
        check(a.status == 422 and "is_admin" in a.text, a.status)
        check(a.fields("/wishes")["words"] == "W", "the words are gone")
        a = b.post("/wishes", [("_csrf", token), ("title", "T"), ("title", "U"), ("words", "W")])
        check(a.status == 422 and "title" in a.page().marked, a.status)
        for value in (["a"], {"a": 1}, 1.5, [], 1e300):
            a = b.api("POST", "/wishes", {"title": value, "words": "w"})
            check(a.status == 422 and a.json()["errors"][0]["field"] == "title", value, a.status, a.text)
        a = b.api("POST", "/wishes", b'{"title":"a","title":"b"}')
        check(a.status == 400, a.status, a.text)
        for name in ("__proto__", "title[]", "title.", "_csrf", "", "a" * 10_000, "\u202e"):
            a = b.api("POST", "/wishes", {name: "x", "title": "T"})
            check(a.status == 422, ascii(name[:20]), a.status, a.text[:200])
        for path in ("/wishes?mine=maybe", "/wishes?state=huge", "/wishes?x=1", "/wishes?mine=1&mine=1", "/people?after=1",
                     "/wishes/0", "/wishes/-1", "/wishes/99999999999999999999", "/wishes/1e3"):
            a = b.api("GET", path)
            check(a.status in (404, 422), path, a.status)
            check(b.get(path).status in (404, 422), path)
        a = b.post("/wishes", "&".join(f"f{i}=1" for i in range(5000)).encode())
        check(a.status in (400, 403, 422), a.status)
        check(b.newest() == before, "something was kept")


@test("B28 B29")
def only_json_in_utf8_is_read_as_json(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        before = b.newest()
        for body in (b"[" * 10_000, b'{"a":' * 10_000, b"[" * 10_000 + b"]" * 10_000, b"", b" ", b"{", b'{"title"}', b"[1]", b'"x"',
                     b"null", b"1", b"{'title':'x'}", b'{"title":"x",}', b'\xef\xbb\xbf{"title":"x"}', b'{"title":NaN}', b'{"title":01}',
                     '{"title":"x"}'.encode("utf-16"), b'{"title":"x"}{"title":"y"}', b'{"title":"\x01"}', b'{"number":1e999}'):
            a = b.api("POST", "/wishes", body)
            check(a.status == 400, body[:40], a.status, a.text[:200])
        for kind in ("application/json; charset=utf-16", "text/plain", "application/xml", "multipart/form-data; boundary=x", "x",
                     "application/jsonx", "application/x-www-form-urlencoded; charset=iso-8859-1", "application/json/"):
            a = b.ask("POST", "/api/v1/wishes", b'{"title":"x"}', {"Content-Type": kind})
            check(a.status == 415, kind, a.status)
        for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded;charset=utf-16"):
            a = b.ask("POST", "/wishes", b"title=x", {"Content-Type": kind})
            check(a.status == 415, "page", kind, a.status)
        check(raw(s.port, b"POST /api/v1/wishes HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: " + b.cookie.encode() +
                  b"\r\nContent-Length: 13\r\n\r\n" + b'{"title":"x"}').startswith(b"HTTP/1.1 415 "), "no type at all")
        for kind in ("application/json;charset=UTF-8", 'APPLICATION/JSON; charset="utf-8"'):
            a = b.ask("POST", "/api/v1/wishes", b'{"title":"x"}', {"Content-Type": kind})
            check(a.status == 201, kind, a.status)
        check(b.newest() == before + 2, "something was kept")
