"""Threads of questions that ask the same thing, their links, and the questions nearest to a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from monitor.detect.similarity import keywords
from monitor.detect.subjects import Asked
from monitor.detect.threads import Link, Question, Thread
from monitor.store.database import upsert
from monitor.store.keys import key
from monitor.text.fold import fold

_OPENING = 250  # characters in which an answer refers to another, if that is what it does
_REFERS = re.compile(r"\b(?:refer|see|as (?:stated|set out|i said)|further to|answer)\b.*\d")


def questions(db: Database) -> list[Question]:
    """Return all questions, in the order in which they were asked.

    Where that date is not known (the bulk archive has only the answer's), the date of the first answer stands for it.
    """
    answered: dict[str, list[str]] = defaultdict(list)
    replies: dict[str, list[str]] = defaultdict(list)
    for question, day, opening in db.execute(
        f"SELECT question, answered_on, substr(text, 1, {_OPENING}) FROM answers ORDER BY answered_on, id"
    ):
        if day:
            answered[question].append(day)
        if _REFERS.search(fold(opening)):
            replies[question].append(opening)
    return [
        Question(id_, reference, title, text, asked_on, tuple(answered.get(id_, ())), tuple(replies.get(id_, ())))
        for id_, reference, title, text, asked_on in db.execute(
            "SELECT id, reference, coalesce(title, ''), text, coalesce(asked_on, (SELECT min(answered_on) FROM answers "
            "WHERE question = questions.id)) AS asked FROM questions ORDER BY asked IS NULL, asked, id"
        )
    ]


def changed(db: Database, questions: Sequence[Question], *, again: bool = False) -> dict[str, str]:
    """Return the questions that are new or reworded since they were linked (all, with `again`).

    The value of each is a key of its words, for `save_links` to remember.
    """
    linked = {} if again else dict(db.execute("SELECT question, linked_with FROM linked_questions").fetchall())
    now = {q.id: key(q.reference, q.title, q.text, q.asked_on, *q.replies) for q in questions}
    return {question: words for question, words in now.items() if linked.get(question) != words}


def incomplete(db: Database) -> bool:
    """Return whether questions of a stored thread are no longer there."""
    counted, present = (
        "SELECT coalesce(sum(questions), 0) FROM threads",
        "SELECT count(*) FROM thread_questions",
    )
    return bool(db.execute(f"SELECT ({counted}) <> ({present})").fetchone()[0])


def links(db: Database) -> list[Link]:
    """Return the stored links between questions."""
    return [Link(*row) for row in db.execute("SELECT question, other, kind, score FROM question_links")]


def save_links(db: Database, linked: dict[str, str], cites: Iterable[Link], similar: Iterable[Link]) -> None:
    """Store all citations, and the links that the questions `linked` (as `changed` returns them) have now."""
    rows = {(link.question, link.other): link for link in similar}
    rows |= {(link.question, link.other): link for link in cites}
    with db.atomic():
        db.execute("DELETE FROM question_links WHERE kind <> 'similar'")
        db.conn.executemany(
            "DELETE FROM question_links WHERE question = ? OR other = ?",
            [(question, question) for question in linked],
        )
        upsert(db, "question_links", map(_link_row, rows.values()), pk=("question", "other"))
        marks = [{"question": question, "linked_with": words} for question, words in linked.items()]
        upsert(db, "linked_questions", marks, pk=("question",))


def _link_row(link: Link) -> dict[str, object]:
    return {"question": link.question, "other": link.other, "kind": link.kind, "score": link.score}


def save_threads(db: Database, threads: Sequence[Thread]) -> None:
    """Store the threads in place of those stored. A thread keeps its id as long as its first question is the same."""
    rows, members = [], []
    for thread in threads:
        first, last = thread.questions[0], thread.questions[-1]
        id_ = key("thread", first.id)
        rows.append(
            {
                "id": id_,
                "title": thread.title,
                "first_asked": first.asked_on,
                "last_asked": last.asked_on,
                "questions": len(thread.questions),
            }
        )
        members += [{"question": question.id, "thread": id_} for question in thread.questions]
    with db.atomic():
        upsert(db, "threads", rows)
        upsert(db, "thread_questions", members, pk=("question",))
        _delete_others(db, "thread_questions", "question", {member["question"] for member in members})
        _delete_others(db, "threads", "id", {row["id"] for row in rows})


def _delete_others(db: Database, table: str, column: str, keep: set[object]) -> None:
    present = [row[0] for row in db.execute(f"SELECT {column} FROM {table}")]
    db.conn.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(value,) for value in present if value not in keep])


def asked(db: Database) -> list[Asked]:
    """Return all questions in the order in which they were asked, with who asked them and their answers' texts."""
    askers = dict(db.execute("SELECT id, asked_by FROM questions").fetchall())
    answers: dict[str, list[str]] = defaultdict(list)
    for question, text in db.execute("SELECT question, text FROM answers ORDER BY answered_on, id"):
        answers[question].append(text)
    return [Asked(q, askers[q.id], tuple(answers.get(q.id, ()))) for q in questions(db)]


def thread_of(db: Database) -> dict[str, str]:
    """Return the thread of each question that is in one."""
    return dict(db.execute("SELECT question, thread FROM thread_questions").fetchall())


@dataclass(frozen=True, slots=True)
class Near:
    """A question near to a text; the higher the `score` (BM25), the nearer. Scores of two searches do not compare."""

    question: str
    score: float


# How much a word counts in the title, in the text and in an answer: follow-ups take up what an answer said.
_TITLE, _TEXT, _ANSWER = 4.0, 1.0, 1.0
# A member tends to follow up their own questions, with the body that was asked.
_SAME = 1.3
_CANDIDATES = 300
_IN_QUESTIONS = """
    SELECT questions.id, -bm25(questions_fts, :title, :text) AS score
    FROM questions_fts JOIN questions ON questions.rowid = questions_fts.rowid
    WHERE questions_fts MATCH :query ORDER BY score DESC LIMIT :most
"""
_IN_ANSWERS = """
    SELECT answers.question, -:answer * bm25(answers_fts) AS score
    FROM answers_fts JOIN answers ON answers.rowid = answers_fts.rowid
    WHERE answers_fts MATCH :query ORDER BY score DESC LIMIT :most
"""


def nearest(
    db: Database,
    text: str,
    k: int = 10,
    *,
    title: str = "",
    asked_by: str | None = None,
    body: str | None = None,
    leave_out: str | None = None,
) -> list[Near]:
    """Return the (at most) `k` questions that `text` is nearest to, by the database's own full-text index.

    Args:
        title: the text's title, if it is a question.
        asked_by, body: prefer, slightly, questions of the same member and to the same body.
        leave_out: a question that is not wanted in the result: the one that `text` is.
    """
    words = keywords(title, text)
    if not words:
        return []
    query = " OR ".join(f'"{word}"' for word in words)
    weights = {"query": query, "most": _CANDIDATES, "title": _TITLE, "text": _TEXT, "answer": _ANSWER}
    scores: dict[str, float] = defaultdict(float)
    for sql in (_IN_QUESTIONS, _IN_ANSWERS):
        best: dict[str, float] = {}  # of the answers to one question, the best
        for question, score in db.execute(sql, weights):
            best[question] = max(score, best.get(question, 0.0))
        for question, score in best.items():
            scores[question] += score
    scores.pop(leave_out or "", None)
    for question, by, of in db.execute(
        f"SELECT id, asked_by, body FROM questions WHERE id IN ({', '.join('?' * len(scores))})", list(scores)
    ).fetchall():
        scores[question] *= (_SAME if asked_by and by == asked_by else 1) * (_SAME if body and of == body else 1)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Near(question, round(score, 3)) for question, score in ranked[:k]]
