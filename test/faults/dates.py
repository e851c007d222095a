# SPDX-License-Identifier: EUPL-1.2
"""Days that do not exist, histories that are too short, and files that are not what they say."""
import datetime, subprocess, threading, time
from stage import *

TODAY = datetime.date.today()


def rows(days):
    return "id,finished\n" + "".join(f"W{i},{d}\n" for i, d in enumerate(days))


def ago(n):
    return (TODAY - datetime.timedelta(days=n)).isoformat()


@test("B06")
def a_day_that_does_not_exist_is_refused_with_an_example(s):
    for lang, example in (("nl", "24-11-2026"), ("en", "2026-11-24")):
        b = Browser(s, GEA, lang)
        token = b.token()
        known = b.api("GET", "/organisation").json()
        form = b.get("/organisation").fields("/organisation")
        for day in ("31-02-2026", "2026-02-31", "2026-13-01", "0000-01-01", "9999-01-01", "10000-01-01", "12/31/2026", "29-02-2026",
                    "2026-1-1", "1-1-26", "morgen", "20260101", "2026-01-01T00:00", "-1-1-2026", "٣١-١٢-٢٠٢٦", "32-1-2026", "2026-00-10"):
            a = b.post("/organisation", {"_csrf": token, "name": form["name"], "council": "agreed", "council_on": day})
            check(a.status == 422 and example in a.text and "council_on" in a.page().marked, lang, day, a.status)
            check(a.fields("/organisation")["council_on"] == day, lang, day, "what was typed is gone")
            check(b.api("POST", "/organisation", {"name": form["name"], "council": "agreed", "council_on": day}).status == 422, day)
        check(b.api("GET", "/organisation").json() == known, "a refused day was kept")
        good = "28-2-2026" if lang == "nl" else "2026-02-28"
        a = b.post("/organisation", {"_csrf": token, "name": form["name"], "council": "agreed", "council_on": good})
        check(a.status == 303, lang, good, a.status)


@test("B21")
def too_little_history_gives_a_reason_and_never_a_number(s):
    cases = {"none": [], "one": [ago(10)], "two": [ago(10), ago(20)], "one day": [ago(30)] * 40,
             "outlier": [ago(7 * i) for i in range(1, 30)] + ["1990-01-01"], "long ago": ["2001-01-01"] * 20}
    for lang in LANGUAGES:
        b = Browser(s, LARS, lang)
        number = b.wish(title=f"Op een datum {lang}", send=True)
        for name, days in cases.items():
            a = b.ask("POST", "/api/v1/histories?team=SRV", rows(days), {"Content-Type": "text/csv"})
            check(a.status in (200, 201, 422), name, a.status, a.text[:300])
            for path in ("/teams/SRV/history", "/queues/SRV", "/queues", f"/wishes/{number}", "/today"):
                page = b.get(path)
                check(page.status == 200, lang, name, path, page.status)
                check("nan" not in page.text.lower().split(">nan")[0][-1:] and ">NaN" not in page.text and "inf%" not in page.text, path)
            a = b.api("GET", f"/wishes/{number}/forecast")
            check(a.status in (200, 404, 409, 422), name, a.status, a.text[:200])
    for name, days in cases.items():
        with open(s.data + "/history.csv", "w") as f:
            f.write(rows(days))
        done = subprocess.run([PROGRAM, "forecast", "--history", s.data + "/history.csv", "--items", "5", "--as-of", TODAY.isoformat(),
                               "--format", "json"], capture_output=True, text=True, timeout=20)
        if name == "outlier":
            check(done.returncode == 0 and '"dates"' in done.stdout, name, done.returncode, done.stdout, done.stderr)
        elif name == "none":
            check(done.returncode in (1, 3), name, done.returncode, done.stdout, done.stderr)
        else:
            check(done.returncode == 1 and '"refused"' in done.stdout, name, done.returncode, done.stdout, done.stderr)


