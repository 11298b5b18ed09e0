"""An outage is told once when it begins and once when it ends, however often the source is polled meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.alerts import queries, readonly
from monitor.collect import health
from monitor.paths import METADATA
from monitor.rulebook.models import Source
from monitor.store.database import connect
from monitor.store.outages import update_outages

SOURCE = Source(id="news", kind="feed", url="http://localhost", every="1 hour")
START = dt.datetime(2025, 11, 14, 12, 0, tzinfo=dt.UTC)


class Days:
    """A source polled every hour, and what `alert_sources` has told of it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "monitor.db"
        self.db: Database = connect(self.path)
        self.now = START

    def poll(self, times: int = 1, *, error: str | None = None, changed: bool = False) -> None:
        for _ in range(times):
            health.end(self.db, SOURCE, self.now, error=error, changed=changed, first=None)
            update_outages(self.db, ["news"], self.now)
            self.now += dt.timedelta(hours=1)

    def told(self) -> list[str]:
        (query,) = [query for query in queries.read(METADATA)[0] if query.name == "alert_sources"]
        with readonly.reading(self.path) as connection:
            rows = readonly.rows(connection, query, 5)
        assert len({row.row_key for row in rows}) == len(rows)
        return [row.title for row in sorted(rows, key=lambda row: row.date or "")]


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    days = Days(tmp_path)
    yield days
    days.db.close()


def test_a_failure_or_two_are_not_told(days: Days) -> None:
    days.poll(2, error="no answer")
    days.poll()
    days.poll(2, error="no answer")
    assert days.told() == []


def test_an_outage_is_told_once_when_it_begins_and_once_when_it_ends(days: Days) -> None:
    days.poll(3, error="no answer")
    assert days.told() == ["news cannot be read"]
    days.poll(100, error="no answer")
    assert days.told() == ["news cannot be read"]
    days.poll(20)
    assert days.told() == ["news cannot be read", "news can be read again"]


def test_a_second_outage_is_another(days: Days) -> None:
    for _ in range(2):
        days.poll(5, error="no answer")
        days.poll(5)
    assert days.told() == ["news cannot be read", "news can be read again"] * 2


def test_a_source_that_is_no_longer_polled_has_no_outage(days: Days) -> None:
    days.poll(5, error="no answer")
    update_outages(days.db, [], days.now)
    assert days.told()[-1] == "news can be read again"


def test_silence_longer_than_usual_is_told_once_and_so_is_its_end(days: Days) -> None:
    for number in range(10):
        seen = (START - dt.timedelta(days=2 * number)).isoformat()
        days.db["documents"].insert(
            {"id": str(number), "source": "news", "kind": "page", "url": "", "first_seen": seen, "last_seen": seen}
        )
    days.poll(changed=True)
    days.poll(5 * 24)
    assert days.told() == []
    days.poll(5 * 24)
    assert days.told() == ["news has been silent for longer than usual"]
    days.poll(changed=True)
    assert days.told()[-1] == "news is no longer silent"


def test_a_source_with_little_history_is_not_called_silent(days: Days) -> None:
    days.poll(changed=True)
    days.poll(24 * 60)
    assert days.told() == []
