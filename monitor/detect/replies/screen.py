"""Put aside, cheaply, the replies in which no finding could be firm enough to publish (see `firm`).

Most replies answer. What is looked at here is only whether a rule could still fire: whether a firm cue occurs where it
would count, or a number or date is asked for that may be absent.
"""

from __future__ import annotations

import re

from monitor.detect.replies.firm import BRIEF, EARLY, OUTRIGHT
from monitor.detect.replies.matcher import encode
from monitor.detect.replies.reply import LONG
from monitor.detect.replies.rules import ReplyRules
from monitor.records import Exchange
from monitor.text.fold import fold

_DIGIT = re.compile(r"\d")
_HOW_MANY = re.compile(
    r"how (?:many|much|often|long)|number|proportion|percentage|\bcosts?\b|amount|total|average|rate|value|level|"
    r"spent|spend|figure|share|budget|salar|estimate"
)
_WHEN = re.compile(r"\bwhen\b|\bdate|timetable|timescale|timeline|timeframe|deadline|how soon")
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
    if rules.said.scan(text).any() or (size <= BRIEF and rules.suggested.scan(text).any()):
        return True
    question = exchange.question.lower()
    if _HOW_MANY.search(question) and not _DIGIT.search(exchange.answer):
        return True
    return bool(_WHEN.search(question))
