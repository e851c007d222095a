#!/bin/bash
# powercut - records what the store writes and syncs, cuts the power at random moments, and looks for lost rows.
#   test/powercut.sh [BUILD [CUTS [WRITES]]]     default build, 1000 cuts of 3000 writes
# The recorder and the replayer are the reference's (../shared/tools/powercut); without them this is skipped.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build} cuts=${2:-1000} writes=${3:-3000}
tools=../shared/tools/powercut
if [ ! -e $tools/plog.c ]; then
  echo "powercut: SKIPPED, $tools is not here"
  exit 0
fi
ninja -C "$build" src/db/powercut >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cc -shared -fPIC -w -o "$folder/plog.so" $tools/plog.c -ldl
PLOG="$folder/log" LD_PRELOAD="$folder/plog.so" "$build/src/db/powercut" "$folder/data" "$writes"
TMPDIR="$folder" python3 $tools/replay.py "$folder/log" "$cuts" 1 | tee "$folder/result"
if ! grep -q "cuts=$cuts acked-lost-in=0 .* corrupt=0 gaps=0" "$folder/result"; then
  echo "0 passed, 1 failed"
  exit 1
fi
echo "1 passed, 0 failed"
