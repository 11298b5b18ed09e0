"""Use again, for a few seconds, what was just made: many people open the same page, and it is made once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")
SECONDS = 5.0
MOST = 64


class Fresh:
    """Things made less than `seconds` ago, at most `most` of them; who asks while one is being made waits for it."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST) -> None:
        self.seconds, self.most = seconds, most
        self._kept: OrderedDict[object, tuple[float, asyncio.Task[Any]]] = OrderedDict()

    async def get(self, key: object, make: Callable[[], Awaitable[T]]) -> T:
        """Return what `make` returns, or returned for this key a moment ago. What it raises is not kept."""
        kept = self._kept.get(key)
        if kept is None or time.monotonic() - kept[0] > self.seconds:
            task: asyncio.Task[T] = asyncio.ensure_future(make())
            self._kept[key] = kept = (time.monotonic(), task)
            task.add_done_callback(lambda done: self._drop_failed(key, done))
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        # Shielded: one reader who goes away does not take the page from the others.
        found: T = await asyncio.shield(kept[1])
        return found

    def _drop_failed(self, key: object, task: asyncio.Task[Any]) -> None:
        if (task.cancelled() or task.exception()) and self._kept.get(key, (0, None))[1] is task:
            del self._kept[key]
