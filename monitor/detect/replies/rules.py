"""The compiled rule set: every cue of every rule and word list in one matcher, built once and shared by all exchanges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.detect.replies.matcher import Matcher
from monitor.detect.replies.words import stem
from monitor.rulebook.replies import Conditions, Language, ReplyRule

# Changes when the engine reads the same rules differently, so that findings are made anew. Raise it with such a change.
ENGINE = 1


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with the names of its cue lists in the matchers; None where it has no such list."""

    rule: ReplyRule
    says: str | None
    opens: str | None
    also: str | None
    asked: str | None
    unless_says: str | None
    unless_asked: str | None


class ReplyRules:
    """All reply rules, ready to judge with.

    Args:
        rules: from the rule files.
        language: the word lists.

    Attributes:
        rules: as given.
        fingerprint: changes when any rule, word list or the engine changes in a way that can change a verdict.
        versions: rule id to its version.

    Raises:
        BadCue: a cue does not compile.
    """

    def __init__(self, rules: Iterable[ReplyRule], language: Language) -> None:
        self._source = (tuple(rules), language)
        chosen = self.rules = self._source[0]
        answer_lists: dict[str, list[str]] = {}
        question_lists: dict[str, list[str]] = {}
        for name, cues in language:
            if name != "same":
                answer_lists[name] = cues
        self.compiled = tuple(_compile(rule, answer_lists, question_lists) for rule in chosen)
        self.answers = Matcher(answer_lists)
        self.questions = Matcher(question_lists)
        self.same = {stem(word): stem(group[0]) for group in language.same for word in group}
        self.versions = {rule.id: rule.version for rule in chosen}
        text = f"{ENGINE}\n{language.model_dump_json()}\n" + "\n".join(f"{k} {v}" for k, v in sorted(self.versions.items()))
        self.fingerprint = hashlib.sha256(text.encode()).hexdigest()[:16]

    def __reduce__(self) -> tuple[type[ReplyRules], tuple[tuple[ReplyRule, ...], Language]]:
        return (ReplyRules, self._source)  # compiled patterns cannot be pickled: a worker process compiles its own

    def __iter__(self) -> Iterator[CompiledRule]:
        return iter(self.compiled)


def _compile(rule: ReplyRule, answers: dict[str, list[str]], questions: dict[str, list[str]]) -> CompiledRule:
    def named(lists: dict[str, list[str]], part: str, cues: list[str]) -> str | None:
        if not cues:
            return None
        lists[f"{rule.id}/{part}"] = cues
        return f"{rule.id}/{part}"

    when, unless = rule.when, rule.unless or Conditions()
    return CompiledRule(
        rule,
        named(answers, "says", when.answer.says),
        named(answers, "opens", when.answer.opens),
        named(answers, "also", when.answer.also),
        named(questions, "asked", when.question.says),
        named(answers, "unless-says", unless.answer.says),
        named(questions, "unless-asked", unless.question.says),
    )
