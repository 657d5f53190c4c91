"""`chart --svg`: what is drawn is read back from the file, and is what `--json` says."""

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.given import given, report, tried
from tests.terminal import Home

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = r"-?[0-9.]+"

Points = list[tuple[float, float]]


def drawn(home: Home, line: str = "chart") -> ElementTree.Element:
    file = home.folder / "chart.svg"
    file.unlink(missing_ok=True)
    assert tried(home, f"{line} --svg {file}").code == 0
    return ElementTree.fromstring(file.read_bytes())


def path_of(root: ElementTree.Element, name: str) -> Points:
    """The corners of the path of that name, in the points of the file."""
    (group,) = (each for each in root.iter() if each.get("id") == name)
    (path,) = group.iter(f"{SVG}path")
    pairs = re.findall(rf"[ML] ({NUMBER}) ({NUMBER})", path.attrib["d"])
    return [(float(x), float(y)) for x, y in pairs]


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def points_of(root: ElementTree.Element, burn: dict[str, Any], series: str) -> Points:
    """Days since check-out and amounts, measured by the even line, whose ends are stated."""
    (x0, y0), *_, (x1, y1) = path_of(root, f"even-{burn['book']}")
    first, last = burn["even"]
    days = days_between(first["day"], last["day"])
    return [
        ((x - x0) / (x1 - x0) * days, (y1 - y) / (y1 - y0) * first["left"])
        for x, y in path_of(root, f"{series}-{burn['book']}")
    ]


@pytest.fixture
def reader(home: Home) -> Home:
    given(
        home,
        "routine add commute 80m --days mon-fri",
        "add Adventures --pages 459",
        "add Adventures --audio 16:42",
        "add Hard --pages 304 --days 14",
        "log hard 30 --minutes 40",
    )
    for day, line in (("03", "log hard 60 --minutes 40"), ("04", "log hard 90")):
        home.today = f"2026-03-{day}"
        given(home, line)
    home.today = "2026-03-06"
    return home


def test_the_lines_of_a_burn_down_go_through_the_points_of_the_report(reader: Home) -> None:
    root = drawn(reader)
    burns = report(reader, "chart")["burn_downs"]
    assert len(burns) == 2
    for burn in burns:
        start = burn["even"][0]["day"]
        for series in ("left", "plan"):
            expected = [(days_between(start, p["day"]), p["left"]) for p in burn[series]]
            assert len(expected) > 4
            found = points_of(root, burn, series)
            assert len(found) == len(expected)
            for (x, y), (day, left) in zip(found, expected, strict=True):
                assert x == pytest.approx(day, abs=0.01)
                assert y == pytest.approx(left, abs=burn["end"] / 1000)
        if burn["finish"] is None:
            assert not [each for each in root.iter() if each.get("id") == f"finish-{burn['book']}"]
        else:
            (x0, y0), (early, _), (late, _) = points_of(root, burn, "finish")[:3]
            now, likely = burn["left"][-1], burn["finish"]
            assert (x0, y0) == pytest.approx(
                (days_between(start, now["day"]), now["left"]), abs=0.2
            )
            assert early == pytest.approx(days_between(start, likely["earliest"]), abs=0.01)
            if likely["latest"]:
                assert late == pytest.approx(days_between(start, likely["latest"]), abs=0.01)
        due = path_of(root, f"due-{burn['editions'][-1]['loan']}")
        assert due[0][0] == pytest.approx(path_of(root, f"even-{burn['book']}")[-1][0], abs=0.01)


@pytest.mark.slow
def test_the_bars_of_a_load_are_as_high_as_the_report_says(reader: Home) -> None:
    root, load = drawn(reader, "chart load"), report(reader, "chart load")["load"]

    def height(name: str) -> float:
        ys = [y for _, y in path_of(root, name)]
        return max(ys) - min(ys)

    first = load["days"][0]
    unit = height(f"available-{first['day']}") / first["available"]
    for day in load["days"]:
        assert height(f"available-{day['day']}") == pytest.approx(unit * day["available"], abs=0.01)
        shares = {share["book"]: share["minutes"] for share in day["shares"]}
        for title in load["titles"]:
            drawn_height = height(f"load-{title['book']}-{day['day']}")
            assert drawn_height == pytest.approx(unit * shares.get(title["book"], 0), abs=0.01)


