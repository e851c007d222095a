#!/bin/bash
# build - a build folder of one kind: tools/build.sh build|build-test|build-tsan|build-clang
set -euo pipefail
cd "$(dirname "$0")/.."
case "$1" in
build) options="--buildtype=debugoptimized" ;;
build-test) options="-Db_sanitize=address,undefined -Doptimization=1" ;;
build-tsan) options="-Db_sanitize=thread -Db_lundef=false -Doptimization=1" ;;
build-clang) options="-Doptimization=1" ; CC=clang; export CC ;;
*) echo "build: unknown kind $1" >&2; exit 2 ;;
esac
[ -e "$1/build.ninja" ] || meson setup "$1" $options >/dev/null
shift_kind="$1"; shift
ninja -C "$shift_kind" "$@" | tail -n 1
