"""Keys that stay the same when the same thing is collected or detected again."""

from __future__ import annotations

import hashlib


def key(*parts: str | int | None) -> str:
    """Return 16 hexadecimal digits (64 bits of SHA-256) of `parts`; None and "" are the same part."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
