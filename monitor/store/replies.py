"""Exchanges, what the reply rules say of them, and their findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlite_utils import Database

from monitor.records import Exchange, Repeated, Turn, Verdict
from monitor.store.database import upsert
from monitor.store.keys import key
from monitor.store.reviews import apply_decisions


def unjudged(db: Database, fingerprint: str, batch: int = 2000) -> Iterator[list[Exchange]]:
    """Yield the exchanges not yet judged with the rules of `fingerprint`, in batches."""
    while True:
        rows = db.execute(
            """
            SELECT exchanges.id, exchanges.medium, exchanges.question_text, exchanges.answer_text, exchanges.turns,
                earlier.id, earlier.said_on, coalesce(questions.reference, '“' || questions.title || '”', 'asked earlier')
            FROM exchanges LEFT JOIN exchanges AS earlier ON earlier.id = exchanges.repeats
            LEFT JOIN questions ON questions.id = earlier.question
            WHERE exchanges.judged_with IS NOT ? ORDER BY exchanges.id LIMIT ?
            """,
            [fingerprint, batch],
        ).fetchall()
        if not rows:
            return
        yield [
            Exchange(
                id,
                medium,
                question,
                answer,
                tuple(Turn(**turn) for turn in json.loads(turns or "[]")),
                Repeated(*earlier) if earlier[0] else None,
            )
            for id, medium, question, answer, turns, *earlier in rows
        ]


def save_verdicts(
    db: Database, verdicts: Sequence[Verdict], versions: Mapping[str, str], fingerprint: str, found_on: str
) -> int:
    """Store verdicts and their findings in place of what was stored for these exchanges; return the number of findings.

    `versions` gives each rule's version. Reviewers' decisions on a finding that is found again stay.
    """
    with db.atomic():
        db.conn.executemany(
            "UPDATE exchanges SET reply = ?, kinds = ?, evidence = ?, judged_with = ? WHERE id = ?",
            [
                (
                    v.reply,
                    json.dumps(v.kinds),
                    json.dumps([e.text for e in v.evidence], ensure_ascii=False),
                    fingerprint,
                    v.exchange,
                )
                for v in verdicts
            ],
        )
        rows = [row for verdict in verdicts for row in _finding_rows(db, verdict, versions, found_on)]
        keep = {row["id"] for row in rows}
        old = db.execute(
            "SELECT id FROM findings WHERE exchange IN (SELECT value FROM json_each(?))",
            [json.dumps([verdict.exchange for verdict in verdicts])],
        )
        gone = {row[0] for row in old} - keep
        db.conn.executemany("DELETE FROM findings WHERE id = ?", [(finding,) for finding in sorted(gone)])
        upsert(db, "findings", rows, once=("first_found",))
        apply_decisions(db, "finding")
    return len(rows)


def _finding_rows(
    db: Database, verdict: Verdict, versions: Mapping[str, str], found_on: str
) -> Iterable[dict[str, object]]:
    if not verdict.findings:
        return
    exchange = db.execute(
        "SELECT medium, said_on, person, body, question_text, answer_text, question, url FROM exchanges WHERE id = ?",
        [verdict.exchange],
    ).fetchone()
    medium, said_on, person, body, question_text, answer_text, question, url = exchange
    for finding in verdict.findings:
        yield {
            "id": key(finding.rule, verdict.exchange),
            "rule": finding.rule,
            "rule_version": versions[finding.rule],
            "kind": finding.kind,
            "reply": verdict.reply,
            "medium": medium,
            "said_on": said_on,
            "person": person,
            "body": body,
            "question_text": question_text,
            "evidence": " … ".join(evidence.text for evidence in finding.evidence),
            "explanation": finding.explanation,
            "url": url,
            "answer_text": answer_text,
            "exchange": verdict.exchange,
            "question": question,
            "first_found": found_on,
        }
