"""`monitor status`."""

from __future__ import annotations

import click

from monitor.context import Context


@click.command("status")
@click.pass_obj
def status(context: Context) -> None:
    """Say how collecting, detection and alerts are doing."""
    db = context.connect()
    for table in ("questions", "answers", "statements", "findings", "changes"):
        click.echo(f"{db.table(table).count:>8,} {table}")


COMMANDS = [status]
