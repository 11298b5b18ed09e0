"""How a reply is worded: what happened, who and how many, or values and generalities.

Shares of all words, so that they hold whatever a reply is about; few words say which way, so that they are counted and not
searched for as cues. On replies that nobody had read while the rules were written these told more than any one family of cues.
"""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"\d+")
_FULL = 0.1  # of a reply's words: a share that counts in full

_WORDS = {
    "values": "every everyone always all best together continue committed proud clear important vital safe safety future "
    "right deserve",
    "vague amounts": "some several many number various range different more further",
    "the whole city": "london londoners city capital communities community",
    "they": "they them their",
}
_GROUPS = {word: name for name, words in _WORDS.items() for word in words.split()}
_WAS = frozenset("was were did had".split())


def manner(folded: str) -> dict[str, float]:
    """Return how much of the `folded` reply is of each manner, by name: from 0 to 1, where 1 is a tenth of its words."""
    counts = Counter(_WORD.findall(folded))
    size = max(1, counts.total())
    found = dict.fromkeys(_WORDS, 0)
    past = 0
    for word, count in counts.items():
        if group := _GROUPS.get(word):
            found[group] += count
        if word.endswith("ed") or word in _WAS:
            past += count
    return {
        **{name: _share(count, size) for name, count in found.items()},
        "numbers in it": _share(len(_NUMBER.findall(folded)), size),
        "past tense": _share(past, 2 * size),
    }


def _share(count: int, size: int) -> float:
    return min(1.0, count / size / _FULL)
