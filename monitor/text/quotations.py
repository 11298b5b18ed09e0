"""Find the quotations in English prose: curly or straight, single or double, nested, over several paragraphs.

Our own: the libraries for this (textacy, stanza's quote annotator) load a language model, take one style of mark, or
pair marks blindly; here apostrophes, marks that open again in each paragraph and marks that never close must be told
apart, in time linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from monitor.text.paragraphs import paragraph_spans

Kind = Literal["single", "double"]
Span = tuple[int, int]

_MARK = re.compile(r"[“”„‟\"«»]|''|‘‘|’’|``|[‘’‚‛'`´]")
_DOUBLES = frozenset(["“", "”", "„", "‟", '"', "«", "»", "''", "‘‘", "’’", "``"])
_OPENERS = frozenset(["“", "„", "‟", "«", "‘", "‚", "‛", "‘‘", "``"])
_CLOSERS = frozenset(["”", "»", "’", "´", "’’"])
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|n|round|bout|ello|\d\ds?)\b", re.IGNORECASE)
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/“”‘’\"'.,:;…\u00a0]")
_AFTER_CLOSING = re.compile(r"[\s)\]}—–\-/.,:;!?…“”‘’\"'\u00a0]")
_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*\s*$")
_LEAD_IN = re.compile(r"[:,]\s*$")
_SPEECH = r"(?:said|says|added|told|asked|replied|insisted|claimed|explained)\b"
_TAIL_IN_UNCLOSED = re.compile(
    rf"[,.?!]\s+(?:{_SPEECH}|(?:he|she|they|(?:(?:the|a|an)\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,4}})\s{_SPEECH})"
)
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation.

    Attributes:
        text: its words, exact, without the outer marks; paragraphs are joined by a blank line.
        pieces: (start, end) of the words of each paragraph, without marks.
        spans: (start, end) of each piece with its marks.
        inner: (start, end) of quotations inside it, without marks.
        closed: whether a closing mark was found.
        kind: whether its marks are single or double.
    """

    text: str
    pieces: tuple[Span, ...]
    spans: tuple[Span, ...]
    inner: tuple[Span, ...]
    closed: bool
    kind: Kind

    @property
    def start(self) -> int:
        """Offset of the first opening mark."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Offset after the last closing mark."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: Kind
    act: Literal["open", "close", "either", "maybe-close"]


@dataclass(slots=True)
class _Open:
    kind: Kind
    mark: int
    begin: int
    spans: list[Span] = field(default_factory=list)
    pieces: list[Span] = field(default_factory=list)
    inner: list[Span] = field(default_factory=list)
    same_kind_closed: int | None = None


def quotations(text: str, paragraphs: Sequence[Span] | None = None) -> list[Quotation]:
    """Return the outermost quotations of `text`, in order.

    A quotation left open at the end of a paragraph goes on in the next if that begins with an opening mark; else it
    ends with the paragraph. An opening mark in mid-sentence that nothing closes is taken for a slip and ignored.

    Args:
        paragraphs: (start, end) of the paragraphs to read, if not all those of `text`.
    """
    spans = paragraph_spans(text) if paragraphs is None else list(paragraphs)
    reader = _Reader(text)
    for position, span in enumerate(spans):
        following = spans[position + 1] if position + 1 < len(spans) else None
        reader.paragraph(span, following)
    return reader.found


def mask(text: str, found: Sequence[Quotation], filler: str = "\ue000") -> str:
    """Return `text` with the quotations' words replaced by `filler`, offsets unchanged.

    The marks become plain double quotes, and a final full stop, question or exclamation mark or comma stays, so that
    sentences can still be told apart.
    """
    out = []
    position = 0
    for start, end in sorted(span for quotation in found for span in quotation.spans):
        last = text[start:end].rstrip("”’\"'»´)] ")[-1:]
        keep = last if last in ".!?…," else filler
        inside = max(0, end - start - 3)
        out.append(
            text[position:start] + ('"' + filler * inside + keep + '"')[: end - start].ljust(end - start, filler)
        )
        position = end
    out.append(text[position:])
    return "".join(out)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Quotation] = []
        self.carried: _Open | None = None  # open since an earlier paragraph, which opens again in the next

    def paragraph(self, span: Span, following: Span | None) -> None:
        ignored: set[Kind] = set()
        resume = span[0]
        tokens = _tokens(self.text, span)
        stack: list[_Open] = []
        if self.carried is not None:
            mark = _MARK.match(self.text, span[0])
            resume = mark.end() if mark else span[0]
            self.carried.mark, self.carried.begin = span[0], resume
            stack, self.carried = [self.carried], None
        while True:
            self._read(tokens, resume, ignored, stack)
            if not stack:
                return
            bottom = stack[0]
            if self._reopens(bottom.kind, following) and self._acceptable(bottom, span):
                self._end_piece(bottom, span[1], span[1])
                self.carried = bottom
                return
            if self._acceptable(bottom, span):
                self._finish_unclosed(bottom, span)
                return
            # A stray mark: nothing of its kind closes later in this paragraph, so its kind is ignored from here on.
            ignored.add(bottom.kind)
            resume = bottom.begin
            stack = []

    def _read(self, tokens: list[_Token], resume: int, ignored: set[Kind], stack: list[_Open]) -> None:
        closes = _closing_positions(tokens)
        first = bisect_left(tokens, resume, key=lambda token: token.start)
        for index in range(first, len(tokens)):
            token = tokens[index]
            if token.kind in ignored:
                continue
            is_open = any(o.kind == token.kind for o in stack)
            act = token.act
            if act == "either":
                act = "close" if is_open else "open"
            if act == "maybe-close":
                act = "open" if not is_open and token.kind == "double" else "close"
                if is_open and token.kind == "single" and closes[index]:
                    continue  # "survivors' families … '": a later mark closes
            if act == "open":
                self._open(token, stack)
            elif is_open:
                self._close(token, stack)

    def _open(self, token: _Token, stack: list[_Open]) -> None:
        top = stack[-1] if stack else None
        if top is None or top.kind != token.kind:
            if len(stack) < _MAX_DEPTH:
                stack.append(_Open(token.kind, token.start, token.end))
            return
        before = self.text[max(top.begin, token.start - 40) : token.start]
        if len(stack) == 1 and _SENTENCE_END.search(before):
            self._end_piece(top, token.start, token.start)
            top.mark, top.begin = token.start, token.end
        elif len(stack) == 1 and before.rstrip().endswith(":"):
            self._finish_unclosed(top, (top.begin, token.start))
            stack[:] = [_Open(token.kind, token.start, token.end)]
        elif len(stack) < _MAX_DEPTH:
            stack.append(_Open(token.kind, token.start, token.end))

    def _close(self, token: _Token, stack: list[_Open]) -> None:
        while stack[-1].kind != token.kind:
            stack.pop()
        closed = stack.pop()
        if stack:
            stack[0].inner.append((closed.begin, token.start))
            if stack[-1].kind == closed.kind:
                stack[-1].same_kind_closed = token.start
            return
        self._end_piece(closed, token.start, token.end)
        self._add(closed, closed=True)

    def _acceptable(self, opened: _Open, span: Span) -> bool:
        before = self.text[max(span[0], opened.mark - 3) : opened.mark]
        if opened.same_kind_closed is not None or opened.spans or opened.mark == span[0]:
            return True
        return bool(_LEAD_IN.search(before))

    def _reopens(self, kind: Kind, following: Span | None) -> bool:
        if following is None:
            return False
        match = _MARK.match(self.text, following[0])
        if match is None or match.end() >= following[1] or self.text[match.end()].isspace():
            return False
        return (match.group() in _DOUBLES) == (kind == "double") and not _ELISION.match(self.text, match.end())

    def _finish_unclosed(self, opened: _Open, span: Span) -> None:
        end = span[1]
        if opened.same_kind_closed is not None:
            end = opened.same_kind_closed
        elif tail := _TAIL_IN_UNCLOSED.search(self.text, opened.begin, span[1]):
            end = tail.start() + 1
        self._end_piece(opened, end, end)
        self._add(opened, closed=opened.same_kind_closed is not None)

    def _end_piece(self, opened: _Open, end: int, outer_end: int) -> None:
        begin = opened.begin
        words = self.text[begin:end]
        stripped = words.strip()
        if stripped:
            begin += words.index(stripped)
            opened.pieces.append((begin, begin + len(stripped)))
            opened.spans.append((opened.mark, outer_end if outer_end > end else begin + len(stripped)))

    def _add(self, opened: _Open, *, closed: bool) -> None:
        if not any(char.isalnum() for start, end in opened.pieces for char in self.text[start:end]):
            return
        parts = [self.text[start:end] for start, end in opened.pieces]
        joined = parts[0]
        for (_, end), (start, _), part in zip(opened.pieces, opened.pieces[1:], parts[1:], strict=False):
            joined += ("\n\n" if "\n" in self.text[end:start] else " ") + part
        self.found.append(
            Quotation(joined, tuple(opened.pieces), tuple(opened.spans), tuple(opened.inner), closed, opened.kind)
        )


def _tokens(text: str, span: Span) -> list[_Token]:
    found = []
    for match in _MARK.finditer(text, *span):
        token = _token(text, match, span)
        if token is not None:
            found.append(token)
    return found


def _token(text: str, match: re.Match[str], span: Span) -> _Token | None:
    mark, start, end = match.group(), match.start(), match.end()
    before = text[start - 1] if start > span[0] else " "
    after = text[end] if end < span[1] else " "
    opens = bool(_BEFORE_OPENING.match(before)) and not after.isspace()
    closes = not before.isspace() and bool(_AFTER_CLOSING.match(after))
    if mark in _DOUBLES:
        return _double(mark, start, end, before, opens=opens, closes=closes)
    if before.isalnum() and after.isalnum():
        return None  # an apostrophe
    if opens and _ELISION.match(text, end):
        return None
    if mark in _OPENERS:
        return None if before.isalnum() else _Token(start, end, "single", "open" if not after.isspace() else "close")
    if opens and not (closes and mark in _CLOSERS) and not (mark in _CLOSERS and before.isspace() and after.islower()):
        if closes and not before.isspace():
            return _Token(start, end, "single", "either")
        return _Token(start, end, "single", "open")
    if not before.isspace():
        # After an s and before a further word it may be a plural's possessive: "survivors' families".
        possessive = before in "sS" and after.isspace()
        return _Token(start, end, "single", "maybe-close" if possessive else "close")
    return None


def _double(mark: str, start: int, end: int, before: str, *, opens: bool, closes: bool) -> _Token | None:
    if mark in _OPENERS:
        return _Token(start, end, "double", "close" if closes and not opens else "open")
    if mark in _CLOSERS:
        return _Token(start, end, "double", "maybe-close" if opens and not closes else "close")
    if before.isdigit() and not opens:
        return _Token(start, end, "double", "close")  # inches, unless something is open
    if opens != closes:
        return _Token(start, end, "double", "open" if opens else "close")
    return _Token(start, end, "double", "either")


def _closing_positions(tokens: list[_Token]) -> list[bool]:
    # For each token: does a certain closing single mark follow before the next opening one?
    out = [False] * len(tokens)
    follows = False
    for index in range(len(tokens) - 1, -1, -1):
        out[index] = follows
        token = tokens[index]
        if token.kind == "single" and token.act in {"close", "open", "either"}:
            follows = token.act != "open"
    return out
