"""`monitor publish`."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.context import Context


@click.command("publish")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("build/site"))
@click.pass_obj
def publish_command(context: Context, folder: Path) -> None:
    """Build a folder that a host can serve: the site and a copy of the database without what is private.

    \b
    Example:
        monitor publish build/site
    """
    # Datasette takes a second to import; no other command should wait for it.
    from monitor.site.publish import publish  # noqa: PLC0415

    for line in publish(context.db_path, folder):
        click.echo(line)


COMMANDS = [publish_command]
