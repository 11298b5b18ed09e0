"""The site over a small database, asked without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sitedata
from sitedata import Site


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a row of everything; not to be written to."""
    return sitedata.fill(tmp_path_factory.mktemp("site") / "filled.db")


@pytest.fixture(scope="session")
def site(filled: Path) -> Iterator[Site]:
    """The site over `filled`; not to be written to."""
    made = Site(filled)
    yield made
    made.close()


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """A site that a test may change."""
    made = Site(sitedata.fill(tmp_path / "own.db"))
    yield made
    made.close()
