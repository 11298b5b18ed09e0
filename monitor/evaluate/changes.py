"""Score stances, figures and changes against labelled topics (`gold/README.md`, "changes")."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.detect.changes import changes
from monitor.detect.topics import CompiledTopic, read_in_order
from monitor.errors import BadFile
from monitor.records import Change, Figure, Reading, Statement
from monitor.rulebook.models import Topic

NULL = "none"
Pair = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of a labelled file: a topic, its statements, and what is true of them."""

    topic: Topic
    statements: tuple[Statement, ...]
    stances: dict[str, str | None]
    figures: dict[str, frozenset[tuple[str, str]]]
    changes: frozenset[tuple[str, str, str]]
    near_misses: frozenset[tuple[str, str]]


@dataclass(slots=True)
class Tally:
    """Counts of what was found rightly, found wrongly and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, expected: frozenset[Any], got: frozenset[Any]) -> None:
        """Count the members of `got` against those of `expected`."""
        self.right += len(expected & got)
        self.wrong += len(got - expected)
        self.missed += len(expected - got)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what is true that was found; 1 when there is nothing to find."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Score:
    """The table of one evaluation, and every miss in words."""

    stances: list[tuple[str, str]] = field(default_factory=list)
    by_topic: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    figures: Tally = field(default_factory=Tally)
    changes: Tally = field(default_factory=Tally)
    by_kind: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def macro_f1(self) -> float:
        """Macro-F1 of stances over stance ids, "none" being one, all topics together."""
        return _macro_f1(self.stances)

    def macro_f1_by_topic(self) -> float:
        """The mean over topics of the macro-F1 of their stances, "none" being one."""
        scores = [_macro_f1(pairs) for pairs in self.by_topic.values()]
        return sum(scores) / len(scores) if scores else 1.0

    def as_dict(self) -> dict[str, Any]:
        """Return the figures of the table."""
        return {
            "stance_macro_f1": round(self.macro_f1(), 4),
            "stance_macro_f1_by_topic": round(self.macro_f1_by_topic(), 4),
            "stance_accuracy": round(sum(e == g for e, g in self.stances) / max(1, len(self.stances)), 4),
            "stance_by_class": {name: round(f1, 4) for name, f1, _ in _per_class(self.stances)},
            "figures": _tally(self.figures),
            "changes": _tally(self.changes),
            "changes_by_kind": {kind: _tally(tally) for kind, tally in sorted(self.by_kind.items())},
        }


@dataclass(frozen=True, slots=True)
class Read:
    """What the rules make of one labelled topic."""

    labelled: Labelled
    readings: tuple[Reading, ...]
    changes: tuple[Change, ...]

    def prediction(self) -> dict[str, Any]:
        """Return the line that `--predictions` writes."""
        return {
            "topic": self.labelled.topic.id,
            "statements": [
                {"id": r.statement, "stance": r.stance, "figures": [_figure(f) for f in r.figures]}
                for r in self.readings
            ],
            "changes": [
                {"kind": c.kind, "body": c.body, "from": c.from_statement, "to": c.to_statement} for c in self.changes
            ],
        }


def load(path: Path) -> list[Labelled]:
    """Read a labelled file: one JSON object a line.

    Raises:
        BadFile: it cannot be opened, or a line is not such an object.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(path, str(error)) from None
    out = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            out.append(_labelled(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            reason = f"expected a labelled topic, found a fault at {str(error).splitlines()[0]}"
            raise BadFile(path, reason, number) from None
    return out


def read(labelled: Labelled) -> Read:
    """Read the statements of a labelled topic with a topic built from its line."""
    compiled = CompiledTopic(labelled.topic)
    readings = read_in_order(labelled.statements, compiled, assume_on_topic=True)
    found = changes(labelled.statements, readings, labelled.topic)
    return Read(labelled, tuple(readings), tuple(found))


def score(reads: Sequence[Read]) -> Score:
    """Compare what was read with the labels."""
    out = Score()
    for item in reads:
        labelled = item.labelled
        texts = {statement.id: statement for statement in labelled.statements}
        for reading in item.readings:
            pair = (labelled.stances[reading.statement] or NULL, reading.stance or NULL)
            out.stances.append(pair)
            out.by_topic.setdefault(labelled.topic.id, []).append(pair)
            if pair[0] != pair[1]:
                out.misses.append(
                    f"stance {reading.statement}: expected {pair[0]}, got {pair[1]} ({reading.stance_cue})\n"
                    f"    Q: {texts[reading.statement].question}\n    {texts[reading.statement].text}"
                )
            expected = labelled.figures[reading.statement]
            got = frozenset((f.measure, _value(f.value, f.low, f.high)) for f in reading.figures)
            out.figures.add(expected, got)
            if expected != got:
                out.misses.append(
                    f"figures {reading.statement}: expected {sorted(expected)}, got {sorted(got)}\n"
                    f"    Q: {texts[reading.statement].question}\n    {texts[reading.statement].text}"
                )
        _score_changes(out, item)
    return out


def _score_changes(out: Score, item: Read) -> None:
    got = frozenset(_change(c.kind, c.from_statement, c.to_statement) for c in item.changes)
    expected = item.labelled.changes
    out.changes.add(expected, got)
    for kind in {change[0] for change in expected | got}:
        tally = out.by_kind.setdefault(kind, Tally())
        tally.add(frozenset(c for c in expected if c[0] == kind), frozenset(c for c in got if c[0] == kind))
    for change in sorted(expected - got):
        out.misses.append(f"change missed: {' '.join(change)}")
    for change in sorted(got - expected):
        known = " (listed under not_changes)" if (change[1], change[2]) in item.labelled.near_misses else ""
        out.misses.append(f"change wrongly found: {' '.join(change)}{known}")


def _labelled(line: dict[str, Any]) -> Labelled:
    given = line["topic"]
    topic = Topic.model_validate(
        {
            "id": given["id"],
            "title": given["title"],
            "question": given["question"],
            "about": given.get("aliases") or given.get("about") or [given["title"]],
            "stances": [{k: s[k] for k in ("id", "label", "cues") if k in s} for s in given["stances"]],
            "measures": [{k: m[k] for k in ("id", "label", "unit", "cues") if k in m} for m in given["measures"]],
        }
    )
    rows = line["statements"]
    return Labelled(
        topic,
        tuple(
            Statement(
                s["id"],
                s["date"],
                s["body"],
                s["text"],
                s["medium"],
                s.get("person"),
                s.get("role"),
                s.get("question"),
            )
            for s in rows
        ),
        {s["id"]: s.get("stance") for s in rows},
        {
            s["id"]: frozenset(
                (f["measure"], _value(f.get("value"), f.get("low"), f.get("high"))) for f in s["figures"]
            )
            for s in rows
        },
        frozenset(_change(c["kind"], c["from"], c["to"]) for c in line.get("changes", [])),
        frozenset((c["from"], c["to"]) for c in line.get("not_changes", [])),
    )


def _change(kind: str, first: str, second: str) -> tuple[str, str, str]:
    # Which of two simultaneous statements comes first says nothing.
    return (kind, *sorted((first, second))) if kind == "contradiction" else (kind, first, second)  # type: ignore[return-value]


def _value(value: float | None, low: float | None, high: float | None) -> str:
    return f"{low:g} to {high:g}" if low is not None and high is not None else f"{value:.10g}"


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "measure": figure.measure,
        "value": figure.value,
        "qualifier": figure.qualifier,
        "low": figure.low,
        "high": figure.high,
    }


def _per_class(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, float, int]]:
    expected, got = Counter(e for e, _ in pairs), Counter(g for _, g in pairs)
    right = Counter(e for e, g in pairs if e == g)
    for name in sorted(expected):
        yield name, 2 * right[name] / (expected[name] + got[name]), expected[name]


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    scores = [f1 for _, f1, _ in _per_class(pairs)]
    return sum(scores) / len(scores) if scores else 1.0


def _tally(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "right": tally.right,
        "wrong": tally.wrong,
        "missed": tally.missed,
    }


def table(result: Score) -> str:
    """Return the table in text."""
    lines = ["stance            F1     n"]
    lines += [f"  {name:<14} {f1:5.2f} {count:5d}" for name, f1, count in _per_class(result.stances)]
    lines.append(f"  {'macro-F1':<14} {result.macro_f1():5.2f} {len(result.stances):5d}")
    lines.append(f"  {'mean of topics':<14} {result.macro_f1_by_topic():5.2f}")
    lines.append("                     P     R    F1   right wrong missed")
    rows = [("figures", result.figures), ("changes", result.changes)]
    rows += [(f"  {kind}", tally) for kind, tally in sorted(result.by_kind.items())]
    lines += [
        f"{name:<16} {t.precision:5.2f} {t.recall:5.2f} {t.f1:5.2f} {t.right:7d} {t.wrong:5d} {t.missed:6d}"
        for name, t in rows
    ]
    return "\n".join(lines)
