"""Draft topics for questions that keep being asked and that no topic file covers.

What is written into a draft comes from the questions and answers: the phrases that tell the subject from all others,
what "how many" asks for, and the words in which answers say yes or no. A draft is a start for an editor, never used as
it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.detect.similarity import FORMULA, PLACE, Vectors, asked_part, reduced
from monitor.detect.subjects import Asked, find_subjects, share_on_topic, telling_phrases
from monitor.detect.threads import Link
from monitor.rulebook.models import Measure, Stance, Topic, TopicExample
from monitor.text.cues import CueSet
from monitor.text.fold import fold
from monitor.text.sentences import sentences

_COVERED_SHARE = 0.3  # a subject with this share of questions on a topic has its topic
_SAME_SUBJECT_SHARE = 0.5  # a subject with this share of questions on an earlier draft is that draft's
_YES_NO_SHARE = 0.2  # share of questions that want a yes or no, for stances to be drafted


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft topic. `questions`, `askers` (0 where unknown), `first` and `last` (dates) say how often it was asked."""

    topic: Topic
    questions: int
    askers: int
    first: str
    last: str


def drafts(
    asked: Sequence[Asked],
    vectors: Vectors,
    links: Iterable[Link],
    thread_of: dict[str, str],
    topics: Sequence[Topic],
    *,
    least: int,
    most: int,
) -> list[Draft]:
    """Return draft topics for the subjects asked about most often that no topic covers.

    Args:
        asked, vectors, links, thread_of, least: as for `find_subjects`.
        topics: those there are.
        most: drafts wanted.
    """
    covered = CueSet([cue for topic in topics for cue in topic.about])
    subjects = [
        members
        for members in find_subjects(asked, vectors, links, thread_of, least=least)
        if share_on_topic(members, covered) < _COVERED_SHARE
    ][: 3 * most]  # some turn out to be one subject, or to have no phrase of their own
    taken = {topic.id for topic in topics}
    found: list[Draft] = []
    for members, about in zip(subjects, telling_phrases(subjects, asked), strict=True):
        drafted = CueSet([cue for draft in found for cue in draft.topic.about])
        if about and len(found) < most and share_on_topic(members, drafted) < _SAME_SUBJECT_SHARE:
            found.append(_draft(members, about, taken))
    return found


def _draft(members: Sequence[Asked], about: list[str], taken: set[str]) -> Draft:
    title = _title(members, about)
    id_ = _free(slug(title), taken)
    taken.add(id_)
    answers = [answer for member in members for answer in member.answers]
    question = _question(members, about)
    topic = Topic(
        id=id_,
        title=title,
        question=question,
        about=about,
        stances=_stances(members, answers),
        measures=_measures(members, about),
        examples=_examples(answers, about, question),
    )
    dates = [member.question.asked_on or "" for member in members]
    askers = len({member.asked_by for member in members if member.asked_by})
    return Draft(topic, len(members), askers, min(dates), max(dates))


def _title(members: Sequence[Asked], about: Sequence[str]) -> str:
    """Return the title that most of the questions share, whole or before its colon, else the chief phrase."""
    titles = Counter(m.question.title for m in members if m.question.title)
    titles.update(m.question.title.split(": ")[0] for m in members if ": " in m.question.title)
    title, count = max(titles.items(), key=lambda item: (item[1], len(item[0])), default=("", 0))
    return title if 2 * count > len(members) else about[0][:1].upper() + about[0][1:]


