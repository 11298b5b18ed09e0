"""Alerts from query to destination, with a real web hook and a real mail server."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from receivers import Hook, mailbox, nobody, web_hook
from sqlite_utils import Database

from monitor.alerts import outbox
from monitor.context import LONDON
from monitor.rulebook.alerts import Alerts
from monitor.stages.alerts import Request, dry_run, find_and_send
from monitor.store.database import connect
from monitor.store.runs import Run

NEWS = """SELECT id AS row_key, explanation AS title, evidence AS body, url, said_on AS date, id AS item
    FROM findings WHERE review IS NOT 'dismissed' ORDER BY said_on"""
OTHER = "SELECT id AS row_key, command AS title, '' AS body, NULL AS url, started AS date FROM runs"


@dataclass
class Desk:
    """A newsroom: a database, its alerts, and a clock that only the test moves."""

    folder: Path
    db: Database
    alerts: dict[str, Any] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=lambda: {"alert_news": NEWS})
    moment: dt.datetime = dt.datetime(2025, 11, 14, 12, 0, tzinfo=LONDON)
    waits: float = 5.0

    @property
    def request(self) -> Request:
        metadata = self.folder / "metadata.json"
        metadata.write_text(json.dumps({"databases": {"monitor": {"queries": self.queries}}}), encoding="utf-8")
        alerts = Alerts.model_validate({"answer_within": self.waits, **self.alerts})
        path = self.folder / "monitor.db"
        return Request(db_path=path, alerts=alerts, now=lambda: self.moment, metadata=metadata)

    def to(self, **urls: str) -> None:
        self.alerts["destinations"] = [{"id": name, "url": url} for name, url in urls.items()]

    def run(self, **options: Any) -> Run:
        run = Run()
        find_and_send(self.db, replace(self.request, **options), run)
        return run

    def finding(self, name: str, said_on: str = "2025-11-13", review: str | None = None) -> None:
        row = {"id": name, "rule": "r", "rule_version": "1", "kind": "no-figure", "reply": "non-reply"}
        row |= {"medium": "written", "said_on": said_on, "question_text": "How many?", "evidence": f"Many, {name}."}
        row |= {"explanation": f"No figure is given ({name}).", "url": f"https://example.org/{name}"}
        row |= {"answer_text": "", "exchange": name, "first_found": said_on, "review": review}
        exchange = {"id": name, "medium": "written", "question_text": "How many?", "answer_text": ""}
        self.db["exchanges"].insert(exchange, ignore=True)
        self.db["findings"].insert(row, pk="id", replace=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    db = connect(tmp_path / "monitor.db")
    desk = Desk(tmp_path, db)
    desk.to()
    yield desk
    db.close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with web_hook() as hook:
        yield hook


def keys_in(hook: Hook, desk: Desk) -> list[str]:
    """Return the findings named in confirmed messages, in order, as often as they were told."""
    names = [row["id"] for row in desk.db["findings"].rows]
    return [name for message in hook.accepted for name in names if f"({name})" in message["message"]]


def test_a_new_row_is_sent_with_what_who_when_quotation_and_link(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    desk.finding("one")
    desk.run()
    (message,) = hook.messages
    assert message["title"] == "No figure is given (one)."
    for part in ("13 November 2025", "Many, one.", "https://example.org/one", "a lead for a person to check"):
        assert part in message["message"]


def test_a_row_is_reported_once(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    desk.finding("one")
    desk.run()
    desk.finding("two")
    desk.run()
    desk.run()
    assert keys_in(hook, desk) == ["one", "two"]


def test_several_rows_of_one_alert_come_in_one_message(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    for name in ("one", "two", "three"):
        desk.finding(name)
    desk.run()
    assert [message["title"] for message in hook.messages] == ["News: 3 new"]
    assert sorted(keys_in(hook, desk)) == ["one", "three", "two"]


def test_mail_is_readable_as_plain_text_and_as_html(desk: Desk) -> None:
    with mailbox() as box:
        desk.to(mail=box.url)
        desk.finding("one")
        assert desk.run().failures == []
    (mail,) = box.mail
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain and html
    for part in (plain, html):
        assert "Many, one." in part.get_content() and "https://example.org/one" in part.get_content()
    assert mail["X-Message-Key"]


def test_a_failed_message_is_sent_by_a_later_run(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    hook.statuses = [500]
    desk.finding("one")
    failed = desk.run()
    assert failed.failures and "newsdesk" in failed.failures[0]
    assert outbox.pending(desk.db)[0][:2] == ("newsdesk", 1)
    assert desk.run().failures == []
    assert keys_in(hook, desk) == ["one"]
    assert outbox.pending(desk.db) == []


def test_two_destinations_do_not_depend_on_each_other(desk: Desk, hook: Hook) -> None:
    with web_hook() as other:
        desk.to(bad=hook.url, good=other.url)
        hook.statuses = [500]
        desk.finding("one")
        desk.run()
        assert (keys_in(hook, desk), keys_in(other, desk)) == ([], ["one"])
        desk.run()
        assert (keys_in(hook, desk), keys_in(other, desk)) == (["one"], ["one"])


def test_a_destination_that_never_answers_holds_up_no_other(desk: Desk, hook: Hook) -> None:
    with nobody() as silent:
        desk.waits = 0.2
        desk.to(silent=silent, newsdesk=hook.url)
        desk.finding("one")
        run = desk.run()
    assert keys_in(hook, desk) == ["one"]
    assert len(run.failures) == 1 and "silent" in run.failures[0]


def test_a_slow_answer_is_waited_for_and_not_sent_again(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    hook.delay = 0.5
    desk.finding("one")
    assert desk.run().failures == []
    desk.run()
    assert keys_in(hook, desk) == ["one"]


def test_a_message_cut_off_is_repeated_under_the_same_key_and_says_so(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    desk.finding("one")
    desk.run()
    desk.db.execute("UPDATE deliveries SET state = 'sending'")  # as a crash before the confirmation was noted leaves it
    desk.finding("two")
    desk.run()
    first, repeat, other = hook.messages
    assert first["key"] == repeat["key"] != other["key"]
    assert "may be a repeat" in repeat["message"] and "may be a repeat" not in first["message"]
    assert keys_in(hook, desk) == ["one", "one", "two"]


def test_a_message_cut_off_is_not_repeated_in_quiet_hours_nor_with_what_was_dismissed(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    desk.finding("one")
    desk.finding("two")
    desk.run()
    desk.db.execute("UPDATE deliveries SET state = 'sending'")
    desk.finding("two", review="dismissed")
    desk.alerts["quiet_hours"] = {"from": "11:00", "to": "13:00"}
    desk.run()
    assert len(hook.messages) == 1
    desk.moment += dt.timedelta(hours=1)
    desk.run()
    assert keys_in(hook, desk) == ["one", "two", "one"]


def test_a_dismissed_finding_is_not_sent_even_if_it_waits(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    hook.statuses = [500]
    desk.finding("one")
    desk.run()
    desk.finding("one", review="dismissed")
    desk.run()
    assert keys_in(hook, desk) == []
    desk.finding("one")  # reopened
    desk.run()
    assert keys_in(hook, desk) == ["one"]


def test_the_first_run_on_a_full_database_sends_nothing_unasked(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    for number in range(3000):
        desk.finding(f"f{number}", "2025-11-13")
    run = desk.run()
    assert "3,000 rows" in run.failures[0] and "--from-now" in run.failures[0]
    assert hook.messages == []
    assert desk.run(start="from-now").failures == []
    desk.finding("new")
    desk.run()
    assert keys_in(hook, desk) == ["new"]


def test_the_first_rows_can_be_sent_when_asked_for(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    for number in range(100):
        desk.finding(f"f{number:03}")
    desk.run()
    desk.run(start="send-all")
    assert len(keys_in(hook, desk)) == 100
    assert 1 < len(hook.messages) < 10


def test_a_new_destination_gets_what_is_found_from_then_on(desk: Desk, hook: Hook) -> None:
    with web_hook() as later:
        desk.to(newsdesk=hook.url)
        desk.finding("one")
        desk.run()
        desk.to(newsdesk=hook.url, later=later.url)
        desk.finding("two")
        desk.run()
        assert (keys_in(hook, desk), keys_in(later, desk)) == (["one", "two"], ["two"])


@pytest.mark.parametrize(
    ("said_on", "told"),
    [
        ("2025-11-13", True),
        ("2025-10-20", True),
        ("2025-10", True),
        ("2025-09", False),
        ("2019-05-01", False),
        ("", True),
    ],
)
def test_only_what_is_not_of_the_past_is_news(desk: Desk, hook: Hook, said_on: str, told: bool) -> None:
    desk.to(newsdesk=hook.url)
    desk.run()
    desk.finding("found", said_on)
    desk.run()
    assert keys_in(hook, desk) == (["found"] if told else [])


def test_an_old_date_read_by_an_ordinary_poll_today_is_news(desk: Desk, hook: Hook) -> None:
    desk.queries = {"alert_news": NEWS.replace("id AS item", "first_found AS seen_at")}
    desk.to(newsdesk=hook.url)
    desk.run()
    desk.finding("late", "2025-03-01")
    desk.db["findings"].update("late", {"first_found": "2025-11-14T11:00:00+00:00"})
    desk.run()
    assert keys_in(hook, desk) == ["late"]


def test_rows_of_the_past_are_never_sent_later(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    desk.run()
    for number in range(500):
        desk.finding(f"f{number}", "2019-05-01")
    assert desk.run().failures == []
    desk.run()
    assert hook.messages == []
    assert desk.db["alerts"].count_where("old") == 500


def test_after_months_of_standstill_nothing_is_lost(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    desk.run()
    desk.moment += dt.timedelta(days=120)
    desk.finding("in-between", "2025-12-24")
    desk.run()
    assert keys_in(hook, desk) == ["in-between"]


def test_a_faulty_alert_is_named_with_its_line_and_stops_no_other(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    desk.queries = {"alert_bad": "SELECT 1 AS row_key", "alert_news": NEWS}
    desk.finding("one")
    run = desk.run()
    assert "metadata.json:1: alert_bad returns no column title" in run.failures[0]
    assert keys_in(hook, desk) == ["one"]


@pytest.mark.parametrize(
    ("when", "at", "sent_at"),
    [("immediately", "07:30", "14T12:00"), ("daily", "07:30", "15T07:30"), ("weekly", "09:00", "17T09:00")],
)
def test_digests_go_out_at_their_hour(desk: Desk, hook: Hook, when: str, at: str, sent_at: str) -> None:
    desk.alerts["destinations"] = [{"id": "newsdesk", "url": hook.url, "when": when, "at": at}]
    desk.finding("one")
    while not hook.messages:
        desk.run()
        if not hook.messages:
            desk.moment += dt.timedelta(minutes=30)
    assert f"{desk.moment:%dT%H:%M}" == sent_at


def test_a_digest_brings_all_alerts_in_one_message(desk: Desk, hook: Hook) -> None:
    desk.queries["alert_runs"] = OTHER
    desk.db["runs"].insert({"started": "2025-11-13", "command": "refresh", "status": "ok"})
    desk.finding("one")
    desk.alerts["destinations"] = [{"id": "newsdesk", "url": hook.url, "when": "daily"}]
    desk.run()
    desk.run(digest_now=True)
    assert [message["title"] for message in hook.messages] == ["2 new, in 2 alerts"]


def test_one_destination_can_have_some_alerts_at_once_and_others_daily(desk: Desk, hook: Hook) -> None:
    desk.queries["alert_runs"] = OTHER
    desk.db["runs"].insert({"started": "2025-11-13", "command": "refresh", "status": "ok"})
    desk.finding("one")
    chosen = {"alert_news": "immediately", "alert_runs": "daily"}
    desk.alerts["destinations"] = [{"id": "newsdesk", "url": hook.url, "alerts": chosen}]
    desk.run()
    assert [message["title"] for message in hook.messages] == ["No figure is given (one)."]


def test_nothing_is_sent_in_quiet_hours_and_all_of_it_after_them(desk: Desk, hook: Hook) -> None:
    desk.alerts["quiet_hours"] = {"from": "22:00", "to": "07:00"}
    desk.to(newsdesk=hook.url)
    desk.moment = dt.datetime(2025, 11, 14, 23, 30, tzinfo=LONDON)
    desk.finding("one")
    desk.run()
    assert hook.messages == []
    desk.moment = dt.datetime(2025, 11, 15, 7, 0, tzinfo=LONDON)
    desk.run()
    assert keys_in(hook, desk) == ["one"]


def test_a_dry_run_shows_what_would_be_sent_and_changes_nothing(desk: Desk, hook: Hook) -> None:
    desk.to(newsdesk=hook.url)
    desk.finding("one")
    shown = "\n".join(dry_run(desk.db, desk.request, Run()))
    assert "To newsdesk (immediately)" in shown and "Many, one." in shown
    assert hook.messages == [] and desk.db["alerts"].count == 0
    desk.run()
    assert keys_in(hook, desk) == ["one"]


def test_secrets_are_in_no_message_of_failure_and_not_in_the_database(
    desk: Desk, hook: Hook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DESK_URL", hook.url.replace("//", "//user:hunter2secret@") + "tokentoken")
    desk.to(newsdesk="${DESK_URL}")
    hook.statuses = [500]
    desk.finding("one")
    run = desk.run()
    stored = "\n".join(desk.db.conn.iterdump())
    for told in (*run.failures, stored, caplog.text):
        assert "hunter2secret" not in told and "tokentoken" not in told


def test_a_missing_environment_variable_is_named(desk: Desk) -> None:
    desk.to(newsdesk="${NO_SUCH_VARIABLE}")
    desk.finding("one")
    assert "NO_SUCH_VARIABLE is not set" in desk.run().failures[0]


def test_an_address_of_several_recipients_is_refused(desk: Desk) -> None:
    desk.to(mail="mailto://127.0.0.1:9/?from=a@example.org&to=b@example.org,c@example.org")
    desk.finding("one")
    assert "2 recipients" in desk.run().failures[0]


def test_delivered_at_is_set_when_all_destinations_have_confirmed(desk: Desk, hook: Hook) -> None:
    with web_hook() as other:
        desk.to(newsdesk=hook.url, other=other.url)
        other.statuses = [503]
        desk.finding("one")
        delivered: Callable[[], Any] = lambda: next(desk.db["alerts"].rows)["delivered_at"]  # noqa: E731
        desk.run()
        assert delivered() is None
        desk.run()
        assert delivered() == desk.moment.isoformat()
