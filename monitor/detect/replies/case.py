"""One exchange while it is judged: what is read of it, each thing only once and only when something asks for it."""

from __future__ import annotations

from monitor.detect.replies.matcher import Hits, encode
from monitor.detect.replies.question import Part, parse_question
from monitor.detect.replies.reading import Reading, places_in
from monitor.detect.replies.reply import ReplyText
from monitor.detect.replies.rules import CompiledRule, ReplyRules
from monitor.detect.replies.withheld import CueHits, Said, withholding
from monitor.records import Exchange
from monitor.text.fold import fold


class Case:
    """An exchange with the rules that it is judged by.

    Attributes:
        reply: the official's words.
        cues: the rules' cues in them.
    """

    __slots__ = (
        "_asked",
        "_asked_cues",
        "_candidates",
        "_reading",
        "_said",
        "_said_firmly",
        "cues",
        "exchange",
        "reply",
        "rules",
    )

    def __init__(self, exchange: Exchange, rules: ReplyRules, cues: CueHits | None = None) -> None:
        self.exchange, self.rules = exchange, rules
        self.cues = cues or CueHits(rules, ReplyText(exchange))
        self.reply = self.cues.reply
        self._asked_cues: Hits | None = None
        self._asked: tuple[list[Part], str] | None = None
        self._candidates: list[CompiledRule] | None = None
        self._said: dict[str, list[Said]] = {}
        self._reading: Reading | None = None

    @property
    def parts(self) -> list[Part]:
        """What is asked for."""
        return self._question()[0]

    @property
    def question(self) -> str:
        """The folded question."""
        return self._question()[1]

    def _question(self) -> tuple[list[Part], str]:
        if self._asked is None:
            self._asked = _asked(self.exchange)
        return self._asked

    @property
    def asked(self) -> Hits:
        """The cues that rules look for in the question."""
        if self._asked_cues is None:
            self._asked_cues = self.rules.questions.scan(encode(self.question))
        return self._asked_cues

    @property
    def candidates(self) -> list[CompiledRule]:
        """The rules that can fire, as far as cues and medium tell."""
        if self._candidates is None:
            firm, loose = self.cues.said.lists, self.cues.suggested.lists
            chosen = (c for c in self.rules if not c.cued or c.firm & firm or c.loose & loose)
            self._candidates = [c for c in chosen if self.can_fire(c)]
        return self._candidates

    def can_fire(self, compiled: CompiledRule) -> bool:
        """Whether a rule that has its cues can fire, as far as medium and the words of the question tell."""
        if compiled.also and not self.cues.said.has(compiled.also):
            return False
        if compiled.asked and not self.asked.has(compiled.asked):
            return False
        if compiled.unless_asked and self.asked.has(compiled.unless_asked):
            return False
        if compiled.compares and not self.exchange.repeats:
            return False
        if not compiled.cued and compiled.unless_says and self.cues.said.has(compiled.unless_says):
            return False
        medium = compiled.rule.when.exchange.medium
        return medium is None or medium == self.exchange.medium

    def said(self, compiled: CompiledRule) -> list[Said]:
        """Return where the cues of a rule stand in the speaker's own voice, as far as they count in a reply so long."""
        found = self._said.get(compiled.rule.id)
        if found is None:
            found = self.said_firmly(compiled)
            if compiled.loose & self.cues.suggested.lists:
                found = found + self._that_count(self.cues.where(compiled, sure=False))
            self._said[compiled.rule.id] = found
        return found

    def said_firmly(self, compiled: CompiledRule) -> list[Said]:
        """As `said`, of its firm cues only."""
        return self._that_count(self.cues.where(compiled, sure=True)) if compiled.firm & self.cues.said.lists else []

    def _that_count(self, said: list[Said]) -> list[Said]:
        return [item for item in said if self._counts_in_long(item)] if self.reply.long else said

    def _counts_in_long(self, said: Said) -> bool:
        # A long reply speaks of many things: past its opening, only the absence of a number or date is told by a cue.
        if said.sentence.position < 2:
            return True
        return said.sure and any(p.ask in {"quantity", "date"} for p in self.parts)

    @property
    def words(self) -> Reading:
        """The reply with the cues of word lists, but no rule's: nothing is known to withhold."""
        return Reading(self.reply, self.cues.language, self.question, self.rules.same, {})

    @property
    def reading(self) -> Reading:
        """The reply with the sentences that withhold."""
        if self._reading is None:
            said = {c.rule.id: self.said(c) for c in self.candidates if c.cued}
            ends, kinds = withholding(self.rules, said)
            reading = Reading(self.reply, self.cues.language, self.question, self.rules.same, ends)
            reading.kinds = kinds
            reading.sure = {s.sentence.start for items in said.values() for s in items if s.sure}
            reading.places = places_in(self.exchange.question)
            self._reading = reading
        return self._reading


def _asked(exchange: Exchange) -> tuple[list[Part], str]:
    """The parts asked for, and the folded question; in an oral exchange the first turn that asks something."""
    if exchange.medium == "oral" and exchange.turns:
        members = [(i, t.text) for i, t in enumerate(exchange.turns) if t.role == "member"]
        for index, text in members:
            if parts := parse_question(text, index):
                return list(parts), fold(" ".join(t for i, t in members if i <= index))
        text = " ".join(t for _, t in members) or exchange.question
        return [Part(fold(text), ("view",), 1, 0)], fold(text)
    parts = parse_question(exchange.question)
    folded = fold(exchange.question)
    return list(parts) or [Part(folded, ("view",))], folded
