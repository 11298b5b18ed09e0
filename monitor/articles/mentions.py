"""Find who is mentioned in an article's own words: tracked people, bodies and offices, spokespersons, other names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from monitor.articles.words import GIVEN_GENDER, NOT_NAMES, PERSON_TITLES, STARTERS, TITLE_GENDER, Gender
from monitor.people import HONOURS, Directory, Office, words_of
from monitor.text.fold import fold

Kind = Literal["person", "body", "office", "spokes", "pronoun", "other"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SPOKES = re.compile(
    r"\b(?:spokes(?:person|man|woman|people)|press (?:officer|office|secretary|team)|media (?:officer|office|"
    r"team)|office)\b",
    re.IGNORECASE,
)
_NOUN_OFFICE = re.compile("office", re.IGNORECASE)
_SPOKES_FOR = re.compile(r"\s+(?:for|from|at|of|on behalf of)\s+(?:the\s+|both\s+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|a|an|one|another|his|her|its|london['’]s|the capital['’]s|our)\s+$", re.IGNORECASE)
_OF_ELSEWHERE = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?!London\b)[A-Z]\w+(?:\s+[A-Z]\w+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“‘•–]|[.!?]\W)\s*$")
_BEFORE_OFFICE = frozenset("the london londons capitals police our mr madam uks its citys".split())
_NOT_IN_OFFICE = frozenset("former ex then late shadow acting deputy assistant vice interim".split())
# What an institution is called for short ("the force"), by a word of its name.
_SHORT_FOR = {
    "police": ("force",),
    "fire": ("brigade",),
    "brigade": ("brigade",),
    "transport": ("operator", "transport body", "transport authority", "transport operator"),
    "council": ("council", "borough", "authority", "local authority", "town hall"),
    "borough": ("council", "borough", "authority", "local authority", "town hall"),
}
_INSTITUTIONS = frozenset(
    "authority service corporation agency trust council commission board inspectorate department college hospital university "
    "ombudsman regulator association society committee borough brigade".split()
)
# "It" is an institution only before a verb that nothing but a speaker can have: a letter "reads", a review "found".
_INSTITUTION_SAYS = (
    "said|says|saying|added|adds|continued|wrote|insisted|insists|warned|told|admitted|admits|confirmed|confirms|claimed|"
    "maintained|acknowledged|announced|stated|stressed|replied|responded|denied|accepted|conceded|explained|apologised"
)
_LONGEST_NAME = 120
_PRONOUN = re.compile(
    rf"\b(?:he|she|they|it(?=\s+(?:(?:also|later|then|has|had|further|now)\s+)?(?:{_INSTITUTION_SAYS})\b))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody mentioned at `start`:`end`.

    Attributes:
        person: a known person's name, or for kind `other` the name as written.
        body: for a body or its spokesperson, the body's id if known.
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


class Mentions:
    """The mentions of one text, in order, with look-up by position."""

    def __init__(self, found: list[Mention]) -> None:
        self.all = found
        self._starts = [mention.start for mention in found]
        self._ends = [mention.end for mention in found]

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in `start`:`end`."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def ending_at(self, end: int) -> Mention | None:
        """Return the mention that ends exactly at `end`."""
        index = bisect_left(self._ends, end)
        return self.all[index] if index < len(self.all) and self._ends[index] == end else None

    def starting_at(self, start: int) -> Mention | None:
        """Return the mention that begins exactly at `start`."""
        index = bisect_left(self._starts, start)
        return self.all[index] if index < len(self.all) and self._starts[index] == start else None


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    raw: str
    folded: str

    @property
    def capital(self) -> bool:
        return self.raw[0].isupper()


def find_mentions(masked: str, directory: Directory, elsewhere: str = "") -> Mentions:
    """Return who is mentioned in `masked`, a text whose quotations are masked.

    Args:
        elsewhere: the title and headings: who is named in full there may go by surname in the text.
    """
    words = _words(masked)
    lexicon = _Lexicon(directory)
    lexicon.learn_surnames([*_words(elsewhere), _Word(0, 0, ".", "."), *words])
    lower_case = {word.folded for word in words if not word.capital}
    found = _merge(masked, _scan(masked, words, lexicon, lower_case), directory)
    headline = _words(elsewhere)
    named = {m.body for i in range(len(headline)) if (matched := lexicon.match(headline, i)) and (m := matched[1]).body}
    found += _group_nouns(masked, found, directory, named)
    found = _spokespersons(masked, found, directory)
    found += _pronouns(masked)
    return Mentions(_without_overlaps(found))


def _words(text: str) -> list[_Word]:
    out = []
    for match in _WORD.finditer(text):
        raw, end = match.group(), match.end()
        folded = fold(raw)
        if folded.endswith("'s") and len(folded) > 2:
            raw, folded, end = raw[:-2], folded[:-2], end - 2
        out.append(_Word(match.start(), end, raw, folded.replace("'", "")))
    return out


class _Lexicon:
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
        for words, person in directory.person_names.items():
            self._add(words, Mention(0, 0, "person", person=person, gender=gender_of(directory, person)))

    def _add(self, words: tuple[str, ...], mention: Mention) -> None:
        if words[0] == "the" and len(words) > 1:
            words = words[1:]
        self._append(words, mention)

    def match(self, words: list[_Word], index: int) -> tuple[int, Mention] | None:
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

    def _match(self, words: list[_Word], index: int) -> tuple[int, Mention] | None:
        for phrase, mention in self.by_first.get(words[index].folded, ()):
            if len(phrase) <= len(words) - index and all(
                words[index + k].folded == phrase[k] for k in range(1, len(phrase))
            ):
                return len(phrase), mention
        return None

    def learn_surnames(self, words: list[_Word]) -> None:
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

    def _office_before(self, words: list[_Word], index: int) -> tuple[Office, ...]:
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


def surname_of(name: str) -> tuple[str, ...]:
    """Return the words of the surname of `name`: the last name, with what hyphens join to it."""
    return words_of(name.split()[-1])


def gender_of(directory: Directory, person: str) -> Gender | None:
    """Return "he" or "she" for a known person, by title or given name, or None."""
    for name in (person, *directory.persons[person].aliases):
        if gender := TITLE_GENDER.get(fold(name.split()[0])):
            return gender
    given = [word for word in fold(person).split() if word not in PERSON_TITLES]
    return GIVEN_GENDER.get(given[0]) if given else None


def _scan(masked: str, words: list[_Word], lexicon: _Lexicon, lower_case: set[str]) -> list[Mention]:
    found: list[Mention] = []
    index = 0
    while index < len(words):
        word = words[index]
        matched = lexicon.match(words, index)
        if matched and _accepts(masked, words, index, *matched, lexicon.acronyms):
            length, mention = matched
            last = words[index + length - 1]
            found.append(replace(mention, start=word.start, end=last.end))
            index += length
            continue
        if word.capital and (mention := _name(masked, words, index, lower_case)):
            found.append(mention)
        index += 1
    return found


def _accepts(
    masked: str, words: list[_Word], index: int, length: int, mention: Mention, acronyms: dict[str, int]
) -> bool:
    first, last = words[index], words[index + length - 1]
    if _spread(masked, first.start, last.end):
        return False
    if mention.kind == "person":
        return first.capital or last.capital
    before = words[index - 1] if index else None
    adjacent = before is not None and not masked[before.end : first.start].strip(" -\u00a0’'s")
    if mention.kind == "body":
        if length == 1 and first.folded in acronyms:
            return sum(char.isupper() for char in first.raw) >= acronyms[first.folded]  # "MPS", not "MPs"
        return last.capital or first.capital or length > 1
    if before is not None and adjacent and before.folded in _NOT_IN_OFFICE:
        return False
    if length > 1 and first.folded != "deputy":
        return True
    if before is not None and adjacent:
        return (
            before.folded in _BEFORE_OFFICE
            or (first.capital and not before.capital)
            or _follows_name(words, index + length)
        )
    return first.capital or _follows_name(words, index + length)


def _spread(masked: str, start: int, end: int) -> bool:
    return bool(re.search(r"[.,;:!?\"\n()\ue000]", masked[start:end]))


def _follows_name(words: list[_Word], index: int) -> bool:
    return index < len(words) and words[index].capital


def _name(masked: str, words: list[_Word], index: int, lower_case: set[str]) -> Mention | None:
    word = words[index]
    if word.folded in NOT_NAMES:
        return None
    begins = bool(_SENTENCE_START.search(masked[max(0, word.start - 4) : word.start])) or word.start == 0
    if len(word.raw) == 1 and masked[word.end : word.end + 1] == "-":
        return None  # "a U-turn"
    if begins and (word.folded in STARTERS or word.folded in lower_case or word.folded.endswith(("ing", "ly"))):
        return None
    if word.folded in STARTERS and len(word.folded) < 5:
        return None
    gender = TITLE_GENDER.get(word.folded) or GIVEN_GENDER.get(word.folded)
    return Mention(word.start, word.end, "other", person=word.raw, gender=gender, full=False)


def _merge(masked: str, found: list[Mention], directory: Directory) -> list[Mention]:
    # "Metropolitan Police Commissioner" + "Sir" + "Mark Rowley" are one; "Saadiya" + "Khan" is somebody else.
    out: list[Mention] = []
    for mention in found:
        adjoins = out and mention.end - out[-1].start < _LONGEST_NAME
        if adjoins and masked[out[-1].end : mention.start] in {" ", "\u00a0", "-"}:
            out[-1] = _joined(masked, out[-1], mention)
        else:
            out.append(mention)
    genders: dict[str, Gender] = {}
    named: dict[str, list[Mention]] = {}
    settled = []
    titled = _title_genders(masked, out)
    for mention in out:
        if mention.kind == "person" and mention.person in titled:
            mention = replace(mention, gender=titled[mention.person])
        mention = _namesake(_settled(masked, mention, directory), named)
        if mention.kind == "other" and mention.person:
            name = [word for word in fold(mention.person).split() if word not in PERSON_TITLES]
            surname = name[-1] if name else ""
            if mention.gender:
                genders.setdefault(surname, mention.gender)
            elif surname in genders:
                mention = replace(mention, gender=genders[surname])
        settled.append(mention)
    return settled


def _joined(masked: str, left: Mention, right: Mention) -> Mention:
    start, end = left.start, right.end
    surface = masked[start:end]
    left_words = fold(masked[left.start : left.end]).split()
    title_only = all(word in PERSON_TITLES or word in TITLE_GENDER for word in left_words)
    if right.kind == "person":
        if right.full or title_only or left.kind in {"office", "body"}:
            gender = right.gender or next((TITLE_GENDER[w] for w in left_words if w in TITLE_GENDER), None)
            return replace(right, start=start, gender=gender, full=True)
        if left.kind == "person" and left.person == right.person:
            return replace(right, start=start, full=True)
        return Mention(start, end, "other", person=surface, gender=left.gender)
    if right.kind == "other" and left.kind == "person" and fold(masked[right.start : right.end]) in HONOURS:
        return replace(left, end=end)
    if right.kind == "office" and left.kind in {"body", "other"} and not title_only:
        # "Met Commissioner" is in the lexicon; another name before an office makes it another office.
        known = left.kind == "body" and left.body in {office.body for office in right.offices}
        return replace(right, start=start) if known else Mention(start, end, "other", person=surface)
    return Mention(start, end, "other", person=surface, gender=left.gender or right.gender)


def _title_genders(masked: str, found: list[Mention]) -> dict[str, Gender]:
    # A Mr or Ms anywhere says more than the given name.
    told: dict[str, set[Gender]] = defaultdict(set)
    for mention in found:
        if mention.kind == "person" and mention.person:
            first = fold(masked[mention.start : mention.end]).split()[0]
            if first in TITLE_GENDER:
                told[mention.person].add(TITLE_GENDER[first])
    return {person: genders.pop() for person, genders in told.items() if len(genders) == 1}


def _namesake(mention: Mention, named: dict[str, list[Mention]]) -> Mention:
    # Of two with one surname, the surname alone means whoever was last named in full (and is a Mr, or a Ms).
    if mention.kind not in {"person", "other"} or not mention.person:
        return mention
    surname = surname_of(mention.person)[-1]
    if mention.kind == "person" and not mention.full:
        others = [other for other in named.get(surname, []) if mention.gender in {None, other.gender}]
        if others and (others[-1].person, others[-1].kind) != (mention.person, mention.kind):
            return replace(others[-1], start=mention.start, end=mention.end, full=False)
    elif mention.kind == "person" or len(mention.person.split()) > 1:
        before = [other for other in named.get(surname, []) if other.person != mention.person]
        named[surname] = [*before[-3:], mention]
    return mention


def _settled(masked: str, mention: Mention, directory: Directory) -> Mention:
    if mention.kind == "other" and " " in (mention.person or "") and (person := directory.person(mention.person or "")):
        return replace(mention, kind="person", person=person, gender=mention.gender or gender_of(directory, person))
    if mention.kind in {"office", "other"}:
        elsewhere = _OF_ELSEWHERE.match(masked, mention.end)
        if elsewhere and mention.kind == "office" and fold(masked[mention.start : mention.end])[-5:] == "mayor":
            return Mention(mention.start, elsewhere.end(), "other", person=masked[mention.start : elsewhere.end()])
    return mention


def _spokespersons(masked: str, found: list[Mention], directory: Directory) -> list[Mention]:
    by_end = {mention.end: mention for mention in found}
    by_start = {mention.start: mention for mention in found}
    out = list(found)
    for match in _SPOKES.finditer(masked):
        start, end = match.span()
        whom: Mention | None = None
        known = True
        if after := _SPOKES_FOR.match(masked, end):
            known = False
            whom = by_start.get(after.end())
            end = whom.end if whom else after.end() - 1
        else:
            before = re.search(r"(?:['’]s?)?\s+(?:official\s+|chief\s+)?$", masked[max(0, start - 20) : start])
            if before:
                whom = by_end.get(start - len(before.group()))
                start = whom.start if whom else start
        article = _ARTICLE.search(masked[max(0, start - 16) : start])
        start -= len(article.group()) if article else 0
        body = _body_of(whom, directory) if whom else None
        whose: Gender | None = None
        if article and whom is None and article.group().strip().lower() in {"his", "her"}:
            whose = "he" if article.group().strip().lower() == "his" else "she"
        if re.match(r"['’]s?\s+(?!office\b)\w", masked[end:]):
            body, known = None, False  # "a spokesman for the Mayor's challenger"
        name = None if known and whom is None else masked[start:end]
        if _NOUN_OFFICE.fullmatch(match.group()) and whom is None and whose is None:
            continue  # "the office", anybody's
        out.append(Mention(start, end, "spokes", person=name, body=body, gender=whose))
    return out


def _body_of(mention: Mention, directory: Directory) -> str | None:
    if mention.kind == "body":
        return mention.body
    if mention.kind == "office":
        bodies = {office.body for office in mention.offices}
        return bodies.pop() if len(bodies) == 1 else None
    if mention.kind == "person" and mention.person:
        roles = [role for role in directory.persons[mention.person].roles if role.kind == "official"]
        return roles[-1].body if roles else None
    return None


def _pronouns(masked: str) -> list[Mention]:
    out = []
    for match in _PRONOUN.finditer(masked):
        word = match.group().lower()
        gender: Gender | None = "he" if word == "he" else "she" if word == "she" else None
        out.append(Mention(match.start(), match.end(), "pronoun", gender=gender))
    return out


def _group_nouns(masked: str, found: list[Mention], directory: Directory, named: set[str]) -> list[Mention]:
    # "the force", "a council spokesman": the body of that sort last mentioned.
    sorts = _sorts(directory)
    if not sorts:
        return []
    nouns = "|".join(sorted(map(re.escape, sorts), key=len, reverse=True))
    pattern = re.compile(rf"\b(?:the|an?(?=\s[\w ]+?\s(?:spokes|press|media)))\s+(?P<noun>{nouns})\b", re.IGNORECASE)
    around = sorted(found, key=lambda m: m.start)
    starts = [m.start for m in around]
    out = []
    for match in pattern.finditer(masked):
        here = bisect_left(starts, match.start())
        if any(m.start < match.end() for m in around[here : here + 1]):
            continue
        noun = match["noun"].lower()
        body = _last_of_sort(noun, sorts[noun], around, here, directory)
        if body is None:  # none of that sort before: the only one named later, or in the headline
            later = ({_body_of(mention, directory) for mention in around[here:]} | named) & sorts[noun]
            body = later.pop() if len(later) == 1 else None
        out.append(Mention(match.start("noun"), match.end(), "body" if body else "other", body=body or None))
    return out


def _sorts(directory: Directory) -> dict[str, set[str]]:
    # Short noun → the bodies that may be meant by it.
    sorts: dict[str, set[str]] = defaultdict(set)
    for body in directory.people.bodies:
        for name in (body.name, *body.aliases):
            for word in words_of(name):
                for noun in _SHORT_FOR.get(word, ()):
                    sorts[noun].add(body.id)
                if word in _INSTITUTIONS:
                    sorts[word].add(body.id)
    return sorts


def _last_of_sort(noun: str, sort: set[str], around: list[Mention], here: int, directory: Directory) -> str | None:
    """Return the body of `sort` last mentioned before index `here`; "" if another institution of the sort was."""
    keys = {key for key, nouns in _SHORT_FOR.items() if noun in nouns} | {noun}
    for mention in reversed(around[max(0, here - 100) : here]):
        if mention.kind == "other" and keys & set(words_of(mention.person or "")):
            return ""
        if (body := _body_of(mention, directory)) in sort:
            return body
    return None


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    found.sort(key=lambda m: (m.start, -m.end))
    out: list[Mention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out
