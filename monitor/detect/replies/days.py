"""Whether a reply gives the date that is asked for."""

from __future__ import annotations

from monitor.detect.replies import signs
from monitor.detect.replies.question import Part
from monitor.detect.replies.reading import (
    EXPLICIT,
    IMPLICIT,
    NOTHING,
    POINTERS,
    Given,
    Reading,
    anaphoric,
    best,
    is_opening,
    opening,
    usable,
)
from monitor.detect.replies.reply import Sentence
from monitor.text.numbers import Number

_WITHOUT_DATES = {
    "holding-reply",
    "ongoing-process",
    "promises-to-write",
    "declines-to-comment",
    "redirects-to-other-body",
    "refers-to-document",
}
_DAYS = {"date", "year"}


def date(part: Part, reading: Reading) -> Given:
    """Return what the reply gives of the date, or dates, that `part` asks for."""
    scored: list[tuple[int, Sentence]] = []
    past = asks_of_past(part)
    for sentence in usable(reading):
        if degree := _degree(part, sentence, reading, past):
            scored.append((degree, sentence))
    found = best(part, scored)
    if found.degree and part.items != 1:
        days = {sentence.folded[n.start : n.end] for _, sentence in scored for n in sentence.numbers if n.kind in _DAYS}
        found.incomplete = max(len(days), len(scored)) < (part.items or 3)
    return found


def _degree(part: Part, sentence: Sentence, reading: Reading, past: bool) -> int:
    folded = sentence.folded
    opens = is_opening(sentence, reading)
    start = opening(sentence) - sentence.start
    if not _may_tell(sentence, reading):
        return NOTHING
    if opens and signs.NOT_AT_ALL.match(folded[start:]):
        return EXPLICIT  # "They will not be."
    if not says_when(sentence, reading) or not in_its_tense(sentence, past, reading):
        return NOTHING
    shared, ratio = reading.overlap(part, sentence)
    days = [n for n in sentence.numbers if n.kind == "date"]
    ahead = bool(signs.FUTURE.search(folded) or signs.GOING.search(folded))
    ahead = ahead or (bool(shared or opens) and not signs.WAS.search(folded))
    fits = past or (ahead and not signs.SINCE.search(folded))
    said = part.predicate in sentence.words
    resumed = anaphoric(sentence, opening(sentence)) and sentence.position <= 2
    short = len(folded[start:].split()) <= 8
    explicit = (
        opens and (short or (shared and fits)),
        (fits or days) and (shared >= 2 or ratio >= 0.3),
        fits and days and (said or resumed),
    )
    if any(explicit):
        return EXPLICIT
    topic = shared or signs.PRONOUN.search(folded)
    if fits and (topic or opens or (not part.own_words and sentence.position < 3)):
        return IMPLICIT
    return IMPLICIT if days and not past and not signs.WAS.search(folded) else NOTHING  # "they climb it on 17 February"


def _may_tell(sentence: Sentence, reading: Reading) -> bool:
    """Whether `sentence` may give a date: where it points to another answer, only what it says again."""
    if sentence.start not in reading.withheld:
        return True
    kinds = reading.kinds.get(sentence.start, set())
    if kinds <= POINTERS and (behind := signs.POINTS_TO.search(sentence.folded)):
        return any(n.kind == "date" and n.start >= behind.end() for n in sentence.numbers)
    return sentence.start not in reading.sure and not kinds & (_WITHOUT_DATES | POINTERS)


def in_its_tense(sentence: Sentence, past: bool, reading: Reading) -> bool:
    """Whether what `sentence` dates lies in the past or the future, as was asked."""
    days = [n for n in sentence.numbers if n.kind == "date"] or [n for n in sentence.numbers if n.kind == "year"]
    if days:
        return any(is_past(sentence, n) == past for n in days)
    span = reading.cue_in("times", sentence)
    if not span or not past:
        return True
    clause = _clause(sentence, span[0] - sentence.start, span[1] - sentence.start)
    return not signs.ONLY_AHEAD.search(clause) or bool(signs.PAST.search(clause))


def is_past(sentence: Sentence, number: Number) -> bool:
    """Whether the clause in which `number` stands tells of the past."""
    clause = _clause(sentence, number.start, number.end)
    return bool(signs.PAST.search(clause)) and not signs.TO_COME.search(clause)


def _clause(sentence: Sentence, begin: int, end: int) -> str:
    """The clause around the words at `begin` to `end`, without them."""
    before, after = sentence.folded[:begin], sentence.folded[end:]
    start = max(before.rfind(mark) for mark in (",", ";", ":", " and ", " but "))
    ends = [at for mark in (",", ";", " and ", " but ") if (at := after.find(mark)) >= 0]
    clause = before[start + 1 :] + after[: min(ends, default=len(after))]
    # "the last was at Kew, on 14 March" has its verb elsewhere
    return clause if signs.VERB.search(clause) or signs.TO_COME.search(clause) else sentence.folded


def asks_of_past(part: Part) -> bool:
    """Whether `part` asks when something was, and not when it will be."""
    if signs.WILL.search(part.text):
        return False
    if part.own_words:
        return bool(signs.PAST_WHEN.search(part.text))
    return not signs.WILL.search(part.context)  # "..., and on what day?"


def says_when(sentence: Sentence, reading: Reading) -> bool:
    """Whether `sentence` tells a time: a date, a year that names nothing else, or such words as "next Tuesday"."""
    span = reading.cue_in("times", sentence)
    if (
        span
        and not signs.NOT_THEN.search(sentence.folded[: span[0] - sentence.start])
        and not signs.SEASON.match(reading.reply.folded[span[0] : span[1]].strip())
    ):
        return True
    return any(
        n.kind == "date" or (n.kind == "year" and not signs.NAMED_BY_YEAR.search(sentence.folded[: n.start]))
        for n in sentence.numbers
    )
