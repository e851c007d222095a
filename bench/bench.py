#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Measures the goals P1-P5, P9-P11 as ratios against a reference in the same run, rounds interleaved, medians.

usage: bench.py [p1 p3 p4 p5 p9 p10 …] [--rounds N] [--seconds S]"""
import argparse, http.client, json, os, platform, re, shutil, signal, socket, statistics, subprocess, sys, tempfile
import threading, time

p = argparse.ArgumentParser()
p.add_argument("names", nargs="*")
p.add_argument("--rounds", type=int, default=5)
p.add_argument("--seconds", type=int, default=3)
p.add_argument("--wishes", type=int, default=10000)
p.add_argument("--program", default="build/schakel")
o = p.parse_args()
TICK = os.sysconf("SC_CLK_TCK")
WORK = tempfile.mkdtemp(prefix="schakel-bench-")
rows, running = [], []


def free_port():
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    n = s.getsockname()[1]
    s.close()
    return n


def wait_for(port, path="/", limit=20):
    began = time.monotonic()
    while time.monotonic() - began < limit:
        try:
            c = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            c.request("GET", path)
            r = c.getresponse()
            r.read()
            return r
        except OSError:
            time.sleep(0.002)
    sys.exit(f"nothing answers on {port}")


def cpu_s(pid):
    """User and system seconds of a process and of its ended children."""
    f = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return sum(int(x) for x in f[11:15]) / TICK


def children(pid):
    out = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    return [int(x) for x in out]


def rss_mb(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read())[1]) / 1024


def stop(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
    running.remove(process)


def start(args, log, env=None):
    f = open(f"{WORK}/{log}.log", "ab")
    s = subprocess.Popen(args, stdout=f, stderr=f, env=env)
    running.append(s)
    return s


def schakel(data, *extra):
    port = free_port()
    s = start([o.program, "serve", "--data", data, "--listen", f"127.0.0.1:{port}", *extra], os.path.basename(data))
    wait_for(port, "/sign-in")
    return s, port


def sign_in(port, mail="puck.sleedoorn@zilverwilg.example"):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    c.request("POST", "/api/v1/sign-in", json.dumps({"mail": mail, "password": "schakel-demo"}), {"Content-Type": "application/json"})
    r = c.getresponse()
    body = r.read()
    assert r.status in (200, 201), (r.status, body)
    return r.getheader("Set-Cookie").split(";")[0]


def get(port, path, cookie=None):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    c.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    r = c.getresponse()
    return r, r.read()


def fill(port, cookie, n):
    """n wishes, through the API, as people would make them."""
    words = "Als een huurder belt over een lekkende kraan, moet ik nu terugbellen met een datum. "
    each = n // 16

    def some(k):
        c = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for i in range(each):
            c.request("POST", "/api/v1/wishes", json.dumps({"title": f"Wens {k}-{i} over de planning van reparaties", "words": words * 3, "send": True}),
                      {"Content-Type": "application/json", "Cookie": cookie})
            r = c.getresponse()
            assert r.status == 201, r.read()
            r.read()
    threads = [threading.Thread(target=some, args=(k,)) for k in range(16)]
    [t.start() for t in threads]
    [t.join() for t in threads]


def wrk(port, path, connections, headers=(), script=None, seconds=None):
    args = ["wrk", "-t2", f"-c{connections}", f"-d{seconds or o.seconds}s", "--latency"]
    for h in headers:
        args += ["-H", h]
    if script:
        args += ["-s", script]
    out = subprocess.run(args + [f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    unit = {"us": 1e-3, "ms": 1, "s": 1000}
    m = re.search(r"99%\s+([\d.]+)(us|ms|s)", out)
    total = int(re.search(r"(\d+) requests in", out)[1])
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    sock = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    errors = (int(bad[1]) if bad else 0) + (sum(int(x) for x in sock.groups()) if sock else 0)
    return {"rate": rate, "p99": float(m[1]) * unit[m[2]], "total": total, "errors": errors}


def measured(process, run, forks=False):
    """CPU per request. A server that forks per request has its ended children counted in its own figures."""
    pids = [process.pid] + ([] if forks else children(process.pid))
    before = sum(cpu_s(x) for x in pids)
    r = run()
    r["cpu_us"] = (sum(cpu_s(x) for x in pids) - before) / max(1, r["total"]) * 1e6
    return r


def med(rounds, key):
    return statistics.median(r[key] for r in rounds)


def interleave(**runs):
    results = {k: [] for k in runs}
    for run in runs.values():
        run()  # warm
    for _ in range(o.rounds):
        for k, run in runs.items():
            results[k].append(run())
    return results


def nginx(body):
    port, root = free_port(), f"{WORK}/nginx"
    os.makedirs(root + "/www", exist_ok=True)
    open(root + "/www/list.html", "wb").write(body)
    open(root + "/nginx.conf", "w").write(f"""daemon off; worker_processes 2; pid {root}/pid; error_log {root}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types {{ text/html html; }}
