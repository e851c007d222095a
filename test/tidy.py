#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Guards the house: who may include whom, how long files are, what never stands in them.

usage: tidy.py ROOT      exit 1 when a rule is broken or nothing was read"""
import pathlib, re, sys

ROOT = pathlib.Path(sys.argv[1])
SRC = ROOT / "src"
SLICES = "people language goals wish guard priority flow forecast change value rhythm compass search today".split()
LAYERS = {"base": [], "db": ["base"], "text": ["base"], "http": ["base"], "core": ["base", "db", "text"],
          "web": ["base", "text", "http", "core"],
          # the command line starts the server, so it sees web and http; never a slice
          "cli": ["base", "text", "core", "db", "http", "web"]}
for i, s in enumerate(SLICES):
    LAYERS[s] = ["base", "text", "core"] + SLICES[:i]
LINES_MAX = 500
DATA = re.compile(r"demo_.*\.c$|_data\.c$")  # tables of data are as long as their data
BANNED = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|strtok|gets|atoi|atol|alloca|system|popen)\s*\(")
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
problems, read = [], 0


def problem(path, line, text):
    problems.append(f"{path.relative_to(ROOT)}:{line}: {text}")


def includes(path, text):
    parts = path.relative_to(SRC).parts
    if len(parts) == 1:  # main.c, app.c, testing.c: may see everything
        return
    here = parts[0]
    if here not in LAYERS:
        problem(path, 1, f"unknown layer or slice {here}")
        return
    if path.name.endswith(("_ops_test.c", "_store_test.c")):  # they link the whole program
        return
    for n, line in enumerate(text.splitlines(), 1):
        m = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
        if not m:
            continue
        there, _, name = m[1].rpartition("/")
        if not there:
            made = name.endswith("_sql.h") or name == "embedded.h"
            if name.endswith("_sql.h") and here in SLICES and not name.startswith(here):
                problem(path, n, f"{name} is another slice's SQL")
            if not made and not (path.parent / name).exists():
                problem(path, n, f"{name} is not beside it")
            continue
        there = there.split("/")[0]
        inside = there in SLICES and there != here and name != there + ".h"
        store = here in SLICES and there == "db" and "_store" in path.name
        if there != here and (there not in LAYERS[here] and not store or inside):
            problem(path, n, f"{here} may not include {m[1]}")


for path in sorted(SRC.rglob("*.[ch]")):
    text = path.read_text(encoding="utf-8")
    read += 1
    lines = text.count("\n")
    if lines > LINES_MAX and not DATA.search(path.name):
        problem(path, lines, f"{lines} lines; two nouns in one file?")
    if not text.startswith("// SPDX-License-Identifier: EUPL-1.2"):
        problem(path, 1, "no SPDX line at the top")
    includes(path, text)
    for n, line in enumerate(text.splitlines(), 1):
        code = line.split("//")[0]
        if BANNED.search(code) and "/*" not in code.split("(")[0]:
            problem(path, n, "a function that is not safe to use")
        if LATER.search(line):
            problem(path, n, "left for later; do it or name it in an issue")

for path in sorted(SRC.rglob("*.html")):
    text = path.read_text(encoding="utf-8")
    read += 1
    for n, line in enumerate(text.splitlines(), 1):
        if re.search(r'(^|\s)style=|\son[a-z]+="|<style|<script>|javascript:|hx-on|\{\{\{', line):
            problem(path, n, "inline style or script, or raw output, in a template")

for lists in (sorted((ROOT / "web").rglob("*.ts")), sorted((ROOT / "web" / "styles").rglob("*.css"))):
    for path in lists:
        read += 1
        if path.read_text(encoding="utf-8").count("\n") > LINES_MAX:
            problem(path, 1, "more than 500 lines")

print("\n".join(problems))
print(f"{read} files read, {len(problems)} problems")
sys.exit(bool(problems) or not read)
