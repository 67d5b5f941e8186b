#!/usr/bin/env bash
# The store's benchmarks, each beside the disk's own sync in the same run. Prints; asserts nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
n=${BENCH_ROWS:-1000000}
cargo build --release --locked --quiet --package store --example ledger_bench
run() { nice target/release/examples/ledger_bench "$@"; }
run appends "${BENCH_APPENDS:-1000}"
echo
run load "$n"
echo
run replay "$n"
