"""Judge an exchange: what was asked, what is given, which rules fire, and what follows.

Order of precedence, where signs conflict:
1. An explicit answer to a part stands, whatever else the reply says.
2. A decisive rule's cue outweighs an implicit answer to the part that it concerns.
3. Where nothing withholds, a part met with something of the sort it asks for has the benefit of the doubt.
4. The signs of the whole reply are weighed together (`scorecard`): that is the verdict. Clear: no rule fires.
5. A finding is published only if it is firm (`firm`), and if 1 to 3 alone leave something asked for that is not given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from operator import attrgetter

from monitor.detect.replies import signs
from monitor.detect.replies.case import Case
from monitor.detect.replies.firm import firm
from monitor.detect.replies.given import give_benefit, what_is_given
from monitor.detect.replies.pressing import asides
from monitor.detect.replies.question import Part
from monitor.detect.replies.reading import EXPLICIT, IMPLICIT, NOTHING, Given, Reading
from monitor.detect.replies.reply import ReplyText
from monitor.detect.replies.rules import CompiledRule, ReplyRules
from monitor.detect.replies.scorecard import Signs, label, signs_of
from monitor.detect.replies.screen import sift
from monitor.detect.replies.shapes import Whole
from monitor.detect.replies.withheld import Said, share_out, weigh
from monitor.records import Evidence, Exchange, Finding, Reply, Verdict
from monitor.text.human import in_words

_CHUNK = 200


def judge(exchange: Exchange, rules: ReplyRules) -> Verdict:
    """Say whether the reply in `exchange` answers, in which ways it does not, and by which words.

    `kinds` and `evidence` are of every rule that fired; `findings` only those firm enough to publish (`firm`).
    """
    return judge_fully(exchange, rules)[0]


def judge_fully(exchange: Exchange, rules: ReplyRules) -> tuple[Verdict, tuple[Finding, ...]]:
    """As `judge`, with the findings of all rules that fired."""
    case = Case(exchange, rules)
    return _conclude(case, _read(case))


def findings_of(exchange: Exchange, rules: ReplyRules) -> Verdict:
    """As `judge`, for its findings only: a reply in which none is published is passed as clear."""
    return findings_of_each([exchange], rules)[0]


def _conclude(case: Case, whole: Whole) -> tuple[Verdict, tuple[Finding, ...]]:
    exchange, given = case.exchange, whole.given
    complete = _complete(given)
    verdict = label(signs_of(case, whole), case.rules.scorecard)
    if verdict == "clear":
        return Verdict(exchange.id, "clear", (), _answering(given, case.reply), ()), ()
    _settle(given, verdict)
    fired = [f for c in case.candidates if (f := _fire(c, case.said(c), whole, verdict)) is not None]
    names = tuple(dict.fromkeys(f.kind for f, _ in fired))
    evidence = tuple(dict.fromkeys(e for f, _ in fired for e in f.evidence))
    published = () if complete else tuple(firm(fired, whole))
    return Verdict(exchange.id, verdict, names, evidence, published), tuple(f for f, _ in fired)


def _read(case: Case) -> Whole:
    """What the reply gives for each part of the question, by the rules' order of precedence."""
    if case.exchange.turns:
        case.reading.asides = asides(case.exchange.turns, case.parts)
    given = _given(case.parts, case.reading)
    whole = Whole(case.exchange, case.reading, given)
    if whole.asked_times == 1:  # nobody asks again what has been answered
        give_benefit(given, case.reading)
    return whole


def signs_in(exchange: Exchange, rules: ReplyRules) -> Signs:
    """Return the signs that `exchange` is weighed by (see `monitor.detect.replies.scorecard`)."""
    case = Case(exchange, rules)
    return signs_of(case, _read(case))


def judge_all(
    exchanges: Iterable[Exchange], rules: ReplyRules, jobs: int = 1, *, thorough: bool = False
) -> Iterator[Verdict]:
    """Judge `exchanges` in order, on `jobs` processes.

    The verdicts have the findings that `judge` would give. Other fields are as of `findings_of`, unless `thorough`.
    """
    with judges(rules, jobs, thorough=thorough) as judge_many:
        yield from judge_many(exchanges)


@contextmanager
def judges(
    rules: ReplyRules, jobs: int = 1, *, thorough: bool = False
) -> Iterator[Callable[[Iterable[Exchange]], Iterator[Verdict]]]:
    """Give a function that does as `judge_all`, to be called for one batch after another on the same processes."""
    many = judge_each if thorough else findings_of_each
    if jobs <= 1:
        yield lambda exchanges: (verdict for chunk in _chunks(exchanges) for verdict in many(chunk, rules))
        return
    with ProcessPoolExecutor(jobs, initializer=_adopt, initargs=(rules, many)) as pool:
        yield lambda exchanges: chain.from_iterable(pool.map(_judge_chunk, _chunks(exchanges)))


def judge_each(exchanges: Sequence[Exchange], rules: ReplyRules) -> list[Verdict]:
    """Return the verdict of `judge` on each exchange."""
    return [judge(exchange, rules) for exchange in exchanges]


