"""Saying where one is."""

import json

import pytest

from tests.cli.given import failed
from tests.store.contents import done
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
    reading.ok("log", "business", "120", "--yes")
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
        (["business", "9", "--on", "3.3."], "Tue 3 Mar has not come yet.", 2),
        (["business", "9", "--on", "feb 20"], "Business Adventures was checked out on", 2),
        (["business", "9", "--minutes", "0"], "Cannot take '0' as minutes of a day.", 2),
        (["dune", "9"], "No book that is out is called 'dune'.", 4),
        (["bsiness", "9"], "'bsiness' is no title that is out. Near it:", 4),
    ],
)
def test_what_cannot_be_is_refused(reading: Home, words: list[str], what: str, code: int) -> None:
    assert failed(reading.run("log", *words), code).startswith(f"readtrack: {what}")


def test_a_beginning_of_a_word_is_enough(reading: Home) -> None:
    reading.ok("log", "adv", "9")


def test_two_titles_that_answer_are_listed_with_exit_code_4(reading: Home) -> None:
    reading.ok("add", "Business as Usual", "--pages", "50")
    answer = reading.run("log", "business", "9")
    assert answer.code == 4
    assert "  1  Business Adventures (e-book, 459 pages), due " in answer.err
    assert "  2  Business as Usual (e-book, 50 pages), due " in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("45", ""),
        ("79", ""),
        ("75 --minutes 35", ""),
        ("98", ""),
        ("250", "That is 220 pages at once, about 4 h 46 min; your longest day had 39 minutes."),
        ("20", "That goes back from p. 30 to p. 20."),
        ("45 --minutes 300", "15 pages in 5 h is 20 minutes a page; yours is 1.3."),
        ("70 --minutes 5", "40 pages in 5 minutes is 0.1 minutes a page; yours is 1.3."),
    ],
)
def test_an_entry_far_from_what_the_reader_does_is_taken_with_a_word(
    reading: Home, words: str, said: str
) -> None:
    reading.ok("log", "business", "30")
    reading.today = "2026-03-03"
    answer = reading.run("log", "business", *words.split())
    assert (answer.code, answer.err) == (0, f"{said}\n" if said else "")
    done(reading.store, reading.today, "undo")
    assert reading.run("log", "business", *words.split(), "--yes").err == ""


def test_what_was_read_today_makes_no_larger_amount_usual(reading: Home) -> None:
    reading.ok("log", "business", "80", "--yes")
    answer = reading.run("log", "business", "300")
    assert (answer.code, answer.err) == (
        0,
        "That is 220 pages at once, about 4 h 46 min; today asks 30 minutes.\n",
    )


@pytest.mark.parametrize(
    ("place", "odd"),
    [("20", ""), ("30", ""), ("40", "That is beyond p. 30, where you were on Thu 5 Mar.\n")],
)
def test_an_entry_of_an_earlier_day_leaves_later_ones_standing(
    reading: Home, place: str, odd: str
) -> None:
    reading.today = "2026-03-05"
    reading.ok("log", "business", "30")
    answer = reading.run("log", "business", place, "--on", "tue")
    stands = f"Business Adventures, Tue 3 Mar: p. {place}. Later entries stand; you are at p. 30."
    assert (answer.code, answer.out.splitlines()[0], answer.err) == (0, stands, odd)


def test_a_person_is_asked_about_an_odd_entry_and_may_take_it_back(reading: Home) -> None:
    reading.ok("log", "business", "30")
    screen = reading.screen("log", "business", "300", typed=["n"])
    assert screen.code == 130
    assert "270 pages at once" in screen.out
    assert json.loads(reading.ok("pace", "--json"))["loans"][0]["position"] == 30


def test_a_position_alone_means_the_one_title_that_is_out(reading: Home) -> None:
    assert reading.ok("log", "45").startswith("Business Adventures: p. 45 of 459")
    assert reading.ok("log", "50", "of", "459").startswith("Business Adventures: p. 50")


def test_a_position_alone_means_the_title_that_has_something_today(home: Home) -> None:
    home.ok("routine", "add", "bed", "40")
    home.ok("add", "Dune", "--pages", "100", "--days", "7")
    home.ok("add", "Emma", "--pages", "90", "--days", "60")
    assert [row["today"]["left"] > 0 for row in json.loads(home.ok("pace", "--json"))["loans"]] == [
        True,
        False,
    ]
    assert home.run("log", "9").out.startswith("Dune: p. 9 of 100")


