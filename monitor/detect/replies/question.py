"""What a question asks for: its parts, and for each the sort of thing that would answer it.

The signs are English grammar (question words, inverted auxiliaries, the "if he will" of parliamentary questions), so
they stand here and not in the rule files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from monitor.detect.replies import grammar
from monitor.detect.replies.counted import asked_number_of
from monitor.detect.replies.items import lettered, wanted
from monitor.detect.replies.words import STOP, content, stem, tokens
from monitor.rulebook.replies import Ask
from monitor.text.fold import fold


@dataclass(frozen=True)
class Part:
    """One thing that a question asks for.

    Attributes:
        text: its words, folded.
        asks: the sorts of answer that would do: the first is the most particular.
        items: how many values it wants (2 for "in 2022 and in 2023"; 0 for an unknown number, as in "by borough").
        turn: the index of the turn that asks it, None outside oral exchanges.
        context: the words of the part before it.
        names: the places or things that it lists by name, folded ("Vauxhall, Archway and Catford").
        letter: under which it is asked: "(a) the cost, (b) ...".
        only_if: the answer to the part before in whose event it is asked ("and if not, why not?": "no").
    """

    text: str
    asks: tuple[Ask, ...]
    items: int = 1
    turn: int | None = None
    context: str = ""
    names: tuple[str, ...] = ()
    only_if: Literal["yes", "no"] | None = None
    letter: str = ""

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The stems of its own content words."""
        return content(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of its content words, with those of the part before where it is an ellipsis ("and when?")."""
        if self.context and (len(self.own_words) < 2 or grammar.PRONOUN.search(self.text)):
            return self.own_words | content(self.context)
        return self.own_words

    @cached_property
    def predicate(self) -> str:
        """The stem of the verb or adjective that is asked about: in "has the hub in Ealing closed?" what the hub did."""
        if match := grammar.PREDICATE.search(self.text):
            return stem(next(word for word in match.groups() if word))
        words = [w for w in tokens(self.text) if w not in STOP and len(w) > 2]
        return stem(words[-1]) if words else ""

    @cached_property
    def thing(self) -> str:
        """The stem of the noun that "how many" counts; of the part before where it has none ("how many were let?")."""
        return asked_number_of(self.text)[0] or asked_number_of(self.context)[0]

    @cached_property
    def deed(self) -> str:
        """The stem of what is asked of the things counted: in "how many homes were let?" that they were let."""
        return asked_number_of(self.text)[1]

    @property
    def ask(self) -> Ask:
        """The sort of answer that it is judged by."""
        return self.asks[0]


def parse_question(question: str, turn: int | None = None) -> tuple[Part, ...]:
    """Return the parts of `question` in order; empty when it asks nothing that is recognised.

    Args:
        question: as asked.
        turn: its index in an oral exchange.
    """
    text = grammar.PURSUANT.sub("", grammar.PREAMBLE.sub("", fold(question).strip()))
    text = grammar.IF_IT_DOES.sub(_in_that_event, text)
    names = _names(question)
    parts: list[Part] = []
    lead = ""
    for whole in _clauses(text):
        event = grammar.IF_SO.match(whole)
        clause = whole[event.end() :] if event else whole
        letter = grammar.LETTER.match(clause)
        clause = clause[letter.end() :] if letter else clause
        if asks := asked_for(clause):
            before = parts[-1].text if parts else ""
            listed = tuple(name for name in names if name in clause)
            only_if: Literal["yes", "no"] | None = None
            if event and parts:
                only_if = "no" if event["no"] else "yes"
            items = wanted(f"{lead} {clause}", asks[0], listed)
            parts.append(Part(clause, asks, items, turn, before, listed, only_if, letter[1] if letter else ""))
        elif not parts and grammar.EACH.search(clause):
            lead = clause  # "For each month of 2023, how many ...?"
        elif parts and not clause.rstrip().endswith("."):
            last = parts.pop()
            joined = last.text + ", " + clause
            listed = tuple(name for name in names if name in joined)
            parts.append(replace(last, text=joined, items=wanted(joined, last.ask, listed), names=listed))
    return tuple(parts)


def _in_that_event(match: re.Match[str]) -> str:
    """The short form of "and, if it does (not), ..."."""
    denied = match["no"] or "n't" in match.group()
    return f", and if {'not' if denied else 'so'}, "


def _names(question: str) -> list[str]:
    found: list[str] = []
    if " and " not in question:
        return found
    for match in grammar.NAMES.finditer(question):
        found += [re.sub(r"^(?:(?:on|in|at|for|from|the) )+", "", n) for n in fold(match.group(1)).split(", ")]
        found.append(fold(match.group(2)))
    return found


def asked_for(clause: str) -> tuple[Ask, ...]:
    """Return what the folded `clause` asks for, most particular first; empty if it asks nothing."""
    asks: list[Ask] = []
    reason, quantity, action = (
        grammar.REASON.search(clause),
        grammar.QUANTITY.search(clause),
        grammar.ACTION.search(clause),
    )
    yes_no = bool(grammar.YES_NO.search(clause))
    if quantity and (
        grammar.ABOUT_MATTER.search(clause[: quantity.end()])
        or "best value" in quantity.group()
        or grammar.OWN_VIEW.match(clause)
    ):
        quantity = None
    counts = quantity and (
        grammar.COUNTS.match(quantity.group()) or grammar.QUANTITY_VERBS.search(clause[: quantity.start() + 5])
    )
    by_date = grammar.BY_DATE.match(clause)
    if reason:
        asks.append("reason")
    elif by_date:
        asks.append("date")
    elif (
        counts
        and quantity
        and not (action and action.start() < quantity.start())
        and not _begins_yes_no(clause, quantity)
    ):
        asks.append("quantity")
    elif (match := grammar.DATE.search(clause)) and not (
        (action and action.start() < match.start() and match.group().startswith("when"))
        or (
            yes_no
            and (
                match.group().startswith("when")
                or _begins_yes_no(clause, match)
                or grammar.IMPACT.search(clause[: match.start()])
            )
        )
    ):
        asks.append("date")
    elif action and not yes_no and not grammar.OPINION_OF.search(clause):
        asks.append("action")
    if grammar.VIEW.search(clause):
        asks.append("view")
    if not asks and grammar.DOCUMENT.search(clause):
        return ("document", "identity") if grammar.LIST.search(clause) else ("document",)
    if not asks and not yes_no and grammar.IDENTITY.search(clause):
        asks.append("identity")
    if yes_no and not {"quantity", "reason"} & set(asks):
        asks.append("yes-no")
    if not asks and re.search(r"\bwhat\b", clause):
        asks.append("identity")
    return tuple(asks)


def _begins_yes_no(clause: str, named: re.Match[str]) -> bool:
    """Whether a number or date is only mentioned in a question for yes or no: "is the number of dogs recorded"."""
    yes_no = grammar.YES_NO.search(clause)
    if not yes_no or yes_no.start() >= named.start():
        return False
    told = grammar.TELL.search(clause[: named.start()])
    return not told or not (grammar.COUNTS.match(named.group()) or grammar.DATE.match(named.group()))


def _clauses(text: str) -> list[str]:
    sentences = [s.strip() for s in grammar.SENTENCE.split(text) if s.strip()]
    sentences = [s for s in sentences if not grammar.ANSWER_ME.search(s)] or sentences
    asking = [s for s in sentences if s.endswith("?") or grammar.REQUEST.search(s)]
    clauses: list[str] = []
    for sentence in asking or sentences:
        if items := lettered(sentence):
            clauses += items
            continue
        clauses += [
            c.strip(" ,;")
            for c in grammar.SPLIT.split(sentence)
            if c and c.strip(" ,;") and not grammar.ONLY_ASIDE.match(c.strip())
        ]
    return clauses
