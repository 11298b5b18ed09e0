"""The numbers of a statement, each with what grammar says of it.

What it counts, its own clause, and whether it is a part of another number, a comparison, of another time or place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import re2

from monitor.detect.clauses import Asserted
from monitor.detect.measures import DATE_WORD, NOT_NOUNS, is_plural
from monitor.text.fold import fold
from monitor.text.lemmas import words
from monitor.text.numbers import Number

TABLE = 60  # numbers in what passes for one sentence: more are a table, which is not read here
_ADJECTIVES = frozenset(
    "live open current complex historic past separate different new old further such so extra".split()
)
_CHANGED = (
    r"(?:rose|risen|rising|fell|fallen|falling|cut|reduced|went|increased?|decreased?|dropped|grown|grew|gone|"
    r"up|down|"
    r"rise|fall|drop)"
)
_COMPARED = re2.compile(
    r"(?:compared (?:with|to)|against|rather than|than the|instead of|not|target (?:is|was|of)|"
    rf"{_CHANGED}(?: [a-z]+){{0,3}} from)(?: the| just| only| some| about)?$"
)
_BY = re2.compile(rf"(?:\b{_CHANGED}(?: [a-z]+){{0,3}} by|\bby a further)(?: the| just| only| some| about)?$")
_AIMED = re2.compile(
    r"\b(?:aim|aims|aiming|target|goal|ambition|hope|hopes|(?:want|wants) (?:it|them|this|that))\b(?:[^,;:]{0,40})$"
)
_MENTIONED = re2.compile(r"^(?: [a-z-]+){0,3} that (?:i|we) (?:mentioned|gave|quoted|reported|spoke of|promised)\b")
_OVERALL = re2.compile(r"^(?: [a-z]+){0,2} (?:overall|in total|in all|altogether|all told)\b")
_FURTHER = re2.compile(r"(?:further|another|extra|additional)$")
_MORE = re2.compile(r"^ (?:more|extra|additional|further) (?:[a-z]{3,})")
_TO_NUMBER = re2.compile(
    r"^(?: [a-z]+){0,2} to (?:about |some |just |around |only )?(?:[£0-9]|[a-z]+ty\b|one|two|three|four|five|"
    r"six|seven|eight|nine|ten)"
)
_DEFINITE = re2.compile(r"\b(?:all|the|these|those|both|our|only)$")
_EXISTS = re2.compile(
    r"(?:there (?:are|were|is|was)|(?:we|it|they|which|service|force|tfl|met) (?:now |still |currently "
    r")?(?:have|has)|"
    r"total(?:s|led|ling)?|stands? at|number(?:s|ed)?)(?: now| currently| still| today| only| just)?$"
)
_BETWEEN = re2.compile(r" of (?:the|our|these|those|all|its|their|all the|all our) ")
_FINITE = re2.compile(r"\b(?:are|is|was|were|have|has|had|do|does|did|will|would|can|could|may|might)\b")
_OF_PART = re2.compile(r"^\s*(?:[a-z]+ )?of (?:the|these|those|them|our|whom|its|their)\b")
_OF_WHOLE = re2.compile(r"^(?:and |but )?(?:out )?of (?:the |these |those |our |all )?$")
_OPENS_WITH_WHOLE = re2.compile(r"^(?:and |but )?(?:out )?of (?:the|these|those|our|them|all|some|about|every|[0-9])")
_INCLUDING = re2.compile(
    r"(?:including|among them|of whom|of which|of them|of those|of these)(?: just| only| about| some)?$"
)
_OTHER_PERIOD = re2.compile(
    r"\b(?:last (?:year|month|week|summer|autumn|winter|spring)|the (?:year|month|week) before|"
    r"(?:a|one|two|three|five|ten) (?:years?|months?) (?:ago|earlier)|previous (?:year|month|quarter)|in the "
    r"past|originally|"
    r"at (?:the|its) peak)\b"
)
_RELATIVE_YEAR = re2.compile(r"\b(?:last year|the year before|the previous year|a year earlier)\b")
_YEAR_SAID = re2.compile(r"\b(?:in|during|for|of|between) (?:the year )?(?:to )?(?:[a-z]+ )?((?:19|20)\d\d)\b")
_AREA = re2.compile(
    r"\b(?:in|across|at|around|for|within) ((?:the |Greater |inner |outer |north |south |east |west "
    r")*[A-Z][\w'’-]+"
    r"(?: (?:and |upon |on )?[A-Z][\w'’-]+)*)"
)
_NATIONAL = re2.compile(
    r"\b(?:nationally|nationwide|across the country|across england|in england|worldwide|elsewhere|other cities|"
    r"other forces)\b"
)
_NOT_AREAS = frozenset(
    "london january february march april may june july august september october november december monday "
    "tuesday wednesday "
    "thursday friday saturday sunday parliament assembly chamber mayor christmas easter i city capital uk "
    "police service tfl "
    "met mps hall office house force brigade council authority programme operation act strategy scheme project "
    "commission "
    "agency board".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number in its place.

    Attributes:
        index: of its sentence; `sentence`, `clause`: that sentence and the part of it that holds the number, folded.
        start: where the clause begins in the statement.
        nouns: the words after it that may be what it counts; `noun`: the likeliest, None when it stands alone.
        before, after: what stands before and after it in the sentence, folded.
    """

    number: Number
    index: int
    start: int
    sentence: str
    clause: str
    nouns: tuple[str, ...]
    noun: str | None
    before: str
    after: str
    original: str

    @property
    def is_part(self) -> bool:
        """Whether it counts a part of another number: "of the 600 offered, 418 came", "12 of the 40"."""
        return _OF_PART.search(self.after[:40]) is not None or (
            _OPENS_WITH_WHOLE.search(self.before) is not None and "," in self.before
        )

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole of which a part follows: the 600 of "of the 600 offered, 418 came"."""
        return _OF_WHOLE.search(self.before) is not None

    @property
    def is_compared(self) -> bool:
        """Whether it is only what another number is compared with, or is a part of one named before."""
        before = self.before.rstrip()[-60:]
        from_to = before.endswith("from") and _TO_NUMBER.search(self.after[:40]) is not None
        from_to = from_to or _MENTIONED.search(self.after[:60]) is not None
        return from_to or _COMPARED.search(before) is not None or _INCLUDING.search(before) is not None

    @property
    def is_difference(self) -> bool:
        """Whether it says by how much something changed, or what comes on top: "by 12", "a further 12", "12 more"."""
        before = self.before.rstrip()[-60:]
        return bool(_BY.search(before) or _FURTHER.search(before) or _MORE.search(self.after[:30]))

    @property
    def is_aimed_at(self) -> bool:
        """Whether it is what somebody aims at, and not what is."""
        return _AIMED.search(self.before) is not None

    @property
    def is_overall(self) -> bool:
        """Whether it is said to be the total."""
        return _OVERALL.search(self.after[:40]) is not None

    @property
    def is_definite(self) -> bool:
        """Whether a definite article or the like stands before it: "all ten taps"."""
        return _DEFINITE.search(self.before.rstrip()) is not None

    @property
    def is_stated_to_exist(self) -> bool:
        """Whether its clause says that so many there are: "we have 14", "there are 14"."""
        return _EXISTS.search(self.before.rstrip()) is not None

    @property
    def is_national(self) -> bool:
        """Whether its clause speaks of the country or of other places."""
        return _NATIONAL.search(self.clause) is not None

    def other_area(self, known: str) -> str | None:
        """Return a place that its clause names and that does not occur in the folded text `known`."""
        for match in _AREA.finditer(self.original):
            name = fold(match.group(1)).removeprefix("the ")
            if not any(part in _NOT_AREAS for part in name.split()) and name not in known:
                return str(match.group(1))
        return None

    @property
    def year(self) -> str | None:
        """The one year that its clause names, if it names one."""
        years = {word for word in DATE_WORD.findall(self.clause) if word.isdigit()}
        return years.pop() if len(years) == 1 else None

    def is_of_other_period(self, before: str, said_on: str, dates: frozenset[str]) -> bool:
        """Whether its clause speaks of another time.

        Args:
            before: the statement up to the clause, folded.
            said_on: the date of the statement.
            dates: months and years that the measure names.
        """
        said = set(DATE_WORD.findall(self.clause))
        if not dates:
            return _OTHER_PERIOD.search(self.clause) is not None or any(
                said_on[:4].isdigit() and int(match.group(1)) < int(said_on[:4]) - 1
                for match in _YEAR_SAID.finditer(self.clause)
            )
        years = {word for word in dates if word.isdigit()}
        if years and not said & years and _RELATIVE_YEAR.search(self.clause):
            named = [word for word in DATE_WORD.findall(before) if word.isdigit()]
            base = named[-1] if named else said_on[:4]
            return not base.isdigit() or str(int(base) - 1) not in years
        clash = {word for word in said if (years if word.isdigit() else dates - years)}
        return bool(clash) and not clash & dates


def candidates(asserted: Asserted, numbers: Sequence[Number]) -> list[Candidate]:
    """Return the numbers of a statement, each in its place."""
    by_sentence: dict[int, list[Number]] = {}
    for number in numbers:
        by_sentence.setdefault(asserted.sentence_of(number.start), []).append(number)
    found = [
        _candidate(asserted, number, together)
        for together in by_sentence.values()
        if len(together) <= TABLE
        for number in together
    ]
    for at, (part, whole) in enumerate(pairwise(found)):
        if _BETWEEN.fullmatch(asserted.folded[part.number.end : whole.number.start]):
            found[at], found[at + 1] = _parted(part, whole)
    return found


def _parted(part: Candidate, whole: Candidate) -> tuple[Candidate, Candidate]:
    """Return "six" and "the 14 vents" of "six of the 14 vents failed", the verb with the first.

    In "seven of the 35 trams fitted with it were out" what stands before the finite verb describes the 35.
    """
    rest = whole.after.split(",")[0]
    verb = _FINITE.search(rest)
    if verb is not None:
        cut = verb.start()
    else:
        last = max((rest.rfind(word) + len(word) for word in whole.nouns if is_plural(word)), default=0)
        cut = last
    described = " ".join([str(whole.number.value), rest[:cut]])
    nouns = tuple(word for word in whole.nouns if word in rest[:cut])
    return (
        replace(part, clause=" ".join([*nouns, rest[cut:]]), nouns=nouns, noun=whole.noun),
        replace(whole, clause=described, nouns=nouns, sentence=described),
    )


def _candidate(asserted: Asserted, number: Number, numbers: Sequence[Number]) -> Candidate:
    folded = asserted.folded
    index = asserted.sentence_of(number.start)
    sentence = asserted.sentences[index]
    start, end = _own_clause(folded, number, numbers, asserted.segment_of(number.start))
    nouns = _counted(folded, number.end, sentence.end)
    noun = next((word for word in nouns if is_plural(word)), nouns[-1] if nouns and number.value == 1 else None)
    return Candidate(
        number,
        index,
        start,
        folded[sentence.start : sentence.end],
        folded[start:end],
        nouns,
        noun,
        folded[sentence.start : number.start],
        folded[number.end : sentence.end],
        asserted.text[start:end],
    )


def _own_clause(folded: str, number: Number, numbers: Sequence[Number], segment: tuple[int, int]) -> tuple[int, int]:
    """Return the part of a clause, between commas or an "and" that parts it from other numbers, that holds `number`."""
    start, end = segment
    left = max(folded.rfind(", ", start, number.start), start - 1) + 1
    right = folded.find(", ", number.end, end)
    right = right if right >= 0 else end
    for other in numbers:
        if left <= other.start < number.start:
            parting = folded.rfind(" and ", other.end, number.start)
            left = parting + 1 if parting >= 0 else left
        elif number.end <= other.start < right:
            parting = folded.find(" and ", number.end, other.start)
            right = parting if parting >= 0 else right
    return left, right


def _counted(folded: str, end: int, limit: int) -> tuple[str, ...]:
    """Return the words that follow a number ending at `end` up to the end of its noun phrase, as it seems."""
    stop = _STOP.search(folded, end, limit)
    following = words(folded[end : min(stop.start() if stop else limit, end + 60)])
    if following and following[0][0] == "of" and folded[:end].endswith("s"):  # tens of, thousands of
        following = following[1:]
    taken: list[str] = []
    for word, _, _ in following[:5]:
        if word in NOT_NOUNS and word not in _ADJECTIVES:
            break
        taken.append(word)
    return tuple(taken)


_STOP = re2.compile(r"[,;:.()]")
