"""A refresh: poll, detect, alert, one after the other. What fails in one stage does not keep the next from its work."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from sqlite_utils import Database

from monitor.collect.archive import Archive
from monitor.collect.progress import Progress
from monitor.context import Context
from monitor.errors import MonitorError
from monitor.logs import event
from monitor.rulebook.load import Rulebook
from monitor.stages import alerts
from monitor.stages.detect import detect
from monitor.stages.poll import chosen, poll
from monitor.store.outages import update_outages
from monitor.store.runs import Run

log = logging.getLogger(__name__)


def refresh(context: Context, db: Database, rulebook: Rulebook, run: Run, only: Sequence[str] = ()) -> None:
    """Bring everything up to date and tell who is to be told; `run` takes the results and failures of all stages.

    Pages are read as they are polled; `monitor parse` is only needed after a parser was mended.

    Raises:
        MonitorError: there is no file of sources, or `only` names one that is not in it. Nothing was done.
    """
    chosen(rulebook, only)

    def collect() -> None:
        with Archive(context.archive_dir) as archive:
            poll(db, archive, rulebook, run, now=context.now, only=only, progress=Progress(quiet=context.quiet))

    enabled = [source.id for source in rulebook.sources.sources if source.enabled] if rulebook.sources else []
    steps: list[tuple[str, Callable[[], object]]] = [
        ("poll", collect),
        ("outages", lambda: update_outages(db, enabled, context.now())),
        ("detect", lambda: detect(db, rulebook, run, found_on=context.today(), progress=context.say)),
        ("alerts", lambda: alerts.find_and_send(db, request(context, rulebook), run)),
    ]
    for name, step in steps:
        _take(name, step, run)


def request(context: Context, rulebook: Rulebook) -> alerts.Request:
    """Return what the alerts stage is asked to do in an ordinary run."""
    return alerts.Request(db_path=context.db_path, alerts=rulebook.alerts, now=context.now, fixed_now=context.fixed_now)


def _take(name: str, step: Callable[[], object], run: Run) -> None:
    started, failed_before = time.monotonic(), len(run.failures)
    try:
        step()
    except MonitorError as error:
        run.failures.append(f"{name}: {error}")
    except Exception as error:  # a bug in one stage must not keep people from being told by the others
        run.failures.append(
            f"{name}: stopped by a fault of the program ({type(error).__name__}: {error}); the log has more"
        )
        event(log, f"{name}.crashed", level=logging.ERROR, error=type(error).__name__)
        log.debug("%s crashed", name, exc_info=True)
    for failure in run.failures[failed_before:]:
        event(log, f"{name}.failure", level=logging.WARNING, what=failure)
    event(log, f"{name}.done", seconds=time.monotonic() - started, failures=len(run.failures) - failed_before)
