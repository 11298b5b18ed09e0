"""The stand-in for the polled sites (`shared/city-hall`): run it, poll it day by day, and compare with what it says is true."""

from __future__ import annotations

import datetime as dt
import json
import socket
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from collecting import LONDON
from rapidfuzz import fuzz
from sqlite_utils import Database

from monitor.collect.archive import Archive
from monitor.paths import ROOT
from monitor.rulebook.load import Rulebook, load
from monitor.rulebook.models import People, Source, Sources
from monitor.stages.poll import directory_of, poll
from monitor.store import derive
from monitor.store.database import connect
from monitor.store.runs import Run

DAYS = 10
_ALIKE = 60  # how alike a row that is missing and one too many must be to be told as one that differs
Row = tuple[str, ...]
Bank = dict[str, Any]


@dataclass
class City:
    """The stand-in while it runs: its address, and the folder with the database and archive of the monitor that polls it."""

    base: str
    folder: Path
    bank: Bank
    rulebook: Rulebook
    failures: list[str] = field(default_factory=list)
    truth: dict[str, Any] = field(default_factory=dict)
    log: list[dict[str, Any]] = field(default_factory=list)

    @property
    def db(self) -> Database:
        """The database, opened anew."""
        return connect(self.folder / "monitor.db")

    def control(self, call: str, order: dict[str, object] | None = None) -> Any:
        """Ask the stand-in's own interface."""
        data = json.dumps(order).encode() if order is not None else None
        with urllib.request.urlopen(f"{self.base}/__control/{call}", data=data, timeout=20) as reply:
            return json.load(reply)

    def noon(self, day: int) -> dt.datetime:
        """The hour at which it is polled on a day."""
        return dt.datetime.combine(dt.date.fromisoformat(self.bank["start"]), dt.time(12), LONDON) + dt.timedelta(day)

    def poll(self, now: dt.datetime) -> None:
        """Poll every source once."""
        run, db = Run(), self.db
        with Archive(self.folder / "archive") as archive:
            poll(db, archive, self.rulebook, run, now=lambda: now)
        db.close()
        self.failures += run.failures

    def poll_days(self, days: int = DAYS) -> None:
        """Poll on each day from day 0, derive the statements, and learn what is true at the end."""
        for day in range(days):
            self.control("day", {"day": day})
            self.poll(self.noon(day))
        db = self.db
        derive.statements(db, directory_of(self.rulebook))
        db.close()
        self.truth = self.control("truth")


@contextmanager
def city_hall(
    home: Path, folder: Path, *, bank: Path | None = None, size: str = "small", seed: int = 1, crawl_delay: float = 0
) -> Iterator[City]:
    """Run the stand-in on free ports.

    Args:
        home: where it lies.
        folder: for the database and the archive.
        bank: what it says and who lives in it, if not its own `bank_a.json`.
    """
    chosen = bank or home / "bank_a.json"
    content = json.loads(chosen.read_text(encoding="utf-8"))
    arguments = {"bank": chosen, "size": size, "seed": seed, "crawl-delay": crawl_delay}
    options = [word for name, value in arguments.items() for word in (f"--{name}", str(value))]
    server, port = _started([sys.executable, "-B", str(home / "serve.py"), *options])
    try:
        yield City(f"http://127.0.0.1:{port}", folder, content, rules(content, port))
    finally:
        server.kill()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


