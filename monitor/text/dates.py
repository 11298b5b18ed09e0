"""Find dates in English prose and say how they were told and how precisely.

Our own grammar: `dateparser.search` reads "may march" and "Sun" as dates, gives every date a day even where only a
month or a year is told, drops "last week", and takes milliseconds a sentence. What it would do well (other languages)
is not needed here.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from monitor.text.fold import fold

Basis = Literal["stated", "relative"]

_MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)} | {
    name.lower(): i for i, name in enumerate(calendar.day_abbr)
}
_NUMBERS = {
    name: n for n, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
} | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2}

_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_FULL_MONTH = "(?P<month>" + "|".join(m.lower() for m in calendar.month_name[1:]) + r")\b"
_WEEKDAY = "(?P<weekday>" + "|".join(m.lower() for m in calendar.day_name) + r")\b"
_ANY_WEEKDAY = "(?:" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|lunchtime))?"
_COUNT = r"(?P<count>a couple of|couple of|\d{1,3}|" + "|".join(_NUMBERS) + ")"
_SEASON = r"(?P<season>spring|summer|autumn|winter|christmas|easter)"
_BEFORE_MONTH = r"(?:(?:early|late|mid|the (?:start|beginning|end|middle) of)[\s-]+)?"

_PATTERNS = [
    rf"(?P<iso>{_YEAR}-(?P<isomonth>[01]\d)-{_DAY})",
    rf"\b{_DAY}[/.](?P<number>[01]?\d)[/.](?P<shortyear>(?:20)?\d\d)\b",
    rf"\b(?:{_ANY_WEEKDAY}{_PART},?\s*\(?\s*)?(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\)?",
    rf"\b(?:{_ANY_WEEKDAY}{_PART},?\s*\(?\s*)?{_MONTH}\s+(?:the\s+)?{_DAY}(?!\s*(?:per cent|%|people|officers))"
    rf"(?:,?\s+{_YEAR})?\)?",
    rf"\b{_BEFORE_MONTH}{_FULL_MONTH},?\s+(?:of\s+)?{_YEAR}",
    rf"\b(?P<which>last|this|the previous|the same|next)\s+{_BEFORE_MONTH}{_FULL_MONTH}",
    rf"\b(?P<that>in|back in|during|since|until|by|from|between|before|after|and|of)\s+{_BEFORE_MONTH}{_FULL_MONTH}"
    r"(?:,?\s+(?P<ofyear>last|this)\s+year)?",
    rf"\b{_FULL_MONTH}\s+(?P<ofyear>last|this)\s+year",
    rf"\b{_FULL_MONTH}(?='s)",
    rf"\b(?:(?P<which>last|this|next)\s+)?{_WEEKDAY}{_PART}",
    r"\b(?P<near>the day before yesterday|yesterday|today|tonight|tomorrow|last night|"
    r"this (?:morning|afternoon|evening|lunchtime))\b",
    rf"\b{_COUNT}\s+(?P<unit>day|week|fortnight|month|year)s?\s+(?:ago|earlier|previously)\b",
    r"\b(?P<which>last|this|next|the previous|the same)\s+(?P<unit>week|month|year|weekend)\b",
    r"\b(?:at|over)\s+the\s+(?P<unit>weekend)\b",
    rf"\b(?:(?P<which>last|this|next)\s+|in\s+the\s+){_SEASON}\b",
    rf"\b(?:in|during|back in)\s+{_YEAR}(?!\s*[-/]\s*\d)",
    r"\b(?P<recent>just days ago|(?:a )?few days ago|days ago|(?:a )?few weeks ago|weeks ago)\b",
]
_ANY = [re.compile(pattern) for pattern in _PATTERNS]
_ANCHORED = re.compile(
    rf"\b(?:(?P<next>the (?:next|following) (?:day|morning)|a day later)|"
    r"(?P<before>the (?:previous day|day before(?! yesterday| (?:the|his|her|its|their|a|an|that|it|he|she|they|we)\b)))|"
    rf"{_COUNT} (?P<unit>day|week)s? (?:later|after that|afterwards)|"
    r"(?:that|the same) (?:day|morning|afternoon|evening|night))\b"
)
_ANCHOR_REACH = 600
_SPAN_WORDS = re.compile(r"\b(?:over|for|during|within|throughout|in|across)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date told in a text.

    Attributes:
        start, end: where its words stand.
        iso: `YYYY-MM-DD`, or `YYYY-MM` / `YYYY` where no more is told; a week is told as the month of its middle.
        basis: `stated` when a day and a month, or a month and a year, are given; `relative` when the date of the text
            is needed to know ("in February", "on Friday", "last week").
    """

    start: int
    end: int
    iso: str
    basis: Basis


