"""Find the meeting at which something was said, where an article tells the week or month but not the day.

"told the Police and Crime Committee last week": the days that may be meant, and the committee. Which of its meetings was
held on one of them is for the database to say (`monitor.store.quotations`). Pure.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from monitor.text.dates import DateMention
from monitor.text.fold import straighten

_NAMED = re.compile(
    r"\b(?P<name>(?:[A-Z][\w'-]+,? (?:and |& )?){1,6}Committee|Mayor's Question Time|Plenary|full Assembly)\b"
)
_ANY = re.compile(
    r"\b(?:told|assured|informed|heard|replied to|answer\w*|before|facing) (?:the |a |an |its |London )?"
    r"(?:Committee|Assembly|London Assembly|Members|AMs|meeting|session|hearing)\b",
    re.IGNORECASE,
)
_THE_COMMITTEE = re.compile(r"\b[Tt]he (?:C|c)ommittee\b")
_NOT_IN_NAME = re.compile(r"^(?:The|This|That|At|In|On|To|Before|When|A|An)\s+")
_RECENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting on one of the days from `first` to `last` (ISO dates); `forum`: its committee, "" where none is named."""

    first: str
    last: str
    forum: str


def forum_of(words: str, before: str) -> str | None:
    """Return the committee or meeting that a sentence says somebody spoke at, "" for one not named, None for none.

    Args:
        before: the text before the sentence, where "the Committee" was named in full.
    """
    words = straighten(words)
    if named := _NAMED.search(words):
        return _NOT_IN_NAME.sub("", named["name"])
    if not _ANY.search(words):
        return None
    if _THE_COMMITTEE.search(words):
        earlier = [m["name"] for m in _NAMED.finditer(straighten(before)) if m["name"].endswith("Committee")]
        return _NOT_IN_NAME.sub("", earlier[-1]) if earlier else ""
    return ""


def occasion(forum: str, date: DateMention | None, told: str, published: dt.date) -> Occasion | None:
    """Return the days that may be meant, or None where the day is told or nothing narrows it down.

    Args:
        date: when it was said, as far as the text tells; None for what was said lately.
        told: the words of `date`.
    """
    if date is None:
        first, last = published - dt.timedelta(days=_RECENT_DAYS), published
    elif len(date.iso) != 7:
        return None
    elif week := re.match(r"(last|this) (?:week|weekend)$", told.strip(), re.IGNORECASE):
        first = published - dt.timedelta(days=published.weekday() + 7 * (week[1].lower() == "last"))
        last = first + dt.timedelta(days=6)
    else:
        year, month = map(int, date.iso.split("-"))
        first = dt.date(year, month, 1)
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return Occasion(first.isoformat(), min(last, published).isoformat(), forum)
