"""Questions that cite one another, or ask alike, make a thread; what merely sounds alike does not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.similarity import Vectors, dot, substance, terms
from monitor.detect.threads import Link, Question, Thread, citations, similarities, threads
from monitor.text.lemmas import lemma


def question(id_: str, text: str, asked_on: str = "2025-03-01", reference: str = "", title: str = "") -> Question:
    return Question(id_, reference or None, title, text, asked_on)


def threaded(*questions: Question) -> list[Thread]:
    vectors = Vectors([terms(q.title, q.text) for q in questions])
    found = similarities(questions, vectors, range(len(questions)))
    return threads(questions, vectors, [*citations(questions), *found])


def members(found: list[Thread]) -> list[list[str]]:
    return [[q.id for q in thread.questions] for thread in found]


STEP_FREE = "How many Tube stations have step-free access from street to platform?"
FERRY = "Will the Woolwich Ferry run at weekends this winter?"
CINEMA = "What is the rent that the Peckham cinema pays to the council?"
OWLS = "Which parks have nesting boxes for tawny owls?"


def test_the_same_question_in_other_words_is_one_thread() -> None:
    found = threaded(
        question("a", STEP_FREE, "2021-03-01"),
        question("b", FERRY, "2022-03-01"),
        question("c", "Which Tube stations have step-free access between platform and street?", "2023-03-01"),
        question("d", CINEMA, "2024-03-01"),
    )
    assert members(found) == [["a", "c"]]


def test_a_formula_that_two_questions_share_does_not_join_them() -> None:
    opening = "To ask the Secretary of State for Transport, what recent assessment he has made of the adequacy of "
    assert threaded(question("a", opening + "ferry piers."), question("b", opening + "motorway lighting.")) == []


def test_a_question_joins_the_thread_of_the_one_it_cites_whatever_its_words() -> None:
    found = threaded(
        question("a", FERRY, "2025-01-20", "2025/0102"),
        question("b", "Further to Mayor's Question 2025/0102, when were the crews told?", "2025-02-20", "2025/0131"),
        question("c", OWLS, "2025-02-21", "2025/0132"),
    )
    assert members(found) == [["a", "b"]]


def test_a_number_given_in_two_sessions_is_resolved_by_the_date_said_with_it() -> None:
    text = "To ask the Minister, pursuant to the Answer of 5 September 2024 to Question 871 on Ferries, who knew."
    old, new = question("old", CINEMA, "2023-11-20", "871"), question("new", FERRY, "2024-08-30", "871")
    [link] = citations([old, new, question("citing", text, "2024-09-10", "2200")])
    assert (link.question, link.other) == ("citing", "new")


def test_a_citation_of_another_session_does_not_resolve_to_this_one() -> None:
    text = "To ask the Minister, pursuant to the Answer of 5 September 2019 to Question 871 on Owls, who knew."
    cited = question("new", FERRY, "2024-08-30", "871", "Ferries")
    assert citations([cited, question("citing", text, "2024-09-10", "2200")]) == []


def test_a_date_of_which_only_the_month_is_known_resolves_too() -> None:
    text = "To ask the Minister, pursuant to the Answer of 5 September 2024 to Question 871, who knew."
    [link] = citations([question("a", FERRY, "2024-08", "871"), question("b", text, "2024-09", "2200")])
    assert (link.question, link.other) == ("b", "a")


def test_a_mistyped_date_is_made_good_by_the_title() -> None:
    text = "To ask the Minister, pursuant to the Answer of 5 September 2019 to Question 871 on Ferries, who knew."
    cited = question("new", FERRY, "2024-08-30", "871", "Ferries")
    [link] = citations([cited, question("citing", text, "2024-09-10", "2200")])
    assert link.other == "new"


def test_a_reply_that_refers_to_another_answer_links_their_questions() -> None:
    asked = Question("b", "2025/0131", "", OWLS, "2025-02-20", (), ("Please see my response to MQ 2025/0102.",))
    assert citations([question("a", FERRY, "2025-01-20", "2025/0102"), asked]) == [Link("b", "a", "refers", 1.0)]


def test_a_chain_of_neighbours_is_not_one_thread() -> None:
    words = [f"{a}{b}" for a in "abcdefgh" for b in ("lum", "gor", "pid")]
    chain = [question(f"q{n}", "Why " + " ".join(words[n : n + 6])) for n in range(len(words) - 5)]
    assert max(len(thread.questions) for thread in threaded(*chain)) < len(chain) / 2


def test_a_thread_is_titled_with_what_many_titles_share() -> None:
    [thread] = threaded(
        *(
            question(str(n), STEP_FREE, title=f"{line}: Step-free Access")
            for n, line in enumerate(("Tram", "Tube", "DLR"))
        )
    )
    assert thread.title == "Step-free Access"


def test_a_place_weighs_less_than_what_is_asked() -> None:
    weights = terms("", "How many libraries in Barking and Dagenham lend bicycles?")
    assert weights[lemma("dagenham")] < weights[lemma("bicycles")]


def test_the_address_of_a_question_is_not_its_substance() -> None:
    text = "To ask the Secretary of State for Environment, Food and Rural Affairs, how many weirs are gauged."
    assert substance(text) == "how many weirs are gauged."


TEXTS = st.lists(st.lists(st.sampled_from("owl pier weir tram rent ferry lamp gate".split()), max_size=6).map(" ".join))


@given(TEXTS)
def test_no_question_is_in_two_threads_and_none_is_alone(texts: list[str]) -> None:
    found = members(threaded(*(question(str(n), text) for n, text in enumerate(texts))))
    everyone = [member for thread in found for member in thread]
    assert len(everyone) == len(set(everyone))
    assert all(len(thread) > 1 for thread in found)


@given(TEXTS)
def test_likeness_is_between_0_and_1_and_mutual(texts: list[str]) -> None:
    vectors = Vectors([terms("", text) for text in texts])
    rows = [vectors.vector(row) for row in range(len(vectors))]
    likeness = [[dot(one, other) for other in rows] for one in rows]
    assert all(-1e-9 <= value <= 1 + 1e-9 for row in likeness for value in row)
    assert all(abs(likeness[a][b] - likeness[b][a]) < 1e-9 for a in range(len(rows)) for b in range(a))
