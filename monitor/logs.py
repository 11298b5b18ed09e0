"""The program's log: one line an event, `time level event key=value …`, for people and for grep.

The standard library's logging serves: every library in use logs with it, journald and cron take its lines,
and a formatter of a few lines is all that a structured log needs. No secrets: nothing that stands in the
environment variables which alert addresses are taken from is ever written.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
import sys
from logging.handlers import WatchedFileHandler
from pathlib import Path
from zoneinfo import ZoneInfo

LOGGER = "monitor"
LARGEST, KEPT = 5_000_000, 4  # bytes of a log file, and how many older ones stay
_LONDON = ZoneInfo("Europe/London")
_PASSWORD = re.compile(r"(://[^/?#\s:@]*:)[^/?#\s@]+@")
_PLAIN = re.compile(r"[\w./:+@,*%-]+")


def event(log: logging.Logger, name: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Log the event `name` ("poll.done") with its fields; values of None are left out."""
    if log.isEnabledFor(level):
        log.log(level, name, extra={"fields": {key: value for key, value in fields.items() if value is not None}})


class Lines(logging.Formatter):
    """`2025-11-14T07:00:03+00:00 INFO poll.done source=met-news new=3`.

    Values with spaces are quoted as in JSON.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        moment = dt.datetime.fromtimestamp(record.created, _LONDON).isoformat(timespec="seconds")
        words = [moment, record.levelname, record.getMessage().replace("\n", " ")]
        words += [f"{key}={_value(value)}" for key, value in getattr(record, "fields", {}).items()]
        if record.exc_info:
            words.append("traceback=" + json.dumps(self.formatException(record.exc_info), ensure_ascii=False))
        return _PASSWORD.sub(r"\1***@", " ".join(words))


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def to_file(path: Path) -> None:
    """Write events to `path` too. The level is MONITOR_LOG, `info` by default.

    A file of more than 5 MB is put aside first, and four such are kept. Several processes may write to one log: each
    notices when another has put the file aside. A log that cannot be written never stops a job: that is said once on
    standard error.
    """
    logger = logging.getLogger(LOGGER)
    if any(isinstance(h, WatchedFileHandler) and Path(h.baseFilename) == path.absolute() for h in logger.handlers):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put_aside(path)
        handler = WatchedFileHandler(path, encoding="utf-8")
    except OSError as error:
        print(f"monitor: {path}: {error.strerror}; this run has no log", file=sys.stderr)
        return
    handler.setFormatter(Lines())
    handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk: the job itself says so
    logger.addHandler(handler)
    logger.setLevel(level())
    logger.propagate = False


def _put_aside(path: Path) -> None:
    if not path.exists() or path.stat().st_size < LARGEST:
        return
    for number in range(KEPT, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        newer = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
        if newer.exists():
            newer.replace(older)


def level() -> int:
    """Return the level that the environment variable MONITOR_LOG names: debug, info, warning or error."""
    found = logging.getLevelNamesMapping().get(os.environ.get("MONITOR_LOG", "info").upper())
    return logging.INFO if found is None else found
