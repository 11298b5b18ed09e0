"""Write messages: what, who, when, the quotation and the link, as plain text and as HTML. Pure.

The texts come from web pages, so they are made harmless: HTML is escaped, links are http(s) only, control and
direction characters go, and words that would call everybody in a chat room ("@channel") are kept from it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from monitor.alerts.outbox import Waiting
from monitor.text.human import human_date

MAX_ROWS = 40
_HEADING = 400  # characters that a further alert takes in a digest for its title and link
_FLAG_NOTE = "A flag is a lead for a person to check, never a verdict."
_REPEAT_NOTE = "This may be a repeat: sending it was cut off before it was confirmed."
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CALLS_ALL = re.compile(r"@(?=everyone|here|channel|all\b|room)|<(?=[!@#])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: `key` is the same when it is sent again; `rows` are those it brings."""

    key: str
    title: str
    text: str
    html: str
    rows: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """What a destination can take, and what the reader is told: alert name to title, the site's address."""

    longest: int
    titles: Mapping[str, str]
    site: str | None = None


def pack(rows: Sequence[Waiting], style: Style) -> Iterator[tuple[Waiting, ...]]:
    """Split `rows` into messages of at most 40 rows that fit `style.longest` characters, in their order."""
    batch: list[Waiting] = []
    size = room = max(style.longest - 600, 200)  # for headings, notes and links around the rows
    for row in rows:
        needed = len(_row_html(_shortened(row, room)))
        if batch and batch[-1].query != row.query:
            needed += _HEADING
        if batch and (needed > size or len(batch) == MAX_ROWS):
            yield tuple(batch)
            batch, size = [], room
        batch.append(row)
        size -= needed
    if batch:
        yield tuple(batch)


def write(key: str, rows: Sequence[Waiting], style: Style, *, repeat: bool = False) -> Message:
    """Return the message that brings `rows`: alert by alert, each row with its date, words and link."""
    room = max(style.longest - 600, 200)
    shown = [_shortened(row, room) for row in rows]
    text: list[str] = [_REPEAT_NOTE, ""] if repeat else []
    page: list[str] = [f"<p><em>{_REPEAT_NOTE}</em></p>"] if repeat else []
    for query, group in groupby(shown, key=lambda row: row.query):
        heading, link = _clean(style.titles.get(query, query)), _query_link(query, style.site)
        text += [heading.upper(), ""]
        page.append(f"<h2>{html.escape(heading)}</h2>")
        for row in group:
            text.append(_row_text(row))
            page.append(_row_html(row))
        if link:
            text += [f"All of these: {link}", ""]
            page.append(f'<p>All of these: <a href="{html.escape(link)}">{html.escape(link)}</a></p>')
    text.append(_FLAG_NOTE)
    page.append(f"<p><small>{_FLAG_NOTE}</small></p>")
    return Message(key, _title(shown, style), "\n".join(text), "\n".join(page), tuple(rows))


def _title(rows: Sequence[Waiting], style: Style) -> str:
    if len(rows) == 1:
        title = _one_line(rows[0].title)
        return title if len(title) <= 150 else title[:149] + "…"
    queries = list(dict.fromkeys(row.query for row in rows))
    first = _one_line(style.titles.get(queries[0], queries[0]))
    return f"{first}: {len(rows)} new" if len(queries) == 1 else f"{len(rows)} new, in {len(queries)} alerts"


def _row_text(row: Waiting) -> str:
    lines = [f"* {_one_line(row.title)}"]
    if row.date:
        lines.append(f"  {_one_line(human_date(row.date))}")
    lines += [f"  {line}".rstrip() for line in _clean(row.body).splitlines()]
    if url := _safe_url(row.url):
        lines.append(f"  {url}")
    return "\n".join(lines) + "\n"


def _row_html(row: Waiting) -> str:
    parts = [f"<h3>{html.escape(_one_line(row.title))}</h3>"]
    if row.date:
        parts.append(f"<p><small>{html.escape(human_date(row.date))}</small></p>")
    if body := _clean(row.body).strip():
        parts.append(f"<blockquote>{html.escape(body).replace(chr(10), '<br>' + chr(10))}</blockquote>")
    if url := html.escape(_safe_url(row.url) or ""):
        # The address is shown, so that it stands in the plain text that mail programs and Apprise make of this.
        parts.append(f'<p><a href="{url}">{url}</a></p>')
    return "\n".join(parts)


def _shortened(row: Waiting, room: int) -> Waiting:
    over = len(_row_html(row)) - room
    if over <= 0:
        return row
    note = " … (cut; the link has all of it)"
    # Escaping makes text longer, at most six times ("&quot;"): cut until it fits.
    body = row.body
    while body and len(_row_html(_with_body(row, body + note))) > room:
        body = body[: len(body) * 3 // 4]
    return _with_body(row, body + note)


def _with_body(row: Waiting, body: str) -> Waiting:
    return replace(row, title=row.title[:300], body=body)


def _query_link(query: str, site: str | None) -> str | None:
    return f"{site.rstrip('/')}/monitor/{query}" if site else None


def _safe_url(url: str | None) -> str | None:
    cleaned = _HARMFUL.sub("", url or "").strip()
    if len(cleaned) > 2000:  # no address that anybody can open, and no room for it in a message
        return None
    return cleaned.replace(" ", "%20") if re.match(r"https?://[^\s]", cleaned, re.IGNORECASE) else None


def _clean(text: str) -> str:
    text = _HARMFUL.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    )
    return _CALLS_ALL.sub(lambda match: match[0] + "\u2060", text)


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())
