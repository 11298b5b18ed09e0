"""Candidate changes: answers to the same question that differ, where no topic file says what to look for.

Two answers of one body are compared only when their questions ask the same, with the same names, places and numbers. A
figure moved if each answer gives just one number for what "how many" asks for; a position turned if one answer plainly
says no and the other plainly yes. Whatever is less plain is left alone: a candidate is for a person to look at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.detect.changes import differ
from monitor.detect.clauses import Asserted
from monitor.detect.similarity import asked_part, reduced
from monitor.records import Change, Figure, Statement
from monitor.text.fold import fold
from monitor.text.lemmas import content, lemma
from monitor.text.numbers import Number, quantities

Polarity = Literal["no", "yes"]
ALIKE_LEAST = 0.75  # share of the words of two questions that are in both
_ABOUT_LEAST = 0.5  # share of the question's words that a sentence must have to answer it

_HOW_MANY = re.compile(
    r"\b(?:how (?:many|much)|(?:what|the) (?:\w+ ){0,2}(?:number|proportion|percentage|share|amount|cost|total))\b"
)
_MONEY = re.compile(r"\b(?:how much|cost|costs|spent|spend|spending|funding|amount|paid|budget)\b|£")
_SHARE = re.compile(r"\b(?:proportion|percentage|share|per ?cent|rate)\b|%")
_LONG = re.compile(r"\bhow long\b|\btime\b")
_YES_NO = re.compile(
    r"^(?:and |but )?(?:whether|if|will|would|is|are|was|were|has|have|had|do|does|did|can|could|should)\b"
)
_NO = re.compile(
    r"^no(?=[.,;:!]|$)|\bno (?:\w+ ){0,2}(?:plans?|intentions?|proposals?)\b|\b(?:rules?|ruled|ruling) out\b|"
    r"\b(?:will|shall|would|do|does|did|is|are|am|has|have|had|can) ?(?:not|n't)\b|\b(?:cannot|won't|can't)\b"
)
_YES = re.compile(
    r"^yes(?=[.,;:!]|$)|\bcan confirm\b|\b(?:will|shall|plans? to|intends? to|have decided to|has decided to|agreed to|"
    r"(?:is|are|am) (?:now |currently )?(?:going|planning|preparing) to)\b"
)
# Words that tell what will be from what is.
_TO_COME = frozenset(lemma(word) for word in ("expect", "forecast", "plan", "project", "intend", "propose", "future"))
_NAME = re.compile(r"(?<=[\s(])[A-Z][\w'’-]+|\d[\d,./-]*")


def proposals(statements: Sequence[Statement]) -> list[Change]:
    """Return what differs between each answer of a thread and the same body's answer before it to the same question.

    Args:
        statements: the answers to one thread's questions, each with its `question`, in order of date.

    The changes returned have an empty `topic` and no measure.
    """
    last: dict[str, list[_Answer]] = defaultdict(list)
    found: list[Change] = []
    for statement in statements:
        answer = _read(statement)
        if answer is None:
            continue
        earlier = next((a for a in reversed(last[statement.body]) if _same_question(a, answer)), None)
        if earlier is not None and earlier.statement.said_on < statement.said_on:
            found += _compare(earlier, answer)
        last[statement.body].append(answer)
    return found


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer with what its question asks: its folded words, reduced content words, and names and numbers."""

    statement: Statement
    asked: str
    words: frozenset[str]
    names: frozenset[str]


def _read(statement: Statement) -> _Answer | None:
    """Return the answer to a question that asks how many, or yes or no; None for one to any other question."""
    part = asked_part(statement.question or "")
    asked = fold(part)
    if not (_HOW_MANY.search(asked) or _YES_NO.match(asked)):
        return None
    return _Answer(statement, asked, frozenset(content(asked)), frozenset(_NAME.findall(part)))


def _same_question(one: _Answer, other: _Answer) -> bool:
    if one.names != other.names or one.words & _TO_COME != other.words & _TO_COME:
        return False
    return 0 < len(one.words | other.words) * ALIKE_LEAST <= len(one.words & other.words)


