# SPDX-License-Identifier: EUPL-1.2
"""The process itself: stopped with work under way, without descriptors, without a lock, wrongly set up."""
import http.client, random, resource, sqlite3, threading
from stage import *


def writer(s, cookie, name, acked, odd, stop):
    """Writes until the server goes away; what was answered goes to acked, what was refused or cut off is fine."""
    n = 0
    try:
        c = http.client.HTTPConnection("127.0.0.1", s.port, timeout=15)
        while not stop.is_set():
            n += 1
            title = f"stop {name} {n}"
            c.request("POST", "/api/v1/wishes", json.dumps({"title": title, "words": "w"}), {"Content-Type": "application/json", "Cookie": cookie})
            r = c.getresponse()
            body = r.read()
            if r.status == 201:
                acked.append((json.loads(body)["number"], title))
            elif r.status != 503:
                odd.append((r.status, body[:200]))
    except (OSError, http.client.HTTPException):
        pass


@test("B53")
def a_stop_with_a_hundred_requests_under_way_loses_nothing_that_was_acknowledged(main):
    s = Server(main.engine)
    try:
        s.start()
        for round_ in range(2):
            b, acked, odd, stop = Browser(s, PUCK), [], [], threading.Event()
            threads = [threading.Thread(target=writer, args=(s, b.cookie, f"{round_}-{i}", acked, odd, stop)) for i in range(100)]
            half = [dial(s.port) for _ in range(10)]  # these never finish what they began
            for c in half:
                c.sendall(b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nmail=")
            [t.start() for t in threads]
            check(until(lambda: len(acked) > 100, 20), "no writes", len(acked))
            began = time.monotonic()
            code = s.stop()
            took = time.monotonic() - began
            stop.set()
            [t.join() for t in threads]
            check(code == 0 and took < 11, "the end", code, took)
            check(not odd, odd[:3])
            s.start()
            b = Browser(s, PUCK)
            missing = [n for n, title in acked if b.api("GET", f"/wishes/{n}").json().get("title") != title]
            check(not missing, len(missing), "acknowledged and gone")
    finally:
        s.remove()


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@test("B54")
def without_descriptors_it_rests_and_comes_back(main):
    s = Server(main.engine)
    try:
        s.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
        b = Browser(s, PUCK)
        first = dial(s.port)
        crowd = []
        for _ in range(150):
            c = socket.socket()
            c.setblocking(False)
            c.connect_ex(("127.0.0.1", s.port))
            crowd.append(c)
        time.sleep(0.3)
        before = cpu_seconds(s.process.pid)
        time.sleep(1.0)
        used = cpu_seconds(s.process.pid) - before
        check(used < 0.3, "it spins:", used, "s of processor in a second")
        first.sendall(b"GET /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        check(statuses(hear(first, 10)) in ([200], [503]), "who was first is not answered")
        for c in crowd:
            c.close()
        check(until(lambda: b.get("/today").status == 200, 10), "it does not come back")
        check(b.wish() > 0, "writing")
        check(s.stop() == 0, "the end")
    finally:
        s.remove()


@test("B51")
def a_lock_that_another_holds_is_waited_for_or_said_and_reading_goes_on(main):
    s = Server(main.engine)
    try:
        s.start()
        for lang in LANGUAGES:
            b = Browser(s, PUCK, lang)
            form = b.get("/wishes/new").fields("/wishes")
            form.update(title=f"Onder een slot {lang}", words="Deze tekst blijft.")
            if s.engine == "sqlite":
                other = sqlite3.connect(s.data + "/schakel.db", isolation_level=None, check_same_thread=False)
                other.execute("BEGIN IMMEDIATE")
                free = lambda: (other.execute("ROLLBACK"), other.close())
            else:
                other = subprocess.Popen(["psql", "-q", s.options[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                other.stdin.write("BEGIN; LOCK TABLE wish IN EXCLUSIVE MODE; SELECT 'held';\n")
                other.stdin.flush()
                while "held" not in other.stdout.readline():
                    pass
                free = lambda: (other.stdin.write("ROLLBACK;\n\\q\n"), other.stdin.flush(), other.wait(10))
            answers = []
            t = threading.Thread(target=lambda: answers.append(b.post("/wishes", form)))
            t.start()
            for path in ("/today", "/wishes", "/me"):
                a = b.get(path)
                check(a.status == 200, lang, path, a.status)
            if lang == "nl":  # let go: it was only waiting
                free()
                t.join(20)
                check(answers and answers[0].status == 303, [x.status for x in answers])
            else:  # held on to: it says so, and keeps the text
                t.join(40)
                free()
                check(answers and answers[0].status == 503, [x.status for x in answers])
                check(answers[0].fields("/wishes")["words"] == "Deze tekst blijft.", "the text is gone")
                check("try again" in answers[0].text and answers[0].header("Retry-After"), "no advice")
                a = b.post("/wishes", answers[0].fields("/wishes"))
                check(a.status == 303, "afterwards", a.status)
            check(sum(w["title"] == form["title"] for w in b.wishes()) == 1, lang, "not once")
    finally:
        s.remove()


CONFIGS = [  # text, line, what the answer names
    ("data = x\nlistn = 127.0.0.1:1\n", 2, ["listn", "listen"]),
    ("# fine\n\nlisten 127.0.0.1:1\n", 3, ["name = value"]),
    ("listen = everywhere\n", 1, ["listen", "127.0.0.1:8080"]),
    ("listen = 127.0.0.1:99999\n", 1, ["listen", "127.0.0.1:8080"]),
    ("listen = 127.0.0.1:-1\n", 1, ["listen", "127.0.0.1:8080"]),
    ("listen =\n", 1, ["listen"]),
    ("dev = maybe\n", 1, ["dev", "yes or no"]),
    ("url = ftp://x\n", 1, ["url", "https://"]),
    ("database = mysql://x\n", 1, ["database", "postgresql://"]),
    ("metrics = 9100\n", 1, ["metrics", "127.0.0.1:8080"]),
    ("json = yes\n", 1, ["json", "known are"]),
    ("\xff\xfe = 1\n", 1, ["known are"]),
    ("a" * 5000 + " = 1\n", 1, ["known are"]),
    ("= 1\n", 1, ["known are"]),
]


def run_serve(s, *more, **popen):
    done = subprocess.run([PROGRAM, "serve", *more], capture_output=True, timeout=20, cwd=s.data, **popen)
    return done.returncode, done.stderr.decode("utf-8", "replace")


@test("B55")
def a_faulty_configuration_ends_with_the_line_and_what_would_be_right(main):
    path = main.data + "/schakel.conf"
    for text, line, named in CONFIGS:
        with open(path, "w", encoding="latin-1") as f:
            f.write(text)
        code, said = run_serve(main, "--config", path)
        check(code == 2 and f"{path}:{line}:" in said, text[:40], code, said)
        check(all(word in said for word in named), text[:40], said)
    os.remove(path)
    for more in (["--config", path], ["--config", main.data], ["--listen", "x"], ["--listen"], ["--data"], ["--url", "x"], ["--database", "x"], ["--what"],
                 ["--listen", "127.0.0.1:99999"], ["--listen", "[::1"], ["--config"], ["x"], ["--url", "http://x.example", "--listen", "0.0.0.0:0"]):
        code, said = run_serve(main, *more)
        check(code == 2 and len(said) > 10 and "Assert" not in said, more, code, said)


@test("B55")
def a_port_or_folder_that_cannot_be_used_is_said_in_both_languages(main):
    def as_nobody():
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
    folder = tempfile.mkdtemp(prefix="schakel-faults-")
    program = shutil.copy(PROGRAM, folder + "/schakel")
    os.mkdir(folder + "/closed", 0o555)
    os.chmod(folder, 0o755)
    open(folder + "/file", "w").close()
    try:
        for lang, taken, full, used in (("nl", "al in gebruik", "andere map", "in gebruik bij"), ("en", "in use", "another folder", "in use by")):
            env = {**os.environ, "LC_ALL": lang + "_XX.UTF-8", "LANG": lang}
            other = Server(main.engine, demo=False)
            code, said = run_serve(main, "--data", other.data, *other.options, "--listen", f"127.0.0.1:{main.port}", env=env)
            other.remove()
            check(code == 2 and taken in said and str(main.port) in said and "--listen" in said, lang, code, said)
            for where in (folder + "/closed", folder + "/closed/inside", folder + "/file", "/proc/schakel"):
                done = subprocess.run([program, "serve", "--data", where, "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=20,
                                      env=env, cwd=folder, preexec_fn=as_nobody)
                check(done.returncode == 2 and full in done.stderr, lang, where, done.returncode, done.stderr)
            if main.engine == "sqlite":
                code, said = run_serve(main, "--data", main.data, "--listen", "127.0.0.1:0", env=env)
                check(code == 2 and used in said, lang, code, said)
            code, said = run_serve(main, "--data", folder + "/pg", "--database", "postgresql://nobody@127.0.0.1:1/x?connect_timeout=2", "--listen", "127.0.0.1:0", env=env)
            check(code == 4 and len(said) > 10, lang, code, said)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
