"""The site in a real browser: three widths, keyboard, accessibility, and nothing that leaves the machine."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import sitedata
from axe_playwright_python.sync_playwright import Axe
from browserkit import serve
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from monitor.paths import ROOT

pytestmark = pytest.mark.browser
# `make pictures` keeps the documentation's pictures up to date; SCREENSHOTS=FOLDER keeps one of every page.
PICTURES = ROOT / "docs" / "pictures" if os.environ.get("PICTURES") else None
SCREENSHOTS = Path(os.environ["SCREENSHOTS"]) if os.environ.get("SCREENSHOTS") else None
IN_THE_DOCUMENTATION = {"home-1440", "timeline-1440", "timeline-360", "question-1440", "change-1440", "charts-1440"}
TOPIC = "/topics/front-counters"


def one(database: Path, sql: str) -> str:
    """Return one value of a database."""
    connection = sqlite3.connect(database)
    found = connection.execute(sql).fetchone()[0]
    connection.close()
    return quote(str(found))


@pytest.fixture
def pages(sample_db: Path) -> dict[str, str]:
    """A name and the address of one page of each kind."""
    return {
        "home": "/",
        "topics": "/topics",
        "timeline": TOPIC,
        "question": f"/questions/{one(sample_db, 'SELECT min(question) FROM findings')}",
        "finding": f"/findings/{one(sample_db, 'SELECT id FROM findings ORDER BY id')}",
        "change": f"/changes/{one(sample_db, 'SELECT id FROM changes ORDER BY kind DESC, body DESC')}",
        "who": "/who",
        "person": "/people/Amara+Linwood",
        "body": "/bodies/Metropolitan+Police+Service",
        "search": "/search?q=counters",
        "nothing-found": "/search?q=zebra",
        "about": "/about",
        "health": "/health",
        "charts": "/-/dashboards/replies",
        "charts-list": "/-/dashboards",
        "data": "/monitor",
        "table": "/monitor/findings",
        "view": "/monitor/timeline",
        "row": f"/monitor/findings/{one(sample_db, 'SELECT id FROM findings ORDER BY id')}",
        "alert": "/monitor/alert_new_findings",
        "query": "/monitor?sql=select+1+as+one",
        "missing": "/topics/nope",
    }


class Watched:
    """A page whose console and requests are noted."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.said: list[str] = []
        self.outside: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # The one page that is looked at because it is missing says so in the console as well.
        if "404 (Not Found)" not in message.text:
            self.said.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base + "/", "data:")):
            self.outside.append(request.url)

    def open(self, path: str) -> Page:
        """Open a page and wait until it has everything."""
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture(params=[360, 768, 1440], ids=lambda width: f"{width}px")
def watched(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Watched]:
    """A page of one of three widths."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    yield Watched(context.new_page(), base)
    context.close()


NAMES = [
    "home",
    "topics",
    "timeline",
    "question",
    "finding",
    "change",
    "who",
    "person",
    "body",
    "search",
    "nothing-found",
    "about",
    "health",
    "charts",
    "charts-list",
    "data",
    "table",
    "view",
    "row",
    "alert",
    "query",
    "missing",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_sound(watched: Watched, pages: dict[str, str], name: str) -> None:
    page = watched.open(pages[name])
    width = page.viewport_size["width"] if page.viewport_size else 0
    if SCREENSHOTS:
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    if PICTURES and f"{name}-{width}" in IN_THE_DOCUMENTATION:
        page.screenshot(path=PICTURES / f"{name}-{width}.png")
    assert watched.outside == []
    assert watched.said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
    serious = [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
    assert serious == []


def test_every_control_is_reached_by_keyboard_alone(watched: Watched) -> None:
    page = watched.open(TOPIC)
    reached: list[str] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        element = page.evaluate(
            "(() => { const e = document.activeElement; if (!e || e === document.body) return null;"
            " if (!e.dataset.n) e.dataset.n = String(Math.random()); return e.dataset.n; })()"
        )
        if element is None or (len(reached) > 1 and element == reached[0] != reached[-1]):
            break  # round once
        reached.append(element)
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, "
        '[tabindex="0"]\')].filter(e => e.tabIndex >= 0 && e.checkVisibility() && !e.dataset.n)'
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    assert wanted == []


def test_what_has_the_focus_is_outlined(watched: Watched) -> None:
    page = watched.open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_the_first_tab_leads_past_the_menu(watched: Watched) -> None:
    page = watched.open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_search_works_from_the_keyboard(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_role("searchbox", name="Search everything").press_sequentially("counters")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".snippet mark").first).to_be_visible()


def test_a_timeline_is_filtered_and_a_mark_leads_to_its_statement(watched: Watched) -> None:
    page = watched.open(TOPIC)
    everything = page.locator("li.statement").count()
    page.get_by_label("Body", exact=True).select_option("Metropolitan Police Service")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    page.wait_for_load_state("networkidle")
    assert 0 < page.locator("li.statement").count() < everything
    first = page.locator("svg.timeline a[href^='#s-']").first
    first.evaluate("mark => mark.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))")
    assert re.search(r"#s-\w+$", page.url)


def test_the_charts_are_drawn(watched: Watched) -> None:
    page = watched.open("/-/dashboards/replies")
    expect(page.locator(".chart svg").first).to_be_visible()
    expect(page.locator(".chart svg, .chart p.none")).to_have_count(4)  # a drawing, or a word on why there is none


def test_a_timeline_prints_without_menus_and_within_the_sheet(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 794, "height": 1123})
    page = context.new_page()
    page.goto(base + TOPIC)
    page.emulate_media(media="print")
    expect(page.locator(".site-head")).to_be_hidden()
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator("svg.timeline")).to_be_visible()
    box = page.locator("svg.timeline").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 794
    context.close()


def test_stances_are_told_apart_without_colour(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(base + TOPIC)
    shapes = page.eval_on_selector_all(
        ".legend .stance",
        "all => all.map(e => [e.querySelector('.shape').innerHTML.replace(/class=\"[^\"]*\"/g, ''),"
        " e.textContent.trim()])",
    )
    assert len({shape for shape, _ in shapes}) == len(shapes)
    assert all(words for _, words in shapes)
    context.close()


def test_a_reviewer_signs_in_decides_and_sees_it(browser: Browser, sign_in: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(sign_in)
    page.get_by_role("link", name="Review").click()
    page.locator("main a[href*='/findings/']").first.click()
    page.get_by_label("Note, shown to every reader").fill("Read the source; it is right.")
    page.get_by_role("button", name="Confirm").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Confirmed. The decision is logged under your name.")
    expect(page.locator(".review-state")).to_contain_text("Read the source; it is right.")
    serious = [
        fault["id"] for fault in Axe().run(page).response["violations"] if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []
    context.close()


def test_hostile_text_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    database = sitedata.fill(tmp_path / "hostile.db")
    connection = sqlite3.connect(database)
    bad = (
        "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
        "<a href='javascript:window.harmed = 1'>x</a>"
    )
    for table, column in [
        ("questions", "title"),
        ("questions", "text"),
        ("answers", "text"),
        ("statements", "text"),
        ("topics", "title"),
        ("changes", "summary"),
        ("changes", "to_text"),
        ("findings", "evidence"),
        ("findings", "kind"),
        ("stances", "label"),
    ]:
        connection.execute(f"UPDATE {table} SET {column} = ?", [bad])
    connection.execute("UPDATE statements SET url = 'javascript:window.harmed = 1'")
    connection.commit()
    connection.close()
    context = browser.new_context()
    for address in serve(database):
        watched = Watched(context.new_page(), address)
        for path in (
            "/",
            TOPIC,
            "/questions/q1",
            "/findings/f-holding",
            "/changes/ch-stance",
            "/search?q=script",
            "/monitor/questions",
            "/monitor/findings",
            "/monitor/timeline",
            "/-/dashboards/replies",
            "/monitor/alert_new_findings",
        ):
            page = watched.open(path)
            assert page.evaluate("window.harmed") is None
            assert page.locator("a[href^='javascript:']").count() == 0
        assert watched.outside == []
        assert watched.said == []
    context.close()
