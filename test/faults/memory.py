# SPDX-License-Identifier: EUPL-1.2
"""Every single allocation of a request fails once: in the program, in SQLite, in libpq, in the JSON reader."""
import http.client, itertools, mmap, struct
from stage import *


class Memory:
    """The numbers that nomem.c shares with us."""
    def __init__(self, path):
        with open(path, "wb") as f:
            f.write(b"\0" * 4096)
        self.file = open(path, "r+b")
        self.map = mmap.mmap(self.file.fileno(), 4096)

    def arm(self, n):
        self.map[0:8] = struct.pack("q", n)

    def failed(self):
        return struct.unpack("q", self.map[8:16])[0]

    def living(self):
        return struct.unpack("q", self.map[16:24])[0]


ROUTES = [  # who, method, path (as an API too when it has no page of its own), fields
    (None, "GET", "/sign-in", None), (PUCK, "GET", "/today", None), (PUCK, "GET", "/wishes", None), (PUCK, "GET", "/wishes/{asked}", None),
    (PUCK, "GET", "/wishes/new", None), (PUCK, "GET", "/wishes/{draft}/edit", None), (PUCK, "GET", "/me", None), (PUCK, "GET", "/me/sessions", None),
    (PUCK, "GET", "/people", None), (PUCK, "GET", "/departments", None), (PUCK, "GET", "/teams", None), (PUCK, "GET", "/organisation", None),
    (PUCK, "GET", "/queues", None), (PUCK, "GET", "/queues/APP", None), (PUCK, "GET", "/teams/APP/history", None),
    (PUCK, "GET", "/api/v1/wishes/{asked}", None), (PUCK, "GET", "/api/v1/wishes/{asked}/forecast", None), (PUCK, "GET", "/nowhere", None),
    (ELIN, "GET", "/wishes/{asked}/question", None), (ELIN, "GET", "/wishes/{asked}/read-back", None), (ELIN, "GET", "/wishes/{asked}/owners", None),
    (ELIN, "GET", "/wishes/{asked}/decline", None), (LARS, "GET", "/wishes/{asked}/propose", None), (LARS, "GET", "/teams/SRV/history/import", None),
    (None, "POST", "/api/v1/sign-in", {"mail": PUCK + DOMAIN, "password": WORD}),
    (PUCK, "POST", "/api/v1/wishes", {"title": "Zonder geheugen", "words": "w", "send": True}),
    (PUCK, "POST", "/wishes", {"title": "Zonder geheugen", "words": "De woorden blijven."}),
    (PUCK, "POST", "/wishes", {"title": "", "words": "De woorden blijven.", "send": "1"}),
    (PUCK, "POST", "/api/v1/wishes/{draft}/save", {"title": "Zonder geheugen", "words": "w"}),
    (PUCK, "POST", "/api/v1/me/language", {"lang": "nl"}),
    (ELIN, "POST", "/api/v1/wishes/{asked}/question", {"text": "Waarom?", "to_side": "business"}),
    (LARS, "POST", "/api/v1/wishes/{asked}/propose", {"team": "APP", "reason": "Dit helpt iedereen."}),
    (LARS, "POST", "/api/v1/histories?team=SRV", "id,finished\n" + "".join(f"{i},2026-0{i % 6 + 1}-1{i % 10}\n" for i in range(40))),
]


def every(engine):
    """Each of the first, then a sample; all of them with FAULTS_ALL. A lost connection to PostgreSQL costs time."""
    first, step = (40, 9) if engine == "sqlite" else (12, 41)
    return range(1, 5000) if os.environ.get("FAULTS_ALL") else itertools.chain(range(1, first), range(first, 5000, step))


@test("B50")
def whichever_allocation_fails_the_next_request_is_fine_and_nothing_leaks(main):
    s = Server(main.engine)
    library, numbers = s.data + "/nomem.so", s.data + "/numbers"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-w", "-fno-builtin", "-o", library, os.path.join(os.path.dirname(__file__), "nomem.c")], check=True)
    memory = Memory(numbers)
    try:
        s.start(env={**os.environ, "LD_PRELOAD": library, "NOMEM_FILE": numbers})
        people = {who: Browser(s, who) for who in {r[0] for r in ROUTES}}
        for who in (PUCK, ELIN, LARS):
            people[who].form = people[who].get("/wishes/new").fields("/wishes")["_csrf"]
        total, odd, began = 0, [], memory.living()
        for who, method, path, fields in ROUTES:
            b = people[who]
            known = {"asked": people[PUCK].wish(send=True), "draft": people[PUCK].wish()}
            path = path.format(**known)
            if isinstance(fields, str):
                body, head = fields, {"Content-Type": "text/csv"}
            elif fields and path.startswith("/api"):
                body, head = json.dumps(fields), {"Content-Type": "application/json"}
            elif fields:
                body, head = urllib.parse.urlencode({"_csrf": b.form, **fields}), {"Content-Type": "application/x-www-form-urlencoded"}
            else:
                body, head = None, {}
            if method == "POST" and path.endswith("sign-in"):
                b = Browser(s)
            usual = b.ask(method, path, body, head).status
            for n in every(main.engine):
                before = memory.failed()
                memory.arm(n)
                try:
                    status = b.ask(method, path, body, head).status
                except (OSError, http.client.HTTPException):
                    status = 0  # not even the words of a refusal: the connection ends
                memory.arm(0)
                if memory.failed() == before:
                    break
                total += 1
                # a move that was kept before its answer failed is refused the second time
                if status not in (0, 503, usual) and not (method == "POST" and status in (403, 409)):
                    odd.append((method, path, n, status, s.log().splitlines()[-1][-160:]))
                check(s.process.poll() is None, method, path, "allocation", n, "ends the program:", s.log()[-1500:])
            again = b.ask(method, path, body, head).status
            check(again == usual or method == "POST", method, path, "afterwards", again, "not", usual, s.log()[-1500:])
        check(not odd, len(odd), "of", total, odd[:12])
        for b in people.values():
            b.get("/sign-in")
        check(total > 150, "hardly an allocation failed:", total)
        left = memory.living() - began
        check(left < total / 4, left, "blocks are left of", total, "failures")
        check(s.stop() == 0, "the end")
        print(f"     {total} allocations failed, {left} blocks more than before")
    finally:
        s.remove()
