"""Judge whether replies answer: `judge`, `judge_all`, and the compiled `ReplyRules` that they need."""

from monitor.detect.replies.examples import check_examples, explain
from monitor.detect.replies.judge import findings_of, judge, judge_all, judges
from monitor.detect.replies.pointers import Chain, Earlier, follow
from monitor.detect.replies.repeats import Answered, repeated, sketch
from monitor.detect.replies.rules import ReplyRules

__all__ = [
    "Answered",
    "Chain",
    "Earlier",
    "ReplyRules",
    "check_examples",
    "explain",
    "findings_of",
    "follow",
    "judge",
    "judge_all",
    "judges",
    "repeated",
    "sketch",
]
