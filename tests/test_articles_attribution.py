"""Who said each quotation of an article."""

from __future__ import annotations

import pytest
from articledata import MALLORY, OYELARAN, REYES, read, said
from hypothesis import given, settings
from hypothesis import strategies as st

INTRO = "Sir Tariq Mallory, the Met Commissioner, met Dame Zoë Aldous-Reyes, the Mayor of London.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        'Sir Tariq Mallory told Sky News: "It is so."',
        '"It is so," said Sir Tariq Mallory.',
        '"It is so," Sir Tariq Mallory, who took over in 2023, told members.',
        'Sir Tariq Mallory – who took over in 2023 – said: "It is so."',
        'Sir Tariq Mallory (pictured) said: "It is so."',
        'Sir Tariq Mallory, 55, said: "It is so."',
        'In a letter to Dame Zoë, Sir Tariq Mallory, the Met Police Commissioner, wrote: "It is so."',
        'Met Commissioner Sir Tariq Mallory has said: "It is so."',
        'Speaking at City Hall, Sir Tariq Malory said: "It is so."',
        'Asked about it by Keith Barlow, the Met chief replied: "It is so."',
        'Sir Tariq Mallory apologised to Keith Barlow, adding: "It is so."',
        'Sir Tariq Mallory: "It is so."',
        "GWEN OYELARAN sat beside him.\n\nTARIQ MALLORY: “It is so.”",
        'Sir Tariq Mallory spoke at length.\n\nAnd he ended: "It is so."',
        'Sir Tariq Mallory, meanwhile, said:\n\n"It is so."',
        '"It is so" was the reply of Sir Tariq Mallory.',
        "“It is so.” – Sir Tariq Mallory, Commissioner",
        "A letter from Sir Tariq Mallory to the Mayor, seen by the Ledger, says: “It is so.”",
        "Minutes record the Commissioner, Sir Tariq Mallory, as saying: “It is so.”",
        "The Commissioner, Sir Tariq Mallory (Independent), said: “It is so.”",
        "Sir Tariq Mallory put it this way: “It is so.”",
        "“It is so,” the Met’s Sir Tariq Mallory told MPs.",
        "“It is so,” reads Sir Tariq Mallory’s latest letter.",
    ],
)
def test_a_named_official_is_the_speaker(text: str) -> None:
    assert said(text) in ([(*MALLORY, "It is so.")], [(*MALLORY, "It is so")])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said: "It is so." The Commissioner added: "It was so."', ["It is so.", "It was so."]),
        ('"It is so," he said. "It was so."', ["It is so", "It was so."]),
        ('"It is so," Mallory said.\n\n"And it was so," he went on.', ["It is so", "And it was so"]),
        ('In his letter, Sir Tariq also said that it was "quite so".', ["quite so"]),
        ('The letter from Sir Tariq was blunt. "It is so," he wrote.', ["It is so"]),
    ],
)
def test_pronouns_titles_and_surnames_are_followed(text: str, words: list[str]) -> None:
    found = said(INTRO.replace(", met Dame Zoë Aldous-Reyes, the Mayor of London", ", was there") + text)
    assert found == [(*MALLORY, w) for w in words]


def test_he_and_she_are_told_apart() -> None:
    text = INTRO + 'Neither agreed. "It is so," she said.\n\n"It is not," he said.'
    assert said(text) == [(*REYES, "It is so"), (*MALLORY, "It is not")]


def test_a_title_overrules_a_given_name() -> None:
    text = 'Gwen Oyelaran met Dame Zoë Aldous-Reyes. Mr Oyelaran was late. "The lift was out," he said.'
    assert said(text) == [(*OYELARAN, "The lift was out")]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ('A Met spokesperson said: "It is so."', "met"),
        ('A spokesperson for the Mayor of London said: "It is so."', "mayor"),
        ('A City Hall spokesman said: "It is so."', "mayor"),
        ('"It is so," said a spokeswoman for TfL.', "tfl"),
        ('In its latest statement, the Met said: "It is so."', "met"),
        ('A statement from Scotland Yard read: "It is so."', "met"),
        ('Scotland Yard was asked. The force said: "It is so."', "met"),
        ('The London Fire Brigade was asked. A brigade spokesman said: "It is so."', "lfb"),
        ('Dame Zoë Aldous-Reyes was away. Her office said: "It is so."', "mayor"),
    ],
)
def test_an_institution_speaks_without_a_person(text: str, body: str) -> None:
    assert [(person, of) for person, of, _ in said(text)] == [(None, body)]


