"""Text from outside, made safe to show: it is always text, whatever it holds."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Marks that reorder the text around them, and controls that no font shows. Without them text reads as its author's
# readers saw it, or visibly odd, but never as something else.
_REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
# Marks on one letter: six are enough for any language and too few to cover the lines around.
_COMBINING = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.combining(chr(code)))
_PILED = re.compile(f"([{_COMBINING}]{{6}})[{_COMBINING}]+")
_DIFF_WORDS = 4000  # comparing more takes seconds
FOLD_AT = 3000


def clean(value: object) -> str:
    """Return `value` as text without control characters and marks that reorder what stands around it."""
    if value is None:
        return ""
    text = _CONTROLS.sub("", str(value))
    return text if text.isascii() else _PILED.sub(r"\1", _REORDERING.sub("", text))


def safe_url(value: object) -> str | None:
    """Return `value` when it is an http or https address with a host, else None: no script, data or file links."""
    url = clean(value).strip()
    if len(url) > 2000 or re.search(r"[\s<>\"'\\]", url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def short(value: object, length: int = 200) -> str:
    """Return the beginning of a text on one line, cut at a word, with an ellipsis where it was cut."""
    text = " ".join(clean(value)[: length * 3].split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def prose(value: object, marked: Iterable[str] = ()) -> Markup:
    """Return a text as paragraphs, with each of the `marked` spans highlighted; a very long text folds.

    Each paragraph takes its direction from its own letters.
    """
    text = clean(value)
    spans = find_spans(text, marked)
    if len(text) <= FOLD_AT * 1.3:
        return _paragraphs(text, 0, spans)
    # Fold at the end of a paragraph or word, but never above the evidence when that stands early enough.
    cut = text.rfind("\n", FOLD_AT // 2, FOLD_AT)
    cut = cut if cut > 0 else max(text.rfind(" ", 0, FOLD_AT), 0) or FOLD_AT
    rest = len(text) - cut
    return Markup('{}<details class="fold"><summary>Show the rest ({} more characters)</summary>{}</details>').format(
        _paragraphs(text[:cut], 0, spans), f"{rest:,}", _paragraphs(text[cut:], cut, spans)
    )


def _paragraphs(text: str, offset: int, spans: Sequence[tuple[int, int]]) -> Markup:
    parts = []
    for match in re.finditer(r"[^\n]+", text):
        start = offset + match.start()
        parts.append(Markup('<p dir="auto">{}</p>').format(_mark(match.group(), start, spans)))
    return Markup("\n").join(parts)


def _mark(text: str, offset: int, spans: Sequence[tuple[int, int]]) -> Markup:
    parts, at = [], 0
    for start, end in spans:
        begin, stop = max(start - offset, 0), min(end - offset, len(text))
        if begin >= stop or begin < at:
            continue
        parts += [escape(text[at:begin]), Markup("<mark>{}</mark>").format(text[begin:stop])]
        at = stop
    return Markup("").join([*parts, escape(text[at:])])


def find_spans(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    """Return the spans of `text` where the quotations stand, in order, without overlap; one not found is left out."""
    found = []
    for quote in quotes:
        words = clean(quote).split()
        if not words:
            continue
        match = re.search(r"\s+".join(map(re.escape, words)), text)
        if match:
            found.append(match.span())
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def evidence_parts(evidence: object) -> list[str]:
    """Return the quotations of a finding's `evidence` column, which joins them with an ellipsis between spaces."""
    return [part for part in clean(evidence).split(" … ") if part.strip()]


def likeness(before: object, after: object) -> float:
    """Return the share of words that two texts have in common, from 0 to 1."""
    old, new = ({_bare(word) for word in clean(text).split()} for text in (before, after))
    return len(old & new) / (len(old | new) or 1)


def word_diff(before: object, after: object) -> tuple[Markup, Markup]:
    """Return both texts with the words that went in <del> and those that came in <ins>; long texts come unmarked."""
    old, new = (re.findall(r"\s*\S+\s*?(?=\s|$)", clean(text)) for text in (before, after))
    if max(len(old), len(new)) > _DIFF_WORDS:
        return escape("".join(old)), escape("".join(new))
    left, right = [], []
    matcher = difflib.SequenceMatcher(None, [_bare(w) for w in old], [_bare(w) for w in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            left.append(escape("".join(old[a:b])))
            right.append(escape("".join(new[c:d])))
        else:
            left.append(_wrapped("del", old[a:b]))
            right.append(_wrapped("ins", new[c:d]))
    return Markup("").join(left), Markup("").join(right)


def _bare(word: str) -> str:
    return word.strip().casefold().strip(".,;:!?“”‘’\"'()") or word.strip()


def _wrapped(tag: str, words: Sequence[str]) -> Markup:
    text = "".join(words)
    bare = text.lstrip()
    return (
        Markup("{2}<{0}>{1}</{0}>").format(Markup(tag), bare, text[: len(text) - len(bare)]) if bare else escape(text)
    )
