"""Plain English for what the tables hold: dates, kinds, states. Neutral words: a flag is a lead, never a verdict."""

from __future__ import annotations

import datetime as dt

from monitor.text.human import human_date

# kind of reply: (label, what it means in a sentence)
KINDS: dict[str, tuple[str, str]] = {
    "holding-reply": ("Holding reply", "An answer is promised for later; nothing is given now."),
    "refers-to-earlier-answer": ("Refers to an earlier answer", "Points to another reply."),
    "refers-to-document": ("Refers to a document", "Points to a strategy, a website or a data set."),
    "redirects-to-other-body": ("Redirects to another body", "Says that somebody else should be asked."),
    "not-held": ("Information not held", "Says that the information is not held or recorded."),
    "cost-or-time-refusal": ("Too costly to find out", "Says that finding out would take too long or cost too much."),
    "declines-to-comment": (
        "Declines to comment",
        "Will not say: confidential, an individual case, security or custom.",
    ),
    "ongoing-process": ("Process under way", "A review, inquiry, consultation or court case is under way."),
    "claims-ignorance": ("Says they do not know", "The speaker says that they do not know."),
    "seeks-clarification": ("Asks what is meant", "Asks what the question means and does not go on to answer it."),
    "questions-the-premise": ("Questions the premise", "Disputes what the question takes for granted."),
    "attacks-question-or-questioner": ("Remarks on the question", "Speaks of the question or of who asks it."),
    "blames-others": ("Points to others", "Speaks of another body's or party's responsibility."),
    "general-assurance": ("General assurance", "Gives values or intentions, and nothing specific."),
    "topic-shift": ("Another subject", "Speaks of something other than what was asked."),
    "partial-coverage": ("Part answered", "Some parts of the question are answered and some are not."),
    "repeats-earlier-line": (
        "Repeats an earlier line",
        "The same words as before, or as were given to another question.",
    ),
    "claims-already-answered": ("Says it was answered", "Says that an answer has been given; none was found here."),
    "promises-to-write": ("Promises to write", "A letter or note is promised."),
    "yes-no-unanswered": ("No yes or no", "A yes-or-no question that gets neither, in any words."),
    "quantity-not-given": ("No figure given", "The number asked for is not given."),
    "date-not-given": ("No date given", "The date asked for is not given."),
}
CHANGES: dict[str, tuple[str, str]] = {
    "stance": ("Position changed", "The same body took one position and later another."),
    "figure": ("Figure changed", "The same body gave one number and later another for the same measure."),
    "contradiction": ("Two bodies differ", "Two bodies took positions that do not agree."),
    "edit": ("Page edited", "The page's text changed after it was published."),
}
REPLIES = {"clear": "Clear reply", "partial": "Part of the answer", "non-reply": "No answer found"}
STATUSES: dict[str, tuple[str, str]] = {
    "unanswered": ("Not answered yet", "No reply has been published."),
    "holding": ("Holding reply only", "A reply promised an answer; none has been published since."),
    "answered": ("Answered", "A reply has been published."),
    "withdrawn": ("Withdrawn", "The question was withdrawn."),
}
ANSWERS: dict[str, tuple[str, str]] = {
    "holding": ("Holding reply", "A reply that promises an answer."),
    "final": ("Answer", "A reply that is not marked as provisional."),
    "corrected": ("Corrected answer", "An answer that replaces an earlier one."),
}
REVIEWS = {"confirmed": "Confirmed by a reviewer", "dismissed": "Dismissed by a reviewer", None: "Not reviewed yet"}
MEDIA = {"written": "in writing", "oral": "at a meeting", "press": "to the press"}
BASES = {
    "stated": "the source states this date",
    "relative": "worked out from words such as “last week”",
    "article": "the date of the article that reports it",
    "record": "from the official record",
}
QUALIFIERS = {"exact": "", "about": "about ", "at-least": "at least ", "at-most": "at most ", "range": ""}


def days_ago(date: str, today: dt.date) -> str:
    """Say how long before `today` the ISO date or time was: today, yesterday, 3 days ago; else give the date."""
    try:
        days = (today - dt.date.fromisoformat(date[:10])).days
    except ValueError:
        return human_date(date)
    if days < 0 or days > 13:
        return human_date(date)
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def number(value: float | None) -> str:
    """Write a number with thousands separated and no idle decimals: 9,000; 2.5."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def figure_words(figure: dict[str, object]) -> str:
    """Write a figure with its qualifier: about 9,000 cases; 2,000 to 3,000 cases; at least 12."""
    low, high, value = (figure.get(name) for name in ("low", "high", "value"))
    unit = f" {figure['unit']}" if figure.get("unit") else ""
    if value is None and low is not None and high is not None:
        return f"{number(float(str(low)))} to {number(float(str(high)))}{unit}"
    if value is None:
        return str(figure.get("words") or "")
    return f"{QUALIFIERS.get(str(figure.get('qualifier')), '')}{number(float(str(value)))}{unit}"


def label(table: dict[str, tuple[str, str]], key: str) -> str:
    """Return the label of a kind or state; one that has none is written with spaces."""
    return table[key][0] if key in table else str(key).replace("-", " ").capitalize()


def meaning(table: dict[str, tuple[str, str]], key: str) -> str:
    """Return what a kind or state means, or nothing."""
    return table[key][1] if key in table else ""


def rate(part: int, whole: int, enough: int = 20) -> str:
    """Give a share beside its denominator, as a percentage only where there are `enough` cases."""
    if not whole:
        return "none yet"
    share = f" ({100 * part / whole:.0f}%)" if whole >= enough else "; too few to give a rate"
    return f"{part:,} of {whole:,}{share}"
