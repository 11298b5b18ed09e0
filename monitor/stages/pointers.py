"""Follow replies that point to another answer, and say in their findings where that leads.

Answers arrive later than the replies that point to them, so every pointer is followed anew each time; there are few.
"""

from __future__ import annotations

import json

from sqlite_utils import Database

from monitor.detect.replies import ReplyRules
from monitor.detect.replies.pointers import Chain, Earlier, follow
from monitor.records import Exchange
from monitor.text.human import human_date
from monitor.text.references import Reference

_ENDS = {
    "answered": "which gives what its own question asked for",
    "not answered": "which does not give what its own question asked for",
    "holding": "which is a holding reply",
    "loop": "which leads back to where it began",
}


def update_pointers(db: Database, rules: ReplyRules) -> int:
    """Write into each finding of kind `refers-to-earlier-answer` where its pointer leads; return how many there are.

    `leads_to` gets the end: answered, not answered, holding, loop or missing (None when no question is cited). `leads_by`
    gets a JSON list of the questions on the way (`step`).
    """
    pointing = db.execute(
        """
        SELECT id, exchange, medium, question_text, answer_text, said_on, explanation FROM findings
        WHERE kind = 'refers-to-earlier-answer'
        """
    ).fetchall()
    rows = []
    for finding, id_, medium, question, answer, said_on, explanation in pointing:
        exchange = Exchange(id_, medium, question, answer)
        chain = follow(exchange, rules, lambda reference: _look_up(db, reference), said_on=said_on)
        steps = [step(db, exchange_id) for exchange_id in chain.steps] if chain else []
        end = chain.end if chain else None
        rows.append((end, json.dumps(steps, ensure_ascii=False), _explained(explanation, chain, steps), finding))
    with db.atomic():
        db.conn.executemany(
            "UPDATE findings SET leads_to = ?1, leads_by = ?2, explanation = ?3 "
            "WHERE id = ?4 AND (leads_to, leads_by, explanation) IS NOT (?1, ?2, ?3)",
            rows,
        )
    return len(rows)


def _look_up(db: Database, reference: Reference) -> Earlier | None:
    rows = db.execute(
        """
        SELECT exchanges.id, exchanges.medium, question_text, answer_text, answers.status = 'holding' AS holding,
            answers.answered_on, questions.asked_on, questions.id AS question
        FROM questions JOIN exchanges ON exchanges.question = questions.id
        LEFT JOIN answers ON answers.id = exchanges.answer
        WHERE questions.reference = ? ORDER BY holding, answered_on DESC
        """,
        [reference.number],
    ).fetchall()
    dated = [row for row in rows if not reference.dates or row[5] in reference.dates or row[6] in reference.dates]
    if len({row[7] for row in rows}) > 1:
        rows = dated  # numbers that restart each session are told apart by the date
    if len({row[7] for row in rows}) != 1:
        return None
    id_, medium, question, answer, holding, *_ = rows[0]
    return Earlier(Exchange(id_, medium, question, answer), bool(holding))


def step(db: Database, exchange: str) -> dict[str, str | None]:
    """Return what a finding tells of an exchange that it leads to: {question, reference, title, url, said_on}."""
    row = db.execute(
        "SELECT questions.id, reference, title, exchanges.url, exchanges.said_on FROM exchanges "
        "JOIN questions ON questions.id = exchanges.question WHERE exchanges.id = ?",
        [exchange],
    ).fetchone()
    return dict(zip(("question", "reference", "title", "url", "said_on"), row, strict=True))


def _explained(explanation: str, chain: Chain | None, steps: list[dict[str, str | None]]) -> str:
    first = explanation.partition(" It leads to ")[0]
    if chain is None:
        return first
    way = ", then ".join(f"{step['reference']} ({human_date(step['said_on'])})" for step in steps)
    if chain.end == "missing":
        end = f"{chain.missing}, which is not among the questions collected"
        return f"{first} It leads to {f'{way}, then ' if way else ''}{end}."
    return f"{first} It leads to {way}, {_ENDS[chain.end]}."
