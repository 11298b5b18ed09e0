"""Fold text for matching without moving a character, so that offsets in the folded text are offsets in the original."""

from __future__ import annotations

import unicodedata

_SAME = {
    **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "
    ),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", " "),
}
_TABLE = str.maketrans(_SAME)


def fold(text: str) -> str:
    """Lower-case `text`; make quotation marks, dashes and spaces plain and drop accents.

    The result has the same length: `fold(text)[a:b]` is the folded form of `text[a:b]`.
    """
    folded = text.translate(_TABLE)
    if folded.isascii():
        return folded.lower()
    return "".join(map(_fold_char, folded))


def _fold_char(char: str) -> str:
    if char.isascii():
        return char.lower()
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def squash(text: str) -> str:
    """Fold `text` and collapse its white space: two texts with one result say the same words."""
    return " ".join(fold(text).split())
