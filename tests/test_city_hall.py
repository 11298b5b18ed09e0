"""The stand-in for the polled sites, where it lies beside the checkout: ten days of polls, compared with its truth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cityhall import DAYS, TYPES, City, city_hall
from sqlite_utils import Database

from monitor.collect.archive import Archive
from monitor.rulebook.load import Rulebook
from monitor.rulebook.models import Sources
from monitor.stages.parse import parse
from monitor.store.runs import Run

UNDATED = "Every family whose case is among the 1,150"
TABLES = ["documents", "versions", "edits", "meetings", "questions", "answers", "turns", "quotations"]


@pytest.fixture(scope="module")
def city(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The stand-in after days 0 to 9, each polled once, and polled again on the last."""
    with city_hall(shared("city-hall"), tmp_path_factory.mktemp("city")) as found:
        found.poll_days()
        found.control("log", {"clear": True})
        found.poll(found.noon(DAYS - 1))
        found.log = found.control("log")
        yield found


@pytest.fixture
def db(city: City) -> Iterator[Database]:
    database = city.db
    yield database
    database.close()


def test_nothing_fails(city: City) -> None:
    assert city.failures == []


@pytest.mark.parametrize("name", TYPES)
def test_all_that_is_true_is_found_once_and_nothing_else(name: str, city: City, db: Database) -> None:
    comparison = TYPES[name](db, city.truth, city.bank)
    assert comparison.true
    assert not (comparison.missing or comparison.extra), str(comparison)
    # A letter of the day before, which its page does not date: it counts as said when the page was published.
    assert [true for true, _ in comparison.differing if not true[-1].startswith(UNDATED)] == [], str(comparison)


def test_turns_are_on_the_question_that_opened_their_exchange(city: City, db: Database) -> None:
    sql = "SELECT turns.reference, questions.reference FROM turns LEFT JOIN questions ON questions.id = turns.question "
    pairs = set(db.execute(sql + "WHERE turns.reference IS NOT NULL"))
    known = {question["reference"] for question in city.truth["questions"]}
    assert pairs
    assert all(question == (reference if reference in known else None) for reference, question in pairs)


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
    with city_hall(shared("city-hall"), tmp_path, crawl_delay=0.2) as found:
        sources = found.rulebook.sources
        assert sources is not None
        few = [source for source in sources.sources if source.id in {"mayor", "police"}]
        found.rulebook = Rulebook(
            Path("rules"), people=found.rulebook.people, sources=Sources(contact=sources.contact, sources=few)
        )
        found.poll(found.noon(0))
        times = [entry["time"] for entry in found.control("log")]
    assert len(times) > 5
    # The first request asks for the pause itself, so it cannot be kept before it.
    assert all(later - earlier >= 0.2 for earlier, later in zip(times[1:], times[2:], strict=False))
