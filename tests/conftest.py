"""Fixtures: where the project's own sample is, the labelled and real data beside a checkout, a database of the sample."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.paths import ROOT

SHARED = ROOT.parent / "shared"


@pytest.fixture
def sample() -> Path:
    """The bundled sample."""
    return ROOT / "tests" / "sample"


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Return a path of the data that lies beside a developer's checkout; skip where it is absent, but never in CI."""

    def path(name: str) -> Path:
        found = SHARED / name
        if not found.exists():
            if os.environ.get("CI") == "true":
                pytest.fail(f"{found} is missing, and tests do not skip in CI")
            pytest.skip(f"needs {found}")
        return found

    return path
