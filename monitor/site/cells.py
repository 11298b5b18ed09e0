"""Cells of Datasette's own tables, and snippets of search results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from monitor.site.data.search import CLOSE, OPEN
from monitor.site.text import clean

_FOLD_AT = 500
_SHOWN = 300
_LONGEST = 200_000


# The column of a table's row that leads to our own page on it.
_PAGES = {"questions": "title", "meetings": "title", "topics": "title", "findings": "explanation", "changes": "summary"}


def page_link(table: str | None, column: str, row: Mapping[str, Any], value: object, root: str) -> Markup | None:
    """Return a link from a row of a table to our own page on it, where this is the column that carries it."""
    if not value or not table or _PAGES.get(table) != column or "id" not in row.keys():  # noqa: SIM118 (a sqlite3.Row looks for values)
        return None
    return Markup('<a href="{}{}/{}" dir="auto">{}</a>').format(
        root, table, tilde_encode(str(row["id"])), clean(value)[:_FOLD_AT]
    )


def render(value: object) -> Markup | None:
    """Return how a table shows a text: cleaned, and folded where it is long. None leaves the cell to Datasette."""
    if not isinstance(value, str) or (len(value) <= _FOLD_AT and value.isascii() and value.isprintable()):
        return None
    if value.startswith(("http://", "https://")) and len(value) <= _FOLD_AT:
        return None
    text = clean(value)
    if len(text) <= _FOLD_AT:
        return Markup('<span dir="auto" class="cell-text">{}</span>').format(text)
    start = text[:_SHOWN].rsplit(" ", 1)[0]
    return Markup(
        '<details class="fold"><summary><span dir="auto" class="cell-text">{}…</span> '
        '<span class="fold-more">Show all {} characters</span></summary>'
        '<div dir="auto" class="cell-text">{}</div></details>'
    ).format(start, f"{len(text):,}", text[:_LONGEST])


def snippet(value: object) -> Markup:
    """Return a search result's snippet with the words found marked."""
    marked = str(value or "").replace(OPEN, "\ue000").replace(CLOSE, "\ue001")
    escaped = str(escape(clean(marked)))
    return Markup(escaped.replace("\ue000", "<mark>").replace("\ue001", "</mark>"))
