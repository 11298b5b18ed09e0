"""What a question lists: items under letters, how many values are wanted, and the things by name."""

from __future__ import annotations

import re

from monitor.detect.replies import grammar
from monitor.detect.replies.words import content
from monitor.rulebook.replies import Ask

_STANDS_ALONE = re.compile(
    r"(?:(?:the|its|their|his|her|your|a|an|any) \w|(?:whether|if|how|when|why|what|which|who|whom|whose|where|on|by|in|at)\b)"
)
_TELL = re.compile(
    r"\b(?:state|tell \w+|say|give|confirm|set out|list|provide|supply|estimate|know|let \w+ know|what (?:is|are|was|were)|of)(?: (?:me|us|him|her|the assembly|details of|for \w+|please))?[\s:,]*$"
)
_NOUN = re.compile(r"(?:the|its|their|his|her|your|a|an|any) ")
_TIME = re.compile(r"(?:each|every) (?:year|month|week|day|night|quarter|hour|weekday|weekend)$")
_OF_A_SPAN = re.compile(r"\s*,? (?:since|from|between|over|in|of|during|for which|up to|to|until)\b")
_SPAN_OF_YEARS = re.compile(r"\s*,? (?:from|between) ((?:19|20)\d\d)\S* (?:to|and|until) ((?:19|20)\d\d)")
_OF_EACH = re.compile(r"\b(?:(?:of|for|in|at|from|by|to|on) each(?: (?:case|one))?|year by year|month by month|respectively)\W*$|\b(?:year by year|month by month|week by week)\b")
_PREPOSITION = r"(?:in|for|at|on|by|from|during|of|with|to)"
_THING = r"(?:the |an? |its |your )?([a-z0-9][\w'&/-]*(?: [\w'&/-]+){0,2}?)"
_THREE = re.compile(
    rf"\b(?:{_PREPOSITION}|number of|how many|each of) {_THING}, (?:{_PREPOSITION} )?{_THING},? and (?:{_PREPOSITION} )?{_THING}(?=[?,.;]|$| (?:in|for|at|on|by|from|during|since|between|were|was|are|is|have|has|had|did|do|does|will|that|which|who|[a-z]+ed)\b)"
)
_TWO = re.compile(rf"\b({_PREPOSITION}) {_THING},? and (?:\1) {_THING}(?=[?,.;]|$| (?:in|for|at|on|by|from|during|since|between|were|was)\b)")


def lettered(sentence: str) -> list[str]:
    """Return the items of "please state (a) the cost, (b) ..." that each ask for a thing of their own; else nothing."""
    letters = list(grammar.LIST_ITEM.finditer(sentence))
    if len(letters) < 2:
        return []
    lead = sentence[: letters[0].start()]
    if not _TELL.search(lead) or grammar.QUANTITY.search(lead) or grammar.DATE.search(lead):
        return []
    ends = [match.start() for match in letters[1:]] + [len(sentence)]
    items = [
        re.sub(r"[\s,;]+(?:and|or)?[\s,;]*$", "", sentence[m.end() : end].strip())
        for m, end in zip(letters, ends, strict=True)
    ]
    if not all(_STANDS_ALONE.match(item) for item in items):
        return []
    asked = (f"what is {item}" if _NOUN.match(item) else item for item in items)
    return [f"({m[1]}) {item}" for m, item in zip(letters, asked, strict=True)]


def wanted(clause: str, ask: Ask, names: tuple[str, ...] = ()) -> int:
    """How many values a clause wants; 0 when more than one but unknown."""
    letters = grammar.LIST_ITEM.findall(clause)
    if ask not in {"quantity", "date"}:
        return max(2, len(letters)) if letters else 1
    if letters and ask == "quantity":
        return max(2, len(letters)) if not grammar.EACH.search(clause) else 0
    each = _of_each(clause, ask, names)
    if each != 1 or ask == "date":
        return each
    if len(years := set(grammar.YEAR.findall(clause))) > 1 and not grammar.SPAN.search(clause):
        return len(years)
    return 0 if grammar.BY.search(clause) else 1


def _of_each(clause: str, ask: Ask, names: tuple[str, ...]) -> int:
    """The number of things that "each" speaks of; 1 where it does not, or only of a rate ("what is paid each year")."""
    if _OF_EACH.search(clause):
        return 0
    for match in grammar.EACH.finditer(clause):
        behind = clause[match.end() :]
        unit = _TIME.search(match.group())
        if unit and (ask == "date" or (unit.start() == 0 and not _OF_A_SPAN.match(behind))):
            continue  # "what is paid each year"; "when will the sum for each year be announced"
        if years := _SPAN_OF_YEARS.match(behind):
            return max(1, int(years[2]) - int(years[1]) + 1)
        if count := match.group(1):
            return int(count) if count.isdigit() else grammar.SMALL.get(count, 0)
        listed = set(grammar.YEAR.findall(clause[match.start() :]))
        if names and (behind.startswith(" of ") or any(name.split()[0] == match.group(2) for name in names)):
            return len(names)
        return len(listed) if len(listed) > 1 and not grammar.SPAN.search(clause) else 0
    return 1


def listed(clause: str) -> tuple[frozenset[str], ...]:
    """Return the things that `clause` lists, each as the stems of the words that only it has; empty for no list."""
    match = _THREE.search(clause)
    things = match.groups() if match else ()
    if not things and (match := _TWO.search(clause)):
        things = match.groups()[1:]
    words = [content(thing) for thing in things]
    own = [
        one - frozenset().union(*(other for at, other in enumerate(words) if at != number))
        for number, one in enumerate(words)
    ]
    return tuple(own) if all(own) else ()
