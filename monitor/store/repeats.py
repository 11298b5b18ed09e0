"""Sketches of written replies, by which those that nearly repeat another are looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sqlite_utils import Database

from monitor.detect.replies.repeats import ALIKE, Answered

_SHARED = 2  # numbers that two sketches have in common at least
_MOST = 50  # replies to compare one with
_SHORTEST = ALIKE / (200 - ALIKE)  # of texts that are so much alike, the shorter one's share of the longer
_NEAR = f"others.size BETWEEN own.size * {_SHORTEST:.3f} AND own.size / {_SHORTEST:.3f}"


def save_sketches(db: Database, sketch: Callable[[str], tuple[int, ...]]) -> None:
    """Sketch the written replies that were never judged or whose words changed, in place of what was stored of them."""
    db.execute("DELETE FROM sketches WHERE exchange IN (SELECT id FROM exchanges WHERE judged_with IS NULL)")
    replies = db.execute("SELECT id, answer_text FROM exchanges WHERE judged_with IS NULL AND medium = 'written'")
    rows = ((id_, number, len(text)) for id_, text in replies.fetchall() for number in sketch(text))
    db.conn.executemany("INSERT INTO sketches (exchange, hash, size) VALUES (?, ?, ?)", rows)


def to_compare(db: Database) -> Iterator[Answered]:
    """Yield the replies that may repeat another than they did before: those sketched anew, and those these bear on.

    The latter are replies that repeat one of them, or resemble one of them and are of a later day.
    """
    rows = db.execute(
        f"""
        SELECT id, said_on, question_text, answer_text FROM exchanges WHERE said_on IS NOT NULL AND id IN (
            SELECT id FROM exchanges WHERE judged_with IS NULL AND (repeats IS NOT NULL OR id IN (SELECT exchange FROM sketches))
            UNION
            SELECT later.id FROM exchanges AS later JOIN exchanges AS changed ON changed.id = later.repeats
            WHERE changed.judged_with IS NULL
            UNION
            SELECT later.id FROM exchanges AS changed JOIN sketches AS own ON own.exchange = changed.id
            JOIN sketches AS others ON others.hash = own.hash AND {_NEAR}
            JOIN exchanges AS later ON later.id = others.exchange
            WHERE changed.judged_with IS NULL AND later.judged_with IS NOT NULL AND later.said_on > changed.said_on
        ) ORDER BY id
        """
    ).fetchall()
    return (Answered(*row) for row in rows)


def resembling(db: Database, reply: Answered) -> list[Answered]:
    """Return earlier replies to other questions whose sketches are like that of `reply`: the likest 50, then the earliest."""
    rows = db.execute(
        f"""
        SELECT earlier.id, earlier.said_on, earlier.question_text, earlier.answer_text
        FROM (
            SELECT others.exchange, count(*) AS shared
            FROM sketches AS own JOIN sketches AS others ON others.hash = own.hash AND {_NEAR}
            WHERE own.exchange = ?1 GROUP BY others.exchange HAVING shared >= {_SHARED}
        )
        JOIN exchanges AS earlier ON earlier.id = exchange JOIN exchanges AS reply ON reply.id = ?1
        WHERE earlier.said_on < reply.said_on AND earlier.question IS NOT reply.question
        ORDER BY shared DESC, earlier.said_on, earlier.id LIMIT {_MOST}
        """,
        [reply.id],
    ).fetchall()
    return [Answered(*row) for row in rows]


def save_repeats(db: Database, found: Iterable[tuple[str, str | None]]) -> None:
    """Store which exchange each exchange repeats; what repeats another than before is to be judged again."""
    db.conn.executemany(
        "UPDATE exchanges SET repeats = ?2 WHERE id = ?1 AND repeats IS NOT ?2",
        found,
    )
