"""Subjects that are asked about: threads put together, and the phrases that tell one subject from all others."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.detect.similarity import FORMULA, PLACE, Vectors, asked_part
from monitor.detect.threads import Groups, Link, Question
from monitor.text.cues import CueSet
from monitor.text.fold import fold
from monitor.text.lemmas import STOPWORDS

SUBJECT_LEAST = 0.4  # threads less alike than this on average are two subjects
_PHRASES = 5  # of one subject, at most
_PHRASE_PRECISION = 0.25  # share of the questions with a phrase that are the subject's
_ENOUGH = 0.85  # share of the subject's questions that its phrases need to cover
_LEAST_GAIN = 0.12  # share of them that a phrase must add
_SAME_SHARE = 0.7  # a phrase is a part of a longer one if so many of its uses are


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with who asked it and the texts of its answers."""

    question: Question
    asked_by: str | None
    answers: tuple[str, ...]


def share_on_topic(members: Sequence[Asked], about: CueSet) -> float:
    """Return the share of questions in which a cue of `about` occurs."""
    on_topic = sum(bool(about.present(_said(member))) for member in members)
    return on_topic / len(members)


def _said(member: Asked) -> str:
    """Return what a phrase is looked for in: not the title, which topic files are not matched against, nor places."""
    return fold(PLACE.sub(" ; ", asked_part(member.question.text)))


def find_subjects(
    asked: Sequence[Asked], vectors: Vectors, links: Iterable[Link], thread_of: dict[str, str], *, least: int
) -> list[list[Asked]]:
    """Return the subjects asked about at least `least` times, the most often first.

    Several questions of one member on one day (of one day, where members are not known) are one asking.

    Args:
        asked: all questions; `vectors` has a row for each, `links` are their links, `thread_of` their threads.
    """
    row_of = {member.question.id: row for row, member in enumerate(asked)}
    groups = Groups(vectors)
    first_of: dict[str, int] = {}
    for question, thread in sorted(thread_of.items(), key=lambda item: row_of[item[0]]):
        groups.join(first_of.setdefault(thread, row_of[question]), row_of[question], 0.0)
    for link in sorted(links, key=lambda link: (-link.score, link.question, link.other)):
        if link.question in thread_of and link.other in thread_of:
            groups.join(row_of[link.question], row_of[link.other], SUBJECT_LEAST)
    found = [[asked[row] for row in sorted(rows)] for rows in groups.of_several()]
    often = [members for members in found if _askings(members) >= least]
    return sorted(often, key=lambda members: (-_askings(members), row_of[members[0].question.id]))


def _askings(members: Sequence[Asked]) -> int:
    return len({(member.asked_by, member.question.asked_on) for member in members})


def telling_phrases(subjects: Sequence[Sequence[Asked]], asked: Sequence[Asked]) -> list[list[str]]:
    """Return, for each subject, few phrases that most of its questions have and most others have not."""
    candidates = [_phrases(members) for members in subjects]
    cues = sorted({phrase for found in candidates for phrase in found})
    if not cues:
        return [[] for _ in subjects]
    cue_set = CueSet(cues)
    having: dict[str, set[str]] = defaultdict(set)
    for member in asked:
        for index in cue_set.present(_said(member)):
            having[cues[index]].add(member.question.id)
    return [
        _choose(found, {member.question.id for member in members}, having)
        for found, members in zip(candidates, subjects, strict=True)
    ]


def _choose(phrases: Sequence[str], members: set[str], having: dict[str, set[str]]) -> list[str]:
    """Return the phrases that together cover most of `members`, each the one that adds most and tells best."""
    chosen: list[str] = []
    covered: set[str] = set()
    while len(chosen) < _PHRASES and len(covered) < _ENOUGH * len(members):
        gains = [(_gain(phrase, members, covered, having[phrase]), len(phrase), phrase) for phrase in phrases]
        gain, _, best = max(gains, default=(0.0, 0, ""))
        if gain < max(1.0, _LEAST_GAIN * len(members)):
            break
        chosen.append(best)
        covered |= having[best] & members
    return [phrase for phrase in chosen if not any(other in phrase for other in chosen if other != phrase)]


def _gain(phrase: str, members: set[str], covered: set[str], having: set[str]) -> float:
    inside = having & members
    if len(inside) < _PHRASE_PRECISION * len(having):
        return 0.0
    telling = math.sqrt(len(inside) / len(having)) if having else 0.0
    return len(inside - covered) * telling * (1.0 if " " in phrase else 0.7)  # one word has more meanings


_TOKEN = re.compile(r"[a-z][a-z'-]*[a-z]|[.,;:()?]|\S+")
_LOOSE = (STOPWORDS | FORMULA) - {"state", "london"}  # "state pension", "London Plan"
_LONGEST = 6  # words of a phrase


def _phrases(members: Sequence[Asked]) -> list[str]:
    """Return phrases that several of the questions have, without those that are part of a longer one."""
    counts: Counter[str] = Counter()
    for member in members:
        counts.update(set(_grams(_TOKEN.findall(_said(member)))))
    few = max(2, len(members) // 12)
    common = {phrase: count for phrase, count in counts.most_common(200) if count >= few}
    parts = {
        part
        for phrase, count in common.items()
        for part in _grams(phrase.split())
        if part != phrase and count >= _SAME_SHARE * counts[part]
    }
    return [phrase for phrase in common if phrase not in parts][:40]


def _grams(tokens: Sequence[str]) -> Iterator[str]:
    for start, first in enumerate(tokens):
        if not first[0].isalpha() or first in _LOOSE:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
            if not tokens[end - 1][0].isalpha():
                break
            if tokens[end - 1] not in _LOOSE and (end > start + 1 or len(first) > 4):
                yield " ".join(tokens[start:end])
