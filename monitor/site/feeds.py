"""Atom feeds. Any query that returns an alert's five columns is one; datasette-atom writes it.

datasette-atom asks for columns of its own names, fails on a query without rows, and passes every character on; here
rows are brought into its form first, so that who adds an alert need not know of it (DESIGN 4.5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import datasette_atom
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from monitor.site.text import clean, safe_url

ALERT_COLUMNS = frozenset({"row_key", "title", "body", "url", "date"})
LONDON = ZoneInfo("Europe/London")
EPOCH = "2000-01-01T00:00:00+00:00"
AUTHOR = "Answer monitor"  # RFC 4287 asks for one
LONGEST = 4000  # characters of one entry; the page it links to has the rest
ENTRIES = 200


@dataclass(frozen=True, slots=True)
class _FeedRequest:
    """The two things that datasette-atom asks of a request."""

    url: str
    args: Mapping[str, str]


def can_render_atom(columns: Sequence[str]) -> bool:
    """Return whether a query with these columns is a feed."""
    return ALERT_COLUMNS.issubset(columns) or bool(datasette_atom.can_render_atom(columns))


def render_atom(
    datasette: Datasette,
    request: Request,
    sql: str,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    database: str,
    table: str | None,
    query_name: str | None,
    view_name: str,
    data: dict[str, Any],
) -> Response:
    """Datasette's hook for `.atom`: write the rows of a query as a feed."""
    if ALERT_COLUMNS.issubset(columns):
        described = (datasette.metadata(database=database) or {}).get("queries", {}).get(query_name, {})
        title = described.get("title") if isinstance(described, dict) else None
        return feed(datasette, request.url, query_name or "query", title or query_name or "Query", rows)
    response: Response = datasette_atom.render_atom(
        datasette, request, sql, columns, rows, database, table, query_name, view_name, data
    )
    return response


def feed(datasette: Datasette, url: str, name: str, title: str, rows: Sequence[Mapping[str, Any]]) -> Response:
    """Return the feed `name` at `url`: the latest rows of an alert's five columns, newest first."""
    latest = sorted(rows, key=lambda row: clean(row["date"]), reverse=True)[:ENTRIES]
    page = url.split("?", maxsplit=1)[0].removesuffix(".atom")
    entries = [_entry(row, name, page) for row in latest] or [_nothing_yet(name, page)]
    response: Response = datasette_atom.render_atom(
        datasette,
        _FeedRequest(url, {"_feed_title": clean(title)}),
        "",
        list(entries[0]),
        entries,
        "",
        None,
        None,
        "",
        {},
    )
    response.content_type = "application/atom+xml; charset=utf-8"
    return response


def _entry(row: Mapping[str, Any], feed_name: str, page: str) -> dict[str, str]:
    return {
        "atom_id": f"urn:answer-monitor:{feed_name}:{quote(clean(row['row_key']))}",
        "atom_author_name": AUTHOR,
        "atom_title": clean(row["title"]) or "Untitled",
        "atom_content": clean(row["body"])[:LONGEST],
        "atom_updated": moment(row["date"]),
        "atom_link": safe_url(row["url"]) or page,
    }


def _nothing_yet(feed_name: str, page: str) -> dict[str, str]:
    return {
        "atom_id": f"urn:answer-monitor:{feed_name}:nothing-yet",
        "atom_author_name": AUTHOR,
        "atom_title": "Nothing yet",
        "atom_content": "This feed has no entries yet. New ones will appear here.",
        "atom_updated": EPOCH,
        "atom_link": page,
    }


def moment(date: object) -> str:
    """Return an ISO date, time, month or year as a full time with an offset (its first moment in London)."""
    text = clean(date)
    for filled in (text, f"{text}-01", f"{text}-01-01"):
        try:
            found = dt.datetime.fromisoformat(filled)
        except ValueError:
            continue
        return (found if found.tzinfo else found.replace(tzinfo=LONDON)).isoformat()
    return EPOCH
