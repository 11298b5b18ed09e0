"""Whether a member presses for an answer in a later turn of an exchange, or has gone on to something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.detect.replies.question import Part, parse_question
from monitor.detect.replies.words import content
from monitor.records import Turn
from monitor.text.fold import fold

_AGAIN = re.compile(
    r"\b(?:yes or no|again|third time|fourth time|once more|simple question|straight answer|not answer\w*|"
    r"n't answer\w*|have not said|didn't say|my question|the question|the figure|the number|answer)\b"
)


def presses(text: str, parts: Sequence[Part]) -> bool:
    """Whether a member's later words `text` put one of `parts` again."""
    folded = fold(text)
    words = frozenset[str]().union(*(part.words for part in parts))
    return bool(
        _AGAIN.search(folded)
        or len(content(folded) & words) >= 2
        or ("?" in folded and len(folded.split()) <= 8 and not _other_matter(text, parts))
        or any(p.ask == part.ask for p in parse_question(text) for part in parts)
    )


def asides(turns: Sequence[Turn], parts: Sequence[Part]) -> frozenset[int]:
    """Return the official's turns that reply to a remark on another matter: a yes in them is no answer to `parts`.

    What a member says to an official who asks what is meant belongs to the question.
    """
    words = frozenset[str]().union(*(part.words for part in parts))
    found: set[int] = set()
    asked_back = False
    for index in range((parts[0].turn or 0) + 1, len(turns)):
        before, turn = turns[index - 1], turns[index]
        if turn.role == "official":
            new = before.role == "member" and index - 1 > (parts[0].turn or 0) and not asked_back
            if new and not content(fold(before.text)) & words and not presses(before.text, parts):
                found.add(index)
            asked_back = turn.text.rstrip("\"') ").endswith("?")
    return frozenset(found)


def _other_matter(text: str, parts: Sequence[Part]) -> bool:
    """Whether a short question is a new one: it asks for another sort of thing, in words of its own."""
    asked = parse_question(text)
    asks = {ask for part in parts for ask in part.asks}
    return bool(asked) and not any(set(p.asks) & asks or not p.own_words for p in asked)
