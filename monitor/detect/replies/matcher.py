"""Search one text for every cue of many lists in one pass.

Phrases are searched together as one automaton (`re2.Set`). Cues with gaps and regular expressions would make that
grow without bound; `re2.Filter` finds by the words in them which can occur and tries only those. Where a cue occurs is
looked up only for lists that somebody asks about. Texts are searched as Latin-1 bytes, one byte a character, so that
offsets need no conversion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import re2

from monitor.text.cues import class_names, pattern_with_classes

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
        classes: name of a word class to its pattern (`class_pattern`).

    Raises:
        BadCue: a cue does not compile.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], classes: Mapping[str, str] | None = None) -> None:
        self._classes = classes or {}
        numbers: dict[str, int] = {}
        self._patterns: list[re2._Regexp] = []
        self._phrases, self._others = re2.Set.SearchSet(_options()), re2.Filter()
        self._numbers: tuple[list[int], list[int]] = ([], [])  # of the phrases, of the others
        self._members: dict[str, frozenset[int]] = {}
        for name, cues in lists.items():
            for cue in cues:
                if cue not in numbers:
                    numbers[cue] = self._add(cue)
            self._members[name] = frozenset(numbers[cue] for cue in cues)
        self._phrases.Compile()
        if self._numbers[1]:
            self._others.Compile()
        self.size = len(self._patterns)

    def _add(self, cue: str) -> int:
        number, pattern = len(self._patterns), pattern_with_classes(cue, self._classes).encode("latin-1", "replace")
        phrase = "*" not in cue and not cue.startswith("/") and not class_names(cue)
        if phrase:
            self._phrases.Add(pattern)
        else:
            self._others.Add(pattern, _options())
        self._numbers[not phrase].append(number)
        self._patterns.append(re2.compile(pattern, _options()))
        return number

    def scan(self, text: bytes) -> Hits:
        """Return which cues occur in `text` (see `encode`)."""
        phrases, others = self._numbers
        found = [phrases[i] for i in self._phrases.Match(text) or ()] if phrases else []
        if others:
            found += [others[i] for i in self._others.Match(text) or ()]
        return Hits(self, text, frozenset(found))

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

    def any(self) -> bool:
        """Whether any cue occurs."""
        return bool(self._present)

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
