"""Score the reply rules against labelled exchanges.

Two formats: the labelled City Hall replies (JSON Lines: `id`, `medium`, `question`, `answer` or `turns`, `reply`,
`kinds`, `evidence`) and the QEvasion table of presidents' answers (CSV; Thomas et al. 2024, arXiv 2409.13879).
"""

from __future__ import annotations

import csv
import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from monitor.detect.replies import ReplyRules, judge_all
from monitor.detect.replies.clarity import clarity
from monitor.errors import BadFile
from monitor.records import Exchange, Turn, Verdict

CLASSES = ("clear", "partial", "non-reply")
CLARITY = {"clear": "Clear Reply", "partial": "Ambivalent", "non-reply": "Clear Non-Reply"}
_ROLES = {"member", "official", "chair", "other"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """An exchange with the label a person gave it; `kinds` is None where the data has none."""

    exchange: Exchange
    reply: str
    kinds: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one class or kind; `count` is how often it is in the labels."""

    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of a run. `kinds` and `micro_f1_of_kinds` are empty and None where the data has no kinds."""

    items: int
    accuracy: float
    macro_f1: float
    classes: dict[str, Score]
    kinds: dict[str, Score]
    micro_f1_of_kinds: float | None
    misses: list[tuple[Labelled, Verdict]]


def load_gold(path: Path) -> list[Labelled]:
    """Read labelled replies, one JSON object a line.

    Raises:
        BadFile: a line is not JSON or lacks a field; names the line.
    """
    items = []
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            items.append(_gold_item(json.loads(line)))
        except json.JSONDecodeError as error:
            raise BadFile(path, f"is not JSON: {error.msg}; expected one object a line", number) from None
        except (KeyError, TypeError, ValueError) as error:
            raise BadFile(
                path, f"expected id, medium, question, answer or turns, reply, kinds: {error!r}", number
            ) from None
    return items


def _gold_item(raw: dict[str, Any]) -> Labelled:
    turns = tuple(Turn(t["speaker"], _role(t["role"]), t["text"]) for t in raw.get("turns") or ())
    if raw["reply"] not in CLASSES:
        raise ValueError(f"reply is {raw['reply']!r}, expected one of {CLASSES}")
    exchange = Exchange(str(raw["id"]), raw["medium"], raw.get("question") or "", raw.get("answer") or "", turns)
    return Labelled(exchange, raw["reply"], frozenset(raw["kinds"]))


def _role(role: str) -> Any:
    if role not in _ROLES:
        raise ValueError(f"role is {role!r}, expected one of {sorted(_ROLES)}")
    return role


def load_qevasion(path: Path) -> list[Labelled]:
    """Read presidents' answers: columns `question`, `interview_answer`, `clarity_label`, perhaps `index`.

    Raises:
        BadFile: a column is missing, or a label is none of the three.
    """
    csv.field_size_limit(1 << 24)
    back = {label: reply for reply, label in CLARITY.items()}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"question", "interview_answer", "clarity_label"} - set(rows.fieldnames or ())
        if missing:
            raise BadFile(
                path, f"has no column {min(missing)!r}; expected question, interview_answer, clarity_label", 1
            )
        items = []
        for number, row in enumerate(rows):
            if row["clarity_label"] not in back:
                raise BadFile(
                    path, f"clarity_label is {row['clarity_label']!r}; expected one of {sorted(back)}", rows.line_num
                )
            exchange = Exchange(row.get("index") or str(number), "press", row["question"], row["interview_answer"])
            items.append(Labelled(exchange, back[row["clarity_label"]], None))
    return items


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise BadFile(path, "is not UTF-8") from None
    except OSError as error:
        raise BadFile(path, error.strerror or str(error)) from None


def verdicts(items: Sequence[Labelled], rules: ReplyRules, *, interviews: bool = False) -> list[Verdict]:
    """Judge `items`; of `interviews` by the clarity classes, with the kinds that our own rules find."""
    found = list(judge_all((item.exchange for item in items), rules, thorough=True))
    if interviews:
        found = [replace(v, reply=clarity(i.exchange, rules)) for i, v in zip(items, found, strict=True)]
    return found


