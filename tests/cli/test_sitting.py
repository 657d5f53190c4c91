"""`start` and `stop`: reading with the clock running."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.given import failed, less_example, narrow
from tests.cli.given import given as run_all
from tests.servers import copied
from tests.store.contents import contents, outside, rows
from tests.terminal import Home

EVENING = "2026-03-02T21:05"
TO_END = "To end: readtrack stop\n"


@pytest.fixture(scope="module")
def two_out(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with Dune, at p. 42, and Emma."""
    home = Home(tmp_path_factory.mktemp("out"), EVENING)
    run_all(home, "routine add bed 60m", "add Dune --pages 412 --at 42", "add Emma --pages 300")
    return home.store


@pytest.fixture
def evening(two_out: Path, home: Home) -> Home:
    """Dune and Emma on a Monday evening."""
    copied(two_out, home.store)
    home.today = EVENING
    return home


def at(home: Home, moment: str) -> Home:
    """The same home, at another time of that evening, or at another moment."""
    home.today = moment if "-" in moment else f"2026-03-02T{moment}"
    return home


def log(home: Home) -> list[tuple[object, ...]]:
    return rows(home.store, "SELECT loan_id, day, position, minutes FROM progress ORDER BY id")


def sitting(home: Home) -> list[tuple[object, ...]]:
    return rows(home.store, "SELECT loan_id, started FROM sittings")


# Starting and stopping


def test_a_sitting_is_timed_and_logged(evening: Home) -> None:
    assert evening.ok("start", "dune") == f"Reading Dune from p. 42, to p. 76 today. {TO_END}"
    assert at(evening, "21:30").ok("stop", "61") == (
        "Read for 25 minutes.\n"
        "Dune: p. 61 of 412 (14%)\n"
        "Today: p. 42 → 76, 15 pages to go, about 19 minutes.\n"
    )
    assert log(evening) == [(1, "2026-03-02", 61, 25)]
    assert sitting(evening) == []


def test_start_says_what_is_done_and_what_is_not_for_today(evening: Home) -> None:
    evening.ok("log", "dune", "90")
    assert evening.ok("start", "1") == f"Reading Dune from p. 90, done for today. {TO_END}"
    evening.ok("stop", "--discard")
    assert evening.ok("start", "emma") == f"Reading Emma from p. 0. {TO_END}"


def test_a_title_needs_no_quotes_and_none_where_one_is_for_today(home: Home) -> None:
    home.ok("add", "The Left Hand of Darkness", "--pages", "300", "--author", "Ursula K. Le Guin")
    for words in (["the", "left", "hand"], ["le", "guin"], ["1"], []):
        assert home.ok("start", *words).startswith("Reading The Left Hand of Darkness from p. 0")
        home.ok("undo")
    home.ok("add", "Emma", "--pages", "300", "--due", "2026-04-20")
    answer = home.run("start")
    assert answer.out.startswith("Reading The Left Hand of Darkness")
    assert answer.err == "Taken for The Left Hand of Darkness, which has something today.\n"


def test_where_several_could_be_meant_they_are_listed(home: Home) -> None:
    run_all(home, "add 'Red Mars' --pages 100", "add 'Red Rising' --pages 100")
    assert failed(home.run("start", "red"), 4) == (
        "readtrack: 'red' could mean:\n"
        "  1  Red Mars (e-book, 100 pages), due Mon 23 Mar, in 21 days\n"
        "  2  Red Rising (e-book, 100 pages), due Mon 23 Mar, in 21 days\n"
        "Use the number, as in: readtrack start 1\n"
    )
    assert home.screen("start", "red", typed=["2"]).out.endswith(
        f"Reading Red Rising from p. 0. {TO_END}"
    )


def test_nothing_out_and_nothing_running_are_said_with_an_example(home: Home) -> None:
    answer = home.run("start")
    assert (answer.code, answer.err) == (
        4,
        "readtrack: Nothing is checked out.\n"
        "To check a book out: readtrack add 'Hard Times' --pages 304\n",
    )
    for words in (["stop"], ["stop", "20"], ["stop", "--discard"]):
        assert failed(home.run(*words), 4) == (
            "readtrack: Nothing is running.\n"
            "To check a book out: readtrack add 'Hard Times' --pages 304\n"
        )


