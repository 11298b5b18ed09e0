"""The page archive: every response as received, in WARC files that any replay tool opens (ISO 28500, by warcio).

One file a day, `2025-10-06.warc.gz`; while it is written it is called `….open`. A file that a crash left open is cut after its
last whole record and taken up again. What a record was asked for (source, page, context) stands in fields of its header, so
that everything the database knows of captures can be rebuilt from the archive alone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor.collect.bodies import unpack
from monitor.collect.faults import ArchiveFault

OPEN = ".open"
ASKED_AT = "asked at"  # in the context of a response that a temporary redirect led to
MAX_FILE = 1 << 30
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response. `body` is as received, still packed; `truncated` says why it is not whole."""

    url: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    request_headers: Headers
    fetched_at: dt.datetime
    source: str
    page: str
    context: dict[str, str]
    truncated: str = ""  # "", length, time or disconnect: the words of the WARC format
    kind: str = "response"  # or "resource": an imported file
    run: str = field(default="", compare=False)  # which run stored it; given by the archive

    @property
    def address(self) -> str:
        """The address of what it shows: that of a page that was redirected for the moment only is the one it was asked at."""
        return self.context.get(ASKED_AT, self.url)

    @property
    def said(self) -> dict[str, str]:
        """What the page that led here says of it."""
        return {name: value for name, value in self.context.items() if name != ASKED_AT}

    def header(self, name: str) -> str | None:
        """Return the first header called `name`, in any case."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    def content(self) -> bytes:
        """Return the body unpacked; raise BodyFault when it cannot be."""
        return unpack(self.body, self.header("Content-Encoding"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the file's name in the archive, and the offset of its first byte."""

    warc: str
    offset: int


