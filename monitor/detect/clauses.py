"""Which parts of a statement its speaker asserts, and how firmly.

A quotation, a question, a condition, what others say and what was said earlier are not the speaker's position on the
day. `Asserted.weight` answers for any place in a statement: 1 for a plain assertion, 0 for what does not count, less
than 0 for a claim that is named in order to be rejected. English patterns, each linear (RE2).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import re2

from monitor.text.fold import fold
from monitor.text.sentences import sentence_spans

_QUOTES = [re.compile(r'"[^"]{2,600}"'), re.compile(r"(?<![\w])'(?=\w)[^\n]{2,400}?[\w.,!?]'(?!\w)")]
_OWN = re.compile(
    r"\b(?:police|commissioner|met|engineers?|officers|officials?|experts?|laboratory|hospital|inspectors?|tfl|"
    r"brigade|"
    r"advisers?|auditors?|inquiry|review|scientists?|doctors?|i|we|my|our|us|borough|council|mayor|deputy|team|"
    r"contractors?|"
    r"operator|department|service|spokesperson)\b"
)
_SAYS = (
    r"says?|said|tells?|told|writes?|wrote|thinks?|believes?|argues?|argued|insists?|insisted|suggests?|"
    r"suggested|"
    r"called (?:it|this|that|them|us|me|the [a-z]+ (?:a|un|im|in)[a-z]*)|complains? that|complained|shouts?|"
    r"shouted|describes?|described|"
    r"puts? it|put about|asserts?|wants? me to say|(?:fears?|feels?) that"
)
_CLAIMS = (
    r"claims? (?:that|to|it|he|she|they|there|we|the)|claimed|alleges?|alleged|accuses?|accused|pretends? "
    r"(?:that|to)|implies|implied|"
    r"would have (?:us|you|people) believe"
)
_NO_SUBJECT = re.compile(
    r"the|a|an|this|that|any|no|his|her|their|as|like|been|be|was|were|is|are|often|not|never|have|has|had|to"
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|my|our)\b")

_REPORT = re2.compile(
    rf"(?:^|[,;:] |\b(?:and|but|although|while|that|because) )((?:[a-z0-9'\"-]+ ){{1,7}}?)(?:(?:has|have|had|"
    rf"also|once|still|now|even|recently) ){{0,2}}(?:({_SAYS})|({_CLAIMS}))\b"
)
_CLAIM_NOUN = re2.compile(
    r"\b(?:claims?|suggestions?|allegations?|idea|notion|rumou?rs?|assertion|accusation|myth|story|premise|"
    r"impression|"
    r"assumption|theory) (?:that|of)\b[^,;:]*"
)
_LINK = re.compile(r"\b(?:why|that|what|how|when|and|but|because|if)\b ?")
_REJECTED = re2.compile(
    r"\b(?:reject|refute|dispute|den(?:y|ies)|no truth|untrue|not true|false|nonsense|baseless|wrong|unfounded|"
    r"groundless|"
    r"without foundation|not the case|(?:do|does) not (?:accept|recognise|agree)|don't (?:accept|recognise|"
    r"agree)|fiction|"
    r"mistaken|misleading|nothing in)\w*"
)
_NEXT_REJECTS = re2.compile(
    r"^(?:but |well, |chair, |in fact )?(?:(?:i|we) (?:think|believe|am afraid|are afraid) (?:that )?)?(?:"
    r"(?:that|it|this|he|she|they)(?: is| was| are| were|'s|'re)(?: simply| just| plainly| quite| flatly)? "
    r"(?:not (?:so|true|the case|our "
    r"view|my view|our position|right|correct|what|my|our)|untrue|false|nonsense|wrong|mistaken|misinformed|"
    r"incorrect|a myth|rubbish)|"
    r"(?:that|it|this) (?:isn't|wasn't) (?:so|true|the case|right)|"
    r"(?:our|the|my) [a-z]+ (?:shows?|says?|tells?|suggests?) (?:otherwise|the opposite|something else|a "
    r"different)|the opposite is (?:true|the case)|"
    r"(?:i|we) (?:can|could) no longer|(?:i was|we were) (?:wrong|mistaken)|that was (?:an error|a mistake)|"
    r"(?:i|we) (?:disagree|(?:do not|don't|cannot|can't) (?:agree|accept|recognise|believe|share)|reject))"
)
_NEXT_CONFIRMS = re2.compile(
    r"^(?:and |well, |chair, )?(?:it|he|she|they|that|this)(?: is| are| was| were|'s|'re)(?: quite| absolutely|"
    r" entirely| perfectly)? "
    r"(?:right|correct|true|so|the case)\b"
)
_ECHO = re2.compile(
    r"^(?:but |in fact |well, |yes, |no, )?(?:they|it|there|he|she|we|i|that) (?:is|are|was|were|did|does|do|"
    r"has|have|had|will|would|can)"
    r"( not|n't)?[.!]$"
)
_INLINE_REJECTS = re2.compile(
    r"\b(?:which|that|this|and it) is (?:simply |just |plain |quite )?(?:nonsense|wrong|untrue|false|not true|"
    r"not so|not the case|absurd|ridiculous|"
    r"misleading|a myth|rubbish)\b"
)
_NOT = re2.compile(r"\b(?:not|no|never|none|nothing|nobody)\b|n't\b")
_CORRECTS = re2.compile(
    r"\b(?:(?:correct|right|true|actual|real|revised|proper) (?:number|figure|total|count|answer|sum)|"
    r"(?:number|figure|total|count) "
    r"(?:that )?(?:i|we) should have|it (?:was|is) (?:in fact |actually |at least |about |nearer )?[0-9]|"
    r"should have (?:been|read|said) [a-z ]{0,12}[0-9]|"
    r"(?:number|figure|total|count) (?:is|was|should be|should have been) )"
)
_EARLIER = re2.compile(
    r"(?:^|[^a-z])((?:as |like |what )?)(?:(?:i|we|the mayor|my predecessor|my office|this office|the met|the "
    r"force|they) "
    r"(?:also |then |previously |earlier |once |first |originally |initially ){0,2}"
    r"(?:said|told|wrote|stated|informed|thought|believed|assumed|announced|quoted|(?:answered|replied|"
    r"reported|expected) that|"
    r"gave (?:it|you|a|the|my|that|an?|them|him|her|members?) ?(?:[a-z]+ )?(?:as|of|figure|number|total|"
    r"answer))"
    r"|(?:my|our) (?:[a-z-]+ ){0,2}(?:answer|reply|response|letter|statement|count|figure|estimate)"
    r"(?: [a-z0-9]+){0,6}? (?:said|stated|gave|was|had|put)|(?:my|our) (?:position|view|line|assessment) "
    r"(?:then |at that time )?was(?: [a-z]+)? (?:that|to))\b"
)
_STILL = re2.compile(
    r"\b(?:still|again|remains?|stand by|unchanged|(?:has|have) not (?:changed|moved)|hasn't changed|the same|"
    r"repeat|no different)\b"
)
_NOT_SAYING = re2.compile(
    r"\b(?:not|n't|never|no one|nobody|neither|nor)(?: [a-z]+){0,2} (?:say|says|said|saying|claim|claimed|"
    r"claiming|suggest|"
    r"suggested|suggesting|pretend|pretending|implied|implying)\b"
)
_CONDITION = re2.compile(
    r"\b(?:if|unless|whether|were (?:we|i|it|he|she|they|there|that|this|traffic|(?:the|a|any) [a-z]+) to|in "
    r"the event|should (?:it|that|there|they|any)|suppose|supposing|"
    r"provided that|assuming)\b"
)
_HAD = re2.compile(r"^had (?:the|it|we|they|i|there|any|that|this|he|she)\b[^,]*,")
_MODAL_END = re2.compile(r"[,;:]| - |\b(?:then|depends?|will depend|is a matter|remains)\b")
# "Whether cars return | is not known": the verb after a clause that begins the sentence.
_FACT_END = re2.compile(r"[,;:]| (?:is|are|was|remains?|will depend|depends?|has|cannot) ")
_PAST = re2.compile(r"\b(?:ago|formerly|in the past|at that time|back then|used to|once was|historically)\b")
_ELSEWHERE = re2.compile(
    r"\b(?:elsewhere|another (?:city|force|company|operator|line|borough|country|make)|in other (?:cities|"
    r"parts|towns|forces|countries|places)|other (?:cities|forces|towns)|abroad|"
    r"in (?:greater manchester|manchester|birmingham|leeds|liverpool|bristol|sheffield|newcastle|glasgow|"
    r"edinburgh|cardiff|"
    r"nottingham|bradford|rotherham|rochdale|oldham|telford|leicester|scotland|wales|paris|new york|berlin|"
    r"amsterdam|"
    r"the west midlands|merseyside|west yorkshire|south yorkshire|kent|essex|surrey|hertfordshire|the north))\b"
)
_BOUNDARY = re2.compile(
    r"[;:]| - |, (?:but|and|because|which|who|although|though|while|whereas|so|yet|nor|or|since|with)\b| but | "
    r"although | "
    r"whereas | because |, however| and (?:it|we|they|i|he|she|there|this|that) |\((?:[^)]*)\)"
)
_TURN = re2.compile(r"[;]| - |,? but |,? yet |,? and (?:i|we) ")


LONGEST = 1500  # characters of a sentence; prose has none so long, lists and tables do
_REJECTION = -0.75  # how far a claim that is rejected speaks for its opposite


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's span and whether it is a question."""

    start: int
    end: int
    question: bool


