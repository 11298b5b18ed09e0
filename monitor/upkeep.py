"""Back up, restore and verify the database and its archive.

A backup is a folder: a copy of the database (SQLite's online backup: jobs may go on writing) and a manifest of the
archive, file by file with length and SHA-256. Archive files only ever grow at their end, so the manifest stays valid
for the part of each file that it describes, and the archive itself is copied by whatever copies files (rsync, a snapshot).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from monitor.collect.archive import OPEN, Archive
from monitor.errors import MonitorError

DATABASE, MANIFEST = "monitor.db", "archive.json"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: its folder, and how many archive files its manifest lists."""

    folder: Path
    files: int


def back_up(db_path: Path, archive: Path, into: Path, now: dt.datetime, why: str = "") -> Backup:
    """Make a backup of the database at `db_path` in a new folder below `into`, named after the moment.

    It is complete or not there: the folder gets its name when everything in it is written and checked.

    Raises:
        MonitorError: there is no database, no room, or the copy does not pass SQLite's own check.
    """
    if not db_path.exists():
        raise MonitorError(f"{db_path}: there is no database to back up")
    folder = into / f"{now:%Y-%m-%dT%H%M%S}{f'-{why}' if why else ''}"
    unfinished = folder.with_name(folder.name + ".unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        _copy(db_path, unfinished / DATABASE)
        files = manifest(archive)
        (unfinished / MANIFEST).write_text(json.dumps(files, indent=1) + "\n", encoding="utf-8")
        if faults := list(check_database(unfinished / DATABASE)):
            raise MonitorError(
                f"{db_path}: the copy does not pass SQLite's check: {faults[0]}; restore an older backup"
            )
        if folder.exists():
            raise MonitorError(f"{folder} exists already; wait a second")
        unfinished.rename(folder)
    except (OSError, sqlite3.Error) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise MonitorError(f"{folder}: cannot be written: {error}; is there room, and the right to write?") from error
    return Backup(folder, len(files))


def _copy(source: Path, target: Path) -> None:
    with closing(_reading(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, whole


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, timeout=30)


def manifest(archive: Path) -> list[dict[str, str | int]]:
    """Return each file of the archive with its length and SHA-256."""
    files: list[dict[str, str | int]] = []
    for path in sorted(archive.glob("*.warc.gz*")):
        length = path.stat().st_size
        files.append({"name": path.name.removesuffix(OPEN), "length": length, "sha256": _digest(path, length)})
    return files


def _digest(path: Path, length: int) -> str:
    digest, left = hashlib.sha256(), length
    with path.open("rb") as file:
        while left and (chunk := file.read(min(left, 1 << 20))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest() if not left else "too short"


def restore(folder: Path, db_path: Path, archive: Path, now: dt.datetime) -> list[str]:
    """Put the database of the backup in `folder` in place; return what is missing from the archive, a line each.

    The database that was there is kept beside it, as `….before-restore-…`. The caller holds the lock.

    Raises:
        MonitorError: the folder holds no whole backup; nothing was changed.
    """
    copy = folder / DATABASE
    if not copy.is_file() or not (folder / MANIFEST).is_file():
        raise MonitorError(f"{folder}: holds no backup ({DATABASE} and {MANIFEST}); `monitor backup` makes one")
    if faults := list(check_database(copy)):
        raise MonitorError(f"{copy}: is damaged: {faults[0]}; restore another backup")
    new = db_path.with_name(db_path.name + ".restoring")
    try:
        db_path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, new)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        if db_path.exists():
            kept = db_path.with_name(f"{db_path.name}.before-restore-{now:%Y-%m-%dT%H%M%S}")
            _copy(db_path, kept)
            for suffix in ("-wal", "-shm"):
                db_path.with_name(db_path.name + suffix).unlink(missing_ok=True)
        new.replace(db_path)
    except (OSError, sqlite3.Error) as error:
        new.unlink(missing_ok=True)
        raise MonitorError(
            f"{db_path}: cannot be restored: {error}; the database that was there is unchanged"
        ) from error
    return list(check_manifest(json.loads((folder / MANIFEST).read_text(encoding="utf-8")), archive))


def check_manifest(files: list[dict[str, str | int]], archive: Path) -> Iterator[str]:
    """Yield a line for each file of a manifest that the archive lacks, or holds otherwise."""
    for file in files:
        path = archive / str(file["name"])
        path = path if path.exists() else path.with_name(path.name + OPEN)
        if not path.exists():
            yield f"{path.name.removesuffix(OPEN)}: is missing from the archive; copy it back from where it is kept"
        elif _digest(path, int(file["length"])) != file["sha256"]:
            yield f"{path.name.removesuffix(OPEN)}: is not as it was when the backup was made; copy it back"


def check_database(path: Path) -> Iterator[str]:
    """Yield what SQLite finds wrong with the file at `path`: its structure, and rows that refer to none."""
    try:
        with closing(_reading(path)) as connection:
            for (line,) in connection.execute("PRAGMA integrity_check(20)"):
                if line != "ok":
                    yield line
            for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
                yield f"{table}: row {rowid} refers to a row of {parent} that is not there"
    except sqlite3.DatabaseError as error:
        yield str(error)


def check_archive(db_path: Path, archive: Path) -> Iterator[str]:
    """Yield captures whose record is not in the archive or not as it was received, and records that no capture names.

    `monitor parse` takes in the latter; the former need the archive's files restored.
    """
    with closing(_reading(db_path)) as connection:
        known = {
            (warc, offset): (capture, sha256)
            for capture, warc, offset, sha256 in connection.execute(
                "SELECT id, warc, warc_offset, sha256 FROM captures WHERE warc IS NOT NULL"
            )
        }
    unnamed = 0
    for place, exchange in Archive(archive).records():
        capture, sha256 = known.pop((place.warc, place.offset), (None, None))
        if capture is None:
            unnamed += 1
        elif hashlib.sha256(exchange.body).hexdigest() != sha256:
            yield f"{place.warc}: the record at byte {place.offset} is not what was received (capture {capture})"
    for (warc, offset), (capture, _) in sorted(known.items()):
        yield f"{warc}: no whole record at byte {offset} (capture {capture}); restore the file from a copy"
    if unnamed:
        yield f"{unnamed} records of the archive are in no capture; `monitor parse` takes them in"


def check_orphans(db_path: Path) -> Iterator[str]:
    """Yield documents without a version, and full-text indexes that do not match their tables."""
    with closing(_reading(db_path)) as connection:
        sql = "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM versions)"
        if number := connection.execute(sql).fetchone()[0]:
            yield f"{number} documents have no version; `monitor parse` reads them again"
        for table in ("questions", "answers", "turns", "statements"):
            rows, indexed = (
                connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                for name in (table, f"{table}_fts_docsize")
            )
            if rows != indexed:
                yield f"{table}: {rows} rows, {indexed} in the search index; `monitor upgrade` makes it anew"
