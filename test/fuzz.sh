#!/bin/bash
# fuzz - every fuzz target for FUZZ_SECONDS (60) with libFuzzer, ASan and UBSan, from its corpus; what is new and
# interesting stays in build-fuzz/corpus, what breaks a target in build-fuzz/crash-NAME-*.
# usage: test/fuzz.sh [NAME...]
set -eu
cd "$(dirname "$0")/.."
seconds="${FUZZ_SECONDS:-60}"
[ -e build-fuzz/build.ninja ] || CC=clang meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined \
  -Db_lundef=false -Doptimization=1 >/dev/null
ninja -C build-fuzz fuzz-targets | tail -n 1
passed=0 failed=0
[ $# -gt 0 ] || set -- $(ls test/corpus)
for name in "$@"; do
  mkdir -p "build-fuzz/corpus/$name"
  log="build-fuzz/$name.log"
  options="-max_total_time=$seconds -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -max_len=16384"
  [ ! -e "test/corpus/$name.dict" ] || options="$options -dict=test/corpus/$name.dict"
  if "build-fuzz/fuzz_$name" $options "-artifact_prefix=build-fuzz/crash-$name-" \
    "build-fuzz/corpus/$name" "test/corpus/$name" >"$log" 2>&1; then
    passed=$((passed + 1))
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    cover=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1)
    printf '%-12s %10s runs in %s s, %s\n' "$name" "$runs" "$seconds" "$cover"
  else
    failed=$((failed + 1))
    tail -n 40 "$log"
    echo "FAILED $name (build-fuzz/crash-$name-*)"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
