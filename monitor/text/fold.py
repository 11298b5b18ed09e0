"""Fold text for matching without moving a character, so that offsets in the folded text are offsets in the original."""

from __future__ import annotations

import re
import unicodedata

_SAME = {
    **dict.fromkeys("‘’‚‛ʼ′´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", " "),
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Lower-case `text`; make quotation marks, dashes and spaces plain and drop accents.

    The result has the same length: `fold(text)[a:b]` is the folded form of `text[a:b]`.
    """
    if "`" in text:
        text = text.replace("`", "'")
    if text.isascii():
        return text.lower()
    plain = _NOT_ASCII.sub(_plain, text)  # few characters are not ASCII, so that this beats str.translate
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c.lower() if c.isascii() else c for c in plain)


def straighten(text: str) -> str:
    """Make quotation marks, dashes and spaces plain; the result has the same length and keeps case and accents."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda m: _SAME.get(m.group(), m.group()), text)


def _plain(match: re.Match[str]) -> str:
    char = match.group()
    if char in _SAME:
        return _SAME[char]
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def squash(text: str) -> str:
    """Fold `text` and collapse its white space: two texts with one result say the same words."""
    return " ".join(fold(text).split())
