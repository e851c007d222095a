#!/bin/sh
# setup - installs what a target needs from Debian 12 (as root or with sudo), once.
# usage: tools/setup.sh build|test|check|bench|fuzz
set -eu
cd "$(dirname "$0")/.."

build="gcc meson ninja-build pkg-config libsqlite3-dev libpq-dev libjansson-dev libsodium-dev
  libcmark-gfm-dev libcmark-gfm-extensions-dev zlib1g-dev libbrotli-dev tzdata"
test="postgresql-15 chromium python3 sqlite3 curl procps"
check="clang clang-format clang-tidy cppcheck"
bench="nginx-light fossil wrk curl python3 postgresql-15 procps"
fuzz="clang libclang-rt-14-dev"
case "${1:-build}" in
build) wanted="$build" ;;
test) wanted="$build $test" ;;
check) wanted="$build $check" ;;
bench) wanted="$build $bench" ;;
fuzz) wanted="$build $fuzz" ;;
*) echo "setup: build, test, check, bench or fuzz" >&2; exit 2 ;;
esac

missing=""
for package in $wanted; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
node_is_fine() { command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]; }
if [ ! -e web/dist/manifest.txt ] || [ "${1:-build}" = test ]; then
  node_is_fine || missing="$missing nodejs"
  command -v npm >/dev/null || missing="$missing npm"
fi
if [ -n "$missing" ]; then
  echo "setup: installing$missing"
  root=""
  [ "$(id -u)" = 0 ] || root="sudo"
  export DEBIAN_FRONTEND=noninteractive
  # Packages of servers must not start one: tests and benchmarks start their own.
  $root apt-get update -qq
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
