"""`monitor refresh`, `monitor run` and `monitor backfill`: the jobs that collect."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import click
from filelock import FileLock, Timeout

from monitor import logs
from monitor.collect.archive import Archive
from monitor.collect.progress import Progress
from monitor.commands.told import told
from monitor.context import Context
from monitor.errors import Busy
from monitor.rulebook.load import Rulebook, load
from monitor.running import Runner, use_utc
from monitor.stages import refresh as stages
from monitor.stages.alerts import find_and_send
from monitor.stages.detect import detect
from monitor.stages.poll import chosen, poll
from monitor.stopping import stoppable
from monitor.store.runs import recorded


@click.command("refresh")
@click.argument("sources", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
@click.pass_obj
def refresh(context: Context, sources: tuple[str, ...], as_json: bool) -> int:
    """Poll the sources (all that are enabled, or those named), detect, and send alerts: one pass.

    This is the job for cron or systemd (docs/running.md). A second one at the same time says so and leaves.

    \b
    Example:
        monitor refresh
        monitor refresh met-news
    """
    rulebook = load(context.rules_dir).checked()
    chosen(rulebook, sources)
    logs.to_file(context.log_path)
    name = " ".join(["refresh", *sources])
    with stoppable(), context.locked() as db, recorded(db, name, context.now) as run:
        stages.refresh(context, db, rulebook, run, sources)
    return told(run, as_json=as_json)


@click.command("run")
@click.pass_obj
def run_command(context: Context) -> None:
    """Keep refreshing: each source at the times of rules/sources.yaml, until stopped (SIGTERM or Ctrl-C).

    \b
    Example:
        monitor run
    """
    use_utc()
    logs.to_file(context.log_path)
    runner = Runner(context)
    context.db_path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(context.db_path.with_name(context.db_path.name + ".run.lock"))
    try:
        with lock.acquire(timeout=0):
            context.say("running; stop it with Ctrl-C or SIGTERM")
            runner.run()
    except Timeout:
        raise Busy(f"another `monitor run` keeps {context.db_path} up to date already") from None


@click.command("backfill")
@click.argument("source")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first date wanted.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last date wanted; today when left out.")
@click.pass_obj
def backfill(context: Context, source: str, since: dt.datetime, until: dt.datetime | None) -> int:
    """Collect a source's past, between two dates. Stopped, it goes on where it was when it is run again.

    Feeds and lists of releases cannot be searched by date: of these everything that they still list is collected.

    What it finds of the past is stored and shown but not sent by alerts.

    \b
    Example:
        monitor backfill mayors-questions --since 2019-01-01 --until 2019-12-31
    """
    if until and until < since:
        raise click.BadParameter("is before --since", param_hint="--until")
    rulebook = load(context.rules_dir).checked()
    wanted = _narrowed(rulebook, source, since.date(), until.date() if until else None)
    logs.to_file(context.log_path)
    name = f"backfill {source} {since.date()} to {until.date() if until else context.today()}"
    with stoppable(), context.locked() as db, recorded(db, name, context.now) as run:
        # What is news is found before the past is added to it.
        find_and_send(db, stages.request(context, rulebook), run)
        with Archive(context.archive_dir) as archive:
            progress = Progress(quiet=context.quiet)
            poll(db, archive, wanted, run, now=context.now, only=[source], progress=progress)
        detect(db, rulebook, run, found_on=context.today(), progress=context.say)
        find_and_send(db, stages.request(context, rulebook), run)
    return told(run)


def _narrowed(rulebook: Rulebook, name: str, since: dt.date, until: dt.date | None) -> Rulebook:
    """Return the rulebook with the one source, limited to the dates."""
    (source,) = chosen(rulebook, [name])
    assert rulebook.sources
    limited = source.model_copy(update={"since": since, "until": until})
    return replace(rulebook, sources=rulebook.sources.model_copy(update={"sources": [limited]}))


COMMANDS = [refresh, run_command, backfill]
