"""Scoring against labelled data, and the figures that the rules must reach on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.detect.replies import ReplyRules
from monitor.errors import BadFile
from monitor.evaluate import replies
from monitor.paths import ROOT
from monitor.records import Exchange, Verdict
from monitor.rulebook.load import load


@pytest.fixture(scope="module")
def rules() -> ReplyRules:
    rulebook = load(ROOT / "rules").checked()
    return ReplyRules.of(rulebook)


def labelled(reply: str, *kinds: str) -> replies.Labelled:
    return replies.Labelled(Exchange("x", "written", "How many?", "Many."), reply, frozenset(kinds))


def found(reply: str, *kinds: str) -> Verdict:
    return Verdict("x", reply, kinds, (), ())  # type: ignore[arg-type]


def test_precision_recall_and_f1_are_of_the_class() -> None:
    items = [labelled("clear"), labelled("non-reply"), labelled("non-reply"), labelled("partial")]
    report = replies.score(items, [found("non-reply"), found("non-reply"), found("clear"), found("partial")])
    score = report.classes["non-reply"]
    assert (score.precision, score.recall, score.f1, score.count) == (0.5, 0.5, 0.5, 2)
    assert report.accuracy == 0.5


def test_kinds_are_scored_together_and_one_by_one() -> None:
    report = replies.score(
        [labelled("non-reply", "not-held", "topic-shift")], [found("non-reply", "not-held", "holding-reply")]
    )
    assert report.micro_f1_of_kinds == 0.5
    assert report.kinds["not-held"].f1 == 1


def test_an_answer_called_a_non_reply_is_the_worst_miss() -> None:
    items = [labelled("partial"), labelled("clear")]
    report = replies.score(items, [found("clear"), found("non-reply")])
    assert [item.reply for item, _ in report.misses] == ["clear", "partial"]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text('{"id": "1", "medium": "written"}\n')
    with pytest.raises(BadFile, match=r"labelled\.jsonl:1: expected id"):
        replies.load_gold(path)


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("question\nWhy?\n")
    with pytest.raises(BadFile, match="no column 'clarity_label'"):
        replies.load_qevasion(path)


def test_a_prediction_is_one_json_object() -> None:
    line = json.dumps(replies.prediction(found("partial", "not-held")))
    assert json.loads(line) == {"id": "x", "reply": "partial", "kinds": ["not-held"], "evidence": []}


def test_city_hall_replies_are_judged_well(shared: Callable[[str], Path], rules: ReplyRules) -> None:
    items = replies.load_gold(shared("gold/replies_dev.jsonl"))
    report = replies.score(items, replies.verdicts(items, rules))
    assert report.classes["non-reply"].precision >= 0.9
    assert report.classes["non-reply"].recall >= 0.8
    assert report.macro_f1 >= 0.75
    assert report.micro_f1_of_kinds is not None
    assert report.micro_f1_of_kinds >= 0.7


def test_replies_that_nothing_was_fitted_to_are_judged_well(rules: ReplyRules) -> None:
    items = replies.load_gold(ROOT / "tests" / "labelled" / "held-out.jsonl")
    report = replies.score(items, replies.verdicts(items, rules))
    assert report.classes["non-reply"].precision >= 0.8
    assert report.classes["non-reply"].recall >= 0.75
    assert report.macro_f1 >= 0.75


def test_presidents_answers_are_classed_well(shared: Callable[[str], Path], rules: ReplyRules) -> None:
    items = replies.load_qevasion(shared("data/qevasion/qevasion-test.csv"))
    report = replies.score(items, replies.verdicts(items, rules, interviews=True))
    assert report.classes["non-reply"].f1 >= 0.6
    assert report.macro_f1 >= 0.55
