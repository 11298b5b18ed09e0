"""Dates and times as the sites print them. Exact patterns: a guess at a date is worse than a fault."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: n
    for n, full in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
    for name in (full, full[:3], "sept" if n == 9 else full)
}
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_TIME = re.compile(
    r"\b(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?\s*([ap])\.?m\b\.?|\b(\d{1,2}):(\d{2})(?::\d{2})?\b", re.I
)


def date_in(text: str) -> str | None:
    """Return the first full date in `text` as `YYYY-MM-DD`; slashed dates are day first, as in Britain. None if none."""
    text = text.replace("\u00a0", " ")
    for pattern, order in ((_ISO, "ymd"), (_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy"), (_SLASHED, "dmy")):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            month = _MONTHS.get(parts["m"].lower()) if parts["m"].isalpha() else int(parts["m"])
            try:
                return dt.date(int(parts["y"]), month or 0, int(parts["d"])).isoformat()
            except ValueError:
                continue
    return None


def time_in(text: str) -> str:
    """Return the first time of day in `text` as `HH:MM`, or ""."""
    match = _TIME.search(text)
    if match is None:
        return ""
    if match.group(3):
        hour = int(match.group(1)) % 12 + (12 if match.group(3).lower() == "p" else 0)
        return f"{hour:02d}:{int(match.group(2) or 0):02d}"
    return f"{int(match.group(4)):02d}:{match.group(5)}" if int(match.group(4)) < 24 else ""
