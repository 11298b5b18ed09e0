"""The stance of a statement towards a topic.

Evidence is added up for each stance, strongest first: the editor's cues as written; a cue's words in another order or
inflection within one clause; expressions of the same family as the cues (`monitor.detect.families`); a plain "yes" or
"no" to a question that contains a cue. A cue under negation speaks for the stance at the other end of the list: stances are
listed in order, from one end to the other. What the speaker does not assert does not count (`monitor.detect.clauses`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

import re2

from monitor.detect.clauses import Asserted
from monitor.detect.families import AFFIRMING, DENYING, FAMILIES, HEDGES, RIVALS
from monitor.rulebook.models import Stance, Topic
from monitor.text.cues import CueSet
from monitor.text.fold import fold
from monitor.text.lemmas import NEGATORS, STOPWORDS, content, lemma, words

THRESHOLD = 0.5
UNRIVALLED = 0.3  # enough when little or nothing speaks for any other stance
SAME_AGAIN = 0.2  # enough for the stance that the body took last
MARGIN = 0.1
_GAP = 3  # words allowed between two words of a cue that is matched loosely
_REACH = 8  # words over which a negation reaches forward
_DROPPED = frozenset(
    "a an the any some our my their its this that these those be am is are was were been being have has had do does did "
    "such will would".split()
)
_HARMLESS = re2.compile(
    r"\bnot (?:only|just|simply|merely|least|surprisingly)\b|\bno (?:doubt|question|secret|surprise|wonder)\b|"
    r"\bno (?:fewer|less|more|later) than\b|\b(?:cannot|can't|do not|don't|not going to) (?:deny|pretend otherwise|ignore)\b|"
    r"\b(?:nobody|no one)(?: [a-z]+){1,2} (?:pretend otherwise|doubt|deny|disput(?:e|es))\b|"
    r"\bnot (?:for|before) the first time\b|\bno longer just\b|\bwithout (?:doubt|question|exception|delay)\b"
)
_PROMISING = frozenset("promise guarantee confirm predict sure certain tell".split())
_SAYING = frozenset(
    "say said saying claim claimed suggest suggested believe think true mean follow case pretend imply deny".split()
)
_FINITE = frozenset("is are was were has have had does did will would can could".split())
_LINKS = _SAYING | frozenset("who whose which that where expect accept agree feel see aware know".split())
_UN = re2.compile(r"(?:un|in|ir|im)([a-z]{4,})$")
_UNABLE = frozenset(
    lemma(word)
    for word in "safe clear certain decided reliable accurate valid acceptable likely necessary fair justified sure correct "
    "founded aware convinced lawful adequate sufficient proper complete able".split()
)
# Words of labels and cues that say nothing of the position itself.
_COMMON = frozenset(
    lemma(word)
    for word in "say says people thing things year years time number position view case cases london plan plans taken need "
    "know see look like want way work mean give given ask asked tell told".split()
)
_YES = re2.compile(
    r"^(?:well,? |chair,? |yes,? ){0,2}(?:yes\b|i (?:can|do|will|am|have|would)[,.;]|we (?:can|do|will|are|have)[,.;]|"
    r"(?:it|they|there) (?:is|are|does|do|has|have|will|was|were|did)[,.;]|absolutely\b|indeed\b|certainly\b|correct\b|"
    r"i can (?:give|offer|make|confirm) (?:that|her|him|them|the|you)\b|that is (?:right|correct|so)\b|of course\b)"
)
_PLAIN_NO = re2.compile(
    r"^(?:well,? |chair,? ){0,2}(?:no[,.;!]|not (?:in|before|until|while|under|on|for)\b|i (?:cannot|can't|do not|don't|will not|won't|am not)[,.;]|"
    r"we (?:cannot|can't|do not|don't|will not|won't|are not|have not)[,.;]|"
    r"(?:it|they|there) (?:is|are|does|do|has|have|will|was|were|did) not[,.;]|(?:it|they) (?:isn't|aren't|won't|doesn't)[,.;]|"
    r"not at all\b|absolutely not\b|certainly not\b|none[,.;]|never[,.;]|that is not (?:right|correct|so)\b|there (?:are|were|is) none\b)"
)
_UNCHANGED = re2.compile(
    r"\b(?:(?:my|our|the mayor's|the met's|that) (?:view|position|answer|stance|policy|assessment) (?:has not changed|"
    r"(?:is|remains) (?:unchanged|the same|as (?:it was|i set out|stated)))|nothing has changed|no change (?:in|to) (?:my|our|the) "
    r"(?:view|position|policy|answer)|(?:i|we) stand by (?:that|what|my|our)|(?:i have|there is|we have) nothing to add to (?:my|our|that)|"
    r"(?:i|we) (?:have|see) no reason to change (?:my|our|that))"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a statement that speaks for a stance: `cue` is what matched, `weight` how strongly."""

    stance: str
    cue: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StanceRead:
    """The stance taken (or None), and the evidence for it, strongest first."""

    stance: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Loose:
    stance: str
    cue: str
    lemmas: tuple[str, ...]
    negated: bool
    strength: float


