from hypothesis import given
from hypothesis import strategies as st

from monitor.text.fold import fold, squash


@given(st.text())
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_quotation_marks_dashes_spaces_accents_and_case_are_made_plain() -> None:
    assert fold("“José’s\u00a0plan” – Élan") == '"jose\'s plan" - elan'


def test_squash_makes_texts_with_the_same_words_equal() -> None:
    assert squash("We have\n ‘not  seen’") == squash("we have 'not seen'")
