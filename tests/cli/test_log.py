"""Saying where one is."""

import json

import pytest

from tests.terminal import Home


@pytest.fixture
def reading(home: Home) -> Home:
    home.ok("add", "Business Adventures", "--pages", "459")
    return home


def test_todays_target_stands_still_while_one_reads(reading: Home) -> None:
    targets = []
    for position in ("5", "11", "40"):
        reading.ok("log", "business", position)
        targets.append(json.loads(reading.ok("pace", "--json"))["loans"][0]["today"]["target"])
    assert targets == [23, 23, 23]


def test_the_worked_example_of_sixteen_days(reading: Home) -> None:
    reading.today = "2026-03-05"
    reading.ok("log", "business", "120")
    reading.today = "2026-03-06"
    row = json.loads(reading.ok("pace", "--json"))["loans"][0]
    assert (row["days_left"], row["need_per_day"], row["today"]["target"]) == (16, 22, 142)


@pytest.mark.parametrize(
    ("words", "position"),
    [
        (["120"], 120),
        (["p. 120"], 120),
        (["+20"], 20),
        (["45%"], 207),
        (["+10%"], 46),
        (["xviii"], 0),
        (["end"], 459),
    ],
)
def test_a_place_can_be_written_in_many_ways(
    reading: Home, words: list[str], position: int
) -> None:
    assert reading.run("log", "business", *words).code == 0
    assert json.loads(reading.ok("pace", "--json"))["loans"][0]["position"] == position


@pytest.mark.parametrize(
    ("words", "what", "code"),
    [
        (["business", "500"], "500 is past the end, p. 459.", 2),
        (["business", "3:20"], "3:20 is a time, and this edition counts pages.", 2),
        (["business", "far"], "Cannot read 'far' as a position.", 2),
        (["business", "9", "--on", "tomorrow"], "Tue 3 Mar has not come yet.", 2),
        (["business", "9", "--on", "feb 20"], "Business Adventures was checked out on", 2),
        (["business", "9", "--minutes", "0"], "Cannot take '0' as minutes of a day.", 2),
        (["dune", "9"], "No book that is out is called 'dune'.", 4),
        (["busines", "9"], "'busines' is no title that is out. Near it:", 4),
    ],
)
def test_what_cannot_be_is_refused(reading: Home, words: list[str], what: str, code: int) -> None:
    answer = reading.run("log", *words)
    assert (answer.out, answer.code) == ("", code) if code != 4 or words[0] == "dune" else True
    assert answer.err.startswith(f"readtrack: {what}") or words[0] == "busines"


def test_a_beginning_of_a_word_is_enough(reading: Home) -> None:
    reading.ok("log", "adv", "9")


def test_two_titles_that_answer_are_listed_with_exit_code_4(reading: Home) -> None:
    reading.ok("add", "Business as Usual", "--pages", "50")
    answer = reading.run("log", "business", "9")
    assert answer.code == 4
    assert "  1  Business Adventures (e-book, 459 pages)\n" in answer.err
    assert "  2  Business as Usual (e-book, 50 pages)\n" in answer.err


def test_a_step_back_and_a_long_leap_are_taken_with_a_word(reading: Home) -> None:
    answer = reading.run("log", "business", "450")
    assert (answer.code, answer.err) == (0, "That is 450 pages in one go.\n")
    answer = reading.run("log", "business", "20")
    assert (answer.code, answer.err) == (0, "That goes back from p. 450 to p. 20.\n")


def test_an_entry_for_yesterday_leaves_the_later_one_standing(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400", "--on", "yesterday")
    home.ok("log", "dune", "50")
    home.ok("log", "dune", "30", "--on", "yesterday")
    row = json.loads(home.ok("pace", "--json"))["loans"][0]
    assert (row["position"], row["today"]["start"]) == (50, 30)


def test_the_form_of_the_place_picks_the_edition(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    home.run("add", "Dune", "--audio", "20:00")
    assert home.run("log", "dune", "5:00").out.startswith("Dune: 5:00 of 20:00 (25%)")
    assert home.run("log", "dune", "120").out.startswith("Dune: p. 120 of 400 (30%)")
    assert home.run("log", "dune", "45%").out.startswith("Dune: p. 180 of 400 (45%)")
    assert home.run("log", "2", "50%").out.startswith("Dune: 10:00 of 20:00 (50%)")


def test_a_bare_number_for_an_audiobook_is_refused_with_the_forms(home: Home) -> None:
    home.ok("add", "Dune", "--audio", "12:00")
    answer = home.run("log", "dune", "90")
    assert answer.code == 2
    assert answer.err == (
        "readtrack: 90 alone does not say hours or minutes.\n"
        "This is an audiobook: write 90m, 90h, 3:20 or 45%.\n"
    )


def test_further_yesterday_counts_from_where_yesterday_was(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400", "--on", "2026-02-28")
    home.ok("log", "dune", "30", "--on", "2026-02-28")
    home.ok("log", "dune", "60")
    home.ok("log", "dune", "+10", "--on", "yesterday")
    row = json.loads(home.ok("pace", "--json"))["loans"][0]
    assert (row["today"]["start"], row["position"]) == (40, 60)


def test_words_that_are_not_text_are_refused(home: Home) -> None:
    import os
    import subprocess

    from tests.terminal import command

    words = [os.fsencode(word) for word in command(["log"])] + [b"Caf\xe9", b"9"]
    done = subprocess.run(words, env=home.environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 2)
    assert b"That is not text" in done.stderr


def test_what_is_read_of_today_is_said_to_be_done_for_today(home: Home) -> None:
    home.ok("add", "Emma", "--pages", "400")
    assert home.ok("log", "emma", "25").splitlines()[1] == "Today: p. 0 → 20, done for today."
    assert "today       p. 0 → 20, done for today\n" in home.ok("show", "emma")
