"""Open the database, bring its schema up to date, and write rows so that an unchanged row is not written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3 as sqlite  # the driver sqlite-utils chose

from monitor.errors import Busy, MonitorError
from monitor.paths import SCHEMA

BUSY_SECONDS = 30
Row = Mapping[str, Any]


def connect(path: Path) -> Database:
    """Open the database at `path` (made when absent) with its schema up to date.

    Raises:
        Busy: another process kept it locked for 30 seconds.
        MonitorError: it is not a database, or cannot be opened or upgraded.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = Database(sqlite.connect(str(path), timeout=BUSY_SECONDS))
        db.enable_wal()
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        _keep_a_copy(db, path)
        migrate(db)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Busy(f"{path}: the database is locked by another program; try again when it has finished") from error
        raise MonitorError(f"{path}: {error}; check that the folder exists, is writable and has room") from error
    except (sqlite3.DatabaseError, OSError) as error:
        raise MonitorError(f"{path}: {error}; move the file away or restore a backup") from error
    return db


def _keep_a_copy(db: Database, path: Path) -> None:
    """Copy a database that an older release made to `backups/` beside it, before its tables are changed."""
    found = _migrations()
    pending = found.pending(db)
    if not pending or not found.applied(db):
        return
    copy = path.parent / "backups" / f"{path.stem}-before-{pending[0].name}.db"
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        unfinished = copy.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite.connect(str(unfinished))) as kept:
            db.conn.backup(kept)
        unfinished.rename(copy)


def pending_migrations(path: Path) -> list[str]:
    """Return the names of the migrations that the database at `path` still needs, without applying any."""
    with closing(sqlite.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as connection:
        return [migration.name for migration in _migrations().pending(Database(connection))]


def migrate(db: Database) -> None:
    """Apply the migrations of `db/migrations.py` that are pending and (re)define the views of `db/views/`."""
    migrations = _migrations()
    if migrations.pending(db):
        migrations.apply(db)
    for file in sorted((SCHEMA / "views").glob("*.sql")):
        db.create_view(file.stem, file.read_text(encoding="utf-8").rstrip(), replace=True)


def upsert(
    db: Database, table: str, rows: Iterable[Row], *, pk: tuple[str, ...] = ("id",), once: tuple[str, ...] = ()
) -> int:
    """Insert `rows`, or update those whose key exists and whose values differ; return how many were written.

    All rows have the same columns. Columns of the table that the rows do not name keep their values; the columns `once` are
    set on insert and never again. Written here and not with sqlite-utils' upsert because that rewrites unchanged rows, which
    makes every poll grow the log and the search index.
    """
    rows = list(rows)
    if not rows:
        return 0
    columns = list(rows[0])
    others = [column for column in columns if column not in pk + once]
    names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT ({", ".join(pk)}) DO '
    if others:
        sets = ", ".join(f'"{c}" = excluded."{c}"' for c in others)
        old, new = (", ".join(f'{prefix}."{c}"' for c in others) for prefix in (f'"{table}"', "excluded"))
        sql += f"UPDATE SET {sets} WHERE ({old}) IS NOT ({new})"
    else:
        sql += "NOTHING"
    return int(db.conn.executemany(sql, [[row[c] for c in columns] for row in rows]).rowcount)


def delete_missing(db: Database, table: str, keep: Iterable[str], where: str, args: Iterable[Any]) -> int:
    """Delete the rows of `table` that satisfy `where` and whose id is not in `keep`; return how many went."""
    present = {row[0] for row in db.execute(f'SELECT id FROM "{table}" WHERE {where}', list(args))}
    gone = present - set(keep)
    db.conn.executemany(f'DELETE FROM "{table}" WHERE id = ?', [(i,) for i in gone])
    return len(gone)


def _migrations() -> Migrations:
    spec = spec_from_file_location("monitor_migrations", SCHEMA / "migrations.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Migrations = module.migrations
    return found
