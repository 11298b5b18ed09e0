"""Whether a reply gives the number that is asked for."""

from __future__ import annotations

import re

from monitor.detect.replies import signs
from monitor.detect.replies.question import Part
from monitor.detect.replies.reading import (
    EXPLICIT,
    IMPLICIT,
    NOTHING,
    Given,
    Reading,
    best,
    is_opening,
    opening,
    places_in,
    usable,
)
from monitor.detect.replies.reply import Sentence
from monitor.detect.replies.words import content
from monitor.text.numbers import QUANTITIES, Number

_POINTERS = {"refers-to-earlier-answer", "repeats-earlier-line", "claims-already-answered"}


def quantity(part: Part, reading: Reading) -> Given:
    rows = signs.TABLE_ROW.findall(reading.reply.folded)
    if len(rows) >= 2:
        return Given(part, EXPLICIT, len(rows) < part.items, shown=reading.reply.sentences[:1])
    scored: list[tuple[int, Sentence]] = []
    values = 0
    for sentence in usable(reading):
        numbers = numbers_that_count(sentence, reading)
        degree = _number_degree(part, sentence, numbers, reading)
        if degree:
            scored.append((degree, sentence))
            values += max(1, len(numbers))
    found = best(part, scored)
    if found.degree:
        supplied = any(reading.cue_in("tables", s) for s in reading.reply.sentences)
        found.incomplete = values < (part.items or 3) and not (supplied and not reading.withheld)
        found.lacks_listed = _names_missing(part, found.shown) or _some_of_listed(part, found.shown, values)
        found.incomplete |= found.lacks_listed
    return found


def _names_missing(part: Part, shown: list[Sentence]) -> bool:
    """Whether some of the places listed in the question are in the answer and others are not."""
    text = " ".join(s.folded for s in shown)
    there = [name in text or name.split()[-1] in text for name in part.names]
    return any(there) and not all(there)


def _some_of_listed(part: Part, shown: list[Sentence], values: int) -> bool:
    """Whether years or things after prepositions are listed, and the answer has fewer values and only some of them."""
    if values > 2:
        return False
    text = " ".join(s.folded for s in shown)
    lists = [match.group(2, 3) for match in signs.BOTH.finditer(part.text)]
    lists += [match.groups() for match in signs.LISTED.finditer(part.text)]
    there = ([name in text for name in names] for names in lists)
    return any(any(one) and not all(one) for one in there)


def numbers_that_count(sentence: Sentence, reading: Reading) -> list[Number]:
    if not sentence.numbers:
        return []
    numbers = [n for n in sentence.numbers if (n.kind in QUANTITIES or n.kind == "age") and not n.vague]
    numbers = [n for n in numbers if not signs.PRONOUN_ONE.match(sentence.folded[n.start :])]
    numbers = [
        n
        for n in numbers
        if not (n.kind == "count" and 1000 <= n.value < 1900 and signs.YEAR_BEFORE.search(sentence.folded[: n.start]))
    ]
    numbers = [n for n in numbers if not (n.kind == "count" and n.value <= 10 and _of_a_known_set(n, sentence))]
    if sentence.start in reading.withheld:
        turning = signs.CONTRAST.search(sentence.folded)
        if reading.kinds.get(sentence.start, set()) <= _POINTERS:
            turning = signs.POINTS_TO.search(sentence.folded)
        numbers = [n for n in numbers if turning and n.start >= turning.end() and n.kind != "duration"]
    return numbers


def _of_a_known_set(number: Number, sentence: Sentence) -> bool:
    """Whether `number` only recalls what was spoken of: "which of the two boundaries"."""
    return bool(signs.KNOWN_SET.search(sentence.folded[: number.start]))


def _number_degree(part: Part, sentence: Sentence, numbers: list[Number], reading: Reading) -> int:
    if not numbers:
        return _degree_in_words(part, sentence, reading)
    supposed = signs.HYPOTHETICAL.search(_clause_before(sentence, numbers[0])) and not signs.HYPOTHETICAL.search(
        part.text
    )
    if (supposed and reading.overlap(part, sentence)[0] < 3) or elsewhere(part, sentence, reading):
        return NOTHING
    fitting = [n for n in numbers if fits(part, n)]
    return _degree_of(part, sentence, fitting, reading) if fitting else NOTHING


def _clause_before(sentence: Sentence, number: Number) -> str:
    """What stands before `number` in its clause."""
    before = sentence.folded[: number.start]
    return before[max(before.rfind(mark) for mark in ",;:") + 1 :]


def dated(sentence: Sentence) -> bool:
    return any(n.kind in {"date", "year"} for n in sentence.numbers)


def _degree_in_words(part: Part, sentence: Sentence, reading: Reading) -> int:
    """The degree of "there are none", "nobody", "every last one of them"."""
    if sentence.start in reading.withheld or sentence.start in reading.taken:
        return NOTHING
    opens = is_opening(sentence, reading)
    if opens and signs.HOW_OFTEN.search(part.text) and signs.FREQUENCY.search(sentence.folded):
        return EXPLICIT
    if signs.LONG_TIME.search(part.text) and signs.UNTIL.search(sentence.folded) and dated(sentence):
        return EXPLICIT
    start = opening(sentence) - sentence.start
    none = signs.NONE_OF.search(sentence.folded)
    if none and (reading.overlap(part, sentence)[1] >= 0.3 or (opens and none.start() - start < 3)):
        return EXPLICIT
    amount = signs.AMOUNT.match(sentence.folded[start:])
    priced = signs.MONEY.search(part.text) and not signs.HOW_MANY.match(part.text) and not signs.SHARE.search(part.text)
    return EXPLICIT if amount and opens and not priced and "question" not in sentence.folded else NOTHING


