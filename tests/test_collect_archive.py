"""The page archive: what is stored is read back, and nothing but a torn end is ever lost."""

from __future__ import annotations

import datetime as dt
import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from collecting import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from monitor.collect.archive import Archive, Exchange
from monitor.collect.bodies import BodyFault, unpack
from monitor.collect.faults import ArchiveFault


def exchange(number: int = 1, body: bytes = b"<p>Hello</p>") -> Exchange:
    return Exchange(
        url=f"https://site.example/{number}",
        status=200,
        reason="OK",
        headers=[("Content-Type", "text/html"), ("ETag", '"x"')],
        body=body,
        request_headers=[("User-Agent", "answer-monitor")],
        fetched_at=NOW,
        source="questions",
        page="mayors-questions:question",
        context={"reference": "2025/0417", "title": "Café"},
    )


def as_read(stored: Exchange) -> Exchange:
    return replace(stored, request_headers=[])


def test_a_response_is_read_back_as_it_was(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        places = [archive.store(exchange(n)) for n in range(3)]
        assert [archive.read(place) for place in places] == [as_read(exchange(n)) for n in range(3)]


def test_records_come_in_the_order_in_which_they_were_stored(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.store(exchange(1))
        archive.store(replace(exchange(2), fetched_at=NOW + dt.timedelta(days=1)))
    with Archive(tmp_path) as archive:
        archive.store(replace(exchange(3), fetched_at=NOW + dt.timedelta(days=1)))
        assert [found.url[-1] for _, found in archive.records()] == ["1", "2", "3"]


def test_other_tools_can_read_it(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.store(exchange())
    (path,) = tmp_path.iterdir()
    with path.open("rb") as file:
        assert [record.rec_type for record in ArchiveIterator(file)] == ["warcinfo", "response", "request"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1))
def test_a_crash_at_any_byte_loses_only_what_was_being_written(tmp_path: Path, cut: float) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    with Archive(tmp_path) as archive:
        places = [archive.store(exchange(n)) for n in range(3)]
    (path,) = tmp_path.iterdir()
    data = path.read_bytes()
    end = int(len(data) * cut)
    path.unlink()
    (tmp_path / f"{path.name}.open").write_bytes(data[:end])
    whole = [n for n, place in enumerate(places) if n + 1 < len(places) and end >= places[n + 1].offset]
    with Archive(tmp_path) as archive:
        archive.store(exchange(9))
        found = [int(item.url[-1]) for _, item in archive.records()]
    assert found[: len(whole)] == whole
    assert found[-1] == 9
    assert len(found) - len(whole) <= 2  # the last may have been whole, too


def test_a_place_without_a_record_is_told(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        place = archive.store(exchange())
        with pytest.raises(ArchiveFault, match="restore the file"):
            archive.read(replace(place, warc="1999-01-01.warc.gz"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveFault, match="nothing collected before is lost"):
        Archive(tmp_path / "file" / "archive").store(exchange())


def test_a_packed_body_stays_packed_in_the_archive_and_is_unpacked_when_read(tmp_path: Path) -> None:
    packed = replace(exchange(body=gzip.compress(b"words")), headers=[("Content-Encoding", "gzip")])
    with Archive(tmp_path) as archive:
        found = archive.read(archive.store(packed))
    assert (found.body, found.content()) == (packed.body, b"words")


@pytest.mark.parametrize(
    ("body", "encoding", "told"),
    [
        (gzip.compress(b"\0" * 3_000_000), "gzip", "more than 2 MB when unpacked"),
        (b"x" * 3_000_000, None, "more than 2 MB"),
        (gzip.compress(b"hello" * 50)[:-9], "gzip", "stops before its end"),
        (b"not packed", "gzip", "not gzip"),
        (b"", "gzip", "empty"),
        (b"x", "br", "not asked for"),
    ],
)
def test_bodies_that_cannot_be_used(body: bytes, encoding: str | None, told: str) -> None:
    with pytest.raises(BodyFault, match=told):
        unpack(body, encoding, limit=2 << 20)


@given(st.binary(max_size=2000))
def test_packing_and_unpacking_is_the_same(body: bytes) -> None:
    assert unpack(gzip.compress(body), "gzip") == body
