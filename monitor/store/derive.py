"""Derive statements and exchanges from the questions, answers and turns that were collected.

An official's answer or turn is a statement, a holding reply is none; an oral answer's turns by one official are one
statement. A question with one of its answers, or a run of turns on one point, is an exchange; an answer whose turns are
known is read from its turns. An answer in square brackets is the monitor's own note that the record has no words, and is
neither. Keys follow from those of the rows they come from.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from monitor.detect.exchanges import split_turns
from monitor.people import Directory
from monitor.records import Turn
from monitor.store.database import delete_missing, upsert
from monitor.store.keys import key

_SPOKEN = "EXISTS (SELECT 1 FROM turns WHERE turns.question = answers.question AND turns.document IS answers.document)"


def statements(db: Database, directory: Directory | None = None) -> int:
    """Derive the statements of answers and official turns; return how many rows were written.

    Args:
        directory: tells the office each speaker held on the day; without it `role` is empty.
    """
    rows = [
        _statement("answer", row)
        for row in db.query(
            f"""
            SELECT answers.id, coalesce(answered_on, asked_on) AS said_on, answered_by AS person,
                coalesce(answers.body, questions.body) AS body, 'written' AS medium, answers.text,
                questions.text AS question, coalesce(answers.url, questions.url) AS url
            FROM answers JOIN questions ON questions.id = answers.question
            WHERE said_on IS NOT NULL AND coalesce(answers.body, questions.body) IS NOT NULL AND NOT {_SPOKEN}
                AND answers.status <> 'holding'
            """
        )
    ]
    rows += _spoken_answers(db)
    rows += [
        _statement("turn", row)
        for row in db.query(
            """
            SELECT turns.id, coalesce(meetings.held_on, questions.asked_on) AS said_on, turns.person, turns.body,
                'oral' AS medium, turns.text, questions.text AS question,
                coalesce(questions.url, meetings.url) AS url
            FROM turns LEFT JOIN meetings ON meetings.id = turns.meeting
            LEFT JOIN questions ON questions.id = turns.question
            WHERE turns.role = 'official' AND turns.body IS NOT NULL AND said_on IS NOT NULL AND turns.answer IS NULL
            """
        )
    ]
    for row in rows:
        row["role"] = directory.title_on(row["person"], row["said_on"]) if directory else None
    with db.atomic():
        delete_missing(db, "statements", [row["id"] for row in rows], "answer IS NOT NULL OR turn IS NOT NULL", [])
        return upsert(db, "statements", rows)


def _spoken_answers(db: Database) -> list[dict[str, Any]]:
    """One statement for what each official says in an oral answer."""
    turns = db.query(
        """
        SELECT turns.answer AS id, coalesce(answered_on, asked_on) AS said_on, coalesce(person, speaker) AS person,
            turns.body, 'oral' AS medium, turns.text, questions.text AS question,
            coalesce(answers.url, questions.url) AS url
        FROM turns JOIN answers ON answers.id = turns.answer JOIN questions ON questions.id = answers.question
        WHERE turns.role = 'official' AND turns.body IS NOT NULL AND said_on IS NOT NULL
        ORDER BY turns.answer, turns.position
        """
    )
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for turn in turns:
        same = said.setdefault((turn["id"], turn["person"]), {**turn, "text": ""})
        same["text"] = "\n".join(filter(None, (same["text"], turn["text"])))
    rows: list[dict[str, Any]] = []
    for (answer, person), row in said.items():
        first = not rows or rows[-1]["answer"] != answer
        rows.append({**_statement("answer", row), **({} if first else {"id": key("answer", answer, person)})})
    return rows


def _statement(origin: str, row: dict[str, Any]) -> dict[str, Any]:
    source = row.pop("id")
    return {
        "id": key(origin, source),
        **row,
        "date_basis": "record",
        "answer": source if origin == "answer" else None,
        "turn": source if origin == "turn" else None,
    }


def exchanges(db: Database) -> int:
    """Derive the exchanges of all media; return how many rows were written."""
    rows = [*_written(db), *_spoken(db), *_reported(db)]
    with db.atomic():
        delete_missing(db, "exchanges", [row["id"] for row in rows], "true", [])
        return upsert(db, "exchanges", rows)


def _exchange(**columns: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("question", "answer", "meeting", "statement", "turns", "asked_by"))
    return {"id": "", "medium": "", **empty, **columns}


def _written(db: Database) -> list[dict[str, Any]]:
    return [
        _exchange(**row)
        for row in db.query(
            f"""
            SELECT answers.id, 'written' AS medium, questions.id AS question, answers.id AS answer,
                questions.text AS question_text, answers.text AS answer_text, asked_by, answered_by AS person,
                coalesce(answers.body, questions.body) AS body, answered_on AS said_on,
                coalesce(answers.url, questions.url) AS url
            FROM answers JOIN questions ON questions.id = answers.question
            WHERE NOT {_SPOKEN} AND answers.text NOT LIKE '[%]'
            """
        )
    ]


def _spoken(db: Database) -> list[dict[str, Any]]:
    turns = db.query(
        """
        SELECT turns.*, coalesce(meetings.held_on, questions.asked_on) AS said_on, questions.text AS question_text,
            coalesce(questions.url, meetings.url) AS url
        FROM turns LEFT JOIN meetings ON meetings.id = turns.meeting
        LEFT JOIN questions ON questions.id = turns.question
        ORDER BY turns.document, turns.meeting, turns.position
        """
    )
    rows = []
    for _, run in groupby(turns, key=lambda turn: (turn["document"], turn["meeting"], turn["question"])):
        spoken = list(run)
        records = [Turn(turn["speaker"], turn["role"], turn["text"]) for turn in spoken]
        rows += [_oral_exchange([spoken[i] for i in span], [records[i] for i in span]) for span in split_turns(records)]
    return rows


def _oral_exchange(spoken: list[dict[str, Any]], records: list[Turn]) -> dict[str, Any]:
    first = spoken[0]
    reply = next(turn for turn in spoken if turn["role"] == "official")
    return _exchange(
        id=key("oral", first["id"]),
        medium="oral",
        question=first["question"],
        meeting=first["meeting"],
        question_text=first["text"],
        answer_text="\n".join(f"{turn.speaker}: {turn.text}" for turn in records[1:]),
        turns=_turns_json(records),
        asked_by=first["person"] or first["speaker"],
        person=reply["person"],
        body=reply["body"],
        said_on=first["said_on"],
        url=first["url"],
    )


def _reported(db: Database) -> list[dict[str, Any]]:
    rows = []
    for row in db.query(
        """
        SELECT id AS statement, medium, question AS question_text, text AS answer_text, person, body, said_on, url
        FROM statements WHERE answer IS NULL AND turn IS NULL AND question IS NOT NULL
        """
    ):
        records = [
            Turn("", "member", row["question_text"]),
            Turn(row["person"] or row["body"], "official", row["answer_text"]),
        ]
        turns = _turns_json(records) if row["medium"] == "oral" else None
        rows.append(_exchange(**{**row, "id": key("reported", row["statement"]), "turns": turns}))
    return rows


def _turns_json(turns: list[Turn]) -> str:
    return json.dumps([{"speaker": t.speaker, "role": t.role, "text": t.text} for t in turns], ensure_ascii=False)
