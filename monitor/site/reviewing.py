"""Review, for those who are signed in and named: everybody else can write nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any, cast

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Forbidden, Request, Response

from monitor.context import LONDON
from monitor.errors import MonitorError
from monitor.site.data import flags
from monitor.site.text import clean, safe_url
from monitor.store import reviews
from monitor.store.database import connect

_LONGEST = 5000  # characters of a note or a response
_DECISIONS = {"confirmed": "Confirmed.", "dismissed": "Dismissed.", "reopened": "Opened again."}


def may_review(datasette: Datasette, actor: dict[str, Any] | None) -> bool:
    """Return whether somebody may decide: root, and those that metadata.json names under `reviewers`."""
    if not actor or not datasette.get_database("monitor").is_mutable:
        return False
    named = (datasette.plugin_config("answer-monitor") or {}).get("reviewers", [])
    return actor.get("id") == "root" or actor.get("id") in named


def _reviewer(datasette: Datasette, request: Request) -> str:
    if not may_review(datasette, request.actor):
        raise Forbidden("Only signed-in reviewers can do this. `monitor serve --root` prints a link to sign in.")
    return str(request.actor["id"])


async def waiting(datasette: Datasette, request: Request) -> Response:
    """What waits for a decision, and the latest decisions with who made them."""
    _reviewer(datasette, request)
    path = Path(datasette.get_database("monitor").path)

    def names_included() -> dict[str, Any]:
        # The site's own connections keep reviewers' names back (guard.py).
        conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
        try:
            return flags.waiting(conn)
        finally:
            conn.close()

    data = await asyncio.to_thread(names_included)
    html = await datasette.render_template("review.html", data, request=request)
    return Response.html(html)


async def decide(datasette: Datasette, request: Request) -> Response:
    """Log a decision on a finding or change, and go back to its page."""
    reviewer = _reviewer(datasette, request)
    item = tilde_decode(request.url_vars["item"])
    if request.method != "POST":
        return Response.text("Decisions are sent by the form on the page of a finding or change.", status=405)
    form = await request.post_vars()
    decision = form.get("decision", "")
    note, response = (clean(form.get(name, "")).strip()[:_LONGEST] or None for name in ("note", "response"))
    url = form.get("response_url", "").strip()
    problem = _problem(decision, note, url)
    if problem:
        return Response.text(problem, status=400)
    path = Path(datasette.get_database("monitor").path)

    def save() -> reviews.Subject:
        db = connect(path)
        try:
            return reviews.decide(
                db,
                item,
                cast(reviews.Decision, decision),
                reviewer=reviewer,
                decided_at=dt.datetime.now(LONDON).replace(microsecond=0).isoformat(),
                note=note,
                response=response,
                response_url=safe_url(url),
            )
        finally:
            db.close()

    try:
        subject = await asyncio.to_thread(save)
    except MonitorError as error:
        return Response.text(str(error), status=404)
    datasette.add_message(request, f"{_DECISIONS[decision]} The decision is logged under your name.")
    return Response.redirect(datasette.urls.path(f"/{reviews.TABLES[subject]}/{request.url_vars['item']}"))


def _problem(decision: str, note: str | None, url: str) -> str | None:
    if decision not in _DECISIONS:
        return f"The decision must be one of {', '.join(_DECISIONS)}."
    if decision == "dismissed" and not note:
        return "Please go back and say why it is dismissed: the next reader will ask."
    if url and not safe_url(url):
        return "The address of the response must begin with http:// or https://."
    return None
