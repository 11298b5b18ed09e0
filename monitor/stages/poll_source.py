"""The poll of one source, in two passes: its lists, which lead to pages; then pages: those never seen, those that are due, and
as many others as there is time for.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from monitor.collect import health, visits
from monitor.collect.archive import Archive, Exchange, Place
from monitor.collect.faults import Fault, FetchFault, PageFault
from monitor.collect.fetch import Errand, Fetcher, Validators
from monitor.collect.keeping.identity import is_stored
from monitor.collect.kinds.registry import KINDS, Kind
from monitor.collect.progress import Progress
from monitor.collect.records import Link, Parsed
from monitor.collect.take import Taker
from monitor.collect.urls import site
from monitor.rulebook.models import Source

SLOW = 5  # failures in a row after which a page is asked for once only
HOPELESS = 40  # failures in a row after which a source is left for the next run
MOST_NUMBERED = 20  # numbered addresses tried for the questions of one address
MAX_LOST = 300.0  # seconds lost on failing requests of a source
_GONE = {404, 410}


@dataclass(slots=True)
class SourcePoll:
    """One source's poll: what it found, and how it went."""

    db: Database
    archive: Archive
    taker: Taker
    fetcher: Fetcher
    source: Source
    now: Callable[[], dt.datetime]
    progress: Progress
    faults: list[Fault] = field(default_factory=list)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # address: what was said of it
    found: int = 0
    fetched: int = 0
    unchanged: int = 0
    changed: int = 0
    withdrawn: int = 0
    listed: dict[str, list[dict[str, str]]] = field(
        default_factory=dict
    )  # address: what lists say of the questions there
    differing: set[str] = field(default_factory=set)  # addresses of which lists say something else than before
    shared: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # those of several questions
    blocked: set[str] = field(default_factory=set)  # lists that could not be read, and what the source was left at
    in_a_row: int = 0
    lost: float = 0.0

    def run(self) -> None:
        kind = KINDS.get(self.source.kind)
        if kind is None:
            known = ", ".join(KINDS)
            what = f"unknown kind {self.source.kind!r} (known: {known})"
            self._fault(PageFault(self.source.url, what, kept="nothing", remedy="mend rules/sources.yaml"))
            return
        started = self.now()
        first = health.begin(self.db, self.source.id, started)
        self.progress.start(self.source.id)
        try:
            self._lists(kind)
            self._part_shared()
            self._pages()
            self._shared_pages()
        except _Hopeless as fault:
            self.blocked.add(fault.fault.url)
            self._fault(fault.fault)
        finally:
            self.progress.end(self.source.id)
        error = str(self.faults[0]) if self.faults else None
        health.end(
            self.db,
            self.source,
            self.now(),
            error=error,
            changed=bool(self.changed),
            first=first,
            blocked=bool(self.blocked),  # new pages may not be known
        )

    # -- lists

    def _lists(self, kind: Kind) -> None:
        today = self.source.until or self.now().date()  # a backfill can end earlier
        todo = deque(kind.discover(self.source, today))
        while todo:
            link = todo.popleft()
            if link.url in self.asked:
                continue
            if link.quiet and self._read_lately(link):
                continue
            self.asked[link.url] = link.context
            todo.extend(found for found in self._ask_list(link) if found.index)
        # What an earlier run did not get of a list whose first pages need not be read again yet.
        for link in visits.unread_lists(self.db, self.source.id):
            if link.url not in self.asked:
                self.asked[link.url] = link.context
                self._ask_list(link)

    def _read_lately(self, link: Link) -> bool:
        visit = visits.find(self.db, link.url)
        if visit is None or visit.checked_at is None or visit.failures:
            return False
        checked = dt.datetime.fromisoformat(visit.checked_at)
        return self.now() - checked < dt.timedelta(days=visits.QUIET_DAYS)

    def _ask_list(self, link: Link) -> list[Link]:
        try:
            exchange = self._fetch(link)
            if exchange is None:
                self.unchanged += 1
                links = self._stored_links(link)
                visits.unchanged(self.db, link.url, self.now())
                with self.db.atomic():
                    self.differing |= visits.found(self.db, link, self.source.id, self.source.kind, self.now(), links)
            else:
                taken = self.taker.take(exchange, index=True)
                self.fetched += 1
                self.faults += taken.faults
                self.differing |= taken.differing
                links = taken.links
        except Fault as fault:
            self.blocked.add(fault.url)
            if link.fallback is not None:
                fault.kept = f"{link.fallback.url} is read instead"
            self._fault(fault, link)
            return self._ask_list(link.fallback) if link.fallback is not None else []
        self._note_listed(links)
        return links

    def _stored_links(self, link: Link) -> list[Link]:
        """The links of a list that has not changed, read from its copy in the archive."""
        visit = visits.find(self.db, link.url)
        if visit is None or visit.capture is None:
            return []
        row = self.db.execute("SELECT warc, warc_offset FROM captures WHERE id = ?", [visit.capture]).fetchone()
        parsed: Parsed = self.taker.read(self.archive.read(Place(*row))) if row else Parsed()
        return parsed.links

    # -- addresses that lists give to several questions

    def _note_listed(self, links: list[Link]) -> None:
        for link in links:
            if not link.index and "reference" in link.context:
                said = self.listed.setdefault(link.url, [])
                said += [link.context] if link.context not in said else []

    def _part_shared(self) -> None:
        """A page that is given for several questions is read for what it shows, not for what a list expects of it."""
        for url in [*sorted(self.differing), *visits.shared(self.db, self.source.id)]:
            self._ask_lists_of(url)  # also those that are read seldom: what do they say of it?
        self.shared = {url: said for url, said in self.listed.items() if len(said) > 1}
        with self.db.atomic():
            for url in self.shared:
                visits.share(self.db, url)

    def _shared_pages(self) -> None:
        """Look for the other questions of a shared address where they may stand besides, and say which are missing."""
        for url, said in self.shared.items():
            for context in said:
                if not is_stored(self.db, context):
                    self._ask_otherwise(context)
            for number in range(min(len(said) + 1, MOST_NUMBERED)):
                if all(is_stored(self.db, context) for context in said):
                    break
                self._ask_numbered(f"{url}-{number}")
            missing = [_named(context) for context in said if not is_stored(self.db, context)]
            what = f"one address for several questions ({', '.join(map(_named, said))})"
            if missing:
                what += f"; not found elsewhere: {', '.join(missing)}"
            kept = f"{len(said) - len(missing)} of the {len(said)}, and all that was stored before"
            remedy = "the next run asks again; if it stays, tell the site's keepers"
            self._fault(PageFault(url, what, kept=kept, remedy=remedy))

    def _ask_numbered(self, url: str) -> None:
        """Ask for a page that no list leads to: sites number the addresses of questions with the same title."""
        if url in self.asked or visits.find(self.db, url) is not None:
            return
        self.asked[url] = {}
        with contextlib.suppress(Fault):  # a guess: that nothing is there is no fault
            exchange = self._fetch(Link(url, "question"))
            if exchange is not None:
                self.fetched += 1
                self.changed += self.taker.take(exchange).changed

    # -- pages

    def _pages(self) -> None:
        spare = self.source.revisits
        while True:
            todo = [
                link
                for link in visits.to_visit(self.db, self.source.id, self.now(), spare)
                if link.url not in self.asked
            ]
            if not todo:
                return
            self.found += len(todo)
            self.progress.more(self.source.id, len(todo))
            for link in todo:
                self.asked[link.url] = link.context
                self._ask_page(link)
                self.progress.step(self.source.id, self.fetched, self.unchanged, len(self.faults))
            spare = 0  # what comes now was found on these pages

    def _ask_page(self, link: Link, *, again: bool = False) -> None:
        try:
            exchange = self._fetch(link)
            if exchange is None:
                self.unchanged += 1
                visits.unchanged(self.db, link.url, self.now())
                return
            self.fetched += 1
            taken = self.taker.take(exchange)
            self.changed += taken.changed
            self.faults += taken.faults
            if exchange.address != link.url:
                visits.unchanged(self.db, link.url, self.now())
        except FetchFault as fault:
            if fault.status in _GONE and self._is_withdrawn(link, fault):
                return
            self._fault(fault, link)
        except PageFault as fault:
            if not again and link.url not in self.shared and self._said_of(link) != link.context:
                self._ask_page(replace(link, context=self._said_of(link)), again=True)
                return
            self._fault(fault, link)
            self._ask_otherwise(link.context)

    def _said_of(self, link: Link) -> dict[str, str]:
        """What the lists that lead to a page say of it now."""
        self._ask_lists_of(link.url)
        visit = visits.find(self.db, link.url)
        return visit.link.context if visit is not None else link.context

    def _ask_lists_of(self, url: str) -> None:
        for address in visits.lists_of(self.db, url):
            visit = visits.find(self.db, address)
            if address not in self.asked and visit is not None:
                self.asked[address] = {}
                self._ask_list(visit.link)

    def _ask_otherwise(self, context: dict[str, str]) -> None:
        """Ask for something at its other address, where its own shows another thing."""
        url = context.get("otherwise")
        if url is None or url in self.asked:
            return
        self.asked[url] = context
        link = Link(url, "question", {k: v for k, v in context.items() if k != "otherwise"})
        try:
            exchange = self._fetch(link)
            if exchange is not None:
                self.fetched += 1
                self.changed += self.taker.take(exchange).changed
            with self.db.atomic():
                visits.drop(self.db, url)
        except Fault as fault:
            self._fault(fault, link)

    def _is_withdrawn(self, link: Link, fault: FetchFault) -> bool:
        """Whether a page that answers 404 was withdrawn: no list leads to it any more, and it answers so again.

        A list that came empty was not believed; it is when all that it led to answers 404.
        """
        self._ask_lists_of(link.url)
        self._ask_beside(link)
        if visits.is_listed(self.db, link.url):
            fault.what += ", though a list leads to it"
            return False
        if self.taker.is_withdrawn(link.url):
            visits.gone(self.db, link.url, self.now())
            return True
        try:
            self._fetch(link)
        except FetchFault as again:
            if again.status not in _GONE or again.exchange is None:
                return False
            self.withdrawn += self.taker.withdrawn(again.exchange)
            visits.gone(self.db, link.url, self.now())
            return True
        return False

    def _ask_beside(self, link: Link) -> None:
        for url in self.taker.beside(link.url):
            visit = visits.find(self.db, url)
            with contextlib.suppress(FetchFault):
                self._fetch(visit.link if visit is not None else Link(url, link.page))
        with self.db.atomic():
            believed = self.taker.believe_empty(link.url)
        self.blocked -= set(believed)
        self.faults = [fault for fault in self.faults if fault.url not in believed]

    # -- one request

    def _fetch(self, link: Link) -> Exchange | None:
        asked = Link(link.url, f"{self.source.kind}:{link.page}", link.context, link.index)
        started = time.monotonic()
        self.fetcher.attempts = 1 if self.in_a_row >= SLOW else 3
        try:
            exchange = self.fetcher.get(asked, self._errand(), self._validators)
        except FetchFault as fault:
            if fault.status not in _GONE:
                self.in_a_row += 1
                self.lost += time.monotonic() - started
            if self.in_a_row >= HOPELESS or self.lost > MAX_LOST:
                raise _Hopeless(self._left(fault)) from fault
            raise
        self.in_a_row = 0
        return exchange

    def _left(self, fault: FetchFault) -> Fault:
        what = f"{self.in_a_row} requests in a row failed, the last with: {fault.what}; the rest of the source was left"
        return FetchFault(fault.url, what, kept="everything read before")

    def _errand(self) -> Errand:
        source = self.source
        hosts = frozenset(site(url) for url in [source.url, *(f"https://{host}" for host in source.hosts)])
        return Errand(source.id, source.delay, hosts, source.timeout, source.inside)

    def _validators(self, url: str) -> Validators | None:
        # A page that was faulty is asked for whole, so that the archive shows when it was mended.
        visit = visits.find(self.db, url)
        return visit.validators if visit is not None and not visit.failures else None

    # -- how it went

    def _fault(self, fault: Fault, link: Link | None = None) -> None:
        # Kept to the end of the run: without the frames, which hold the bodies that went wrong.
        fault.__traceback__ = fault.__context__ = fault.__cause__ = None
        self.faults.append(fault)
        if link is not None:
            with self.db.atomic():
                visits.failed(self.db, link.url, str(fault), self.now())

    def summary(self) -> str:
        parts = [f"{self.fetched} fetched", f"{self.unchanged} unchanged", f"{len(self.faults)} failed"]
        if self.withdrawn:
            parts.append(f"{self.withdrawn} withdrawn")
        return f"{self.source.id}: {self.found} pages: " + ", ".join(parts)

    def failures(self) -> list[str]:
        """One line a problem; many pages with the same problem are told by the first few."""
        return [f"{self.source.id}: {line}" for line in _grouped(self.faults)]


def _named(listed: dict[str, str]) -> str:
    """A question in a line of the summary."""
    return listed.get("reference") or f"{listed.get('title', '?')}, {listed.get('asked_on', '?')}"


class _Hopeless(Exception):
    """So much failed that the source is left for the next run."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def _grouped(faults: Sequence[Fault]) -> Iterator[str]:
    groups: dict[str, list[Fault]] = {}
    for fault in {str(fault): fault for fault in faults}.values():
        groups.setdefault(re.sub(r"\d+|'[^']*'", "#", fault.what), []).append(fault)
    for same in groups.values():
        shown = same if len(same) <= 10 else same[:5]
        yield from map(str, shown)
        if len(same) > len(shown):
            yield f"… and {len(same) - len(shown)} more pages with the same problem ({same[0].what})"
