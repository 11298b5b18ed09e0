"""Sketches of written replies, by which those that nearly repeat another are looked up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from sqlite_utils import Database

from monitor.detect.replies.repeats import Answered

_SHARED = 2  # numbers that two sketches have in common at least
# Of a number, and of replies to compare one with: what is given thousands of times must not cost millions of comparisons.
_ROWS, _MOST = 100, 25


def save_sketches(db: Database, sketch: Callable[[str], tuple[int, ...]]) -> None:
    """Sketch the written replies that were never judged or that changed since, in place of what was stored of them."""
    db.execute("DELETE FROM sketches WHERE exchange IN (SELECT id FROM exchanges WHERE judged_with IS NULL)")
    replies = db.execute(
        "SELECT id, said_on, answer_text FROM exchanges "
        "WHERE judged_with IS NULL AND medium = 'written' AND said_on IS NOT NULL"
    ).fetchall()
    rows = ((id_, number, said_on) for id_, said_on, text in replies for number in sketch(text))
    db.conn.executemany("INSERT INTO sketches (exchange, hash, said_on) VALUES (?, ?, ?)", rows)


def to_compare(db: Database) -> Iterator[Answered]:
    """Yield the replies that may repeat another than they did before: those sketched anew, and those these bear on.

    The latter repeat one of them, or resemble one of them and are of a later day.
    """
    new = "SELECT id FROM exchanges WHERE judged_with IS NULL"
    changed = _ids(db, f"{new} AND id IN (SELECT exchange FROM sketches)")
    touched = {*changed, *_ids(db, f"{new} AND repeats IS NOT NULL")}
    if db.execute("SELECT 1 FROM exchanges WHERE judged_with IS NOT NULL LIMIT 1").fetchone():
        touched.update(_ids(db, f"SELECT id FROM exchanges WHERE repeats IN ({new})"))
        touched.update(later for id_ in changed for later in _sharing(db, id_, ">"))
    return _answered(db, sorted(touched))


def resembling(db: Database, reply: Answered) -> Iterator[Answered]:
    """Yield earlier replies to other questions whose sketches are like that of `reply`: at most 25, the likest."""
    own = db.execute("SELECT question FROM exchanges WHERE id = ?", [reply.id]).fetchone()
    return _answered(db, _sharing(db, reply.id, "<")[:_MOST], own[0])


def save_repeats(db: Database, found: Iterable[tuple[str, str | None]]) -> None:
    """Store which exchange each exchange repeats; what repeats another than before is to be judged again."""
    db.conn.executemany("UPDATE exchanges SET repeats = ?2 WHERE id = ?1 AND repeats IS NOT ?2", found)


def _sharing(db: Database, exchange: str, when: Literal["<", ">"]) -> list[str]:
    """Return the exchanges of earlier or later days that share numbers with one: those that share most, then the first."""
    shared: Counter[str] = Counter()
    for number, said_on in db.execute("SELECT hash, said_on FROM sketches WHERE exchange = ?", [exchange]).fetchall():
        shared.update(
            row[0]
            for row in db.execute(
                f"SELECT exchange FROM sketches WHERE hash = ? AND said_on {when} ? ORDER BY said_on, exchange LIMIT {_ROWS}",
                [number, said_on],
            )
        )
    return [other for other, count in shared.most_common() if count >= _SHARED]


def _answered(db: Database, exchanges: list[str], but_of: str | None = None) -> Iterator[Answered]:
    """Yield replies with their questions, without those to the question `but_of`."""
    if not exchanges:
        return
    for row in db.execute(
        "SELECT exchanges.id, said_on, question_text, answer_text FROM json_each(?) AS wanted "
        "JOIN exchanges ON exchanges.id = wanted.value WHERE said_on IS NOT NULL AND question IS NOT ? ORDER BY wanted.key",
        [json.dumps(exchanges), but_of],
    ).fetchall():
        yield Answered(*row)


def _ids(db: Database, sql: str) -> list[str]:
    return [row[0] for row in db.execute(sql).fetchall()]
