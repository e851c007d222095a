#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Kills the server with -9 while people write, again and again: no acknowledged write may be missing, the
journal must be whole, and the next start must answer within a second.

usage: kill.py [--rounds N] [--program build/schakel] [--writers N]     SQLite; under test/pg.sh: PostgreSQL"""
import argparse, http.client, json, os, random, re, shutil, signal, subprocess, sys, tempfile, threading, time, urllib.parse

p = argparse.ArgumentParser()
p.add_argument("--rounds", type=int, default=20)
p.add_argument("--program", default="build/schakel")
p.add_argument("--writers", type=int, default=12)
p.add_argument("--seed", type=int, default=1)
o = p.parse_args()
R = random.Random(o.seed)
extra = []
if os.environ.get("SCHAKEL_TEST_PG"):
    url, name = os.environ["SCHAKEL_TEST_PG"], f"kill_{os.getpid()}"
    subprocess.run(["psql", "-q", url, "-c", f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"], check=True)
    extra = ["--database", url.replace("/postgres?", f"/{name}?")]
MAIL, WORD = "puck.sleedoorn@zilverwilg.example", "schakel-demo"


def start(data):
    began = time.monotonic()
    log = open(data + "/log", "ab")
    where = log.tell()
    s = subprocess.Popen([o.program, "serve", "--data", data, "--listen", "127.0.0.1:0", *extra], stdout=log, stderr=log)
    while time.monotonic() - began < 20:
        with open(data + "/log", "rb") as f:
            f.seek(where)
            m = re.search(rb"port=(\d+)", f.read())
        if m:
            port = int(m[1])
            c = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            c.request("GET", "/sign-in")
            assert c.getresponse().status == 200
            return s, port, time.monotonic() - began
        if s.poll() is not None:
            break
        time.sleep(0.01)
    sys.exit("the server did not start: " + open(data + "/log").read()[-2000:])


def sign_in(port):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    c.request("POST", "/api/v1/sign-in", json.dumps({"mail": MAIL, "password": WORD}), {"Content-Type": "application/json"})
    r = c.getresponse()
    body = r.read()
    assert r.status in (200, 201), (r.status, body)
    return r.getheader("Set-Cookie").split(";")[0]


def write(port, cookie, name, acked, stop):
    n = 0
    try:
        c = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while not stop.is_set():
            title = f"kill {name} {n}"
            n += 1
            c.request("POST", "/api/v1/wishes", json.dumps({"title": title, "words": "geschreven onder een kill"}),
                      {"Content-Type": "application/json", "Cookie": cookie})
            r = c.getresponse()
            body = json.loads(r.read())
            if r.status == 201:
                acked.append((body["number"], title))
    except (OSError, http.client.HTTPException, ValueError):
        pass


def missing(port, writes):
    """How many of these are not there as they were written, with their entry in the journal."""
    c, n = http.client.HTTPConnection("127.0.0.1", port, timeout=10), 0
    for number, title in writes:
        c.request("GET", f"/api/v1/wishes/{number}", headers={"Cookie": cookie})
        r = c.getresponse()
        body = r.read().decode()
        n += r.status != 200 or json.loads(body)["title"] != title or '"journal.wish.draft"' not in body
    return n


data = tempfile.mkdtemp(prefix="schakel-kill-")
subprocess.run([o.program, "demo", "--data", data, *extra], check=True, stdout=subprocess.DEVNULL)
acked, lost, slowest = [], 0, 0.0
server, port, _ = start(data)
cookie = sign_in(port)
for round_ in range(o.rounds):
    stop, mine = threading.Event(), []
    threads = [threading.Thread(target=write, args=(port, cookie, f"{round_}-{i}", mine, stop)) for i in range(o.writers)]
    for t in threads:
        t.start()
    time.sleep(R.uniform(0.1, 0.5))
    server.send_signal(signal.SIGKILL)
    server.wait()
    stop.set()
    for t in threads:
        t.join()
    server, port, took = start(data)
    slowest = max(slowest, took)
    lost += missing(port, mine[-60:])  # the last before the kill are the ones to fear; the rest at the end
    acked += mine
lost += missing(port, R.sample(acked, min(len(acked), 20000)))
server.send_signal(signal.SIGTERM)
ended = server.wait(timeout=15)
verify = subprocess.run([o.program, "verify", "--data", data, *extra], capture_output=True, text=True)
print(f"{o.rounds} kills, {len(acked)} acknowledged writes, {lost} missing, slowest start {slowest:.2f} s, "
      f"clean stop {ended == 0}, {verify.stdout.strip()}{verify.stderr.strip()}")
ok = acked and not lost and ended == 0 and verify.returncode == 0 and slowest < 1.0
print("1 passed, 0 failed" if ok else "0 passed, 1 failed")
shutil.rmtree(data, ignore_errors=not ok)
sys.exit(not ok)
