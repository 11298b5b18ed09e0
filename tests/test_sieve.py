"""Patterns that are sieved and cues that are searched by their pieces are found wherever they are without."""

import random
from pathlib import Path

import pytest
import re2
import yaml

from monitor.detect.replies import grammar, signs
from monitor.detect.replies.matcher import Matcher, encode
from monitor.rulebook.load import load
from monitor.text.cues import class_names, cue_pattern, cue_pieces
from monitor.text.fold import fold
from monitor.text.sieve import Sieve

RULES = Path(__file__).parent.parent / "rules"


def _texts() -> list[str]:
    """The questions and answers of the rules' own examples, and their words in disorder."""
    texts = []
    for path in sorted((RULES / "replies").glob("*.yaml")):
        for rule in yaml.safe_load(path.read_text())["rules"]:
            for examples in rule["examples"].values():
                for example in examples:
                    texts += [str(v) for turn in example.get("turns", [example]) for v in turn.values()]
    shuffle = random.Random(7).shuffle
    for text in list(texts):
        words = text.split()
        shuffle(words)
        texts.append(" ".join(words))
    return texts


TEXTS = [fold(text) for text in _texts()]


@pytest.mark.parametrize("sieve", [grammar.SIEVE, signs.IN_REPLIES])
def test_sieved_patterns_are_found_as_without_the_sieve(sieve):
    cues = [str(cue) for _, cues in load(RULES).checked().language for cue in cues if isinstance(cue, str)]
    for text in [*TEXTS, *map(fold, cues), "wie viele straßen? nach 1998, ¿y cuándo?", "no\x1cone\x0bhas £5\n", ""]:
        for sign in sieve.signs:
            plain, sieved = sign.compiled.search(text), sign.search(text)
            assert (plain and plain.span()) == (sieved and sieved.span()), (sign.pattern, text)


def test_look_around_counts_and_line_ends():
    sieve = Sieve()
    signs_ = [sieve.compile(p) for p in (r"a(?!b\))c{2,3}$", r"[^\s)]+(?<=x)\sy", r"\bwas (?:\w+ ){0,2}cut(?= by)")]
    assert [bool(sign.search("accc\n")) for sign in signs_] == [True, False, False]
    assert [bool(sign.search("x\x1cy")) for sign in signs_] == [False, True, False]
    assert [bool(sign.search("it was not once cut by")) for sign in signs_] == [False, False, True]
    assert [bool(sign.search("it was not once cut")) for sign in signs_] == [False, False, False]


def test_cues_with_gaps_are_found_by_their_pieces():
    rulebook = load(RULES).checked()
    cues = {c for r in rulebook.reply_rules for c in (*r.when.answer.says, *r.when.answer.suggests)}
    cues |= {cue for _, some in rulebook.language for cue in some if isinstance(cue, str)}
    cues = sorted(cue for cue in cues if not cue.startswith("/") and not class_names(cue))
    matcher = Matcher({cue: [cue] for cue in cues})
    texts = [
        *TEXTS,
        *(fold(cue).replace("*", "some of it") for cue in cues),
        *(fold(cue).replace("* ", "") for cue in cues),
    ]
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    plain = {cue: re2.compile(cue_pattern(cue).encode("latin-1"), options) for cue in cues if "*" in cue}
    for text in texts:
        hits = matcher.scan(encode(text))
        for cue, pattern in plain.items():
            assert hits.has(cue) == bool(pattern.search(encode(text))), (cue, text)


@pytest.mark.parametrize(
    ("cue", "pieces"),
    [
        ("not held", ["not held"]),
        ("send a * letter", ["send", "letter"]),
        ("she * is asking", ["she", "asking"]),
        ("conspiracy theor*", ["conspiracy theor*"]),
        ("* a *", ["* a *"]),
    ],
)
def test_pieces(cue, pieces):
    assert cue_pieces(cue) == pieces
