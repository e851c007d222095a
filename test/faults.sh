#!/bin/bash
# faults - the long campaigns: kills, power cuts, bad input on both engines, the time of a sign-in, fuzzing.
# About half an hour. FAULTS_KILLS (500), FAULTS_CUTS (1000) and FUZZ_SECONDS (60) make it shorter or longer.
# Prints a table of figures; docs/faults.md keeps those of the last run.
set -u
cd "$(dirname "$0")/.."
kills="${FAULTS_KILLS:-500}" cuts="${FAULTS_CUTS:-1000}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0
campaign() { # name, command...
  local name="$1" began=$SECONDS; shift
  if "$@" >"$folder/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); tail -n 30 "$folder/log"; name="FAILED $name"; fi
  printf '| %s | %s s | %s |\n' "$name" $((SECONDS - began)) \
    "$(grep -vE '^(1 passed, 0 failed|ok  )' "$folder/log" | grep -E '[0-9]' | tail -n "${LINES_SHOWN:-1}" | tr '\n|' ';/')"
}
printf '| campaign | took | result |\n|---|---|---|\n'
campaign "$kills kills with -9, SQLite" python3 test/kill.py --rounds "$kills"
campaign "$((kills / 5)) kills with -9, PostgreSQL" test/pg.sh python3 test/kill.py --rounds "$((kills / 5))"
campaign "$cuts power cuts" test/powercut.sh build "$cuts"
campaign "bad input and faults, SQLite" python3 test/faults/run.py sqlite
campaign "bad input and faults, PostgreSQL" test/pg.sh python3 test/faults/run.py postgresql
campaign "time of a sign-in" python3 test/faults/timing.py
if command -v clang >/dev/null; then LINES_SHOWN=20 campaign "fuzzing" test/fuzz.sh; else echo "| fuzzing | | skipped: no clang (make fuzz installs it) |"; fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
