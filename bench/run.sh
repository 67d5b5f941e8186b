#!/usr/bin/env bash
# Benchmarks: each figure with its yardstick from the same run. Prints; asserts nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked --package onrecord --quiet
onrecord=target/release/onrecord
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
n=${BENCH_INCIDENTS:-500000}

measured() { # name, command...: wall and CPU seconds, peak memory
    local name=$1
    shift
    python3 - "$name" "$@" <<'PY'
import resource, subprocess, sys, time
name, command = sys.argv[1], sys.argv[2:]
start = time.monotonic()
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{name:<44} {time.monotonic() - start:7.2f} s wall {used.ru_utime + used.ru_stime:7.2f} s CPU {used.ru_maxrss / 1024:7.0f} MB")
PY
}

measured "synth: a force-year of $n incidents" $onrecord synth --force-year --incidents "$n" --out "$made/force"
files=(--incidents "$made/force/incidents.csv" --crimes "$made/force/crimes.csv" --people "$made/force/people.csv")
measured "check: the same, end to end" $onrecord check "${files[@]}" --out "$made/checked"
measured "link: the same" $onrecord link "${files[@]}" --out "$made/linked"
measured "profile: incidents.csv" $onrecord profile --draft "$made/d.toml" "$made/force/incidents.csv"
measured "yardstick: Python csv reads the three files" python3 -c "
import csv, sys
for path in sys.argv[1:]:
    for row in csv.DictReader(open(path, newline='')): pass
" "$made/force/incidents.csv" "$made/force/crimes.csv" "$made/force/people.csv"
# DuckDB in an environment of its own, kept for the next time. Without a network it is skipped, loudly.
duckdb=${BENCH_DUCKDB:-target/bench-duckdb}
if [ -x "$duckdb/bin/python" ] || { python3 -m venv "$duckdb" && "$duckdb/bin/pip" install --quiet duckdb==2.0.1; }; then
    measured "yardstick: DuckDB reads and counts the same" "$duckdb/bin/python" bench/duckdb_counts.py "$made/force"
else
    rm -rf "$duckdb"
    echo "SKIPPED: DuckDB could not be installed (python3-venv and PyPI are needed)" >&2
fi
echo
echo "check, stage by stage (rows a second are all rows received over the stage's seconds):"
$onrecord check --timings "${files[@]}" --out "$made/checked" 2>&1 >/dev/null
street=${SHARED_DATA:-../shared/data}/police-uk-street/all-forces-2018-10
if [ -d "$street" ]; then
    echo
    measured "check: police.uk, all forces, October 2018" $onrecord check --incidents "$street"/*.gz \
        --crimes "$street"/*.gz --mapping mappings/police-uk-street.toml --out "$made/street"
fi
echo
echo "Links on the hard set, ours and the naive rule:"
cargo run --release --locked --quiet --package linkage --example hard_set
echo
echo "Missed reports among the first ranked:"
cargo run --release --locked --quiet --package triage --example ranking
echo
echo "The audit's mathematics:"
cargo run --release --locked --quiet --package audit --example speed
