"""Words reduced so that "closed", "closing" and "closure" compare equal.

Dictionary lemmas (lemminflect) with a few derivational endings taken off; what is compared is never shown to anyone.
"""

from __future__ import annotations

import re
from functools import cache

import lemminflect

_WORD = re.compile(r"re-[a-z]{3,}|[a-z]+(?:'[a-z]+)?|\d[\d,.]*\d|\d")
_ENDINGS = (
    "ation",
    "ition",
    "ution",
    "ment",
    "ance",
    "ence",
    "sion",
    "tion",
    "ure",
    "ally",
    "ly",
    "ing",
    "ed",
    "al",
    "ion",
)
_IRREGULAR = {"better": "good", "worse": "bad", "more": "more", "less": "less", "left": "leave", "men": "man"}

# Words that official prose uses for one another; the first of a group stands for all.
_SYNONYMS = """
review re-examine reexamine reassess reinvestigate revisit; close shut; increase rise raise grow growth;
decrease fall drop decline reduce reduction cut; staff employee workforce; child children youngster minor; start
begin commence; finish complete completion end; open reopen; build construct; remove withdraw; fit install; test
sample; buy purchase; fund pay finance money; cost bill price; safe safety; danger hazard dangerous; fail
failure fault; break broken; wait await; ask request; find discover identify uncover detect; check inspect
inspection examine; late delay overdue; plan intend intention; keep retain stay remain; decide decision; oppose
against opposition opposed; support favour back; charge fee fare; vacancy vacant unfilled; officer constable;
vehicle car; bus coach; home house dwelling flat; fire blaze; hurt injure injury injured; die death dead fatal;
pollute pollution polluted contaminate contamination contaminated; evidence proof; lose loss lost missing; hold
hear; crew gang; rare seldom rarely uncommon unusual infrequent; ban forbid prohibit; allow permit; wrong
mistaken mistake error incorrect; right correct; work function operate
"""


# Words that carry no matter of their own: they bind a cue's words together but are no evidence.
STOPWORDS = frozenset(
    "a an the this that these those some any such of in on at to from by for with without about into over "
    "under up as "
    "than then there here and or but so if i me my we us our ours you your he him his she her it its they them "
    "their who "
    "whom whose which what when where why how be am is are was were been being have has had having do does did "
    "doing "
    "will would shall should can could may might must ought just only also very more most much many both all "
    "each every "
    "other same own yet still now again ever s t ve re ll d m not no nor never none neither nothing nobody "
    "cannot n't "
    "too so out off one ones said say says get got make made take taken come came go going went put".split()
)
NEGATORS = frozenset(
    "no not never none neither nor nobody nothing nowhere cannot without hardly barely scarcely deny denies "
    "denied refute "
    "refutes refuted untrue false".split()
)


def lemma(word: str) -> str:
    """Return the reduced form of one lower-case word, the same for words that stand for one another."""
    reduced = _reduce(word)
    return _same().get(reduced, reduced)


@cache
def _same() -> dict[str, str]:
    groups = [group.split() for group in _SYNONYMS.split(";")]
    return {_reduce(word): _reduce(group[0]) for group in groups for word in group}


@cache
def _reduce(word: str) -> str:
    word = word.removesuffix("'s").replace("-", "")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.isalpha():
        return word
    found = lemminflect.getAllLemmas(word)
    for part in ("VERB", "NOUN", "AUX", "ADJ", "ADV"):
        if found.get(part):
            word = str(found[part][0])
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def words(folded: str) -> list[tuple[str, int, int]]:
    """Return (word, start, end) of the words of a folded text; "n't" stands as the word "not"."""
    out: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(folded):
        word = match.group().replace("re-", "re") if match.group().startswith("re-") else match.group()
        if word.endswith("n't"):
            stem = {"won't": "will", "can't": "can", "shan't": "shall"}.get(word, word[:-3])
            out.append((stem, match.start(), match.end()))
            out.append(("not", match.end(), match.end()))
        elif word == "cannot":
            out += [("can", match.start(), match.end()), ("not", match.end(), match.end())]
        else:
            out.append((word, match.start(), match.end()))
    return out


def content(folded: str) -> set[str]:
    """Return the reduced content words of a folded text."""
    return {lemma(word) for word, _, _ in words(folded) if word not in STOPWORDS and not word[0].isdigit()}
