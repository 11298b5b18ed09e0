"""The compiled rule set: every cue of every rule and word list, built once and shared by all exchanges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import NamedTuple

from monitor.detect.replies.matcher import Matcher
from monitor.detect.replies.words import stem
from monitor.errors import BadFile
from monitor.rulebook.load import Rulebook
from monitor.rulebook.replies import Conditions, Language, ReplyRule, Scorecard
from monitor.text.cues import class_pattern

# Changes when the engine reads the same rules differently, so that findings are made anew. Raise it with such a change.
ENGINE = 4


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

    cued: bool = False
    """Whether it fires on words, not only on what is given."""

    @property
    def compares(self) -> bool:
        """Whether it fires only on a reply that repeats one given to another question."""
        return self.rule.when.answer.shape == "given before"


class Leading(NamedTuple):
    """Rules that may lead to publishing, the bits of their firm and looser cues, and whether all of them need cues."""

    rules: tuple[CompiledRule, ...]
    firm: int
    loose: int
    cued: bool


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
        self._leading: dict[frozenset[str], Leading] = {}
        lists = _CueLists()
        compiled = [_compile(rule, lists) for rule in chosen]
        classes = {name: class_pattern(phrases) for name, phrases in language.classes.items()}
        self.said = Matcher(lists.said, classes)
        self.suggested = Matcher(lists.suggested, classes)
        self.questions = Matcher(lists.questions, classes)
        words = language.lists()
        # Apart from the others, as they are asked about in other replies.
        self.concessions = Matcher({"concessions": words.pop("concessions", ())}, classes)
        self.interviews = Matcher(
            {name: words.pop(name) for name in list(words) if name.endswith("_interviews")}, classes
        )
        self.language = Matcher(words, classes)
        self.compiled = tuple(
            replace(
                c,
                firm=sum(self.said.bits[name] for name in (c.says, c.opens) if name),
                loose=self.suggested.bits[c.suggests] if c.suggests else 0,
                cued=bool(c.says or c.opens or c.suggests),
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

    def leading(self, kinds: frozenset[str]) -> Leading:
        """Return the rules for `kinds` that can fire where nothing is asked twice and nothing was given before."""
        if kinds not in self._leading:
            alone = [c for c in self.compiled if c.rule.when.exchange.asked_times <= 1 and not c.compares]
            chosen = [c for c in alone if c.rule.kind in kinds]
            firm, loose = reduce(or_, (c.firm for c in chosen), 0), reduce(or_, (c.loose for c in chosen), 0)
            self._leading[kinds] = Leading(tuple(chosen), firm, loose, all(c.cued for c in chosen))
        return self._leading[kinds]

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
