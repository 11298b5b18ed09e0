"""What the words around a numeral make of it: a bound, a rate, a fraction, a date, a reference number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from monitor.records import Qualifier
from monitor.text.numerals import Numeral, Token, read_numeral, word

NotQuantity = Literal["ordinal", "year", "date", "time", "age", "reference"]

_BEFORE: dict[tuple[str, ...], Qualifier] = {
    tuple(phrase.split()): qualifier  # type: ignore[misc]
    for qualifier, phrases in {
        "about": "about|around|approximately|approx|roughly|circa|nearly|almost|just over|just under|well over half|"
        "a little over|a little under|some|maybe|perhaps|possibly|probably|an estimated|estimated|close to|"
        "near to|"
        "in the region of|in the order of|of the order of|something like|somewhere around|getting on for|near|"
        "an average of|on average|averaging|slightly over|slightly under|slightly more than|slightly fewer "
        "than|"
        "a little more than|a little less than|a little fewer than|just short of|just shy of|towards|say",
        "at-least": "at least|more than|over|well over|no fewer than|not fewer than|no less than|not less than|"
        "upwards of|in excess of|a minimum of|minimum of|above|exceeding|exceeds|beyond|greater than|north of|"
        "higher than",
        "at-most": "up to|at most|as many as|as much as|no more than|not more than|a maximum of|maximum of|fewer than|"
        "less than|under|below|within|well under|lower than|a ceiling of|no higher than",
    }.items()
    for phrase in phrases.split("|")
}
_LONGEST = max(map(len, _BEFORE))
_AFTER: dict[tuple[str, ...], Qualifier] = {
    ("or", "so"): "about",
    ("or", "thereabouts"): "about",
    ("-", "odd"): "about",
    ("odd",): "about",
    ("-", "ish"): "about",
    ("or", "more"): "at-least",
    ("at", "least"): "at-least",
    ("-", "plus"): "at-least",
    ("plus",): "at-least",
    ("+",): "at-least",
    ("or", "fewer"): "at-most",
    ("or", "less"): "at-most",
    ("or", "under"): "at-most",
    ("at", "most"): "at-most",
}
# A round amount named without a numeral, as the interval it covers.
VAGUE = {
    "tens": (20.0, 99.0),
    "dozens": (24.0, 99.0),
    "scores": (40.0, 99.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2_000.0, 9_999.0),
    "millions": (2e6, 9_999_999.0),
    "handful": (3.0, 9.0),
    "several": (3.0, 9.0),
}
_PLURAL_ORDINALS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "hundredth": 100, "hundredths": 100} | {
    form: value
    for value, stem in enumerate(("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=3)
    for form in (stem, stem + "s")
}
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_DURATIONS = {
    form: unit
    for unit in ("second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade")
    for form in (unit, unit + "s", unit + "s'")
} | {"mins": "minute", "hrs": "hour", "hr": "hour", "weekdays": "day", "yrs": "year"}
_PERIODS = frozenset("year month week day hour night quarter weekend annum shift".split())
_REFERENCE_WORDS = frozenset(
    "question questions pq pqs mq mqs uin uins pathway option tranche volume footnote no nos number reference ref mq mqt paragraph paragraphs para page pages section "
    "sections chapter table figure "
    "appendix annex article clause schedule operation zone zones line lines route routes phase band tier "
    "category level "
    "stage part room platform terminal version grade step gate junction bus a b m".split()
)
_YEAR_BEFORE = frozenset(
    "in by since until till from during of the early late mid for to after before between and through autumn "
    "spring "
    "summer winter christmas easter financial year ( - / this that its our their last next 's or versus with "
    "on end "
    "calendar january-march".split()
)
_NOT_ONE_BEFORE = frozenset("no any every each some this that another which the".split())
_NOT_ONE_AFTER = frozenset(
    "another who that which is was has had can could should would will might must thing day after to by else "
    "and or "
    "has does may at hand side way point".split()
)
# Before "one" at the end of a clause these leave it a number ("How many? One."); others do not ("a better one.").
_ONE_COUNTS = frozenset(
    ["", ".", "?", ",", ":", "-", *"only is just was than least to at found had have about".split()]
)
_ZERO_SORTS = frozenset(
    "emission emissions carbon tolerance hours rated rating rate waste sum harm hero heroes energy pollution".split()
)
_PHONE_NUMBERS = frozenset({"999", "101", "111", "911", "112"})


def qualifier_before(items: Sequence[Token], first: int) -> tuple[Qualifier | None, int]:
    """Return the bound said before the number at token `first` and the index where its words begin."""
    start = first - 1 if word(items, first - 1) in {"the", "a", "an", "just", "only"} else first
    for anchor in dict.fromkeys((first, start)):
        for length in range(min(_LONGEST, anchor), 0, -1):
            phrase = tuple(token.text for token in items[anchor - length : anchor])
            if phrase in _BEFORE:
                return _BEFORE[phrase], anchor - length
    return None, first


def qualifier_after(items: Sequence[Token], after: int) -> tuple[Qualifier | None, int]:
    """Return the bound said after the number that ends before token `after`, and the index after its words."""
    for length in (2, 1):
        phrase = tuple(token.text for token in items[after : after + length])
        if phrase in _AFTER:
            return _AFTER[phrase], after + length
    return None, after


def rate_after(items: Sequence[Token], after: int) -> str:
    """Return the period of a rate said within the next few words ("600 cases a year"), or ""."""
    for at in range(after, min(after + 4, len(items) - 1)):
        text = items[at].text
        if text in {".", ";", ",", ":"}:
            break
        if text in {"a", "per", "each", "every", "an"} and items[at + 1].text in _PERIODS:
            return items[at + 1].text.replace("annum", "year")
        if text in {"annually", "yearly"}:
            return "year"
        if text in {"monthly", "weekly", "daily"}:
            return {"monthly": "month", "weekly": "week", "daily": "day"}[text]
    return ""


def vague_amount(items: Sequence[Token], at: int) -> tuple[float, float, int] | None:
    """Return (low, high, index after) of a round amount without a numeral ("tens of", "a handful") at token `at`."""
    text = items[at].text
    if text not in VAGUE:
        return None
    low, high = VAGUE[text]
    if text == "several":
        following = word(items, at + 1)
        scale = {"hundred": 100, "thousand": 1e3, "million": 1e6, "dozen": 12}.get(following, 1)
        return low * scale, high * scale, at + 1 + (scale > 1)
    if word(items, at + 1) != "of" and text != "handful":
        return None
    bigger = VAGUE.get(word(items, at + 2)) if text in {"tens", "hundreds"} else None
    if bigger and word(items, at + 3) == "of":  # "tens of thousands of"
        scale = 1e3 if word(items, at + 2) == "thousands" else 1e6
        return low / 2 * scale, high * scale, at + 3
    return low, high, at + 1


def fraction_after(items: Sequence[Token], at: int) -> tuple[float, int] | None:
    """Return (value, index after) of a fraction at token `at`: "half of", "two-thirds", "a quarter of", "1 in 5"."""
    text = items[at].text
    if text == "half":
        return (0.5, at + 1) if _half_is_fraction(items, at) else None
    if text == "a":
        return _named_fraction(items, at + 1, 1.0)
    numerator = read_numeral(items, at)
    if numerator is None or not 0 < numerator.value < 100:
        return None
    after = numerator.after
    found = _named_fraction(items, after, numerator.value) or _share(items, after, numerator.value)
    if found is None and word(items, after).isalpha() and word(items, after + 1) == "in":  # one call in ten
        found = _share(items, after + 1, numerator.value)
        if found is not None and word(items, found[1]).endswith("s"):
            found = None  # one officer in ten boroughs
    return found


def _named_fraction(items: Sequence[Token], after: int, top: float) -> tuple[float, int] | None:
    """Return the fraction whose denominator's name stands at token `after`: "thirds", "-fifths of"."""
    at = after + (word(items, after) == "-")
    name = word(items, at)
    denominator = _PLURAL_ORDINALS.get(name, 0)
    if not 0 < top < denominator or not _fraction_fits(items, at, top):
        return None
    return top / denominator, at + 1


