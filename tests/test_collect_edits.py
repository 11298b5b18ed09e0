"""What was removed and added, and whether it matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.edits import compare

SAME = [
    ("There were 1,204 cases.", "There were 1204 cases."),
    ("It opens at 15:00.", "It opens at 15:00:00."),
    ("It closed on 21 May 2015.", "It closed on 21/05/2015."),
    ("I would say otherwise.", "I would say othewise."),
    ("Nothing will change this year.", "Nothing is going to change this year."),
    ("Each station has one.", "Every station has one."),
    ("The plan is set.\nLast updated: 3 May 2025", "The plan is set.\nLast updated: 9 June 2025"),
    ("“Yes,” she said", '"Yes", she said'),
    ("It cost £1.16 billion.", "It cost £1.16bn."),
    ("It cost £1,000,000.", "It cost £1 million."),
    ("It fell by 5 per cent.", "It fell by 5%."),
    ("There are twenty officers.", "There are 20 officers."),
    ("The Chair commented: “Good.”", "The Chair said: “Good.”"),
    ("Planning permission was given.", "Planning consent was given."),
    ("We will not stop, and we are sure.", "We won't stop, and we're sure."),
    ("It co-operates with the organisation.", "It cooperates with the organization."),
    ("More than 40 came prior to May.", "Over 40 came before May."),
]
OTHER = [
    ("There were 13,204 offences.", "There were 13,402 offences."),
    ("It will happen. It has no plan for cameras.", "It will happen."),
    ("The trend is down.", "The trend is not down."),
    ("It will rise.", "It may rise."),
    ("It costs a million.", "It costs a billion."),
    ("We saw an increase.", "We saw a decrease."),
    ("All stations have one.", "Most stations have one."),
    ("A little over half retired.", "A little under half retired."),
    ("The Met denied it.", "The Met said it."),
    ("It costs £4 million.", "It costs £4 billion."),
    ("It fell by 5%.", "It fell by 5."),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_edits_that_do_not_matter(old: str, new: str) -> None:
    edit = compare(old, new)
    assert edit is not None and not edit.substantive


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_edits_that_matter(old: str, new: str) -> None:
    edit = compare(old, new)
    assert edit is not None and edit.substantive


def test_removed_and_added_words_are_told_place_by_place() -> None:
    edit = compare("One two three four five six.", "One 2 three four 5 six.")
    assert edit is not None
    assert (edit.removed, edit.added) == ("two … five", "2 … 5")


def test_white_space_is_no_edit() -> None:
    assert compare("One  two\nthree", "One two three") is None


@given(st.text(max_size=300))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert compare(text, text) is None


@given(st.text(max_size=200), st.text(max_size=200))
def test_comparing_never_fails(old: str, new: str) -> None:
    compare(old, new)
