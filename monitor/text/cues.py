"""Cues: the phrases that rule files are written in (DESIGN 4.3).

A cue is a phrase in which case, white space, quotation marks, hyphens and ordinary inflection do not matter. `*` stands
for a few words, a `*` at the end of a word for any ending, and a cue between slashes is a regular expression (RE2
syntax, matched against folded text). Capitalised words are names and are not inflected.

`<name>` stands for any phrase of the word class of that name, where the reader of a rule file gives such classes.

Inflected forms come from lemminflect (dictionary data in the package; no model), as `be` gives am, are, is, was, were,
been, being. Everything is compiled to RE2, which matches in linear time whatever the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import lemminflect
import re2

from monitor.text.fold import fold

SEP = r"[\s\"'-]+"
# Words that may stand between two words of a cue without changing what the phrase says.
_LIGHT = (
    "a|an|the|any|our|my|their|its|this|that|these|those|such|some|yet|ever|actually|really|currently|"
    "presently|also|now|"
    "still|just|simply|clearly|certainly|already|indeed|always|personally|therefore|quite|very|so"
)
_GAP = rf"(?:{SEP}(?:{_LIGHT}))?{SEP}"
_FEW_WORDS = rf"(?:{SEP}[^\s.!?;:]+){{0,6}}?{SEP}"

_NOT_INFLECTED = frozenset(
    "a an the any no not nor none never i me my we us our you your he him his she her it its they them their "
    "this that "
    "these those there here who whom what which when where why how of in on at to from by for with without "
    "about into "
    "over under up down out off as than if or and but so such very more most less least will would shall "
    "should can "
    "could may might must ought per each every all both other same only own just yes too".split()
)
# Dropped from the middle of a cue: the gap between two words allows for them anyway.
_DETERMINERS = frozenset("a an the any our my their its such some these those".split())
_SUBJECTS = frozenset("i we you he she it they there that this who what".split())
_CONTRACTED = {"have": "'ve", "has": "'s", "had": "'d", "be": "'s|'re|'m", "will": "'ll", "would": "'d"}
_BE = frozenset("be am are is was were".split())
_NEGATABLE = frozenset(
    "have has had do does did be am is are was were can could will would should must need may might".split()
)
_MAY_JOIN = "|".join(sorted(_BE | _NEGATABLE | _DETERMINERS | _CONTRACTED.keys() | {"not", "cannot", "[a-z]+n't"}))
_PREFIX = re.compile(r"^(re|co|pre|non|anti|multi|inter|mid|sub|under|over)(?=[a-z]{4})")


_CLASS = re.compile(r"(?<!\?P)<([a-z]+(?:-[a-z]+)*)>")


class BadCue(ValueError):
    """A cue that cannot be compiled; `str()` says why."""


@dataclass(frozen=True, slots=True)
class CueMatch:
    """Where a cue occurs: `cue` is its index in the CueSet, `start` and `end` offsets in the text searched."""

    cue: int
    start: int
    end: int


class CueSet:
    """Many cues, searched together.

    Args:
        cues: as written in a rule file.

    Raises:
        BadCue: a cue is empty or its regular expression is not valid RE2.
    """

    def __init__(self, cues: Sequence[str]) -> None:
        self.cues = tuple(cues)
        self._patterns = [_compile(cue) for cue in self.cues]
        self._set = re2.Set.SearchSet(_options())
        for cue in self.cues:
            self._set.Add(cue_pattern(cue))
        self._set.Compile()

    def present(self, folded: str) -> list[int]:
        """Return the indices of the cues that occur in `folded` (the result of `fold`), in one pass."""
        return sorted(self._set.Match(folded) or ()) if self.cues else []

    def find(self, folded: str) -> list[CueMatch]:
        """Return every occurrence of every cue in `folded`, by position."""
        found = [
            CueMatch(index, *match.span())
            for index in self.present(folded)
            for match in self._patterns[index].finditer(folded)
        ]
        return sorted(found, key=lambda m: (m.start, -m.end, m.cue))


def check_cue(cue: str) -> None:
    """Raise BadCue if `cue` does not compile: what a phrase becomes always does, if it has words."""
    if cue_pattern(cue) == cue.strip()[1:-1]:
        _compile(cue)


def class_names(cue: str) -> list[str]:
    """Return the names of the word classes that `cue` speaks of: "<process> * finished" of `process`."""
    return _CLASS.findall(cue)


def without_classes(cue: str) -> str:
    """Return `cue` with a plain word for each class, as its form is checked before the classes are known."""
    return _CLASS.sub("thing", cue)


def pattern_with_classes(cue: str, classes: Mapping[str, str]) -> str:
    """Return the RE2 pattern of a cue that may speak of word classes.

    Args:
        cue: as written in a rule file.
        classes: name of a class to its pattern (`class_pattern`).

    Raises:
        BadCue: the cue has no words.
        KeyError: there is no such class.
    """
    if cue.startswith("/"):
        return _CLASS.sub(lambda m: classes[m[1]], cue_pattern(cue))
    # A capitalised word passes through unchanged, in lower case.
    pattern = cue_pattern(_CLASS.sub(lambda m: f" Zz{m[1].replace('-', 'zz')}zz ", cue))
    for name in class_names(cue):
        pattern = pattern.replace(f"zz{name.replace('-', 'zz')}zz", classes[name])
    return pattern


def class_pattern(phrases: Iterable[str]) -> str:
    """Return the RE2 pattern of a word class: any of `phrases`."""
    return f"(?:{'|'.join(cue_pattern(phrase) for phrase in phrases)})"


@cache
def cue_pattern(cue: str) -> str:
    """Return the RE2 pattern, for folded text, that `cue` stands for.

    Raises:
        BadCue: the cue has no words.
    """
    stripped = cue.strip()
    if len(stripped) > 1 and stripped.startswith("/") and stripped.endswith("/"):
        return stripped[1:-1]
    if not re.search(r"\w", stripped):
        raise BadCue(f"cue {cue!r} has no words")
    words = re.sub(r"[^\w\s*£$%&/.,'-]", " ", _plain(stripped)).split()
    return "".join(_pieces(words))


def cue_pieces(cue: str) -> list[str]:
    """Return the phrases between the gaps of `cue`: where the cue occurs, each of them does.

    Words that the cue allows to be left out or contracted beside a gap are left out of them.
    """
    found = []
    words = cue.split()
    gaps = [-1, *(at for at, word in enumerate(words) if word == "*"), len(words)]
    for before, after in pairwise(gaps):
        first, last = before + 1, after
        while first < last and before >= 0 and re.fullmatch(_MAY_JOIN, words[first], re.IGNORECASE):
            first += 1
        while last > first and after < len(words) and words[last - 1].lower() in _DETERMINERS:
            last -= 1
        piece = " ".join(words[first:last])
        if re.search(r"\w", piece):
            found.append(piece)
    return found or [cue]


def _pieces(words: list[str]) -> Iterable[str]:
    words = _split_negations(words)
    first = re.sub(r"\*$", "", words[0])
    yield r"\b" if first[:1].isalnum() else ""
    joined = True  # no separator needed before the next word
    previous = ""
    for position, word in enumerate(words):
        if word == "*":
            yield _FEW_WORDS
            joined = True
            continue
        lower = word.lower()
        if lower in _DETERMINERS and 0 < position < len(words) - 1 and not joined:
            continue
        if lower == "not" and previous in _NEGATABLE:
            yield _negation(previous)
        elif lower in _CONTRACTED and previous in _SUBJECTS and position:
            yield rf"(?:{'' if joined else _GAP}{_word(word)}|{_CONTRACTED[lower]})"
        elif lower in _BE and previous in _SUBJECTS and position:
            yield rf"(?:{'' if joined else _GAP}{_word(word)}|{_CONTRACTED['be']})"
        else:
            yield ("" if joined else _GAP) + _word(word)
        joined, previous = False, lower
    yield r"\b" if words[-1][-1:].isalnum() else ""


def _plain(cue: str) -> str:
    # Straighten quotes and dashes but keep the case: a capitalised word is a name.
    return "".join(f if not o.isalpha() else o for o, f in zip(cue, fold(cue), strict=True))


def _split_negations(words: list[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        lower = word.lower()
        if lower == "cannot":
            out += ["can", "not"]
        elif lower in {"won't", "can't", "shan't"}:
            out += [{"won't": "will", "can't": "can", "shan't": "shall"}[lower], "not"]
        elif lower.endswith("n't"):
            out += [lower[:-3], "not"]
        else:
            out.append(word)
    return out


def _negation(auxiliary: str) -> str:
    # After "can" the forms are cannot, can't, can not; "will" turns into won't, which the auxiliary's pattern covers.
    close = {"can": r"|not\b|'?t\b"}.get(auxiliary, "")
    return rf"(?:{_GAP}not\b|n'?t\b{close})"


@cache
def _word(word: str) -> str:
    if "-" in word.strip("-"):
        return r"[\s'-]*".join(_word(part) for part in word.split("-") if part)
    if word.endswith("*"):
        return re.escape(word[:-1].lower()) + r"\w*"
    lower = word.lower()
    if lower == "will":
        return "(?:will|wo)"
    if not lower.isalpha() or lower in _NOT_INFLECTED or (word[0].isupper() and word != "I"):
        return re.escape(lower)
    forms = sorted(_forms(lower), key=lambda f: (-len(f), f))
    return "(?:" + "|".join(_PREFIX.sub(r"\1-?", form) for form in forms) + ")"


@cache
def _forms(word: str) -> frozenset[str]:
    forms = {word}
    for tag, lemmas in lemminflect.getAllLemmas(word).items():
        if tag not in {"NOUN", "VERB", "AUX"}:
            continue
        for lemma in lemmas:
            for form_tag, inflected in lemminflect.getAllInflections(lemma).items():
                if form_tag[:2] in {"NN", "VB", "MD"}:
                    forms.update(form.lower() for form in inflected)
    return frozenset(form for form in forms if form.isalpha())


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 256 << 20
    return options


@cache
def _compile(cue: str) -> re2._Regexp:
    try:
        return re2.compile(cue_pattern(cue), _options())
    except re2.error as error:
        reason = error.args[0]
        reason = reason.decode() if isinstance(reason, bytes) else reason
        raise BadCue(f"pattern {cue!r} is not valid RE2: {reason}") from None
