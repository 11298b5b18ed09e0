"""Quotations are found whatever marks they are set in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.quotations import mask, quotations


def texts(text: str) -> list[str]:
    return [quotation.text for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “It is done.” Then he left.", ["It is done."]),
        ('He said: "It is done." Then he left.', ["It is done."]),
        ("He said: ‘It is done.’ Then he left.", ["It is done."]),
        ("He said: 'It is done.' Then he left.", ["It is done."]),
        ("He said: ''It is done.'' Then he left.", ["It is done."]),
        ("He said: «It is done.» Then he left.", ["It is done."]),
        ("“One,” he said, “and two.”", ["One,", "and two."]),
        ("It was “slow” and ‘late’.", ["slow", "late"]),
    ],
    ids=["curly", "straight", "single curly", "single straight", "doubled single", "guillemets", "split", "fragments"],
)
def test_every_style_of_mark_is_read(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the drivers' union and the boroughs' leaders, isn't it?",
        "It’s the drivers’ union and the boroughs’ leaders, isn’t it?",
        "Rock 'n' roll of the '90s, get 'em while they last.",
        "O’Dowd’s plan for the ’80s estates",
        "The pole was 5' 10\" long.",
    ],
)
def test_an_apostrophe_opens_nothing(text: str) -> None:
    assert texts(text) == []


def test_a_possessive_inside_a_single_quotation_does_not_close_it() -> None:
    text = "‘The drivers’ union has a point,’ she said. ‘The residents’ too.’"
    assert texts(text) == ["The drivers’ union has a point,", "The residents’ too."]


def test_paragraphs_that_open_again_are_one_quotation() -> None:
    found = quotations("He said: “One.\n\n“Two.\n\n“Three.” She left.")
    assert [q.text for q in found] == ["One.\n\nTwo.\n\nThree."]
    assert len(found[0].pieces) == 3


def test_paragraphs_run_together_on_one_line_are_one_quotation() -> None:
    assert texts("He said: “One. “Two. “Three.” She left.") == ["One. Two. Three."]


def test_a_quotation_inside_a_quotation_is_not_a_quotation_of_its_own() -> None:
    text = "He said: “They told me ‘no’ and I left.”"
    (found,) = quotations(text)
    assert [text[start:end] for start, end in found.inner] == ["no"]


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    (found,) = quotations("He said: “It is done.\n\nShe said nothing.")
    assert (found.text, found.closed) == ("It is done.", False)


def test_a_new_lead_in_ends_a_quotation_that_never_closed() -> None:
    assert texts("He said: “It is done. She added: “It is not.”") == ["It is done.", "It is not."]


def test_a_stray_mark_in_mid_sentence_is_ignored() -> None:
    assert texts("The “plan was dropped. He said ‘no’.") == ["no"]


def test_offsets_are_those_of_the_text() -> None:
    text = "Then: “One.\n\n“Two.” End."
    (found,) = quotations(text)
    assert (text[found.start], text[found.end - 1]) == ("“", "”")
    assert [text[start:end] for start, end in found.pieces] == ["One.", "Two."]


def test_a_mask_keeps_length_and_hides_the_words() -> None:
    text = "He said: “It is done.” Then he left."
    masked = mask(text, quotations(text))
    assert len(masked) == len(text)
    assert "done" not in masked
    assert masked.endswith('." Then he left.')


def test_a_wrapped_paragraph_is_one_paragraph() -> None:
    line = "The commissioner told the committee that the number of such cases had"
    text = "\n".join([line, line, f"{line}: “We have", line, "none of them.” He left."])
    assert len(texts(text)) == 1


MARKS = st.text(alphabet="ab .,\n\"'“”‘’«»`:!?sS", max_size=300)


@given(MARKS)
@settings(max_examples=300)
def test_no_text_breaks_it_and_quotations_do_not_overlap(text: str) -> None:
    found = quotations(text)
    spans = [span for q in sorted(found, key=lambda q: q.start) for span in q.spans]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for q in found:
        assert all(text[start:end] and text[start:end] in q.text for start, end in q.pieces)
    assert len(mask(text, found)) == len(text)


WORDS = st.lists(st.sampled_from(["We", "have", "it", "isn’t", "drivers’", "lists", "4,100"]), min_size=1, max_size=12)


@given(WORDS, st.sampled_from([("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»")]))
def test_what_is_set_in_marks_is_read_back(words: list[str], marks: tuple[str, str]) -> None:
    said = " ".join(words).replace("drivers’", "drivers") + "."
    assert texts(f"She said: {marks[0]}{said}{marks[1]} He left.") == [said]
