"""Written questions of the UK Parliament: the JSON of its questions API, polled a month at a time or imported from files.

The list cuts long texts at 255 characters and ends them in "..."; the full text is at `…/questions/{id}` (polled), or in a file
of full texts (imported; see `longform`). Option of a source: `since` (the first date of tabling wanted).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup

from monitor.collect.faults import PageFault
from monitor.collect.html import text_of
from monitor.collect.records import Answer, Link, Parsed, Question, Response
from monitor.rulebook.models import Source

LISTS = frozenset({"list"})
OPTIONS = frozenset({"since", "until"})
NEEDS: frozenset[str] = frozenset()
PAGE = "https://questions-statements.parliament.uk/written-questions/detail"
NO_TEXT = "[Holding reply; the record does not keep its words]"
TAKE = 100
_QUIET_AFTER = dt.timedelta(days=62)
_CUT = 255


def discover(source: Source, today: dt.date) -> Iterator[Link]:
    """Yield the first page of the list of each month, this one first, back to `since`."""
    since = source.since or today - dt.timedelta(days=90)
    month = today.replace(day=1)
    while month >= since.replace(day=1):
        last = (month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
        query = {
            "tabledWhenFrom": max(month, since).isoformat(),
            "tabledWhenTo": last.isoformat(),
            "skip": 0,
            "take": TAKE,
        }
        quiet = last < today - _QUIET_AFTER
        yield Link(
            f"{source.url}?{urlencode(query)}",
            "list",
            {"quiet": "yes"} if quiet else {},
            index=True,
            quiet=quiet,
        )
        month = (month - dt.timedelta(days=1)).replace(day=1)


def parse(response: Response) -> Parsed:
    """Read a page of the list, or one question."""
    data = _json(response)
    if response.page == "question":
        return Parsed(records=[question_from(response.url, data)])
    values = data.get("results") if isinstance(data, dict) else None
    if not isinstance(values, list):
        raise PageFault(response.url, "JSON without `results` (expected a page of the questions API)")
    parsed = Parsed()
    base = response.url.partition("?")[0]
    for value in values:
        fields = _fields(response.url, value)
        if any(_is_cut(fields.get(name)) for name in ("questionText", "answerText", "originalAnswerText")):
            parsed.links.append(Link(f"{base}/{fields['id']}", "question"))
        else:
            parsed.records.append(question_from(response.url, value))
    parsed.links += _next_page(response, data, len(values))
    return parsed


def parse_file(response: Response, longform: Mapping[str, Mapping[str, str]]) -> Parsed:
    """Read a file of the API's JSON, a list of questions; `longform` has the full texts by question id.

    Raises:
        PageFault: it is not JSON of this sort. Single questions that lack a part become faults of the result.
    """
    data = _json(response)
    values = data.get("results") if isinstance(data, dict) else data
    if not isinstance(values, list):
        raise PageFault(response.url, "neither a list of questions nor an object with `results`")
    parsed = Parsed()
    for value in values:
        try:
            parsed.records.append(question_from(response.url, value, longform))
        except PageFault as fault:
            parsed.faults.append(fault)
    return parsed


def question_from(url: str, value: Any, longform: Mapping[str, Mapping[str, str]] | None = None) -> Question:
    """Return the question that one item of the API's JSON holds.

    Raises:
        PageFault: a part that every question has is missing.
    """
    fields = _fields(url, value)
    full = (longform or {}).get(str(fields["id"]), {})
    tabled = _date(fields, "dateTabled")
    member = fields.get("askingMember") or {}
    return Question(
        url=f"{PAGE}/{tabled}/{fields['uin']}",
        title=str(fields.get("heading") or fields["uin"]),
        text=_plain(full.get("question_text") or fields["questionText"]),
        reference=str(fields["uin"]),
        number=f"uk-{fields['id']}",
        asked_by=member.get("name") if isinstance(member, dict) else None,
        group=member.get("party") if isinstance(member, dict) else None,
        asked_of=fields.get("answeringBodyName"),
        asked_on=tabled,
        due_on=_date(fields, "dateForAnswer"),
        meeting=fields.get("house"),
        answers=tuple(_answers(fields, full)),
        withdrawn=bool(fields.get("isWithdrawn")),
    )


def _answers(fields: Mapping[str, Any], full: Mapping[str, str]) -> Iterator[Answer]:
    answered, held = _date(fields, "dateAnswered"), _date(fields, "dateHoldingAnswer")
    corrected = _date(fields, "dateAnswerCorrected")
    text = _plain(full.get("answer_text") or fields.get("answerText") or "")
    original = _plain(fields.get("originalAnswerText") or "")
    member = fields.get("answeringMember") or {}
    by = member.get("name") if isinstance(member, dict) else None
    if fields.get("answerIsHolding"):
        yield Answer(date=held or answered, text=text or NO_TEXT, by=by, holding=True)
        return
    if held and held != answered:
        yield Answer(date=held, text=NO_TEXT, by=by, holding=True)
    if fields.get("answerIsCorrection") and corrected:
        if original and original != text:
            yield Answer(date=answered, text=original, by=by)
        if text:
            yield Answer(date=corrected, text=text, by=by, corrected=True)
    elif answered and text:
        yield Answer(date=answered, text=text, by=by)


def _fields(url: str, item: Any) -> Mapping[str, Any]:
    fields = item.get("value", item) if isinstance(item, dict) else None
    if not isinstance(fields, dict):
        raise PageFault(url, f"an item that is no question: {str(item)[:60]!r}")
    missing = [name for name in ("id", "uin", "questionText", "dateTabled") if fields.get(name) in {None, ""}]
    if missing:
        raise PageFault(url, f"question {fields.get('id') or fields.get('uin') or '?'} without {', '.join(missing)}")
    return fields


def _next_page(response: Response, data: Mapping[str, Any], count: int) -> list[Link]:
    parts = urlsplit(response.url)
    query = dict(parse_qsl(parts.query))
    skip = int(query.get("skip", "0")) + count
    if not count or skip >= int(data.get("totalResults") or 0):
        return []
    address = urlunsplit(parts._replace(query=urlencode({**query, "skip": skip})))
    return [Link(address, "list", response.context, index=True, quiet="quiet" in response.context)]


def _json(response: Response) -> Any:
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError) as error:
        raise PageFault(response.url, f"not JSON ({error})") from None


def _date(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    try:
        return dt.datetime.fromisoformat(str(value)).date().isoformat() if value else None
    except ValueError:
        return None


def _is_cut(text: object) -> bool:
    return isinstance(text, str) and len(text) >= _CUT and text.endswith("...")


def _plain(text: str) -> str:
    if "<" not in text and "&" not in text:
        return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    return text_of(BeautifulSoup(text, "lxml"))
