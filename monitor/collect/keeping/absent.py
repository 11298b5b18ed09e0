"""Answers that a page shows no more although it is whole otherwise: a fault of the site, or an answer withdrawn?

One page without its answer says nothing: sites lose parts for hours, and templates break. An answer counts as withdrawn when its
page does without it again and again:

- at once, where the page brings another answer in its place;
- seen on three days, over three days at least, where other answers still stand there;
- seen on three days, over a week at least, where no answer stands there any more;
- over four weeks, where more than a few pages of the source miss answers at that time: then it is the site that is at fault.

Until then it is a fault, and nothing of the page is stored. An answer that comes back is withdrawn no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlite_utils import Database

from monitor.collect.faults import PageFault
from monitor.collect.keeping.texts import Seen

DAYS = 3  # on which it was seen missing
BESIDE_OTHERS, ALONE, AMONG_MANY = dt.timedelta(days=3), dt.timedelta(days=7), dt.timedelta(days=28)
MANY = 5  # pages of a source that miss answers at a time


class AnswersMissing(PageFault):
    """A question's page without answers (their keys) that it had; `note` remembers that they were missed."""

    def __init__(self, seen: Seen, answers: Sequence[str], what: str) -> None:
        self.seen, self.answers = seen, answers
        super().__init__(
            seen.url,
            what,
            remedy="the next runs ask again; if it stays away for days, it is marked as withdrawn",
        )

    def note(self, db: Database) -> None:
        """Remember on which day they were missed, once a day."""
        for answer in self.answers:
            db.execute(
                "INSERT INTO absences (answer, source, since, seen_on, days) VALUES (?, ?, ?, ?, 1) "
                "ON CONFLICT (answer) DO UPDATE SET seen_on = excluded.seen_on, days = days + 1 "
                "WHERE seen_on < excluded.seen_on",
                [answer, self.seen.source, self.seen.on, self.seen.on],
            )


def is_withdrawn(db: Database, seen: Seen, answer: str, *, others: bool, replaced: bool) -> bool:
    """Whether an answer that is missing from the page now counts as withdrawn.

    Args:
        others: whether other answers still stand on the page.
        replaced: whether one of these is new.
    """
    if replaced:
        return True
    row = db.execute("SELECT since, seen_on, days FROM absences WHERE answer = ?", [answer]).fetchone()
    if row is None:
        return False
    since, seen_on, days = row
    many = db.execute(
        "SELECT count(DISTINCT question) FROM absences JOIN answers ON answers.id = answer "
        "WHERE absences.source = ? AND withdrawn_on IS NULL",
        [seen.source],
    ).fetchone()
    wanted = AMONG_MANY if many[0] > MANY else BESIDE_OTHERS if others else ALONE
    on = dt.date.fromisoformat(seen.on)
    return days + (seen_on < seen.on) >= DAYS and on - dt.date.fromisoformat(since) >= wanted


def forget(db: Database, question: str, present: Sequence[str]) -> None:
    """Forget what was missed of a question whose page shows the answers `present`."""
    db.conn.executemany("DELETE FROM absences WHERE answer = ?", [(answer,) for answer in present])
    db.execute(
        "DELETE FROM absences WHERE answer IN (SELECT id FROM answers WHERE question = ? AND withdrawn_on IS NOT NULL)",
        [question],
    )
