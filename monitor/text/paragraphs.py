"""Paragraphs of plain text, whether each is one line or is wrapped over several."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

_LINE = re.compile(r"[^\n]+")
_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_BULLET = re.compile(r"\s*(?:[•·*>▪●]\s+)*")
_FINISHED = re.compile(r"[.!?:;…\"'”’)|*]\s*$")


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each paragraph of `text`, in order, without surrounding white space or bullets.

    A line is a paragraph, unless the text is hard-wrapped (most lines that another follows are of one length
    and end in mid-sentence): then blank lines part the paragraphs.
    """
    pattern = _BLOCK if _is_wrapped(text) else _LINE
    spans = []
    for match in pattern.finditer(text):
        words = match.group().rstrip()
        start = match.start() + _BULLET.match(words).end()  # type: ignore[union-attr]
        if start < match.start() + len(words):
            spans.append((start, match.start() + len(words)))
    return spans


def _is_wrapped(text: str) -> bool:
    lines = text[:200_000].split("\n")
    followed = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(followed) < 4:
        return False
    unfinished = [line for line in followed if not _FINISHED.search(line[-4:])]
    return len(unfinished) > 0.6 * len(followed) and 35 <= median(map(len, unfinished)) <= 120
