"""Whether a reply answers: the precedence of signs, on sentences of this project's own."""

# ruff: noqa: E501 - an example reads better on one line

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.detect.replies import ReplyRules, check_examples, findings_of, judge, judge_all
from monitor.detect.replies.judge import signs_in
from monitor.paths import ROOT
from monitor.records import Exchange, Turn, Verdict
from monitor.rulebook.load import load

RULEBOOK = load(ROOT / "rules").checked()
RULES = ReplyRules.of(RULEBOOK)


def written(question: str, answer: str) -> Verdict:
    return judge(Exchange("w", "written", question, answer), RULES)


def oral(*turns: str) -> Verdict:
    """Judge turns spoken by a member and an official in turn."""
    roles = ("member", "official")
    said = tuple(Turn(roles[i % 2].title(), roles[i % 2], text) for i, text in enumerate(turns))  # type: ignore[arg-type]
    return judge(Exchange("o", "oral", turns[0], turns=said), RULES)


def test_every_example_in_the_rule_files_comes_out_as_it_says() -> None:
    assert check_examples(RULES) == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Are the ponds open?", "They are. All four opened in May."),
        ("Would you sell the ponds?", "Not under any circumstances."),
        ("Will you fill the pond?", "The contractor was unsure, but yes."),
        ("Does the trust record the depth of the ponds?", "No, it does not record this."),
        ("How many ponds are there?", "A dozen."),
        ("How many ponds leak?", "None. All were relined in 2020."),
        ("How many ponds leak?", "Ponds are a matter for the boroughs, who told me that nine leak."),
        ("When will the pond open?", "A week on Thursday."),
        ("Why was the pond closed?", "Its wall had cracked and the water was leaking into the school."),
        ("Please supply the pond register.", "Please see Appendix 2."),
        ("What did the pond cost?", "Please see my answer 2021/0007, in which I gave the sum as £9,000."),
        (
            "How many ponds are there, and how many were there five years ago?",
            "Four ponds are open. Five years ago there were three.",
        ),
        ("How old is the pond keeper?", "The keeper of the pond is aged 61."),
        ("How often is the pond tested?", "Once a month. A review of testing is under way."),
        ("How long will the pond stay shut?", "It will stay shut until 4 June 2025."),
        ("How many ponds are poisoned?", "No ponds are poisoned at present."),
        ("Does the trust hold figures on the ponds?", "The trust does not hold figures on the ponds."),
        ("Will you reply to the petition about the pond?", "The trust will reply in due course."),
        ("Why was the pond drained?", "A main burst beneath it."),
        (
            "Has the work on the pond begun?",
            "Letters went to 400 households on Monday. I hope that everybody will take part.",
        ),
        ("Will every pond be clean by May?", "I cannot guarantee that every pond will be clean by May."),
        ("A visitor was told 'no comment'. Do you accept that this was rude?", "I accept that entirely."),
    ],
)
def test_an_answer_in_any_words_is_clear(question: str, answer: str) -> None:
    assert written(question, answer).reply == "clear"


