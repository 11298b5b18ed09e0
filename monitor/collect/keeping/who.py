"""Who speaks, in the words of the tables: a person, a body and a part (member, official, chair, other) on a day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from monitor.collect.records import SpeakerKind
from monitor.people import Directory, Identity, words_of

CHAIR = re.compile(r"^chair(?:man|woman)?\b|\bin the chair\b", re.I)
DEPUTY = re.compile(r"^(?:deputy|vice)[ -]chair(?:man|woman)?\b", re.I)  # chairs where no Chair is there
_OFFICE = re.compile(
    r"\b(?:mayor|commissioner|(?:chief|borough) (?:executive|officer|constable|superintendent)|director)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: `name` is the person's where known, else as printed; `body` is a body's name."""

    name: str
    person: str | None
    body: str | None
    part: SpeakerKind


class Who:
    """Looks speakers up in the people of the rule files."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._body_words = sorted(directory.body_names.items(), key=lambda item: -len(item[0]))
        self._cache: dict[tuple[str, str], Identity | None] = {}

    def find(self, name: str, on: str | None) -> Identity | None:
        """Return who `name` (a person, an office or a body) is on the date `on`, if known."""
        key = (name, on or "")
        if key not in self._cache:
            self._cache[key] = self._directory.find(name, _day(on)) if name else None
        return self._cache[key]

    def body_name(self, identity: Identity | None) -> str | None:
        """Return the name of the identity's body."""
        if identity is None or identity.body is None:
            return None
        return self._directory.bodies[identity.body].name

    def voice(self, name: str, office: str, member: bool, on: str | None) -> Voice:
        """Return who speaks under `name`, with the office printed beside it at first mention."""
        known = self.find(name, on)
        if known is not None and known.kind == "official" and not member:
            return Voice(known.person or name, known.person, self.body_name(known), "official")
        person = known.person if known is not None else None
        shown = person or name
        if CHAIR.search(office) and (member or (known is not None and known.kind == "member")):
            return Voice(shown, person, None, "chair")
        if member or (known is not None and known.kind == "member"):
            return Voice(shown, person, None, "member")
        body = self._body_of_office(office, on) or self.body_name(known)
        if body is not None or _OFFICE.search(office):
            return Voice(shown, person, body, "official" if body is not None else "other")
        return Voice(shown, person, None, "other")

    def _body_of_office(self, office: str, on: str | None) -> str | None:
        found = self.body_name(self.find(office, on))
        if found or not office:
            return found
        words = words_of(office)
        for name, body in self._body_words:
            if len(name) > 1 and any(words[i : i + len(name)] == name for i in range(len(words))):
                return self._directory.bodies[body].name
        return None


def _day(on: str | None) -> dt.date:
    parts = [int(part) for part in (on or "1900").split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return dt.date(year, month, day)
