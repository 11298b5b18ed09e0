"""Importing bulk files: each goes into the archive as it is and is then read by the parser that polling uses too.

So what was imported is rebuilt by `monitor parse` like everything else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from monitor.collect import import_articles
from monitor.collect.archive import Archive, Exchange
from monitor.collect.bodies import MAX_BODY, BodyFault, unpack
from monitor.collect.faults import Fault, PageFault
from monitor.collect.kinds import lmq_xml, uk_questions
from monitor.collect.records import Parsed, Response
from monitor.collect.take import Reader, Taker
from monitor.errors import BadInput
from monitor.store.runs import Run

LMQ = "https://www.theyworkforyou.com/pwdata/scrapedxml/lmqs/"
_SQLITE = b"SQLite format 3\x00"


def readers() -> dict[str, Reader]:
    """Return the parsers of imported files, by "kind:page". They share the full texts that were imported before."""
    longform: dict[str, dict[str, str]] = {}

    def full_texts(response: Response) -> Parsed:
        longform.update(_longform(response))
        return Parsed()

    def questions(response: Response) -> Parsed:
        return uk_questions.parse_file(_unpacked(response), longform)

    def answered(response: Response) -> Parsed:
        return Parsed(records=[*lmq_xml.parse_file(_unpacked(response))])

    return {
        "uk-questions:longform": full_texts,
        "uk-questions:import": questions,
        "lmq-xml:import": answered,
        import_articles.PAGE: import_articles.parse,
    }


def import_lmq(taker: Taker, archive: Archive, run: Run, paths: Iterable[Path], now: dt.datetime) -> None:
    """Import TheyWorkForYou's files of London Mayor's Questions; a folder stands for the files in it."""
    for path in _files(paths, "*.xml*"):
        name = path.name.removesuffix(".gz")
        _import(taker, archive, run, path, "lmq-xml:import", f"{LMQ}{name}", now)


def import_uk(
    taker: Taker,
    archive: Archive,
    run: Run,
    paths: Iterable[Path],
    now: dt.datetime,
    longform: Iterable[Path] = (),
) -> None:
    """Import files of the UK Parliament's questions API; `longform` are databases of the full texts that these cut."""
    new_texts = False
    for path in longform:
        new_texts |= _import(taker, archive, run, path, "uk-questions:longform", f"file:///{path.name}", now)
    for path in _files(paths, "*.json*"):
        address = f"file:///{path.name}"
        _import(taker, archive, run, path, "uk-questions:import", address, now, again=new_texts)


def _files(paths: Iterable[Path], pattern: str) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob(pattern)) if path.is_dir() else [path]


def _import(
    taker: Taker, archive: Archive, run: Run, path: Path, page: str, url: str, now: dt.datetime, *, again: bool = False
) -> bool:
    """Import one file; return whether it was new (or is to be read `again`, with texts that came since)."""
    try:
        exchange = _exchange(path, page, url, now)
        known = taker.db.execute(
            "SELECT 1 FROM captures WHERE url = ? AND page = ? AND sha256 = ?", [url, page, _digest(exchange.body)]
        ).fetchone()
        if known is None or again:
            taker.note(exchange, archive.store(exchange))
        elif not page.endswith(":longform"):
            run.lines.append(f"{path.name}: already imported")
            return False
        before = taker.db.execute("SELECT count(*) FROM questions").fetchone()[0]
        taken = taker.take(exchange)
        after = taker.db.execute("SELECT count(*) FROM questions").fetchone()[0]
    except BadInput as error:
        run.failures.append(str(error))
        return False
    except Fault as fault:
        run.failures.append(f"{path}: {fault.what}; nothing of this file was stored")
        return False
    run.failures += [f"{path}: {fault.what}; the rest of the file was stored" for fault in taken.faults]
    if not page.endswith(":longform"):
        run.lines.append(f"{path.name}: {after - before} new questions")
    return known is None


def _exchange(path: Path, page: str, url: str, now: dt.datetime) -> Exchange:
    try:
        if path.stat().st_size > MAX_BODY:
            raise BadInput(path, f"is larger than {MAX_BODY >> 20} MB; split it")
        body = path.read_bytes()
    except OSError as error:
        raise BadInput(path, error.strerror or str(error)) from None
    if not body:
        raise BadInput(path, "is empty")
    return Exchange(
        url=url,
        status=200,
        reason="OK",
        headers=[("Content-Type", "application/octet-stream")],
        body=body,
        request_headers=[],
        fetched_at=now,
        source="import",
        page=page,
        context={},
        kind="resource",
    )


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _unpacked(response: Response) -> Response:
    if response.body[:2] != b"\x1f\x8b":
        return response
    try:
        body = unpack(response.body, "gzip")
    except BodyFault as fault:
        raise PageFault(response.url, str(fault)) from None
    return Response(response.url, response.page, body, response.charset, response.context)


def _longform(response: Response) -> Iterator[tuple[str, dict[str, str]]]:
    """The full texts of a key-value database: question id → {"question_text", "answer_text"}."""
    if not response.body.startswith(_SQLITE):
        raise PageFault(response.url, "not a SQLite database of full texts")
    connection = sqlite3.connect(":memory:")
    try:
        # A database in WAL mode cannot be read from memory; its header says so in two bytes.
        body = response.body[:18] + b"\x01\x01" + response.body[20:]
        connection.deserialize(body)
        for ident, value in connection.execute("SELECT key, value FROM Dict"):
            fields = json.loads(value)
            if isinstance(fields, dict):
                texts = {k: v for k, v in fields.items() if isinstance(v, str)}
                yield _text(ident), texts
    except (sqlite3.Error, ValueError) as error:
        raise PageFault(response.url, f"a database of full texts that cannot be read ({error})") from None
    finally:
        connection.close()


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
