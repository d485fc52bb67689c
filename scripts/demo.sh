#!/bin/sh
# The main job on the Chinese example, from check to document.
set -eu
pmkit=.venv/bin/pmkit
example=examples/crm-zh
say() { printf '\n\033[1m$ pmkit %s\033[0m\n' "$*"; }

say -C $example check
$pmkit -C $example check
say -C $example rank
$pmkit -C $example rank
say -C $example roadmap --release REL-002
$pmkit -C $example roadmap --release REL-002
say -C $example build
$pmkit -C $example build

$pmkit -C $example roadmap --format svg --out .venv/roadmap.svg --force 2>/dev/null
printf '\nOpen these in a Markdown viewer:\n'
for document in "$example"/docs/*.md; do printf '  %s\n' "$document"; done
printf 'Open this in a browser: .venv/roadmap.svg\n'
printf 'The plan behind them: %s/plan\n' "$example"
