"""Run the command line and turn errors into one line and an exit status."""

from __future__ import annotations

import os
import sqlite3
import sys

import click

from monitor.cli import cli
from monitor.errors import BadFile, BadInput, MonitorError

# What can befall any statement at any moment, by SQLite's codes.
_REMEDIES = {
    sqlite3.SQLITE_BUSY: "run this again when the other program that uses it has finished",
    sqlite3.SQLITE_LOCKED: "run this again when the other program that uses it has finished",
    sqlite3.SQLITE_FULL: "make room on the disk, then run this again",
    sqlite3.SQLITE_IOERR: "make room on the disk or mend it, then run this again",
    sqlite3.SQLITE_READONLY: "let this user write to its file and folder, then run this again",
    sqlite3.SQLITE_CANTOPEN: "let this user write to its file and folder, then run this again",
}


def main(arguments: list[str] | None = None) -> None:
    """Run `monitor` with `arguments` (default: those of the process) and exit with its status (DESIGN 4.1)."""
    try:
        status = cli.main(arguments, prog_name="monitor", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped; what was done is kept", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except MonitorError as error:
        click.echo(f"monitor: {error}", err=True)
        sys.exit(2 if isinstance(error, BadFile) and not isinstance(error, BadInput) else 1)
    except sqlite3.OperationalError as error:
        remedy = _REMEDIES.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        if remedy is None:
            raise
        click.echo(f"monitor: the database: {error}; what was stored before is kept: {remedy}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`monitor … | head`): not a fault. Keep the interpreter from flushing again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
