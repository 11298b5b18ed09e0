"""Put aside, cheaply, the replies in which no finding could be firm enough to publish (see `firm`).

Most replies answer. What is looked at here is only whether a rule could still fire: whether its words stand where they
would count and make up enough of the reply, or a number or date is asked for of which the reply has nothing.
"""

from __future__ import annotations

from typing import get_args

from monitor.detect.replies import grammar
from monitor.detect.replies.case import Case
from monitor.detect.replies.firm import BRIEF, COMPANIONS, OUTRIGHT, SELDOM, SHAPES, has_digits, is_cut, plainly_absent
from monitor.detect.replies.firm import says_enough
from monitor.detect.replies.rules import CompiledRule
from monitor.rulebook.replies import Kind
from monitor.text.fold import fold
from monitor.text.sieve import Sieve

_ASKED = Sieve()  # of these few alone: every question is searched for them
_QUANTITY, _DATE, _BY_DATE = (_ASKED.compile(p.pattern) for p in (grammar.QUANTITY, grammar.DATE, grammar.BY_DATE))
_PUBLISHED = frozenset(get_args(Kind)) - COMPANIONS - SHAPES - SELDOM


def can_be_flagged(case: Case) -> bool:
    """Whether judging `case` in full could yield a finding to publish."""
    return bool(case.exchange.turns) or _could_lead(case) or _could_be_absent(case)


def _could_lead(case: Case) -> bool:
    """Whether some rule's words could be enough to publish what it finds."""
    rules, long = case.rules, case.reply.long
    kinds = OUTRIGHT if long else _PUBLISHED
    said = case.cues.said.lists & rules.firm_cues(kinds)
    if not said:
        if len(case.reply.text) > BRIEF or not case.cues.suggested.lists & rules.loose_cues(kinds):
            return rules.uncued(kinds)
    return any(c.rule.kind in kinds and c.rule.when.exchange.asked_times <= 1 and _enough(c, case) for c in case.candidates)


def _enough(compiled: CompiledRule, case: Case) -> bool:
    if not compiled.cued:
        return True
    said = case.said(compiled)
    if not said:
        return False
    spans = dict.fromkeys((item.sentence.start, item.sentence.end) for item in said)
    return says_enough(compiled.rule.kind, any(item.sure for item in said), list(spans)[:3], case.reply)


def _could_be_absent(case: Case) -> bool:
    """Whether the reply may have nothing of a number or date that was asked for."""
    reply = case.reply
    if reply.long or is_cut(reply.text):
        return False
    question = fold(case.exchange.question)
    quantity = _QUANTITY.search(question) is not None and not has_digits(reply.text)
    date = _DATE.search(question) is not None or _BY_DATE.search(question) is not None
    if not quantity and not date:
        return False
    asks = {ask for part in case.parts for ask in part.asks}
    return (quantity and "quantity" in asks and plainly_absent("quantity-not-given", case.reading)) or (
        date and "date" in asks and plainly_absent("date-not-given", case.reading)
    )
