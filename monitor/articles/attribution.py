"""Say who spoke each quotation of an article.

A speaker is found, in this order: a verb of speech right before the quotation ("X said: …"), right after it
("… said X", "… X said"), earlier in its sentence ("X said it was '…'"), at the end of its sentence ("…, according to
X"), in a phrase ("X's claim that …", "in X's own words"), or carried over from the quotation before when a paragraph
is nothing but quotation. Otherwise nobody is named. Terms in quotation marks ("so-called '…'") are no quotations.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.articles.clauses import Anonymous, Sentence, SpeechVerb, Subject
from monitor.articles.lexicon import Mention
from monitor.articles.mentions import Mentions
from monitor.articles.speakers import Cast, Speaker
from monitor.articles.words import OTHERS_WORDS, WEAK, is_ing
from monitor.people import Directory
from monitor.text.fold import squash
from monitor.text.quotations import Quotation
from monitor.text.sentences import sentence_spans

Span = tuple[int, int]

_NOT_SPEECH = re.compile(
    r"\b(?:so-called|known as|nicknamed|dubbed|codenamed|titled|entitled|headlined|called for|the (?:words?|"
    r"terms?|phrases?|hashtag|slogan)|"
    r"(?:by |in |of )?the term|using|use(?:s|d)? of|(?:not to|to|not) use|definition of|such as|option|button|"
    r"choose|click)\s*[\"“‘']?$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|n['’]t|refus\w+ to|declin\w+ to|fail\w+ to|without|unable to|rather than)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"[,;]\s*(?:while|whereas|although|though|amid|despite|even though|as critics)\b|;", re.IGNORECASE
)
_ACCORDING = re.compile(r"\b(?:according to|in the (?:words|view|opinion) of)\s+(?:the\s+)?", re.IGNORECASE)
_UTTERANCE = (
    r"(?:answers?|reply|replies|response|claims?|statements?|assertions?|comments?|words?|insistence|"
    r"descriptions?|view|"
    r"promises?|pledge|warnings?|remarks?|letter|message|position|line|stance|assessment|verdict|phrase|"
    r"suggestion|admission|acknowledg\w+|conclusion|explanation)"
)
_OWN_WORDS = re.compile(rf"['’]s?\s+(?:own\s+)?(?:[\w-]+\s+){{0,2}}{_UTTERANCE}\b[^.;]{{0,40}}$", re.IGNORECASE)
_TEXT_FROM = r"(?:(?:\w+\s)?(?:statement|post|letter|message|email)s?\s(?:from|by|on behalf of)\s(?:the\s)?)?"
_WHOSE = r"(?:[A-Z][\w ]{1,40}['’]s?\s+)?"
_PUTS_IT = re.compile(
    r"\s+(?:has |had )?(?:this to say|put it (?:this way|like this|thus|bluntly|simply)):$", re.IGNORECASE
)
_ANSWERS = re.compile(r"(?:answer|repl[yi]|respond|retort|shot|hit)\w*\b", re.IGNORECASE)
_BY_AFTER = re.compile(r"\s*,?\s+by\s+(?:the\s+)?", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?…]$")
_BLANK = re.compile(r"^[\s\ue000\"“”‘’'.,;:!?…–—-]*$")
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|could|can|not|as|that)$", re.IGNORECASE
)
_MERELY_JOINS = re.compile(
    r"^\W*(?:and|but|also|then|later|finally|again|and then|and later|and finally)\W*$", re.IGNORECASE
)
_SIGNED = re.compile(r"\s*[-–—]\s*")
_WAS_THE_REPLY = re.compile(
    r"[\s,]*(?:(?:was|is|came|comes|ran|read)\b[^.\"]{0,30}\b(?:reply|answer|response|verdict|message|"
    r"assessment|line|how|all|what)\b|as)"
    r"\s+(?:of|from|by)?",
    re.IGNORECASE,
)
_OTHERS_CLAIM = re.compile(
    r"\b(?:claims?|findings?|accusations?|allegations?|critici\w+|suggestions?|reports|rumours?|charges?|"
    r"verdict|conclusions?)\s+"
    r"(?:that|of|by|from)\b",
    re.IGNORECASE,
)
_BEFORE_NOW = re.compile(r"\b(?:previously|earlier|once|in the past)\s*$", re.IGNORECASE)
_GRANTS = frozenset(
    "accept accepts accepted accepting agree agrees agreed hope hopes hoped believe believes believed".split()
)
_FRAGMENT_WORDS = 3
_LONGEST_SENTENCE = 1200


@dataclass(frozen=True, slots=True)
class Attribution:
    """One quotation and its speaker (None: nobody is named).

    Attributes:
        sentence: (start, end) of the sentence it begins in.
        verb: offset of the verb of speech, if there is one.
        continued: taken over from the quotation before, or the rest of it behind their verb.
        fragment: words within somebody's sentence, not a sentence of its own.
        term: a term in quotation marks, nobody's words.
        echo: a fragment of what was said at some earlier time that the article does not tell.
    """

    quotation: Quotation
    speaker: Speaker | None
    sentence: Span
    verb: int | None = None
    continued: bool = False
    fragment: bool = False
    term: bool = False
    echo: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A sentence in which somebody acts, by which dates are followed; `spoke`: says something, quoted or reported."""

    sentence: Span
    speaker: Speaker
    spoke: bool = True


