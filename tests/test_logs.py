"""The log: one line an event, read by people and by grep, without secrets."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor import logs
from monitor.logs import event


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Callable[[], list[str]]]:
    """Write to a log file; return a function that returns its lines."""
    logger = logging.getLogger(logs.LOGGER)
    before = (list(logger.handlers), logger.level, logger.propagate)
    path = tmp_path / "monitor.log"
    logs.to_file(path)
    yield lambda: path.read_text(encoding="utf-8").splitlines()
    for handler in set(logger.handlers) - set(before[0]):
        logger.removeHandler(handler)
        handler.close()
    logger.level, logger.propagate = before[1:]


def test_an_event_is_a_line_with_time_level_name_and_fields(log: Callable[[], list[str]]) -> None:
    event(
        logging.getLogger("monitor.x"),
        "poll.done",
        source="met-news",
        seconds=1.23456,
        what='two\nlines "x"',
        none=None,
    )
    (line,) = log()
    moment, level, *words = line.split(" ", 3)
    assert moment[10] == "T" and level == "INFO"
    assert words == ["poll.done", 'source=met-news seconds=1.23 what="two\\nlines \\"x\\""']


def test_a_password_in_an_address_is_not_written(log: Callable[[], list[str]]) -> None:
    event(logging.getLogger("monitor.x"), "alerts.failed", reason="mailtos://user:hunter2@example.org refused")
    assert "hunter2" not in log()[0] and "user:***@example.org" in log()[0]


def test_a_traceback_stays_on_its_line(log: Callable[[], list[str]]) -> None:
    logging.getLogger("monitor").setLevel(logging.DEBUG)
    try:
        raise ValueError("why")
    except ValueError:
        logging.getLogger("monitor.x").debug("crashed", exc_info=True)
    assert len(log()) == 1 and "ValueError: why" in log()[0]


def test_a_large_log_is_put_aside_and_four_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: Callable[[], list[str]]
) -> None:
    monkeypatch.setattr(logs, "LARGEST", 10)
    path = tmp_path / "monitor.log"
    for number in range(7):
        event(logging.getLogger("monitor.x"), f"event{number}")
        logs._put_aside(path)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == [f"monitor.log.{number}" for number in range(1, 5)]
    assert "event6" in (tmp_path / "monitor.log.1").read_text(encoding="utf-8")
    event(logging.getLogger("monitor.x"), "after")
    assert len(log()) == 1, "the handler goes on in a new file"


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    logs.to_file(tmp_path / "file" / "monitor.log")
    assert "this run has no log" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "level"), [("debug", logging.DEBUG), ("ERROR", logging.ERROR), ("nonsense", logging.INFO)]
)
def test_the_level_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, name: str, level: int) -> None:
    monkeypatch.setenv("MONITOR_LOG", name)
    assert logs.level() == level
