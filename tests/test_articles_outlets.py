"""Whole invented articles, each in the manner of another sort of outlet, with what officials said in them.

`tests/articles/truth.json` gives, for each file, every statement as [words, person, body, date, question]; a date of
null is not told surely enough to be tested.
"""

from __future__ import annotations

import json

import pytest
from articledata import read

from monitor.paths import ROOT

ARTICLES = ROOT / "tests" / "articles"
TRUTH = json.loads((ARTICLES / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TRUTH)
def test_every_statement_of_officials_is_found_and_no_other(name: str) -> None:
    found = [item for item in read((ARTICLES / name).read_text(encoding="utf-8")) if item.is_statement]
    assert [(item.text, item.person, item.body) for item in found] == [
        (text, person, body) for text, person, body, _, _ in TRUTH[name]
    ]
    for item, (_, _, _, said_on, question) in zip(found, TRUTH[name], strict=True):
        assert said_on in {None, item.said_on}, item.text
        assert question == item.question, item.text