def test_they_and_it_and_the_statement_go_on_for_an_institution() -> None:
    text = 'The Met said in a statement: "One."\n\nIt added: "Two."\n\nThe statement went on: "Three."'
    assert [(body, words) for _, body, words in said(text)] == [("met", "One."), ("met", "Two."), ("met", "Three.")]
    spokes = 'A Met spokesperson said: "One."\n\nThey added: "Two."\n\nThe spokesperson said: "Three."'
    assert [words for _, _, words in said(spokes)] == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    "text",
    [
        'Keith Barlow AM said: "It is so."',
        'A resident said: "It is so." She added: "I saw it."',
        'A Met source said: "It is so."',
        'City Hall sources said: "It is so."',
        'A spokesman for the Metropolitan Police Federation said: "It is so."',
        'The Mayor of Greater Manchester, Rob Tully, said: "It is so." The mayor added: "It was so."',
        'The former Mayor, Brendan O\'Dowd, said: "It is so."',
        'Saadiya Mallory, a doctor, said: "It is so." Dr Mallory added: "It was so."',
        'A friend of Sir Tariq Mallory said: "It is so."',
        "Keith Barlow said: \"The Commissioner told us 'it is so'.\"",
        'Sir Tariq Mallory was accused of "hiding it".',
        'Sir Tariq Mallory was told by a resident that it was "hidden".',
        'Sir Tariq Mallory denied that it was "hidden".',
        'Keith Barlow, who has called it "a broken promise", asked the Mayor to apologise.',
        'Keith Barlow said of "a broken promise", urging the Mayor to apologise.',
        'The Mayor visited Sam Cole, whose shop was burnt. "It is all gone," she said.',
        'The Commissioner met Ivor Hart, 82. "I have never seen such a thing," he said.',
        'Jan van Mallory said: "It is so." Sir Tariq Mallory was away.',
        'Sir Tariq Mallory responded to claims of a "cover-up".',
        'Sir Tariq Mallory did not say that it was "hidden".',
        'The line stayed the same: "Not here."',
        'Dame Zoë Aldous-Reyes told MPs about it. MPs said it was "thin".',
        'Sir Tariq Mallory leads the Met. The report found that its work was "poor".',
        'Sir Tariq Mallory spoke of so-called "ghost lists".',
        'Sir Tariq Mallory said that using "ghost list" was wrong. The ghost list is real.',
        'Sir Tariq Mallory has previously said there were "no ghosts".',
    ],
)
def test_nobody_else_is_taken_for_an_official(text: str) -> None:
    assert said(text) == []


def test_one_with_the_same_surname_is_somebody_else() -> None:
    text = (
        'Sir Tariq Mallory said: "One." Ana Mallory, a campaigner, was not convinced. Ms Mallory said: "Two." '
        'Sir Tariq said: "Three."'
    )
    assert [words for _, _, words in said(text)] == ["One.", "Three."]


def test_who_asks_and_who_answers_are_told_apart() -> None:
    text = (
        'Sir Tariq Mallory was at City Hall.\n\n"How many?" asked Mr Keith Barlow.\n\n"Four," he answered.\n\n'
        '"Is that all?" Mr Barlow asked.\n\n"It is all," the Commissioner replied.'
    )
    found = [item for item in read(text) if item.is_statement]
    assert [(item.text, item.question) for item in found] == [("Four", "How many?"), ("It is all", "Is that all?")]


def test_a_reported_question_is_kept() -> None:
    text = (
        "In January, Keith Barlow asked Dame Zoë Aldous-Reyes nine times whether there were lists in use. However, she "
        "repeatedly asked Barlow to explain, claiming: “I don’t know what he means.”"
    )
    (found,) = [item for item in read(text) if item.is_statement]
    assert found.question == "Were there lists in use?"
    assert (found.person, found.medium) == ("Zoë Aldous-Reyes", "oral")


def test_a_question_with_details_of_a_person_is_not_kept() -> None:
    text = "Asked why a 15-year-old girl had been sent home, Sir Tariq Mallory said: “I do not know.”"
    (found,) = read(text)
    assert (found.is_statement, found.question, found.context) == (True, None, "")


def test_fragments_are_marked_and_kept() -> None:
    text = "Sir Tariq Mallory said the force had a “steady flow” of them and “several live inquiries”."
    found = read(text)
    assert [(item.text, item.fragment, item.is_statement) for item in found] == [
        ("steady flow", True, True),
        ("several live inquiries", True, True),
    ]


def test_an_attribution_at_the_end_of_a_sentence_holds_for_all_of_it() -> None:
    text = "There are “no lists” and “no plans” for any, according to the Mayor, Dame Zoë Aldous-Reyes."
    assert said(text) == [(*REYES, "no lists"), (*REYES, "no plans")]


