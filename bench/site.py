"""How fast the site's pages answer, alone and with 20 people at once, while another process writes.

    python -m bench.site_data build/large.db
    python -m bench.site build/large.db

Prints a line for each page: median and 95th percentile in milliseconds, alone and at 20 at once. The site runs in a
process of its own, the writer in another; both share the machine with this one.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import httpx
from sqlite_utils import Database

from monitor.store.database import connect, upsert

PAGES = {
    "home": ["/"],
    "topic": ["/topics/big", "/topics/big?page=9", "/topics/big?body=Home+Office"],
    "question": [f"/questions/q{n}" for n in range(50, 110_000, 271)],
    "search": [],  # words of titles, see `searches`
    "person": ["/people/Minister+of+Home+Office", "/bodies/Department+for+Transport"],
    "finding": [f"/findings/fxq{n}" for n in (0, 70, 140)],
    "table": ["/monitor/questions", "/monitor/findings?kind=holding-reply", "/monitor/questions?_search=police"],
    "feed": ["/topics/big.atom", "/monitor/alert_new_findings.atom"],
}


def write(path: Path, stop: object) -> None:
    """Do what a refresh does: questions, answers and statements, a document's worth in each transaction."""
    db: Database = connect(path)
    n = 0
    while not stop.is_set():  # type: ignore[attr-defined]
        with db.atomic():
            upsert(
                db,
                "questions",
                [
                    {
                        "id": f"new-{n}-{i}",
                        "reference": None,
                        "title": "A new question",
                        "text": f"How many, asked {time.time()}?",
                        "asked_by": "Member 1",
                        "body": "Home Office",
                        "asked_on": "2025-11-20",
                        "status": "answered",
                    }
                    for i in range(20)
                ],
            )
            upsert(
                db,
                "answers",
                [
                    {
                        "id": f"new-{n}-{i}",
                        "question": f"new-{n}-{i}",
                        "answered_by": "Minister of Home Office",
                        "answered_on": "2025-11-21",
                        "status": "final",
                        "text": f"There were {i} of them.",
                    }
                    for i in range(20)
                ],
            )
        n = (n + 1) % 50
        time.sleep(0.05)
    db.close()


def searches(path: Path) -> list[str]:
    """Return searches for words of 400 titles, and some that are hard on the index of words."""
    connection = sqlite3.connect(path)
    titles = connection.execute("SELECT DISTINCT title FROM questions WHERE rowid % 37 = 0 LIMIT 400").fetchall()
    connection.close()
    hard = ["the government", "don’t know", "“front line” officers", "children's homes", "statistics 2023", "police"]
    return [f"/search?q={quote(words)}" for words in [*(title for (title,) in titles), *hard]]


async def timed(client: httpx.AsyncClient, path: str) -> float:
    """Return how many milliseconds a page took; raise when it is not a page."""
    start = time.perf_counter()
    response = await client.get(path)
    response.raise_for_status()
    return (time.perf_counter() - start) * 1000


async def measure(base: str, people: int, requests: int, paths: list[str]) -> list[float]:
    """Return the times of `requests` requests made by `people` at once."""
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=httpx.Limits(max_connections=people)) as client:
        random_ = random.Random(7)
        turns = iter([random_.choice(paths) for _ in range(requests)])
        times: list[float] = []

        async def person() -> None:
            for path in turns:
                times.append(await timed(client, path))

        await asyncio.gather(*(person() for _ in range(people)))
        return times


def percentile(times: list[float], part: float) -> float:
    """Return the value below which `part` of the times lie."""
    return sorted(times)[min(int(len(times) * part), len(times) - 1)]


def main() -> None:
    """Start the site and the writer, measure, stop them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--pages", nargs="*", default=list(PAGES))
    parser.add_argument("--no-writer", action="store_true")
    given = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "monitor",
        "--db",
        str(given.database),
        "--now",
        "2025-11-21",
        "serve",
        "--port",
        str(port),
    ]
    site = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    stop = multiprocessing.Event()
    writer = multiprocessing.Process(target=write, args=(given.database, stop))
    try:
        for _ in range(100):
            try:
                httpx.get(base, timeout=60)
                break
            except httpx.TransportError:
                time.sleep(0.2)
        if not given.no_writer:
            writer.start()
        print(f"{'page':<10} {'alone: median':>14} {'95%':>7} {'20 at once: median':>20} {'95%':>7}   (milliseconds)")
        PAGES["search"] = searches(given.database)
        for name in given.pages:
            alone = asyncio.run(measure(base, 1, given.requests, PAGES[name]))
            crowd = asyncio.run(measure(base, 20, given.requests * 4, PAGES[name]))
            print(
                f"{name:<10} {statistics.median(alone):>14.0f} {percentile(alone, 0.95):>7.0f} "
                f"{statistics.median(crowd):>20.0f} {percentile(crowd, 0.95):>7.0f}",
                flush=True,
            )
    finally:
        stop.set()
        if writer.is_alive():
            writer.join(10)
        site.terminate()
        site.wait(10)
        db = sqlite3.connect(given.database)
        for table in ("answers", "questions"):
            db.execute(f"DELETE FROM {table} WHERE id LIKE 'new-%'")
        db.commit()
        db.close()


if __name__ == "__main__":
    main()
