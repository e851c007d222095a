#!/bin/bash
# run - every test: house, rules, operations on both engines, threads under TSan, the program in a browser.
set -eu
cd "$(dirname "$0")/.."
passed=0
step() { # a name and a command; stops at the first failure
  local name="$1" began=$SECONDS; shift
  if ! "$@" >"build-test/$name.log" 2>&1; then
    tail -n 60 "build-test/$name.log"
    echo "FAILED $name (whole log: build-test/$name.log)"
    echo "$passed passed, 1 failed"
    exit 1
  fi
  passed=$((passed + 1))
  printf '%-34s %4d s   %s\n' "$name" $((SECONDS - began)) "$(grep -E '^(Ok:|[0-9]+ passed|# pass|[0-9]+ files read)' "build-test/$name.log" | tr -s ' ' | tail -n 1)"
}
mkdir -p build-test
step house python3 test/tidy.py .
step build tools/build.sh build schakel
step build-with-sanitizers tools/build.sh build-test
step build-of-tests ninja -C build-test meson-test-prereq
step rules-and-operations-sqlite meson test -C build-test --no-rebuild --print-errorlogs
step operations-postgresql test/pg.sh meson test -C build-test --no-rebuild --print-errorlogs --suite ops --suite store
step build-for-threads tools/build.sh build-tsan meson-test-prereq
step threads meson test -C build-tsan --no-rebuild --print-errorlogs --suite threads
step fuzz-corpus test/corpus.sh
[ ! -d ../shared/forecast/histories ] || step dates-on-real-histories test/forecast_backtest.sh
[ ! -e ../shared/tools/http_strict.py ] || step http-strict test/http_strict.sh
step journal-altered python3 test/verify.py
step killed-while-writing python3 test/kill.py --rounds 20
step killed-while-writing-postgresql test/pg.sh python3 test/kill.py --rounds 6
step bad-input-sqlite python3 test/faults/run.py sqlite
step bad-input-postgresql test/pg.sh python3 test/faults/run.py postgresql
step browser-sqlite test/browser.sh sqlite
step browser-postgresql test/pg.sh test/browser.sh postgresql
echo "$passed passed, 0 failed"