class StanceReader:
    """A topic's stances, compiled.

    Args:
        topic: a validated topic.
    """

    def __init__(self, topic: Topic) -> None:
        self._stances = [stance.id for stance in topic.stances]
        owned = [(stance.id, cue) for stance in topic.stances for cue in stance.cues]
        self._owner = [owner for owner, _ in owned]
        self._cues = CueSet([cue for _, cue in owned])
        self._loose = [loose for owner, cue in owned if (loose := _loosen(owner, cue))]
        self._ends = ends_of(topic.stances)
        self._families = families_of(topic.stances)
        self._topical = content(fold(" ".join([topic.title, topic.question, *topic.about])))
        for stance in topic.stances:
            self._topical |= content(fold(stance.label))
        self._asked = content(fold(" ".join([topic.question, *topic.about])))
        self._words = _words_of(topic, self._asked)
        self._contrast = {
            word
            for (word, negated), (stance, _) in self._words.items()
            if self._words.get((word, not negated), (stance, 0.0))[0] != stance
        }
        self._measured = stance_of_measures(topic)
        self._affirming = self._pole(AFFIRMING)
        self._denying = self._pole(DENYING)

    def read(
        self,
        asserted: Asserted,
        question: str | None = None,
        figures: Sequence[tuple[str, int, int]] = (),
        last: str | None = None,
    ) -> StanceRead:
        """Return the stance that a statement takes.

        Args:
            asserted: the statement.
            question: what it answers, where known.
            figures: the measures for which it gives figures, with the places of their numbers. To count what only
                one stance admits ("taps above the limit") supports that stance.
            last: the stance that the same body took before, where known: weak evidence for it is enough, and a
                statement that the position has not changed is taken for it.
        """
        evidence = list(self._gather(asserted))
        evidence += [
            Evidence(self._measured[measure], f"a figure for {measure}", 0.3, start, end)
            for measure, start, end in figures
            if measure in self._measured
        ]
        if question:
            evidence += self._from_question(asserted, question)
        evidence.sort(key=lambda e: -e.weight)
        totals = _totals(asserted, evidence)
        stance = _best(totals)
        if stance is None and last is not None and (_leads(totals, last) or says_unchanged(asserted)):
            stance = last
        return StanceRead(stance, tuple(e for e in evidence if e.stance == stance))

    def _opposite(self, stance: str) -> str | None:
        if stance not in self._ends:
            return None
        return self._ends[1 - self._ends.index(stance)]

    def _pole(self, families: frozenset[str]) -> str | None:
        weights: dict[str, float] = {}
        for family, (stance, weight) in self._families.items():
            if family in families:
                weights[stance] = weights.get(stance, 0.0) + weight
        best = max(weights, key=lambda stance: weights[stance], default=None)
        return best if best in self._ends else None

    def _gather(self, asserted: Asserted) -> Iterator[Evidence]:
        folded = asserted.folded
        exact: set[tuple[int, str]] = set()
        for match in self._cues.find(folded):
            cue = self._cues.cues[match.cue]
            strength = _specificity(cue)
            if asserted.sentences[asserted.sentence_of(match.start)].question:
                if not _is_question_cue(cue):
                    continue
                weight = 1.0
            else:
                weight = asserted.weight(match.start, standing=True)
            negation = _negation(asserted, match.start, match.end, has_negator(cue))
            exact.add((asserted.segment_of(match.start)[0], cue))
            yield from self._vote(self._owner[match.cue], cue, strength * weight, negation, match.start, match.end)
        yield from self._gather_loose(asserted, exact)
        yield from self._gather_words(asserted)
        yield from self._gather_families(asserted)

    def _vote(self, stance: str, cue: str, weight: float, negation: str, start: int, end: int) -> Iterator[Evidence]:
        if negation == "void" or not weight:
            return
        flipped = (negation == "flip") != (weight < 0)
        target = self._opposite(stance) if flipped else stance
        if target is not None:
            yield Evidence(target, cue, abs(weight) * (0.7 if flipped else 1.0), start, end)

    def _gather_loose(self, asserted: Asserted, exact: set[tuple[int, str]]) -> Iterator[Evidence]:
        for start, end, index in asserted.segments():
            if asserted.sentences[index].question:
                continue
            found = [(lemma(word), word, start + s, start + e) for word, s, e in words(asserted.folded[start:end])]
            lemmas = [item[0] for item in found]
            for loose in self._loose:
                if (start, loose.cue) in exact:
                    continue
                span = _align(loose.lemmas, lemmas)
                strength, ordered = loose.strength, span is not None
                if span is None:
                    span, strength = _scattered(loose.lemmas, lemmas), strength * 0.75
                if span is None:
                    continue
                first, last = found[span[0]][2], found[span[1]][3]
                negated = _reaches([item[1] for item in found[: span[0]]]) or bool(
                    NEGATORS & {item[1] for item in found[span[0] : span[1] + 4]}
                )
                negated = negated and not _HARMLESS.search(asserted.folded[start:end])
                if negated != loose.negated and not ordered:
                    continue
                negation = "flip" if negated != loose.negated else ""
                weight = strength * asserted.weight(first, standing=True)
                yield from self._vote(loose.stance, loose.cue, weight, negation, first, last)

    def _gather_words(self, asserted: Asserted) -> Iterator[Evidence]:
        """Words that only one stance's cues use, with or without a negation as they use them."""
        for start, end, index in asserted.segments():
            if asserted.sentences[index].question:
                continue
            found: dict[str, dict[str, tuple[float, int, int]]] = {}
            said = {word for word, _, _ in words(asserted.folded[start:end])}
            if said & NEGATORS and said & _PROMISING:
                continue
            for word, negated, first, last in polar_words(asserted.folded[start:end]):
                stance, weight = self._word(word, negated)
                weight *= max(0.0, asserted.weight(start + first, standing=True))
                if weight:
                    found.setdefault(stance, {})[word] = (weight, start + first, start + last)
            for stance, hits in found.items():
                total = min(0.6, sum(weight for weight, _, _ in hits.values()))
                total = min(total, self._cap(hits.keys(), asserted, index))
                first, last = min(h[1] for h in hits.values()), max(h[2] for h in hits.values())
                yield Evidence(stance, " … ".join(hits), total, first, last)

    def _cap(self, hits: Set[str], asserted: Asserted, index: int) -> float:
        """Return how much these words of one stance may count for at most: less if they only name the topic, or are one."""
        if self._contrast & hits:
            return 0.6
        if hits <= self._asked:
            return 0.2
        sentence = asserted.sentences[index]
        if len(hits) > 1 or self._topical & content(asserted.folded[sentence.start : sentence.end]) - hits:
            return 0.6 if len(hits) > 1 else 0.36
        return 0.29

    def _word(self, word: str, negated: bool) -> tuple[str, float]:
        """Return the stance that a word speaks for and how strongly; a word turned round speaks for the other end."""
        if (word, negated) in self._words:
            return self._words[word, negated]
        stance, weight = self._words.get((word, not negated), ("", 0.0))
        opposite = self._opposite(stance) if stance else None
        return (opposite, weight * 0.8) if opposite else ("", 0.0)

    def _gather_families(self, asserted: Asserted) -> Iterator[Evidence]:
        cues, owners = _family_cues()
        for match in cues.find(asserted.folded):
            family = owners[match.cue]
            if family not in self._families:
                continue
            index = asserted.sentence_of(match.start)
            sentence = asserted.sentences[index]
            if sentence.question and family != "unclear":
                continue
            stance, share = self._families[family]
            cue = cues.cues[match.cue]
            hedged = family in HEDGES
            weight = 1.0 if sentence.question else asserted.weight(match.start, standing=True, hedged=hedged)
            topical = bool(self._topical & content(asserted.folded[sentence.start : sentence.end]))
            bound = 0.6 if topical else (0.48 if index < 2 else 0.25)
            negation = _negation(asserted, match.start, match.end, has_negator(cue))
            yield from self._vote(stance, cue, bound * share * weight, negation, match.start, match.end)

    def _from_question(self, asserted: Asserted, question: str) -> Iterator[Evidence]:
        answer = polarity(asserted.folded)
        if not answer:
            return
        folded = fold(question)
        opening = asserted.sentences[0]
        named = [(self._owner[m.cue], self._cues.cues[m.cue]) for m in self._cues.find(folded)]
        for stance, cue in named[:1]:
            negation = "" if answer > 0 else "flip"
            yield from self._vote(stance, cue, 0.8, negation, opening.start, opening.end)
        if not named and len(self._topical & content(folded)) >= 2:
            target = self._affirming if answer > 0 else self._denying
            if target is not None:
                yield Evidence(target, "yes" if answer > 0 else "no", 0.6, opening.start, opening.end)


