"""Options are read like everything else that is typed: a few forms of each kind."""

import pytest

from readtrack.importing.values import typed_format
from tests.cli.given import given, report, tried
from tests.terminal import Home


def the_loan(home: Home) -> dict[str, object]:
    return report(home, "pace")["loans"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("--pages '1,204 pages'", "length", 1204),
        ("--pages 'p. 459'", "length", 459),
        ("--audio '2,5 h'", "length", 9000),
        ("--audio '10 hrs and 57 mins'", "length", 39_420),
        ("--pages 9 --days '3 weeks'", "due", "2026-03-23"),
        ("--pages 9 --days 'vierzehn Tage'", "due", "2026-03-16"),
        ("--pages 9 --due morgen", "due", "2026-03-03"),
        ("--pages 9 --due 'the 27th'", "due", "2026-03-27"),
        ("--pages 9 --due 27.3", "due", "2026-03-27"),
        ("--pages 9 --due 'Fri 27 Mar' --time '2:05 pm'", "due_time", "14:05"),
        ("--pages 380 --at '25 / 380'", "position", 25),
        ("--pages 400 --at '12,5 %'", "position", 50),
        ("--audio 8:00 --at 'half an hour'", "position", 1800),
    ],
)
def test_a_checkout_takes_any_form(home: Home, words: str, field: str, value: object) -> None:
    given(home, f"add One {words}")
    assert the_loan(home)[field] == value


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("add One --pages many", "Cannot read 'many' as a number of pages.\nWrite 304."),
        ("add One --pages 9 --days soon", "Cannot read 'soon' as a number of days."),
        ("add One --audio 9:00 --speed fast", "Cannot read 'fast' as a playback speed."),
        ("add One --pages 9 --due 3.4", "3.4 can be read two ways."),
        ("add One --pages 9 --due 31.2.", "There is no 31 February.\nIts last day is 2027-02-28."),
        ("add One --audio '1.30 h'", "1.30 h can be read two ways."),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(home: Home, line: str, said: str) -> None:
    answer = tried(home, line)
    assert answer.code == 2
    assert answer.err.startswith(f"readtrack: {said}")


def test_speed_and_minutes_are_read_too(home: Home) -> None:
    given(home, "add One --audio 9:00 --speed 1,5x", "log One 0:20 --minutes 'half an hour'")
    shown = home.screen("show", "1").out
    assert "  speed       1.5 ×\n" in shown
    assert shown.endswith("0:20     30 min\n")
    for minutes, written in (("1 h 10", " 1 h 10 min"), ("0", "")):
        given(home, f"edit 1 --entry 1 --minutes '{minutes}'")
        last = home.screen("show", "1").out.splitlines()[-1]
        assert last.partition("0:20")[2].rstrip().endswith(written)


def test_a_renewal_a_plan_and_a_snooze_take_weeks(home: Home) -> None:
    given(home, "add One --pages 300", "renew 1 --days '2 weeks' --yes", "snooze One 2 weeks")
    assert the_loan(home)["due"] == "2026-04-06"
    assert len(report(home, "plan --days 1w")["days"]) == 7


@pytest.mark.parametrize(
    ("typed", "format_"),
    [
        ("Ebook", "ebook"), ("e-book", "ebook"), ("E-Books", "ebook"), ("Kindle", "ebook"),
        ("Zeitschrift", "magazine"), ("Zeitschriften", "magazine"), ("Magazin", "magazine"),
        ("Hörbuch", "audiobook"), ("audio book", "audiobook"), ("Hörbücher", "audiobook"),
        ("book", "print"), ("Buch", "print"), ("PRINTED", "print"), ("Hardcover", "print"),
        ("audibook", None), ("stone", None), ("", None), ("notebook", None),
    ],
)  # fmt: skip
def test_formats_are_read_as_people_write_them(typed: str, format_: str | None) -> None:
    assert typed_format(typed) == format_


def test_a_word_of_a_list_is_read_in_any_case(home: Home) -> None:
    home.ok("add", "Momo", "--format", "Zeitschrift", "--due", "2026-03-20")
    assert "Momo" in home.ok("list", "--only", "Magazine", "--sort", "Due")
    assert "audio" in home.ok("routine", "add", "walk", "30m", "--for", "Audio")
    refused = home.run("add", "Two", "--format", "stone")
    assert refused.err == (
        "readtrack: --format takes print, ebook, audiobook or magazine, not 'stone'.\n"
        "Such as: readtrack add Two --format print\n"
    )


def test_an_option_of_the_program_is_put_before_the_command(home: Home) -> None:
    for line in ("pace --color always", "pace --color=always"):
        assert home.run(*line.split()).err.endswith("always pace\n")
    assert home.run("pace", "--color", "always").err == (
        "readtrack: --color goes before the command: readtrack --color always pace\n"
    )
    assert home.run("add", "X", "--db", "a b.db").err.endswith("readtrack --db 'a b.db' add X\n")
    twice = home.run("--color", "never", "pace", "--color", "always").err
    assert twice.endswith(" readtrack --color always --color never pace\n")
    assert home.run("--color").err.endswith("\nSuch as: readtrack --color always\n")
