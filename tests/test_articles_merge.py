"""One statement, however many articles report it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.merge import MergedStatement, merge
from monitor.articles.read import Attributed

BASE = Attributed(
    text="We hold no list of that kind anywhere in the building.",
    start=0,
    end=10,
    person="Tariq Mallory",
    body="met",
    role="Commissioner",
    said_on="2025-06-18",
    date_basis="article",
    medium="press",
    question=None,
    context="",
    fragment=False,
    speaker="Sir Tariq",
)


def said(text: str = BASE.text, on: str = "2025-06-18", basis: str = "article", **rest: object) -> Attributed:
    return replace(BASE, text=text, said_on=on, date_basis=basis, **rest)  # type: ignore[arg-type]


def merged(*items: Attributed) -> list[MergedStatement]:
    return merge([(f"d{index}", item) for index, item in enumerate(items)])


def test_the_same_words_in_two_articles_are_one_statement_with_two_documents() -> None:
    (only,) = merged(said(), said("“We hold  no list of that kind anywhere in the building”"))
    assert [document for document, _ in only.documents] == ["d0", "d1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(), said("no list of that kind", fragment=True)),
        (said(), said("We hold no lists of this kind anywhere in the building.")),
        (said(), said("no list of that kind", on="2025-09-01", fragment=True)),
        (said(on="2025-06", basis="relative"), said(on="2025-06-12", basis="stated")),
    ],
    ids=["a part", "another wording", "quoted again later", "a date told less precisely"],
)
def test_small_differences_do_not_make_two(one: Attributed, other: Attributed) -> None:
    assert len(merged(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(), said(person=None)),
        (said(), said("We hold a list of that kind somewhere in the building.")),
        (
            said("We hold 12 lists of that kind in the building."),
            said("We hold 21 lists of that kind in the building."),
        ),
        (said(on="2025-03-03", basis="stated"), said(on="2025-06-03", basis="stated")),
        (said(on="2025-06-20", basis="stated"), said(on="2025-06-18")),
        (said(), said("list")),
    ],
    ids=["another speaker", "negation", "number", "another day", "said after it was printed", "one word"],
)
def test_what_differs_in_substance_stays_apart(one: Attributed, other: Attributed) -> None:
    assert len(merged(one, other)) == 2


def test_the_best_date_wins() -> None:
    stated = said(on="2025-06-12", basis="stated", medium="oral")
    for order in permutations([said(), said(on="2025-06", basis="relative"), stated]):
        (only,) = merged(*order)
        assert (only.statement.said_on, only.statement.date_basis, only.statement.medium) == (
            "2025-06-12",
            "stated",
            "oral",
        )


def test_of_two_articles_dates_the_earlier_wins() -> None:
    (only,) = merged(said(on="2025-06-20"), said(on="2025-06-18"))
    assert only.statement.said_on == "2025-06-18"


def test_the_fullest_wording_is_kept() -> None:
    (only,) = merged(said("no list of that kind"), said())
    assert only.statement.text == BASE.text


def test_nobody_tracked_makes_no_statement() -> None:
    assert merged(said(body=None)) == []


def test_the_same_words_on_two_days_have_two_keys() -> None:
    first, second = merged(said(on="2025-03-03", basis="stated"), said(on="2025-06-03", basis="stated"))
    assert first.key != second.key


ITEMS = st.lists(
    st.builds(
        said,
        st.sampled_from([BASE.text, "no list of that kind", "We hold 12 lists.", "list", "We hold no list", "…"]),
        st.sampled_from(["2025-06-18", "2025-06", "2025", "2025-03-03"]),
        st.sampled_from(["stated", "relative"]),
    ),
    max_size=8,
)


@given(ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_no_key(items: list[Attributed], random: object) -> None:
    quoted = [(f"d{index}", item) for index, item in enumerate(items)]
    shuffled = list(quoted)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once, again = merge(quoted), merge(shuffled)
    assert {s.key for s in once} == {s.key for s in again}
    assert len({s.key for s in once}) == len(once)
    assert sorted(d for s in once for d, _ in s.documents) == sorted(d for d, item in quoted if item.text != "…")
