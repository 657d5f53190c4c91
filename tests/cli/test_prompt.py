"""The line in a shell prompt tells the same numbers as the table, and is silent otherwise."""

import json

import pytest

from tests.terminal import Home


@pytest.fixture
def dune(home: Home) -> Home:
    home.ok("add", "Dune", "--pages", "400", "--due", "2026-03-23")
    return home


def test_it_is_silent_without_a_store_and_makes_none(home: Home) -> None:
    assert home.ok("prompt") == ""
    assert not home.store.exists()


def test_it_is_silent_when_nothing_is_out_and_about_a_file_that_is_no_store(home: Home) -> None:
    home.ok("list")
    assert home.ok("prompt") == ""
    home.store.write_text("not a database, but long enough to look like something" * 20)
    assert home.ok("prompt") == ""


def test_it_tells_the_nearest_deadline_and_what_is_left_of_today(dune: Home) -> None:
    assert dune.ok("prompt") == "Dune: 20 p. to go, 21 d\n"
    dune.ok("log", "dune", "8")
    assert dune.ok("prompt") == "Dune: 12 p. to go, 21 d\n"
    dune.ok("log", "dune", "25")
    assert dune.ok("prompt") == "Dune: done for today, 21 d\n"
    dune.today = "2026-03-23"
    assert dune.ok("prompt") == "Dune: 375 p. to go, due today\n"
    dune.today = "2026-03-24"
    assert dune.ok("prompt") == ""


def test_a_title_is_shortened_and_not_obeyed(home: Home) -> None:
    home.ok("add", "A very long title \x1b[31m indeed with no end", "--pages", "100")
    line = home.ok("prompt")
    assert "\x1b" not in line
    assert line.startswith("A very long title ␛[31m…: 5 p. to go")


@pytest.mark.parametrize("rest", ["none", "mon,thu", "sat,sun"])
@pytest.mark.parametrize(
    "edition", [["--pages", "411"], ["--audio", "13:37", "--speed", "1.5"], ["--percent"]]
)
def test_it_agrees_with_the_table_on_every_day_of_a_loan(
    home: Home, edition: list[str], rest: str
) -> None:
    home.run("config", "rest_days", rest)
    home.run("add", "Dune", *edition, "--time", "15:00")
    for day, place in (("2026-03-05", "10%"), ("2026-03-16", "41%"), ("2026-03-22", "83%")):
        home.today = day
        for word in (None, place):
            if word:
                home.run("log", "dune", word)
            row = json.loads(home.ok("pace", "--json"))["loans"][0]
            left = row["today"]["left"]
            amount = {
                "pages": f"{left} p.",
                "percent": f"{left:g}%",
                "seconds": f"{round(left / 60) // 60}:{round(left / 60) % 60:02d}",
            }[row["unit"]]
            expected = f"{amount} to go" if left else "done for today"
            if row["today"]["target"] == row["today"]["start"]:
                expected = "nothing today"
            assert f"Dune: {expected}, " in home.ok("prompt")


def test_two_editions_are_one_title_here_too(dune: Home) -> None:
    dune.run("add", "Dune", "--audio", "20:00", "--days", "10")
    dune.run("log", "dune", "3:00")
    row = json.loads(dune.ok("pace", "--json"))["loans"][0]
    assert (row["unit"], row["today"]["left"]) == ("seconds", 0)
    assert dune.ok("prompt") == "Dune: done for today, 10 d\n"
    dune.run("return", "2")
    assert dune.ok("prompt") == "Dune: done for today, 21 d\n"


def test_it_does_not_wait_for_a_store_that_is_being_written(dune: Home) -> None:
    import sqlite3

    with sqlite3.connect(dune.store) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert dune.ok("prompt") == "Dune: 20 p. to go, 21 d\n"
