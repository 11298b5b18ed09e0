"""Which words a reply is made of, as signs for the scorecard.

What happened, to whom and how many is told in other words than values and intentions are ("but", "two", "paid", against
"London", "together", "every"), whatever the reply is about. Only words that occur in replies on many subjects get points
(`bench/scorecard.py`), so that the subject itself says nothing.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|\?")
_FULL = 24  # different words: in a reply of no more, each counts in full; in longer ones its share


def wording(folded: str) -> dict[str, float]:
    """Return a sign for each different word of the `folded` reply, by name ("word but"), from 0 to 1.

    All numbers in digits are one word, "word 0"; question marks are "word ?".
    """
    words = {"0" if word[0].isdigit() else word for word in _WORD.findall(folded)}
    share = min(1.0, _FULL / max(1, len(words)))
    return {f"word {word}": share for word in words}
