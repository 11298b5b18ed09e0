"""Hand a message to a destination, through Apprise.

Addresses with secrets come from the environment. They are never stored or logged: every reason for a failure
passes through `Opened.scrub` first.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import apprise
from apprise.plugins.base import NotifyBase

from monitor.alerts.messages import Message
from monitor.errors import MonitorError
from monitor.rulebook.alerts import PLACEHOLDER, Destination

CONNECT_SECONDS = 10
MESSAGE_HEADER = "X-Message-Key"
# Apprise keeps no state on disk: what was delivered is in our database.
_ASSET = apprise.AppriseAsset(app_id="Answer monitor", app_desc="Answer monitor", app_url="", secure_logging=True)
_quiet = logging.getLogger("apprise")
_quiet.propagate = False  # its messages can hold addresses; they are read here, scrubbed, and told by our own log


class NotReady(MonitorError):
    """A destination that cannot be used as it is configured; nothing was sent."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A destination ready to be used. `longest` is the most characters it takes in a message."""

    name: str
    plugin: NotifyBase
    secrets: tuple[str, ...]
    as_html: bool
    longest: int

    def scrub(self, text: str) -> str:
        """Return `text` on one line and without anything that came from the environment."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return " ".join(text.split())[:300]


def open_destination(
    destination: Destination, answer_within: float, environment: Mapping[str, str] | None = None
) -> Opened:
    """Return `destination` ready to be used; `answer_within` is how many seconds it has to confirm a message.

    Raises:
        NotReady: an environment variable is not set, or the address is none that Apprise knows or reaches
            several people one by one, of whom some could get a message twice when another fails.
    """
    environment = os.environ if environment is None else environment
    names = PLACEHOLDER.findall(destination.url)
    if missing := [name for name in names if not environment.get(name)]:
        raise NotReady(f"destination {destination.id!r}: the environment variable {missing[0]} is not set")
    url = PLACEHOLDER.sub(lambda match: environment[match[1]], destination.url)
    plugin = apprise.Apprise.instantiate(url, asset=_ASSET, suppress_exceptions=True)
    if not isinstance(plugin, NotifyBase):
        raise NotReady(
            f"destination {destination.id!r}: its address is none that Apprise knows; see docs/alerts.md for examples"
        )
    if len(plugin) > 1:
        raise NotReady(
            f"destination {destination.id!r} reaches {len(plugin)} recipients one by one; "
            "write a destination for each, or use a mailing list, so that nobody is told twice when one of them fails"
        )
    plugin.socket_connect_timeout = max(CONNECT_SECONDS, plugin.socket_connect_timeout)
    plugin.socket_read_timeout = max(answer_within, plugin.socket_read_timeout)
    if url.lower().startswith("mailto"):  # smtplib has one time limit for connecting and for every answer
        plugin.socket_connect_timeout = plugin.socket_read_timeout
    as_html = plugin.resolve_format() == apprise.NotifyFormat.HTML
    return Opened(destination.id, plugin, _secrets(url, [environment[n] for n in names]), as_html, plugin.body_maxlen)


def _secrets(url: str, values: list[str]) -> tuple[str, ...]:
    """Return what must not be shown: the values, and their parts, which error messages quote one by one."""
    if not values:
        return ()
    parts = {part for value in [url, *values] for part in _split(value) if len(part) >= 4}
    return tuple(sorted({*values, url, *parts}, key=len, reverse=True))


def _split(value: str) -> list[str]:
    for separator in "/:?&=@":
        value = value.replace(separator, "\n")
    return value.split()


def hand_over(opened: Opened, message: Message) -> str | None:
    """Send `message`; return None when the destination confirmed it, else why not, without secrets."""
    plugin = opened.plugin
    headers = getattr(plugin, "headers", None)
    if isinstance(headers, dict):  # webhooks and e-mail: a receiver can tell a repeat by this
        headers[MESSAGE_HEADER] = message.key
    with _Reasons() as reasons:
        try:
            confirmed = plugin.notify(
                title=message.title,
                body=message.html if opened.as_html else message.text,
                body_format=apprise.NotifyFormat.HTML if opened.as_html else apprise.NotifyFormat.TEXT,
            )
        except Exception as error:  # a plugin may raise anything
            return opened.scrub(f"{type(error).__name__}: {error}")
    return None if confirmed else opened.scrub(" ".join(reasons.lines) or "it did not confirm the message")


class _Reasons(logging.Handler):
    """What Apprise logs, as warnings and above, in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.lines.append(record.getMessage())

    def __enter__(self) -> _Reasons:
        _quiet.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        _quiet.removeHandler(self)
