"""Changes on one topic (`gold/README.md`, "changes").

A stance that differs from the body's last, a figure that differs beyond its rounding, two bodies that contradict each
other on one day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from monitor.detect.vocabulary import ends_of
from monitor.records import Change, Figure, Reading, Statement
from monitor.rulebook.models import Topic
from monitor.text.fold import fold
from monitor.text.human import human_date, in_words
from monitor.text.months import spell_month

ROUNDING = 0.01  # two figures this close, one of them round, are the same number rounded


@dataclass(frozen=True, slots=True)
class _Said:
    statement: Statement
    reading: Reading


def changes(statements: Sequence[Statement], readings: Sequence[Reading], topic: Topic) -> list[Change]:
    """Return the changes among statements on one topic.

    Args:
        statements: in any order; each has one reading on the topic.
        readings: what they say, in the same order as `statements`.
        topic: the topic they are on.
    """
    said = [_Said(s, r) for s, r in zip(statements, readings, strict=True)]
    said.sort(key=lambda item: _order(item.statement.said_on))
    return [*_stance_changes(said, topic), *_figure_changes(said, topic), *_contradictions(said, topic)]


def _order(said_on: str) -> str:
    # A date known only to the month or year comes after the days in it: what is dated exactly is the better witness.
    return said_on + "-99" * ((len("2025-11-14") - len(said_on)) // 3)


def _stance_changes(said: Sequence[_Said], topic: Topic) -> Iterator[Change]:
    labels = {stance.id: stance.label for stance in topic.stances}
    last: dict[str, _Said] = {}
    for item in said:
        stance, body = item.reading.stance, item.statement.body
        if stance is None:
            continue
        before = last.get(body)
        last[body] = item
        if before is None or before.reading.stance == stance or before.reading.stance is None:
            continue
        old, new = labels[before.reading.stance], labels[stance]
        yield Change(
            topic.id,
            "stance",
            body,
            before.statement.id,
            item.statement.id,
            None,
            f"{body}: “{old}” {_when(before, item)}, “{new}” {_when(item, before)}.",
            f"The later words ({item.reading.stance_cue}) are read as “{new}”, the earlier "
            f"({before.reading.stance_cue}) as “{old}”: two positions of this topic, not one in other words.",
        )


def _when(item: _Said, other: _Said) -> str:
    """Return the date of a statement in words, with who made it when somebody else made the other."""
    person = item.statement.person
    who = f" ({person})" if person and person != other.statement.person else ""
    return in_words(item.statement.said_on) + who


def _figure_changes(said: Sequence[_Said], topic: Topic) -> Iterator[Change]:
    labels = {measure.id: measure.label for measure in topic.measures}
    earlier_ones: dict[tuple[str, str], list[tuple[_Said, Figure]]] = {}
    for item in said:
        for figure in item.reading.figures:
            given = earlier_ones.setdefault((item.statement.body, figure.measure), [])
            before = next((one for one in reversed(given) if comparable(one[1], figure)), None)
            given.append((item, figure))
            if before is None or not differ(before[1], figure):
                continue
            label, unit = labels[figure.measure], figure.unit
            earlier = before[0].statement
            yield Change(
                topic.id,
                "figure",
                item.statement.body,
                earlier.id,
                item.statement.id,
                figure.measure,
                f"{item.statement.body}, {label.lower()}: {spoken(before[1])} {in_words(earlier.said_on)}, "
                f"{spoken(figure)} {in_words(item.statement.said_on)}.",
                f"Both are given for “{label}”{f' in {unit}' if unit not in (None, 'date') else ''}, with no "
                f"other period or area said, and "
                "they differ by more than rounding or a stated bound allows.",
            )


def _contradictions(said: Sequence[_Said], topic: Topic) -> Iterator[Change]:
    labels = {stance.id: stance.label for stance in topic.stances}
    factual = not _asks_for_opinion(topic.question)
    ends = set(ends_of(topic.stances))
    seen: set[tuple[frozenset[str], str]] = set()
    for position, first in enumerate(said):
        for second in said[position + 1 :]:
            if second.statement.said_on != first.statement.said_on:
                break
            if second.statement.body == first.statement.body or len(first.statement.said_on) < 10:
                continue
            bodies = f"{first.statement.body} / {second.statement.body}"
            stances = {first.reading.stance, second.reading.stance}
            reason = measure = None
            if factual and stances == ends and len(stances) == 2:
                old, new = labels[str(first.reading.stance)], labels[str(second.reading.stance)]
                reason = f"“{old}” and “{new}” cannot both hold on the same day."
                summary = (
                    f"On {human_date(first.statement.said_on)}, {first.statement.body}: “{old}”; "
                    f"{second.statement.body}: “{new}”."
                )
            elif pair := _unlike_figures(first.reading, second.reading):
                measure = pair[0].measure
                reason = f"Both give a figure for {measure} on the same day, and the figures differ beyond rounding."
                summary = (
                    f"On {human_date(first.statement.said_on)}, {first.statement.body}: {spoken(pair[0])}; "
                    f"{second.statement.body}: {spoken(pair[1])} ({measure})."
                )
            pair_on_day = (frozenset({first.statement.body, second.statement.body}), first.statement.said_on)
            if reason and pair_on_day not in seen:
                seen.add(pair_on_day)
                yield Change(
                    topic.id,
                    "contradiction",
                    bodies,
                    first.statement.id,
                    second.statement.id,
                    measure,
                    summary,
                    reason,
                )


def _asks_for_opinion(question: str) -> bool:
    """Whether a topic asks what should be done: bodies may differ on that without a contradiction of fact."""
    return fold(question).startswith(("should ", "ought ", "do you support", "do you agree", "would it be right"))


def _unlike_figures(first: Reading, second: Reading) -> tuple[Figure, Figure] | None:
    for one in first.figures:
        for other in second.figures:
            if one.measure == other.measure and comparable(one, other) and differ(one, other):
                return one, other
    return None


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures for one measure speak of the same period and place, as far as they say.

    A year or place that only one of them names is no hindrance; the period of a rate is.
    """
    areas = {area for area in (one.area, other.area) if area}
    periods = {period for period in (one.period, other.period) if period and period.isdigit()}
    rates = {period if period and not period.isdigit() else None for period in (one.period, other.period)}
    return len(areas) < 2 and len(periods) < 2 and len(rates) == 1


