"""`monitor backup`, `restore`, `verify` and `upgrade`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from monitor import upkeep
from monitor.context import Context
from monitor.errors import MonitorError
from monitor.store.database import pending_migrations
from monitor.store.runs import recorded


@click.command("backup")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of backups; `backups` beside the database when left out.",
)
@click.pass_obj
def backup(context: Context, into: Path | None) -> None:
    """Copy the database, checked, with a manifest of the archive. Other jobs may go on meanwhile.

    \b
    Example:
        monitor backup --into /srv/backups
    """
    made = upkeep.back_up(context.db_path, context.archive_dir, into or _backups(context), context.now())
    click.echo(f"{made.folder}: the database, and a manifest of {made.files} archive files")


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def restore(context: Context, folder: Path) -> int:
    """Put a backup's database in place; the one that is there is kept beside it. The archive is compared, not changed.

    \b
    Example:
        monitor restore db/backups/2025-11-14T070000
    """
    with context.lock():
        missing = upkeep.restore(folder, context.db_path, context.archive_dir, context.now())
    click.echo(f"{context.db_path} is that of {folder} again")
    for line in missing:
        click.echo(line, err=True)
    return 1 if missing else 0


@click.command("verify")
@click.pass_obj
def verify(context: Context) -> int:
    """Check the database, every record of the archive against its checksum, and that nothing is orphaned.

    \b
    Example:
        monitor verify
    """
    if not context.db_path.exists():
        raise MonitorError(f"{context.db_path}: there is no database to verify")
    with context.lock():  # a job at work would look like damage
        faults = list(_faults(context))
    for fault in faults:
        click.echo(fault)
    click.echo(f"{len(faults)} faults" if faults else "the database and the archive are whole", err=True)
    return 1 if faults else 0


def _faults(context: Context) -> Iterator[str]:
    damaged = False
    for fault in upkeep.check_database(context.db_path):
        damaged = True
        yield f"{context.db_path}: {fault}; restore a backup if this stays after `monitor parse`"
    if not damaged:
        yield from upkeep.check_archive(context.db_path, context.archive_dir)
        yield from upkeep.check_orphans(context.db_path)


@click.command("upgrade")
@click.pass_obj
def upgrade(context: Context) -> None:
    """Bring the database to this release's tables, after a backup, and make its search indexes anew.

    Every command brings an older database up to date by itself; this one does it when you choose, and says so.

    \b
    Example:
        monitor upgrade
    """
    pending = pending_migrations(context.db_path) if context.db_path.exists() else []
    if pending:
        made = upkeep.back_up(context.db_path, context.archive_dir, _backups(context), context.now(), "before-upgrade")
        click.echo(f"backup: {made.folder}")
    with context.locked() as db, recorded(db, "upgrade", context.now):
        for table in db.tables:
            if table.detect_fts():
                table.rebuild_fts()
        db.execute("PRAGMA optimize")
    click.echo(f"applied: {', '.join(pending)}" if pending else "the tables were up to date")


def _backups(context: Context) -> Path:
    return context.db_path.parent / "backups"


COMMANDS = [backup, restore, verify, upgrade]
