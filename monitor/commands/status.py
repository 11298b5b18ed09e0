"""`monitor status`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from monitor.alerts.readonly import reading
from monitor.context import Context
from monitor.errors import MonitorError
from monitor.rulebook.load import load
from monitor.store.health import Status, gather, sentence


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
@click.pass_obj
def status(context: Context, as_json: bool) -> int:
    """Say how collecting, detection and alerts are doing; exit status 1 when something needs a person.

    It can be asked at any time: it writes nothing and waits for nobody.

    \b
    Example:
        monitor status --json
    """
    if not context.db_path.exists():
        raise MonitorError(f"{context.db_path}: there is no database yet; `monitor refresh` makes it")
    sources = load(context.rules_dir).sources
    enabled = [source.id for source in sources.sources if source.enabled] if sources else None
    with reading(context.db_path, context.fixed_now) as connection:
        found = gather(connection, context.now(), enabled=enabled)
    found.sizes = {
        "database": _size(context.db_path),
        "archive": sum(_size(path) for path in context.archive_dir.rglob("*") if path.is_file()),
    }
    click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2) if as_json else _text(found))
    return 1 if found.needs else 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # a file that was finished and renamed just now
        return 0


def _text(found: Status) -> str:
    lines = ["Sources"]
    if not found.sources:
        lines.append("  none in rules/sources.yaml")
    for source in found.sources:
        shown = sentence(source)
        lines.append(
            f"  {source.source:<24} {shown['state']:<13} last success {shown['last_success']:<16}  "
            f"last change {shown['last_change']:<16}  next {shown['next_run']}"
        )
    lines += ["", "Counts"]
    lines += [f"  {number:>9,} {name}" for name, number in found.counts.items()]
    lines += ["", "Questions without an answer"]
    lines += [f"  {number:>9,} {name}" for name, number in found.unanswered.items()]
    lines += ["", "Sizes"]
    lines += [f"  {number / 1e6:>9,.1f} MB {name}" for name, number in found.sizes.items()]
    if found.unknown_speakers:
        lines += ["", "Speakers that rules/people.yaml does not know (turns)"]
        lines += [f"  {number:>9,} {name}" for name, number in found.unknown_speakers.items()]
    if found.alerts_waiting:
        lines += ["", "Alerts waiting (rows)"]
        lines += [f"  {number:>9,} {name}" for name, number in found.alerts_waiting.items()]
    lines += ["", "Last runs"]
    lines += [
        f"  {run['started'][:16].replace('T', ' ')}  {run['status']:<12} {run['command']}" for run in found.last_runs
    ]
    lines += ["", *(["Needs a person", *(f"  {need}" for need in found.needs)] if found.needs else ["All is well."])]
    return "\n".join(lines)


COMMANDS = [status]
