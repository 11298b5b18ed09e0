"""A question's page on the questions site, in the layout of today and in that of before 2023. Bytes in, a record out.

Layouts as seen on www.london.gov.uk; every selector says what it expects, so that a redesign is a fault, not an empty record.
"""

from __future__ import annotations

import re

from bs4 import Tag
from rapidfuzz import fuzz

from monitor.collect.dates import date_in
from monitor.collect.faults import PageFault
from monitor.collect.html import Page, lines, text_of, words
from monitor.collect.records import Answer, Question, Response, Speech
from monitor.collect.urls import absolute
from monitor.text.fold import squash

REFERENCE = re.compile(r"\b(\d{4}/\d{1,5})\b")
_SUPPLEMENTARY = re.compile(r"\[(\d+)\]\s*$")
_LABEL = re.compile(r"^[^:()]{3,80}(\((?:[^()]|\([^()]*\)){2,200}\))?$")
# What stands uncapitalised within names: "Gwilym ap Rhys", "Ana de Souza e Silva".
_PARTICLE = frozenset(
    "de da di do du del della des dos das van von der den ter ten zu le la les lo el al bin bint ibn ben ap ab ferch af av "
    "y e i of".split()
)
_FILE = re.compile(r"/sites/default/files/|\.(pdf|docx?|xlsx?|csv|pptx?|zip|ods|odt)(\?|$)", re.I)
_CORRECTION = re.compile(r"^(correction|corrected|amended|revised|updated)\b.{0,40}\b(answer|response|reply)", re.I)


def parse_question(response: Response) -> Question:
    """Read a question's page in either layout.

    Raises:
        PageFault: it is not a question's page, a part is missing, or it shows another question than the one listed here.
    """
    page = Page(response.url, response.body, response.charset)
    if page.maybe("section.question") is not None:
        question = _old_layout(page, response.url)
    else:
        question = _current_layout(page, response.url)
    _check_identity(question, response)
    return question


def _check_identity(question: Question, response: Response) -> None:
    expected = response.context
    pairs = [(name, expected.get(name), getattr(question, name) or "") for name in ("reference", "asked_on")]
    title = expected.get("title")
    if title and not question.reference and not _alike(title, question.title):
        pairs.append(("title", title, question.title))
    for name, wanted, found in pairs:
        if wanted is not None and wanted != found:
            raise PageFault(
                response.url,
                f"the page shows {name} {found or 'none'} where the listing gives {wanted or 'none'}: several questions "
                "share this address",
                remedy="its other address is tried; if that fails too, the next run asks again",
            )


def _alike(listed: str, shown: str) -> bool:
    """Whether two titles are of the same question: about the same words, and the same number where both end in one."""
    numbers = [found.group(1) for text in (listed, shown) if (found := _SUPPLEMENTARY.search(text))]
    return len(set(numbers)) < 2 and fuzz.token_set_ratio(squash(listed), squash(shown)) >= 60


# -- the layout of today


def _current_layout(page: Page, url: str) -> Question:
    rows = _table(page)
    missing = [name for name in ("Meeting", "Question by") if not rows.get(name)]
    if missing:
        raise page.fault(f"the table has no row {' or '.join(map(repr, missing))} (rows: {', '.join(rows) or 'none'})")
    asked_on = date_in(rows["Meeting"])
    if asked_on is None:
        raise page.fault(f"no date in the row Meeting, {rows['Meeting']!r} (expected like 'MQT on 23 March 2023')")
    title = page.one("h3.page-section", "question's title")
    text = title.find_next(class_="rich-text")
    if not isinstance(text, Tag) or text.find_parent(class_="u-space-y-7") is not None:
        raise page.fault("no question text (expected `.rich-text` after the title)")
    asked_of = rows.get("Asked of") or None
    return Question(
        url=url,
        title=words(title),
        text=_required(page, text_of(text), "question text"),
        reference=rows.get("Reference") or None,
        asked_by=rows["Question by"],
        group=rows.get("Organisation") or None,
        asked_of=asked_of,
        asked_on=asked_on,
        category=rows.get("Category") or None,
        meeting=re.sub(r"\s+on\s+.*$", "", rows["Meeting"]) or None,
        answers=_current_answers(page, asked_of),
    )


def _table(page: Page) -> dict[str, str]:
    table = page.one("table.styled-table", "table of the question's details")
    rows = {}
    for row in page.all("tr", table):
        cells = [words(cell) for cell in row.find_all(["td", "th"])]
        if len(cells) >= 2:
            rows[cells[0].rstrip(":")] = cells[1]
    return rows


def _current_answers(page: Page, asked_of: str | None) -> tuple[Answer, ...]:
    heading = page.soup.find(id="answer")
    holder = page.maybe("div.u-space-y-7")
    if heading is None and holder is None:
        return ()
    if heading is None or holder is None:
        raise page.fault(
            f"half of the answers' part: {'no heading #answer' if heading is None else 'no answers under it'}"
        )
    blocks = page.some("div.u-space-y-5", "answer", holder)
    return tuple(_current_answer(page, block, asked_of) for block in blocks)