def test_what_runs_already_goes_on(evening: Home) -> None:
    evening.ok("start", "dune")
    before = contents(evening.store)
    again = at(evening, "21:20").ok("start", "dune")
    assert again == f"Already reading Dune since 21:05. {TO_END}"
    assert contents(evening.store) == before


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        (["p61"], 61),
        (["p.", "61"], 61),
        (["+12"], 54),
        (["35%"], 144),
        (["25", "of", "50"], 206),
        (["end"], 412),
        (["dune", "61"], 61),
        (["1", "61"], 61),
        (["xii"], 0),
        ([], 42),
        (["dune"], 42),
    ],
)
def test_a_position_is_written_as_for_log(evening: Home, typed: list[str], position: int) -> None:
    evening.ok("start", "dune")
    assert at(evening, "21:35").run("stop", *typed, "--yes").code == 0
    assert log(evening) == [(1, "2026-03-02", position, 30)]


def test_a_time_goes_to_the_audiobook_of_the_title(evening: Home) -> None:
    evening.ok("add", "Dune", "--audio", "20:00")
    evening.ok("start", "1")
    assert (
        at(evening, "21:35")
        .ok("stop", "2:30")
        .startswith("Listened for 30 minutes.\nDune: 2:30 of 20:00 (12%)\n")
    )
    assert log(evening) == [(3, "2026-03-02", 9000, 30)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ["lots"],
            "Cannot read 'lots' as a position.\n"
            "Write 120, +20, 45%, 25 of 380, 3:20, 3h20m or end.",
        ),
        (["emma", "20"], "What is running is Dune, not 'emma'.\nWrite: readtrack stop 20"),
        (["--discard", "20"], "--discard logs nothing.\nWrite: readtrack stop --discard"),
        (["20", "--minutes", "0"], "Cannot take '0' as minutes of a day.\nWrite 35 or 1:10."),
    ],
)
def test_what_cannot_be_read_leaves_the_clock_running(
    evening: Home, typed: list[str], said: str
) -> None:
    evening.ok("start", "dune")
    before = contents(evening.store)
    assert less_example(failed(evening.run("stop", *typed), 2)) == f"readtrack: {said}\n"
    assert contents(evening.store) == before


def test_minutes_that_are_given_override_the_clock(evening: Home) -> None:
    evening.ok("start", "dune")
    assert "Read for 40 minutes." in at(evening, "22:30").ok("stop", "61", "--minutes", "40")
    assert log(evening) == [(1, "2026-03-02", 61, 40)]


def test_a_sitting_can_be_thrown_away(evening: Home) -> None:
    evening.ok("start", "dune")
    assert at(evening, "21:30").ok("stop", "--discard") == (
        "Nothing is logged of Dune since 21:05. Wrong? readtrack undo\n"
    )
    assert (log(evening), sitting(evening)) == ([], [])
    evening.ok("undo")
    assert len(sitting(evening)) == 1


def test_less_than_a_minute_is_no_minutes(evening: Home) -> None:
    evening.ok("start", "dune")
    assert at(evening, "21:05:59").ok("stop", "43").startswith("Dune: p. 43 of 412")
    assert log(evening) == [(1, "2026-03-02", 43, None)]


def test_a_clock_set_back_counts_no_minutes(evening: Home) -> None:
    evening.ok("start", "dune")
    at(evening, "20:05").ok("stop", "61")
    assert log(evening) == [(1, "2026-03-02", 61, None)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02", "2026-03-02T21:30"),
        ("2026-03-02T21:05", "2026-03-02"),
    ],
)
def test_a_bare_date_counts_no_minutes(home: Home, first: str, second: str) -> None:
    home.today = "2026-03-02"
    home.ok("add", "Dune", "--pages", "412")
    at(home, first).ok("start", "dune")
    assert at(home, second).ok("stop", "31").startswith("Dune: p. 31 of 412 (7%)\nToday")
    assert log(home) == [(1, "2026-03-02", 31, None)]


