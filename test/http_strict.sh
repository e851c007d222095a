#!/bin/bash
# http_strict - malformed requests against the running program: no deviation more than 4, none answered twice.
set -eu
cd "$(dirname "$0")/.."
data=$(mktemp -d)
build/schakel serve --data "$data" --listen 127.0.0.1:0 >"$data/out" 2>"$data/log" &
pid=$!
trap 'kill $pid 2>/dev/null; wait $pid 2>/dev/null; rm -rf "$data"' EXIT
for _ in $(seq 100); do port=$(sed -n 's/.*port=\([0-9]*\).*/\1/p' "$data/log" | head -n 1); [ -n "$port" ] && break; sleep 0.05; done
python3 ../shared/tools/http_strict.py --json --path /sign-in "127.0.0.1:$port" >"$data/result" || true
python3 - "$data/result" <<'P'
import json, sys
r = json.load(open(sys.argv[1]))
print(r)
assert r["judged"] >= 50 and len(r["deviations"]) <= 4 and not r["smuggled"], r
print("1 passed, 0 failed")
P
