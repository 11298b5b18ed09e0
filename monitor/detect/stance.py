"""The stance of a statement towards a topic.

Evidence is added up for each stance, strongest first: the editor's cues as written; a cue's words in another order or
inflection within one clause; expressions of the same family as the cues (`monitor.detect.families`); a plain "yes" or
"no" to a question that contains a cue. A cue under negation speaks for the stance at the other end of the list:
stances are listed in order. What the speaker does not assert does not count (`monitor.detect.clauses`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from monitor.detect.clauses import Asserted
from monitor.detect.families import AFFIRMING, DENYING, HEDGES
from monitor.detect.loose import align, loosen, scattered
from monitor.detect.negation import HARMLESS, PROMISING, has_negator, negation_of, polar_words, reaches
from monitor.detect.polarity import polarity, says_unchanged
from monitor.detect.vocabulary import ends_of, families_of, family_cues, stance_of_measures, words_of
from monitor.rulebook.models import Topic
from monitor.text.cues import CueSet
from monitor.text.fold import fold
from monitor.text.lemmas import NEGATORS, content, lemma, words

THRESHOLD = 0.5
# Of a statement that is known to be about the topic's question, hints are taken too:
HINT = 0.3  # enough in a short one when little or nothing speaks for any other stance
SHORT = 6  # sentences
SAME_AGAIN = 0.2  # enough for the stance that the body took last
# Of one that merely has a word of the topic, other expressions of a cue's family count less, and are never enough alone:
UNSURE = 0.75
MARGIN = 0.1


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
        about = content(fold(" ".join(topic.about)))
        self._loose = [loose for owner, cue in owned if (loose := loosen(owner, cue, about))]
        self._ends = ends_of(topic.stances)
        self._families = families_of(topic.stances)
        self._topical = content(fold(" ".join([topic.title, topic.question, *topic.about])))
        for stance in topic.stances:
            self._topical |= content(fold(stance.label))
        self._asked = content(fold(" ".join([topic.question, *topic.about])))
        self._words = words_of(topic, self._asked)
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
        *,
        hints: bool = False,
    ) -> StanceRead:
        """Return the stance that a statement takes.

        Args:
            asserted: the statement.
            question: what it answers, where known.
            figures: the measures for which it gives figures, with the places of their numbers. To count what only
                one stance admits ("taps above the limit") supports that stance.
            last: the stance that the same body took before, where known: a statement that the position has not changed
                is taken for it.
            hints: the statement is known to be about the topic's question, so that less evidence is needed.
        """
        evidence = list(self._gather(asserted, 1.0 if hints else UNSURE))
        evidence += [
            Evidence(self._measured[measure], f"a figure for {measure}", 0.3, start, end)
            for measure, start, end in figures
            if measure in self._measured
        ]
        if question:
            evidence += self._from_question(asserted, question)
        evidence.sort(key=lambda e: -e.weight)
        totals = _totals(asserted, evidence)
        stance = _best(totals, HINT if hints and len(asserted.sentences) <= SHORT else THRESHOLD)
        if not hints and not any(e.stance == stance and e.weight >= THRESHOLD for e in evidence):
            stance = None  # hints alone, however many
        if stance is None and last is not None and ((hints and _leads(totals, last)) or says_unchanged(asserted)):
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

    def _gather(self, asserted: Asserted, trust: float = 1.0) -> Iterator[Evidence]:
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
            negation = negation_of(asserted, match.start, match.end, has_negator(cue))
            exact.add((asserted.segment_of(match.start)[0], cue))
            yield from self._vote(
                Evidence(self._owner[match.cue], cue, strength * weight, match.start, match.end), negation
            )
        yield from self._gather_loose(asserted, exact)
        yield from self._gather_words(asserted, trust)
        yield from self._gather_families(asserted, trust)

    def _vote(self, found: Evidence, negation: str) -> Iterator[Evidence]:
        """Yield what `found` speaks for once negation and rejection (a weight below 0) are taken into account."""
        if negation == "void" or not found.weight:
            return
        flipped = (negation == "flip") != (found.weight < 0)
        target = self._opposite(found.stance) if flipped else found.stance
        if target is not None:
            yield replace(
                found, stance=target, weight=abs(found.weight) * (0.7 if flipped and found.weight > 0 else 1.0)
            )

    def _gather_loose(self, asserted: Asserted, exact: set[tuple[int, str]]) -> Iterator[Evidence]:
        for start, end, index in asserted.segments():
            if asserted.sentences[index].question:
                continue
            found = [(lemma(word), word, start + s, start + e) for word, s, e in words(asserted.folded[start:end])]
            lemmas = [item[0] for item in found]
            for loose in self._loose:
                if (start, loose.cue) in exact:
                    continue
                span = align(loose.lemmas, lemmas)
                strength, ordered = loose.strength, span is not None
                if span is None and loose.anywhere:
                    span, strength = scattered(loose.lemmas, lemmas), strength * 0.75
                if span is None:
                    continue
                first, last = found[span[0]][2], found[span[1]][3]
                negated = reaches([item[1] for item in found[: span[0]]]) or bool(
                    NEGATORS & {item[1] for item in found[span[0] : span[1] + 4]}
                )
                negated = negated and not HARMLESS.search(asserted.folded[start:end])
                if negated != loose.negated and not ordered:
                    continue
                negation = "flip" if negated != loose.negated else ""
                weight = strength * asserted.weight(first, standing=True)
                yield from self._vote(Evidence(loose.stance, loose.cue, weight, first, last), negation)

    def _gather_words(self, asserted: Asserted, trust: float) -> Iterator[Evidence]:
        """Words that only one stance's cues use, with or without a negation as they use them."""
        for start, end, index in asserted.segments():
            if asserted.sentences[index].question:
                continue
            found: dict[str, dict[str, tuple[float, int, int]]] = {}
            said = {word for word, _, _ in words(asserted.folded[start:end])}
            if said & NEGATORS and said & PROMISING:
                continue
            for word, negated, first, last in polar_words(asserted.folded[start:end]):
                stance, weight = self._word(word, negated)
                weight *= max(0.0, asserted.weight(start + first, standing=True))
                if weight:
                    found.setdefault(stance, {})[word] = (weight, start + first, start + last)
            for stance, hits in found.items():
                total = min(0.6, sum(weight for weight, _, _ in hits.values()))
                total = trust * min(total, self._cap(hits.keys(), asserted, index))
                first, last = min(h[1] for h in hits.values()), max(h[2] for h in hits.values())
                yield Evidence(stance, " … ".join(hits), total, first, last)

    def _cap(self, hits: Set[str], asserted: Asserted, index: int) -> float:
        """Return how much these words may count for at most: less if they only name the topic, or are but one."""
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

    def _gather_families(self, asserted: Asserted, trust: float) -> Iterator[Evidence]:
        cues, owners = family_cues()
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
            negation = negation_of(asserted, match.start, match.end, has_negator(cue))
            yield from self._vote(
                Evidence(stance, cue, bound * trust * share * weight, match.start, match.end), negation
            )

    def _from_question(self, asserted: Asserted, question: str) -> Iterator[Evidence]:
        answer = polarity(asserted.folded)
        if not answer:
            return
        folded = fold(question)
        opening = asserted.sentences[0]
        named = [(self._owner[m.cue], self._cues.cues[m.cue]) for m in self._cues.find(folded)]
        for stance, cue in named[:1]:
            negation = "" if answer > 0 else "flip"
            yield from self._vote(Evidence(stance, cue, 0.8, opening.start, opening.end), negation)
        if not named and len(self._topical & content(folded)) >= 2:
            target = self._affirming if answer > 0 else self._denying
            if target is not None:
                yield Evidence(target, "yes" if answer > 0 else "no", 0.6, opening.start, opening.end)


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
    taken: dict[int, list[Evidence]] = {}
    for item in evidence:
        index = asserted.sentence_of(item.start)
        others = taken.setdefault(index, [])
        if any(o.start < item.end and item.start < o.end and o.stance != item.stance for o in others):
            continue  # the same words already speak, more strongly, for another stance
        others.append(item)
        place = (item.stance, index)
        best[place] = min(1.2, max(best.get(place, 0.0), item.weight) + (0.2 * item.weight if place in best else 0.0))
    totals: dict[str, float] = {}
    for (stance, _), weight in best.items():
        totals[stance] = totals.get(stance, 0.0) + weight
    return totals


def _leads(totals: dict[str, float], stance: str) -> bool:
    weight = totals.get(stance, 0.0)
    return weight >= SAME_AGAIN and weight == max(totals.values())


def _best(totals: dict[str, float], hint: float) -> str | None:
    ranked = sorted(totals.items(), key=lambda item: -item[1])
    if not ranked:
        return None
    (stance, weight), rival = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
    enough = hint if rival <= weight / 2 else THRESHOLD
    return stance if weight >= enough and weight - rival >= MARGIN * weight else None
