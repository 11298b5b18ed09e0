"""Our own pages: read what a page shows in one go, hand it to its template, or give it as JSON."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Awaitable, Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit, tilde_decode
from datasette.utils.asgi import NotFound, Request, Response

from monitor.context import LONDON
from monitor.site import chart, feeds, text, words
from monitor.site.data import flags, meetings, questions, who
from monitor.site.data import home as home_data
from monitor.site.data import search as search_data
from monitor.site.data import topics as topic_data
from monitor.site.fresh import Fresh
from monitor.store import health as store_health

T = TypeVar("T")
_STATIC = Path(__file__).resolve().parent / "static"
Page = Callable[[Datasette, Request], Awaitable[Response]]


def today(datasette: Datasette) -> dt.date:
    """Return the date in London, or the one that the site was told (tests, replays)."""
    fixed = (datasette.plugin_config("answer-monitor") or {}).get("today")
    return dt.date.fromisoformat(fixed) if fixed else dt.datetime.now(LONDON).date()


@lru_cache
def asset(name: str) -> str:
    """Return the address of a static file below the site's root, new whenever its contents are."""
    digest = hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:8]
    return f"site/{name}?{digest}"


async def read(datasette: Datasette, query: Callable[[sqlite3.Connection], T]) -> T:
    """Run `query` on a reading connection, within the site's time limit for SQL."""

    def limited(conn: sqlite3.Connection) -> T:
        with sqlite_timelimit(conn, datasette.sql_time_limit_ms):
            return query(conn)

    found: T = await datasette.get_database("monitor").execute_fn(limited)
    return found


def fresh(datasette: Datasette) -> Fresh:
    """Return the site's store of what was just made."""
    store: Fresh = datasette.__dict__.setdefault("_answer_monitor_fresh", Fresh())
    return store


def shared(page: Page) -> Page:
    """Make a page that is the same for everybody once in a few seconds, for those who are not signed in."""

    async def once(datasette: Datasette, request: Request) -> Response:
        if request.actor or request.cookies:
            return await page(datasette, request)
        address = (request.scope.get("raw_path") or request.path, request.query_string, request.host)
        made = await fresh(datasette).get(address, lambda: page(datasette, request))
        return Response(made.body, made.status, dict(made.headers), made.content_type)

    once.__doc__ = page.__doc__
    return once


async def render(datasette: Datasette, request: Request, template: str, data: dict[str, Any], **more: Any) -> Response:
    """Return a page, or its data as JSON where the address ends in `.json`."""
    if request.url_vars.get("format"):
        return Response.json(data, default=str)
    # Relative to the root, so that it holds behind a proxy with a path of its own.
    html = await datasette.render_template(template, {**data, **more, "request": request}, request=request)
    return Response.html(html, headers={"Cache-Control": f"max-age={datasette.setting('default_cache_ttl')}"})


def _found(data: T | None, what: str) -> T:
    if data is None:
        raise NotFound(f"There is no {what} at this address. It may have been withdrawn; try the search.")
    return data


@shared
async def home(datasette: Datasette, request: Request) -> Response:
    """What is new, the topics, how fresh the data is."""
    day = today(datasette)
    data = await read(datasette, lambda conn: home_data.home(conn, day))
    stale = home_data.stale_since(data["sources"], day)
    return await render(
        datasette, request, "home.html", data, spark=chart.spark, days_ago=words.days_ago, stale_since=stale
    )


@shared
async def topics(datasette: Datasette, request: Request) -> Response:
    """All topics."""
    day = today(datasette)
    found = await read(datasette, lambda conn: home_data.topics(conn, day))
    return await render(datasette, request, "topics.html", {"topics": found}, spark=chart.spark)


@shared
async def topic(datasette: Datasette, request: Request) -> Response:
    """A topic's timeline, with filters by body, medium and period."""
    id_ = tilde_decode(request.url_vars["id"])
    filters = {name: request.args.get(name, "")[:200] for name in ("body", "medium", "since", "until")}
    page = _page(request)
    data = _found(await read(datasette, lambda conn: topic_data.topic(conn, id_, filters, page)), "topic")
    stances = [stance["id"] for stance in data["stances"]]
    drawn = [row for row in data["drawn"] if _is_dated(row["said_on"])]
    after: dict[str, list[Any]] = {}
    for row in data["changes"]:
        after.setdefault(row["to_statement"], []).append(row)
    return await render(
        datasette,
        request,
        "topic.html",
        data,
        filters=filters,
        timeline=chart.timeline(drawn, stances, data["changes"]),
        charts=[(measure, chart.figures(measure["figures"])) for measure in data["measures"]],
        shapes=chart.SHAPES,
        stance_ids=stances,
        changes_after=after,
    )


def _is_dated(date: str) -> bool:
    try:
        chart.day_number(date)
    except ValueError:
        return False
    return True


@shared
async def topic_feed(datasette: Datasette, request: Request) -> Response:
    """What is new on a topic, as an Atom feed: the saved query `topic_feed`."""
    id_ = tilde_decode(request.url_vars["id"])
    database = datasette.get_database("monitor")
    found = (await database.execute("SELECT title FROM topics WHERE id = ?", [id_])).first()
    title = _found(found, "topic")["title"]
    query = await datasette.get_canned_query("monitor", "topic_feed", request.actor)
    rows = await database.execute(query["sql"], {"topic": id_})
    return feeds.feed(datasette, request.url, f"topic:{id_}", title, [dict(row) for row in rows])


