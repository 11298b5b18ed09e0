"""Written answers as PDFs: "Written Answers" and "Answered Questions Paper". Bytes in, questions with their answers out.

The first prints title, "Question No: 2018/0313", name, question, "The Mayor", answer. The second prints "Question: TITLE",
"Reference: 2018/0313", name, question, and for each answer "Answer for TITLE", "The Mayor", "Last updated: 26 June, 2018", text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from monitor.collect.dates import date_in
from monitor.collect.faults import PageFault
from monitor.collect.pdf import Pdf, Row
from monitor.collect.records import Answer, Question, Response

_NUMBER = re.compile(r"^(?:Question No|Reference)\.?:?\s*(\d{4}/\d{1,5})$")
_QUESTION = re.compile(r"^Question:\s+(.+)$")
_ANSWER = re.compile(r"^Answer for\b")
_UPDATED = re.compile(r"^Last updated:")
# Printed where an answer would stand.
_NO_ANSWER = re.compile(r"^(oral response|response outstanding|written response outstanding)\.?$", re.I)


def parse_paper(response: Response) -> list[Question]:
    """Read the questions of either paper; those without a reference (supplementaries) are left out.

    Raises:
        PageFault: it is no PDF with text, or there is no question in it.
    """
    rows = Pdf(response.url, response.body).rows()
    starts = [n for n, row in enumerate(rows) if row.bold and _QUESTION.match(row.text)]
    read = _answered if starts else _written
    if not starts:
        starts = [_title_start(rows, n) for n, row in enumerate(rows) if _NUMBER.match(row.text)]
    blocks = [rows[start:end] for start, end in pairwise([*starts, len(rows)])]
    if not blocks:
        raise PageFault(response.url, "no question in a paper of written answers (expected 'Question No: 2018/0313')")
    return [question for block in blocks if (question := read(response, block)) is not None]


def _title_start(rows: Sequence[Row], number: int) -> int:
    start = number
    while start > 0 and rows[start - 1].bold and (start == number or not rows[start].gap):
        start -= 1
    return start


def _written(response: Response, rows: Sequence[Row]) -> Question | None:
    at = next(n for n, row in enumerate(rows) if _NUMBER.match(row.text))
    body = rows[at + 2 :]
    who = next((n for n, row in enumerate(body) if row.bold), None)
    if who is None:
        raise PageFault(response.url, f"no name above the answer to {rows[at].text!r} (expected 'The Mayor' in bold)")
    answer = _answer(body[who + 1 :], by=body[who].text, date=None)
    return _question(response, rows[:at], rows[at].text, rows[at + 1], body[:who], [answer])


def _answered(response: Response, rows: Sequence[Row]) -> Question | None:
    at = next((n for n, row in enumerate(rows) if _NUMBER.match(row.text)), None)
    if at is None or at + 1 >= len(rows):
        return None
    body = rows[at + 2 :]
    heads = [n for n, row in enumerate(body) if row.bold and _ANSWER.match(row.text)]
    answers = [_dated_answer(response, body[start:end]) for start, end in pairwise([*heads, len(body)])]
    text = body[: heads[0]] if heads else body
    return _question(response, rows[:at], rows[at].text, rows[at + 1], text, answers)


def _dated_answer(response: Response, rows: Sequence[Row]) -> Answer | None:
    at = next((n for n, row in enumerate(rows) if _UPDATED.match(row.text)), None)
    date = date_in(rows[at].text) if at is not None else None
    if at is None or date is None:
        raise PageFault(response.url, f"no date after {rows[0].text!r} (expected 'Last updated: 26 June, 2018')")
    return _answer(rows[at + 1 :], by=rows[at - 1].text, date=date)


def _answer(rows: Sequence[Row], by: str, date: str | None) -> Answer | None:
    text = "\n".join(_paragraphs(rows))
    return None if not text or _NO_ANSWER.match(text) else Answer(date=date, text=text, by=by)


def _question(
    response: Response,
    title: Sequence[Row],
    number: str,
    asker: Row,
    text: Sequence[Row],
    answers: Sequence[Answer | None],
) -> Question:
    reference = _NUMBER.match(number)
    heading = " ".join(row.text for row in title)
    return Question(
        url=response.url,
        title=re.sub(r"^Question:\s+", "", heading),
        text="\n".join(_paragraphs(text)),
        reference=reference.group(1) if reference else None,
        asked_by=asker.text,
        asked_on=response.context.get("held_on") or None,
        answers=tuple(answer for answer in answers if answer is not None),
        partial=True,
    )


def _paragraphs(rows: Sequence[Row]) -> Iterator[str]:
    text, broken = "", False
    for row in rows:
        if text and (row.gap or row.text.startswith("•")):
            yield text.removeprefix("• ")
            text, broken = "", False
        text += ("" if broken or not text else " ") + row.text
        broken = row.broken
    if text:
        yield text.removeprefix("• ")
