"""Read the parliamentary questions beside a developer's checkout into rows of `questions` and `answers`."""

from __future__ import annotations

import gzip
import html
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from monitor.store.database import upsert

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "uk-questions"


def read(folder: Path = FOLDER) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Yield the row of each question in `folder`, with that of its answer."""
    for path in sorted(folder.glob("*.json.gz")):
        full = _full_texts(path.with_name(path.name.replace(".json.gz", "-longform.sqlite")))
        with gzip.open(path) as file:
            for item in json.load(file):
                yield _rows(item["value"], full)


def load(db: Database, folder: Path = FOLDER) -> None:
    """Put all questions of `folder`, and their answers, into `db`."""
    rows = list(read(folder))
    with db.atomic():
        upsert(db, "questions", [question for question, _ in rows])
        upsert(db, "answers", [answer for _, answer in rows if answer])


def _full_texts(path: Path) -> dict[str, dict[str, str]]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return {_text(key): json.loads(value) for key, value in db.execute("SELECT key, value FROM Dict")}


def _text(key: bytes | str) -> str:
    return key if isinstance(key, str) else key.decode()


def _rows(value: dict[str, Any], full: dict[str, dict[str, str]]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    id_ = str(value["id"])
    longer = full.get(id_, {})
    answer = longer.get("answer_text") or value["answerText"]
    question = {
        "id": id_,
        "reference": value["uin"],
        "title": value["heading"],
        "text": longer.get("question_text") or value["questionText"],
        "asked_by": str(value["askingMemberId"]),
        "body": value["answeringBodyName"],
        "asked_on": value["dateTabled"][:10],
        "status": "answered" if answer else "unanswered",
    }
    if not answer or not value["dateAnswered"]:
        return question, None
    return question, {
        "id": f"{id_}-answer",
        "question": id_,
        "body": value["answeringBodyName"],
        "answered_on": value["dateAnswered"][:10],
        "status": "final",
        "text": html.unescape(re.sub(r"<[^>]+>", " ", answer)),
    }
