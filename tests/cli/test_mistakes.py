"""Mistakes in what is typed: each answer says what was expected, with a line that works."""

import shlex

import pytest

from tests.cli.given import given, report, tried
from tests.terminal import Home


@pytest.fixture
def two(home: Home) -> Home:
    given(home, "add 'The Overstory' --pages 500", "add 'Hard Times' --pages 300")
    return home


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("show", "show needs a book: readtrack show overstory"),
        ("renew", "renew needs a book: readtrack renew overstory"),
        ("edit", "edit needs a book: readtrack edit overstory --due fri"),
        ("add", "add needs a title: readtrack add 'Hard Times' --pages 300"),
        ("later add", "later add needs a title: readtrack later add 'Hard Times' --pages 300"),
        ("away add", "away add needs days: readtrack away add fri..sun"),
        ("routine add bed", "routine add needs minutes: readtrack routine add bed 30m --for text"),
        ("restore", "restore needs a file: readtrack restore saved.db"),
        ("add x --pages", "--pages needs a value.\nSuch as: readtrack --db "),
        ("list --sort", "--sort needs a value.\nSuch as: readtrack --db "),
        (
            "add x --format boook",
            "--format takes print, ebook, audiobook or magazine, not 'boook'.",
        ),
        ("edit hard --entry x", "--entry takes a whole number, not 'x'."),
        ("pace extra", "pace does not take 'extra'.\nWrite: readtrack pace"),
        (
            "routine add my bed 30m",
            "routine add does not take '30m' as well: put several words in quotes.\n"
            "Such as: readtrack routine add bed 30m --for text",
        ),
        ("export", "export needs one of ics, csv or json."),
    ],
)
def test_what_was_expected_is_said_with_an_example(two: Home, line: str, said: str) -> None:
    answer = tried(two, line)
    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith(f"readtrack: {said}")
    assert len(answer.err.splitlines()) <= 2


def test_a_value_that_cannot_be_is_replaced_in_the_line_that_was_typed(two: Home) -> None:
    for line in ("add Emma --format eboook --pages 9", "add Emma --format=eboook --pages 9"):
        said = two.run(*line.split()).err.splitlines()[1]
        assert said == "Such as: readtrack add Emma --format ebook --pages 9"
    given(two, "config cap 3", shlex.join(shlex.split(said)[3:]))


@pytest.mark.parametrize("line", ["show", "renew", "return", "finish", "drop", "edit"])
def test_the_example_works_as_it_stands(two: Home, line: str) -> None:
    said = tried(two, line).err.strip()
    given(two, said.partition(": readtrack ")[2])


@pytest.mark.parametrize(
    "line",
    [
        "show the overstory",
        "renew the overstory --days 7",
        "renew the --days 7 overstory",
        "edit the overstory --pages 480",
        "return the overstory",
        "finish the overstory",
        "drop the overstory",
        "start the overstory",
        "snooze add the overstory",
    ],
)
def test_titles_of_several_words_need_no_quotes(two: Home, line: str) -> None:
    answer = tried(two, line)
    assert answer.code == 0
    assert "The Overstory" in answer.out


def test_nor_does_a_title_that_is_considered(two: Home) -> None:
    considered = report(two, "consider the overstory --pages 90")
    assert considered["title"] == "The Overstory"


def test_a_new_title_of_several_words_needs_none_either(home: Home) -> None:
    given(home, "add hard times --pages 300", "later add the waves --pages 200")
    assert [each["title"] for each in report(home, "list")["loans"]] == ["hard times"]
    given(home, "later edit the waves --pages 220", "later drop the waves")
    assert report(home, "later")["wishes"] == []


def test_a_slip_at_the_question_is_asked_again(two: Home) -> None:
    screen = two.screen("log", "hard", typed=["9000", "twelve", "12"])
    assert screen.code == 0
    assert screen.out.count("Where are you in Hard Times") == 3
    assert "Hard Times: p. 12 of 300" in screen.out


def test_no_question_breaks_inside_a_word(home: Home) -> None:
    title = "The extraordinary Education of Nicholas Benedict"
    home.ok("add", title, "--pages", "300")
    screen = home.screen("log", "education", columns=40, typed=[""]).out
    lines = screen.splitlines()
    assert max(map(len, lines)) <= 40
    assert set(title.split()) <= set(screen.replace(",", " ").split())


def test_a_place_past_the_end_names_the_line_that_mends_the_length(home: Home) -> None:
    home.ok("add", "X", "--pages", "380")
    home.ok("add", "Y", "--audio", "3:00")
    for line in ("log X 400", "edit 1 --until 400", "log X +400"):
        (way,) = home.run(*line.split()).err.splitlines()[1:]
        assert way == "If the length is wrong, mend it, such as with: readtrack edit 1 --pages 400"
    assert home.run("log", "Y", "4:10").err.endswith("with: readtrack edit 2 --audio 4:10\n")
    assert home.run("log", "X", "120%").err.endswith("Such as: readtrack log X end\n")
    assert home.run("later", "add", "Z", "--pages", "9", "--until", "12").err.endswith(
        "Such as: readtrack later add Z --pages 12 --until 12\n"
    )
