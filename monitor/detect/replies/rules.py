"""The compiled rule set: every cue of every rule and word list, built once and shared by all exchanges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from monitor.detect.replies.matcher import Lists, Matcher
from monitor.detect.replies.words import stem
from monitor.errors import BadFile
from monitor.rulebook.load import Rulebook
from monitor.rulebook.replies import Conditions, Language, ReplyRule, Scorecard
from monitor.text.cues import class_pattern

# Changes when the engine reads the same rules differently, so that findings are made anew. Raise it with such a change.
ENGINE = 3


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with the names of its cue lists in the matchers; None where it has no such list."""

    rule: ReplyRule
    says: str | None
    suggests: str | None
    opens: str | None
    also: str | None
    asked: str | None
    unless_says: str | None
    unless_asked: str | None
    firm: int = 0
    loose: int = 0
    """Bits of its lists of firm cues (`says`, `opens`) and of looser ones in `Hits.lists`."""

    @property
    def cued(self) -> bool:
        """Whether it fires on words, not only on what is given."""
        return bool(self.firm or self.loose)

    @property
    def compares(self) -> bool:
        """Whether it fires only on a reply that repeats one given to another question."""
        return self.rule.when.answer.shape == "given before"


class ReplyRules:
    """All reply rules, ready to judge with.

    Args:
        rules: from the rule files.
        language: the word lists.
        scorecard: what the signs of a reply weigh.

    Attributes:
        rules: as given.
        fingerprint: changes when any rule, word list or the engine changes in a way that can change a verdict.
        versions: rule id to its version.

    Raises:
        BadFile: there are no word lists, or no scorecard.
        BadCue: a cue does not compile.
    """

    def __init__(self, rules: Iterable[ReplyRule], language: Language | None, scorecard: Scorecard | None) -> None:
        if language is None or scorecard is None:
            name = "language.yaml" if language is None else "scorecard.yaml"
            raise BadFile(name, "is missing from the folder of rule files; the reply rules need it")
        self._source = (tuple(rules), language, scorecard)
        self.scorecard = scorecard
        chosen = self.rules = self._source[0]
        self._cues_of: dict[frozenset[str], tuple[int, int, bool]] = {}
        lists = _CueLists()
        compiled = [_compile(rule, lists) for rule in chosen]
        classes = {name: class_pattern(phrases) for name, phrases in language.classes.items()}
        self.said = Matcher(lists.said, classes)
        self.suggested = Matcher(lists.suggested, classes)
        self.questions = Matcher(lists.questions, classes)
        self.language = Lists(language.lists(), classes)
        self.compiled = tuple(
            replace(
                c,
                firm=sum(self.said.bits[name] for name in (c.says, c.opens) if name),
                loose=self.suggested.bits[c.suggests] if c.suggests else 0,
            )
            for c in compiled
        )
        self.same = {stem(word): stem(group[0]) for group in language.same for word in group}
        self.versions = {rule.id: rule.version for rule in chosen}
        text = f"{ENGINE}\n{language.model_dump_json()}\n{scorecard.model_dump_json()}\n" + "\n".join(
            f"{k} {v}" for k, v in sorted(self.versions.items())
        )
        self.fingerprint = hashlib.sha256(text.encode()).hexdigest()[:16]

    @classmethod
    def of(cls, rulebook: Rulebook) -> ReplyRules:
        """Compile the reply rules of a rulebook without faults (`rulebook.checked()`)."""
        return cls(rulebook.reply_rules, rulebook.language, rulebook.scorecard)

    def __reduce__(self) -> tuple[type[ReplyRules], tuple[tuple[ReplyRule, ...], Language, Scorecard]]:
        return (ReplyRules, self._source)  # compiled patterns cannot be pickled: a worker process compiles its own

    def firm_cues(self, kinds: frozenset[str]) -> int:
        """Return the bits of the lists of firm cues of the rules for `kinds`."""
        return self._bits(kinds)[0]

    def loose_cues(self, kinds: frozenset[str]) -> int:
        """Return the bits of the lists of looser cues of the rules for `kinds`."""
        return self._bits(kinds)[1]

    def uncued(self, kinds: frozenset[str]) -> bool:
        """Whether a rule for `kinds` fires without any cue where nothing is asked twice and nothing was given before."""
        return self._bits(kinds)[2]

    def _bits(self, kinds: frozenset[str]) -> tuple[int, int, bool]:
        if kinds not in self._cues_of:
            firm = loose = 0
            uncued = False
            for compiled in self.compiled:
                if compiled.rule.kind in kinds:
                    firm, loose = firm | compiled.firm, loose | compiled.loose
                    alone = not compiled.cued and not compiled.compares
                    uncued |= alone and compiled.rule.when.exchange.asked_times <= 1
            self._cues_of[kinds] = firm, loose, uncued
        return self._cues_of[kinds]

    def __iter__(self) -> Iterator[CompiledRule]:
        return iter(self.compiled)


@dataclass(slots=True)
class _CueLists:
    said: dict[str, list[str]] = field(default_factory=dict)
    suggested: dict[str, list[str]] = field(default_factory=dict)
    questions: dict[str, list[str]] = field(default_factory=dict)


def _compile(rule: ReplyRule, lists: _CueLists) -> CompiledRule:
    def named(target: dict[str, list[str]], part: str, cues: list[str]) -> str | None:
        if not cues:
            return None
        target[f"{rule.id}/{part}"] = cues
        return f"{rule.id}/{part}"

    when, unless = rule.when, rule.unless or Conditions()
    return CompiledRule(
        rule,
        named(lists.said, "says", when.answer.says),
        named(lists.suggested, "suggests", when.answer.suggests),
        named(lists.said, "opens", when.answer.opens),
        named(lists.said, "also", when.answer.also),
        named(lists.questions, "asked", when.question.says),
        named(lists.said, "unless-says", unless.answer.says),
        named(lists.questions, "unless-asked", unless.question.says),
    )
