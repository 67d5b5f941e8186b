#!/usr/bin/env bash
# Gets what the browser tests need, where this machine lets us; says what it could not get.
set -uo pipefail
cd "$(dirname "$0")"
have() { command -v "$1" >/dev/null 2>&1; }

if { ! have chromium || ! have pdftotext; } && have apt-get && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests (apt)"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-liberation poppler-utils; } \
        >/tmp/onrecord-apt.log 2>&1 || tail -n 3 /tmp/onrecord-apt.log
fi
if have npm && [ package-lock.json -nt node_modules/.stamp ]; then
    echo "Installing the browser test tools (npm)"
    npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.stamp
fi
exit 0