@pytest.mark.parametrize(
    ("began", "ended", "day", "minutes"),
    [
        ("2026-03-03T03:59", "2026-03-03T07:59", "2026-03-02", 240),
        ("2026-03-03T04:00", "2026-03-03T04:01", "2026-03-03", 1),
        ("2026-03-03T23:50", "2026-03-04T00:10", "2026-03-03", 20),
    ],
)
def test_the_minutes_logged_are_those_between_the_moments(
    evening: Home, began: str, ended: str, day: str, minutes: int
) -> None:
    evening.ok("config", "day_start", "04:00")
    at(evening, began).ok("start", "dune")
    at(evening, ended).run("stop", "60")
    assert log(evening) == [(1, day, 60, minutes)]


# Nights


def test_a_sitting_across_midnight_belongs_to_the_day_it_began(evening: Home) -> None:
    at(evening, "23:40").ok("start", "dune")
    first, second, *_ = at(evening, "2026-03-03T00:25").ok().splitlines(keepends=True)
    assert first.startswith("Tue 3 Mar · ")
    assert second == f"Reading Dune since Mon 2 Mar at 23:40. {TO_END}"
    evening.ok("stop", "70")
    assert log(evening) == [(1, "2026-03-02", 70, 45)]


def test_it_is_still_yesterday_until_the_day_starts(evening: Home) -> None:
    evening.ok("config", "day_start", "04:00")
    at(evening, "2026-03-03T01:00").ok("start", "dune")
    assert evening.ok("prompt") == "Dune since 01:00\n"
    at(evening, "2026-03-03T04:10").ok("stop", "100", "--yes")
    assert log(evening) == [(1, "2026-03-02", 100, 190)]


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of Berlin, in which the clock is put forward on 29 March and back on 25 October."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield "Europe/Berlin"
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("began", "ended", "minutes"),
    [("2026-03-29T01:30", "2026-03-29T03:30", 60), ("2026-10-25T01:30", "2026-10-25T03:30", 180)],
)
def test_minutes_are_those_that_passed_when_the_clock_was_changed(
    home: Home, berlin: str, began: str, ended: str, minutes: int
) -> None:
    home.today = began[:10]
    home.ok("add", "Dune", "--pages", "412")
    at(home, began).ok("start", "dune")
    at(home, ended).ok("stop", "90", "--yes")
    assert os.environ.get("TZ") == berlin
    assert log(home) == [(1, began[:10], 90, minutes)]


def test_a_clock_left_running_overnight_counts_no_minutes_and_says_how_to_add_them(
    evening: Home,
) -> None:
    evening.ok("start", "dune")
    assert at(evening, "2026-03-03T07:30").ok("stop", "61") == (
        "Dune: p. 61 of 412 (14%)\n"
        "Today: p. 61 → 96, 35 pages to go, about 45 minutes.\n"
        "The clock ran since Mon 2 Mar at 21:05: no minutes are counted.\n"
        "To add them: readtrack edit 1 --entry 1 --minutes N\n"
    )
    assert log(evening) == [(1, "2026-03-02", 61, None)]
    evening.ok("edit", "1", "--entry", "1", "--minutes", "35")
    assert log(evening) == [(1, "2026-03-02", 61, 35)]


def test_a_day_left_running_counts_none_either(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "412")
    home.ok("start", "dune")
    said = at(home, "2026-03-03").ok("stop", "31")
    assert "The clock ran since Mon 2 Mar: no minutes are counted.\n" in said
    assert log(home) == [(1, "2026-03-02", 31, None)]


