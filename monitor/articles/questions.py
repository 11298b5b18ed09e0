"""What an article says that a quotation answered: "Hall asked him whether …", or a question quoted before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from monitor.articles.attribution import Attribution

Span = tuple[int, int]

_ASKED = re.compile(
    r"\b(?:asked|pressed|challenged|questioned|quizzed|grilled)\b(?P<whom>[^.;:\n]{0,60}?)\s"
    r"(?P<what>(?:whether|if|why|how|what|when|where|who|which|about|on)\b[^;:\n\ue000]{6,260})",
    re.IGNORECASE,
)
_WITHIN = 1200
_PASSIVE = re.compile(r"\b(?:was|were|been|being|when|if)\s+(?:\w+ly\s+)?$|^\W*$|[.,]\s*$", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:him|her|them|the (?:mayor|commissioner|met|force))\b", re.IGNORECASE)
_NOT_ABOUT = re.compile(r"^(?:if so|why not)\W*$", re.IGNORECASE)
# "asked about the letter" tells a subject, not a question; "asked about how many there were" tells one.
_SUBJECT = re.compile(r"(?:directly\s+)?(?:about|on)\s+", re.IGNORECASE)
_ASKS = re.compile(r"(?:whether|if|why|how|what|when|where|who|which)\b", re.IGNORECASE)
_AUXILIARY = r"(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|does|do|did)(?:n['’]t)?"
_INDIRECT = re.compile(
    rf"(?:(?:whether|if)(?:\s+or\s+not)?|(?P<wh>why|when|where))\s+"
    rf"(?P<subject>there|he|she|it|they|we|(?:[A-Z][\w'’-]+\s+){{1,3}}|(?:the|any|a|an|all|some|more|many|no|his|her|its|"
    rf"their|these|those|this|that)\s+(?:(?!who\b|that\b|which\b|and\b|or\b|{_AUXILIARY}\b)[\w'’-]+\s+){{1,6}})\s*"
    rf"\b(?P<verb>{_AUXILIARY})\s+(?P<rest>\w.*)$"
)
_ENDS = re.compile(
    r",\s*(?:an? (?:[\w'’]+ ){0,4}?(?:spokes|press off)\w+\b|"
    r"(?:and |but )?(?:he|she|they|the|sir|dame|mr|ms|mrs|said|told|replied|answered)\b|[A-Z]|the )|"
    r"[.\"]|\s+(?:during|yesterday|today)\b|\s+(?:in|on|last|this) (?:[A-Z]\w+|week|month|year)\W*$|\ue000"
)
# A question is kept for what was asked, never for whom it was about.
_PERSONAL = re.compile(
    r"\b\d{1,2}[- ]year[- ]olds?\b|\baged \d|\bethnic\w*|\bnationalit\w+|\b(?:pakistani|asian|black|white|"
    r"muslim|jewish|christian|"
    r"somali|bangladeshi|indian|african|caribbean|romanian|albanian|polish|irish|gypsy|traveller)s?\b|"
    r"\b(?:raped|abused|murdered|"
    r"stabbed|assaulted) by\b|\bnamed (?:as )?[A-Z]",
    re.IGNORECASE,
)


def personal(words: str) -> bool:
    """Whether `words` tell details of a victim or suspect (age, origin, what was done to them)."""
    return bool(_PERSONAL.search(words))


class Asked:
    """The questions that an article reports, `masked` being its text with quotations masked."""

    def __init__(self, masked: str) -> None:
        self.masked = masked
        self._matches = list(_ASKED.finditer(masked))
        self._starts = [match.start() for match in self._matches]

    def between(self, start: int, end: int) -> list[re.Match[str]]:
        """Return the questions whose telling begins in `start`:`end`."""
        return self._matches[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def question_for(
    asked: Asked, text: str, attribution: Attribution, before: Sequence[Attribution], paragraph: Span
) -> str | None:
    """Return what `attribution` answered, as reported or as quoted in `before`, or None if the article does not say.

    A reported question is given as a question, or as "Whether …?" where it cannot be turned round surely; nothing
    personal is given, and no mere subject ("asked about the letter").
    """
    if attribution.speaker is None:
        return None
    reported = _reported(asked, paragraph, attribution)
    quoted = _quoted(text, attribution, before)
    found = reported or quoted
    return found if found and not personal(found) else None


def _reported(asked: Asked, paragraph: Span, attribution: Attribution) -> str | None:
    # The last question told before the quotation, or in its sentence, in the same paragraph.
    best = None
    low = max(paragraph[0], attribution.quotation.start - _WITHIN)
    names = set((attribution.speaker.name if attribution.speaker else "").split())
    for match in reversed(asked.between(low, max(attribution.quotation.start, attribution.sentence[1]))):
        if re.search(r"\bto\b", match["whom"]):
            continue  # "asked the Met to comment on …" asks for words, not an answer
        is_asked = names & set(match["whom"].split()) or _SOMEBODY.search(match["whom"])
        if is_asked or _PASSIVE.search(asked.masked[max(paragraph[0], match.start() - 24) : match.start()]):
            best = match
            break
    if best is None:
        return None
    what = best["what"]
    if attribution.verb is not None and best.start("what") < attribution.verb <= best.end("what"):
        comma = what.rfind(",", 0, attribution.verb - best.start("what"))
        what = what[: comma if comma > 0 else attribution.verb - best.start("what")]
    end = _ENDS.search(what)
    what = re.sub(r"\s+", " ", what[: end.start()] if end else what).strip(" ,.")
    if subject := _SUBJECT.match(what):
        what = what[subject.end() :]
        if not _ASKS.match(what):
            return None
    return None if len(what.split()) < 3 or _NOT_ABOUT.match(what) else _direct(what)


def _direct(indirect: str) -> str:
    """Return an indirect question turned round where its subject and verb are plain, else as it is."""
    if match := _INDIRECT.match(indirect):
        words = [match["wh"], match["verb"], match["subject"].strip(), match["rest"]]
        indirect = " ".join(word for word in words if word)
    return indirect[0].upper() + indirect[1:] + "?"


def _quoted(text: str, attribution: Attribution, before: Sequence[Attribution]) -> str | None:
    if not before or attribution.continued:
        return None
    last = before[-1]
    asked = last.quotation.text.strip()
    between = text[last.quotation.end : attribution.quotation.start]
    if (
        last.speaker == attribution.speaker
        or not asked.endswith("?")
        or last.fragment
        or between.count("\n\n") > 1
        or len(between) > 200
    ):
        return None
    return asked
