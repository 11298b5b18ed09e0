"""How alike two questions are: TF-IDF vectors of what they ask about, compared by cosine.

Salton & Buckley (1988), "Term-weighting approaches in automatic text retrieval": logarithmic term frequency,
inverse document frequency, unit length. Written on numpy, which is installed anyway, because scikit-learn with
SciPy would do the same and add 150 MB to every installation.
"""

from __future__ import annotations

import math
import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.text.fold import fold
from monitor.text.lemmas import STOPWORDS, lemma
from monitor.text.references import without_references

_OPENING = re.compile(
    r"^\s*to ask (?:the )?[^?]{3,200}?,\s*"
    r"(?=(?:pursuant|with reference|further|following|in |for |by |on |at |under |"
    r"what|which|who|whose|how|if|when|whether|where|why|to )\b)"
)
_NAME = r"[A-Z][\w'’.-]*"
PLACE = re.compile(
    r"\b(?:in|at|across|within)\s+(?:\([a-z]{1,4}\)\s+)?(?:the\s+)?"
    rf"({_NAME}(?:(?:,|\s+(?:and|the|of|on|upon|or|\([a-z]{{1,4}}\)))*\s+{_NAME})*)"
)
_ENUMERATOR = re.compile(r"\((?:[a-z]|[ivx]{1,5})\)")
_WORD = re.compile(r"[a-z][a-z']*[a-z]|\d[\d,./-]*\d|£")
_TIME = re.compile("|".join([r"(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?", *filter(None, month_name)]), re.IGNORECASE)
# What questions are made of, whatever they are about.
FORMULA = frozenset(
    "ask asks asked asking question questions answer answers answered reply please provide provided tell confirm "
    "agree agrees explain list set detail details information data secretary state minister ministers ministerial "
    "prime department departments department's departmental government government's mayor mayor's london assembly "
    "member members hon friend colleague colleagues cabinet counterpart counterparts official officials step "
    "steps taking plan plans planned planning intend intends intended timetable assessment assessments assess "
    "assessed estimate estimates potential implication implications merit merits adequacy effectiveness impact "
    "impacts effect effects policy policies discussion discussions discuss discussed recent recently current "
    "currently latest progress ensure ensuring help helping support supporting improve improving number numbers "
    "proportion amount total many much level levels spend spent spending financial year years month months week "
    "weeks date since last next update updates reason reasons view views purpose purposes accordance relation "
    "regard regarding respect respectively including use used using whether per different various hold holds held "
    "reference entitled published".split()
)
# As if so many more questions had been seen that have none of the words: among a few dozen questions, too, a word that
# six of them share tells what they are about.
_UNSEEN = 1000
# A word in more than this share of the questions tells too little to look for its other uses.
_COMMON_SHARE, _COMMON_LEAST = 0.03, 60


def asked_part(text: str) -> str:
    """Return the `text` of a question without its address ("To ask the Minister for X,") and citations."""
    asked = without_references(text)
    opening = _OPENING.match(fold(asked))
    return asked[opening.end() :] if opening else asked


def substance(text: str) -> str:
    """Return the folded `asked_part` of a question."""
    return fold(asked_part(text))


def terms(title: str, text: str) -> dict[str, float]:
    """Return the reduced words that a question is about, each with its weight.

    A word counts as often as it is said; a word of the title only, or of a place ("in Barking and Dagenham"), half.
    """
    asked = asked_part(text)
    places = {word for place in PLACE.findall(asked) for word in reduced(fold(place))}
    counts: dict[str, float] = dict(Counter(reduced(fold(asked))))
    for word in places & counts.keys():
        counts[word] = 0.5
    for word in reduced(fold(title)):
        counts.setdefault(word, 0.5)
    return counts


def reduced(folded: str) -> Iterator[str]:
    """Yield the reduced words of a folded text that say what it is about."""
    return (_reduce(word) for word in _words(folded))


