import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.sentences import sentence_spans, sentences


@given(st.text(alphabet=st.sampled_from("aB .!?\n\"”')1-•é…")))
def test_spans_are_in_order_and_only_white_space_lies_between_them(text: str) -> None:
    spans = sentence_spans(text)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert all(text[end:start].strip() == "" for end, start in zip(ends, starts, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Sir Mark met Mr. Smith and Dr. J. Jones at St. Pancras.",
        "It cost £3.5 million, i.e. a lot.",
        "“Why?” he asked.",
        "See No. 5 of the list.",
    ],
)
def test_one_sentence_is_not_cut(text: str) -> None:
    assert len(sentences(text)) == 1


def test_sentences_end_at_stops_questions_list_items_and_blank_lines() -> None:
    text = "Yes. Why not? It is:\n- one\n- two\n\nLast"
    assert sentences(text) == ["Yes.", "Why not?", "It is:", "- one", "- two", "Last"]


def test_a_sentence_glued_to_the_next_is_cut() -> None:
    assert sentences("We need jobs.People want them.") == ["We need jobs.", "People want them."]
    assert sentences("They said no.People came.") == ["They said no.", "People came."]


def test_an_abbreviation_glued_to_the_next_word_ends_no_sentence() -> None:
    assert sentences("I refer the Rt.Hon Member to it.") == ["I refer the Rt.Hon Member to it."]
