"""Which addresses to ask for again, and when: a slowing schedule. Bookkeeping only; nothing here is evidence.

A page is asked for at every poll while it is fresh, then daily, weekly, monthly; a page that still owes something (an
unanswered question, a meeting whose transcript is to come) stays frequent longer. After a year without a change a page is only
visited when a poll has time to spare, the longest unvisited first.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from monitor.collect.archive import Exchange
from monitor.collect.fetch import Validators
from monitor.collect.records import Link

# (until this many days after the last change, a visit every so many days); 0 is every poll.
ANSWERED = ((14, 0), (60, 1), (180, 7), (365, 30))
OPEN = ((30, 0), (90, 1), (365, 7), (3650, 30))
QUIET_DAYS = 7
SHARED = {"shared": "yes"}  # the context of an address that lists give to several questions
# (until this many days after the first failure, another attempt every so many days): a page that cannot be read for long (a
# scan, a broken file) is asked for less often, and told of as often.
FAILING = ((3, 0), (14, 1), (90, 7))
SELDOM = 30


def next_visit(changed: dt.datetime, now: dt.datetime, *, open_: bool) -> dt.datetime | None:
    """Return when a page that last changed at `changed` and was visited at `now` is due; None when it is not any more."""
    age = (now - changed).total_seconds() / 86400
    for until, every in OPEN if open_ else ANSWERED:
        if age < until:
            # An hour's grace, so that a daily poll at slightly varying times is a daily visit.
            return now + dt.timedelta(days=every) - (dt.timedelta(hours=1) if every else dt.timedelta())
    return None


@dataclass(frozen=True, slots=True)
class Visit:
    """An address known from before. `capture` is that of its last good copy."""

    link: Link
    validators: Validators
    capture: str | None
    checked_at: str | None
    due_at: str | None
    failures: int


def find(db: Database, url: str) -> Visit | None:
    """Return what is known of `url`."""
    rows = db.query("SELECT * FROM visits WHERE url = ?", [url])
    return next((_visit(row) for row in rows), None)


def found(db: Database, page: Link, source: str, kind: str, at: dt.datetime, links: Iterable[Link]) -> set[str]:
    """Remember the links of `page`, so that they are asked for even if this run ends before it gets to them.

    Return those of which something else was said before.
    """
    links = list(links)
    said = {link.url: _json(link.context) for link in links}
    known = db.execute(
        "SELECT url, context FROM visits WHERE url IN (SELECT value FROM json_each(?))", [json.dumps(list(said))]
    ).fetchall()
    if page.index:
        pairs = {(page.url, link.url) for link in links if not link.index}
        if pairs != set(db.execute("SELECT list, url FROM listings WHERE list = ?", [page.url])):
            db.execute("DELETE FROM listings WHERE list = ?", [page.url])
            db.conn.executemany("INSERT INTO listings (list, url) VALUES (?, ?)", sorted(pairs))
    db.conn.executemany(
        "INSERT INTO visits (url, source, page, context, is_index, found_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (url) DO UPDATE SET context = excluded.context WHERE context IS NOT excluded.context",
        [
            (
                link.url,
                source,
                f"{kind}:{link.page}",
                said[link.url],
                int(link.index),
                _stamp(at),
            )
            for link in links
        ],
    )
    return {url for url, context in known if context != said[url]}


def taken(
    db: Database,
    exchange: Exchange,
    capture: str,
    links: Iterable[Link],
    *,
    index: bool,
    open_: bool,
    whole: bool = True,
) -> None:
    """Remember a good copy of a page, and when it is to be visited next; one that is not `whole` is asked for anew then."""
    now = exchange.fetched_at
    stamp = _stamp(now)
    due = next_visit(now, now, open_=open_)
    values = {
        "etag": exchange.header("ETag") if whole else None,
        "last_modified": exchange.header("Last-Modified") if whole else None,
        "capture": capture,
        "links": sum(1 for _ in links),
        "open": int(open_),
        "checked_at": stamp,
        "changed_at": stamp,
        "due_at": _stamp(due),
        "failures": 0,
        "failing_since": None,
        "error": None,
    }
    context = _json(exchange.said)
    names = ", ".join(values)
    sets = ", ".join(f"{name} = excluded.{name}" for name in values)
    db.execute(
        f"INSERT INTO visits (url, source, page, context, is_index, found_at, {names}) "
        f"VALUES (?, ?, ?, ?, ?, ?, {', '.join('?' * len(values))}) ON CONFLICT (url) DO UPDATE SET {sets}",
        [exchange.address, exchange.source, exchange.page, context, int(index), stamp, *values.values()],
    )


def unchanged(db: Database, url: str, now: dt.datetime) -> None:
    """Remember that a page was asked for and had not changed (or only led to another address)."""
    row = db.execute("SELECT changed_at, open FROM visits WHERE url = ?", [url]).fetchone()
    if row is None:
        return
    changed = dt.datetime.fromisoformat(row[0]) if row[0] else now
    due = next_visit(changed, now, open_=bool(row[1]))
    _update(db, url, checked_at=_stamp(now), due_at=_stamp(due), failures=0, failing_since=None, error=None)


def is_listed(db: Database, url: str) -> bool:
    """Whether a list, as last read, leads to `url`."""
    return db.execute("SELECT 1 FROM listings WHERE url = ?", [url]).fetchone() is not None


def lists_of(db: Database, url: str) -> list[str]:
    """Return the lists that, as last read, lead to `url`."""
    return [row[0] for row in db.execute("SELECT list FROM listings WHERE url = ? ORDER BY list", [url])]


def pages_of(db: Database, address: str) -> list[str]:
    """Return the pages to which a list, as last read, leads."""
    return [row[0] for row in db.execute("SELECT url FROM listings WHERE list = ? ORDER BY url", [address])]


def unread_lists(db: Database, source: str) -> list[Link]:
    """Return the lists of a source that were found and never read, or could not be read the last time."""
    rows = db.execute(
        "SELECT url, page, context FROM visits WHERE source = ? AND is_index AND (checked_at IS NULL OR failures > 0)",
        [source],
    ).fetchall()
    return [Link(url, page.partition(":")[2], json.loads(context), index=True) for url, page, context in rows]


def failed(db: Database, url: str, error: str, now: dt.datetime) -> None:
    """Remember that a page could not be had or read: it is due again with the next poll, later when that goes on for days."""
    row = db.execute("SELECT failing_since FROM visits WHERE url = ?", [url]).fetchone()
    if row is None:
        return
    since = dt.datetime.fromisoformat(row[0]) if row[0] else now
    age = (now - since).total_seconds() / 86400
    every = next((days for until, days in FAILING if age < until), SELDOM)
    pause = dt.timedelta(days=every) - (dt.timedelta(hours=1) if every else dt.timedelta())
    db.execute(
        "UPDATE visits SET failures = failures + 1, failing_since = ?, due_at = ?, error = ? WHERE url = ?",
        [_stamp(since), _stamp(now + pause), error, url],
    )


def share(db: Database, url: str) -> None:
    """Expect nothing in particular of a page any more: lists give its address to several questions."""
    db.execute("UPDATE visits SET context = ? WHERE url = ? AND context <> ?", [_json(SHARED), url, _json(SHARED)])


def shared(db: Database, source: str) -> list[str]:
    """Return the addresses of a source that were last given to several questions."""
    sql = "SELECT url FROM visits WHERE source = ? AND context = ? ORDER BY url"
    return [row[0] for row in db.execute(sql, [source, _json(SHARED)])]


def was_shared(db: Database, url: str) -> bool:
    """Whether an address was given to several questions when it was last fetched."""
    row = db.execute(
        "SELECT context FROM captures WHERE url = ? ORDER BY fetched_at DESC, rowid DESC LIMIT 1", [url]
    ).fetchone()
    return row is not None and row[0] == _json(SHARED)


def forget_copy(db: Database, url: str) -> None:
    """Have a page asked for whole next time: what its copy said was overtaken by what another page says."""
    db.execute("UPDATE visits SET etag = NULL, last_modified = NULL WHERE url = ?", [url])


def drop(db: Database, url: str) -> None:
    """Do not visit an address again of its own accord."""
    db.execute("DELETE FROM visits WHERE url = ?", [url])


def gone(db: Database, url: str, now: dt.datetime) -> None:
    """Remember that a page is not there any more; it is looked for again weekly for a while, as other answered pages are."""
    due = now + dt.timedelta(days=QUIET_DAYS)
    forgotten = {"etag": None, "last_modified": None, "open": 0, "failures": 0, "failing_since": None}
    _update(db, url, checked_at=_stamp(now), due_at=_stamp(due), error="gone", **forgotten)


def to_visit(db: Database, source: str, now: dt.datetime, spare: int) -> list[Link]:
    """Return the pages of a source to ask for: new ones, those due, and up to `spare` others, longest unvisited first."""
    stamp = _stamp(now)
    rows = db.execute(
        "SELECT url, page, context, 0 AS turn FROM visits WHERE source = ? AND NOT is_index AND checked_at IS NULL "
        "AND (due_at IS NULL OR due_at <= ?) UNION ALL SELECT url, page, context, 1 FROM visits "
        "WHERE source = ? AND NOT is_index AND checked_at IS NOT NULL AND due_at <= ?",
        [source, stamp, source, stamp],
    ).fetchall()
    room = max(0, spare - sum(row[3] for row in rows))
    rows += db.execute(
        "SELECT url, page, context, 2 FROM visits WHERE source = ? AND NOT is_index AND checked_at IS NOT NULL "
        "AND error IS NULL AND (due_at IS NULL OR due_at > ?) ORDER BY checked_at, url LIMIT ?",
        [source, stamp, room],
    ).fetchall()
    return [Link(url, page.partition(":")[2], json.loads(context)) for url, page, context, _ in rows]


def _json(context: dict[str, str]) -> str:
    return json.dumps(context, sort_keys=True, ensure_ascii=False)


def _stamp(moment: dt.datetime | None) -> str | None:
    # All in UTC, so that they sort as text across the change of the clocks.
    return moment.astimezone(dt.UTC).isoformat() if moment else None


def _update(db: Database, url: str, **values: object) -> None:
    sets = ", ".join(f"{name} = ?" for name in values)
    same = " AND ".join(f"{name} IS ?" for name in values)
    with db.atomic():
        db.execute(
            f"UPDATE visits SET {sets} WHERE url = ? AND NOT ({same})", [*values.values(), url, *values.values()]
        )


def _visit(row: dict[str, object]) -> Visit:
    link = Link(
        str(row["url"]), str(row["page"]).partition(":")[2], json.loads(str(row["context"])), bool(row["is_index"])
    )

    def text(name: str) -> str | None:
        return str(row[name]) if row[name] is not None else None

    return Visit(
        link,
        Validators(text("etag"), text("last_modified")),
        text("capture"),
        text("checked_at"),
        text("due_at"),
        int(str(row["failures"])),
    )