def test_a_position_alone_means_the_title_that_counts_so(home: Home) -> None:
    home.ok("add", "Emma", "--audio", "15:00")
    home.ok("add", "Dune", "--pages", "400")
    assert home.ok("log", "9").startswith("Dune: p. 9 of 400")
    assert home.ok("log", "0:20").startswith("Emma: 0:20 of 15:00")


def test_a_position_alone_is_asked_about_where_nothing_tells(home: Home) -> None:
    home.ok("config", "rest_days", "mon")
    home.ok("add", "Dune", "--pages", "400")
    home.ok("add", "Emma", "--pages", "400")
    answer = home.run("log", "9")
    assert answer.code == 4
    assert "A position alone could mean:\n  1  Dune (e-book, 400 pages)" in answer.err
    assert "Emma: p. 9 of 400" in home.screen("log", "9", typed=["2"]).out


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ("the overstory 31", 31),
        ("the overstory p. 31", 31),
        ("overstory page 31", 31),
        ("overstory p31", 31),
        ("the overstory S. 31", 31),
        ("the overstory 31 of 500", 31),
        ("the overstory 31/500", 31),
        ("the overstory 25 of 250", 50),
        ("the overstory 10 %", 50),
        ("the overstory + 20", 20),
        ("1 31", 31),
    ],
)
def test_a_title_of_several_words_needs_no_quotes(home: Home, words: str, position: int) -> None:
    home.ok("add", "The Overstory", "--pages", "500")
    home.ok("log", *words.split())
    assert json.loads(home.ok("pace", "--json"))["loans"][0]["position"] == position


@pytest.mark.parametrize(
    "time", ["1h30", "1 h 30", "90 minutes", "1 hr and 30 mins", "PT1H30M", "1:30:00", "90m"]
)
def test_a_time_of_audio_is_read_however_it_is_written(home: Home, time: str) -> None:
    home.ok("add", "Emma", "--audio", "15 hrs and 30 mins")
    home.ok("log", "emma", *time.split())
    assert json.loads(home.ok("pace", "--json"))["loans"][0]["position"] == 5400


def test_a_title_that_is_a_number_is_one(home: Home) -> None:
    home.ok("add", "1984", "--pages", "300")
    assert home.ok("log", "1984", "20").startswith("1984: p. 20 of 300")
    home.ok("add", "Catch 22", "--pages", "450")
    assert home.ok("log", "catch", "22", "30").startswith("Catch 22: p. 30 of 450")
    for words, example in ((["1984"], "1984 35"), (["catch", "22"], "catch 22 52")):
        assert home.run("log", *words).err == (
            f"readtrack: log needs a position.\nWrite: readtrack log {example}\n"
        )


@pytest.mark.parametrize(
    ("words", "position"),
    [("34 pages", 34), ("34 page", 34), ("50 percent", 250), ("25 von 500", 25)],
)
def test_a_position_may_be_words(home: Home, words: str, position: int) -> None:
    home.ok("add", "Hard Times", "--pages", "500")
    home.ok("log", "hard", *words.split(), "--yes")
    assert json.loads(home.ok("pace", "--json"))["loans"][0]["position"] == position


@pytest.mark.parametrize("words", ["far away", "25 of 0", "34 chapters"])
def test_what_is_no_position_is_named(home: Home, words: str) -> None:
    home.ok("add", "Hard Times", "--pages", "500")
    answer = home.run("log", "hard", *words.split())
    assert answer.err.startswith(f"readtrack: Cannot read {words!r} as a position.")


def test_without_a_position_a_script_is_told_what_to_type(reading: Home) -> None:
    answer = reading.run("log", "business")
    assert (answer.code, answer.err) == (
        2,
        "readtrack: log needs a position.\nWrite: readtrack log business 23\n",
    )
    answer = reading.run("log")
    assert (answer.code, answer.err) == (
        2,
        "readtrack: log needs a book and a position.\nWrite: readtrack log 1 23\n",
    )
    assert reading.run(*answer.err.split("readtrack ")[1].split()).code == 0


def test_without_a_position_a_person_is_asked_for_it(reading: Home) -> None:
    screen = reading.screen("log", "business", typed=["31"])
    assert "Where are you in Business Adventures, p. 0 of 459:" in screen.out
    assert "Business Adventures: p. 31 of 459" in screen.out


def test_after_a_slip_the_question_is_about_the_edition_of_the_answer(home: Home) -> None:
    for length in (("--pages", "459"), ("--audio", "16:42")):
        home.ok("add", "Business Adventures", *length)
    screen = home.screen("log", "business", typed=["9999", "99:00", "31"])
    asked = [line for line in screen.out.splitlines() if line.startswith("Where are you in")]
    assert [line.partition(", ")[2] for line in asked] == [
        "p. 0 of 459: 9999",
        "p. 0 of 459: 99:00",
        "0:00 of 16:42: 31",
    ]