def differ(before: Figure, after: Figure) -> bool:
    """Whether two figures for one measure cannot be the same number, given rounding, ranges and bounds."""
    if before.qualifier == after.qualifier and before.qualifier in {"at-least", "at-most"}:
        old, new = before.value or 0.0, after.value or 0.0
        return new < old if before.qualifier == "at-least" else new > old
    low, high = interval(before)
    other_low, other_high = interval(after)
    return low > other_high or other_low > high


def interval(figure: Figure) -> tuple[float, float]:
    """Return the least and the greatest number that a figure, as said, may stand for."""
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    value = figure.value or 0.0
    if figure.qualifier == "at-least":
        return value, inf
    if figure.qualifier == "at-most":
        return 0.0, value
    slack = 0.0 if figure.unit == "date" else _rounding(value, about=figure.qualifier == "about")
    return value - slack, value + slack


def _rounding(value: float, *, about: bool) -> float:
    """Return half of the last place that `value` was rounded to; exact figures are trusted unless they end in 00."""
    if value != int(value):
        return 0.05 * value if about else 0.0
    place, whole = 1, int(abs(value))
    while whole and whole % 10 == 0:
        whole, place = whole // 10, place * 10
    if about:
        return max(place / 2, 0.05 * abs(value)) if abs(value) >= 10 else 1.0
    return min(place / 2, ROUNDING * abs(value)) if place >= 100 else 0.0


def spoken(figure: Figure) -> str:
    """Return a figure in words: "about 9,000 cases", "2,000 to 3,000"."""
    if figure.unit == "date":
        months = [spell_month(end) for end in (figure.low, figure.high, figure.value) if end is not None]
        return " to ".join(dict.fromkeys(months))
    unit = f" {figure.unit}" if figure.unit else ""
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:,g} to {figure.high:,g}{unit}"
    prefix = {"about": "about ", "at-least": "at least ", "at-most": "at most "}.get(figure.qualifier, "")
    return f"{prefix}{_plain(figure.value or 0.0)}{unit}"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")
