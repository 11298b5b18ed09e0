"""How much of the stand-in's truth the collectors bring home: polls it day by day, then compares every type of record.

python bench/city_hall.py                                    its own bank, small, days 0 to 9
python bench/city_hall.py --bank OTHER.json --size medium    another bank, with 600 templated questions
python bench/city_hall.py --show 5                           with up to five rows of each type that do not agree
python bench/city_hall.py --show 0 --keep /tmp/city          counts only; leave database and archive in a folder

Exit status 1 when anything does not agree or a poll failed.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cityhall import DAYS, Comparison, city_hall, compare_all  # noqa: E402

HOME = ROOT.parent / "shared" / "city-hall"


def main() -> None:
    """Poll, compare, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=HOME, help="where the stand-in lies")
    parser.add_argument("--bank", type=Path)
    parser.add_argument("--size", choices=["small", "medium", "large"], default="small")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=DAYS, help="how many days to poll, from day 0")
    parser.add_argument("--show", type=int, default=3, help="how many rows that do not agree to print of each type")
    parser.add_argument("--keep", type=Path, help="a folder for the database and the archive")
    options = parser.parse_args()
    started = time.perf_counter()
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        city = stack.enter_context(
            city_hall(options.home, folder, bank=options.bank, size=options.size, seed=options.seed)
        )
        city.poll_days(options.days)
        db = city.db
        found = compare_all(db, city.truth, city.bank)
        db.close()
    show(found, options.show)
    print(f"{options.days} days, {time.perf_counter() - started:.0f} s")
    for failure in city.failures[: options.show]:
        print(f"failed: {failure}")
    sys.exit(0 if all(comparison.agrees for comparison in found) and not city.failures else 1)


def show(found: list[Comparison], most: int) -> None:
    """Print the counts of each type, and up to `most` rows that do not agree."""
    table = Table("type", *(["in the truth", "found", "missing", "extra", "differing"]))
    for one in found:
        counts = (one.true, one.found, len(one.missing), len(one.extra), len(one.differing))
        table.add_row(one.name, *map(str, counts))
    Console(width=100).print(table)
    for one in found if most else ():
        if not one.agrees:
            parts = {name: getattr(one, name)[:most] for name in ("missing", "extra", "differing")}
            print(replace(one, **parts))


if __name__ == "__main__":
    main()
