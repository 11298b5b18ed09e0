"""How fast the reply rules judge, against one pass of a plain `re` search over the same answers.

    python bench/replies.py [--jobs 2] [--copies 1 10] [--runs 5] [FOLDER of questions, the API's JSON]

Reads the parliamentary questions in FOLDER (by default ../shared/data/uk-questions), cut answers filled in from the
`*-longform.sqlite` files beside them, and judges them once and ten times over. The rules and the plain search take
turns, a thousand answers at a time, and the best of several runs counts for each thousand: what else the machine does
then weighs little.
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


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _compare(items: list[Exchange], rules: ReplyRules, runs: int) -> tuple[float, float]:
    """Seconds that the plain search and the rules take for `items`, by turns."""
    slices = [items[at : at + 1000] for at in range(0, len(items), 1000)]
    plain, judged = [float("inf")] * len(slices), [float("inf")] * len(slices)
    for _ in range(runs):
        for number, part in enumerate(slices):
            plain[number] = min(plain[number], _timed(lambda part=part: [PLAIN.search(item.answer) for item in part]))
            judged[number] = min(judged[number], _timed(lambda part=part: list(judge_all(part, rules))))
    return sum(plain), sum(judged)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared/data/uk-questions")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    once = exchanges(options.folder)
    rulebook = load(ROOT / "rules").checked()
    start = time.perf_counter()
    rules = ReplyRules.of(rulebook)
    print(f"{len(rules.rules)} rules, compiled in {time.perf_counter() - start:.2f} s")
    for copies in options.copies:
        items = once * copies
        flagged = 0

        def judged(items: list[Exchange] = items, jobs: int = 1) -> None:
            nonlocal flagged
            flagged = sum(bool(v.findings) for v in judge_all(items, rules, jobs=jobs))

        plain = min(_timed(lambda items=items: [PLAIN.search(item.answer) for item in items]) for _ in range(3))
        first = _timed(judged)
        pass_, taken = _compare(items, rules, max(2, options.runs // copies))
        shared = min(_timed(lambda: judged(jobs=options.jobs)) for _ in range(2))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(items):,} answers, {sum(len(i.answer) for i in items):,} characters; {flagged:,} with findings")
        print(f"  at first {first:.2f} s, {first / plain:.1f} passes of re ({plain * 1e3:.0f} ms)")
        print(f"  warm {taken:.2f} s, {taken / pass_:.1f} passes; {len(items) / taken:,.0f} answers a second")
        print(f"  on {options.jobs} processes, their start included, {shared:.2f} s; peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
