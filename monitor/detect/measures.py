"""A topic's measures, compiled: what kind of number each takes, what it counts, and the words that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import re2

from monitor.detect.vocabulary import stance_of_measures
from monitor.rulebook.models import Measure, Topic
from monitor.text.cues import CueSet
from monitor.text.fold import fold
from monitor.text.lemmas import STOPWORDS, content, lemma, words
from monitor.text.numbers import Number

# Words of measures that say little about which one is meant.
_GENERIC = frozenset(
    map(lemma, "number total figure amount cost level share rate proportion known given full overall per new".split())
)
PEOPLE = frozenset(
    map(
        lemma,
        "people staff officers workers employees residents passengers children men women customers drivers "
        "pupils patients "
        "victims tenants households families members volunteers recruits apprentices firefighters".split(),
    )
)
_PERSON = re2.compile(r"(?:ers|ors|ists|ants|ees|ians|men|women|boys|girls|victims|adults|youths)$")
_PLURALS = frozenset("people staff children men women police".split())
NOT_NOUNS = STOPWORDS | frozenset(
    "remain remains remained still are were have who which that of in at on to for by from per so far since "
    "until already "
    "today now more fewer less higher lower extra further additional open live current outstanding because "
    "when where "
    "above below under over last this next every each annually went failed came stood does was has is goes "
    "means".split()
)
_UNIT_WORDS = frozenset("pound pounds money gbp million thousand billion per cent percent date".split())
_SCALE = {"billion": 1e9, "bn": 1e9, "million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3}
_DURATION = frozenset(map(lemma, "second minute hour day week fortnight month year decade".split()))
_RATE = re2.compile(r"\b(?:a|per|each|every) (year|month|week|day|hour|night)$")
DATE_WORD = re2.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)\b"
)


@dataclass(frozen=True, slots=True)
class CompiledMeasure:
    """A measure ready to be matched.

    Attributes:
        kind: "count", "money", "percent", "duration" or "date", from the unit.
        scale: by what a number is divided to be in the unit (1e6 for "million pounds").
        unit: the reduced words of the unit; `nouns`: those and what else its cues count.
        matter: the reduced words of its cues and label, with how much each tells.
        per: the period of a rate ("cases a year"), or "".
        kin: cues of the one stance that uses the measure's words, or None.
        dates: months and years that its label names.
        said: label, unit and cues, folded.
    """

    measure: Measure
    kind: str
    scale: float
    unit: frozenset[str]
    nouns: frozenset[str]
    matter: dict[str, float]
    cues: CueSet
    per: str
    kin: CueSet | None
    dates: frozenset[str]
    said: str

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measure.id

    def overlap(self, folded: str) -> float:
        """Return how many of the measure's words, weighted, stand in a folded text; at most 1.6."""
        found = content(folded)
        return min(1.6, sum(weight for word, weight in self.matter.items() if word in found))

    def takes(self, number: Number) -> bool:
        """Whether `number` is of the measure's kind."""
        if self.kind == "percent":
            return number.kind in {"percent", "fraction"} and number.unit != "points"
        if self.kind == "duration":
            return number.kind == "duration" and lemma(number.unit) in self.unit
        if self.kind == "money" and number.value < self.scale / 1000:
            return False  # a price, where the measure is in millions
        return number.kind == self.kind

    def counts(self, nouns: Sequence[str]) -> bool:
        """Whether one of the words after a number is what the measure counts."""
        people = any(lemma(word) in PEOPLE or _PERSON.search(word) for word in nouns)
        return any(lemma(word) in self.nouns for word in nouns) or (people and bool(self.nouns & PEOPLE))

    def scaled(self, value: float, kind: str) -> float:
        """Return the value of a number of `kind` in the measure's unit."""
        if self.kind == "percent" and kind == "fraction":
            return round(value * 100, 2)
        if self.kind == "count" and value < self.scale / 1000:
            return value  # "it was 50", of a measure in millions
        return round(value / self.scale, 6) if self.kind == "money" or self.scale > 1 else value


def compile_measures(topic: Topic) -> list[CompiledMeasure]:
    """Return the measures of a topic, compiled, in order."""
    return [_compile(measure, topic) for measure in topic.measures]


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in NOT_NOUNS
    )


def _compile(measure: Measure, topic: Topic) -> CompiledMeasure:
    unit, per = _rate(fold(measure.unit))
    unit_words = [word for word, _, _ in words(unit)]
    kind = _kind(unit, unit_words)
    counted = frozenset(lemma(word) for word in unit_words if word not in _UNIT_WORDS | STOPWORDS)
    nouns = counted | _cue_nouns(measure) if kind == "count" else counted
    akin = stance_of_measures(topic, asked=True).get(measure.id)
    kin = [cue for stance in topic.stances if stance.id == akin for cue in stance.cues]
    return CompiledMeasure(
        measure,
        kind,
        _scale(unit, unit_words),
        counted,
        nouns,
        _matter(measure, topic, counted, nouns),
        CueSet(measure.cues),
        per,
        CueSet(kin) if kin else None,
        frozenset(DATE_WORD.findall(fold(measure.label))),
        _said(measure),
    )


def _said(measure: Measure) -> str:
    return fold(" ".join([measure.label, measure.unit, *measure.cues]))


def _rate(unit: str) -> tuple[str, str]:
    """Return a unit without its rate, and the period of the rate: "cases a year" is ("cases", "year")."""
    match = _RATE.search(unit)
    return (unit[: match.start()].strip(), match.group(1)) if match else (unit, "")


def _kind(unit: str, unit_words: Sequence[str]) -> str:
    if unit == "date":
        return "date"
    if "per cent" in unit or "%" in unit or "percent" in unit:
        return "percent"
    if "pound" in unit or "£" in unit or "pence" in unit or "gbp" in unit:
        return "money"
    return "duration" if any(lemma(word) in _DURATION for word in unit_words) else "count"


def _scale(unit: str, unit_words: Sequence[str]) -> float:
    if "pence" in unit:
        return 0.01
    singular = [word.removesuffix("s") for word in unit_words]
    return next((_SCALE[word] for word in singular if word in _SCALE), 1.0)


def _matter(measure: Measure, topic: Topic, unit: frozenset[str], nouns: frozenset[str]) -> dict[str, float]:
    topical = content(fold(" ".join([topic.title, topic.question, *topic.about])))
    others = [content(_said(other)) for other in topic.measures if other.id != measure.id]
    out: dict[str, float] = {}
    for word in {word for phrase in [*measure.cues, measure.label] for word in content(fold(phrase))} - unit:
        weight = 0.3 if word in _GENERIC else 0.45 if word in nouns else 1.0
        if others:
            shared = sum(word in other for other in others)
            weight *= 0.3 if shared == len(others) else 0.6 if shared else 1.0
            weight *= 0.5 if word in topical else 1.0
        out[word] = weight
    return out


def _cue_nouns(measure: Measure) -> frozenset[str]:
    # What is counted is usually the first plural of a cue: "outlets above the limit", "re-assess investigations".
    phrases = [words(fold(cue)) for cue in [*measure.cues, measure.label] if not cue.startswith("/")]
    nouns = (next((word for word, _, _ in phrase if is_plural(word)), None) for phrase in phrases)
    return frozenset(lemma(noun) for noun in nouns if noun)
