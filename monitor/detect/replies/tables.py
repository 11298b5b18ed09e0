"""Tables and lists in a reply: how many of their rows give a value, and how many say that there is none."""

# ruff: noqa: E501 - a pattern reads better unbroken

from __future__ import annotations

import re
from typing import NamedTuple

_VALUE = r"(?:about |around |approximately |c\.? ?|[<>~] ?)?(?:£ ?)?\d[\d,.]*(?:k|m|bn)?(?: ?%| per cent| pc)?(?: (?:million|billion|thousand))?|nil|none|zero|nought"
_MISSING = (
    r"n/?a|-+|\?|\.{2,}|tbc|unknown|unavailable|pending|withheld|redacted|"
    r"(?:not|none|never) (?:yet )?(?:\w+ )?(?:held|known|recorded|available|counted|collected|kept|provided|reported|measured|published|received|returned|applicable|split|given|supplied|open|asked)|"
    r"no (?:count|data|figures?|records?|returns?|information|readings?|totals?|survey|reply|response|answer|estimate|number)|(?:data |figures? |to be |still )?(?:awaited|confirmed)|to follow"
)
_CELL = re.compile(rf"[\s*]*(?:(?P<value>{_VALUE})|(?P<missing>{_MISSING}))\b[\s*]*(?:[a-z]+ ?){{0,3}}(?:\([^)]*\))?[.;,]?\s*$|[\s*]*(?P<blank>-+|\?|n/?a)[\s*]*$")
_SPLIT = re.compile(r"\s*[|\t]\s*|\s{2,}")
_LABELLED = re.compile(r"(?P<label>[^\d|:\t][^|:\t]{0,70}?|(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?|\([a-z]+\)[^|:\t]{0,60}?)(?:\s*:\s*|\s+-\s+|\.{2,}\s*|\s*=\s*)(?P<cell>[^|\t]+)$")
_PAIR = re.compile(rf"[a-z][a-z .&'-]{{1,30}}? (?:{_VALUE})$")


class Rows(NamedTuple):
    """What the rows of a table come to: values given, and rows that say that there is none."""

    values: int
    missing: int


def rows(folded: str) -> Rows:
    """Count the values in the tables and lists of the folded reply, one a line or several side by side."""
    values = missing = 0
    if "\n" not in folded:
        return Rows(0, 0)
    for line in folded.split("\n"):
        for cell in _cells(line.strip()):
            if match := _CELL.match(cell):
                values += bool(match["value"])
                missing += bool(match["missing"] or match["blank"])
    return Rows(values, missing)


def _cells(line: str) -> list[str]:
    """The cells of `line` that may hold a value: not its label."""
    if not line or len(line) > 300:
        return []
    cells = _SPLIT.split(line)
    if len(cells) > 1:
        pairs = [cell.rsplit(" ", 1)[1] for cell in cells if _PAIR.match(cell)]
        return pairs if len(pairs) == len(cells) else cells[1:]
    labelled = _LABELLED.match(line)
    return [labelled["cell"]] if labelled else []
