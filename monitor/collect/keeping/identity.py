"""Which question a page shows: its key, the same from every source, and the same again whatever address it is met at.

A question with a reference is known by it. One without (a supplementary) is known by its address, as long as the site gives
each its own: where one address was shared by several, by what it says, so that none of them takes another's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from monitor.collect.faults import PageFault
from monitor.collect.keeping.who import Who
from monitor.collect.kinds.transcripts import split_label
from monitor.collect.records import Question
from monitor.store.keys import key

Row = dict[str, Any]
_NUMBER = re.compile(r"\[(\d+)\]\s*$")


def key_of(db: Database, question: Question, who: Who) -> str:
    """Return the key of a question, of one that is stored if that is the same."""
    if question.number:
        return question.number
    if question.reference:
        year, number = question.reference.split("/")
        return f"{year}-{int(number):04d}"
    asker = asker_of(question, who)
    slug = urlsplit(question.url).path.rstrip("/").rsplit("/", 1)[-1]
    usual = key("question", slug)
    own = key("question", slug, question.asked_on, asker, question.title)
    known = list(
        db.query(
            "SELECT id, title, text, asked_on, asked_by, url FROM questions "
            "WHERE reference IS NULL AND (url = ? OR id IN (?, ?) OR (asked_on = ? AND title = ?))",
            [question.url, usual, own, question.asked_on, question.title],
        )
    )
    same = [row for row in known if not _is_another(question, asker, row)]
    here = [row for row in same if row["url"] == question.url or row["id"] in {usual, own}]
    moved = [row for row in same if plain(row["text"]) == plain(question.text)]
    for row in [*here, *moved]:
        return str(row["id"])
    return own if any(row["id"] == usual for row in known) else usual


def _is_another(question: Question, asker: str | None, row: Row) -> bool:
    """Whether a question without a reference is another than the one stored: something of it differs, and so do its words."""
    if plain(row["text"]) == plain(question.text) and _number(row["title"]) == _number(question.title):
        return False
    pairs = (
        (row["asked_on"], question.asked_on),
        (row["asked_by"], asker),
        (_number(row["title"]), _number(question.title)),
    )
    return any(old and new and plain(old) != plain(new) for old, new in pairs)


def refuse_another(question: Question, old: Row | None, who: Who) -> None:
    """Raise PageFault when a page's reference is that of a question that was asked by somebody else on another day."""
    if old is None or not question.reference:
        return
    pairs = (("asked_on", old["asked_on"], question.asked_on), ("asked_by", old["asked_by"], asker_of(question, who)))
    differing = [
        (name, before, after) for name, before, after in pairs if before and after and plain(before) != plain(after)
    ]
    if len(differing) > 1:  # one of them may have been mended on the page
        name, before, after = differing[0]
        what = f"the page shows {name} {after!r} where question {question.reference} had {before!r}"
        raise PageFault(question.url, f"{what}: another question")


def asker_of(question: Question, who: Who) -> str | None:
    """Return who asked: the person's name where known, else as printed."""
    found = who.find(question.asked_by or "", question.asked_on)
    return (found.person if found else None) or (split_label(question.asked_by)[0] if question.asked_by else None)


def is_stored(db: Database, listed: Mapping[str, str]) -> bool:
    """Whether the question that a list gives in these words is stored."""
    if listed.get("reference"):
        row = db.execute("SELECT 1 FROM questions WHERE reference = ?", [listed["reference"]]).fetchone()
    else:
        row = db.execute(
            "SELECT 1 FROM questions WHERE reference IS NULL AND title = ? AND asked_on = ?",
            [listed.get("title"), listed.get("asked_on")],
        ).fetchone()
    return row is not None


def plain(text: str) -> str:
    """Return `text` without white space, punctuation and case, to compare it by."""
    return re.sub(r"\W+", "", text).casefold()


def _number(title: str | None) -> str | None:
    found = _NUMBER.search(title or "")
    return found.group(1) if found else None