client_body_temp_path {root}/b; proxy_temp_path {root}/p; fastcgi_temp_path {root}/f; uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;
server {{ listen 127.0.0.1:{port}; root {root}/www; }} }}""")
    subprocess.run(["chmod", "-R", "a+rX", WORK], check=True)
    s = start([shutil.which("nginx") or "/usr/sbin/nginx", "-e", root + "/error.log", "-p", root, "-c", root + "/nginx.conf"], "nginx")
    wait_for(port, "/list.html")
    return s, port


def fossil(tickets):
    """Fossil with so many tickets, its first report cut to 50 rows, and somebody signed in. Returns the server, its
    port and the cookie. It forks for every request: what a child used is counted when the next request reaps it."""
    port, repo = free_port(), f"{WORK}/tickets-{tickets}.fossil"
    env = dict(os.environ, HOME=WORK, USER="bench")
    run = lambda *args, **more: subprocess.run(["fossil", *args], check=True, capture_output=True, env=env, text=True, **more)
    if not os.path.exists(repo):
        run("new", repo)
        run("user", "new", "puck", "puck@example.org", "schakel-demo", "-R", repo)
        run("user", "capabilities", "puck", "s", "-R", repo)
        inserts = "".join(
            "INSERT INTO ticket(tkt_uuid,tkt_mtime,tkt_ctime,type,status,subsystem,priority,severity,title) VALUES("
            f"lower(hex(randomblob(20))),julianday('now')-{i}/500.0,julianday('now'),'Feature_Request','Open','plan','High','Minor',"
            f"'Wens {i} over de planning van reparaties');\n" for i in range(tickets))
        run("sql", "-R", repo, "-batch", input=f"BEGIN;\n{inserts}COMMIT;\n"
            "UPDATE reportfmt SET sqlcode = sqlcode || ' ORDER BY tkt_mtime DESC LIMIT 50' WHERE rn = 1;\n")
    log = open(WORK + "/fossil.log", "ab")
    s = subprocess.Popen(["fossil", "server", "--port", str(port), "--localhost", "--nossl", repo], env=env, stdout=log, stderr=log)
    running.append(s)
    wait_for(port, "/login")
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    c.request("POST", "/login", "u=puck&p=schakel-demo&in=Login", {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1:{port}/login"})
    cookie = c.getresponse().getheader("Set-Cookie").split(";")[0]
    return s, port, cookie


def row(name, what, ours, reference, ratio, goal, met):
    rows.append((name, what, ours, reference, ratio, goal, "yes" if met else "NO"))
    print(" | ".join(str(x) for x in rows[-1]), flush=True)


POST_LUA = """local n = 0
wrk.method = "POST"
request = function()
  n = n + 1
  return wrk.format("POST", nil, nil, '{"title":"wrk ' .. n .. '","words":"Een wens onder belasting."}')
