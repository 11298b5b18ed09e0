"""Read HTML so that a page that is not what it should be is a fault and never a silent nothing.

A parser says which parts it expects (`Page.one`, `Page.some`); what is missing is named in the PageFault.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, NavigableString, Tag, UnicodeDammit
from bs4.builder import XMLParsedAsHTMLWarning
from bs4.element import PreformattedString

from monitor.collect.faults import PageFault

MAX_HTML = 8 << 20
_BLOCKS = frozenset(
    "p div ul ol li table tr blockquote h1 h2 h3 h4 h5 h6 section article header footer aside pre dl dt dd figure "
    "figcaption main nav form thead tbody hr".split()
)
_NOT_TEXT = frozenset({"script", "style", "template", "noscript"})
_NOTE_MARK = re.compile(r"^\[\w{1,3}\]$")
# What pages say that stand in front of the real one with status 200.
_STAND_IN = re.compile(
    r"just a moment|checking your browser|verify (?:that )?you are (?:a )?human|attention required|access denied|"
    r"are you a robot|captcha|maintenance|temporarily unavailable|service unavailable|be back (?:soon|shortly)|"
    r"cookie (?:consent|preferences)|before you continue|page not found|something went wrong|bad gateway|error \d{3}",
    re.I,
)


def decode(body: bytes, declared: str | None = None) -> str:
    """Return the text of `body`.

    Valid UTF-8 is UTF-8, whatever a header says: other encodings do not look like it by chance. Else the declared charset,
    the page's own, Windows-1252.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    dammit = UnicodeDammit(body, known_definite_encodings=[declared] if declared else [], is_html=True)
    return dammit.unicode_markup or body.decode("cp1252", "replace")


class Page:
    """A parsed HTML page that names its address in every fault.

    Raises:
        PageFault: the body is too large for a page, holds no markup, or stops before its end.
    """

    def __init__(self, url: str, body: bytes, charset: str | None = None) -> None:
        self.url = url
        if len(body) > MAX_HTML:
            raise PageFault(url, f"{len(body) >> 20} MB of HTML where a page has less than {MAX_HTML >> 20}")
        text = decode(body, charset).replace("\x00", "")
        lowered = text[-4096:].lower()
        if not any(end in lowered for end in ("</html", "</body", "</address")) and "<footer" not in text.lower():
            raise PageFault(url, f"the page stops after {len(body)} bytes, before its end (no </html>, no footer)")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            self.soup = BeautifulSoup(text, "lxml")

    def fault(self, what: str) -> PageFault:
        """Return a PageFault about this page; a stand-in page (maintenance, consent, challenge) is said to be one."""
        title = self.soup.title.get_text(" ", strip=True)[:80] if self.soup.title else ""
        heading = self.soup.find(["h1", "h2"])
        shown = f"{title} {heading.get_text(' ', strip=True) if isinstance(heading, Tag) else ''}"
        if _STAND_IN.search(shown):
            what = f"a page in front of the real one, titled {title!r} ({what})"
        return PageFault(self.url, what)

    def all(self, selector: str, inside: Tag | None = None) -> list[Tag]:
        """Return the elements that match `selector`: tag, `tag.class` or `.class`, descendants after a space."""
        roots: list[Tag] = [inside if inside is not None else self.soup]
        for step in selector.split():
            name, _, css_class = step.partition(".")
            found: list[Tag] = []
            for root in roots:
                found += root.find_all(name or True, class_=css_class) if css_class else root.find_all(name)
            roots = found
        return roots

    def some(self, selector: str, what: str, inside: Tag | None = None) -> list[Tag]:
        """Return the elements that match, at least one; `what` names the part when it is missing."""
        found = self.all(selector, inside)
        if not found:
            raise self.fault(f"no {what} (expected at least one `{selector}`, found none)")
        return found

    def one(self, selector: str, what: str, inside: Tag | None = None) -> Tag:
        """Return the only element that matches; `what` names the part when there is none or more than one."""
        found = self.some(selector, what, inside)
        if len(found) > 1:
            raise self.fault(f"{len(found)} times {what} (expected one `{selector}`)")
        return found[0]

    def maybe(self, selector: str, inside: Tag | None = None) -> Tag | None:
        """Return the first element that matches, if any."""
        found = self.all(selector, inside)
        return found[0] if found else None


def words(node: Tag | None) -> str:
    """Return the text of `node` on one line, plain spaces only; "" for None."""
    return " ".join(node.get_text().split()) if node is not None else ""


def lines(nodes: Tag | Iterable[Tag]) -> list[str]:
    """Return the text of `nodes` as lines: one a paragraph, list item or table row (cells joined by " | ")."""
    out: list[str] = []
    for node in [nodes] if isinstance(nodes, Tag) else nodes:
        out += (line for line in (" ".join(part.split()) for part in _parts(node)) if line)
    return out


def text_of(nodes: Tag | Iterable[Tag]) -> str:
    """Return `lines` joined by line breaks."""
    return "\n".join(lines(nodes))


def _parts(node: Tag) -> Iterator[str]:
    # Yields lines; inline text gathers until a block begins or ends.
    if node.name == "tr":
        cells = [words(cell) for cell in node.find_all(["td", "th"])]
        yield " | ".join(cells) if any(cells) else ""
        return
    gathered: list[str] = []
    for child in node.children:
        if isinstance(child, Tag):
            if child.name in _NOT_TEXT:
                continue
            if child.name == "br":
                yield "".join(gathered)
                gathered = []
            elif child.name in _BLOCKS or child.find(_BLOCKS) is not None:
                yield "".join(gathered)
                gathered = []
                yield from _parts(child)
            elif not (child.name == "sup" and _NOTE_MARK.match(child.get_text().strip())):
                gathered.append(child.get_text())
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            gathered.append(str(child))
    yield "".join(gathered)
