"""robots.txt as RFC 9309 reads it: the longest matching rule wins, `*` and `$` are understood, Crawl-delay is obeyed.

Our own, because the standard library's reader takes the first rule that matches and knows no `*` inside a path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

MAX_BYTES = 512 << 10


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one agent: (path pattern, allowed) and the delay asked for, in seconds."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether `url` may be asked for."""
        parts = urlsplit(url)
        target = _plain(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if target == "/robots.txt":
            return True
        best, allowed = -1, True
        for pattern, allow in self.rules:
            if len(pattern) >= best and _matcher(pattern).match(target) and (len(pattern) > best or allow):
                best, allowed = len(pattern), allow
        return allowed


def parse(text: str, agent: str) -> Robots:
    """Return the rules of `text` for the product name `agent`, or those for everybody."""
    groups = list(_groups(text[:MAX_BYTES]))
    for name in (agent.lower(), "*"):
        mine = [line for agents, lines in groups if name in agents for line in lines]
        if any(name in agents for agents, _ in groups):
            rules = tuple(
                (_plain(value), field == "allow") for field, value in mine if field in {"allow", "disallow"} and value
            )
            delays = [float(v) for field, v in mine if field == "crawl-delay" and re.fullmatch(r"\d+(\.\d+)?", v)]
            return Robots(rules, max(delays, default=0.0))
    return Robots()


def _groups(text: str) -> list[tuple[set[str], list[tuple[str, str]]]]:
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []
    in_agents = False
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if not colon:
            continue
        if field == "user-agent":
            if not in_agents:
                groups.append((set(), []))
            groups[-1][0].add(value.split("/")[0].lower())
            in_agents = True
        elif groups:
            groups[-1][1].append((field, value))
            in_agents = False
    return groups


def _plain(path: str) -> str:
    return quote(unquote(path), safe="/*$?=&:@!'()+,;~-._[]%")


def _matcher(pattern: str) -> re.Pattern[str]:
    end = "$" if pattern.endswith("$") else ""
    # Each star reaches as little as it can; patterns are short, so that this stays linear enough.
    stars = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    return re.compile(".*?".join(map(re.escape, stars)) + end, re.S)
