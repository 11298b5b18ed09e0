"""How a reply is worded, whatever it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.replies.manner import manner
from monitor.text.fold import fold

TOLD = "The lift failed on 4 May and was mended in 3 days. A fitter from Leeds worked through the night."
WARM = "Every Londoner deserves a safe and fair city, and together we will always stand up for all our communities."


@pytest.mark.parametrize("sign", ["values", "the whole city"])
def test_values_and_generalities_are_told_from_what_happened(sign: str) -> None:
    assert manner(fold(WARM))[sign] > manner(fold(TOLD))[sign]


@pytest.mark.parametrize("sign", ["past tense", "numbers in it"])
def test_what_happened_is_told_from_values_and_generalities(sign: str) -> None:
    assert manner(fold(TOLD))[sign] > manner(fold(WARM))[sign]


@given(st.text())
def test_every_share_is_between_none_and_all(text: str) -> None:
    assert all(0 <= share <= 1 for share in manner(text).values())


@given(st.text(alphabet="abcdes 123.", min_size=1))
def test_a_reply_said_twice_has_the_manner_of_the_reply(text: str) -> None:
    assert manner(f"{text} {text}") == pytest.approx(manner(text))
