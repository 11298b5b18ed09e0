"""Invented topics that the tests of stances, figures and changes share."""

from __future__ import annotations

from monitor.records import Statement
from monitor.rulebook.models import Topic

FANS = Topic.model_validate(
    {
        "id": "fans",
        "title": "Ventilation fans at Harrow Lane",
        "question": "Did the fans fail at Harrow Lane?",
        "about": ["Harrow Lane", "the fans"],
        "stances": [
            {
                "id": "worked",
                "label": "Says that the fans worked",
                "cues": [
                    "fans worked",
                    "operated normally",
                    "no fault with",
                    "performed as designed",
                    "in working order",
                ],
            },
            {
                "id": "unknown",
                "label": "Does not yet know",
                "cues": ["under investigation", "awaiting the report", "cannot say", "too early", "what does he mean"],
            },
            {
                "id": "failed",
                "label": "Says that the fans failed",
                "cues": ["fans failed", "did not start", "fault in the fans", "stopped working", "were not running"],
            },
        ],
    }
)
LIDO = Topic.model_validate(
    {
        "id": "lido",
        "title": "Closing Tern Park lido",
        "question": "Will the lido close?",
        "about": ["lido"],
        "stances": [
            {
                "id": "keep",
                "label": "Will stay open",
                "cues": ["will stay open", "no plans to close", "committed to the lido"],
            },
            {"id": "undecided", "label": "No decision", "cues": ["no decision", "under review", "will consult"]},
            {"id": "close", "label": "Will close", "cues": ["will close", "shut for good", "decided to close"]},
        ],
        "measures": [
            {
                "id": "cost",
                "label": "Yearly cost of the lido",
                "unit": "pounds",
                "cues": ["cost of the lido", "lido costs"],
            },
            {"id": "swimmers", "label": "Swimmers", "unit": "people", "cues": ["swimmers", "people swim"]},
            {"id": "shutting", "label": "Closing of the lido", "unit": "date", "cues": ["will close", "close in"]},
        ],
    }
)
CAMERAS = Topic.model_validate(
    {
        "id": "cameras",
        "title": "Platform cameras",
        "question": "Are there cameras on the platforms?",
        "about": ["cameras"],
        "measures": [
            {
                "id": "cameras",
                "label": "Cameras in use",
                "unit": "cameras",
                "cues": ["cameras in use", "cameras fitted", "installed"],
            },
            {
                "id": "matches",
                "label": "False matches",
                "unit": "matches",
                "cues": ["false matches", "wrongly matched"],
            },
            {"id": "wait", "label": "Average wait for footage", "unit": "minutes", "cues": ["average wait"]},
            {
                "id": "share",
                "label": "Share of stations covered",
                "unit": "per cent",
                "cues": ["of stations", "covered"],
            },
            {
                "id": "budget",
                "label": "Cost of the programme",
                "unit": "million pounds",
                "cues": ["programme costs", "budget"],
            },
        ],
    }
)


def said(
    text: str,
    *,
    id_: str = "s1",
    on: str = "2023-06-01",
    body: str = "Transport for London",
    question: str | None = None,
) -> Statement:
    """Return a statement of an invented official."""
    return Statement(id_, on, body, text, "oral", "Odile Farrant", "Director", question)