@shared
async def alert_feed(datasette: Datasette, request: Request) -> Response:
    """A saved alert as a feed: made once for all the readers that ask for it at the same time."""
    name = tilde_decode(request.url_vars["name"])
    query = _found(await datasette.get_canned_query("monitor", name, request.actor), "feed")
    await datasette.ensure_permissions(
        request.actor, [("view-query", ("monitor", name)), ("view-database", "monitor"), "view-instance"]
    )
    rows = await datasette.get_database("monitor").execute(query["sql"], {})
    if not feeds.ALERT_COLUMNS.issubset(rows.columns):
        return Response.text(f"An alert returns the columns {', '.join(sorted(feeds.ALERT_COLUMNS))}.", status=400)
    return feeds.feed(datasette, request.url, name, query.get("title") or name, rows.rows)


@shared
async def question(datasette: Datasette, request: Request) -> Response:
    """A question with its answers, turns, findings and thread."""
    id_ = tilde_decode(request.url_vars["id"])
    data = _found(await read(datasette, lambda conn: questions.question(conn, id_)), "question")
    return await render(datasette, request, "question.html", data)


@shared
async def meeting(datasette: Datasette, request: Request) -> Response:
    """A meeting with its agenda, papers and turns."""
    id_ = tilde_decode(request.url_vars["id"])
    data = _found(await read(datasette, lambda conn: meetings.meeting(conn, id_)), "meeting")
    return await render(datasette, request, "meeting.html", data)


@shared
async def finding(datasette: Datasette, request: Request) -> Response:
    """A finding with its question and answer."""
    id_ = tilde_decode(request.url_vars["id"])
    data = _found(await read(datasette, lambda conn: flags.finding(conn, id_)), "finding")
    return await render(datasette, request, "finding.html", data)


@shared
async def change(datasette: Datasette, request: Request) -> Response:
    """A changed answer: two texts side by side."""
    id_ = tilde_decode(request.url_vars["id"])
    data = _found(await read(datasette, lambda conn: flags.change(conn, id_)), "changed answer")
    # Two statements in other words have hardly a word in common: there the words that were read are marked.
    compared = data["kind"] == "edit" or text.likeness(data["from_text"], data["to_text"]) > 0.3
    if compared:
        before, after = text.word_diff(data["from_text"], data["to_text"])
    else:
        before, after = (text.prose(data[f"{side}_text"], _read_words(data, side)) for side in ("from", "to"))
    return await render(datasette, request, "change.html", data, before=before, after=after, compared=compared)


def _read_words(data: dict[str, Any], side: str) -> list[str]:
    read = data[f"{side}_read"]
    return text.evidence_parts(read.get("figures") if data["kind"] == "figure" else read.get("stance_evidence"))


@shared
async def listing(datasette: Datasette, request: Request) -> Response:
    """The people and bodies, in alphabetical order."""
    return await render(datasette, request, "who.html", await read(datasette, who.listing))


@shared
async def person(datasette: Datasette, request: Request) -> Response:
    """What a person said and was asked."""
    return await _who(datasette, request, "person")


@shared
async def body(datasette: Datasette, request: Request) -> Response:
    """What a body said and was asked."""
    return await _who(datasette, request, "body")


async def _who(datasette: Datasette, request: Request, column: who.Column) -> Response:
    name, day = tilde_decode(request.url_vars["name"]), today(datasette)
    data = _found(await read(datasette, lambda conn: who.who(conn, column, name, day)), column)
    return await render(datasette, request, "person.html", data, column=column)


@shared
async def search(datasette: Datasette, request: Request) -> Response:
    """Search over everything."""
    typed = request.args.get("q", "")[:300]
    kind = request.args.get("kind", "")
    filters = {name: request.args.get(name, "")[:200].strip() for name in ("topic", "body", "person", "since", "until")}
    page = _page(request)
    data = await read(datasette, lambda conn: search_data.search(conn, typed, kind, filters, page))
    choices = await fresh(datasette).get("choices", lambda: read(datasette, search_choices))
    return await render(
        datasette,
        request,
        "search.html",
        data,
        q=typed,
        kind=kind,
        filters=filters,
        page=page,
        choices=choices,
        kinds=search_data.KINDS,
    )


def search_choices(conn: sqlite3.Connection) -> dict[str, Any]:
    """Return the topics and bodies that a search can be limited to."""
    return {"topics": topic_data.names(conn), "bodies": who.bodies(conn)}


def _page(request: Request) -> int:
    page = request.args.get("page", "1")
    return min(max(int(page), 1), 10_000) if page.isascii() and page.isdecimal() and len(page) < 6 else 1


async def about(datasette: Datasette, request: Request) -> Response:
    """How to read a flag, what the words mean, which feeds there are."""
    queries = await datasette.get_canned_queries("monitor", request.actor)
    alerts = {name: query for name, query in queries.items() if name.startswith("alert_")}
    return await render(datasette, request, "about.html", {"alerts": alerts})


@shared
async def health(datasette: Datasette, request: Request) -> Response:
    """How every source is doing; what concerns the newsroom only (destinations, runs) is `monitor status`'s to tell."""
    now = dt.datetime.combine(today(datasette), dt.datetime.now(LONDON).timetz())
    status = await read(datasette, lambda conn: store_health.gather(conn, now, private=False))
    return await render(datasette, request, "health.html", status.as_dict())


async def robots(datasette: Datasette) -> Response:
    """robots.txt: `robots` in metadata.json's plugin settings is pages (our pages only, the default), all or none."""
    choice = (datasette.plugin_config("answer-monitor") or {}).get("robots", "pages")
    closed = {"all": [""], "none": ["/"]}.get(choice, ["/monitor", "/search", "/review", "/-/"])
    base = datasette.setting("base_url").rstrip("/")
    lines = ["User-agent: *", *(f"Disallow: {base}{path}" if path else "Disallow:" for path in closed)]
    return Response.text("\n".join(lines) + "\n")
