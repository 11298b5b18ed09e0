"""Split English prose into sentences.

Our own, because detection reads every answer and the maintained splitters (pysbd, nltk's punkt, spaCy) either take
milliseconds a sentence or load a model; official prose needs only abbreviations, initials, decimals and quotations.
"""

from __future__ import annotations

import re

from monitor.text.fold import straighten

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sir st no nos vs etc e.g i.e cllr rev rt hon lt col gen insp sgt det ch supt para paras fig figs "
    "approx dept est inc ltd co jan feb mar apr jun jul aug sept sep oct nov dec p pp c".split()
)
_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$|[A-Z][a-z])|\n\s*\n|\n(?=\s*[•·*\-(\d])")
_LAST_WORD = re.compile(r"([A-Za-z.]+)$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of `text`, in order, without surrounding white space.

    A blank line or a list item always ends a sentence. Spans do not overlap, and what lies between them is white space.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(straighten(text)):
        end = match.end()
        if not _ends_sentence(text, match):
            continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if "\n" in match.group():
        return True
    before = _LAST_WORD.search(text[max(0, match.start() - 12) : match.start()])
    word = before.group(1) if before else ""
    if text[match.end() : match.end() + 1].isalpha():  # glued: "jobs.People", but not "Rt.Hon"
        return text[max(0, match.start() - 1)].islower() and word.lower() not in _ABBREVIATIONS - {"no"}
    rest = text[match.end() : match.end() + 3].lstrip()
    if not match.group().startswith("."):
        return not rest[:1].islower()  # "Why?" he asked
    if word.lower().strip(".") in _ABBREVIATIONS and not (word.lower() == "no" and rest[:1].isupper()):
        return not rest or word.lower() == "etc"
    if len(word) == 1 and word.isupper() and word != "I":
        return not rest
    return not rest[:1].islower()


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
