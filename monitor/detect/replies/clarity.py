"""The three classes of answer clarity in interviews: Clear Reply, Ambivalent, Clear Non-Reply (Thomas et al. 2024).

That typology is another than ours: most long answers of presidents are "Ambivalent", neither given nor refused. An
answer is a Clear Non-Reply when it opens by declining or claiming not to know, or is brief and declines or only asks back.
It is a Clear Reply when enough of a few signs come together: it opens with a yes, a no or its like; it takes up the
words of the question, at once or at all; it opens with an opinion; it is short; a name was asked for, and no date,
reason or step.
"""

from __future__ import annotations

import re

from monitor.detect.replies.question import parse_question
from monitor.detect.replies.reply import ReplyText
from monitor.detect.replies.rules import ReplyRules
from monitor.detect.replies.words import content
from monitor.records import Exchange, Reply
from monitor.text.fold import fold

_DIRECT = re.compile(
    r"^(?:\W*(?:[a-z]+ ?){0,3},? )?\W*(?:yes|no|of course|absolutely|sure|certainly|"
    r"not at all|i do\b|i don't|i am\b|i'm not|i have\b|"
    r"i already|we have\b|we sure|it is\b|it's not|i would\b|i will\b|please|because|definitely|right)"
)
_OPINION = re.compile(r"\bi (?:think|believe|support|agree|don't think|trust|stand by)|\bmy (?:thoughts|view|opinion)")
_BRIEF, _SHORT, _LONG = 40, 60, 250  # words
_ENOUGH = 2


def clarity(exchange: Exchange, rules: ReplyRules) -> Reply:
    """Return the clarity class of an interview answer: clear, partial (for Ambivalent) or non-reply."""
    reply = ReplyText(exchange)
    words = len(reply.folded.split())
    if _refused(reply, words, rules):
        return "non-reply"
    return "clear" if _signs_of_an_answer(exchange.question, reply, words) >= _ENOUGH else "partial"


def _refused(reply: ReplyText, words: int, rules: ReplyRules) -> bool:
    hits = rules.interviews.scan(reply.bytes)
    opening = reply.sentences[0].end if reply.sentences else 0
    declines = [start for start, _ in hits.spans("declines_in_interviews")]
    unknown = [start for start, _ in hits.spans("unknown_in_interviews")]
    if declines and (words <= _BRIEF or (declines[0] < opening and words <= _LONG)):
        return True
    if unknown and unknown[0] < opening and words <= _SHORT:
        return True
    return words < _BRIEF and all(sentence.asked_back for sentence in reply.sentences)


def _signs_of_an_answer(question: str, reply: ReplyText, words: int) -> int:
    asked = content(fold(question))
    opening = " ".join(sentence.folded for sentence in reply.sentences[:2])
    parts = parse_question(question)
    ask = parts[0].ask if parts else None
    score = 2 * bool(_DIRECT.match(reply.folded)) + bool(_OPINION.search(opening))
    score += len(asked & content(opening)) >= 0.2 * max(1, len(asked))
    score += len(asked & content(reply.folded)) >= 0.5 * max(1, len(asked))
    return score + (words < _SHORT) + (ask == "identity") - (ask in {"date", "action", "reason"})
