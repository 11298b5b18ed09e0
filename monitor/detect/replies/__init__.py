"""Judge whether replies answer: `judge`, `judge_all`, and the compiled `ReplyRules` that they need."""

from monitor.detect.replies.judge import judge, judge_all
from monitor.detect.replies.rules import ReplyRules

__all__ = ["ReplyRules", "judge", "judge_all"]