def _current_answer(page: Page, block: Tag, asked_of: str | None) -> Answer:
    dated = block.find("p")
    date = date_in(words(dated)) if isinstance(dated, Tag) and words(dated).startswith("Date:") else None
    if not isinstance(dated, Tag) or date is None:
        raise page.fault(
            f"an answer without its date (expected 'Date: Tuesday 20 December 2022', found {words(block)[:40]!r})"
        )
    dated.extract()
    return _answer(page, block, date, asked_of)


def _answer(page: Page, body: Tag, date: str | None, by: str | None, files: list[Tag] | None = None) -> Answer:
    speeches = _speeches(body)
    text = "\n".join(speech.text for speech in speeches) if speeches else text_of(body)
    found = [a for a in body.find_all("a", href=True) if _FILE.search(str(a["href"]))] + (files or [])
    extra = "\n".join(words(a) for a in files or [])
    return Answer(
        date=date,
        text=_required(page, "\n".join(filter(None, [text, extra])), "answer text"),
        by=by,
        corrected=bool(_CORRECTION.match(text)),
        speeches=speeches,
        attachments=tuple((words(a), absolute(page.url, str(a["href"]))) for a in found),
    )


def _speeches(body: Tag) -> tuple[Speech, ...]:
    """The turns of an oral answer: each opens with the speaker's name in `strong` and a colon."""
    speeches: list[tuple[str, list[str]]] = []
    for paragraph in body.find_all("p"):
        label = _label(paragraph)
        if label is not None:
            name, strong = label
            strong.extract()
            speeches.append((name, []))
        elif not speeches:
            return ()  # text before any speaker: a written answer
        speeches[-1][1].extend(line.removeprefix(":").strip() for line in lines(paragraph))
    return tuple(Speech(name, "\n".join(filter(None, texts))) for name, texts in speeches)


def _label(paragraph: Tag) -> tuple[str, Tag] | None:
    first = next((c for c in paragraph.children if isinstance(c, Tag) or str(c).strip()), None)
    if not isinstance(first, Tag) or first.name not in {"strong", "b"}:
        return None
    label = words(first)
    after = str(first.next_sibling or "").lstrip()
    if not (label.endswith(":") or after.startswith(":")):
        return None
    label = label.rstrip(": ")
    return (label, first) if looks_like_name(label) else None


def looks_like_name(label: str) -> bool:
    """Whether a label before a colon reads like a person: capitalised words, perhaps with an office in brackets."""
    if not _LABEL.match(label):
        return False
    name = label.partition("(")[0].split()
    # Some begin with a small letter all the same: d'Arcy, al-Amin, ffrench-Constant.
    capitalised = [w for w in name if any(char.isupper() for char in w)]
    return len(capitalised) >= 2 and all(w in capitalised or w.lower() in _PARTICLE for w in name)


# -- the layout of before 2023


def _old_layout(page: Page, url: str) -> Question:
    section = page.one("section.question", "question")
    main = page.soup.select_one("[role=main]")
    title = main.find(["h1", "h2"]) if isinstance(main, Tag) else None
    if not isinstance(title, Tag) or not words(title):
        raise page.fault("no title (expected `[role=main] h1`)")
    canonical = page.soup.find("link", rel="canonical")
    address = str(canonical["href"]) if isinstance(canonical, Tag) and canonical.get("href") else url
    reference = REFERENCE.search(address)
    if reference is None:
        raise page.fault(f"no reference in the canonical address {address!r} (expected …/questions/2018/1234)")
    asker = page.one(".field--name-field-asked-by .field__item", "asker")
    meeting = page.maybe(".field--name-field-meeting-date .field__item")
    return Question(
        url=url,
        title=words(title),
        text=_required(page, text_of(page.one("div.field--name-body", "question text", section)), "question text"),
        reference=reference.group(1),
        asked_by=words(asker),
        asked_on=date_in(words(meeting)),
        answers=_old_answers(page),
    )


def _old_answers(page: Page) -> tuple[Answer, ...]:
    articles = page.some("div.answers article.node--answer", "answer or note that there is none")
    return tuple(answer for article in articles if (answer := _old_answer(page, article)) is not None)


def _old_answer(page: Page, article: Tag) -> Answer | None:
    if page.maybe("div.no-answer", article) is not None:
        return None
    holding = page.maybe("p.holding", article)
    if holding is not None:
        return Answer(date=None, text=_required(page, words(holding), "holding reply"), holding=True)
    date = date_in(words(page.one("div.field--name-post-date", "answer's date", article)))
    if date is None:
        raise page.fault("an answer's date that cannot be read (expected like 'December 14, 2017')")
    by = words(page.maybe("div.field--name-field-answered-by .field__item", article)) or None
    attached = page.all("div.field--name-field-attachments a", article)
    return _answer(page, page.one("div.field--name-body", "answer text", article), date, by, attached)


def _required(page: Page, text: str, what: str) -> str:
    if not text.strip():
        raise page.fault(f"an empty {what}")
    return text
