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
# make test hands over the program its tests have just built; features differ by selection, and another
# selection would build everything anew.
if [ -z "${ONRECORD:-}" ]; then
    cargo build --quiet --locked --package onrecord
    ONRECORD="${CARGO_TARGET_DIR:-target}/debug/onrecord"
fi
onrecord() { "$ONRECORD" "$@" >/dev/null; }
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
# Every pack, with the force beside others and two years compared, in both languages.
for year in 2024 2025; do
    awk -F, -v from="$year-10-01" -v to="$((year + 1))-10-01" 'NR == 1 || ($2 >= from && $2 < to)' \
        "$made/practice/crimes.csv" >"$made/crimes-$year.csv"
    onrecord check --crimes "$made/crimes-$year.csv" --out "$made/check-$year"
done
cat >"$made/published.csv" <<'CSV'
force,inspection,audit_period,measure,rate_pct,ci_plus_minus_pct,audited_n,recorded_n,judgment,source_url
Felpersham,2018 inspection,2017-06-01/2017-11-30,overall,89.5,1.64,,,requires improvement,https://felpersham.example/report
Loamshire,2014 inspection,2012-11-01/2013-10-31,overall (incident records),,,85,67,not graded,https://loamshire.example/report
Ambridge,2022 PEEL,,overall,92.4,,,,adequate,https://ambridge.example/report
CSV
cat >"$made/response.toml" <<'TOML'
force = "Borsetshire Police"
body = "Police and Crime Commissioner for Borsetshire"
report = "Crime data integrity re-inspection 2026"
published = 2026-09-08
criteria = "cdi-2017"
[[area_for_improvement]]
words = "Recording within 24 hours of receipt"
action = "Decision makers work until midnight."
TOML
figures=(--figures "$made/check-2025/figures.json" "$made/estimate/figures.json" --before "$made/check-2024/figures.json" --quotations "$made/published.csv")
for language in en cy; do
    onrecord pack --board --body --body-public --audit --quality --public --section55 "$made/response.toml" \
        "${figures[@]}" --language "$language" --out "$made/packs-$language"
done
node tests/browser/report.mjs "$made"/packs-{en,cy}/*.html "$made"/{estimate,certificate,begun}/report.html "$made"/demo/check/report.html "$made"/{incidents-only,crimes-only,counts}/report.html

# The pages of a demonstration, on a port of its own.
"$ONRECORD" demo --port 0 --data "$made/pages" --incidents 3000 >"$made/pages.log" &
pages=$!
for _ in $(seq 120); do
    grep -q 'Onrecord is open at' "$made/pages.log" && break
    kill -0 "$pages" || { cat "$made/pages.log"; exit 1; }
    sleep 1
done
node tests/browser/pages.mjs "$(grep -o 'http://[0-9.:]*' "$made/pages.log" | tail -1)"
