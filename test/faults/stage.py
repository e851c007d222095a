# SPDX-License-Identifier: EUPL-1.2
"""What the fault tests share: a server on a folder or database of its own, a clumsy browser, raw bytes."""
import html.parser, http.client, json, os, re, shutil, signal, socket, subprocess, tempfile, time, urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("SCHAKEL_PROGRAM", os.path.join(ROOT, "build", "schakel"))
DOMAIN, WORD = "@zilverwilg.example", "schakel-demo"
PUCK, MEES, ELIN, BAS, LARS, GEA, KOEN, NOOR = ("puck.sleedoorn", "mees.eikenblad", "elin.ringslang", "bas.visotter",
                                                "lars.edelhert", "gea.bunzing", "koen.paardenbloem", "noor.hazelaar")
LANGUAGES = ("nl", "en")
TESTS = []


def test(ids, engines=("sqlite", "postgresql")):
    """@test("B01"): a test's name is a sentence; it is called with the running server."""
    def keep(fn):
        TESTS.append((ids, engines, fn))
        return fn
    return keep


def check(holds, *what):
    if not holds:
        raise AssertionError(" ".join(str(w)[-900:] for w in what))


def until(fn, seconds=5.0):
    """Waits for something that will become true; a test never waits for a fixed time."""
    end = time.monotonic() + seconds
    while not fn():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


# ---- databases and servers ----
made = 0


def database(engine):
    """The options of a new, empty database."""
    global made
    if engine == "sqlite":
        return []
    made += 1
    url = os.environ["SCHAKEL_TEST_PG"]
    name = f"faults_{os.getpid()}_{made}"
    subprocess.run(["psql", "-q", url, "-c", f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"], check=True)
    return ["--database", url.replace("/postgres?", f"/{name}?")]


class Server:
    def __init__(self, engine, demo=True):
        self.engine, self.process, self.port = engine, None, 0
        self.data = tempfile.mkdtemp(prefix="schakel-faults-")
        self.options = database(engine)
        if demo:
            self.run("demo")

    def run(self, *words, **more):
        return subprocess.run([PROGRAM, *words, "--data", self.data, *self.options], capture_output=True, text=True,
                              timeout=60, **more)

    def start(self, *more, **popen):
        log = open(self.data + "/log", "ab")
        at = log.tell()
        self.process = subprocess.Popen([PROGRAM, "serve", "--data", self.data, "--listen", "127.0.0.1:0",
                                         *self.options, *more], stdout=log, stderr=log, **popen)

        def answers():
            check(self.process.poll() is None, "the server did not start:", self.log()[-800:])
            with open(self.data + "/log", "rb") as f:
                f.seek(at)
                found = re.search(rb"port=(\d+)", f.read())
            self.port = int(found[1]) if found else 0
            return found
        check(until(answers, 20), "the server does not answer")
        return self

    def log(self):
        with open(self.data + "/log", "rb") as f:
            return f.read().decode("utf-8", "replace")

    def stop(self, how=signal.SIGTERM):
        if self.process:
            self.process.send_signal(how)
            code = self.process.wait(timeout=20)
            self.process = None
            return code

    def remove(self):
        if self.process:
            self.stop(signal.SIGKILL)
        shutil.rmtree(self.data, ignore_errors=True)


# ---- raw bytes ----
def dial(port, source=None):
    return socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0) if source else None)


def hear(s, seconds=5.0):
    """Everything until the other side closes or is silent."""
    got, s_end = b"", time.monotonic() + seconds
    s.settimeout(seconds)
    try:
        while time.monotonic() < s_end:
            part = s.recv(65536)
            if not part:
                break
            got += part
    except (socket.timeout, ConnectionError):
        pass
    return got


def raw(port, data, seconds=5.0):
    s = dial(port)
    try:
        s.sendall(data)
    except ConnectionError:
        pass
    answer = hear(s, seconds)
    s.close()
    return answer


