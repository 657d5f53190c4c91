"""After a command, one line on standard error says what became due since the last look."""

import subprocess

import pytest

from tests.cli.given import given, tried
from tests.store.contents import shell
from tests.terminal import Home, command


@pytest.fixture
def two(home: Home) -> Home:
    given(home, "add Emma --pages 300 --days 2", "add Dune --pages 400 --format print --days 2")
    return home


def said(home: Home, day: str, line: str = "list") -> str:
    home.today = day
    return tried(home, line).err


def test_what_becomes_due_and_what_is_over_is_said_once_each(two: Home) -> None:
    assert said(two, "2026-03-03") == ""
    assert said(two, "2026-03-04") == "Emma is due today, Dune is due today. See: readtrack due\n"
    assert said(two, "2026-03-04", "log dune 10") == ""
    assert said(two, "2026-03-05") == "Dune is overdue, Emma has expired. See: readtrack due\n"
    assert said(two, "2026-03-06", "config cap 3") == ""


def test_a_digital_loan_that_ends_at_its_hour_is_said_after_it(home: Home) -> None:
    given(home, "add Emma --pages 300 --days 2 --time 14:05")
    assert "Emma is due today" in said(home, "2026-03-04T09:00")
    assert said(home, "2026-03-04T14:00") == ""
    assert "Emma has expired" in said(home, "2026-03-04T14:05")


def test_a_digital_loan_that_has_expired_does_so_once_where_a_day_ends_after_midnight(
    home: Home,
) -> None:
    given(home, "config day_start 04:00", "add Emma --pages 300 --days 2 --time 14:05")
    assert "Emma has expired" in said(home, "2026-03-04T15:00")
    assert said(home, "2026-03-05T01:00") == ""
    assert said(home, "2026-03-05T09:00") == ""


def test_what_expired_long_ago_or_was_borrowed_again_is_no_news(home: Home) -> None:
    given(home, "add Emma --pages 300 --days 2", "add Dune --pages 400 --days 8")
    assert said(home, "2026-03-12", "add Dune --pages 400 --anyway --why again") == ""
    assert said(home, "2026-03-13") == ""


def test_each_edition_is_said_whatever_is_said_of_another(home: Home) -> None:
    given(
        home,
        "add Dune --pages 400 --format print --days 1",
        "add Dune --audio 9:00 --days 3",
        "add Dune --pages 400 --days 4",
    )
    assert said(home, "2026-03-04") == "Dune (print) is overdue. See: readtrack due\n"
    assert said(home, "2026-03-05") == "Dune (audiobook) is due today. See: readtrack due\n"
    assert said(home, "2026-03-06") == (
        "Dune (audiobook) has expired, Dune (e-book) is due today. See: readtrack due\n"
    )


@pytest.mark.slow
def test_several_commands_at_once_say_it_once(two: Home) -> None:
    two.today = "2026-03-04"
    running = [
        subprocess.Popen(
            command(["list"]),
            env=two.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    lines = [process.communicate(timeout=60)[1] for process in running]
    assert sorted(filter(None, lines)) == [
        "Emma is due today, Dune is due today. See: readtrack due\n"
    ]


@pytest.mark.parametrize("look", ["", "due"])
def test_a_look_that_shows_it_says_it_itself(two: Home, look: str) -> None:
    two.today = "2026-03-04"
    answer = tried(two, look)
    assert "Emma" in answer.out
    assert answer.err == ""
    assert said(two, "2026-03-04") == ""


def test_what_is_back_renewed_or_read_to_the_end_is_no_news(two: Home) -> None:
    given(two, "log emma 300", "return dune")
    assert said(two, "2026-03-04") == ""
    given(two, "add Persuasion --pages 200 --days 1", "renew persuasion --days 9")
    assert said(two, "2026-03-05") == ""


def test_the_line_is_no_change_to_undo_and_waits_for_nobody(two: Home) -> None:
    with shell(two.store) as other:
        other.execute("BEGIN IMMEDIATE")
        assert said(two, "2026-03-04") == ""
        other.execute("ROLLBACK")
    assert "Emma is due today" in said(two, "2026-03-04")
    assert "Dune" in tried(two, "undo").out


def test_many_at_once_are_one_line(home: Home) -> None:
    rows = [f"Book {number:02},2026-03-{3 + number % 4:02}" for number in range(60)]
    table = home.folder / "loans.csv"
    table.write_text("\n".join(["title,due", *rows]), encoding="utf-8")
    home.run("import", str(table))
    line = said(home, "2026-03-06")
    assert line.endswith(", and more. See: readtrack due\n")
    assert line.count("Book") == 4
