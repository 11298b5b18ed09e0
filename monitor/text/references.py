"""Find where a text cites another question.

"Mayor's Question 2018/1234", "pursuant to the Answer of 26 July 2024 to Question 1314 on Buses": the London
Assembly's references are unique; Parliament's numbers restart each session, so a date and a title are kept when they
are said. Linear in the length of the text.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from monitor.text.fold import fold

_MONTHS = [month.lower() for month in calendar.month_name if month]
_MONTH = "|".join(_MONTHS)
_NAMED = r"(?:questions?|pqs?|wpqs?|mqs?|uins?)"
_LIST = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)"
_LONDON = r"\b(?:19|20)\d\d/\d{4,5}\b"
_NUMBER = rf"(?:{_LONDON}|(?:hl\s?)?\d{{1,7}}\b(?!(?:st|nd|rd|th)?\s+(?:{_MONTH})\b|\s*(?:%|per\s+cent)))"
_CITED = re.compile(
    rf"\b{_NAMED}\s*(?:(?:uin|number|no\.?|ref(?:erence)?|n)\s*)?[(\"]?(?P<named>{_NUMBER}(?:{_LIST}{_NUMBER})*)"
    rf"|(?P<bare>{_LONDON})"
)
_EACH = re.compile(_NUMBER)
_DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+and\s+\d{{1,2}})?\s+({_MONTH})(?:\s+(\d{{4}}))?\b")
# What leads to a citation, so that "question 2 of the survey" is none.
_LEAD = re.compile(
    r"\b(?:pursuant to|further to|with reference to|following|in (?:the )?light of|as per|please see|see|"
    r"refer (?:\w+\s+){0,4}?(?:back )?to|respond to|response to|responses? |answers?|reply|replies|"
    r"noted in|mentioned in)\b"
)
# Laws and court cases are numbered in the same way as London's questions.
_OTHER_NUMBERED = re.compile(
    r"(?:regulations?|directives?|decision|orders?|act|\beu|\bno|number|\buksc|\bsi|s\.i|case)\W*$"
)
_CLAUSE_START = re.compile(
    r"\b(?:and\s+)?"
    r"(?:pursuant to|further to|with reference to|following|in (?:the )?light of|as per|please see)\b"
)
_ASKING = (
    r"(?:(?:by|for|on|in|to|at|from|with|under|of)\s+)?(?:what|which|whom|whose|who|how|if|when|whether|where|why|will|can|could|"
    r"does|do|did|is|are|has|have)\b"
)
# A title ends where the asking begins; titles have commas of their own ("Culture, Media and Sport: ICT").
_TITLE = re.compile(
    r"[)\"]?(?:\s+in the house of \w+)?\s*,?\s*\bon\s+"
    rf"(?!{_ASKING}|(?:the\s+)?{_DATE.pattern})(?P<title>[^.;?\n]{{2,160}}?)"
    rf"(?=\s*,\s*{_ASKING}|\s+{_ASKING}|\s+(?:tabled|answered)\b|\s*[.;?\n]|$|"
    r"\s*,?\s+and\s+(?:to\s+)?(?:the\s+)?(?:with reference|pursuant|answers?\b|questions?\b|\d))"
)
_DATE_AFTER = re.compile(
    rf"[)\"]?\s*,?\s*(?:which\s+(?:was|were)\s+)?(?:(?:answered|asked|tabled)\b[^,.;?\n]{{0,80}}?|of|on)\s*{_DATE.pattern}"
)
# What may stand between two citations: "Question 1370 and 28 November 2023 to Question 3349".
_JOINS = re.compile(
    rf"^[\s,]*(?:(?:and|with|reference|to|the|his|her|answers?|of|in)\s+)*(?:{_DATE.pattern}\s+)?(?:to\s+)?$"
)
_REACH = 160


@dataclass(frozen=True, slots=True)
class Reference:
    """A question that a text cites.

    Attributes:
        number: as in `questions.reference`: "2018/1234", "1314", "HL548".
        dates: dates said with it, `YYYY-MM-DD`, of its answer or of its asking; several when several
            questions are cited together. Empty when none is said, or none with a year that can be told.
        title: the heading said after "on", or None.
        start, end: the citing words in the text, from "pursuant to" (or the number's own word) to the title's
            end.
    """

    number: str
    dates: tuple[str, ...]
    title: str | None
    start: int
    end: int


def find_references(text: str, *, said_on: str | None = None) -> list[Reference]:
    """Return the questions that `text` cites, in order.

    Args:
        said_on: the date of the text, `YYYY-MM-DD`: a date without a year is the last such day up to it.
    """
    folded = fold(text)
    found: list[Reference] = []
    floor = 0  # what belongs to the reference before is not read again
    for match in _CITED.finditer(folded):
        if match.start() < floor:
            continue
        clause = max(floor, match.start() - _REACH, _last_break(folded, match.start()))
        before = folded[clause : match.start()]
        numbers = _numbers(match, before)
        if not numbers:
            continue
        said_after = _DATE_AFTER.match(folded, match.end())
        dated = said_after.end() if said_after else match.end()
        title = _TITLE.match(folded, match.end()) or _TITLE.match(folded, dated)
        end = max(dated, title.end() if title else 0)
        spoken = before + " " + (said_after.group() if said_after else "")
        dates = tuple(date for part in _DATE.finditer(spoken) if (date := _iso(part, said_on)))
        joined = floor and clause == floor and _JOINS.match(before)
        start = floor if joined else _clause_start(before, clause, match.start())
        heading = text[slice(*title.span("title"))].strip(" ,") if title else None
        found += [Reference(number, dates, heading, start, end) for number in numbers]
        floor = end
    return found


def without_references(text: str) -> str:
    """Return `text` without its citing words, so that what is left is what it asks itself."""
    kept: list[str] = []
    at = 0
    for reference in find_references(text):
        if reference.end > at:
            kept.append(text[at : reference.start])
            at = reference.end
    kept.append(text[at:])
    return re.sub(r"\s+(?=,)|,(?=\s*,)", "", " ".join(" ".join(kept).split())).strip(" ,")


def _numbers(match: re.Match[str], before: str) -> list[str]:
    listed = match.group("named") or match.group("bare")
    numbers = [re.sub(r"\s", "", number).upper() for number in _EACH.findall(listed)]
    if match.group("bare"):
        return [number for number in numbers if not _is_years(number) and not _OTHER_NUMBERED.search(before)]
    if _LEAD.search(before) or match.group().startswith(("pq", "uin", "wpq", "mq")):
        return numbers
    return [number for number in numbers if len(number) >= 3]


def _is_years(number: str) -> bool:
    first, second = number.split("/")
    return int(second) == int(first) + 1


def _last_break(folded: str, at: int) -> int:
    return max(folded.rfind(mark, 0, at) + 1 for mark in (". ", ";", "?", "\n"))


def _clause_start(before: str, clause: int, number_at: int) -> int:
    leads = [lead.start() for lead in _CLAUSE_START.finditer(before)]
    return clause + leads[-1] if leads else number_at


def _iso(said: re.Match[str], said_on: str | None) -> str | None:
    day, month, year = int(said.group(1)), _MONTHS.index(said.group(2)) + 1, said.group(3)
    try:
        if year:
            return dt.date(int(year), month, day).isoformat()
        if said_on is None:
            return None
        latest = dt.date.fromisoformat(said_on[:10])
        this_year = dt.date(latest.year, month, day)
        return (this_year if this_year <= latest else dt.date(latest.year - 1, month, day)).isoformat()
    except ValueError:  # 31 February
        return None
