#!/bin/bash
# corpus - every input that ever taught a fuzz target something, once more, under the sanitizers.
# usage: test/corpus.sh [BUILD FOLDER]   (build-test)
set -eu
cd "$(dirname "$0")/.."
build="${1:-build-test}"
[ -e "$build/build.ninja" ] || tools/build.sh "$build" fuzz-targets
ninja -C "$build" fuzz-targets | tail -n 1
passed=0 failed=0
for target in "$build"/fuzz_*; do
  [ -f "$target" ] && [ -x "$target" ] || continue
  name=$(basename "$target"); name=${name#fuzz_}
  if [ ! -d "test/corpus/$name" ]; then
    echo "$name has no corpus: make test/corpus/$name with an example or two"
    failed=$((failed + 1))
  elif "$target" "test/corpus/$name" >"$build/corpus.log" 2>&1; then
    passed=$((passed + 1))
    printf '%-12s %s\n' "$name" "$(tail -n 1 "$build/corpus.log")"
  else
    tail -n 40 "$build/corpus.log"
    failed=$((failed + 1))
  fi
done
for folder in test/corpus/*/; do
  name=$(basename "$folder")
  [ -x "$build/fuzz_$name" ] || { echo "test/corpus/$name belongs to no target"; failed=$((failed + 1)); }
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