def polar_words(folded: str) -> Iterator[tuple[str, bool, int, int]]:
    """Yield (reduced word, whether negated, start, end) of the content words of a clause.

    "Not" after an auxiliary verb negates the whole clause, "no" and the like what comes after; "unsafe" is "safe" negated.
    """
    found = words(_HARMLESS.sub(lambda match: " " * len(match.group()), folded))
    negated = any(
        word == "not" and at and found[at - 1][0] in _FINITE and not _LINKS & {w for w, _, _ in found[:at]}
        for at, (word, _, _) in enumerate(found)
    )
    for word, start, end in found:
        if word in NEGATORS:
            negated = True
        elif word not in STOPWORDS and not word[0].isdigit():
            stem = _UN.match(word)
            if stem and lemma(stem.group(1)) in _UNABLE:
                yield lemma(stem.group(1)), not negated, start, end
            else:
                yield lemma(word), negated, start, end


def _words_of(topic: Topic, asked: Set[str]) -> dict[tuple[str, bool], tuple[str, float]]:
    """Return, for each word (negated or not) of the cues of one stance only, that stance and a weight below 0.5.

    The words of the topic's question say less, unless they are negated on one side and not on the other.
    """
    used: dict[tuple[str, bool], dict[str, int]] = {}
    for stance in topic.stances:
        for cue in [*stance.cues, stance.label]:
            if not cue.startswith("/"):
                for word, negated in {(w, n) for w, n, _, _ in polar_words(fold(cue.replace("*", " ")))}:
                    used.setdefault((word, negated), {}).setdefault(stance.id, 0)
                    used[word, negated][stance.id] += 1
    out: dict[tuple[str, bool], tuple[str, float]] = {}
    for (word, negated), by_stance in used.items():
        if len(by_stance) > 1 or word in _COMMON:
            continue
        ((stance_id, count),) = by_stance.items()
        weight = 0.25 + 0.1 * min(count - 1, 2)
        contrast = bool(used.get((word, not negated), {}).keys() - by_stance.keys())
        weight += 0.1 if contrast else 0.0
        out[word, negated] = (stance_id, weight * (0.6 if word in asked and not contrast else 1.0))
    return out


