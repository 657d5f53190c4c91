"""What commands that change something answer to a program."""

import json
from datetime import date
from typing import Any

import pytest

from readtrack.dates import day_text
from tests.cli.given import given, tried
from tests.terminal import Home


@pytest.fixture
def reading(home: Home) -> Home:
    home.ok("add", "Emma", "--pages", "300")
    return home


def told(home: Home, *words: str) -> Any:
    return json.loads(home.ok(*words, "--json"))


def test_a_checkout_names_the_loan_its_pace_and_how_things_stand(home: Home) -> None:
    answer = told(home, "add", "Emma", "--pages", "300")

    assert answer["schema"] == "readtrack.add/1"
    assert (answer["stored"], answer["loan"]["id"], answer["loan"]["due"]) == (
        True,
        1,
        "2026-03-23",
    )
    assert answer["pace"] == told(home, "pace")["loans"][0]
    assert (answer["slots"], answer["fit"]["fits"]) == ({"used": 1, "cap": 2}, True)


def test_a_dry_run_answers_the_same_and_stores_nothing(home: Home) -> None:
    tried = told(home, "add", "Emma", "--pages", "300", "--dry-run")

    assert told(home, "list")["loans"] == []
    assert tried == {**told(home, "add", "Emma", "--pages", "300"), "stored": False}


def test_an_entry_is_named_with_the_place_that_it_moved(reading: Home) -> None:
    (logged,) = told(reading, "log", "emma", "20", "--minutes", "30")["logged"]

    assert logged["entry"] == {"id": 1, "day": "2026-03-02", "position": 20, "minutes": 30}
    assert (logged["loan"]["position"], logged["pace"]["position"]) == (20, 20)


@pytest.mark.parametrize(
    ("verb", "ending", "outcome", "position"),
    [
        ("return", "returned", "unfinished", 20),
        ("finish", "returned", "finished", 300),
        ("drop", "let_go", "unfinished", 20),
    ],
)
def test_what_has_ended_is_named_with_its_ending(
    reading: Home, verb: str, ending: str, outcome: str, position: int
) -> None:
    reading.ok("add", "Emma", "--audio", "10:00")
    reading.ok("log", "1", "20")

    answer = told(reading, verb, "1")

    assert answer["schema"] == f"readtrack.{verb}/1"
    editions = [(each["format"], each["ending"], each["outcome"]) for each in answer["ended"]]
    both = ["ebook"] if verb == "return" else ["ebook", "audiobook"]
    assert editions == [(kind, ending, outcome) for kind in both]
    assert answer["ended"][0]["position"] == position
    assert answer["slots"] == {"used": 1 if verb == "return" else 0, "cap": 2}


def test_a_renewal_is_named_with_both_dates(reading: Home) -> None:
    answer = told(reading, "renew", "emma", "--days", "7")

    moved = {"day": "2026-03-02", "due_before": "2026-03-23", "due_after": "2026-03-30"}
    assert (answer["renewal"], answer["loan"]["renewals"]) == (moved, 1)
    assert answer["loan"]["due"] == answer["pace"]["due"] == "2026-03-30"


def test_an_edit_names_the_loan_and_the_entry_that_was_mended(reading: Home) -> None:
    reading.ok("log", "emma", "20")

    assert told(reading, "edit", "emma", "--pages", "310")["loan"]["length"] == 310
    mended = told(reading, "edit", "emma", "--entry", "1", "--at", "25")
    assert (mended["entry"]["position"], mended["removed"]) == (25, False)
    gone = told(reading, "edit", "emma", "--entry", "1", "--remove")
    assert (gone["entry"]["position"], gone["removed"]) == (25, True)
    assert gone["loan"]["position"] == 0


