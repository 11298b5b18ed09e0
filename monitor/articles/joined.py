"""Put together what an attribution or a paragraph's end broke off: “…,” the Mayor said. “…” is one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.articles.read import Attributed
from monitor.text.fold import squash


def joined(found: Iterable[Attributed], text: str) -> list[Attributed]:
    """Return the quotations of the article `text`, each that goes on with the one before put together with that.

    A paragraph stays one; a sentence broken off in the middle goes on behind a space. What only says the same again (a
    pull quote) is left out.
    """
    out: list[Attributed] = []
    for item in found:
        if not item.goes_on or not out:
            out.append(item)
            continue
        first = out[-1]
        if squash(item.text) in squash(first.text):
            continue
        sign = "\n\n" if "\n" in text[first.end : item.start] else " " if item.text[:1].islower() else "\n"
        begun = first.printed + sign
        out[-1] = replace(first, text=begun + item.text, printed=begun + item.printed, end=item.end)
    return out
