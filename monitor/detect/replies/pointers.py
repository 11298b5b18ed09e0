"""Follow a reply that points to another answer, to where its pointer ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from monitor.detect.replies.judge import judge_fully
from monitor.detect.replies.rules import ReplyRules
from monitor.records import Exchange
from monitor.text.references import Reference, find_references

End = Literal["answered", "not answered", "holding", "loop", "missing"]
MAX_STEPS = 12


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another question with its reply; `holding` where only a holding reply stands."""

    exchange: Exchange
    holding: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the pointers of a reply lead: the ids of the exchanges on the way, and what stands at the end.

    `missing` is the reference that could not be found, where that is how it ends.
    """

    steps: tuple[str, ...]
    end: End
    missing: str | None = None


def follow(
    exchange: Exchange, rules: ReplyRules, lookup: Callable[[Reference], Earlier | None], *, said_on: str | None = None
) -> Chain | None:
    """Follow the answer that the reply of `exchange` points to, and that answer's own pointer, to the end.

    Args:
        exchange: the reply that points.
        rules: to tell whether what is pointed to answers its question.
        lookup: the question that a reference cites, or None.
        said_on: date of the reply, `YYYY-MM-DD`, for references that give no year.

    Returns:
        None when the reply cites no other question.
    """
    references = find_references(exchange.answer, said_on=said_on)
    if not references:
        return None
    steps: list[str] = []
    seen = {exchange.id}
    while len(steps) < MAX_STEPS:
        found = lookup(references[0])
        if found is None:
            return Chain(tuple(steps), "missing", references[0].number)
        if found.exchange.id in seen:
            return Chain(tuple(steps), "loop")
        seen.add(found.exchange.id)
        steps.append(found.exchange.id)
        if found.holding:
            return Chain(tuple(steps), "holding")
        verdict, fired = judge_fully(found.exchange, rules)
        if verdict.reply != "non-reply":
            return Chain(tuple(steps), "answered")
        references = find_references(found.exchange.answer)
        if not references or not any(f.kind == "refers-to-earlier-answer" for f in fired):
            return Chain(tuple(steps), "holding" if "holding-reply" in verdict.kinds else "not answered")
    return Chain(tuple(steps), "loop")
