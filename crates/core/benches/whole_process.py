#!/usr/bin/env python3
"""Scores a large CSV with the program, with DuckDB, and with less, and prints ratios.

    cargo build --release -p outoften-collector
    cargo build --release -p outoften-core --example split
    pip install duckdb
    crates/core/benches/whole_process.py [ROWS]        (10,000,000 rows unless said otherwise)

The file is made once, from a fixed seed, in the system's folder for temporary files. Every
contender is a process of its own, started in turn, best of three, on one thread. Time is processor
time (user and system), so that a busy machine does not decide. Peak memory is what the system
reports for the process, which is never less than what this script takes. DuckDB does the same three aggregations (all, by country,
by month) over the same text. The file is in the page cache for all of them: what is compared is
work, not the disk.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RELEASE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
RUNS = 3

DUCKDB = """
import duckdb, json, sys
db = duckdb.connect()
db.execute("SET threads = 1")
db.execute("SET preserve_insertion_order = false")
db.execute("SET enable_progress_bar = false")
rows = db.execute('''
    SELECT country, date_trunc('month', date) AS month, score, count(*)
    FROM read_csv(?, header = true, columns = {
        'id': 'VARCHAR', 'country': 'VARCHAR', 'score': 'UTINYINT', 'date': 'DATE',
        'comment': 'VARCHAR'})
    GROUP BY ALL''', [sys.argv[1]]).fetchall()
n = sum(row[3] for row in rows)
balance = sum(row[3] * ((row[2] >= 9) - (row[2] <= 6)) for row in rows)
print(json.dumps({"n": n, "nps": 100 * balance / n, "version": duckdb.__version__}))
"""


def make(path):
    """Two years of answers in no order, 25 countries, every fourth row with a comment."""
    chance = random.Random(20261122)
    countries = "DE FR ES MK PE US GB IT NL PL SE TR JP BR IN MX CA AU AT CH PT GR RO BG HR".split()
    comments = ["", "", "", "fine", "", "\"slow, and late\"", "", "kind people", "", ""]
    days = [f"{2025 + month // 12}-{month % 12 + 1:02}-{day:02}"
            for month in range(24) for day in range(1, 29)]
    weights = [2, 1, 1, 2, 2, 5, 6, 12, 20, 22, 27]
    pool = [f"{chance.choice(countries)},{chance.choices(range(11), weights)[0]},"
            f"{chance.choice(days)},{chance.choice(comments)}\n" for _ in range(200_003)]
    with open(path, "w", buffering=1 << 20) as file:
        file.write("id,country,score,date,comment\n")
        block = 10_000
        for start in range(0, ROWS, block):
            rows = chance.choices(pool, k=min(block, ROWS - start))
            file.write("".join(f"{start + at:08},{row}" for at, row in enumerate(rows)))


def run(command, stdin=None):
    """Least processor time in seconds, peak memory in MiB, and what it printed."""
    best, memory, text = float("inf"), 0.0, ""
    for _ in range(RUNS):
        source = open(stdin, "rb") if stdin else subprocess.DEVNULL
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL)
        text = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        best = min(best, usage.ru_utime + usage.ru_stime)
        memory = max(memory, usage.ru_maxrss / 1024)
        if status != 0:
            sys.exit(f"{command[0]} failed with status {status}")
    return best, memory, text


def main():
    path = Path(tempfile.gettempdir()) / f"outoften-rows-{ROWS}.csv"
    if not path.exists():
        make(path)
    size = path.stat().st_size / 1e6
    print(f"{ROWS:,} rows, {size:,.0f} MB, best of {RUNS}, one thread")
    score = [str(RELEASE / "outoften"), "score", str(path), "--format", "json"]
    contenders = [
        ("plain read", ["cat"], path),
        ("split into fields", [str(RELEASE / "examples" / "split")], path),
        ("outoften, whole score", score, None),
        ("outoften --by --every month", score + ["--by", "country", "--every", "month"], None),
        ("DuckDB, same aggregation", [sys.executable, "-c", DUCKDB, str(path)], None),
    ]
    results = {}
    for name, command, stdin in contenders:
        results[name] = run(command, stdin) if name != "plain read" else read_plainly(path)
        seconds, memory, _ = results[name]
        print(f"{name:30} {seconds:7.2f} s  {size / seconds:7.0f} MB/s  peak {memory:6.0f} MiB")
    ours, theirs = (json.loads(results[name][2]) for name in
                    ("outoften --by --every month", "DuckDB, same aggregation"))
    if ours["n"] != theirs["n"] or abs(ours["nps"] - theirs["nps"]) > 1e-9:
        sys.exit(f"the contenders disagree: {ours['n']} {ours['nps']} against {theirs}")
    print(f"DuckDB {theirs['version']}")
    base = results["outoften --by --every month"][0]
    for name in ("plain read", "split into fields", "DuckDB, same aggregation"):
        print(f"outoften --by --every month takes {base / results[name][0]:.2f} times the time of: {name}")


def read_plainly(path):
    """Reading the file into one buffer over and over, by this process."""
    best = float("inf")
    for _ in range(RUNS):
        begin = time.process_time()
        with open(path, "rb", buffering=0) as file:
            buffer = bytearray(1 << 18)
            while file.readinto(buffer):
                pass
        best = min(best, time.process_time() - begin)
    return best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, ""


if __name__ == "__main__":
    main()
