"""What a reply as a whole is like: all assurances, all about other matters, one line again and again, given before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from monitor.detect.replies.pressing import presses
from monitor.detect.replies.reading import NOTHING, Given, Reading
from monitor.detect.replies.reply import Sentence
from monitor.detect.replies.words import content, tokens
from monitor.records import Exchange
from monitor.rulebook.replies import Ask, Conditions, Shape


class Whole:
    """One exchange as the rules' conditions see it."""

    def __init__(self, exchange: Exchange, reading: Reading, given: list[Given]) -> None:
        self.exchange, self.reading, self.given = exchange, reading, given

    def meets(self, when: Conditions) -> bool:
        """Whether the conditions `when`, apart from cues and shape, hold."""
        answer = when.answer
        return (
            (not when.question.asks or self.asks(when.question.asks))
            and self.asked_times >= when.exchange.asked_times
            and (not answer.lacks or any(self.lacks(what) for what in answer.lacks))
            and (not answer.gives or any(self.gives(what) for what in answer.gives))
        )

    def asks(self, asks: Iterable[Ask]) -> bool:
        """Whether a part asks for one of `asks`."""
        return any(ask in g.part.asks for g in self.given for ask in asks)

    def lacks(self, what: str) -> bool:
        """Whether `what` was asked for and is not given (see `AnswerCondition.lacks`)."""
        if what == "answer":
            return all(g.degree == NOTHING for g in self.given)
        if what == "part":
            return any(g.degree == NOTHING or g.incomplete for g in self.given)
        return any((g.degree == NOTHING or g.incomplete) and _wants(g, what) for g in self.given)

    def gives(self, what: str) -> bool:
        """Whether `what` was asked for and is given."""
        return any(g.degree != NOTHING and (what == "part" or _wants(g, what)) for g in self.given)

    @cached_property
    def asked_times(self) -> int:
        """How often the same thing is asked in the exchange."""
        if not self.exchange.turns:
            return 1
        parts = [g.part for g in self.given]
        first = parts[0].turn or 0
        later = self.exchange.turns[first + 1 :]
        return 1 + sum(turn.role == "member" and presses(turn.text, parts) for turn in later)

    def shape(self, shape: Shape) -> list[Sentence] | None:
        """Return the sentences that give the reply this shape; None when it has another."""
        return _SHAPES[shape](self)

    def evasive(self) -> list[Sentence]:
        """Return the sentences that stand where the answer should: a cue's, else the first that is not mere thanks."""
        said = [s for s in self.reading.reply.sentences if s.start in self.reading.withheld]
        return said[:1] or self.telling()[:1] or self.reading.reply.sentences[:1]

    def telling(self) -> list[Sentence]:
        """Return the sentences that are neither thanks nor part of an answer given."""
        shown = {s.start for g in self.given for s in g.shown if g.degree}
        return [
            s
            for s in self.reading.reply.sentences
            if s.start not in shown and not (self.reading.cue_in("pleasantries", s) and len(s.folded.split()) < 16)
        ]


_ASKS_A_VIEW = re.compile(
    r"\b(?:do|does|did) (?:you|he|she|the mayor)(?: \w+)? (?:think|believe|feel|hold|consider|see)\b|\b(?:opinion|view)\b|"
    r"^should\b|\bwould you like\b"
)


def _wants(given: Given, what: str) -> bool:
    asks = given.part.asks
    # "Do you think that ...?" asks for a view; "are you content with ...?" for a yes or no.
    return what in asks and not (what == "yes-no" and asks[0] != "yes-no" and _ASKS_A_VIEW.search(given.part.text))


def _warm_and_cold(whole: Whole) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences that are neither answer nor withholding words: assurances, and the concrete rest."""
    rest = [
        s for s in whole.telling() if s.start not in whole.reading.withheld and not s.asked_back and len(s.words) >= 2
    ]
    warm = [s for s in rest if whole.reading.cue_in("assurances", s) and len(s.numbers) < 2]
    return warm, [s for s in rest if s not in warm]


def _assurances(whole: Whole) -> list[Sentence] | None:
    warm, cold = _warm_and_cold(whole)
    if whole.reading.withheld:
        return None
    return warm if warm and len(warm) >= len(cold) else None


def _other_matters(whole: Whole) -> list[Sentence] | None:
    warm, cold = _warm_and_cold(whole)
    boasts = any(s.numbers for s in cold)
    if whole.reading.withheld:
        # Words that withhold explain the reply. What comes before them is how it came to be so; what follows is not.
        last = max(whole.reading.withheld)
        after = [s for s in whole.telling() if s.start > last and s in (*warm, *cold)]
        spoken = bool(whole.exchange.turns)  # the withholding comes last, when the question is put again
        much = (boasts and len(cold) >= 3) or len(cold) >= 5 if spoken else len(after) >= 2
        return (after or cold) if much and whole.lacks("answer") else None
    # A figure offered as if it were the answer, or so much said beside the point that it cannot be mere padding.
    shifted = (
        (boasts and (len(cold) >= 2 or whole.lacks("answer")))
        or len(cold) >= 4
        or (warm and cold and len(cold) + len(warm) >= 3)
    )
    return cold if shifted else None


_RUN = 4  # words in a row, one of them of some meaning, that are no accident when they come back


def _runs(sentence: Sentence) -> set[tuple[str, ...]]:
    words = tokens(sentence.folded)
    meaning = [bool(content(word)) for word in words]
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1) if any(meaning[at : at + _RUN])}


def _line_repeated(whole: Whole) -> list[Sentence] | None:
    turns: dict[int | None, list[Sentence]] = {}
    for sentence in whole.reading.reply.sentences:
        turns.setdefault(sentence.turn, []).append(sentence)
    earlier: list[Sentence] = []
    said: set[tuple[str, ...]] = set()
    for sentences in turns.values():
        runs = [_runs(sentence) for sentence in sentences] if len(turns) > 1 else []
        for sentence, run in zip(sentences, runs, strict=False):
            if not run.isdisjoint(said) or any(_same_line(sentence, other) for other in earlier):
                return [sentence]
        earlier += [s for s in sentences if len(s.words) >= 2]
        said.update(*runs)
    return None


def _same_line(sentence: Sentence, other: Sentence) -> bool:
    shared = len(sentence.words & other.words)
    return shared >= 2 and shared / min(len(sentence.words), len(other.words)) >= 0.6


def _some_of_several(whole: Whole) -> list[Sentence] | None:
    some = any(g.degree != NOTHING for g in whole.given)
    return whole.evasive() if some and whole.lacks("part") else None


def _given_before(whole: Whole) -> list[Sentence] | None:
    return whole.reading.reply.sentences if whole.exchange.repeats else None


_SHAPES = {
    "assurances": _assurances,
    "other matters": _other_matters,
    "line repeated": _line_repeated,
    "some of several": _some_of_several,
    "given before": _given_before,
}
