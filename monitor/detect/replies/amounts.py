"""Whether a reply gives the number that is asked for."""

from __future__ import annotations

import re
from typing import Literal

from monitor.detect.replies import signs
from monitor.detect.replies.counted import is_person, noun
from monitor.detect.replies.items import listed
from monitor.detect.replies.question import Part
from monitor.detect.replies.reading import (
    EXPLICIT,
    IMPLICIT,
    NOTHING,
    POINTERS,
    Given,
    Reading,
    best,
    is_opening,
    opening,
    places_in,
    usable,
)
from monitor.detect.replies.reply import Sentence
from monitor.detect.replies.tables import rows
from monitor.detect.replies.words import content, stem, tokens
from monitor.text.numbers import QUANTITIES, Number

_WITHOUT_NUMBERS = {"cost-or-time-refusal", "not-held", "claims-ignorance", "holding-reply", "promises-to-write"}
_DOCUMENTS = {"refers-to-document"}

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIMES = frozenset(["hour", "minut", "day", "week", "month", "year"])
_DIRECTIONS = {"past": "last", "previous": "last", "current": "this", "present": "this", "coming": "next"}


def quantity(part: Part, reading: Reading) -> Given:
    table = rows(reading.reply.folded)
    if table.values >= 2:
        lacking = table.missing > 0 or table.values < part.items
        return Given(part, EXPLICIT, lacking, whole=not lacking, shown=reading.reply.sentences[:1])
    scored: list[tuple[int, Sentence]] = []
    values = 0
    for sentence in usable(reading):
        numbers = numbers_that_count(sentence, reading)
        degree = _number_degree(part, sentence, numbers, reading)
        if degree:
            scored.append((degree, sentence))
            values += max(1, len([n for n in numbers if fits(part, n)]))
    found = best(part, scored)
    if found.degree:
        supplied = any(reading.cue_in("tables", s) for s in reading.reply.sentences)
        found.incomplete = values < (part.items or 3) and not (supplied and not reading.withheld)
        found.lacks_listed, lumped = _lacks_listed(part, found.shown, values)
        found.incomplete |= found.lacks_listed or lumped
        in_one = numbers_that_count(found.shown[0], reading)
        found.whole = not found.incomplete and 1 < part.items <= len([n for n in in_one if fits(part, n)])
    return found


def _lacks_listed(part: Part, shown: list[Sentence], values: int) -> tuple[bool, bool]:
    """Whether only some of the things that the question lists are in the answer; whether one value is for all of them."""
    text = " ".join(s.folded for s in shown)
    words = frozenset().union(*(s.words for s in shown))
    there = [name in text or name.split()[-1] in text for name in part.names]
    if not any(there) and values <= 2:
        there = [not words.isdisjoint(thing) for thing in listed(part.text)] or there
    lumped = bool(listed(part.text)) and not any(there) and values < 2 and any(s.numbers for s in shown)
    return any(there) and not all(there), lumped


def numbers_that_count(sentence: Sentence, reading: Reading) -> list[Number]:
    """The numbers of `sentence` that may say how much or how many: no years or pages, and none that goes to withhold."""
    if not sentence.numbers:
        return []
    numbers = [n for n in sentence.numbers if (n.kind in QUANTITIES or n.kind == "age") and not n.vague]
    numbers = [n for n in numbers if not signs.PRONOUN_ONE.match(sentence.folded[n.start :])]
    numbers = [n for n in numbers if not (n.kind == "count" and _is_old_year(n, sentence))]
    numbers = [n for n in numbers if not (n.kind == "count" and n.value <= 10 and _of_a_known_set(n, sentence))]
    if sentence.start in reading.withheld:
        kinds = reading.kinds.get(sentence.start, set())
        if sentence.start not in reading.sure and not kinds & _WITHOUT_NUMBERS:
            return [n for n in numbers if n.kind != "duration"]
        turning = signs.CONTRAST.search(sentence.folded)
        if kinds <= POINTERS:
            turning = signs.POINTS_TO.search(sentence.folded)
        elif kinds <= _DOCUMENTS:
            turning = turning or signs.GIVES_AS.search(sentence.folded)
        numbers = [n for n in numbers if turning and n.start >= turning.end() and n.kind != "duration"]
    return numbers


def _is_old_year(number: Number, sentence: Sentence) -> bool:
    said = sentence.folded[number.start : number.end]
    return (
        1000 <= number.value < 1900
        and said.isdigit()
        and bool(signs.YEAR_BEFORE.search(sentence.folded[: number.start]))
    )


def _of_a_known_set(number: Number, sentence: Sentence) -> bool:
    """Whether `number` only recalls what was spoken of: "which of the two boundaries"."""
    return bool(signs.KNOWN_SET.search(sentence.folded[: number.start]))