def test_a_routine_is_named_with_the_minutes_of_a_day(reading: Home) -> None:
    made = told(reading, "routine", "add", "bed", "30m", "--for", "text", "--days", "mon,sat")
    assert made["routine"] == {
        "id": 1,
        "name": "bed",
        "minutes": 30,
        "weekdays": [0, 5],
        "kind": "text",
        "since": "2026-03-02",
    }
    assert made["capacity"] == told(reading, "routine")["capacity"]
    assert told(reading, "routine", "edit", "bed", "40m")["routine"]["minutes"] == 40
    dropped = told(reading, "routine", "drop", "bed")
    assert (dropped["routine"]["name"], dropped["capacity"]["source"]) == ("bed", "assumed")


def test_days_away_are_named_with_what_they_join_and_what_is_due(reading: Home) -> None:
    reading.ok("away", "2026-03-20..2026-03-22")

    answer = told(reading, "away", "2026-03-22..2026-03-24")

    assert answer["away"] == {"id": 1, "first": "2026-03-20", "last": "2026-03-24"}
    assert answer["joined"] == [{"id": 1, "first": "2026-03-20", "last": "2026-03-22"}]
    (due,) = answer["due"]
    assert (due["loan"], due["due"], due["leaves"]) == (1, "2026-03-23", "2026-03-19")
    assert told(reading, "away", "drop", "1")["due"] == []


def test_other_reading_is_named_with_the_minutes_of_four_weeks(home: Home) -> None:
    home.ok("aside", "30")

    answer = told(home, "aside", "45m", "LRB")

    assert answer["aside"] == {"id": 2, "day": "2026-03-02", "minutes": 45, "what": "LRB"}
    assert answer["minutes"] == 75
    assert told(home, "aside", "drop", "1")["minutes"] == 45


def test_a_snooze_is_named_with_its_last_day(reading: Home) -> None:
    assert told(reading, "snooze", "emma", "3")["snooze"]["until"] == "2026-03-04"
    assert told(reading, "snooze", "edit", "1", "7")["snooze"]["until"] == "2026-03-08"
    assert told(reading, "snooze", "drop", "1")["snooze"]["book"]["title"] == "Emma"
    assert told(reading, "snooze")["snoozes"] == []


def test_a_book_on_the_shelf_is_named_with_the_day_from_which_it_is_safe(reading: Home) -> None:
    added = told(reading, "later", "add", "Kim", "--pages", "200")

    assert added["wish"] == told(reading, "later")["wishes"][0]
    assert told(reading, "later", "edit", "kim", "--pages", "210")["wish"]["length"] == 210
    borrowed = told(reading, "later", "borrow", "kim")
    assert (borrowed["loan"]["title"], borrowed["slots"]["used"]) == ("Kim", 2)
    reading.ok("later", "add", "Villette", "--pages", "500")
    assert told(reading, "later", "drop", "villette")["wish"]["book"]["title"] == "Villette"


def test_what_was_taken_back_is_named_and_done_again(reading: Home) -> None:
    (back,) = told(reading, "undo")["commands"]
    assert (back["id"], back["words"], back["undone"]) == (1, "check out Emma", True)
    again = told(reading, "undo", "--redo")
    assert again["commands"] == [{**back, "undone": False}]
    assert (again["slots"], again["fit"]["fits"]) == ({"used": 1, "cap": 2}, True)
    assert told(reading, "undo", "--list") == {
        "schema": "readtrack.undo/1",
        "commands": again["commands"],
        "slots": None,
        "fit": None,
    }


def test_a_setting_is_named_with_what_it_does_to_the_slots(reading: Home) -> None:
    answer = told(reading, "config", "cap", "5")

    (cap,) = answer["settings"]
    assert (cap["key"], cap["value"], answer["slots"]) == ("cap", "5", {"used": 1, "cap": 5})
    assert told(reading, "config", "cap") == {**answer, "slots": None, "fit": None}


@pytest.mark.files
def test_a_backup_and_its_return_name_their_files(reading: Home) -> None:
    copy = str(reading.folder / "copy.backup")
    answer = reading.run("backup", copy, "--json")
    assert json.loads(answer.out)["file"] == copy
    assert answer.err == f"Wrote the store to {copy}.\n"
    refused = reading.run("backup", "-", "--json")
    assert (refused.code, refused.out) == (2, "")

    reading.ok("return", "emma")
    restored = told(reading, "restore", copy, "--yes")
    assert (restored["file"], restored["before"]["readable"]) == (copy, True)
    assert restored["slots"] == {"used": 1, "cap": 2}


