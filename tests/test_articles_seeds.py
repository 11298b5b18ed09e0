"""Facts of the five real articles beside a developer's checkout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.articles.manifest import read_manifest, read_text
from monitor.articles.merge import MergedStatement, merge
from monitor.articles.read import read_article
from monitor.paths import ROOT
from monitor.rulebook import yamlfile
from monitor.rulebook.models import People


@pytest.fixture(scope="module")
def statements(shared: Callable[[str], Path]) -> list[MergedStatement]:
    manifest = read_manifest(shared("seeds"))
    people, problems = yamlfile.validate(People, yamlfile.read(ROOT / "rules" / "people.yaml"))
    assert people is not None, problems
    return merge(
        (entry.file, item)
        for line, entry in manifest.entries
        for item in read_article(
            read_text(manifest, line, entry), published=entry.published, people=people, title=entry.title
        )
    )


@pytest.mark.parametrize(
    ("words", "body", "person", "said_on", "basis"),
    [
        ("I cannot guarantee there is something out there", "met", "Mark Rowley", "2025-02", "relative"),
        ("steady flow", "met", "Mark Rowley", "2025-10-16", "stated"),
        ("several live current investigations", "met", "Mark Rowley", "2025-10-16", "stated"),
        ("approximately 9,000 investigations", "met", "Mark Rowley", "2025-10-31", "article"),
        ("approximately 600 per year", "met", "Mark Rowley", "2025-10-31", "article"),
        ("tens of complex group-based cases", "met", "Mark Rowley", "2025-11-14", "article"),
        ("maybe 2,000 or 3,000 cases", "met", "Mark Rowley", "2025-11-13", "relative"),
        ("I’m not clear what she means", "mayor", "Sadiq Khan", "2025-01", "relative"),
        ("safety of Londoners is his top priority", "mayor", None, "2025-10-22", "article"),
        ("Any individuals or gangs exploiting children", "mayor", None, "2025-10-31", "article"),
        ("review of approximately 9,000 cases", "met", None, "2025-10-25", "article"),
    ],
)
def test_what_officials_said_is_found_and_dated(
    statements: list[MergedStatement], words: str, body: str, person: str | None, said_on: str, basis: str
) -> None:
    (found,) = [s.statement for s in statements if words in s.statement.text]
    assert (found.body, found.person, found.said_on, found.date_basis) == (body, person, said_on, basis)


@pytest.mark.parametrize(
    "words",
    [
        "stonewalled",
        "shameful",
        "hotspots",
        "unbelievable",
        "cover-up",
        "toxic",
        "In January, I asked",
        "vicious circle",
        "delay",
    ],
)
def test_nobody_elses_words_are_statements(statements: list[MergedStatement], words: str) -> None:
    assert not [s for s in statements if words in s.statement.text]


def test_the_mayors_question_is_kept(statements: list[MergedStatement]) -> None:
    (found,) = [s.statement for s in statements if "not clear" in s.statement.text]
    assert found.question == "Were there gangs operating, or previously active, in the capital?"


def test_a_spokespersons_words_in_two_articles_are_one_statement(statements: list[MergedStatement]) -> None:
    (found,) = [s for s in statements if "top priority" in s.statement.text]
    assert len(found.documents) == 2
