#!/usr/bin/env bash
# The peers of `make vectors`: Python packages in a folder of their own, R's survey package where apt may install it.
set -euo pipefail
cd "$(dirname "$0")"
target=../../target/vectors
if [ ! -x "$target/bin/python" ]; then python3 -m venv "$target"; fi
"$target/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
# irrCAC pins an old coverage that numba, under ppi-python, cannot live with; neither needs it to count.
"$target/bin/pip" install --quiet --disable-pip-version-check --no-deps "coverage>=7.6"
if ! command -v Rscript >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends r-base-core r-cran-survey >/dev/null \
            || echo "SKIPPED: r-cran-survey could not be installed" >&2
    else
        echo "SKIPPED: no Rscript and no right to install it; the survey operations are compared with numpy alone" >&2
    fi
fi
