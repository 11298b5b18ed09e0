"""Read the text of a PDF as paragraphs, without running headers, footers and page numbers (pdfium).

Word hyphenation at line ends is undone; bold openings are marked, because that is how transcripts print who speaks.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from monitor.collect.faults import PageFault

MAX_PAGES = 2000
_HYPHEN = "\ufffe"  # pdfium's mark for a hyphen that breaks a word at the end of a line
_LINE = re.compile(r"[^\r\n]+")
_BAND = 0.09  # of the page's height, above and below: where headers and footers stand
_PDFIUM = threading.Lock()  # pdfium is not thread-safe


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `bold` is the part at its beginning that is printed bold."""

    text: str
    bold: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line. `bold`: all of it is; `gap`: it begins a paragraph; `broken`: it ends within a word."""

    text: str
    bold: bool
    gap: bool
    broken: bool


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    text: str
    bold: int  # characters at the beginning that are bold
    top: float  # height above the page's foot, as a share of the page's height
    base: float  # the same in points
    foot: float  # where its last character stands: lower, when pdfium joined the halves of a broken word
    size: float


class Pdf:
    """The text of a PDF without its furniture.

    Raises:
        PageFault: it is not a PDF, is encrypted, damaged, cut short, or holds no text (a scan).
    """

    def __init__(self, url: str, body: bytes) -> None:
        if not body.lstrip()[:5].startswith(b"%PDF"):
            raise PageFault(url, f"not a PDF (it begins with {body[:20]!r})")
        if b"%%EOF" not in body[-2048:]:
            raise PageFault(url, f"a PDF that stops after {len(body)} bytes, before its end mark")
        with _PDFIUM:
            lines = list(_lines(url, body))
        if not any(line.text.strip() for line in lines):
            raise PageFault(
                url,
                "a PDF without text, probably a scan",
                remedy="read it by eye, or ask the publisher for a version with text",
            )
        self._lines = _without_furniture(lines)
        self._step = _usual_step(self._lines)

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs in reading order."""
        return list(_paragraphs(self._lines, self._step))

    def rows(self) -> list[Row]:
        """Return the printed lines in reading order."""
        rows = []
        for before, line in pairwise([None, *self._lines]):
            assert line is not None
            gap = before is None or _begins([before], line, self._step)
            whole_bold = line.bold >= len(line.text.rstrip())
            rows.append(Row(_tidy(line.text), whole_bold, gap, line.text.rstrip().endswith(_HYPHEN)))
        return rows


def _lines(url: str, body: bytes) -> Iterator[_Line]:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise PageFault(
            url, "a PDF that asks for a password" if locked else f"a PDF that cannot be opened ({error})"
        ) from None
    try:
        for number in range(min(len(document), MAX_PAGES)):
            page = document[number]
            text = page.get_textpage()
            try:
                yield from _page_lines(number, text, page.get_height() or 1.0)
            finally:
                text.close()
                page.close()
    except pypdfium2.PdfiumError as error:
        raise PageFault(url, f"a damaged PDF ({error})") from None
    finally:
        document.close()


def _page_lines(number: int, page: pypdfium2.PdfTextPage, height: float) -> Iterator[_Line]:
    if page.count_chars() == 0:
        return
    whole = page.get_text_range()
    # pdfium counts characters as this text does, except those outside the basic plane.
    for match in _LINE.finditer(whole):
        for start, text in _split_at_hyphens(page, match.start(), match.group()):
            base, foot = _base(page, start), _base(page, start + len(text.rstrip()) - 1)
            bold = _bold_prefix(page, start, text)
            yield _Line(number, text, bold, base / height, base, foot, _size(page, start))


def _split_at_hyphens(page: pypdfium2.PdfTextPage, start: int, text: str) -> Iterator[tuple[int, str]]:
    """Part a line where pdfium joined the half of a word at the foot of a page with the footer below it."""
    begin = 0
    for match in re.finditer(_HYPHEN, text):
        before, after = start + match.start() - 1, start + match.end()
        if match.end() == len(text) or match.start() == 0:
            continue
        size = _size(page, before)
        far = abs(_base(page, before) - _base(page, after)) > 2.2 * size
        if far or abs(_size(page, after) - size) > 0.1 * size:
            yield start + begin, text[begin : match.end()]
            begin = match.end()
    if text[begin:].strip():
        yield start + begin, text[begin:]


