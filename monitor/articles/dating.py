"""When, and how, each quotation of an article was said.

A date counts if it tells when somebody spoke: before the verb ("In February, Khan said"), close after it ("told the
Assembly on Thursday") or after the quotation. Where a sentence has none, the scene it belongs to gives it: the same
paragraph; the same speaker going on ("he added"); "the exchange ended with"; else the speaker's appearance that the
article reports; else the article's own date.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from monitor.articles.attribution import Act, Attribution, Script
from monitor.articles.occasions import Occasion, forum_of, occasion
from monitor.articles.speakers import Speaker
from monitor.text.dates import DateMention, find_dates

Span = tuple[int, int]
DateBasis = Literal["stated", "relative", "article"]
Medium = Literal["oral", "press"]

_NOT_THE_DATE = re.compile(
    r"\b(?:since|until|till|by|before|after|between|from|to|due|than|ahead of|prior to|deadline|following|"
    r"back to|and)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OF_A_TEXT = re.compile(
    r"\b(?:reports?|stud(?:y|ies)|audit|review|inspection|inquiry|figures?|data|published|announced|launched|"
    r"elected|appointed|"
    r"budget|strategy|election|incident|attack|fire|case|crime|killed|arrested|offences?|increase|rise|resigned|"
    r"opened|closed|"
    r"introduced|promised|pledged|agreed|released|year|months?|weeks?|the)\s+(?:(?:in|of|on|from|for|back in|"
    r"early|late)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_ORAL = re.compile(
    r"\btold\s+(?:(?:a|the|last|this|\w+day['’]s)\s+)?(?:[\w'’-]+\s+){0,4}(?:assembly|committee|meeting|hearing|"
    r"members|mps|councillors|"
    r"chamber|radio|bbc|lbc|itv|sky|conference|session|inquiry|audience|panel)\b|\b(?:told|answered|"
    r"replied to) (?:reporters|journalists|"
    r"ms|mr|sir|him|her|them)\b|question time\b|\b(?:police and crime|transport|budget|plenary|oversight|"
    r"environment|housing|economy|health|"
    r"fire\w*|audit)[\w, ]{0,30} committee\b|\b(?:during|at|in|to)\s+(?:(?:a|the|an|one|that|this|last|"
    r"\w+day['’]s|his|her)\s+)"
    r"(?:[\w-]+\s+){0,3}(?:meeting|debate|hearing|exchange|session|interview|press conference|briefing|speech|evidence|"
    r"grilling)\b|\bthe (?:exchange|debate|hearing)\b|\b(?:fielding|under|in response to|taking|"
    r"answering) (?:\w+[\s-]){0,3}question(?:s|ing)?\b|\bspeaking\s+(?:to|at|on|in|during|"
    r"after)\b|\b(?:city hall|london assembly) (?:has been|was) told\b|\bread (?:out )?a (?:prepared )?statement\b|"
    r"\b(?:asked|pressed|challenged|quizzed|questioned|grilled)\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:letter|in (?:a|its|his|her|their|the)(?: \w+)? (?:statement|email|post|tweet|response|press release)|"
    r"wrote|written|posted|tweeted|statement)\b",
    re.IGNORECASE,
)
_SAME_SCENE = re.compile(
    r"^\W*(?:during|at|in)?\s*(?:the|that|this|the same)\s+(?:same\s+)?(?:exchange|debate|meeting|hearing|"
    r"session|interview|discussion|row|"
    r"conversation|letter|appearance)\b|\b(?:at|during) the same\b|\blater in the (?:meeting|session|hearing|debate)\b|"
    r"^\W*(?:(?:a few |some )?(?:moments?|minutes|seconds)|shortly|immediately)\s+(?:later|afterwards|after)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^\W*(?:(?:however|but|and|then|later|instead|yet|also|in (?:response|reply)|responding|asked|pressed|"
    r"when (?:asked|pressed))\b[^.]{0,80}?)?\b(?:he|she|they)\b"
    r"|\b(?:added|adding|continued|went on|replied|responded|in response|in reply|repeated|concluded)\b",
    re.IGNORECASE,
)
_APPEARS = re.compile(
    r"\b(?:appear\w*|called before|came before|went before|faced|questioned|grilled|quizzed|challenged|pressed|"
    r"gave evidence|giving evidence|"
    r"attended|summoned|addressed|sat|asked|committee|question time|assembly|"
    r"(?:declined|refused|failed|unable|would not) (?:to )?(?:say|answer|rule|confirm|give))\b",
    re.IGNORECASE,
)
_DOCUMENT_DATED = re.compile(
    r"\bin (?:a|an|its|his|her|their|the) (?:[\w-]+ ){0,3}(?:report|letter|answer|statement|email|post|blog|"
    r"reply|response)s?,?(?: to [\w' ]{1,30})?,? "
    r"(?:published|issued|sent|dated|released|written|posted)(?: on| in| late| early| the)*\s+$",
    re.IGNORECASE,
)
_AT_THE_TIME = re.compile(r"\b(?:said|told \w+|wrote|insisted) (?:then|at the time)\b|\bat the time\W*$", re.IGNORECASE)
_NOBODY = Speaker("")
_IN_RELATIVE_CLAUSE = re.compile(
    r"\b(?:who|whose|which|where)\s(?!(?:(?:was|were|is) )?(?:sent|issued|published|released|posted|"
    r"dated)\b)[^,–—:\"]*$"
)
_EVENT_DAYS = 10
_NAMED_BEFORE = 2000  # characters in which "the Committee" was named in full
_HEAD = 3  # paragraphs
# Something that office-holders speak at, told without saying who spoke.
_EVENT = re.compile(
    r"\b(?:city hall|(?:london |the )?assembly|committee|members|councillors|mps|hearing|meeting) "
    r"(?:(?:has been|have been|was|were) told|heard|learn(?:ed|t))\b|"
    r"\b(?:emerged|revealed|disclosed|confirmed|told) (?:at|in|during) (?:an?|the) (?:[\w-]+ ){0,4}"
    r"(?:meeting|hearing|session|committee|debate|question time)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:afterwards|later|after the (?:meeting|hearing|session|debate)|yesterday|"
    r"told (?:the )?(?!(?:[A-Z][\w,]+ (?:and )?){0,5}(?:Committee|Assembly|Members)\b)[A-Z])|"
    r"\b(?:statement|letter|email|wrote|posted|tweeted)\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """A statement's date (ISO, perhaps reduced), how it is known, the medium, and the meeting whose day it may be."""

    said_on: str
    basis: DateBasis
    medium: Medium
    occasion: Occasion | None = None


