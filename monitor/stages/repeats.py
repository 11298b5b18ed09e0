"""Find the replies that nearly repeat an earlier reply to another question, and lead from their findings to it."""

from __future__ import annotations

import json

from sqlite_utils import Database

from monitor.detect.replies import ReplyRules, repeated, sketch
from monitor.stages.pointers import step
from monitor.store import repeats as store


def update_repeats(db: Database) -> None:
    """Look up, for each reply that is new or changed, whether it repeats another, or another repeats it.

    Exchanges must have been derived, and those that are new or changed not yet judged again: they are known by that.
    """
    with db.atomic():
        store.save_sketches(db, sketch)
        found = [(reply.id, repeated(reply, store.resembling(db, reply))) for reply in store.to_compare(db)]
        store.save_repeats(db, ((reply, earlier.id if earlier else None) for reply, earlier in found))


def lead_to_repeated(db: Database, rules: ReplyRules) -> None:
    """Write into each finding of a reply given before the way to it: `leads_to` "given before", `leads_by` as pointers do."""
    names = json.dumps([compiled.rule.id for compiled in rules if compiled.compares])
    found = db.execute(
        "SELECT exchanges.repeats, findings.id FROM findings JOIN exchanges ON exchanges.id = findings.exchange "
        "WHERE findings.rule IN (SELECT value FROM json_each(?)) AND exchanges.repeats IS NOT NULL",
        [names],
    ).fetchall()
    with db.atomic():
        db.conn.executemany(
            "UPDATE findings SET leads_to = 'given before', leads_by = ?1 WHERE id = ?2 AND leads_by IS NOT ?1",
            [(json.dumps([step(db, earlier)], ensure_ascii=False), finding) for earlier, finding in found],
        )
