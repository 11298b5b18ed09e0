"""Cues matched loosely: their words in another inflection, a few words apart or in another order, within one clause."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from monitor.detect.negation import has_negator
from monitor.text.fold import fold
from monitor.text.lemmas import NEGATORS, STOPWORDS, lemma, words

_GAP = 3  # words allowed between two words of a cue that is matched loosely
_DROPPED = frozenset(
    "a an the any some our my their its this that these those be am is are was were been being have has had do "
    "does did "
    "such will would".split()
)


@dataclass(frozen=True, slots=True)
class LooseCue:
    stance: str
    cue: str
    lemmas: tuple[str, ...]
    negated: bool
    strength: float
    anywhere: bool


def loosen(stance: str, cue: str, about: Set[str]) -> LooseCue | None:
    """Return `cue` for loose matching, or None if it is a pattern or too short for it.

    Args:
        stance: whose cue it is.
        cue: as written.
        about: the reduced words that put a text on topic: a cue of those alone is matched in its own order only.
    """
    if cue.startswith("/") or "*" in cue:
        return None
    found = [word for word, _, _ in words(fold(cue))]
    kept = [word for word in found if word not in _DROPPED and word not in NEGATORS]
    matter = [word for word in kept if word not in STOPWORDS]
    if not matter or len(kept) < 2:
        return None
    strength = 0.75 if len(matter) > 1 else 0.55
    anywhere = not {lemma(word) for word in matter} <= about
    return LooseCue(stance, cue, tuple(lemma(word) for word in kept), has_negator(cue), strength, anywhere)


def align(cue: Sequence[str], found: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last index at which the words of `cue` occur in order, few words apart."""
    for first, word in enumerate(found):
        if word != cue[0]:
            continue
        at = first
        for wanted in cue[1:]:
            window = found[at + 1 : at + 2 + _GAP]
            if wanted not in window:
                break
            at += 1 + window.index(wanted)
        else:
            return first, at
    return None


def scattered(cue: Sequence[str], found: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last index of the matter words of `cue` in any order within a stretch of the clause."""
    matter = [word for word in cue if word not in STOPWORDS]
    if len(matter) < 2:
        return None
    places = [found.index(word) if word in found else -1 for word in matter]
    if min(places) < 0 or max(places) - min(places) > len(matter) + 7:
        return None
    return min(places), max(places)
