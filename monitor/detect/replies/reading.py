"""What the judgement of one exchange works on (`Reading`) and arrives at for each part of the question (`Given`).

Three degrees: nothing, `IMPLICIT` (words on the point from which an answer may be read; a rule's cue outweighs it) and
`EXPLICIT` (the number, the yes, the date, the reason itself; nothing outweighs it).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.detect.replies import signs
from monitor.detect.replies.matcher import Hits
from monitor.detect.replies.question import Part
from monitor.detect.replies.reply import ReplyText, Sentence
from monitor.text.fold import fold

NOTHING, IMPLICIT, EXPLICIT = 0, 1, 2
# Kinds of words that point to an answer given before: what they say again of it is given.
POINTERS = frozenset({"refers-to-earlier-answer", "repeats-earlier-line", "claims-already-answered"})


@dataclass(slots=True)
class Given:
    """What the reply gives for one part.

    Attributes:
        degree: NOTHING, IMPLICIT or EXPLICIT.
        told: the degree before what withholds was weighed.
        incomplete: only some of it is given.
        whole: as many values are given as are asked for.
        lacks_listed: some of the places, years or things that the question lists are missing.
        charged: withholding words concern it.
        shown: the sentences that give it.
    """

    part: Part
    degree: int = NOTHING
    incomplete: bool = False
    whole: bool = False
    lacks_listed: bool = False
    charged: bool = False
    told: int = NOTHING
    shown: list[Sentence] = field(default_factory=list)


class Reading:
    """What the judgement of one exchange works on: the reply, its cues, and which sentences withhold.

    Args:
        reply: the official's words.
        hits: where cues occur in them.
        question: the folded question.
        same: stem to the representative of its group of near synonyms.
        withheld: sentences (by start offset) in which a decisive rule's cue stands, with the end of the cue.
    """

    def __init__(
        self, reply: ReplyText, hits: Hits, question: str, same: dict[str, str], withheld: dict[int, int]
    ) -> None:
        self.kinds: dict[int, set[str]] = {}  # the kinds of withholding words in a sentence, by its start
        self.sure: set[int] = set()  # where a sentence with a firm cue starts
        self.places: frozenset[str] = frozenset()  # named in the question
        self.asides: frozenset[int] = frozenset()  # turns that reply to a remark on another matter (`pressing.asides`)
        self.reply, self.hits, self.question, self.same, self.withheld = reply, hits, question, same, withheld
        self.taken: set[int] = set()  # sentences that answer an earlier part outright
        self.letter = ""  # of the part that is being judged
        self._lettered: dict[str, list[int]] | None = None
        self._alike: dict[frozenset[str], frozenset[str]] = {}
        self._lists: dict[str, dict[int, tuple[int, int]]] = {}

    def cue_in(self, name: str, sentence: Sentence) -> tuple[int, int] | None:
        """Return the first place of a cue of word list `name` in `sentence`."""
        return self.cued(name).get(sentence.start)

    def cued(self, name: str) -> dict[int, tuple[int, int]]:
        """Return the first place of a cue of word list `name` in each sentence that has one, by the sentence's start."""
        found = self._lists.get(name)
        if found is None:
            found = self._lists[name] = {}
            if self.hits.has(name):
                for span in self.hits.spans(name):
                    sentence = self.reply.sentence_at(span[0])
                    if sentence is not None:
                        found.setdefault(sentence.start, span)
        return found

    @property
    def lettered(self) -> dict[str, list[int]]:
        """Where the sentences start that stand under each letter: "(b) and (c) These were ..."."""
        if self._lettered is None:
            self._lettered = {}
            letters: list[str] = []
            end = 0
            for sentence in self.reply.sentences:
                if match := signs.LETTERS.match(sentence.folded):
                    letters = signs.LETTER.findall(match.group())
                elif "\n" in self.reply.text[end : sentence.start]:
                    letters = []
                for letter in letters:
                    self._lettered.setdefault(letter, []).append(sentence.start)
                end = sentence.end
        return self._lettered

    @property
    def under_letter(self) -> list[int]:
        """Where the sentences start that stand under the letter of the part that is being judged."""
        return self.lettered.get(self.letter, []) if self.letter else []

    def alike(self, words: frozenset[str]) -> frozenset[str]:
        """Return `words` with near synonyms made one."""
        found = self._alike.get(words)
        if found is None:
            same = self.same
            found = words if same.keys().isdisjoint(words) else frozenset([same.get(word, word) for word in words])
            self._alike[words] = found
        return found

    def overlap(self, part: Part, sentence: Sentence) -> tuple[int, float]:
        """Return how many content words of `part` recur in `sentence`, and their share of its words."""
        asked = self.alike(part.words)
        said = self.alike(sentence.words)
        if (
            sentence.start in self.taken
            and not self.alike(part.own_words) & said
            and (part.own_words or part.ask not in {"date", "quantity"})
        ):
            return (
                0,
                0.0,
            )  # "and by what date?" and "by how much?" may be answered in the sentence that answers the part before; others not
        shared = len(asked & said)
        return shared, shared / max(1, len(asked))


def opening(sentence: Sentence) -> int:
    """Return the offset in the reply where `sentence` begins once vocatives and thanks are left out."""
    if sentence.opens is None:
        match = signs.OPENERS.match(sentence.folded)
        sentence.opens = sentence.start + (match.end() if match else 0)
    return sentence.opens


def anaphoric(sentence: Sentence, at: int) -> bool:
    """Whether `sentence`, from offset `at`, goes on about what was spoken of before ("Both will open on 1 May")."""
    return bool(signs.ANAPHOR.match(sentence.folded[at - sentence.start :]))


def usable(reading: Reading) -> list[Sentence]:
    under = reading.under_letter
    return [s for s in reading.reply.sentences if not s.asked_back and (not under or s.start in under)]


def best(part: Part, scored: list[tuple[int, Sentence]]) -> Given:
    degree = max((d for d, _ in scored), default=NOTHING)
    return Given(part, degree, shown=[s for d, s in scored if d == degree]) if degree else Given(part)


def is_opening(sentence: Sentence, reading: Reading) -> bool:
    if sentence.start in reading.taken:
        return False
    if sentence.position == 0 or sentence.start in reading.under_letter[:1]:
        return True
    before = [s for s in reading.reply.sentences if s.turn == sentence.turn and s.position < sentence.position]
    return len(before) < 3 and all(len(s.folded) < 90 and reading.cue_in("pleasantries", s) for s in before)


def mere_thanks(sentence: Sentence, reading: Reading) -> bool:
    return bool(reading.cue_in("pleasantries", sentence)) and len(sentence.folded) < 90


def places_in(text: str) -> frozenset[str]:
    """Return the first word of each place named in `text`, folded."""
    return frozenset(fold(m) for m in signs.PLACE.findall(text)) - signs.NOT_PLACES
