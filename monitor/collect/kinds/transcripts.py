"""Transcripts of meetings, as the Assembly prints them. Bytes of a PDF in, turns out.

A heading, then turns "Name (Office): text", the office only at first mention; "2018/0171 - Knife Crime" with the asker's name
below opens an exchange; square brackets are the transcriber's. The speaker's name is bold, which tells it from other colons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.collect.faults import PageFault
from monitor.collect.kinds.question_pages import looks_like_name
from monitor.collect.pdf import Paragraph, Pdf
from monitor.collect.records import Response, Transcript, Turn
from monitor.people import HONOURS, TITLES

_REFERENCE = re.compile(r"^(\d{4}/\d{3,5})\s*[-–—:]\s*(\S.*)$")
_TITLE = re.compile(r"^(?:Transcript of )?(?:Agenda )?Item\s+[\w.]+\s*[-–—:]\s*(.+)$", re.I)
_PLAIN_LABEL = re.compile(r"^([A-Z][^:()]{3,80}(?:\((?:[^()]|\([^()]*\)){2,200}\))?):\s")
_BRACKET = re.compile(r"\((.*)\)")


@dataclass(slots=True)
class _Speaker:
    name: str
    office: str = ""
    member: bool = False


@dataclass(slots=True)
class _Draft:
    speaker: _Speaker
    label: str
    reference: str | None
    texts: list[str] = field(default_factory=list)


def parse_transcript(response: Response) -> Transcript:
    """Read a transcript.

    Raises:
        PageFault: it is no PDF with text, or nobody speaks in it.
    """
    paragraphs = Pdf(response.url, response.body).paragraphs()
    labelled = [(paragraph, _label(paragraph)) for paragraph in paragraphs]
    if not any(label for _, label in labelled):
        # Some are printed without bold names; then whatever looks like a name before a colon is one.
        labelled = [(paragraph, _plain_label(paragraph)) for paragraph in paragraphs]
    turns, headings = _turns(labelled)
    if len(turns) < 2:
        raise PageFault(
            response.url, f"{len(turns)} turns in a transcript (expected 'Name (Office): text', many times)"
        )
    title = next((m.group(1) for p in paragraphs[:12] if (m := _TITLE.match(p.text))), "")
    return Transcript(response.context.get("meeting", ""), title, tuple(turns), tuple(headings))


def split_label(label: str) -> tuple[str, str, bool]:
    """Return the name without titles and honours, the office in brackets, and whether it is an Assembly Member's."""
    office = _BRACKET.search(label)
    parts = _BRACKET.sub(" ", label).replace(",", " ").split()
    member = any(part.strip(".") == "AM" for part in parts)
    while len(parts) > 1 and parts[-1].strip(".").lower() in HONOURS:
        parts.pop()
    while len(parts) > 1 and parts[0].strip(".").lower() in TITLES:
        parts.pop(0)
    return " ".join(parts), office.group(1).strip() if office else "", member


def _label(paragraph: Paragraph) -> str:
    label = paragraph.bold
    if label and not label.endswith(":") and paragraph.text[len(label) :].lstrip().startswith(":"):
        label += ":"
    return label if label.endswith(":") and looks_like_name(label.rstrip(": ")) else ""


def _plain_label(paragraph: Paragraph) -> str:
    match = _PLAIN_LABEL.match(paragraph.text)
    return match.group(1) + ":" if match and looks_like_name(match.group(1)) else ""


def _turns(labelled: list[tuple[Paragraph, str]]) -> tuple[list[Turn], list[tuple[str, str, str]]]:
    drafts: list[_Draft] = []
    headings: list[tuple[str, str, str]] = []
    known: dict[str, _Speaker] = {}
    reference: str | None = None
    heading: list[str] | None = None  # the lines of a question's heading, until somebody speaks
    for paragraph, label in labelled:
        opening = _REFERENCE.match(paragraph.text)
        if opening and not label:
            reference, heading = opening.group(1), [opening.group(2)]
            headings.append((reference, opening.group(2), ""))
        elif label:
            heading = None
            name = label.rstrip(": ")
            draft = _Draft(_speaker(name, known), name, reference)
            text = paragraph.text[len(label.rstrip(":")) :].lstrip(": ")
            if drafts and drafts[-1].speaker is draft.speaker and reference == drafts[-1].reference:
                draft = drafts.pop()  # the name printed again within one contribution
            draft.texts.append(text)
            drafts.append(draft)
        elif heading is not None:
            headings[-1] = (headings[-1][0], headings[-1][1], paragraph.text)
        elif drafts:
            drafts[-1].texts.append(paragraph.text)
    return list(_finished(drafts)), headings


def _speaker(label: str, known: dict[str, _Speaker]) -> _Speaker:
    name, office, member = split_label(label)
    key = name.casefold()
    speaker = known.get(key)
    if speaker is None and len(name.split()) == 1:
        alike = [s for k, s in known.items() if k.split()[-1] == key]
        speaker = alike[0] if len(alike) == 1 else None
    speaker = known.setdefault(key, speaker or _Speaker(name))
    speaker.office = speaker.office or office
    speaker.member = speaker.member or member
    return speaker


def _finished(drafts: list[_Draft]) -> Iterator[Turn]:
    for draft in drafts:
        text = "\n".join(filter(None, draft.texts))
        if text:
            speaker = draft.speaker
            yield Turn(draft.label, speaker.name, speaker.office, speaker.member, text, draft.reference)
