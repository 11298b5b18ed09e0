"""Weigh all signs of a reply together, where the rules' order of precedence leaves a doubt.

No single sign decides whether a reply that both tells something and withholds something answers. So each sign (a number
from 0 to 1) has points towards "clear" and towards "non-reply", kept in `rules/scorecard.yaml`; "partial" is where
neither prevails. The points are those of a multinomial logistic regression over the labelled replies in
`tests/labelled` (`python -m bench.scorecard`), so that they can be fitted again, and read: a sign's points are what it
adds. Signs of a part of the question count twice, for the part that fares worst (`least`) and best (`most`); the words that
the reply is made of are signs too (`wording`).
"""

from __future__ import annotations

import math

from monitor.detect.replies import signs
from monitor.detect.replies.affirmations import ellipsis, restates
from monitor.detect.replies.amounts import counts, elsewhere, fits, numbers_that_count, wanted_units
from monitor.detect.replies.case import Case
from monitor.detect.replies.days import asks_of_past, is_past, says_when
from monitor.detect.replies.given import concrete, names, tells
from monitor.detect.replies.reading import (
    EXPLICIT,
    IMPLICIT,
    NOTHING,
    Given,
    Reading,
    anaphoric,
    mere_thanks,
    opening,
)
from monitor.detect.replies.reply import Sentence
from monitor.detect.replies.shapes import Whole
from monitor.detect.replies.wording import wording
from monitor.records import Reply
from monitor.rulebook.replies import Scorecard

Signs = dict[str, float]


def label(found: Signs, card: Scorecard) -> Reply:
    """Return the label that the signs `found` (see `signs_of`) add up to."""
    clear, none = card.threshold
    for name, value in found.items():
        if value and (points := card.points.get(name)):
            clear += points[0] * value
            none += points[1] * value
    if none > max(clear, 0):
        return "non-reply"
    # Numbers or dates that are listed in the question and missing in the reply are not made good by anything else.
    return "clear" if clear > 0 and not found.get("most lacks values") else "partial"


def signs_of(case: Case, whole: Whole) -> Signs:
    """Return the signs of one exchange, by name, each from 0 to 1."""
    reading = whole.reading
    sentences = [s for s in reading.reply.sentences if not mere_thanks(s, reading)] or reading.reply.sentences
    warm = reading.cued("assurances").keys() & {s.start for s in sentences}
    plain = [s for s in sentences if s.start not in reading.withheld and s.start not in warm and not s.asked_back]
    found = {name: float(value) for name, value in _of_reply(sentences, plain, warm, whole).items()}
    for compiled in case.candidates:
        if said := case.said(compiled):
            name = f"kind {compiled.rule.kind}"
            found[name] = max(found.get(name, 0.0), 1.0 if any(item.sure for item in said) else 0.5)
    parts = [_of_part(item, sentences, plain, reading) for item in whole.given]
    for name, value in parts[0].items():
        values = [value, *(part[name] for part in parts[1:])]
        found[f"least {name}"] = float(min(values))
        found[f"most {name}"] = float(max(values))
    return found


def _of_reply(
    sentences: list[Sentence], plain: list[Sentence], warm: set[int], whole: Whole
) -> dict[str, float | bool]:
    reading, medium = whole.reading, whole.exchange.medium
    size = max(1, len(sentences))
    first = sentences[0] if sentences else None
    withheld = [s for s in sentences if s.start in reading.withheld]

    def cue(name: str, among: list[Sentence]) -> bool:
        cued = reading.cued(name)
        return bool(cued) and any(s.start in cued for s in among)

    def share(count: int) -> float:
        return count / size

    return {
        "sentences": min(1.0, math.log(size) / 3),
        "length": min(1.0, math.log(1 + len(reading.reply.text) / 100) / 3),
        "short": len(reading.reply.text) < 60,
        "oral": medium == "oral",
        "press": medium == "press",
        "several parts": len(whole.given) > 1,
        "asked again": min(2, whole.asked_times - 1) / 2,
        "line repeated": bool(whole.exchange.turns) and whole.shape("line repeated") is not None,
        "withheld": bool(withheld),
        "withheld share": share(len(withheld)),
        "withheld first": first in withheld,
        "withheld last only": size > 1 and bool(withheld) and withheld[0] is sentences[-1],
        "firm": any(s.start in reading.sure for s in sentences),
        "firm first": first is not None and first.start in reading.sure,
        "warm share": share(len(warm)),
        "warm first": first is not None and first.start in warm,
        "asks back share": share(sum(s.asked_back for s in sentences)),
        "plain share": share(len(plain)),
        "concrete share": share(sum(concrete(s, reading) for s in plain)),
        "numbers share": share(sum(bool(s.numbers) for s in plain)),
        "habit share": share(sum(bool(signs.HABIT.match(s.folded)) for s in sentences)),
        "general share": share(sum(bool(signs.GENERAL.match(s.folded)) for s in sentences)),
        "tells first": first is not None and plain[:1] == [first] and tells(first, reading),
        "vague time": cue("vague_times", sentences),
        "yes": cue("yes", sentences),
        "no": cue("no", sentences),
        "yes or no first": cue("yes", sentences[:1]) or cue("no", sentences[:1]),
        "yes or no anywhere": cue("yes_no_anywhere", sentences),
        "ellipsis": any(ellipsis(s.folded) for s in sentences),
        "denies": any(signs.DENIES.search(s.folded) for s in plain),
        "never": any(signs.NEVER.search(s.folded) for s in sentences),
        "name": any(names(s, reading) for s in plain),
        "name first": bool(plain) and names(plain[0], reading),
        "action": cue("actions", plain),
        "opinion": cue("opinions", plain),
        "takes up": any(anaphoric(s, opening(s)) for s in plain),
        "takes up first": first is not None and anaphoric(first, opening(first)),
        "future": any(signs.FUTURE.search(s.folded) for s in plain),
        "past first": bool(plain) and bool(signs.PAST.search(plain[0].folded)),
        "reason": cue("reasons", plain),
        "purpose": cue("purposes", plain[:2]),
        "trouble": cue("troubles", plain[:2]),
        "when": any(says_when(s, reading) for s in plain),
        "when first": plain[:1] == sentences[:1] and bool(plain) and says_when(plain[0], reading),
        "full date": any(n.kind == "date" for s in plain for n in s.numbers),
        **wording(reading.reply.folded),
    }


