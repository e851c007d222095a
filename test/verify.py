#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""One altered sign in the journal is found and named, sealed or not; an untouched journal is whole.

usage: verify.py [PROGRAM]"""
import os, shutil, sqlite3, subprocess, sys, tempfile, time

program = sys.argv[1] if len(sys.argv) > 1 else "build/schakel"
work = tempfile.mkdtemp(prefix="schakel-verify-")
failed = passed = 0


def verify(data):
    r = subprocess.run([program, "verify", "--data", data], capture_output=True, text=True, timeout=60)
    return r.returncode, r.stdout + r.stderr


def check(what, ok, detail):
    global passed, failed
    passed, failed = passed + ok, failed + (not ok)
    if not ok:
        print(f"FAILED {what}: {detail}")


def copy(name):
    shutil.copytree(whole, f"{work}/{name}")
    return f"{work}/{name}"


try:
    whole = work + "/whole"
    subprocess.run([program, "demo", "--data", whole], check=True, capture_output=True)
    check("an untouched journal is whole", verify(whole)[0] == 0, verify(whole))
    loose = copy("loose")  # before anything was sealed
    server = subprocess.Popen([program, "serve", "--data", whole, "--listen", "127.0.0.1:0"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        time.sleep(0.1)
        db = sqlite3.connect(whole + "/schakel.db")
        sealed = db.execute("SELECT COUNT(*) FROM journal_seal").fetchone()[0]
        total = db.execute("SELECT COUNT(*) FROM journal").fetchone()[0]
        db.close()
        if total and sealed == total:
            break
    server.terminate()
    server.wait(timeout=15)
    code, text = verify(whole)
    check("a sealed journal is whole", code == 0 and f"sealed to {total}," in text, text)

    changes = {
        "a changed fact": "UPDATE journal SET facts = replace(facts, '{', '{ ') WHERE id = ?",
        "a changed moment": "UPDATE journal SET at_ms = at_ms + 1 WHERE id = ?",
        "another actor": "UPDATE journal SET actor_id = '0000000000DEMP000000000P99' WHERE id = ?",
        "a removed entry": "DELETE FROM journal WHERE id = ?",
    }
    for where in ("loose", "whole"):
        for name, sql in changes.items():
            if where == "loose" and name == "a removed entry":
                continue  # what was never sealed leaves no trace; that is what the seal is for
            data = shutil.copytree(f"{work}/{where}", f"{work}/{where}-{name.replace(' ', '-')}")
            db = sqlite3.connect(data + "/schakel.db")
            victim = db.execute("SELECT id FROM journal ORDER BY id LIMIT 1 OFFSET 100").fetchone()[0]
            db.execute(sql, (victim,))
            db.commit()
            db.close()
            code, text = verify(data)
            check(f"{name} is found and named ({where})", code == 1 and victim in text, text)
    data = shutil.copytree(whole, work + "/chain")
    db = sqlite3.connect(data + "/schakel.db")
    db.execute("UPDATE journal_seal SET chain = 'x' || substr(chain, 2) WHERE n = 50")
    db.commit()
    db.close()
    check("an altered seal is found", verify(data)[0] == 1, verify(data))
finally:
    shutil.rmtree(work, ignore_errors=True)
print(f"{passed} passed, {failed} failed")
sys.exit(bool(failed) or not passed)
