"""Find the numbers that a text gives, in digits and in words, with qualifier, range, unit and rate.

Years, dates, clock times, ages, ordinals and reference numbers are found too, each under its own `kind`, so that a
caller that wants quantities never takes one of them for a quantity. Linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from monitor.records import Qualifier
from monitor.text.fold import fold
from monitor.text.numerals import Numeral, Token, may_begin, read_numeral, tokens, word
from monitor.text.numeric_context import (
    VAGUE,
    duration_unit,
    fraction_after,
    is_adjective_zero,
    is_pronoun_one,
    not_a_quantity,
    qualifier_after,
    qualifier_before,
    rate_after,
    vague_amount,
)

Kind = Literal[
    "count",
    "money",
    "percent",
    "fraction",
    "multiple",
    "duration",
    "ordinal",
    "year",
    "date",
    "time",
    "age",
    "reference",
]
QUANTITIES: frozenset[str] = frozenset({"count", "money", "percent", "fraction", "multiple", "duration"})
_CURRENCY = {"£": "GBP", "$": "USD", "€": "EUR"}
_CURRENCY_WORDS = {"pound": "GBP", "pounds": "GBP", "sterling": "GBP", "euros": "EUR", "dollars": "USD"}
_MULTIPLIED = frozenset(
    "more as the higher greater larger bigger lower fewer less what that over likelier worse better".split()
)
_PERCENT = frozenset({"%", "percent", "pc"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number as said.

    Attributes:
        start, end: its words in the text, qualifier and unit included ("about £15.6 million", "2,000 or 3,000").
        value: the number; a percentage as said (13 for "13 per cent"), a fraction between 0 and 1, money in whole
            currency units (0.6 for "60p"); for a range its lower end.
        low, high: the ends of a range, else None.
        qualifier: `exact`, `about`, `at-least`, `at-most` or `range`.
        kind: what sort of number; those in `QUANTITIES` say how much.
        unit: currency code, "per cent", "points", "hour", "week" and so on, or "" for a plain count.
        per: the period or thing of a rate ("year" in "600 a year"), or "".
        vague: no numeral was said ("tens of", "a handful").
        digits: written in digits.
    """

    start: int
    end: int
    value: float
    low: float | None
    high: float | None
    qualifier: Qualifier
    kind: Kind
    unit: str = ""
    per: str = ""
    vague: bool = False
    digits: bool = False

    @property
    def is_quantity(self) -> bool:
        """Whether it says how much or how many."""
        return self.kind in QUANTITIES


