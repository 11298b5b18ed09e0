import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.privacy import without_personal_details


@pytest.mark.parametrize(
    "sentence",
    [
        "The gang was made up of Albanian men.",
        "We saw groups of white British boys at the station.",
        "They were men of mainly Polish heritage.",
        "A 14-year-old was hurt.",
        "The victim was a girl aged 15.",
    ],
)
def test_a_sentence_on_origin_or_age_of_people_is_left_out_and_marked(sentence: str) -> None:
    assert without_personal_details(f"We made four arrests. {sentence} Two were charged.") == (
        "We made four arrests. […] Two were charged."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The white paper is due in May.",
        "Black cabs will be electric by 2030, and British Transport Police agree.",
        "The picture does not align with patterns of ethnicity seen elsewhere.",
        "The Indian High Commissioner opened the garden.",
        "The 20-year plan has 14 parts.",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert without_personal_details(text) == text


def test_nothing_is_left_of_a_quotation_that_tells_nothing_else() -> None:
    assert without_personal_details("They were Albanian men.") == ""


@given(st.text())
def test_no_text_crashes_it(text: str) -> None:
    without_personal_details(text)
