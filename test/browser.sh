#!/bin/bash
# browser - the program as people use it, in headless Chromium. usage: test/browser.sh sqlite|postgresql
set -eu
cd "$(dirname "$0")/.."
tools/front.sh
SCHAKEL_ENGINE="$1" node --test --test-concurrency=2 test/browser/*.test.mjs
