"""The kinds of source. To add one: write a module with `discover` and `parse`, and name it here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol

from monitor.collect.kinds import feed, lmq_xml, mayors_questions, moderngov, press_releases, uk_questions
from monitor.collect.records import Link, Parsed, Response
from monitor.rulebook.models import Source


class Kind(Protocol):
    """What a module of a kind of source offers. Both are pure: no network, database or clock.

    `LISTS` names those of its pages that lead to others (`Link.index`); `OPTIONS` and `NEEDS` those fields of a source that
    are for some kinds only and that it reads or cannot do without.
    """

    LISTS: frozenset[str]
    OPTIONS: frozenset[str]
    NEEDS: frozenset[str]

    def discover(self, source: Source, today: dt.date) -> Iterable[Link]:
        """Return the addresses to start from, the most important first."""

    def parse(self, response: Response) -> Parsed:
        """Return the records of a page and the links to follow; raise PageFault when it is not what it should be."""


KINDS: Mapping[str, Kind] = {
    "mayors-questions": mayors_questions,
    "moderngov": moderngov,
    "press-releases": press_releases,
    "feed": feed,
    "lmq-xml": lmq_xml,
    "uk-questions": uk_questions,
}
_SOME_KINDS = frozenset({"since", "until", "committees", "web_service", "body"})


def mistakes(source: Source) -> list[tuple[str, str]]:
    """Return what is wrong with a source for its kind: (key, what is wrong and what would be right)."""
    kind = KINDS.get(source.kind)
    if kind is None:
        return [("kind", f"there is no kind {source.kind!r} of source; there are {', '.join(sorted(KINDS))}")]
    found = [
        (
            key,
            f"a source of kind {source.kind} has no {key!r} (of its own it has {', '.join(sorted(kind.OPTIONS)) or 'none'})",
        )
        for key in sorted(source.model_fields_set & _SOME_KINDS - kind.OPTIONS)
    ]
    found += [
        ("kind", f"a source of kind {source.kind} needs {key!r}; docs/sources.md has an example")
        for key in sorted(kind.NEEDS)
        if not getattr(source, key)
    ]
    return found
