"""Invented office-holders for the article tests."""

from __future__ import annotations

import datetime as dt

from monitor.articles.read import Attributed, read_article
from monitor.rulebook.models import People

PUBLISHED = dt.date(2025, 6, 18)  # a Wednesday


def _person(name: str, body: str, title: str, kind: str = "official", **rest: object) -> dict[str, object]:
    role = {"body": body, "title": title, "kind": kind}
    role |= {key.rstrip("_"): value for key, value in rest.items() if key in {"from_", "to"}}
    return {"name": name, "aliases": rest.get("aliases", []), "roles": [role]}


PEOPLE = People.model_validate(
    {
        "bodies": [
            {
                "id": "met",
                "name": "Metropolitan Police Service",
                "aliases": ["the Met", "Met Police", "Metropolitan Police", "Scotland Yard", "MPS"],
            },
            {"id": "mayor", "name": "Mayor of London", "aliases": ["City Hall", "the Mayor's office"]},
            {"id": "tfl", "name": "Transport for London", "aliases": ["TfL"]},
            {"id": "lfb", "name": "London Fire Brigade", "aliases": ["LFB", "the Brigade"]},
            {"id": "assembly", "name": "London Assembly", "aliases": ["the Assembly"]},
        ],
        "people": [
            _person("Zoë Aldous-Reyes", "mayor", "Mayor of London", from_="2024-05-07", aliases=["Dame Zoë"]),
            _person("Brendan O'Dowd", "mayor", "Mayor of London", from_="2016-05-09", to="2024-05-06"),
            _person(
                "Tariq Mallory",
                "met",
                "Commissioner of Police of the Metropolis",
                aliases=["Sir Tariq Mallory"],
                from_="2023-01-10",
            ),
            _person("Sian Vance", "met", "Deputy Commissioner", aliases=["Dame Sian Vance"]),
            _person("Gwen Oyelaran", "tfl", "Commissioner of Transport for London"),
            _person("Una Shore", "mayor", "Deputy Mayor for Housing"),
            _person("Keith Barlow", "assembly", "Assembly Member", "member"),
        ],
    }
)


def read(text: str, title: str = "", published: dt.date = PUBLISHED) -> list[Attributed]:
    """Read an article of invented people, published on Wednesday 18 June 2025."""
    return read_article(text, published=published, people=PEOPLE, title=title)


def said(text: str, title: str = "") -> list[tuple[str | None, str | None, str]]:
    """Return (person, body, words) of the statements in an article."""
    return [(item.person, item.body, item.text) for item in read(text, title) if item.is_statement]


MALLORY, REYES, OYELARAN = ("Tariq Mallory", "met"), ("Zoë Aldous-Reyes", "mayor"), ("Gwen Oyelaran", "tfl")