def statuses(answer):
    return [int(n) for n in re.findall(rb"(?:^|\n|\})HTTP/1\.1 (\d{3}) ", answer)] or (
        [int(n) for n in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)])


# ---- pages ----
class Forms(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.area, self.marked, self.bdi, self.text = [], None, set(), [], []
        self.in_bdi = 0

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.forms.append((a.get("action", ""), {}))
        if a.get("aria-invalid") == "true":
            self.marked.add(a.get("name"))
        if tag == "bdi":
            self.in_bdi += 1
            self.bdi.append("")
        if not self.forms or not a.get("name"):
            return
        if tag == "input" and a.get("type") not in ("checkbox", "radio", "submit"):
            self.forms[-1][1][a["name"]] = a.get("value") or ""
        if tag == "textarea":
            self.area = a["name"]
            self.forms[-1][1][self.area] = ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        if tag == "bdi":
            self.in_bdi -= 1

    def handle_data(self, data):
        self.text.append(data)
        if self.in_bdi:
            self.bdi[-1] += data
        if self.area:
            self.forms[-1][1][self.area] += data


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode("utf-8", "replace")

    def header(self, name):
        return self.headers.get(name) or ""

    def json(self):
        return json.loads(self.body)

    def page(self):
        p = Forms()
        p.feed(self.text)
        return p

    def fields(self, action):
        for where, fields in self.page().forms:
            if where == action:
                return fields
        raise AssertionError(f"no form for {action} in a page of status {self.status}: {self.text[:300]}")


class Browser:
    """Keeps one cookie. Signs in when a mail name is given."""
    def __init__(self, server, who=None, lang="nl", source=None):
        self.server, self.lang, self.source, self.cookie = server, lang, source, None
        if who:
            self.sign_in(who)
            a = self.api("POST", "/me/language", {"lang": lang})
            check(a.status in (200, 201), a.status, a.text)

    def ask(self, method, path, body=None, headers=None, cookie=True):
        c = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30,
                                       source_address=(self.source, 0) if self.source else None)
        h = {"Accept-Language": self.lang}
        if cookie and self.cookie:
            h["Cookie"] = self.cookie
        h.update(headers or {})
        try:
            c.request(method, path, body, h)
            r = c.getresponse()
            a = Answer(r.status, r.headers, r.read())
        finally:
            c.close()
        got = a.header("Set-Cookie").split(";")[0]
        if got:
            self.cookie = None if got.endswith("=") else got
        return a

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def post(self, path, fields, **headers):
        """A form, exactly with these fields (a list of pairs, a dict, or raw bytes)."""
        body = fields if isinstance(fields, bytes) else urllib.parse.urlencode(fields)
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def token(self):
        return self.get("/me").fields("/me/language")["_csrf"]

    def send(self, path, fields):
        """As a person would: with the tokens of a page."""
        return self.post(path, {"_csrf": self.token(), **fields})

    def api(self, method, path, value=None, **headers):
        body = None if value is None else value if isinstance(value, bytes) else json.dumps(value)
        h = {"Content-Type": "application/json"} if body is not None else {}
        return self.ask(method, "/api/v1" + path, body, {**h, **{k.replace("_", "-"): v for k, v in headers.items()}})

    def sign_in(self, who, word=WORD):
        a = self.api("POST", "/sign-in", {"mail": who + DOMAIN, "password": word})
        check(a.status == 201, "sign-in", a.status, a.text)
        return a

    def wishes(self):
        a = self.api("GET", "/wishes?mine=1")
        check(a.status in (200, 201), a.status, a.text)
        return a.json()["wishes"]

    def newest(self):
        """The number of one's newest wish: whoever was refused has made none."""
        return max([w["number"] for w in self.wishes()], default=0)

    def wish(self, **fields):
        a = self.api("POST", "/wishes", {"title": "Kraan lekt", "words": "De kraan lekt al een week.", **fields})
        check(a.status == 201, a.status, a.text)
        return a.json()["number"]
