"""Cardinal numbers in digits and words, read from a list of tokens: "9,000", "15.6 million", "two hundred and six".

Our own, because the maintained parsers (text2num, word2number, quantulum3) either give no offsets, read "one" and
"second" as numbers everywhere, or need a model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(r"[a-z]+\d\w*|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z]+(?:'[a-z]+)?|[^\s\w]|\w")

_NOUGHT = frozenset(["zero", "nil", "nought", "naught"])
UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | dict.fromkeys(_NOUGHT, 0)
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_DOZEN = {"dozen": 12, "dozens": 12}
_FIRST = UNITS.keys() | _TENS.keys() | {"a", "half"}


class Token(NamedTuple):
    """A word, numeral or sign of a folded text; `glued` when no white space separates it from the one before."""

    text: str
    start: int
    end: int
    glued: bool


@dataclass(frozen=True, slots=True)
class Numeral:
    """A cardinal: its value, the index after its last token, its scale (1 when none was said), whether in digits."""

    value: float
    after: int
    scale: float
    digits: bool


def tokens(folded: str) -> list[Token]:
    """Return the tokens of `folded` (the result of `fold`) in order."""
    out: list[Token] = []
    previous = -1
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        out.append(Token(match.group(), start, end, start == previous))
        previous = end
    return out


def may_begin(text: str) -> bool:
    """Whether a token can be the first of a cardinal."""
    return text in _FIRST or text[:1].isdecimal()


def word(items: Sequence[Token], index: int) -> str:
    """Return the text of the token at `index`, or "" outside the list."""
    return items[index].text if 0 <= index < len(items) else ""


def read_numeral(items: Sequence[Token], index: int) -> Numeral | None:
    """Return the cardinal whose first token is at `index`, or None. Looks no further than the cardinal goes."""
    text = word(items, index)
    if text[:1].isdecimal():
        return _scaled(items, float(text.replace(",", "")), index + 1, digits=True)
    if text in {"a", "half"}:
        return _indefinite(items, index)
    return _words(items, index)


def _indefinite(items: Sequence[Token], index: int) -> Numeral | None:
    # "a dozen", "a hundred and six", "half a million", "half a dozen"
    if word(items, index) == "half":
        if word(items, index + 1) != "a":
            return None
        whole = _indefinite(items, index + 1)
        return Numeral(whole.value / 2, whole.after, whole.scale, False) if whole else None
    following = word(items, index + 1)
    if following == "dozen":
        return Numeral(12, index + 2, 1, False)
    if following == "hundred" or following in _SCALES:
        return _words(items, index + 1, first=1)
    return None


def _words(items: Sequence[Token], index: int, first: float | None = None) -> Numeral | None:
    total, group, at = 0.0, first, index
    last_scale = 1.0
    while at < len(items):
        text = items[at].text
        if text == "and" and group is not None and (group >= 100 or (total and not group)):
            text, at = word(items, at + 1), at + 1
            if text not in UNITS and text not in _TENS:
                at -= 1
                break
        if text in _TENS and (group is None or group % 100 == 0):
            group, at = (group or 0) + _TENS[text], at + 1
            unit = at + (word(items, at) == "-")
            if 0 < UNITS.get(word(items, unit), 0) < 10:
                group, at = group + UNITS[word(items, unit)], unit + 1
        elif text in UNITS and (group is None or (group % 100 == 0 and group)):
            group, at = (group or 0) + UNITS[text], at + 1
        elif text == "hundred" and group is not None and 0 < group < 100:
            group, at, last_scale = group * 100, at + 1, 100.0
        elif text in _SCALES and group is not None and (not total or _SCALES[text] < last_scale):
            total, group, at, last_scale = total + (group or 1) * _SCALES[text], 0, at + 1, _SCALES[text]
        else:
            break
    if group is None or (group == 0 and total == 0 and word(items, index) not in _NOUGHT):
        return None
    if word(items, at) in _DOZEN:
        return Numeral((total + group) * 12, at + 1, 1, False)
    if group and _half_follows(items, at):
        return _scaled(items, total + group + 0.5, at + 3, digits=False)
    return Numeral(total + group, at, last_scale, False)


def _half_follows(items: Sequence[Token], at: int) -> bool:
    return (word(items, at), word(items, at + 1), word(items, at + 2)) == ("and", "a", "half")


def _scaled(items: Sequence[Token], value: float, at: int, *, digits: bool) -> Numeral:
    following = word(items, at)
    if following == "-" and word(items, at + 1) in _SCALES:
        following, at = word(items, at + 1), at + 1
    if following in _SCALES:
        return Numeral(value * _SCALES[following], at + 1, _SCALES[following], digits)
    if following == "hundred":
        return Numeral(value * 100, at + 1, 100, digits)
    if following in _SUFFIXES and at < len(items) and items[at].glued:
        return Numeral(value * _SUFFIXES[following], at + 1, _SUFFIXES[following], digits)
    if following in _DOZEN:
        return Numeral(value * 12, at + 1, 1, digits)
    return Numeral(value, at, 1, digits)