def find_dates(text: str, reference: dt.date) -> list[DateMention]:
    """Return the dates told in `text`, in order, not overlapping.

    What is told without a year or a month is taken for the last such date up to `reference`, the date of the text;
    a day and month up to a week after it are taken for that. A weekday that does not fit its date is ignored: papers
    get it wrong. Impossible dates are left out.
    """
    folded = fold(text)
    found: list[DateMention] = []
    for pattern in _ANY:
        for match in pattern.finditer(folded):
            if not _may_be_date(text, folded, match):
                continue
            read = _read(match, reference)
            if read is not None:
                found.append(DateMention(_start(match), match.end(), *read))
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return sorted(kept + _anchored(folded, kept, reference), key=lambda d: d.start)


def _anchored(folded: str, found: list[DateMention], reference: dt.date) -> list[DateMention]:
    # "the next day", "two weeks later", "that evening": counted from the date told just before; "the previous day" else
    # from the text's own.
    starts = [mention.start for mention in found]
    out = []
    for match in _ANCHORED.finditer(folded):
        index = bisect_left(starts, match.start()) - 1
        near = index >= 0 and match.start() - found[index].end <= _ANCHOR_REACH and len(found[index].iso) == 10
        if not near and not match["before"]:
            continue
        days = 1 if match["next"] else -1 if match["before"] else 0
        if match["count"]:
            count = _NUMBERS.get(match["count"]) or int(match["count"])
            days = count * (7 if match["unit"] == "week" else 1)
        anchor = dt.date.fromisoformat(found[index].iso) if near else reference
        try:
            out.append(DateMention(*match.span(), (anchor + dt.timedelta(days=days)).isoformat(), "relative"))
        except OverflowError:
            continue
    return out


def _start(match: re.Match[str]) -> int:
    # "in February" is told by "February": the preposition says what the date is of.
    return match.start("month") if "that" in match.groupdict() else match.start()


