"""Put aside, cheaply, the replies in which no finding could be firm enough to publish (see `firm`).

Most replies answer. What is looked at here is only whether a rule could still fire: whether its words stand where they
would count and make up enough of the reply, or a number or date is asked for of which the reply has nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from monitor.detect.replies import grammar
from monitor.detect.replies.case import Case
from monitor.detect.replies.firm import (
    BRIEF,
    COMPANIONS,
    OUTRIGHT,
    SELDOM,
    SHAPES,
    has_digits,
    is_cut,
    plainly_absent,
    says_enough,
)
from monitor.detect.replies.rules import CompiledRule
from monitor.detect.replies.withheld import CueHits
from monitor.rulebook.replies import Kind
from monitor.text.fold import fold
from monitor.text.sieve import Sieve

_NUMBER_OR_DATE = Sieve()  # of these few alone: every question is searched for them
_QUANTITY, _DATE, _BY_DATE = (
    _NUMBER_OR_DATE.compile(p.pattern) for p in (grammar.QUANTITY, grammar.DATE, grammar.BY_DATE)
)
_PUBLISHED = frozenset(get_args(Kind)) - COMPANIONS - SHAPES - SELDOM


def sift(cases: Sequence[Case]) -> list[Case]:
    """Return those of `cases` that can be flagged, in order.

    Each look is taken at all cases before the next: the automata for it are then at hand, which makes it faster.
    """
    if not cases:
        return []
    CueHits.find_said(cases[0].rules, ((case.reply, case.cues) for case in cases))
    kept = {id(case) for case in cases if case.exchange.turns or case.exchange.repeats}
    hopeful = [case for case in cases if id(case) not in kept and _has_cues(case)]
    kept |= {id(case) for case in hopeful if _could_lead(case)}
    asking = [case for case in cases if id(case) not in kept and not case.reply.long and not is_cut(case.reply.text)]
    asking = [case for case in asking if _NUMBER_OR_DATE.may_match(fold(case.exchange.question)) != []]
    kept |= {id(case) for case in asking if _could_be_absent(case)}
    return [case for case in cases if id(case) in kept]


def _has_cues(case: Case) -> bool:
    """Whether words of a rule that can lead to publishing occur at all."""
    rules, kinds = case.rules, OUTRIGHT if case.reply.long else _PUBLISHED
    if case.cues.said.lists & rules.firm_cues(kinds) or rules.uncued(kinds):
        return True
    return len(case.reply.text) <= BRIEF and bool(case.cues.suggested.lists & rules.loose_cues(kinds))


def _could_lead(case: Case) -> bool:
    """Whether some rule's words could be enough to publish what it finds."""
    kinds = OUTRIGHT if case.reply.long else _PUBLISHED
    return any(
        c.rule.kind in kinds and c.rule.when.exchange.asked_times <= 1 and _enough(c, case) for c in case.candidates
    )


def _enough(compiled: CompiledRule, case: Case) -> bool:
    if not compiled.cued:
        return True
    said = case.said(compiled)
    if not said:
        return False
    spans = dict.fromkeys((item.sentence.start, item.sentence.end) for item in said)
    return says_enough(compiled.rule.kind, any(item.sure for item in said), list(spans)[:3], case.reply)


def _could_be_absent(case: Case) -> bool:
    """Whether the reply has nothing of a number or date that may have been asked for."""
    question = fold(case.exchange.question)
    asks = set[str]()
    if _QUANTITY.search(question) and not has_digits(case.reply.text):
        asks.add("quantity")
    if _DATE.search(question) or _BY_DATE.search(question):
        asks.add("date")
    asks &= {ask for part in case.parts for ask in part.asks} if asks else asks
    return any(plainly_absent(f"{ask}-not-given", case.reading) for ask in sorted(asks))
