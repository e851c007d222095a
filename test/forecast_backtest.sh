#!/bin/bash
# forecast_backtest - are the dates kept? Asks for dates at past moments of the real histories beside
# this project and compares with what happened. Skipped, saying so, where those are absent.
# usage: test/forecast_backtest.sh [COMMAND]     default: build/schakel forecast
set -eu
cd "$(dirname "$0")/.."
shared=../shared
command=${1:-build/schakel forecast}
if [ ! -d $shared/forecast/histories ]; then
  echo "skipped: no histories in $shared/forecast/histories"
  exit 0
fi
scores=$(mktemp)
trap 'rm -f "$scores"' EXIT
ask="schakel=$command --history - --items {n} --as-of {date} --format json"
python3 $shared/tools/backtest.py --check --command "$ask" $shared/forecast/histories
python3 $shared/tools/backtest.py --only mc-week --json "$scores" --command "$ask" $shared/forecast/histories
python3 - "$scores" <<'END'
import json, sys
all_scores = json.load(open(sys.argv[1]))
ours, textbook = all_scores['schakel'], all_scores['mc-week']
total, n = ours['total'], ours['total']['n']
asked = n + ours['refused'] + ours['failed']
worse = sum(ours['per'][h]['pin'] >= textbook['per'][h]['pin'] for h in ours['per'])
goals = [
    ('85 % dates kept, in %', total['cov85'], 82, 90),
    ('95 % dates kept, in %', total['cov95'], 92, 98),
    ('distance from what was promised', total['calib'], 0, 4),
    ('mean loss (pin)', total['pin'], 0, 149),
    ('refused, in %', 100 * ours['refused'] / asked, 0, 2),
    ('failed', ours['failed'], 0, 0),
    ('histories worse than the textbook, in %', 100 * worse / len(ours['per']), 0, 33.3),
]
missed = 0
for name, value, low, high in goals:
    kept = low <= value <= high
    missed += not kept
    print('%-42s %6.1f   goal %g to %g%s' % (name, value, low, high, '' if kept else '   MISSED'))
print('%d passed, %d failed' % (len(goals) - missed, missed))
sys.exit(missed > 0)
END