def _share(items: Sequence[Token], after: int, top: float) -> tuple[float, int] | None:
    """Return the share "in five", "out of ten" that begins at token `after`."""
    out_of = (word(items, after), word(items, after + 1)) == ("out", "of")
    if not out_of and (word(items, after) != "in" or top > 20):
        return None
    whole = read_numeral(items, after + 1 + out_of)
    if whole is None or not top < whole.value <= 100 or duration_unit(items, whole.after):
        return None
    return top / whole.value, whole.after


def _half_is_fraction(items: Sequence[Token], at: int) -> bool:
    if word(items, at - 1) in {"first", "second", "other", "latter", "this", "that"} or word(items, at + 1) == "-":
        return False
    if read_numeral(items, at) is not None:  # half a million
        return False
    following = word(items, at + 1)
    if following in {"an", "a"}:
        return bool(duration_unit(items, at + 2))
    return following in {"of", "the", "those", "these", "all", "our", "its", "their", ".", ",", "as"} or word(
        items, at - 1
    ) in {
        "nearly",
        "almost",
        "about",
        "around",
        "by",
        "over",
        "than",
        "a",
        "exactly",
        "roughly",
        "under",
        "least",
        "in",
    }


def _fraction_fits(items: Sequence[Token], at: int, top: float) -> bool:
    # "a third of", "by a third", "a quarter fewer"; not "a third runway", "a second reading", "a quarter ago".
    following = word(items, at + 1)
    if top > 1:
        return True
    return following in {"of", "more", "fewer", "less", "higher", "lower"} or (
        following in {"", ".", ",", ";", "since", "in"}
        and word(items, at - 2) in {"by", "nearly", "about", "around", "over", "than", "almost", "roughly"}
    )


