# Onrecord. The two commands of the README are `make run` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
CARGO ?= cargo
export CARGO_INCREMENTAL ?= 0

.PHONY: run assets test check bench vectors sim-audit fuzz crash notices browser-tools postgres-tools clean help

help:
	@echo "make run    build, make a fictional force, check and load its extracts, open its pages in the browser"
	@echo "make test   every test this machine can run; says loudly what it skipped"
	@echo "make check  format, clippy as errors, documentation, tidy"
	@echo "make bench  the benchmarks, each against its yardstick"
	@echo "make vectors    changed inputs of the reference vectors, compared with R's survey and other peers"
	@echo "make sim-audit  the audit on a synthetic force, many times over: coverage, risk, how many audits"
	@echo "make fuzz   each reader and decoder against made-up bytes, FUZZ_SECONDS=60 each"
	@echo "make crash  1,000 kills, 10,000 power cuts, every failing disk call: the long form of what make test does"

run: assets
	$(CARGO) run --release --locked --package onrecord -- demo --data demo

# The style sheet of the pages, from npm, checked by its digest when it is built in.
assets:
	bash web/install.sh

# Browser tests need Chromium and Node, the store's tests PostgreSQL; apt installs them where it may.
test: assets browser-tools postgres-tools
	$(CARGO) test --locked --workspace
	ONRECORD=$(or $(CARGO_TARGET_DIR),target)/debug/onrecord bash tests/browser/run.sh

check: assets
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps
	$(CARGO) test --locked --package testkit --test tidy

bench: assets
	bash bench/run.sh
	bash bench/ledger.sh
	bash bench/pages.sh

# Changed inputs of every reference vector, compared with R's survey, statsmodels and others (installs them).
vectors:
	bash tests/vectors/run.sh

# The long form of what make test does in seconds; the report is written to target/sim-audit.md.
sim-audit:
	$(CARGO) run --release --locked --package onrecord -- audit simulate --length $(or $(LENGTH),full) --report target/sim-audit.md

# The crash tests are in make test at their short size.
crash:
	ONRECORD_CRASH=long $(CARGO) test --release --locked --package testkit --test harness
	ONRECORD_CRASH=long $(CARGO) test --release --locked --package store --test crash

browser-tools:
	bash tests/browser/install.sh

postgres-tools:
	bash tests/postgres/install.sh

# Writes THIRD-PARTY-NOTICES.md anew from what the program is built of.
notices:
	python3 docs/notices.py > THIRD-PARTY-NOTICES.md

clean:
	$(CARGO) clean

# On the stable toolchain, in a workspace of its own. Corpora are replayed in make test.
fuzz:
	bash fuzz/run.sh
