"""Whether a reply says yes or no, in whatever words."""

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
    usable,
)
from monitor.detect.replies.reply import Sentence
from monitor.detect.replies.words import content, stem, tokens

_BE = frozenset("is are was were be been being am not still now also already".split())


def yes_no(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in usable(reading):
        at = opening(sentence)
        if sentence.start not in reading.withheld:
            scored.append((_degree(part, sentence, at, reading), sentence))
        elif _answers_all_the_same(part, sentence, at, reading):
            scored.append((EXPLICIT, sentence))
    return best(part, scored)


def _degree(part: Part, sentence: Sentence, at: int, reading: Reading) -> int:
    """How far a sentence in which nothing withholds says yes or no, in whatever words."""
    said = _says_at_once(part, sentence, at, reading)
    if not said and (_of_something_else(part, sentence, reading) or signs.PIVOT.match(sentence.folded)):
        return NOTHING  # "What I accept is ..."
    shared, ratio = reading.overlap(part, sentence)
    warm = reading.cue_in("assurances", sentence)
    if said or _says_by_itself(sentence, at, shared, warm=warm is not None):
        return EXPLICIT
    if _echoes_verb(part, sentence, at, reading):
        return EXPLICIT if shared >= 2 or sentence.position == 0 else IMPLICIT
    if not warm and restates(part, sentence, at, reading):
        return EXPLICIT
    if (
        reading.cue_in("yes_no_anywhere", sentence)
        and (shared >= 2 or not warm)
        and (shared >= 1 or is_opening(sentence, reading))
    ):
        return EXPLICIT if shared >= 2 or ratio >= 0.3 else IMPLICIT
    if warm or signs.HABIT.match(sentence.folded):
        return NOTHING
    return IMPLICIT if _tells_of_somebody(part, sentence, reading) else _on_the_point(part, sentence, at, reading)


def _says_at_once(part: Part, sentence: Sentence, at: int, reading: Reading) -> bool:
    """Whether `sentence` begins with a yes or no: not "I do worry", "I would say to everybody ..." of something else."""
    if _of_something_else(part, sentence, reading):
        return False
    cues = (reading.cue_in("yes", sentence), reading.cue_in("no", sentence))
    if not any(cue and cue[0] - at <= 1 for cue in cues):
        return signs.YES_OR_NO.search(sentence.folded) is not None
    if reading.overlap(part, sentence)[0]:
        return True
    said = sentence.folded[at - sentence.start :]
    does = signs.DOES.match(said) and (sentence.position or not signs.DOES_NOT.match(said))
    return not does or signs.YES_OR_NO.search(sentence.folded) is not None


def _of_something_else(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether a yes or no in `sentence` would answer another part, or a remark on another matter."""
    if reading.overlap(part, sentence)[0]:
        return False
    answers_another = sentence.start in reading.taken and not signs.OF_BOTH.search(sentence.folded)
    return sentence.turn in reading.asides or answers_another


def _says_by_itself(sentence: Sentence, at: int, shared: int, *, warm: bool) -> bool:
    """Whether `sentence` has an auxiliary without its verb, or a nobody or never that is on the point."""
    return bool(
        ellipsis(sentence.folded)
        or (signs.NOBODY.match(sentence.folded[at - sentence.start :]) and shared >= 2 and not warm)
        or (signs.NEVER.search(sentence.folded) and shared and not warm)
    )


def _on_the_point(part: Part, sentence: Sentence, at: int, reading: Reading) -> int:
    """How far `sentence` says what was asked as a statement, or goes on about it with a pronoun."""
    if signs.HYPOTHETICAL.search(sentence.folded) and not signs.HYPOTHETICAL.search(part.text):
        return NOTHING
    shared, ratio = reading.overlap(part, sentence)
    if shared >= 2 and _predicated(part.predicate, sentence):
        return EXPLICIT if sentence.position == 0 or ratio >= 0.5 else IMPLICIT
    if ratio >= 0.5 and shared >= 2:
        return EXPLICIT if ratio >= 0.75 and shared >= 3 else IMPLICIT
    if is_opening(sentence, reading) and not _later_turn(sentence, reading) and _resumes(sentence, at, reading):
        return IMPLICIT
    return NOTHING


def _answers_all_the_same(part: Part, sentence: Sentence, at: int, reading: Reading) -> bool:
    """Whether words that elsewhere withhold an answer are the answer here, or stand beside it."""
    return bool(
        signs.PLAIN.match(sentence.folded[at - sentence.start :])
        or signs.YES_OR_NO.search(sentence.folded)
        or _plans_nothing(part, sentence, reading)
        or _process_asked(part, sentence, reading)
        or _will_do_it(part, sentence)
        or _goes_on_to_say(part, sentence, reading)
        or _held(part, sentence, reading)
        or (restates(part, sentence, at, reading) and not signs.TELLING.search(part.text))
    )


def _plans_nothing(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether "will you sell the pond?" meets with "we do not intend to sell it", and not with "... to go into that"."""
    plan = signs.NO_PLANS.search(sentence.folded)
    if not plan or signs.TELLING.search(part.text):
        return False
    shared, _ = reading.overlap(part, sentence)
    return shared > 0 or not (sentence.position or signs.TELLS.match(sentence.folded[plan.end() :]))


def _echoes_verb(part: Part, sentence: Sentence, at: int, reading: Reading) -> bool:
    """Whether "did you ask ...?" meets with "I asked ..."."""
    asked = signs.YOUR_VERB.search(part.text)
    if not asked or not re.match(r"(?:i|we|he|she|they)\b", sentence.folded[at - sentence.start :]):
        return False
    early = " ".join(sentence.folded[at - sentence.start :].split()[:7])
    return stem(asked.group(1)) in {stem(w) for w in tokens(early)} and asked.group(1) not in {
        "be",
        "been",
        "have",
        "going",
        "take",
        "do",
    }


def restates(part: Part, sentence: Sentence, at: int, reading: Reading) -> bool:
    """Whether "will it still be open when ...?" meets with "it will (not) be open": the question, as a statement."""
    said = signs.RESTATES.match(sentence.folded[at - sentence.start :])
    asked = signs.ASKED_AUX.search(part.text)
    if not said or not asked:
        return False
    ahead = said["rest"].startswith("going to ")
    if ("will" if ahead else signs.AUX_FAMILY.get(said["aux"])) != signs.AUX_FAMILY.get(asked[1]):
        return False
    if not signs.SUBJECT.match(said["subject"]) and not _is_subject(part, said["subject"], reading):
        return False
    rest = reading.alike(content(said["rest"])) or reading.alike(content(said.group()))
    return bool(rest) and len(rest & reading.alike(part.words)) >= len(rest) / 2


def _tells_of_somebody(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether "was anyone hurt?" meets with "two people were treated": that there is somebody is a yes."""
    return bool(
        signs.ASKS_IF_ANY.search(part.text)
        and sentence.start not in reading.taken
        and sentence.position < 3
        and signs.SOMEBODY.search(sentence.folded)
    )


def _is_subject(part: Part, subject: str, reading: Reading) -> bool:
    """Whether `subject` names what a question for yes or no is about."""
    asked = part.ask in {"yes-no", "view"}
    return asked and bool(reading.alike(content(subject)) & reading.alike(part.words))


def _will_do_it(part: Part, sentence: Sentence) -> bool:
    """Whether "will you reply to the letter?" meets with "we will reply": what is else a promise is the answer."""
    asked = signs.WILL_REPLY.search(part.text)
    return asked is not None and bool(re.search(rf"\bwill (?:\w+ )?{asked.group(1)}\b", sentence.folded))


def _process_asked(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether "has an inquiry been opened?" meets with "an inquiry is under way": what else puts off is the answer."""
    asked = signs.PROCESS_ASKED.search(part.text)
    return bool(asked and reading.kinds.get(sentence.start) == {"ongoing-process"} and asked[1] in sentence.folded)


def _goes_on_to_say(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether words that withhold are followed by the answer: "It is not mine to run, but it will stay open"."""
    contrast = signs.YET.search(sentence.folded, reading.withheld[sentence.start] - sentence.start)
    if not contrast:
        return False
    shared = reading.alike(content(sentence.folded[contrast.end() :])) & reading.alike(part.words)
    return len(shared) >= 2 and len(shared) >= len(part.words) / 3


def _held(part: Part, sentence: Sentence, reading: Reading) -> bool:
    """Whether "does the trust hold figures?" meets with "it does not": what else withholds them is the answer."""
    return bool(
        reading.kinds.get(sentence.start) == {"not-held"}
        and signs.WHAT_IS_HELD.search(part.text)
        and signs.NOT_HELD.search(sentence.folded)
    )


def _predicated(predicate: str, sentence: Sentence) -> bool:
    """Whether `predicate` is said of something: not where it is only a noun in -ing ("hard reading")."""
    if predicate not in sentence.words:
        return False
    words = tokens(sentence.folded)
    pairs = zip(["", *words], words, strict=False)
    return any(
        stem(word) == predicate and not (word.endswith(("ing", "ings")) and before not in _BE) for before, word in pairs
    )


def _later_turn(sentence: Sentence, reading: Reading) -> bool:
    return sentence.turn is not None and sentence.start >= len(reading.reply.pieces[0][2])


def ellipsis(folded: str) -> bool:
    """Whether `folded` has an auxiliary without its verb ("As to a ferry, I will."), which answers yes or no."""
    before = (folded[: m.start()] for m in signs.ELLIPSIS.finditer(folded))
    return any(not signs.NOT_ELLIPSIS.search(words) or signs.REPORTED.search(words) for words in before)


def _resumes(sentence: Sentence, at: int, reading: Reading) -> bool:
    """Whether `sentence` takes up the subject of the question with a pronoun, to say something definite of it."""
    return bool(signs.RESUMES.match(sentence.folded[at - sentence.start :])) and not reading.cue_in(
        "assurances", sentence
    )
