"""Topics, compiled: which of them a statement is about, and what it says on each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from monitor.detect.clauses import Asserted
from monitor.detect.figures import FigureReader, Setting
from monitor.detect.stance import StanceRead, StanceReader
from monitor.records import Medium, Reading, Statement
from monitor.rulebook.models import Topic, TopicExample
from monitor.text.cues import CueSet
from monitor.text.fold import fold
from monitor.text.sentences import sentence_spans


class CompiledTopic:
    """A topic ready to read statements with; build it once.

    Args:
        topic: a validated topic.
    """

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self.stances = StanceReader(topic)
        self._about = CueSet(topic.about)
        self._figures = FigureReader(topic)

    def matched(self, statement: Statement) -> tuple[str, ...]:
        """Return the words that put a statement on topic, from its text, the question it answers or its context."""
        found: dict[str, None] = {}
        for text in (statement.text, statement.question or "", statement.context or ""):
            for match in self._about.find(fold(text)):
                found.setdefault(text[match.start : match.end])
        return tuple(found)

    def read(
        self,
        statement: Statement,
        *,
        assume_on_topic: bool = False,
        last: str | None = None,
        known: Mapping[str, Collection[float]] = MappingProxyType({}),
    ) -> Reading | None:
        """Return what `statement` says on the topic, or None when it is about something else.

        Args:
            statement: an official's words.
            assume_on_topic: it is known to be about the topic's question, whatever its words: read it in any case, and
                take hints for a stance too.
            last: the stance that the same body took before, where known.
            known: the values given before for each measure, where known.
        """
        matched = self.matched(statement)
        if not matched and not assume_on_topic:
            return None
        asserted = Asserted(statement.text)
        figures = self._figures.read(asserted, Setting(statement.said_on, statement.question, known, _lead(statement)))
        places = [(figure.measure, figure.start, figure.end) for figure in figures]
        stance = self.stances.read(asserted, statement.question, places, last, hints=assume_on_topic)
        cue, evidence = _best_evidence(statement, stance, asserted)
        return Reading(statement.id, self.topic.id, matched, stance.stance, cue, evidence, figures)


def read(statement: Statement, topic: CompiledTopic, *, assume_on_topic: bool = False) -> Reading | None:
    """Return what `statement` says on `topic`; None when it is off topic and `assume_on_topic` is not set."""
    return topic.read(statement, assume_on_topic=assume_on_topic)


def _lead(statement: Statement) -> str:
    """Return the unfinished sentence of the context into which a statement is quoted, "" for whole sentences."""
    opening = statement.text.lstrip("\"'“‘ ")[:1]
    if not statement.context or not (opening.islower() or opening.isdigit()):
        return ""
    start, end = sentence_spans(statement.context)[-1]
    return statement.context[start:end]


def _best_evidence(statement: Statement, stance: StanceRead, asserted: Asserted) -> tuple[str | None, str | None]:
    """Return the cue that speaks most strongly for the stance and the sentence in which it stands."""
    if not stance.evidence:
        return None, None
    best = stance.evidence[0]
    sentence = asserted.sentences[asserted.sentence_of(best.start)]
    return best.cue, statement.text[sentence.start : sentence.end]


class TopicSet:
    """Many topics, of which one pass over a text finds those it is about.

    Args:
        topics: validated topics.
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = [CompiledTopic(topic) for topic in topics]
        pairs = [(cue, index) for index, topic in enumerate(topics) for cue in topic.about]
        self._about = CueSet([cue for cue, _ in pairs])
        self._owner = [index for _, index in pairs]

    def topics_of(self, statement: Statement) -> list[CompiledTopic]:
        """Return the topics that a statement, the question it answers or its context is about."""
        folded = fold("\n\n".join((statement.text, statement.question or "", statement.context or "")))
        return [self._topics[index] for index in sorted({self._owner[cue] for cue in self._about.present(folded)})]

    def read(self, statement: Statement) -> Iterator[Reading]:
        """Yield what a statement says on each topic that it is about."""
        for topic in self.topics_of(statement):
            reading = topic.read(statement)
            if reading is not None:
                yield reading


def check_examples(topic: Topic) -> list[str]:
    """Run a topic's examples; return one line for each that does not come out as it says."""
    compiled = CompiledTopic(topic)
    return [failure for example in topic.examples for failure in _failures(compiled, example)]


def _failures(compiled: CompiledTopic, example: TopicExample) -> Iterator[str]:
    medium: Medium = "oral"
    statement = Statement("example", "", "", example.text, medium, question=example.question)
    on_topic = bool(compiled.matched(statement))
    if example.on_topic is not None and on_topic != example.on_topic:
        yield f"{example.text!r}: expected on_topic {example.on_topic}, got {on_topic}"
    reading = compiled.read(statement) or compiled.read(statement, assume_on_topic=True)
    assert reading is not None
    if example.stance is not None and (reading.stance or "none") != example.stance:
        yield f"{example.text!r}: expected stance {example.stance}, got {reading.stance or 'none'}"
    if example.figures is not None:
        wanted = {measure: _spoken(value) for measure, value in example.figures.items()}
        got = {
            f.measure: _spoken(f.value if f.value is not None else [f.low or 0, f.high or 0]) for f in reading.figures
        }
        if wanted != got:
            yield f"{example.text!r}: expected figures {wanted}, got {got}"


def _spoken(value: float | Sequence[float]) -> str:
    return f"{value:g}" if isinstance(value, int | float) else " to ".join(f"{end:g}" for end in value)


def explain(topic: Topic) -> str:
    """Return, in plain words, what a topic follows."""
    lines = [
        f"{topic.title} ({topic.id})",
        f"Asked again and again: {topic.question}",
        "A text is on topic if it has: " + "; ".join(topic.about),
    ]
    lines += [f"Stance {s.id}: {s.label}. Cues: {'; '.join(s.cues)}" for s in topic.stances]
    lines += [
        f"Measure {m.id}: {m.label}" + (f", in {m.unit}" if m.unit else "") + f". Cues: {'; '.join(m.cues)}"
        for m in topic.measures
    ]
    lines += [f"Example: {example.text}" for example in topic.examples]
    if topic.notes:
        lines.append(topic.notes)
    return "\n".join(lines)


def read_in_order(
    statements: Sequence[Statement], topic: CompiledTopic, *, assume_on_topic: bool = False
) -> list[Reading]:
    """Read all the statements on one topic, each in the light of those before it.

    A statement that says only that the position has not changed takes its body's last stance, and a bare number that
    was given for a measure before is taken for that measure again.

    Args:
        statements: on the topic, in order of date.
        topic: the topic they are on.
        assume_on_topic: they are known to be about the topic's question (`CompiledTopic.read`).

    Returns:
        One reading for each statement, in the same order; an empty one for a statement that is off topic after all.
    """
    stances: dict[str, str] = {}
    known: dict[str, set[float]] = {}
    out: list[Reading] = []
    for statement in statements:
        last = stances.get(statement.body)
        reading = topic.read(statement, assume_on_topic=assume_on_topic, last=last, known=known)
        reading = reading or Reading(statement.id, topic.topic.id, (), None, None, None, ())
        if reading.stance is not None:
            stances[statement.body] = reading.stance
        for figure in reading.figures:
            if figure.value is not None:
                known.setdefault(figure.measure, set()).add(figure.value)
        out.append(reading)
    return out
