"""Progress on standard error: a bar a source on a terminal, quiet lines otherwise, nothing when asked to be quiet."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

_EVERY = 100  # pages between two quiet lines


class Progress:
    """Tells a person how far polling has got; used in a `with` statement."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}
        self._totals: dict[str, int] = {}
        self._done: dict[str, int] = {}
        if not quiet and sys.stderr.isatty():
            self._bars = Bars(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[detail]}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )

    def __enter__(self) -> Progress:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def start(self, source: str) -> None:
        """A source's poll begins: its lists are read."""
        self._totals[source] = self._done[source] = 0
        if self._bars is not None:
            self._tasks[source] = self._bars.add_task(source, total=None, detail="reading lists")

    def more(self, source: str, pages: int) -> None:
        """So many more pages are to be asked for."""
        self._totals[source] += pages
        if self._bars is not None:
            self._bars.update(self._tasks[source], total=self._totals[source])
        else:
            self._say(f"{source}: {pages} pages to ask for")

    def step(self, source: str, fetched: int, unchanged: int, failed: int) -> None:
        """One page was dealt with."""
        self._done[source] += 1
        detail = f"{fetched} fetched, {unchanged} unchanged, {failed} failed"
        if self._bars is not None:
            self._bars.update(self._tasks[source], advance=1, detail=detail)
        elif self._done[source] % _EVERY == 0:
            self._say(f"{source}: {self._done[source]} of {self._totals[source]}: {detail}")

    def end(self, source: str) -> None:
        """A source's poll ends."""
        if self._bars is not None:
            self._bars.update(self._tasks[source], total=self._totals[source], completed=self._done[source])

    def _say(self, line: str) -> None:
        if not self._quiet:
            print(line, file=sys.stderr, flush=True)
