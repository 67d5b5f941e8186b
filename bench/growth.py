#!/usr/bin/env python3
"""How the cost of a check grows with incidents: measures and writes docs/growth.csv, or draws it.

    bench/growth.py measure 50000 100000 200000 500000   adds lines to docs/growth.csv
    bench/growth.py draw                                 docs/growth.csv to docs/growth.svg
"""

import csv
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/onrecord"
TABLE = ROOT / "docs/growth.csv"
HEADER = ["incidents", "crimes", "people", "wall_seconds", "cpu_seconds", "peak_mb"]


def run(*command):
    """Wall and CPU seconds and peak memory of one command, by wait4."""
    start = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[1]} failed")
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def lines(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b"")) - 1


def measure(sizes):
    new = not TABLE.exists()
    for incidents in sizes:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder)
            run(PROGRAM, "synth", "--force-year", "--incidents", incidents, "--out", made / "f")
            tables = ["incidents", "crimes", "people"]
            files = [part for table in tables for part in ("--" + table, made / "f" / (table + ".csv"))]
            best = min(run(PROGRAM, "check", *files, "--out", made / f"c{n}") for n in range(runs_of(incidents)))
            row = [incidents, *(lines(made / "f" / (table + ".csv")) for table in tables[1:])]
            row += [f"{best[0]:.1f}", f"{best[1]:.1f}", f"{best[2]:.0f}"]
        with open(TABLE, "a", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            if new:
                writer.writerow(HEADER)
                new = False
            writer.writerow(row)
        print(*row, flush=True)


def runs_of(incidents):
    """Best of three; a large run once."""
    return 3 if incidents <= 500_000 else 1


def draw():
    with open(TABLE) as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["incidents"]))
    wide, high, edge = 720, 420, 64
    n = [int(row["incidents"]) for row in rows]
    left, right = math.log10(n[0]), math.log10(n[-1])
    # Wall seconds are in the table only: they measure what else the machine did.
    drawn = [("cpu_seconds", "CPU seconds", "#1d4f91"), ("peak_mb", "MB at the peak", "#2b6b3f")]
    most = max(max(float(row[column]) for row in rows) / float(rows[0][column]) for column, _, _ in drawn)
    top = math.log10(max(most, n[-1] / n[0]))

    def x(value):
        return edge + (math.log10(value) - left) / (right - left) * (wide - 2 * edge)

    # One logarithmic axis for both: seconds and megabytes are drawn as times their first value.
    def y(times):
        return high - edge - math.log10(times) / top * (high - 2.5 * edge)

    def text(at_x, at_y, words, more=""):
        return f'<text x="{at_x:.0f}" y="{at_y:.0f}" {more}>{words}</text>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
        "<title>Cost of a check by number of incidents</title>",
        f'<rect width="{wide}" height="{high}" fill="white"/>',
        f'<path d="M{x(n[0]):.1f} {y(1):.1f}L{x(n[-1]):.1f} {y(n[-1] / n[0]):.1f}" stroke="#999" stroke-dasharray="4 4"/>',
        text(x(n[-1]) + 6, y(n[-1] / n[0]) + 4, "linear", 'fill="#666"'),
    ]
    for number, (column, unit, colour) in enumerate(drawn):
        values = [float(row[column]) for row in rows]
        points = [(x(at), y(value / values[0])) for at, value in zip(n, values)]
        parts.append(f'<path fill="none" stroke="{colour}" stroke-width="2" d="M' + "L".join(f"{a:.1f} {b:.1f}" for a, b in points) + '"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        words = f"{unit}: {values[0]:,.1f} at {n[0]:,}, {values[-1]:,.1f} at {n[-1]:,}"
        parts.append(text(edge + 12, edge - 30 + 18 * number, words, f'fill="{colour}"'))
    parts += [text(x(at), high - edge + 20, f"{at:,}", 'text-anchor="middle"') for at in n]
    parts.append(text(wide / 2, high - 16, "incidents of one force-year (logarithmic, as is the height)", 'text-anchor="middle"'))
    for times in (1, 10, 100):
        if times <= n[-1] / n[0]:
            parts.append(text(edge - 10, y(times) + 4, f"×{times}", 'text-anchor="end"'))
    parts.append("</svg>")
    (ROOT / "docs/growth.svg").write_text("\n".join(parts) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure([int(size) for size in sys.argv[2:]])
    elif sys.argv[1:] == ["draw"]:
        draw()
    else:
        sys.exit(__doc__)
