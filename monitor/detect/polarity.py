"""Replies that say plainly yes or no, and statements that say only that nothing has changed."""

from __future__ import annotations

import re2

from monitor.detect.clauses import Asserted

_YES = re2.compile(
    r"^(?:well,? |chair,? |yes,? ){0,2}(?:yes\b|i (?:can|do|will|am|have|would)[,.;]|we (?:can|do|will|are|"
    r"have)[,.;]|"
    r"(?:it|they|there) (?:is|are|does|do|has|have|will|was|were|did)[,.;]|absolutely\b|indeed\b|certainly\b|"
    r"correct\b|"
    r"i can (?:give|offer|make|confirm) (?:that|her|him|them|the|you)\b|that is (?:right|correct|so)\b|of "
    r"course\b)"
)
_PLAIN_NO = re2.compile(
    r"^(?:well,? |chair,? ){0,2}(?:no[,.;!]|not (?:in|before|until|while|under|on|for)\b|i (?:cannot|can't|do "
    r"not|don't|will not|won't|am not)[,.;]|"
    r"we (?:cannot|can't|do not|don't|will not|won't|are not|have not)[,.;]|"
    r"(?:it|they|there) (?:is|are|does|do|has|have|will|was|were|did) not[,.;]|(?:it|they) (?:isn't|aren't|"
    r"won't|doesn't)[,.;]|"
    r"not at all\b|absolutely not\b|certainly not\b|none[,.;]|never[,.;]|that is not (?:right|correct|so)\b|"
    r"there (?:are|were|is) none\b)"
)
_UNCHANGED = re2.compile(
    r"\b(?:(?:my|our|the mayor's|the met's|that) (?:view|position|answer|stance|policy|assessment) (?:has not "
    r"changed|"
    r"(?:is|remains) (?:unchanged|the same|as (?:it was|i set out|stated)))|nothing has changed|no change "
    r"(?:in|to) (?:my|our|the) "
    r"(?:view|position|policy|answer)|(?:i|we) stand by (?:that|what|my|our)|(?:i have|there is|we have) "
    r"nothing to add to (?:my|our|that)|"
    r"(?:i|we) (?:have|see) no reason to change (?:my|our|that))"
)


def polarity(folded: str) -> int:
    """Return 1 when a reply opens with a plain yes, -1 with a plain no, else 0."""
    opening = folded.lstrip(" \"'")
    if _PLAIN_NO.match(opening):
        return -1
    return 1 if _YES.match(opening) else 0


def says_unchanged(asserted: Asserted) -> bool:
    """Whether a statement says that the position is what it was."""
    return any(asserted.weight(m.start()) > 0.5 for m in _UNCHANGED.finditer(asserted.folded))
