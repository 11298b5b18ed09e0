"""Score the threads of a database against its citations: a question that cites another asks after it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from monitor.detect.similarity import asked_part
from monitor.detect.threads import Question, citations
from monitor.store.threads import nearest, questions
from monitor.text.references import without_references


@dataclass(frozen=True, slots=True)
class ThreadScores:
    """How often the cited question was found, of `citations` that resolve to a question of the database.

    Attributes:
        same_thread: in the same thread.
        nearest: among the `k` nearest, once the citing words are taken out.
        missed: (citing question, cited question) that were not among the nearest.
    """

    citations: int
    same_thread: int
    nearest: int
    k: int
    missed: tuple[tuple[Question, Question], ...]


def score_threads(db: Database, k: int = 10) -> ThreadScores:
    """Score the threads stored in `db`."""
    asked = {question.id: question for question in questions(db)}
    who = {row[0]: row[1:] for row in db.execute("SELECT id, asked_by, body FROM questions")}
    thread = dict(db.execute("SELECT question, thread FROM thread_questions").fetchall())
    cited = citations(list(asked.values()), in_replies=False)
    missed = []
    for link in cited:
        question = asked[link.question]
        asked_by, body = who[question.id]
        text = without_references(question.text)
        near = nearest(db, text, k, title=question.title, asked_by=asked_by, body=body, leave_out=question.id)
        if link.other not in {found.question for found in near}:
            missed.append((question, asked[link.other]))
    together = sum(link.question in thread and thread[link.question] == thread.get(link.other) for link in cited)
    return ThreadScores(len(cited), together, len(cited) - len(missed), k, tuple(missed))


def table(scores: ThreadScores, misses: int) -> str:
    """Return the scores as lines of text, with the first `misses` citations that were not among the nearest."""
    total = scores.citations
    if not total:
        return "no question cites another question of this database"
    lines = [
        f"citations that resolve to a question here        {total:6}",
        f"cited question in the same thread                {scores.same_thread / total:6.1%}",
        f"cited question among the {scores.k:2} nearest              {scores.nearest / total:6.1%}",
    ]
    for citing, cited in scores.missed[:misses]:
        lines += [
            f"missed: {citing.reference} ({citing.asked_on}) {citing.title}: {asked_part(citing.text)}",
            f"  cites {cited.reference} ({cited.asked_on}) {cited.title}: {asked_part(cited.text)}",
        ]
    return "\n".join(lines)
