"""Importing a folder of news articles: each goes into the archive with what its manifest says of it, and is then read.

So an article is rebuilt by `monitor parse` like everything else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

from monitor.articles.manifest import Entry, read_manifest, read_text
from monitor.collect.archive import Archive, Exchange
from monitor.collect.faults import Fault
from monitor.collect.records import Parsed, Release, Response
from monitor.collect.take import Taker
from monitor.errors import BadInput
from monitor.store.runs import Run

PAGE = "articles:import"


def parse(response: Response) -> Parsed:
    """Read an imported article; its context is its entry in the manifest."""
    entry = response.context
    release = Release(
        url=entry["url"],
        title=entry["title"],
        published=entry["published"],
        text=response.body.decode(),
        kind="article",
        outlet=entry["outlet"],
        published_is=entry["published_is"],
    )
    return Parsed(records=[release])


def import_articles(taker: Taker, archive: Archive, run: Run, folder: Path, now: dt.datetime) -> None:
    """Import the articles that `folder`'s manifest names; each is one transaction, and a bad one does not stop the others.

    Raises:
        BadFile: the manifest cannot be read.
    """
    manifest = read_manifest(folder)
    run.failures += [str(problem) for problem in manifest.problems]
    stored = 0
    for line, entry in manifest.entries:
        try:
            exchange = _exchange(entry, read_text(manifest, line, entry), now)
            if not _is_known(taker, exchange):
                taker.note(exchange, archive.store(exchange))
                stored += 1
            taker.take(exchange)
        except BadInput as problem:
            run.failures.append(str(problem))
        except Fault as fault:
            run.failures.append(f"{folder / entry.file}: {fault.what}; nothing of it was stored")
    run.lines.append(f"{folder}: {len(manifest.entries)} articles, {stored} new or changed")


def _exchange(entry: Entry, text: str, now: dt.datetime) -> Exchange:
    return Exchange(
        url=entry.url or f"file:///{entry.file}",
        status=200,
        reason="OK",
        headers=[("Content-Type", "text/plain; charset=utf-8")],
        body=text.encode(),
        request_headers=[],
        fetched_at=now,
        source="import",
        page=PAGE,
        context={
            "title": entry.title or entry.file,
            "outlet": entry.outlet,
            "url": entry.url,
            "published": entry.published.isoformat(),
            "published_is": entry.published_is,
        },
        kind="resource",
    )


def _is_known(taker: Taker, exchange: Exchange) -> bool:
    newest = taker.db.execute(
        "SELECT sha256, context FROM captures WHERE url = ? AND page = ? ORDER BY fetched_at DESC LIMIT 1",
        [exchange.url, PAGE],
    ).fetchone()
    context = json.dumps(exchange.context, sort_keys=True, ensure_ascii=False)
    return newest is not None and tuple(newest) == (hashlib.sha256(exchange.body).hexdigest(), context)
