"""Backups, restoring, verifying and upgrading."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from monitor import upkeep
from monitor.collect.archive import Archive, Exchange, Place
from monitor.errors import MonitorError
from monitor.store import database
from monitor.store.database import connect, pending_migrations

NOW = dt.datetime(2025, 11, 14, 7, 0, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with a database and an archive that holds one capture."""
    db = connect(tmp_path / "monitor.db")
    place = store(tmp_path, b"as received")
    capture(tmp_path, place, b"as received")
    db.close()
    return tmp_path


def store(home: Path, body: bytes) -> Place:
    exchange = Exchange("https://example.org/", 200, "OK", [], body, [], NOW, "news", "", {})
    with Archive(home / "archive") as archive:
        return archive.store(exchange)


def capture(home: Path, place: Place, body: bytes) -> None:
    import hashlib  # noqa: PLC0415

    db = connect(home / "monitor.db")
    row = {"id": str(place.offset), "source": "news", "url": "https://example.org/", "fetched_at": NOW.isoformat()}
    row |= {"status": 200, "sha256": hashlib.sha256(body).hexdigest(), "length": len(body)}
    db["captures"].insert({**row, "warc": place.warc, "warc_offset": place.offset})
    db.close()


def faults(home: Path) -> list[str]:
    path = home / "monitor.db"
    return [
        *upkeep.check_database(path),
        *upkeep.check_archive(path, home / "archive"),
        *upkeep.check_orphans(path),
    ]


def test_what_is_whole_has_no_faults(home: Path) -> None:
    assert faults(home) == []


def test_a_backup_can_be_restored_over_later_changes(home: Path) -> None:
    made = upkeep.back_up(home / "monitor.db", home / "archive", home / "backups", NOW)
    db = connect(home / "monitor.db")
    db.execute("UPDATE captures SET url = 'https://example.org/other'")
    db.conn.commit()
    db.close()
    assert upkeep.restore(made.folder, home / "monitor.db", home / "archive", NOW) == []
    db = connect(home / "monitor.db")
    assert [row["url"] for row in db["captures"].rows] == ["https://example.org/"]
    db.close()
    assert list(home.glob("monitor.db.before-restore-*"))


def test_a_backup_is_made_while_somebody_writes(home: Path) -> None:
    db = connect(home / "monitor.db")
    with db.atomic():
        db.execute("UPDATE captures SET url = 'unfinished'")
        made = upkeep.back_up(home / "monitor.db", home / "archive", home / "backups", NOW)
    db.close()
    copy = connect(made.folder / upkeep.DATABASE)
    assert [row["url"] for row in copy["captures"].rows] == ["https://example.org/"]
    copy.close()


def test_the_archive_may_grow_after_a_backup_but_not_change(home: Path) -> None:
    made = upkeep.back_up(home / "monitor.db", home / "archive", home / "backups", NOW)
    listed = json.loads((made.folder / upkeep.MANIFEST).read_text(encoding="utf-8"))
    store(home, b"more")
    assert list(upkeep.check_manifest(listed, home / "archive")) == []
    (file,) = (home / "archive").glob("*.warc.gz")
    file.write_bytes(b"x" + file.read_bytes()[1:])
    assert "is not as it was" in next(upkeep.check_manifest(listed, home / "archive"))
    file.unlink()
    assert "is missing" in next(upkeep.check_manifest(listed, home / "archive"))


def test_a_folder_without_a_whole_backup_is_refused_and_changes_nothing(home: Path) -> None:
    before = (home / "monitor.db").read_bytes()
    (home / "empty").mkdir()
    with pytest.raises(MonitorError, match="holds no backup"):
        upkeep.restore(home / "empty", home / "monitor.db", home / "archive", NOW)
    made = upkeep.back_up(home / "monitor.db", home / "archive", home / "backups", NOW)
    copy = made.folder / upkeep.DATABASE
    copy.write_bytes(copy.read_bytes()[:6000])
    with pytest.raises(MonitorError, match="is damaged"):
        upkeep.restore(made.folder, home / "monitor.db", home / "archive", NOW)
    assert (home / "monitor.db").read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(home: Path) -> None:
    (home / "backups").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(MonitorError, match="is there room"):
        upkeep.back_up(home / "monitor.db", home / "archive", home / "backups", NOW)


def test_damage_is_found(home: Path) -> None:
    place = store(home, b"never noted")
    assert faults(home) == ["1 records of the archive are in no capture; `monitor parse` takes them in"]
    capture(home, place, b"something else")
    assert "is not what was received" in faults(home)[0]
    (file,) = (home / "archive").glob("*.warc.gz")
    file.unlink()
    assert [fault for fault in faults(home) if "no whole record" in fault]


def test_documents_without_versions_and_a_stale_index_are_found(home: Path) -> None:
    db = connect(home / "monitor.db")
    db["documents"].insert({"id": "d", "source": "", "kind": "", "url": "", "first_seen": "", "last_seen": ""})
    db["questions"].insert({"id": "q", "text": "Why?", "status": "unanswered"})
    db["questions"].disable_fts()
    db["questions"].enable_fts(["title", "text"], create_triggers=True)
    db.execute("DELETE FROM questions_fts_docsize")
    db.conn.commit()
    db.close()
    found = faults(home)
    assert "1 documents have no version" in found[0]
    assert "questions: 1 rows, 0 in the search index" in found[1]


def test_a_database_of_an_older_release_is_copied_before_it_is_changed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pending_migrations(home / "monitor.db") == []
    newer = database._migrations()

    @newer()
    def m999_later(db: database.Database) -> None:
        db.execute("CREATE TABLE later (id INTEGER)")

    monkeypatch.setattr(database, "_migrations", lambda: newer)
    assert pending_migrations(home / "monitor.db") == ["m999_later"]
    connect(home / "monitor.db").close()
    assert [path.name for path in (home / "backups").iterdir()] == ["monitor-before-m999_later.db"]
    assert pending_migrations(home / "monitor.db") == []
