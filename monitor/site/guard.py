"""Rules of conduct for every response: what is closed to the public, the headers, what the database keeps back."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Callable[[], Awaitable[Message]], Send], Awaitable[None]]

# Datasette's own pages carry style elements; no page carries a script of its own.
POLICY = (
    "default-src 'none'; script-src 'self'{script}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"strict-origin-when-cross-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
# Below /-/ everybody may have these; the rest describes the server and is for those who are signed in.
OPEN = ("/-/static/", "/-/static-plugins/", "/-/dashboards", "/-/auth-token", "/-/login", "/-/logout")
# Where alerts are sent is nobody's business; who reviewed is the reviewers'.
PRIVATE_TABLES = frozenset({"deliveries", "_sqlite_migrations"})
PRIVATE_COLUMNS = frozenset({("reviews", "reviewer")})


def closed(path: str, signed_in: bool) -> bool:
    """Return whether `path` is one of the server's internals and the visitor may not see it."""
    return path.startswith("/-/") and not signed_in and not path.startswith(OPEN)


def policy(path: str) -> bytes:
    """Return the Content-Security-Policy for a path. The dashboards' charts (Vega) compile their expressions."""
    return POLICY.format(script=" 'unsafe-eval'" if path.startswith("/-/dashboards/") else "").encode()


def with_headers(app: App, base_url: str) -> App:
    """Wrap the application so that every response carries the security headers."""

    async def wrapped(scope: Scope, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = "/" + scope["path"].removeprefix(base_url).lstrip("/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = {name.lower(): text for name, text in HEADERS.items()}
                headers[b"content-security-policy"] = policy(path)
                present = list(message.get("headers", []))
                names = {name.lower() for name, _ in present}
                added = [(name, text) for name, text in headers.items() if name not in names]
                message = {**message, "headers": present + added}
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped


def hide_private(conn: sqlite3.Connection) -> None:
    """Make private tables and columns read as empty on a connection that answers the public's SQL."""

    def authorise(action: int, first: str | None, second: str | None, _db: str | None, _source: str | None) -> int:
        if action == sqlite3.SQLITE_ATTACH:
            return sqlite3.SQLITE_DENY
        if action == sqlite3.SQLITE_READ and (first in PRIVATE_TABLES or (first, second) in PRIVATE_COLUMNS):
            return sqlite3.SQLITE_IGNORE
        return sqlite3.SQLITE_OK

    conn.set_authorizer(authorise)
