# SPDX-License-Identifier: EUPL-1.2
"""Bytes that are not, or not quite, HTTP/1.1; methods, sizes and addresses nobody asked for."""
from stage import *

H = b"Host: a\r\n"
GET = b"GET /sign-in HTTP/1.1\r\n"
POST = b"POST /sign-in HTTP/1.1\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
END = b"\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
NEXT = b"GET /healthz-smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
OK, NO = "answered", "refused"
PAYLOADS = [  # name, bytes, verdict; refused: one answer >= 400 or none, and the connection ends
    ("plain", GET + H + END, OK),
    ("lower case header", GET + b"host: a\r\n" + END, OK),
    ("host with port", GET + b"Host: a:8080\r\n" + END, OK),
    ("no space after the colon", GET + b"Host:a\r\n" + END, OK),
    ("blanks around a value", GET + b"Host: \t a \t\r\n" + END, OK),
    ("an empty header", GET + H + b"X:\r\n" + END, OK),
    ("a tab inside a value", GET + H + b"X: a\tb\r\n" + END, OK),
    ("bytes of UTF-8 in a value", GET + H + "X: é\r\n".encode() + END, OK),
    ("a query with everything", b"GET /sign-in?next=%2Fa%3Fb HTTP/1.1\r\n" + H + END, OK),
    ("a form", POST + H + FORM + b"Content-Length: 5\r\n\r\nx=y&z", OK),
    ("two requests at once", GET + H + END + GET + H + b"Connection: close\r\n" + END, "2"),
    ("a body that looks like a request", POST + H + FORM + b"Content-Length: %d\r\n\r\n" % len(NEXT) + NEXT, OK),
    ("HTTP/1.0 without host", b"GET /sign-in HTTP/1.0\r\n\r\n", OK),
    ("nothing but a line end", b"\r\n", NO),
    ("binary", bytes(range(256)), NO),
    ("a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 60, NO),
    ("HTTP/2's first words", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", NO),
    ("SSH", b"SSH-2.0-OpenSSH_9.2\r\n", NO),
    ("SMTP", b"EHLO x\r\nMAIL FROM:<a@b>\r\n", NO),
    ("no version", b"GET /sign-in\r\n" + H + END, NO),
    ("version 0.9", b"GET /sign-in HTTP/0.9\r\n" + H + END, NO),
    ("version 1.2", b"GET /sign-in HTTP/1.2\r\n" + H + END, NO),
    ("version 3", b"GET /sign-in HTTP/3\r\n" + H + END, NO),
    ("a version in letters", b"GET /sign-in HTTP/x.y\r\n" + H + END, NO),
    ("a word too many", b"GET /sign-in x HTTP/1.1\r\n" + H + END, NO),
    ("a blank before the method", b" GET /sign-in HTTP/1.1\r\n" + H + END, NO),
    ("a blank at the line's end", b"GET /sign-in HTTP/1.1 \r\n" + H + END, NO),
    ("method in lower case", b"get /sign-in HTTP/1.1\r\n" + H + END, NO),
    ("a method of odd signs", b"G(T /sign-in HTTP/1.1\r\n" + H + END, NO),
    ("a method of 9 kB", b"A" * 9000 + b" / HTTP/1.1\r\n" + H + END, NO),
    ("a target without a slash", b"GET sign-in HTTP/1.1\r\n" + H + END, NO),
    ("a target with another site", b"GET http://evil.example/ HTTP/1.1\r\n" + H + END, NO),
    ("an asterisk", b"GET * HTTP/1.1\r\n" + H + END, NO),
    ("a fragment", b"GET /sign-in#x HTTP/1.1\r\n" + H + END, NO),
    ("a quote in the target", b"GET /sign-in\" HTTP/1.1\r\n" + H + END, NO),
    ("raw UTF-8 in the target", "GET /é HTTP/1.1\r\n".encode() + H + END, NO),
    ("a control in the target", b"GET /\x01 HTTP/1.1\r\n" + H + END, NO),
    ("a half escape in the target", b"GET /wishes/%4 HTTP/1.1\r\n" + H + END, NO),
    ("CONNECT", b"CONNECT a:443 HTTP/1.1\r\n" + H + END, NO),
    ("TRACE", b"TRACE /sign-in HTTP/1.1\r\n" + H + END, NO),
    ("no host", GET + END, NO),
    ("two hosts alike", GET + H + H + END, NO),
    ("two hosts apart", GET + H + b"X: y\r\nHost: b\r\n" + END, NO),
    ("a host with a path", GET + b"Host: a/b\r\n" + END, NO),
    ("a host with a user", GET + b"Host: u@a\r\n" + END, NO),
    ("a host with a port of letters", GET + b"Host: a:x\r\n" + END, NO),
    ("a folded header", GET + H + b"X: a\r\n b\r\n" + END, NO),
    ("a blank before the colon", GET + H + b"X : a\r\n" + END, NO),
    ("a name with a blank", GET + H + b"X Y: a\r\n" + END, NO),
    ("a name with UTF-8", GET + H + "Xé: a\r\n".encode() + END, NO),
    ("a zero in a value", GET + H + b"X: a\0b\r\n" + END, NO),
    ("a bare CR in a value", GET + H + b"X: a\rb\r\n" + END, NO),
    ("DEL in a value", GET + H + b"X: a\x7f\r\n" + END, NO),
    ("chunks", POST + H + FORM + CHUNKED + b"\r\n3\r\nx=y\r\n0\r\n\r\n" + NEXT, NO),
    ("chunks and a length", POST + H + FORM + CHUNKED + b"Content-Length: 3\r\n\r\nx=y" + NEXT, NO),
    ("chunks hidden by a tab", POST + H + FORM + b"Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n" + NEXT, NO),
    ("chunks in capitals, half named", POST + H + FORM + b"Transfer-Encoding: CHUNKED, x\r\n\r\n0\r\n\r\n" + NEXT, NO),
    ("two lengths apart", POST + H + FORM + b"Content-Length: 3\r\nContent-Length: 0\r\n\r\nx=y" + NEXT, NO),
    ("a length with a list", POST + H + FORM + b"Content-Length: 3, 3\r\n\r\nx=y" + NEXT, NO),
    ("a length with a point", POST + H + FORM + b"Content-Length: 3.0\r\n\r\nx=y" + NEXT, NO),
    ("a length of letters", POST + H + FORM + b"Content-Length: three\r\n\r\nx=y" + NEXT, NO),
    ("a negative length", POST + H + FORM + b"Content-Length: -1\r\n\r\nx=y" + NEXT, NO),
    ("a length beyond 64 bits", POST + H + FORM + b"Content-Length: 18446744073709551619\r\n\r\nx=y" + NEXT, NO),
    ("an expectation nobody knows", POST + H + FORM + b"Expect: a-miracle\r\nContent-Length: 3\r\n\r\nx=y", NO),
]


@test("B31")
def sixty_four_raw_messages_get_the_verdict_of_the_table(s):
    check(len(PAYLOADS) == 64, len(PAYLOADS))
    wrong = []
    for name, data, verdict in PAYLOADS:
        c = dial(s.port)
        try:
            c.sendall(data)
            c.shutdown(socket.SHUT_WR)
        except ConnectionError:
            pass
        got = statuses(hear(c, 5))
        c.close()
        if verdict == OK:
            good = len(got) == 1 and got[0] in (200, 303, 400, 403, 415, 422)
            if "GET" in repr(data[:4]):
                good = got == [200]
        elif verdict == "2":
            good = got == [200, 200]
        else:
            good = len(got) <= 1 and all(n >= 400 for n in got)
        if not good:
            wrong.append((name, got, verdict))
    check(not wrong, wrong)


@test("B30")
def methods_that_a_page_does_not_know_are_refused_with_those_it_does(s):
    for lang in LANGUAGES:
        b = Browser(s, PUCK, lang)
        for method in ("PUT", "DELETE", "PATCH", "POST"):
            a = b.ask(method, "/today", b"{}" if method != "DELETE" else None, {"Content-Type": "application/json"})
            check(a.status == 405 and "GET" in a.header("Allow"), method, a.status, a.header("Allow"))
        a = b.ask("GET", "/wishes/1/ask")
        check(a.status == 405 and a.header("Allow") == "POST", a.status, a.header("Allow"))
        a = b.ask("OPTIONS", "/wishes")
        check(a.status in (204, 405) and "POST" in a.header("Allow"), a.status, a.header("Allow"))
        check("Access-Control-Allow-Origin" not in a.headers, "a door for other sites")
    for method in (b"TRACE", b"CONNECT", b"PROPFIND", b"BREW", b"GETS", b"X"):
        got = raw(s.port, method + b" /sign-in HTTP/1.1\r\nHost: a\r\nX-Secret: geheim\r\n\r\n")
        check(statuses(got) and statuses(got)[0] in (400, 405, 501) and b"geheim" not in got, method, got[:100])


@test("B30")
def head_answers_as_get_without_a_body(s):
    b = Browser(s, PUCK)
    number = b.wish(send=True)
    for path in ("/", "/today", "/wishes", f"/wishes/{number}", "/me", "/people", "/queues", "/wishes/new", "/nowhere", "/api/v1/wishes",
                 f"/api/v1/wishes/{number}", "/sign-in", "/api/v1/me"):
        get, head = b.ask("GET", path), b.ask("HEAD", path)
        check(head.status == get.status and head.body == b"", path, get.status, head.status)
        for name in ("Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
            check(head.header(name) == get.header(name), path, name)
        if not path.startswith("/api"):
            check(head.header("Content-Length"), path, "no length")


@test("B32")
def lines_and_heads_that_are_too_large_are_refused_and_the_next_visitor_is_served(s):
    cases = [
        ("an address of 70 kB", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + H + END, (414,)),
        ("a query of 70 kB", b"GET /sign-in?next=" + b"a" * 70_000 + b" HTTP/1.1\r\n" + H + END, (414,)),
        ("2,000 headers", GET + H + b"".join(b"X-%d: y\r\n" % i for i in range(2000)) + END, (431,)),
        ("a header of 70 kB", GET + H + b"X: " + b"y" * 70_000 + b"\r\n" + END, (431,)),
        ("a header name of 70 kB", GET + H + b"X" * 70_000 + b": y\r\n" + END, (431,)),
        ("1,000 cookies", GET + H + b"".join(b"Cookie: a%d=b\r\n" % i for i in range(1000)) + END, (431,)),
        ("10,000 cookies in one line", GET + H + b"Cookie: " + b"; ".join(b"c%d=v" % i for i in range(10_000)) + b"\r\n" + END, (431,)),
        ("no end in sight", GET + b"X: " + b"y" * 2_000_000, (431,)),
        ("a body of 2 GB announced", POST + H + FORM + b"Content-Length: 2147483648\r\n\r\n", (413,)),
    ]
    for name, data, wanted in cases:
        got = statuses(raw(s.port, data))
        check(len(got) == 1 and got[0] in wanted, name, got)
    got = statuses(raw(s.port, GET + H + b"Cookie: " + b"; ".join(b"c%d=v" % i for i in range(1000)) + b"\r\nConnection: close\r\n" + END))
    check(got == [200], "1,000 small cookies in one line", got)
    check(Browser(s).get("/sign-in").status == 200, "the next visitor")


@test("B33")
def nobody_leaves_the_folder(s):
    b = Browser(s, PUCK)
    for path in ("/static/../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/..%2f..%2fetc%2fpasswd", "/..", "/../",
                 "/%2e%2e/%2e%2e/etc/passwd", "/static/%252e%252e/etc/passwd", "/wishes/%00", "/wishes/1%00", "/wishes/..", "/%5c..%5c",
                 "/static/..%5c..%5cschakel.db", "//etc/passwd", "/static//etc/passwd", "/./today", "/wishes/./1", "/schakel.db",
                 "/static/schakel.db", "/queues/..%2f..%2fme", "/queues/%c0%ae%c0%ae", "/people/%ff", "/.git/config", "/wishes//1", "/api/v1/../me"):
        for head in (b"", b"Cookie: " + b.cookie.encode() + b"\r\n"):
            got = raw(s.port, b"GET " + path.encode() + b" HTTP/1.1\r\n" + H + head + b"Connection: close\r\n\r\n")
            check(statuses(got) and statuses(got)[0] in (400, 404, 422), path, statuses(got))
            check(b"root:" not in got and b"SQLite format" not in got, path)
    check(statuses(raw(s.port, b"GET /static\\..\\x HTTP/1.1\r\n" + H + END)) == [400], "backslashes")


@test("-")
def many_requests_in_one_breath_are_answered_in_order(s):
    b = Browser(s, PUCK)
    one = f"GET /wishes/new HTTP/1.1\r\nHost: a\r\nCookie: {b.cookie}\r\n\r\n".encode()
    post = b'{"title":"In een adem","words":"w"}'
    write = (f"POST /api/v1/wishes HTTP/1.1\r\nHost: a\r\nCookie: {b.cookie}\r\nContent-Type: application/json\r\n"
             f"Content-Length: {len(post)}\r\n\r\n").encode() + post
    before = b.newest()
    got = statuses(raw(s.port, (one + write) * 20 + b"GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 10))
    check(got == [200, 201] * 20 + [404], got)
    check(b.newest() == before + 20, "writes", b.newest() - before)