def _number_degree(part: Part, sentence: Sentence, numbers: list[Number], reading: Reading) -> int:
    if is_opening(sentence, reading) and signs.NOTHING.match(sentence.folded[opening(sentence) - sentence.start :]):
        return EXPLICIT
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
    if _priced(part) and signs.COST_NOTHING.search(sentence.folded):
        return EXPLICIT
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
    return EXPLICIT if amount and opens and not _priced(part) and "question" not in sentence.folded else NOTHING


def _priced(part: Part) -> bool:
    return bool(
        signs.MONEY.search(part.text) and not signs.HOW_MANY.match(part.text) and not signs.SHARE.search(part.text)
    )


def _degree_of(part: Part, sentence: Sentence, numbers: list[Number], reading: Reading) -> int:
    """Weigh what stands around the numbers.

    `counted`: what was asked about is counted; `bare`: nothing else is; `unit`: pounds for pounds.
    """
    shared, ratio = reading.overlap(part, sentence)
    what = {counts(part, n, sentence, reading) for n in numbers}
    counted, bare = "thing" in what, "bare" in what
    unit = any(n.kind in wanted_units(part) for n in numbers)
    opens, near = is_opening(sentence, reading), sentence.position <= 2 or sentence.turn is not None
    start = opening(sentence) - sentence.start
    at_once = opens and numbers[0].start - start <= 2
    it_is = any(signs.IT_IS.search(sentence.folded[: n.start]) for n in numbers)
    if sentence.start in reading.withheld and sentence.start in reading.sure:
        return EXPLICIT if unit or what != {"other"} else NOTHING
    if sentence.start in reading.withheld:
        counted &= ratio >= 0.5 or (ratio >= 0.2 and not _of_another_deed(part, sentence, reading))
        return EXPLICIT if unit or counted or (bare and (at_once or it_is or ratio >= 0.3)) else NOTHING
    if what == {"other"}:
        return IMPLICIT if ratio >= 0.5 or (near and part.deed and part.deed in sentence.words) else NOTHING
    words = len(sentence.folded[start:].split())
    free = sentence.start not in reading.taken
    comes_to = any(signs.IS_NUMBER.search(sentence.folded[: n.start]) for n in numbers)
    explicit = (
        (at_once or (opens and words <= 6)) and (bare or unit or counted or numbers[0].kind != "count"),
        bare and words <= 5,
        len(numbers) > 1 and (opens or shared) and signs.OUT_OF.search(sentence.folded),
        counted and (ratio >= 0.2 or near) and not _of_another_deed(part, sentence, reading),
        (bare or unit) and shared,
        (bare or unit) and (opens or sentence.turn is not None) and signs.FIGURE_IS.search(sentence.folded),
        (unit and opens and not wanted_units(part) <= {"money"}),
        bare and near and any(signs.THERE_ARE.search(sentence.folded[: n.start]) for n in numbers),
        comes_to and near and (shared or counted) and (bare or unit or counted or not part.thing),
        near and (bare or unit) and it_is,
        opens and signs.IN_ALL.match(sentence.folded[start:]) and (counted or bare or unit),
        ratio >= 0.6,
        free and near and signs.NUMBER_WERE.match(sentence.folded[start:]),
        unit and near and not opens and signs.LONG_TIME.search(part.text) and not signs.HABIT.match(sentence.folded),
    )
    if any(explicit):
        return EXPLICIT
    implicit = (ratio >= 0.5, at_once, free and near and (bare or unit), counted and ratio >= 0.4)
    return IMPLICIT if any(implicit) else NOTHING


def counts(part: Part, number: Number, sentence: Sentence, reading: Reading) -> Literal["thing", "bare", "other", ""]:
    """Whether `number` counts what `part` asks the number of, another thing, or stands by itself."""
    behind = sentence.folded[number.end :]
    if number.kind != "count":
        return ""
    if not part.thing:
        if not _priced(part) and signs.MEASURE.match(behind):
            return "bare"
        if reading.alike(content(" ".join(behind.split()[:4]))) & reading.alike(part.words):
            return "thing"
        return "bare" if signs.BARE_AFTER.match(behind) or signs.PEOPLE.match(behind) else ""
    named = noun(behind)[0]
    found = stem(named or next(iter(tokens(behind)), ""))
    if number.unit == "times":
        return "bare"
    if part.thing == "person" and is_person(named):
        return "thing"
    if reading.alike(frozenset([found])) & reading.alike(frozenset([part.thing, part.deed])):
        return "thing"
    if found == "person":
        return "bare" if is_person(part.noun) else "other"
    if signs.BARE_AFTER.match(behind):
        return "" if signs.NOT_BARE_BEFORE.search(sentence.folded[: number.start]) else "bare"
    return "other" if named and reading.alike(frozenset([found])).isdisjoint(reading.alike(part.words)) else ""