def test_four_hours_are_read_and_more_are_not(evening: Home) -> None:
    at(evening, "14:00").ok("start", "dune")
    assert at(evening, "18:00").ok("stop", "200", "--yes").startswith("Read for 4 h.\n")
    evening.ok("undo")
    assert "no minutes are counted" in at(evening, "18:01").ok("stop", "200", "--yes")
    evening.ok("undo")
    evening.ok("stop", "200", "--yes", "--minutes", "4:01")
    assert log(evening) == [(1, "2026-03-02", 200, 241)]


def test_a_sitting_of_yesterday_is_ended_by_the_start_of_today(evening: Home) -> None:
    evening.ok("start", "dune")
    assert at(evening, "2026-03-03T07:30").ok("start", "dune") == (
        "Stopped: Dune at p. 42\n"
        "The clock ran since Mon 2 Mar at 21:05: no minutes are counted.\n"
        "To add them: readtrack edit 1 --entry 1 --minutes N\n"
        f"Reading Dune from p. 42, to p. 78 today. {TO_END}"
    )
    at(evening, "2026-03-03T07:50").ok("stop", "60")
    assert log(evening) == [(1, "2026-03-02", 42, None), (1, "2026-03-03", 60, 20)]


# Asked at a terminal


def test_stop_asks_where_you_are_until_it_is_a_place(evening: Home) -> None:
    evening.ok("start", "dune")
    screen = at(evening, "21:30").screen("stop", typed=["abc", "900", "61"])
    assert "Where are you in Dune, p. 42 of 412 (Enter leaves it): abc\n" in screen.out
    assert "Cannot read 'abc' as a position." in screen.out
    assert "900 is past the end, p. 412." in screen.out
    assert log(evening) == [(1, "2026-03-02", 61, 25)]


def test_enter_leaves_the_place_and_counts_the_minutes(evening: Home) -> None:
    evening.ok("start", "dune")
    at(evening, "21:30").screen("stop", typed=[""])
    assert log(evening) == [(1, "2026-03-02", 42, 25)]


@pytest.mark.parametrize(("typed", "minutes"), [(["61", ""], None), (["61", "x", "1:10"], 70)])
def test_the_minutes_of_a_forgotten_sitting_are_asked(
    evening: Home, typed: list[str], minutes: int | None
) -> None:
    evening.ok("start", "dune")
    screen = at(evening, "2026-03-03T07:30").screen("stop", typed=typed)
    assert "The clock for Dune has been running since Mon 2 Mar at 21:05.\n" in screen.out
    assert "How many minutes did you read (Enter: none are counted): " in screen.out
    assert log(evening) == [(1, "2026-03-02", 61, minutes)]


def test_start_asks_where_you_are_in_the_other_book(evening: Home) -> None:
    evening.ok("start", "emma")
    screen = at(evening, "21:30").screen("start", "dune", typed=["15"])
    assert screen.out.endswith(
        "Where are you in Emma, p. 0 of 300 (Enter leaves it): 15\n"
        "Stopped: Emma at p. 15, 25 minutes\n"
        f"Reading Dune from p. 42, to p. 76 today. {TO_END}"
    )


def test_an_odd_place_is_asked_about_and_no_leaves_the_clock_running(evening: Home) -> None:
    evening.ok("start", "dune")
    screen = at(evening, "21:30").screen("stop", "400", typed=["n"])
    assert "Go on? [y/N]: n" in screen.out
    assert (screen.code, log(evening), len(sitting(evening))) == (130, [], 1)


# Several books, several terminals


def test_start_of_another_book_ends_the_one_that_runs_in_one_command(evening: Home) -> None:
    evening.ok("start", "emma")
    before = contents(evening.store)
    assert at(evening, "21:30").ok("start", "dune") == (
        f"Stopped: Emma at p. 0, 25 minutes\nReading Dune from p. 42, to p. 76 today. {TO_END}"
    )
    assert log(evening) == [(2, "2026-03-02", 0, 25)]
    after = contents(evening.store)
    assert evening.ok("undo") == "Taken back: start Dune, stop Emma.\n"
    assert contents(evening.store) == before
    evening.ok("undo", "--redo")
    assert contents(evening.store) == after


