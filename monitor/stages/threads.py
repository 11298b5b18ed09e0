"""The threads stage: bring the threads of questions up to date with the questions that were collected.

Only questions that are new, or whose words changed, are compared with the others; their links are stored, and the
threads are made anew from all links. The result is that of comparing everything again, except that links stored
earlier keep the scores they had when there were fewer questions to weigh words by, so that a pair near the threshold
can differ. `again` compares everything.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from monitor.detect.similarity import Vectors, terms
from monitor.detect.threads import citations, similarities, threads
from monitor.store import threads as store


def update_threads(
    db: Database, *, again: bool = False, progress: Callable[[str], None] = lambda line: None
) -> list[str]:
    """Link new and changed questions with the others, make the threads, and return a line that sums it up."""
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
