"""Questions with their answers, from whichever source: one question is one row, whoever repeats it.

What the questions site says stands over what the bulk files say, and that over the papers of a meeting; a lower source fills
in what a higher one lacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from monitor.collect import visits
from monitor.collect.keeping import absent
from monitor.collect.keeping.absent import AnswersMissing
from monitor.collect.keeping.holding import is_holding, was_holding
from monitor.collect.keeping.identity import Row, key_of, plain, refuse_another
from monitor.collect.keeping.texts import Saved, Seen, refuse_collapse, save_document, save_edit
from monitor.collect.keeping.who import Who
from monitor.collect.kinds.transcripts import split_label
from monitor.collect.records import Answer, Question
from monitor.store.database import upsert
from monitor.store.keys import key

# The kind of document that a question was read from, and whose words stand.
RANKS = {"question": 3, "parliament": 3, "bulk": 2, "paper": 1}


def save_question(
    db: Database, seen: Seen, question: Question, kind: str, who: Who, *, document: str | None = None
) -> bool:
    """Store a question and its answers; return whether it is still open (unanswered, or a holding reply only).

    Args:
        kind: of the document: question, parliament, bulk or paper.
        document: the document it stands in, where several share one; else it is a document of its own.

    Raises:
        PageFault: an answer that was there is missing, a text collapsed, or the page shows another question than it did.
    """
    ident = key_of(db, question, who)
    old = _row(db, "questions", ident)
    if kind == "question":
        refuse_another(question, old, who)
    present = _answers(db, ident)
    answers = _with_keys(ident, question.answers, present, RANKS[kind])
    withdrawn = [] if question.partial else _withdrawn(db, seen, present, answers, kind)
    _refuse_collapse(question, present, answers, kind)
    saved = (
        Saved(document, None, "", None)
        if document
        else save_document(
            db,
            seen,
            ident=question.document_url or ident,
            kind=kind,
            url=question.document_url or seen.url,
            title=question.title,
            text=_whole_text(question),
            published=question.asked_on,
        )
    )
    row = _question_row(seen, question, kind, who, saved.document)
    if old is not None:
        row = _merged(row, old, RANKS[kind], _rank(db, old["document"]))
        row["url"] = _address(db, row["url"], old["url"])
        if saved.changed and old["document"] == saved.document:
            save_edit(db, seen, saved, f"{old['title']}\n{old['text']}", f"{row['title']}\n{row['text']}")
    upsert(db, "questions", [{**row, "id": ident, "status": old["status"] if old else "unanswered"}], once=("source",))
    for number, (answer_key, answer) in enumerate(answers):
        following = answers[number + 1][1] if number + 1 < len(answers) else None
        replaced = following is not None and not following.corrected and was_holding(answer.text)
        answer = replace(answer, holding=answer.holding or (replaced and not answer.speeches))  # noqa: PLW2901
        _save_answer(db, seen, question, kind, who, saved, ident, answer_key, answer)
    for gone in withdrawn:
        db.execute("UPDATE answers SET withdrawn_on = ? WHERE id = ?", [seen.on, gone["id"]])
        save_edit(db, seen, saved, gone["text"], "", answer=gone["id"])
    if not question.partial:
        absent.forget(db, ident, [answer_key for answer_key, _ in answers])
    return settle(db, ident, withdrawn=question.withdrawn) in {"unanswered", "holding"}


def settle(db: Database, ident: str, *, withdrawn: bool = False) -> str:
    """Bring order and status of a question's answers, and its own, up to date; return the question's status."""
    rows = db.execute(
        "SELECT id, status, withdrawn_on IS NULL FROM answers WHERE question = ? "
        "ORDER BY coalesce(answered_on, ''), id",
        [ident],
    ).fetchall()
    final = False
    standing = [status for _, status, stands in rows if stands]
    for position, (answer, status, _) in enumerate(rows, 1):
        if status != "holding":
            status = "corrected" if final else status  # noqa: PLW2901
            final = True
        db.execute(
            "UPDATE answers SET position = ?, status = ? WHERE id = ? AND (position, status) IS NOT (?, ?)",
            [position, status, answer, position, status],
        )
    gone = db.execute(
        "SELECT 1 FROM questions JOIN documents ON documents.id = questions.document "
        "WHERE questions.id = ? AND withdrawn_on IS NOT NULL",
        [ident],
    ).fetchone()
    if withdrawn or gone:
        status = "withdrawn"
    elif not standing:
        status = "unanswered"
    else:
        status = "holding" if set(standing) == {"holding"} else "answered"
    db.execute("UPDATE questions SET status = ? WHERE id = ? AND status IS NOT ?", [status, ident, status])
    return status


def _whole_text(question: Question) -> str:
    parts = [question.title, question.text]
    for answer in question.answers:
        parts += [f"Answer of {answer.date}" if answer.date else "Answer", answer.text]
    return "\n".join(parts)


def _row(db: Database, table: str, ident: str) -> Row | None:
    return next(iter(db.query(f"SELECT * FROM {table} WHERE id = ?", [ident])), None)


def _rank(db: Database, document: str | None) -> int:
    found = db.execute("SELECT kind FROM documents WHERE id = ?", [document]).fetchone()
    return RANKS.get(found[0], 0) if found else 0


def _answers(db: Database, ident: str) -> list[Row]:
    sql = (
        "SELECT answers.*, documents.kind AS document_kind FROM answers "
        "LEFT JOIN documents ON documents.id = answers.document WHERE question = ?"
    )
    return list(db.query(sql, [ident]))


# -- what does not fit


def _withdrawn(db: Database, seen: Seen, present: list[Row], answers: list[tuple[str, Answer]], kind: str) -> list[Row]:
    """The answers that the page is without for so long, or in such a way, that they count as withdrawn.

    Raises:
        AnswersMissing: others are missing, which may be a fault of the site.
    """
    shown, known = {ident for ident, _ in answers}, {row["id"] for row in present}
    missing = [
        row
        for row in present
        if row["document_kind"] == kind
        and row["id"] not in shown
        and row["status"] != "holding"
        and row["withdrawn_on"] is None
    ]
    withdrawn = [
        row
        for row in missing
        if absent.is_withdrawn(db, seen, row["id"], others=bool(shown), replaced=bool(shown - known))
    ]
    if len(withdrawn) < len(missing):
        dates = ", ".join(row["answered_on"] or "no date" for row in missing)
        raise AnswersMissing(seen, [row["id"] for row in missing], f"the answer of {dates} that was here is missing")
    return withdrawn


def _refuse_collapse(question: Question, present: list[Row], answers: list[tuple[str, Answer]], kind: str) -> None:
    texts = dict(answers)
    for row in present:
        if row["document_kind"] == kind and row["id"] in texts and not question.partial:
            what = f"the answer of {row['answered_on'] or 'no date'}"
            refuse_collapse(question.url, what, row["text"], texts[row["id"]].text)


# -- questions


def _question_row(seen: Seen, question: Question, kind: str, who: Who, document: str) -> Row:
    asked_of = who.find(question.asked_of or "", question.asked_on)
    asker = who.find(question.asked_by or "", question.asked_on)
    name = split_label(question.asked_by)[0] if question.asked_by else None
    return {
        "reference": question.reference,
        "title": question.title,
        "text": question.text,
        "asked_by": (asker.person if asker else None) or name,
        "asked_by_group": question.group,
        "asked_of": question.asked_of,
        "body": who.body_name(asked_of) or (question.asked_of if kind == "parliament" else None),
        "asked_on": question.asked_on,
        "due_on": question.due_on,
        "url": question.url,
        "category": question.category,
        "forum": question.meeting,
        "document": document,
        "source": seen.source,
    }


def _merged(new: Row, old: Row, rank: int, old_rank: int) -> Row:
    """The row to store: the higher source's values, the lower's where it has none."""
    first, second = (new, old) if rank >= old_rank else (old, new)
    return {name: first[name] if first[name] is not None else second[name] for name in new}


def _address(db: Database, new: str, old: str) -> str:
    """Which of a question's two addresses to give: one that a list leads to and that it does not share, else the one that it
    was read at last.
    """
    alone = [url for url in (old, new) if visits.is_listed(db, url) and not visits.was_shared(db, url)]
    if new == old or alone == [old]:
        return old
    visits.forget_copy(db, old)
    return new


# -- answers


def _with_keys(ident: str, answers: Sequence[Answer], present: list[Row], rank: int) -> list[tuple[str, Answer]]:
    """Pair each answer with its key: that of its date, or of the same words known from another source."""
    out: list[tuple[str, Answer]] = []
    taken: set[str] = set()
    for answer in answers:
        found = answer
        twins = [row for row in present if plain(row["text"]) == plain(answer.text) and row["id"] not in taken]
        twin = next((row for row in twins if row["answered_on"] == answer.date), None) or next(
            (row for row in twins if row["answered_on"] is None or answer.date is None), None
        )
        redated = next((row for row in twins if _is_redated(row, answers, rank)), None) if twin is None else None
        lower = twin is not None and RANKS.get(twin["document_kind"], 0) > rank
        if twin is not None and (twin["answered_on"] == answer.date or lower or answer.date is None):
            chosen = str(twin["id"])
            found = replace(answer, date=answer.date or twin["answered_on"])
        elif redated is not None:
            chosen = str(redated["id"])
        else:
            number = sum(a.date == answer.date for _, a in out)
            chosen = key("answer", ident, answer.date, number or None)
            if answer.date is None and any(row["answered_on"] for row in present):
                continue  # a paper's undated copy of an answer known from a better source
        taken.add(chosen)
        out.append((chosen, found))
    return out


def _is_redated(row: Row, answers: Sequence[Answer], rank: int) -> bool:
    """Whether an answer known from the same sort of page stands there no more under its date: the date was mended."""
    return RANKS.get(row["document_kind"], 0) == rank and all(row["answered_on"] != other.date for other in answers)


def _save_answer(
    db: Database,
    seen: Seen,
    question: Question,
    kind: str,
    who: Who,
    saved: Saved,
    ident: str,
    answer_key: str,
    answer: Answer,
) -> None:
    old = _row(db, "answers", answer_key)
    row = _answer_row(question, answer, who)
    if old is not None:
        rank, old_rank = RANKS[kind], _rank(db, old["document"])
        if rank < old_rank:
            better = _better_name(old, row)
            if better:
                db.execute(
                    "UPDATE answers SET answered_by = ?, body = coalesce(body, ?) WHERE id = ?", [*better, answer_key]
                )
            return
        if not _is_person(row["answered_by"]) and _is_person(old["answered_by"]):
            row["answered_by"], row["body"] = old["answered_by"], old["body"]
        if old["document"] == saved.document and saved.before:
            save_edit(db, seen, saved, old["text"], row["text"], answer=answer_key)
    _drop_undated(db, ident, answer, RANKS[kind])
    stored = {"id": answer_key, "question": ident, **row, "document": saved.document}
    if old is not None and old["status"] == "corrected" and row["status"] == "final":
        stored["status"] = "corrected"  # settle() said so, in the light of the other answers
    upsert(db, "answers", [stored])
    _save_speeches(db, who, saved.document, ident, answer_key, answer, question.asked_on)


def _answer_row(question: Question, answer: Answer, who: Who) -> Row:
    by = who.find(answer.by or "", answer.date or question.asked_on)
    holding = answer.holding or (not answer.speeches and is_holding(answer.text))
    return {
        "answered_by": (by.person if by else None) or answer.by,
        "body": who.body_name(by),
        "answered_on": answer.date,
        "status": "holding" if holding else "corrected" if answer.corrected else "final",
        "text": answer.text,
        "withdrawn_on": None,
        "url": question.url,
        "attachments": json.dumps([{"title": t, "url": u} for t, u in answer.attachments])
        if answer.attachments
        else None,
    }


def _better_name(old: Row, new: Row) -> tuple[str, str | None] | None:
    """The name of the person that a lower source gives where the higher one prints "The Mayor"."""
    if not _is_person(old["answered_by"]) and _is_person(new["answered_by"]):
        return new["answered_by"], new["body"]
    return None


def _is_person(name: str | None) -> bool:
    return bool(name) and not re.match(r"(?i)the\b", name or "")


def _drop_undated(db: Database, ident: str, answer: Answer, rank: int) -> None:
    """Drop what a lesser source gave without a date, now that the same question has a dated answer."""
    if answer.date is None:
        return
    undated = db.execute(
        "SELECT answers.id, kind, text FROM answers LEFT JOIN documents ON documents.id = answers.document "
        "WHERE question = ? AND answered_on IS NULL",
        [ident],
    ).fetchall()
    for other, kind, text in undated:
        if RANKS.get(kind, 0) < rank or plain(text) == plain(answer.text):
            db.execute("DELETE FROM answers WHERE id = ?", [other])


def _save_speeches(
    db: Database, who: Who, document: str, ident: str, answer_key: str, answer: Answer, asked_on: str | None
) -> None:
    rows = []
    for position, speech in enumerate(answer.speeches, 1):
        name, office, member = split_label(speech.label)
        voice = who.voice(name, office, member, answer.date or asked_on)
        rows.append(
            {
                "id": key("turn", answer_key, position),
                "meeting": None,
                "question": ident,
                "answer": answer_key,
                "position": position,
                "speaker": voice.name,
                "person": voice.person,
                "body": voice.body,
                "role": voice.part,
                "text": speech.text,
                "document": document,
            }
        )
    upsert(db, "turns", rows)
