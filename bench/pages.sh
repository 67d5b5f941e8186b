#!/usr/bin/env bash
# Pages of a demonstration with 50 people signed in: percentiles of each page. Prints; asserts nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
made=$(mktemp -d)
pages=
trap '[ -z "$pages" ] || kill "$pages"; rm -rf "$made"' EXIT
cargo build --release --locked --quiet --package onrecord --package web --bins --examples
begun=$(date +%s.%N)
nice target/release/onrecord demo --port 0 --data "$made/demo" --incidents "${BENCH_INCIDENTS:-20000}" >"$made/log" &
pages=$!
until grep -q 'Onrecord is open at' "$made/log"; do
    kill -0 "$pages"
    sleep 0.1
done
echo "The demonstration of ${BENCH_INCIDENTS:-20000} incidents was open after $(awk "BEGIN { print $(date +%s.%N) - $begun }") s"
nice target/release/examples/pages_bench "$(grep -o '[0-9.]*:[0-9]*' "$made/log" | tail -1)" "${BENCH_PEOPLE:-50}" "${BENCH_SECONDS:-20}"
