"""Following replies that point to other replies."""

from __future__ import annotations

from monitor.detect.replies import Chain, Earlier, ReplyRules, follow
from monitor.paths import ROOT
from monitor.records import Exchange
from monitor.rulebook.load import load
from monitor.text.references import Reference

RULEBOOK = load(ROOT / "rules").checked()
RULES = ReplyRules.of(RULEBOOK)
QUESTION = "How many ponds leak?"


def chain(answers: dict[str, str], start: str, holding: frozenset[str] = frozenset()) -> Chain | None:
    def lookup(reference: Reference) -> Earlier | None:
        if reference.number not in answers:
            return None
        exchange = Exchange(reference.number, "written", QUESTION, answers[reference.number])
        return Earlier(exchange, reference.number in holding)

    return follow(Exchange(start, "written", QUESTION, answers[start]), RULES, lookup)


def see(reference: str) -> str:
    return f"Please see my response to Mayor's Question {reference}."


def test_a_pointer_to_an_answer_ends_there() -> None:
    answers = {"2025/0003": see("2025/0002"), "2025/0002": see("2025/0001"), "2025/0001": "Four ponds leak."}
    assert chain(answers, "2025/0003") == Chain(("2025/0002", "2025/0001"), "answered")


def test_a_pointer_to_a_holding_reply_ends_there() -> None:
    answers = {"2025/0002": see("2025/0001"), "2025/0001": "Officers are drafting a response."}
    assert chain(answers, "2025/0002", frozenset({"2025/0001"})) == Chain(("2025/0001",), "holding")


def test_pointers_in_a_circle_are_a_loop() -> None:
    answers = {"2025/0001": see("2025/0002"), "2025/0002": see("2025/0001")}
    assert chain(answers, "2025/0001") == Chain(("2025/0002",), "loop")


def test_a_pointer_to_nothing_names_what_is_missing() -> None:
    assert chain({"2025/0001": see("2025/0099")}, "2025/0001") == Chain((), "missing", "2025/0099")


def test_a_pointer_to_a_refusal_is_not_answered() -> None:
    answers = {"2025/0002": see("2025/0001"), "2025/0001": "The trust does not hold this information."}
    assert chain(answers, "2025/0002") == Chain(("2025/0001",), "not answered")


def test_a_reply_without_a_reference_has_no_chain() -> None:
    assert chain({"2025/0001": "Four ponds leak."}, "2025/0001") is None
