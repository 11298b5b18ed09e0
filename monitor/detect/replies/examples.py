"""The examples that stand in reply rules: run them, and explain a rule in plain words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from monitor.detect.replies.judge import judge_fully
from monitor.detect.replies.repeats import Answered, repeated
from monitor.detect.replies.rules import ReplyRules
from monitor.records import Exchange, Repeated, Turn
from monitor.rulebook.replies import Conditions, ReplyExample, ReplyRule


def check_examples(rules: ReplyRules) -> list[tuple[str, str]]:
    """Run every example of every rule; return (rule id, what went wrong) for each that does not come out as it says."""
    failures = []
    for rule in rules.rules:
        for wanted, examples in ((True, rule.examples.match), (False, rule.examples.passes)):
            for number, example in enumerate(examples, 1):
                fired = {finding.rule for finding in judge_fully(as_exchange(example), rules)[1]}
                if (rule.id in fired) != wanted:
                    what = "should match and does not" if wanted else "should pass and matches"
                    failures.append((rule.id, f"{rule.id}: example {number} {what}: {_quoted(example)}"))
    return failures


def as_exchange(example: ReplyExample) -> Exchange:
    """Return `example` as an exchange to judge."""
    if example.turns:
        turns = tuple(
            Turn("Member", "member", turn.member) if turn.member else Turn("Official", "official", turn.official or "")
            for turn in example.turns
        )
        return Exchange("example", "oral", turns[0].text, turns=turns)
    medium = "press" if " said: " in (example.answer or "")[:90] else "written"
    question, answer = example.question or "", example.answer or ""
    return Exchange("example", medium, question, answer, repeats=_repeats(example))  # type: ignore[arg-type]


def _repeats(example: ReplyExample) -> Repeated | None:
    if not (example.earlier and example.date and example.question and example.answer):
        return None
    earlier, own = example.earlier, example.answer
    before = Answered("earlier", str(earlier.date), earlier.question, earlier.answer or own)
    found = repeated(Answered("example", str(example.date), example.question, own), [before])
    return Repeated(found.id, found.said_on, f"“{found.question}”") if found else None


def explain(rule: ReplyRule) -> str:
    """Say in plain words when `rule` fires, what it means, how it is classed, and show its examples."""
    lines = [f"{rule.id}: {rule.title}", "", f"Finds: {rule.kind}, which argues for {rule.reply}."]
    lines += ["It fires when", *(f"  - {line}" for line in _conditions(rule.when))]
    if rule.unless:
        lines += ["and not when", *(f"  - {line}" for line in _conditions(rule.unless))]
    lines.append("Only replies in which something that was asked for is not given are flagged.")
    lines.append(
        "Its words outweigh an answer that is only implied." if rule.decisive else "Its words alone do not show that."
    )
    lines += ["", f"A finding says: {rule.explain}"]
    lines.append(
        f"Classed as {rule.typology.bull_mayer!r} (Bull & Mayer 1993), {rule.typology.evasion!r} (Thomas et al. 2024)."
    )
    for heading, examples in (("Matches", rule.examples.match), ("Passes", rule.examples.passes)):
        lines += ["", f"{heading}:", *(f"  - {_quoted(example)}" for example in examples)]
    return "\n".join([*lines, *(["", rule.notes] if rule.notes else [])])


def _conditions(conditions: Conditions) -> Iterable[str]:
    question, answer, exchange = conditions.question, conditions.answer, conditions.exchange
    if question.asks:
        yield f"the question asks for: {', '.join(question.asks)}"
    if question.says:
        yield _said("the question says", question.says)
    if answer.says:
        yield _said("the reply says", answer.says)
    if answer.suggests:
        yield _said("or, in a short reply or the opening of a long one, it says", answer.suggests)
    if answer.opens:
        yield _said("the reply, or a turn of it, opens with", answer.opens)
    if answer.also:
        yield _said("and in the same sentence", answer.also)
    if answer.lacks:
        yield f"was asked for and is not given: {', '.join(answer.lacks)}"
    if answer.gives:
        yield f"was asked for and is given: {', '.join(answer.gives)}"
    if answer.shape:
        yield f"the reply as a whole: {answer.shape}"
    if exchange.medium:
        yield f"the exchange is {exchange.medium}"
    if exchange.asked_times > 1:
        yield f"the same thing is asked at least {exchange.asked_times} times"


def _said(lead: str, cues: list[str]) -> str:
    phrases = [cue for cue in cues if not cue.startswith("/")]
    patterns = len(cues) - len(phrases)
    if not phrases:
        return f"{lead} what one of {patterns} patterns describes (they stand in the rule file)"
    shown = "; ".join(phrases[:12]) + (f"; and {len(phrases) - 12} more phrases" if len(phrases) > 12 else "")
    return f"{lead} one of: {shown}" + (f"; or what one of {patterns} patterns describes" if patterns else "")


def _quoted(example: ReplyExample) -> str:
    if example.turns:
        text = " / ".join(turn.member or f"- {turn.official}" for turn in example.turns)
    else:
        text = f"{example.question} - {example.answer}"
        if example.earlier:
            text += f" (on {example.date}; on {example.earlier.date} in reply to: {example.earlier.question})"
    return textwrap.shorten(text, 300)
