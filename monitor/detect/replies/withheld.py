"""Where a reply withholds: the cues of rules, in the speaker's own voice, and the part of the question they concern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.detect.replies.matcher import Hits, Span
from monitor.detect.replies.reading import EXPLICIT, IMPLICIT, NOTHING, Given, Reading
from monitor.detect.replies.reply import ReplyText, Sentence
from monitor.detect.replies.rules import CompiledRule, ReplyRules
from monitor.records import Exchange
from monitor.text.numbers import QUANTITIES

_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|hardly|nothing)|n't)(?: (?:yet|even|only|just|simply|going to|been|be|to|a|an|the))?\s+$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A cue of a rule in a sentence: `end` is where the cue ends; `sure` whether it is one of the rule's firm cues."""

    sentence: Sentence
    end: int
    sure: bool


class CueHits:
    """A reply with what was found of the rules' cues: firm ones in all of it, looser ones in all or its opening."""

    __slots__ = ("_concessions", "_language", "_rules", "_said", "_suggested", "_where", "reply")

    def __init__(self, rules: ReplyRules, reply: ReplyText, said: Hits | None = None) -> None:
        self._rules, self.reply, self._said = rules, reply, said
        self._language: Hits | None = None
        self._concessions: list[Span] | None = None
        self._suggested: Hits | None = None
        self._where: dict[tuple[str, bool], list[Said]] = {}

    @classmethod
    def of_each(cls, exchanges: Sequence[Exchange], rules: ReplyRules) -> list[CueHits]:
        """Return the reply of each exchange, laid out, with the firm cues in it; replies in the same words are shared."""
        replies: dict[object, ReplyText] = {}
        keys = [(e.medium, e.answer) if not e.turns else e for e in exchanges]
        for key, exchange in zip(keys, exchanges, strict=True):
            if key not in replies:
                replies[key] = ReplyText(exchange)
        hits = rules.said.scan_all([reply.bytes for reply in replies.values()])
        found = {key: cls(rules, reply, said) for (key, reply), said in zip(replies.items(), hits, strict=True)}
        return [found[key] for key in keys]

    @property
    def said(self) -> Hits:
        """The firm cues."""
        if self._said is None:
            self._said = self._rules.said.scan(self.reply.bytes)
        return self._said

    @property
    def suggested(self) -> Hits:
        """The looser cues."""
        if self._suggested is None:
            text = self.reply.opening if self.reply.long else self.reply.bytes
            self._suggested = self._rules.suggested.scan(text)
        return self._suggested

    @property
    def concessions(self) -> list[Span]:
        """The clauses that only concede."""
        if self._concessions is None:
            self._concessions = self._rules.concessions.scan(self.reply.bytes).spans("concessions")
        return self._concessions

    def where(self, compiled: CompiledRule, *, sure: bool) -> list[Said]:
        """Return where the rule's firm cues (`sure`) or looser ones stand in the speaker's own voice."""
        key = compiled.rule.id, sure
        if key not in self._where:
            self._where[key] = _where_said(compiled, self, sure=sure)
        return self._where[key]

    @property
    def language(self) -> Hits:
        """The cues of word lists."""
        if self._language is None:
            self._language = self._rules.language.scan(self.reply.bytes)
        return self._language


def _where_said(compiled: CompiledRule, cues: CueHits, *, sure: bool) -> list[Said]:
    """Where the rule's cues are not negated, conceded or excepted."""
    found: list[Said] = []
    for name in (compiled.opens, compiled.says) if sure else (compiled.suggests,):
        if name is None:
            continue
        for start, end in (cues.said if sure else cues.suggested).spans(name):
            sentence = cues.reply.sentence_at(start)
            if sentence is None or (name is compiled.opens and sentence.position > 0):
                continue
            if compiled.also and not any(sentence.covers(s) for s in cues.said.spans(compiled.also)):
                continue
            if compiled.unless_says and any(sentence.covers(s) for s in cues.said.spans(compiled.unless_says)):
                continue
            if _DENIED.search(sentence.folded[: start - sentence.start]):
                continue
            if any(a <= start < b for a, b in cues.concessions):
                continue
            found.append(Said(sentence, end, sure))
    return found


