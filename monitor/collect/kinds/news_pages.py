"""A press release or news page: headline, date, body. Furniture, related links and notes to editors are left out.

The newsrooms' own layout is read part by part; a page of another make is read by trafilatura, and only taken when its
headline is the one it was linked with.
"""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import trafilatura
from bs4 import Tag
from rapidfuzz import fuzz

from monitor.collect.dates import date_in
from monitor.collect.html import Page, decode, lines, words
from monitor.collect.records import Release, Response
from monitor.text.fold import squash

LONDON = ZoneInfo("Europe/London")
_NOTES = re.compile(
    r"^(notes? (?:to|for) editors?|notes|ends|background notes|(?:media|press) contacts?|contact(?: us| details)?|"
    r"further information|for more information|related (?:links|content|news)|share this.*)[:.]?$",
    re.I,
)
_FURNITURE = frozenset(["nav", "aside", "footer", "form", "button", "figure", "script", "style", "time"])
_FURNITURE_CLASS = re.compile(r"share|social|related|cookie|breadcrumb|pager|date|tags|sign-?up|newsletter|notes", re.I)


def parse_release(response: Response) -> Release:
    """Read a news page.

    Raises:
        PageFault: headline, date or body is missing, or the headline is not the one that the page was linked with.
    """
    page = Page(response.url, response.body, response.charset)
    article = _article(page)
    if article is not None:
        title, published, text = (
            _title(page, article),
            _published(article, response),
            "\n".join(_body(article)),
        )
    else:
        title, published, text = _generic(page, response)
    if not published:
        raise page.fault("no date of publication (expected `time[datetime]` or the date of the list or feed)")
    if not text:
        raise page.fault("no text in the body")
    _check_title(page, title, response.context.get("title", ""))
    whole = "\n\n".join([title, *text.splitlines()])
    return Release(
        url=response.url, title=title, published=published, text=whole, body=response.context.get("body", "")
    )


def moment(text: str) -> str:
    """Return an ISO date or date and time as a date in London, or ""."""
    try:
        found = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return date_in(text) or ""
    return (found.astimezone(LONDON) if found.tzinfo else found).date().isoformat()


def _article(page: Page) -> Tag | None:
    articles = [a for a in page.all("article") if a.find(["h1", "h2"]) is not None]
    return articles[0] if len(articles) == 1 else None


def _title(page: Page, article: Tag) -> str:
    heading = article.find(["h1", "h2"])
    if not isinstance(heading, Tag) or not words(heading) or _NOTES.match(words(heading)):
        raise page.fault("no headline (expected `article h1`)")
    return words(heading)


def _published(article: Tag, response: Response) -> str:
    stamp = article.find("time", datetime=True)
    if isinstance(stamp, Tag):
        return moment(str(stamp["datetime"]))
    return response.context.get("published", "")


def _body(article: Tag) -> list[str]:
    """The lines of the body, from below the headline to the notes or whatever else follows the text."""
    out: list[str] = []
    for node in article.find_all(["p", "li", "blockquote", "table", "h2", "h3", "h4"]):
        if node.name in {"h2", "h3", "h4", "p"} and _NOTES.match(words(node)):
            break
        if _is_furniture(node, article) or node.find_parent(["blockquote", "table", "li"]) is not None:
            continue
        out += lines(node)
    return out


def _is_furniture(node: Tag, article: Tag) -> bool:
    for parent in [node, *node.parents]:
        if parent is article:
            return False
        classes = " ".join(map(str, parent.get_attribute_list("class")))
        if parent.name in _FURNITURE or _FURNITURE_CLASS.search(classes):
            return True
    return False


def _generic(page: Page, response: Response) -> tuple[str, str, str]:
    found = trafilatura.bare_extraction(
        decode(response.body, response.charset),
        url=response.url,
        include_comments=False,
        favor_precision=True,
    )
    expected = response.context.get("title", "")
    heading = page.soup.find("h1")
    title = words(heading) if isinstance(heading, Tag) else ""
    if found is None or not expected or not title:
        raise page.fault("no article (expected one `article` with a headline)")
    text = str(getattr(found, "text", "") or "")
    kept: list[str] = []
    for line in text.splitlines():
        if _NOTES.match(line.strip()):
            break
        if line.strip() and squash(line) != squash(title):
            kept.append(" ".join(line.split()))
    return (
        title,
        response.context.get("published", "") or str(getattr(found, "date", "") or ""),
        "\n".join(kept),
    )


def _check_title(page: Page, title: str, expected: str) -> None:
    if expected and fuzz.token_set_ratio(squash(title), squash(expected)) < 60:
        raise page.fault(f"the headline {title[:80]!r} where the link to it says {expected[:80]!r}")
