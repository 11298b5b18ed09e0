"""`monitor review`: list findings and changes, look at one, decide on it."""

from __future__ import annotations

import getpass
import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.context import Context
from monitor.store import reviews
from monitor.store.reviews import TABLES, Decision
from monitor.text.human import human_date


@click.group("review")
def review() -> None:
    """Confirm or dismiss what the rules found. Decisions are kept when rules run again.

    \b
    Example:
        monitor review list --waiting
        monitor review show 3f2a…
        monitor review dismiss 3f2a… --note "The figure is in the attachment."
    """


@review.command("list")
@click.option("--waiting", is_flag=True, help="Only those nobody has decided on.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(context: Context, waiting: bool, limit: int, as_json: bool) -> None:
    """List changes and findings, newest first."""
    where = "WHERE review IS NULL" if waiting else ""
    rows = context.connect().query(
        f"""
        SELECT id, 'change' AS what, kind, to_date AS date, body AS who, summary AS text, review FROM changes {where}
        UNION ALL
        SELECT id, 'finding', kind, said_on, coalesce(person, body), explanation, review FROM findings {where}
        ORDER BY date DESC, id LIMIT ?
        """,
        [limit],
    )
    for row in rows:
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(
                f"{row['id']}  {row['date']}  {row['kind']:<24} {row['review'] or 'waiting':<10} {row['who']}: {row['text']}"
            )


@review.command("show")
@click.argument("item")
@click.pass_obj
def show(context: Context, item: str) -> None:
    """Show a finding's question and reply, or a change's two quotations, side by side, and what was decided."""
    db = context.connect()
    subject = reviews.subject_of(db, item)
    row = dict(db.table(TABLES[subject]).get(item))
    out = Console(width=110, highlight=False, markup=False)
    if subject == "change":
        out.print(row["summary"], style="bold")
        out.print(
            _beside(
                ("from", human_date(row["from_date"]), row["from_text"], row["from_url"]),
                ("to", human_date(row["to_date"]), row["to_text"], row["url"]),
            )
        )
        out.print(f"Why it is a change: {row['reason']}")
        if row["response"]:
            out.print(f"The body's response: {row['response']} ({row['response_url'] or 'no link'})")
    else:
        out.print(f"{row['person'] or row['body']}, {human_date(row['said_on'])}: {row['explanation']}", style="bold")
        out.print(_beside(("asked", "", row["question_text"], None), ("replied", "", row["answer_text"], row["url"])))
        out.print(f"The words that the rule fired on: “{row['evidence']}”")
        out.print(f"Rule {row['rule']}, version {row['rule_version']}, kind {row['kind']}, argues for {row['reply']}")
    for decision in db["reviews"].rows_where("item = ?", [item], order_by="id"):
        note = f": {decision['note']}" if decision["note"] else ""
        out.print(f"{decision['decided_at']} {decision['reviewer']} {decision['decision']}{note}")


def _beside(*sides: tuple[str, str, str, str | None]) -> Table:
    table = Table(*(f"{name} {date}".strip() for name, date, _, _ in sides), expand=True)
    table.add_row(*(Text(words) for _, _, words, _ in sides))
    if any(url for *_, url in sides):
        table.add_row(*(Text(url or "") for *_, url in sides))
    return table


def _decide(context: Context, item: str, decision: Decision, **details: Any) -> None:
    with context.locked() as db:
        subject = reviews.decide(
            db, item, decision, reviewer=_reviewer(), decided_at=context.now().isoformat(), **details
        )
    click.echo(f"{subject} {item}: {decision}")


def _reviewer() -> str:
    return getpass.getuser()


@review.command("confirm")
@click.argument("item")
@click.option("--note", help="Why; shown next to the decision.")
@click.option("--response", help="The body's own reply to a change (right of reply).")
@click.option("--response-url", help="Where that reply was published.")
@click.pass_obj
def confirm(context: Context, item: str, note: str | None, response: str | None, response_url: str | None) -> None:
    """Confirm a finding or change."""
    _decide(context, item, "confirmed", note=note, response=response, response_url=response_url)


@review.command("dismiss")
@click.argument("item")
@click.option("--note", required=True, help="Why; the next reader will ask.")
@click.pass_obj
def dismiss(context: Context, item: str, note: str) -> None:
    """Dismiss a finding or change: it stays dismissed when the rules find it again."""
    _decide(context, item, "dismissed", note=note)


@review.command("reopen")
@click.argument("item")
@click.option("--note", help="Why.")
@click.pass_obj
def reopen(context: Context, item: str, note: str | None) -> None:
    """Take an earlier decision back."""
    _decide(context, item, "reopened", note=note)


COMMANDS = [review]