def _degree_of(part: Part, sentence: Sentence, numbers: list[Number], reading: Reading) -> int:
    """Weigh what stands around the numbers.

    `counted`: what was asked about is counted; `bare`: nothing else is; `unit`: pounds for pounds.
    """
    shared, ratio = reading.overlap(part, sentence)
    counted = any(reading.alike(_counted(n, sentence)) & reading.alike(part.words) for n in numbers)
    bare = any(signs.BARE_AFTER.match(sentence.folded[n.end :]) for n in numbers if n.kind == "count")
    unit = any(n.kind in wanted_units(part) for n in numbers)
    if sentence.start in reading.withheld:
        return EXPLICIT if bare or unit or counted else NOTHING
    opens, near = is_opening(sentence, reading), sentence.position <= 2 or sentence.turn is not None
    start = opening(sentence) - sentence.start
    words = len(sentence.folded[start:].split())
    at_once = opens and numbers[0].start - start <= 2
    explicit = (
        (at_once or (opens and words <= 6)) and (bare or unit or counted or numbers[0].kind != "count"),
        bare and words <= 5,
        len(numbers) > 1 and (opens or shared) and signs.OUT_OF.search(sentence.folded),
        counted and (ratio >= 0.2 or near) and (ratio >= 0.4 or not _of_another_deed(part, sentence)),
        (bare or unit) and shared,
        (bare or unit) and (opens or sentence.turn is not None) and signs.FIGURE_IS.search(sentence.folded),
        (unit and opens and not wanted_units(part) <= {"money"}),
        bare and near and any(signs.THERE_ARE.search(sentence.folded[: n.start]) for n in numbers),
        ratio >= 0.6,
        near and signs.NUMBER_WERE.match(sentence.folded[start:]),
        unit and near and not opens and signs.LONG_TIME.search(part.text) and not signs.HABIT.match(sentence.folded),
    )
    if any(explicit):
        return EXPLICIT
    free = sentence.start not in reading.taken
    return IMPLICIT if ratio >= 0.5 or at_once or (free and near and (bare or unit)) else NOTHING


def _of_another_deed(part: Part, sentence: Sentence) -> bool:
    """Whether what was asked about is counted, but something else is told of it: homes planned, not homes let."""
    return part.predicate not in sentence.words and not signs.FIGURE_IS.search(sentence.folded)


def wanted_units(part: Part) -> frozenset[str]:
    if signs.AGE.search(part.text):
        return frozenset({"age"})
    if signs.SHARE.search(part.text):
        return frozenset({"percent", "fraction"})
    if signs.HOW_MANY.match(part.text):
        return frozenset({"duration"}) if signs.TIME_UNIT.search(part.text) else frozenset()
    if signs.MONEY.search(part.text):
        return frozenset({"money"})
    if signs.HOW_LONG.search(part.text):
        return frozenset({"duration"})
    return frozenset({"percent"})


def _counted(number: Number, sentence: Sentence) -> frozenset[str]:
    return content(" ".join(sentence.folded[number.end :].split()[:4]))


def fits(part: Part, number: Number) -> bool:
    if number.kind == "age":
        return bool(signs.AGE.search(part.text))
    if signs.SHARE.search(part.text):
        return number.kind in {"percent", "fraction", "count"}
    if signs.HOW_MANY.match(part.text):
        return number.kind in {"count", "percent", "fraction", "multiple"} or bool(signs.TIME_UNIT.search(part.text))
    if signs.HOW_LONG.search(part.text):
        return True
    if signs.MONEY.search(part.text):
        return number.kind in {"money", "percent", "fraction"} or (number.kind == "count" and number.value >= 1000)
    return True


def elsewhere(part: Part, sentence: Sentence, reading: Reading) -> bool:
    asked = set(re.findall(r"\b(?:19|20)\d\d\b", reading.question))
    said = set(re.findall(r"\b(?:19|20)\d\d\b", sentence.folded))
    if (
        asked
        and said
        and not asked & said
        and not signs.EVER.search(sentence.folded)
        and not (signs.THAT_PERIOD.search(sentence.folded) or min(asked) <= min(said) <= max(asked))
        and not (signs.EVER.search(part.text) and max(said) <= max(asked))
    ):
        return True
    if reading.places and part.items == 1:
        original = reading.reply.text[sentence.start : sentence.end]
        named = places_in(original)
        if (
            named
            and not any(p in reading.question for p in named)
            and not any(p in sentence.folded for p in reading.places)
        ):
            return True
    span = reading.cue_in("elsewhere", sentence)
    if span is None or part.items != 1:
        return False
    place = reading.reply.folded[span[0] : span[1]]
    return place not in reading.question and reading.overlap(part, sentence)[1] < 0.6
