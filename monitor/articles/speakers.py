"""Follow who is meant through an article: pronouns, offices, "the spokesperson", a letter that "adds"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from monitor.articles.clauses import Anonymous, Sentence, Subject
from monitor.articles.lexicon import Mention, gender_of
from monitor.articles.words import Gender
from monitor.people import Directory, Office
from monitor.text.fold import fold

_HE_WORDS = re.compile(r"\b(?:man|father|dad|son|husband|brother|boy|grandfather|spokesman|chairman|policeman)\b")
_SHE_WORDS = re.compile(
    r"\b(?:woman|mother|mum|daughter|wife|sister|girl|grandmother|spokeswoman|chairwoman|policewoman|midwife)\b"
)
_TEXTS = re.compile(
    r"\b(?:the|his|her|their|its)\s+(?P<noun>letter|statement|email|post|tweet|response|reply|message|blog|report)$",
    re.IGNORECASE,
)
_WRITES_IN = re.compile(
    r"\b(?:in\s+)?(?:a|an|his|her|their|its)\s+(?:\w+\s+){0,3}(letter|statement|email|post|tweet|response|reply|"
    r"message|blog|report)\b",
    re.IGNORECASE,
)
# Subjects that a later "he" or "she" cannot mean.
_NOBODY_WORDS = frozenset(
    "i we me us you neither nobody none both all each it this that there what which who and or but as by in of on to when "
    "while".split()
)
_THINGS = frozenset(
    """
    committee survey report review charity union group government department office letter statement document
    email study audit council company body board assembly inquiry figures data papers minutes poll campaign
    party association society league guild federation service trust agency panel firm watchdog paper newspaper
    article answer reply line plan scheme bill law rule strategy page website video poster leaflet notice sign
    dossier log record list file files emails ministry commission alliance network university polytechnic
    college school hospital court house hall street road park centre times news ledger courier gazette post mail
    telegraph guardian standard bbc treasury forum institute foundation force police brigade authority
    corporation coalition movement centre team unit branch headquarters spreadsheet account
    """.split()
)
_LOOK_BACK = 12
_INTRODUCED = re.compile(r",?\s+(?:who|whose)\b|,\s+(?:aged\b|\d\d\b)")
_ASKER = re.compile(r"\bby\s+(?:the\s+)?$|\b(?:to|from|with|against)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the article tells.

    Attributes:
        name: as written, or the known name.
        person: a known person, by the rule file's name.
        body: the body a spokesperson or institution speaks for; None for people, whose body is by date.
        spokes: a spokesperson or a body as such.
    """

    name: str
    person: str | None = None
    body: str | None = None
    gender: Gender | None = None
    spokes: bool = False

    @property
    def key(self) -> str:
        """What tells speakers apart, however they are referred to."""
        return self.person or (self.body if self.spokes else None) or self.name

    @property
    def known(self) -> bool:
        """Whether it is a person or body of the rule file."""
        return self.person is not None or self.body is not None


@dataclass(slots=True)
class _Heard:
    subject: Speaker | None
    others: list[Speaker]
    spoke: bool
    introduced: list[Speaker] = field(default_factory=list)  # people whom the sentence tells of, as objects


