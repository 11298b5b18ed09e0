"""Find who is the subject of a verb of speech, in a sentence whose quotations are masked.

Own rules and not a parser (spaCy, stanza): those need a model of tens of megabytes and milliseconds a sentence, and
what news English does around a quotation is narrow: a subject before its verb, perhaps with an apposition or an
adverbial between, or after it next to the quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from monitor.articles.lexicon import Mention
from monitor.articles.mentions import Mentions
from monitor.articles.words import NOUN_FORMS, VERB, VERBS, WEAK, is_ing

Span = tuple[int, int]

_ADVERBIAL = re.compile(
    r"(?:\b(?:has|had|have|having|also|then|later|previously|again|once|now|even|today|yesterday|tonight|did|"
    r"would|will|could|"
    r"to|went on|goes on|going on|just|further|more recently|recently|still|often|always|never|not|in turn|"
    r"at the time|so far|"
    r"last (?:night|week|month|year)|this (?:week|month|year|morning|afternoon|evening)|earlier|afterwards|"
    r"instead|first|"
    r"(?:was|is|been|were) (?:quoted|reported|heard|recorded|seen|caught|overheard)(?: as)?|himself|herself|"
    r"(?:on |last |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?|"
    r"[a-z]+ly))\s*$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+|also\s+|once\s+|previously\s+|now\s+)*$",
    re.IGNORECASE,
)
_QUOTED_AS = re.compile(r"\b(?:quoted|reported|heard|recorded|seen|caught|overheard)\s+(?:as\s+)?$", re.IGNORECASE)
_PARTICIPLE_BEFORE = re.compile(
    r"(?:^|\b(?:when|if|once|although|though|while|after being|as)\s+)(?:\w+ly\s+)?$", re.IGNORECASE
)
_PASSIVE_WORDS = frozenset(
    "asked told questioned accused described called branded labelled dubbed criticised condemned quoted blamed "
    "dismissed praised hailed reported urged warned informed blasted slammed".split()
)
_PASSIVE_COMPLEMENT = re.compile(
    r"\s+(?:whether|if|about|why|how|what|by|on|when|where|that|of|at|as|to)\b|\s*,", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|from|with|by|at|about|against|in|on|near|between|behind|under|over|into|without|including|"
    r"like|than|"
    r"towards|around|through|via|per)\s+(?:the\s+|both\s+|a\s+|an\s+|our\s+)?$",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"\b(?:of|for|to|from|with|by|at|about|against|in|on|near|between|during|after|before|following|over|into|at)\s+"
    r"(?:[\w'’&-]+\s+){0,4}[\w'’&-]+\s*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"[,\s]*\b(?:who|which|that)\s*$", re.IGNORECASE)
_CONJUNCTION = re.compile(
    r"[,;]?\s*\b(?:and|but|or|before|while|yet|so|by|including|as well as|without)\s*$", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_INTRO = re.compile(
    r"^[\s\"“‘(]*(?:(?:and|but|yet|however|so|then|also|meanwhile|later|when|while|after|as|if|although|though|"
    r"because|that|"
    r"now|today|yesterday|here|there|the|a|our|mr|[a-z]+ly|earlier|instead|(?:this|last) (?:week|month|year|"
    r"morning)|on \w+day|"
    r"in (?:january|february|march|april|may|june|july|august|september|october|november|december))[\s,]+)*$",
    re.IGNORECASE,
)
_OPENS_WITH_PHRASE = re.compile(
    r"\W*(?:[a-z]+ing|asked|pressed|questioned|challenged|quizzed|in|at|on|after|before|during|following|when|under|from|as)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?\s")
_NOUN_PHRASE = re.compile(
    r"(?:^|(?<=[\s\"”’,;(]))(?:the|a|an|one|another|his|her|their|its|my|our|some|many|several|two|three|other)\s+"
    r"(?:[\w'’-]+\s+){0,4}[\w'’-]+$",
    re.IGNORECASE,
)
# "in a statement posted on X": how the text was published, not what it says.
_TEXT_POSTED = re.compile(r"\b(?:statement|letter|message|response|reply|comment|video|report)s?,?\s+$", re.IGNORECASE)
_WHERE_POSTED = re.compile(r"\s+(?:on|to|by|in|at|online|late|last|this|earlier|yesterday)\b", re.IGNORECASE)
# "the front counters were": a verb of speech is followed by no other finite verb.
_AUXILIARY = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did)\b", re.IGNORECASE
)
_DETERMINER = re.compile(
    r"\b(?:the|a|an|his|her|their|its|this|that|such|no|any|of|in|for|so-called|by|to)\s+(?:\w+\s)?$|"
    r"['’]s?\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
_NEVER_INVERTED = frozenset(["tell", "tells", "told", "informed", "assured", "accused", "thanked"])
_TO_SOMEBODY = frozenset(
    "urge urges urged warn warns warned question questions questioned criticise criticises criticised condemn condemns condemned "
    "praise praises praised blame blames blamed call calls called remind reminds reminded press presses pressed".split()
)
_TEXT_FROM = re.compile(
    r"\b(?:statement|letter|email|post|tweet|message)s?\s+(?:from|by|on behalf of)\s+(?:the\s+)?$", re.IGNORECASE
)
_TEXT = r"(?:statement|letter|email|post|tweet|message|response|reply)"
_OWN_TEXT = re.compile(rf"(?:['’]s?\s+(?:\w+\s+){{0,2}}?|(?<=\w)\s+(?:press\s+)?){_TEXT}\s*$", re.IGNORECASE)
# "A letter from the Met to members, seen by the Ledger, says"; "A post on TfL's website said".
_TEXT_FIRST = re.compile(
    rf"\W*(?:an?|the|in an?)\s(?:\w+\s){{0,2}}?(?:{_TEXT}|notice)\s(?:from|by|on behalf of|on)\s(?:the\s)?",
    re.IGNORECASE,
)
_TEXT_SAYS = frozenset("said says say read reads added adds states stated continued continues went".split())
# "declined to comment but pointed to an earlier statement, which said"
_POINTED_TO = re.compile(
    r"\b(?:pointed|referred|directed)\s(?:[\w’']+\s){0,3}?(?:to|towards)\s(?:[\w’']+\s){0,4}"
    r"(?:statement|letter|post|message|response|reply|comment)s?$",
    re.IGNORECASE,
)
_VERB_AT_END = re.compile(rf"(?:{VERB.pattern})$", re.IGNORECASE)
_WINDOW = 120  # characters to the left that a phrase may take
_MOST_VERBS = 24  # in one sentence; what has more is no prose
_WORD = re.compile(r"[A-Za-z]+")
_WORD_BEFORE = re.compile(r"[\w'’-]+$")


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A subject that is nobody known: "a resident", "critics". `words`: as written."""

    words: str