def test_start_and_stop_are_taken_back_one_by_one(evening: Home) -> None:
    states = [contents(evening.store)]
    for words in (["start", "dune"], ["stop", "61"]):
        evening.ok(*words)
        states.append(contents(evening.store))
    assert evening.ok("undo") == "Taken back: stop Dune at p. 61.\n"
    assert contents(evening.store) == states[1]
    assert evening.ok("undo") == "Taken back: start Dune.\n"
    assert contents(evening.store) == states[0]
    evening.ok("undo", "--redo")
    evening.ok("undo", "--redo")
    assert contents(evening.store) == states[2]


def test_several_sittings_of_a_day_add_up(evening: Home) -> None:
    for began, ended, place in (("21:05", "21:30", "60"), ("22:00", "22:20", "75")):
        at(evening, began).ok("start", "dune")
        at(evening, ended).ok("stop", place)
    assert log(evening) == [(1, "2026-03-02", 60, 25), (1, "2026-03-02", 75, 20)]
    assert rows(evening.store, "SELECT * FROM daily_minutes") == [("2026-03-02", 45)]


# Other commands meanwhile


def test_log_of_the_book_ends_its_sitting_with_the_minutes(evening: Home) -> None:
    evening.ok("start", "dune")
    answer = at(evening, "21:30").run("log", "dune", "61")
    assert answer.err == "That ends the sitting since 21:05: 25 minutes.\n"
    assert answer.out.startswith("Dune: p. 61 of 412 (14%)\n")
    assert (log(evening), sitting(evening)) == ([(1, "2026-03-02", 61, 25)], [])
    evening.ok("undo")
    assert (log(evening), len(sitting(evening))) == ([], 1)


def test_log_with_minutes_of_its_own_ends_it_too(evening: Home) -> None:
    evening.ok("start", "dune")
    at(evening, "21:30").run("log", "dune", "61", "--minutes", "20")
    assert (log(evening), sitting(evening)) == ([(1, "2026-03-02", 61, 20)], [])


@pytest.mark.parametrize("words", ["log emma 10", "log dune 50 --on yesterday", "renew dune"])
def test_what_is_not_of_this_reading_leaves_the_clock_running(evening: Home, words: str) -> None:
    evening.ok("edit", "1", "--on", "2026-02-27")
    evening.ok("start", "dune")
    before = sitting(evening)
    evening.ok(*words.split())
    assert sitting(evening) == before


@pytest.mark.parametrize("verb", ["return", "finish", "drop"])
def test_the_end_of_a_checkout_ends_its_sitting(evening: Home, verb: str) -> None:
    evening.ok("start", "dune")
    answer = at(evening, "21:30").run(verb, "dune")
    assert answer.err == "That ends the sitting since 21:05: 25 minutes.\n"
    assert (log(evening), sitting(evening)) == ([(1, "2026-03-02", 42, 25)], [])
    evening.ok("undo")
    assert (log(evening), len(sitting(evening))) == ([], 1)


def test_a_forgotten_sitting_ends_with_its_checkout_without_minutes(evening: Home) -> None:
    evening.ok("start", "dune")
    answer = at(evening, "2026-03-03T08:00").run("return", "dune")
    assert answer.err == (
        "That ends the sitting since Mon 2 Mar at 21:05; no minutes are counted.\n"
    )
    assert (log(evening), sitting(evening)) == ([], [])


def test_a_loan_that_expires_meanwhile_can_be_stopped(evening: Home) -> None:
    evening.ok("edit", "1", "--due", "2026-03-02", "--time", "21:20")
    evening.ok("start", "dune")
    said = at(evening, "21:30").ok("stop", "61")
    assert (
        said
        == "Read for 25 minutes.\nDune: p. 61 of 412 (14%)\nIt has ended; your place is kept.\n"
    )
    assert log(evening) == [(1, "2026-03-02", 61, 25)]


