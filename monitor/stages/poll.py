"""Polling: ask the sources what is new, keep every response, and take in what it says.

A page or source that fails never stops the others; what is left is picked up by the next run.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace

import httpx
from sqlite_utils import Database

from monitor.collect.archive import Archive, Exchange, Place
from monitor.collect.bodies import BodyFault
from monitor.collect.faults import ArchiveFault
from monitor.collect.fetch import Fetcher, Validators
from monitor.collect.html import decode
from monitor.collect.keeping.meetings import link as link_meetings
from monitor.collect.progress import Progress
from monitor.collect.take import Taker
from monitor.errors import MonitorError
from monitor.people import Directory
from monitor.rulebook.load import Rulebook
from monitor.rulebook.models import Body, People, Source
from monitor.stages.poll_source import SourcePoll
from monitor.store.quotations import dated_by_meetings, merge_statements
from monitor.store.runs import Run

_UNJOINED = """
SELECT body FROM quotations WHERE statement IS NULL UNION SELECT body FROM statements
WHERE answer IS NULL AND turn IS NULL AND NOT EXISTS (SELECT 1 FROM quotations WHERE quotations.statement = statements.id)
"""


def poll(
    db: Database,
    archive: Archive,
    rulebook: Rulebook,
    run: Run,
    *,
    now: Callable[[], dt.datetime],
    only: Sequence[str] = (),
    progress: Progress | None = None,
    transport: httpx.BaseTransport | None = None,
) -> None:
    """Poll the enabled sources, or those named in `only`, and put what came of it into `run`.

    Args:
        archive: opened by the caller, who holds the lock.
        transport: replaces the network in tests.

    Raises:
        MonitorError: there is no file of sources, or `only` names one that is not in it.
    """
    sources = chosen(rulebook, only)
    contact = rulebook.sources.contact if rulebook.sources else ""
    taker = Taker(db, directory_of(rulebook))

    def keep(exchange: Exchange) -> None:
        place = archive.store(exchange)
        taker.note(exchange, place)

    progress = progress or Progress(quiet=True)
    fetcher = Fetcher(
        contact, keep, now, stored_robots=lambda url: _stored_robots(db, archive, url), transport=transport
    )
    with fetcher, progress:
        for source in sources:
            one = SourcePoll(db, archive, taker, fetcher, source, now, progress)
            try:
                one.run()
            except (ArchiveFault, sqlite3.OperationalError) as error:
                run.failures.append(f"{source.id}: stopped: {error}; what was collected is kept, run again when mended")
                break
            finally:
                run.lines.append(one.summary())
                run.failures += one.failures()
        try:
            finish(db, taker)
        except sqlite3.OperationalError as error:
            run.failures.append(f"what was collected could not be joined: {error}; the next run does it")


def finish(db: Database, taker: Taker) -> None:
    """End a run: join what was stored page by page, turns to questions, questions to meetings, quotations to statements."""
    link_meetings(db)
    # Also what a run that was cut off left unjoined.
    bodies = taker.bodies | {row[0] for row in db.execute(_UNJOINED)} | dated_by_meetings(db)
    if bodies:
        with db.atomic():
            merge_statements(db, bodies)
        taker.bodies.clear()
    taker.emptied.clear()
    taker.gone.clear()


def chosen(rulebook: Rulebook, only: Sequence[str]) -> list[Source]:
    """Return the sources to poll: those named, else all that are enabled.

    Raises:
        MonitorError: there is no such source, or none at all.
    """
    if rulebook.sources is None:
        raise MonitorError(f"{rulebook.folder / 'sources.yaml'}: there is no such file; it lists what is polled")
    known = {source.id: source for source in rulebook.sources.sources}
    if missing := [name for name in only if name not in known]:
        raise MonitorError(
            f"no source {missing[0]!r} in {rulebook.folder / 'sources.yaml'} (it has {', '.join(known)})"
        )
    return [known[name] for name in only] or [source for source in known.values() if source.enabled]


def usable(rulebook: Rulebook) -> Rulebook:
    """Return `rulebook` if what collecting needs of it (sources, people) is in order, whatever the reply rules are like.

    Raises:
        BadFile: with the first fault.
    """
    mine = tuple(p for p in rulebook.problems if p.path.name in {"sources.yaml", "people.yaml"})
    return replace(rulebook, problems=mine).checked()


def directory_of(rulebook: Rulebook) -> Directory:
    """Return the people of the rule files; an empty directory when they have none."""
    nobody = People(bodies=[Body(id="nobody", name="Nobody tracked")])
    return Directory(rulebook.people or nobody)


def _stored_robots(db: Database, archive: Archive, url: str) -> tuple[str, Validators] | None:
    rows = db.execute(
        "SELECT warc, warc_offset, etag, last_modified FROM captures WHERE url = ? AND status = 200 AND truncated IS NULL "
        "ORDER BY fetched_at DESC, rowid DESC LIMIT 10",
        [url],
    ).fetchall()
    for warc, offset, etag, last_modified in rows:
        with contextlib.suppress(BodyFault):  # one that could not be unpacked is none
            return decode(archive.read(Place(warc, offset)).content()), Validators(etag, last_modified)
    return None
