"""Whether a reply gives what each part of the question asks for."""

from __future__ import annotations

from collections.abc import Callable

from monitor.detect.replies import signs
from monitor.detect.replies.affirmations import yes_no
from monitor.detect.replies.amounts import elsewhere, numbers_that_count, quantity
from monitor.detect.replies.days import asks_of_past, date, in_its_tense, says_when
from monitor.detect.replies.question import Part
from monitor.detect.replies.reading import (
    EXPLICIT,
    IMPLICIT,
    NOTHING,
    Given,
    Reading,
    anaphoric,
    best,
    is_opening,
    mere_thanks,
    opening,
    usable,
)
from monitor.detect.replies.reply import Sentence
from monitor.detect.replies.words import content
from monitor.rulebook.replies import Ask


def what_is_given(part: Part, reading: Reading) -> Given:
    """Return what the reply gives for `part`."""
    best = Given(part)
    reading.letter = part.letter
    for ask in part.asks:
        found = _JUDGES[ask](part, reading)
        if found.degree > best.degree:
            best = found
        if best.degree == EXPLICIT:
            break
    return best


def give_benefit(given: list[Given], reading: Reading) -> None:
    """Give the benefit of the doubt where nothing in the reply withholds: no withholding words and no mere assurances.

    The part must then be met with something of the sort that it asks for, in a reply that is short or on the point.
    """
    for item in given:
        if item.degree != NOTHING or item.charged:
            continue
        others = {g.shown[0].start for g in given if g.degree and g.shown and g is not item}
        reading.letter = item.part.letter
        barred = others | reading.withheld.keys()
        left = [s for s in usable(reading) if s.start not in barred and not mere_thanks(s, reading)]
        warm = [s for s in left if reading.cue_in("assurances", s)]
        if not left or len(warm) > len(left) / 2 or (left[0] in warm and not reading.reply.long):
            continue
        if item.part.ask == "quantity":
            near = [s for s in left if reading.overlap(item.part, s)[1] >= 0.3 and not reading.reply.long]
            left = [s for s in near if numbers_that_count(s, reading)]
            left = [s for s in left if not elsewhere(item.part, s, reading)]
        elif item.part.ask == "date":
            past = asks_of_past(item.part)
            left = [
                s for s in left if says_when(s, reading) and (past or signs.FUTURE.search(s.folded) or not s.position)
            ]
            left = [s for s in left if in_its_tense(s, past, reading)]
        elif not _may_meet(item.part, left, reading):
            continue
        elif (
            reading.reply.long
            and item.part.ask != "reason"
            and max(reading.overlap(item.part, s)[1] for s in left) >= 0.3
        ):
            pass
        elif sum(len(s.folded) for s in left) > 400 and reading.overlap(item.part, left[0])[0] < 2:
            continue
        if left:
            item.degree, item.shown = IMPLICIT, left[:1]


def _on_point(part: Part, sentence: Sentence, reading: Reading) -> bool:
    at = opening(sentence)
    brief = is_opening(sentence, reading) and len(sentence.folded[at - sentence.start :].split()) <= 8
    dated = is_opening(sentence, reading) and signs.EVENT.search(sentence.folded) and says_when(sentence, reading)
    return brief or bool(dated) or anaphoric(sentence, at) or reading.overlap(part, sentence)[0] > 0


def _may_meet(part: Part, left: list[Sentence], reading: Reading) -> bool:
    """Whether the sentences `left`, in which nothing withholds, tell something of the sort that `part` asks for."""
    first = left[0]
    if part.ask == "document":
        return not signs.DENIES.search(first.folded)  # "No minute was taken."
    if not tells(first, reading):
        return False
    if part.ask == "reason":
        return not _says_it_again(part, first, reading) and _may_be_why(part, first, reading)
    if part.ask == "identity":
        return _may_be_who(part, first) or names(first, reading)
    if part.ask == "view":
        left = [s for s in left if signs.EVALUATES.search(s.folded) and not signs.PIVOT.match(s.folded)]
    if part.ask == "action":
        return any(_tells_what_is_done(s, reading) for s in left[:2])
    if part.ask == "yes-no" and signs.ASKS_AHEAD.search(part.text):
        left = [s for s in left[:2] if _speaks_ahead(part, s, reading)]
    return part.ask not in {"yes-no", "view"} or any(_on_point(part, s, reading) for s in left)