def withholding(rules: ReplyRules, said: dict[str, list[Said]]) -> tuple[dict[int, int], dict[int, set[str]]]:
    """Return the sentences with a decisive rule's cue, by start: where the cue ends, and the kinds it argues for."""
    ends: dict[int, int] = {}
    kinds: dict[int, set[str]] = {}
    for compiled in rules:
        if compiled.rule.decisive:
            for item in said.get(compiled.rule.id, ()):
                start = item.sentence.start
                ends[start] = max(item.end, ends.get(start, 0))
                kinds.setdefault(start, set()).add(compiled.rule.kind)
    return ends, kinds


def weigh(given: list[Given], reading: Reading) -> None:
    """Charge each withholding sentence to the part it concerns; an implicit answer to that part is outweighed."""
    for start in reading.withheld:
        sentence = reading.reply.sentence_at(start)
        if sentence is None:
            continue
        for item in _concerned(given, sentence, reading):
            # An official who first asks what is meant, and then answers, has answered.
            if reading.kinds[start] == {"seeks-clarification"} and any(s.start > sentence.end for s in item.shown):
                continue
            if start not in reading.sure and item.degree and _is_elsewhere(item, sentence, reading):
                continue
            item.charged = True
            if item.degree == IMPLICIT:
                item.degree = NOTHING
            elif item.degree == EXPLICIT and item.part.items != 1 and not item.whole:
                item.incomplete = True


def _told_before(sentence: Sentence, reading: Reading) -> bool:
    """Whether something is told, and not withheld, before `sentence`: it meets the first of what is missing."""
    before = [s for s in reading.reply.sentences if s.start < sentence.start]
    return bool(before) and not any(
        s.start in reading.withheld
        or s.asked_back
        or reading.cue_in("assurances", s)
        or reading.cue_in("pleasantries", s)
        for s in before
    )


def _is_elsewhere(item: Given, sentence: Sentence, reading: Reading) -> bool:
    """Whether a loose cue in `sentence` is about something else: the answer stands before it or is more on the point."""
    others = [s for s in item.shown if s.start != sentence.start]
    if not others:
        return False
    cue, answer = reading.overlap(item.part, sentence)[0], max(reading.overlap(item.part, s)[0] for s in others)
    return answer > cue or (answer == cue and others[0].start < sentence.start)


def _concerned(given: list[Given], sentence: Sentence, reading: Reading) -> list[Given]:
    if under := [g for g in given if sentence.start in reading.lettered.get(g.part.letter, ())]:
        return under
    words = reading.alike(sentence.words)
    shares = [len(reading.alike(g.part.own_words) & words) for g in given]
    if len(given) > 1 and max(shares) and shares.count(max(shares)) == 1:
        nearest = given[shares.index(max(shares))]
        answered = nearest.degree == EXPLICIT and all(s.start < sentence.start for s in nearest.shown)
        later = [g for g in given[given.index(nearest) + 1 :] if g.degree == NOTHING]
        return [nearest, *later] if answered else [nearest]
    missing = [g for g in given if g.degree == NOTHING]
    if len(given) > 1 and missing:
        return missing[1:] if len(missing) > 1 and _told_before(sentence, reading) else missing
    if all(g.degree and g.part.items == 1 and g.shown and g.shown[0].start < sentence.start for g in given):
        first = given[0].shown[0]
        answer = len(reading.alike(given[0].part.words) & reading.alike(first.words))
        if not max(shares) or (first.position == 0 and max(shares) < answer):
            return []
    return given


def share_out(given: list[Given], reading: Reading) -> None:
    """Let one number answer one "how many": it goes to the part whose own words stand with it."""
    counts = [g for g in given if g.degree and g.part.ask == "quantity"]
    for first in counts:
        for second in counts:
            if (
                first is second
                or not (first.degree and second.degree)
                or len(first.shown) != 1
                or first.shown != second.shown
            ):
                continue
            sentence = first.shown[0]
            if len([n for n in sentence.numbers if n.kind in QUANTITIES]) < 2:
                near = [len(reading.alike(g.part.own_words) & reading.alike(sentence.words)) for g in (first, second)]
                (first if near[0] < near[1] else second).degree = NOTHING
