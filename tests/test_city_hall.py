"""The stand-in for the polled sites, where it lies beside the checkout: ten days of polls, compared with its truth."""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from collecting import LONDON
from sqlite_utils import Database

from monitor.collect.archive import Archive
from monitor.rulebook.load import Rulebook
from monitor.rulebook.models import People, Source, Sources
from monitor.stages.parse import parse
from monitor.stages.poll import poll
from monitor.store.database import connect
from monitor.store.runs import Run

TABLES = ["documents", "versions", "edits", "meetings", "questions", "answers", "turns"]


@dataclass
class City:
    """Ten days of the stand-in: its truth at the end, the log of a last poll, and the folder of the database."""

    base: str
    folder: Path
    rulebook: Rulebook
    failures: list[str] = field(default_factory=list)
    truth: dict[str, Any] = field(default_factory=dict)
    log: list[dict[str, Any]] = field(default_factory=list)

    @property
    def db(self) -> Database:
        return connect(self.folder / "monitor.db")

    def control(self, call: str, order: dict[str, object] | None = None) -> Any:
        data = json.dumps(order).encode() if order is not None else None
        with urllib.request.urlopen(f"{self.base}/__control/{call}", data=data, timeout=20) as reply:
            return json.load(reply)

    def poll(self, now: dt.datetime) -> None:
        run, db = Run(), self.db
        with Archive(self.folder / "archive") as archive:
            poll(db, archive, self.rulebook, run, now=lambda: now)
        db.close()
        self.failures += run.failures


def rules(bank: dict[str, Any], port: int) -> Rulebook:
    """Sources for the stand-in, and the people of its bank."""
    first, second, third = (f"http://127.0.0.1:{port + n}" for n in range(3))
    places = {
        "questions": ("mayors-questions", first, {"since": "2018-01-01"}),
        "committees": ("moderngov", f"{first}/about-us/londonassembly/meetings/", {"committees": [183, 184, 240]}),
        "assembly": ("press-releases", f"{first}/media-centre/london-assembly-press-releases", {}),
        "mayor": ("press-releases", f"{first}/media-centre/mayors-press-releases", {}),
        "police": ("feed", f"{second}/rss/current_news/66871", {}),
        "archive": ("lmq-xml", f"{third}/pwdata/scrapedxml/lmqs/", {}),
    }
    sources = [
        Source.model_validate({"id": ident, "kind": kind, "url": url, "delay": 0, **options})
        for ident, (kind, url, options) in places.items()
    ]
    officials = [person for person in bank["people"] if person["body"]]
    members = [person for person in bank["people"] if person["member"]]
    people = {
        "bodies": [*bank["bodies"], {"id": "assembly", "name": "London Assembly"}],
        "people": [
            {"name": p["name"], "roles": [{"body": p["body"], "title": p["title"], "kind": "official"}]}
            for p in officials
        ]
        + [
            {"name": p["name"], "roles": [{"body": "assembly", "title": "Assembly Member", "kind": "member"}]}
            for p in members
        ],
    }
    return Rulebook(
        Path("rules"),
        people=People.model_validate(people),
        sources=Sources(contact="desk@example.org", sources=sources),
    )


def free_port() -> int:
    """The first of three ports that are free."""
    for port in range(9160, 9197, 3):
        try:
            for n in range(3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + n))
        except OSError:
            continue
        return port
    raise AssertionError("no three free ports")


