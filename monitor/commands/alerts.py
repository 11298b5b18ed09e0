"""`monitor alerts`."""

from __future__ import annotations

import click

from monitor import logs
from monitor.commands.told import told
from monitor.context import Context
from monitor.rulebook.load import load
from monitor.stages import alerts as stage
from monitor.stages.alerts import Request
from monitor.store.runs import Run, recorded


@click.command("alerts")
@click.argument("names", nargs=-1, metavar="[ALERT…]")
@click.option("--dry-run", is_flag=True, help="Print what would be sent; send and store nothing.")
@click.option("--from-now", is_flag=True, help="Never send what is there already; start from now.")
@click.option("--send-all", is_flag=True, help="Send all that is new, however much it is.")
@click.option("--digest-now", is_flag=True, help="Send what waits for a digest or for the end of quiet hours.")
@click.pass_obj
def alerts(
    context: Context,
    names: tuple[str, ...],
    *,
    dry_run: bool,
    from_now: bool,
    send_all: bool,
    digest_now: bool,
) -> int:
    """Run the saved alerts (all, or those named) and send what is new.

    \b
    Example:
        monitor alerts --dry-run
        monitor alerts alert_changed_answers --from-now
    """
    if from_now and send_all:
        raise click.UsageError("--from-now and --send-all contradict each other")
    rulebook = load(context.rules_dir).checked()
    request = Request(
        db_path=context.db_path,
        alerts=rulebook.alerts,
        now=context.now,
        fixed_now=context.fixed_now,
        start="from-now" if from_now else "send-all" if send_all else "ask",
        only=names,
        digest_now=digest_now,
    )
    if dry_run:
        return _show(context, request)
    logs.to_file(context.log_path)
    with context.locked() as db, recorded(db, "alerts", context.now) as run:
        stage.find_and_send(db, request, run)
    run.lines = run.lines or ["nothing new"]
    return told(run)


def _show(context: Context, request: Request) -> int:
    run = Run()
    with context.locked() as db:
        shown = stage.dry_run(db, request, run)
    run.lines = [*run.lines, "", *shown] if run.lines or shown else ["nothing new"]
    return told(run)


COMMANDS = [alerts]