@pytest.mark.slow
def test_a_year_has_a_square_a_day_as_dark_as_its_minutes(reader: Home) -> None:
    root = drawn(reader, "chart year")
    squares = {
        (each.get("id") or "")[4:]: next(each.iter(f"{SVG}path")).attrib["style"]
        for each in root.iter()
        if (each.get("id") or "").startswith("day-")
    }
    assert (min(squares), max(squares)) == ("2025-03-03", "2026-03-06")
    nothing = squares["2025-12-24"]
    assert squares["2026-03-02"] == squares["2026-03-03"] != squares["2026-03-04"] != nothing
    assert {day for day, style in squares.items() if style != nothing} == {
        each["day"] for each in report(reader, "chart year")["year"]["days"]
    }


TITLES = (
    r"$\frac{1$",
    "<script>alert(1)</script> & 'more'",
    "数学ガール",
    "a\ufffeb",
    "]]> --> $x$",
)


@pytest.mark.slow
def test_a_title_is_text_whatever_it_has_in_it(home: Home) -> None:
    given(home, "config cap 9")
    for title in TITLES:
        home.ok("add", title, "--pages", "100")
    for line in ("chart", "chart load"):
        found = texts(drawn(home, line))
        for title in TITLES:
            visible = title.replace("\ufffe", "\ufffd")
            assert any(text.startswith(visible) for text in found), visible


@pytest.mark.slow
def test_a_picture_has_words_for_who_cannot_see_it_and_no_address(reader: Home) -> None:
    root = drawn(reader, "chart hard")
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == "What is left of Hard, day by day"
    assert root[1].text
    assert "214 pages left. due Mon 16 Mar, in 10 days." in root[1].text
    assert root.get("aria-labelledby") == "title desc"
    text = (reader.folder / "chart.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\"']+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    drawn(reader, "chart hard")
    assert text == (reader.folder / "chart.svg").read_text(encoding="utf-8")


def test_a_file_of_something_else_is_left_as_it_is(home: Home) -> None:
    given(home, "add Emma --pages 100")
    file = Path(home.folder / "notes.svg")
    file.write_text("<svg>mine</svg>")
    answer = tried(home, f"chart --svg {file}")
    assert (answer.code, file.read_text()) == (1, "<svg>mine</svg>")
    assert "is there already" in answer.err
    assert tried(home, "chart --svg x.svg --json").code == 2


def test_without_matplotlib_it_is_said_how_to_get_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(home, "add Emma --pages 100")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    answer = tried(home, f"chart --svg {home.folder / 'x.svg'}")
    assert (answer.code, answer.err) == (
        1,
        "readtrack: Pictures as SVG are drawn by matplotlib, which is not installed.\n"
        "To get it: pip install 'readtrack[charts]'\n",
    )


def test_with_nothing_out_there_is_no_picture(home: Home) -> None:
    for line in ("chart", "chart load"):
        assert tried(home, f"{line} --svg {home.folder / 'x.svg'}").code == 1
    assert not (home.folder / "x.svg").exists()


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-16", "2026-03-23", "2026-03-25"])
def test_every_stage_of_a_loan_can_be_drawn(home: Home, day: str) -> None:
    given(
        home,
        "config cap 4",
        "add Emma --pages 200 --format print",
        "add Kim --audio 3:00 --days 60",
        "add Whole --pages 9 --days 60",
        "log whole end --yes",
        "add Unknown --percent --days 60",
    )
    home.today = day
    for line in ("chart", "chart load", "chart year"):
        assert texts(drawn(home, line))
