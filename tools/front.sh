#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Makes the files for the browser: tools/front.sh OUT. Without OUT it only fetches the build tools.
# The second time it fetches nothing: node_modules remembers which lock file it was made from.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
command -v node >/dev/null 2>&1 || { echo "front.sh: Node 18 or newer is needed" >&2; exit 1; }
node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' ||
    { echo "front.sh: Node 18 or newer is needed, this is $(node --version)" >&2; exit 1; }

fetch_tools() {
    wanted=$(sha256sum <"$root/package-lock.json")
    stamp=$root/node_modules/.made-from
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return; fi
    (cd "$root" && npm ci --loglevel=error) || {
        echo "front.sh: npm could not fetch the build tools" >&2
        return 1
    }
    echo "$wanted" >"$stamp"
}

# Two builds at once (debug and sanitizers) would empty node_modules under each other.
exec 9<"$root/package-lock.json"
flock 9
fetch_tools
if [ $# -gt 0 ]; then exec node "$root/web/build.mjs" "$1"; fi
