"""Give back to its speaker what is quoted a second time without a name: pull quotes, words in bold between paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from monitor.articles.attribution import Attribution
from monitor.text.fold import squash

_ENOUGH_WORDS = 4  # before two wordings may differ
_COMMON = 40  # a word in more quotations than this tells nothing
_SCORE = 85


def settle_repeats(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return `attributions`, each that no verb of speech attributes given to whoever else says nearly the same words."""
    words = [squash(attribution.quotation.text).split() for attribution in attributions]
    holding: dict[str, list[int]] = defaultdict(list)
    for index, attribution in enumerate(attributions):
        if attribution.verb is not None and not attribution.continued:
            for word in set(words[index]):
                holding[word].append(index)
    out = []
    for index, attribution in enumerate(attributions):
        source = None
        if attribution.verb is None and len(words[index]) > 1:
            source = _source(words[index], holding, words)
        out.append(attribution if source is None else replace(attribution, speaker=attributions[source].speaker))
    return tuple(out)


def _source(said: list[str], holding: dict[str, list[int]], words: list[list[str]]) -> int | None:
    shared: dict[int, int] = defaultdict(int)
    for word in set(said):
        if len(holding[word]) <= _COMMON:
            for index in holding[word]:
                shared[index] += 1
    for index in sorted(shared, key=lambda i: -shared[i])[:3]:
        alike = fuzz.partial_ratio(" ".join(said), " ".join(words[index]))
        if len(words[index]) >= len(said) and alike >= (_SCORE if len(said) >= _ENOUGH_WORDS else 100):
            return index
    return None
