"""Find who is mentioned in an article's own words: tracked people, bodies and offices, spokespersons, other names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

from monitor.articles.affiliation import affiliated
from monitor.articles.institutions import group_nouns, spokespersons
from monitor.articles.lexicon import Lexicon, Mention, Word, gender_of, split_words, surname_of
from monitor.articles.words import GIVEN_GENDER, NOT_NAMES, PERSON_TITLES, STARTERS, TITLE_GENDER, Gender
from monitor.people import HONOURS, Directory
from monitor.text.fold import fold

_OF_ELSEWHERE = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?!London\b)[A-Z]\w+(?:\s+[A-Z]\w+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“‘•–]|[.!?]\W)\s*$")
_BEFORE_OFFICE = frozenset("the london londons capitals police our mr madam uks its citys".split())
_NOT_IN_OFFICE = frozenset("former ex then late shadow acting deputy assistant vice interim".split())
# "It" is an institution only before a verb that nothing but a speaker can have: a letter "reads", a review "found".
_INSTITUTION_SAYS = (
    "said|says|saying|added|adds|continued|wrote|insisted|insists|warned|told|admitted|admits|confirmed|confirms|claimed|"
    "maintained|acknowledged|announced|stated|stressed|replied|responded|denied|accepted|conceded|explained|apologised"
)
_LONGEST_NAME = 120
# Between the parts of one name: a space or hyphen, perhaps a small word ("Jan van der Berg" is not the Berg of the file).
_BETWEEN_NAMES = re.compile(
    r"[ \u00a0-](?:(?:de|da|di|do|du|del|della|dos|das|van|von|der|den|ter|ten|le|la|el|al|bin|bint|ibn|ap|ab|ferch|y|e) ){0,3}"
)
_PRONOUN = re.compile(
    rf"\b(?:he|she|they|it(?=\s+(?:(?:also|later|then|has|had|further|now)\s+)?(?:{_INSTITUTION_SAYS})\b))\b",
    re.IGNORECASE,
)


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


def find_mentions(masked: str, directory: Directory, elsewhere: str = "") -> Mentions:
    """Return who is mentioned in `masked`, a text whose quotations are masked.

    Args:
        elsewhere: the title and headings: who is named in full there may go by surname in the text.
    """
    words = split_words(masked)
    lexicon = Lexicon(directory)
    lexicon.learn_surnames([*split_words(elsewhere), Word(0, 0, ".", "."), *words])
    lower_case = {word.folded for word in words if not word.capital}
    found = _merge(masked, _scan(masked, words, lexicon, lower_case), directory)
    headline = split_words(elsewhere)
    named = {m.body for i in range(len(headline)) if (matched := lexicon.match(headline, i)) and (m := matched[1]).body}
    groups = group_nouns(masked, found, directory, named)
    spans = {(group.start, group.end) for group in groups}
    found = [mention for mention in found if (mention.start, mention.end) not in spans] + groups
    found = spokespersons(masked, found, directory)
    found += _pronouns(masked)
    return Mentions(affiliated(masked, _without_overlaps(found), directory))


def _scan(masked: str, words: list[Word], lexicon: Lexicon, lower_case: set[str]) -> list[Mention]:
    found: list[Mention] = []
    index = 0
    while index < len(words):
        word = words[index]
        matched = lexicon.match(words, index)
        if matched and _accepts(masked, words, index, matched, lexicon.acronyms):
            length, mention = matched
            last = words[index + length - 1]
            found.append(replace(mention, start=word.start, end=last.end))
            index += length
            continue
        if word.capital and (name := _name(masked, words, index, lower_case)):
            found.append(name)
        index += 1
    return found


def _accepts(
    masked: str, words: list[Word], index: int, matched: tuple[int, Mention], acronyms: dict[str, int]
) -> bool:
    length, mention = matched
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


def _follows_name(words: list[Word], index: int) -> bool:
    return index < len(words) and words[index].capital


def _name(masked: str, words: list[Word], index: int, lower_case: set[str]) -> Mention | None:
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
        if adjoins and _BETWEEN_NAMES.fullmatch(masked, out[-1].end, mention.start):
            out[-1] = _joined(masked, out[-1], mention)
        else:
            out.append(mention)
    genders: dict[str, Gender] = {}
    named: dict[str, list[Mention]] = {}
    settled = []
    titled = _title_genders(masked, out)
    for merged in out:
        mention = merged
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


def _pronouns(masked: str) -> list[Mention]:
    out = []
    for match in _PRONOUN.finditer(masked):
        word = match.group().lower()
        gender: Gender | None = "he" if word == "he" else "she" if word == "she" else None
        out.append(Mention(match.start(), match.end(), "pronoun", gender=gender))
    return out


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    found.sort(key=lambda m: (m.start, -m.end))
    out: list[Mention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out
