"""Whether an answer only says that an answer will come. Used to tell holding replies from answers as they are stored;
how evasive a reply is, is for the rules.
"""

from __future__ import annotations

import re

from monitor.text.fold import squash

_REPLY = r"(?:response|reply|answer|letter|figures?|information|details?|data|statistics|numbers|material|facts)"
_MAKING = (
    r"(?:draft|prepar|collect|gather|compil|collat|finalis|consider|assembl|look|work|check|obtain|seek|"
    r"(?:put|pull)(?:t?ing)? (?:\w+ ){0,4}together|await|request|confirm|verify|establish|sought|chas)\w*"
)
_LATER = (
    r"(?:(?:will|shall|would|'ll) (?:then )?(?:be |now |then )?(?:sent|send|follow|write|provided?|respond|reply|answer|"
    r"with you|issued?|given|supply|supplied|come|update|reach)|to follow)"
)
_ANSWER = r"(?:response|reply|answer)(?: to (?:this|the|your|that) question)?"
_PASS_ON = (
    r"\b(?:i|we|he|she|they|officers|it|and|which) (?:will|shall|'ll|to) (?:then )?(?:write to (?:you|the member)|reply in full|"
    r"(?:forward|share|send|supply|let|give|provide)\b.{0,40}\b(?:you|member|on receipt|when they|when i|once)|"
    r"(?:reply|answer) when)"
)
_WRITE = r"(?:will|shall|'ll) (?:then )?(?:be |now |then )?(?:sent|send|write|reply|respond|answer|with you|follow)"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"\b(?:officers?|officials|team|staff|colleagues|office|i)\b.{{0,60}}\b{_MAKING}\b.{{0,80}}\b{_WRITE}\b",
        # A body at work on something is no promise of an answer, unless the answer is what it works on.
        rf"\b(?:tfl|mopac|met|service|brigade|commissioner)\b.{{0,40}}\b{_MAKING} (?:\w+ ){{0,4}}{_REPLY}\b.{{0,80}}{_LATER}",
        rf"\b(?:response|reply|answer|letter)(?: \w+){{0,4}} (?:is|are) (?:currently |now |still )?being {_MAKING}\b",
        rf"\b{_ANSWER} (?:is|are) (?:currently |now |still )?(?:being [\w-]+|not yet \w+|in preparation|in hand|"
        r"on its way|under way|outstanding)\b",
        rf"^(?:a|an|the) (?:\w+ )?{_ANSWER} (?:is|are) (?:still |now )?awaited\b[^.]*\.?$",
        rf"\b{_ANSWER} {_LATER}",
        rf"\b(?:you|(?:assembly )?member) (?:will|shall) (?:\w+ )?(?:have|receive|get) (?:a|an|the|my) (?:\w+ )?{_ANSWER}\b",
        r"\b(?:respond|reply) to (?:this|your|the member's|that) question (?:\w+ )?"
        r"(?:as soon as|in due course|shortly|soon|when|once)",
        r"\bwork\w* (?:is |are )?(?:still |now )?(?:under way|underway|in hand|on|continuing|continues) (?:to )?"
        rf"(?:\w+ ){{0,5}}{_ANSWER}\b",
        r"\b(?:needs?|needed|requires?|takes?|taking) (?:a little |some |rather )?"
        r"(?:more|further|additional|extra|longer)(?: time)? to (?:answer|respond|reply)\b",
        r"\binterim (?:reply|response|answer)\b",
        # What is wanted was asked for, and will be passed on.
        rf"\b(?:ask(?:ed|ing)|sought|request(?:ed|ing)|await(?:s|ing)|waiting|check(?:s|ing)|collated|gathered|collected)\b.{{0,70}}"
        rf"{_PASS_ON}",
        # All that is said: they wait for what was asked for.
        rf"^(?:[\w'’]+ ){{0,4}}(?:is|are|am) (?:still |now |currently )?(?:awaiting|waiting for) "
        rf"(?:\w+ ){{0,3}}{_REPLY}\b[^.]*\.?$",
        rf"\b{_REPLY}(?: \w+){{0,4}} (?:is|are) (?:currently |now |still )?being {_MAKING}\b.{{0,80}}{_LATER}",
        # All that is said: they are at work on what was asked for.
        rf"^(?:[\w'’]+ ){{0,4}}(?:officers?|officials|team|staff|colleagues|office|i) (?:is|are|am|have been) "
        r"(?:\w+ly |now |still )?(?:draft|prepar|collect|gather|compil|collat|assembl|finalis|seek|obtain)\w* "
        rf"(?:\w+ ){{0,3}}{_REPLY}\b[^.]*\.?$",
        rf"\b(?:draft|prepar|finalis)\w* (?:a|an|the|my|our) (?:\w+ ){{0,2}}{_REPLY}\b",
        rf"\b(?:a|an|the|my|our) (?:\w+ ){{0,2}}(?:response|reply|answer) {_LATER}",
        rf"\bneed(?:s|ed)? (?:more|further|additional) time\b.{{0,80}}\b{_REPLY}\b",
        r"\bholding (?:reply|response|answer)\b",
        rf"\b(?:will|shall|'ll) (?:send|give|provide|let) (?:you|the (?:assembly )?member)? ?.{{0,40}}\b{_REPLY}\b.{{0,60}}"
        r"\b(?:shortly|soon|in due course|as soon as|by the end|when it is|when they are|once)\b",
    )
]
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?: \d{4})?\b"
)
_PROMISE = re.compile(
    r"\b(?:will|shall|'ll|soon|shortly|in due course|to follow|when i have|when it is|as soon as|"
    r"await\w*|not yet|interim|longer|more time)\b"
)
_MOST_WORDS = 60


def is_holding(text: str) -> bool:
    """Whether `text` is short and only promises an answer."""
    folded = squash(text)
    if len(folded.split()) > _MOST_WORDS:
        return False
    return any(pattern.search(folded) for pattern in _PATTERNS)


def was_holding(text: str) -> bool:
    """Whether `text`, known to be followed by another answer, was a promise of it: short, and gives no figure."""
    folded = squash(text)
    return is_holding(text) or (
        len(folded.split()) <= 45 and bool(_PROMISE.search(folded)) and not re.search(r"\d", _DAY.sub("", folded))
    )
