"""Parsing again: rebuild everything collected from the archive alone, without the network.

The captures are taken in afresh, in the order in which they came, into a database of their own; then the differences are
brought into the real one in a single transaction. Same parsers, same captures: same rows and keys.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlite_utils import Database

from monitor.collect.archive import Archive, Exchange
from monitor.collect.faults import Fault
from monitor.collect.imports import readers
from monitor.collect.kinds.registry import KINDS
from monitor.collect.take import Taker
from monitor.errors import MonitorError
from monitor.rulebook.load import Rulebook
from monitor.stages.poll import directory_of, finish
from monitor.store.database import connect
from monitor.store.quotations import merge_statements
from monitor.store.runs import Run

# In the order in which rows refer to each other. What no capture stands behind (imported articles) is left alone.
_COLLECTED = "document IN (SELECT document FROM versions WHERE capture IS NOT NULL)"
_TABLES = {
    "captures": "1",
    "documents": "id IN (SELECT document FROM versions WHERE capture IS NOT NULL)",
    "versions": "capture IS NOT NULL",
    "edits": _COLLECTED,
    "meetings": _COLLECTED,
    "agenda_items": f"meeting IN (SELECT id FROM meetings WHERE {_COLLECTED})",
    "papers": f"meeting IN (SELECT id FROM meetings WHERE {_COLLECTED})",
    "questions": _COLLECTED,
    "answers": _COLLECTED,
    "turns": _COLLECTED,
    "quotations": _COLLECTED,
}
_BOOKKEEPING = ("visits", "listings", "absences")  # rebuilt only where they were lost


def parse(db: Database, archive: Archive, rulebook: Rulebook, run: Run, say: Callable[[str], None]) -> None:
    """Rebuild documents, versions, edits, meetings, questions, answers, turns and quotations of `db` from `archive`.

    Raises:
        MonitorError: the archive lacks captures that the database knows; nothing is changed then.
    """
    with _scratch(Path(_file(db))) as fresh:
        taker = Taker(fresh, directory_of(rulebook), readers())
        count, run_before = 0, ""
        faults: dict[str, list[Fault]] = {}  # of each address, as long as no later capture of it was better
        for place, exchange in archive.records():
            if exchange.run != run_before:
                finish(fresh, taker)
                run_before = exchange.run
            taker.note(exchange, place)
            count += 1
            try:
                faults[exchange.url] = _take(taker, exchange)
            except Fault as fault:
                faults[exchange.url] = [fault]
            if count % 1000 == 0:
                say(f"{count} captures read")
        run.failures += [str(fault) for found in faults.values() for fault in found]
        finish(fresh, taker)
        _refuse_loss(db, fresh)
        written = _bring_over(db, fresh)
    with db.atomic():
        bodies = [row[0] for row in db.execute("SELECT DISTINCT body FROM quotations")]
        merge_statements(db, bodies)
    run.lines.append(f"{count} captures parsed, {written} rows changed")


def _take(taker: Taker, exchange: Exchange) -> list[Fault]:
    kind, _, page = exchange.page.partition(":")
    if exchange.truncated or not page:
        return []
    if exchange.status in {404, 410}:
        taker.withdrawn(exchange)
    elif exchange.status == 200:
        lists = KINDS[kind].LISTS if kind in KINDS else frozenset()
        return taker.take(exchange, index=page in lists).faults
    return []


@contextlib.contextmanager
def _scratch(beside: Path) -> Iterator[Database]:
    path = beside.with_name(beside.name + ".parsing")
    _remove(path)
    fresh = connect(path)
    fresh.execute("PRAGMA synchronous = OFF")
    try:
        yield fresh
    finally:
        fresh.close()
        _remove(path)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _file(db: Database) -> str:
    return str(db.execute("PRAGMA database_list").fetchone()[2])


def _refuse_loss(db: Database, fresh: Database) -> None:
    known = {row[0] for row in db.execute("SELECT id FROM captures")}
    found = {row[0] for row in fresh.execute("SELECT id FROM captures")}
    if lost := known - found:
        warc = db.execute("SELECT warc FROM captures WHERE id = ?", [min(lost)]).fetchone()[0]
        raise MonitorError(
            f"the archive lacks {len(lost)} of the {len(known)} captures that the database knows (one was in {warc}); "
            "nothing was changed: restore the WARC files, then parse again"
        )


def _bring_over(db: Database, fresh: Database) -> int:
    db.execute("ATTACH ? AS fresh", [_file(fresh)])
    before = db.conn.total_changes
    try:
        with db.atomic():
            db.execute("PRAGMA defer_foreign_keys = ON")
            for table, collected in reversed(_TABLES.items()):
                db.execute(f"DELETE FROM main.{table} WHERE {collected} AND id NOT IN (SELECT id FROM fresh.{table})")
            for table in _TABLES:
                _copy(db, table)
            _bring_statements(db)
            for table in _BOOKKEEPING:
                if db.execute(f"SELECT 1 FROM main.{table} LIMIT 1").fetchone() is None:
                    db.execute(f"INSERT INTO main.{table} SELECT * FROM fresh.{table}")
    finally:
        db.execute("DETACH fresh")
    return db.conn.total_changes - before


def _bring_statements(db: Database) -> None:
    """Give quotations that belong to no statement here the one that they had when they were first read."""
    wanted = (
        "SELECT f.statement FROM fresh.quotations f JOIN main.quotations m ON m.id = f.id WHERE m.statement IS NULL"
    )
    db.execute(
        f"INSERT OR IGNORE INTO main.statements SELECT * FROM fresh.statements WHERE id IN ({wanted}) "
        "AND answer IS NULL AND turn IS NULL"
    )
    db.execute(
        "UPDATE main.quotations SET statement = (SELECT f.statement FROM fresh.quotations f WHERE f.id = quotations.id) "
        "WHERE statement IS NULL"
    )


def _copy(db: Database, table: str) -> None:
    # Statements are joined to their quotations in the real database, where they keep their keys.
    columns = [c.name for c in db.table(table).columns if (table, c.name) != ("quotations", "statement")]
    others = [c for c in columns if c != "id"]
    names = ", ".join(f'"{c}"' for c in columns)
    sets = ", ".join(f'"{c}" = excluded."{c}"' for c in others)
    old = ", ".join(f'"{table}"."{c}"' for c in others)
    new = ", ".join(f'excluded."{c}"' for c in others)
    db.execute(
        f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM fresh."{table}" WHERE true '
        f"ON CONFLICT (id) DO UPDATE SET {sets} WHERE ({old}) IS NOT ({new})"
    )
