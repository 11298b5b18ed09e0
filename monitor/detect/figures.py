"""The figures that a statement gives for a topic's measures.

A number belongs to a measure when its kind fits the measure's unit, the noun that it counts is the measure's, and the
words of the measure's cues stand around it. A number for another period, area or part of the whole, one that is quoted,
and one that reports an earlier figure are left out (`gold/README.md`, "figures").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import re2

from monitor.detect.candidates import Candidate, candidates
from monitor.detect.clauses import Asserted
from monitor.detect.measures import CompiledMeasure, compile_measures
from monitor.records import Figure
from monitor.rulebook.models import Topic
from monitor.text.fold import fold
from monitor.text.lemmas import content, lemma
from monitor.text.months import find_months
from monitor.text.numbers import quantities

NEEDED = 1.0
_CHANGE_WORDS = re2.compile(r"\b(?:increase|rise|fall|cut|reduction|growth|change|drop|further|additional|extra|new)\b")
_NOW = re2.compile(r"\b(?:now|today|in fact|instead|revised to|latest|final)\b")
_AIMS = re2.compile(r"\b(?:aim|target|goal|ambition|promise|planned|expected)")
_TOTALS = re2.compile(
    r"\b(?:figure|number|total|count|sum|stands? at|now|latest|estimate|it is|it was|that is|makes|making|"
    r"takes|bringing|brings)\b"
)
_THE_COST = re2.compile(
    r"\b(?:the|its|our|that|total|estimated|latest)(?: [a-z]+)? (?:cost|bill|price|estimate|budget|figure|"
    r"total)s?\b|"
    r"\b(?:it|this|that) (?:now |will |would )?costs?\b"
)
_PUTS_RIGHT = re2.compile(
    r"\b(?:correct|right|true|actual|actually|in fact|should have|it (?:was|is)|that (?:was|is)|real|revised|"
    r"now|"
    r"(?:number|figure|total|count|sum) (?:is|was))\b"
)
_ASKS_AMOUNT = re2.compile(r"\b(?:how (?:many|much|long|often|far)|what|which (?:number|figure))\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a statement's numbers are read with.

    Attributes:
        said_on: the date of the statement.
        question: what it answers, where known.
        known: values given before for each measure: the same number, said again without the measure's words, is taken
            for it.
        lead: the words of another's sentence into which the statement is quoted ("the force expected"), if any.
    """

    said_on: str
    question: str | None = None
    known: Mapping[str, Collection[float]] = field(default_factory=dict)
    lead: str = ""


class FigureReader:
    """A topic's measures, compiled.

    Args:
        topic: a validated topic.
    """

    def __init__(self, topic: Topic) -> None:
        self._measures = compile_measures(topic)
        labels = [measure.label for measure in topic.measures]
        self._names = fold(" ".join([topic.title, topic.question, *topic.about, *labels]))
        counted = [noun for measure in self._measures for noun in measure.nouns]
        self._own_nouns = {noun for noun in counted if counted.count(noun) == 1}
        kinds = [measure.kind for measure in self._measures]
        self._only_of_kind = {measure.id for measure in self._measures if kinds.count(measure.kind) == 1}

    def read(self, asserted: Asserted, setting: Setting) -> tuple[Figure, ...]:
        """Return at most one figure for each measure, in the order of the text."""
        if not self._measures:
            return ()
        # "Several" and "a handful" are no figures to compare; "tens of" is.
        said = [number for number in quantities(asserted.text) if not number.vague or number.value >= 20]
        if any(measure.kind == "date" for measure in self._measures):
            said = sorted([*said, *find_months(asserted.text)], key=lambda number: number.start)
        found = candidates(asserted, said)
        earlier = self._earlier([c for c in found if asserted.is_earlier(c.number.start)], asserted, setting)
        scored: list[tuple[float, Candidate, CompiledMeasure]] = []
        for candidate in found:
            if asserted.weight(candidate.number.start) < 0.5:
                continue
            for measure in self._measures:
                score = self.score(candidate, measure, asserted, setting)
                score += _correction(candidate, earlier.get(measure.id)) if measure.takes(candidate.number) else 0.0
                if score >= NEEDED:
                    scored.append((score, candidate, measure))
        chosen: dict[str, Candidate] = {}
        used: set[int] = set()
        for _, candidate, measure in sorted(scored, key=lambda item: (-item[0], -item[1].number.start)):
            if measure.id not in chosen and candidate.number.start not in used:
                chosen[measure.id] = candidate
                used.add(candidate.number.start)
        figures = [
            _figure(chosen[m.id], m, chosen[m.id].other_area(self._names)) for m in self._measures if m.id in chosen
        ]
        return tuple(sorted(figures, key=lambda figure: figure.start))

    def score(self, candidate: Candidate, measure: CompiledMeasure, asserted: Asserted, setting: Setting) -> float:
        """Return how well a number fits a measure; `NEEDED` and more is a figure for it."""
        if not measure.takes(candidate.number) or self._excluded(candidate, measure, asserted, setting):
            return 0.0
        clause = candidate.clause
        if setting.lead and candidate.index == 0:
            clause = f"{fold(setting.lead)} {clause}"
        near = measure.overlap(clause)
        score = near + self._said_around(candidate, measure, clause, near)
        score += self._counted(candidate, measure, near)
        if candidate.noun is None and not near and _TOTALS.search(clause):
            score += _carried(candidate, measure, asserted)
        score += _asked(candidate, measure, asserted, setting.question)
        if candidate.number.value / measure.scale in setting.known.get(measure.id, ()):
            score += 1.0 if candidate.number.value >= 20 else 0.5
        score += 0.3 if candidate.is_overall or _NOW.search(candidate.clause) else 0.0
        return score + _rate(candidate, measure)

    def _excluded(self, candidate: Candidate, measure: CompiledMeasure, asserted: Asserted, setting: Setting) -> bool:
        counts = candidate.noun is None or measure.counts(candidate.nouns)
        if measure.kind == "count" and not counts and not measure.unit & content(candidate.clause):
            return True
        if candidate.is_compared or (candidate.is_difference and not _CHANGE_WORDS.search(measure.said)):
            return True
        if candidate.is_aimed_at and not _AIMS.search(measure.said):
            return True
        if candidate.is_national and not any(word in measure.said for word in ("national", "country", "england")):
            return True
        before = asserted.folded[: candidate.start]
        return measure.kind != "date" and candidate.is_of_other_period(before, setting.said_on, measure.dates)

    def _said_around(self, candidate: Candidate, measure: CompiledMeasure, clause: str, near: float) -> float:
        """Return what the words of the clause, and less those of the sentence, say for the measure."""
        score = 0.8 if measure.cues.present(clause) else 0.0
        if measure.kin is not None and measure.kin.present(clause):
            score += 0.5
        if not candidate.is_part and not candidate.is_whole:
            score += 0.5 * max(0.0, measure.overlap(candidate.sentence) - near)
        if candidate.other_area(self._names):
            score -= 0.8
        if measure.kind != "count" and measure.id in self._only_of_kind:
            score += 0.2 if near else 0.0
            score += 0.3 if measure.kind == "money" and near and _THE_COST.search(clause) else 0.0
        return score

    def _counted(self, candidate: Candidate, measure: CompiledMeasure, near: float) -> float:
        """Return what the noun that is counted says for the measure."""
        if measure.kind != "count":
            return 0.4
        if candidate.noun is None:
            return 0.3 if near else 0.0
        if any(lemma(word) in self._own_nouns & measure.nouns for word in candidate.nouns):
            plain = lemma(candidate.nouns[0]) in measure.unit and candidate.is_stated_to_exist
            return 1.0 if plain or candidate.is_definite else 0.55
        return 0.4

    def _earlier(self, reported: Sequence[Candidate], asserted: Asserted, setting: Setting) -> dict[str, Candidate]:
        """Return the measures for which a statement repeats what it said before, with the number."""
        out: dict[str, Candidate] = {}
        for candidate in reported:
            scores = {m.id: self.score(candidate, m, asserted, setting) for m in self._measures}
            best = max(scores, key=lambda measure: scores[measure])
            if scores[best] >= NEEDED:
                out[best] = candidate
        return out


