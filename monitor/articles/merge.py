"""The same words by the same speaker in several articles are one statement with several documents."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from monitor.articles.read import Attributed
from monitor.text.fold import squash

_WORD = re.compile(r"[\w'%£$]+")
_NEGATIONS = frozenset("no not never none nothing nobody neither nor cannot without".split())
_SAME_SCORE = 80  # "ready reach … which risks" and "easy reach … that risks"
_PART_SCORE = 80
_LONG_ENOUGH = 6  # words, before two wordings may differ at all
_QUOTED_AGAIN_DAYS = 400
_RELEASED_AGAIN_DAYS = 7  # newsrooms' pages are of the day: later the same words were said again
_BASIS_RANK = {"stated": 0, "relative": 1, "article": 2}


@dataclass(frozen=True, slots=True)
class MergedStatement:
    """One statement and where it was reported.

    Attributes:
        key: stable for the same speaker and words, however often and in whatever order articles are read.
        statement: its fullest wording, with the best date, medium and question that any document gives.
        quotations: all that were merged, as (document id, quotation), in the order of reading.
    """

    key: str
    statement: Attributed
    quotations: tuple[tuple[str, Attributed], ...]

    @property
    def documents(self) -> tuple[tuple[str, Attributed], ...]:
        """(document id, the quotation as that document first has it), each document once."""
        first: dict[str, Attributed] = {}
        for document, item in self.quotations:
            first.setdefault(document, item)
        return tuple(first.items())


def _spokes(item: Attributed) -> bool:
    # A body's spokespersons speak with one voice, whatever a page calls them.
    return (item.role or "").startswith("spokes")


@dataclass(slots=True)
class _Group:
    words: tuple[str, ...]
    items: list[tuple[int, str, Attributed]]


def merge(quoted: Iterable[tuple[str, Attributed]]) -> list[MergedStatement]:
    """Merge what `read_article` returned for several documents, given as (document id, quotation).

    Quotations of nobody tracked are left out. Two are one statement if one speaker said both, their dates can be the
    same, and the words are the same but for small differences that articles make, or one's are part of the other's.
    The best date wins: a stated one before one told relative to an article, before an article's own; then the more
    precise; then the earlier, since nobody can be quoted before speaking.
    """
    by_speaker: dict[tuple[str, str | None], list[tuple[int, str, Attributed]]] = defaultdict(list)
    for order, (document, item) in enumerate(quoted):
        if item.body is not None and _WORD.search(squash(item.text)):
            by_speaker[item.body, None if _spokes(item) else item.person].append((order, document, item))
    merged: list[tuple[int, MergedStatement]] = []
    for items in by_speaker.values():
        taken: set[str] = set()
        for group in sorted(_groups(items), key=lambda g: _best_date(g.items)):
            merged.append((min(order for order, _, _ in group.items), _statement(group, taken)))
    return [statement for _, statement in sorted(merged, key=lambda pair: pair[0])]


def _groups(items: list[tuple[int, str, Attributed]]) -> list[_Group]:
    words = {order: tuple(_WORD.findall(squash(item.text))) for order, _, item in items}
    frequency = Counter(word for said in words.values() for word in set(said))
    holding: dict[str, list[int]] = defaultdict(list)  # which groups hold a word
    groups: list[_Group] = []
    for order, document, item in sorted(items, key=lambda i: (-len(words[i[0]]), words[i[0]], i[2].said_on, i[1])):
        said = words[order]
        rare = sorted(set(said), key=lambda word: (frequency[word], word))[:4]
        candidates = dict.fromkeys(index for word in rare for index in holding[word])
        for index in candidates:
            if _same(groups[index], said, document, item):
                groups[index].items.append((order, document, item))
                break
        else:
            groups.append(_Group(said, [(order, document, item)]))
            for word in set(said):
                holding[word].append(len(groups) - 1)
    return groups


def _same(group: _Group, said: tuple[str, ...], document: str, item: Attributed) -> bool:
    if not _same_words(group.words, said, same_document=any(d == document for _, d, _ in group.items)):
        return False
    return all(_may_be_one_day(other, item) for _, _, other in group.items)


def _same_words(longer: tuple[str, ...], shorter: tuple[str, ...], *, same_document: bool) -> bool:
    if longer == shorter:
        return True
    whole, part = f" {' '.join(longer)} ", f" {' '.join(shorter)} "
    if part in whole:
        return len(shorter) > 1 or same_document
    if len(shorter) < _LONG_ENOUGH:
        return False
    if not set(_telling(shorter)) <= set(_telling(longer)):
        return False
    if len(shorter) >= 0.7 * len(longer):
        return _telling(shorter) == _telling(longer) and fuzz.ratio(whole, part) >= _SAME_SCORE
    return fuzz.partial_ratio(whole, part) >= _PART_SCORE


def _telling(words: tuple[str, ...]) -> list[str]:
    # Numbers and negations: where these differ, something else was said.
    return sorted(w for w in words if any(c.isdigit() for c in w) or w in _NEGATIONS or w.endswith("n't"))


def _may_be_one_day(one: Attributed, other: Attributed) -> bool:
    if one.date_basis == "article" and other.date_basis == "article":
        most = _RELEASED_AGAIN_DAYS if one.newsroom and other.newsroom else _QUOTED_AGAIN_DAYS
        return abs((_first(one.said_on) - _first(other.said_on)).days) <= most
    if "article" in {one.date_basis, other.date_basis}:
        told, article = (one, other) if other.date_basis == "article" else (other, one)
        apart = (_first(article.said_on) - _first(told.said_on)).days
        return 0 <= apart <= _QUOTED_AGAIN_DAYS
    return one.said_on.startswith(other.said_on) or other.said_on.startswith(one.said_on)


def _first(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso + {4: "-01-01", 7: "-01", 10: ""}[len(iso)])


def _best_date(items: list[tuple[int, str, Attributed]]) -> tuple[int, int, str]:
    return min((_BASIS_RANK[i.date_basis], -len(i.said_on), i.said_on) for _, _, i in items)


def _statement(group: _Group, taken: set[str]) -> MergedStatement:
    fullest = group.items[0][2]
    dated = min(
        (item for _, _, item in group.items), key=lambda i: (_BASIS_RANK[i.date_basis], -len(i.said_on), i.said_on)
    )
    in_order = sorted(group.items, key=lambda entry: entry[0])
    question = next((item.question for _, _, item in in_order if item.question), None)
    oral = any(item.medium == "oral" for _, _, item in group.items)
    statement = replace(
        fullest,
        said_on=dated.said_on,
        date_basis=dated.date_basis,
        role=dated.role,
        medium="oral" if oral else "press",
        question=question,
    )
    key = _key(fullest, group.words, "")
    if key in taken:  # the same words on another day
        key = _key(fullest, group.words, statement.said_on)
    taken.add(key)
    return MergedStatement(key, statement, tuple((document, item) for _, document, item in in_order))


def _key(item: Attributed, words: tuple[str, ...], day: str) -> str:
    person = "" if _spokes(item) else item.person or ""
    told = "\n".join([item.body or "", person, " ".join(words), day])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
