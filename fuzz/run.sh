#!/usr/bin/env bash
# Fuzzes each target for FUZZ_SECONDS (60) on the stable toolchain; TARGETS names some of them. A crash
# stops the run and leaves its input in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")"
host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions"
cargo build --release --locked --target "$host"
for target in ${TARGETS:-csv log mapping parquet spreadsheet event checkpoint facts draft}; do
    mkdir -p "corpus/$target" "grown/$target" artifacts
    echo "== $target"
    # What a Parquet file asks for is bounded by the child process alone (1 GB, then a sentence).
    memory=2048
    [ "$target" = parquet ] && memory=12288
    "target/$host/release/$target" "grown/$target" "corpus/$target" -dict="dictionaries/$target.dict" \
        -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb="$memory" -malloc_limit_mb="$((memory / 2))" \
        -max_len=16384 -artifact_prefix="artifacts/$target-" -print_final_stats=1 2>&1 |
        grep -E "cov:|stat::|ERROR|SUMMARY|panicked" | tail -8
done
