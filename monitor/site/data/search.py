"""Search over questions, answers, meetings, statements to the press, findings and changes, with snippets."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.site.data import Row, rows, value
from monitor.site.text import clean

PER_KIND = 8  # of each kind when all are searched
PER_PAGE = 25  # of one kind
MANY = 3000  # more matches than this are not weighed against each other, which would take seconds
OPEN, CLOSE = "\x02", "\x03"  # stand around the words found until the snippet is escaped


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing to search: its full-text table and what a result shows. A filter it lacks leaves it out."""

    label: str
    table: str
    select: str
    filters: Mapping[str, str]
    join: str = ""
    where: str = "1"


_TOPIC = "EXISTS (SELECT 1 FROM readings WHERE readings.topic = :topic AND readings.statement = {})"
KINDS = {
    "question": Kind(
        "Questions",
        "questions",
        "t.id AS id, coalesce(t.title, substr(t.text, 1, 120)) AS title, t.asked_on AS date, "
        "t.asked_by AS who, t.body AS body",
        {
            "body": "t.body = :body",
            "person": "t.asked_by = :person",
            "since": "t.asked_on >= :since",
            "until": "t.asked_on <= :until",
            "topic": "EXISTS (SELECT 1 FROM question_topics WHERE question = t.id AND topic = :topic)",
        },
    ),
    "answer": Kind(
        "Answers",
        "answers",
        "t.question AS id, coalesce(questions.title, substr(questions.text, 1, 120)) AS title, t.answered_on AS date, "
        "t.answered_by AS who, coalesce(t.body, questions.body) AS body",
        {
            "body": "coalesce(t.body, questions.body) = :body",
            "person": "t.answered_by = :person",
            "since": "t.answered_on >= :since",
            "until": "t.answered_on <= :until",
            "topic": _TOPIC.format("(SELECT id FROM statements WHERE statements.answer = t.id)"),
        },
        join="JOIN questions ON questions.id = t.question",
    ),
    "meeting": Kind(
        "At meetings",
        "turns",
        "t.id AS id, coalesce(questions.title, meetings.title, 'A meeting') AS title, "
        "coalesce(meetings.held_on, questions.asked_on) AS date, coalesce(t.person, t.speaker) AS who, t.body AS body, "
        "t.question AS question, t.meeting AS meeting",
        {
            "body": "t.body = :body",
            "person": "coalesce(t.person, t.speaker) = :person",
            "since": "coalesce(meetings.held_on, questions.asked_on) >= :since",
            "until": "coalesce(meetings.held_on, questions.asked_on) <= :until",
            "topic": _TOPIC.format("(SELECT id FROM statements WHERE statements.turn = t.id)"),
        },
        join="LEFT JOIN meetings ON meetings.id = t.meeting LEFT JOIN questions ON questions.id = t.question",
    ),
    "press": Kind(
        "To the press",
        "statements",
        "t.id AS id, coalesce(t.person, t.body) AS title, t.said_on AS date, t.person AS who, t.body AS body",
        {
            "body": "t.body = :body",
            "person": "t.person = :person",
            "since": "t.said_on >= :since",
            "until": "t.said_on <= :until",
            "topic": _TOPIC.format("t.id"),
        },
        where="t.answer IS NULL AND t.turn IS NULL",
    ),
    "finding": Kind(
        "Findings",
        "findings",
        "t.id AS id, t.kind AS title, t.said_on AS date, t.person AS who, t.body AS body",
        {
            "body": "t.body = :body",
            "person": "t.person = :person",
            "since": "t.said_on >= :since",
            "until": "t.said_on <= :until",
            "topic": "EXISTS (SELECT 1 FROM exchanges JOIN statements ON statements.answer = exchanges.answer "
            "JOIN readings ON readings.statement = statements.id "
            "WHERE exchanges.id = t.exchange AND readings.topic = :topic)",
        },
        where="t.review IS NOT 'dismissed'",
    ),
    "change": Kind(
        "Changed answers",
        "changes",
        "t.id AS id, t.kind AS title, t.to_date AS date, NULL AS who, t.body AS body",
        {
            "body": "(t.body = :body OR t.body LIKE '%' || :body || '%')",
            "since": "t.to_date >= :since",
            "until": "t.to_date <= :until",
            "topic": "t.topic = :topic",
        },
        where="t.review IS NOT 'dismissed' AND t.candidate = 0",
    ),
}