@dataclass(frozen=True, slots=True)
class _Mask:
    start: int
    end: int
    weight: float
    kind: str = ""


class Asserted:
    """A statement divided into sentences and clauses, with what its speaker asserts.

    Args:
        text: the statement.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        quotes = _quoted(self.folded)
        bare = _blank(self.folded, quotes)
        self.sentences = [
            Sentence(start, end, bare[start:end].rstrip("\"') ").endswith("?")) for start, end in _bounded(text)
        ]
        self._ends = [sentence.end for sentence in self.sentences]
        self._segments = list(_split(self.folded, self.sentences))
        self._masks = [_Mask(start, end, 0.0) for start, end in quotes]
        for sentence in self.sentences:
            self._masks += _masks(bare, sentence)
        self._masks = [self._answered(mask) for mask in self._masks]
        self._by_sentence: dict[int, list[_Mask]] = {}
        for mask in self._masks:
            for index in range(self.sentence_of(mask.start), self.sentence_of(max(mask.start, mask.end - 1)) + 1):
                self._by_sentence.setdefault(index, []).append(mask)
        earlier = min((mask.end for mask in self._masks if mask.kind == "earlier"), default=None)
        self.corrects = earlier is not None and _CORRECTS.search(self.folded, earlier) is not None

    def _masks_at(self, position: int) -> Iterator[_Mask]:
        for mask in self._by_sentence.get(self.sentence_of(position), ()):
            if mask.start <= position < mask.end:
                yield mask

    def weight(self, start: int, *, standing: bool = False, hedged: bool = False) -> float:
        """Return how far the words from `start` are asserted: 1 fully, 0 not at all, below 0 if rejected.

        Args:
            start: where the words begin.
            standing: count what was said earlier, if only the number in it is corrected now.
            hedged: count conditions too: "whether it opens" is itself a way of leaving open.
        """
        out = 1.0
        for mask in self._masks_at(start):
            skipped = (standing and mask.kind == "earlier" and self.corrects) or (hedged and mask.kind == "condition")
            if not skipped:
                out = mask.weight * abs(out) if out < 0 or mask.weight < 0 else out * mask.weight
        return out

    def _answered(self, mask: _Mask) -> _Mask:
        """Return the mask of another's claim, turned round if what follows rejects it, lifted if it is confirmed."""
        index = self.sentence_of(mask.start)
        own = self.sentences[index]
        if mask.weight or mask.kind in {"condition", "rejects"} or own.question:
            return mask
        claim = self.folded[mask.start : mask.end]
        if _INLINE_REJECTS.search(self.folded[mask.end : own.end]) or _INLINE_REJECTS.search(claim):
            return replace(mask, weight=_REJECTION)
        following = self.sentences[index + 1] if index + 1 < len(self.sentences) else None
        if following is None:
            return mask
        reply = _replies_to(claim, self.folded[following.start : following.end])
        return replace(mask, weight=reply) if reply < 0 or mask.kind != "earlier" else mask

    def is_earlier(self, start: int) -> bool:
        """Whether the words from `start` report what the speaker said before."""
        return any(mask.kind == "earlier" for mask in self._masks_at(start))

    def sentence_of(self, position: int) -> int:
        """Return the index of the sentence that holds `position`."""
        return min(bisect_right(self._ends, position), max(0, len(self.sentences) - 1))

    def segments(self) -> Iterator[tuple[int, int, int]]:
        """Yield (start, end, sentence index) of the clauses, in order."""
        yield from self._segments

    def segment_of(self, position: int) -> tuple[int, int]:
        """Return the clause that holds `position`."""
        at = bisect_right(self._segments, position, key=lambda segment: segment[0]) - 1
        start, end, _ = self._segments[at] if at >= 0 else (0, len(self.text), 0)
        return (start, end) if position < end else (0, len(self.text))


