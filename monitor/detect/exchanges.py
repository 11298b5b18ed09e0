"""Cut the turns of a meeting into exchanges: one member's questions on one point with the replies to them."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.records import Turn


def split_turns(turns: Sequence[Turn]) -> list[range]:
    """Return the exchanges in `turns` as ranges of their indices, in order.

    An exchange opens with a member's turn and runs until another member takes over after an official has spoken. The chair
    opens none. Turns before the first member's are in none, nor is a run that no official speaks in.
    """
    exchanges: list[range] = []
    start: int | None = None
    asker = ""
    answered = False
    for index, turn in enumerate(turns):
        if turn.role == "member":
            if start is None or (turn.speaker != asker and answered):
                if start is not None:
                    exchanges.append(range(start, index))
                start, asker, answered = index, turn.speaker, False
        elif turn.role == "official" and start is not None:
            answered = True
    if start is not None and answered:
        exchanges.append(range(start, len(turns)))
    return exchanges
