"""Press releases and news pages, with the officials' quotations in them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from sqlite_utils import Database

from monitor.articles.joined import joined
from monitor.articles.read import Attributed, read_article
from monitor.collect.keeping.texts import Seen, refuse_collapse, save_document, save_edit
from monitor.collect.kinds.transcripts import split_label
from monitor.collect.records import Release
from monitor.people import Directory
from monitor.store.quotations import save_quotations

# Ranks of the Metropolitan Police, in full and as its pages cut them; a chief constable is another force's.
_RANK = re.compile(
    r"(?:(?:Temporary|Acting|T/|A/) ?)?(?:(?:Detective|Det|Police|Special|Borough|Area) )?(?:(?:Chief|Ch) )?"
    r"(?:Superintendent|Supt|Inspector|Insp|Sergeant|Sgt|Constable|Commander|Cdr|Cmdr|"
    r"(?:Deputy Assistant |Deputy |Assistant )?Commissioner|Community Support Officer|DCS|DSU|DSupt|DCI|DI|DS|DC|PS|PC|PCSO)"
    r"\b(?<!Chief Constable)\.? "
)

_INSTITUTION = r"[A-Z][\w'’&-]*(?: (?:(?:of|and|the|for) ){0,2}[A-Z][\w&-]*){0,5}"
_FORCE = re.compile(r"\b(?:Police|Constabulary|Agency|Federation|Association|Guard|Army|Force)\b")


def save_release(db: Database, seen: Seen, release: Release, directory: Directory) -> set[str]:
    """Store a release or article and its quotations; return the names of the bodies whose quotations were touched.

    Raises:
        PageFault: its text collapsed.
    """
    ident = release.url or f"{release.outlet}\n{release.title}"
    saved = save_document(
        db,
        seen,
        ident=ident,
        kind=release.kind,
        url=release.url,
        title=release.title,
        text=release.text,
        published=release.published,
        published_is=release.published_is,
        outlet=release.outlet,
    )
    if saved.changed:
        old = db.execute("SELECT text FROM versions WHERE id = ?", [saved.before]).fetchone()[0]
        refuse_collapse(seen.url, "the text", old, release.text)
        save_edit(db, seen, saved, old, release.text)
    if saved.before == saved.now and release.kind == "release":
        return set()
    published = dt.date.fromisoformat(release.published)
    quotations = joined(
        read_article(release.text, published=published, people=directory, title=release.title, url=release.url),
        release.text,
    )
    if release.kind == "release":
        quotations = [_of_the_house(quotation, release, directory) for quotation in quotations]
    return save_quotations(db, saved.document, quotations, directory.people)


def _of_the_house(quotation: Attributed, release: Release, directory: Directory) -> Attributed:
    """A quotation of a newsroom's own page: its words as printed, and who speaks as it names them.

    On a police force's newsroom, an officer whom the rule files do not name speaks for the force, unless of another.
    """
    named = quotation.speaker
    rank = _RANK.match(named)
    if quotation.body is None and rank is not None and release.body in directory.bodies:
        own = "Met" if release.body == "met" else directory.bodies[release.body].name
        elsewhere = _elsewhere(release.text, named, own)
        quotation = quotation if elsewhere else replace(quotation, body=release.body)
    quotation = replace(quotation, medium="press", text=quotation.printed or quotation.text)
    if quotation.body is None or quotation.person is not None:
        return quotation
    if quotation.role is not None:  # a spokesperson
        return replace(quotation, person=named[:1].upper() + named[1:])
    if named == directory.bodies[quotation.body].name:
        return quotation
    name = split_label(named[rank.end() :] if rank else named)[0]
    return replace(quotation, person=name or None, role=rank.group().strip() if rank else None)


def _elsewhere(text: str, named: str, own: str) -> bool:
    """Whether the officer `named` is told to be of another force than `own`: "…, of Essex Police", "Essex Police's …"."""
    name = re.escape(named)
    forces = re.findall(rf"{name},? (?:of|from|at|with|for) (?:the )?({_INSTITUTION})", text)
    forces += re.findall(rf"({_INSTITUTION})(?:['’]s?)? {name}", text)
    return any(_FORCE.search(force) and own not in force for force in forces)