def _tells_what_is_done(sentence: Sentence, reading: Reading) -> bool:
    """Whether `sentence` tells of a step: not only of what ought to be, or of what something mentioned has done."""
    return bool(
        reading.cue_in("actions", sentence)
        or sentence.numbers
        or signs.EVENT.search(signs.NOT_SAID_TO_HAPPEN.sub("", sentence.folded))
    )


def _speaks_ahead(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether "will you move it?" meets with what will, may or will not be done, or has been done to that end."""
    said = sentence.folded[opening(sentence) - sentence.start :]
    return bool(
        signs.AHEAD.search(sentence.folded)
        or part.predicate in sentence.words
        or (is_opening(sentence, reading) and signs.HAVE_DONE.match(said))
    )


def _says_it_again(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether "why was the pond drained?" meets only with "the pond was drained on Monday"."""
    return len(part.own_words) > 2 and reading.overlap(part, sentence)[1] >= 0.4


def _may_be_why(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether `sentence` could be a reason: told at once or on the point, in the tense of the question, and no boast."""
    shared = reading.overlap(part, sentence)[0]
    if (
        part.own_words
        and not shared
        and (sentence.position > 1 or (sentence.position and not anaphoric(sentence, opening(sentence))))
    ):
        return False
    boasts = shared < 2 and not anaphoric(sentence, opening(sentence))
    if boasts and any(n.kind in {"count", "money"} and n.value >= 1000 for n in sentence.numbers):
        return False
    perfect = signs.PERFECT.sub("", sentence.folded)
    return bool((signs.PAST if signs.WHY_PAST.search(part.text) else signs.VERB).search(perfect))


def tells(sentence: Sentence, reading: Reading) -> bool:
    """Whether `sentence` says something definite: in a few words to begin with, or of something in particular."""
    if signs.GENERAL.match(sentence.folded) or signs.HABIT.match(sentence.folded):
        return False
    return (is_opening(sentence, reading) and len(sentence.folded.split()) <= 6) or concrete(sentence, reading)


def concrete(sentence: Sentence, reading: Reading) -> bool:
    """Whether `sentence` tells of something in particular: an event, a number, a day, a name, a step."""
    if signs.EVENT.search(sentence.folded) or sentence.numbers or says_when(sentence, reading):
        return True
    if reading.cue_in("vague_times", sentence) and signs.TO_COME.search(sentence.folded):
        return False  # "it will open in due course"
    return bool(reading.cue_in("actions", sentence) or names(sentence, reading))


def _reason(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in usable(reading):
        if sentence.start in reading.withheld and not (
            reading.kinds.get(sentence.start, set()) <= {"blames-others", "redirects-to-other-body"}
            and signs.BECAUSE.search(sentence.folded)
        ):
            continue
        shared, _ = reading.overlap(part, sentence)
        early = sentence.position < 2 and (
            sentence.start not in reading.taken or bool(signs.BECAUSE.search(sentence.folded))
        )
        warm = reading.cue_in("assurances", sentence)
        because = reading.cue_in("reasons", sentence) and not signs.SINCE_THEN.search(sentence.folded)
        if because and (early or shared >= (2 if warm or reading.withheld else 1)):
            scored.append((EXPLICIT if shared or not warm else IMPLICIT, sentence))
        elif (
            not warm
            and early
            and (shared or not sentence.position or anaphoric(sentence, opening(sentence)))
            and (reading.cue_in("purposes", sentence) or _troubled(part, sentence, reading))
        ):
            scored.append((IMPLICIT, sentence))
    return best(part, scored)


def _troubled(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether `sentence` tells what went wrong: something that the question does not say, nor the speaker's own stance."""
    span = reading.cue_in("troubles", sentence)
    if not span or signs.OWN_STANCE.search(sentence.folded):
        return False
    told = content(reading.reply.folded[span[0] : span[1]])
    return not told or not told <= part.words


def _view(part: Part, reading: Reading) -> Given:
    found = yes_no(part, reading)
    if found.degree == EXPLICIT:
        return found
    scored: list[tuple[int, Sentence]] = []
    for sentence in usable(reading):
        if sentence.start in reading.withheld:
            continue
        if reading.cue_in("opinions", sentence) and not _beside_the_point(sentence):
            shared, _ = reading.overlap(part, sentence)
            scored.append((EXPLICIT if shared or is_opening(sentence, reading) else IMPLICIT, sentence))
    return max(found, best(part, scored), key=lambda g: g.degree)


def _beside_the_point(sentence: Sentence) -> bool:
    """Whether an opinion is of something general, or turns to another thing: "What I accept is that knives kill"."""
    opines = signs.OPINES.match(sentence.folded)
    after = sentence.folded[opines.end() :] if opines else ""
    return bool(signs.PIVOT.match(sentence.folded) or signs.GENERAL.match(after) or signs.AS_YOU_WILL_FIND.match(after))


def _identity(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in usable(reading):
        if sentence.start in reading.withheld:
            continue
        named = names(sentence, reading) and not reading.cue_in("assurances", sentence)
        by_name = bool(signs.ASKS_A_NAME.search(part.text))
        opens = is_opening(sentence, reading)
        shared, ratio = reading.overlap(part, sentence)
        at_once = opens and by_name
        if (at_once and (named or _nobody(sentence))) or (named and shared):
            scored.append((EXPLICIT, sentence))
        elif (
            (named and (sentence.start not in reading.taken or (by_name and len(part.own_words) < 2)))
            or (ratio >= 0.5 and _may_be_who(part, sentence))
            or (
                signs.WHO.match(part.text)
                and signs.BY_SOMEBODY.search(sentence.folded)
                and anaphoric(sentence, opening(sentence))
            )
        ):
            scored.append((IMPLICIT, sentence))
    return best(part, scored)


def _nobody(sentence: Sentence) -> bool:
    """Whether a short sentence says that it is nobody ("At this moment, nobody.")."""
    said = sentence.folded[opening(sentence) - sentence.start :]
    return bool(signs.NOBODY.match(said)) or (len(said.split()) <= 6 and bool(signs.NONE_WHO.search(said)))


def _may_be_who(part: Part, sentence: Sentence) -> bool:
    """Whether `sentence` speaks of somebody, where the question is who."""
    return not signs.WHO.match(part.text) or bool(signs.AGENT.search(sentence.folded))


def names(sentence: Sentence, reading: Reading) -> bool:
    office = reading.cue_in("people", sentence)
    if office and signs.ARTICLE.sub("", reading.reply.folded[office[0] : office[1]]) not in reading.question:
        return True
    original = reading.reply.text[sentence.start : sentence.end]
    for match in signs.NAME.finditer(original):
        folded = match.group().lower().strip().removeprefix("the ")
        folded = signs.TRAILING.sub("", folded).removesuffix("'s")
        if (
            (" " in folded or not signs.AFTER_QUOTE.search(original[: match.start()]))
            and folded not in reading.question
            and len(folded) > 3
            and not signs.NOT_NAMES.issuperset(folded.split())
        ):
            return True
    return False


def _action(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in usable(reading):
        if sentence.start in reading.withheld or not reading.cue_in("actions", sentence):
            continue
        if (reading.cue_in("assurances", sentence) or signs.GENERAL.match(sentence.folded)) and not sentence.numbers:
            continue
        shared, _ = reading.overlap(part, sentence)
        scored.append((EXPLICIT if shared or sentence.position < 2 else IMPLICIT, sentence))
    return best(part, scored)


def _document(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in usable(reading):
        if reading.cue_in("documents", sentence):
            scored.append((EXPLICIT, sentence))
    return best(part, scored)


_JUDGES: dict[Ask, Callable[[Part, Reading], Given]] = {
    "quantity": quantity,
    "yes-no": yes_no,
    "date": date,
    "reason": _reason,
    "view": _view,
    "identity": _identity,
    "action": _action,
    "document": _document,
}