def _reduce(word: str) -> str:
    return lemma(word) if word[0].isalpha() else word.strip(",./-")


def _words(folded: str) -> Iterator[str]:
    """Yield the words of a folded text that say what it is about."""
    for word in _WORD.findall(_ENUMERATOR.sub(" ", folded)):
        if word not in STOPWORDS and word not in FORMULA and not _TIME.fullmatch(word):
            yield word


class Vectors:
    """Unit TF-IDF vectors of many questions.

    Args:
        bags: the `terms` of each question.
    """

    def __init__(self, bags: Sequence[Mapping[str, float]]) -> None:
        vocabulary: dict[str, int] = {}
        lengths = np.fromiter((len(bag) for bag in bags), dtype=np.int64, count=len(bags))
        total = int(lengths.sum())
        ids = np.fromiter((vocabulary.setdefault(t, len(vocabulary)) for bag in bags for t in bag), np.int32, total)
        counts = np.fromiter((count for bag in bags for count in bag.values()), np.float64, total)
        self._begin = np.concatenate(([0], np.cumsum(lengths)))
        self._terms = ids
        self._frequency = np.bincount(ids, minlength=len(vocabulary))
        rows = np.repeat(np.arange(len(bags), dtype=np.int32), lengths)
        weights = (1 + np.log(counts)) * np.log((len(bags) + _UNSEEN) / (self._frequency + 1))[ids]
        norms = np.sqrt(np.bincount(rows, weights**2, minlength=len(bags)))
        norms[norms == 0] = 1
        self._weights = weights / norms[rows]
        by_term = np.argsort(ids, kind="stable")
        self._posting_rows = rows[by_term]
        self._posting_weights = self._weights[by_term]
        self._posting_begin = np.concatenate(([0], np.cumsum(self._frequency)))
        self._common = max(_COMMON_LEAST, _COMMON_SHARE * len(bags))

    def __len__(self) -> int:
        return len(self._begin) - 1

    def vector(self, row: int) -> dict[int, float]:
        """Return the vector of one question: term number to weight."""
        part = slice(self._begin[row], self._begin[row + 1])
        return dict(zip(self._terms[part].tolist(), self._weights[part].tolist(), strict=True))

    def likeness(self, row: int) -> NDArray[np.float64]:
        """Return the cosine of one question with each, leaving out what only common words would add."""
        part = slice(self._begin[row], self._begin[row + 1])
        pieces_rows, pieces_weights = [np.empty(0, np.int32)], [np.empty(0)]
        for term, weight in zip(self._terms[part], self._weights[part], strict=True):
            if self._frequency[term] <= self._common:
                posting = slice(self._posting_begin[term], self._posting_begin[term + 1])
                pieces_rows.append(self._posting_rows[posting])
                pieces_weights.append(self._posting_weights[posting] * weight)
        rows, weights = np.concatenate(pieces_rows), np.concatenate(pieces_weights)
        return np.bincount(rows, weights, minlength=len(self)).astype(np.float64, copy=False)

    def similar(self, row: int, *, least: float, most: int) -> Iterator[tuple[int, float]]:
        """Yield the (at most `most`) other questions at least `least` like question `row`, the most alike first."""
        scores = self.likeness(row)
        scores[row] = 0
        found = np.flatnonzero(scores >= least)
        best = found[np.lexsort((found, -np.round(scores[found], 6)))][:most]
        for other in best:
            yield int(other), float(scores[other])


def dot(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Return the scalar product of two sparse vectors."""
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(weight * other[term] for term, weight in one.items() if term in other)


def keywords(title: str, text: str) -> list[str]:
    """Return the words, as written but folded, by which to search for questions about the same thing."""
    found = dict.fromkeys(
        part
        for folded in (fold(title), substance(text))
        for word in _words(folded)
        for part in re.findall(r"\w+", word)
    )
    return list(found)
