"""`monitor poll`, `monitor parse`, and the imports of bulk files."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.collect.archive import Archive
from monitor.collect.imports import import_lmq, import_uk, readers
from monitor.collect.progress import Progress
from monitor.collect.take import Taker
from monitor.commands.told import told
from monitor.context import Context
from monitor.rulebook.load import load
from monitor.stages.parse import parse
from monitor.stages.poll import chosen, directory_of, finish, poll, usable
from monitor.store.runs import recorded

_FILES = click.Path(exists=True, path_type=Path)


@click.command("poll")
@click.argument("sources", nargs=-1)
@click.pass_obj
def poll_command(context: Context, sources: tuple[str, ...]) -> int:
    """Ask the sources of rules/sources.yaml what is new; without names, all that are enabled.

    \b
    Example:
        monitor poll mayors-questions
    """
    rulebook = usable(load(context.rules_dir))
    chosen(rulebook, sources)
    with context.locked() as db, Archive(context.archive_dir) as archive, recorded(db, "poll", context.now) as run:
        poll(db, archive, rulebook, run, now=context.now, only=sources, progress=Progress(quiet=context.quiet))
    return told(run)


@click.command("parse")
@click.pass_obj
def parse_command(context: Context) -> int:
    """Read the archive again, without the network; needed after a parser was mended.

    \b
    Example:
        monitor parse
    """
    rulebook = usable(load(context.rules_dir))
    with context.locked() as db, Archive(context.archive_dir) as archive, recorded(db, "parse", context.now) as run:
        parse(db, archive, rulebook, run, context.say)
    return told(run)


@click.command("lmq-xml")
@click.argument("paths", nargs=-1, required=True, type=_FILES)
@click.pass_obj
def import_lmq_command(context: Context, paths: tuple[Path, ...]) -> int:
    """Import TheyWorkForYou's bulk files of London Mayor's Questions.

    \b
    Example:
        monitor import lmq-xml lmqs2019-01-29.xml
    """
    directory = directory_of(usable(load(context.rules_dir)))
    with (
        context.locked() as db,
        Archive(context.archive_dir) as archive,
        recorded(db, "import lmq-xml", context.now) as run,
    ):
        taker = Taker(db, directory, readers())
        import_lmq(taker, archive, run, paths, context.now())
        finish(db, taker)
    return told(run)


@click.command("uk-questions")
@click.argument("paths", nargs=-1, required=True, type=_FILES)
@click.option("--longform", multiple=True, type=_FILES, help="A database of the full texts that the files cut.")
@click.pass_obj
def import_uk_command(context: Context, paths: tuple[Path, ...], longform: tuple[Path, ...]) -> int:
    """Import the JSON of the UK Parliament's written-questions API.

    \b
    Example:
        monitor import uk-questions 2024-09.json.gz --longform 2024-09-longform.sqlite
    """
    directory = directory_of(usable(load(context.rules_dir)))
    with (
        context.locked() as db,
        Archive(context.archive_dir) as archive,
        recorded(db, "import uk-questions", context.now) as run,
    ):
        taker = Taker(db, directory, readers())
        import_uk(taker, archive, run, paths, context.now(), longform)
        finish(db, taker)
    return told(run)


COMMANDS = [poll_command, parse_command]
IMPORTS = [import_lmq_command, import_uk_command]