end"""


def main():
    want = lambda *names: not o.names or any(x in o.names for x in names)
    data = WORK + "/sqlite"
    subprocess.run([o.program, "demo", "--data", data], check=True, capture_output=True)
    s, port = schakel(data)
    cookie = sign_in(port)
    fill(port, cookie, o.wishes)
    h = [f"Cookie: {cookie}"]
    r, page = get(port, "/wishes", cookie)
    assert r.status == 200, r.status
    pg_url = os.environ.get("SCHAKEL_TEST_PG")
    pg = None
    if pg_url:
        subprocess.run([o.program, "demo", "--data", WORK + "/pg", "--database", pg_url], check=True, capture_output=True)
        pg, pg_port = schakel(WORK + "/pg", "--database", pg_url)
        pg_cookie = sign_in(pg_port)
        fill(pg_port, pg_cookie, o.wishes)

    if want("p1", "p2", "p5"):
        n, n_port = nginx(page)
        runs = dict(
            ours=lambda: measured(s, lambda: wrk(port, "/wishes", 16, h)),
            nginx=lambda: measured(n, lambda: wrk(n_port, "/list.html", 16)),
            json=lambda: measured(s, lambda: wrk(port, "/api/v1/wishes", 16, h)))
        if pg:
            runs["pg"] = lambda: measured(pg, lambda: wrk(pg_port, "/wishes", 16, [f"Cookie: {pg_cookie}"]))
        got = interleave(**runs)
        show = lambda k: f"{med(got[k], 'rate'):.0f}/s, {med(got[k], 'cpu_us'):.0f} µs"
        assert not sum(x["errors"] for x in got["ours"] + got["json"]), "errors"
        ratio = med(got["ours"], "rate") / med(got["nginx"], "rate")
        row("P1", f"signed-in list of 50, {len(page) / 1024:.1f} KB, 16 connections, SQLite", show("ours"), "nginx static " + show("nginx"), f"{ratio:.3f} x", ">= 0.125 x", ratio >= 0.125)
        p99 = med(got["ours"], "p99") / med(got["nginx"], "p99")
        row("P2", "p99 of P1", f"{med(got['ours'], 'p99'):.2f} ms", f"nginx {med(got['nginx'], 'p99'):.2f} ms", f"{p99:.2f} x", "<= 3 x", p99 <= 3)
        ratio = med(got["json"], "rate") / med(got["ours"], "rate")
        row("P5", "the same list as JSON", show("json"), "HTML " + show("ours"), f"{ratio:.2f} x", ">= 0.9 x", ratio >= 0.9)
        if pg:
            ratio = med(got["pg"], "rate") / med(got["nginx"], "rate")
            row("P1 pg", "P1 on PostgreSQL (its own processes not counted)", show("pg"), "nginx static " + show("nginx"), f"{ratio:.3f} x", "beside SQLite", True)
        stop(n)

    if want("p3"):
        f, f_port, f_cookie = fossil(o.wishes)
        _, fpage = get(f_port, "/rptview?rn=1", f_cookie)
        assert fpage.count(b"Wens ") == 50 and b"puck" in fpage, "Fossil shows 50 tickets to whom it knows"

        def of_fossil():
            r = wrk(f_port, "/rptview?rn=1", 4, [f"Cookie: {f_cookie}"])
            time.sleep(0.2)
            get(f_port, "/rptview?rn=1", f_cookie)  # reaps the last children
            return r
        got = interleave(ours=lambda: measured(s, lambda: wrk(port, "/wishes", 16, h)), fossil=lambda: measured(f, of_fossil, forks=True))
        assert not sum(x["errors"] for x in got["ours"] + got["fossil"]), "errors"
        ratio = med(got["fossil"], "cpu_us") / med(got["ours"], "cpu_us")
        row("P3", f"CPU per list page, {o.wishes} items", f"{med(got['ours'], 'cpu_us'):.0f} µs", f"Fossil {med(got['fossil'], 'cpu_us') / 1000:.1f} ms ({len(fpage) / 1024:.0f} KB)", f"{ratio:.0f} x", ">= 100 x", ratio >= 100)
        stop(f)

    if want("p4"):
        lua = WORK + "/post.lua"
        open(lua, "w").write(POST_LUA)
        single_data = WORK + "/single"
        subprocess.run([o.program, "demo", "--data", single_data], check=True, capture_output=True)
        one, one_port = schakel(single_data, "--writes-per-commit", "1")
        one_cookie = sign_in(one_port)
        post = lambda pr, prt, ck, c: measured(pr, lambda: wrk(prt, "/api/v1/wishes", c, [f"Cookie: {ck}", "Content-Type: application/json"], lua))
        errors = total = 0
        for c, goal in ((16, 3), (64, 5)):
            runs = dict(group=lambda: post(s, port, cookie, c), single=lambda: post(one, one_port, one_cookie, c))
            if pg:
                runs["pg"] = lambda: post(pg, pg_port, pg_cookie, c)
            got = interleave(**runs)
            errors += sum(x["errors"] for x in got["group"])
            total += sum(x["total"] for x in got["group"])
            ratio = med(got["group"], "rate") / med(got["single"], "rate")
            row("P4", f"durable POST, {c} connections, SQLite", f"{med(got['group'], 'rate'):.0f}/s, p99 {med(got['group'], 'p99'):.0f} ms", f"one commit each {med(got['single'], 'rate'):.0f}/s", f"{ratio:.1f} x", f">= {goal} x", ratio >= goal)
            if pg:
                row("P4 pg", f"durable POST, {c} connections, PostgreSQL (fsync off in the test server)", f"{med(got['pg'], 'rate'):.0f}/s", "", "", "beside SQLite", True)
        row("P4", "errors of durable POSTs", f"{errors} of {total}", "", "", "0 of 10,000", errors == 0 and total >= 10000)
        stop(one)

    if want("p9"):
        cookies = [sign_in(port) for _ in range(int(os.environ.get("BENCH_SESSIONS", "500")))]
        for ck in cookies:
            get(port, "/wishes", ck)
        mb = rss_mb(s.pid)
        row("P9", f"memory, {o.wishes} wishes and more, {len(cookies)} sessions", f"{mb:.0f} MB", "", "", "<= 40 MB", mb <= 40)

    if want("p10"):
        stop(s)
        ours, theirs = [], []
        f, f_port, f_cookie = fossil(100)
        stop(f)
        repo, f_env = f"{WORK}/tickets-100.fossil", dict(os.environ, HOME=WORK, USER="bench")
        for _ in range(o.rounds + 2):
            pt = free_port()
            began = time.monotonic()
            x = start([o.program, "serve", "--data", data, "--listen", f"127.0.0.1:{pt}"], "p10")
            wait_for(pt, "/sign-in")
            ours.append(time.monotonic() - began)
            stop(x)
            pt = free_port()
            began = time.monotonic()
            x = start(["fossil", "server", "--port", str(pt), "--localhost", "--nossl", repo], "p10f", f_env)
            wait_for(pt, "/login")
            theirs.append(time.monotonic() - began)
            stop(x)
        a, b = statistics.median(ours), statistics.median(theirs)
        row("P10", "start to first answer", f"{a * 1000:.0f} ms", f"Fossil {b * 1000:.0f} ms", f"{a / b:.2f} x", "<= 1 x", a <= b)
    if want("p11"):
        row("P11", "list page of 50", f"{len(page) / 1024:.1f} KB", "", "", "<= 20 KB", len(page) <= 20 * 1024)
    write_table()


def write_table():
    out = ["| goal | what | Schakel | reference | ratio | wanted | met |", "|---|---|---|---|---|---|---|"]
    out += ["| " + " | ".join(str(x) for x in r) + " |" for r in rows]
    text = "\n".join(out) + "\n"
    target = "docs/benchmarks.md"
    if not o.names and os.path.exists(target):
        old = open(target).read()
        head, _, rest = old.partition("<!-- table -->\n")
        _, _, tail = rest.partition("<!-- end -->")
        machine = f"\nMeasured on {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}, medians of {o.rounds} interleaved rounds of {o.seconds} s.\n\n"
        open(target, "w").write(head + "<!-- table -->\n" + machine + text + "<!-- end -->" + tail)


try:
    main()
finally:
    for s in list(running):
        s.kill()
    shutil.rmtree(WORK, ignore_errors=True)
