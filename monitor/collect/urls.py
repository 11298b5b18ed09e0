"""Addresses: made absolute, without what only counts visitors, and compared by the site they belong to."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ref_src|_hs\w+)$", re.I)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def absolute(base: str, href: str) -> str:
    """Return `href` as found on the page `base`: absolute, escaped, without fragment and tracking parameters."""
    scheme, netloc, path, query, _ = urlsplit(urljoin(base, href.strip()))
    kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(k)]
    if len(kept) != len(parse_qsl(query, keep_blank_values=True)):
        query = urlencode(kept)
    return urlunsplit(
        (
            scheme,
            netloc,
            quote(path, safe="/%:@!$&'()*+,;=~-._"),
            quote(query, safe="=&%+/:?@!$'()*,;[]~-._"),
            "",
        )
    )


def site(url: str) -> tuple[str, int]:
    """Return the host and port that `url` is asked of; ("", 0) for anything but http and https."""
    try:
        parts = urlsplit(url)
        default = _DEFAULT_PORTS.get(parts.scheme)
        return ((parts.hostname or "").lower(), parts.port or default) if default else ("", 0)
    except ValueError:
        return ("", 0)


def same_site(url: str, allowed: frozenset[tuple[str, int]]) -> bool:
    """Whether `url` is on one of `allowed`; https instead of http on the usual ports is the same site."""
    host, port = site(url)
    return bool(host) and ((host, port) in allowed or (port == 443 and (host, 80) in allowed))