def duration_unit(items: Sequence[Token], after: int) -> str:
    """Return the unit of time at token `after` ("weeks", "-day"), or ""."""
    if word(items, after) == "-":
        after += 1
        if word(items, after + 1) == "-":  # 13-year-old is an age
            return ""
    return _DURATIONS.get(word(items, after), "")


def is_pronoun_one(items: Sequence[Token], at: int, after: int) -> bool:
    """Whether the "one" at token `at` stands for a noun ("no one", "one another", "this one") and counts nothing."""
    if items[at].text != "one" or after != at + 1:
        return False
    before, following = word(items, at - 1), word(items, after)
    if before in _NOT_ONE_BEFORE or following in _NOT_ONE_AFTER or following == "of":
        return True
    return not following[:1].isalpha() and before not in _ONE_COUNTS


def is_adjective_zero(items: Sequence[Token], at: int) -> bool:
    """Whether the "zero" at token `at` is part of a name for a sort of thing ("zero-emission buses", "zero tolerance")."""
    behind = at + 1 + (word(items, at + 1) == "-")
    return items[at].text == "zero" and word(items, behind) in _ZERO_SORTS


def not_a_quantity(text: str, items: Sequence[Token], at: int, numeral: Numeral) -> tuple[NotQuantity, int] | None:
    """Return (kind, index after) when the numeral is a year, date, time, age, ordinal or reference, else None."""
    after, value = numeral.after, numeral.value
    following, before = word(items, after), word(items, at - 1)
    if numeral.digits and after == at + 1:
        for found in (
            _reference(items, at),
            _ordinal_or_time(text, items, at),
            _date(text, items, at, value),
            _year(text, items, at, value),
        ):
            if found is not None:
                return found
    if before in {"aged", "age"} or (before == "as" and word(items, at - 2) == "young"):
        return "age", after
    if following == "-" and word(items, after + 1) in {"year", "month"} and word(items, after + 2) == "-":
        return "age", after + 4
    if following in {"year", "years"} and word(items, after + 1) in {"old", "olds"}:
        return "age", after + 2
    return None


