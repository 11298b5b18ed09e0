"""What can go wrong while collecting, in the words of the run's summary.

Fault            one page that could not be had or read; the run goes on
├── FetchFault   no usable response: refused, broken off, too large, too slow, an error status
└── PageFault    a response that is not the page it should be, or lacks a part
ArchiveFault     the archive cannot be written or read (disk full): the run ends
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.errors import MonitorError

if TYPE_CHECKING:
    from monitor.collect.archive import Exchange


class Fault(MonitorError):
    """A page that could not be had or read. `str()` is one line: where, what, what was kept, what to do.

    Args:
        url: the page.
        what: what was found, and what was expected.
        kept: what is stored all the same.
        remedy: what happens next, or what a person should do.
    """

    def __init__(self, url: str, what: str, *, kept: str, remedy: str) -> None:
        self.url, self.what, self.kept, self.remedy = url, what, kept, remedy
        super().__init__()

    def __str__(self) -> str:
        return f"{self.url}: {self.what}; kept: {self.kept}; {self.remedy}"


class FetchFault(Fault):
    """No usable response. `retry_in` is set when trying again soon may help: 0, or the seconds the site asked for."""

    def __init__(
        self,
        url: str,
        what: str,
        *,
        kept: str = "what was stored before",
        remedy: str = "the next run asks again",
        retry_in: float | None = None,
        status: int = 0,
    ) -> None:
        super().__init__(url, what, kept=kept, remedy=remedy)
        self.retry_in, self.status = retry_in, status
        self.exchange: Exchange | None = None  # what was received all the same


class PageFault(Fault):
    """A response that is not the page it should be, or lacks a part; nothing of it becomes a record."""

    def __init__(
        self,
        url: str,
        what: str,
        *,
        kept: str = "the capture, and what was stored before",
        remedy: str = "the next run asks again; if it stays, the site's layout has changed and its parser needs mending",
    ) -> None:
        super().__init__(url, what, kept=kept, remedy=remedy)


class ArchiveFault(MonitorError):
    """The archive cannot be written or read."""
