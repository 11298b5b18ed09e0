"""Make small PDFs for the tests: lines of text, bold beginnings, headers, pages. Written with pdfium itself."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

Line = tuple[str, str]  # (bold beginning, the rest)
HEIGHT = 842


def make(pages: Sequence[Sequence[Line | None]], header: str = "", footer: str = "") -> bytes:
    """Return a PDF with `pages` of lines; None is the space between two paragraphs."""
    document = pypdfium2.PdfDocument.new()
    for number, lines in enumerate(pages, 1):
        page = document.new_page(595, HEIGHT)
        if header:
            _put(document, page, header, 72, HEIGHT - 40, "Helvetica", 8)
        y = HEIGHT - 110
        for line in lines:
            if line is None:
                y -= 9
                continue
            bold, plain = line
            width = _put(document, page, bold, 72, y, "Helvetica-Bold", 12) if bold else 0.0
            if plain:
                _put(document, page, plain, 72 + width + (4 if bold else 0), y, "Helvetica", 12)
            y -= 18
        if footer:
            _put(document, page, f"{footer} Page {number}", 72, 36, "Helvetica", 8)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _put(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, text: str, x: float, y: float, font: str, size: float
) -> float:
    handle = pdfium.FPDFText_LoadStandardFont(document, font.encode())
    item = pdfium.FPDFPageObj_CreateTextObj(document, handle, size)
    encoded = (text + "\x00").encode("utf-16-le")
    buffer = ctypes.cast(ctypes.create_string_buffer(encoded), pdfium.FPDF_WIDESTRING)
    pdfium.FPDFText_SetText(item, buffer)
    pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, y)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    pdfium.FPDFPage_InsertObject(page, item)
    return right.value - x
