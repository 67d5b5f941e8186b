"""Yardstick for intake: DuckDB reads the three files, every column as text, and counts what the intake
books - rows by channel and day, by category and month, and distinct references."""

import sys

import duckdb

folder = sys.argv[1]
db = duckdb.connect()
db.execute("set threads to 2")
# Every value is touched, as the intake touches it: a count of the file's lines alone would skip columns.
for table, key, by in [
    ("incidents", "incident_ref", "channel, received_at[:10]"),
    ("crimes", "crime_ref", "class, recorded_at[:7]"),
    ("people", "ref", "role"),
]:
    db.execute(
        f"create temp table {table} as select * from read_csv('{folder}/{table}.csv', all_varchar=true, header=true)"
    )
    groups = db.execute(f"select {by}, count(*) from {table} group by all").fetchall()
    (rows, references) = db.execute(f"select count(*), count(distinct {key}) from {table}").fetchone()
    print(table, rows, references, len(groups))