def _reference(items: Sequence[Token], at: int) -> tuple[NotQuantity, int] | None:
    """A question number, a paragraph, a road, a phone number, "24/7"."""
    text, before, following = items[at].text, word(items, at - 1), word(items, at + 1)
    if following == "/" and word(items, at + 2)[:1].isdigit():
        short_year = len(text) == 4 and len(word(items, at + 2)) in {2, 4}
        return (
            "year" if short_year and _is_year(float(text)) and len(word(items, at + 2)) == 2 else "reference"
        ), at + 3
    if text.startswith("0") and len(text) > 1 and "." not in text:
        return "reference", at + 1
    if text in _PHONE_NUMBERS and (
        following in {"call", "calls", "number", "line"} or before in {"call", "dial", "calling"}
    ):
        return "reference", at + 1
    if "," not in text and (
        before in _REFERENCE_WORDS
        or (before in {".", "#"} and word(items, at - 2) in {"no", "nos", "para", "ref", "p"})
    ):
        return ("reference", at + 1) if not (before in {"no", "a"} or following in {"%", "per"}) else None
    if before == "-" and at > 1 and items[at].glued and items[at - 1].glued and items[at - 2].text.isalpha():
        return ("reference", at + 1) if items[at - 2].text not in {"mid", "pre", "post", "early", "late"} else None
    return None


def _ordinal_or_time(text: str, items: Sequence[Token], at: int) -> tuple[NotQuantity, int] | None:
    following = word(items, at + 1)
    glued = at + 1 < len(items) and items[at + 1].glued
    if glued and following in {"st", "nd", "rd", "th"}:
        month = word(items, at + 2 + (word(items, at + 2) == "of"))
        return ("date" if month in _MONTHS or word(items, at - 1) in _MONTHS else "ordinal"), at + 2
    if following in {"am", "pm"} and (glued or word(items, at + 2) != "i"):
        return "time", at + 2
    if following == ":" and glued and word(items, at + 2).isdigit() and len(word(items, at + 2)) == 2:
        return "time", at + 3
    return None


def _is_year(value: float) -> bool:
    return 1900 <= value <= 2099 and value == int(value)


def _month_at(text: str, items: Sequence[Token], at: int) -> bool:
    name = word(items, at)
    return name in _MONTHS and (name not in {"may", "march"} or text[items[at].start].isupper())


def _date(text: str, items: Sequence[Token], at: int, value: float) -> tuple[NotQuantity, int] | None:
    """ "15 June", "15 June 2021", "June 15", "June 15, 2021"; the 12 of "12-13 June" and "12 to 13 June"."""
    if value != int(value) or not 1 <= value <= 31 or "." in items[at].text:
        return None
    if _month_at(text, items, at + 1):
        year = word(items, at + 2)
        return "date", at + 2 + (year.isdigit() and _is_year(float(year)))
    if _month_at(text, items, at - 1):
        skip = 2 if word(items, at + 1) == "," else 1
        year = word(items, at + skip)
        return "date", at + skip + 1 if year.isdigit() and _is_year(float(year)) else at + 1
    if (
        word(items, at + 1) in {"-", "and", "to", "or"}
        and word(items, at + 2).isdigit()
        and _month_at(text, items, at + 3)
    ):
        return "date", at + 1
    return None


def _year(text: str, items: Sequence[Token], at: int, value: float) -> tuple[NotQuantity, int] | None:
    if len(items[at].text) != 4 or not _is_year(value):
        return None
    following = word(items, at + 1)
    other = word(items, at + 2)
    if (
        other.isdigit()
        and len(other) in {2, 4}
        and (following == "-" or (following == "to" and _is_year(float(other))))
    ):
        return "year", at + 3
    if word(items, at - 1) in _YEAR_BEFORE or _month_at(text, items, at - 1):
        return "year", at + 1
    plural = following.endswith("s") and following not in {
        "is",
        "was",
        "has",
        "as",
        "'s",
        "this",
        "plans",
        "figures",
    }
    return None if plural or following in {"people", "children", "homes", "of", "more"} else ("year", at + 1)
