"""Which questions ask the same thing: threads of questions that cite one another or are alike.

Explicit citations come first and always hold. Questions are then joined by similarity, the most alike first, and
two groups only if their members are alike on average (average linkage; Sokal & Michener 1958), so that a chain of
neighbours never becomes one great thread. The same input gives the same threads.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.detect.similarity import Vectors, dot
from monitor.text.fold import squash
from monitor.text.references import Reference, find_references

LinkKind = Literal["cites", "refers", "similar"]
LINK_LEAST = 0.55  # two questions less alike than this are not linked
GROUP_LEAST = 0.5  # two groups less alike than this on average are not joined
NEIGHBOURS = 20  # links looked for from one question
# A number is given again when a new session begins; sessions last about a year, some longer.
_SESSION_DAYS = 400


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked. Dates `YYYY-MM-DD`.

    `answered_on` has the dates of its answers, `replies` the beginnings of those that refer to another answer.
    """

    id: str
    reference: str | None
    title: str
    text: str
    asked_on: str | None
    answered_on: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A reason to think that `question` asks what `other` asked before it.

    It cites the other, its answer refers to the other's answer, or they are alike. `score`: their likeness, 0 to 1.
    """

    question: str
    other: str
    kind: LinkKind
    score: float


@dataclass(frozen=True, slots=True)
class Thread:
    """Questions that ask the same thing, in the order in which they were asked."""

    title: str
    questions: tuple[Question, ...]


def citations(questions: Sequence[Question], *, in_replies: bool = True) -> list[Link]:
    """Return a link for each citation of one of `questions` in another, or (`in_replies`) in the reply to another."""
    numbered: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.reference:
            numbered[question.reference.upper()].append(question)
    links: dict[tuple[str, str], Link] = {}
    for question in questions:
        citing: list[tuple[LinkKind, str]] = [("refers", reply) for reply in question.replies if in_replies]
        for kind, text in [*citing, ("cites", question.text)]:
            said_on = max(question.answered_on, default=None) if kind == "refers" else question.asked_on
            for reference in find_references(text, said_on=said_on):
                cited = _resolve(reference, question, numbered.get(reference.number, ()))
                if cited:
                    links[question.id, cited.id] = Link(question.id, cited.id, kind, 1.0)
    return list(links.values())


def _resolve(reference: Reference, citing: Question, candidates: Iterable[Question]) -> Question | None:
    """Return which of the questions of one number is meant, or None: by date, else (a date mistyped) by title."""
    earlier = [q for q in candidates if q.id != citing.id and (q.asked_on or "") <= (citing.asked_on or "9999")]
    by_date = [q for q in earlier if _dated(q, reference, citing)]
    by_title = [q for q in earlier if reference.title and squash(q.title) == squash(reference.title)]
    found = [q for q in by_date if q in by_title] or by_date or by_title
    return max(found, key=lambda q: (q.asked_on or "", q.id), default=None)


def _dated(question: Question, reference: Reference, citing: Question) -> bool:
    if "/" in reference.number or question.asked_on is None:
        return True  # London's references carry their year
    said = reference.dates or ((citing.asked_on,) if citing.asked_on else ())
    return any(date in question.answered_on or 0 <= _days(question.asked_on, date) <= _SESSION_DAYS for date in said)


def _days(first: str, second: str) -> int:
    return (_day(second) - _day(first)).days


def _day(date: str) -> dt.date:
    """Return the first day of what may be a month or a year."""
    return dt.date.fromisoformat(f"{date}-01-01"[:10])


def similarities(questions: Sequence[Question], vectors: Vectors, rows: Collection[int]) -> Iterator[Link]:
    """Yield a link for each pair of alike questions of which at least one is among `rows`.

    Args:
        questions: in the order in which they were asked; `vectors` has a row for each.
        rows: positions of the questions whose neighbours are looked for.
    """
    seen: set[tuple[int, int]] = set()
    for row in sorted(rows):
        for other, score in vectors.similar(row, least=LINK_LEAST, most=NEIGHBOURS):
            pair = max(row, other), min(row, other)
            if pair not in seen:
                seen.add(pair)
                yield Link(questions[pair[0]].id, questions[pair[1]].id, "similar", round(score, 4))


def threads(questions: Sequence[Question], vectors: Vectors, links: Iterable[Link]) -> list[Thread]:
    """Return the threads that `links` make of `questions`; a question linked with none is in no thread.

    Args:
        questions: in the order in which they were asked; `vectors` has a row for each.
    """
    row_of = {question.id: row for row, question in enumerate(questions)}
    groups = Groups(vectors)
    ordered = sorted(links, key=lambda link: (link.kind, -link.score, row_of[link.question], row_of[link.other]))
    for link in ordered:  # "similar" comes last
        groups.join(row_of[link.question], row_of[link.other], GROUP_LEAST if link.kind == "similar" else 0.0)
    found = [[questions[row] for row in sorted(rows)] for rows in groups.of_several()]
    return [Thread(_title(members), tuple(members)) for members in sorted(found, key=lambda m: row_of[m[0].id])]


def _title(members: Sequence[Question]) -> str:
    """Return the commonest title or, where one member asked many bodies, the part that their titles share."""
    titles = [_NUMBERED.sub("", member.title) for member in members if member.title]
    if not titles:
        return members[0].text[:80]
    whole, times = Counter(titles).most_common(1)[0]  # of several, the first asked
    parts = Counter(part for title in titles for part in title.split(": ")[1:])
    if parts and parts.most_common(1)[0][1] > max(times, len(titles) / 2):
        return parts.most_common(1)[0][0]
    return whole


_NUMBERED = re.compile(r"\s*\(\d+\)$")  # "Knife crime (3)": the member's third on it that day


class Groups:
    """Disjoint groups of rows. The sum of a group's unit vectors gives its average likeness to another's exactly."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self._group_of = list(range(len(vectors)))
        self._members: dict[int, list[int]] = {}
        self._sums: dict[int, dict[int, float]] = {}

    def join(self, row: int, other: int, least: float) -> None:
        """Join the groups of two rows if their members are on average at least `least` alike."""
        one, two = self._group_of[row], self._group_of[other]
        if one == two:
            return
        members, others = self._of(one), self._of(two)
        if least and dot(self._sums[one], self._sums[two]) < least * len(members) * len(others):
            return
        if len(members) < len(others):
            one, two, members, others = two, one, others, members
        for member in others:
            self._group_of[member] = one
        members += others
        sums = self._sums[one]
        for term, weight in self._sums.pop(two).items():
            sums[term] = sums.get(term, 0.0) + weight
        del self._members[two]

    def _of(self, group: int) -> list[int]:
        if group not in self._members:
            self._members[group] = [group]
            self._sums[group] = self._vectors.vector(group)
        return self._members[group]

    def of_several(self) -> Iterator[list[int]]:
        """Yield the rows of each group of two or more."""
        return (members for members in self._members.values() if len(members) > 1)
