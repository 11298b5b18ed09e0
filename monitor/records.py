"""The records that detection reads and returns. Plain data: no database, network or clock.

Dates are ISO 8601 strings in London local time, `YYYY-MM-DD`, or `YYYY-MM` / `YYYY` where no more is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Medium = Literal["written", "oral", "press"]
Reply = Literal["clear", "partial", "non-reply"]
SpeakerRole = Literal["member", "official", "chair", "other"]
ChangeKind = Literal["stance", "figure", "contradiction", "edit"]
Qualifier = Literal["exact", "about", "at-least", "at-most", "range"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted contribution."""

    speaker: str
    role: SpeakerRole
    text: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """An earlier reply, to another question, that a reply repeats nearly word for word.

    `question` names that question: its reference, or else its title in quotation marks.
    """

    exchange: str
    said_on: str
    question: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, or a run of turns on one point: what a reply rule is judged on.

    Written and press exchanges have `answer`; oral ones have `turns`, whose first asks the question. `repeats` is set where
    the reply repeats one that was given to another question.
    """

    id: str
    medium: Medium
    question: str
    answer: str = ""
    turns: tuple[Turn, ...] = ()
    repeats: Repeated | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of an exchange's reply: `text` is exact; `turn` is the turn's index, None outside oral exchanges."""

    text: str
    start: int
    end: int
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A reply rule that fired on an exchange."""

    rule: str
    kind: str
    reply: Reply
    evidence: tuple[Evidence, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reply rules together say of one exchange; `kinds` is empty when the reply is clear.

    `evidence` holds the spans that show the label (for a clear reply, the spans that answer).
    """

    exchange: str
    reply: Reply
    kinds: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """An official's own words on a date. `body` is whose position it states; `question` what was asked, if known.

    `context` is what stands around a quotation (headline, sentences before it): it can show what the words are about, but
    nothing in it is taken for the official's own.
    """

    id: str
    said_on: str
    body: str
    text: str
    medium: Medium
    person: str | None = None
    role: str | None = None
    question: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a statement gives for one of a topic's measures.

    `value` is None for a range, `low` and `high` None for anything else, as in `gold/README.md`.
    `start` and `end` delimit the number's words in the statement.
    """

    measure: str
    value: float | None
    qualifier: Qualifier
    low: float | None
    high: float | None
    unit: str | None
    period: str | None
    area: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one statement says on one topic: the words that put it on topic, its stance (or None), its figures."""

    statement: str
    topic: str
    on_topic: tuple[str, ...]
    stance: str | None
    stance_cue: str | None
    stance_evidence: str | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Two statements that differ in a way that matters. `body` names both as "A / B" in a contradiction."""

    topic: str
    kind: ChangeKind
    body: str
    from_statement: str
    to_statement: str
    measure: str | None
    summary: str
    reason: str
