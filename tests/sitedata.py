"""A small database of invented data for the tests of the site: a row of everything that a page shows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx

from monitor.site.app import build
from monitor.store.database import connect, upsert

TOPIC = "front-counters"
MAYOR, MET = "Mayor of London", "Metropolitan Police Service"
TODAY = "2025-11-21"

# (id, date, body, person, medium, stance, evidence, text, url)
STATEMENTS = [
    (
        "s1",
        "2025-01-16",
        MET,
        "Daniel Okafor-Reid",
        "press",
        "stays",
        "no plans to close",
        "We have no plans to close any front counters in London. There are 37 open through the night.",
        "https://example.org/a",
    ),
    (
        "s2",
        "2025-02",
        MAYOR,
        "Amara Linwood",
        "oral",
        "asks",
        "not clear what",
        "I am not clear what the Member means by a closure. Officers keep the estate under review.",
        "https://example.org/b",
    ),
    (
        "s3",
        "2025-03-20",
        MAYOR,
        "Amara Linwood",
        "written",
        "stays",
        "will stay open",
        "Every front counter will stay open.",
        "https://example.org/c",
    ),
    (
        "s4",
        "2025-06-12",
        MET,
        None,
        "press",
        None,
        None,
        "Between 20 and 25 counters would be open through the night under the proposal.",
        "https://example.org/d",
    ),
    (
        "s5",
        "2025-10-16",
        MET,
        "Daniel Okafor-Reid",
        "press",
        "closes",
        "decided to close",
        "We have decided to close 18 front counters by the spring. About 19 will be open through the night.",
        "https://example.org/e",
    ),
    (
        "s6",
        "2025-11-14",
        MAYOR,
        "Amara Linwood",
        "written",
        "closes",
        "closures will go ahead",
        "The closures will go ahead, and I have asked the Commissioner to keep them to a minimum.",
        "https://example.org/f",
    ),
]
# (id, reference, title, text, asked_by, asked_on, due_on, status)
QUESTIONS = [
    (
        "q1",
        "2025/0101",
        "Front counters",
        "How many front counters will close this year, and which?",
        "Rosalind Pike",
        "2025-03-13",
        "2025-03-20",
        "answered",
    ),
    (
        "q2",
        "2025/0733",
        "Front counters (2)",
        "Further to Mayor's Question 2025/0101, which counters will close?",
        "Theo Marchbanks",
        "2025-11-06",
        "2025-11-13",
        "answered",
    ),
    (
        "q3",
        "2025/0740",
        "E-bike fires",
        "How many e-bike fires were there in stations in 2024?",
        "Theo Marchbanks",
        "2025-10-02",
        "2025-10-09",
        "holding",
    ),
    (
        "q4",
        "2025/0741",
        "Night buses in Havering",
        "How many night bus routes serve Havering?",
        "Rosalind Pike",
        "2025-11-06",
        "2025-11-13",
        "unanswered",
    ),
]
# (id, question, date, status, text)
ANSWERS = [
    ("a1", "q1", "2025-03-20", "final", "Every front counter will stay open."),
    (
        "a2",
        "q2",
        "2025-11-14",
        "final",
        "The closures will go ahead, and I have asked the Commissioner to keep them to a minimum.",
    ),
    ("a3", "q3", "2025-10-09", "holding", "Officers are drafting a response which will be sent shortly."),
]


def _rows(names: str, values: Iterable[tuple[Any, ...]], **more: Any) -> list[dict[str, Any]]:
    return [{**dict(zip(names.split(), row, strict=True)), **more} for row in values]


def fill(path: Path) -> Path:
    """Make the database at `path` and return it."""
    db = connect(path)
    with db.atomic():
        upsert(
            db,
            "topics",
            [
                {
                    "id": TOPIC,
                    "title": "Police front counters",
                    "version": "1",
                    "notes": None,
                    "question": "Will police front counters in London close?",
                }
            ],
        )
        stances = [("stays", "No closures", 0), ("asks", "Asks what is meant", 1), ("closes", "Counters will close", 2)]
        upsert(db, "stances", _rows("id label position", stances, topic=TOPIC), pk=("topic", "id"))
        upsert(
            db,
            "measures",
            [{"topic": TOPIC, "id": "night", "label": "Counters open at night", "unit": "counters"}],
            pk=("topic", "id"),
        )
        upsert(
            db,
            "captures",
            [
                {
                    "id": "c1",
                    "source": "met-news",
                    "url": "https://example.org/a",
                    "status": 200,
                    "fetched_at": "2025-01-17T06:00:00+00:00",
                    "sha256": "0" * 64,
                    "length": 10,
                }
            ],
        )
        upsert(
            db,
            "documents",
            [
                {
                    "id": "d1",
                    "source": "met-news",
                    "kind": "press",
                    "url": "https://example.org/a",
                    "title": "Front counters",
                    "first_seen": "2025-01-17",
                    "last_seen": "2025-11-20",
                }
            ],
        )
        upsert(
            db,
            "versions",
            [
                {
                    "id": "v1",
                    "document": "d1",
                    "number": 1,
                    "seen_on": "2025-01-17",
                    "capture": "c1",
                    "sha256": "0" * 64,
                    "text": "We have no plans to close any front counters.",
                }
            ],
        )
        upsert(
            db,
            "questions",
            _rows(
                "id reference title text asked_by asked_on due_on status",
                QUESTIONS,
                body=MAYOR,
                asked_of=MAYOR,
                url="https://example.org/q",
            ),
        )
        upsert(
            db,
            "answers",
            _rows("id question answered_on status text", ANSWERS, answered_by="Amara Linwood", body=MAYOR, url=None),
        )
        upsert(
            db,
            "question_links",
            [{"question": "q2", "other": "q1", "kind": "cites", "score": 1.0}],
            pk=("question", "other"),
        )
        upsert(
            db,
            "threads",
            [
                {
                    "id": "t1",
                    "title": "Front counters",
                    "first_asked": "2025-03-13",
                    "last_asked": "2025-11-06",
                    "questions": 2,
                }
            ],
        )
        upsert(
            db,
            "thread_questions",
            [{"question": "q1", "thread": "t1"}, {"question": "q2", "thread": "t1"}],
            pk=("question",),
        )
        _statements(db)
        _flags(db)
        upsert(
            db,
            "source_health",
            [
                {
                    "source": "met-news",
                    "polled_at": "2025-11-21T06:00:00+00:00",
                    "succeeded_at": "2025-11-21T06:00:00+00:00",
                    "changed_at": "2025-11-18T06:00:00+00:00",
                    "failures": 0,
                    "failing_since": None,
                    "error": None,
                },
                {
                    "source": "committees",
                    "polled_at": "2025-11-21T06:00:00+00:00",
                    "succeeded_at": "2025-11-17T06:00:00+00:00",
                    "changed_at": None,
                    "failures": 6,
                    "failing_since": "2025-11-18T06:00:00+00:00",
                    "error": "HTTP status 503",
                },
            ],
            pk=("source",),
        )
        upsert(
            db,
            "runs",
            [
                {
                    "id": 1,
                    "started": "2025-11-21T06:00:00+00:00",
                    "finished": "2025-11-21T06:04:00+00:00",
                    "command": "refresh",
                    "status": "failed",
                    "summary": "committees: HTTP status 503",
                }
            ],
        )
    db.close()
    return path


def _statements(db: Any) -> None:
    names = "id said_on body person medium stance evidence text url"
    rows = _rows(names, STATEMENTS)
    answers = {"s3": "a1", "s6": "a2"}
    upsert(
        db,
        "statements",
        [
            {
                "id": row["id"],
                "said_on": row["said_on"],
                "date_basis": "stated",
                "person": row["person"],
                "body": row["body"],
                "role": None,
                "medium": row["medium"],
                "text": row["text"],
                "question": None,
                "url": row["url"],
                "answer": answers.get(row["id"]),
            }
            for row in rows
        ],
    )
    upsert(
        db,
        "quotations",
        [
            {
                "id": "n1",
                "document": "d1",
                "position": 0,
                "text": STATEMENTS[0][7],
                "person": "Daniel Okafor-Reid",
                "body": MET,
                "medium": "press",
                "said_on": "2025-01-16",
                "date_basis": "stated",
                "fragment": 0,
                "start": 0,
                "end": 10,
                "statement": "s1",
            }
        ],
    )
    upsert(
        db,
        "readings",
        [
            {
                "statement": row["id"],
                "topic": TOPIC,
                "on_topic": "front counters",
                "stance": row["stance"],
                "stance_cue": row["stance"],
                "stance_evidence": row["evidence"],
            }
            for row in rows
        ],
        pk=("statement", "topic"),
    )
    figures = [
        ("f1", "s1", 37, "exact", None, None, "37"),
        ("f2", "s4", None, "range", 20, 25, "between 20 and 25"),
        ("f3", "s5", 19, "about", None, None, "About 19"),
    ]
    upsert(
        db,
        "figures",
        _rows(
            "id statement value qualifier low high words",
            figures,
            topic=TOPIC,
            measure="night",
            unit="counters",
            start=0,
            end=2,
        ),
    )


def _flags(db: Any) -> None:
    exchanges = [
        ("x1", "q1", "a1", QUESTIONS[0][3], ANSWERS[0][4], "2025-03-20", "non-reply"),
        ("x3", "q3", "a3", QUESTIONS[2][3], ANSWERS[2][4], "2025-10-09", "non-reply"),
    ]
    upsert(
        db,
        "exchanges",
        _rows(
            "id question answer question_text answer_text said_on reply",
            exchanges,
            medium="written",
            asked_by="Rosalind Pike",
            person="Amara Linwood",
            body=MAYOR,
            kinds="[]",
        ),
    )
    findings = [
        (
            "f-quantity",
            "quantity-not-given",
            "x1",
            "q1",
            QUESTIONS[0][3],
            ANSWERS[0][4],
            "2025-03-20",
            "Every front counter will stay open",
            "A number is asked for and none is given.",
        ),
        (
            "f-holding",
            "holding-reply",
            "x3",
            "q3",
            QUESTIONS[2][3],
            ANSWERS[2][4],
            "2025-10-09",
            "Officers are drafting a response … will be sent shortly",
            "An answer is promised for later.",
        ),
    ]
    upsert(
        db,
        "findings",
        [
            {**row, "rule": row["kind"], "rule_version": "1"}
            for row in _rows(
                "id kind exchange question question_text answer_text said_on evidence explanation",
                findings,
                reply="non-reply",
                medium="written",
                person="Amara Linwood",
                body=MAYOR,
                url="https://example.org/q",
                first_found=TODAY,
            )
        ],
    )
    changes = [
        (
            "ch-stance",
            "stance",
            MET,
            "s1",
            "s5",
            "2025-01-16",
            "2025-10-16",
            STATEMENTS[0][7],
            STATEMENTS[4][7],
            f"{MET}: from “No closures” to “Counters will close”",
            None,
        ),
        (
            "ch-figure",
            "figure",
            MET,
            "s1",
            "s5",
            "2025-01-16",
            "2025-10-16",
            STATEMENTS[0][7],
            STATEMENTS[4][7],
            f"{MET}: counters open at night, from 37 to about 19",
            "night",
        ),
        (
            "ch-mayor",
            "stance",
            MAYOR,
            "s3",
            "s6",
            "2025-03-20",
            "2025-11-14",
            STATEMENTS[2][7],
            STATEMENTS[5][7],
            f"{MAYOR}: from “No closures” to “Counters will close”",
            None,
        ),
    ]
    upsert(
        db,
        "changes",
        _rows(
            "id kind body from_statement to_statement from_date to_date from_text to_text summary measure",
            changes,
            topic=TOPIC,
            url="https://example.org/e",
            from_url="https://example.org/a",
            reason="The two statements take different positions.",
            candidate=0,
            first_found=TODAY,
        ),
    )


class Site:
    """A site in an event loop of its own."""

    def __init__(self, database: Path, **options: Any) -> None:
        self.database = database
        self.datasette = build(database, **{"today": TODAY, **options})
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.datasette.invoke_startup())

    def ask(self, method: str, path: str, actor: str | None = None, **more: Any) -> httpx.Response:
        """Return the response to a request, made by `actor` when given."""
        if actor:
            cookie = self.datasette.sign({"a": {"id": actor}}, "actor")
            more["cookies"] = {"ds_actor": cookie, **more.get("cookies", {})}
        response: httpx.Response = self.loop.run_until_complete(self.datasette.client.request(method, path, **more))
        return response

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Return the response to a GET."""
        return self.ask("GET", path, **more)

    def close(self) -> None:
        """Let go of the database and the threads."""
        if self.datasette.executor:
            self.datasette.executor.shutdown()
        for database in self.datasette.databases.values():
            database.close()
        self.loop.close()
