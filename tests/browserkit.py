"""Serve a database as users do, for the browser tests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from monitor.paths import ROOT

SAMPLE = ROOT / "tests" / "sample"
NOW = "2025-11-24T09:00"


def monitor(database: Path, *words: str) -> list[str]:
    """Return the command line of `monitor` over a database with the sample's rules."""
    return [
        sys.executable,
        "-m",
        "monitor",
        "--quiet",
        "--db",
        str(database),
        "--rules",
        str(SAMPLE / "rules"),
        "--now",
        NOW,
        *words,
    ]


def serve(database: Path, *options: str) -> Iterator[str]:
    """Serve a database on a free port; yield the first line that the command printed after it was up, then stop it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = monitor(database, "serve", "--port", str(port), *options)
    site = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert site.stdout
    try:
        printed = [site.stdout.readline() for _ in range(1 + options.count("--root"))]
        base = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                httpx.get(base, timeout=10)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield base if "--root" not in options else printed[1].split(": ")[1].strip()
    finally:
        site.terminate()
        site.wait(10)
        site.stdout.close()
