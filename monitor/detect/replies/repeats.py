"""Tell a reply that repeats, nearly word for word, an earlier reply to a different question.

Comparing every reply with every other would not do for years of them. `sketch` makes a few numbers of a reply by which
the few that may resemble it are looked up; `repeated` compares with those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from rapidfuzz import fuzz

from monitor.detect.replies.firm import is_cut
from monitor.detect.similarity import reduced, substance
from monitor.text.fold import fold, squash

_ALIKE = 92.0  # of 100
_MIN_WORDS = 25  # shorter replies are formulas that many questions share
_SHINGLE = 5  # words
_SIZE = 8  # of 387 pairs this much alike in real answers, 386 shared two of so many numbers
# Shares of a question's words: up to the first it is another question, from the second it is the same asked again.
_DIFFERENT, _AGAIN = 0.25, 0.5
_TAKEN_UP = 1 / 3  # of the words that the other question does not have
_TELLING = 3  # words that say what a question is about: of fewer, sharing none means little
_DAY = len("2025-11-14")


@dataclass(frozen=True, slots=True)
class Answered:
    """A written reply on a day with the question it was given to."""

    id: str
    said_on: str
    question: str
    answer: str


def sketch(text: str) -> tuple[int, ...]:
    """Return a few numbers that nearly equal replies have in common, the same on every machine and in every run.

    They are the lowest hashes of runs of five words (Broder 1997, "On the resemblance and containment of documents").
    Short replies, and those that break off, have none: they repeat nothing. Whoever changes how a sketch is made has all
    replies sketched anew by a migration.
    """
    words = [] if is_cut(text) else squash(text).encode().split()
    if len(words) < _MIN_WORDS:
        return ()
    hashes = {crc32(b" ".join(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1)}
    return tuple(sorted(hashes)[:_SIZE])


def repeated(reply: Answered, others: Iterable[Answered]) -> Answered | None:
    """Return the first of the earlier replies to other questions that `reply` repeats nearly word for word, or None.

    A reply of the same day is none, for questions that are grouped are answered together. Nor is there one where

    - the same was said before to the same question, of the same or another place: then it was asked again;
    - the reply names something, or gives a number, that the earlier does not: it was fitted to its question;
    - the reply takes up what its own question asks and the other did not: it may answer both.
    """
    others = [other for other in others if _precedes(other, reply)]
    text = squash(reply.answer) if others else ""
    alike = [other for other in others if _nearly(text, other)]
    if not alike:
        return None
    asked, said = _asked(reply.question), _said(reply.answer)
    found: list[Answered] = []
    for other in alike:
        before = _asked(other.question)
        least = min(len(asked), len(before))
        shared = len(asked & before) / max(1, least)
        if shared >= _AGAIN:
            return None
        own = asked - before
        if (
            least >= _TELLING
            and shared <= _DIFFERENT
            and len(own & said) <= _TAKEN_UP * len(own)
            and said <= _said(other.answer)
        ):
            found.append(other)
    return min(found, key=lambda other: (other.said_on, other.id), default=None)


def _precedes(other: Answered, reply: Answered) -> bool:
    return len(other.said_on) == len(reply.said_on) == _DAY and other.said_on < reply.said_on


def _nearly(text: str, other: Answered) -> bool:
    return fuzz.ratio(text, squash(other.answer), score_cutoff=_ALIKE) > 0


@lru_cache(4096)  # what is given often is compared often
def _asked(question: str) -> frozenset[str]:
    return frozenset(reduced(substance(question)))


@lru_cache(4096)
def _said(answer: str) -> frozenset[str]:
    return frozenset(reduced(fold(answer)))
