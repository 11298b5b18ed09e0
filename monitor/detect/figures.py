"""The figures that a statement gives for a topic's measures.

A number belongs to a measure when its kind fits the measure's unit, the noun that it counts is the measure's, and the words
of the measure's cues stand around it. A number for another period, area or part of the whole, one that is quoted, and one
that reports an earlier figure are left out (`gold/README.md`, "figures").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import re2

from monitor.detect.clauses import Asserted
from monitor.detect.stance import stance_of_measures
from monitor.records import Figure
from monitor.rulebook.models import Measure, Topic
from monitor.text.cues import CueSet
from monitor.text.fold import fold
from monitor.text.lemmas import STOPWORDS, content, lemma, words
from monitor.text.numbers import Number, quantities

NEEDED = 1.0
# Words of measures that say little about which one is meant.
_GENERIC = frozenset(
    lemma(word)
    for word in "number total figure amount cost level share rate proportion known given full overall per new".split()
)
_PEOPLE = frozenset(
    lemma(word)
    for word in "people staff officers workers employees residents passengers children men women customers drivers "
    "pupils patients victims tenants households members volunteers recruits apprentices firefighters".split()
)
_PERSON = re2.compile(r"(?:ers|ors|ists|ants|ees|ians|men|women|boys|girls|victims|adults|youths)$")
_PLURALS = frozenset("people staff children men women police".split())
_UNIT_WORDS = {"pound", "money", "gbp", "million", "thousand", "billion", "£", "per", "cent", "percent", "%"}
_SCALE = {"billion": 1e9, "bn": 1e9, "million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3}
_DURATION = frozenset(map(lemma, "second minute hour day week fortnight month year decade".split()))
_NOT_NOUNS = STOPWORDS | frozenset(
    "remain remains remained still are were have who which that of in at on for to by from per so far since until already "
    "today now more fewer less higher lower extra further additional open live current outstanding because when where "
    "above below under over last this next every each annually went failed came stood".split()
)
_ADJECTIVES = frozenset(
    "live open current complex historic past separate different new old further more such so extra".split()
)
_CHANGED = (
    r"(?:rose|risen|fell|fallen|cut|reduced|went|increased?|decreased?|dropped|grown|grew|gone|up|down|rise|fall|drop)"
)
_COMPARED = re2.compile(
    r"(?:compared (?:with|to)|against|rather than|than the|instead of|not|"
    rf"{_CHANGED}(?: [a-z]+){{0,3}} from)(?: the| just| only| some| about)?$"
)
_BY = re2.compile(rf"(?:\b{_CHANGED}(?: [a-z]+){{0,3}} by|\bby a further)(?: the| just| only| some| about)?$")
_FURTHER = re2.compile(r"(?:further|another|extra|additional)$")
_CHANGE_WORDS = re2.compile(r"\b(?:increase|rise|fall|cut|reduction|growth|change|drop|further|additional|extra|new)\b")
_EXISTS = re2.compile(
    r"(?:there (?:are|were|is|was)|(?:we|it|they|which|service|force|tfl|met) (?:now |still |currently )?(?:have|has)|total(?:s|led|ling)?|stands? at|"
    r"number(?:s|ed)?)(?: now| currently| still| today| only| just)?$"
)
_TOTALS = re2.compile(r"\b(?:figure|number|total|count|sum|stands? at|now|latest|estimate|it is|that is|up to date)\b")
_DEFINITE = re2.compile(r"\b(?:all|the|these|those|both|our|only)$")
_PUTS_RIGHT = re2.compile(
    r"\b(?:correct|right|true|actual|actually|in fact|should have|it (?:was|is)|that (?:was|is)|real|revised|now|"
    r"(?:number|figure|total|count|sum) (?:is|was))\b"
)
_OF_PUTS_RIGHT = re2.compile(
    r"\b(?:correct|right|true|actual|actually|in fact|should have|it (?:was|is)|that (?:was|is)|real|revised|now|"
    r"(?:number|figure|total|count|sum) (?:is|was))\b"
)
_OF_PART = re2.compile(r"^\s*(?:[a-z]+ )?of (?:the|these|those|them|our|whom|its|their)\b")
_TO_NUMBER = re2.compile(
    r"^(?: [a-z]+){0,2} to (?:about |some |just |around |only )?(?:[£0-9]|[a-z]+ty\b|one|two|three|four|five|six|seven|eight|nine|ten)"
)
_PER = re2.compile(r"\b(?:a|per|each|every) (year|month|week|day|hour|night)$")
_OF_WHOLE = re2.compile(r"^(?:and |but )?(?:out )?of (?:the |these |those |our |all )?$")
_OPENS_WITH_WHOLE = re2.compile(r"^(?:and |but )?(?:out )?of (?:the|these|those|our|them|all)\b")
_INCLUDING = re2.compile(
    r"(?:including|among them|of whom|of which|of them|of those|of these)\s*(?:just|only|about)?\s*$"
)
_OTHER_PERIOD = re2.compile(
    r"\b(?:last (?:year|month|week|summer|autumn|winter|spring)|the (?:year|month|week) before|(?:a|one|two|three|five|ten) (?:years?|months?) "
    r"(?:ago|earlier)|previous (?:year|month|quarter)|in the past|originally|at (?:the|its) peak)\b"
)
_DATE_WORD = re2.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)\b"
)
_RELATIVE_YEAR = re2.compile(r"\b(?:last year|the year before|the previous year|a year earlier)\b")
_YEAR_SAID = re2.compile(r"\b(?:in|during|for|of|since|between) (?:the year )?(?:to )?(?:[a-z]+ )?((?:19|20)\d\d)\b")
_AREA = re2.compile(
    r"\b(?:in|across|at|around|for|within) ((?:the |Greater |inner |outer |north |south |east |west )*[A-Z][\w'’-]+(?: (?:and |upon |on )?[A-Z][\w'’-]+)*)"
)
_NATIONAL = re2.compile(
    r"\b(?:nationally|nationwide|across the country|across england|in england|worldwide|elsewhere|other cities|other forces)\b"
)
_NOT_AREAS = frozenset(
    "london january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday parliament assembly chamber mayor christmas easter i city capital uk police service tfl met mps hall office house force brigade "
    "council authority programme operation act strategy scheme project commission agency board".split()
)


@dataclass(frozen=True, slots=True)
class _Compiled:
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


class FigureReader:
    """A topic's measures, compiled.

    Args:
        topic: a validated topic.
    """

    def __init__(self, topic: Topic) -> None:
        self._measures = [_compile(measure, topic) for measure in topic.measures]
        self._known_names = fold(
            " ".join([topic.title, topic.question, *topic.about, *(m.label for m in topic.measures)])
        )
        counts: dict[str, int] = {}
        for compiled in self._measures:
            for noun in compiled.nouns:
                counts[noun] = counts.get(noun, 0) + 1
        self._own_nouns = {noun for noun, count in counts.items() if count == 1}

    def read(
        self,
        asserted: Asserted,
        question: str | None,
        said_on: str,
        known: Mapping[str, Collection[float]] = MappingProxyType({}),
        lead: str = "",
    ) -> tuple[Figure, ...]:
        """Return at most one figure for each measure, in the order of the text.

        Args:
            asserted: the statement.
            question: what it answers, where known.
            said_on: its date.
            known: values given before for each measure: the same number, said again without the measure's words, is
                taken for it.
            lead: the words of another's sentence into which the statement is quoted ("the force expected"), if any.
        """
        if not self._measures:
            return ()
        said = quantities(asserted.text)
        numbers = [n for n in said if asserted.weight(n.start) >= 0.5]
        corrected = self._corrected([n for n in said if asserted.is_earlier(n.start)], asserted, known)
        scored = [
            (score, number, compiled)
            for number in numbers
            for compiled in self._measures
            if (score := self._score(asserted, number, compiled, question, said_on, known, lead))
            + _correction(asserted, number, corrected.get(compiled.measure.id))
            >= NEEDED
        ]
        chosen: dict[str, tuple[Number, _Compiled]] = {}
        used: set[int] = set()
        for _, number, compiled in sorted(scored, key=lambda item: -item[0]):
            if compiled.measure.id not in chosen and number.start not in used:
                chosen[compiled.measure.id] = (number, compiled)
                used.add(number.start)
        figures = [_figure(asserted, number, compiled) for number, compiled in chosen.values()]
        return tuple(sorted(figures, key=lambda figure: figure.start))

    def _corrected(
        self, earlier: list[Number], asserted: Asserted, known: Mapping[str, Collection[float]]
    ) -> dict[str, Number]:
        """Return the measures for which a statement repeats what it said before, with the number."""
        out: dict[str, Number] = {}
        for number in earlier:
            scores = {c.measure.id: self._score(asserted, number, c, None, "", known) for c in self._measures}
            best = max(scores, key=lambda measure: scores[measure], default=None)
            if best is not None and scores[best] >= NEEDED:
                out[best] = number
        return out

    def _score(
        self,
        asserted: Asserted,
        number: Number,
        compiled: _Compiled,
        question: str | None,
        said_on: str,
        known: Mapping[str, Collection[float]],
        lead: str = "",
    ) -> float:
        """Return how well `number` fits the measure; `NEEDED` and more is a figure for it."""
        if not _kind_fits(number, compiled):
            return 0.0
        start, end = asserted.segment_of(number.start)
        index = asserted.sentence_of(number.start)
        sentence = asserted.sentences[index]
        taken = _counted(asserted.folded, number.end, sentence.end)
        noun = _noun(taken, one=number.value == 1)
        own_start, own_end = _own_clause(asserted.folded, number, start, end)
        clause = asserted.folded[own_start:own_end]
        if lead and index == 0:
            clause = f"{fold(lead)} {clause}"
        direct = next((word for word in map(lemma, taken) if word in compiled.nouns), None)
        fits = noun is None or direct is not None or (_person(taken) and bool(compiled.nouns & _PEOPLE))
        noun = direct or noun
        if compiled.kind == "count" and not fits and not compiled.unit & content(clause):
            return 0.0
        if self._excluded(asserted, number, start, end, said_on, compiled):
            return 0.0
        rest = asserted.folded[sentence.start : sentence.end]
        near = _overlap(compiled, clause)
        subset = _is_subset(asserted.folded, number, sentence.start)
        score = near
        if compiled.cues.present(clause):
            score += 0.8
        if compiled.kin is not None and compiled.kin.present(clause):
            score += 0.5
        if not subset and not _is_whole(asserted.folded, number, sentence.start):
            score += 0.5 * max(0.0, _overlap(compiled, rest) - near)
        score += self._noun_score(asserted.folded, number, taken, noun, compiled, near)
        if self._other_area(asserted.text[own_start:own_end]):
            score -= 0.8
        if noun is None and not near and index and _TOTALS.search(clause):
            before = asserted.sentences[index - 1]
            score += 0.4 + 0.6 * min(1.0, _overlap(compiled, asserted.folded[before.start : before.end]))
        if not subset and question and index == 0 and (noun is None or noun in compiled.nouns):
            asked = fold(question)
            if "how m" in asked or "what" in asked:
                score += min(1.0, _overlap(compiled, asked)) + (0.5 if compiled.cues.present(asked) else 0.0)
        if number.value / compiled.scale in known.get(compiled.measure.id, ()):
            score += 1.0 if number.value >= 20 else 0.5
        if number.per and compiled.per and number.per == compiled.per:
            score += 0.6
        elif number.per and not compiled.per and number.kind == "count":
            score -= 0.6
        elif compiled.per and not number.per:
            score -= 0.4
        return score

    def _noun_score(
        self, folded: str, number: Number, taken: list[str], noun: str | None, compiled: _Compiled, near: float
    ) -> float:
        if compiled.kind != "count":
            return 0.4
        before = folded[max(0, number.start - 40) : number.start].rstrip()
        plain = bool(taken) and lemma(taken[0]) in compiled.unit and _EXISTS.search(before) is not None
        definite = plain or _DEFINITE.search(before) is not None
        if noun is None:
            return 0.3 if near else 0.0
        if noun in self._own_nouns:
            return 1.0 if definite else 0.5
        return 0.4

    def _excluded(
        self, asserted: Asserted, number: Number, start: int, end: int, said_on: str, compiled: _Compiled
    ) -> bool:
        before = asserted.folded[max(start, number.start - 60) : number.start].rstrip()
        if _COMPARED.search(before) or _INCLUDING.search(before) or _from_to(asserted.folded, number, before):
            return True
        if (_BY.search(before) or _FURTHER.search(before)) and not _CHANGE_WORDS.search(_said(compiled.measure)):
            return True
        clause = asserted.folded[start:end]
        if _NATIONAL.search(clause) and not _NATIONAL.search(fold(compiled.measure.label)):
            return True
        if self._other_period(asserted.folded, clause, start, said_on, compiled):
            return True
        return False

    def _other_period(self, folded: str, clause: str, start: int, said_on: str, compiled: _Compiled) -> bool:
        said = set(_DATE_WORD.findall(clause))
        if compiled.dates:
            years = {word for word in compiled.dates if word.isdigit()}
            relative = _RELATIVE_YEAR.search(clause)
            if relative and years and not said & years:
                mentioned = _DATE_WORD.findall(folded[:start])
                base = next((word for word in reversed(mentioned) if word.isdigit()), said_on[:4])
                return not base.isdigit() or str(int(base) - 1) not in years
            clash = {w for w in said if w.isdigit()} if years else set()
            clash |= {w for w in said if not w.isdigit()} if compiled.dates - years else set()
            return bool(clash) and not clash & compiled.dates
        if _OTHER_PERIOD.search(clause):
            return True
        return said_on[:4].isdigit() and any(
            int(match.group(1)) < int(said_on[:4]) - 1 and "since" not in match.group()
            for match in _YEAR_SAID.finditer(clause)
        )

    def _other_area(self, clause: str) -> bool:
        for match in _AREA.finditer(clause):
            name = fold(match.group(1))
            if (
                not any(part in _NOT_AREAS for part in name.split())
                and name.removeprefix("the ") not in self._known_names
            ):
                return True
        return False


def _compile(measure: Measure, topic: Topic) -> _Compiled:
    unit, per = _rate(fold(measure.unit))
    unit_words = [word for word, _, _ in words(unit)]
    if "per cent" in unit or "%" in unit or "percent" in unit:
        kind = "percent"
    elif "pound" in unit or "£" in unit or "pence" in unit or "gbp" in unit:
        kind = "money"
    elif any(lemma(word) in _DURATION for word in unit_words):
        kind = "duration"
    else:
        kind = "count"
    scale = next((_SCALE[word.removesuffix("s")] for word in unit_words if word.removesuffix("s") in _SCALE), 1.0)
    if "£m" in unit:
        scale = 1e6
    if "pence" in unit:
        scale = 0.01
    unit_nouns = nouns = frozenset(lemma(word) for word in unit_words if word not in _UNIT_WORDS | STOPWORDS)
    if kind == "count":
        nouns |= _cue_nouns(measure)
    matter = {word: _weight(word, nouns) for cue in [*measure.cues, measure.label] for word in content(fold(cue))}
    others = [content(fold(" ".join([*m.cues, m.label]))) for m in topic.measures if m.id != measure.id]
    if others:
        matter = {
            w: v * (0.3 if all(w in o for o in others) else 0.6 if any(w in o for o in others) else 1)
            for w, v in matter.items()
        }
    topical = content(fold(" ".join([topic.title, topic.question, *topic.about])))
    if others:
        matter = {w: v * (0.5 if w in topical else 1.0) for w, v in matter.items()}
    akin = stance_of_measures(topic).get(measure.id)
    kin = [cue for stance in topic.stances if stance.id == akin for cue in stance.cues]
    return _Compiled(
        measure,
        kind,
        scale,
        unit_nouns,
        nouns,
        matter,
        CueSet(measure.cues),
        per,
        CueSet(kin) if kin else None,
        frozenset(_DATE_WORD.findall(fold(measure.label))),
    )


def _rate(unit: str) -> tuple[str, str]:
    """Return a unit without its rate, and the period of the rate: "cases a year" is ("cases", "year")."""
    match = _PER.search(unit)
    return (unit[: match.start()].strip(), match.group(1)) if match else (unit, "")


def _said(measure: Measure) -> str:
    return fold(" ".join([measure.unit, measure.label, *measure.cues]))


def _weight(word: str, nouns: frozenset[str]) -> float:
    return 0.0 if word in nouns else 0.3 if word in _GENERIC else 1.0


def _cue_nouns(measure: Measure) -> frozenset[str]:
    # What is counted is usually the first plural of a cue: "outlets above the limit", "re-assess investigations".
    phrases = [words(fold(cue)) for cue in [*measure.cues, measure.label] if not cue.startswith("/")]
    nouns = (next((w for w, _, _ in phrase if _plural(w)), None) for phrase in phrases)
    return frozenset(lemma(noun) for noun in nouns if noun)


def _plural(word: str) -> bool:
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NOT_NOUNS
    )


def _overlap(compiled: _Compiled, clause: str) -> float:
    found = content(clause)
    return min(1.6, sum(weight for word, weight in compiled.matter.items() if word in found))


def _kind_fits(number: Number, compiled: _Compiled) -> bool:
    if compiled.kind == "percent":
        return number.kind in {"percent", "fraction"} and number.unit != "points"
    if compiled.kind == "duration":
        return number.kind == "duration" and lemma(number.unit) in compiled.nouns
    return number.kind == compiled.kind


def _counted(folded: str, end: int, limit: int) -> list[str]:
    """Return the words that follow a number ending at `end` up to the end of its noun phrase, as it seems."""
    following = words(folded[end : min(limit, end + 60)])
    if following and following[0][0] == "of" and folded[:end].endswith("s"):  # tens of, thousands of
        following = following[1:]
    stop = next(iter(re2.finditer(r"[,;:.()]", folded[end:limit])), None)
    cut = stop.start() if stop else limit - end
    taken: list[str] = []
    for word, start, _ in following[:5]:
        if start >= cut or (word in _NOT_NOUNS and word not in _ADJECTIVES):
            break
        taken.append(word)
    return taken


def _noun(taken: list[str], *, one: bool) -> str | None:
    """Return the reduced noun among the words after a number (the number one?), None when it stands alone."""
    for word in taken:
        if _plural(word):
            return lemma(word)
    return lemma(taken[-1]) if taken and one else None


def _person(taken: list[str]) -> bool:
    return any(lemma(word) in _PEOPLE or _PERSON.search(word) for word in taken)


def _from_to(folded: str, number: Number, before: str) -> bool:
    """Whether the number is where a change began: "from 14 to 10"."""
    return before.endswith("from") and _TO_NUMBER.search(folded[number.end : number.end + 30]) is not None


def _own_clause(folded: str, number: Number, start: int, end: int) -> tuple[int, int]:
    """Return the part of a clause between its commas that holds `number`."""
    left = max(folded.rfind(", ", start, number.start), start - 1) + 1
    right = folded.find(", ", number.end, end)
    return left, right if right >= 0 else end


def _is_subset(folded: str, number: Number, sentence: int) -> bool:
    """Whether the number counts a part: "of the 600 offered, 418 came", "12 of the 40"."""
    if _OF_PART.search(folded[number.end : number.end + 30]):
        return True
    before = folded[sentence : number.start]
    return _OPENS_WITH_WHOLE.search(before) is not None and "," in before


def _is_whole(folded: str, number: Number, sentence: int) -> bool:
    """Whether the number is the whole of which a part follows: the 600 of "of the 600 offered, 418 came"."""
    return _OF_WHOLE.search(folded[sentence : number.start]) is not None


def _correction(asserted: Asserted, number: Number, earlier: Number | None) -> float:
    """Return what a number gains by standing where an earlier one for the measure is put right."""
    if earlier is None or number.start < earlier.end or number.kind != earlier.kind:
        return 0.0
    sentence = asserted.sentences[asserted.sentence_of(number.start)]
    noun = _noun(_counted(asserted.folded, number.end, sentence.end), one=number.value == 1)
    old = asserted.sentences[asserted.sentence_of(earlier.start)]
    same = noun is None or noun == _noun(_counted(asserted.folded, earlier.end, old.end), one=earlier.value == 1)
    return 1.0 if same and _PUTS_RIGHT.search(asserted.folded[sentence.start : number.start]) else 0.0


def _figure(asserted: Asserted, number: Number, compiled: _Compiled) -> Figure:
    def scaled(value: float | None) -> float | None:
        if value is None:
            return None
        if compiled.kind == "percent" and number.kind == "fraction":
            value *= 100
        return round(value / compiled.scale, 6) if compiled.kind == "money" or compiled.scale > 1 else value

    ranged = number.low is not None
    return Figure(
        measure=compiled.measure.id,
        value=None if ranged else scaled(number.value),
        qualifier=number.qualifier,
        low=scaled(number.low),
        high=scaled(number.high),
        unit=compiled.measure.unit or None,
        period=number.per or None,
        area=None,
        start=number.start,
        end=number.end,
    )


def ends(figure: Figure) -> Iterator[float]:
    """Yield the numbers that a figure states: one, or the two ends of a range."""
    for value in (figure.value, figure.low, figure.high):
        if value is not None:
            yield value