def test_a_checkout_that_has_ended_cannot_be_started(evening: Home) -> None:
    evening.ok("return", "emma")
    answer = evening.run("start", "emma")
    assert answer.code == 4
    assert answer.err.startswith("readtrack: No book that is out is called 'emma'.\n")


# Where it shows


def test_the_glance_and_the_prompt_show_it(evening: Home) -> None:
    evening.ok("start", "dune")
    for moment in ("21:06", "21:30", "21:30"):
        first, second, *_ = at(evening, moment).ok().splitlines()
        assert first.startswith("Mon 2 Mar · ")
        assert f"{second}\n" == f"Reading Dune since 21:05. {TO_END}"
        assert evening.ok("prompt") == "Dune since 21:05\n"
    evening.ok("stop", "61")
    assert evening.ok().startswith("Mon 2 Mar")
    assert evening.ok("prompt") == "Dune: 15 p. to go, 21 d\n"


def test_the_prompt_of_the_next_morning_says_the_day(evening: Home) -> None:
    evening.ok("start", "dune")
    assert at(evening, "2026-03-03T07:00").ok("prompt") == "Dune since Mon 2 Mar\n"
    evening.ok("stop", "--discard")
    at(evening, "2026-03-03").ok("start", "dune")
    assert evening.ok("prompt") == "Dune is open\n"
    assert f"\nReading Dune. {TO_END}" in evening.ok()


def test_forty_columns_are_enough(evening: Home) -> None:
    narrow(evening, "start", "dune")
    assert "\nReading Dune since 21:05. To end:\n" in narrow(evening)
    narrow(at(evening, "21:30"), "stop", "61")


def answered(home: Home, *words: str) -> Any:
    return json.loads(home.ok(*words, "--json"))


@pytest.mark.files
def test_json_names_the_sitting(evening: Home, berlin: str) -> None:
    assert answered(evening)["sitting"] is None
    running = {
        "title": "Dune",
        "loan": 1,
        "started": "2026-03-02T21:05:00+01:00",
        "day": "2026-03-02",
    }
    begun = answered(evening, "start", "dune")
    assert (begun["sitting"], begun["begun"], begun["stopped"]) == (running, True, None)
    assert answered(evening, "start", "dune")["begun"] is False
    assert answered(evening)["sitting"] == running
    assert list(answered(evening))[-1] == "sitting"
    other = answered(at(evening, "21:30"), "start", "emma")
    assert other["sitting"]["title"] == "Emma"
    assert other["stopped"]["entry"] == {
        "id": 1, "day": "2026-03-02", "position": 42, "minutes": 25
    }  # fmt: skip
    ended = answered(at(evening, "21:40"), "stop", "12")
    assert (ended["sitting"]["title"], ended["logged"]["entry"]["minutes"]) == ("Emma", 10)
    assert ended["slots"] == {"used": 2, "cap": 2}
    evening.ok("start", "dune")
    assert answered(evening, "stop", "--discard")["logged"] is None
    assert berlin


@pytest.mark.files
def test_an_export_has_no_sitting_and_a_backup_has_it(evening: Home) -> None:
    evening.ok("start", "dune")
    file = evening.folder / "all.json"
    evening.run("export", "json", str(file))
    assert "sittings" not in json.loads(file.read_text())
    copy = evening.folder / "copy.db"
    evening.run("backup", str(copy))
    assert rows(copy, "SELECT loan_id FROM sittings") == [(1,)]


@pytest.mark.files
@pytest.mark.parametrize("started", ["12:00", "2026-03-02T21:05", "0001-01-01T00:00:00+00:00"])
def test_a_moment_that_nobody_wrote_is_told_as_damage(evening: Home, started: str) -> None:
    evening.ok("start", "dune")
    outside(evening.store, f"UPDATE sittings SET started = '{started}'")
    assert "is damaged" in failed(evening.run("stop", "61"), 5)


def test_they_can_be_shortened(evening: Home) -> None:
    assert evening.ok("sta", "dune").startswith("Reading Dune")
    evening.ok("sto", "61")
    assert evening.run("st").err.startswith("readtrack: st could be start or stop.\n")