def test_log_alone_goes_through_the_titles_that_are_out(home: Home) -> None:
    home.ok("config", "cap", "4")
    for title, days in (("Dune", 9), ("Emma", 12), ("Kim", 15), ("Ulysses", 21)):
        home.ok("add", title, "--pages", "400", "--days", str(days))
    screen = home.screen("log", typed=["20", "", "far", "30", "q"]).out
    asked = [line for line in screen.splitlines() if "p. 0 of 400" in line]
    assert [line.split(",")[0] for line in asked] == ["Dune", "Emma", "Kim", "Kim", "Ulysses"]
    assert "Cannot read 'far' as a position." in screen
    rows = json.loads(home.ok("pace", "--json"))["loans"]
    assert [row["position"] for row in rows] == [20, 0, 30, 0]


def test_who_breaks_off_keeps_what_was_logged_before(home: Home) -> None:
    home.ok("config", "cap", "3")
    for title in ("Dune", "Emma", "Kim"):
        home.ok("add", title, "--pages", "400")
    screen = home.screen("log", typed=["300", "n", "20", "\x04"]).out
    assert "That was not logged." in screen
    assert "Dune: p. 20 of 400" in screen
    assert "Nothing was changed" not in screen
    rows = json.loads(home.ok("pace", "--json"))["loans"]
    assert [row["position"] for row in rows] == [20, 0, 0]


def test_a_title_that_was_not_out_on_the_day_is_not_asked_about(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400", "--on", "yesterday")
    home.ok("add", "Emma", "--pages", "400")
    screen = home.screen("log", "--on", "yesterday", typed=["20"]).out
    assert "Emma was checked out on Mon 2 Mar, later." in screen
    assert "Dune: p. 20 of 400" in screen


def test_log_alone_with_nothing_out_says_so(home: Home) -> None:
    assert home.run("log").code == 4
    assert home.run("log", "45").code == 4


def test_a_step_back_is_taken_with_a_word(reading: Home) -> None:
    reading.ok("log", "business", "30")
    answer = reading.run("log", "business", "20")
    assert (answer.code, answer.err) == (0, "That goes back from p. 30 to p. 20.\n")


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
        "This is an audiobook: write 90m, 90h, 3:20 or 45%. Such as: readtrack log dune 0:36\n"
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


def test_what_was_read_before_a_checkout_ended_can_still_be_logged(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "300")
    home.ok("log", "dune", "50")
    home.ok("return", "dune")
    home.today = "2026-03-05"
    assert failed(home.run("log", "dune", "55"), 4) == (
        "readtrack: Dune is no longer out: it ended Mon 2 Mar.\n"
        "What you read before can be logged. "
        "Such as: readtrack log dune 55 --on 2026-03-02\n"
    )
    assert home.ok("log", "1", "55", "--on", "2026-03-02") == "Dune: p. 55; it ended Mon 2 Mar.\n"
    assert home.ok("log", "dune", "end", "--on", "2026-03-02", "--yes") == (
        "Dune: finished; it ended Mon 2 Mar.\n"
    )
    assert "finished" in home.screen("list", "--past").out.split()
    home.ok("undo")
    assert "p. 55" in home.screen("list", "--past").out


def test_another_title_that_is_out_comes_first(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "300")
    home.ok("return", "dune")
    home.ok("add", "Dune Messiah", "--pages", "200")
    assert home.ok("log", "dune", "9").startswith("Dune Messiah: p. 9")
    assert home.ok("log", "1", "9", "--on", "today").startswith("Dune: p. 9; it ended")


def test_a_checkout_that_was_given_back_too_soon_can_be_renewed(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "300")
    home.ok("log", "dune", "50")
    home.ok("return", "dune")
    assert home.ok("renew", "dune", "--due", "2026-04-02").startswith("Renewed. Dune")
    assert json.loads(home.ok("pace", "--json"))["loans"][0]["position"] == 50


def test_of_two_books_the_one_that_has_something_today_is_named(home: Home) -> None:
    home.ok("add", "Emma", "--pages", "300", "--days", "10")
    home.ok("add", "Dune", "--pages", "400")
    answer = home.run("log", "12")
    assert answer.out.startswith("Emma: p. 12 of 300")
    assert answer.err == "Taken for Emma, which has something today.\n"
    assert home.run("log", "emma", "14").err == ""
