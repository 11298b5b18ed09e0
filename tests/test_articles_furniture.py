"""What belongs to the page is told from what belongs to the article."""

from __future__ import annotations

import pytest
from articledata import said

from monitor.articles.furniture import read_page

BODY = "The Commissioner told members of the committee that the lifts had been out of use for a week."
MORE = "He said that he would write to every member of the committee before the end of the month."


def body(text: str, title: str = "") -> list[str]:
    return [text[start:end] for start, end in read_page(text, title).body]


@pytest.mark.parametrize(
    "furniture",
    [
        "Share and Follow",
        "Copy link",
        "By Ola Finch, City Hall correspondent",
        "12 June 2025, 07:15",
        "[email protected]",
        "Image: Getty",
        "3 min read",
        "Advertisement",
        "Sign up to our newsletter for the latest from City Hall. See our privacy notice.",
        "Want to contact Ola about this story? Please email [email protected]",
        "Join our WhatsApp community for breaking news.",
        "© The Gazette 2025. All rights reserved.",
        "LIFTS SCANDAL - READ MORE:",
        "Your email address will not be published. Required fields are marked *",
    ],
)
def test_furniture_between_paragraphs_is_dropped(furniture: str) -> None:
    assert body(f"{BODY}\n\n{furniture}\n\n{MORE}") == [BODY, MORE]


def test_a_story_list_is_dropped_and_the_article_goes_on_after_it() -> None:
    stories = (
        "You May Also Like\n\nLifts back by June\n\nThe lifts will be back, a minister says…\n\n<1 min\n\nOwl held"
    )
    assert body(f"{BODY}\n\n{stories}\n\n{MORE}\n\n{BODY}") == [BODY, MORE, BODY]


def test_nothing_after_the_comments_heading_is_the_articles() -> None:
    comments = (
        "Comments (2)\n\nTom: “The lifts were never mended,” said nobody at all, ever, in this town of ours.\n\nreply"
    )
    assert body(f"{BODY}\n\n{MORE}\n\n{comments}") == [BODY, MORE]


def test_headline_standfirst_and_cross_heads_are_headings() -> None:
    page = read_page(f"Lifts ‘out for a week’\n\n{BODY}\n\n‘I will write’\n\n{MORE}", "Lifts 'out for a week'")
    assert (len(page.headings), len(page.body)) == (2, 2)


def test_a_caption_told_twice_or_credited_is_dropped() -> None:
    caption = "Sir Tariq Mallory said that the lifts were 'fine'"
    assert body(f"{BODY}\n\n{caption}\n\n{caption}\n\n{MORE}") == [BODY, MORE]
    assert body(f"{BODY}\n\n{caption}\n|PA\n{MORE}") == [BODY, MORE]


def test_a_plea_run_on_at_the_end_of_a_paragraph_is_cut_off() -> None:
    (kept,) = body(f"{BODY} {MORE} Want to contact Ola about this story? Please email her. Choose ‘exit group’.")
    assert kept == f"{BODY} {MORE}"


def test_an_officials_words_about_signing_up_are_no_plea() -> None:
    words = "Every borough should sign up to the scheme."
    assert [w for _, _, w in said(f"Sir Tariq Mallory said: “{words}”")] == [words]


def test_a_name_in_furniture_takes_no_part() -> None:
    caption = "Sir Tariq Mallory (pictured) has apologised"
    text = f"{caption}\n\n{caption}\n\n{MORE}\n\n“It is so,” he said."
    assert said(text) == []


def test_a_plea_in_somebodys_words_is_theirs() -> None:
    text = (
        "Sir Tariq Mallory said: “We were called at four.\n\n“Please contact us if you saw anything.”\n\n"
        "“It opens today. Sign up online,” said Una Shore.\n\nIt is so. Sign up for our newsletter here."
    )
    assert [words for _, _, words in said(text)] == [
        "We were called at four.\n\nPlease contact us if you saw anything.",
        "It opens today. Sign up online",
    ]
