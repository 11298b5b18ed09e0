"""Text from outside is always text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from monitor.site.cells import render, snippet
from monitor.site.exports import neutral
from monitor.site.text import clean, evidence_parts, find_spans, prose, safe_url, short, word_diff


def test_marks_that_reorder_text_are_taken_out() -> None:
    assert clean("invoice\u202egpj.exe\u2066\u200f") == "invoicegpj.exe"


def test_controls_that_no_font_shows_are_taken_out_and_line_ends_stay() -> None:
    assert clean("a\x00b\x07\nc\td\ud800") == "ab\nc\td"


def test_marks_piled_on_a_letter_are_limited() -> None:
    assert len(clean("a" + "\u0301" * 500)) < 10


@given(st.text())
def test_cleaned_text_fits_into_xml(text: str) -> None:
    etree.Element("a").text = clean(text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org",
        "/local",
        "http://",
        "ftp://example.org",
        "https://exa\nmple.org",
        'https://example.org/"onclick="x',
        "https://[::1",
        "https://example.org/" + "a" * 3000,
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None


def test_a_web_address_becomes_a_link() -> None:
    assert safe_url("https://example.org/a?b=c&d=%20") == "https://example.org/a?b=c&d=%20"


@given(st.text(), st.lists(st.text(), max_size=3))
def test_prose_shows_no_markup_of_the_text(text: str, marked: list[str]) -> None:
    shown = str(prose(text + "<script>x</script><img src=x onerror=y>", marked))
    assert "<script" not in shown
    assert "<img" not in shown


def test_evidence_is_marked_whatever_its_white_space() -> None:
    assert '<mark>will\u00a0 be</mark></p>\n<p dir="auto"><mark>sent</mark>' in str(
        prose("It will\u00a0 be\nsent.", ["will be sent"])
    )


def test_evidence_that_overlaps_is_marked_once() -> None:
    assert find_spans("one two three", ["one two", "two three"]) == [(0, 13)]


def test_a_very_long_text_folds_and_nothing_is_lost() -> None:
    shown = str(prose("word " * 20_000))
    assert "<details" in shown
    assert shown.count("word") == 20_000


def test_joined_evidence_comes_apart() -> None:
    assert evidence_parts("one … two") == ["one", "two"]


def test_a_shortened_text_says_so() -> None:
    assert short("one two three", 9) == "one two…"


def test_a_diff_marks_the_words_that_went_and_came() -> None:
    before, after = word_diff("We have no plans to close it.", "We have <b>firm</b> plans to close it!")
    assert before == "We have <del>no</del> plans to close it."
    assert after == "We have <ins>&lt;b&gt;firm&lt;/b&gt;</ins> plans to close it!"


@given(st.text(), st.text())
def test_a_diff_keeps_every_word_of_both_texts(before: str, after: str) -> None:
    for text, shown in zip((before, after), word_diff(before, after), strict=True):
        assert shown.striptags() == " ".join(clean(text).split())


def test_two_long_texts_are_compared_without_marks() -> None:
    before, _ = word_diff("a " * 50_000, "b " * 50_000)
    assert "<del>" not in before


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n=cmd"])
def test_a_formula_is_exported_as_text(value: str) -> None:
    assert str(neutral(value)).startswith("'")


@pytest.mark.parametrize("value", [-5, 2.5, None, "plain", "a=b", "2025-01-01"])
def test_what_is_no_formula_is_exported_as_it_is(value: object) -> None:
    assert neutral(value) == value


def test_a_long_cell_folds_with_all_of_its_text() -> None:
    shown = str(render("x <b>" + "word " * 1000))
    assert shown.count("word") >= 1000
    assert "<b>" not in shown


def test_a_snippet_marks_the_words_found_and_nothing_else() -> None:
    assert str(snippet("<i>\x02front\x03</i>")) == "&lt;i&gt;<mark>front</mark>&lt;/i&gt;"
