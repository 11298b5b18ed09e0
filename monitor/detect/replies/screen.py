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
from monitor.detect.replies.reply import ReplyText
from monitor.detect.replies.rules import CompiledRule, ReplyRules
from monitor.detect.replies.withheld import CueHits, Said
from monitor.records import Exchange
from monitor.rulebook.replies import Ask, Kind
from monitor.text.fold import fold
from monitor.text.sieve import Sieve

_NUMBER_OR_DATE = Sieve()  # of these few alone: every question is searched for them
_QUANTITY, _DATE, _BY_DATE = (
    _NUMBER_OR_DATE.compile(p.pattern) for p in (grammar.QUANTITY, grammar.DATE, grammar.BY_DATE)
)
_PUBLISHED = frozenset(get_args(Kind)) - COMPANIONS - SHAPES - SELDOM


def sift(exchanges: Sequence[Exchange], rules: ReplyRules) -> dict[int, Case]:
    """Return the cases of those `exchanges` that can be flagged, by their index, in order.

    Each look is taken at all of them before the next: the automata for it are then at hand, which makes it faster.
    """
    cues = CueHits.of_each(exchanges, rules)
    sure = {at for at, exchange in enumerate(exchanges) if exchange.turns or exchange.repeats}
    hopeful = [at for at in range(len(exchanges)) if at in sure or _has_cues(cues[at], rules)]
    cases = {at: Case(exchanges[at], rules, cues[at]) for at in hopeful}
    kept = {at: case for at, case in cases.items() if at in sure or _could_lead(case)}
    others = [at for at, exchange in enumerate(exchanges) if at not in kept and _may_lack(exchange, cues[at])]
    asking = {at: cases.get(at) or Case(exchanges[at], rules, cues[at]) for at in others}
    kept |= {at: case for at, case in asking.items() if _could_be_absent(case)}
    return {at: kept[at] for at in sorted(kept)}


def _has_cues(cues: CueHits, rules: ReplyRules) -> bool:
    """Whether words of a rule that can lead to publishing occur at all."""
    leading = rules.leading(_kinds(cues.reply))
    if not leading.cued or cues.said.lists & leading.firm:
        return True
    return len(cues.reply.text) <= BRIEF and bool(cues.suggested.lists & leading.loose)


def _kinds(reply: ReplyText) -> frozenset[str]:
    return OUTRIGHT if reply.long else _PUBLISHED


def _could_lead(case: Case) -> bool:
    """Whether some rule's words could be enough to publish what it finds."""
    firm, brief = case.cues.said.lists, len(case.reply.text) <= BRIEF
    rules = case.rules.leading(_kinds(case.reply)).rules
    if any(_enough(c, case.said_firmly(c), case) for c in rules if c.firm & firm and c.rule.kind in OUTRIGHT):
        return True
    loose = case.cues.suggested.lists if brief else 0  # in others only a firm cue makes it enough
    return not case.reply.long and any(
        (brief or case.said_firmly(c)) and _enough(c, case.said(c), case)
        for c in rules
        if c.firm & firm or c.loose & loose or not c.cued
    )


def _enough(compiled: CompiledRule, said: Sequence[Said], case: Case) -> bool:
    if not case.can_fire(compiled):
        return False
    if not compiled.cued:
        return True
    spans = list(dict.fromkeys((item.sentence.start, item.sentence.end) for item in said))[:3]
    return bool(said) and says_enough(compiled.rule.kind, any(item.sure for item in said), spans, case.reply)


def _may_lack(exchange: Exchange, cues: CueHits) -> bool:
    """Whether a number or date may be asked for, in an exchange whose reply is short enough to be without one."""
    if cues.reply.long or is_cut(cues.reply.text):
        return False
    return _NUMBER_OR_DATE.may_match(fold(exchange.question)) != []


def _could_be_absent(case: Case) -> bool:
    """Whether the reply has nothing of a number or date that may have been asked for."""
    question = fold(case.exchange.question)
    asks = set[Ask]()
    if not has_digits(case.reply.text) and _QUANTITY.search(question):
        asks.add("quantity")
    if _DATE.search(question) or _BY_DATE.search(question):
        asks.add("date")
    asks = {ask for ask in asks if plainly_absent(f"{ask}-not-given", case.words)}
    return bool(asks) and any(ask in asks for part in case.parts for ask in part.asks)