def _bounded(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences; one longer than `LONGEST` in pieces, so that no text takes more than linear time."""
    for first, end in sentence_spans(text):
        start = first
        while end - start > LONGEST:
            cut = text.rfind(" ", start, start + LONGEST)
            cut = cut if cut > start else start + LONGEST
            yield start, cut
            start = cut + (text[cut] == " ")
        if end > start:
            yield start, end


def _split(folded: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, int]]:
    for index, sentence in enumerate(sentences):
        start = sentence.start
        for match in _BOUNDARY.finditer(folded[sentence.start : sentence.end]):
            end = sentence.start + match.start()
            if end > start:
                yield start, end, index
            start = end
        if start < sentence.end:
            yield start, sentence.end, index


def _replies_to(claim: str, following: str) -> float:
    """Return the weight that the sentence after a claim gives it: below 0 if it rejects it, 0 if it is silent."""
    if _NEXT_REJECTS.search(following):
        return _REJECTION
    if _NEXT_CONFIRMS.search(following):
        return 0.9
    if echo := _ECHO.search(following):  # "The fans failed." "They did not."
        return 0.8 if (echo.group(1) is not None) == (_NOT.search(claim) is not None) else -0.8
    return 0.0


def _quoted(folded: str) -> list[tuple[int, int]]:
    spans = [match.span() for pattern in _QUOTES for match in pattern.finditer(folded)]
    spans = [(start, end) for start, end in spans if " " in folded[start:end]]
    if sum(end - start for start, end in spans) > 0.7 * len(folded):
        return []  # the statement itself stands in quotation marks
    return spans


def _blank(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    chars = list(folded)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _masks(folded: str, sentence: Sentence) -> Iterator[_Mask]:
    offset, text = sentence.start, folded[sentence.start : sentence.end]
    if sentence.question:
        yield _Mask(offset, sentence.end, 0.0)
        return
    if (match := _NEXT_REJECTS.search(text)) is not None:
        yield _Mask(offset, offset + match.end(), 0.0, "rejects")
    yield from _reports(text, offset)
    yield from _conditions(text, offset)
    for match in _NOT_SAYING.finditer(text):
        if not text.startswith(" otherwise", match.end()):
            yield _Mask(offset + match.start(), offset + _until(text, match.end(), _TURN), 0.0)
    for pattern, weight in ((_PAST, 0.4), (_ELSEWHERE, 0.2)):
        for match in pattern.finditer(text):
            start, end = _around(text, match.start())
            yield _Mask(offset + start, offset + end, weight)


def _reports(text: str, offset: int) -> Iterator[_Mask]:
    rejected = _REJECTED.search(text) is not None
    for match in _CLAIM_NOUN.finditer(text):
        yield _Mask(offset + match.start(), offset + match.end(), _REJECTION if rejected else 0.0)
    for match in _EARLIER.finditer(text):
        if not match.group(1) and not _STILL.search(text):
            yield _Mask(offset + match.start(), offset + _until(text, match.end(), _TURN), 0.0, "earlier")
    for match in _REPORT.finditer(text):
        whole = match.group(1).rstrip()
        subject = _LINK.split(whole)[-1] or "it"
        claims = match.group(3) is not None  # a body that "claims" is not relied on, one that "says" is
        if _NO_SUBJECT.fullmatch(subject.split()[-1]) or (_FIRST_PERSON if claims else _OWN).search(subject):
            continue
        start = match.start(1) + max(0, whole.rfind(subject))
        yield _Mask(offset + start, offset + _until(text, match.end(), _TURN), 0.0)


def _conditions(text: str, offset: int) -> Iterator[_Mask]:
    if (match := _HAD.search(text)) is not None:  # "had it failed, we would know": it did not
        yield _Mask(offset, offset + match.end(), -0.6, "condition")
        yield _Mask(offset + match.end(), offset + _until(text, match.end(), _TURN), 0.25, "condition")
    covered = 0
    for match in _CONDITION.finditer(text):
        if match.start() < covered:
            continue
        opens = match.group() == "whether" and not match.start()
        end = _until(text, match.end(), _FACT_END if opens else _MODAL_END)
        covered = end
        yield _Mask(offset + match.start(), offset + end, 0.0, "condition")
        if not match.group().startswith(("whether", "should")):
            # What follows from a condition is no position either, but a main clause may still hold one.
            yield _Mask(offset + end, offset + _until(text, end, _TURN), 0.25, "condition")
            yield _Mask(offset, offset + match.start(), 0.7, "condition")


def _until(text: str, start: int, boundary: re2._Regexp) -> int:
    match = boundary.search(text, start)
    return match.start() if match else len(text)


def _around(text: str, position: int) -> tuple[int, int]:
    start = 0
    for match in _BOUNDARY.finditer(text):
        if match.start() > position:
            return start, match.start()
        start = match.start()
    return start, len(text)
