"""What is counted: the noun that a number, or a "how many", stands before, and what is said of it."""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.detect.replies import grammar
from monitor.detect.replies.words import STOP, stem

_WORD = re.compile(r"[a-z][a-z&-]*(?:'[a-z]*)?|\d[\d,.]*\d|\d|[^\s\w-]")
_HOW_MANY = re.compile(r"\bhow many\b|\bnumbers? of\b")
_AGES = re.compile(r"^ \d+ ?(?:and|to|or|-) ?\d+(?: |-)")  # "how many 16 to 18 year olds"
_SKIPPED = frozenset(
    "of the those these this that all more other others further additional extra such different separate new your my our "
    "his her its their them us approximately about some only just fewer less same".split()
)
_ENDS = frozenset(  # what stands behind a noun, and is none
    "in on at to from by for with without about into onto over under up down out off as per between among amongst during "
    "before after since until till within through throughout across against and or but nor so yet if when where while "
    "because who whom whose which that than then there here now today already currently so each every a an the no not "
    "is are was were be been being am do does did has have had will would shall should can could may might must i we you "
    "he she they it this these those altogether all both either also ever never still only apart including of".split()
)
_PLURALS = frozenset("people children men women staff police mice feet teeth geese sheep cattle personnel".split())
_AUXILIARIES = frozenset([*grammar.AUX.split("|"), "remain", "remains", "remained"])
_BETWEEN = frozenset(
    "be been being not also now currently still already yet ever so far to so either both all actually since".split()
)
_SUBJECTS = frozenset(
    "you he she they we it i the your his her their our its a an any each this that these those mopac tfl".split()
)
_PERSONS = re.compile(r"person|olds?$|child|man|woman|resident|victim|staff|[a-z]{2,}(?:er|or|ist|ant|ent|ian|ee)$")


@lru_cache(maxsize=4096)
def noun(folded: str) -> tuple[str, int]:
    """Return the stem of the plural noun that `folded` begins with, "" for none, and where what follows it begins."""
    found, end, counted = "", 0, 0
    for match in _WORD.finditer(folded):
        text = match.group()
        if not counted and (text in _SKIPPED or text[0].isdigit()):
            continue
        if text in _ENDS or not text[0].isalpha() or counted == 6:
            break
        counted += 1
        if text.endswith(("'s", "s'")):  # "of the brigade's stations": the stations are counted
            found, end = "", 0
            continue
        plural = text in _PLURALS or (text.endswith("s") and not text.endswith(("ss", "us", "is")))
        if found and not plural:
            break
        if plural:
            found, end = stem(text), match.end()
    return found, end


@lru_cache(maxsize=4096)
def asked_number_of(clause: str) -> tuple[str, str]:
    """Return the stems of what "how many" in `clause` counts, and of what is asked of it: "homes", "let"."""
    match = _HOW_MANY.search(clause)
    if not match:
        return "", ""
    behind = _AGES.sub("", clause[match.end() :])
    thing, end = noun(behind)
    return thing, _deed(behind[end:])


def _deed(rest: str) -> str:
    """The verb or adjective of a question behind the noun that it counts."""
    words = [w for w in _WORD.findall(rest) if w[0].isalpha()]
    at = next((i for i, word in enumerate(words) if word in _AUXILIARIES), None)
    if at is None:
        return _first(words[:1] if words and words[0] not in _ENDS else [w for w in words if w.endswith("ed")])
    behind = words[at + 1 :]
    while behind and (behind[0] in _BETWEEN or behind[0].endswith("ly")):
        behind = behind[1:]
    if behind[:1] == ["there"]:
        return ""
    if behind and behind[0] in _SUBJECTS:  # "how many did the trust dredge in May": what the subject did
        last = next((i for i, word in enumerate(behind) if i and word in _ENDS), len(behind))
        return _first(behind[:last][::-1])
    return _first(behind)


def _first(words: list[str]) -> str:
    """The stem of the first word that is no preposition, "" where it says little ("were taken")."""
    word = next((word for word in words if word not in _ENDS and len(word) > 2), "")
    return "" if word in STOP else stem(word)


def is_person(thing: str) -> bool:
    """Whether the noun with the stem `thing` looks like one for people."""
    return bool(_PERSONS.match(thing))
