"""No sequence of bytes makes a parser fail with anything but a PageFault."""

from __future__ import annotations

import pytest
from collecting import SITE, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfs import make

from monitor.collect.faults import PageFault
from monitor.collect.imports import readers
from monitor.collect.kinds.registry import KINDS
from monitor.collect.records import Response
from monitor.collect.take import Reader

CONTEXT = {"committee": "240", "meeting": "9001", "held_on": "2025-03-19", "title": "Fares frozen"}
PDF = make([[("Owen Blakemore AM:", "Yes."), None, ("Ivo Marsden (Commissioner):", "No.")]])
SAMPLES = [
    page("question.html"),
    page("question-old.html"),
    page("listing.html"),
    page("meeting.html"),
    page("release.html"),
    page("feed.xml"),
    page("lmqs2025-04-04.xml"),
    page("uk.json"),
    PDF,
]
PARSERS: dict[str, Reader] = {
    **{
        f"{kind}:{name}": module.parse
        for kind, names in {
            "mayors-questions": ["listing", "question"],
            "moderngov": ["meetings", "web-service", "meeting", "transcript", "paper"],
            "press-releases": ["list", "release"],
            "feed": ["feed", "news"],
            "lmq-xml": ["index", "file"],
            "uk-questions": ["list", "question"],
        }.items()
        for name in names
        for module in [KINDS[kind]]
    },
    **{name: reader for name, reader in readers().items() if not name.startswith("articles:")},  # text, not markup
}


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sample with a piece cut out, doubled or overwritten; or plain noise."""
    body = draw(st.sampled_from(SAMPLES))
    start = draw(st.integers(0, len(body)))
    end = draw(st.integers(start, min(len(body), start + 400)))
    filling = draw(st.one_of(st.binary(max_size=40), st.just(body[start:end] * 2), st.just(b"")))
    return draw(st.sampled_from([body[:start] + filling + body[end:], body[:start], filling]))


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=damaged())
def test_no_bytes_crash_a_parser(name: str, body: bytes) -> None:
    kind = name.partition(":")[2]
    try:
        PARSERS[name](Response(f"{SITE}/page?MId=9001", kind, body, None, dict(CONTEXT)))
    except PageFault as fault:
        assert fault.url  # a fault names its page
