"""CSV of any table or query: every row, however many, and nothing in it that a spreadsheet would run as a formula.

Datasette's own CSV of a query stops at `max_returned_rows`, and a table's at one page unless asked to go on. Here
Datasette says which SQL a page stands for (and whether the visitor may see it), and all its rows are streamed.
"""

from __future__ import annotations

import asyncio
import csv
import io
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import AsgiStream, Request, Response

from monitor.site.data.search import table_match
from monitor.site.guard import hide_private
from monitor.site.text import clean

_BATCH = 1000
_SECONDS = 600  # for one export; a reader slower than that is cut off, visibly
_LIMIT = re.compile(r"\s+limit\s+\d+\s*(offset\s+\d+\s*)?$", re.IGNORECASE)
_AT_ONCE = asyncio.Semaphore(4)
# Parameters of Datasette's own CSV that change how rows look and not which they are.
_OURS = {"_dl", "_stream", "_size", "_next", "_header", "_labels", "_shape", "_nofacet", "_nocount", "_facet"}


async def export_csv(datasette: Datasette, request: Request) -> Response | AsgiStream:
    """Answer `/monitor/NAME.csv` and `/monitor.csv?sql=…` with all rows."""
    args = parse_qsl(request.query_string, keep_blank_values=True)
    kept = [(name, text) for name, text in args if name not in _OURS]
    path = request.path.removeprefix(datasette.setting("base_url").rstrip("/")).removesuffix(".csv")
    # One row is enough to learn the SQL, the parameters and whether this visitor may see it.
    query = urlencode([*kept, ("_size", "1"), ("_nofacet", "1"), ("_nocount", "1"), ("_shape", "arrays")])
    asked = await datasette.client.get(f"{path}.json?{query}", headers=_credentials(request))
    if asked.status_code != 200:
        return Response.text(_reason(asked), status=asked.status_code)
    found = asked.json()
    sql, params = found["query"]["sql"], found["query"]["params"] or {}
    if found.get("table") or found.get("primary_keys") is not None:
        sql = _LIMIT.sub("", sql)
    name = path.rsplit("/", 1)[-1]
    header = dict(args).get("_header") != "off"
    database = datasette.get_database("monitor")
    uri = f"file:{quote(str(Path(database.path).absolute()))}?{'mode=ro' if database.is_mutable else 'immutable=1'}"

    async def stream(writer: Any) -> None:
        async with _AT_ONCE:
            batches = _batches(uri, sql, params, header)
            while True:
                text = await asyncio.to_thread(next, batches, None)
                if text is None:
                    return
                await writer.write(text)

    return AsgiStream(
        stream,
        headers={"content-disposition": f'attachment; filename="{re.sub("[^A-Za-z0-9_-]", "-", name)}.csv"'},
        content_type="text/csv; charset=utf-8",
    )


def _credentials(request: Request) -> dict[str, str]:
    return {name: request.headers[name] for name in ("cookie", "authorization") if name in request.headers}


def _reason(response: Any) -> str:
    try:
        return str(response.json().get("error") or "This cannot be exported.")
    except ValueError:
        return "This cannot be exported."


def _batches(uri: str, sql: str, params: dict[str, Any], header: bool) -> Iterator[str]:
    conn = sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=10)
    try:
        _prepare(conn)
        cursor = conn.execute(sql, params)
        if header:
            yield _lines([[column[0] for column in cursor.description]])
        while batch := cursor.fetchmany(_BATCH):
            yield _lines(batch)
    finally:
        conn.close()


def _prepare(conn: sqlite3.Connection) -> None:
    conn.create_function("escape_fts", 1, table_match)
    hide_private(conn)
    deadline = time.monotonic() + _SECONDS
    conn.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)


def _lines(rows: list[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([neutral(value) for value in row] for row in rows)
    return buffer.getvalue()


def neutral(value: object) -> object:
    """Return a value that a spreadsheet takes for text: one that could be a formula gets an apostrophe before it.

    Follows OWASP's "CSV Injection": a cell that begins with = + - @, a tab or a line end is such a one; numbers stay.
    """
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    text = clean(value)
    return (
        "'" + text
        if text.lstrip(" \u00a0\u3000")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
        else text
    )
