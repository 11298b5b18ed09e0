"""Search one text for every cue of every rule and word list in one pass.

`re2.Set` says which patterns occur; where they occur is looked up only for those that somebody asks about. Texts are
searched as Latin-1 bytes, one byte a character, so that offsets need no conversion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import re2

from monitor.text.cues import cue_pattern

Span = tuple[int, int]


def encode(folded: str) -> bytes:
    """Return `folded` as bytes, one a character, as a Matcher searches it."""
    return folded.encode("latin-1", "replace")


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 512 << 20
    options.encoding = re2.Options.Encoding.LATIN1
    return options


class Matcher:
    """Named lists of cues, compiled together.

    Args:
        lists: name of a list to its cues, as written in rule files.

    Raises:
        BadCue: a cue does not compile.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        patterns: dict[str, int] = {}
        self._members: dict[str, frozenset[int]] = {}
        for name, cues in lists.items():
            members = set()
            for cue in cues:
                members.add(patterns.setdefault(cue_pattern(cue), len(patterns)))
            self._members[name] = frozenset(members)
        options = _options()
        self._patterns = [re2.compile(pattern.encode("latin-1", "replace"), options) for pattern in patterns]
        self._set = re2.Set.SearchSet(options)
        for pattern in patterns:
            self._set.Add(pattern.encode("latin-1", "replace"))
        self._set.Compile()
        self.size = len(patterns)

    def scan(self, text: bytes) -> Hits:
        """Return which cues occur in `text` (see `encode`)."""
        found = self._set.Match(text) if self.size else None
        return Hits(self, text, frozenset(found or ()))

    def members(self, name: str) -> frozenset[int]:
        """Return the pattern numbers of list `name`; empty when there is no such list."""
        return self._members.get(name, frozenset())

    def locate(self, pattern: int, text: bytes) -> list[Span]:
        """Return where pattern number `pattern` occurs in `text`."""
        return [match.span() for match in self._patterns[pattern].finditer(text)]


class Hits:
    """The cues of a Matcher that occur in one text."""

    __slots__ = ("_matcher", "_present", "_spans", "_text")

    def __init__(self, matcher: Matcher, text: bytes, present: frozenset[int]) -> None:
        self._matcher, self._text, self._present = matcher, text, present
        self._spans: dict[int, list[Span]] = {}

    def has(self, name: str) -> bool:
        """Whether a cue of list `name` occurs anywhere."""
        return not self._present.isdisjoint(self._matcher.members(name))

    def spans(self, name: str) -> list[Span]:
        """Return where the cues of list `name` occur, in order."""
        found: list[Span] = []
        for pattern in self._present & self._matcher.members(name):
            if pattern not in self._spans:
                self._spans[pattern] = self._matcher.locate(pattern, self._text)
            found += self._spans[pattern]
        return sorted(set(found))
