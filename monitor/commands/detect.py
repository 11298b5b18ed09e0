"""`monitor detect`."""

from __future__ import annotations

import click

from monitor.context import Context
from monitor.rulebook.load import load
from monitor.stages.detect import detect
from monitor.store.runs import recorded


@click.command("detect")
@click.option("--all", "again", is_flag=True, help="Look at everything again, not only what is new or has new rules.")
@click.option(
    "--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes to judge replies with."
)
@click.pass_obj
def detect_command(context: Context, again: bool, jobs: int) -> int:
    """Run the rule files over what was collected: topics, changed answers, replies that do not answer.

    \b
    Example:
        monitor detect --all --jobs 2
    """
    rulebook = load(context.rules_dir).checked()
    with context.locked() as db, recorded(db, "detect", context.now) as run:
        detect(db, rulebook, run, found_on=context.today(), again=again, jobs=jobs, progress=context.say)
    click.echo("\n".join(run.lines))
    return run.exit_status


COMMANDS = [detect_command]
