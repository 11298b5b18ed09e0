"""When sources are polled, with the clock moved by the test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from monitor.rulebook.models import Source
from monitor.timetable import Health, Timetable

START = dt.datetime(2025, 11, 14, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """A clock that stands at noon; the system's zone is UTC, as `monitor run` makes it."""
    import time  # noqa: PLC0415

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    with time_machine.travel(START, tick=False) as clock:
        yield clock
    monkeypatch.undo()
    time.tzset()


def source(name: str = "news", **options: str) -> Source:
    return Source(id=name, kind="feed", url="http://localhost", **options)


def timetable(*sources: Source, health: Health | None = None, least: bool = True) -> Timetable:
    return Timetable(
        sources, lambda _: health or Health(), (lambda low, high: low) if least else (lambda low, high: high)
    )


def minutes_until_due(table: Timetable, clock: time_machine.Traveller, limit: int = 20_000) -> int:
    for minute in range(limit):
        if table.due():
            return minute
        clock.shift(60)
    raise AssertionError("never due")


def test_a_source_never_polled_is_polled_at_once(clock: time_machine.Traveller) -> None:
    assert timetable(source(every="6 hours")).due() == ["news"]


def test_a_source_is_polled_at_its_interval_stretched_by_a_tenth_at_most(clock: time_machine.Traveller) -> None:
    table = timetable(source(every="60 minutes"))
    table.due()
    for _ in range(20):
        assert 60 <= minutes_until_due(table, clock) <= 67


def test_a_disabled_source_is_never_polled(clock: time_machine.Traveller) -> None:
    table = timetable(source(every="1 hour").model_copy(update={"enabled": False}))
    assert table.due() == [] and table.seconds_to_next() is None


def test_after_a_sleep_each_source_is_polled_once(clock: time_machine.Traveller) -> None:
    table = timetable(source("a", every="1 hour"), source("b", every="2 hours"))
    table.due()
    clock.shift(dt.timedelta(days=3))
    assert sorted(table.due()) == ["a", "b"]
    assert table.due() == []


def test_after_a_restart_what_was_missed_is_caught_up_with_and_the_rest_keeps_its_time(
    clock: time_machine.Traveller,
) -> None:
    missed = timetable(
        source(every="6 hours"), health=Health(START - dt.timedelta(days=2), START - dt.timedelta(days=1))
    )
    assert missed.due() == ["news"]
    waiting = timetable(source(every="6 hours"), health=Health(START, START + dt.timedelta(hours=2)))
    assert minutes_until_due(waiting, clock) == 120


def test_a_sources_health_puts_its_poll_off(clock: time_machine.Traveller) -> None:
    found = Health()
    table = Timetable([source(every="1 hour")], lambda _: found, lambda low, high: low)
    table.due()
    found = Health(START, START + dt.timedelta(hours=8))
    table.polled(["news"])
    assert minutes_until_due(table, clock) == 8 * 60


@pytest.mark.parametrize(
    ("day", "utc_hour"), [("2025-07-14", 6), ("2025-11-14", 7), ("2025-10-25", 6), ("2025-10-26", 7)]
)
def test_a_time_of_day_is_london_time_in_summer_and_winter(
    clock: time_machine.Traveller, day: str, utc_hour: int
) -> None:
    clock.move_to(dt.datetime.fromisoformat(f"{day}T00:30+00:00"))
    table = timetable(source(at="07:00"), health=Health(dt.datetime.now(dt.UTC)))
    minutes_until_due(table, clock)
    assert f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M}" == f"{day}T{utc_hour:02}:00"


def test_several_times_of_day(clock: time_machine.Traveller) -> None:
    clock.move_to(dt.datetime(2025, 11, 14, 0, 30, tzinfo=dt.UTC))
    table = timetable(source(at="07:00, 13:30"), health=Health(dt.datetime.now(dt.UTC)))
    assert [minutes_until_due(table, clock) for _ in range(3)] == [390, 390, 1050]


def test_a_missed_time_of_day_is_caught_up_with(clock: time_machine.Traveller) -> None:
    table = timetable(source(at="07:00"), health=Health(START - dt.timedelta(days=1)))
    assert table.due() == ["news"]


def test_times_of_day_are_put_off_by_up_to_five_minutes_after_the_first(clock: time_machine.Traveller) -> None:
    table = timetable(source(at="07:00"), health=Health(START), least=False)
    first = minutes_until_due(table, clock)
    table.polled(["news"])
    assert (first, minutes_until_due(table, clock)) == (19 * 60, 24 * 60 + 5)
