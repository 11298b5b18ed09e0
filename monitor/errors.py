"""Errors that a user can act on.

MonitorError
├── BadFile      a rule file, manifest or data file that cannot be read: file, line, reason
├── BadInput     one document of a batch that cannot be used; the rest goes in
└── Busy         another process holds what this one needs
"""

from __future__ import annotations

from pathlib import Path


class MonitorError(Exception):
    """Something failed that the user can put right; `str()` is one line for them."""


class BadFile(MonitorError):
    """A file that cannot be used as it stands.

    Args:
        path: the file.
        reason: what was found and what was expected, in a clause without a full stop.
        line: 1-based line of the fault, where one is known.
    """

    def __init__(self, path: Path | str, reason: str, line: int | None = None) -> None:
        self.path, self.reason, self.line = Path(path), reason, line
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {reason}")


class BadInput(BadFile):
    """One document of a batch that cannot be used; the others are still taken."""


class Busy(MonitorError):
    """Another run holds the lock or the database."""