def match_expression(typed: str) -> str:
    """Return the FTS5 expression for what somebody typed: all words, "phrases" and beginnings* must occur.

    Whatever is typed is words: no operator, column or bracket has a meaning, and nothing is a syntax error.
    Returns "" when there is no word in it.
    """
    typed = re.sub("[“”„«»]", '"', clean(typed)[:300])
    terms = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', typed)[:16]:
        term = phrase or word
        if re.search(r"\w", term):
            terms.append('"' + term.rstrip("*") + '"' + ("*" if word.endswith("*") and len(word) > 2 else ""))
    return " ".join(terms)


def table_match(typed: object) -> str:
    """Return the expression for the search box of one of Datasette's tables, in place of Datasette's `escape_fts`.

    That one fails on a lone quotation mark and on characters that no text has. No words match nothing.
    """
    return match_expression(str(typed or "")) or '""'


def search(conn: sqlite3.Connection, typed: str, kind: str, filters: Mapping[str, str], page: int) -> dict[str, Any]:
    """Return the groups of results, one for each kind that has any.

    Args:
        typed: as the user typed it.
        kind: one of KINDS, or "" for all.
        filters: topic, body, person, since and until; empty ones admit everything.
        page: from 1; counts only when one kind is searched.
    """
    expression = match_expression(typed)
    chosen = [kind] if kind in KINDS else list(KINDS)
    groups = (
        [_group(conn, expression, name, filters, page=page if kind else 1, alone=bool(kind)) for name in chosen]
        if expression
        else []
    )
    return {
        "groups": [group for group in groups if group and group["results"]],
        "topics": _named_topics(conn, typed) if typed.strip() and not kind else [],
        "no_words": bool(typed.strip()) and not expression,
    }


def _group(
    conn: sqlite3.Connection, expression: str, name: str, filters: Mapping[str, str], *, page: int, alone: bool
) -> Row | None:
    kind = KINDS[name]
    given = {key: text for key, text in filters.items() if text}
    if not given.keys() <= kind.filters.keys():
        return None
    fts = f"{kind.table}_fts"
    matches = value(
        conn, f"SELECT count(*) FROM (SELECT 1 FROM {fts} WHERE {fts} MATCH ? LIMIT {MANY + 1})", [expression]
    )
    if not matches:
        return None
    size = PER_PAGE if alone else PER_KIND
    clauses = [f"{fts} MATCH :match", kind.where, *(kind.filters[key] for key in given)]
    order = "rank" if matches <= MANY else f"{fts}.rowid DESC"
    # CROSS JOIN keeps SQLite from starting anywhere but at the index of words.
    found = rows(
        conn,
        f"""
        SELECT {kind.select}, snippet({fts}, -1, '{OPEN}', '{CLOSE}', '…', 28) AS snippet
        FROM {fts} CROSS JOIN {kind.table} AS t ON t.rowid = {fts}.rowid {kind.join}
        WHERE {" AND ".join(clauses)} ORDER BY {order} LIMIT {size + 1} OFFSET {(page - 1) * size}
        """,
        {"match": expression, **given},
    )
    return {
        "kind": name,
        "label": kind.label,
        "results": found[:size],
        "more": len(found) > size,
        "matches": None if given or kind.where != "1" else min(matches, MANY),
        "many": matches > MANY,
    }


def _named_topics(conn: sqlite3.Connection, typed: str) -> list[Row]:
    words = re.findall(r"\w+", typed)[:8]
    if not words:
        return []
    where = " AND ".join("(title || ' ' || question) LIKE '%' || ? || '%'" for _ in words)
    return rows(conn, f"SELECT id, title, question FROM topics WHERE {where} LIMIT 5", words)
