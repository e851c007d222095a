#!/bin/bash
# sqlgen_test - what sqlgen makes, and what it refuses: tools/sqlgen_test.sh SQLGEN
set -u
sqlgen=$1 folder=$(mktemp -d) passed=0 failed=0
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/pet" "$folder/out"
check() { # a sentence, then a command that must succeed
  local name="$1"; shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $name"; fi
}
refused() { # a sentence, the reason that must be given, the file's text
  printf '%s\n' "$3" >"$folder/pet/pet.sql"
  check "$1" bash -c '! "$0" "$1/out" "$1/pet/pet.sql" 2>"$1/why" && grep -qF -- "$2" "$1/why"' "$sqlgen" "$folder" "$2"
}
made() { # a sentence, the text that sql_all.c must hold, the file's text
  printf '%s\n' "$3" >"$folder/pet/pet.sql"
  check "$1" bash -c '"$0" "$1/out" "$1/pet/pet.sql" && grep -qF -- "$2" "$1/out/sql_all.c"' "$sqlgen" "$folder" "$2"
}
made "parameters are rewritten for PostgreSQL" 'a = $1 AND b = $2' '-- name: pet_x
SELECT 1 WHERE a = ?1 AND b = ?2'
made "they are left alone for SQLite" 'a = ?1 AND b = ?2"' '-- name: pet_x
SELECT 1 WHERE a = ?1 AND b = ?2'
made "quoted text is left alone" "'?3 -- ''\$1''; ?' , \$1\"" "-- name: pet_x
SELECT '?3 -- ''\$1''; ?' , ?1;"
made "comments go" '"SELECT 1 FROM pet"}' '-- about this file
-- name: pet_x
SELECT 1 -- why ?7 ; $
FROM pet -- end'
made "dialects may differ" '"SELECT 2"}' '-- name: pet_x postgresql
SELECT 2
-- name: pet_x sqlite
SELECT 1'
check "the header names the statement" grep -qF 'extern const Sql sql_pet_x;' "$folder/out/pet_sql.h"
refused "a name twice" "exists already" '-- name: pet_x
SELECT 1
-- name: pet_x
SELECT 2'
refused "another folder's name" "starts with its folder" '-- name: cat_x
SELECT 1'
refused "one dialect alone" "one dialect is missing" '-- name: pet_x sqlite
SELECT 1'
refused "an unknown dialect" "the dialect is" '-- name: pet_x oracle
SELECT 1'
refused "two statements" "one statement" '-- name: pet_x
SELECT 1; SELECT 2'
refused "a gap in the parameters" "is skipped" '-- name: pet_x
SELECT ?1, ?3'
refused "a parameter without a number" "?1, ?2" '-- name: pet_x
SELECT ?'
refused "a dollar parameter" "write parameters as ?1" '-- name: pet_x
SELECT $1'
refused "an open quote, also when a later block would close it" "not closed" "-- name: pet_x
SELECT 'a
-- name: pet_y
SELECT b'"
refused "an empty block" "is empty" '-- name: pet_x
-- nothing'
refused "SQL without a name" "before the first" 'SELECT 1'
refused "different parameters per dialect" "different parameters" '-- name: pet_x sqlite
SELECT ?1
-- name: pet_x postgresql
SELECT 1'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
