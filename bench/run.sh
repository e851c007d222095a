#!/bin/bash
# run - every benchmark of docs/benchmarks.md: ratios against a reference in the same run.
# usage: bench/run.sh [names…]     writes the table to docs/benchmarks.md when all ran
set -eu
cd "$(dirname "$0")/.."
exec test/pg.sh python3 bench/bench.py "$@"
