"""Negation: whether it reaches a phrase, and which words of a clause it turns round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import re2

from monitor.detect.clauses import Asserted
from monitor.text.fold import fold
from monitor.text.lemmas import NEGATORS, STOPWORDS, lemma, words

_REACH = 8  # words over which a negation reaches forward
HARMLESS = re2.compile(
    r"\bnot (?:only|just|simply|merely|least|surprisingly)\b|\bno (?:doubt|question|secret|surprise|wonder)\b|"
    r"\bno (?:fewer|less|more|later) than\b|\b(?:cannot|can't|do not|don't|not going to) (?:deny|pretend "
    r"otherwise|ignore)\b|"
    r"\b(?:nobody|no one)(?: [a-z]+){1,2} (?:pretend otherwise|doubt|deny|disput(?:e|es))\b|"
    r"\bnot (?:for|before) the first time\b|\bno longer just\b|\bwithout (?:doubt|question|exception|delay)\b"
)
PROMISING = frozenset("promise guarantee confirm predict sure certain tell".split())
_SAYING = frozenset(
    "say said saying claim claimed suggest suggested believe think true mean follow case pretend imply deny".split()
)
_FINITE = frozenset("is are was were has have had does did will would can could".split())
_LINKS = _SAYING | frozenset("who whose which that where expect accept agree feel see aware know".split())
_UN = re2.compile(r"(?:un|in|ir|im)([a-z]{4,})$")
_UNABLE = frozenset(
    lemma(word)
    for word in "safe clear certain decided reliable accurate valid acceptable likely necessary fair justified sure "
    "correct founded aware convinced lawful adequate sufficient proper complete able".split()
)


@cache
def has_negator(cue: str) -> bool:
    """Whether `cue` itself contains a negation."""
    return any(word in NEGATORS for word, _, _ in words(fold(cue)))


def negation_of(asserted: Asserted, start: int, end: int, own: bool) -> str:
    """Return "flip" when a negation outside the cue reaches it, "void" when it takes back a negative cue, else ""."""
    first, _ = asserted.segment_of(start)
    before = HARMLESS.sub(" ", asserted.folded[first:start])
    leading = [word for word, _, _ in words(before)]
    reach = leading[-_REACH:]
    inside = [word for word, _, _ in words(asserted.folded[start:end])]
    if own:
        if "nor" in reach[-3:]:
            return ""
        governed = bool(NEGATORS & set(reach)) and bool(_SAYING & set(reach))
        return "void" if governed else ""
    if NEGATORS & set(reach) and PROMISING & set(reach):
        return "void"  # "I cannot promise that it will stay open" says neither
    return "flip" if reaches(leading) or NEGATORS & set(inside) else ""


def reaches(before: Sequence[str]) -> bool:
    """Whether a negation among the words before a phrase reaches it.

    Not across another finite verb ("those who are not suspects are rare"), unless that verb belongs to what is
    denied ("no officer whose vetting has lapsed", "I do not think that it is safe").
    """
    reach = before[-_REACH:]
    for at in range(len(reach) - 1, -1, -1):
        if reach[at] in NEGATORS:
            between = reach[at + 1 :]
            links = _LINKS & set(between)
            return bool(links) or not _FINITE & set(between)
    return False


def polar_words(folded: str) -> Iterator[tuple[str, bool, int, int]]:
    """Yield (reduced word, whether negated, start, end) of the content words of a clause.

    "Not" after an auxiliary verb negates the whole clause, "no" and the like what comes after them; "unsafe" is "safe"
    negated.
    """
    found = words(HARMLESS.sub(lambda match: " " * len(match.group()), folded))
    negated = any(
        word == "not" and at and found[at - 1][0] in _FINITE and not _LINKS & {w for w, _, _ in found[:at]}
        for at, (word, _, _) in enumerate(found)
    )
    for word, start, end in found:
        if word in NEGATORS:
            negated = True
        elif word not in STOPWORDS and not word[0].isdigit():
            stem = _UN.match(word)
            if stem and lemma(stem.group(1)) in _UNABLE:
                yield lemma(stem.group(1)), not negated, start, end
            else:
                yield lemma(word), negated, start, end