@pytest.mark.parametrize(
    ("question", "answer", "kind"),
    [
        ("How many ponds leak?", "The trust does not hold this information.", "not-held"),
        ("How many ponds leak?", "I will write to the Member.", "promises-to-write"),
        ("How many ponds leak?", "Checking every pond by hand would take 90 hours.", "cost-or-time-refusal"),
        ("Who closed the pond?", "It would not be appropriate to comment on individuals.", "declines-to-comment"),
        ("When will the pond open?", "The pond will open in due course.", "date-not-given"),
        ("How many ponds leak in Ealing?", "In 2011 the figure for Leeds was 70.", "quantity-not-given"),
        ("Will you fill the pond?", "Ponds matter to us all and I am proud of them.", "yes-no-unanswered"),
        ("Why was the pond closed?", "I am committed to ponds and will continue to work closely with partners.", "reason-not-given"),
    ],
)  # fmt: skip
def test_a_reply_without_the_answer_is_a_non_reply(question: str, answer: str, kind: str) -> None:
    verdict = written(question, answer)
    assert verdict.reply == "non-reply"
    assert kind in verdict.kinds


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Will you rule out charges at the pond?", "Charges are looked at every autumn in the light of inflation."),
        ("Did the keeper meet the builder?", "Meetings with builders are a normal part of a keeper's work."),
        ("Has the keeper read the pond report?", "The report makes for hard reading for anybody who swims."),
        ("Who approved the pond?", "Schemes of this sort go through the usual channels."),
        ("Why was the café by the pond shut?", "The pond has changed beyond recognition. There are 300 new trees."),
    ],
)
def test_what_is_so_in_general_answers_no_particular_question(question: str, answer: str) -> None:
    assert signs_in(Exchange("x", "written", question, answer), RULES)["most given"] == 0


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Will you fence the pond?", "The trust met the anglers on 11 May. Each of them was given a cup of tea."),
        (
            "Will you fence the pond?",
            "What a thoughtful idea. I have passed it to the wardens, who were taken with it.",
        ),
        ("What are you doing about the leaks?", "No swimmer should be left out in the cold."),
        ("What are you doing about the leaks?", "Ponds which were built by our forebears are a joy."),
        ("Why are the ducks fed on Sundays?", "I cannot accept so narrow a view of the matter."),
        ("Why was the pond by the mill drained?", "The pond by the mill was drained on the night of 6 June."),
        ("Why did the pond fire spread?", "Ponds have had fire wardens since they were first set up."),
        ("Who let the ducks out?", "I do not throw my wardens to the wolves."),
        ("Does the keeper support the anglers' call?", "I think you'll find that the fence is Lambeth's."),
        ("Do you accept that the fee is unfair?", "What I accept is that the fee was unfair in 1990."),
    ],
)
def test_words_about_something_else_answer_nothing(question: str, answer: str) -> None:
    assert signs_in(Exchange("x", "written", question, answer), RULES)["most given"] == 0


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # what will not be done is to say more, not what was asked
        ("Has a warden been paid twice?", "Slips are kept on paper. I do not propose to take people off other work."),
        ("Is the pond as foul as they say?", "I would say to every swimmer that our wardens work without pause."),
        ("Does the pond pay its way?", "I was in Ealing in May, where the ducks are fat."),
        ("Who will chair the pond board?", "The board brings together growers, cooks and teachers."),
    ],
)
def test_words_about_something_else_answer_nothing_outright(question: str, answer: str) -> None:
    assert signs_in(Exchange("x", "written", question, answer), RULES)["most explicit"] == 0


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Was anyone hurt at the pond?", "Two boys were treated for cuts."),
        ("Were any swimmers stung?", "Several were, and one was taken to hospital."),
        ("Will the pond in Ealing stay open on Sundays?", "It is not ours to run, but the pond will stay open on Sundays."),
        ("Were some swimmers' coats lost?", "Regrettably, some swimmers' coats were lost."),
        ("Will you come to the opening of the pond?", "I have cleared my diary for it."),
        ("Do you regret the fee?", "With hindsight, very much so."),
        ("What is your view of the plan to fence the pond?", "There is a good case for it."),
        ("Who is in charge of the pond?", "At this moment, nobody."),
        ("Who counts the ducks?", "It is done by a zoological charity with volunteers."),
        ("Which trust won the pond?", "The tender went to Thames Advocacy Trust."),
        ("Will you sell the pond?", "We do not intend to sell it."),
    ],
)  # fmt: skip
def test_an_answer_is_found_in_other_words(question: str, answer: str) -> None:
    assert signs_in(Exchange("x", "written", question, answer), RULES)["least given"] == 1


def test_a_bare_yes_answers_one_part_of_two() -> None:
    question = "Did you see the report on the pond, and did you ask for anything to be changed?"
    signs = signs_in(Exchange("x", "written", question, "I saw it, yes."), RULES)
    assert (signs["most given"], signs["least given"]) == (1, 0)


def test_a_bare_yes_may_answer_both_parts() -> None:
    question = "Did you see the report on the pond, and did you ask for anything to be changed?"
    assert signs_in(Exchange("x", "written", question, "Yes, both."), RULES)["least given"] == 1


def test_a_yes_to_a_remark_on_another_matter_is_no_answer() -> None:
    turns = (
        Turn("A", "member", "Will you fence the pond?"),
        Turn("B", "official", "It belongs to seven boroughs."),
        Turn("A", "member", "You sit at table with their leaders every quarter."),
        Turn("B", "official", "I do, and I leave their money on their side of it."),
    )
    assert signs_in(Exchange("x", "oral", turns[0].text, turns=turns), RULES)["most explicit"] == 0


def test_one_year_of_two_is_partial() -> None:
    assert written("How many swam in 2021 and in 2022?", "In 2022 it was about 4,000.").reply == "partial"


def test_nothing_is_said_to_be_absent_from_an_answer_that_breaks_off() -> None:
    assert written("How many ponds leak?", "The trust looks after ponds with care. It found that...").findings == ()


def test_one_part_of_two_is_partial() -> None:
    verdict = written(
        "How many ponds leak, and why was the warden dismissed?", "Four ponds leak. Ponds are the pride of us all."
    )
    assert verdict.reply == "partial"
    assert {"partial-coverage", "reason-not-given"} <= set(verdict.kinds)


def test_one_place_of_three_is_partial() -> None:
    answer = "In Barnet nine ponds leak and in Ealing four. Every pond is inspected each spring."
    assert written("How many ponds leak in Barnet, Ealing and Merton?", answer).reply == "partial"


