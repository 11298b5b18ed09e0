"""Send what is due, to all destinations at once, each in its own thread, so that none waits for another.

Only this module's caller thread writes to the database; the threads hand over messages and say how it went.
"""

from __future__ import annotations

import datetime as dt
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from monitor.alerts import messages, outbox
from monitor.alerts.destinations import NotReady, Opened, hand_over, open_destination
from monitor.alerts.messages import Message, Style
from monitor.alerts.outbox import Waiting
from monitor.alerts.timing import in_quiet_hours, is_due
from monitor.logs import event
from monitor.rulebook.alerts import Alerts, Destination

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sent:
    """How sending went: rows confirmed per destination, and a line for each destination that failed."""

    rows: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Settings:
    """What sending goes by. `titles`: alert name to title.

    `digest_now`: do not wait for digests and quiet hours.
    """

    alerts: Alerts
    titles: Mapping[str, str]
    now: Callable[[], dt.datetime]
    digest_now: bool = False


def due(db: Database, destination: Destination, settings: Settings) -> list[list[Waiting]]:
    """Return the groups of rows that go to `destination` now: each alert's by itself, digests' together."""
    immediate: dict[str, list[Waiting]] = {}
    digest: list[Waiting] = []
    now = settings.now()
    for row in outbox.waiting(db, destination.id):
        when = destination.when_sent(row.query) or destination.when
        queued_at = dt.datetime.fromisoformat(row.queued_at)
        if not settings.digest_now and not is_due(queued_at, now, when, destination, settings.alerts):
            continue
        if when == "immediately":
            immediate.setdefault(row.query, []).append(row)
        else:
            digest.append(row)
    return [*immediate.values(), *([digest] if digest else [])]


def send(db: Database, settings: Settings) -> Sent:
    """Send all that is due and note every confirmation as it comes. Never raises for a destination's sake."""
    outbox.withdraw_obsolete(db)
    sent = Sent()
    work: list[_Work] = []
    for destination in settings.alerts.destinations:
        if not destination.enabled:
            continue
        cut_off = [] if _quiet(destination, settings) else outbox.cut_off(db, destination.id)
        groups = due(db, destination, settings)
        if not cut_off and not groups:
            continue
        try:
            opened = open_destination(destination, settings.alerts.answer_within)
        except NotReady as error:
            sent.failures.append(f"{error}; what is for it waits")
            continue
        work.append(_Work(opened, list(_messages(opened, cut_off, groups, settings))))
    _run(db, work, settings, sent)
    return sent


def _quiet(destination: Destination, settings: Settings) -> bool:
    return not settings.digest_now and in_quiet_hours(settings.now(), destination, settings.alerts)


def _messages(
    opened: Opened,
    cut_off: Sequence[Sequence[Waiting]],
    groups: Sequence[Sequence[Waiting]],
    settings: Settings,
) -> Iterator[Message]:
    style = Style(opened.longest, settings.titles, settings.alerts.site)
    for rows in cut_off:
        yield messages.write(outbox.message_key(opened.name, rows), rows, style, repeat=True)
    for group in groups:
        for rows in messages.pack(group, style):
            yield messages.write(outbox.message_key(opened.name, rows), rows, style)


class _Work:
    """One destination's messages, handed over one by one in a thread of its own when told to go on."""

    def __init__(self, opened: Opened, to_send: list[Message]) -> None:
        self.opened, self.to_send = opened, to_send
        self.handed: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self.until = 0.0

    def begin(self, outcomes: queue.SimpleQueue[tuple[_Work, Message, str | None]]) -> None:
        def hand_over_each() -> None:
            while (message := self.handed.get()) is not None:
                outcomes.put((self, message, hand_over(self.opened, message)))

        # A daemon, so that a destination that never answers cannot keep the program from ending.
        threading.Thread(target=hand_over_each, name=f"send-{self.opened.name}", daemon=True).start()


def _run(db: Database, work: list[_Work], settings: Settings, sent: Sent) -> None:
    outcomes: queue.SimpleQueue[tuple[_Work, Message, str | None]] = queue.SimpleQueue()
    busy: set[_Work] = set()
    for one in work:
        one.begin(outcomes)
        busy.add(one)
        _next(db, one, settings)
    stopping = False  # nothing more is handed over; the answers to what was handed over are waited for
    while busy:
        wait = max(0.0, min(one.until for one in busy) - time.monotonic())
        try:
            one, message, error = outcomes.get(timeout=wait)
        except queue.Empty:
            _give_up(busy, settings, sent)
            continue
        except KeyboardInterrupt:
            if stopping:
                raise
            stopping = True
            continue
        outbox.settle(db, one.opened.name, message.key, settings.now(), error)
        if one not in busy:  # it answered after we gave up on it; the next run goes on
            continue
        if error is None:
            sent.rows[one.opened.name] = sent.rows.get(one.opened.name, 0) + len(message.rows)
            event(log, "alerts.sent", destination=one.opened.name, rows=len(message.rows), message=message.key)
        else:
            _failed(one, error, sent)
        if stopping or error is not None or not _next(db, one, settings):
            one.handed.put(None)
            busy.discard(one)
    if stopping:
        raise KeyboardInterrupt


def _next(db: Database, one: _Work, settings: Settings) -> bool:
    if not one.to_send:
        return False
    message = one.to_send.pop(0)
    outbox.claim(db, one.opened.name, message.key, message.rows, settings.now())
    one.until = time.monotonic() + 2 * settings.alerts.answer_within
    one.handed.put(message)
    return True


def _give_up(busy: set[_Work], settings: Settings, sent: Sent) -> None:
    for one in [one for one in busy if one.until <= time.monotonic()]:
        _failed(one, f"no answer within {2 * settings.alerts.answer_within:g} seconds", sent)
        one.handed.put(None)
        busy.discard(one)


def _failed(one: _Work, error: str, sent: Sent) -> None:
    sent.failures.append(f"destination {one.opened.name!r}: {error}; what is for it waits and is sent by the next run")
    event(log, "alerts.failed", level=logging.WARNING, destination=one.opened.name, reason=error)