@pytest.fixture(scope="module")
def city(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The stand-in after days 0 to 9, each polled once, and polled again on the last."""
    home = shared("city-hall")
    bank = json.loads((home / "bank_a.json").read_text(encoding="utf-8"))
    port = free_port()
    command = [sys.executable, "-B", str(home / "serve.py"), "--port", str(port), "--crawl-delay", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        for _ in range(3):
            server.stdout.readline()
        found = City(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("city"), rules(bank, port))
        noon = dt.datetime.combine(dt.date.fromisoformat(bank["start"]), dt.time(12), LONDON)
        for day in range(10):
            found.control("day", {"day": day})
            found.poll(noon + dt.timedelta(days=day))
        found.control("log", {"clear": True})
        found.poll(noon + dt.timedelta(days=9))
        found.truth, found.log = found.control("truth"), found.control("log")
        yield found
    finally:
        server.kill()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


@pytest.fixture
def db(city: City) -> Iterator[Database]:
    database = city.db
    yield database
    database.close()


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def test_nothing_fails(city: City) -> None:
    assert city.failures == []


def test_every_question_once_and_no_other(city: City, db: Database) -> None:
    columns = "title, asked_by, asked_by_group, asked_of, asked_on, status, url, category, reference, text"
    found = {tuple(map(folded, row)) for row in db.execute(f"SELECT {columns} FROM questions")}
    names = ["title", "asked_by", "group", "asked_of", "asked_on", "status", "url", "category", "reference", "text"]
    assert found == {tuple(folded(q[name]) for name in names) for q in city.truth["questions"]}
    assert db["questions"].count == len(city.truth["questions"])


def test_every_answer_with_date_status_and_text(city: City, db: Database) -> None:
    sql = (
        "SELECT questions.url, answered_by, answered_on, answers.status, answers.text "
        "FROM answers JOIN questions ON questions.id = question"
    )
    found = sorted(tuple(map(folded, row)) for row in db.execute(sql))
    wanted = sorted(
        (q["url"], a["answered_by"], a["answered_on"], a["status"], folded(a["text"]))
        for q in city.truth["questions"]
        for a in q["answers"]
    )
    assert found == wanted


def test_every_meeting(city: City, db: Database) -> None:
    found = {tuple(row) for row in db.execute("SELECT committee, held_on, url FROM meetings")}
    assert found == {(m["name"], m["date"], m["url"]) for m in city.truth["meetings"]}


def test_every_turn_with_its_speaker_and_role(city: City, db: Database) -> None:
    found = [
        (meeting, position, speaker, role == "official", folded(text))
        for meeting, position, speaker, role, text in db.execute(
            "SELECT meeting, position, speaker, role, text FROM turns WHERE meeting IS NOT NULL ORDER BY meeting, position"
        )
    ]
    assert found == [
        (f"meeting-{t['meeting']}", turn["position"], turn["speaker"], turn["official"], folded(turn["text"]))
        for t in sorted(city.truth["transcripts"], key=lambda t: str(t["meeting"]))
        for turn in t["turns"]
    ]


def test_turns_are_on_the_question_that_opened_their_exchange(city: City, db: Database) -> None:
    sql = "SELECT turns.reference, questions.reference FROM turns LEFT JOIN questions ON questions.id = turns.question "
    pairs = set(db.execute(sql + "WHERE turns.reference IS NOT NULL"))
    known = {question["reference"] for question in city.truth["questions"]}
    assert pairs
    assert all(question == (reference if reference in known else None) for reference, question in pairs)


def test_every_release(city: City, db: Database) -> None:
    found = {tuple(row) for row in db.execute("SELECT url, title, published FROM documents WHERE kind = 'release'")}
    assert found == {(p["url"], p["title"], p["published"]) for p in city.truth["press"]}


def test_every_substantive_edit_and_no_other(city: City, db: Database) -> None:
    found = sorted(tuple(row) for row in db.execute("SELECT url, seen_on FROM edits WHERE substantive"))
    assert found == sorted((e["url"], e["seen_on"]) for e in city.truth["edits"] if e["substantive"])


def test_every_withdrawal_and_no_other(city: City, db: Database) -> None:
    found = {row[0] for row in db.execute("SELECT url FROM documents WHERE withdrawn_on IS NOT NULL")}
    assert found == {w["url"] for w in city.truth["withdrawn"]}


def test_an_unchanged_site_is_asked_conditionally_and_sends_no_body(city: City) -> None:
    assert city.log
    assert {entry["status"] for entry in city.log if not entry["conditional"]} <= {404}
    assert {entry["status"] for entry in city.log if entry["conditional"]} == {304}


def test_nothing_disallowed_is_asked_for(city: City) -> None:
    assert not [entry["path"] for entry in city.log if re.match(r"/(search|user/|internal/)", entry["path"])]
    assert all("desk@example.org" in entry["user_agent"] for entry in city.log)


def test_the_archive_alone_gives_the_same_rows(city: City, db: Database) -> None:
    before = {table: sorted(map(tuple, db.execute(f"SELECT * FROM {table}")), key=repr) for table in TABLES}
    run = Run()
    with Archive(city.folder / "archive") as archive:
        parse(db, archive, city.rulebook, run, lambda line: None)
    assert run.failures == []
    assert {table: sorted(map(tuple, db.execute(f"SELECT * FROM {table}")), key=repr) for table in TABLES} == before


def test_the_pause_between_requests_is_kept(shared: Callable[[str], Path], tmp_path: Path) -> None:
    home, port = shared("city-hall"), free_port()
    command = [sys.executable, "-B", str(home / "serve.py"), "--port", str(port), "--crawl-delay", "0.2"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        for _ in range(3):
            server.stdout.readline()
        bank = json.loads((home / "bank_a.json").read_text(encoding="utf-8"))
        found = City(f"http://127.0.0.1:{port}", tmp_path, rules(bank, port))
        mayor = (
            [s for s in found.rulebook.sources.sources if s.id in {"mayor", "police"}] if found.rulebook.sources else []
        )
        found.rulebook = Rulebook(
            Path("rules"), people=found.rulebook.people, sources=Sources(contact="desk@example.org", sources=mayor)
        )
        found.poll(dt.datetime(2025, 10, 6, 12, tzinfo=LONDON))
        times = [entry["time"] for entry in found.control("log")]
    finally:
        server.kill()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()
    assert len(times) > 5
    # The first request asks for the pause itself, so it cannot be kept before it.
    assert all(later - earlier >= 0.2 for earlier, later in zip(times[1:], times[2:], strict=False))
