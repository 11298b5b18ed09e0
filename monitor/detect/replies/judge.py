"""Judge an exchange: what was asked, what is given, which rules fire, and what follows.

Order of precedence, where signs conflict:
1. An explicit answer to a part stands, whatever else the reply says.
2. A decisive rule's cue outweighs an implicit answer to the part that it concerns.
3. All parts given: clear, and no rule fires. None given: non-reply. Otherwise partial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from monitor.detect.replies import shapes
from monitor.detect.replies.given import EXPLICIT, IMPLICIT, NOTHING, NOT_PLACES, Given, Reading, give_benefit, what_is_given
from monitor.detect.replies.matcher import Hits, encode
from monitor.detect.replies.question import Part, parse_question
from monitor.detect.replies.reply import ReplyText, Sentence, scan
from monitor.detect.replies.rules import CompiledRule, ReplyRules
from monitor.detect.replies.shapes import Whole
from monitor.records import Evidence, Exchange, Finding, Reply, Verdict
from monitor.text.fold import fold
from monitor.text.numbers import QUANTITIES

_CHUNK = 200
_CAPITALISED = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{2,})")


def judge(exchange: Exchange, rules: ReplyRules) -> Verdict:
    """Say whether the reply in `exchange` answers, in which ways it does not, and by which words."""
    reply = ReplyText(exchange)
    parts, question = _asked(exchange)
    hits = scan(reply, rules.answers)
    asked = rules.questions.scan(encode(question))
    said = {c.rule.id: _where_said(c, reply, hits, asked, rules) for c in rules if _can_fire(c, hits, asked, exchange)}
    withheld = _withheld(rules, said)
    reading = Reading(reply, hits, question, rules.same, withheld)
    reading.kinds = _kinds(rules, said)
    reading.places = frozenset(fold(m) for m in _CAPITALISED.findall(exchange.question)) - NOT_PLACES
    given = []
    for part in parts:
        given.append(what_is_given(part, reading))
        if given[-1].degree == EXPLICIT:
            reading.taken.update(s.start for s in given[-1].shown)
    _share_out(given, reading)
    _weigh(given, reading)
    give_benefit(given, reading)
    verdict, whole = _label(given), Whole(exchange, reading, given)
    if verdict == "clear":
        return Verdict(exchange.id, "clear", (), _answering(given, reply), ())
    findings = [f for c in rules if c.rule.id in said and (f := _fire(c, said[c.rule.id], whole, verdict)) is not None]
    findings = _settled(findings)
    kinds = tuple(dict.fromkeys(f.kind for f in findings))
    evidence = tuple(dict.fromkeys(e for f in findings for e in f.evidence))
    return Verdict(exchange.id, verdict, kinds, evidence, tuple(findings))


def judge_all(exchanges: Iterable[Exchange], rules: ReplyRules, jobs: int = 1) -> Iterator[Verdict]:
    """Judge `exchanges` in order, on `jobs` processes."""
    if jobs <= 1:
        yield from (judge(exchange, rules) for exchange in exchanges)
        return
    with ProcessPoolExecutor(jobs, initializer=_adopt, initargs=(rules,)) as pool:
        for verdicts in pool.map(_judge_chunk, _chunks(exchanges)):
            yield from verdicts


_adopted: list[ReplyRules] = []


def _adopt(rules: ReplyRules) -> None:
    _adopted[:] = [rules]


def _judge_chunk(chunk: list[Exchange]) -> list[Verdict]:
    return [judge(exchange, _adopted[0]) for exchange in chunk]


def _chunks(exchanges: Iterable[Exchange]) -> Iterator[list[Exchange]]:
    source = iter(exchanges)
    return iter(lambda: list(islice(source, _CHUNK)), [])


def _asked(exchange: Exchange) -> tuple[list[Part], str]:
    """The parts asked for, and the folded question; in an oral exchange the first turn that asks something."""
    if exchange.medium == "oral" and exchange.turns:
        members = [(i, t.text) for i, t in enumerate(exchange.turns) if t.role == "member"]
        for index, text in members:
            if parts := parse_question(text, index):
                return list(parts), fold(" ".join(t for i, t in members if i <= index))
        text = " ".join(t for _, t in members) or exchange.question
        return [Part(fold(text), ("view",), 1, 0)], fold(text)
    parts = parse_question(exchange.question)
    folded = fold(exchange.question)
    return list(parts) or [Part(folded, ("view",))], folded


def _can_fire(compiled: CompiledRule, hits: Hits, asked: Hits, exchange: Exchange) -> bool:
    needed = [name for name in (compiled.says, compiled.opens) if name]
    if needed and not any(hits.has(name) for name in needed):
        return False
    if compiled.also and not hits.has(compiled.also):
        return False
    if compiled.asked and not asked.has(compiled.asked):
        return False
    if compiled.unless_asked and asked.has(compiled.unless_asked):
        return False
    medium = compiled.rule.when.exchange.medium
    return medium is None or medium == exchange.medium


def _where_said(compiled: CompiledRule, reply: ReplyText, hits: Hits, asked: Hits, rules: ReplyRules) -> list[tuple[Sentence, int]]:
    """The sentences in which the rule's cues stand in the speaker's own voice, with where the cue ends."""
    found: list[tuple[Sentence, int]] = []
    for name, opening_only in ((compiled.says, False), (compiled.opens, True)):
        if name is None or not hits.has(name):
            continue
        for start, end in hits.spans(name):
            sentence = reply.sentence_at(start)
            if sentence is None or (opening_only and sentence.position > 0):
                continue
            if compiled.also and not any(sentence.covers(s) for s in hits.spans(compiled.also)):
                continue
            if compiled.unless_says and any(sentence.covers(s) for s in hits.spans(compiled.unless_says)):
                continue
            if shapes.denied(sentence, start) or any(a <= start < b for a, b in hits.spans("concessions")):
                continue
            found.append((sentence, end))
    return found


def _withheld(rules: ReplyRules, said: dict[str, list[tuple[Sentence, int]]]) -> dict[int, int]:
    withheld: dict[int, int] = {}
    for compiled in rules:
        if compiled.rule.decisive and (compiled.says or compiled.opens):
            for sentence, end in said.get(compiled.rule.id, ()):
                withheld[sentence.start] = max(end, withheld.get(sentence.start, 0))
    return withheld


def _share_out(given: list[Given], reading: Reading) -> None:
    """Let one number answer one "how many": it goes to the part whose own words stand with it."""
    counts = [g for g in given if g.degree and g.part.ask == "quantity"]
    for first in counts:
        for second in counts:
            if first is second or not (first.degree and second.degree) or len(first.shown) != 1 or first.shown != second.shown:
                continue
            sentence = first.shown[0]
            if len([n for n in sentence.numbers if n.kind in QUANTITIES]) < 2:
                near = [len(reading.alike(g.part.own_words) & reading.alike(sentence.words)) for g in (first, second)]
                (first if near[0] < near[1] else second).degree = NOTHING


def _kinds(rules: ReplyRules, said: dict[str, list[tuple[Sentence, int]]]) -> dict[int, set[str]]:
    """The kinds of the withholding words in each sentence, by its start."""
    kinds: dict[int, set[str]] = {}
    for compiled in rules:
        if compiled.rule.decisive:
            for sentence, _ in said.get(compiled.rule.id, ()):
                kinds.setdefault(sentence.start, set()).add(compiled.rule.kind)
    return kinds


def _weigh(given: list[Given], reading: Reading) -> None:
    """Charge each withholding sentence to the part it concerns; an implicit answer to that part is outweighed."""
    for start in reading.withheld:
        sentence = reading.reply.sentence_at(start)
        if sentence is None:
            continue
        concerned = _concerned(given, sentence, reading)
        for item in concerned:
            # An official who first asks what is meant, and then answers, has answered.
            if reading.kinds[start] == {"seeks-clarification"} and any(s.start > sentence.end for s in item.shown):
                continue
            item.charged = True
            if item.degree == IMPLICIT:
                item.degree = NOTHING
            elif item.degree == EXPLICIT and item.part.items != 1:
                item.incomplete = True


def _concerned(given: list[Given], sentence: Sentence, reading: Reading) -> list[Given]:
    shares = [len(reading.alike(g.part.own_words) & reading.alike(sentence.words)) for g in given]
    if len(given) > 1 and max(shares) and shares.count(max(shares)) == 1:
        return [given[shares.index(max(shares))]]
    missing = [g for g in given if g.degree == NOTHING]
    if len(given) > 1 and missing:
        return missing
    if all(g.degree and g.part.items == 1 and g.shown and g.shown[0].start < sentence.start for g in given):
        first = given[0].shown[0]
        answer = len(reading.alike(given[0].part.words) & reading.alike(first.words))
        if not max(shares) or (first.position == 0 and max(shares) < answer):
            return []
    return given


def _label(given: list[Given]) -> Reply:
    if all(g.degree and not g.incomplete for g in given):
        return "clear"
    return "partial" if any(g.degree for g in given) else "non-reply"


def _answering(given: list[Given], reply: ReplyText) -> tuple[Evidence, ...]:
    spans = dict.fromkeys((s.start, s.end) for g in given for s in g.shown[:2])
    return tuple(reply.evidence(*span) for span in sorted(spans))


def _fire(compiled: CompiledRule, said: list[tuple[Sentence, int]], whole: Whole, verdict: Reply) -> Finding | None:
    rule = compiled.rule
    when = rule.when
    if (compiled.says or compiled.opens) and not said:
        return None
    if when.question.asks and not whole.asks(when.question.asks):
        return None
    if whole.asked_times < when.exchange.asked_times:
        return None
    answer = when.answer
    if answer.lacks and not any(whole.lacks(ask) for ask in answer.lacks):
        return None
    if answer.gives and not any(whole.gives(ask) for ask in answer.gives):
        return None
    sentences = [s for s, _ in said]
    if answer.shape:
        shown = whole.shape(answer.shape)
        if shown is None:
            return None
        sentences = sentences or shown
    sentences = sentences or whole.evasive()
    spans = dict.fromkeys((s.start, s.end) for s in sentences[:3])
    evidence = tuple(whole.reading.reply.evidence(*span) for span in spans)
    return Finding(rule.id, rule.kind, verdict if rule.reply == "non-reply" and verdict == "partial" else rule.reply, evidence, rule.explain)


def _settled(findings: list[Finding]) -> list[Finding]:
    return findings
