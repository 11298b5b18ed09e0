"""Who somebody is: a name as written → person, body and office on a day (DESIGN 4.6, `rules/people.yaml`).

Names come with titles and honours ("Sir", "Dr", "OBE", "MP"), roles in brackets, accents, odd spaces and misspellings.
Offices come instead of names ("the Mayor", "Met Commissioner"); who held them is by date.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from monitor.rulebook.models import Body, People, Person, Role
from monitor.text.fold import fold

HONOURS = frozenset(
    "obe cbe mbe kbe dbe bem qpm kpm kc qc mp am ms msp mep frs dl cb cmg kcb dcb gbe jp phd frsa cvo mvo".split()
)
TITLES = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady baroness baron prof professor cllr councillor rev reverend rt hon right "
    "honourable the commander".split()
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[\w&]+")
_FUZZY_SCORE = 90
# What the papers call the head of a police force, a fire brigade, a transport body.
_BY_SECTOR = {
    "police": ("top cop", "police chief"),
    "fire": ("fire chief",),
    "transport": ("transport chief", "transport boss", "Tube boss"),
}
# What the papers call an office by what it leads: "the Met chief", "head of the Met".
_RANKS = frozenset(["deputy", "assistant", "vice", "acting", "chief"])
_NICKNAMES = ("chief", "boss", "head")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks. `person` is None for a body speaking as such, `role` None where no office is known for the day."""

    person: str | None
    body: str | None
    role: str | None = None
    kind: Literal["official", "member"] | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office: the body it is in and its title as the rule file has it."""

    body: str
    title: str


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text`, folded, without accents, apostrophes, full stops or a final possessive 's."""
    plain = re.sub(r"'s\b", "", fold(unicodedata.normalize("NFC", text))).replace("'", "").replace(".", "")
    return tuple(_WORD.findall(plain))


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without titles before it, honours after it, and anything in brackets."""
    words = list(words_of(_BRACKETS.sub(" ", text)))
    while len(words) > 1 and words[-1] in HONOURS:
        words.pop()
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return tuple(words)


def short_title(title: str) -> str:
    """Return an office's title without what it is of: "Commissioner of Police of …" → "commissioner"."""
    return re.split(r"\s+(?:of|for)\s+|\s*,\s*", " ".join(words_of(title)), maxsplit=1)[0]


