"""Detection: read statements on topics, find the changes among them, judge exchanges.

Only what is new, or whose words or rules changed, is looked at again. What is said of it comes from the pure functions
of `monitor.detect`; this module fetches their input and stores their output.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from monitor.detect.changes import changes
from monitor.detect.replies import ReplyRules, judges
from monitor.detect.topics import CompiledTopic, TopicSet, read_in_order
from monitor.rulebook.load import Rulebook
from monitor.stages.pointers import update_pointers
from monitor.stages.poll import directory_of
from monitor.stages.repeats import lead_to_repeated, update_repeats
from monitor.stages.threads import update_threads
from monitor.stages.waiting import update_waiting
from monitor.store import derive, replies, topics
from monitor.store.edit_changes import save_edit_changes
from monitor.store.keys import key
from monitor.store.runs import Run


def detect(
    db: Database,
    rulebook: Rulebook,
    run: Run,
    *,
    found_on: str,
    again: bool = False,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda line: None,
) -> None:
    """Bring timeline, changes and findings up to date with what was collected and with the rule files.

    Args:
        found_on: the date recorded as that on which a new finding was found, `YYYY-MM-DD`.
        again: look at everything, also what was read with these same rules.
        jobs: processes that judge exchanges.
        progress: is told, in a line, how far it has got.
    """
    if again:
        with db.atomic():
            db.execute("UPDATE statements SET read_with = NULL")
            db.execute("UPDATE exchanges SET judged_with = NULL")
    derive.statements(db, directory_of(rulebook))
    derive.exchanges(db)
    read, changed = _read_statements(db, rulebook, found_on, progress)
    edited = save_edit_changes(db, found_on)
    judged, found = _judge_exchanges(db, rulebook, found_on, jobs, progress)
    update_waiting(db, rulebook)
    run.lines.append(f"{read} statements read, {changed} changes on the topics they touch")
    run.lines.append(f"{edited} substantive edits of published pages")
    run.lines.append(f"{judged} exchanges judged, {found} findings in them")
    run.lines += update_threads(db, found_on=found_on, again=again, progress=progress)


def _read_statements(
    db: Database, rulebook: Rulebook, found_on: str, progress: Callable[[str], None]
) -> tuple[int, int]:
    topics.save_topics(db, rulebook.topics)
    topic_set = TopicSet(rulebook.topics)
    fingerprint = key(*(topics.version(topic) for topic in rulebook.topics))
    read, touched = 0, set()
    for batch in topics.unread(db, fingerprint):
        readings = [reading for statement in batch for reading in topic_set.read(statement)]
        touched |= topics.save_readings(db, batch, readings, fingerprint)
        read += len(batch)
        progress(f"read {read} statements")
    found = 0
    for topic in rulebook.topics:
        if topic.id in touched:
            statements = topics.on_topic(db, topic.id)
            readings = read_in_order(statements, CompiledTopic(topic))
            topics.save_settled(db, topic.id, statements, readings)
            found += topics.save_changes(db, topic.id, changes(statements, readings, topic), found_on)
    return read, found


def _judge_exchanges(
    db: Database, rulebook: Rulebook, found_on: str, jobs: int, progress: Callable[[str], None]
) -> tuple[int, int]:
    rules = ReplyRules.of(rulebook)
    update_repeats(db)
    judged = found = 0
    with judges(rules, jobs) as judge_many:
        for batch in replies.unjudged(db, rules.fingerprint):
            verdicts = list(judge_many(batch))
            found += replies.save_verdicts(db, verdicts, rules.versions, rules.fingerprint, found_on)
            judged += len(batch)
            progress(f"judged {judged} exchanges")
    update_pointers(db, rules)
    lead_to_repeated(db, rules)
    return judged, found
