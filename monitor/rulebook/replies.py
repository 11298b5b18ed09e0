"""What may stand in the reply rule files, `rules/replies/*.yaml`, and in `rules/language.yaml` (DESIGN 4.4).

`rules/replies/README.md` teaches the language to editors; this module is its definition.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from monitor.rulebook.models import Id, Strict, Text, check_cues

Ask = Literal["quantity", "yes-no", "date", "reason", "identity", "action", "document", "view"]
Kind = Literal[
    "holding-reply",
    "refers-to-earlier-answer",
    "refers-to-document",
    "redirects-to-other-body",
    "not-held",
    "cost-or-time-refusal",
    "declines-to-comment",
    "ongoing-process",
    "claims-ignorance",
    "seeks-clarification",
    "questions-the-premise",
    "attacks-question-or-questioner",
    "blames-others",
    "general-assurance",
    "topic-shift",
    "partial-coverage",
    "repeats-earlier-line",
    "claims-already-answered",
    "promises-to-write",
    "yes-no-unanswered",
    "quantity-not-given",
    "date-not-given",
    "reason-not-given",
]
BullMayer = Literal[
    "Ignores the question",
    "Acknowledges the question without answering it",
    "Questions the question",
    "Attacks the question",
    "Attacks the interviewer",
    "Declines to answer",
    "Makes a political point",
    "Incomplete answer",
    "Repeats the answer to a previous question",
    "States or implies that the question has already been answered",
    "Apologises",
]
Evasion = Literal[
    "Explicit",
    "Implicit",
    "General",
    "Partial",
    "Dodging",
    "Deflection",
    "Declining to answer",
    "Claims ignorance",
    "Clarification",
]
Shape = Literal["assurances", "other matters", "line repeated", "some of several", "given before"]


class QuestionCondition(Strict):
    """Conditions on the question; all that are given must hold."""

    asks: list[Ask] = Field(default_factory=list)
    says: list[Text] = Field(default_factory=list)

    _says = field_validator("says")(check_cues)


class AnswerCondition(Strict):
    """Conditions on the reply; all that are given must hold.

    `says`: one of these cues occurs, in the speaker's own voice; `suggests`: as `says`, for looser cues, which count
    only in a short reply or the opening of a long one; `opens`: one occurs in the first sentence of the reply or of a
    turn; `also`: another cue occurs in the same sentence; `lacks`: one of these was asked for and is not given
    (`answer`: nothing that was asked is given); `gives`: one of these was asked for and is given; `shape`: what the
    reply as a whole is like.
    """

    says: list[Text] = Field(default_factory=list)
    suggests: list[Text] = Field(default_factory=list)
    opens: list[Text] = Field(default_factory=list)
    also: list[Text] = Field(default_factory=list)
    lacks: list[Ask | Literal["answer", "part"]] = Field(default_factory=list)
    gives: list[Ask | Literal["part"]] = Field(default_factory=list)
    shape: Shape | None = None

    _cues = field_validator("says", "suggests", "opens", "also")(check_cues)


class ExchangeCondition(Strict):
    """Conditions on the exchange: `medium`, and how often the same thing was asked in it."""

    medium: Literal["written", "oral", "press"] | None = None
    asked_times: int = Field(default=1, ge=1)


class Conditions(Strict):
    """What must hold of question, answer and exchange."""

    question: QuestionCondition = QuestionCondition()
    answer: AnswerCondition = AnswerCondition()
    exchange: ExchangeCondition = ExchangeCondition()


class Typology(Strict):
    """The class of the rule's kind in Bull & Mayer (1993) and in Thomas et al. (2024)."""

    bull_mayer: BullMayer
    evasion: Evasion


class SpokenTurn(Strict):
    """One turn of an oral example, written `member: words` or `official: words`."""

    member: Text | None = None
    official: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.member is None) == (self.official is None):
            raise ValueError("a turn has one speaker: `member: ...` or `official: ...`")
        return self


class EarlierExample(Strict):
    """A reply given on an earlier date to another question; without `answer`, in the same words."""

    date: dt.date
    question: Text
    answer: Text | None = None


class ReplyExample(Strict):
    """A question and answer, with what was said `earlier` where that matters, or the turns of an oral exchange."""

    question: Text | None = None
    answer: Text | None = None
    date: dt.date | None = None
    earlier: EarlierExample | None = None
    turns: list[SpokenTurn] = Field(default_factory=list)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if bool(self.turns) == bool(self.question and self.answer):
            raise ValueError("an example has a question and an answer, or else turns")
        if (self.date is None) != (self.earlier is None) or (self.earlier and self.turns):
            raise ValueError("an example with an `earlier` reply has a question, an answer and its own `date`")
        return self


class Examples(Strict):
    """Replies that the rule must flag (`match`) and must leave alone (`pass`)."""

    match: list[ReplyExample] = Field(min_length=1)
    passes: list[ReplyExample] = Field(min_length=1, alias="pass")


class ReplyRule(Strict):
    """A reply rule. `decisive: no` says that its words alone do not show that the answer is withheld."""

    id: Id
    title: Text
    kind: Kind
    reply: Literal["non-reply", "partial"]
    typology: Typology
    decisive: bool = True
    when: Conditions
    unless: Conditions | None = None
    explain: Text
    examples: Examples
    notes: str = ""

    @model_validator(mode="after")
    def _tells_what_it_knows(self) -> Self:
        if ("{" in self.explain) and self.when.answer.shape != "given before":
            raise ValueError("{when} and {question} may stand only where the shape is `given before`")
        return self

    @property
    def version(self) -> str:
        """Twelve hex digits that change when anything but the rule's examples and notes changes."""
        content = self.model_dump_json(exclude={"examples", "notes"})
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    def cues(self) -> Iterator[str]:
        """Every cue of the rule, of question and answer."""
        for conditions in filter(None, (self.when, self.unless)):
            yield from conditions.question.says
            answer = conditions.answer
            yield from (*answer.says, *answer.suggests, *answer.opens, *answer.also)


class Scorecard(Strict):
    """`rules/scorecard.yaml`: what each sign of a reply adds towards "clear" and towards "non-reply".

    `threshold`: the points to begin with.
    """

    threshold: tuple[float, float]
    points: dict[Text, tuple[float, float]]


class ReplyFile(Strict):
    """One family of reply rules: one file."""

    family: Text
    about: Text
    rules: list[ReplyRule] = Field(min_length=1)


class Language(Strict):
    """`rules/language.yaml`: the word lists that the engine reads questions and replies with."""

    yes: list[Text]
    no: list[Text]
    yes_no_anywhere: list[Text]
    reasons: list[Text]
    purposes: list[Text]
    troubles: list[Text]
    tables: list[Text]
    vague_times: list[Text]
    times: list[Text]
    opinions: list[Text]
    actions: list[Text]
    assurances: list[Text]
    pleasantries: list[Text]
    documents: list[Text]
    people: list[Text]
    concessions: list[Text]
    elsewhere: list[Text]
    declines_in_interviews: list[Text]
    unknown_in_interviews: list[Text]
    same: list[list[Text]] = Field(default_factory=list)
    classes: dict[Id, list[Text]] = Field(default_factory=dict)

    @field_validator("*")
    @classmethod
    def _cues(cls, value: object) -> object:
        lists = value.values() if isinstance(value, dict) else [value]
        for cues in lists:
            if isinstance(cues, list) and all(isinstance(cue, str) for cue in cues):
                check_cues(cues)
        return value

    def lists(self) -> dict[str, list[str]]:
        """The word lists that are searched for in replies, by name."""
        return {name: cues for name, cues in self if name not in {"same", "classes"}}
