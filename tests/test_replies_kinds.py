"""In what way a reply does not answer: who says what of whom, in sentences of this project's own."""

from __future__ import annotations

import pytest

from monitor.detect.replies import ReplyRules, judge
from monitor.paths import ROOT
from monitor.records import Exchange, Turn
from monitor.rulebook.load import load

RULES = ReplyRules.of(load(ROOT / "rules").checked())
HOW_MANY = "How many swans were ringed on the Serpentine in 2022?"


def kinds(question: str, answer: str) -> set[str]:
    return set(judge(Exchange("w", "written", question, answer), RULES).kinds)


def spoken(*turns: str) -> set[str]:
    roles = ("member", "official")
    said = tuple(Turn(roles[i % 2].title(), roles[i % 2], text) for i, text in enumerate(turns))  # type: ignore[arg-type]
    return set(judge(Exchange("o", "oral", turns[0], turns=said), RULES).kinds)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (
            "The lease binds the parties not to disclose that, and I keep what I know of it to myself.",
            "declines-to-comment",
        ),
        ("The wardens do not confirm the whereabouts of any bird.", "declines-to-comment"),
        ("The inquest has been opened and I would not wish to get ahead of it.", "ongoing-process"),
        ("Any question about the birds should go to the Royal Parks charity.", "redirects-to-other-body"),
        ("I would have to defer to the trust on that.", "redirects-to-other-body"),
        ("Ringing is logged by site and not by species.", "not-held"),
        ("No tally was ever made.", "not-held"),
        ("Those from 2022 were on a computer that has been scrapped, and the trust no longer has them.", "not-held"),
        ("Some 9,000 cards would have to be gone through, and I cannot justify the expense.", "cost-or-time-refusal"),
        ("The diaries are a public document and a copy may be had from the lodge.", "refers-to-document"),
        ("I am in no position to say.", "claims-ignorance"),
        ("May I ask whether he means mute swans or all swans?", "seeks-clarification"),
        ("I cannot accept the starting point of that question.", "questions-the-premise"),
        ("It was ministers who shut the sanctuary, and the shortage is of Whitehall's making.", "blames-others"),
        ("The sum will be forwarded to you when the warden has added it up.", "holding-reply"),
        ("The keeper will be in touch with you by post.", "promises-to-write"),
        ("A full account was given at the time of the ringing.", "claims-already-answered"),
        ("Every swan matters, and the Serpentine is the soul of our city.", "general-assurance"),
    ],
)
def test_a_reply_that_withholds_is_told_by_who_does_what(answer: str, kind: str) -> None:
    assert kind in kinds(HOW_MANY, answer)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("I am saddened, and I will be writing to each keeper by name.", "promises-to-write"),
        ("Nobody knew which lake it was, and keepers do not know what it is like to wait.", "claims-ignorance"),
        ("The birds are precious. Two of them flew to Kew.", "seeks-clarification"),
        ("While the inquest is open it would be wrong for me to comment on the case.", "declines-to-comment"),
        ("He should put that to his own party, which closed the sanctuary.", "redirects-to-other-body"),
        ("I note her interest, and I have asked ministers to ring more.", "blames-others"),
        ("I am not sure that it was a fair question.", "claims-ignorance"),
    ],
)
def test_the_same_verbs_of_or_to_somebody_else_withhold_nothing(answer: str, kind: str) -> None:
    assert kind not in kinds(HOW_MANY, answer)


def test_what_follows_a_refusal_at_length_is_another_matter() -> None:
    refusal = "The trust does not record the ringing of swans."
    after = " Herons nest on the island. The boats there were painted by a school from Camden."
    assert "topic-shift" in kinds(HOW_MANY, refusal + after)
    assert "topic-shift" not in kinds(HOW_MANY, after.strip() + " " + refusal)


def test_a_part_that_is_refused_is_no_change_of_subject() -> None:
    found = kinds(
        "How many swans were ringed in 2022, and what did the rings cost?",
        "In 2022 some 41 swans were ringed. The cost is commercially confidential. The boats there are blue and 12 were new.",
    )
    assert {"declines-to-comment", "partial-coverage"} <= found
    assert "topic-shift" not in found


def test_four_words_that_come_back_in_another_turn_are_the_same_line() -> None:
    asked = ("How many swans were ringed?", "It was a splendid day for everyone.", "How many?")
    assert "repeats-earlier-line" in spoken(*asked, "He was there, Chair, and it was a splendid day.")
    assert "repeats-earlier-line" not in spoken(*asked, "He was there, Chair, and saw how hard the keepers worked.")
