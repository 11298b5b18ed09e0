"""Changes: what differs from a body's last stance or figure, and bodies that contradict each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from topicdata import FANS, LIDO, said

from monitor.detect.changes import changes, comparable, differ
from monitor.detect.topics import CompiledTopic, read_in_order
from monitor.errors import BadFile
from monitor.evaluate.changes import load, read, score
from monitor.records import Figure, Qualifier, Statement
from monitor.rulebook.models import Topic


def found(topic: Topic, *statements: Statement) -> list[tuple[str, str, str, str]]:
    readings = read_in_order(statements, CompiledTopic(topic), assume_on_topic=True)
    return [(c.kind, c.body, c.from_statement, c.to_statement) for c in changes(statements, readings, topic)]


def test_a_stance_that_differs_from_the_bodys_last_is_a_change() -> None:
    assert found(
        FANS,
        said("The fans worked.", id_="a", on="2023-01-01"),
        said("We met the union.", id_="b", on="2023-02-01"),
        said("Two of the fans failed.", id_="c", on="2023-03-01"),
    ) == [("stance", "Transport for London", "a", "c")]


def test_the_same_position_in_other_words_is_no_change() -> None:
    assert not found(
        FANS,
        said("The fans worked.", id_="a", on="2023-01-01"),
        said("There was no fault with them.", id_="b", on="2023-02-01"),
        said("My view has not changed.", id_="c", on="2023-03-01"),
    )


def test_another_bodys_stance_is_no_change() -> None:
    assert not found(
        FANS,
        said("The fans worked.", id_="a", on="2023-01-01", body="Transport for London"),
        said("The fans failed.", id_="b", on="2023-02-01", body="London Fire Brigade"),
    )


def test_opposite_statements_of_fact_on_one_day_contradict_each_other() -> None:
    assert found(
        FANS,
        said("The fans worked.", id_="a", body="Transport for London"),
        said("The fans failed.", id_="b", body="London Fire Brigade"),
    ) == [("contradiction", "Transport for London / London Fire Brigade", "a", "b")]


def test_opposite_opinions_do_not_contradict_each_other() -> None:
    topic = LIDO.model_copy(update={"question": "Should the lido close?"})
    assert not found(
        topic,
        said("The lido will stay open.", id_="a", body="Council"),
        said("The lido will close.", id_="b", body="Trust"),
    )


def test_a_promise_that_moves_is_a_change() -> None:
    assert ("figure", "Transport for London", "a", "b") in found(
        LIDO,
        said("The lido will close in April 2026.", id_="a", on="2023-01-01"),
        said("The lido will close in the autumn of 2027.", id_="b", on="2023-02-01"),
    )


def test_a_change_says_what_differs_and_why_it_is_no_rewording() -> None:
    statements = [
        said("The fans worked.", id_="a", on="2023-01-01"),
        said("The fans failed.", id_="b", on="2023-02-01"),
    ]
    (change,) = changes(statements, read_in_order(statements, CompiledTopic(FANS)), FANS)
    assert "Says that the fans worked" in change.summary
    assert "fans failed" in change.reason


def figure(
    value: float | None, qualifier: Qualifier = "exact", low: float | None = None, high: float | None = None
) -> Figure:
    return Figure("m", value, qualifier, low, high, "cases", None, None, 0, 1)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (figure(14), figure(10), True),
        (figure(9000), figure(9000, "about"), False),
        (figure(9000), figure(9012), False),
        (figure(9000, "about"), figure(11_300), True),
        (figure(400, "at-least"), figure(650), False),
        (figure(400, "at-least"), figure(300), True),
        (figure(12, "at-most"), figure(29), True),
        (figure(12, "at-most"), figure(11), False),
        (figure(None, "range", 280, 310), figure(300), False),
        (figure(None, "range", 280, 310), figure(450, "at-least"), True),
        (figure(None, "range", 20, 99), figure(74), False),
    ],
)
def test_figures_differ_beyond_rounding_ranges_and_bounds(before: Figure, after: Figure, expected: bool) -> None:
    assert differ(before, after) is expected


def test_figures_for_other_years_or_rates_are_not_compared() -> None:
    one = figure(14)
    assert comparable(replace(one, period="2021"), replace(one, period=None))
    assert not comparable(replace(one, period="2021"), replace(one, period="2022"))
    assert not comparable(replace(one, period="year"), one)
    assert not comparable(replace(one, area="Croydon"), replace(one, area="Bexley"))


def line(**changed: object) -> str:
    topic = {
        "id": "fans",
        "title": FANS.title,
        "question": FANS.question,
        "aliases": FANS.about,
        "stances": [stance.model_dump() for stance in FANS.stances],
        "measures": [],
    }
    statements = [
        {"id": i, "date": d, "body": "B", "person": None, "role": None, "medium": "oral", "question": None, "text": t}
        | {"stance": s, "figures": []}
        for i, d, t, s in [
            ("a", "2023-01-01", "The fans worked.", "worked"),
            ("b", "2023-02-01", "Good day.", "failed"),
        ]
    ]
    whole = {"topic": topic, "statements": statements, "changes": [], "not_changes": []}
    whole["changes"] = [{"kind": "stance", "body": "B", "from": "a", "to": "b", "why": ""}]
    return json.dumps(whole | changed)


def test_the_evaluation_counts_what_is_right_and_lists_what_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(line() + "\n")
    result = score([read(labelled) for labelled in load(path)])
    assert result.as_dict()["stance_accuracy"] == 0.5
    assert (result.changes.right, result.changes.missed) == (0, 1)
    assert any(miss.startswith("stance b: expected failed, got none") for miss in result.misses)


def test_a_broken_line_of_labels_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(line() + "\n{}\n")
    with pytest.raises(BadFile, match=r"labelled\.jsonl:2: expected a labelled topic"):
        load(path)


def test_the_labelled_topics_come_out_as_the_issue_asks(shared: Callable[[str], Path]) -> None:
    result = score([read(labelled) for labelled in load(shared("gold/changes_dev.jsonl"))])
    assert result.macro_f1() >= 0.8
    assert result.figures.f1 >= 0.85
    assert result.changes.precision >= 0.9
    assert result.changes.recall >= 0.75
