"""How fast the collectors read, without the network: pages a second for each parser from an archive, and the memory it takes.

python bench/collect.py                     the sample pages of the tests, repeated
python bench/collect.py db/archive          what was collected
python bench/collect.py --import FOLDER     import the UK Parliament's questions in FOLDER (*.json.gz, *.sqlite)
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from monitor.collect.archive import Archive, Exchange  # noqa: E402
from monitor.collect.faults import Fault  # noqa: E402
from monitor.collect.imports import import_uk, readers  # noqa: E402
from monitor.collect.kinds.registry import KINDS  # noqa: E402
from monitor.collect.records import Response  # noqa: E402
from monitor.collect.take import Taker, charset  # noqa: E402
from monitor.rulebook.load import load  # noqa: E402
from monitor.stages.poll import directory_of  # noqa: E402
from monitor.store.database import connect  # noqa: E402
from monitor.store.runs import Run  # noqa: E402

SAMPLES = {
    "mayors-questions:question": ("question.html", "https://site.example/q"),
    "mayors-questions:listing": ("listing.html", "https://site.example/list?page=0"),
    "moderngov:meeting": ("meeting.html", "https://site.example/ieListDocuments.aspx?MId=9001"),
    "press-releases:release": ("release.html", "https://site.example/r"),
    "feed:feed": ("feed.xml", "https://news.example/rss"),
    "lmq-xml:file": ("lmqs2025-04-04.xml", "https://bulk.example/lmqs2025-04-04.xml"),
}
REPEATS = 500


def main() -> None:
    """Measure what the arguments ask for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="?", type=Path)
    parser.add_argument("--import", dest="folder", type=Path)
    options = parser.parse_args()
    if options.folder:
        measure_import(options.folder)
    else:
        measure_parsers(from_archive(options.archive) if options.archive else from_samples())
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def from_samples() -> Iterator[tuple[str, Response]]:
    """The sample pages, many times."""
    for name, (file, url) in SAMPLES.items():
        body = (ROOT / "tests" / "pages" / file).read_bytes()
        for _ in range(REPEATS):
            yield name, Response(url, name.partition(":")[2], body)


def from_archive(folder: Path) -> Iterator[tuple[str, Response]]:
    """The whole responses of an archive."""
    for _, exchange in Archive(folder).records():
        if exchange.status == 200 and not exchange.truncated and exchange.page.partition(":")[0] in KINDS:
            yield exchange.page, _response(exchange)


def _response(exchange: Exchange) -> Response:
    page = exchange.page.partition(":")[2]
    return Response(exchange.url, page, exchange.content(), charset(exchange), exchange.context)


def measure_parsers(pages: Iterator[tuple[str, Response]]) -> None:
    """Print pages a second for each parser; reading the archive is not counted."""
    count: dict[str, int] = defaultdict(int)
    spent: dict[str, float] = defaultdict(float)
    for name, response in pages:
        kind = KINDS[name.partition(":")[0]]
        started = time.perf_counter()
        with contextlib.suppress(Fault):
            kind.parse(response)
        spent[name] += time.perf_counter() - started
        count[name] += 1
    for name in sorted(count):
        print(f"{name:28} {count[name]:6} pages {count[name] / spent[name]:8.0f} pages/s")


def measure_import(folder: Path) -> None:
    """Print how long an import into a new database takes."""
    directory = directory_of(load(ROOT / "rules"))
    with tempfile.TemporaryDirectory() as temporary, Archive(Path(temporary) / "archive") as archive:
        db, run = connect(Path(temporary) / "monitor.db"), Run()
        files, texts = sorted(folder.glob("*.json.gz")), sorted(folder.glob("*.sqlite"))
        started = time.perf_counter()
        import_uk(Taker(db, directory, readers()), archive, run, files, dt.datetime.now(dt.UTC), texts)
        seconds = time.perf_counter() - started
        count = db["questions"].count
        db.close()
    print(f"{count} questions in {seconds:.1f} s ({count / seconds:.0f} a second)")
    print("\n".join(run.failures))


if __name__ == "__main__":
    main()
