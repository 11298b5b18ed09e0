"""A reply laid out for reading: what the official says, sentence by sentence, with everyone else's words taken out.

The turns (or the one answer) are joined into one text, so that a single pass finds every cue; each sentence knows which
turn it came from. Quoted words of others are blanked in the text that is searched, offsets unchanged.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.detect.replies.matcher import Span, encode
from monitor.detect.replies.words import content
from monitor.records import Evidence, Exchange, Turn
from monitor.text.fold import fold
from monitor.text.numbers import Number, find_numbers
from monitor.text.sentences import sentence_spans

_GAP = "\n\n"
_MAY_COUNT = re.compile(  # looking for numbers is slow, and few sentences have any
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|hundreds?|thousands?|"
    r"millions?|billions?|dozens?|half|third|quarters?|fifth|tenth|nil|nought|naught|zero|pairs?|couple|handful|score|twice|double|treble|once)\b"
)
LONG = 500  # characters, some eighty words
_OPENING = 300
_QUOTE = re.compile(r"\"[^\"\n]{2,400}\"|(?:(?<=\s)|(?<=^))'[^'\n]{2,120}'(?=[\s.,;:!?)]|$)")
_RARE_SPACE = re.compile(r"[^\S \n]'")
_SPEAKS = re.compile(
    r"(?:\bspokes(?:person|man|woman|people)|\b(?:said|says|added|told|commented|stated|responded)|\bstatement|:)\W{0,12}$|"
    r"^\W{0,3}(?:the |a |mr |mrs |ms |sir )?[\w ]{0,60}?\b(?:said|says|added)\b"
)


@dataclass(slots=True)
class Sentence:
    """One sentence of the official's.

    Attributes:
        start, end: its span in `ReplyText.text`.
        folded: its words, folded, quotations blanked.
        original: its words as they stand.
        turn: index of its turn in the exchange; None outside oral exchanges.
        position: 0 for the first sentence of the reply or turn, and so on.
        asked_back: it is a question.
        opens: where it begins once vocatives and thanks are left out, when known (`reading.opening`).
    """

    start: int
    end: int
    folded: str
    original: str
    turn: int | None
    position: int
    asked_back: bool
    opens: int | None = field(default=None, repr=False, compare=False)
    _words: frozenset[str] | None = field(default=None, repr=False)
    _numbers: list[Number] | None = field(default=None, repr=False)

    @property
    def words(self) -> frozenset[str]:
        """The stems of its content words."""
        if self._words is None:
            self._words = content(self.folded)
        return self._words

    @property
    def numbers(self) -> list[Number]:
        """The numbers in it; offsets are within the sentence."""
        if self._numbers is None:
            self._numbers = find_numbers(self.original) if _MAY_COUNT.search(self.folded) else []
        return self._numbers

    def covers(self, span: Span) -> bool:
        """Whether `span` of the reply begins in this sentence."""
        return self.start <= span[0] < self.end


class ReplyText:
    """The official's words in an exchange."""

    __slots__ = ("_sentences", "_starts", "bytes", "folded", "long", "pieces", "text")

    def __init__(self, exchange: Exchange) -> None:
        self.pieces: list[tuple[int | None, int, str]]  # of each turn: its index, where it begins, its words
        if exchange.medium == "oral" and exchange.turns:
            self.pieces, self.text = _joined(exchange.turns)
        else:
            self.pieces, self.text = [(None, 0, exchange.answer)], exchange.answer
        folded = fold(self.text)
        self.folded = blank_quotations(folded) if '"' in folded or _opens_single(folded) else folded
        self.bytes = encode(self.folded)
        self.long = exchange.medium != "oral" and len(self.text) > LONG
        self._sentences: list[Sentence] | None = None
        self._starts: list[int] = []

    @property
    def opening(self) -> bytes:
        """The first lines of the reply, as bytes."""
        return self.bytes[:_OPENING]

    @property
    def sentences(self) -> list[Sentence]:
        """Its sentences in order."""
        if self._sentences is None:
            found: list[Sentence] = []
            for turn, offset, text in self.pieces:
                for position, span in enumerate(sentence_spans(text)):
                    start, end = span[0] + offset, span[1] + offset
                    folded = self.folded[start:end]
                    asked_back = "?" in folded and folded.rstrip("\"') ").endswith("?")
                    found.append(Sentence(start, end, folded, self.text[start:end], turn, position, asked_back))
            self._sentences, self._starts = found, [sentence.start for sentence in found]
        return self._sentences

    def sentence_at(self, position: int) -> Sentence | None:
        """Return the sentence at offset `position`."""
        sentences = self.sentences
        at = bisect_right(self._starts, position) - 1
        return sentences[at] if at >= 0 and position < sentences[at].end else None

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the exact words at `start` to `end` as evidence, with offsets in their own turn or answer."""
        for turn, offset, text in reversed(self.pieces):
            if start >= offset:
                return Evidence(text[start - offset : end - offset], start - offset, end - offset, turn)
        raise ValueError(f"no text at {start}")


def _joined(turns: Sequence[Turn]) -> tuple[list[tuple[int | None, int, str]], str]:
    pieces: list[tuple[int | None, int, str]] = []
    at = 0
    for index, turn in enumerate(turns):
        if turn.role == "official":
            pieces.append((index, at, turn.text))
            at += len(turn.text) + len(_GAP)
    return pieces, _GAP.join(text for _, _, text in pieces)


def _opens_single(folded: str) -> bool:
    """Whether a single quotation mark stands where it can open a quotation."""
    return "'" in folded and (
        " '" in folded or "\n'" in folded or folded.startswith("'") or bool(_RARE_SPACE.search(folded))
    )


def blank_quotations(folded: str) -> str:
    """Blank the short quotations of others in `folded`; one long quotation is the speaker's own statement."""

    def blank(match: re.Match[str]) -> str:
        words = match.group()
        before = folded[max(0, match.start() - 60) : match.start()]
        after = folded[match.end() : match.end() + 60].split("\n", maxsplit=1)[0]
        if len(words) > len(folded) * 0.5 or _SPEAKS.search(before) or _SPEAKS.match(after):
            return words
        return " " * len(words)

    return _QUOTE.sub(blank, folded)
