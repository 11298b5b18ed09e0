"""`monitor rules`: check the rule files, run their examples, explain a rule."""

from __future__ import annotations

import json

import click

from monitor.context import Context
from monitor.detect import topics
from monitor.detect.replies import ReplyRules, examples
from monitor.rulebook.load import Rulebook, load
from monitor.stages import alerts


@click.group("rules")
def rules() -> None:
    """Check, test and explain the rule files.

    \b
    Example:
        monitor rules check
        monitor rules test
        monitor rules explain holding-reply
    """


@rules.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each fault.")
@click.pass_obj
def check(context: Context, as_json: bool) -> int:
    """Validate every rule file and every saved alert; name each fault with file and line."""
    rulebook = load(context.rules_dir)
    problems = [*rulebook.problems, *alerts.problems(context.db_path, rulebook)]
    for problem in problems:
        if as_json:
            fault = {"file": str(problem.path), "line": problem.line, "reason": problem.reason}
            click.echo(json.dumps(fault, ensure_ascii=False))
        else:
            click.echo(str(problem))
    click.echo(f"{_counts(rulebook)}; {len(problems)} faults", err=True)
    return 2 if problems else 0


@rules.command("test")
@click.pass_obj
def test(context: Context) -> int:
    """Run the examples that stand in the rule files; show each that does not come out as it says."""
    rulebook = load(context.rules_dir).checked()
    reply_rules = ReplyRules.of(rulebook)
    failures = [
        *(
            f"{_origin(rulebook, topic.id)}: {failure}"
            for topic in rulebook.topics
            for failure in topics.check_examples(topic)
        ),
        *(f"{_origin(rulebook, rule)}: {failure}" for rule, failure in examples.check_examples(reply_rules)),
    ]
    for failure in failures:
        click.echo(failure)
    click.echo(f"{_counts(rulebook)}; {len(failures)} examples failed", err=True)
    return 1 if failures else 0


@rules.command("explain")
@click.argument("id_")
@click.pass_obj
def explain(context: Context, id_: str) -> None:
    """Say in plain words what a reply rule or a topic does, with its examples."""
    rulebook = load(context.rules_dir).checked()
    for rule in rulebook.reply_rules:
        if rule.id == id_:
            click.echo(examples.explain(rule))
            return
    for topic in rulebook.topics:
        if topic.id == id_:
            click.echo(topics.explain(topic))
            return
    raise click.BadParameter(f"no rule or topic has the id {id_!r}", param_hint="ID")


def _origin(rulebook: Rulebook, id_: str) -> str:
    path, line = rulebook.origin[id_]
    return f"{path}:{line}"


def _counts(rulebook: Rulebook) -> str:
    return f"{len(rulebook.topics)} topics, {len(rulebook.reply_rules)} reply rules"


COMMANDS = [rules]