@dataclass(frozen=True, slots=True)
class _Bare:
    """A numeral with its unit, before qualifiers and ranges; `first` and `after` are token indices."""

    first: int
    after: int
    value: float
    kind: Kind
    unit: str
    scale: float
    digits: bool


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of `text` in order, without overlaps."""
    folded = fold(text)
    items = tokens(folded)
    out: list[Number] = []
    at = 0
    while at < len(items):
        text_at = items[at].text
        if not (may_begin(text_at) or text_at in _CURRENCY or text_at in VAGUE):
            at += 1
            continue
        vague = vague_amount(items, at)
        if vague is not None:
            low, high, after = vague
            out.append(_number(items, _Bare(at, after, low, "count", "", 1, False), low=low, high=high, vague=True))
            at = after
            continue
        bare = _bare(text, items, at)
        if bare is None:
            at += 1
            continue
        number, at = _with_range(text, items, bare)
        out.append(number)
    return out


def quantities(text: str) -> list[Number]:
    """Return the numbers of `text` that say how much or how many."""
    return [number for number in find_numbers(text) if number.is_quantity]


def _bare(text: str, items: Sequence[Token], at: int) -> _Bare | None:
    if at >= len(items):
        return None
    currency = _CURRENCY.get(items[at].text)
    first = at + 1 if currency else at
    fraction = None if currency else fraction_after(items, at)
    if fraction is not None:
        value, after = fraction
        of_what = after + (word(items, after) in {"an", "a"})
        unit = duration_unit(items, of_what)
        if unit:
            return _Bare(at, of_what + 1, value, "duration", unit, 1, False)
        return _Bare(at, after, value, "fraction", "", 1, items[at].text.isdigit())
    numeral = read_numeral(items, first)
    if numeral is None or is_adjective_zero(items, at):
        return None
    if not currency and is_pronoun_one(items, at, numeral.after):
        return None
    if currency:
        return _Bare(at, numeral.after, numeral.value, "money", currency, numeral.scale, True)
    return _united(text, items, at, numeral)


def _united(text: str, items: Sequence[Token], at: int, numeral: Numeral) -> _Bare:
    """Add the unit that follows `numeral` and tell quantities from dates and references."""
    kind, unit, end = _unit_after(items, numeral.after)
    if kind == "count":
        other = not_a_quantity(text, items, at, numeral)
        if other is not None:
            kind, end = other
        elif duration_unit(items, numeral.after):
            kind, unit = "duration", duration_unit(items, numeral.after)
            end = numeral.after + (2 if word(items, numeral.after) == "-" else 1)
    value = numeral.value / 100 if unit == "pence" else numeral.value
    return _Bare(at, end, value, kind, "GBP" if unit == "pence" else unit, numeral.scale, numeral.digits)


def _unit_after(items: Sequence[Token], after: int) -> tuple[Kind, str, int]:
    """Return the kind and unit that the tokens from `after` give a number, and the index after them."""
    following, next_word = word(items, after), word(items, after + 1)
    kind: Kind = "count"
    unit, end = "", after
    if following in _PERCENT or (following, next_word) == ("per", "cent"):
        end = after + (1 if following in _PERCENT else 2)
        points = word(items, end) in {"point", "points"}
        kind, unit, end = "percent", "points" if points else "per cent", end + points
    elif following == "percentage" and next_word in {"point", "points"}:
        kind, unit, end = "percent", "points", after + 2
    elif following in _CURRENCY_WORDS:
        kind, unit, end = "money", _CURRENCY_WORDS[following], after + 1
    elif following == "pence" or (following == "p" and items[after].glued):
        kind, unit, end = "money", "pence", after + 1
    elif following == "times" and next_word not in _MULTIPLIED:  # how often, not how many times as much
        unit, end = "times", after + 1
    elif following in {"times", "fold"} or (following, next_word) == ("-", "fold"):
        kind, end = "multiple", after + 1 + (following == "-")
    return kind, unit, end


def _with_range(text: str, items: Sequence[Token], bare: _Bare) -> tuple[Number, int]:
    if bare.kind not in QUANTITIES:
        return _number(items, bare), bare.after
    joiner = word(items, bare.after)
    before = word(items, bare.first - 1)
    if (joiner in {"to", "-", "or"} and before not in {"from", "by"}) or (
        joiner == "and" and _between(items, bare.first)
    ):
        other = _bare(text, items, bare.after + 1)
        if other is not None and other.kind == "age" and bare.kind == "count":
            return _number(items, replace(bare, kind="age")), bare.after  # "16 to 24 year olds"
        if other is not None and other.kind in QUANTITIES:
            joined = _joined(bare, other, joiner)
            if joined is not None:
                whole = replace(
                    bare,
                    first=bare.first - (joiner == "and"),
                    after=other.after,
                    value=joined[0],
                    unit=other.unit or bare.unit,
                    kind=other.kind if bare.kind == "count" else bare.kind,
                )
                return _number(items, whole, low=joined[0], high=joined[1]), other.after
    return _number(items, bare), bare.after


def _between(items: Sequence[Token], first: int) -> bool:
    return word(items, first - 1) == "between"


def _joined(low: _Bare, high: _Bare, joiner: str) -> tuple[float, float] | None:
    """Return the ends of the range that two numbers make, the lower sharing the scale of the higher, or None."""
    bottom, top = low.value, high.value
    if low.scale == 1 and high.scale > 1 and bottom < top / high.scale:
        bottom *= high.scale
    same_kind = low.kind in {high.kind, "count"} or (low.kind == "money" and high.kind == "count")
    if not same_kind or bottom >= top:
        return None
    if joiner == "or" and top > 2 * bottom + 1:
        return None
    return bottom, top


def _number(
    items: Sequence[Token],
    bare: _Bare,
    low: float | None = None,
    high: float | None = None,
    vague: bool = False,
) -> Number:
    first, after = bare.first, bare.after
    qualifier: Qualifier = "exact" if low is None else "range"
    per = ""
    if bare.kind in QUANTITIES:
        said, first = qualifier_before(items, first)
        trailing, after = qualifier_after(items, after)
        if low is None:
            qualifier = said or trailing or "exact"
        per = rate_after(items, after)
    return Number(
        items[first].start,
        items[after - 1].end,
        bare.value,
        low,
        high,
        qualifier,
        bare.kind,
        bare.unit,
        per,
        vague,
        bare.digits,
    )
