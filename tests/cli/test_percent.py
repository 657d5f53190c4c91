"""One percentage of a title, whichever edition is looked at and whichever command is asked."""

import json

import pytest

from tests.terminal import Home


@pytest.fixture
def twice(home: Home) -> Home:
    home.ok("add", "Business Adventures", "--pages", "459")
    home.ok("add", "Business Adventures", "--audio", "16:42")
    return home


@pytest.mark.parametrize("place", ["2:30", "69", "0:20", "16:41:59", "16:30", "end", "229"])
def test_list_show_and_pace_say_the_same_percentage(twice: Home, place: str) -> None:
    twice.ok("log", "business", place, "--yes")
    paces = json.loads(twice.ok("pace", "--json"))["loans"]
    loans = json.loads(twice.ok("list", "--json"))["loans"]
    by_pace = {int(row["percent"]) for row in paces}
    assert {int(line.split("\t")[9]) for line in twice.ok("list").splitlines()[1:]} == by_pace
    assert {round(row["percent"], 1) for row in paces} == {row["percent"] for row in loans}
    assert len(by_pace) == 1
    for number in ("1", "2"):
        assert f"({by_pace.copy().pop()}%)" in twice.ok("show", number)


def test_a_whole_percentage_is_not_rounded_to_the_one_below(home: Home) -> None:
    home.ok("add", "Emma", "--pages", "100")
    assert home.ok("log", "emma", "29", "--yes").startswith("Emma: p. 29 of 100 (29%)")
    assert json.loads(home.ok("list", "--json"))["loans"][0]["percent"] == 29
