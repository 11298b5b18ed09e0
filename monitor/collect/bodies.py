"""Unpack response bodies with a limit, so that neither an endless body nor a gzip bomb fills the memory."""

from __future__ import annotations

import zlib

MAX_BODY = 64 << 20
_STEP = 1 << 20


class BodyFault(ValueError):
    """A body that is too large, cut short, or packed in a way that was not asked for. `str()` says which."""

    def __init__(self, what: str, *, too_large: bool = False) -> None:
        self.too_large = too_large
        super().__init__(what)


def unpack(body: bytes, encoding: str | None, limit: int = MAX_BODY) -> bytes:
    """Return `body` without its Content-Encoding.

    Raises:
        BodyFault: more than `limit` bytes, a packed body that stops before its end, or an encoding other than gzip.
    """
    encoding = (encoding or "identity").strip().lower()
    if encoding == "identity":
        if len(body) > limit:
            raise BodyFault(f"more than {limit >> 20} MB", too_large=True)
        return body
    if encoding not in {"gzip", "x-gzip"}:
        raise BodyFault(f"the encoding {encoding!r}, which was not asked for")
    return _gunzip(body, limit)


def _gunzip(body: bytes, limit: int) -> bytes:
    out = bytearray()
    rest = body
    while rest:
        unpacker = zlib.decompressobj(31)
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(rest, _STEP)
            except zlib.error as error:
                raise BodyFault(f"a body that is not gzip ({error})") from None
            rest = unpacker.unconsumed_tail
            if len(out) + len(piece) > limit:
                out.clear()
                raise BodyFault(f"more than {limit >> 20} MB when unpacked", too_large=True)
            out += piece
            if not piece and not rest and not unpacker.eof:
                raise BodyFault("a packed body that stops before its end")
        rest = unpacker.unused_data
        if rest and not rest.startswith(b"\x1f\x8b"):
            break  # padding after the last member
    if not body:
        raise BodyFault("an empty packed body")
    return bytes(out)
