"""Read interviews set as questions and answers, whose words stand without quotation marks after a label.

Q: Is there a backlog?                      THE LEDGER: Is there a backlog?
A: There was one in March.                  SIR MARK ROWLEY: There was one in March.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.articles.lexicon import surname_of
from monitor.articles.mentions import Mentions
from monitor.people import Directory, words_of
from monitor.text.fold import fold

Span = tuple[int, int]

_LABEL = re.compile(r"(?P<label>[A-Z](?:[\w.’'-]+|)(?: [A-Z(][\w.’')-]*){0,5})\s*:\s+(?=[^\s\"“‘'])")
_ANSWER = frozenset(["a", "answer"])
_FEWEST = 2  # questions, before labels make an interview


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of an interview: (start, end) of its words, the known person who gave it, and the question."""

    span: Span
    person: str
    question: str


def answers(
    text: str, paragraphs: Sequence[Span], mentions: Mentions, directory: Directory, published: dt.date
) -> list[Answer]:
    """Return the answers of tracked people in `text`, if it is an interview set as questions and answers."""
    labelled = [
        (match["label"], (match.end(), end)) for start, end in paragraphs if (match := _LABEL.match(text, start, end))
    ]
    asking = {label for label, (start, end) in labelled if text[start:end].rstrip().endswith("?")}
    if sum(label in asking for label, _ in labelled) < _FEWEST:
        return []
    named = {m.person for m in mentions.all if m.kind == "person" and m.person}
    out = []
    for (asker, question), (label, span) in zip(labelled, labelled[1:], strict=False):
        asked = " ".join(text[slice(*question)].split())
        if asker != label and asked.endswith("?") and (person := _who(label, named, directory, published)):
            out.append(Answer(span, person, asked))
    return out


def _who(label: str, named: set[str], directory: Directory, published: dt.date) -> str | None:
    if fold(label) in _ANSWER:
        officials = {p for p in named if directory.identity(p, published).kind == "official"}
        return next(iter(officials)) if len(officials) == 1 else None
    found = directory.find(label, published)
    if found is not None:
        return found.person
    words = words_of(label)
    meant = {p for p in named if words == surname_of(p) or words == ("".join(w[0] for w in words_of(p)),)}
    return meant.pop() if len(meant) == 1 else None
