"""`report`: one page that needs nothing else, with every title as text, opened in a browser."""

import html
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.given import given, report, tried
from tests.terminal import Home, require

TITLES = (
    r"$\frac{1$",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} & {% raw %}",
    "数学ガール",
    "ألف ليلة وليلة",
    "a\u202eb",
    "Longwordwithoutanyblankinit" * 8,
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Something of everything that a report shows."""
    home = Home(tmp_path_factory.mktemp("report"))
    given(
        home,
        "config cap 9",
        "routine add commute 80m --days mon-fri",
        "add Villette --pages 20 --author 'Charlotte Brontë'",
        "log villette 20 --minutes 25",
        "finish villette",
        "add Adventures --pages 459 --why 'the essay'",
        "add Adventures --audio 16:42",
        "add Hard --pages 304 --days 14",
        "add 'New Yorker' --format magazine",
        "log hard 30 --minutes 40",
    )
    home.today = "2026-03-04"
    given(home, "log hard 90")
    return home


@pytest.fixture(scope="module")
def file(reader: Home) -> Path:
    return written(reader)


def written(home: Home) -> Path:
    file = home.folder / "report.html"
    answer = tried(home, f"report {file}")
    assert (answer.code, answer.out, answer.err) == (0, "", f"Wrote the report to {file}.\n")
    return file


class Outline(HTMLParser):
    """What a page consists of: its elements, and what it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.names.append(value or "")
            if name in ("src", "href", "xlink:href", "action", "data", "srcset"):
                self.addresses.append(value or "")


def test_a_report_has_its_parts_and_loads_nothing(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    outline = Outline(page)
    heads = re.findall("<h[12][^>]*>(.*?)</h[12]>", page)
    assert heads == [
        "Reading on Wednesday 4 March 2026",
        "Today",
        "Out now",
        "The days ahead",
        "The year behind",
        "Checkup",
        "What you gave back last",
    ]
    assert "script" not in outline.tags
    assert all(each.startswith("#") or each == "data:," for each in outline.addresses)
    assert "://" not in page
    assert len(outline.names) == len(set(outline.names))
    assert outline.tags.count("svg") == 2 * (2 + 1 + 1)  # each for a screen and for a phone
    assert outline.tags.count("desc") == outline.tags.count("svg")
    for text in ("Charlotte Brontë", "the essay", "New Yorker (magazine)", "214 pages left"):
        assert text in page


def test_the_picture_in_the_page_is_that_of_the_chart(reader: Home, file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    burns = report(reader, "chart")["burn_downs"]
    for number, burn in enumerate(burns, 1):
        for size in "wn":
            found = re.search(
                rf'<g id="{size}{number}-left-{burn["book"]}">\s*<path d="([^"]+)"', page
            )
            assert found
            assert len(re.findall("[ML] ", found[1])) == len(burn["left"])


@pytest.mark.slow
def test_every_title_is_text(home: Home) -> None:
    given(home, "config cap 9")
    for title in TITLES:
        home.ok("add", title, "--pages", "100", "--why", title)
    page = written(home).read_text(encoding="utf-8")
    outline = Outline(page)
    assert "script" not in outline.tags
    for title in TITLES:
        assert html.escape(title.replace("\u202e", "\ufffd"), quote=False) in page
    assert "\u202e" not in page


@pytest.mark.slow
def test_a_file_of_something_else_is_left_as_it_is(home: Home) -> None:
    given(home, "add Emma --pages 100")
    file = home.folder / "mine.html"
    file.write_text("<!doctype html>\n<p>mine")
    answer = tried(home, f"report {file}")
    assert (answer.code, file.read_text()) == (1, "<!doctype html>\n<p>mine")
    assert "is there already" in answer.err


@pytest.mark.slow
def test_a_report_takes_the_place_of_an_older_one(home: Home) -> None:
    given(home, "add Emma --pages 100")
    first = written(home).read_bytes()
    assert written(home).read_bytes() == first


@pytest.mark.parametrize("module", ["matplotlib", "jinja2"])
def test_without_the_extra_it_is_said_how_to_get_it(
    home: Home, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(home, "add Emma --pages 100")
    monkeypatch.setitem(sys.modules, module, None)
    answer = tried(home, f"report {home.folder / 'x.html'}")
    assert answer.code == 1
    assert answer.err.endswith("To get it: pip install 'readtrack[charts]'\n")
    assert not (home.folder / "x.html").exists()


@contextmanager
def browser() -> Iterator[Any]:
    """A page of Debian's Chromium, without a screen."""
    require("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield opened
        opened.close()


def looked_at(opened: Any, file: Path, width: int, scheme: str) -> tuple[int, tuple[int, ...]]:
    """The width that the page takes, and the colour behind it; it asks for nothing else."""
    page = opened.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.screenshot(path=str(file.with_suffix(f".{width}.{scheme}.png")), full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth")
    shown = page.evaluate(
        "[...document.querySelectorAll('svg')].filter(e => e.getBoundingClientRect().width).length"
    )
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    page.close()
    assert said == []
    assert [each for each in asked if each != "data:,"] == [file.as_uri()]
    assert shown == page_pictures(file) // 2
    return wide, tuple(map(int, re.findall(r"\d+", colour)))


def page_pictures(file: Path) -> int:
    return Outline(file.read_text(encoding="utf-8")).tags.count("svg")


@pytest.mark.slow
def test_a_browser_shows_the_report_on_a_phone_and_asks_for_nothing(file: Path) -> None:
    with browser() as opened:
        wide, colour = looked_at(opened, file, 390, "dark")
    assert wide == 390
    assert max(colour) < 64


@pytest.mark.slow
def test_a_browser_shows_any_title_at_any_width_dark_and_light(home: Home) -> None:
    given(home, "config cap 9")
    for title in TITLES:
        home.ok("add", title, "--pages", "100", "--why", title)
    file = written(home)
    with browser() as opened:
        for width in (390, 1280):
            assert looked_at(opened, file, width, "dark")[0] == width
            wide, colour = looked_at(opened, file, width, "light")
            assert wide == width
            assert min(colour) > 192


@pytest.mark.slow
def test_a_report_of_nothing_is_a_page_too(home: Home) -> None:
    file = written(home)
    assert "Nothing to read today." in file.read_text(encoding="utf-8")
    with browser() as opened:
        assert looked_at(opened, file, 390, "light")[0] == 390


def test_a_report_without_a_file_is_asked_for_one(home: Home) -> None:
    assert tried(home, "report").err == (
        "readtrack: report needs a file: readtrack report reading.html\n"
    )