def _started(command: list[str]) -> tuple[subprocess.Popen[str], int]:
    for port in _free_ports():
        server = subprocess.Popen(
            [*command, "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert server.stdout is not None
        if all(server.stdout.readline() for _ in range(3)):
            return server, port
        server.wait()  # another took a port meanwhile
        server.stdout.close()
    raise AssertionError("no three free ports")


def _free_ports() -> Iterator[int]:
    """The first of three ports each that are free."""
    for port in range(9160, 9250, 3):
        try:
            for n in range(3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + n))
        except OSError:
            continue
        yield port


def rules(bank: Bank, port: int) -> Rulebook:
    """The rule files as a user would write them: sources for the stand-in, and the people and bodies of its bank."""
    first, second, third = (f"http://127.0.0.1:{port + n}" for n in range(3))
    places = {
        "questions": ("mayors-questions", first, {"since": "2018-01-01"}),
        "committees": ("moderngov", f"{first}/about-us/londonassembly/meetings/", {"committees": [183, 184, 240]}),
        "assembly": ("press-releases", f"{first}/media-centre/london-assembly-press-releases", {}),
        "mayor": ("press-releases", f"{first}/media-centre/mayors-press-releases", {}),
        "police": ("feed", f"{second}/rss/current_news/66871", {"body": "met"}),
        "archive": ("lmq-xml", f"{third}/pwdata/scrapedxml/lmqs/", {}),
    }
    sources = [
        Source.model_validate({"id": ident, "kind": kind, "url": url, "delay": 0, **options})
        for ident, (kind, url, options) in places.items()
    ]
    return Rulebook(Path("rules"), people=people(bank), sources=Sources(contact="desk@example.org", sources=sources))


def people(bank: Bank) -> People:
    """The people and bodies of a bank, the bodies with the aliases that the project's own file has for them."""
    own = load(ROOT / "rules").people
    aliases = {body.id: body.aliases for body in own.bodies} if own else {}
    bodies = [{**body, "aliases": aliases.get(body["id"], [])} for body in bank["bodies"]]
    return People.model_validate(
        {
            "bodies": [*bodies, {"id": "assembly", "name": "London Assembly", "aliases": ["the London Assembly"]}],
            "people": [_person(person) for person in bank["people"] if person["body"] or person["member"]],
        }
    )


def _person(person: dict[str, Any]) -> dict[str, Any]:
    if person["member"]:
        role = {"body": "assembly", "title": "Assembly Member", "kind": "member", "group": person["group"] or None}
    else:
        role = {"body": person["body"], "title": person["title"], "kind": "official"}
    style = [person["style"]] if person["style"] else []
    return {"name": person["name"], "aliases": style, "roles": [role]}


# -- what was found beside what is true


@dataclass(frozen=True)
class Comparison:
    """One type of record: the columns compared, how many are true, and what does not agree."""

    name: str
    columns: tuple[str, ...]
    true: int
    found: int
    missing: tuple[Row, ...]
    extra: tuple[Row, ...]
    differing: tuple[tuple[Row, Row], ...]  # (true, found)

    @property
    def agrees(self) -> bool:
        """Whether everything that is true was found once, and nothing else."""
        return not (self.missing or self.extra or self.differing)

    def __str__(self) -> str:
        lines = [f"{self.name}: {self.true} true, {self.found} found"]
        lines += [f"  missing {self._shown(row)}" for row in self.missing]
        lines += [f"  extra {self._shown(row)}" for row in self.extra]
        for true, found in self.differing:
            parts = zip(self.columns, true, found, strict=True)
            lines.append(f"  differs {self._shown(true)}")
            lines += [f"    {column}: true {a!r}, found {b!r}" for column, a, b in parts if a != b]
        return "\n".join(lines)

    def _shown(self, row: Row) -> str:
        return ", ".join(f"{column} {value!r}" for column, value in zip(self.columns, row, strict=True))


def compare(name: str, columns: str, true: Iterable[Iterable[object]], found: Iterable[Iterable[object]]) -> Comparison:
    """Compare rows as sets in which a row may stand several times; white space is folded."""
    wanted, had = (Counter(tuple(folded(value) for value in row) for row in rows) for rows in (true, found))
    missing, extra = sorted((wanted - had).elements()), sorted((had - wanted).elements())
    differing = []
    for row in list(missing):
        best = max(extra, key=lambda other: _alike(row, other), default=None)
        if best is not None and _alike(row, best) >= _ALIKE:
            differing.append((row, best))
            missing.remove(row)
            extra.remove(best)
    return Comparison(
        name,
        tuple(columns.split(", ")),
        wanted.total(),
        (wanted & had).total(),
        tuple(missing),
        tuple(extra),
        tuple(differing),
    )


def _alike(one: Row, other: Row) -> float:
    same = sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
    return 100 * same * 0.5 + max(fuzz.partial_ratio(a, b) for a, b in zip(one[-1:], other[-1:], strict=True)) * 0.5


def folded(value: object) -> str:
    """A value as text, its white space folded; nothing for None."""
    return "" if value is None else " ".join(str(value).split())


def compare_all(db: Database, truth: dict[str, Any], bank: Bank) -> list[Comparison]:
    """Compare every type of record with the truth."""
    return [make(db, truth, bank) for make in TYPES.values()]


def _questions(db: Database, truth: dict[str, Any], _: Bank) -> Comparison:
    names = ["title", "asked_by", "group", "asked_of", "asked_on", "status", "category", "reference", "url", "text"]
    columns = ", ".join({"group": "asked_by_group"}.get(name, name) for name in names)
    true = ([question[name] for name in names] for question in truth["questions"])
    return compare("questions", columns, true, db.execute(f"SELECT {columns} FROM questions"))


def _answers(db: Database, truth: dict[str, Any], _: Bank) -> Comparison:
    sql = (
        "SELECT questions.url, answered_by, answered_on, answers.status, answers.text "
        "FROM answers JOIN questions ON questions.id = question"
    )
    true = (
        (question["url"], *(answer[name] for name in ("answered_by", "answered_on", "status", "text")))
        for question in truth["questions"]
        for answer in question["answers"]
    )
    return compare("answers", "url, answered_by, answered_on, status, text", true, db.execute(sql))


def _oral_answers(db: Database, truth: dict[str, Any], _: Bank) -> Comparison:
    sql = (
        "SELECT questions.url, turns.position, speaker, role = 'official', turns.text FROM turns "
        "JOIN questions ON questions.id = turns.question WHERE turns.answer IS NOT NULL"
    )
    true = (
        (question["url"], position, turn["speaker"], int(turn["official"]), turn["text"])
        for question in truth["questions"]
        for answer in question["answers"]
        for position, turn in enumerate(answer["turns"], 1)
    )
    return compare("turns of oral answers", "url, position, speaker, official, text", true, db.execute(sql))


def _meetings(db: Database, truth: dict[str, Any], _: Bank) -> Comparison:
    true = ((meeting["name"], meeting["date"], meeting["url"]) for meeting in truth["meetings"])
    found = db.execute("SELECT committee, held_on, url FROM meetings")
    return compare("meetings", "committee, held_on, url", true, found)


def _turns(db: Database, truth: dict[str, Any], _: Bank) -> Comparison:
    sql = "SELECT meeting, position, speaker, role, reference, text FROM turns WHERE meeting IS NOT NULL"
    true = (
        (f"meeting-{script['meeting']}", turn["position"], turn["speaker"], _part(turn), reference, turn["text"])
        for script in truth["transcripts"]
        for turn, reference in _with_references(script["turns"])
    )
    return compare("turns of transcripts", "meeting, position, speaker, role, reference, text", true, db.execute(sql))


def _part(turn: dict[str, Any]) -> str:
    """The part of a speaker: a Deputy Chair is a member where the Chair is in the chair, as in every transcript here."""
    return "official" if turn["official"] else "chair" if turn["role"] == "Chair" else "member"


def _with_references(turns: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str | None]]:
    reference = None
    for turn in turns:
        reference = turn["reference"] or reference  # an exchange goes on until the next question
        yield turn, reference


