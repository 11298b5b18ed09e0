"""What the words of a topic's cues say: which words, families of expressions and measures speak for which stance."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from monitor.detect.families import FAMILIES, HEDGES, RIVALS
from monitor.detect.negation import polar_words
from monitor.rulebook.models import Stance, Topic
from monitor.text.cues import CueSet
from monitor.text.fold import fold
from monitor.text.lemmas import content, lemma

# Words of labels and cues that say nothing of the position itself.
_COMMON = frozenset(
    lemma(word)
    for word in "say says people thing things year years time number position view case cases london plan plans taken "
    "need know see look like want way work mean include give given ask asked tell told".split()
)


def words_of(topic: Topic, asked: Set[str]) -> dict[tuple[str, bool], tuple[str, float]]:
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
        weight = 0.3 + 0.1 * min(count - 1, 2)
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
    _gather_hedges(out, ends)
    return out


def ends_of(stances: Sequence[Stance]) -> tuple[str, ...]:
    """Return the two stances that exclude each other: the first and the last, unless one of these hedges."""
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


def _family_hits(stances: Sequence[Stance]) -> dict[str, dict[str, int]]:
    """Return, for each family, how many cues of each stance (its label counting as one) belong to it."""
    cues, owners = family_cues()
    hits: dict[str, dict[str, int]] = {}
    for stance in stances:
        for cue in [*stance.cues, stance.label]:
            if cue.startswith("/"):
                continue
            for family in {owners[index] for index in cues.present(fold(cue.replace("*", " ")))}:
                hits.setdefault(family, {}).setdefault(stance.id, 0)
                hits[family][stance.id] += 1
    return hits


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


def _gather_hedges(out: dict[str, tuple[str, float]], ends: tuple[str, ...]) -> None:
    """Let the one stance that hedges be expressed, less strongly, by every way of hedging."""
    hedging = {out[family] for family in HEDGES if family in out and out[family][0] not in ends}
    if len({stance for stance, _ in hedging}) == 1:
        stance, weight = max(hedging, key=lambda item: item[1])
        for family in HEDGES - out.keys():
            out[family] = (stance, weight * 0.6)


def _rival(pair: tuple[str, str], family: str) -> str:
    return pair[1] if pair[0] == family else pair[0]


@cache
def family_cues() -> tuple[CueSet, tuple[str, ...]]:
    pairs = [(cue, family) for family, cues in FAMILIES.items() for cue in cues]
    return CueSet([cue for cue, _ in pairs]), tuple(family for _, family in pairs)
