"""The threads stage: bring the threads of questions up to date with the questions that were collected.

Only questions that are new, or whose words changed, are compared with the others; their links are stored, and the
threads are made anew from all links. The result is that of comparing everything again, except that links stored
earlier keep the scores they had when there were fewer questions to weigh words by, so that a pair near the threshold
can differ. `again` compares everything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlite_utils import Database

from monitor.detect.proposals import proposals
from monitor.detect.similarity import Vectors, terms
from monitor.detect.suggest import Draft, drafts
from monitor.detect.threads import citations, similarities, threads
from monitor.rulebook.models import Topic
from monitor.store import proposals as store_proposals
from monitor.store import threads as store


def update_threads(
    db: Database,
    *,
    found_on: str,
    again: bool = False,
    progress: Callable[[str], None] = lambda line: None,
) -> list[str]:
    """Bring threads, and the candidate changes in them, up to date; return the lines that sum it up.

    Statements must have been derived and read on their topics before: what a topic covers needs no candidates.

    Args:
        found_on: the date recorded as that on which a new candidate was found, `YYYY-MM-DD`.
        again: compare all questions with one another, also those that were compared before.
        progress: is told, in a line, what it is at.
    """
    lines = _update_threads(db, again, progress)
    found = store_proposals.save_proposals(
        db,
        (change for answers in store_proposals.answers_by_thread(db) for change in proposals(answers)),
        found_on,
    )
    return [*lines, f"{found} candidate changes in threads that no topic covers"]


def _update_threads(db: Database, again: bool, progress: Callable[[str], None]) -> list[str]:
    questions = store.questions(db)
    linked = store.changed(db, questions, again=again)
    if not linked and not store.incomplete(db):
        return ["no new questions to thread"]
    progress(f"comparing {len(linked)} questions with {len(questions)}")
    vectors = Vectors([terms(question.title, question.text) for question in questions])
    rows = [row for row, question in enumerate(questions) if question.id in linked]
    store.save_links(db, linked, citations(questions), similarities(questions, vectors, rows))
    found = threads(questions, vectors, store.links(db))
    store.save_threads(db, found)
    members = sum(len(thread.questions) for thread in found)
    return [f"{len(linked)} questions compared with {len(questions)}; {members} are in {len(found)} threads"]


def suggest_topics(db: Database, topics: Sequence[Topic], *, least: int, most: int) -> list[Draft]:
    """Return draft topics for the subjects asked about most often that none of `topics` covers (see `drafts`)."""
    asked = store.asked(db)
    vectors = Vectors([terms(member.question.title, member.question.text) for member in asked])
    return drafts(asked, vectors, store.links(db), store.thread_of(db), topics, least=least, most=most)
