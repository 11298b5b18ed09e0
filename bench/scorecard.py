"""Fit `rules/scorecard.yaml`: what each sign of a reply adds towards "clear" and towards "non-reply".

    python -m bench.scorecard [FILE...] [--test FILE...] [--write]

Each FILE (by default those in tests/labelled) holds labelled replies, one JSON object a line, as for `monitor evaluate
replies`. Prints how well the labels are told of replies that were not fitted: ten-fold over the FILEs, and of every
--test file. With --write the points are fitted to all FILEs and the rules' own examples, and written. Needs
scikit-learn, which `make scorecard` installs.

The model is a multinomial logistic regression with an L2 penalty on signs from 0 to 1; its coefficients less those of
"partial" are the points. Signs with few points, and words that few replies have, are left out of the file.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.model_selection import StratifiedKFold

from monitor.detect.replies import ReplyRules
from monitor.detect.replies.examples import as_exchange
from monitor.detect.replies.judge import signs_in
from monitor.detect.replies.scorecard import Signs, label
from monitor.evaluate.replies import CLASSES, load_gold
from monitor.records import Exchange
from monitor.rulebook.load import load
from monitor.rulebook.replies import Scorecard

ROOT = Path(__file__).resolve().parent.parent
PENALTY = 0.3  # the inverse of the weight of the L2 penalty
COMMON = 20  # replies in which a word must occur to have points: words of the subject say nothing
EXAMPLES = 3  # times that a rule's own example counts: it has to come out as the rule says
LEAST = 0.05  # points below which a sign is left out
CAUTION = 0.75  # points that "non-reply" must be ahead by: a false accusation costs more than a miss


def fit(signs: Sequence[Signs], labels: Sequence[str]) -> Scorecard:
    """Return the scorecard fitted to replies with `signs` that people gave `labels`."""
    times = Counter(chain.from_iterable(signs))
    common = [
        {name: value for name, value in found.items() if times[name] >= COMMON or not name.startswith("word ")}
        for found in signs
    ]
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform(common)
    model = LogisticRegression(C=PENALTY, max_iter=5000).fit(table, labels)
    place = {name: index for index, name in enumerate(model.classes_)}
    partial = model.coef_[place["partial"]]
    clear, none = model.coef_[place["clear"]] - partial, model.coef_[place["non-reply"]] - partial
    start = model.intercept_ - model.intercept_[place["partial"]]
    points = {
        str(name): (round(float(a), 2), round(float(b), 2))
        for name, a, b in sorted(zip(vectors.feature_names_, clear, none, strict=True))
        if max(abs(a), abs(b)) >= LEAST
    }
    threshold = (round(float(start[place["clear"]]), 2), round(float(start[place["non-reply"]]) - CAUTION, 2))
    return Scorecard(threshold=threshold, points=points)


def _examples(rules: ReplyRules) -> list[tuple[Exchange, str]]:
    """The examples of the rules: those that must match bear the rule's label, those that must pass are clear.

    Left out are those about an earlier reply: whether a reply was given before does not say whether it answers.
    """
    return [
        (as_exchange(example), reply)
        for rule in rules.rules
        for reply, examples in ((rule.reply, rule.examples.match), ("clear", rule.examples.passes))
        for example in examples
        if not example.earlier
    ]


def _report(name: str, labels: Sequence[str], found: Sequence[str]) -> None:
    precision, recall, _, _ = precision_recall_fscore_support(labels, found, labels=list(CLASSES), zero_division=0)
    macro = f1_score(labels, found, average="macro")
    by_class = "  ".join(f"{c} {p:.2f}/{r:.2f}" for c, p, r in zip(CLASSES, precision, recall, strict=True))
    print(f"{name:32} {len(labels):4} items  macro-F1 {macro:.3f}  precision/recall: {by_class}")


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rules = ReplyRules.of(load(ROOT / "rules").checked())
    examples = [(signs_in(exchange, rules), reply) for exchange, reply in _examples(rules)]
    files = options.files or sorted((ROOT / "tests" / "labelled").glob("replies_*.jsonl"))

    def read(paths: Sequence[Path]) -> tuple[list[Signs], list[str]]:
        items = [item for path in paths for item in load_gold(path)]
        return [signs_in(item.exchange, rules) for item in items], [item.reply for item in items]

    def fitted(signs: list[Signs], labels: list[str]) -> Scorecard:
        return fit(signs + [s for s, _ in examples] * EXAMPLES, labels + [reply for _, reply in examples] * EXAMPLES)

    signs, labels = read(files)
    found = np.empty(len(labels), dtype=object)
    for seen, unseen in StratifiedKFold(10, shuffle=True, random_state=1).split(np.zeros(len(labels)), labels):
        card = fitted([signs[i] for i in seen], [labels[i] for i in seen])
        found[unseen] = [label(signs[i], card) for i in unseen]
    _report("ten-fold", labels, list(found))
    card = fitted(signs, labels)
    for path in options.test:
        others, theirs = read([path])
        _report(path.name, theirs, [label(s, card) for s in others])
    print(f"{len(card.points)} signs, {math.fsum(abs(v) for p in card.points.values() for v in p):.0f} points in all")
    if options.write:
        (ROOT / "rules" / "scorecard.yaml").write_text(text_of(card), encoding="utf-8")


def text_of(card: Scorecard) -> str:
    """Return the file that holds `card`."""
    head = (
        '# What each sign of a reply adds towards "clear" and towards "non-reply" (monitor/detect/replies/scorecard.py);\n'
        '# the reply is "partial" where neither is above zero. Fitted: `python -m bench.scorecard`; do not edit by hand.\n'
    )
    lines = [f"threshold: [{card.threshold[0]}, {card.threshold[1]}]", "points:"]
    lines += [f"  {name}: [{clear}, {none}]" for name, (clear, none) in card.points.items()]
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
