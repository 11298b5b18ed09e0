"""How fast the reply rules judge: answers a second, peak memory, and the ratio to one pass of a plain `re` search.

    python bench/replies.py [--jobs 2] [--copies 10] [FOLDER of questions, the API's JSON]

Reads the parliamentary questions in FOLDER (by default ../shared/data/uk-questions), cut answers filled in from the
`*-longform.sqlite` files beside them.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import resource
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from monitor.detect.replies import ReplyRules, judge_all
from monitor.records import Exchange
from monitor.rulebook.load import load

ROOT = Path(__file__).resolve().parent.parent
PLAIN = re.compile(
    r"not (currently|routinely)?\s?(hold|collect|record|publish|available|held)|disproportionate cost|not possible to"
)
_BREAK = re.compile(r"</(?:p|div|li|tr)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]+>")


def exchanges(folder: Path) -> list[Exchange]:
    """Return every question with its answer from the JSON files in `folder`."""
    found = []
    for path in sorted(folder.glob("*.json.gz")):
        full = _longform(path.with_name(path.name.removesuffix(".json.gz") + "-longform.sqlite"))
        for item in json.loads(gzip.decompress(path.read_bytes())):
            value = item["value"]
            texts = full.get(str(value["id"]), {})
            question = texts.get("question_text") or value["questionText"] or ""
            answer = texts.get("answer_text") or value["answerText"] or ""
            found.append(Exchange(str(value["id"]), "written", question, _plain(answer)))
    return found


def _longform(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as db:
        return {k.decode() if isinstance(k, bytes) else k: json.loads(v) for k, v in db.execute("SELECT * FROM Dict")}


def _plain(answer: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", answer))).strip()


def _best(run: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared/data/uk-questions")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1)
    options = parser.parse_args()
    items = exchanges(options.folder) * options.copies
    rulebook = load(ROOT / "rules").checked()
    start = time.perf_counter()
    rules = ReplyRules.of(rulebook)
    print(f"{len(items)} answers, {sum(len(i.answer) for i in items):,} characters, {len(rules.rules)} rules")
    print(f"rules compiled in {time.perf_counter() - start:.2f} s")
    plain = _best(lambda: [PLAIN.search(item.answer) for item in items], 3)
    flagged = 0

    def judged() -> None:
        nonlocal flagged
        flagged = sum(bool(v.findings) for v in judge_all(items, rules, jobs=options.jobs))

    first = _best(judged, 1)
    again = first if options.copies > 1 else min(first, _best(judged, 2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"one pass of re: {plain:.3f} s")
    print(f"rules, jobs={options.jobs}: {first:.2f} s at first, {again:.2f} s warm")
    print(
        f"{len(items) / again:,.0f} answers a second; {first / plain:.1f} ({again / plain:.1f} warm) passes; "
        f"peak {peak:.0f} MiB"
    )
    print(f"{flagged} answers with findings")


if __name__ == "__main__":
    main()
