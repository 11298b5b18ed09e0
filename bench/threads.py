"""Time and memory of threads: 46,000 questions at once, then one day's questions more, then single searches.

    python bench/threads.py

The questions are the parliamentary ones beside a developer's checkout, and copies of them in which half of the words
are exchanged for others of like frequency, so that a copy asks other things in the same manner.
"""

from __future__ import annotations

import random
import re
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sqlite_utils import Database

from monitor.commands.collect import import_uk_command
from monitor.context import Context
from monitor.evaluate.threads import score_threads
from monitor.paths import ROOT
from monitor.stages.threads import update_threads
from monitor.store import derive
from monitor.store.database import upsert
from monitor.store.threads import nearest

QUESTIONS, DAY, SEARCHES = 46_000, 200, 100
TODAY = "2024-10-01"
DATA = ROOT.parent / "shared" / "data" / "uk-questions"
_WORD = re.compile(r"[A-Za-z]{4,}")
Row = dict[str, Any]


def main() -> None:
    """Print what each step takes."""
    with tempfile.TemporaryDirectory() as folder:
        db = _imported(Path(folder))
        derive.statements(db)
        rows, answers = list(db["questions"].rows), list(db["answers"].rows)
        _report("the real questions", lambda: update_threads(db, found_on=TODAY))
        _report("scoring them", lambda: [str(_scores(score_threads(db)))])
        many = list(_copies(rows, QUESTIONS + DAY - len(rows)))
        with db.atomic():
            upsert(db, "questions", many[:-DAY])
            upsert(db, "answers", _answers(many[:-DAY], answers))
        derive.statements(db)
        _report(f"{QUESTIONS:,} questions", lambda: update_threads(db, found_on=TODAY, again=True))
        with db.atomic():
            upsert(db, "questions", many[-DAY:])
            upsert(db, "answers", _answers(many[-DAY:], answers))
        derive.statements(db)
        _report("a day's questions", lambda: update_threads(db, found_on=TODAY))
        asked = [question["text"] for question in many[-SEARCHES:]]
        _report(f"{SEARCHES} searches", lambda: [str(sum(len(nearest(db, text)) for text in asked))])


def _imported(folder: Path) -> Database:
    """Return a database of the parliamentary questions and their answers."""
    context = Context(folder / "threads.db", ROOT / "tests" / "sample" / "rules", quiet=True)
    files = sorted(map(str, DATA.glob("*.json.gz")))
    longform = [part for path in sorted(DATA.glob("*.sqlite")) for part in ("--longform", str(path))]
    CliRunner().invoke(import_uk_command, [*files, *longform], obj=context, catch_exceptions=False)
    return context.connect()


def _scores(scores: Any) -> str:
    same, near = scores.same_thread / scores.citations, scores.nearest / scores.citations
    return f"{scores.citations} citations: {same:.1%} in one thread, {near:.1%} among the {scores.k} nearest"


def _report(what: str, work: Any) -> None:
    started = time.perf_counter()
    lines = work()
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:20} {seconds:6.1f} s   {memory:5.0f} MB at most so far   {'; '.join(lines)}", flush=True)


def _copies(questions: list[Row], wanted: int) -> Iterator[Row]:
    """Yield `wanted` questions made from `questions`, each round with other words exchanged."""
    counts = Counter(word for question in questions for word in _WORD.findall(question["text"]))
    words = [word for word, _ in counts.most_common()]
    for position in range(wanted):
        turn, row = divmod(position, len(questions))
        if row == 0:
            exchanged = _exchange(words, random.Random(turn))
        question = questions[row]
        yield question | {
            "id": f"{question['id']}-{turn}",
            "reference": None,
            "document": None,
            "title": _replace(question["title"], exchanged),
            "text": _replace(question["text"], exchanged),
        }


def _answers(copies: list[Row], answers: list[Row]) -> Iterator[Row]:
    """Yield for each copy the answers of the question that it was made from."""
    given: dict[str, list[Row]] = defaultdict(list)
    for answer in answers:
        given[answer["question"]].append(answer)
    for copy in copies:
        original, _, turn = copy["id"].rpartition("-")
        for answer in given[original]:
            yield answer | {"id": f"{answer['id']}-{turn}", "question": copy["id"], "document": None}


def _exchange(words: list[str], chance: random.Random) -> dict[str, str]:
    """Return other words for half of `words`, which stand in the order of their frequency; the commonest stay."""
    exchanged: dict[str, str] = {}
    for start in range(200, len(words), 50):
        band = words[start : start + 50]
        chosen = chance.sample(band, len(band) // 2)
        exchanged |= dict(zip(chosen, chance.sample(chosen, len(chosen)), strict=True))
    return exchanged


def _replace(text: str, exchanged: dict[str, str]) -> str:
    return _WORD.sub(lambda match: exchanged.get(match.group(), match.group()), text)


if __name__ == "__main__":
    main()