def stance_of_measures(topic: Topic, *, asked: bool = False) -> dict[str, str]:
    """Return, for each measure whose words one stance alone uses, that stance.

    Args:
        topic: a topic.
        asked: count the words of the topic's question too, which say less of a position.
    """
    common = content(fold(" ".join(topic.about if asked else [topic.question, *topic.about])))
    used = {
        stance.id: {(w, n) for cue in [*stance.cues, stance.label] for w, n, _, _ in polar_words(fold(cue))}
        for stance in topic.stances
    }
    out: dict[str, str] = {}
    for measure in topic.measures:
        said = {(w, n) for cue in [*measure.cues, measure.label] for w, n, _, _ in polar_words(fold(cue))}
        counted = content(fold(measure.unit))
        said = {(w, n) for w, n in said if w not in common | counted and w not in _COMMON}
        shared = {stance: len(said & found) for stance, found in used.items() if said & found}
        best = max(shared, key=lambda stance: shared[stance], default=None)
        if best is not None and list(shared.values()).count(shared[best]) == 1:
            out[measure.id] = best
    return out


def _family_hits(stances: Sequence[Stance]) -> dict[str, dict[str, int]]:
    """Return, for each family, how many cues of each stance (its label counting as one) belong to it."""
    cues, owners = _family_cues()
    hits: dict[str, dict[str, int]] = {}
    for stance in stances:
        for cue in [*stance.cues, stance.label]:
            if cue.startswith("/"):
                continue
            for family in {owners[index] for index in cues.present(fold(cue.replace("*", " ")))}:
                hits.setdefault(family, {}).setdefault(stance.id, 0)
                hits[family][stance.id] += 1
    return hits


