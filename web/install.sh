#!/usr/bin/env bash
# Gets the style sheets that are built into the program, where they are not here yet. Nothing of npm runs
# in the program, and no script of a package runs here.
set -euo pipefail
cd "$(dirname "$0")"
have() { command -v "$1" >/dev/null 2>&1; }

if [ -d node_modules ] && [ node_modules/.stamp -nt package-lock.json ]; then
    exit 0
fi
if ! have npm && have apt-get && [ "$(id -u)" = 0 ]; then
    echo "Installing npm for the pages' style sheet (apt)"
    log=$(mktemp)
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends nodejs npm; } >"$log" 2>&1 || tail -n 3 "$log"
fi
if ! have npm; then
    echo "The pages' style sheet comes from npm, which is not here. Install Node.js with npm (Debian: apt install nodejs npm), then run this again." >&2
    exit 1
fi
echo "Getting the pages' style sheet (npm)"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
touch node_modules/.stamp
