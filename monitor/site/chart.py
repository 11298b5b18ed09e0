"""Where things stand on the drawings of a topic's page. Pure: rows in, coordinates out; the templates draw them.

Time runs from left to right. A date of which only the month or year is known stands in the middle of it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.site.text import clean
from monitor.text.human import human_date

WIDTH = 1120
LEFT = 190  # room for the names of bodies
RIGHT = 24
LANE = 64
TOP = 34
ROW = 15  # markers that would touch stand this far apart
MAX_LANES = 12
# One shape for each stance, in the order of the topic's file; words stand beside them wherever they are used.
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "hexagon", "star", "bar")


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A statement: where it stands, its shape's name ("none": takes no position), its key, words for a pointer."""

    x: float
    y: float
    shape: str
    statement: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A body's lane: its name, the name in lines that fit, its vertical centre and height."""

    name: str
    words: Sequence[str]
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """A change: a curve between the two statements that it joins, and where its mark stands.

    `beside` counts the changes before it that have the same curve.
    """

    path: str
    beside: int
    x: float
    y: float
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of statements in lanes."""

    width: int
    height: float
    ticks: Sequence[Tick]
    lanes: Sequence[Lane]
    markers: Sequence[Marker]
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure: its place, the ends of its range (None for a single number), its row, where its words stand."""

    x: float
    y: float
    low: float | None
    high: float | None
    row: Mapping[str, Any]
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A drawing of one measure's figures."""

    width: int
    height: float
    ticks: Sequence[Tick]
    levels: Sequence[Tick]
    points: Sequence[Point]


def day_number(date: str) -> float:
    """Return an ISO date as a day number; a month or year stands for its middle. Raises ValueError for anything else."""
    parts = [int(part) for part in date[:10].split("-")]
    if len(parts) == 3:
        return dt.date(*parts).toordinal()
    if len(parts) == 2:
        return dt.date(parts[0], parts[1], 1).toordinal() + calendar.monthrange(*parts)[1] / 2
    return dt.date(parts[0], 7, 2).toordinal()