class Archive:
    """The folder of WARC files. Only one process writes to it at a time (the caller holds the lock)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run = uuid.uuid4().hex[:12]  # what is read in one run is joined at its end, when it is parsed again too
        self._file: BinaryIO | None = None
        self._path: Path | None = None

    def __enter__(self) -> Archive:
        self.repair()
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def repair(self) -> list[Path]:
        """Cut what a crash left unfinished after its last whole record; return the files mended."""
        mended = []
        for path in sorted(self.folder.glob(f"*{OPEN}")):
            try:
                os.truncate(path, _whole_length(path))
                path.rename(path.with_name(path.name.removesuffix(OPEN)))
            except OSError as error:
                raise _unwritable(path, error) from error
            mended.append(path)
        return mended

    def store(self, exchange: Exchange) -> Place:
        """Write `exchange` and bring it to the disk; return where it stands.

        Raises:
            ArchiveFault: it could not be written (disk full); what was stored before stays whole.
        """
        data = _encode(exchange, self._run)
        path = self._path or self.folder
        try:
            file = self._writable(exchange.fetched_at)
            path = self._path or self.folder
            offset = file.seek(0, os.SEEK_END)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    os.ftruncate(file.fileno(), offset)
                raise
        except OSError as error:
            raise _unwritable(path, error) from error
        return Place(path.name.removesuffix(OPEN), offset)

    def read(self, place: Place) -> Exchange:
        """Return the exchange at `place`.

        Raises:
            ArchiveFault: the file is not there or holds no record at that place.
        """
        path = self._find(place.warc)
        try:
            with path.open("rb") as file:
                file.seek(place.offset)
                for record in ArchiveIterator(file):
                    return _decode(record)
        except (OSError, ArchiveLoadFailed, ValueError) as error:
            raise ArchiveFault(
                f"{path}: no record at byte {place.offset}: {error}; restore the file from a backup"
            ) from error
        raise ArchiveFault(f"{path}: no record at byte {place.offset}; restore the file from a backup")

    def records(self) -> Iterator[tuple[Place, Exchange]]:
        """Yield every exchange of the archive, in the order in which they were received."""
        for path in sorted(self.folder.glob("*.warc.gz*"), key=lambda p: p.name.removesuffix(OPEN)):
            yield from _exchanges(path)

    def close(self) -> None:
        """Close the file under way, if any; it loses its `.open`."""
        if self._file is not None and self._path is not None:
            self._file.close()
            self._path.rename(self._path.with_name(self._path.name.removesuffix(OPEN)))
        self._file = self._path = None

    def _find(self, name: str) -> Path:
        under_way = self.folder / f"{name}{OPEN}"
        return under_way if under_way.exists() else self.folder / name

    def _writable(self, moment: dt.datetime) -> BinaryIO:
        if self._file is not None and self._path is not None:
            if self._path.name.startswith(f"{moment:%Y-%m-%d}") and self._file.tell() < MAX_FILE:
                return self._file
            self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        part = 0
        while True:
            path = self.folder / f"{moment:%Y-%m-%d}{f'-{part:03d}' if part else ''}.warc.gz"
            if not path.exists() or path.stat().st_size < MAX_FILE:
                break
            part += 1
        under_way = path.with_name(path.name + OPEN)
        if path.exists():
            path.rename(under_way)
        self._file, self._path = under_way.open("ab"), under_way
        if self._file.tell() == 0:
            self._file.write(_info(under_way.name.removesuffix(OPEN), moment))
        _sync_folder(self.folder)
        return self._file


def _encode(exchange: Exchange, run: str) -> bytes:
    # Built in memory first, so that a record reaches the file in one write and a failure can be cut off.
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    extra = {
        "WARC-Date": _utc(exchange.fetched_at),
        "Monitor-Source": exchange.source,
        "Monitor-Page": exchange.page,
        "Monitor-Context": json.dumps(exchange.context, sort_keys=True),  # ASCII, as header fields are
        "Monitor-Fetched-At": exchange.fetched_at.isoformat(),
        "Monitor-Run": run,
    }
    if exchange.truncated:
        extra["WARC-Truncated"] = exchange.truncated
    if exchange.kind == "resource":
        kind = exchange.header("Content-Type") or "application/octet-stream"
        record = writer.create_warc_record(
            exchange.url,
            "resource",
            payload=io.BytesIO(exchange.body),
            length=len(exchange.body),
            warc_content_type=kind,
            warc_headers_dict=extra,
        )
        writer.write_record(record)
        return out.getvalue()
    status = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), exchange.headers, protocol="HTTP/1.1")
    response = writer.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=status,
        warc_headers_dict=extra,
    )
    path = exchange.url.split("/", 3)
    asked = StatusAndHeaders(
        f"GET /{path[3] if len(path) > 3 else ''} HTTP/1.1", exchange.request_headers, is_http_request=True
    )
    request = writer.create_warc_record(exchange.url, "request", http_headers=asked)
    writer.write_request_response_pair(request, response)
    return out.getvalue()


def _decode(record: ArcWarcRecord) -> Exchange:
    fields = record.rec_headers
    http = record.http_headers
    body = record.raw_stream.read()
    if http is not None:
        code, _, reason = http.statusline.partition(" ")
        headers, status = [(str(k), str(v)) for k, v in http.headers], int(code) if code.isdigit() else 0
    else:
        headers, status, reason = [("Content-Type", fields.get_header("Content-Type") or "")], 200, "OK"
    stamp = fields.get_header("Monitor-Fetched-At") or fields.get_header("WARC-Date")
    return Exchange(
        url=fields.get_header("WARC-Target-URI"),
        status=status,
        reason=reason,
        headers=headers,
        body=body,
        request_headers=[],
        fetched_at=dt.datetime.fromisoformat(stamp),
        source=fields.get_header("Monitor-Source") or "",
        page=fields.get_header("Monitor-Page") or "",
        context=json.loads(fields.get_header("Monitor-Context") or "{}"),
        truncated=fields.get_header("WARC-Truncated") or "",
        kind=record.rec_type,
        run=fields.get_header("Monitor-Run") or "",
    )


def _exchanges(path: Path) -> Iterator[tuple[Place, Exchange]]:
    """Yield the exchanges of a file up to its end, or to where a crash cut it."""
    name = path.name.removesuffix(OPEN)
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        try:
            for record in records:
                if record.rec_type in {"response", "resource"}:
                    exchange = _decode(record)
                    yield Place(name, records.get_record_offset()), exchange  # this reads to the record's end
        except (ArchiveLoadFailed, EOFError, ValueError, AttributeError):
            return  # warcio meets the end of a cut record in several ways


def _whole_length(path: Path) -> int:
    """The length of the part of `path` that holds whole records: each is a gzip member of its own."""
    whole, position = 0, 0
    with path.open("rb") as file:
        unpacker = zlib.decompressobj(31)
        while chunk := file.read(1 << 20):
            while chunk:
                try:
                    unpacker.decompress(chunk)
                except zlib.error:
                    return whole
                position += len(chunk) - len(unpacker.unused_data)
                chunk = unpacker.unused_data
                if unpacker.eof:
                    whole, unpacker = position, zlib.decompressobj(31)
    return whole


def _info(name: str, moment: dt.datetime) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    record = writer.create_warcinfo_record(name, {"software": "answer-monitor", "format": "WARC File Format 1.0"})
    record.rec_headers.replace_header("WARC-Date", _utc(moment))
    writer.write_record(record)
    return out.getvalue()


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, error: OSError) -> ArchiveFault:
    return ArchiveFault(
        f"{path}: {error.strerror or error}; nothing collected before is lost: make room or mend the folder, then run again"
    )
