"""Messages: readable, harmless, and as long as a destination takes."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.messages import Style, pack, write
from monitor.alerts.outbox import Waiting
from monitor.alerts.timing import is_due, last_slot
from monitor.rulebook.alerts import Alerts, Destination, QuietHours

LONDON = ZoneInfo("Europe/London")
STYLE = Style(30_000, {"alert_one": "Changed answers"}, "https://answers.example.org/")


def row(
    title: str = "T", body: str = "B", url: str | None = "https://example.org/1", date: str | None = "2025-10-16"
) -> Waiting:
    return Waiting("a", "alert_one", title, "k", body, url, date, None, "", "")


def test_text_is_only_ever_text_in_html() -> None:
    html = write("key", [row("<script>alert(1)</script>", "<img src=x onerror=y>", "javascript:alert(1)")], STYLE).html
    assert "<script" not in html and "<img" not in html and "javascript:" not in html


def test_nobody_is_called_and_no_direction_is_turned() -> None:
    text = write("key", [row("@channel look", "<!everyone> \u202egnp.exe\x07")], STYLE).text
    assert "@channel" not in text and "<!" not in text and "\u202e" not in text and "\x07" not in text


def test_a_title_is_one_line() -> None:
    assert "\n" not in write("key", [row("Bcc: a@example.org\r\nSubject: other")], STYLE).title


def test_the_message_links_to_the_whole_alert_on_the_site() -> None:
    assert "https://answers.example.org/monitor/alert_one" in write("key", [row()], STYLE).text


@given(st.lists(st.text(max_size=3000), min_size=1, max_size=8), st.sampled_from([1200, 2000, 30_000]))
def test_all_rows_come_in_messages_that_fit(bodies: list[str], longest: int) -> None:
    style = Style(longest, {})
    rows = [row(f"title {number}", body) for number, body in enumerate(bodies)]
    batches = list(pack(rows, style))
    assert [one for batch in batches for one in batch] == rows
    for batch in batches:
        message = write("key", batch, style)
        assert len(message.text) <= longest and len(message.html) <= longest


@given(st.text(), st.text(), st.text())
def test_any_text_makes_html_that_ends_what_it_begins(title: str, body: str, url: str) -> None:
    opened: list[str] = []

    class Count(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag != "br":
                opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert opened.pop() == tag

    Count().feed(write("key", [row(title, body, url)], STYLE).html)
    assert opened == []


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "when", "slot"),
    [
        ("2025-11-14T07:29", "daily", "2025-11-13T07:30"),
        ("2025-11-14T07:30", "daily", "2025-11-14T07:30"),
        ("2025-11-14T12:00", "weekly", "2025-11-10T07:30"),
        ("2025-11-10T07:00", "weekly", "2025-11-03T07:30"),
        ("2025-10-26T12:00", "daily", "2025-10-26T07:30"),  # the clocks went back that night
        ("2025-03-30T12:00", "daily", "2025-03-30T07:30"),  # and forward
    ],
)
def test_the_last_digest_was_at_that_local_time(now: str, when: str, slot: str) -> None:
    assert last_slot(at(now), when, "07:30", "monday", LONDON) == at(slot)  # type: ignore[arg-type]


@given(
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)), st.sampled_from(["immediately", "daily", "weekly"])
)
def test_whatever_waits_is_due_within_its_period_and_the_quiet_hours(queued: dt.datetime, when: str) -> None:
    destination = Destination(id="desk", url="json://x", when=when)  # type: ignore[arg-type]
    alerts = Alerts(quiet_hours=QuietHours.model_validate({"from": "22:00", "to": "07:00"}))
    queued = queued.replace(tzinfo=dt.UTC)
    longest = {
        "immediately": dt.timedelta(hours=10),
        "daily": dt.timedelta(hours=26),
        "weekly": dt.timedelta(days=7, hours=2),
    }
    steps = (queued + dt.timedelta(minutes=30 * n) for n in range(1, 400))
    due_at = next(moment for moment in steps if is_due(queued, moment, when, destination, alerts))  # type: ignore[arg-type]
    assert due_at - queued <= longest[when] + dt.timedelta(minutes=30)


@pytest.mark.parametrize(("moment", "quiet"), [("21:59", False), ("22:00", True), ("03:00", True), ("07:00", False)])
def test_quiet_hours_go_over_midnight(moment: str, quiet: bool) -> None:
    hours = QuietHours.model_validate({"from": "22:00", "to": "07:00"})
    assert hours.hold(dt.time.fromisoformat(moment)) is quiet