def _size(page: pypdfium2.PdfTextPage, index: int) -> float:
    return float(pdfium.FPDFText_GetFontSize(page, index))


def _base(page: pypdfium2.PdfTextPage, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page, index, x, y)
    return y.value


def _bold_prefix(page: pypdfium2.PdfTextPage, start: int, text: str) -> int:
    # A space belongs to what is before it: those between words have the font of the gap they were made from.
    length = 0
    for offset, char in enumerate(text):
        if char.isspace() or char == _HYPHEN:
            continue
        if not _is_bold(page, start + offset):
            break
        length = offset + 1
    return length


def _is_bold(page: pypdfium2.PdfTextPage, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(page, index, name, 128, flags)
    weight = pdfium.FPDFText_GetFontWeight(page, index)
    return weight >= 600 or any(word in name.value.lower() for word in (b"bold", b"black", b"heavy"))


def _without_furniture(lines: list[_Line]) -> list[_Line]:
    """Drop page numbers and lines at the head or foot that are repeated or in small print."""
    sizes = Counter(round(line.size, 1) for line in lines for _ in line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    pages = {line.page for line in lines}
    edge = [line for line in lines if not _BAND < line.top < 1 - _BAND]
    repeated = Counter(key for key in {(line.page, _shape(line.text)) for line in edge})
    often = Counter(shape for _, shape in repeated)

    def furniture(line: _Line) -> bool:
        if _BAND < line.top < 1 - _BAND:
            return False
        small = line.size < usual * 0.85
        return (
            small
            or _shape(line.text) in {"#", "page #", "page # of #"}
            or (len(pages) > 1 and often[_shape(line.text)] > 1)
        )

    return [line for line in lines if not furniture(line)]


def _shape(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text).lower().split())


def _paragraphs(lines: list[_Line], step: float) -> Iterator[Paragraph]:
    gathered: list[_Line] = []
    for line in lines:
        if gathered and _begins(gathered, line, step):
            yield _joined(gathered)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _joined(gathered)


def _usual_step(lines: list[_Line]) -> float:
    steps = Counter(
        round(above.foot - below.base)
        for above, below in pairwise(lines)
        if above.page == below.page and above.foot > below.base
    )
    return float(min((s for s, n in steps.items() if n >= max(steps.values()) * 0.4), default=18))


def _begins(gathered: list[_Line], line: _Line, step: float) -> bool:
    last = gathered[-1]
    all_bold = all(g.bold >= len(g.text.rstrip()) for g in gathered)
    if all_bold and line.bold == 0:
        # A heading ends where plain text begins, unless it is the name of a speaker going on: "… and\nCrime): Text".
        return _is_complete_label(gathered) or not _open_bracket(gathered)
    if last.text.rstrip().endswith(_HYPHEN):
        return False
    if line.page != last.page:
        return bool(line.bold) or last.text.rstrip().endswith((".", "?", "!", "”", '"', ":", "]"))
    return _further(last, line, step)


def _further(above: _Line, below: _Line, step: float) -> bool:
    return above.foot - below.base > step * 1.25 or above.foot < below.base - 1


def _open_bracket(gathered: list[_Line]) -> bool:
    text = " ".join(g.text for g in gathered)
    return text.count("(") > text.count(")")


def _is_complete_label(gathered: list[_Line]) -> bool:
    return gathered[-1].text.rstrip().endswith(":")


def _joined(lines: list[_Line]) -> Paragraph:
    text, bold, still_bold = "", "", True
    for line in lines:
        # A word broken at the end of a page's last line has its mark there; elsewhere pdfium joins the halves itself.
        glue = "" if not text or text.endswith(_HYPHEN) else " "
        text += glue + line.text.strip()
        if still_bold:
            bold += (glue if bold else "") + line.text[: line.bold].strip()
            still_bold = line.bold >= len(line.text.rstrip())
    return Paragraph(_tidy(text), _tidy(bold))


def _tidy(text: str) -> str:
    return " ".join(text.replace(_HYPHEN, "").split())