def _carried(candidate: Candidate, measure: CompiledMeasure, asserted: Asserted) -> float:
    """Return what a bare number gains from what the words before it are about ("Today it is 180")."""
    sentence = asserted.sentences[candidate.index]
    before = asserted.folded[sentence.start : candidate.start]
    if candidate.index and not measure.overlap(before):
        before = asserted.folded[asserted.sentences[candidate.index - 1].start : sentence.start]
    return 0.4 + 0.6 * min(1.0, measure.overlap(before) + (0.6 if measure.cues.present(before) else 0.0))


def _asked(candidate: Candidate, measure: CompiledMeasure, asserted: Asserted, question: str | None) -> float:
    """Return what a number at the start of a reply gains from the question that asks for the measure."""
    opens = candidate.index == 0 or asserted.is_earlier(candidate.number.start)
    if not question or not opens or candidate.is_part:
        return 0.0
    asked = fold(question)
    if (candidate.noun is not None and not measure.counts(candidate.nouns)) or not _ASKS_AMOUNT.search(asked):
        return 0.0
    return min(1.0, measure.overlap(asked)) + (0.6 if measure.cues.present(asked) else 0.0)


def _rate(candidate: Candidate, measure: CompiledMeasure) -> float:
    per = candidate.number.per
    if per and measure.per:
        return 0.6 if per == measure.per else -0.6
    if measure.per:
        return -0.4
    return -0.6 if per and candidate.number.kind == "count" else 0.0


def _correction(candidate: Candidate, earlier: Candidate | None) -> float:
    """Return what a number gains by standing where an earlier one for the measure is put right."""
    if earlier is None or candidate.number.start < earlier.number.end or candidate.is_compared:
        return 0.0
    same = candidate.number.kind == earlier.number.kind and candidate.noun in (None, earlier.noun)
    return 1.0 if same and _PUTS_RIGHT.search(candidate.before) else 0.0


def _figure(candidate: Candidate, measure: CompiledMeasure, area: str | None) -> Figure:
    number = candidate.number
    ranged = number.low is not None and number.high is not None
    return Figure(
        measure=measure.id,
        value=None if ranged else measure.scaled(number.value, number.kind),
        qualifier=number.qualifier,
        low=measure.scaled(number.low, number.kind) if number.low is not None else None,
        high=measure.scaled(number.high, number.kind) if number.high is not None else None,
        unit=measure.measure.unit or None,
        period=number.per or (candidate.year if measure.kind != "date" else None),
        area=area,
        start=number.start,
        end=number.end,
    )
