"""Run the alerts in a process of its own that is killed at a chosen step, for tests of what survives."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
from pathlib import Path

import apprise

from monitor.alerts import sending
from monitor.rulebook.alerts import Alerts
from monitor.stages.alerts import Request, find_and_send
from monitor.stopping import stoppable
from monitor.store.database import connect
from monitor.store.runs import Run

# Apprise reads its some hundred plugins at first use: once, in the server that the processes are forked from.
apprise.Apprise.instantiate("json://localhost")
apprise.plugins.base.NotifyBase.request_rate_per_sec = 0  # its pause between two messages


def run_alerts(db_path: str, metadata: str, urls: dict[str, str], step: int | None) -> None:
    """Find and send; be killed (SIGKILL) at step number `step`.

    The steps are the beginning and the end of every transaction, and the moments before and after every message.
    """
    db = connect(Path(db_path))
    left = [step]

    def count() -> None:
        if left[0] is not None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    really = sending.hand_over

    def hand_over(opened: object, message: object) -> str | None:
        count()
        outcome = really(opened, message)  # type: ignore[arg-type]
        count()
        return outcome

    sending.hand_over = hand_over  # type: ignore[assignment]
    db.conn.set_trace_callback(lambda sql: count() if sql.startswith(("BEGIN", "COMMIT")) else None)
    alerts = Alerts.model_validate({"destinations": [{"id": name, "url": url} for name, url in urls.items()]})
    moment = dt.datetime(2025, 11, 14, 12, 0, tzinfo=dt.UTC)
    request = Request(db_path=Path(db_path), alerts=alerts, now=lambda: moment, metadata=Path(metadata))
    with stoppable(), contextlib.suppress(KeyboardInterrupt):
        find_and_send(db, request, Run())
