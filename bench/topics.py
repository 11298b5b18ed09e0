"""How fast statements are read on topics.

    python -m bench.topics [FILE]

FILE holds one text a line (default: the examples of the topic files, many times over). Prints the time for building the
topics, and texts a second for finding the topics of a text and for reading those on topic.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from monitor.detect.topics import TopicSet
from monitor.paths import ROOT
from monitor.records import Statement
from monitor.rulebook.load import load

WANTED = 20_000


def main() -> None:
    """Time the topics of `rules/` on the texts."""
    topics = load(ROOT / "rules").topics
    if len(sys.argv) > 1:
        texts = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    else:
        texts = [example.text for topic in topics for example in topic.examples]
        texts += ["The buses on route 38 were late again on Tuesday, and drivers were not told why."] * (9 * len(texts))
    texts = (texts * (WANTED // len(texts) + 1))[:WANTED]
    statements = [Statement(str(n), "2025-01-01", "Body", text, "written") for n, text in enumerate(texts)]

    start = time.perf_counter()
    topic_set = TopicSet(topics)
    print(f"{len(topics)} topics built in {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    touched = sum(bool(topic_set.topics_of(statement)) for statement in statements)
    spent = time.perf_counter() - start
    print(f"{len(texts) / spent:,.0f} texts a second looked at, {touched} of {len(texts)} on a topic")
    start = time.perf_counter()
    readings = sum(1 for statement in statements for _ in topic_set.read(statement))
    spent = time.perf_counter() - start
    each = 1000 * spent / max(1, readings)
    print(f"{len(texts) / spent:,.0f} texts a second read, {readings} readings, {each:.2f} ms each")


if __name__ == "__main__":
    main()
