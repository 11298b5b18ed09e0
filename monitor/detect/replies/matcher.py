"""Search one text for every cue of many lists in one pass.

`re2.Filter` finds by the words in the patterns which patterns can occur and tries only those; where they occur is looked
up only for lists that somebody asks about. (One `re2.Set` of all patterns is faster once warm, but its automaton grows
without bound with the gaps that cues allow.) Texts are searched as Latin-1 bytes, one byte a character, so that offsets
need no conversion.
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
    options.max_mem = 64 << 20
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
        members: dict[str, set[int]] = {}
        for name, cues in lists.items():
            members[name] = {patterns.setdefault(cue_pattern(cue), len(patterns)) for cue in cues}
        self._members = {name: frozenset(numbers) for name, numbers in members.items()}
        options = _options()
        self._filter = re2.Filter()
        for pattern in patterns:
            self._filter.Add(pattern.encode("latin-1", "replace"), options)
        if patterns:
            self._filter.Compile()
        self.size = len(patterns)

    def scan(self, text: bytes) -> Hits:
        """Return which cues occur in `text` (see `encode`)."""
        found = self._filter.Match(text) if self.size else None
        return Hits(self, text, frozenset(found or ()))

    def members(self, name: str) -> frozenset[int]:
        """Return the pattern numbers of list `name`; empty when there is no such list."""
        return self._members.get(name, frozenset())

    def locate(self, pattern: int, text: bytes) -> list[Span]:
        """Return where pattern number `pattern` occurs in `text`."""
        return [match.span() for match in self._filter.re(pattern).finditer(text)]


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
