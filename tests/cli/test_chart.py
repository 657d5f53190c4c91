"""`chart` on a terminal, in a pipe and as JSON: what it draws is what the reports say."""

from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len

from tests.cli.given import cells, given, report, tried
from tests.terminal import ANSI, Home, Screen, inside

pytestmark = pytest.mark.files  # about words and pictures, whatever keeps the store

TITLES = (
    "Emma",
    r"$\frac{1$ and [red]more[/red] of a title that is longer than any line of a terminal can be",
    "数学ガール フェルマーの最終定理と、もっと長い題名の本",
    "ألف ليلة وليلة",
    "📚 Books 📚",
)


def drawn(home: Home, line: str, columns: int = 80, rows: int = 24, **more: str) -> str:
    """What a terminal of that size shows, without its colours."""
    screen = Screen()
    environment = home.environment(columns) | {"LINES": str(rows), **more}
    assert inside(line.split(), environment, screen, screen) == 0
    return ANSI.sub("", screen.getvalue())


@pytest.fixture
def reader(home: Home) -> Home:
    """Two titles out, one of them in two editions, and some days of reading."""
    given(
        home,
        "routine add commute 90m --days mon-fri",
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


def test_a_burn_down_has_what_is_left_the_plan_the_even_pace_and_the_due_date(reader: Home) -> None:
    assert drawn(reader, "chart hard") == (
        "Hard\n"
        "214 pages left · due Mon 16 Mar, in 10 days · planned to end Wed 11 Mar\n"
        "at your pace done Wed 11 Mar at the earliest\n"
        "304 │⠁ ⠄                                                    ┊\n"
        "    │⢄   ⠂ ⡀                                                ┊\n"
        "    │ ⠉⠢⢄    ⠂ ⡀                                            ┊\n"
        "    │    ⠑⢄      ⠄                                          ┊\n"
        "    │      ⠉⠢⣀⣀⣀⣀⣀⣀⣀⣀⠄                                      ┊\n"
        "    │                  ⠂ ⡀                                  ┊\n"
        "    │              ⢆       ⠂ ⡀                              ┊\n"
        "152 │               ⠣ ⠠⠤⠄ ⠤⠤   ⠄                            ┊\n"
        "    │                        ⠐⢄  ⠁ ⠄                        ┊\n"
        "    │                         ⠈⠂     ⠂ ⡀                    ┊\n"
        "    │                            ⡄       ⠂                  ┊\n"
        "    │                            ⠈⢆        ⠁ ⠄              ┊\n"
        "    │                                          ⠁ ⠄          ┊\n"
        "    │                               ⠐⢄             ⠂ ⡀      ┊\n"
        "    │                                ⠈⠂                ⠂    ┊\n"
        "    │                                   ⢄                ⠁ ⠄┊\n"
        "  0 └───────────────────────────────────━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━→\n"
        "     2 Mar        today                                due 16 Mar\n"
        "\n"
        "⠒⠒ left  ⠒⠀⠒ plan  ⠂⠀⠂ even pace  ━ likely end\n"
    )


def test_without_braille_the_lines_are_told_apart_too(reader: Home) -> None:
    assert drawn(reader, "chart hard", 40, 20, TERM="dumb") == (
        "Hard\n"
        "214 pages left\n"
        "due Mon 16 Mar, in 10 days\n"
        "planned to end Wed 11 Mar\n"
        "at your pace done Wed 11 Mar at the\n"
        "earliest\n"
        "304 |* .                      |\n"
        "    |*** .                    |\n"
        "    |  ******.                |\n"
        "    |       o  .              |\n"
        "152 |       oo oo. .          |\n"
        "    |            o   .        |\n"
        "    |              o   . .    |\n"
        "    |              oo      .  |\n"
        "    |               o        .|\n"
        "  0 +----------------==================>\n"
        "          today          due 16 Mar\n"
        "\n"
        "** left o o plan . . even = likely end\n"
    )


def test_the_load_is_a_column_a_day_stacked_by_title(reader: Home) -> None:
    assert drawn(reader, "chart load") == (
        " 73m│██       ██ ██ ▒▒ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        " 36m│██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "    │██       ██ ██ ██ ▒▒ ▒▒       ▒▒ ▒▒ ▒▒ ▒▒ ▒▒       ··\n"
        "   0└──────────────────────────────────────────────────────\n"
        "     6 Mar    9 Mar                16 Mar               23 Mar\n"
        " due                               █                    ▒\n"
        "██ Hard\n"
        "▒▒ Adventures\n"
        "·· free\n"
        "13 h 19 min asked of the 14 h 31 min there are until Mon 23 Mar\n"
        "1 h 30 min of Adventures have no place in these days\n"
    )


def test_the_year_is_a_square_a_day_weeks_in_columns_the_latest_last(reader: Home) -> None:
    assert drawn(reader, "chart year", 40, 20) == (
        "    Jul Aug  Sep Oct Nov  Dec Jan Feb\n"
        "Mon ···································▓\n"
        "    ···································▓\n"
        "Wed ···································▪\n"
        "    ····································\n"
        "Fri ····································\n"
        "    ···································\n"
        "Sun ···································\n"
        "1 h 20 min on 2 days, and 1 day without\n"
        "minutes since Mon 3 Mar 2025\n"
        "· nothing  ▪ no minutes  ░ 1–19 min\n"
        "▒ 20–39 min  ▓ 40–59 min  █ 60 and more\n"
    )


@pytest.mark.parametrize("minutes", [80, 20])
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 20)])
def test_a_chart_fits_the_terminal(reader: Home, columns: int, rows: int, minutes: int) -> None:
    given(reader, f"routine edit commute {minutes}m")
    for line in ("chart", "chart load", "chart year", "chart hard"):
        for more in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}):
            lines = drawn(reader, line, columns, rows, **more).splitlines()
            assert len(lines) < rows
            assert max(map(cell_len, lines)) <= columns
            assert "TERM" not in more or "\n".join(lines).isascii()