@dataclass(frozen=True, slots=True)
class Script:
    """An article's quotations and acts of speech, in order."""

    attributions: tuple[Attribution, ...]
    acts: tuple[Act, ...]


def attribute(
    masked: str,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    mentions: Mentions,
    *,
    directory: Directory,
    published: dt.date,
) -> Script:
    """Return who spoke each of `quotations`, which `masked` masks."""
    return _Reader(masked, quotations, mentions, Cast(directory, published)).read(paragraphs)


class _Reader:
    def __init__(self, masked: str, quotations: Sequence[Quotation], mentions: Mentions, cast: Cast) -> None:
        self.masked, self.mentions, self.cast = masked, mentions, cast
        self.waiting = sorted(quotations, key=lambda q: q.start)
        self.ends = {span for q in quotations for span in q.spans[1:]}
        self.plain_words: set[tuple[str, ...]] = set()  # every two and three words that stand outside quotation marks
        self.done: list[Attribution] = []
        self.acts: list[Act] = []
        self.next = 0
        self.previous: Speaker | None = None  # who spoke last
        self.carry: Speaker | None = None  # who speaks if the next sentence is quotation only

    def read(self, paragraphs: Sequence[Span]) -> Script:
        for start, end in paragraphs:
            words = squash(self.masked[start:end].replace("\ue000", " ")).split()
            self.plain_words.update(pairwise(words))
            self.plain_words.update(zip(words, words[1:], words[2:], strict=False))
        for paragraph in paragraphs:
            self._paragraph(paragraph)
        return Script(tuple(self.done), tuple(self.acts))

    def _paragraph(self, paragraph: Span) -> None:
        start, end = paragraph
        for low, high in sentence_spans(self.masked[start:end]):
            # No sentence is this long: what has no full stops is cut, so that reading stays linear in the text.
            for cut in range(low, high, _LONGEST_SENTENCE):
                span = (start + cut, start + min(high, cut + _LONGEST_SENTENCE))
                self._sentence(Sentence(self.masked, self.mentions, span), paragraph)

    def _sentence(self, sentence: Sentence, paragraph: Span) -> None:
        quoted: list[Quotation] = []
        while self.next < len(self.waiting) and self.waiting[self.next].start < sentence.end:
            quoted.append(self.waiting[self.next])
            self.next += 1
        only_quotation = _BLANK.match(self.masked[sentence.start : sentence.end]) is not None
        if only_quotation and not quoted:
            return  # a further paragraph of a quotation
        speakers: list[Speaker] = []
        for quotation in quoted:
            attribution = self._attribute(quotation, sentence, paragraph, only_quotation)
            self.done.append(attribution)
            if attribution.speaker is not None and not attribution.term:
                speakers.append(attribution.speaker)
        if not only_quotation or speakers:
            self._after(sentence, speakers)

    def _after(self, sentence: Sentence, speakers: list[Speaker]) -> None:
        verbs = [v for v in sentence.verbs if not v.passive and not (v.word in WEAK and not v.inverted)]
        reported = [self.cast.speaker(verb.subject, sentence) for verb in verbs]
        subject = speakers[0] if speakers else None
        if subject is None:
            main = sentence.main_subject()
            subject = self.cast.speaker(main, sentence) if isinstance(main, Mention) else None
            subject = subject or (reported[0] if reported else None)
        self.cast.hear(sentence, subject, speakers + reported)
        heard = {who.key: who for who in speakers + reported}
        for who in heard.values():
            self.acts.append(Act((sentence.start, sentence.end), who))
        if subject is not None and subject.key not in heard:
            self.acts.append(Act((sentence.start, sentence.end), subject, spoke=False))
        text = self.masked[sentence.start : sentence.end].rstrip()
        if speakers:
            self.carry = speakers[-1]
        elif text.endswith(":"):
            self.carry = reported[-1] if reported else subject
        else:
            self.carry = None

    def _attribute(self, quotation: Quotation, sentence: Sentence, paragraph: Span, only: bool) -> Attribution:
        span = (sentence.start, sentence.end)
        fragment = self._is_fragment(quotation, sentence)
        if fragment and self._is_term(quotation, sentence):
            return Attribution(quotation, None, span, fragment=True, term=True)
        if self._is_broken_off(quotation, sentence):
            last = self.done[-1]
            return Attribution(quotation, last.speaker, span, last.verb, continued=True)
        for find in (self._right_before, self._right_after, self._earlier, self._at_end, self._in_phrase):
            found = find(quotation, sentence, paragraph)
            if found is not None:
                subject, verb = found
                speaker = self.cast.speaker(subject, sentence, but=self._questioner(verb))
                echo = fragment and verb is not None and _BEFORE_NOW.search(self.masked[max(0, verb - 30) : verb])
                return Attribution(quotation, speaker, span, verb, fragment=fragment, echo=bool(echo))
        if not only and self.carry is not None and _MERELY_JOINS.match(self.masked[sentence.start : quotation.start]):
            return Attribution(quotation, self.carry, span, continued=True)
        if only and not fragment and self.carry is not None and self._goes_on(quotation, span):
            return Attribution(quotation, self.carry, span, continued=True)
        if not fragment and self._continues(quotation, sentence):
            return Attribution(quotation, self.done[-1].speaker, span, continued=True)
        return Attribution(quotation, None, span, fragment=fragment)

    def _is_broken_off(self, quotation: Quotation, sentence: Sentence) -> bool:
        # “It is a start,” said X, who leads it, “but …”: one verb between two halves.
        last = self.done[-1] if self.done else None
        if last is None or last.verb is None or last.term or not last.quotation.text.rstrip().endswith(","):
            return False
        between = [verb for verb in sentence.verbs if last.quotation.end <= verb.start < quotation.start]
        return [verb.start for verb in between] == [last.verb]

    def _questioner(self, verb: int | None) -> Speaker | None:
        # "…?" – "…," she answered: whoever asked does not answer.
        if verb is None or not self.done or not _ANSWERS.match(self.masked, verb):
            return None
        return self.done[-1].speaker if self.done[-1].quotation.text.rstrip().endswith("?") else None

    # Each of the finders returns (subject, offset of the verb) or None.

    def _right_before(self, quotation: Quotation, sentence: Sentence, _: Span) -> tuple[Subject, int | None] | None:
        verb = self._verb_before(quotation, sentence)
        before = self.masked[sentence.start : quotation.start].rstrip()
        if before.endswith(":") and (put := _PUTS_IT.search(before)):
            mention = sentence.ending_before(sentence.start + put.start())
            return (mention, None) if mention is not None else None
        if verb is not None and not _NEGATED.search(self.masked[max(sentence.start, verb.start - 30) : verb.start]):
            gap = self.masked[verb.end : quotation.start]
            if gap.rstrip().endswith(":") or not gap.strip(" ,"):
                if verb.inverted and '"' in self.masked[sentence.start : verb.start]:
                    return verb.subject, verb.start
                return verb.subject, verb.start
        if before.endswith(":"):
            end = len(before) - 1 + sentence.start
            mention = sentence.ending_before(end)
            if mention is not None and verb is None and not sentence.is_object(mention):
                return mention, None  # "Khan: “…”"
            subject = sentence.clause_subject(quotation.start)
            if verb is None and isinstance(subject, Mention) and len(self.masked[subject.end : end].split()) == 1:
                return subject, None  # "and she ended: “…”"
        return None

    def _right_after(
        self, quotation: Quotation, sentence: Sentence, paragraph: Span
    ) -> tuple[Subject, int | None] | None:
        tail = Sentence(self.masked, self.mentions, (quotation.end, self._tail_end(quotation, paragraph)))
        last = re.sub(r"[\s”’\"']+$", "", quotation.text)[-1:]
        verb = next((v for v in tail.verbs if v.inverted or not is_ing(v.word)), None)
        if verb is None:
            return None
        between = self.masked[quotation.end : verb.start]
        if verb.inverted or re.fullmatch(r"[\s,]*(?:(?:later|also|then|[a-z]+ly)\s+)*", between):
            if isinstance(verb.subject, Anonymous) and not verb.inverted:
                inverted = Sentence(self.masked, self.mentions, (quotation.end - 1, tail.end)).verbs
                if not inverted or not inverted[0].inverted:
                    return None
                return inverted[0].subject, inverted[0].start
            return (verb.subject, verb.start) if verb.inverted else None
        if verb.passive:
            return None
        if last == "." and not between.lstrip().startswith(","):
            return None  # a new sentence, about what comes next
        if isinstance(verb.subject, Mention):
            lead = self.masked[quotation.end : verb.subject.start]
            if not re.fullmatch(r"[\s,]*(?:(?:the|a|an|as|but|our|and)\s+)?" + _TEXT_FROM + _WHOSE, lead):
                return None
            if last != "," and self.masked[verb.end : tail.end].lstrip()[:1] == ":":
                return None  # "Asked whether it was “a promise”, the Mayor said: …" leads to what comes next
            return verb.subject, verb.start
        if verb.subject.words.lower() in {"and", "but", "or", "then", "while", "before", "after", "as"}:
            return None
        lead = between[: between.find(verb.subject.words)] if verb.subject.words in between else between
        return (verb.subject, verb.start) if verb.subject.words and re.fullmatch(r"[\s,]*", lead) else None

    def _tail_end(self, quotation: Quotation, paragraph: Span) -> int:
        # The quotation may end in a later paragraph than it began in: the line it ends on, up to the next mark.
        line = self.masked.find("\n", quotation.end)
        end = min(quotation.end + 240, line if line >= 0 else len(self.masked))
        mark = self.masked.find('"', quotation.end, end)
        end = mark if mark >= 0 else end
        stop = re.search(r"[.!?](?:\s|$)", self.masked[quotation.end : end])
        if stop and not re.search(
            r"\b(?:Mr|Mrs|Ms|Dr|St|Cllr|Prof)$", self.masked[quotation.end : quotation.end + stop.start()][-6:]
        ):
            end = quotation.end + stop.end()
        return end

    def _earlier(self, quotation: Quotation, sentence: Sentence, _: Span) -> tuple[Subject, int | None] | None:
        verb = self._verb_before(quotation, sentence)
        if verb is None:
            return None
        gap = self.masked[verb.end : quotation.start]
        own = re.search(r"\bas\s+$", gap) or (verb.word in _GRANTS and re.match(r"\s+that\b", gap))
        others = verb.word in OTHERS_WORDS and not own  # but "dismissed it as “gossip”", "accepted that it was “slow”"
        others = others or _OTHERS_CLAIM.search(gap) is not None
        if others or _NEGATED.search(self.masked[max(sentence.start, verb.start - 30) : verb.start]):
            return Anonymous(""), verb.start
        if _CONTRAST.search(gap) or _ACCORDING.search(gap):
            return None
        return verb.subject, verb.start

    def _at_end(self, quotation: Quotation, sentence: Sentence, _: Span) -> tuple[Subject, int | None] | None:
        for match in _ACCORDING.finditer(self.masked, sentence.start, sentence.end):
            mention = self.mentions.starting_at(match.end()) or self.mentions.starting_at(match.end() - 4)
            if mention is None or re.match(r"['’]s?\s", self.masked[mention.end : mention.end + 3]):
                return Anonymous(""), None
            return mention, None
        for verb in sentence.verbs:
            if verb.start < quotation.end or verb.passive:
                continue
            if verb.inverted:
                return verb.subject, verb.start
            ends = re.match(r"\s*(?:[.!?]|$)", self.masked[verb.end : sentence.end])
            before = self.masked[sentence.start : verb.subject.start] if isinstance(verb.subject, Mention) else ""
            if ends and before.rstrip().endswith(","):
                return verb.subject, verb.start
        return None

    def _in_phrase(self, quotation: Quotation, sentence: Sentence, _: Span) -> tuple[Subject, int | None] | None:
        if agent := _BY_AFTER.match(self.masked, quotation.end):
            mention = self.mentions.starting_at(agent.end()) or self.mentions.starting_at(agent.end() - 4)
            if mention is not None and any(verb.passive for verb in sentence.verbs):
                return mention, None
        if told := _WAS_THE_REPLY.match(self.masked, quotation.end, sentence.end):
            within = self.mentions.within(told.start(), sentence.end)
            if within and within[0].start < told.end() + 40:
                return within[0], None
        if signed := _SIGNED.match(self.masked, quotation.end):
            mention = self.mentions.starting_at(signed.end())
            line = self.masked[quotation.end : quotation.end + 120].split("\n")[0]
            if mention is not None and len(line) < 100 and not re.search(r"[.!?]\s", line):
                return mention, None  # “…” – Sir Mark Rowley, Commissioner
        for mention in reversed(self.mentions.within(sentence.start, quotation.start)):
            after = self.masked[mention.end : quotation.start]
            if mention.kind in {"person", "office", "other", "body", "spokes"} and _OWN_WORDS.match(after):
                return mention, None
        return None

    def _verb_before(self, quotation: Quotation, sentence: Sentence) -> SpeechVerb | None:
        for verb in reversed(sentence.verbs):
            if verb.end > quotation.start or sentence.is_reported(verb):
                continue
            gap = self.masked[verb.end : quotation.start]
            near = len(gap.split()) <= 2 or gap.rstrip().endswith(":")
            if verb.word in WEAK and not near and not verb.inverted:
                continue
            return verb
        return None

    def _continues(self, quotation: Quotation, sentence: Sentence) -> bool:
        # "…," said Rowley. "…" in one sentence: the second half of what was broken off.
        if not self.done or not self.done[-1].speaker or self.done[-1].sentence != (sentence.start, sentence.end):
            return False
        return self.done[-1].quotation.end < quotation.start

    def _goes_on(self, quotation: Quotation, span: Span) -> bool:
        # A paragraph that is nothing but a quotation goes on with the one before if it is set and ended as that is;
        # else it is a cross-head or a pull quote, which may be anybody's.
        last = self.done[-1].quotation if self.done else None
        if last is None or self.masked[max(0, span[0] - 40) : span[0]].rstrip().endswith(":"):
            return True
        return last.kind == quotation.kind and _ENDS_SENTENCE.search(quotation.text) is not None

    def _is_fragment(self, quotation: Quotation, sentence: Sentence) -> bool:
        words = quotation.text.split()
        before = self.masked[sentence.start : quotation.start].rstrip()
        starts_sentence = not before or before[-1] in ":,."
        ends_sentence = bool(re.search(r"[.!?…,]['’\"”]?$", quotation.text))
        if len(quotation.pieces) > 1:
            return False
        if starts_sentence and (ends_sentence or len(words) > _FRAGMENT_WORDS):
            return False
        return not (words[0][:1].isupper() and ends_sentence and len(words) > _FRAGMENT_WORDS)

    def _is_term(self, quotation: Quotation, sentence: Sentence) -> bool:
        before = self.masked[max(sentence.start, quotation.start - 40) : quotation.start].rstrip()
        if _NOT_SPEECH.search(before):
            return True
        words = squash(quotation.text)
        if _PREDICATE.search(before) or words.startswith(("no ", "not ", "never ")):
            return False
        return tuple(words.split()) in self.plain_words