def slug(text: str) -> str:
    """Return `text` as an id: lower case, hyphens, at most 60 characters."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))[:60].strip("-") or "topic"


def _free(id_: str, taken: set[str]) -> str:
    free, number = id_, 2
    while free in taken:
        free, number = f"{id_}-{number}", number + 1
    return free


def _question(members: Sequence[Asked], about: Sequence[str]) -> str:
    """Return the question that has most in common with the others, preferably a short one that asks for one thing."""
    chief = CueSet(about[:1])
    asked = sorted({_plain(asked_part(member.question.text)) for member in members})
    words = {text: set(reduced(fold(text))) for text in asked}
    common = Counter(word for text in asked for word in words[text])

    def fitness(text: str) -> float:
        folded = fold(text)
        score = sum(common[word] for word in words[text]) / (4 + len(words[text]))
        score *= 1.5 if chief.present(folded) else 1.0
        score *= 1.3 if _YES_NO.match(folded) or _HOW_MANY.search(folded) else 1.0
        return score * (0.6 if ";" in text or "(" in text or PLACE.search(text) else 1.0)

    return max(asked, key=lambda text: (fitness(text), text))


def _plain(asked: str) -> str:
    asked = " ".join(asked.split())
    return asked[:1].upper() + asked[1:].rstrip(". ?") + "?"


_YES_NO = re.compile(r"^(?:whether|if|will|would|is|are|has|have|do|does|did|can|could|should)\b", re.IGNORECASE)
_EXPRESSIONS = {
    ("says-no", "Says no"): (
        *(
            "no plans",
            "no intention",
            "not planning",
            "do not intend",
            "ruled out",
            "will not",
            "does not",
            "there is no",
        ),
    ),
    ("undecided", "Not decided"): (
        *("no decision", "under review", "considering", "will consider", "consultation", "in due course"),
    ),
    ("says-yes", "Says yes"): (
        *("committed to", "we will", "plan to", "intend to", "have begun", "will introduce", "launched"),
    ),
}


def _stances(members: Sequence[Asked], answers: Sequence[str]) -> list[Stance]:
    """Return stances for a subject of which yes or no is asked, with those expressions that its answers use."""
    yes_no = sum(bool(_YES_NO.match(asked_part(member.question.text))) for member in members)
    if yes_no < max(2, _YES_NO_SHARE * len(members)):
        return []
    folded = [fold(answer) for answer in answers]
    stances = []
    for (id_, label), expressions in _EXPRESSIONS.items():
        cue_set = CueSet(expressions)
        used = Counter(index for answer in folded for index in cue_set.present(answer))
        cues = [expressions[index] for index, _ in used.most_common(4)] or [expressions[0]]
        stances.append(Stance(id=id_, label=label, cues=cues))
    return stances


_HOW_MANY = re.compile(
    r"\bhow many (?:and what (?:proportion|percentage) of )?(?:\([a-z]\) )?"
    r"(?P<of>(?:(?!(?:are|is|were|was|have|has|had|will|would|do|does|did|can|could|there|he|she|his|her|in|at|on|by|to|"
    r"from|with|since|what|how|that|who|which)\b)[a-z'-]+ ?){1,5})"
)
_HOW_MUCH = re.compile(
    r"\bhow much\b.{0,80}?\b(?:spen[dt]|funding|money|allocated|paid|cost|budget)\b|\bwhat\b.{0,40}\bcosts?\b"
)
_COUNTED = re.compile(r"\b(?:[a-z'-]+[^s']s|people|staff|children|men|women|police)$")


def _measures(members: Sequence[Asked], about: Sequence[str]) -> list[Measure]:
    """Return a measure for each thing of which "how many" is asked in two questions or more, and one for money."""
    things: Counter[str] = Counter()
    money = 0
    for member in members:
        text = fold(asked_part(member.question.text))
        things.update({match.group("of").strip(" -'") for match in _HOW_MANY.finditer(text)})
        money += bool(_HOW_MUCH.search(text))
    measures = [
        _measure(thing, about)
        for thing, count in things.most_common(3)
        if count >= 2 and thing not in FORMULA and _COUNTED.search(thing)
    ]
    if money >= 2:
        measures.append(
            Measure(id="cost", label=f"Cost of {about[0]}", unit="pounds", cues=["spent", "cost", "funding"])
        )
    return measures


def _measure(thing: str, about: Sequence[str]) -> Measure:
    named = thing in about[0] or about[0] in thing
    label = f"Number of {thing}" if named else f"Number of {thing}, {about[0]}"
    cues = [thing] if named else [f"{thing} * {about[0]}", f"{about[0]} * {thing}"]
    return Measure(id=slug(thing), label=label, unit=thing, cues=cues)


def _examples(answers: Sequence[str], about: Sequence[str], question: str) -> list[TopicExample]:
    """Return two short sentences of answers that are on topic; without any, the question."""
    cue_set = CueSet(about)
    found = dict.fromkeys(
        " ".join(sentence.split())
        for answer in answers
        for sentence in sentences(answer)
        if 40 <= len(sentence) <= 240 and not sentence.endswith("...")
    )
    on_topic = [text for text in [*found, question] if cue_set.present(fold(text))]
    return [TopicExample(text=text, on_topic=True) for text in on_topic[:2]]
