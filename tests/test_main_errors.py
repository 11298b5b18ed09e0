"""Errors end as one line and an exit status."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from monitor import __main__ as program


def test_a_database_that_another_program_keeps_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = sqlite3.connect(tmp_path / "held.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    def write(*_: object, **__: object) -> None:
        sqlite3.connect(tmp_path / "held.db", timeout=0).execute("CREATE TABLE t (a)")

    monkeypatch.setattr(program.cli, "main", write)
    with pytest.raises(SystemExit) as ended:
        program.main([])
    holder.close()
    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        "monitor: the database: database is locked; what was stored before is kept: "
        "run this again when the other program that uses it has finished\n"
    )


def test_a_fault_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*_: object, **__: object) -> None:
        sqlite3.connect(":memory:").execute("SELECT wrong")

    monkeypatch.setattr(program.cli, "main", write)
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        program.main([])
