"""Memory of `monitor run` over 10,000 ticks, and what a pass costs that finds nothing to do.

    .venv/bin/python bench/ticks.py [--ticks 10000]

The clock is moved by the bench; each tick makes a source due. The first figures are of the process that keeps
going, with passes that only note a poll in the database, as a real one does. The second are of real passes,
each in its own process, over a source list with an address where nobody listens.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import time_machine

from monitor.collect import health
from monitor.context import Context
from monitor.rulebook.models import Source
from monitor.running import Runner, use_utc
from monitor.store.database import connect

SOURCES = """contact: desk@example.org
sources:
  - {id: one, kind: feed, url: "http://127.0.0.1:9/feed", every: 1 minute}
  - {id: two, kind: feed, url: "http://127.0.0.1:9/feed", every: 2 minutes}
  - {id: three, kind: feed, url: "http://127.0.0.1:9/feed", at: "07:00, 13:30"}
"""


def resident_kb() -> int:
    """Return the process's resident memory in KB (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def ticks(folder: Path, count: int) -> None:
    """Print memory every tenth of `count` ticks, and ticks a second."""
    context = Context(folder / "monitor.db", folder / "rules", quiet=True)
    db = connect(context.db_path)
    passes = 0

    def pass_(arguments: Sequence[str]) -> int:
        nonlocal passes
        passes += 1
        for source in arguments[1:]:
            row = Source(id=source, kind="feed", url="http://127.0.0.1:9/feed", every="1 minute")
            health.end(db, row, dt.datetime.now(dt.UTC), error=None, changed=True, first=None)
        return 0

    took = 0.0
    with time_machine.travel(dt.datetime(2025, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        runner = Runner(context, pass_)
        for tick in range(1, count + 1):
            begun = time.perf_counter()
            runner.tick()
            took += time.perf_counter() - begun
            clock.shift(90)
            if tick == 100 or tick % (count // 10) == 0:
                print(f"{tick:>7,} ticks {passes:>7,} passes {resident_kb():>8,} KB")
    db.close()
    print(f"{count / took:,.0f} ticks a second" if took else f"{count:,} ticks")


def passes(folder: Path, count: int) -> None:
    """Print how long a real pass takes, and the memory of the process that keeps going afterwards."""
    runner = Runner(Context(folder / "monitor.db", folder / "rules", quiet=True))
    begun = time.perf_counter()
    for _ in range(count):
        runner._process(["alerts"])
    print(
        f"{(time.perf_counter() - begun) / count:.2f} s a pass of alerts that finds nothing; {resident_kb():,} KB here"
    )


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--ticks", type=int, default=10_000)
    parser.add_argument("--passes", type=int, default=5)
    asked = parser.parse_args()
    use_utc()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules").mkdir()
        (folder / "rules" / "sources.yaml").write_text(SOURCES, encoding="utf-8")
        ticks(folder, asked.ticks)
        passes(folder, asked.passes)


if __name__ == "__main__":
    main()