@dataclass(slots=True)
class Cast:
    """The speakers met so far. Feed it sentence by sentence, in order."""

    directory: Directory
    published: dt.date
    history: list[_Heard] = field(default_factory=list)
    spoken: set[str] = field(default_factory=set)
    last_spokes: Speaker | None = None
    authors: dict[str, Speaker] = field(default_factory=dict)
    surfaces: list[tuple[str, Speaker]] = field(default_factory=list)

    def speaker(self, subject: Subject, sentence: Sentence, but: Speaker | None = None) -> Speaker:
        """Return who `subject` of `sentence` is. `but`: whom a pronoun cannot mean."""
        if isinstance(subject, Anonymous):
            return self._anonymous(subject)
        if subject.kind == "pronoun":
            return self._pronoun(subject, sentence, but)
        if subject.kind == "office":
            return self._office(subject, sentence)
        if subject.kind == "person":
            return Speaker(subject.person or "", person=subject.person, gender=subject.gender)
        surface = sentence.masked[subject.start : subject.end]
        if subject.kind == "body":
            name = self.directory.bodies[subject.body].name if subject.body else surface
            return Speaker(name, body=subject.body, spokes=True)
        if subject.kind == "spokes" and subject.gender:
            return self._spokesperson_of(subject, sentence)
        if subject.kind == "spokes":
            if subject.person is None and self.last_spokes:
                return self.last_spokes
            return Speaker(surface, body=subject.body, gender=_gender_of(surface), spokes=True)
        return Speaker(subject.person or surface, body=subject.body, gender=subject.gender)

    def _spokesperson_of(self, mention: Mention, sentence: Sentence) -> Speaker:
        # "his spokesperson", "her office": the body of whoever "he" or "she" is.
        surface = sentence.masked[mention.start : mention.end]
        whose = self._pronoun(mention, sentence, None)
        role = self.directory.role_on(whose.person, self.published) if whose.person else None
        return Speaker(surface, body=role.body if role and role.kind == "official" else None, spokes=True)

    def hear(self, sentence: Sentence, subject: Speaker | None, speakers: list[Speaker]) -> None:
        """Note `sentence`: its `subject`, and who is quoted or reported in it."""
        others, introduced = [], []
        for mention in sentence.mentions.within(sentence.start, sentence.end):
            if mention.kind != "pronoun":
                who = self.speaker(mention, sentence)
                others.append(who)
                if mention.kind == "other" and " " in who.name and who != subject and _is_introduced(mention, sentence):
                    introduced.append(who)
                self.surfaces.append((fold(sentence.masked[mention.start : mention.end]), who))
        del self.surfaces[:-60]
        spoke = subject is not None and subject.key in {speaker.key for speaker in speakers}
        self.history.append(_Heard(subject, others, spoke, introduced))
        if speakers:
            for noun in _WRITES_IN.findall(sentence.masked[sentence.start : sentence.end]):
                self.authors[noun.lower()] = speakers[-1]
        for speaker in speakers:
            if speaker.name and speaker.name.split()[0].lower() not in _NOBODY_WORDS:
                self.spoken.add(speaker.name)
            if speaker.spokes:
                self.last_spokes = speaker

    def _anonymous(self, subject: Anonymous) -> Speaker:
        text = _TEXTS.search(subject.words)
        if text and text["noun"].lower() in self.authors:
            return self.authors[text["noun"].lower()]
        return Speaker(subject.words, gender=_gender_of(subject.words))

    def _office(self, mention: Mention, sentence: Sentence) -> Speaker:
        surface = fold(sentence.masked[mention.start : mention.end])
        word = surface.split()[-1]
        if " " not in surface:
            # "the mayor", just after somebody else's mayor was named.
            for said, who in reversed(self.surfaces):
                if word in said.split():
                    if not who.known:
                        return who
                    break
        office = self._which(mention.offices)
        person = self._named_holder(mention.offices) or self.directory.holder(office, self.published)
        if isinstance(person, str):
            person = self.directory.persons[person]
        if person is None:
            return Speaker(office.title, body=office.body)
        gender = next((h.gender for _, h in self.surfaces if h.person == person.name and h.gender), None)
        return Speaker(person.name, person=person.name, gender=gender or gender_of(self.directory, person.name))

    def _named_holder(self, offices: tuple[Office, ...]) -> str | None:
        wanted = {(office.body, office.title) for office in offices}
        for _, who in reversed(self.surfaces):
            if who.person:
                role = self.directory.role_on(who.person, self.published)
                if role and (role.body, role.title) in wanted:
                    return who.person
        return None

    def _which(self, offices: tuple[Office, ...]) -> Office:
        for _, who in reversed(self.surfaces):
            for office in offices:
                if who.body == office.body:
                    return office
        return offices[0]

    def _pronoun(self, mention: Mention, sentence: Sentence, but: Speaker | None) -> Speaker:
        before = [
            m
            for m in sentence.mentions.within(sentence.start, mention.start)
            if m.kind not in {"pronoun", "spokes"}
            and not _ASKER.search(sentence.masked[max(sentence.start, m.start - 12) : m.start])
        ]
        for candidate in reversed(before):
            who = self.speaker(candidate, sentence)
            if self._may_be(who, mention.gender):
                return who
        if sentence.masked[mention.start : mention.end].lower() == "it":
            last = self.history[-1] if self.history else None
            speaks = last is not None and last.subject is not None and last.spoke and last.subject.spokes
            return last.subject if speaks and last and last.subject else Speaker("it")
        after = {
            self.speaker(m, sentence).name
            for m in sentence.mentions.within(mention.end, sentence.end)
            if m.kind in {"person", "other"}
        }
        after |= {but.name} if but else set()
        return self._recent(mention.gender, after) or Speaker(sentence.masked[mention.start : mention.end])

    def _recent(self, gender: Gender | None, excluded: set[str]) -> Speaker | None:
        for heard in reversed(self.history[-_LOOK_BACK:]):
            who = heard.subject
            for other in [] if heard.spoke else heard.introduced:
                if other.name not in excluded and other.gender in {None, gender}:
                    return other  # "The Mayor met Sam Cole, whose shop was burnt. “It’s all gone,” he said."
            if who and who.name not in excluded and self._may_be(who, gender) and (who.gender or _like_a_person(who)):
                return who
            for who in reversed(heard.others):
                if who.name in excluded:
                    continue
                if (who.gender or who.person or gender is None) and self._may_be(who, gender):
                    return who
                if gender and not who.gender and " " in who.name and not who.known and _like_a_person(who):
                    return who  # a name that may be meant: better nobody than the wrong one
        return None

    def _may_be(self, who: Speaker, gender: Gender | None) -> bool:
        if gender is None:  # "they": one spokesperson, or a body
            return who.spokes or (not who.known and who.gender is None and who.name in self.spoken)
        if who.gender is not None:
            return who.gender == gender
        if who.spokes:
            return who == self.last_spokes and "spokes" in who.name
        return who.person is not None or who.name in self.spoken


def _is_introduced(mention: Mention, sentence: Sentence) -> bool:
    after = sentence.masked[mention.end : mention.end + 8]
    return mention.gender is not None or _INTRODUCED.match(after) is not None


def _like_a_person(who: Speaker) -> bool:
    words = fold(who.name).split()
    if who.known or not words or words[0] in _NOBODY_WORDS:
        return who.known
    plural = words[-1].endswith("s") and not words[-1].endswith("ss") and words[0] != who.name.split()[0]
    return words[-1] not in _THINGS and not plural


def _gender_of(words: str) -> Gender | None:
    folded = fold(words)
    if _HE_WORDS.search(folded):
        return "he"
    return "she" if _SHE_WORDS.search(folded) else None
