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


def every():
    """Each of the first forty, then a sample; all of them with FAULTS_ALL."""
    return range(1, 5000) if os.environ.get("FAULTS_ALL") else itertools.chain(range(1, 40), range(40, 5000, 9))


# libpq waits for an answer that it dropped for want of memory; the store gives up after 32 s and connects anew.
# So PostgreSQL takes part with FAULTS_ALL only.
@test("B50", engines=("sqlite",))
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
        total, odd = 0, []
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
            for n in every():
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
        check(total > 100, "hardly an allocation failed:", total)
        # What a failure leaves behind would grow with every round; caches fill once.
        b, number, left = people[PUCK], people[PUCK].wish(send=True), []
        for round_ in range(4):
            for n in range(1, 60):
                memory.arm(n)
                try:
                    b.get(f"/wishes/{number}")
                except (OSError, http.client.HTTPException):
                    pass
                memory.arm(0)
            b.get(f"/wishes/{number}")
            left.append(memory.living())
        check(left[3] - left[1] < 60, "blocks left after each round:", left)
        check(s.stop() == 0, "the end")
        print(f"     {total} allocations failed; blocks living after four rounds of 59: {left}")
    finally:
        s.remove()