def ends_of(stances: Sequence[Stance]) -> tuple[str, ...]:
    """Return the two stances that exclude each other: the first and the last, unless one of these is the one that hedges."""
    ids = [stance.id for stance in stances]
    if len(ids) < 2:
        return ()
    hits = _family_hits(stances)

    def hedging(stance: str) -> int:
        return sum((1 if family in HEDGES else -1) * count.get(stance, 0) for family, count in hits.items())

    most = max(ids, key=hedging)
    if len(ids) == 3 and hedging(most) > hedging(ids[1]):
        ids.remove(most)
    return ids[0], ids[-1]


def families_of(stances: Sequence[Stance]) -> dict[str, tuple[str, float]]:
    """Return, for each family that the cues of one stance use, that stance and a weight from 0 to 1.

    With three stances or more, what hedges stands for none of the two ends, and what does not for none between them.
    """
    hits = _family_hits(stances)
    ends = ends_of(stances)
    out: dict[str, tuple[str, float]] = {}
    for family, by_stance in hits.items():
        best = max(by_stance, key=lambda s: by_stance[s])
        fits = len(stances) < 3 or (best in ends) != (family in HEDGES) or by_stance[best] > 1
        if fits and by_stance[best] > 0.6 * sum(by_stance.values()):
            out[family] = (best, min(1.0, 0.5 + 0.25 * by_stance[best]))
    _drop_rivals(out, hits)
    _set_against_rivals(out, hits, ends)
    return out


def _drop_rivals(out: dict[str, tuple[str, float]], hits: dict[str, dict[str, int]]) -> None:
    for one, other in RIVALS:
        if one in out and other in out and out[one][0] == out[other][0]:
            hit = {family: hits[family][out[family][0]] for family in (one, other)}
            for family in (one, other):
                if hit[family] <= min(hit.values()):
                    del out[family]


def _set_against_rivals(
    out: dict[str, tuple[str, float]], hits: dict[str, dict[str, int]], ends: tuple[str, ...]
) -> None:
    for pair in RIVALS:
        for family in pair:
            rival = out.get(_rival(pair, family))
            if family not in out and family not in hits and rival and rival[0] in ends:
                out[family] = (ends[1 - ends.index(rival[0])], rival[1] * 0.7)


def _rival(pair: tuple[str, str], family: str) -> str:
    return pair[1] if pair[0] == family else pair[0]


@cache
def _family_cues() -> tuple[CueSet, tuple[str, ...]]:
    pairs = [(cue, family) for family, cues in FAMILIES.items() for cue in cues]
    return CueSet([cue for cue, _ in pairs]), tuple(family for _, family in pairs)


@cache
def has_negator(cue: str) -> bool:
    """Whether `cue` itself contains a negation."""
    return any(word in NEGATORS for word, _, _ in words(fold(cue)))


def polarity(folded: str) -> int:
    """Return 1 when a reply opens with a plain yes, -1 with a plain no, else 0."""
    opening = folded.lstrip(" \"'")
    if _PLAIN_NO.match(opening):
        return -1
    return 1 if _YES.match(opening) else 0


def says_unchanged(asserted: Asserted) -> bool:
    """Whether a statement says that the position is what it was."""
    return any(asserted.weight(m.start()) > 0.5 for m in _UNCHANGED.finditer(asserted.folded))


