"""The alerts stage: run every saved alert, store what is new, send what is due (DESIGN 4.5)."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from monitor.alerts import messages, outbox, queries, readonly
from monitor.alerts.news import is_news
from monitor.alerts.queries import AlertQuery
from monitor.alerts.readonly import BadQuery, Row
from monitor.alerts.sending import Settings, due, send
from monitor.errors import BadFile
from monitor.logs import event
from monitor.paths import METADATA
from monitor.rulebook.alerts import Alerts
from monitor.rulebook.load import Rulebook
from monitor.rulebook.yamlfile import Problem
from monitor.store.database import migrate, pending_migrations
from monitor.store.runs import Run

log = logging.getLogger(__name__)

# A new alert that finds more than this asks whether to start from now.
FIRST_ROWS = 20
Start = Literal["ask", "from-now", "send-all"]


@dataclass(frozen=True, slots=True)
class Found:
    """What one alert found: rows to send, rows that are no news; `held` if they are too many to send unasked."""

    query: AlertQuery
    news: list[Row]
    old: list[Row]
    first: bool
    held: bool


@dataclass(frozen=True, slots=True)
class Request:
    """What a run of the alerts is asked to do.

    Args:
        now: the clock; `fixed_now`: what the queries take for the time, where it is not the real one.
        start: what becomes of more rows than are sent unasked: keep them until somebody decides (`ask`),
            never send them (`from-now`), or send them (`send-all`).
        only: names of alerts; all when empty.
        digest_now: send also what waits for a digest or for the end of quiet hours.
    """

    db_path: Path
    alerts: Alerts
    now: Callable[[], dt.datetime]
    fixed_now: dt.datetime | None = None
    start: Start = "ask"
    only: Sequence[str] = ()
    digest_now: bool = False
    metadata: Path = METADATA


def find_and_send(db: Database, request: Request, run: Run) -> None:
    """Run the saved alerts, store what is new in them, and send what is due; `run` takes how it went.

    Raises:
        BadFile: the metadata file cannot be read, or has no alert of a name that was asked for.
    """
    saved = _find_all(db, request, run)
    sent = send(db, _settings(request, saved, request.digest_now))
    run.lines.extend(f"sent {rows} rows to {name}" for name, rows in sorted(sent.rows.items()))
    run.failures.extend(sent.failures)


def dry_run(db: Database, request: Request, run: Run) -> list[str]:
    """Return what `find_and_send` would send, with what waits for digests; store and send nothing."""
    db.begin()
    try:
        saved = _find_all(db, request, run)
        outbox.withdraw_obsolete(db)
        return list(_would_send(db, _settings(request, saved, digest_now=True)))
    finally:
        db.rollback()


def _would_send(db: Database, settings: Settings) -> Iterable[str]:
    style = messages.Style(32_000, settings.titles, settings.alerts.site)
    for destination in settings.alerts.destinations:
        groups = [*outbox.cut_off(db, destination.id), *due(db, destination, settings)]
        for rows in [rows for group in groups for rows in messages.pack(group, style)]:
            message = messages.write("", rows, style)
            when = destination.when_sent(rows[0].query) or destination.when
            yield f"To {destination.id} ({when}): {message.title}\n\n{message.text}\n"


def _settings(request: Request, saved: list[AlertQuery], digest_now: bool) -> Settings:
    return Settings(request.alerts, {query.name: query.title for query in saved}, request.now, digest_now)


def _find_all(db: Database, request: Request, run: Run) -> list[AlertQuery]:
    """Look with every alert and store what is new; a faulty alert is told and does not stop the others."""
    saved, problems = queries.read(request.metadata)
    run.failures.extend(str(problem) for problem in problems)
    if unknown := set(request.only) - {query.name for query in saved}:
        known = ", ".join(query.name for query in saved)
        raise BadFile(request.metadata, f"has no saved alert {min(unknown)!r}; it has {known}")
    with readonly.reading(request.db_path, request.fixed_now) as connection:
        for query in saved:
            if request.only and query.name not in request.only:
                continue
            try:
                rows = readonly.rows(connection, query, request.alerts.time_limit)
            except BadQuery as error:
                run.failures.append(str(BadFile(query.path, f"{query.name} {error}", query.line)))
                event(log, "alert.failed", level=logging.ERROR, query=query.name, reason=str(error))
                continue
            _store(db, _sift(db, query, rows, request), request, run)
    return saved


def _sift(db: Database, query: AlertQuery, rows: Iterable[Row], request: Request) -> Found:
    """Sort what an alert found: rows it has not found before, and of them those that are news."""
    alerts = request.alerts
    fresh = outbox.unreported(db, query.name, rows)
    looked_at = outbox.last_look(db, query.name)
    first = looked_at is None
    is_sent = any(destination.when_sent(query.name) for destination in alerts.destinations)
    if request.start == "from-now" or (first and not is_sent):
        return Found(query, [], fresh, first, held=False)
    news: list[Row] = []
    old: list[Row] = []
    for row in fresh:
        is_new = looked_at is None or is_news(row, looked_at, alerts.late_days)
        (news if is_new else old).append(row)
    many = len(news) > (FIRST_ROWS if first else alerts.ask_above)
    return Found(query, news, old, first, held=many and is_sent and request.start == "ask")


def _store(db: Database, found: Found, request: Request, run: Run) -> None:
    name = found.query.name
    if found.held:
        what = "is new and finds" if found.first else "finds"
        run.failures.append(
            f"{name} {what} {len(found.news):,} rows, kept until you decide: "
            f"`monitor alerts {name} --from-now` never sends them, `monitor alerts {name} --send-all` does, "
            f"`monitor alerts {name} --send-all --dry-run` shows them"
        )
        event(log, "alert.held", level=logging.WARNING, query=name, rows=len(found.news))
        return
    destinations = [d.id for d in request.alerts.destinations if d.when_sent(name)]
    now = request.now()
    outbox.record(db, name, news=found.news, old=found.old, destinations=destinations, now=now)
    if found.news or found.old:
        event(log, "alert.found", query=name, new=len(found.news), old=len(found.old))
        note = f", {len(found.old)} of the past, not sent" if found.old else ""
        run.lines.append(f"{name}: {len(found.news)} new{note}")


def problems(db_path: Path | None = None, rulebook: Rulebook | None = None, metadata: Path = METADATA) -> list[Problem]:
    """Return every fault of the saved alerts: how they are written, their columns, that they run and only
    read, in time.

    Each is run on an empty database, and on that at `db_path` where there is one.
    """
    try:
        saved, found = queries.read(metadata)
    except BadFile as error:
        return [Problem(error.path, error.line, error.reason)]
    alerts = rulebook.alerts if rulebook else Alerts()
    for query in saved:
        if reason := _fault(query, db_path, alerts.time_limit):
            found.append(Problem(query.path, query.line, f"{query.name} {reason}"))
    if rulebook:
        found.extend(_unknown_alerts(rulebook, {query.name for query in saved}))
    return found


def _fault(query: AlertQuery, db_path: Path | None, time_limit: float) -> str | None:
    empty = Database(memory=True)
    migrate(empty)
    try:
        readonly.rows(readonly.prepared(empty.conn, None), query, time_limit)
        # A database of an older release gets its tables with the next job: it says nothing of the query.
        if db_path and db_path.exists() and not pending_migrations(db_path):
            with readonly.reading(db_path) as connection:
                readonly.rows(connection, query, time_limit)
    except BadQuery as error:
        return str(error)
    finally:
        empty.close()
    return None


def _unknown_alerts(rulebook: Rulebook, known: set[str]) -> Iterable[Problem]:
    path = rulebook.folder / "alerts.yaml"
    for destination in rulebook.alerts.destinations:
        for name in destination.alerts or ():
            if name not in known:
                reason = f"destination {destination.id!r} names {name!r}, which is no saved alert of metadata.json"
                yield Problem(path, _line_naming(path, name), reason)


def _line_naming(path: Path, name: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if name in line), None)
