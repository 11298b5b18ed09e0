"""`monitor import`: articles, and the bulk files of questions."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.collect.archive import Archive
from monitor.collect.import_articles import import_articles
from monitor.collect.imports import readers
from monitor.collect.take import Taker
from monitor.commands.collect import IMPORTS
from monitor.commands.told import told
from monitor.context import Context
from monitor.rulebook.load import load
from monitor.stages.poll import directory_of, finish
from monitor.store.runs import recorded


@click.group("import")
def import_() -> None:
    """Take in articles, or bulk files of questions and answers.

    What is imported is kept in the archive beside the database. Importing the same thing twice changes nothing.
    """


@import_.command("articles")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def articles(context: Context, folder: Path) -> int:
    """Import a FOLDER of plain-text news articles with its manifest, articles.json.

    \b
    The manifest is a list:
        [{"file": "one.txt", "published": "2025-11-14", "outlet": "The Paper", "title": "…", "url": "https://…"}]
    Only `file` and `published` are needed.

    \b
    Example:
        monitor import articles cuttings
    """
    directory = directory_of(load(context.rules_dir).checked())
    with (
        context.locked() as db,
        Archive(context.archive_dir) as archive,
        recorded(db, "import articles", context.now) as run,
    ):
        taker = Taker(db, directory, readers())
        import_articles(taker, archive, run, folder, context.now())
        finish(db, taker)
    return told(run)


for command in IMPORTS:
    import_.add_command(command)

COMMANDS = [import_]