class Scale:
    """Dates to horizontal positions, with ticks at months or years."""

    def __init__(self, dates: Iterable[str], left: float = LEFT, right: float = WIDTH - RIGHT) -> None:
        days = [day_number(date) for date in dates] or [dt.date(2025, 1, 1).toordinal()]
        first, last = dt.date.fromordinal(int(min(days))), dt.date.fromordinal(int(max(days)))
        self.start = dt.date(first.year, first.month, 1)
        after = dt.date(last.year + last.month // 12, last.month % 12 + 1, 1)
        self.end = max(after, self.start + dt.timedelta(days=62))
        self.left, self.right = left, right

    def x(self, date: str) -> float:
        """Return the position of an ISO date."""
        return self._x(day_number(date))

    def _x(self, day: float) -> float:
        span = self.end.toordinal() - self.start.toordinal()
        return round(self.left + (self.right - self.left) * (day - self.start.toordinal()) / span, 1)

    def ticks(self, most: int = 9) -> list[Tick]:
        """Return at most about `most` ticks, at the first of a month; Januaries (and the first) carry the year."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if months / s <= most), 240)
        found: list[Tick] = []
        for index in range(months + 1):
            year, month = divmod(self.start.year * 12 + self.start.month - 1 + index, 12)
            if (year * 12 + month) % step == 0:
                date = dt.date(year, month + 1, 1)
                text = (
                    str(year) if step >= 12 else date.strftime("%b") + (f" {year}" if month == 0 or not found else "")
                )
                found.append(Tick(self._x(date.toordinal()), text))
        return found


def lane_names(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the bodies that get a lane, those with most to say first; the rest share the last, "Other bodies"."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["body"]] = counts.get(row["body"], 0) + 1
    names = sorted(counts, key=lambda name: (-counts[name], name))
    return names if len(names) <= MAX_LANES else [*names[: MAX_LANES - 1], "Other bodies"]


def timeline(
    rows: Sequence[Mapping[str, Any]], stances: Sequence[str], changes: Sequence[Mapping[str, Any]]
) -> Timeline:
    """Lay out statements (rows of the timeline view, in order of date) and the changes between them."""
    scale = Scale(row["said_on"] for row in rows)
    names = lane_names(rows)
    placed = {name: _stack([row for row in rows if _lane(row, names) == name], scale) for name in names}
    lanes, markers, y = [], [], float(TOP)
    for name in names:
        depth = max((level for _, level in placed[name]), default=0)
        height = LANE + depth * ROW
        lanes.append(Lane(name, textwrap.wrap(clean(name), 22, max_lines=3, placeholder="…"), y + height / 2, height))
        for row, level in placed[name]:
            offset = (level - depth / 2) * ROW
            shape = str(stances.index(row["stance"]) % len(SHAPES)) if row["stance"] in stances else "none"
            title = f"{human_date(row['said_on'])}, {clean(name)}"
            markers.append(
                Marker(scale.x(row["said_on"]), round(y + height / 2 + offset, 1), shape, row["statement"], title)
            )
        y += height
    where = {marker.statement: marker for marker in markers}
    links: list[Link] = []
    for change in changes:
        start, end = where.get(change["from_statement"]), where.get(change["to_statement"])
        if start and end:
            # Changes that join the same two statements stand side by side on one curve.
            beside = sum((link.row["from_statement"], link.row["to_statement"]) == _ends(change) for link in links)
            links.append(_link(start, end, change, beside))
    return Timeline(WIDTH, y + 8, scale.ticks(), lanes, markers, links)


def _lane(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return str(row["body"]) if row["body"] in names else names[-1]


def _stack(rows: Sequence[Mapping[str, Any]], scale: Scale) -> list[tuple[Mapping[str, Any], int]]:
    """Give each row the lowest level on which it does not touch the one before it."""
    ends: list[float] = []
    placed: list[tuple[Mapping[str, Any], int]] = []
    for row in rows:
        x = scale.x(row["said_on"])
        level = next((i for i, end in enumerate(ends) if x - end >= ROW + 3), len(ends))
        if level > 5:  # a crowd may overlap; the list beneath has everything
            level = len(placed) % 6
        if level == len(ends):
            ends.append(x)
        ends[level] = x
        placed.append((row, level))
    return placed


def _ends(change: Mapping[str, Any]) -> tuple[Any, Any]:
    return change["from_statement"], change["to_statement"]


def _link(start: Marker, end: Marker, change: Mapping[str, Any], beside: int) -> Link:
    if abs(start.x - end.x) < 40:  # one above the other: the curve goes round the side
        side = max(start.x, end.x) + 44 if max(start.x, end.x) < WIDTH - 90 else min(start.x, end.x) - 44
        path = f"M{start.x} {start.y} C{side} {start.y} {side} {end.y} {end.x} {end.y}"
        return Link(path, beside, (start.x + end.x) / 8 + side * 0.75, (start.y + end.y) / 2 + 22 * beside, change)
    lift = min(start.y, end.y) - 26
    path = f"M{start.x} {start.y - 9} C{start.x} {lift} {end.x} {lift} {end.x} {end.y - 9}"
    # The middle of a cubic curve whose control points are level.
    return Link(
        path, beside, (start.x + end.x) / 2 + 36 * beside, round((start.y + end.y - 18) / 8 + lift * 0.75, 1), change
    )


def figures(rows: Sequence[Mapping[str, Any]], height: float = 250) -> Figures:
    """Lay out the figures of one measure: rows with said_on, body, value, low and high."""
    rows = [row for row in rows if row["value"] is not None or None not in (row["low"], row["high"])]
    scale = Scale((row["said_on"] for row in rows), left=80)
    top = _round_up(max((max(_values(row)) for row in rows), default=1))
    bottom_y, top_y = height - 30, 48.0

    def y(value: float) -> float:
        return round(bottom_y - (bottom_y - top_y) * value / top, 1)

    points = []
    for row in rows:
        values = _values(row)
        ranged, x = len(values) > 1, scale.x(row["said_on"])
        points.append(
            Point(
                x=x,
                y=y(sum(values) / len(values)),
                low=y(min(values)) if ranged else None,
                high=y(max(values)) if ranged else None,
                row=row,
                text_y=y(max(values)) - 12,
                anchor="start" if x < 160 else "end" if x > WIDTH - 160 else "middle",
            )
        )
    levels = [Tick(y(top * part), f"{top * part:,g}" if top < 1e6 else f"{top * part:,.0f}") for part in (0, 0.5, 1)]
    return Figures(WIDTH, height, scale.ticks(), levels, points)


def _round_up(value: float) -> float:
    """Return the next number at or above `value` whose half is easy to read: 1, 2, 4, 6 or 8 with noughts."""
    if value <= 0:
        return 1
    unit = 10.0 ** math.floor(math.log10(value))
    return next(step * unit for step in (1, 2, 4, 6, 8, 10) if step * unit >= value)


def _values(row: Mapping[str, Any]) -> list[float]:
    return [row["value"]] if row["value"] is not None else [row["low"], row["high"]]


def spark(counts: Sequence[int], width: float = 160, height: float = 28) -> str:
    """Return the points of a line through `counts`, for an SVG polyline of that size."""
    top = max(counts, default=0) or 1
    step = width / max(len(counts) - 1, 1)
    return " ".join(f"{i * step:.1f},{height - 2 - (height - 4) * count / top:.1f}" for i, count in enumerate(counts))
