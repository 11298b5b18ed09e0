"""Any RSS or Atom feed (feedparser), with the pages it links to. The words are on the page; the feed only leads there.

A page is edited without its feed changing, so known pages are revisited on their own schedule. Option of a source: `body`, whose
newsroom it is.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import Any

import feedparser

from monitor.collect.faults import PageFault
from monitor.collect.kinds.news_pages import LONDON, parse_release
from monitor.collect.records import Link, Parsed, Response
from monitor.collect.urls import absolute
from monitor.rulebook.models import Source

LISTS = frozenset({"feed"})
OPTIONS = frozenset({"body"})
NEEDS: frozenset[str] = frozenset()


def discover(source: Source, today: dt.date) -> Iterator[Link]:
    """Yield the feed."""
    yield Link(source.url, "feed", {"body": source.body} if source.body else {}, index=True)


def parse(response: Response) -> Parsed:
    """Read the feed, or a page that it links to."""
    return _feed(response) if response.page == "feed" else Parsed(records=[parse_release(response)])


def _feed(response: Response) -> Parsed:
    feed = feedparser.parse(response.body, sanitize_html=True)
    entries = list(feed.entries)
    parsed = Parsed()
    broken = feed.bozo and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride)
    if broken:
        entries = entries[:-1]  # where markup breaks off, the last entry may be half an address
        reason = str(feed.get("bozo_exception") or "not well formed")
        parsed.faults.append(
            PageFault(
                response.url,
                f"a feed that is broken ({reason})",
                kept=f"{len(entries)} entries that could be read",
            )
        )
    if not entries and not broken:
        raise PageFault(response.url, "a feed without entries (expected RSS or Atom with at least one)")
    parsed.links = [link for entry in entries if (link := _link(response, entry)) is not None]
    return parsed


def _link(response: Response, entry: Any) -> Link | None:
    href = entry.get("link") or ""
    if not href.startswith(("http://", "https://")):
        return None
    context = {**response.context, "title": " ".join(str(entry.get("title", "")).split())}
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    if stamp:
        local = dt.datetime.fromtimestamp(calendar.timegm(stamp), LONDON)
        context["published"] = local.date().isoformat()
    return Link(absolute(response.url, href), "news", context)