def _loosen(stance: str, cue: str) -> _Loose | None:
    if cue.startswith("/") or "*" in cue:
        return None
    found = [word for word, _, _ in words(fold(cue))]
    kept = [word for word in found if word not in _DROPPED and word not in NEGATORS]
    matter = [word for word in kept if word not in STOPWORDS]
    if not matter or len(kept) < 2:
        return None
    strength = 0.75 if len(matter) > 1 else 0.55
    return _Loose(stance, cue, tuple(lemma(word) for word in kept), has_negator(cue), strength)


def _align(cue: Sequence[str], found: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last index at which the words of `cue` occur in order, few words apart."""
    for first, word in enumerate(found):
        if word != cue[0]:
            continue
        at = first
        for wanted in cue[1:]:
            window = found[at + 1 : at + 2 + _GAP]
            if wanted not in window:
                break
            at += 1 + window.index(wanted)
        else:
            return first, at
    return None


def _scattered(cue: Sequence[str], found: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last index of the matter words of `cue` in any order within a stretch of the clause."""
    matter = [word for word in cue if word not in STOPWORDS]
    if len(matter) < 2:
        return None
    places = [found.index(word) if word in found else -1 for word in matter]
    if min(places) < 0 or max(places) - min(places) > len(matter) + 7:
        return None
    return min(places), max(places)


def _negation(asserted: Asserted, start: int, end: int, own: bool) -> str:
    """Return "flip" when a negation outside the cue reaches it, "void" when it takes back a negative cue, else ""."""
    first, last = asserted.segment_of(start)
    before = asserted.folded[first:start]
    before = _HARMLESS.sub(" ", before)
    leading = [word for word, _, _ in words(before)]
    reach = leading[-_REACH:]
    inside = [word for word, _, _ in words(asserted.folded[start:end])]
    if own:
        if "nor" in reach[-3:]:
            return ""
        governed = bool(NEGATORS & set(reach)) and bool(_SAYING & set(reach))
        return "void" if governed else ""
    if NEGATORS & set(reach) and _PROMISING & set(reach):
        return "void"  # "I cannot promise that it will stay open" says neither
    return "flip" if _reaches(leading) or NEGATORS & set(inside) else ""


def _reaches(before: Sequence[str]) -> bool:
    """Whether a negation among the words before a phrase reaches it.

    It does not across another finite verb ("those who are not suspects are rare"), unless that verb belongs to what is
    denied ("no officer whose vetting has lapsed", "I do not think that it is safe").
    """
    reach = before[-_REACH:]
    for at in range(len(reach) - 1, -1, -1):
        if reach[at] in NEGATORS:
            between = reach[at + 1 :]
            links = _LINKS & set(between)
            return bool(links) or not _FINITE & set(between)
    return False


def _is_question_cue(cue: str) -> bool:
    return cue.strip().lower().startswith(("what", "which", "who", "how", "why", "do you", "does", "can you", "is it"))


@cache
def _specificity(cue: str) -> float:
    if cue.startswith("/"):
        return 1.0
    matter = len(content(fold(cue)))
    return (0.7, 0.85, 1.0)[min(matter, 2)]


def _totals(asserted: Asserted, evidence: Sequence[Evidence]) -> dict[str, float]:
    """Add up the evidence: the best of each sentence, later ones counting for less, whole words counted once."""
    best: dict[tuple[str, int], float] = {}
    taken: list[tuple[int, int, str]] = []
    for item in evidence:
        if any(start < item.end and item.start < end and stance != item.stance for start, end, stance in taken):
            continue  # the same words already speak, more strongly, for another stance
        taken.append((item.start, item.end, item.stance))
        place = (item.stance, asserted.sentence_of(item.start))
        best[place] = min(1.2, max(best.get(place, 0.0), item.weight) + (0.2 * item.weight if place in best else 0.0))
    totals: dict[str, float] = {}
    for (stance, _), weight in best.items():
        totals[stance] = totals.get(stance, 0.0) + weight
    return totals


def _leads(totals: dict[str, float], stance: str) -> bool:
    weight = totals.get(stance, 0.0)
    return weight >= SAME_AGAIN and weight == max(totals.values())


def _best(totals: dict[str, float]) -> str | None:
    ranked = sorted(totals.items(), key=lambda item: -item[1])
    if not ranked:
        return None
    (stance, weight), rival = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
    enough = UNRIVALLED if rival <= weight / 2 else THRESHOLD
    return stance if weight >= enough and weight - rival >= MARGIN * weight else None
