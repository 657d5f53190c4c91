"""How the numbers are made: what `--explain` says is what the JSON says."""

import re
from datetime import date
from typing import Any

import pytest

from readtrack.dates import day_text
from readtrack.words.amounts import chance_text, minutes_text
from tests.cli.given import given, narrow, report
from tests.terminal import Home

BUSY = (
    "routine add bed 30 --for text",
    "routine add commute 40 --days mon-fri --for either",
    "config reserve 10",
    "add Adventures --pages 459",
    "add Adventures --audio 16:42 --speed 1.25",
    "add Short --pages 100 --days 7",
    "log short 20 --minutes 33",
)


def plain(number: float) -> str:
    """A number as sentences have it: a decimal, and none where it is whole."""
    return f"{number:.1f}".removesuffix(".0")


TIME = r"\d+ h(?: \d+ min)?|\d+ minutes?"


def minutes_in(text: str) -> int:
    """Minutes as sentences have them: `5 h 43 min`, or `50 minutes`."""
    hours, _, rest = text.rpartition(" h")
    return 60 * int(hours or 0) + int("".join(filter(str.isdigit, rest)) or 0)


def said(home: Home, *words: str) -> str:
    """The explanation on a terminal so wide that no line is broken."""
    return home.screen(*words, "--explain", columns=400).out


def day(text: str) -> str:
    return day_text(date.fromisoformat(text), date(2026, 3, 6))


def check_capacity(text: str, capacity: dict[str, Any]) -> None:
    minutes = {key: minutes_text(each) for key, each in capacity.items() if "minutes" in key}
    assert f"So {minutes['minutes_per_day']} a day; {minutes['minutes_today']} today.\n" in text
    assert f"The routine has {minutes['routine_minutes']} on a reading day, on average." in text
    assert f"{capacity['reserve']}% of that is left to other reading." in text
    days = capacity["measured_days"]
    assert f"the mornings asked {minutes['asked_minutes']} on {days} days" in text
    assert f"and {minutes['read_minutes']} of that were read." in text
    assert f"that is {100 * capacity['follow_through']:.0f}%." in text


def check_fit(text: str, fit: dict[str, Any]) -> None:
    """The verdict is that of the report, and the last step that breaks shows what is missing."""
    conclusion = text.rsplit("So: ", 1)[1]
    steps = [
        (when, minutes_in(needed), minutes_in(held))
        for when, needed, held in re.findall(
            rf"By (\w+ \d+ \w+): .*?({TIME})(?: needed)? of ({TIME})(?: there are| in all)\.\n",
            text,
        )
    ]
    if fit["fits"]:
        assert conclusion.startswith(f"everything fits, {fit['slack_days']} day")
        assert all(needed <= held for _, needed, held in steps)
    else:
        breaks = day(fit["breaks_on"])
        assert f"{minutes_text(fit['short_minutes'])} short by {breaks}." in conclusion
        needed, held = next((a, b) for when, a, b in steps[::-1] if when == breaks)
        assert needed - held == pytest.approx(fit["short_minutes"], abs=1.6)


def test_the_pace_is_explained_with_its_own_numbers(home: Home) -> None:
    given(home, *BUSY)
    home.today = "2026-03-06"
    text, pace = said(home, "pace"), report(home, "pace")
    check_capacity(text, pace["capacity"])
    check_fit(text, pace["fit"])
    for row in pace["loans"]:
        kind = {"ebook": "e-book"}.get(row["format"], row["format"])
        part = text.split(f"\n{row['title']} ({kind})\n")[1].split("\n\n")[0]
        buffer = (date.fromisoformat(row["due"]) - date.fromisoformat(row["goal"])).days
        assert f"Goal {day(row['goal'])}: due {day(row['due'])} less {buffer} day" in part
        assert f"over {row['days_left']} reading day" in part
        finish = row["finish"]
        planned = "the plan has no time for all of it"
        if finish["planned"] is not None:
            planned = f"if you keep the plan: {day(finish['planned'])}"
        assert f"Likely finish: {planned}; at your pace: " in part
        early = finish["evidence_days"] < 3
        chance = f"; {chance_text(finish['chance_on_time'])} by the due date."
        assert ("too early to say." if early else chance) in part
        if row["unit"] == "pages":
            today = row["today"]
            assert f": {row['need_per_day']} pages a day, rounded up." in part
            assert f"{row['length'] - today['start']} pages, over" in part
            if today["target"] > today["start"]:
                assert f"Today: p. {today['start']} → {today['target']}, fixed" in part
            else:
                assert "Today: nothing to read." in part
            per_day, if_read = (plain(row["rate"][f"per_{each}_day"]) for each in
                                ("calendar", "reading"))  # fmt: skip
            assert f"Your pace: {per_day} p. a day over {row['rate']['days']} day" in part
            assert f", {if_read} p. on " in part
    assert "20 timed pages in 33 minutes" in text


@pytest.mark.parametrize("pages", ["100", "500", "1200"])
def test_the_question_before_borrowing_is_explained_with_its_own_numbers(
    home: Home, pages: str
) -> None:
    given(home, "routine add bed 60", "config reserve 10", "add One --pages 200", "log one 20")
    home.today = "2026-03-06"
    words = ("consider", "Two", "--pages", pages)
    text, found = said(home, *words), report(home, " ".join(words))
    check_capacity(text, report(home, "pace")["capacity"])
    check_fit(text, found["fit"])
    assert f"\nTwo\n  It needs {minutes_text(found['minutes'])} by Wed 25 Mar, its goal." in text


def test_the_ways_out_are_explained_with_the_numbers_of_the_pace(home: Home) -> None:
    given(home, "routine add bed 40", "config reserve 10", "add One --pages 700", "log one 20")
    home.today = "2026-03-06"
    text, found = said(home, "ways"), report(home, "ways")
    check_capacity(text, report(home, "pace")["capacity"])
    check_fit(text, found["fit"])
    assert found["fit"]["fits"] is False


def test_without_a_routine_the_explanation_says_what_is_assumed(home: Home) -> None:
    given(home, "add One --pages 200")
    assert "\n  No routine is named, so 45 minutes a day are assumed.\n" in said(home, "pace")


@pytest.mark.parametrize("words", [("pace",), ("ways",), ("consider", "x", "--pages", "9")])
def test_explanations_can_be_read_at_forty_columns(home: Home, words: tuple[str, ...]) -> None:
    given(home, *BUSY)
    assert "\nDoes it all fit?\n" in narrow(home, *words, "--explain")


def test_an_overdue_checkout_is_explained_too(home: Home) -> None:
    given(home, "add Dune --pages 400 --format print")
    for day in range(3, 9):
        home.today = f"2026-03-0{day}"
        given(home, f"log dune {20 * day}")
    home.today = "2026-03-29"
    assert "Your past checkouts" not in said(home, "pace", "--explain")


def test_the_last_days_of_a_checkout_are_explained(home: Home) -> None:
    given(home, "add Dune --pages 200")
    for day, page in ((19, 40), (20, 80), (21, 120), (22, 160)):
        home.today = f"2026-03-{day}"
        given(home, f"log dune {page} --yes")
    home.today = "2026-03-23"
    assert "With how the last days of this one went, that becomes" in said(
        home, "pace", "--explain"
    )
