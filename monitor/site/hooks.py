"""Datasette's hooks, each handed to the module that does the work."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import datasette.handle_exception
import jinja2
from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils import await_me_maybe, tilde_encode
from datasette.utils.asgi import Request, Response

from monitor.site import cells, exports, feeds, guard, pages, reviewing, text, words
from monitor.site.data.search import table_match
from monitor.text.human import human_date

# With rich installed Datasette prints a coloured page of all local variables for every missing page. Plain errors do.
datasette.handle_exception.rich = None

ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"^/$", pages.home),
    (r"^/home(?P<format>\.json)$", pages.home),
    (r"^/topics(?P<format>\.json)?$", pages.topics),
    (r"^/topics/(?P<id>[^/.]+)\.atom$", pages.topic_feed),
    (r"^/topics/(?P<id>[^/.]+)(?P<format>\.json)?$", pages.topic),
    (r"^/questions/(?P<id>[^/.]+)(?P<format>\.json)?$", pages.question),
    (r"^/meetings/(?P<id>[^/.]+)(?P<format>\.json)?$", pages.meeting),
    (r"^/changes/(?P<id>[^/.]+)(?P<format>\.json)?$", pages.change),
    (r"^/findings/(?P<id>[^/.]+)(?P<format>\.json)?$", pages.finding),
    (r"^/who(?P<format>\.json)?$", pages.listing),
    (r"^/people/(?P<name>[^/.]+)(?P<format>\.json)?$", pages.person),
    (r"^/bodies/(?P<name>[^/.]+)(?P<format>\.json)?$", pages.body),
    (r"^/search(?P<format>\.json)?$", pages.search),
    (r"^/about$", pages.about),
    (r"^/health(?P<format>\.json)?$", pages.health),
    (r"^/review$", reviewing.waiting),
    (r"^/review/(?P<item>[^/.]+)$", reviewing.decide),
    (r"^/robots\.txt$", pages.robots),
    (r"^/monitor/(?P<name>alert_[^/.]+)\.atom$", pages.alert_feed),
    (r"^/monitor\.csv$", exports.export_csv),
    (r"^/monitor/(?P<table>[^/]+)\.csv$", exports.export_csv),
]


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Our own pages, and CSV in place of Datasette's."""
    return ROUTES


@hookimpl(trylast=True)
def register_output_renderer() -> dict[str, Any]:
    """Take `.atom` over from datasette-atom, which still writes the feeds. Last, because the last one is used."""
    return {"extension": "atom", "render": feeds.render_atom, "can_render": feeds.can_render_atom}


@hookimpl
def prepare_jinja2_environment(env: jinja2.Environment, datasette: Datasette) -> None:
    """Give the templates the words and the safe ways to show text."""
    settings = datasette.plugin_config("answer-monitor") or {}
    env.filters.update(
        date=human_date,
        number=words.number,
        figure=lambda figure: text.clean(words.figure_words(figure)),
        clean=text.clean,
        short=text.short,
        prose=text.prose,
        safe_url=text.safe_url,
        snippet=cells.snippet,
        key=lambda value: tilde_encode(str(value)),
    )
    env.globals.update(
        KINDS=words.KINDS,
        CHANGES=words.CHANGES,
        REPLIES=words.REPLIES,
        STATUSES=words.STATUSES,
        ANSWERS=words.ANSWERS,
        REVIEWS=words.REVIEWS,
        MEDIA=words.MEDIA,
        BASES=words.BASES,
        label=words.label,
        meaning=words.meaning,
        rate=words.rate,
        evidence_parts=text.evidence_parts,
        asset=pages.asset,
        sample=bool(settings.get("sample")),
        sql_seconds=datasette.sql_time_limit_ms / 1000,
    )


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """What every page's frame needs."""
    actor = request.actor if request else None
    return {
        "may_review": reviewing.may_review(datasette, actor),
        "today": pages.today(datasette),
    }


@hookimpl
def render_cell(row: Any, value: object, column: str, table: str | None, datasette: Datasette) -> object:
    """Long or unusual text in Datasette's own tables, and the way from a row to its page."""
    link = cells.page_link(table, column, row, value, datasette.setting("base_url"))
    return link or cells.render(value)


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Keep private tables private, also from the public's own SQL; let a table's search take whatever is typed."""
    if database == "monitor":
        conn.create_function("escape_fts", 1, table_match)
        guard.hide_private(conn)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[guard.App], guard.App]:
    """Security headers on everything; the server's internals for root only."""

    def wrapper(app: guard.App) -> guard.App:
        async def gate(scope: guard.Scope, receive: Any, send: guard.Send) -> None:
            if scope["type"] == "http":
                path = "/" + scope["path"].removeprefix(datasette.setting("base_url")).lstrip("/")
                if guard.closed(path, signed_in=False):
                    actor = await _actor(datasette, Request(scope, receive))
                    if guard.closed(path, signed_in=(actor or {}).get("id") == "root"):
                        await Response.text("This page is for the site's keepers.", status=403).asgi_send(send)
                        return
            await app(scope, receive, send)

        return guard.with_headers(gate, datasette.setting("base_url"))

    return wrapper


async def _actor(datasette: Datasette, request: Request) -> dict[str, Any] | None:
    for found in pm.hook.actor_from_request(datasette=datasette, request=request):
        actor: dict[str, Any] | None = await await_me_maybe(found)
        if actor:
            return actor
    return None


__all__ = [name for name, value in list(globals().items()) if hasattr(value, "datasette_impl")]
