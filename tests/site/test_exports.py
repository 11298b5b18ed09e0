"""A CSV has every row, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

import sitedata

from monitor.store.database import connect, upsert


def rows(text: str) -> list[list[str]]:
    """Return the rows of a CSV."""
    return list(csv.reader(io.StringIO(text)))


def many(site: Any, count: int) -> None:
    """Add questions without answers."""
    db = connect(site.database)
    with db.atomic():
        upsert(
            db,
            "questions",
            [
                {
                    "id": f"m{n}",
                    "title": "=cmd|' /C calc'!A0",
                    "text": "+1",
                    "asked_on": "2025-11-20",
                    "status": "unanswered",
                    "body": sitedata.MAYOR,
                    "due_on": "2025-11-20",
                }
                for n in range(count)
            ],
        )
    db.close()


def test_a_table_is_exported_beyond_a_thousand_rows(own_site: Any) -> None:
    many(own_site, 2500)
    assert len(rows(own_site.get("/monitor/questions.csv").text)) == 1 + 2504


def test_a_saved_query_is_exported_beyond_a_thousand_rows(own_site: Any) -> None:
    many(own_site, 2500)
    assert len(rows(own_site.get("/monitor/overdue_questions.csv").text)) == 1 + 2502


def test_a_query_of_ones_own_is_exported_beyond_a_thousand_rows(own_site: Any) -> None:
    many(own_site, 2500)
    assert len(rows(own_site.get(f"/monitor.csv?sql={quote('select id from questions')}").text)) == 1 + 2504


def test_an_export_honours_filters_search_and_order(site: Any) -> None:
    found = rows(site.get("/monitor/questions.csv?asked_by=Theo+Marchbanks&_search=e-bike&_sort=id").text)
    assert [row[0] for row in found] == ["id", "q3"]


def test_an_export_honours_the_querys_parameters(site: Any) -> None:
    assert len(rows(site.get("/monitor/topic_timeline.csv?topic=front-counters&body=Mayor+of+London").text)) == 1 + 3


def test_a_page_of_a_query_says_that_the_csv_has_more(own_site: Any) -> None:
    many(own_site, 1500)
    assert "The CSV has all of them" in own_site.get("/monitor/overdue_questions").text


def test_formulas_of_scraped_text_are_exported_as_text(own_site: Any) -> None:
    many(own_site, 1)
    found = rows(own_site.get("/monitor/questions.csv?id=m0").text)
    assert "'=cmd|' /C calc'!A0" in found[1]
    assert "'+1" in found[1]


def test_an_export_refuses_what_the_page_refuses(site: Any) -> None:
    assert site.get("/monitor.csv?sql=delete+from+questions").status_code == 400
    assert site.get("/monitor/nothing.csv").status_code == 404


def test_an_export_is_a_download_with_a_plain_name(site: Any) -> None:
    assert site.get("/monitor/findings.csv").headers["content-disposition"] == 'attachment; filename="findings.csv"'
