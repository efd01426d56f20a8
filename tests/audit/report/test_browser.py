"""The report in a real browser: on screens wide and narrow, dark, and on paper."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.service.browsing import CHROMIUM, NO_CHROMIUM, browsing
from tonecheck.audit.report.writing import rendered
from tonecheck.audit.results import Results
from tonecheck.law.catalogue import Catalogue
from tonecheck.shipped import shipped

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)

A4_TEXT_WIDTH = 680
"""CSS pixels between the margins."""

_CUT_OFF = """
() => [...document.querySelectorAll("main *")]
  .filter((one) => !one.closest(".visually-hidden") && one.getClientRects().length)
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`)
"""
_CONTRAST = """
() => {
  const channel = (value) => (value /= 255, value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  };
  const paper = light(getComputedStyle(document.documentElement).backgroundColor);
  return [...document.querySelectorAll("main p, main td, main th, main dt, main dd, .contents a, code")]
    .filter((one) => !one.closest(".heat, .visually-hidden, .points, .commands"))
    .map((one) => [light(getComputedStyle(one).color), one.className + one.textContent.slice(0, 20)])
    .map(([ink, what]) => [(Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05), what])
    .filter(([ratio]) => ratio < 4.5)
    .map(([, what]) => what);
}
"""


@pytest.fixture(scope="module")
def report(results_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    catalogue = Catalogue.load(shipped("rules") / "law" / "provisions.yaml")
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(rendered(Results(results_folder), catalogue), "utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("request", lambda request: faults.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(report.as_uri())
    yield page
    assert faults == [report.as_uri()], "nothing is fetched or said beside the page itself"
    page.close()


@pytest.mark.parametrize("width", [1280, 1000, 390])
def test_nothing_is_cut_off(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    scrolls = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(scrolls)


def test_nothing_is_cut_off_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_TEXT_WIDTH, "height": 1000})
    assert page.evaluate(_CUT_OFF) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_the_paper(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert page.evaluate(_CONTRAST) == []


def test_paper_is_light_whatever_the_screen(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(background) == "rgb(255, 255, 255)"


def test_it_prints_on_a4(page: Page) -> None:
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) > 3
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}


def test_charts_and_tables_have_names(page: Page) -> None:
    charts = page.locator("svg[role=img]")
    assert charts.count() == 2
    for chart in charts.all():
        assert chart.evaluate("one => one.querySelector('title').textContent.length") > 4
    bare = page.locator("svg:not([role=img]):not([aria-hidden=true])")
    assert bare.count() == 0
    assert page.locator("table:not(:has(th))").count() == 0
    headings = page.locator("h1, h2, h3").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_the_contents_lead_to_every_section(page: Page) -> None:
    for link in page.locator(".contents a").all():
        target = link.get_attribute("href") or ""
        assert page.locator(f"section{target} h2").text_content() is not None
        link.click()
        assert page.url.endswith(target)
