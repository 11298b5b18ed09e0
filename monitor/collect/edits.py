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
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
# Words that can come and go without changing what is said. Not among them: negations, quantities, and words of
# likelihood or obligation.
_LIGHT = frozenset(
    "a an the this that these those of in on at to for with by from into as is are be been being am will shall go going have "
    "has having do does doing and also too so then there here it i we our my your you their its his her who which just s ve re "
    "ll very really mr mrs ms dr sir dame".split()
)
# Turns of phrase that stand for a word, spellings that stand for another.
_PHRASES = [
    (re.compile(rf"\b(?:{old})\b"), new)
    for old, new in {
        "more than|in excess of": "over",
        "less than|fewer than": "under",
        "in order to": "to",
        "prior to": "before",
        "due to|owing to|because of": "through",
        "as well as": "and",
        "a (?:large|great) number of|lots of|a lot of": "many",
        "at (?:the )?(?:present|moment)|at present|at the moment|currently|presently": "now",
        "make sure|makes sure|made sure": "ensure",
        "with regard to|regarding|concerning|in relation to": "about",
        "upon": "on",
        "one (?=third|quarter|half|fifth)": "a ",
        "(?:lays?|laid|sets?) out": "set out",
        "in spite of": "despite",
        "centers?": "centre",
        "licenses?": "licence",
        "enquiry": "inquiry",
        "enquiries": "inquiries",
    }.items()
]
_PREFIXED = re.compile(r"\b(co|e|re|pre|non|anti|multi|sub)-(?=[a-z])")
_IZE = re.compile(r"(?<=[a-z]{3})iz(?=e[sd]?\b|ing\b|ations?\b)")
_CONTRACTED = re.compile(r"(?<=[a-z])'(?:re|ve|ll|d|m|s)\b")
_NUMERAL_WORDS = {
    word: str(value)
    for value, word in [
        *enumerate(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
            "nineteen twenty".split(),
            2,
        ),
        *((tens * 10, word) for tens, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)),
    ]
}
# Words that official prose uses for one another: whichever stands, the same is said. Each is read as the first of its line.
_SAME_LINES = """
every each
about approximately roughly around
but however
a per
say comment add remark state note tell stress explain reply respond
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
big large
try attempt
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
    folded = _PREFIXED.sub(r"\1", _IZE.sub("is", _CONTRACTED.sub("", fold(_UPDATED_LINE.sub("", text)))))
    for phrase, plain in _PHRASES:
        folded = phrase.sub(plain, folded)
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
        if word in _NUMERAL_WORDS:
            yield _NUMERAL_WORDS[word], word
            continue
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
    """A number in one format: "£1,000,000" and "£1 million", "5 per cent" and "5%"."""
    match = re.match(r"([£$€]?)([\d,]*\d(?:\.\d+)?)[ -]?(.*)$", written)
    if match is None:
        return written
    sign, digits, unit = match.groups()
    value = float(digits.replace(",", "")) * _SCALES.get(unit, 1)
    return f"{sign}{value:.10g}{'%' if unit in {'%', 'per cent', 'percent'} else ''}"


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
