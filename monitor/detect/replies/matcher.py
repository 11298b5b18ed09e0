"""Search one text for every cue of many lists in one pass.

Phrases are searched together as one automaton (`re2.Set`). A cue with gaps would make that grow without bound, so that
its pieces are searched in its place, and the cue itself only where all of its pieces occur. For regular expressions
`re2.Filter` finds by the words in them which can occur. Where a cue occurs is looked up only for lists that somebody
asks about. Texts are searched as Latin-1 bytes, one byte a character, so that offsets need no conversion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import re2

from monitor.text.cues import class_names, cue_pattern, cue_pieces, pattern_with_classes

Span = tuple[int, int]

_GROWS = re.compile(r"[{*+.]|\[\^")  # in a regular expression: what could make an automaton of many grow
# Pieces that occur in every other text say little: a cue's other pieces are searched.
_COMMON = frozenset("to for that not which from on in of the a is are be has have will can how at by with this".split())


def encode(folded: str) -> bytes:
    """Return `folded` as bytes, one a character, as a Matcher searches it."""
    return folded.encode("latin-1", "replace")


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    options.encoding = re2.Options.Encoding.LATIN1
    return options


class Matcher:
    """Named lists of cues, compiled together.

    Args:
        lists: name of a list to its cues, as written in rule files.
        classes: name of a word class to its pattern (`class_pattern`).

    Attributes:
        bits: name of a list to its bit in `Hits.lists`.

    Raises:
        BadCue: a cue does not compile.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], classes: Mapping[str, str] | None = None) -> None:
        self._classes = classes or {}
        self.bits = {name: 1 << number for number, name in enumerate(lists)}
        self._options = _options()
        self._sources: list[bytes] = []  # pattern number to pattern
        self._compiled: dict[int, re2._Regexp] = {}
        self._keys: dict[str, int] = {}  # pattern of a phrase or piece to its number in the set
        self._certain: dict[int, list[int]] = {}  # key to the patterns that occur where it does
        self._possible: dict[int, list[tuple[int, frozenset[int]]]] = {}  # ... that may, if these other keys do too
        self._filtered: list[int] = []
        self._set, self._filter = re2.Set.SearchSet(self._options), re2.Filter()
        self._lists: list[int] = []  # pattern number to the bits of its lists
        self._members: dict[str, frozenset[int]] = {}
        numbers: dict[str, int] = {}
        for name, cues in lists.items():
            for cue in cues:
                if cue not in numbers:
                    numbers[cue] = self._add(cue)
                self._lists[numbers[cue]] |= self.bits[name]
            self._members[name] = frozenset(numbers[cue] for cue in cues)
        self._hot = frozenset(self._certain.keys() | self._possible.keys())
        self._set.Compile()
        if self._filtered:
            self._filter.Compile()
        self.size = len(self._sources)
        self._nothing = Hits(self, b"", [], 0, {})

    def _add(self, cue: str) -> int:
        number, pattern = len(self._sources), pattern_with_classes(cue, self._classes)
        self._sources.append(pattern.encode("latin-1", "replace"))
        self._lists.append(0)
        if cue.startswith("/") or class_names(cue):
            if class_names(cue) or _GROWS.search(pattern):
                self._filter.Add(self._sources[-1], self._options)
                self._filtered.append(number)
            else:
                self._certain.setdefault(self._key(pattern), []).append(number)
        elif (pieces := cue_pieces(cue)) == [cue.strip()]:
            self._certain.setdefault(self._key(pattern), []).append(number)
        else:
            telling = [piece for piece in pieces if piece not in _COMMON] or pieces
            first, *others = (self._key(cue_pattern(piece)) for piece in sorted(telling, key=len, reverse=True))
            self._possible.setdefault(first, []).append((number, frozenset(others)))
        return number

    def _key(self, pattern: str) -> int:
        if pattern not in self._keys:
            self._keys[pattern] = self._set.Add(pattern.encode("latin-1", "replace"))
        return self._keys[pattern]

    def scan(self, text: bytes) -> Hits:
        """Return which cues occur in `text` (see `encode`)."""
        keys = self._set.Match(text) if self._keys else None
        filtered = self._filter.Match(text) if self._filtered else None
        return self._hits(text, keys or (), filtered or ()) if keys or filtered else self._nothing

    def scan_all(self, texts: Sequence[bytes]) -> list[Hits]:
        """Return which cues occur in each of `texts`: faster than one by one, as the automata stay at hand."""
        match_set, match_filter = self._set.Match, self._filter.Match
        keys = [match_set(text) for text in texts] if self._keys else [None] * len(texts)
        filtered = [match_filter(text) for text in texts] if self._filtered else [None] * len(texts)
        return [
            self._hits(text, found or (), others or ()) if found or others else self._nothing
            for text, found, others in zip(texts, keys, filtered, strict=True)
        ]

    def _hits(self, text: bytes, keys: Sequence[int], filtered: Sequence[int]) -> Hits:
        found = [self._filtered[i] for i in filtered]
        spans: dict[int, list[Span]] = {}
        for key in self._hot.intersection(keys):
            if key in self._certain:
                found += self._certain[key]
            for number, others in self._possible.get(key, ()):
                if others.issubset(keys) and (places := self.locate(number, text)):
                    found.append(number)
                    spans[number] = places
        if not found:
            return self._nothing
        lists = 0
        for number in found:
            lists |= self._lists[number]
        return Hits(self, text, found, lists, spans)

    def members(self, name: str) -> frozenset[int]:
        """Return the pattern numbers of list `name`; empty when there is no such list."""
        return self._members.get(name, frozenset())

    def locate(self, pattern: int, text: bytes) -> list[Span]:
        """Return where pattern number `pattern` occurs in `text`."""
        compiled = self._compiled.get(pattern)
        if compiled is None:
            compiled = self._compiled[pattern] = re2.compile(self._sources[pattern], self._options)
        return [match.span() for match in compiled.finditer(text)]


class Hits:
    """The cues of a Matcher that occur in one text; `lists` has the bits of their lists (`Matcher.bits`)."""

    __slots__ = ("_matcher", "_places", "_present", "_spans", "_text", "lists")

    def __init__(
        self, matcher: Matcher, text: bytes, present: list[int], lists: int, spans: dict[int, list[Span]]
    ) -> None:
        self._matcher, self._text, self._present, self.lists = matcher, text, present, lists
        self._spans = spans
        self._places: dict[str, list[Span]] = {}

    def any(self) -> bool:
        """Whether any cue occurs."""
        return bool(self._present)

    def has(self, name: str) -> bool:
        """Whether a cue of list `name` occurs anywhere."""
        return bool(self.lists & self._matcher.bits.get(name, 0))

    def spans(self, name: str) -> list[Span]:
        """Return where the cues of list `name` occur, in order."""
        if name not in self._places:
            found: set[Span] = set()
            if self.has(name):
                for pattern in self._matcher.members(name).intersection(self._present):
                    if pattern not in self._spans:
                        self._spans[pattern] = self._matcher.locate(pattern, self._text)
                    found.update(self._spans[pattern])
            self._places[name] = sorted(found)
        return self._places[name]
