"""The words of a reply as signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.replies.wording import wording


def test_each_different_word_is_a_sign_and_all_figures_are_one() -> None:
    assert wording("in 2023 there were 14, and in may three. were there?") == dict.fromkeys(
        ["word in", "word 0", "word there", "word were", "word and", "word may", "word three", "word ?"], 1.0
    )


def test_in_a_reply_of_many_words_each_counts_for_less() -> None:
    short, long = "but two were paid", "but two were paid " + " ".join(f"a{chr(97 + i)}b" for i in range(26))
    assert wording(long)["word but"] < wording(short)["word but"]


@given(st.text())
def test_every_sign_is_between_none_and_all(text: str) -> None:
    assert all(0 < share <= 1 for share in wording(text).values())


@given(st.text(alphabet="abcdes 123.", min_size=1))
def test_a_reply_said_twice_has_the_signs_of_the_reply(text: str) -> None:
    assert wording(f"{text} {text}") == pytest.approx(wording(text))
