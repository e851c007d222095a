#!/bin/bash
# check - format, static analysis, and a build without warnings by the other compiler.
set -eu
cd "$(dirname "$0")/.."
ours=$(git ls-files 'src/*.c' 'src/*.h' 'tools/*.c' 'bench/*.c' 'test/*.c')
echo "format"; clang-format --dry-run --Werror $ours
echo "clang without warnings"; tools/build.sh build-clang
echo "tidy"
tools/build.sh build-clang
! clang-tidy --quiet -p build-clang $(git ls-files 'src/*.c' | grep -v -e _test.c -e _fuzz.c -e demo_) 2>/dev/null | grep -E 'warning:|error:'
echo "cppcheck" # it takes the Err of TRY for a pointer to an output, and cannot read bool in a ternary: suppressed
cppcheck --quiet --error-exitcode=1 --enable=warning,portability --inline-suppr --std=c11 -Isrc -Ibuild \
  --suppress=nullPointerRedundantCheck --suppress=unknownMacro --suppress=identicalInnerCondition \
  --suppress=returnDanglingLifetime --suppress=autoVariables --suppress=internalAstError $(git ls-files 'src/*.c' | grep -v -e _test.c -e _fuzz.c -e demo_)
echo "ok"
