"""Officials' words on newsrooms' own pages: joined where they are interrupted, with who said them as printed, on their day."""

from __future__ import annotations

from pathlib import Path

import pytest
from articledata import PEOPLE

from monitor.collect.keeping.meetings import save_meeting
from monitor.collect.keeping.releases import save_release
from monitor.collect.keeping.texts import Seen
from monitor.collect.records import Item, Meeting, Release
from monitor.people import Directory
from monitor.store.database import connect
from monitor.store.quotations import dated_by_meetings, merge_statements

MET = "Metropolitan Police Service"
SITE = "https://site.example"
# A release of Wednesday 18 June 2025, and the days on which committees met before it.
RELEASED = "2025-06-18"
MEETINGS = [("Police and Crime Committee", "2025-06-11"), ("Mayor's Question Time", "2025-06-12")]
COLUMNS = ("person", "role", "said_on", "medium", "text")


def stored(
    folder: Path, *releases: tuple[str, str], body: str = "", meetings_first: bool = True
) -> list[dict[str, str]]:
    """The statements of releases given as (day, text), with the committees' meetings known before or after them."""
    db = connect(folder / "monitor.db")

    def meet() -> None:
        for number, (committee, day) in enumerate(MEETINGS):
            seen = Seen("committees", f"{SITE}/m{number}", RELEASED, "")
            save_meeting(db, seen, Meeting(f"{number}", committee, day, "10:00", seen.url, (Item("1", "Agenda"),)))

    db.execute("PRAGMA foreign_keys = OFF")
    touched: set[str] = set()
    with db.atomic():
        if meetings_first:
            meet()
        for number, (day, text) in enumerate(releases):
            url = f"{SITE}/r{number}"
            release = Release(url, "A headline", day, f"A headline\n\nIt is about something.\n\n{text}", body=body)
            touched |= save_release(db, Seen("press", url, day, ""), release, Directory(PEOPLE))
        merge_statements(db, touched)
        if not meetings_first:
            meet()
            merge_statements(db, dated_by_meetings(db))
    rows = list(db.query(f"SELECT {', '.join(COLUMNS)} FROM statements ORDER BY said_on, rowid"))
    db.close()
    return rows


def texts(folder: Path, text: str) -> list[str]:
    return [row["text"] for row in stored(folder, (RELEASED, text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We counted,” the Mayor said. “There are ten.”", ["We counted,\nThere are ten."]),
        ("“We counted,” said Una Shore, who led the count, “and counted again.”", ["We counted, and counted again."]),
        ("“We counted,” Una Shore went on, “and counted again.”", ["We counted, and counted again."]),
        ("Una Shore said: “We counted.”\n\n“There are ten.”", ["We counted.\n\nThere are ten."]),
        ("Una Shore said: “We counted.\n\n“There are ten.”", ["We counted.\n\nThere are ten."]),
        ("Una Shore said: “We counted.” She added: “There are ten.”", ["We counted.", "There are ten."]),
        ("Una Shore said: “We counted.”\n\n“We counted.”", ["We counted."]),
    ],
)
def test_what_an_attribution_interrupts_is_one_statement(tmp_path: Path, text: str, words: list[str]) -> None:
    assert texts(tmp_path, text) == words


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("A Met spokesperson said: “It is so.”", "A Met spokesperson", "spokesperson"),
        ("“It is so,” a spokesman for the Mayor of London said.", "A spokesman for the Mayor of London", "spokesman"),
        ("Detective Inspector Ann Moss-Lane said: “It is so.”", "Ann Moss-Lane", "Detective Inspector"),
        ("Sgt Ann Moss-Lane, of the robbery squad, said: “It is so.”", "Ann Moss-Lane", "Sgt"),
        ("TfL’s director of buses, Wren Askew, said: “It is so.”", "Wren Askew", None),
        ("The Met said: “It is so.”", None, None),
    ],
)
def test_who_speaks_is_named_as_the_page_names_them(tmp_path: Path, text: str, person: str, role: str) -> None:
    (row,) = stored(tmp_path, (RELEASED, text), body="met")
    assert (row["person"], row["role"], row["medium"]) == (person, role, "press")


@pytest.mark.parametrize(
    "text",
    [
        "Commander Ray Moss of the British Transport Police said: “It is so.”",
        "Essex Police Inspector Ray Moss said: “It is so.”",
        "Essex Police’s Inspector Ray Moss said: “It is so.”",
        "Nora Finch, a victim of the gang, said: “It is so.”",
    ],
)
def test_others_on_a_forces_newsroom_do_not_speak_for_it(tmp_path: Path, text: str) -> None:
    assert stored(tmp_path, (RELEASED, text), body="met") == []


@pytest.mark.parametrize("meetings_first", [True, False])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sir Tariq Mallory told the Police and Crime Committee last week: “It is so.”", "2025-06-11"),
        ("Dame Zoë told Members at Mayor’s Question Time last week: “It is so.”", "2025-06-12"),
        ("Sir Tariq Mallory told the Police and Crime Committee this month: “It is so.”", "2025-06-11"),
        ("Sir Tariq Mallory told the Police and Crime Committee: “It is so.”", "2025-06-11"),
        ("Sir Tariq Mallory told the Transport Committee last week: “It is so.”", "2025-06"),  # which has no meeting
        ("Sir Tariq Mallory told Members last week: “It is so.”", "2025-06"),  # at one meeting or the other
        ("Sir Tariq Mallory said last week: “It is so.”", "2025-06"),
    ],
)
def test_what_was_said_at_a_meeting_is_of_its_day(tmp_path: Path, text: str, day: str, meetings_first: bool) -> None:
    whole = f"Dame Zoë Aldous-Reyes is the Mayor.\n\n{text}"
    (row,) = stored(tmp_path, (RELEASED, whole), meetings_first=meetings_first)
    assert row["said_on"] == day


def test_the_same_words_in_two_releases_are_one_statement_of_its_day(tmp_path: Path) -> None:
    first = ("2025-06-16", "The Mayor said: “There are ten counters and there will be ten.”")
    again = (RELEASED, "The Mayor said on Monday: “There are ten counters and there will be ten.”")
    assert [row["said_on"] for row in stored(tmp_path, first, again)] == ["2025-06-16"]


def test_the_same_words_months_later_were_said_again(tmp_path: Path) -> None:
    words = "The Mayor said: “There are ten counters and there will be ten.”"
    rows = stored(tmp_path, ("2025-01-16", words), (RELEASED, words))
    assert [row["said_on"] for row in rows] == ["2025-01-16", RELEASED]


def test_spokespersons_of_a_body_speak_with_one_voice(tmp_path: Path) -> None:
    first = (RELEASED, "A Met spokesperson said: “We have accepted all of the findings.”")
    again = (RELEASED, "A spokesperson for the Met said: “We have accepted all of the findings.”")
    assert len(stored(tmp_path, first, again)) == 1
