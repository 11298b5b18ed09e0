"""Read an article: its quotations, who said each, when, and in answer to what."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from monitor.articles.attribution import Attribution, attribute
from monitor.articles.dating import DateBasis, Medium, When, date_script
from monitor.articles.furniture import read_page
from monitor.articles.interview import Answer, answers
from monitor.articles.mentions import find_mentions
from monitor.articles.occasions import Occasion
from monitor.articles.questions import Asked, personal, question_for
from monitor.articles.repeats import settle_repeats
from monitor.articles.speakers import Speaker
from monitor.people import Directory
from monitor.rulebook.models import People
from monitor.text.quotations import Quotation, mask, quotations

_CONTEXT = 600
_SPOKES = re.compile(r"\bspokes(?:person|man|woman)\b", re.IGNORECASE)
_LONGEST = 200_000  # characters: several times any article; what comes after is comments or other stories


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quotation and what the article tells of it.

    Attributes:
        text: the words, exact, without outer marks; paragraphs are joined by a blank line.
        start, end: where it stands in the article, marks included.
        person: the rule file's name of who said it; None for a body's spokesperson and for people not in the file.
        body: the body whose words they are; None when nobody tracked said them, and for a fragment of something said at
            an unknown earlier time ("previously said …"), which the article's date would misplace.
        role: the office `person` held on the day; "spokesperson" or the like for a body's.
        said_on: ISO date, `YYYY-MM` or `YYYY` where no more is told.
        date_basis: `stated`, `relative` (told relative to the article's date) or `article` (the article's own date).
        medium: `oral` where the article says that it was spoken in public, else `press`.
        question: what it answered, if the article says.
        context: the sentence it stands in, "" where that tells of victims or suspects.
        fragment: words taken into somebody else's sentence rather than a sentence.
        speaker: who said it as the article has it, "" if it does not say.
        printed: the words as they stand there, with the comma that leads to "said X".
        goes_on: whether it goes on with the quotation before, which the attribution or a paragraph's end broke off.
        occasion: the meeting it was said at, where no day is told; which day that was, the list of meetings may tell.
        newsroom: whether it stands in a newsroom's own page, which is of the day on which it was said.
    """

    text: str
    start: int
    end: int
    person: str | None
    body: str | None
    role: str | None
    said_on: str
    date_basis: DateBasis
    medium: Medium
    question: str | None
    context: str
    fragment: bool
    speaker: str
    printed: str = ""
    goes_on: bool = False
    occasion: Occasion | None = None
    newsroom: bool = False

    @property
    def is_statement(self) -> bool:
        """Whether these are the words of an office-holder or a public body."""
        return self.body is not None


def read_article(
    text: str, *, published: dt.date, people: People | Directory, title: str = "", url: str = ""
) -> list[Attributed]:
    """Return every quotation of an article, in order, those of nobody tracked included (`is_statement` is False).

    Words quoted in the headline, standfirst, cross-heads and captions are no quotations of their own: they repeat the
    body's, cut. A single word in quotation marks within somebody's sentence says too little to be a statement.

    Args:
        text: the article as plain text, with whatever the page had around it; read up to 200,000 characters.
        published: its date; relative dates are resolved against it.
        title: its headline, if known.
        url: not used; accepted so that a manifest's entry can be passed whole.
    """
    directory = people if isinstance(people, Directory) else Directory(people)
    text = text[:_LONGEST]
    page = read_page(text, title)
    paragraphs = page.body
    quoted = quotations(text, paragraphs)
    masked = _only(mask(text, quoted), paragraphs)
    elsewhere = "\n".join([title, *(text[start:end] for start, end in page.headings)])
    mentions = find_mentions(masked, directory, elsewhere)
    script = attribute(masked, paragraphs, quoted, mentions, directory=directory, published=published)
    script = replace(script, attributions=settle_repeats(script.attributions))
    whens = date_script(masked, paragraphs, script, published)
    starts = [start for start, _ in paragraphs]
    asked = Asked(masked)
    out: list[Attributed] = []
    before: Attribution | None = None
    for index, (attribution, when) in enumerate(zip(script.attributions, whens, strict=True)):
        if attribution.term or (attribution.fragment and len(attribution.quotation.text.split()) == 1):
            continue
        paragraph = paragraphs[max(0, bisect_right(starts, attribution.quotation.start) - 1)]
        question = question_for(asked, text, attribution, script.attributions[max(0, index - 3) : index], paragraph)
        goes_on = attribution.continued and before is not None and not before.fragment
        goes_on = goes_on and before is not None and before.speaker == attribution.speaker
        out.append(replace(_attributed(text, attribution, when, question, directory), goes_on=goes_on))
        before = attribution
    for answer in answers(text, paragraphs, mentions, directory, published):
        out = [item for item in out if not answer.span[0] <= item.start < answer.span[1]]
        out.append(_answered(text, answer, published, directory))
    return sorted(out, key=lambda item: item.start)


