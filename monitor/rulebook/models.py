"""What may stand in the rule files, apart from reply rules (`monitor.rulebook.replies`).

DESIGN 4.3 (topics) and 4.6 (sources, people). Unknown keys are refused, so that a typo is told and not ignored.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator, model_validator

from monitor.rulebook.intervals import interval, times
from monitor.text.cues import BadCue, check_cue

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Strict(BaseModel):
    """A mapping in a rule file: unknown keys are faults, values do not change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def check_cues(cues: list[str]) -> list[str]:
    """Return `cues`; raise ValueError naming the first that does not compile."""
    for cue in cues:
        try:
            check_cue(cue)
        except BadCue as error:
            raise ValueError(str(error)) from None
    return cues


class Stance(Strict):
    """A position that a statement can take on a topic."""

    id: Id
    label: Text
    cues: list[Text] = []

    _cues = field_validator("cues")(check_cues)


class Measure(Strict):
    """A quantity that statements on a topic give."""

    id: Id
    label: Text
    unit: str = ""
    cues: list[Text] = []

    _cues = field_validator("cues")(check_cues)


class TopicExample(Strict):
    """A text and what the topic file must make of it; `stance: none` says that it takes none."""

    text: Text
    question: str | None = None
    stance: str | None = None
    figures: dict[str, float | list[float]] | None = None
    on_topic: bool | None = None


class Topic(Strict):
    """A recurring question, with the stances and measures that an editor wants followed."""

    id: Id
    title: Text
    question: Text
    about: list[Text] = Field(min_length=1)
    stances: list[Stance] = []
    measures: list[Measure] = []
    examples: list[TopicExample] = []
    notes: str = ""

    _about = field_validator("about")(check_cues)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for name, items in (("stance", self.stances), ("measure", self.measures)):
            ids = [item.id for item in items]
            if doubled := sorted({i for i in ids if ids.count(i) > 1}):
                raise ValueError(f"{name} {doubled[0]!r} stands twice")
        known = {stance.id for stance in self.stances} | {"none"}
        measures = {measure.id for measure in self.measures}
        for example in self.examples:
            if example.stance is not None and example.stance not in known:
                raise ValueError(f"an example names stance {example.stance!r}; this topic has {sorted(known)}")
            if unknown := set(example.figures or ()) - measures:
                raise ValueError(f"an example names measure {min(unknown)!r}; this topic has {sorted(measures)}")
        return self


class Body(Strict):
    """An institution that is asked questions. `reply_days`: working days in which it should answer."""

    id: Id
    name: Text
    aliases: list[Text] = []
    reply_days: int | None = Field(default=None, gt=0)


class Role(Strict):
    """An office a person held in a body, from a date (inclusive) to a date (inclusive)."""

    body: Id
    title: Text
    kind: Literal["official", "member"]
    group: str | None = None
    since: dt.date | None = Field(default=None, alias="from")
    until: dt.date | None = Field(default=None, alias="to")

    def held_on(self, day: dt.date) -> bool:
        """Whether the role was held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Person(Strict):
    """A named individual with the roles held."""

    name: Text
    aliases: list[Text] = []
    roles: list[Role] = Field(min_length=1)


class People(Strict):
    """`rules/people.yaml`."""

    bodies: list[Body] = Field(min_length=1)
    people: list[Person] = []

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [body.id for body in self.bodies]
        if doubled := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"body {doubled[0]!r} stands twice")
        for person in self.people:
            for role in person.roles:
                if role.body not in ids:
                    raise ValueError(f"{person.name} has a role in body {role.body!r}, which is not listed")
        return self


class Source(Strict):
    """A place that is polled: one entry of `rules/sources.yaml`."""

    id: Id
    kind: Text
    url: Text
    enabled: bool = True
    delay: float = Field(default=1.0, ge=0)  # seconds between two requests to a host
    every: str | None = None
    at: str | None = None
    hosts: list[Text] = []  # others that it may be redirected to
    inside: bool = False  # its hosts may be inside the network
    timeout: float = Field(default=90.0, gt=0)  # seconds for a response
    revisits: int = Field(default=1000, ge=0)  # pages asked for at a poll though they are not due
    # What follows is for some kinds only: each kind names its own in OPTIONS and NEEDS (monitor.collect.kinds).
    since: dt.date | None = None
    until: dt.date | None = None
    committees: list[int] = []
    web_service: bool = False
    body: Id | None = None

    @field_validator("url")
    @classmethod
    def _address(cls, text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"{text!r} is not an address such as https://www.example.org/news")
        return text

    @field_validator("every", "at")
    @classmethod
    def _readable(cls, text: str | None, field: ValidationInfo) -> str | None:
        (interval if field.field_name == "every" else times)(text)
        return text


class Sources(Strict):
    """`rules/sources.yaml`."""

    contact: Text
    sources: list[Source] = []

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [source.id for source in self.sources]
        if doubled := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"source {doubled[0]!r} stands twice")
        return self
