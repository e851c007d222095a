#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Bad input and faults against the running program, one test per sentence. docs/faults.md says which id is held
where.

usage: run.py sqlite|postgresql [PART OF A NAME OR FILE]     PostgreSQL: under test/pg.sh"""
import os, sys, time, traceback
import stage
import bodies, dates, forms, memory, odd, process, protocol, sign_in  # noqa: F401  (each adds its tests)

engine = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
only = sys.argv[2] if len(sys.argv) > 2 else ""
server = stage.Server(engine).start()
passed = failed = 0
try:
    for ids, engines, fn in stage.TESTS:
        name = f"{fn.__module__}: {fn.__name__.replace('_', ' ')}"
        if engine not in engines and not os.environ.get("FAULTS_ALL"):
            print(f"skip {ids:12} {name}: not on {engine}")
            continue
        if only.replace("_", " ") not in name.replace("_", " "):
            continue
        began = time.monotonic()
        try:
            fn(server)
            stage.check(server.process.poll() is None, "the server has died")
            stage.check(" status=500 " not in server.log(), "a 500:", *[x for x in server.log().splitlines() if " status=500 " in x][:3])
            passed += 1
            print(f"ok   {ids:12} {name}  {time.monotonic() - began:.1f} s", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL {ids:12} {name}\n{traceback.format_exc(limit=-2)}", flush=True)
            if server.process is None or server.process.poll() is not None:
                server.start()
            open(server.data + "/log", "w").close()
    stage.check(server.stop() == 0, "the server did not end cleanly:", server.log()[-2000:])
finally:
    server.remove()
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0 or passed == 0)
