#!/usr/bin/env bash
# Seeded changes of the inputs of every reference vector, compared with the peers. Usage: run.sh [SEED] [EACH]
set -euo pipefail
cd "$(dirname "$0")/../.."
bash tests/vectors/install.sh
mkdir -p target/vectors
target/vectors/bin/python tests/vectors/peers.py --seed "${1:-1}" --each "${2:-20}" > target/vectors/changed.json
cargo run --release --locked --quiet --package onrecord -- audit vectors target/vectors/changed.json