def _compare(earlier: _Answer, later: _Answer) -> Iterator[Change]:
    first, second = earlier.statement, later.statement
    before, after = _figure(earlier), _figure(later)
    if before and after and (before.unit, before.period) == (after.unit, after.period) and differ(before, after):
        yield _change(
            "figure",
            first,
            second,
            f"“{_words(first, before)}” on {first.said_on}, “{_words(second, after)}” on {second.said_on}.",
            "each answer gives one number for what is asked, and the numbers differ by more than rounding.",
        )
    was, now = _polarity(earlier), _polarity(later)
    if was and now and was != now:
        yield _change(
            "stance",
            first,
            second,
            f"an answer read as “{was}” on {first.said_on}, as “{now}” on {second.said_on}.",
            "one answer is read as a plain no, the other as a plain yes.",
        )


def _words(statement: Statement, figure: Figure) -> str:
    return statement.text[figure.start : figure.end]


def _change(
    kind: Literal["figure", "stance"], earlier: Statement, later: Statement, summary: str, reason: str
) -> Change:
    why = f"Proposed for review, without a topic file: both answer the same question, and {reason}"
    return Change("", kind, later.body, earlier.id, later.id, None, f"{later.body}: {summary}", why)


def _figure(answer: _Answer) -> Figure | None:
    """Return the one number that answers what "how many" asks for, or None."""
    statement, asked = answer.statement, answer.asked
    if not _HOW_MANY.search(asked):
        return None
    about = set(reduced(asked))
    asserted = Asserted(statement.text)
    fitting = [
        number
        for number in quantities(statement.text)
        if asserted.weight(number.start) >= 0.5 and _counts(number, asserted, asked, about)
    ]
    if len({(n.value, n.low, n.high) for n in fitting}) != 1:
        return None
    number = fitting[0]
    ranged = number.low is not None
    return Figure(
        "",
        None if ranged else number.value,
        number.qualifier,
        number.low,
        number.high,
        number.unit or None,
        number.per or None,
        None,
        number.start,
        number.end,
    )


def _counts(number: Number, asserted: Asserted, asked: str, about: set[str]) -> bool:
    """Whether a number counts what is asked for: its kind fits, and its noun or sentence has the question's words."""
    if number.kind == "money":
        fits = bool(_MONEY.search(asked))
    elif number.kind in {"percent", "fraction"}:
        fits = bool(_SHARE.search(asked))
    elif number.kind == "duration":
        fits = bool(_LONG.search(asked))
    else:
        following = asserted.folded[number.end : number.end + 60].split(".")[0].split()[:3]
        return number.kind == "count" and bool(about & set(reduced(" ".join(following))))
    sentence = asserted.sentences[asserted.sentence_of(number.start)]
    return fits and _is_about(asserted.folded[sentence.start : sentence.end], about)


def _polarity(answer: _Answer) -> Polarity | None:
    """Return whether an answer to a yes-or-no question plainly says yes or no; None where it does not, or says both."""
    if not _YES_NO.match(answer.asked):
        return None
    about = set(reduced(answer.asked))
    asserted = Asserted(answer.statement.text)
    said: set[Polarity] = set()
    for position, sentence in enumerate(asserted.sentences):
        words = asserted.folded[sentence.start : sentence.end]
        no = _NO.search(words)
        found = no or _YES.search(words)
        if found is None or asserted.weight(sentence.start + found.start()) < 0.5:
            continue
        answers = position == 0 and found.start() == 0  # "Yes." and "No, ..." need not repeat the question
        if answers or _is_about(words, about):
            said.add("no" if no else "yes")
    return said.pop() if len(said) == 1 else None


def _is_about(words: str, about: set[str]) -> bool:
    needed = min(len(about), max(2, _ABOUT_LEAST * len(about)))
    return 0 < needed <= len(about & set(reduced(words)))
