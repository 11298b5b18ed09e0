"""The names, offices and bodies of a rule file, by first word, for finding them in running text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from monitor.articles.words import GIVEN_GENDER, PERSON_TITLES, TITLE_GENDER, Gender
from monitor.people import Directory, Office, words_of
from monitor.text.fold import fold

Kind = Literal["person", "body", "office", "spokes", "pronoun", "other"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody mentioned at `start`:`end`.

    Attributes:
        person: a known person's name, or for kind `other` the name as written.
        body: for a body or its spokesperson, the body's id if known; for another name, the body it holds a post in.
        offices: for an office without a name, the offices it may be.
        full: for a person, whether more than a surname is given.
    """

    start: int
    end: int
    kind: Kind
    person: str | None = None
    body: str | None = None
    offices: tuple[Office, ...] = ()
    gender: Gender | None = None
    full: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text at `start`:`end`, as written and folded."""

    start: int
    end: int
    raw: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.raw[0].isupper()


def split_words(text: str) -> list[Word]:
    """Return the words of `text`, folded, a possessive 's left off."""
    out = []
    for match in _WORD.finditer(text):
        raw, end = match.group(), match.end()
        folded = fold(raw)
        if folded.endswith("'s") and len(folded) > 2:
            raw, folded, end = raw[:-2], folded[:-2], end - 2
        out.append(Word(match.start(), end, raw, folded.replace("'", "")))
    return out


class Lexicon:
    """Names, bodies and offices by first word, longest first; surnames once learnt."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.by_first: dict[str, list[tuple[tuple[str, ...], Mention]]] = defaultdict(list)
        self.learnt: set[str] = set()
        self.acronyms = {
            fold(name): sum(char.isupper() for char in name)
            for body in directory.people.bodies
            for name in (body.name, *body.aliases)
            if " " not in name and sum(char.isupper() for char in name) > 1
        }
        for words, offices in directory.offices.items():
            self._add(words, Mention(0, 0, "office", offices=offices))
        for words, body in directory.body_names.items():
            self._add(words, Mention(0, 0, "body", body=body))
        for words, person in _titled_given_names(directory).items():
            self._add(words, Mention(0, 0, "person", person=person, gender=TITLE_GENDER.get(words[0])))
        for words, person in directory.person_names.items():
            self._add(words, Mention(0, 0, "person", person=person, gender=gender_of(directory, person)))

    def _add(self, words: tuple[str, ...], mention: Mention) -> None:
        if words[0] == "the" and len(words) > 1:
            words = words[1:]
        self._append(words, mention)

    def match(self, words: list[Word], index: int) -> tuple[int, Mention] | None:
        """Return (number of words, mention) of the longest entry at `index`, titles before a name included."""
        best = self._match(words, index)
        ahead = index
        while ahead < len(words) - 1 and words[ahead].capital and words[ahead].folded in PERSON_TITLES:
            ahead += 1
        titled = self._match(words, ahead) if ahead > index else None
        if titled and titled[1].kind == "person" and (best is None or titled[0] + ahead - index > best[0]):
            gender = TITLE_GENDER.get(words[index].folded) or titled[1].gender
            return titled[0] + ahead - index, replace(titled[1], gender=gender)
        return best

    def _match(self, words: list[Word], index: int) -> tuple[int, Mention] | None:
        for phrase, mention in self.by_first.get(words[index].folded, ()):
            if len(phrase) <= len(words) - index and all(
                words[index + k].folded == phrase[k] for k in range(1, len(phrase))
            ):
                return len(phrase), mention
        return None

    def learn_surnames(self, words: list[Word]) -> None:
        """Add the surnames, and "Sir" with the given name, of all who are named in full in `words`."""
        for index, word in enumerate(words):
            if not word.capital:
                continue
            matched = self.match(words, index)
            if matched and matched[1].kind == "person" and matched[1].person:
                self._learn(matched[1].person)
            elif index and (offices := self._office_before(words, index)):
                # "Mayor Khan", "Commissioner Rowley": a surname told with the office.
                for person in self.directory.people.people:
                    held = {(role.body, role.title) for role in person.roles}
                    if surname_of(person.name)[0] == word.folded and held & {(o.body, o.title) for o in offices}:
                        self._learn(person.name)

    def _office_before(self, words: list[Word], index: int) -> tuple[Office, ...]:
        previous = words[index - 1]
        for phrase, mention in self.by_first.get(previous.folded, ()):
            if len(phrase) == 1 and mention.kind == "office":
                return mention.offices
        return ()

    def _learn(self, person: str) -> None:
        if person in self.learnt:
            return
        self.learnt.add(person)
        gender = gender_of(self.directory, person)
        self._append(surname_of(person), Mention(0, 0, "person", person=person, gender=gender, full=False))
        for title in ("sir", "dame"):  # "Sir Mark", once Sir Mark Rowley is named
            if gender in {None, TITLE_GENDER[title]}:
                self._append((title, words_of(person)[0]), Mention(0, 0, "person", person=person, gender=gender))

    def _append(self, words: tuple[str, ...], mention: Mention) -> None:
        entries = self.by_first[words[0]]
        if not any(existing == words for existing, _ in entries):
            entries.append((words, mention))
            entries.sort(key=lambda entry: -len(entry[0]))


def _titled_given_names(directory: Directory) -> dict[tuple[str, ...], str]:
    # "Sir Mark", where one person only of the rule file is a Sir of that name.
    meant: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for person in directory.people.people:
        for name in (person.name, *person.aliases):
            words = words_of(name)
            if len(words) > 2 and words[0] in {"sir", "dame"}:
                meant[words[:2]].add(person.name)
    return {words: persons.pop() for words, persons in meant.items() if len(persons) == 1}


def surname_of(name: str) -> tuple[str, ...]:
    """Return the words of the surname of `name`: the last name, with what hyphens join to it."""
    return words_of(name.rsplit(maxsplit=1)[-1])


def gender_of(directory: Directory, person: str) -> Gender | None:
    """Return "he" or "she" for a known person, by title or given name, or None."""
    for name in (person, *directory.persons[person].aliases):
        if gender := TITLE_GENDER.get(fold(name.split()[0])):
            return gender
    given = [word for word in fold(person).split() if word not in PERSON_TITLES]
    return GIVEN_GENDER.get(given[0]) if given else None
