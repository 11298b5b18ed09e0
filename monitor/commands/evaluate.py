"""`monitor evaluate`: score the rules against labelled data."""

from __future__ import annotations

import json
from pathlib import Path

import click

from monitor.context import Context
from monitor.detect.replies import ReplyRules
from monitor.evaluate import changes as change_scoring
from monitor.evaluate import replies as scoring
from monitor.evaluate import threads as thread_scoring
from monitor.rulebook.load import load


@click.group("evaluate")
def evaluate() -> None:
    """Score the rules against labelled data.

    \b
    Example:
        monitor evaluate replies labelled.jsonl --predictions out.jsonl
        monitor evaluate changes topics.jsonl
    """


@evaluate.command("replies")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "layout", type=click.Choice(["gold", "qevasion"]), default="gold", show_default=True)
@click.option(
    "--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write one JSON line an item here."
)
@click.option("--misses", type=int, default=10, show_default=True, help="How many of the worst misses to print.")
@click.option("--json", "as_json", is_flag=True, help="The scores as one JSON object.")
@click.pass_obj
def replies(context: Context, file: Path, *, layout: str, predictions: Path | None, misses: int, as_json: bool) -> int:
    """Score the reply rules against labelled exchanges in FILE."""
    rulebook = load(context.rules_dir).checked()
    rules = ReplyRules.of(rulebook)
    items = scoring.load_qevasion(file) if layout == "qevasion" else scoring.load_gold(file)
    verdicts = scoring.verdicts(items, rules, interviews=layout == "qevasion")
    report = scoring.score(items, verdicts)
    if predictions:
        lines = (json.dumps(scoring.prediction(v), ensure_ascii=False) for v in verdicts)
        predictions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    click.echo(json.dumps(scoring.as_json(report)) if as_json else scoring.table(report, misses))
    return 0


@evaluate.command("changes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write one JSON line a topic here."
)
@click.option("--misses/--no-misses", default=True, show_default=True, help="Print what was missed, with its text.")
@click.option("--json", "as_json", is_flag=True, help="The scores as one JSON object.")
def changes(file: Path, predictions: Path | None, misses: bool, as_json: bool) -> int:
    """Score stances, figures and changes against labelled topics in FILE; the topics are built from its lines."""
    reads = [change_scoring.read(labelled) for labelled in change_scoring.load(file)]
    report = change_scoring.score(reads)
    if predictions:
        lines = (json.dumps(read.prediction(), ensure_ascii=False) for read in reads)
        predictions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(report.as_dict()))
        return 0
    click.echo(change_scoring.table(report))
    for miss in report.misses if misses else ():
        click.echo(miss)
    return 0


@evaluate.command("threads")
@click.option("--misses", type=int, default=10, show_default=True, help="How many of the citations missed to print.")
@click.pass_obj
def threads(context: Context, misses: int) -> int:
    """Score the threads of the database, and its nearest questions, against the citations in its questions.

    `monitor detect` must have made the threads.
    """
    click.echo(thread_scoring.table(thread_scoring.score_threads(context.connect()), misses))
    return 0


COMMANDS = [evaluate]