# A withdrawn release is marked, never deleted; the truth leaves it and its statements out (but not a withdrawn question).
_WITHDRAWN = """
(answer IS NULL AND turn IS NULL AND url IN (SELECT url FROM documents WHERE withdrawn_on IS NOT NULL))
"""


def _releases(db: Database, truth: dict[str, Any], _: Bank) -> Comparison:
    true = ((page["title"], page["published"], page["url"]) for page in truth["press"])
    found = db.execute("SELECT title, published, url FROM documents WHERE kind = 'release' AND withdrawn_on IS NULL")
    return compare("releases", "title, published, url", true, found)


def _statements(db: Database, truth: dict[str, Any], bank: Bank) -> Comparison:
    names = {body["id"]: body["name"] for body in bank["bodies"]}
    columns = ["said_on", "person", "role", "body", "medium", "text"]
    true = [
        (*(statement[name] for name in columns[:3]), names[statement["body"]], statement["medium"], statement["text"])
        for statement in truth["statements"]
    ]
    # The same words by the same speaker on the same day are one statement, in how many releases they may stand.
    true = [row for row in true if row[4] != "press"] + list({row for row in true if row[4] == "press"})
    found = db.execute(f"SELECT {', '.join(columns)} FROM statements WHERE NOT {_WITHDRAWN}")
    return compare("statements", ", ".join(columns), true, found)


def _edits(db: Database, truth: dict[str, Any], _: Bank) -> Comparison:
    true = ((edit["url"], edit["seen_on"]) for edit in truth["edits"] if edit["substantive"])
    found = db.execute("SELECT url, seen_on FROM edits WHERE substantive")
    return compare("substantive edits", "url, seen_on", true, found)


def _withdrawals(db: Database, truth: dict[str, Any], _: Bank) -> Comparison:
    true = ((page["url"],) for page in truth["withdrawn"])
    found = db.execute("SELECT url FROM documents WHERE withdrawn_on IS NOT NULL")
    return compare("withdrawals", "url", true, found)


TYPES: dict[str, Callable[[Database, dict[str, Any], Bank], Comparison]] = {
    "questions": _questions,
    "answers": _answers,
    "turns of oral answers": _oral_answers,
    "meetings": _meetings,
    "turns of transcripts": _turns,
    "releases": _releases,
    "statements": _statements,
    "substantive edits": _edits,
    "withdrawals": _withdrawals,
}
