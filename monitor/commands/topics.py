"""`monitor topics`: recurring questions that no topic covers yet."""

from __future__ import annotations

import io
from pathlib import Path

import click
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from monitor.context import Context
from monitor.detect.suggest import Draft
from monitor.errors import MonitorError
from monitor.rulebook.load import load
from monitor.stages.threads import suggest_topics


@click.group("topics")
def topics() -> None:
    """Find recurring questions that no topic covers yet.

    \b
    Example:
        monitor topics suggest --limit 5 --out drafts
    """


@topics.command("suggest")
@click.option("--min", "least", type=click.IntRange(2), default=5, show_default=True, help="Askings a topic must have.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many drafts at most.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write each draft to a file in this folder."
)
@click.pass_obj
def suggest(context: Context, least: int, limit: int, out: Path | None) -> int:
    """Write draft topic files for the questions asked most often that no topic covers.

    Several questions of one member on one day count as one asking. Drafts go to standard output, or into a folder; a
    file that is there already is left alone. `monitor detect` must have made the threads.
    """
    found = suggest_topics(context.connect(), load(context.rules_dir).topics, least=least, most=limit)
    written = 0
    for draft in found:
        text = as_yaml(draft)
        if out is None:
            click.echo(text)
            continue
        path = out / f"{draft.topic.id}.yaml"
        if _write(path, text):
            click.echo(str(path))
            written += 1
        else:
            context.say(f"{path} is there already: left as it is")
    context.say(f"{len(found)} drafts" + (f", {written} files written to {out}" if out else ""))
    return 0


def _write(path: Path, text: str) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise MonitorError(f"{path}: {error.strerror or error}; choose another folder with --out") from error
    return True


def as_yaml(draft: Draft) -> str:
    """Return the draft as a topic file, with a note at its top that it is one."""
    topic = draft.topic
    file = CommentedMap(
        id=topic.id,
        title=topic.title,
        question=topic.question,
        about=_flow(topic.about),
    )
    for key in ("stances", "measures", "examples"):
        items = [item.model_dump(exclude_defaults=True) for item in getattr(topic, key)]
        if items:
            file[key] = [_flow_map(item) for item in items]
    yaml = YAML()
    yaml.width = 4096  # one line for each stance, measure and example
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    yaml.dump(file, buffer)
    return _note(draft) + buffer.getvalue()


def _note(draft: Draft) -> str:
    members = f" of {draft.askers} members" if draft.askers else ""
    return (
        f"# DRAFT, made by `monitor topics suggest` from {draft.questions} questions{members}, "
        f"{draft.first} to {draft.last}.\n"
        "# Edit before use: put the question plainly, remove cues in `about` that other subjects share, name the\n"
        "# positions that matter and how each is worded, keep the measures worth following, and say for each example\n"
        "# what it must give (stance, figures).\n"
        "# Then move the file to rules/topics/ and run `monitor rules check` and `monitor rules test`.\n"
    )


def _flow(values: list[str]) -> CommentedSeq:
    sequence = CommentedSeq(values)
    sequence.fa.set_flow_style()
    return sequence


def _flow_map(values: dict[str, object]) -> CommentedMap:
    mapping = CommentedMap({k: _flow(v) if isinstance(v, list) else v for k, v in values.items()})
    mapping.fa.set_flow_style()
    return mapping


COMMANDS = [topics]