Subject = Mention | Anonymous


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of speech and who is its subject. `inverted`: the subject follows. `passive`: the subject is the agent."""

    start: int
    end: int
    word: str
    subject: Subject
    inverted: bool = False
    passive: bool = False


class Sentence:
    """One sentence of a masked text, with its verbs of speech."""

    def __init__(self, masked: str, mentions: Mentions, span: Span) -> None:
        self.masked, self.mentions, self.start, self.end = masked, mentions, *span

    @cached_property
    def verbs(self) -> list[SpeechVerb]:
        """The verbs of speech with their subjects, in order."""
        out: list[SpeechVerb] = []
        words = _WORD.finditer(self.masked, self.start, self.end)
        matches = [match for match in words if match.group().lower() in VERBS]
        for match in matches if len(matches) <= _MOST_VERBS else []:
            if self._is_noun(match) or self._in_name(match):
                continue
            out.append(self._read(match, out))
        return out

    def _in_name(self, match: re.Match[str]) -> bool:
        return match.group()[0].isupper() and self.mentions.starting_at(match.start()) is not None

    def _is_noun(self, match: re.Match[str]) -> bool:
        # "the report", "his claim", "in reply", "a statement that reads": a determiner makes a noun of it.
        before = self.masked[max(self.start, match.start() - 24) : match.start()]
        after = self.masked[match.end() : match.end() + 2]
        if after[:1] == "-" or before[-1:] == "-" or after in {"'s", "’s"}:
            return True
        posted = match.group().lower() in {"posted", "written", "tweeted", "reported"}
        if posted and _TEXT_POSTED.search(before) and _WHERE_POSTED.match(self.masked, match.end()):
            return True
        if re.search(r"\b(?:an?|every|each)\s+$", before) and not match.group().lower().endswith(("ed", "ing")):
            return True  # "an express bus"
        if match.group().lower() not in NOUN_FORMS:
            return False
        return bool(_DETERMINER.search(before) or _AUXILIARY.match(self.masked, match.end())) or bool(
            re.search(r"\b(?:rejected|denied|made|faced|dismissed)\s+$", before)
        )

    def _read(self, match: re.Match[str], earlier: list[SpeechVerb]) -> SpeechVerb:
        word, start, end = match.group().lower(), match.start(), match.end()
        if is_ing(word):
            return SpeechVerb(start, end, word, self._subject_of_ing(start, earlier))
        if inverted := self._subject_after(start, end):
            return SpeechVerb(start, end, word, inverted, inverted=True)
        if self._is_passive(word, start, end):
            return SpeechVerb(start, end, word, self._agent(end), passive=True)
        before = self.masked[max(self.start, start - 30) : start]
        if re.search(r"\bhaving\s+(?:\w+\s+)?$", before):
            return SpeechVerb(start, end, word, self._subject_of_ing(start, earlier))
        author = self._author() if word in _TEXT_SAYS else None
        return SpeechVerb(start, end, word, author or self.subject_before(start))

    def _author(self) -> Mention | None:
        if first := _TEXT_FIRST.match(self.masked, self.start, self.end):
            return self.mentions.starting_at(first.end())
        return None

    def _is_passive(self, word: str, start: int, end: int) -> bool:
        before = self.masked[max(self.start, start - 60) : start]
        if word == "accused" and self.masked[end : end + 4] == " of ":
            return True
        if _PASSIVE.search(before) and (word.endswith("ed") or word in _PASSIVE_WORDS or word in {"said", "written"}):
            return True
        if word not in _PASSIVE_WORDS:
            return False
        if _PARTICIPLE_BEFORE.search(before.lstrip(' "“‘')):
            return True
        stripped = before.rstrip()
        # "Khan, asked about it, said" and "Khan, told that …, said", but "Tark, the commissioner, told members".
        return stripped.endswith(",") and bool(_PASSIVE_COMPLEMENT.match(self.masked, end))

    def _agent(self, end: int) -> Subject:
        window = self.masked[end : min(self.end, end + 120)]
        for match in re.finditer(r"\bby\s+(?:the\s+|a\s+|an\s+)?", window):
            for at in (end + match.end(), end + match.start() + 3):
                if mention := self.mentions.starting_at(at):
                    return mention
        return Anonymous("")

    def _subject_after(self, start: int, end: int) -> Subject | None:
        before = re.sub(
            r"(?:\b(?:later|also|then|[a-z]+ly)\s+)+$", "", self.masked[max(self.start, start - 40) : start]
        ).rstrip()
        after_quote = before.endswith(('"', '",'))
        if (not after_quote and not before.endswith(",")) or self.masked[start:end].lower() in _NEVER_INVERTED:
            return None
        match = re.match(r"\s+(?:also\s+)?", self.masked[end : self.end])
        if not match:
            return None
        at = end + match.end()
        mention = self.mentions.starting_at(at)
        if mention is None and (article := re.match(r"(?:the|a|an|our)\s+", self.masked[at : self.end], re.I)):
            mention = self.mentions.starting_at(at + len(article.group()))
        if mention is not None and mention.kind != "pronoun":
            rest = self.masked[mention.end : self.end]
            if not after_quote and not re.match(r"\s*(?:[.,;(]|$|(?:on|in|at|during|to|this|last|when|as)\b)", rest):
                return None
            if re.match(r"['’]s?\s", rest):
                return mention if re.match(rf"['’]s?\s(?:\w+\s){{0,2}}?{_TEXT}\b", rest) else Anonymous(rest[:20])
            if re.match(r"\s+(?:said|says|told|asked|was|is|had|has)\b", rest):
                return None
            if self._is_addressed(start, end, rest):
                return None
            return mention
        if after_quote:
            if mention is not None and not re.match(r"\s+\w+", self.masked[mention.end : self.end]):
                return mention  # "said he."
            words = re.match(
                r"(?:(?:the|a|an|one|another|his|her)\s+)[\w'’-]+(?:\s[\w'’-]+){0,3}", self.masked[at : self.end], re.I
            )
            if words:
                return Anonymous(words.group())
        return None

    def _is_addressed(self, start: int, end: int, rest: str) -> bool:
        # "who called it “a promise”, asked the Mayor to explain": whoever follows is spoken to.
        word = self.masked[start:end].lower()
        if word in {"ask", "asks", "asked"} and not re.search(
            r"\?[\"\s,]*$", self.masked[max(self.start, start - 6) : start]
        ):
            return True
        return word in _TO_SOMEBODY and re.match(r"\s+(?:to|over|about|on|for|whether|if|why|how)\b", rest) is not None

    def _subject_of_ing(self, start: int, earlier: list[SpeechVerb]) -> Subject:
        before = _stripped(self.masked, self.start, start)
        if mention := self.mentions.ending_at(before):
            return mention  # "with Khan saying"
        quoted = re.search(r",?\s+as\s+$", self.masked[self.start : start])
        if quoted and (mention := self.mentions.ending_at(self.start + quoted.start())):
            return mention  # "records Khan as saying"
        finite = [verb for verb in earlier if not verb.passive and verb.word not in WEAK and not self._infinitive(verb)]
        if finite:
            return finite[-1].subject
        passive = [verb for verb in earlier if verb.passive]
        if passive:  # "Brandt was criticised for writing"
            auxiliary = _PASSIVE.search(self.masked[max(self.start, passive[-1].start - 60) : passive[-1].start])
            return self.subject_before(passive[-1].start - (len(auxiliary.group()) if auxiliary else 0))
        return self.clause_subject(start)

    def _infinitive(self, verb: SpeechVerb) -> bool:
        before = self.masked[max(self.start, verb.start - 12) : verb.start]
        return bool(re.search(r"\bto\s+$", before)) and not re.search(r"\bon to\s+$", before)

    def subject_before(self, position: int) -> Subject:  # noqa: PLR0912
        """Return the subject of a finite verb at `position`, found by walking left over what may stand between."""
        for _ in range(8):
            position = _stripped(self.masked, self.start, position)
            if position <= self.start:
                return Anonymous("")
            if self.masked[position - 1] in ",)":
                found = self._across_comma(position)
                if found is not None:
                    return found
                position -= 1
                continue
            mention = self.mentions.ending_at(position)
            if mention is not None:
                if not self.is_object(mention):
                    return mention
                preposition = _PREPOSITION.search(self.masked[max(self.start, mention.start - _WINDOW) : mention.start])
                if preposition is None or mention.kind == "pronoun":
                    return mention
                position = mention.start - len(preposition.group())
                if _TEXT_FROM.search(self.masked[max(self.start, position - 40) : mention.start]):
                    return mention  # "A statement from the Met read"
                continue
            left = self.masked[max(self.start, position - _WINDOW) : position]
            if owned := _OWN_TEXT.search(left):
                owner = self.mentions.ending_at(position - len(left) + owned.start())
                if owner is not None and (owner.kind == "body" or not owned.group()[0].isspace()):
                    return owner  # "the Met's statement read"
            if relative := _RELATIVE.search(left):
                end = position - len(left) + relative.start()
                if _POINTED_TO.search(left[: relative.start()]):
                    return self.clause_subject(position)
                bracket = _BRACKET.search(self.masked[self.start : end])
                end = self.start + bracket.start() if bracket else end
                return self.mentions.ending_at(end) or Anonymous(left[-30:].strip())
            if left[-1] in "–—-" and (dash := max(left[:-1].rfind(sign) for sign in "–—")) >= 0:
                return self.ending_before(position - len(left) + dash) or Anonymous(left[dash:].strip())
            if _CONJUNCTION.search(left):
                return self.clause_subject(position)
            if self.masked[position - 1] == '"':
                return Anonymous("")
            if phrase := _PHRASE.search(left):
                position += phrase.start() - len(left)
                continue
            words = _NOUN_PHRASE.search(left)
            if words is None and (verb := _VERB_AT_END.search(left)):
                position += verb.start() - len(left)  # "He added also said": the verbs share their subject
                continue
            words = words or _WORD_BEFORE.search(left)
            return Anonymous(words.group() if words else "")
        return self.clause_subject(position)

    def _across_comma(self, position: int) -> Subject | None:
        # "Susan Hall, the leader of the group, said": whoever is named before the apposition; else who is in it.
        comma = position - 1
        within = self.mentions.ending_at(comma)
        if self.masked[comma - 1 : comma + 1] == "),":
            bracketed = self.ending_before(comma)
            if bracketed is not None and not self.is_object(bracketed):
                return bracketed  # "Khan (Labour), said"
        ends = [self.start + m.start() for m in re.finditer(r",|\)", self.masked[self.start : comma])][-4:]
        named = [m for end in reversed(ends) if (m := self.ending_before(end)) is not None]
        if self.masked[comma] == ")":
            opening = self.masked.rfind("(", self.start, comma)
            return self.ending_before(opening) if opening > self.start else None
        if within is not None and within.kind == "person" and within.full and not self._stands_beside(within):
            return within
        for mention in named:
            if mention.kind in {"person", "spokes", "body", "office", "other", "pronoun"} and not self.is_object(
                mention
            ):
                return mention
        return within

    def _stands_beside(self, mention: Mention) -> bool:
        # "The Mayor, flanked by the Commissioner, Sir Mark Rowley, said": the name of an office that is an object.
        before = self.masked[self.start : mention.start].rstrip()
        office = self.ending_before(self.start + len(before) - 1) if before.endswith(",") else None
        return office is not None and office.kind == "office" and self.is_object(office)

    def ending_before(self, end: int) -> Mention | None:
        """Return the mention that ends at `end`, leaving out white space and a bracket between."""
        end = _right_stripped(self.masked, self.start, end)
        bracket = _BRACKET.search(self.masked[self.start : end])
        return self.mentions.ending_at(self.start + bracket.start() if bracket else end)

    def is_object(self, mention: Mention) -> bool:
        """Whether `mention` follows a preposition or owns what follows ("of Khan", "Khan's")."""
        if _POSSESSIVE.match(self.masked, mention.end):
            return True
        return bool(_PREPOSITION.search(self.masked[max(self.start, mention.start - 24) : mention.start]))

    def clause_subject(self, position: int) -> Subject:
        """Return the subject that a coordinated or dependent verb at `position` shares: the sentence's first."""
        for mention in self.mentions.within(self.start, position):
            if self.is_object(mention):
                continue
            prefix = self.masked[self.start : mention.start]
            opening = prefix[prefix.rfind(",") + 1 :]
            if _INTRO.match(opening) or _PHRASE.fullmatch(opening.strip() + " ") or not opening.strip():
                return mention
            if not _OPENS_WITH_PHRASE.match(prefix):
                break
        words = re.match(r"[\s\"]*((?:[\w'’-]+\s+){0,4}[\w'’-]+)", self.masked[self.start : position])
        return Anonymous(words.group(1) if words else "")

    def is_reported(self, verb: SpeechVerb) -> bool:
        """Whether `verb` is only part of what is said: "wrote that what he told members was …"."""
        if not isinstance(verb.subject, Mention):
            return False
        return bool(
            re.search(r"\bwhat\s+$", self.masked[max(self.start, verb.subject.start - 8) : verb.subject.start], re.I)
        )

    def main_subject(self) -> Subject:
        """Return who the sentence is about: its first mention that is not an object, else nobody."""
        return self.clause_subject(self.end)


def _stripped(masked: str, low: int, position: int) -> int:
    """Return `position` moved left over white space, auxiliaries, adverbs and days."""
    while True:
        position = _right_stripped(masked, low, position)
        match = _ADVERBIAL.search(masked[max(low, position - 40) : position])
        if not match:
            return position
        position -= len(match.group())


def _right_stripped(masked: str, low: int, position: int) -> int:
    while position > low and masked[position - 1].isspace():
        position -= 1
    return position