def _answered(text: str, answer: Answer, published: dt.date, directory: Directory) -> Attributed:
    who = directory.identity(answer.person, published)
    return Attributed(
        text=text[slice(*answer.span)],
        start=answer.span[0],
        end=answer.span[1],
        person=answer.person,
        body=who.body if who.kind == "official" else None,
        role=who.role,
        said_on=published.isoformat(),
        date_basis="article",
        medium="oral",
        question=None if personal(answer.question) else answer.question,
        context="",
        fragment=False,
        speaker=answer.person,
    )


def _only(masked: str, paragraphs: tuple[tuple[int, int], ...]) -> str:
    # Furniture blanked, offsets kept: nobody named there takes part. Each paragraph becomes one line.
    out, position = [], 0
    for start, end in paragraphs:
        out.append("\n" * (start - position) + masked[start:end].replace("\n", " ").replace("**", "  "))  # bold
        position = end
    return "".join(out)


def _attributed(
    text: str, attribution: Attribution, when: When, question: str | None, directory: Directory
) -> Attributed:
    quotation: Quotation = attribution.quotation
    person, body, role = _office(attribution.speaker, when.said_on, directory)
    if attribution.echo and when.basis == "article":
        body = None  # "has previously said there was 'no indication'": to date it by the article would be wrong
    context = " ".join(text[slice(*attribution.sentence)].split())[:_CONTEXT]
    return Attributed(
        text=_tidy(quotation.text),
        start=quotation.start,
        end=quotation.end,
        person=person,
        body=body,
        role=role,
        said_on=when.said_on,
        date_basis=when.basis,
        medium=when.medium,
        question=question if body else None,
        context="" if personal(context) else context,
        fragment=attribution.fragment,
        speaker=attribution.speaker.name if attribution.speaker else "",
        printed=quotation.text,
        occasion=when.occasion,
    )


def _tidy(words: str) -> str:
    # The comma that leads to "said X" belongs to the article's sentence.
    return words[:-1].rstrip() if words.endswith(",") else words


def _office(speaker: Speaker | None, said_on: str, directory: Directory) -> tuple[str | None, str | None, str | None]:
    if speaker is None:
        return None, None, None
    if speaker.person is None:
        body = None if speaker.body in directory.members_only else speaker.body
        return None, body, _spokes_role(speaker) if body else None
    held = [directory.identity(speaker.person, day) for day in _days(said_on)]
    identity = next((i for i in held if i.kind == "official"), held[0])
    return speaker.person, identity.body if identity.kind == "official" else None, identity.role


def _spokes_role(speaker: Speaker) -> str | None:
    found = _SPOKES.search(speaker.name) if speaker.spokes else None
    return found.group().lower() if found else None


def _days(iso: str) -> list[dt.date]:
    """The days to look an office up for: the middle, first and last of a month or year where no more is known."""
    if len(iso) == 10:
        return [dt.date.fromisoformat(iso)]
    days = ("-15", "-01", "-28") if len(iso) == 7 else ("-07-01", "-01-01", "-12-31")
    return [dt.date.fromisoformat(iso + day) for day in days]
