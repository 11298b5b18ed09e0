"""The command line: `monitor [--db PATH] [--rules DIR] [--now DATETIME] COMMAND`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from monitor import __version__
from monitor.commands import (
    alerts,
    collect,
    detect,
    evaluate,
    importing,
    jobs,
    publish,
    review,
    rules,
    serve,
    status,
    topics,
    upkeep,
)
from monitor.context import LONDON, Context


class LocalTime(click.ParamType[dt.datetime]):
    """An ISO 8601 date or date and time; London local unless it carries an offset."""

    name = "datetime"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """Return `value` as an aware datetime, or fail with what was expected."""
        try:
            moment = dt.datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2025-11-14 or 2025-11-14T07:00", param, ctx)
        return moment.astimezone(LONDON) if moment.tzinfo else moment.replace(tzinfo=LONDON)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__)
@click.option(
    "--db",
    "db_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("db/monitor.db"),
    show_default=True,
    help="The SQLite database; made when absent.",
)
@click.option(
    "--rules",
    "rules_dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("rules"),
    show_default=True,
    help="The folder of rule files.",
)
@click.option("--now", type=LocalTime(), help="Set the clock, for tests and replays: 2025-11-14T07:00.")
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
@click.pass_context
def cli(ctx: click.Context, db_path: Path, rules_dir: Path, now: dt.datetime | None, quiet: bool) -> None:
    """See who in London was asked what, whether they answered, and when the answer changed.

    \b
    A first look, with articles of your own:
        monitor import articles FOLDER
        monitor detect
        monitor serve

    Exit status: 0 all well; 1 something failed and the summary says what (the rest was done and kept); 2 wrong usage or a
    bad file, named with its line.
    """
    ctx.obj = Context(db_path=db_path, rules_dir=rules_dir, fixed_now=now, quiet=quiet)


for module in (
    importing,
    jobs,
    publish,
    collect,
    detect,
    alerts,
    review,
    rules,
    topics,
    evaluate,
    serve,
    status,
    upkeep,
):
    for command in module.COMMANDS:
        cli.add_command(command)