def test_an_import_names_what_is_new_and_how_things_would_stand(home: Home) -> None:
    file = home.folder / "loans.csv"
    file.write_text("title,pages,due\nKim,300,2026-03-23\nLolly,200,never\n")

    dry = home.run("import", str(file), "--dry-run", "--json")
    done = home.run("import", str(file), "--json")

    answer = json.loads(done.out)
    assert json.loads(dry.out) == {**answer, "kept": False}
    assert [each["state"] for each in answer["files"][0]["items"]] == ["problem", "new", "new"]
    assert (answer["slots"], answer["fit"]["fits"]) == ({"used": 1, "cap": 2}, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("add Kim --pages 0 --json", 2),
        ("log kim 20 --json", 4),
        ("log emma 999 --json", 2),
        ("return kim --json", 4),
        ("edit emma --json", 2),
    ],
)
def test_what_is_refused_prints_nothing_on_standard_output(
    reading: Home, words: str, code: int
) -> None:
    answer = reading.run(*words.split())

    assert (answer.out, answer.code) == ("", code)
    assert answer.err


@pytest.mark.parametrize(
    "line",
    [
        "add Kim --pages 200 --due 2026-03-16",
        "log emma 30",
        "renew emma --days 7",
        "edit emma --due 2026-03-27",
        "return emma",
        "away 2026-03-20..2026-03-25",
        "routine add bed 50m",
        "later add Kim --pages 200",
        "snooze emma 3",
    ],
)
def test_the_screen_says_what_the_json_has(line: str, reading: Home) -> None:
    words = line.split()
    answer = told(reading, *words)
    reading.ok("undo")
    screen = " ".join(reading.screen(*words, columns=200).out.split())

    facts = {
        "add": lambda: (
            f"Due {day(answer['loan']['due'])}, in 14 days. Today: p. 0 → "
            f"{answer['pace']['today']['target']}, {answer['pace']['today']['left']} pages to go"
        ),
        "log": lambda: f"p. {answer['logged'][0]['entry']['position']} of 300",
        "renew": lambda: f"due {day(answer['loan']['due'])}, in 28 days",
        "edit": lambda: f"due {day(answer['loan']['due'])}",
        "return": lambda: f"{answer['slots']['used']} of {answer['slots']['cap']} slots taken",
        "away": lambda: f"{answer['due'][0]['title']} is due while you are away",
        "routine": lambda: f"{answer['capacity']['minutes_per_day']} minutes a day (routine)",
        "later": lambda: f"Kim (e-book, {answer['wish']['length']} pages) safe today",
        "snooze": lambda: f"Emma is snoozed through {day(answer['snooze']['until'])}",
    }
    assert facts[words[0]]() in screen


def day(text: str) -> str:
    return day_text(date.fromisoformat(text), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("edit dune --due 'Mon 23 Mar' --pages 400", "As it was: Dune (e-book, 400 pages), no. 1,"),
        ("edit dune --entry 1 --at 10", "As it was: Dune, Mon 2 Mar: p. 10"),
        ("later edit emma --pages 300", "Emma (e-book, 300 pages)"),
        ("routine edit bed 30m", "bed: 30 minutes"),
        ("aside edit 1 20m", "Now: Mon 2 Mar, 20 minutes."),
    ],
)
def test_what_is_so_already_is_no_error_and_no_command(home: Home, line: str, said: str) -> None:
    given(home, "add Dune --pages 400", "log dune 10", "later add Emma --pages 300")
    given(home, "routine add bed 30m", "aside 20m")
    before = home.ok("undo", "--list")
    answer = tried(home, line)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(said)
    assert home.ok("undo", "--list") == before
