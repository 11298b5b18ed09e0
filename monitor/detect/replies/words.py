"""Words and their stems: what two texts are compared by.

A small suffix stripper of our own: detection compares every question with every answer, and all that is needed is that
"closed", "closing" and "closure" meet. (nltk's and snowball's stemmers are slower and pull in more than this page.)
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z][a-z&]*(?:'[a-z]+)?|\d[\d,./]*\d|\d")

STOP = frozenset(
    "a an the and or but nor so yet if then than that this these those there here it its it's i me my we us our you your "
    "he him his she her they them their who whom whose which what when where why how is am are was were be been being do "
    "does did done doing have has had having will would shall should can could may might must ought not no yes of in on "
    "at to from by for with without about into onto over under up down out off as per between among during before after "
    "since until within through across against also too very more most less least much many any some each every all both "
    "either neither other another same such only own just even still again ever never now today currently recently please "
    "mayor mr mrs ms chair chairman member members assembly question questions answer thank thanks let say said tell one "
    "secretary state minister department government hon right honourable lady gentleman friend whether "
    "given give provide state list set details detail information light reference regard respect relation regarding "
    "including include included amount level levels make made making take taken taking many number numbers total figure "
    "figures year years month months week weeks day days last past next first second third new per cent percent percentage "
    "proportion share average i'm i've we've we're you've what's that's it's don't didn't doesn't won't isn't aren't "
    "first period time date going get got".split()
)
_NONE = frozenset([""])
_SUFFIXES = (
    "isations", "isation", "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ures", "ure", "ables",
    "able", "ally", "ily", "edly", "ies", "ied", "ers", "er", "als", "al", "ed", "ly", "es", "s", "e", "y",
)  # fmt: skip
_IRREGULAR = {
    "met": "meet", "paid": "pay", "spent": "spend", "told": "tell", "left": "leave", "sold": "sell", "bought": "buy",
    "wrote": "write", "written": "write", "gave": "give", "given": "give", "held": "hold", "kept": "keep",
    "shut": "shut", "built": "build", "lost": "lose", "found": "find", "rose": "rise", "risen": "rise", "fell": "fall",
    "fallen": "fall", "grew": "grow", "grown": "grow", "knew": "know", "known": "know", "ran": "run", "began": "begin",
    "begun": "begin", "stood": "stand", "chose": "choose", "chosen": "choose", "sent": "send", "stole": "steal",
    "stolen": "steal", "drawn": "draw", "drew": "draw", "broke": "break", "broken": "break", "seen": "see", "saw": "see",
    "came": "come", "went": "go", "gone": "go", "led": "lead", "thought": "think", "brought": "bring", "caught": "catch",
    "taught": "teach", "hid": "hide", "hidden": "hide", "won": "win", "withdrew": "withdraw", "withdrawn": "withdraw",
    "withdrawal": "withdraw", "people": "person", "children": "child", "women": "woman", "men": "man",
    "decision": "decide", "decisions": "decide", "sale": "sell", "sales": "sell", "loss": "lose", "losses": "lose",
    "growth": "grow", "theft": "steal", "thefts": "steal", "failed": "fail", "failure": "fail",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a lower-case `word`."""
    word = word.removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or word[0].isdigit():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            base = word[: -len(suffix)]
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sl":
                base = base[:-1]
            return base + "i" if suffix in {"y", "ies", "ied", "ily"} else base
    return word


def tokens(folded: str) -> list[str]:
    """Return the words and numbers of `folded` text, in order."""
    return _WORD.findall(folded)


def content(folded: str) -> frozenset[str]:
    """Return the stems of the words of `folded` that carry meaning: no function words, no polite forms."""
    found = frozenset(map(_meaning, _WORD.findall(folded)))
    return found - _NONE if "" in found else found


@lru_cache(maxsize=1 << 16)
def _meaning(word: str) -> str:
    """The stem of a word that carries meaning, "" for another."""
    return "" if word in STOP or len(word) < 2 else stem(word)
