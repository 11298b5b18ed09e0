"""Regular expressions that are tried only on texts in which they may match.

Python's `re` tries a pattern at every position, and most of the patterns that read questions and replies match seldom.
A Sieve finds in one pass of RE2 which of its patterns may match a text, and asks `re` about those only. RE2 has no
look-around and knows no letters but ASCII: a pattern is given to it without its look-around, so that it finds too much
rather than too little, and a text with other letters is not sieved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[=!]|\(\?<[=!]|[()$]|\{\d*,\d*\}\??|[^\\\[()${]+|\{", re.DOTALL
)
_LETTERS = re.compile(r"[^\x00-\x7f£·]")  # what RE2 and `re` may see differently
_REMEMBERED = 64  # texts: those of the reply at hand


class Sieve:
    """A group of patterns that are searched for in the same texts.

    Attributes:
        signs: its patterns.
    """

    def __init__(self) -> None:
        self.signs: list[Sign] = []
        self._set: re2.Set | None = None
        self._found: dict[str, list[int] | None] = {}

    def compile(self, pattern: str, flags: int = 0) -> Sign:
        """Return `pattern`, compiled as by `re.compile`, as one of this group."""
        sign = Sign(self, len(self.signs), re.compile(pattern, flags))
        self.signs.append(sign)
        return sign

    def may_match(self, text: str) -> list[int] | None:
        """Return the numbers of the patterns that may match somewhere in `text`; None for all of them."""
        found = self._found
        if text in found:
            return found[text]
        if len(found) >= _REMEMBERED:
            found.clear()
        if not text.isascii() and _LETTERS.search(text):
            found[text] = None
            return None
        numbers = found[text] = self._match(text.encode("latin-1", "replace"))
        return numbers

    def _match(self, text: bytes) -> list[int]:
        if self._set is None:
            options = re2.Options()
            options.log_errors = False
            options.encoding = re2.Options.Encoding.LATIN1
            options.max_mem = 64 << 20
            self._set = re2.Set.SearchSet(options)
            for sign in self.signs:
                self._set.Add(loosened(sign.pattern, sign.flags).encode("latin-1"))
            self._set.Compile()
        return self._set.Match(text) or []


class Sign:
    """A pattern of a Sieve; its methods are those of `re.Pattern`."""

    __slots__ = ("_may", "_number", "_search", "compiled", "match")

    def __init__(self, sieve: Sieve, number: int, compiled: re.Pattern[str]) -> None:
        self._may, self._number, self.compiled = sieve.may_match, number, compiled
        self._search, self.match = compiled.search, compiled.match

    @property
    def pattern(self) -> str:
        """As written."""
        return self.compiled.pattern

    @property
    def flags(self) -> int:
        """As given."""
        return self.compiled.flags

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        numbers = self._may(text)
        return self._search(text) if numbers is None or self._number in numbers else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        numbers = self._may(text)
        return self.compiled.finditer(text) if numbers is None or self._number in numbers else iter(())


def loosened(pattern: str, flags: int = 0) -> str:
    """Return an RE2 pattern that matches wherever the Python `pattern` does, and perhaps elsewhere."""
    return ("(?m)" if flags & re.MULTILINE else "") + "".join(_without_looks(pattern))


def _without_looks(pattern: str) -> Iterator[str]:
    depth = 0  # of brackets inside a look-around
    for match in _TOKEN.finditer(pattern):
        token = match.group()
        if depth or token in _LOOKS:
            depth += token.startswith("(") - (token == ")")
        elif token.startswith("{") and "," in token:
            yield "*"  # counting would make the automaton large
        elif token == "$":
            yield r"(?:\n?$)"
        elif token == r"\s":
            yield r"[\s\x0b\x1c-\x1f]"  # `re` takes these for white space too
        elif token.startswith("["):
            yield token.replace(r"\s", r"\s\x0b\x1c-\x1f") if not token.startswith("[^") else token
        else:
            yield token
