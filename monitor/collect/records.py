"""What parsers return: plain data as read from a page. Dates are ISO 8601; names are as printed.

A parser never looks at the database; `monitor.collect.keeping` decides what is new, changed or the same as something known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from monitor.collect.faults import Fault

SpeakerKind = Literal["member", "official", "chair", "other"]
PaperKind = Literal["transcript", "written answers", "minutes", "agenda", "other"]


@dataclass(frozen=True, slots=True)
class Speech:
    """One speaker's uninterrupted words. `label` is as printed: "Dr Hal Winterson AM", "Jo Bloggs (Mayor of London)"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply to a question. `date` is None where the page gives none; `holding` where the page itself says so."""

    date: str | None
    text: str
    by: str | None = None
    holding: bool = False
    corrected: bool = False
    speeches: tuple[Speech, ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()  # (title, address)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers. Without a reference (supplementaries) it is known by its page, `url`.

    `number` is set instead of a reference where the source numbers its questions itself (Parliament).
    """

    url: str
    title: str
    text: str
    reference: str | None = None
    number: str | None = None
    asked_by: str | None = None
    group: str | None = None
    asked_of: str | None = None
    asked_on: str | None = None
    due_on: str | None = None
    category: str | None = None
    meeting: str | None = None  # the sort of meeting, as printed: "MQT", "Plenary"
    answers: tuple[Answer, ...] = ()
    withdrawn: bool = False
    document_url: str | None = None  # of the part of a bulk file that holds it
    partial: bool = False  # the source holds only some of the answers (a bulk file of one day)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a meeting's agenda; `minutes` is what its page prints of them."""

    number: str
    title: str
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that a meeting's page links to. `item` is the place of its agenda item, counted from 0; None outside the items."""

    title: str
    url: str
    kind: PaperKind
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a committee, as its page shows it."""

    number: str
    committee: str
    held_on: str
    time: str
    url: str
    items: tuple[Item, ...] = ()
    papers: tuple[Paper, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a transcript. `office` is the bracket at first mention; `reference` the question whose exchange it is in."""

    label: str
    name: str
    office: str
    member: bool
    text: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of one item of a meeting; `headings` are the questions that open exchanges: (reference, title, asker)."""

    meeting: str  # its number on the committee site
    title: str
    turns: tuple[Turn, ...]
    headings: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A press release, news page or article: headline, date of publication, and the text that quotations are read from.

    `text` of a page is its headline and body, without furniture or notes to editors; of an imported article, the whole file.
    `url` is "" where an article has no address. `published_is` is `estimated` where the date is somebody's guess.
    """

    url: str
    title: str
    published: str
    text: str
    kind: str = "release"
    outlet: str = ""
    published_is: str = "record"
    body: str = ""  # whose newsroom published it, by the id of the rule file


Record = Question | Meeting | Transcript | Release


@dataclass(frozen=True, slots=True)
class Link:
    """An address to ask for, and what should be there.

    `page` names the parser within the kind; `context` is what the linking page says of it, which its parser may
    check (`otherwise` in it is another address of the same thing). An `index` page leads to others and is asked for
    at every poll, or weekly once read if it is `quiet`; where it cannot be had or read, its `fallback` is.
    """

    url: str
    page: str
    context: dict[str, str] = field(default_factory=dict)
    index: bool = False
    quiet: bool = False
    fallback: Link | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What a parser is given: a whole, successful response, its body decompressed."""

    url: str
    page: str
    body: bytes
    charset: str | None = None
    context: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Parsed:
    """What a page holds: records to store, links to follow, and parts that could not be read while others could."""

    records: list[Record] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    may_be_empty: bool = False  # a later page of a list, which is empty when the list has become shorter