def imports(b, text):
    data = text if isinstance(text, bytes) else text.encode()
    return b.ask("POST", "/api/v1/histories?team=DAT", data, {"Content-Type": "text/csv"})


@test("B23")
def a_file_is_read_in_every_honest_shape_and_refused_by_line_in_every_other(s):
    good = [ago(i) for i in range(7, 90, 3)]
    for lang in LANGUAGES:
        b = Browser(s, LARS, lang)
        for text in (rows(good), rows(good).replace(",", ";"), "\ufeff" + rows(good), rows(good).replace("\n", "\r\n"),
                     rows(good).replace("\n", "\r"), rows(good).rstrip("\n"), rows(good).replace("id,finished", '"id","finished"')):
            a = imports(b, text)
            check(a.status in (200, 201), lang, ascii(text[:30]), a.status, a.text[:300])
        kept = b.api("GET", "/teams/DAT/history").json()
        wide = "id,finished," + ",".join(f"c{i}" for i in range(10_000)) + "\nW1,2026-01-01\n"
        for name, text in (("quote open", rows(good) + 'W99,"2026-01-01\n'), ("not a day", rows(good) + "W99,2026-02-31\n"),
                           ("pipes", rows(good).replace(",", "|")), ("one column", "finished\nx\n"), ("no header", "W1,2026-01-01\n"),
                           ("zero bytes", ""), ("nul", "id,finished\nW1,2026\x00-01-01\n"), ("utf-16", rows(good).encode("utf-16")),
                           ("latin-1", "id,finished\nCaf\xe9,2026-01-01x\n".encode("latin-1")), ("wide", wide), ("png", b"\x89PNG\r\n\x1a\n" * 100),
                           ("line of a MB", "id,finished\n" + "x" * 1_000_000 + ",2026-01-01\n"), ("tomorrow year", rows(["2999-01-01"]))):
            a = imports(b, text)
            if a.status in (200, 201) and name in ("wide", "line of a MB"):
                continue
            check(a.status in (400, 413, 422), lang, name, a.status, a.text[:300])
            check(a.json()["errors"] or a.json()["detail"], name)
        after = b.api("GET", "/teams/DAT/history").json()
        if after != kept:
            imports(b, rows(good))
        form = b.get("/teams/DAT/history/import").fields("/histories")
        bad = rows(good) + "W99,gisteren\n"
        a = b.post("/histories", {**form, "rows": bad})
        check(a.status == 422 and str(len(good) + 2) in a.text, lang, a.status, "the line is not named")
        check(a.fields("/histories")["rows"].replace("\r", "").strip() == bad.strip(), lang, "the rows are gone")


@test("B23")
def a_file_at_the_limit_is_read_and_beyond_it_refused_early_and_nobody_waits_for_it(s):
    b = Browser(s, LARS)
    most = "id,finished\n" + "".join(f"{i},2026-01-{i % 28 + 1:02}\n" for i in range(50_000))
    slowest, done = [0.0], threading.Event()
    c = Browser(s, PUCK)

    def others():
        while not done.is_set():
            began = time.monotonic()
            check(c.get("/today").status == 200, "today")
            slowest[0] = max(slowest[0], time.monotonic() - began)
    t = threading.Thread(target=others)
    t.start()
    try:
        a = imports(b, most)
        check(a.status in (200, 201), a.status, a.text[:200])
        a = imports(b, most + "x,2026-01-01\n")
        check(a.status == 422, "one row more", a.status)
        head = (f"POST /api/v1/histories?team=DAT HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nCookie: {b.cookie}\r\n"
                f"Content-Length: {17 << 20}\r\n\r\n").encode()
        check(statuses(raw(s.port, head)) == [413], "17 MB are not refused before they come")
        check(statuses(raw(s.port, head + most.encode())) == [413], "17 MB under way")
    finally:
        done.set()
        t.join()
    check(slowest[0] < 5, "another waited", slowest[0])
