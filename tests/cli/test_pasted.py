"""Command lines that messages print: pasted into a shell they do what was promised."""

import re
import shlex

import pytest

from tests.cli.given import given, report, tried
from tests.slow import few
from tests.terminal import Answer, Home

TITLES = (
    "--help", "-x $(touch X) `touch X`", "1984", "O'Brien's \"Best\"", "-x", "--", "--db",
    "a; b & c", "~", "*", "!!", "--pages 3", "Über \\ uns", "#3",
)  # fmt: skip
TITLED = pytest.mark.parametrize("title", few(TITLES, often=4))


def pasted(home: Home, text: str) -> list[Answer]:
    """Run every command line in `text`, up to where two blanks end it."""
    lines = re.findall(r"readtrack (.+?)(?:  .*)?$", text, re.MULTILINE)
    assert lines, text
    commands = [each for line in lines for each in line.split(" && readtrack ")]
    return [home.run(*shlex.split(command.replace("...", "It is due."))) for command in commands]


def titles(home: Home) -> list[str]:
    return [loan["title"] for loan in report(home, "list")["loans"]]


@TITLED
def test_a_refused_checkout_is_made_by_the_command_that_is_printed(home: Home, title: str) -> None:
    given(home, "add One --pages 100", "add Two --pages 100")
    words = ("--pages", "120", "--author", "-y", "--library", "It's $HOME", "--at", "20")
    refused = home.run("add", *words, "--", title)
    assert refused.code == 3
    way = next(line for line in refused.err.splitlines() if "--anyway" in line)
    assert [answer.code for answer in pasted(home, way)] == [0]
    loan = report(home, "list")["loans"][-1]
    assert (loan["title"], loan["authors"], loan["position"]) == (title, ["-y"], 20)


@TITLED
def test_a_position_that_is_missing_can_be_added_as_it_is_printed(home: Home, title: str) -> None:
    home.ok("add", "--pages", "300", "--", title)
    asked = home.run("log", "--", title)
    assert asked.code == 2
    assert [answer.code for answer in pasted(home, asked.err)] == [0]
    assert report(home, "list")["loans"][0]["position"] == 15


@TITLED
def test_the_command_for_another_edition_takes_the_title_as_it_is(home: Home, title: str) -> None:
    given(home, "routine add bed 20 --for text", "routine add chores 30 --for audio")
    home.run("add", "--audio", "13:00", "--", title)
    given(home, "return 1")
    home.run("add", "--pages", "450", "--", title)
    ways = report(home, "ways")["ways"]
    way = next(way for way in ways if way["kind"] == "other_edition")
    assert [answer.code for answer in pasted(home, way["command"])] == [0]
    assert titles(home) == [title, title]


@TITLED
def test_a_routine_that_exists_is_changed_by_the_command_that_is_printed(
    home: Home, title: str
) -> None:
    home.ok("routine", "add", "--", title, "30")
    refused = home.run("routine", "add", "--", title, "1 h 10")
    assert [answer.code for answer in pasted(home, refused.err)] == [0]
    routine = report(home, "routine")["routines"][0]
    assert (routine["name"], routine["minutes"]) == (title, 70)


@TITLED
def test_two_books_are_joined_by_the_commands_that_are_printed(home: Home, title: str) -> None:
    given(home, "config cap 3", "add Other --pages 100")
    home.ok("add", "--pages", "300", "--", title)
    given(home, "return 2")
    refused = home.run("edit", "1", "--title", title)
    assert [answer.code for answer in pasted(home, refused.err)] == [0, 0]
    assert titles(home) == [title]


@TITLED
def test_a_place_is_moved_by_the_command_that_is_printed(home: Home, title: str) -> None:
    home.ok("add", "--pages", "300", "--", title)
    refused = home.run("add", "--audio", "7:00", "--at", "25 of 380", "--", title)
    assert [answer.code for answer in pasted(home, refused.err)] == [0]
    unreadable = home.run("add", "--audio", "7:00", "--at", "$(touch X)", "--", title)
    assert unreadable.err.endswith("readtrack log 1 '$(touch X)'\n")


@TITLED
def test_a_command_that_has_to_be_whole_is_printed_whole(home: Home, title: str) -> None:
    home.ok("add", "--pages", "300", "--", title)
    refused = home.run("dr", "--", title)
    assert [answer.code for answer in pasted(home, refused.err)] == [0]
    assert titles(home) == []


def test_a_store_named_like_an_option_or_a_script_is_looked_into_as_printed(home: Home) -> None:
    given(home, "add One --pages 100")
    copy = home.store.with_name("reading's $(copy) conflicted copy.db")
    copy.write_bytes(home.store.read_bytes())
    found = home.run("doctor")
    line = next(line for line in (found.out + found.err).splitlines() if "--db" in line)
    assert "One" in pasted(home, line)[0].out


def test_a_command_that_does_not_fit_its_line_has_one_of_its_own(home: Home) -> None:
    home.ok("add", "--pages", "300", "--", "The Overstory: A Novel of Trees and People")
    words = (
        "add",
        "--audio",
        "7:00",
        "--at",
        "25 of 380",
        "the overstory: a novel of trees and people",
    )
    seen = home.screen(*words, columns=60).out
    assert seen.endswith("Leave --at, and move the place with:\n  readtrack log 1 '25 of 380'\n"), (
        seen
    )


@pytest.mark.parametrize(
    "line",
    [
        "edit momo2 --format ebook",
        "edit momo2 --format ebook --pages 120 --author 'Michael Ende' --due 2026-04-01",
        "add Two --pages 90 --until 80 --on yesterday --why 'the film'",
        "renew old --due 2026-04-01 --renewals-left 2",
        "later borrow wished --days 12 --time 9:30",
    ],
)
def test_the_way_past_the_gate_repeats_all_options(home: Home, line: str) -> None:
    given(
        home,
        "config cap 1",
        "add Old --pages 20 --on 2026-02-01 --days 21",
        "add One --pages 20",
        "add Momo2 --format magazine",
        "later add Wished --pages 20",
    )
    refused = tried(home, line)
    assert refused.code == 3
    (way,) = (each for each in refused.err.splitlines() if " --anyway" in each)
    (passed,) = pasted(home, way.replace('"..."', "x"))
    assert passed.code == 0, passed
    typed = [word for word in shlex.split(line) if word.startswith("--")]
    kept = {"--on", "--format", "--author", "--renewals-left", "--until", "--why", "--time"}
    assert kept & set(typed) <= set(shlex.split(way))
