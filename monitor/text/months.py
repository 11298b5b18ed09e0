"""Find the months and seasons that a text names with their year: when something is promised for.

A month is the number YYYYMM (202604 is April 2026), so that months can be compared; a season, part of a year or whole
year is the range of its months.
"""

from __future__ import annotations

import re2

from monitor.text.fold import fold
from monitor.text.numbers import Number

_NAMES = "january february march april may june july august september october november december".split()
_PARTS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (12, 12),
    "early": (1, 4),
    "mid": (5, 8),
    "middle of": (5, 8),
    "late": (9, 12),
    "end of": (12, 12),
    "start of": (1, 1),
    "beginning of": (1, 1),
}
_WHEN = re2.compile(
    rf"\b(?:(?:[0-9]{{1,2}}(?:st|nd|rd|th)? )?({'|'.join(_NAMES)})|({'|'.join(_PARTS)}))[ -](?:of "
    rf")?(20[0-9]{{2}})\b|"
    r"\b(?:in|by|until|before|during) (20[0-9]{2})\b"
)


def find_months(text: str) -> list[Number]:
    """Return the months, seasons and years that `text` names, in order, as numbers of kind "date"."""
    out: list[Number] = []
    for match in _WHEN.finditer(fold(text)):
        month, part, year, alone = match.groups()
        base = int(year or alone) * 100
        first, last = _PARTS[part] if part else (1, 12)
        if month:
            value = float(base + _NAMES.index(month) + 1)
            out.append(Number(match.start(), match.end(), value, None, None, "exact", "date"))
        else:
            low, high = float(base + first), float(base + last)
            out.append(Number(match.start(), match.end(), low, low, high, "range", "date"))
    return out


def spell_month(value: float) -> str:
    """Return the month that a number YYYYMM stands for, in words."""
    year, month = divmod(int(value), 100)
    return f"{_NAMES[month - 1].capitalize()} {year}" if 1 <= month <= 12 else str(value)
