"""Put aside, cheaply, the replies in which no finding could be firm enough to publish (see `firm`).

Most replies answer. What is looked at here is only whether a rule could still fire: whether a firm cue occurs where it
would count, or a number or date is asked for that may be absent.
"""

from __future__ import annotations

from typing import get_args

from monitor.detect.replies import grammar
from monitor.detect.replies.firm import BRIEF, COMPANIONS, EARLY, OUTRIGHT, SELDOM, SHAPES, has_digits
from monitor.detect.replies.matcher import encode
from monitor.detect.replies.reply import LONG
from monitor.detect.replies.rules import ReplyRules
from monitor.records import Exchange
from monitor.rulebook.replies import Kind
from monitor.text.fold import fold

_PUBLISHED = frozenset(get_args(Kind)) - COMPANIONS - SHAPES - SELDOM
_REACH = EARLY + 200  # a cue that begins early may end later


def can_be_flagged(exchange: Exchange, rules: ReplyRules) -> bool:
    """Whether judging `exchange` in full could yield a finding to publish."""
    if exchange.turns:
        return True
    size = len(exchange.answer)
    if size > LONG:
        opening = rules.said.scan(encode(fold(exchange.answer[:_REACH])))
        return any(opening.has(name) for name in rules.leading(OUTRIGHT))
    text = encode(fold(exchange.answer))
    said = rules.said.scan(text)
    if any(said.has(name) for name in rules.leading(_PUBLISHED)):
        return True
    if size <= BRIEF:
        suggested = rules.suggested.scan(text)
        if suggested.any() and any(suggested.has(name) for name in rules.hinting(_PUBLISHED)):
            return True
    question = fold(exchange.question)
    if not has_digits(exchange.answer) and grammar.QUANTITY.search(question):
        return True
    return bool(grammar.DATE.search(question))
