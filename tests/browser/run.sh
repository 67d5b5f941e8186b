#!/usr/bin/env bash
# Makes reports of every kind, and a demonstration, and looks at each page in headless Chromium: axe, 320 px,
# no script, print.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() {
    if [ "${REQUIRE_ALL:-}" = 1 ]; then
        echo "REQUIRE_ALL: $1" >&2
        exit 1
    fi
    echo "SKIPPED: $1" >&2
    exit 0
}
command -v chromium >/dev/null || skip "browser tests: no Chromium (apt-get install chromium)"
command -v node >/dev/null || skip "browser tests: no Node (apt-get install nodejs npm)"
[ -d tests/browser/node_modules/playwright-core ] || skip "browser tests: npm ci --prefix tests/browser did not run"

made=$(mktemp -d)
pages=
trap '[ -z "$pages" ] || kill "$pages"; rm -rf "$made"' EXIT
onrecord() { cargo run --quiet --locked --package onrecord -- "$@" >/dev/null; }
onrecord demo --files-only --data "$made/demo" --incidents 3000
extracts="$made/demo/extracts"
onrecord check --incidents "$extracts/incidents.csv" --out "$made/incidents-only"
onrecord check --crimes "$extracts/crimes.csv" --out "$made/crimes-only"
cat >"$made/counts.csv" <<'CSV'
force,category,period,count
Borsetshire Police,Burglary,2026-01,500
Borsetshire Police,Theft,2026-01,900
Borsetshire Police,Anti-social behaviour,2026-01,300
Borsetshire Police,Burglary,2026-02,450
Borsetshire Police,Theft,2026-02,870
Borsetshire Police,Anti-social behaviour,2026-02,280
Borsetshire Police,Burglary,2026-03,150
Borsetshire Police,Theft,2026-03,290
Borsetshire Police,Anti-social behaviour,2026-03,305
CSV
onrecord check --counts "$made/counts.csv" --out "$made/counts"
# An audit from plain files, with everything, and one whose marking is not done.
onrecord synth --audit --incidents 14000 --out "$made/practice"
onrecord audit plan --population "$made/practice/population.csv" --protocol "$made/practice/audit.toml" \
    --planted "$made/practice/sealed.csv" --out "$made/audit"
onrecord audit draw --audit "$made/audit" --planted "$made/practice/sealed.csv" --seed 31415926535897932384 \
    --seed-at 2026-10-06T11:00 --seed-source "dice, thrown for a test"
onrecord synth --marks "$made/audit" --incidents 14000 --out "$made/marks"
onrecord audit estimate --audit "$made/audit" --marks "$made"/marks/*.csv --planted "$made/practice/sealed.csv" --out "$made/estimate"
onrecord audit certify --audit "$made/audit" --marks "$made"/marks/*.csv --out "$made/certificate"
onrecord audit estimate --audit "$made/audit" --marks "$made/marks/ash.csv" --out "$made/begun"
node tests/browser/report.mjs "$made"/{estimate,certificate,begun}/report.html "$made"/demo/check/report.html "$made"/{incidents-only,crimes-only,counts}/report.html

# The pages of a demonstration, on a port of its own.
cargo build --quiet --locked --package onrecord
"${CARGO_TARGET_DIR:-target}/debug/onrecord" demo --port 0 --data "$made/pages" --incidents 3000 >"$made/pages.log" &
pages=$!
for _ in $(seq 120); do
    grep -q 'Onrecord is open at' "$made/pages.log" && break
    kill -0 "$pages" || { cat "$made/pages.log"; exit 1; }
    sleep 1
done
node tests/browser/pages.mjs "$(grep -o 'http://[0-9.:]*' "$made/pages.log" | tail -1)"