def score(items: Sequence[Labelled], found: Sequence[Verdict]) -> Report:
    """Compare `found` with the labels of `items`, in the same order."""
    pairs = list(zip(items, found, strict=True))
    present = [c for c in CLASSES if any(i.reply == c for i in items)]
    classes = {c: _score([(i.reply == c, v.reply == c) for i, v in pairs]) for c in CLASSES}
    kinds: dict[str, Score] = {}
    micro = None
    if all(item.kinds is not None for item in items):
        named = sorted({k for i, v in pairs for k in (*(i.kinds or ()), *v.kinds)})
        marks = {k: [(k in (i.kinds or ()), k in v.kinds) for i, v in pairs] for k in named}
        kinds = {k: _score(m) for k, m in marks.items()}
        micro = _score([mark for m in marks.values() for mark in m]).f1
    return Report(
        items=len(pairs),
        accuracy=sum(i.reply == v.reply for i, v in pairs) / len(pairs) if pairs else 0.0,
        macro_f1=sum(classes[c].f1 for c in present) / len(present) if present else 0.0,
        classes=classes,
        kinds=kinds,
        micro_f1_of_kinds=micro,
        misses=sorted((p for p in pairs if p[0].reply != p[1].reply), key=_gravity),
    )


def _score(marks: Sequence[tuple[bool, bool]]) -> Score:
    right = sum(labelled and found for labelled, found in marks)
    found, labelled = sum(f for _, f in marks), sum(g for g, _ in marks)
    precision = right / found if found else 0.0
    recall = right / labelled if labelled else 0.0
    f1 = 2 * right / (found + labelled) if found + labelled else 0.0
    return Score(precision, recall, f1, labelled)


def _gravity(pair: tuple[Labelled, Verdict]) -> tuple[int, str]:
    # Worst first: an answer called a non-reply, then a non-reply called an answer, then the rest.
    labelled, found = pair[0].reply, pair[1].reply
    order = {("clear", "non-reply"): 0, ("non-reply", "clear"): 1, ("partial", "non-reply"): 2}
    return order.get((labelled, found), 3), pair[0].exchange.id


def table(report: Report, misses: int) -> str:
    """Return `report` as text for people, with the `misses` worst misses."""
    lines = [f"{report.items} items, accuracy {report.accuracy:.3f}, macro-F1 {report.macro_f1:.3f}"]
    if report.micro_f1_of_kinds is not None:
        lines[0] += f", micro-F1 of kinds {report.micro_f1_of_kinds:.3f}"
    for heading, scores in (("class", report.classes), ("kind", report.kinds)):
        if scores:
            lines += ["", f"{heading:32} precision  recall      F1  count"]
            lines += [f"{n:32} {s.precision:9.2f} {s.recall:7.2f} {s.f1:7.2f} {s.count:6}" for n, s in scores.items()]
    if misses and report.misses:
        lines += ["", f"Worst misses ({min(misses, len(report.misses))} of {len(report.misses)}):"]
    for labelled, verdict in report.misses[: max(0, misses)]:
        exchange = labelled.exchange
        said = " / ".join(t.text for t in exchange.turns) or f"{exchange.question} - {exchange.answer}"
        kinds = f" ({', '.join(verdict.kinds)})" if verdict.kinds else ""
        lines.append(f"  {exchange.id}: labelled {labelled.reply}, found {verdict.reply}{kinds}")
        lines.append(textwrap.indent(textwrap.fill(said, 104), "      "))
    return "\n".join(lines)


def as_json(report: Report) -> dict[str, Any]:
    """Return `report`, without the misses, as plain data."""
    plain = asdict(report)
    del plain["misses"]
    return plain


def prediction(verdict: Verdict) -> dict[str, Any]:
    """Return `verdict` as one line of a predictions file."""
    return {
        "id": verdict.exchange,
        "reply": verdict.reply,
        "kinds": list(verdict.kinds),
        "evidence": [e.text for e in verdict.evidence],
    }