def _of_part(
    item: Given, sentences: list[Sentence], plain: list[Sentence], reading: Reading
) -> dict[str, float | bool]:
    part = item.part

    def overlap(among: list[Sentence]) -> float:
        return max((reading.overlap(part, s)[1] for s in among), default=0.0)

    counted = [(s, [n for n in numbers_that_count(s, reading) if fits(part, n)]) for s in plain]
    counted = [(s, numbers) for s, numbers in counted if numbers]
    counts_what = {counts(part, n, s, reading) for s, numbers in counted for n in numbers}
    afar = [s for s, _ in counted if part.ask == "quantity" and elsewhere(part, s, reading)]
    counted = [(s, numbers) for s, numbers in counted if s not in afar]
    past = asks_of_past(part)
    tenses = [is_past(s, n) for s in plain for n in s.numbers if n.kind == "date"]
    units = wanted_units(part)
    withheld = [s for s in sentences if s.start in reading.withheld]
    last = sentences[-1].turn if sentences else None
    return {
        "explicit": item.told == EXPLICIT,
        "implied": item.told == IMPLICIT,
        "outweighed": item.told == IMPLICIT and item.degree == NOTHING,
        "stands": item.told == IMPLICIT and item.degree == IMPLICIT,
        "benefit": item.told == NOTHING and item.degree == IMPLICIT,
        "given": item.degree != NOTHING,
        "incomplete": item.incomplete,
        "lacks values": item.incomplete and part.ask in {"quantity", "date"},
        "lacks what is listed": item.lacks_listed,
        "told though withheld": any(s.start in reading.withheld for s in item.shown),
        "told before withheld": bool(item.shown and withheld) and item.shown[0].start < withheld[0].start,
        "told at last": last is not None and any(s.turn == last for s in item.shown),
        "charged": item.charged,
        "shown first": bool(item.shown) and item.shown[0] in sentences[:1],
        "withheld on the point": overlap(withheld),
        "firm on the point": overlap([s for s in withheld if s.start in reading.sure]),
        "overlap": overlap(plain),
        "overlap of two": any(reading.overlap(part, s)[0] >= 2 for s in plain),
        "overlap first": overlap(sentences[:1]),
        "predicate": any(part.predicate in s.words for s in plain),
        "restates": any(restates(part, s, opening(s), reading) for s in sentences),
        "number": bool(counted),
        "number first": any(s in sentences[:1] for s, _ in counted),
        "number overlap": overlap([s for s, _ in counted]),
        "number elsewhere": bool(afar),
        "number by itself": "bare" in counts_what,
        "number of another thing": counts_what == {"other"},
        "number early": any(numbers[0].start < 15 for _, numbers in counted),
        "unit": any(n.kind in units for _, numbers in counted for n in numbers),
        "when overlap": overlap([s for s in plain if says_when(s, reading)]),
        "date fits": any(was == past for was in tenses),
        "date does not fit": bool(tenses) and not any(was == past for was in tenses),
        "reason overlap": overlap([s for s in plain if reading.cue_in("reasons", s)]),
        "several items": part.items != 1,
        **{f"asks {ask}": part.ask == ask for ask in ("quantity", "yes-no", "date", "reason", "identity", "action")},
    }
