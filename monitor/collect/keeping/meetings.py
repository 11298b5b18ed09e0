"""Meetings and the turns of their transcripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from sqlite_utils import Database

from monitor.collect.faults import PageFault
from monitor.collect.keeping.texts import Seen, refuse_collapse, save_document, save_edit
from monitor.collect.keeping.who import CHAIR, DEPUTY, Who
from monitor.collect.records import Meeting, Transcript, Turn
from monitor.store.database import delete_missing, upsert
from monitor.store.keys import key
from monitor.text.fold import squash

_LINK_TURNS = """
UPDATE turns SET question = (SELECT id FROM questions WHERE questions.reference = turns.reference)
WHERE reference IS NOT NULL AND question IS NOT (SELECT id FROM questions WHERE questions.reference = turns.reference)
"""
_LINK_QUESTIONS = """
UPDATE questions SET meeting = found.meeting FROM (
    SELECT questions.id AS question, min(meetings.id) AS meeting FROM questions JOIN meetings
    ON meetings.held_on = questions.asked_on AND (
        meetings.committee = forum OR instr(meetings.committee, forum) OR instr(forum, meetings.committee)
        OR (forum = 'MQT' AND instr(meetings.committee, 'Question Time'))
    ) GROUP BY questions.id HAVING count(*) = 1
) AS found WHERE questions.id = found.question AND questions.meeting IS NOT found.meeting
"""


def meeting_key(number: str) -> str:
    """Return the key of a meeting from its number on the committee site."""
    return f"meeting-{number}"


def save_meeting(db: Database, seen: Seen, meeting: Meeting) -> None:
    """Store a meeting with its agenda items and papers, and the text of its page as a document.

    Raises:
        PageFault: the page has lost its agenda, or lacks it though the meeting was held.
    """
    known = db.execute("SELECT count(*) FROM agenda_items WHERE meeting = ?", [meeting_key(meeting.number)]).fetchone()
    if not meeting.items and (known[0] or meeting.held_on < seen.on):
        raise PageFault(seen.url, "a meeting without its agenda items (expected `table.mgItemTable`)")
    title = f"{meeting.committee}, {meeting.held_on}"
    saved = save_document(
        db,
        seen,
        ident=meeting.number,
        kind="meeting",
        url=meeting.url,
        title=title,
        text=meeting.text,
        published=meeting.held_on,
    )
    row = {
        "id": meeting_key(meeting.number),
        "committee": meeting.committee,
        "held_on": meeting.held_on,
        "title": title,
        "url": meeting.url,
        "document": saved.document,
    }
    upsert(db, "meetings", [row])
    _save_agenda(db, seen, meeting)


def _save_agenda(db: Database, seen: Seen, meeting: Meeting) -> None:
    """Store the items in place of those stored before; a paper that is linked no more is marked as withdrawn."""
    ident = meeting_key(meeting.number)
    items, same = [], Counter[str]()
    for position, item in enumerate(meeting.items, 1):
        same[item.title] += 1
        items.append(
            {
                "id": key("item", ident, item.title, same[item.title]),
                "meeting": ident,
                "position": position,
                "number": item.number or None,
                "title": item.title,
                "minutes": item.minutes or None,
            }
        )
    upsert(db, "agenda_items", items)
    papers = [
        {
            "id": key("paper", ident, paper.url),
            "meeting": ident,
            "item": items[paper.item]["id"] if paper.item is not None else None,
            "title": paper.title,
            "kind": paper.kind,
            "url": paper.url,
            "withdrawn_on": None,
        }
        for paper in meeting.papers
    ]
    upsert(db, "papers", papers)
    delete_missing(db, "agenda_items", [str(item["id"]) for item in items], "meeting = ?", [ident])
    listed = json.dumps([paper["id"] for paper in papers])
    db.execute(
        "UPDATE papers SET withdrawn_on = ? WHERE meeting = ? AND withdrawn_on IS NULL "
        "AND id NOT IN (SELECT value FROM json_each(?))",
        [seen.on, ident, listed],
    )


def save_transcript(db: Database, seen: Seen, transcript: Transcript, who: Who) -> None:
    """Store the turns of a transcript in place of those stored before."""
    meeting = meeting_key(transcript.meeting)
    known = db.execute("SELECT held_on, committee FROM meetings WHERE id = ?", [meeting]).fetchone()
    if known is None:
        raise PageFault(seen.url, f"a transcript of meeting {transcript.meeting or '?'}, which is not stored")
    held_on, committee = known
    text = "\n\n".join(f"{turn.label}: {turn.text}" for turn in transcript.turns)
    title = f"{committee}, {held_on}: {transcript.title or 'transcript'}"
    saved = save_document(
        db, seen, ident=seen.url, kind="transcript", url=seen.url, title=title, text=text, published=held_on
    )
    if saved.changed:
        old = db.execute("SELECT text FROM versions WHERE id = ?", [saved.before]).fetchone()[0]
        refuse_collapse(seen.url, "the transcript", old, text)
        save_edit(db, seen, saved, old, text)
    rows, same = [], Counter[str]()
    presiding = _presiding_deputy(transcript.turns)
    for position, turn in enumerate(transcript.turns, 1):
        office = "Chair" if turn.name == presiding else turn.office
        voice = who.voice(turn.name, office, turn.member, held_on)
        # Known by its words, not its place: a turn put in later must not rename those after it.
        words = f"{voice.name}: {squash(turn.text)[:80]}"
        rows.append(
            {
                "id": key("turn", meeting, saved.document, words, same[words] or None),
                "meeting": meeting,
                "position": position,
                "speaker": voice.name,
                "person": voice.person,
                "body": voice.body,
                "role": voice.part,
                "text": turn.text,
                "document": saved.document,
                "reference": turn.reference,
            }
        )
        same[words] += 1
    upsert(db, "turns", rows)
    delete_missing(db, "turns", {str(row["id"]) for row in rows}, "document = ?", [saved.document])


def _presiding_deputy(turns: Sequence[Turn]) -> str | None:
    """Return the Deputy Chair who opens a meeting at which no Chair speaks: it is for the deputy to chair it."""
    if not turns or not DEPUTY.search(turns[0].office) or any(CHAIR.search(turn.office) for turn in turns):
        return None
    return turns[0].name


def link(db: Database) -> None:
    """Join turns to the questions they are on, and questions to the meetings they were put at, now that both are stored."""
    with db.atomic():
        db.execute(_LINK_TURNS)
        db.execute(_LINK_QUESTIONS)
