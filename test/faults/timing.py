#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""B40: a wrong password takes as long for an address that exists as for one that nobody has: medians within 10 %.
Every try comes from an address of its own, so that none is slowed down. usage: timing.py [TRIES] [sqlite|postgresql]"""
import statistics, sys
from stage import *

tries = int(sys.argv[1]) if len(sys.argv) > 1 else 150
s = Server(sys.argv[2] if len(sys.argv) > 2 else "sqlite").start()
took = {"known": [], "unknown": []}
try:
    for i in range(tries * 2):
        kind = "known" if i % 2 else "unknown"
        mail = (PUCK if i % 2 else f"niemand{i}") + DOMAIN
        b = Browser(s, source=f"127.0.{1 + i // 200}.{1 + i % 200}")
        began = time.perf_counter()
        a = b.api("POST", "/sign-in", {"mail": mail, "password": f"fout wachtwoord {i}"})
        took[kind].append(time.perf_counter() - began)
        check(a.status == 422, a.status, a.text)
finally:
    s.remove()
known, unknown = (1000 * statistics.median(took[k]) for k in ("known", "unknown"))
apart = abs(known - unknown) / known
print(f"median of {tries} tries each: known {known:.1f} ms, unknown {unknown:.1f} ms, {100 * apart:.1f} % apart")
print("1 passed, 0 failed" if apart <= 0.10 else "0 passed, 1 failed")
sys.exit(apart > 0.10)
