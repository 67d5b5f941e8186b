#!/usr/bin/env bash
# Benchmarks: each figure with its yardstick from the same run. Prints; asserts nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked --package onrecord --quiet
onrecord=target/release/onrecord
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
n=${BENCH_INCIDENTS:-100000}

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

measured "synth: $n incidents written" $onrecord synth --incidents "$n" --out "$made/force"
files=(--incidents "$made/force/incidents.csv" --crimes "$made/force/crimes.csv" --people "$made/force/people.csv")
measured "check: the same, end to end" $onrecord check "${files[@]}" --out "$made/checked"
measured "link: the same" $onrecord link "${files[@]}" --out "$made/linked"
measured "profile: incidents.csv" $onrecord profile --draft "$made/d.toml" "$made/force/incidents.csv"
measured "yardstick: Python csv reads the three files" python3 -c "
import csv, sys
for path in sys.argv[1:]:
    for row in csv.DictReader(open(path, newline='')): pass
" "$made/force/incidents.csv" "$made/force/crimes.csv" "$made/force/people.csv"
echo
echo "Links on the hard set, ours and the naive rule:"
cargo run --release --locked --quiet --package linkage --example hard_set
echo
echo "Missed reports among the first ranked:"
cargo run --release --locked --quiet --package triage --example ranking