class Directory:
    """The people and bodies of a rule file, to be looked up by name, office or alias."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.bodies = {body.id: body for body in people.bodies}
        self.persons = {person.name: person for person in people.people}
        self.body_names = {words: body.id for body in people.bodies for words in _body_names(body)}
        self.person_names: dict[tuple[str, ...], str] = {}
        for person in people.people:
            for name in (*person.aliases, person.name):
                # An alias that is a title with one name ("Sir Mark") is kept whole: "Mark" alone is anybody.
                bare = name_words(name)
                key = bare if len(bare) > 1 else words_of(name)
                self.person_names.setdefault(key, person.name)
        self.offices: dict[tuple[str, ...], tuple[Office, ...]] = self._office_names()
        kinds: dict[str, set[str]] = defaultdict(set)
        for role in (role for person in people.people for role in person.roles):
            kinds[role.body].add(role.kind)
        # Bodies of members who ask: what such a body says is no official's statement.
        self.members_only = {body for body, held in kinds.items() if "official" not in held}
        self._joined = {" ".join(key): person for key, person in self.person_names.items() if len(key) > 1}

    def find(self, name: str, on: dt.date, body: str | None = None) -> Identity | None:
        """Return who `name` is on the day `on`, or None if nobody known.

        Args:
            name: as a page writes it: a person, an office or a body, or both ("Sir Mark Rowley (Commissioner …)").
            body: the body the page belongs to, to tell offices of one name apart.
        """
        if person := self.person(name):
            return self.identity(person, on)
        bare = re.sub(r"\s+", " ", _BRACKETS.sub(" ", name)).strip()
        for words in dict.fromkeys([words_of(bare), words_of(bare.removeprefix("The ").removeprefix("the "))]):
            if offices := self.offices.get(words):
                return self._holder(offices, on, body)
            if found := self.body_names.get(words):
                return Identity(None, found)
        return None

    def person(self, name: str) -> str | None:
        """Return the known person that `name` is, by exact name or alias, else by a close spelling; None if none is."""
        for words in dict.fromkeys([words_of(_BRACKETS.sub(" ", name)), name_words(name)]):
            if words in self.person_names:
                return self.person_names[words]
        words = name_words(name)
        if len(words) > 2 and (words[0], words[-1]) in self.person_names:  # a middle name or initial
            return self.person_names[words[0], words[-1]]
        return self._close_spelling(words)

    def identity(self, person: str, on: dt.date) -> Identity:
        """Return `person` with the office held on `on`; body, role and kind are None if none was held."""
        role = self.role_on(person, on)
        if role is None:
            return Identity(person, None)
        return Identity(person, role.body, role.title, role.kind)

    def role_on(self, person: str, on: dt.date) -> Role | None:
        """Return the office `person` held on `on`: of several, an official one, then the latest begun."""
        held = [role for role in self.persons[person].roles if role.held_on(on)]
        return max(held, key=lambda role: (role.kind == "official", role.since or dt.date.min), default=None)

    def title_on(self, person: str | None, on: str) -> str | None:
        """Return the title of the office that `person` held on the ISO date `on`; None for people not in the files."""
        if person not in self.persons or len(on) < len("2025-11-14"):
            return None
        role = self.role_on(person, dt.date.fromisoformat(on))
        return role.title if role else None

    def holder(self, office: Office, on: dt.date) -> Person | None:
        """Return who held `office` on `on`, if known."""
        for person in self.people.people:
            for role in person.roles:
                if (role.body, role.title) == (office.body, office.title) and role.held_on(on):
                    return person
        return None

    def _holder(self, offices: tuple[Office, ...], on: dt.date, body: str | None) -> Identity | None:
        held = [(office, self.holder(office, on)) for office in offices if body in {None, office.body}]
        known = [(office, person) for office, person in held if person is not None]
        if len({office.body for office, _ in known}) == 1:
            return self.identity(known[0][1].name, on)
        bodies = {office.body for office in offices if body in {None, office.body}}
        return Identity(None, bodies.pop()) if len(bodies) == 1 and not known else None

    def _close_spelling(self, words: tuple[str, ...]) -> str | None:
        # Cautious: two names at least, the same initial letters, and one clear winner.
        joined = " ".join(words)
        if len(words) < 2 or len(joined) < 8:
            return None
        close = process.extract(joined, self._joined.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_SCORE, limit=3)
        persons = {
            self._joined[key]
            for key, _, _ in close
            if [w[0] for w in key.split()] == [w[0] for w in words] and key.split()[-1][:2] == words[-1][:2]
        }
        return persons.pop() if len(persons) == 1 else None

    def _office_names(self) -> dict[tuple[str, ...], tuple[Office, ...]]:
        names: dict[tuple[str, ...], dict[Office, None]] = defaultdict(dict)
        for person in self.people.people:
            for role in person.roles:
                if role.kind != "official":
                    continue
                office = Office(role.body, role.title)
                for words in self._ways_to_write(role):
                    names[words][office] = None
        return {words: tuple(offices) for words, offices in names.items()}

    def _ways_to_write(self, role: Role) -> list[tuple[str, ...]]:
        full = words_of(role.title)
        short = tuple(short_title(role.title).split())
        ways = [full, short]
        if short[0] not in _RANKS:  # "the Fire Commissioner", "the Commissioner"
            ways += [short[i:] for i in range(1, len(short))]
        for alias in [words for words, body in self.body_names.items() if body == role.body]:
            bare = alias[1:] if alias[0] == "the" else alias
            ways += [(*bare, *short), (*short, "of", *alias), (*short, "of", *bare)]
            if short[-1] in {"commissioner", "executive", "mayor"} and short[0] not in {"deputy", "assistant"}:
                for nickname in _NICKNAMES:
                    ways += [(*bare, nickname), (nickname, "of", *bare), (nickname, "of", "the", *bare)]
        if full[-2:] == ("of", "london"):
            ways.append(("london", *full[:-2]))
        for sector, nicknames in _BY_SECTOR.items():
            if sector in full and short[0] not in _RANKS:
                ways += [words_of(nickname) for nickname in nicknames]
        return ways


def _body_names(body: Body) -> list[tuple[str, ...]]:
    names = [words_of(name) for name in (body.name, *body.aliases)]
    return [words for words in names if words]
