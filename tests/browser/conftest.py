"""A real site on a real port, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browserkit import SAMPLE, monitor, serve
from playwright.sync_api import Browser, sync_playwright

from monitor.paths import ROOT

# The flags after the first two keep Chromium from asking the world anything by itself.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; without it the tests are skipped, but never in CI."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and tests do not skip in CI: apt-get install chromium")
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample, after the whole job."""
    database = tmp_path_factory.mktemp("browser") / "sample.db"
    for words in (
        ["import", "articles", str(SAMPLE / "articles")],
        ["import", "lmq-xml", str(SAMPLE / "lmqs")],
        ["detect"],
    ):
        subprocess.run(monitor(database, *words), check=True, cwd=ROOT, capture_output=True)
    return database


@pytest.fixture(scope="module")
def base(sample_db: Path) -> Iterator[str]:
    """The address of the sample's site."""
    yield from serve(sample_db, "--sample")


@pytest.fixture
def sign_in(sample_db: Path) -> Iterator[str]:
    """A link that signs in once, at a site over the sample."""
    yield from serve(sample_db, "--sample", "--root")