def _of_another_deed(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether what was asked about is counted, but something else is told of it: homes planned, not homes let."""
    if part.thing and not part.deed:
        return False
    deed = reading.alike(frozenset([part.deed or part.predicate]))
    return deed.isdisjoint(reading.alike(sentence.words)) and not signs.FIGURE_IS.search(sentence.folded)


def _in_time(part: Part) -> bool:
    return part.thing in _TIMES or bool(signs.TIME_UNIT.search(part.text))


def wanted_units(part: Part) -> frozenset[str]:
    if signs.AGE.search(part.text):
        return frozenset({"age"})
    if signs.SHARE.search(part.text):
        return frozenset({"percent", "fraction"})
    if signs.HOW_MANY.match(part.text):
        return frozenset({"duration"}) if _in_time(part) else frozenset()
    if signs.MONEY.search(part.text):
        return frozenset({"money"})
    if signs.HOW_LONG.search(part.text):
        return frozenset({"duration"})
    return frozenset({"percent", "money"}) if signs.HOW_MUCH.search(part.text) else frozenset({"percent"})


def fits(part: Part, number: Number) -> bool:
    if number.kind == "age":
        return bool(signs.AGE.search(part.text))
    if signs.SHARE.search(part.text):
        return number.kind in {"percent", "fraction", "count"}
    if part.thing or signs.HOW_MANY.match(part.text):
        return number.kind in {"count", "percent", "fraction", "multiple"} or _in_time(part)
    if signs.HOW_LONG.search(part.text):
        return True
    if signs.MONEY.search(part.text):
        return number.kind in {"money", "percent", "fraction"} or (number.kind == "count" and number.value >= 1000)
    return True


def elsewhere(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether the number in `sentence` is for another year, another time or another place than was asked about."""
    return (
        _of_another_year(part, sentence, reading)
        or _of_another_time(part, sentence)
        or (part.items == 1 and _of_another_place(part, sentence, reading))
    )


def _of_another_year(part: Part, sentence: Sentence, reading: Reading) -> bool:
    asked = set(_YEAR.findall(reading.question))
    if not asked or asked & set(_YEAR.findall(sentence.folded)):
        return False
    said = set(_YEAR.findall(signs.COMPARED.sub("", sentence.folded[: _clause_end(sentence)])))
    return bool(
        said
        and not signs.EVER.search(sentence.folded)
        and not signs.THAT_PERIOD.search(sentence.folded)
        and not (min(asked) <= min(said) and (max(said) <= max(asked) or signs.SINCE_YEAR.search(reading.question)))
        and not (signs.EVER.search(part.text) and max(said) <= max(asked))
    )


def _of_another_time(part: Part, sentence: Sentence) -> bool:
    """Whether what was asked of the past is told of the future or the reverse, or of last year in place of this."""
    clause = sentence.folded[: _clause_end(sentence)]
    if signs.COMING.search(part.text):
        done = signs.PAST.search(signs.PERFECT.sub("", clause))
        if done and signs.PAST_PERIOD.search(clause) and not signs.SET_AHEAD.search(clause):
            return True
    elif signs.HAS_BEEN.search(part.text) and signs.ONLY_AHEAD.search(clause) and not signs.PAST.search(clause):
        return True
    asked = _periods(part.text)
    said = _periods(clause) if asked else set()
    if said and not asked & said:
        return any(unit == other for _, unit in asked for _, other in said)
    months = set(signs.IN_MONTH.findall(part.text))
    told = set(signs.IN_MONTH.findall(clause)) if months and not signs.EVER.search(part.text) else set()
    return bool(told and months.isdisjoint(told) and not signs.EVER.search(clause))


def _periods(folded: str) -> set[tuple[str, str]]:
    return {(_DIRECTIONS.get(which, which), unit) for which, unit in signs.PERIOD.findall(folded)}


def _clause_end(sentence: Sentence) -> int:
    """Where the clause of the first number ends."""
    first = next((n for n in sentence.numbers if n.kind in QUANTITIES), None)
    end = signs.CLAUSE_ENDS.search(sentence.folded[first.end :]) if first else None
    return first.end + end.start() if first and end else len(sentence.folded)


def _of_another_place(part: Part, sentence: Sentence, reading: Reading) -> bool:
    if not reading.places or any(place in sentence.folded for place in reading.places):
        return False
    named = places_in(sentence.original[: _clause_end(sentence)])
    if named and not any(place in reading.question for place in named):
        return True
    span = reading.cue_in("elsewhere", sentence)
    if span is None or reading.reply.folded[span[0] : span[1]] in reading.question:
        return False
    first = next((n.start for n in sentence.numbers if n.kind in QUANTITIES), 0)
    return not signs.CONTRAST.search(sentence.folded[span[1] - sentence.start : first])