def _may_be_date(text: str, folded: str, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if (
        "month" in groups
        and "day" not in groups
        and re.search(r"\d\s$", text[max(0, match.start() - 2) : match.start()])
    ):
        return False  # the rest of an impossible date: "30 February 2024"
    for name in ("month", "weekday"):
        if groups.get(name) and not text[match.start(name)].isupper():
            return False  # "may", "march", "sun"
    if groups.get("which") in {"last", "this"} and groups.get("unit"):
        return not (groups["which"] == "last" and _SPAN_WORDS.search(folded[: match.start()][-24:]))
    return True


def _read(match: re.Match[str], reference: dt.date) -> tuple[str, Basis] | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    try:
        for name, reader in _READERS:
            if name in groups:
                return reader(groups, reference)
    except (ValueError, OverflowError):
        return None
    return None


def _calendar_day(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    day = int(groups["day"])
    month = int(groups.get("number") or groups.get("isomonth") or _MONTHS[groups["month"]])
    if "year" in groups:
        return dt.date(int(groups["year"]), month, day).isoformat(), "stated"
    if "shortyear" in groups:
        return dt.date(2000 + int(groups["shortyear"]) % 100, month, day).isoformat(), "stated"
    return _last_fitting(month, day, reference + dt.timedelta(days=7)).isoformat(), "stated"


def _last_fitting(month: int, day: int, latest: dt.date) -> dt.date:
    for year in range(latest.year, latest.year - 9, -1):
        try:
            candidate = dt.date(year, month, day)
        except ValueError:  # 29 February
            continue
        if candidate <= latest:
            return candidate
    raise ValueError("no such date")


def _month(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    month = _MONTHS[groups["month"]]
    if "year" in groups:
        return f"{int(groups['year']):04}-{month:02}", "stated"
    year = reference.year if month <= reference.month else reference.year - 1
    which = groups.get("which")
    if which == "next":
        year = reference.year if month > reference.month else reference.year + 1
    elif "ofyear" in groups:
        year = reference.year - (groups["ofyear"] == "last")
    elif which == "the previous" or (which == "last" and month == reference.month):
        year -= 1
    return f"{year:04}-{month:02}", "relative"


def _weekday(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    back = (reference.weekday() - _WEEKDAYS[groups["weekday"]]) % 7
    which = groups.get("which")
    if which == "next":
        return (reference + dt.timedelta(days=7 - back)).isoformat(), "relative"
    if which == "last" and back == 0:
        back = 7
    return (reference - dt.timedelta(days=back)).isoformat(), "relative"


def _near(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    days = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}.get(groups["near"], 0)
    return (reference + dt.timedelta(days=days)).isoformat(), "relative"


def _ago(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    count = _NUMBERS.get(groups["count"]) or int(groups["count"])
    unit = groups["unit"]
    if unit == "day":
        return (reference - dt.timedelta(days=count)).isoformat(), "relative"
    if unit in {"week", "fortnight"}:
        return _year_month(reference - dt.timedelta(days=count * (7 if unit == "week" else 14))), "relative"
    if unit == "month":
        return _months_before(reference, count), "relative"
    return f"{reference.year - count:04}", "relative"


def _unit(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    unit, which = groups["unit"], groups.get("which", "last")
    if which in {"next", "the same", "the previous"}:
        return None
    back = int(which == "last")
    if unit == "month":
        return _months_before(reference, back), "relative"
    if unit == "year":
        return f"{reference.year - back:04}", "relative"
    monday = reference - dt.timedelta(days=reference.weekday())
    if unit == "weekend":
        saturday = monday - dt.timedelta(days=2)
        return _year_month(
            min(reference, saturday if reference.weekday() < 5 else monday + dt.timedelta(5))
        ), "relative"
    return _year_month(min(reference, monday + dt.timedelta(days=2 - 7 * back))), "relative"


def _season(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    if groups.get("which") == "next":
        return None
    starts = {"spring": 3, "easter": 4, "summer": 6, "autumn": 9, "winter": 12, "christmas": 12}[groups["season"]]
    year = reference.year if starts <= reference.month else reference.year - 1
    if groups.get("which") == "last" and starts <= reference.month < starts + 3:
        year -= 1
    return f"{year:04}", "relative"


def _plain_year(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    return groups["year"], "stated"


def _recent(groups: dict[str, str], reference: dt.date) -> tuple[str, Basis] | None:
    return _year_month(reference - dt.timedelta(days=21 if "week" in groups["recent"] else 3)), "relative"


def _months_before(day: dt.date, months: int) -> str:
    total = day.year * 12 + day.month - 1 - months
    if total < 12:
        raise ValueError("before year 1")
    return f"{total // 12:04}-{total % 12 + 1:02}"


def _year_month(day: dt.date) -> str:
    return day.isoformat()[:7]


_Reader = Callable[[dict[str, str], dt.date], "tuple[str, Basis] | None"]
# The first group that a match has says how to read it.
_READERS: list[tuple[str, _Reader]] = [
    ("day", _calendar_day),
    ("month", _month),
    ("weekday", _weekday),
    ("near", _near),
    ("count", _ago),
    ("season", _season),
    ("unit", _unit),
    ("year", _plain_year),
    ("recent", _recent),
]