def test_a_role_is_the_one_held_on_the_day() -> None:
    text = "In March 2022 the then Mayor, Brendan O’Dowd, told the Assembly: “There is no shortage.”"
    (found,) = read(text)
    assert (found.person, found.body, found.role, found.said_on) == (
        "Brendan O'Dowd",
        "mayor",
        "Mayor of London",
        "2022-03",
    )


@pytest.mark.parametrize(
    "heading",
    [
        "‘It is so’, says Sir Tariq Mallory",
        "Met confirms hundreds of ‘ghost lamp’ repairs",
        "‘Lamps matter to everyone on this road’",
        "Sir Tariq Mallory, who said that it was “so and so” | Picture: Ledger",
    ],
    ids=["headline", "scare quotes", "cross-head", "caption"],
)
@pytest.mark.parametrize("place", ["{0}\n\n{1}\n\n{2}", "{1}\n\n{0}\n\n{2}"], ids=["above", "between"])
def test_words_quoted_in_a_heading_are_no_statement(heading: str, place: str) -> None:
    first = "The Met is to mend the lamps on its stations. Sir Tariq Mallory told members: “We have begun.”"
    second = "Nora Finch, of Lamps for All, said: “Lamps matter to us, to our children and to everyone on this road.”"
    text = place.format(heading, first, second)
    assert said(text, heading) == said(text) == [(*MALLORY, "We have begun.")]


def test_a_pull_quote_is_nobodys_or_whose_words_it_repeats() -> None:
    text = (
        "Sir Tariq Mallory said: “We have begun.”\n\n{}\n\n"
        "Nora Finch, of Lamps for All, said: “Lamps matter to us and to everyone who lives on this road.”"
    )
    assert len(said(text.format("“We have begun.”"))) == 2  # his own words, twice
    assert said(text.format("“Lamps matter to everyone who lives on this road.”")) == [(*MALLORY, "We have begun.")]
    assert said(text.format("‘It is dark on the way to school.’")) == [(*MALLORY, "We have begun.")]


def test_a_single_word_is_no_statement_unless_it_is_all_that_was_said() -> None:
    text = "Sir Tariq Mallory called it “dismal” and spoke of a “long road”. Asked again, he said: “No.”"
    assert [words for _, _, words in said(text)] == ["long road", "No."]


@pytest.mark.parametrize(
    ("who", "body"),
    [
        ("Commander Jill Frost, of the Met,", "met"),
        ("Commander Jill Frost, who leads the Met’s work on lamps,", "met"),
        ("Met Police Detective Superintendent Jill Frost", "met"),
        ("The Met’s lead for lamps, Commander Jill Frost,", "met"),
        ("A senior Met officer, Commander Jill Frost,", "met"),
        ("Det Supt Jill Frost, of Scotland Yard’s lamp squad,", "met"),
        ("Raj Patel, TfL’s director of buses,", "tfl"),
        ("Raj Patel, Director of Buses at Transport for London,", "tfl"),
        ("The director of buses at TfL, Raj Patel,", "tfl"),
        ("Nina Doe, Deputy Mayor for Transport,", "mayor"),
        ("London’s deputy mayor for transport, Nina Doe,", "mayor"),
    ],
)
def test_an_officer_who_is_not_in_the_rule_file_speaks_for_the_body(who: str, body: str) -> None:
    assert said(f"{who} said: “It is so.”") == [(None, body, "It is so.")]
    assert said(f"“It is so.” That was the view. {who} said: “It was so.”") == [(None, body, "It was so.")]


def test_a_surname_and_a_pronoun_mean_the_officer_named_before() -> None:
    text = "Commander Jill Frost, of the Met, said: “One.” Cdr Frost added: “Two.” “Three,” she said."
    assert said(text) == [(None, "met", "One."), (None, "met", "Two."), (None, "met", "Three")]


@pytest.mark.parametrize(
    "who",
    [
        "Former Commander Jill Frost, of the Met,",
        "Jon Wedge, a detective who left the Met in 2017,",
        "Supt Jill Frost, of Essex Police,",
        "Raj Patel, a bus driver at TfL,",
        "Raj Patel, a union official at TfL,",
        "Raj Patel, head of the Metropolitan Police Federation,",
        "The Met’s former director of forensics, Raj Patel,",
        "Raj Patel, who met the Met’s director last week,",
        "Nina Doe, deputy mayor of Lewisham,",
        "A PC at the Met, Jo Bloggs,",
    ],
)
def test_who_holds_no_post_in_a_body_does_not_speak_for_it(who: str) -> None:
    assert said(f"{who} said: “It is so.”") == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("“It is so,” a statement from TfL said.", "tfl"),
        ("“It is so,” the Met’s statement read.", "met"),
        ("A Met Police statement said: “It is so.”", "met"),
        ("A post on the Met’s X account read: “It is so.”", "met"),
        ("A mayoral spokesperson said: “It is so.”", "mayor"),
        ("Officials at TfL said: “It is so.”", "tfl"),
        ("London Fire Brigade wrote on X: “It is so.”", "lfb"),
        ("The Met said in a statement posted on X: “It is so.”", "met"),
        ("City Hall declined to comment but pointed to an earlier statement, which said: “It is so.”", "mayor"),
    ],
)
def test_a_text_speaks_for_the_body_that_issued_it(text: str, body: str) -> None:
    assert [(person, of) for person, of, _ in said(text)] == [(None, body)]


