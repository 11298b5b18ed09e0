"""Whether a reply gives what each part of the question asks for.

Three degrees: nothing, `IMPLICIT` (words on the point from which an answer may be read; a rule's cue outweighs it) and
`EXPLICIT` (the number, the yes, the date, the reason itself; nothing outweighs it).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from monitor.detect.replies.matcher import Hits
from monitor.detect.replies.question import Part
from monitor.detect.replies.reply import ReplyText, Sentence
from monitor.detect.replies.words import content, stem, tokens
from monitor.rulebook.replies import Ask
from monitor.text.fold import fold
from monitor.text.numbers import QUANTITIES, Number

NOTHING, IMPLICIT, EXPLICIT = 0, 1, 2

_OPENERS = re.compile(
    r"^(?:[^:\"\n]{0,90}?\b(?:said|told|added|stated|says|spokes(?:person|man|woman))\b[^:\"\n]{0,30}[:,]?\s*\"|"
    r"(?:[\"' (-]|(?:well|so|look|listen|oh|ah|and|but|then|chair|mr chair|madam chair|chairman|mayor|mr mayor|commissioner|"
    r"honestly|frankly|actually|again|to be (?:fair|clear|honest|frank)|i am afraid|i'm afraid|i regret to say(?: that)?|"
    r"as i (?:said|say)|\([a-h]\)|as (?:to|for|regards) [^,.;]{1,60}|on [^,.;]{1,40}|thank you(?: (?:very much|for [^,.:;]{1,60}))?|"
    r"thanks|the (?:short |simple |honest )?answer is(?: that)?|in a word|put simply|sadly|regrettably|happily|unfortunately|"
    r"i can (?:tell|inform) \w+(?: \w+)?(?: that)?|good question(?: and a fair one)?)\b[,.:; -]*)+)"
)
_NONE_OF = re.compile(r"\b(?:there (?:are|were|was|is|have been|has been|had been) (?:currently )?(?:no|none|nobody)\b|none\b|nil\b|zero\b|nobody\b|no one\b|not one\b|not a single)")
_OUT_OF = re.compile(r"\b(?:out )?of (?:the |these |those |all |some |about )?[\d,]+[^,.;]{0,60},")
_HYPOTHETICAL = re.compile(r"\b(?:would|could|might|if)\b")
_FIGURE_IS = re.compile(
    r"\b(?:number|total|figure|cost|costs|bill|sum|proportion|share|average|rate|percentage|amount|price|fee|balance|value|it|that|this|they|there|we|i)"
    r"(?: \w+){0,6}? (?:is|was|were|are|came to|comes to|stands at|stood at|amounts? to|amounted to|totalled|totals|have|has|had|be|been|'re|'s|cost|costs|paid|spent)\b"
)
_SHARE = re.compile(r"\b(?:proportion|percentage|share|per cent|fraction|how (?:much|many) of)\b")
_MONEY = re.compile(r"\b(?:cost|costs|spend|spent|spending|paid|pay|budget|price|fee|fees|salary|funding|grant|expenditure|bill|revenue|income|£)\b")
_HOW_LONG = re.compile(r"\bhow (?:long|quickly|fast|old)\b|\b(?:time|times|wait|waiting|duration|length|delay)\b")
_WILL = re.compile(r"\b(?:will|shall|due|expect\w*|plan\w*|to be|going to|intend\w*|can|may|should|start|begin)\b")
_PAST_WHEN = re.compile(r"\b(?:when|date)\b.{0,24}\b(?:did|was|were|had|has|have)\b|\blast (?:meet|met|see|speak)")
_FUTURE = re.compile(r"\b(?:will|shall|expect\w*|due|plan\w*|to be|by|intend\w*|hope\w*|until|schedul\w*|going to|next|aim\w*|start\w*|begin\w*)\b")
_SEASON = re.compile(r"^(?:in|by|this|next|last|the|early|late)? ?(?:the )?(?:spring|summer|autumn|winter)$")
_NAME = re.compile(r"\b(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?|[A-Z]{2,})(?: (?:and|of|the|for|&|[A-Z][\w'-]+))* ?(?:[A-Z][\w'-]+)?")
_CONTRAST = re.compile(r"\b(?:in which|who told me|which (?:gave|gives|stated|shows|showed|says|said)|where i (?:gave|said|stated)|but|however|that (?:gave|said))\b|[:-] ")


@dataclass(slots=True)
class Given:
    """What the reply gives for one part.

    Attributes:
        degree: NOTHING, IMPLICIT or EXPLICIT.
        incomplete: only some of it is given.
        charged: withholding words concern it.
        shown: the sentences that give it.
    """

    part: Part
    degree: int = NOTHING
    incomplete: bool = False
    charged: bool = False
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

    def __init__(self, reply: ReplyText, hits: Hits, question: str, same: dict[str, str], withheld: dict[int, int]) -> None:
        self.kinds: dict[int, set[str]] = {}  # the kinds of withholding words in a sentence, by its start
        self.sure: set[int] = set()  # where a sentence with a firm cue starts
        self.places: frozenset[str] = frozenset()  # named in the question
        self.reply, self.hits, self.question, self.same, self.withheld = reply, hits, question, same, withheld
        self.taken: set[int] = set()  # sentences that answer an earlier part outright
        self._lists: dict[str, dict[int, tuple[int, int]]] = {}

    def cue_in(self, name: str, sentence: Sentence) -> tuple[int, int] | None:
        """Return the first place of a cue of word list `name` in `sentence`."""
        if name not in self._lists:
            firsts: dict[int, tuple[int, int]] = {}
            if self.hits.has(name):
                for span in self.hits.spans(name):
                    found = self.reply.sentence_at(span[0])
                    if found is not None:
                        firsts.setdefault(found.start, span)
            self._lists[name] = firsts
        return self._lists[name].get(sentence.start)

    def alike(self, words: frozenset[str]) -> frozenset[str]:
        """Return `words` with near synonyms made one."""
        return frozenset(self.same.get(word, word) for word in words)

    def overlap(self, part: Part, sentence: Sentence) -> tuple[int, float]:
        """Return how many content words of `part` recur in `sentence`, and their share of its words."""
        asked = self.alike(part.words)
        said = self.alike(sentence.words)
        if sentence.start in self.taken and not self.alike(part.own_words) & said and (part.own_words or part.ask != "date"):
            return 0, 0.0  # "and by what date?" may be answered in the sentence that answers the part before; others not
        shared = len(asked & said)
        return shared, shared / max(1, len(asked))


def opening(sentence: Sentence) -> int:
    """Return the offset in the reply where `sentence` begins once vocatives and thanks are left out."""
    match = _OPENERS.match(sentence.folded)
    return sentence.start + (match.end() if match else 0)


def what_is_given(part: Part, reading: Reading) -> Given:
    """Return what the reply gives for `part`."""
    best = Given(part)
    for ask in part.asks:
        found = _JUDGES[ask](part, reading)
        if found.degree > best.degree:
            best = found
        if best.degree == EXPLICIT:
            break
    return best


def give_benefit(given: list[Given], reading: Reading) -> None:
    """Give the benefit of the doubt where nothing in the reply withholds: no withholding words and no mere assurances.

    The part must then be met with something of the sort that it asks for, in a reply that is short or on the point.
    """
    for item in given:
        if item.degree != NOTHING or item.charged:
            continue
        others = {g.shown[0].start for g in given if g.degree and g.shown and g is not item}
        barred = others | reading.withheld.keys()
        left = [s for s in _usable(reading) if s.start not in barred and not _mere_thanks(s, reading)]
        warm = [s for s in left if reading.cue_in("assurances", s)]
        if not left or (warm and not (reading.reply.long and len(warm) <= len(left) / 2)):
            continue
        if item.part.ask == "quantity":
            near = [s for s in left if reading.overlap(item.part, s)[1] >= 0.3 and not reading.reply.long]
            left = [s for s in near if _numbers_that_count(s, reading)]
            left = [s for s in left if not _elsewhere(item.part, s, reading)]
        elif item.part.ask == "date":
            past = _asks_of_past(item.part)
            left = [s for s in left if _says_when(s, reading) and (past or _FUTURE.search(s.folded) or not s.position)]
        elif item.part.ask != "document" and (_GENERAL.match(left[0].folded) or not _concrete(left[0], reading)):
            continue
        elif reading.reply.long and item.part.ask != "reason" and max(reading.overlap(item.part, s)[1] for s in left) >= 0.3:
            pass
        elif sum(len(s.folded) for s in left) > 400 and reading.overlap(item.part, left[0])[0] < 2:
            continue
        if left:
            item.degree, item.shown = IMPLICIT, left[:1]


_GENERAL = re.compile(r"[\w' -]{0,40}\b(?:is|are) (?:a|an|the|one of|our|my|among|at|part of)\b")


_EVENT = re.compile(r"\b(?:was|were|had|did|has|have|been|[a-z]{3,}ed|went|came|took|gave|told|left|held|made|met|won|lost|fell|rose|broke|sent|sold|bought|ran|set|put|cut|shut|said)\b")


def _concrete(sentence: Sentence, reading: Reading) -> bool:
    """Whether `sentence` tells of something in particular: an event, a number, a day, a name, a step."""
    return bool(
        _EVENT.search(sentence.folded)
        or sentence.numbers
        or _says_when(sentence, reading)
        or reading.cue_in("actions", sentence)
        or _names(sentence, reading)
    )


def _mere_thanks(sentence: Sentence, reading: Reading) -> bool:
    return bool(reading.cue_in("pleasantries", sentence)) and len(sentence.folded) < 90


def _usable(reading: Reading) -> list[Sentence]:
    return [s for s in reading.reply.sentences if not s.asked_back]


def _best(part: Part, scored: list[tuple[int, Sentence]]) -> Given:
    degree = max((d for d, _ in scored), default=NOTHING)
    return Given(part, degree, shown=[s for d, s in scored if d == degree]) if degree else Given(part)


def _is_opening(sentence: Sentence, reading: Reading) -> bool:
    if sentence.start in reading.taken:
        return False
    if sentence.position == 0:
        return True
    before = [s for s in reading.reply.sentences if s.turn == sentence.turn and s.position < sentence.position]
    return len(before) < 3 and all(len(s.folded) < 90 and reading.cue_in("pleasantries", s) for s in before)


# --- a number -----------------------------------------------------------------------------------------------------------

_TABLE_ROW = re.compile(r"^[^\n]{1,60}?(?::|\||\t|  |\.{2,}| - )[ \t]*£?\d[\d,.]*(?:%| per cent)?[ \t|\d,.%£]*$", re.MULTILINE)
_AMOUNT = re.compile(
    r"(?:all|every|each|both|half|a (?:single|pair|dozen|couple|handful|third|quarter|fifth|tenth|majority|minority)|most|(?:two|three) dozen|just the|only the|the (?:vast )?majority|neither)\b"
)


def _quantity(part: Part, reading: Reading) -> Given:
    rows = _TABLE_ROW.findall(reading.reply.folded)
    if len(rows) >= 2:
        return Given(part, EXPLICIT, len(rows) < part.items, shown=reading.reply.sentences[:1])
    scored: list[tuple[int, Sentence]] = []
    values = 0
    for sentence in _usable(reading):
        numbers = _numbers_that_count(sentence, reading)
        degree = _number_degree(part, sentence, numbers, reading)
        if degree:
            scored.append((degree, sentence))
            values += max(1, len(numbers))
    found = _best(part, scored)
    if found.degree:
        supplied = any(reading.cue_in("tables", s) for s in reading.reply.sentences)
        found.incomplete = values < (part.items or 3) and not (supplied and not reading.withheld)
        found.incomplete |= _names_missing(part, found.shown)
    return found


def _names_missing(part: Part, shown: list[Sentence]) -> bool:
    """Whether some of the places listed in the question are in the answer and others are not."""
    text = " ".join(s.folded for s in shown)
    there = [name in text or name.split()[-1] in text for name in part.names]
    return any(there) and not all(there)


def _numbers_that_count(sentence: Sentence, reading: Reading) -> list[Number]:
    numbers = [n for n in sentence.numbers if n.kind in QUANTITIES and not n.vague]
    if sentence.start in reading.withheld:
        turning = _CONTRAST.search(sentence.folded)
        numbers = [n for n in numbers if turning and n.start > turning.start() and n.kind != "duration"]
    return numbers


def _number_degree(part: Part, sentence: Sentence, numbers: list[Number], reading: Reading) -> int:
    shared, ratio = reading.overlap(part, sentence)
    opens = _is_opening(sentence, reading)
    start = opening(sentence) - sentence.start
    if not numbers:
        none = _NONE_OF.search(sentence.folded)
        amount = _AMOUNT.match(sentence.folded[start:])
        if sentence.start in reading.withheld or sentence.start in reading.taken:
            return NOTHING
        if (none and (ratio >= 0.3 or (opens and none.start() - start < 3))) or (amount and opens and "question" not in sentence.folded):
            return EXPLICIT
        return NOTHING
    if _HYPOTHETICAL.search(sentence.folded) and not _HYPOTHETICAL.search(part.text) and shared < 3:
        return NOTHING
    if _elsewhere(part, sentence, reading):
        return NOTHING
    numbers = [n for n in numbers if _fits(part, n)]
    if not numbers:
        return NOTHING
    first = numbers[0]
    rest = sentence.folded[start:]
    asked = reading.alike(part.words)
    counted = any(reading.alike(_counted(n, sentence)) & asked for n in numbers)
    bare = any(_BARE_AFTER.match(sentence.folded[n.end :]) for n in numbers if n.kind == "count")
    unit = any(n.kind in _wanted_units(part) for n in numbers)
    near = sentence.position <= 2 or sentence.turn is not None
    if sentence.start in reading.withheld:
        return EXPLICIT if bare or unit or counted else NOTHING
    if opens and (first.start - start <= 2 or len(rest.split()) <= 6) and (bare or unit or counted or first.kind != "count"):
        return EXPLICIT
    if bare and len(rest.split()) <= 5:
        return EXPLICIT
    if _OUT_OF.search(sentence.folded) and len(numbers) > 1 and (opens or shared):
        return EXPLICIT
    if counted and (ratio >= 0.2 or near):
        return EXPLICIT
    if (bare or unit) and (shared or ((opens or sentence.turn is not None) and _FIGURE_IS.search(sentence.folded))):
        return EXPLICIT
    if ratio >= 0.6:
        return EXPLICIT
    if ratio >= 0.5 or (sentence.start not in reading.taken and ((bare and near) or (unit and near))):
        return IMPLICIT
    if opens and first.start - start <= 2:
        return IMPLICIT
    return NOTHING


_BARE_AFTER = re.compile(
    r"\s*(?:[.,;:)\"]|$|(?:people|persons|cases|times|occasions|such|others|individuals|instances|of (?:them|these|those|which|whom)|were|was|are|is|have|has|had|did|do|in|on|at|during|last|this|so|by|a|"
    r"since|for|from|across|and|but|as|to|between|altogether|all|or|today|now|when|with|after|before|under|over|per|short)\b)"
)


def _wanted_units(part: Part) -> frozenset[str]:
    if _SHARE.search(part.text):
        return frozenset({"percent", "fraction"})
    if part.text.startswith("how many"):
        return frozenset()
    if _MONEY.search(part.text):
        return frozenset({"money"})
    if _HOW_LONG.search(part.text):
        return frozenset({"duration"})
    return frozenset({"percent"})


def _counted(number: Number, sentence: Sentence) -> frozenset[str]:
    return content(" ".join(sentence.folded[number.end :].split()[:4]))


def _fits(part: Part, number: Number) -> bool:
    if _SHARE.search(part.text):
        return number.kind in {"percent", "fraction", "count"}
    if part.text.startswith("how many"):
        return number.kind in {"count", "percent", "fraction", "multiple"} or "hour" in part.text or "minute" in part.text
    if _HOW_LONG.search(part.text):
        return True
    if _MONEY.search(part.text):
        return number.kind in {"money", "percent", "fraction"} or (number.kind == "count" and number.value >= 1000)
    return True


def _elsewhere(part: Part, sentence: Sentence, reading: Reading) -> bool:
    asked = set(re.findall(r"\b(?:19|20)\d\d\b", reading.question))
    said = set(re.findall(r"\b(?:19|20)\d\d\b", sentence.folded))
    if asked and said and not asked & said and not _EVER.search(sentence.folded):
        return True
    if reading.places and part.items == 1:
        original = reading.reply.text[sentence.start : sentence.end]
        named = places_in(original)
        if named and not any(p in reading.question for p in named) and not any(p in sentence.folded for p in reading.places):
            return True
    span = reading.cue_in("elsewhere", sentence)
    if span is None or part.items != 1:
        return False
    place = reading.reply.folded[span[0] : span[1]]
    return place not in reading.question and reading.overlap(part, sentence)[1] < 0.6


_PLACE = re.compile(r"\b(?:in|for|at|about) (?:the )?([A-Z][a-z]{2,})")
def places_in(text: str) -> frozenset[str]:
    """Return the first word of each place named in `text`, folded."""
    return frozenset(fold(m) for m in _PLACE.findall(text)) - _NOT_PLACES


_NOT_PLACES = frozenset(
    "may met tfl gla mps nhs january february march april june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday london londoners mayor commissioner government christmas easter".split()
)
_EVER = re.compile(r"\b(?:since|by|from|between)\b")


# --- yes or no ----------------------------------------------------------------------------------------------------------


def _yes_no(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    conditional = bool(_HYPOTHETICAL.search(part.text))
    for sentence in _usable(reading):
        at = opening(sentence)
        if sentence.start in reading.withheld:
            if _PLAIN.match(sentence.folded[at - sentence.start :]) or _YES_OR_NO.search(sentence.folded):
                scored.append((EXPLICIT, sentence))
            continue
        said = next((s for s in (reading.cue_in("yes", sentence), reading.cue_in("no", sentence)) if s and s[0] - at <= 1), None)
        shared, ratio = reading.overlap(part, sentence)
        if said or _YES_OR_NO.search(sentence.folded) or _ellipsis(sentence.folded):
            scored.append((EXPLICIT, sentence))
        elif (_NOBODY.match(sentence.folded[at - sentence.start :]) and shared >= 2) or (_NEVER.search(sentence.folded) and shared):
            scored.append((EXPLICIT, sentence))
        elif _echoes_verb(part, sentence, at, reading):
            scored.append((EXPLICIT if shared >= 2 or sentence.position == 0 else IMPLICIT, sentence))
        elif reading.cue_in("yes_no_anywhere", sentence) and (shared >= 1 or _is_opening(sentence, reading)):
            scored.append((EXPLICIT if shared >= 2 or ratio >= 0.3 else IMPLICIT, sentence))
        elif conditional or not _HYPOTHETICAL.search(sentence.folded):
            if shared >= 2 and part.predicate in sentence.words and not reading.cue_in("assurances", sentence):
                scored.append((EXPLICIT if sentence.position == 0 or ratio >= 0.5 else IMPLICIT, sentence))
            elif ratio >= 0.5 and shared >= 2:
                scored.append((EXPLICIT if ratio >= 0.75 and shared >= 3 else IMPLICIT, sentence))
            elif _is_opening(sentence, reading) and not _later_turn(sentence, reading) and _resumes(sentence, at, reading):
                scored.append((IMPLICIT, sentence))
    return _best(part, scored)


_PLAIN = re.compile(
    r"(?:yes|no|none|certainly|absolutely)\b[,.;:]|(?:there are|we have|i have|the (?:government|department) has) (?:currently )?no (?:\w+ )?(?:plans?|intention)\b"
)
_YES_OR_NO = re.compile(
    r"(?:\b(?:so|but|and|then|therefore|short)[,:]? |[-,:;] )(?:yes|no)(?:[,.;:]|$)|^\W*(?:\w+ly |just |i hope |i think |i believe )?(?:yes|no|not|so)[,.;:]"
)
_ELLIPSIS = re.compile(
    r"\b(?:i|we|they|it|he|she|there|you|one|some|two|three|none|most|all|both|many|several)(?: \w+ly)? (?:am|are|is|was|were|do|does|did|have|has|had|will|would|can|could|should|must|shall)"
    r"(?:n't| ?not)?(?: indeed)?(?:[.,;:!]|$| and (?:i|we|it|they|he|she)\b)"
)
_NOT_ELLIPSIS = re.compile(r"\b(?:as|than|what|where|who|whom|how|if|whether|that|which|when|because|like|so|nor|until|wherever|whatever|all)(?: \w+)?\s*$")
_NEVER = re.compile(r"\b(?:i|we|it|they|he|she) (?:(?:have|has|had|did|do|would|will) )?never\b|\bnever (?:have|has|had|did|was|would|will)\b")
_YOUR_VERB = re.compile(rf"\b(?:did|have|has|had|do|does|will|would|are|were|can|could|should) (?:you|he|she|they|we|tfl|the met)(?: \w+ly| now| also| ever| not| still| yet)? ([a-z]+)")


def _echoes_verb(part: Part, sentence: Sentence, at: int, reading: Reading) -> bool:
    """Whether "did you ask ...?" meets with "I asked ..."."""
    asked = _YOUR_VERB.search(part.text)
    if not asked or not re.match(r"(?:i|we|he|she|they)\b", sentence.folded[at - sentence.start :]):
        return False
    early = " ".join(sentence.folded[at - sentence.start :].split()[:7])
    return stem(asked.group(1)) in {stem(w) for w in tokens(early)} and asked.group(1) not in {"be", "been", "have", "going", "take", "do"}


def _later_turn(sentence: Sentence, reading: Reading) -> bool:
    return sentence.turn is not None and sentence.start >= len(reading.reply.pieces[0][2])


_NOBODY = re.compile(r"(?:nobody|no one|none|never|nothing)\b")
_RESUMES = re.compile(
    r"(?:it|they|he|she|this|that|both|all|most|neither|each) (?:\w+ly |then |also |now |still |all )?(?:is|are|was|were|has|have|had|will|does|do|did|[a-z]{3,}(?:ed|s))\b(?! (?:a|an|one|the|my|our|important|vital|clear|essential|right that|a (?:matter|priority|shame)|for (?:the|\w+) to|too early|wrong|not (?:for|appropriate|right)|crucial|why|what|how|one of|in everyone))"
)


def _ellipsis(folded: str) -> bool:
    """Whether `folded` has an auxiliary without its verb ("As to a ferry, I will."), which answers yes or no."""
    return any(not _NOT_ELLIPSIS.search(folded[: m.start()]) for m in _ELLIPSIS.finditer(folded))


def _resumes(sentence: Sentence, at: int, reading: Reading) -> bool:
    """Whether `sentence` takes up the subject of the question with a pronoun, to say something definite of it."""
    return bool(_RESUMES.match(sentence.folded[at - sentence.start :])) and not reading.cue_in("assurances", sentence)


# --- a date, a reason, a view -------------------------------------------------------------------------------------------


def _date(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    past = _asks_of_past(part)
    for sentence in _usable(reading):
        if sentence.start in reading.withheld or not _says_when(sentence, reading):
            continue
        shared, ratio = reading.overlap(part, sentence)
        opens = _is_opening(sentence, reading)
        ahead = _FUTURE.search(sentence.folded) or (shared and not _WAS.search(sentence.folded))
        fits = past or bool(ahead and not _SINCE.search(sentence.folded))
        short = len(sentence.folded[opening(sentence) - sentence.start :].split()) <= 8
        if (opens and (short or (shared and fits))) or (fits and (shared >= 2 or ratio >= 0.3)):
            scored.append((EXPLICIT, sentence))
        elif fits and (shared or opens):
            scored.append((IMPLICIT, sentence))
    return _best(part, scored)


def _asks_of_past(part: Part) -> bool:
    if _WILL.search(part.text):
        return False
    if part.own_words:
        return bool(_PAST_WHEN.search(part.text))
    return not _WILL.search(part.context)  # "..., and on what day?"


_WAS = re.compile(r"\b(?:was|were|had|did)\b")
_SINCE = re.compile(r"\b(?:since|in the (?:19|20)\d0s|ago)\b")


def _says_when(sentence: Sentence, reading: Reading) -> bool:
    span = reading.cue_in("times", sentence)
    if span and not _SEASON.match(reading.reply.folded[span[0] : span[1]].strip()):
        return True
    return any(n.kind in {"date", "year"} for n in sentence.numbers)


_BECAUSE = re.compile(r"\b(?:because|due to|owing to|on account of|the reason (?:is|was))\b")


def _reason(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in _usable(reading):
        if sentence.start in reading.withheld and not (
            reading.kinds.get(sentence.start) == {"blames-others"} and _BECAUSE.search(sentence.folded)
        ):
            continue
        shared, ratio = reading.overlap(part, sentence)
        early = sentence.position < 2 and sentence.start not in reading.taken
        warm = reading.cue_in("assurances", sentence)
        if reading.cue_in("reasons", sentence) and (early or shared >= (2 if warm or reading.withheld else 1)):
            scored.append((EXPLICIT if shared or not warm else IMPLICIT, sentence))
        elif not warm and early and (reading.cue_in("purposes", sentence) or reading.cue_in("troubles", sentence)):
            scored.append((IMPLICIT, sentence))
    return _best(part, scored)


def _view(part: Part, reading: Reading) -> Given:
    found = _yes_no(part, reading)
    if found.degree == EXPLICIT:
        return found
    scored: list[tuple[int, Sentence]] = []
    for sentence in _usable(reading):
        if sentence.start in reading.withheld:
            continue
        if reading.cue_in("opinions", sentence):
            shared, _ = reading.overlap(part, sentence)
            scored.append((EXPLICIT if shared or _is_opening(sentence, reading) else IMPLICIT, sentence))
    return max(found, _best(part, scored), key=lambda g: g.degree)


# --- a name, a step, a document -----------------------------------------------------------------------------------------


def _identity(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in _usable(reading):
        if sentence.start in reading.withheld:
            continue
        named = _names(sentence, reading) and not reading.cue_in("assurances", sentence)
        shared, ratio = reading.overlap(part, sentence)
        if named and (shared or _is_opening(sentence, reading)):
            scored.append((EXPLICIT, sentence))
        elif (named and sentence.start not in reading.taken) or ratio >= 0.5:
            scored.append((IMPLICIT, sentence))
    return _best(part, scored)


def _names(sentence: Sentence, reading: Reading) -> bool:
    if reading.cue_in("people", sentence):
        return True
    original = reading.reply.text[sentence.start : sentence.end]
    for match in _NAME.finditer(original):
        folded = match.group().lower().strip()
        if match.start() > 0 and folded not in reading.question and len(folded) > 3 and folded not in _NOT_NAMES:
            return True
    return False


_NOT_NAMES = frozenset("mayor chair member members london londoners tfl mopac the met gla city hall assembly government".split())


def _action(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in _usable(reading):
        if sentence.start in reading.withheld or not reading.cue_in("actions", sentence):
            continue
        if reading.cue_in("assurances", sentence) and not sentence.numbers:
            continue
        shared, _ = reading.overlap(part, sentence)
        scored.append((EXPLICIT if shared or sentence.position < 2 else IMPLICIT, sentence))
    return _best(part, scored)


def _document(part: Part, reading: Reading) -> Given:
    scored: list[tuple[int, Sentence]] = []
    for sentence in _usable(reading):
        if reading.cue_in("documents", sentence):
            scored.append((EXPLICIT, sentence))
    return _best(part, scored)


_JUDGES: dict[Ask, Callable[[Part, Reading], Given]] = {
    "quantity": _quantity,
    "yes-no": _yes_no,
    "date": _date,
    "reason": _reason,
    "view": _view,
    "identity": _identity,
    "action": _action,
    "document": _document,
}