def test_an_official_who_asks_what_is_meant_and_then_answers_has_answered() -> None:
    verdict = oral(
        "How many ponds leak?",
        "Which ponds does she mean, Chair?",
        "Those of Ealing.",
        "Of those of Ealing, four leak.",
    )
    assert verdict.reply == "clear"


def test_an_official_who_only_asks_what_is_meant_has_not() -> None:
    verdict = oral(
        "Do the ponds leak?", "What does she mean by leak?", "Lose water.", "It is not clear to me what she means."
    )
    assert verdict.reply == "non-reply"
    assert "seeks-clarification" in verdict.kinds


def test_the_same_line_again_is_told() -> None:
    line = "We want it open as soon as it can be."
    verdict = oral("When will the pond open?", line, "But when will it open?", f"Chair, {line}")
    assert "repeats-earlier-line" in verdict.kinds


def test_words_quoted_from_another_are_not_the_speakers() -> None:
    answer = 'She was told "we do not discuss individual cases", which was wrong. The pond was closed by Dana Whitlock.'
    assert written("Who closed the pond?", answer).reply == "clear"


def test_a_spokespersons_quotation_is_the_bodys_own_words() -> None:
    answer = 'A spokesperson said: "We do not discuss individual cases."'
    assert judge(Exchange("p", "press", "Was the warden dismissed?", answer), RULES).reply == "non-reply"


def test_a_long_reply_that_answers_is_not_published_for_a_stray_cue() -> None:
    answer = (
        "The trust replaced all nine pumps in March, relined the upper pond and trained two wardens in the use of the new "
        "sluice. Members of the pond committee met the residents twice and agreed a rota for the summer. The outer wall was "
        "rebuilt with brick from the old mill, and the path beside it reopened on 4 May. Anglers have been given a separate "
        "stage. Further details of the works are available on the website of the trust, and a survey of newts is under way."
    )
    verdict = written("What have you done about the leaking ponds?", answer)
    assert verdict.findings == ()


def test_evidence_is_exact() -> None:
    answer = "Thank you. The trust does not hold this information. I am sorry."
    (evidence,) = {e for f in written("How many ponds leak?", answer).findings for e in f.evidence}
    assert answer[evidence.start : evidence.end] == evidence.text == "The trust does not hold this information."


def test_every_rule_has_a_version_and_the_set_a_fingerprint_that_a_change_alters() -> None:
    first, *others = RULEBOOK.reply_rules
    changed = first.model_copy(update={"title": "Another title"})
    other = ReplyRules([changed, *others], RULEBOOK.language, RULEBOOK.scorecard)
    assert other.versions[first.id] != RULES.versions[first.id]
    assert other.fingerprint != RULES.fingerprint
    assert ReplyRules.of(RULEBOOK).fingerprint == RULES.fingerprint


def test_examples_do_not_change_a_version() -> None:
    rule = RULEBOOK.reply_rules[0]
    assert rule.model_copy(update={"notes": "Something."}).version == rule.version


EXCHANGES = [
    Exchange("1", "written", "How many ponds leak?", "The trust does not hold this information."),
    Exchange("2", "written", "How many ponds leak?", "Four."),
    Exchange("3", "written", "Why was the pond closed?", "I will write to you."),
]


def test_two_processes_judge_as_one_does() -> None:
    assert list(judge_all(EXCHANGES, RULES, jobs=2)) == list(judge_all(EXCHANGES, RULES))


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda e: e.id)
def test_screening_loses_no_finding(exchange: Exchange) -> None:
    assert findings_of(exchange, RULES).findings == judge(exchange, RULES).findings


_WORDS = st.sampled_from(
    "how many why will you ponds leak the trust does not hold this information yes no 40 £9 in May because we are . ? ! , \n \" “ é".split(" ")
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=40).map(" ".join), st.lists(_WORDS, max_size=60).map(" ".join))
def test_any_text_gets_a_verdict_with_exact_evidence(question: str, answer: str) -> None:
    verdict = judge(Exchange("x", "written", question, answer), RULES)
    assert verdict.reply != "clear" or not verdict.kinds
    for evidence in verdict.evidence:
        assert answer[evidence.start : evidence.end] == evidence.text
    assert set(findings_of(Exchange("x", "written", question, answer), RULES).findings) == set(verdict.findings)


def test_rules_of_which_none_is_published_by_itself_find_nothing() -> None:
    rules = ReplyRules(
        [rule for rule in RULES.rules if rule.kind == "yes-no-unanswered"], RULEBOOK.language, RULEBOOK.scorecard
    )
    exchange = Exchange("x", "written", "Will you plant a tree?", "Trees matter to us all.")
    assert [verdict.findings for verdict in judge_all([exchange], rules)] == [()]