@pytest.mark.parametrize(("asks", "replies"), [("Q", "A"), ("Ledger", "Sir Tariq Mallory"), ("THE LEDGER", "MALLORY")])
def test_the_answers_of_an_interview_are_statements_with_their_questions(asks: str, replies: str) -> None:
    text = (
        f"Sir Tariq Mallory met the Ledger.\n\n{asks}: Is there a list?\n\n{replies}: There are “two of them”.\n\n"
        f"{asks}: May we see them?\n\n{replies}: No."
    )
    found = [(item.person, item.text, item.question) for item in read(text) if item.is_statement]
    assert found == [
        ("Tariq Mallory", "There are “two of them”.", "Is there a list?"),
        ("Tariq Mallory", "No.", "May we see them?"),
    ]


def test_a_list_with_labels_is_no_interview() -> None:
    assert (
        said("Sir Tariq Mallory will speak.\n\nWhere: City Hall.\n\nWhen: Friday.\n\nA: No.\n\nWhy: Who knows?") == []
    )


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("asked whether there were lists or ledgers", "Were there lists or ledgers?"),
        ("asked if the lists would be burnt", "Would the lists be burnt?"),
        ("asked why there had been a delay", "Why had there been a delay?"),
        ("asked whether she kept a list", "Whether she kept a list?"),
        ("asked about how many lists there were", "How many lists there were?"),
        ("asked directly about the lists of lamps", None),
    ],
)
def test_a_reported_question_reads_as_one_and_a_mere_subject_is_none(asked: str, question: str | None) -> None:
    for text in (
        f"Dame Zoë Aldous-Reyes was {asked}. “I do not know,” she said.",
        f"{asked.capitalize()}, a spokesperson for the Mayor said: “I do not know.”",
        f"{asked.capitalize()}, Dame Zoë Aldous-Reyes, the Mayor, said: “I do not know.”",
    ):
        assert [item.question for item in read(text)] == [question]


WORDS = st.lists(
    st.sampled_from(
        "Sir Tariq Mallory said told he she they it the Mayor Met spokesperson for a who , . : ? “ ” ‘ ’ \" ' – ( ) \n \n\n "
        "asked whether adding accused of by was claimed Keith Barlow in March on Friday letter statement".split(" ")
    ),
    max_size=60,
)


@given(WORDS)
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it_and_every_quotation_is_the_articles_own(words: list[str]) -> None:
    text = " ".join(words)
    for item in read(text):
        assert 0 <= item.start < item.end <= len(text)
        assert item.is_statement == (item.body is not None)
        assert item.said_on <= "2025-06-18"


@given(st.text(alphabet="aB .,:;?\n“”‘’\"'–()\u00a0é1Q", max_size=200), st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_characters_break_it(text: str, title: str) -> None:
    for item in read(text, title):
        assert item.text.strip(), item


def test_a_title_with_a_given_name_is_enough_where_one_person_only_is_meant() -> None:
    assert said("Sir Tariq said: “It is so.”") == [(*MALLORY, "It is so.")]


def test_the_words_of_a_question_are_not_the_answerers() -> None:
    text = "Asked whether it was “a broken promise”, the Mayor said: “No, it is not.”"
    assert [words for _, _, words in said(text)] == ["No, it is not."]


def test_who_stands_beside_the_speaker_does_not_speak() -> None:
    text = "The Mayor, flanked by the Commissioner, Sir Tariq Mallory, said: “We are one.”"
    assert said(text) == [(*REYES, "We are one.")]


@pytest.mark.parametrize(
    "text",
    [
        "The Commissioner accepted that it was “slow to act”.",
        "Sir Tariq Mallory said that an express bus would be “slow to act”.",
    ],
)
def test_what_an_official_grants_is_his_own(text: str) -> None:
    assert said(text) == [(*MALLORY, "slow to act")]


def test_a_body_goes_by_a_capital_noun_where_no_other_of_its_sort_is_tracked() -> None:
    assert said("A Brigade spokesperson said: “It is so.”") == [(None, "lfb", "It is so.")]
