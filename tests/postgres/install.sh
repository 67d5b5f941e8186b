#!/usr/bin/env bash
# Gets PostgreSQL for the tests of the store, where this machine lets us; says what it could not get.
set -uo pipefail
if command -v initdb >/dev/null 2>&1 || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing PostgreSQL for the tests of the store (apt)"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } \
        >/tmp/onrecord-apt-postgres.log 2>&1 || tail -n 3 /tmp/onrecord-apt-postgres.log
fi
exit 0
