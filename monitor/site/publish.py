"""Build what a host needs: a folder that stands by itself, with a copy of the database that never changes.

The copy has no private tables and no reviewers' names; it is compacted, counted (`inspect-data.json`, so that a start
counts nothing) and in a journal mode that a read-only disk can serve.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from pathlib import Path

from datasette.cli import inspect_
from sqlite_utils import Database

from monitor.errors import MonitorError
from monitor.paths import METADATA, ROOT, SCHEMA
from monitor.site.guard import PRIVATE_COLUMNS, PRIVATE_TABLES

INSPECTED = "inspect-data.json"


def publish(database: Path, folder: Path) -> list[str]:
    """Build the folder anew from `database` and return lines that say what is in it.

    Raises:
        MonitorError: the database is missing or damaged, or `folder` holds something else.
    """
    if not database.is_file():
        raise MonitorError(f"{database}: there is no database to publish; collect or import something first")
    _empty(folder)
    copy = folder / "monitor.db"
    _copy(database, copy)
    counted = asyncio.run(inspect_([str(copy)], []))
    counted[copy.stem]["file"] = copy.name
    (folder / INSPECTED).write_text(json.dumps(counted, indent=2), encoding="utf-8")
    shutil.copy(METADATA, folder / METADATA.name)
    shutil.copy(ROOT / "requirements.txt", folder / "requirements.txt")
    for source in (ROOT / "monitor", SCHEMA / "views"):
        target = folder / source.relative_to(ROOT)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SCHEMA / "migrations.py", folder / "db" / "migrations.py")
    size = copy.stat().st_size / 1e6
    return [
        f"{folder}: the site with its database ({size:,.1f} MB), ready to copy to a host",
        "run it with: docker build -t answer-monitor . && docker run -p 8001:8001 answer-monitor",
        f"or without Docker, in {folder}: python -m monitor --db monitor.db serve --immutable",
    ]


def _empty(folder: Path) -> None:
    """Make the folder, or clear one that an earlier run made; never one that holds something else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / INSPECTED).exists():
        raise MonitorError(f"{folder} holds something else; name an empty or a new folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _copy(database: Path, copy: Path) -> None:
    source = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)
    try:
        # One consistent moment, whatever is being written meanwhile.
        source.execute("VACUUM INTO ?", [str(copy)])
    except sqlite3.DatabaseError as error:
        raise MonitorError(f"{database}: {error}; restore a backup before publishing") from error
    finally:
        source.close()
    db = Database(copy)
    for table in sorted(PRIVATE_TABLES & set(db.table_names())):
        db.table(table).drop()
    for table, column in sorted(PRIVATE_COLUMNS):
        db.execute(f"UPDATE {table} SET {column} = ''")
    for table in db.table_names(fts5=True):
        db.execute(f"INSERT INTO [{table}] ([{table}]) VALUES ('optimize')")
    db.conn.commit()
    db.execute("ANALYZE")
    db.conn.commit()
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("VACUUM")
    db.close()
