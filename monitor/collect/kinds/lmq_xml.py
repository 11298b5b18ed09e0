"""TheyWorkForYou's bulk files of London Mayor's Questions: an index of files, each with the questions answered on one day.

Format: publicwhip > minor-heading, question, reply (several replies are a conversation); see the parlparse project. The files
hold settled answers only. Options of a source: `since`, `until` (the dates of answer wanted).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from monitor.collect.faults import PageFault
from monitor.collect.html import Page
from monitor.collect.kinds.question_pages import REFERENCE
from monitor.collect.records import Answer, Link, Parsed, Question, Response, Speech
from monitor.collect.urls import absolute
from monitor.rulebook.models import Source

LISTS = frozenset({"index"})
OPTIONS = frozenset({"since", "until"})
NEEDS: frozenset[str] = frozenset()
_FILE = re.compile(r"lmqs(\d{4}-\d{2}-\d{2})[a-z]*\.xml$")
_BUSY = dt.timedelta(days=62)


def discover(source: Source, today: dt.date) -> Iterator[Link]:
    """Yield the index of files."""
    dates = {"since": source.since, "until": source.until}
    yield Link(source.url, "index", {name: day.isoformat() for name, day in dates.items() if day}, index=True)


def parse(response: Response) -> Parsed:
    """Read the index, or a file."""
    if response.page == "index":
        return Parsed(links=_index(response))
    return Parsed(records=[*parse_file(response)])


def _index(response: Response) -> list[Link]:
    page = Page(response.url, response.body, response.charset)
    since, until = response.context.get("since", ""), response.context.get("until", "9999")
    found = {
        url: match.group(1)
        for anchor in page.all("a")
        if (match := _FILE.search(url := absolute(page.url, str(anchor.get("href") or ""))))
    }
    if not found:
        raise page.fault("no files in the index (expected links like lmqs2019-01-29.xml)")
    return [
        Link(url, "file")
        for url, date in sorted(found.items(), key=lambda item: item[1], reverse=True)
        if since <= date <= until
    ]


def parse_file(response: Response) -> list[Question]:
    """Read a file.

    Raises:
        PageFault: it is not well-formed XML of this format, or holds no question.
    """
    name = _FILE.search(urlsplit(response.url).path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(response.body, parser)
    except etree.XMLSyntaxError as error:
        raise PageFault(response.url, f"XML that does not parse ({error.msg})") from None
    if root.tag != "publicwhip":
        raise PageFault(response.url, f"a file of <{root.tag}> (expected publicwhip)")
    questions = [_question(response.url, name, *group) for group in _groups(root)]
    if not questions:
        raise PageFault(response.url, "a file without questions (expected minor-heading, question, reply)")
    return questions


def _groups(root: etree._Element) -> Iterator[tuple[str, etree._Element, list[etree._Element]]]:
    title, question, replies = "", None, []
    for node in root:
        if node.tag in {"minor-heading", "question"} and question is not None:
            yield title, question, replies
            question, replies = None, []
        if node.tag == "minor-heading":
            title = _text(node)
        elif node.tag == "question":
            question = node
        elif node.tag == "reply" and question is not None:
            replies.append(node)
    if question is not None:
        yield title, question, replies


def _question(
    url: str, name: re.Match[str] | None, title: str, node: etree._Element, replies: list[etree._Element]
) -> Question:
    ident, address = node.get("id", ""), node.get("url", "")
    stamp = re.search(r"\d{4}-\d{2}-\d{2}", ident)
    date = name.group(1) if name else (stamp.group() if stamp else None)
    asker, text = node.get("speakername"), _paragraphs(node)
    for part, value in (("text", text), ("url", address), ("id", ident), ("date", date), ("title", title)):
        if not value:
            raise PageFault(url, f"a question without {part} (line {node.sourceline})")
    reference = REFERENCE.search(urlsplit(address).path)
    answer = _answer(replies, asker, date)
    return Question(
        url=address,
        title=title,
        text=text,
        reference=reference.group(1) if reference else None,
        asked_by=asker,
        answers=(answer,) if answer else (),
        document_url=f"{url}#{ident.rpartition('/')[2].removesuffix('.q0')}",
        partial=True,
    )


def _answer(replies: list[etree._Element], asker: str | None, date: str | None) -> Answer | None:
    spoken = [(reply.get("speakername") or "", text) for reply in replies if (text := _paragraphs(reply))]
    if not spoken:
        return None
    return Answer(
        date=date,
        text="\n".join(text for _, text in spoken),
        by=next((who for who, _ in spoken if who != asker), None),
        speeches=tuple(Speech(who, text) for who, text in spoken) if len(spoken) > 1 else (),
    )


def _paragraphs(node: etree._Element) -> str:
    return "\n".join(filter(None, (_text(p) for p in node.iter("p")))) or _text(node)


def _text(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())
