"""What was removed from and added to a text, word by word, and whether it matters. Pure.

Not substantive: white space, punctuation, case, typing errors, the same words in another order, words that official prose
uses for one another, the same date, time or number in another format, and "last updated" lines. Everything else is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

import lemminflect
from rapidfuzz.distance import DamerauLevenshtein

from monitor.collect.dates import date_in, time_in
from monitor.text.fold import fold
from monitor.text.lemmas import lemma, words

_TOKEN = re.compile(r"\S+")
_UPDATED_LINE = re.compile(
    r"(?im)^\W*(?:page )?(?:last )?(?:updated|reviewed|modified|edited)\b[^\n]{0,60}\d{4}[^\n]{0,20}$"
)
_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+\d{4}\b|\b[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b|"
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{4}\b"
)
_TIME = re.compile(r"\b\d{1,2}(?:[.:]\d{2}){0,2}\s*[ap]\.?m\b\.?|\b\d{1,2}:\d{2}(?::\d{2})?\b")
_NUMBER = re.compile(r"[£$€]?\d[\d,]*(?:\.\d+)?(?:%|[ -]?(?:per cent|percent|million|billion|thousand|bn|m|k)\b)?")
_SCALES = {"per cent": "%", "percent": "%", "million": "m", "billion": "bn", "thousand": "k"}
# Words that can come and go without changing what is said. Not among them: negations, quantities, and words of
# likelihood or obligation.
_LIGHT = frozenset(
    "a an the this that these those of in on at to for with by from into as is are be been being am will shall go going have "
    "has having do does doing and also too so then there here it i we our my your you their his her who which just s ve re ll "
    "very really".split()
)
# Words that official prose uses for one another: whichever stands, the same is said. Each is read as the first of its line.
_SAME_LINES = """
every each
about approximately roughly around
but however
a per
say comment add remark state note tell
permission consent
begin start commence
end finish conclude
buy purchase
use utilise
help assist
show demonstrate
enough sufficient
need require
important significant
while whilst
among amongst
whole entire
near nearby close
speak talk
extra additional further
people persons
"""
_MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Edit:
    """A text that became another. `removed` and `added` hold the differing words; places are parted by " … "."""

    removed: str
    added: str
    substantive: bool


def compare(old: str, new: str) -> Edit | None:
    """Return how `new` differs from `old`; None when only white space does."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if before == after:
        return None
    hunks = list(_hunks(before, after))
    return Edit(
        removed=" … ".join(filter(None, (" ".join(before[a:b]) for a, b, _, _ in hunks))),
        added=" … ".join(filter(None, (" ".join(after[c:d]) for _, _, c, d in hunks))),
        substantive=_matters(old, new),
    )


def _hunks(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    a, b = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(a), len(b)) > _MOST_WORDS:  # beyond what a word diff is good for
        yield start, start + len(a), start, start + len(b)
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + i, start + j, start + k, start + m


def _matters(old: str, new: str) -> bool:
    before, after = dict(_meaning(old)), dict(_meaning(new))
    counts = Counter(m for m, _ in _meaning(old)), Counter(m for m, _ in _meaning(new))
    gone = [before[meaning] for meaning in (counts[0] - counts[1]).elements()]
    come = [after[meaning] for meaning in (counts[1] - counts[0]).elements()]
    for word in list(gone):
        slip = next((other for other in come if _typing_error(word, other)), None)
        if slip is not None:
            gone.remove(word)
            come.remove(slip)
    return bool(gone or come)


def _meaning(text: str) -> Iterator[tuple[str, str]]:
    """(meaning, word) of the words that carry a text's meaning: reduced; dates, times and numbers in one format."""
    folded = fold(_UPDATED_LINE.sub("", text))
    folded = _DATE.sub(lambda m: f" {date_in(m.group()) or m.group()} ", folded)
    marks: list[str] = []

    def keep(mark: str) -> str:
        marks.append(mark)
        return " "

    folded = re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda m: keep(m.group()), folded)
    folded = _TIME.sub(lambda m: keep(time_in(m.group()) or m.group()), folded)
    folded = _NUMBER.sub(lambda m: keep(_number(m.group())), folded)
    yield from zip(marks, marks, strict=True)
    for word, _, _ in words(folded):
        usual = _usual(word)
        if usual not in _LIGHT:
            yield usual, word


def _usual(word: str) -> str:
    reduced = _reduced(word)
    return _same().get(reduced, reduced)


def _reduced(word: str) -> str:
    return lemma(word) if len(word) > 3 else word


@cache
def _same() -> dict[str, str]:
    lines = [line.split() for line in _SAME_LINES.strip().splitlines()]
    return {_reduced(word): _reduced(line[0]) for line in lines for word in line[1:]}


def _number(written: str) -> str:
    plain = written.replace(",", "").rstrip(".")
    for word, sign in _SCALES.items():
        plain = re.sub(rf"[ -]?{word}$", sign, plain)
    return re.sub(r"(?<=\d)[ -](?=(?:bn|m|k)$)", "", plain)


def _typing_error(one: str, other: str) -> bool:
    """Whether two words differ by a slip: a letter or two, and at least one of them is no word."""
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < 3:
        return False
    most = 1 if min(len(one), len(other)) < 7 else 2
    if DamerauLevenshtein.distance(one, other, score_cutoff=most) > most:
        return False
    return not (_is_word(one) and _is_word(other))


def _is_word(word: str) -> bool:
    return bool(lemminflect.getAllLemmas(word))
