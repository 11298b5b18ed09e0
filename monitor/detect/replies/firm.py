"""Which findings are firm enough to be shown to people.

A verdict says what the reply most probably is; a finding is published, so that it must rest on more: words that say
themselves that an answer is withheld and that make up a good part of the reply, a question put again and again, or the
plain absence of any number or date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from monitor.detect.replies import signs
from monitor.detect.replies.reading import Reading
from monitor.detect.replies.reply import ReplyText
from monitor.detect.replies.shapes import Whole
from monitor.records import Finding
from monitor.text.numbers import QUANTITIES

# What was withheld: told beside a finding that says how, and seldom by itself.
COMPANIONS = frozenset(
    {"yes-no-unanswered", "quantity-not-given", "date-not-given", "reason-not-given", "partial-coverage"}
)
# Kinds whose words leave no doubt; the words of the others also occur beside answers.
OUTRIGHT = frozenset(
    {
        "not-held",
        "cost-or-time-refusal",
        "declines-to-comment",
        "refers-to-earlier-answer",
        "holding-reply",
        "promises-to-write",
        "claims-already-answered",
        "seeks-clarification",
    }
)
SHAPES = frozenset({"general-assurance", "topic-shift"})
BRIEF = 250  # characters: a reply of a sentence or two
EARLY = 200  # characters from the start of a long reply
# Their words stand beside too many answers: published only where the question is put again.
SELDOM = frozenset({"blames-others"})
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[-/]\d\d)?\b")
_DIGIT = re.compile(r"\d")
_IN_DOCUMENTS = ("quantity", "date", "identity", "reason")  # what a reader would have to look up there
_IN_RECORDS = ("quantity", "date", "yes-no", "reason", "document")  # what a record would show
_GOOD_PART = 0.5  # of the reply's length


def firm(fired: Iterable[tuple[Finding, bool]], whole: Whole) -> Iterator[Finding]:
    """Yield the findings to publish. `fired`: each with whether one of its rule's firm cues was found."""
    fired = list(fired)
    pressed = whole.asked_times > 1
    leading = [f for f, sure in fired if f.kind not in COMPANIONS | SHAPES and (pressed or _holds(f, sure, whole))]
    for finding, _ in fired:
        if finding.kind in COMPANIONS:
            if leading or pressed or plainly_absent(finding.kind, whole.reading):
                yield finding
        elif finding.kind in SHAPES:
            if pressed:
                yield finding
        elif finding in leading:
            yield finding


def _holds(finding: Finding, sure: bool, whole: Whole) -> bool:
    if not says_enough(finding.kind, sure, [(e.start, e.end) for e in finding.evidence], whole.reading.reply):
        return False
    question = whole.reading.question
    if is_cut(whole.reading.reply.text) and (len(whole.given) > 1 or whole.given[0].part.items != 1):
        return False  # what was cut off may give the rest
    if finding.kind == "refers-to-document" and (
        signs.ASKS_OF_DOCUMENT.search(question) or not any(whole.lacks(ask) for ask in _IN_DOCUMENTS)
    ):
        return False
    if finding.kind == "not-held" and (
        signs.ASKS_WHAT_IS_HELD.search(question) or not any(whole.lacks(ask) for ask in _IN_RECORDS)
    ):
        return False  # "what information is held?" is answered by "none"
    if finding.kind in OUTRIGHT and whole.reading.reply.long:
        return any(whole.lacks(ask) for ask in ("quantity", "date", "answer"))
    return True


def says_enough(kind: str, sure: bool, spans: Sequence[tuple[int, int]], reply: ReplyText) -> bool:
    """Whether the words at `spans` could make a finding of `kind` firm; `sure`: one of its rule's firm cues is there."""
    if kind in SELDOM:
        return False
    outright = kind in OUTRIGHT
    if is_cut(reply.text) and (not (sure and outright) or signs.TABLE_FOLLOWS.search(reply.folded)):
        return False
    if outright and reply.long:
        return sure and spans[0][0] < EARLY
    if outright and sure:
        return True
    size = len(reply.text)
    part = sum(end - start for start, end in spans) / max(1, size)
    return not reply.long and part >= _GOOD_PART and (size <= BRIEF or (sure and not outright))


def has_digits(text: str) -> bool:
    """Whether `text` has digits that are no year."""
    return bool(_DIGIT.search(text) and _DIGIT.search(_YEAR.sub("", text)))


def is_cut(text: str) -> bool:
    """Whether `text` breaks off, as a source's preview does: what comes after may answer."""
    return text.rstrip().endswith(("...", "…"))


def plainly_absent(kind: str, reading: Reading) -> bool:
    """Whether the reply has nothing at all of the number or date that `kind` says is not given."""
    reply = reading.reply
    if any(signs.NONE_MADE.search(s.folded) for s in reply.sentences):
        return False
    if reply.long or is_cut(reply.text) or any(reading.cue_in("documents", s) for s in reply.sentences):
        return False
    if kind == "quantity-not-given":
        return not has_digits(reply.text) and not any(n.kind in QUANTITIES for s in reply.sentences for n in s.numbers)
    if kind == "date-not-given":
        if any(signs.DONE.search(s.folded) and not reading.cue_in("vague_times", s) for s in reply.sentences):
            return False
        return not any(n.kind in {"date", "year"} for s in reply.sentences for n in s.numbers)
    return False
