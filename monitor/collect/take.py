"""Take one capture in: read it with the parser of its kind and store what it says, in one transaction.

The same function serves polling (the response has just come) and parsing again (it comes from the archive), so that both give
the same rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from monitor.collect import visits
from monitor.collect.archive import Exchange, Place
from monitor.collect.bodies import BodyFault
from monitor.collect.faults import Fault, PageFault
from monitor.collect.keeping import meetings, questions, releases, texts
from monitor.collect.keeping.absent import AnswersMissing
from monitor.collect.keeping.texts import Seen
from monitor.collect.keeping.who import Who
from monitor.collect.kinds.registry import KINDS
from monitor.collect.records import Link, Meeting, Parsed, Question, Record, Release, Response, Transcript
from monitor.people import Directory
from monitor.store.database import upsert
from monitor.store.keys import key

AWAITED_DAYS = 120  # after a meeting, its transcript may still come
LONDON = ZoneInfo("Europe/London")
Reader = Callable[[Response], Parsed]
# The kind of document that a page of a kind of source makes of a question.
_DOCUMENTS = {"mayors-questions": "question", "moderngov": "paper", "lmq-xml": "bulk", "uk-questions": "parliament"}


@dataclass(slots=True)
class Taken:
    """What came of a capture: links to follow (`differing`: of which something else was said before), faults of parts of it,
    whether it changed anything stored.
    """

    links: list[Link] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    changed: bool = False
    differing: set[str] = field(default_factory=set)


class Taker:
    """Takes captures into a database.

    Args:
        directory: the people of the rule files.
        readers: parsers besides those of the kinds (imports), by "kind:page".
    """

    def __init__(self, db: Database, directory: Directory, readers: Mapping[str, Reader] | None = None) -> None:
        self.db, self.directory, self.who = db, directory, Who(directory)
        self.readers = dict(readers or {})
        self.bodies: set[str] = set()  # whose press statements are to be merged again
        # Of this run: lists that came empty and were not believed, and addresses that answer that nothing is there.
        self.emptied: dict[str, Exchange] = {}
        self.gone: set[str] = set()

    def note(self, exchange: Exchange, place: Place) -> str:
        """Record a capture, whatever it is worth; return its id."""
        ident = capture_key(exchange)
        row: dict[str, Any] = {
            "id": ident,
            "source": exchange.source,
            "url": exchange.url,
            "fetched_at": exchange.fetched_at.isoformat(),
            "status": exchange.status,
            "content_type": exchange.header("Content-Type"),
            "etag": exchange.header("ETag"),
            "last_modified": exchange.header("Last-Modified"),
            "sha256": hashlib.sha256(exchange.body).hexdigest(),
            "length": len(exchange.body),
            "warc": place.warc,
            "warc_offset": place.offset,
            "page": exchange.page,
            "context": json.dumps(exchange.context, sort_keys=True, ensure_ascii=False),
            "truncated": exchange.truncated or None,
        }
        with self.db.atomic():
            upsert(self.db, "captures", [row])
        if exchange.status in {404, 410}:
            self.gone.add(exchange.address)
        elif exchange.status not in range(300, 400):  # a redirect has not arrived yet
            self.gone.discard(exchange.address)
        return ident

    def read(self, exchange: Exchange) -> Parsed:
        """Return what a whole capture says.

        Raises:
            PageFault: it is not the page it should be.
        """
        kind, _, page = exchange.page.partition(":")
        try:
            body = exchange.content()
        except BodyFault as fault:
            raise PageFault(exchange.address, f"a body that cannot be used: {fault}") from None
        response = Response(exchange.address, page, body, charset(exchange), exchange.said)
        parse = self.readers.get(exchange.page) or KINDS[kind].parse
        try:
            return parse(response)
        except RecursionError:
            raise PageFault(exchange.address, "markup nested too deeply to be a page of this site") from None

    def take(self, exchange: Exchange, *, index: bool = False) -> Taken:
        """Read a capture that was recorded and store what it says.

        Raises:
            PageFault: nothing of it was stored.
        """
        parsed = self.read(exchange)
        self._refuse_empty(exchange, parsed, index)
        faults = list(parsed.faults)
        before = self.db.conn.total_changes
        with self.db.atomic():
            refused, open_ = self._save_all(exchange, parsed.records)
            faults += refused
            if not refused or len(refused) < len(parsed.records):
                changed = self.db.conn.total_changes > before
                # What is not all read is asked for whole the next time.
                visits.taken(
                    self.db,
                    exchange,
                    capture_key(exchange),
                    parsed.links,
                    index=index,
                    open_=open_,
                    whole=not faults,
                )
                page = Link(exchange.address, exchange.page, index=index)
                kind = exchange.page.partition(":")[0]
                differing = visits.found(self.db, page, exchange.source, kind, exchange.fetched_at, parsed.links)
                return Taken(parsed.links, faults, changed and not index, differing)
        raise refused[0]

    def is_withdrawn(self, url: str) -> bool:
        """Whether what stood at an address is known to be withdrawn."""
        found = self.db.execute("SELECT count(*), count(withdrawn_on) FROM documents WHERE url = ?", [url]).fetchone()
        return bool(found[0]) and found[0] == found[1]

    def withdrawn(self, exchange: Exchange) -> int:
        """Mark what stood at an address that answers 404 or 410 as withdrawn; return how many documents.

        Not a paper of written answers: such files are put up again under new numbers, and what they say stands elsewhere.
        """
        on = _date(exchange)
        with self.db.atomic():
            self.believe_empty(exchange.address)
            sql = "SELECT id FROM documents WHERE url = ? AND kind <> 'paper'"
            documents = [row[0] for row in self.db.execute(sql, [exchange.address])]
            if not documents or visits.is_listed(self.db, exchange.address):
                return 0  # while a list leads to it, its absence is a fault of the site
            count = texts.withdraw(self.db, documents, on)
            marks = ", ".join("?" * len(documents))
            for (ident,) in self.db.execute(
                f"SELECT id FROM questions WHERE document IN ({marks})", documents
            ).fetchall():
                questions.settle(self.db, ident)
        return count

    def beside(self, url: str) -> list[str]:
        """Return what else those lists led to that lead to `url` and came empty now."""
        lists = [address for address in visits.lists_of(self.db, url) if address in self.emptied]
        return sorted({other for address in lists for other in visits.pages_of(self.db, address)} - {url})

    def believe_empty(self, url: str) -> list[str]:
        """Believe the lists that came empty and led to `url` once all that they led to is gone; return which."""
        believed = []
        for address in visits.lists_of(self.db, url):
            pages = visits.pages_of(self.db, address)
            if address not in self.emptied or not self.gone.issuperset(pages):
                continue
            exchange = self.emptied.pop(address)
            page = Link(address, exchange.page, index=True)
            visits.taken(self.db, exchange, capture_key(exchange), [], index=True, open_=False)
            visits.found(self.db, page, exchange.source, exchange.page.partition(":")[0], exchange.fetched_at, [])
            believed.append(address)
        return believed

    def _refuse_empty(self, exchange: Exchange, parsed: Parsed, index: bool) -> None:
        if not index or parsed.links or parsed.records or parsed.may_be_empty:
            self.emptied.pop(exchange.address, None)
            return
        known = self.db.execute("SELECT links FROM visits WHERE url = ?", [exchange.address]).fetchone()
        if known and known[0]:
            self.emptied[exchange.address] = exchange
            raise PageFault(exchange.address, f"an empty list where there were {known[0]} entries before")

    def _save_all(self, exchange: Exchange, records: list[Record]) -> tuple[list[PageFault], bool]:
        """Store records, each whole or not at all; return what was refused, and whether more is expected of their page
        (an answer, a transcript).
        """
        seen = Seen(exchange.source, exchange.address, _date(exchange), capture_key(exchange))
        kind = _DOCUMENTS.get(exchange.page.partition(":")[0], "")
        asked = [record for record in records if isinstance(record, Question)]
        shared = self._paper(seen, exchange, asked) if kind == "paper" and asked else None
        refused: list[PageFault] = []
        open_ = False
        for record in records:
            try:
                with self.db.atomic():
                    open_ |= self._save(seen, record, kind, shared)
            except PageFault as fault:
                refused.append(fault)
                if isinstance(fault, AnswersMissing):
                    fault.note(self.db)
        return refused, open_

    def _save(self, seen: Seen, record: Record, kind: str, shared: str | None) -> bool:
        match record:
            case Question():
                return questions.save_question(self.db, seen, record, kind, self.who, document=shared)
            case Meeting():
                meetings.save_meeting(self.db, seen, record)
                return _days_between(record.held_on, seen.on) < AWAITED_DAYS
            case Transcript():
                meetings.save_transcript(self.db, seen, record, self.who)
            case Release():
                self.bodies |= releases.save_release(self.db, seen, record, self.directory)
        return False

    def _paper(self, seen: Seen, exchange: Exchange, asked: list[Question]) -> str:
        """The document that the questions of a meeting's paper share."""
        parts = [f"{q.reference} {q.title}\n{q.text}\n" + "\n".join(a.text for a in q.answers) for q in asked]
        about = ", ".join(filter(None, (exchange.context.get("committee"), exchange.context.get("held_on"))))
        saved = texts.save_document(
            self.db,
            seen,
            ident=seen.url,
            kind="paper",
            url=seen.url,
            title=f"{about}: written answers",
            text="\n\n".join(parts),
        )
        return saved.document


def capture_key(exchange: Exchange) -> str:
    """Return the key of a capture."""
    return key(exchange.url, exchange.fetched_at.isoformat(), hashlib.sha256(exchange.body).hexdigest())


def charset(exchange: Exchange) -> str | None:
    """Return the charset that the response declares."""
    _, _, value = (exchange.header("Content-Type") or "").partition("charset=")
    return value.partition(";")[0].strip(" \"'") or None


def _date(exchange: Exchange) -> str:
    return exchange.fetched_at.astimezone(LONDON).date().isoformat()


def _days_between(earlier: str, later: str) -> int:
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days
