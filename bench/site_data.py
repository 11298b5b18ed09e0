"""A large database for the benchmark of the site: 120,000 questions with their answers, from real ones.

Makes it from the UK Parliament questions that lie beside a checkout (bench/README.md), each taken many times with other
dates, references and numbers, so that the index of words has real words in it.

    python -m bench.site_data build/large.db --questions 120000
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from monitor.paths import ROOT
from monitor.store.database import connect, upsert

SOURCE = ROOT.parent / "shared" / "data" / "uk-questions"
STANCES = ("denies", "reviews", "accepts")
KINDS = ("holding-reply", "quantity-not-given", "refers-to-document", "general-assurance", "ongoing-process")


def real_questions() -> list[dict[str, Any]]:
    """Return the questions of the four months, as the API gives them."""
    return [item["value"] for path in sorted(SOURCE.glob("*.json.gz")) for item in json.load(gzip.open(path))]


def varied(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield `count` questions made from the real ones, dated over nine years, oldest first."""
    random_ = random.Random(seed)
    real = real_questions()
    start = dt.date(2016, 5, 5)
    for n in range(count):
        item = real[n % len(real)]
        asked = start + dt.timedelta(days=n * 3480 // count)
        answer = re.sub(r"<[^>]+>", " ", item["answerText"] or "")
        answer = re.sub(r"\d{2,}", lambda match: str(random_.randint(10, 9999)), answer)
        yield {
            "id": f"q{n}",
            "reference": f"{asked.year}/{n % 9999:04}",
            "title": item["heading"],
            "text": item["questionText"],
            "asked_by": f"Member {item['askingMemberId'] % 400}",
            "body": item["answeringBodyName"],
            "asked_on": asked.isoformat(),
            "answered_on": (asked + dt.timedelta(days=random_.randint(3, 60))).isoformat(),
            "answer": answer,
            "holding": bool(item["answerIsHolding"]),
        }


def fill(path: Path, count: int) -> None:
    """Make the database: every question, answer, statement and exchange, a topic of 3,000 statements, and findings."""
    db = connect(path)
    with db.atomic():
        upsert(
            db,
            "topics",
            [{"id": "big", "title": "A large topic", "question": "Will it?", "notes": None, "version": "1"}],
        )
        upsert(
            db,
            "stances",
            [{"topic": "big", "id": s, "label": s.capitalize(), "position": i} for i, s in enumerate(STANCES)],
            pk=("topic", "id"),
        )
        upsert(db, "measures", [{"topic": "big", "id": "m", "label": "Cases", "unit": "cases"}], pk=("topic", "id"))
    batch: list[dict[str, Any]] = []
    for item in varied(count):
        batch.append(item)
        if len(batch) == 5000:
            _store(db, batch)
            batch = []
    _store(db, batch)
    with db.atomic():
        _detected(db, count)
    db.execute("ANALYZE")
    db.conn.commit()
    db.close()


def _store(db: Any, items: list[dict[str, Any]]) -> None:
    if not items:
        return
    open_ = {item["id"] for item in items if not item["answer"]}
    with db.atomic():
        upsert(
            db,
            "questions",
            [
                {
                    **{k: i[k] for k in ("id", "reference", "title", "text", "asked_by", "body", "asked_on")},
                    "status": "unanswered" if i["id"] in open_ else "holding" if i["holding"] else "answered",
                    "due_on": i["answered_on"],
                    "url": f"https://example.org/{i['id']}",
                }
                for i in items
            ],
        )
        answered = [i for i in items if i["id"] not in open_]
        upsert(
            db,
            "answers",
            [
                {
                    "id": f"a{i['id']}",
                    "question": i["id"],
                    "answered_by": f"Minister of {i['body']}",
                    "body": i["body"],
                    "answered_on": i["answered_on"],
                    "status": "holding" if i["holding"] else "final",
                    "text": i["answer"],
                }
                for i in answered
            ],
        )
        upsert(
            db,
            "statements",
            [
                {
                    "id": f"s{i['id']}",
                    "said_on": i["answered_on"],
                    "date_basis": "record",
                    "person": f"Minister of {i['body']}",
                    "body": i["body"],
                    "medium": "written",
                    "text": i["answer"],
                    "question": i["text"],
                    "answer": f"a{i['id']}",
                    "url": f"https://example.org/{i['id']}",
                }
                for i in answered
            ],
        )
        upsert(
            db,
            "exchanges",
            [
                {
                    "id": f"x{i['id']}",
                    "medium": "written",
                    "question": i["id"],
                    "answer": f"a{i['id']}",
                    "person": f"Minister of {i['body']}",
                    "body": i["body"],
                    "question_text": i["text"],
                    "answer_text": i["answer"],
                    "asked_by": i["asked_by"],
                    "said_on": i["answered_on"],
                    "reply": "non-reply" if n % 7 == 0 else "clear",
                    "kinds": "[]",
                }
                for n, i in enumerate(answered)
            ],
        )


def _detected(db: Any, count: int) -> None:
    """Findings on every seventh exchange; a topic of 3,000 statements with figures and 200 changes."""
    rows = list(db.query("SELECT * FROM exchanges WHERE reply = 'non-reply'"))
    upsert(
        db,
        "findings",
        [
            {
                "id": f"f{r['id']}",
                "rule": KINDS[n % 5],
                "rule_version": "1",
                "kind": KINDS[n % 5],
                "reply": "non-reply",
                "medium": "written",
                "said_on": r["said_on"],
                "person": r["person"],
                "body": r["body"],
                "question_text": r["question_text"],
                "evidence": r["answer_text"][:120],
                "explanation": "No figure.",
                "answer_text": r["answer_text"],
                "exchange": r["id"],
                "question": r["question"],
                "first_found": "2025-11-01",
            }
            for n, r in enumerate(rows)
        ],
    )
    said = list(db.query("SELECT id, said_on, body, text FROM statements WHERE rowid % ? = 0", [max(count // 3000, 1)]))
    upsert(
        db,
        "readings",
        [
            {
                "statement": r["id"],
                "topic": "big",
                "on_topic": "it",
                "stance": STANCES[n % 3] if n % 2 else None,
                "stance_cue": "",
                "stance_evidence": r["text"][:40],
            }
            for n, r in enumerate(said)
        ],
        pk=("statement", "topic"),
    )
    upsert(
        db,
        "figures",
        [
            {
                "id": f"g{r['id']}",
                "statement": r["id"],
                "topic": "big",
                "measure": "m",
                "value": n * 7 % 900,
                "qualifier": "exact",
                "words": "some",
                "start": 0,
                "end": 4,
            }
            for n, r in enumerate(said[::9])
        ],
    )
    pairs = list(zip(said[::20], said[10::20], strict=False))
    upsert(
        db,
        "changes",
        [
            {
                "id": f"c{a['id']}",
                "topic": "big",
                "kind": "stance",
                "body": a["body"],
                "from_date": a["said_on"],
                "to_date": b["said_on"],
                "from_text": a["text"],
                "to_text": b["text"],
                "summary": "From one position to another",
                "reason": "They differ.",
                "from_statement": a["id"],
                "to_statement": b["id"],
                "candidate": 0,
                "first_found": "2025-11-01",
            }
            for a, b in pairs
        ],
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--questions", type=int, default=120_000)
    given = parser.parse_args()
    fill(given.database, given.questions)