def findings_of_each(exchanges: Sequence[Exchange], rules: ReplyRules) -> list[Verdict]:
    """Return the verdict of `findings_of` on each exchange: faster than one by one."""
    found = _with_findings(sift(exchanges, rules))
    return [found.get(at) or Verdict(exchange.id, "clear", (), (), ()) for at, exchange in enumerate(exchanges)]


def _with_findings(cases: dict[int, Case]) -> dict[int, Verdict]:
    """The verdicts on those of `cases` of which a finding is published.

    Each thing is read of all cases before the next: the automata for it are then at hand, which makes it faster.
    """
    for read in map(attrgetter, ("parts", "cues.suggested", "cues.language", "reading")):
        for case in cases.values():
            read(case)
    wholes = {at: _read(case) for at, case in cases.items()}
    verdicts = {at: _conclude(cases[at], whole)[0] for at, whole in wholes.items() if not _complete(whole.given)}
    return {at: verdict for at, verdict in verdicts.items() if verdict.findings}


_adopted: list[tuple[ReplyRules, Callable[[Sequence[Exchange], ReplyRules], list[Verdict]]]] = []


def _adopt(rules: ReplyRules, many: Callable[[Sequence[Exchange], ReplyRules], list[Verdict]]) -> None:
    _adopted[:] = [(rules, many)]


def _judge_chunk(chunk: list[Exchange]) -> list[Verdict]:
    rules, many = _adopted[0]
    return many(chunk, rules)


def _chunks(exchanges: Iterable[Exchange]) -> Iterator[list[Exchange]]:
    source = iter(exchanges)
    return iter(lambda: list(islice(source, _CHUNK)), [])


def _given(parts: list[Part], reading: Reading) -> list[Given]:
    given: list[Given] = []
    for part in parts:
        given.append(what_is_given(part, reading))
        if given[-1].degree == EXPLICIT:
            reading.taken.update(_answering_most(given[-1], reading))
    given = _that_arise(given)
    share_out(given, reading)
    for item in given:
        item.told = item.degree
    weigh(given, reading)
    return given


def _answering_most(item: Given, reading: Reading) -> Iterator[int]:
    """Where the sentences start that answer a part: the first, and those that are on the point as well."""
    for number, sentence in enumerate(item.shown):
        if not number or reading.overlap(item.part, sentence)[0] >= 2:
            yield sentence.start


def _that_arise(given: list[Given]) -> list[Given]:
    """Leave out what was asked only in the event of the other answer ("and if so, when?" after a no)."""
    kept: list[Given] = []
    for item in given:
        before = kept[-1] if kept else None
        if item.part.only_if and before and before.degree == EXPLICIT and before.part.ask == "yes-no":
            said = "no" if any(signs.DENIES.search(s.folded) for s in before.shown[:1]) else "yes"
            if said != item.part.only_if:
                continue
        kept.append(item)
    return kept


def _complete(given: list[Given]) -> bool:
    return all(g.degree and not g.incomplete for g in given)


def _settle(given: list[Given], verdict: Reply) -> None:
    """Bring what is given for each part in line with `verdict`, what all signs together make likeliest."""
    ranked = sorted(given, key=lambda g: (g.degree, not g.charged, g.told, not g.incomplete))
    if verdict == "non-reply":
        for item in given:
            item.degree = NOTHING
    elif verdict == "partial":
        if ranked[-1].degree == NOTHING:
            ranked[-1].degree = IMPLICIT
        if _complete(given):
            if len(given) > 1:
                ranked[0].degree = NOTHING
            else:
                ranked[0].incomplete = True


def _answering(given: list[Given], reply: ReplyText) -> tuple[Evidence, ...]:
    spans = dict.fromkeys((s.start, s.end) for g in given for s in g.shown[:2])
    return tuple(reply.evidence(*span) for span in sorted(spans))


def _fire(compiled: CompiledRule, said: list[Said], whole: Whole, verdict: Reply) -> tuple[Finding, bool] | None:
    """Return the rule's finding, and whether one of its firm cues was found; None when a condition does not hold."""
    rule = compiled.rule
    if (compiled.cued and not said) or not whole.meets(rule.when):
        return None
    sentences = [item.sentence for item in said]
    if rule.when.answer.shape:
        shown = whole.shape(rule.when.answer.shape)
        if shown is None:
            return None
        sentences = sentences or shown
    spans = dict.fromkeys((s.start, s.end) for s in (sentences or whole.evasive())[:3])
    evidence = tuple(whole.reading.reply.evidence(*span) for span in spans)
    sure = compiled.compares or any(item.sure for item in said)  # what a comparison shows is firm
    return Finding(rule.id, rule.kind, verdict, evidence, _explained(rule.explain, whole.exchange)), sure


def _explained(explain: str, exchange: Exchange) -> str:
    """Return a rule's sentence with what it leaves open said: when, and to which question, the reply was given before."""
    earlier = exchange.repeats
    if earlier is None:
        return explain
    return explain.replace("{when}", in_words(earlier.said_on)).replace("{question}", earlier.question)
