"""`monitor serve`: says where to look, stops when told, and names what is wrong."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from monitor.cli import cli
from monitor.errors import MonitorError
from monitor.paths import ROOT


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def command(tmp_path: Path, *words: str) -> list[str]:
    """Return the command line over a new database."""
    return [sys.executable, "-m", "monitor", "--db", str(tmp_path / "new.db"), "serve", *words]


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_to_look_and_stops_when_told(tmp_path: Path, port: int, stop: signal.Signals) -> None:
    site = subprocess.Popen(command(tmp_path, "--port", str(port)), stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert site.stdout
    try:
        assert f"http://127.0.0.1:{port}/" in site.stdout.readline()
        # The socket listens before the line is printed, so this waits and is not refused.
        assert httpx.get(f"http://127.0.0.1:{port}/", timeout=30).status_code == 200
        site.send_signal(stop)
        site.wait(15)
    finally:
        site.kill()
        site.stdout.close()
        site.wait()


def test_a_port_in_use_is_one_clear_line(tmp_path: Path, taken: int) -> None:
    found = subprocess.run(
        command(tmp_path, "--port", str(taken)), capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert found.returncode == 1
    assert found.stderr.count("\n") == 1
    assert f"port {taken} is in use by another program; choose another with --port" in found.stderr


def test_an_address_that_is_not_this_machines_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        cli, ["--db", str(tmp_path / "new.db"), "serve", "--host", "192.0.2.1", "--port", "8191"]
    )
    assert isinstance(result.exception, MonitorError)
    assert "cannot listen on 192.0.2.1:8191" in str(result.exception)


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        (("nonsense", "1"), "no setting 'nonsense'"),
        (("sql_time_limit_ms", "soon"), "a whole number"),
        (("force_https_urls", "perhaps"), "is on or off"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, port: int, pair: tuple[str, str], reason: str) -> None:
    result = CliRunner().invoke(
        cli, ["--db", str(tmp_path / "new.db"), "serve", "--port", str(port), "--setting", *pair]
    )
    assert result.exit_code == 2
    assert reason in result.output


def test_metadata_that_is_not_json_is_named_with_its_line(tmp_path: Path) -> None:
    from monitor.site.app import read_metadata  # noqa: PLC0415

    (tmp_path / "metadata.json").write_text('{\n"title": oops}')
    with pytest.raises(MonitorError, match=r"metadata.json:2: is not JSON"):
        read_metadata(tmp_path / "metadata.json")