@dataclass(slots=True)
class _Scene:
    date: DateMention | None
    medium: Medium | None
    paragraph: int
    forum: str | None = None  # the meeting at which it was said


def date_script(masked: str, paragraphs: Sequence[Span], script: Script, published: dt.date) -> list[When]:
    """Return when each of the script's attributions was said, in their order."""
    return _Dater(masked, paragraphs, published).read(script)


class _Dater:
    def __init__(self, masked: str, paragraphs: Sequence[Span], published: dt.date) -> None:
        self.masked, self.published = masked, published
        self.starts = [start for start, _ in paragraphs]
        self.dates = [d for d in find_dates(masked, published) if self._may_be_speech(d)]
        self.date_starts = [d.start for d in self.dates]
        self.scenes: dict[str, _Scene] = {}
        self.event: dict[str, _Scene] = {}
        self.opening: _Scene | None = None  # the meeting or hearing that the article reports at its head
        self.last: _Scene | None = None
        self.verbs: list[int] = []  # where the sentence's quotations have their verbs

    def read(self, script: Script) -> list[When]:
        quotes: dict[Span, list[Attribution]] = {}
        for attribution in script.attributions:
            quotes.setdefault(attribution.sentence, []).append(attribution)
        found: dict[int, When] = {}
        acts: dict[Span, list[Act]] = {}
        for act in script.acts:
            acts.setdefault(act.sentence, []).append(act)
        self.opening = self._head()
        for sentence in sorted({*quotes, *acts}):
            self.verbs = [a.verb for a in quotes.get(sentence, []) if a.verb is not None]
            for act in acts.get(sentence, [Act(sentence, _NOBODY)]):
                if not act.spoke:
                    self._appearance(sentence, act.speaker)
                    continue
                speaker = act.speaker
                own = [a for a in quotes.get(sentence, []) if a.speaker and a.speaker.key == speaker.key]
                for attribution in own:
                    # "who had said in April that …, told the BBC yesterday that …": each by its own verb
                    found[id(attribution)] = self._when(self._scene(sentence, speaker, [attribution]))
                if not own:
                    self._scene(sentence, speaker, own)
        article = When(self.published.isoformat(), "article", "press")
        return [found.get(id(attribution), article) for attribution in script.attributions]

    def _head(self) -> _Scene | None:
        end = self.starts[_HEAD] if len(self.starts) > _HEAD else len(self.masked)
        for date in self.dates[: bisect_left(self.date_starts, end)]:
            start = max(self.masked.rfind(sign, 0, date.start) for sign in ".\n") + 1
            words = self.masked[start : date.end]
            if len(date.iso) == 10 and self._age(date) <= _EVENT_DAYS and _EVENT.search(words):
                return _Scene(date, "oral", 0)
        return None

    def _appearance(self, sentence: Span, speaker: Speaker) -> None:
        # "Pellatt was called before the committee on Wednesday": what he says later in the article was said there.
        words = self.masked[slice(*sentence)]
        date = self._own_date(sentence, [])
        if date is None or not _APPEARS.search(words):
            return
        scene = _Scene(date, "oral", bisect_right(self.starts, sentence[0]) - 1)
        self.scenes[speaker.key] = self.last = scene
        if len(date.iso) == 10 and self._age(date) <= _EVENT_DAYS:
            self.event.setdefault(speaker.key, scene)

    def _when(self, scene: _Scene) -> When:
        medium, date, where = scene.medium or "press", scene.date, None
        if scene.forum is not None and medium == "oral":
            told = self.masked[date.start : date.end] if date else ""
            where = occasion(scene.forum, date, told, self.published)
        if date is None:
            return When(self.published.isoformat(), "article", medium, where)
        return When(date.iso, date.basis, medium, where)

    def _scene(self, sentence: Span, speaker: Speaker, own: list[Attribution]) -> _Scene:
        paragraph = bisect_right(self.starts, sentence[0]) - 1
        words = self.masked[slice(*sentence)]
        date = self._own_date(sentence, own)
        medium = "press" if speaker.spokes else _medium(words)
        forum = forum_of(words, self.masked[max(0, sentence[0] - _NAMED_BEFORE) : sentence[0]])
        if date is None:
            inherited = self._inherited(words, speaker, own, paragraph, self.starts[paragraph] if paragraph >= 0 else 0)
            if inherited is not None:
                date, medium = inherited.date, medium or inherited.medium
                forum = inherited.forum if forum is None else forum
        scene = _Scene(date, medium, paragraph, forum)
        self.last = scene
        self.scenes[speaker.key] = scene
        if date is not None and len(date.iso) == 10 and self._age(date) <= _EVENT_DAYS:
            self.event.setdefault(speaker.key, scene)
        return scene

    def _inherited(
        self, words: str, speaker: Speaker, own: list[Attribution], paragraph: int, paragraph_start: int
    ) -> _Scene | None:
        previous = self.scenes.get(speaker.key)
        if own and own[0].continued and previous:
            return previous
        if (
            self.last is not None
            and self.last.paragraph == paragraph
            and self.last.date is not None
            and not _at_the_time(words)
        ):
            return self.last
        if _at_the_time(words) and (earlier := self._date_before(self.starts[paragraph])):
            return _Scene(earlier, None, paragraph)
        if (first := self._first_date(paragraph_start, own)) is not None:
            return _Scene(first, None, paragraph)
        if _same_scene(words) and self.last is not None:
            return self.last
        event = None if speaker.spokes else self.event.get(speaker.key)
        if event is None and not speaker.spokes and previous is None and not _ELSEWHERE.search(words):
            event = self.opening
        if previous is not None and paragraph - previous.paragraph <= 3 and _goes_on(words):
            return event if previous.date is None and event is not None else previous
        if (
            self.last is not None
            and paragraph - self.last.paragraph <= 1
            and re.match(r"\W*in (?:response|reply)\b", words, re.I)
        ):
            return self.last
        return event

    def _date_before(self, position: int) -> DateMention | None:
        index = bisect_left(self.date_starts, position)
        past = [d for d in self.dates[max(0, index - 4) : index] if d.iso < self.published.isoformat()[: len(d.iso)]]
        return past[-1] if past else None

    def _first_date(self, start: int, own: list[Attribution]) -> DateMention | None:
        # "In January, …": a date that opens the paragraph holds for all of it.
        if not own:
            return None
        index = bisect_left(self.date_starts, start)
        if (
            index < len(self.dates)
            and self.dates[index].start - start <= 12
            and self.dates[index].start < own[0].quotation.start
        ):
            return self.dates[index]
        return None

    def _own_date(self, sentence: Span, own: list[Attribution]) -> DateMention | None:
        low, high = bisect_left(self.date_starts, sentence[0]), bisect_left(self.date_starts, sentence[1])
        best: tuple[int, DateMention] | None = None
        verb = next((a.verb for a in own if a.verb is not None), None)
        for date in self.dates[low:high]:
            words_before = len(self.masked[sentence[0] : date.start].split())
            if verb is None:
                if own and words_before > 8 and date.start < own[0].quotation.start:
                    continue
                distance = words_before
            elif date.start < verb:
                distance = len(self.masked[date.end : verb].split())
            else:
                distance = len(self.masked[verb : date.start].split())
                after_quotation = any(a.quotation.end <= date.start for a in own)
                if any(own[0].quotation.end < other < date.start and other != verb for other in self.verbs):
                    continue  # tells of another act
                if distance > 9 and not after_quotation:
                    continue
            if len(date.iso) == 4 and words_before > 2 and (distance > 3 or verb is None or date.start < verb):
                continue
            clause = _IN_RELATIVE_CLAUSE.search(self.masked[sentence[0] : date.start])
            if clause and not (verb is not None and sentence[0] + clause.start() < verb < date.start):
                continue
            if best is None or (len(date.iso), -distance) > (len(best[1].iso), -best[0]):
                best = (distance, date)
        return best[1] if best else None

    def _may_be_speech(self, date: DateMention) -> bool:
        if date.iso > self.published.isoformat()[: len(date.iso)]:
            return False
        before = self.masked[max(0, date.start - 40) : date.start]
        if _DOCUMENT_DATED.search(before) or re.search(r"(?:^|[.!?\n]\s*)By\s+$", before):
            return True
        return not _NOT_THE_DATE.search(before) and not _OF_A_TEXT.search(
            re.sub(r"\b(?:the|in|on)\s+$", "", before) if date.iso else before
        )

    def _age(self, date: DateMention) -> int:
        return (self.published - dt.date.fromisoformat(date.iso)).days


# Of a sentence, asked once for each of its quotations.
@lru_cache(maxsize=16)
def _medium(words: str) -> Medium | None:
    if _WRITTEN.search(words) and not re.search(r"\bread\b.{0,20}\bstatement\b", words):
        return "press"
    return "oral" if _ORAL.search(words) else None


@lru_cache(maxsize=16)
def _goes_on(words: str) -> bool:
    return _GOES_ON.search(words) is not None


@lru_cache(maxsize=16)
def _at_the_time(words: str) -> bool:
    return _AT_THE_TIME.search(words) is not None


@lru_cache(maxsize=16)
def _same_scene(words: str) -> bool:
    return _SAME_SCENE.search(words) is not None
