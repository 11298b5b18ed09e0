"""A small database of invented data for the tests of the site: a row of everything that a page shows."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx

from monitor.site.app import build
from monitor.store.database import connect, upsert

TOPIC = "front-counters"
MAYOR = "Mayor of London"
TODAY = "2025-11-21"
# Rows by table, in an order that their references allow; the rows of a table have the same columns.
ROWS: dict[str, list[dict[str, Any]]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


def fill(path: Path) -> Path:
    """Make the database at `path` and return it."""
    db = connect(path)
    with db.atomic():
        for table, rows in ROWS.items():
            upsert(db, table, rows, pk=tuple(db.table(table).pks))
    db.close()
    return path


class Site:
    """A site in an event loop of its own."""

    def __init__(self, database: Path, **options: Any) -> None:
        self.database = database
        self.datasette = build(database, **{"today": TODAY, **options})
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.datasette.invoke_startup())

    def ask(self, method: str, path: str, actor: str | None = None, **more: Any) -> httpx.Response:
        """Return the response to a request, made by `actor` when given."""
        if actor:
            cookie = self.datasette.sign({"a": {"id": actor}}, "actor")
            more["cookies"] = {"ds_actor": cookie, **more.get("cookies", {})}
        response: httpx.Response = self.loop.run_until_complete(self.datasette.client.request(method, path, **more))
        return response

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Return the response to a GET."""
        return self.ask("GET", path, **more)

    def close(self) -> None:
        """Let go of the database and the threads."""
        if self.datasette.executor:
            self.datasette.executor.shutdown()
        for database in self.datasette.databases.values():
            database.close()
        self.loop.close()