def test_titles_of_any_kind_are_cut_by_the_room_they_take(home: Home) -> None:
    given(home, "config cap 9")
    for number, title in enumerate(TITLES):
        home.ok("add", title, "--pages", "100", "--days", str(9 + number))
    for columns in (40, 57, 80, 120, 160):
        for line in ("chart", "chart load"):
            text = drawn(home, line, columns)
            assert max(map(cell_len, text.splitlines())) <= columns
            assert all(title[:9] in text for title in TITLES)


def test_colour_tells_nothing_alone(reader: Home) -> None:
    for line in ("chart", "chart load", "chart year"):
        coloured = drawn(reader, line, FORCE_COLOR="1")
        assert coloured == drawn(reader, line, NO_COLOR="1")


def test_the_points_are_those_of_pace_and_plan(reader: Home) -> None:
    chart, pace, plan = (report(reader, line) for line in ("chart", "pace", "plan"))
    rows = {row["id"]: row for row in pace["loans"]}
    hard, adventures = chart["burn_downs"]
    row = rows[hard["editions"][0]["loan"]]
    assert hard["left"][-1] == {"day": reader.today, "left": row["length"] - row["position"]}
    assert hard["left"][-2]["left"] == row["length"] - row["morning"]
    assert hard["plan"][1] == {"day": reader.today, "left": row["length"] - row["today"]["target"]}
    assert hard["plan"][-1] == {"day": row["finish"]["planned"], "left": 0}
    assert hard["finish"] == {key: row["finish"][key] for key in ("earliest", "latest")}
    assert [each["loan"] for each in adventures["editions"]] == [1, 2]
    assert adventures["left"][-1]["left"] == 100 - rows[1]["percent"]
    load = report(reader, "chart load")["load"]
    for day, planned in zip(load["days"], plan["days"], strict=False):
        minutes = sum(block["minutes"] for block in planned["blocks"])
        assert (day["day"], day["available"]) == (planned["date"], planned["capacity_minutes"])
        assert day["asked"] == pytest.approx(minutes, abs=0.01)
    assert load["days"][-1]["day"] == max(row["due"] for row in pace["loans"])


def test_one_book_can_be_named_like_everywhere(reader: Home) -> None:
    for words in ("3", "hard", "HAR"):
        assert [each["title"] for each in report(reader, f"chart {words}")["burn_downs"]] == [
            "Hard"
        ]
    assert report(reader, "chart 2")["burn_downs"][0]["title"] == "Adventures"


def test_a_year_has_minutes_and_days_without_any(reader: Home) -> None:
    year = report(reader, "chart year")["year"]
    assert year["days"] == [
        {"day": "2026-03-02", "minutes": 40, "untimed": 0},
        {"day": "2026-03-03", "minutes": 40, "untimed": 0},
        {"day": "2026-03-04", "minutes": 0, "untimed": 1},
    ]
    assert (year["first"], year["last"], year["minutes"]) == ("2025-03-03", "2026-03-06", 80)


def test_a_year_remembers_what_has_been_given_back(reader: Home) -> None:
    given(reader, "finish hard")
    assert report(reader, "chart year")["year"]["minutes"] == 80


def test_in_a_pipe_a_chart_is_its_points(reader: Home) -> None:
    header, *points = cells(reader.ok("chart", "hard"))
    assert header == ["loan", "title", "day", "left", "planned"]
    assert points[0] == ["3", "Hard", "2026-03-02", "274", ""]
    assert points[4][:4] == ["3", "Hard", "2026-03-06", "214"]
    header, *days = cells(reader.ok("chart", "load"))
    assert header == ["day", "capacity_minutes", "asked_minutes", "title", "minutes"]
    assert {day[0] for day in days} >= {"2026-03-06", "2026-03-23"}
    assert cells(reader.ok("chart", "year"))[1] == ["2026-03-02", "40", "0"]


def test_what_cannot_be_drawn_is_said(home: Home) -> None:
    nothing = "Nothing is checked out. Start with: readtrack add 'Hard Times' --pages 304\n"
    assert home.screen("chart").out == nothing
    assert home.screen("chart", "load").out == nothing
    assert "nothing" in home.screen("chart", "year").out
    given(home, "add 'New Yorker' --format magazine", "add Emma --pages 200", "finish emma")
    assert home.screen("chart").out == nothing
    assert tried(home, "chart yorker").err == (
        "readtrack: New Yorker is a magazine, with no reading to draw.\n"
        "Its dates: readtrack show 1\n"
    )
    assert tried(home, "chart emma").code == 4


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-16", "2026-03-23", "2026-03-25"])
def test_every_stage_of_a_loan_can_be_drawn(home: Home, day: str) -> None:
    given(home, "add Emma --pages 200 --format print", "add Kim --audio 3:00", "log kim end --yes")
    home.today = day
    text = drawn(home, "chart")
    assert "Emma" in text
    assert max(map(cell_len, text.splitlines())) <= 80
    assert report(home, "chart")["burn_downs"][0]["left"][-1]["day"] == day


def test_a_loan_of_a_year_is_drawn_day_by_day_in_bands(home: Home) -> None:
    given(home, "add Emma --pages 900 --days 365")
    days: list[Any] = report(home, "chart load")["load"]["days"]
    assert (days[-1]["day"], len(days)) == (str(date(2027, 3, 2)), 366)
    lines = drawn(home, "chart load", 80).splitlines()
    axes = [line for line in lines if line.lstrip().startswith("0└")]
    assert sum(line.count("─") for line in axes) == len(days)
