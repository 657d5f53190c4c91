"""`import` and `export`: what comes in, comes in once; what goes out, comes back."""

import errno
import json
import os
import shlex
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from readtrack.importing.files import File
from tests.cli.given import process
from tests.importing.reading import open_folder
from tests.store.contents import Answer, contents, not_as_root, outside, rows, run
from tests.terminal import PATIENCE, Home
from tests.terminal import command as argv

TABLE = "Titel;Verfasser;Leihfrist;Seiten\nDune;Herbert, Frank;24.04.2026;600\nEmma;;32.13.2026;\n"

MANY = 1000


def written(home: Home, name: str, text: str) -> str:
    file = home.folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def bring_in(home: Home, *words: str) -> int:
    return run(home.store, "2026-04-10", "import", *words).code


def test_a_bad_row_is_named_and_does_not_lose_the_others(home: Home) -> None:
    answer = run(home.store, "2026-04-10", "import", written(home, "loans.csv", TABLE))
    assert answer.code == 1
    assert "line 3" in answer.err
    assert "Write 2026-12-14." in answer.err
    assert [row[1] for row in contents(home.store)["books"]] == ["Dune"]


def test_due_dates_in_a_column_that_is_not_known_are_asked_for(home: Home) -> None:
    text = "Title,Borrowed,Needed at\nEmma,2026-04-02,2026-04-16\n"
    table = written(home, "loans.csv", text)
    answer = run(home.store, "2026-04-10", "import", table)
    assert answer.code == 1
    assert "column names: 'Needed at' has dates and is not used\n" in answer.err
    assert rows(home.store, "SELECT due, estimated FROM loans") == [("2026-04-23", 1)]
    assert bring_in(home, table, "--map", "due=Needed at") == 0
    assert rows(home.store, "SELECT due, estimated FROM loans") == [("2026-04-16", 0)]


def test_importing_twice_changes_nothing_and_one_undo_takes_it_back(home: Home) -> None:
    table = written(home, "loans.csv", TABLE)
    bring_in(home, table)
    once = contents(home.store)
    bring_in(home, table)
    assert contents(home.store) == once
    run(home.store, "2026-04-10", "undo")
    assert not contents(home.store)["loans"]


def test_a_dry_run_keeps_nothing(home: Home) -> None:
    bring_in(home, "--dry-run", written(home, "loans.csv", TABLE))
    assert not contents(home.store)["books"]


def test_an_export_comes_back_whole_in_both_forms(home: Home) -> None:
    run(home.store, "2026-04-10", "add", "=SUM(1)", "--pages", "300", "--why", "'+quoted")
    run(home.store, "2026-04-10", "log", "sum", "40", "--minutes", "30")
    for form in ("csv", "json"):
        file, other = home.folder / f"all.{form}", home.folder / f"{form}.db"
        run(home.store, "2026-04-10", "export", form, str(file))
        assert run(Path(other), "2026-04-10", "import", str(file)).code == 0
        assert contents(other) == contents(home.store)


def exported(home: Home) -> Any:
    """Everything in the store, as its export says it."""
    file = home.folder / "everything.json"
    run(home.store, "2026-04-10", "export", "json", str(file))
    return json.loads(file.read_text())


def brought_back(home: Home, told: Any, db: str = "other.db") -> Answer:
    """What becomes of an export in another store."""
    file = written(home, "all.json", json.dumps(told))
    return run(home.folder / db, "2026-04-10", "import", file)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("due", "9999-12-31"),
        ("checked_out", "0000-01-02"),
        ("ended", "26-04-10"),
        ("length", 2**40),
        ("length", 0),
    ],
)
def test_an_export_with_what_no_command_takes_is_a_problem_of_its_row(
    home: Home, column: str, value: object
) -> None:
    run(home.store, "2026-04-10", "add", "Emma", "--pages", "300")
    run(home.store, "2026-04-10", "log", "emma", "40")
    told = exported(home)
    told["loans"][0][column] = value
    assert brought_back(home, told).code == 1
    kept = contents(home.folder / "other.db")
    assert [len(kept[name]) for name in ("books", "loans", "progress")] == [1, 0, 0]
    assert run(home.folder / "other.db", "2026-04-10", "pace").code == 0


def test_a_file_that_is_no_export_is_refused_as_one(home: Home) -> None:
    file = written(home, "loans.csv", TABLE)
    answer = run(home.store, "2026-04-10", "import", "--from", "readtrack", file)
    assert answer.code == 2
    assert "loans.csv is no export of readtrack." in answer.err


def test_an_id_beyond_reason_is_not_taken_over(home: Home) -> None:
    run(home.store, "2026-04-10", "add", "Emma", "--pages", "300")
    told = exported(home)
    told["books"][0]["id"] = told["loans"][0]["book_id"] = 2**63 - 1
    other = home.folder / "other.db"
    assert brought_back(home, told).code == 0
    assert contents(other)["books"][0][0] == 1
    table = written(home, "more.csv", "title,due\nDune,2026-05-01\n")
    assert run(other, "2026-04-10", "import", table).code == 0


def test_places_of_one_day_keep_their_order_among_the_ids_that_are_taken(home: Home) -> None:
    for title, places in (("Emma", "1"), ("Dune", "50 80")):
        run(home.store, "2026-04-10", "add", title, "--pages", "300")
        for place in places.split():
            run(home.store, "2026-04-10", "log", title, place)
    told = exported(home)
    told["progress"].reverse()
    other = home.folder / "other.db"
    run(other, "2026-04-10", "add", "Persuasion", "--pages", "300")
    for place in ("10", "20"):
        run(other, "2026-04-10", "log", "persuasion", place)
    outside(other, "DELETE FROM progress WHERE id = 1", "UPDATE progress SET id = 2")
    assert brought_back(home, told).code == 0
    kept = rows(other, "SELECT position FROM progress WHERE loan_id > 1 ORDER BY id")
    assert kept == [(1,), (50,), (80,)]


def test_a_loan_that_is_another_here_is_left_whole(home: Home) -> None:
    run(home.store, "2026-04-10", "add", "Emma", "--pages", "300", "--due", "2026-05-01")
    older = exported(home)
    other = home.folder / "other.db"
    brought_back(home, older)
    once = contents(other)
    run(home.store, "2026-04-10", "renew", "emma", "--due", "2026-05-20")
    run(home.store, "2026-04-10", "edit", "emma", "--pages", "400")
    run(home.store, "2026-04-10", "log", "emma", "350")
    answer = brought_back(home, exported(home))
    assert contents(other) == once
    assert "its loan is kept as it is here" in answer.out


def test_a_nul_in_a_title_loses_neither_the_book_nor_the_file(home: Home) -> None:
    loan = {"title": "\0Em\0ma", "firstCreatorName": "Jane\0Austen", "type": {"id": "ebook"}}
    file = written(home, "loans.json", json.dumps([loan | {"expireDate": "2026-05-01"}]))
    assert bring_in(home, file) == 0
    assert [row[1:4] for row in contents(home.store)["books"]] == [
        ("Em ma", "em ma", '["Jane Austen"]')
    ]


def test_a_book_is_known_again_by_its_isbn_whatever_it_is_called(home: Home) -> None:
    text = "title,isbn,due\n{},9780306406157,2026-04-24\n"
    bring_in(home, written(home, "a.csv", text.format("Emma")))
    once = contents(home.store)
    assert (
        bring_in(home, written(home, "b.csv", text.format("Emma: A Novel in Three Volumes"))) == 0
    )
    assert contents(home.store) == once


@pytest.mark.parametrize(
    "rows",
    [
        "Emma,2026-03-01,2026-03-22,2026-03-01\nEmma,2026-03-01,2026-03-22,\n",
        "Emma,2026-03-01,2026-03-22,\nEmma,2026-03-01,2026-03-22,2026-03-01\n",
        "Emma,2026-03-01,2026-03-22,2026-03-01\nEmma,2026-03-02,2026-03-23,\n",
        "Emma,,2026-04-20,\nEmma,,2026-05-04,\n",
    ],
)
def test_a_book_that_is_out_twice_is_two_loans(home: Home, rows: str) -> None:
    table = written(home, "a.csv", f"title,borrowed,due,returned\n{rows}")
    bring_in(home, table)
    once = contents(home.store)
    assert len(once["loans"]) == 2
    bring_in(home, table)
    assert contents(home.store) == once


def test_a_row_before_and_after_a_renewal_is_one_loan(home: Home) -> None:
    table = "title,borrowed,due\nEmma,2026-03-01,2026-03-22\nEmma,2026-03-01,2026-04-12\n"
    bring_in(home, written(home, "a.csv", table))
    assert len(contents(home.store)["loans"]) == 1


def test_a_renewal_that_only_a_timeline_knows_is_taken_from_it(home: Home) -> None:
    table = "cover,title,author,publisher,isbn,timestamp,activity,details,library\n"
    row = ',Emma,Jane Austen,Penguin,,"{} 10:00",{},21 days,City\n'
    borrowed, once, again = (
        row.format(*told)
        for told in (
            ("March 01, 2026", "Borrowed"),
            ("March 20, 2026", "Renewed"),
            ("April 08, 2026", "Renewed"),
        )
    )
    run(home.store, "2026-03-20", "import", written(home, "a.csv", table + borrowed))
    run(home.store, "2026-03-20", "renew", "emma")
    for news, due in ((once, "2026-04-12"), (again + once, "2026-05-03")):
        bring_in(home, written(home, "a.csv", table + news + borrowed))
        assert rows(home.store, "SELECT due FROM loans") == [(due,)]


def test_a_due_date_corrected_by_hand_stands_until_a_file_has_another(home: Home) -> None:
    table = "title,borrowed,due\nEmma,2026-04-01,{}\n"
    bring_in(home, written(home, "a.csv", table.format("2026-04-22")))
    run(home.store, "2026-04-10", "edit", "emma", "--due", "2026-04-18")
    for told, due in (
        ("2026-04-22", "2026-04-18"),
        ("2026-05-13", "2026-05-13"),
        ("2026-04-22", "2026-05-13"),
    ):
        bring_in(home, written(home, "a.csv", table.format(told)))
        assert rows(home.store, "SELECT due FROM loans") == [(due,)]


def test_two_files_that_differ_in_the_hour_of_the_end_do_not_take_turns(home: Home) -> None:
    table = "title,borrowed,due,time,format\nEmma,2026-04-01,2026-04-22,{},ebook\n"
    files = [written(home, f"{hour[:2]}.csv", table.format(hour)) for hour in ("17:12", "18:12")]
    bring_in(home, *files)
    before = contents(home.store)
    answer = run(home.store, "2026-04-10", "import", *files)
    assert answer.err.endswith("1 unchanged\nNothing new.\n")
    assert contents(home.store) == before


@pytest.mark.parametrize("last", ["2026-04-22", "2026-05-01", "2026-05-20"])
def test_a_due_date_that_files_have_changed_since_is_named_and_not_taken(
    home: Home, last: str
) -> None:
    table = "title,borrowed,due\nEmma,2026-04-01,{}\n"
    days = ("2026-05-20", "2026-04-25") if last == "2026-05-20" else ("2026-04-22", "2026-05-13")
    for due in days:
        bring_in(home, written(home, "a.csv", table.format(due)))
    before = contents(home.store)
    for _ in range(2):
        answer = run(home.store, "2026-04-10", "import", written(home, "a.csv", table.format(last)))
        remedy = f"If it is right: readtrack edit 1 --due {last}"
        assert answer.out.splitlines()[1:] == [
            f"a.csv\tline 2\tskipped\tEmma\tdue {last} is not taken, {days[1]} is newer\t{remedy}"
        ]
        assert (answer.code, answer.err) == (0, "a.csv (csv): 1 skipped\nNothing new.\n")
        assert contents(home.store) == before
    assert run(home.store, "2026-04-10", *remedy.split()[5:]).code == 0
    assert rows(home.store, "SELECT due FROM loans") == [(last,)]


def test_a_due_date_beside_the_one_that_counts_is_not_named(home: Home) -> None:
    """A table that lists a renewal in a row of its own has the old date too."""
    table = "title,borrowed,due\nEmma,2026-04-01,2026-05-13\nEmma,2026-04-01,2026-04-22\n"
    for state in ("new", "unchanged"):
        answer = run(home.store, "2026-04-10", "import", written(home, "a.csv", table))
        assert "skipped" not in answer.err, state
    assert rows(home.store, "SELECT due FROM loans") == [("2026-05-13",)]


def test_a_renewal_that_was_undone_is_taken_when_a_file_has_it(home: Home) -> None:
    table = "title,borrowed,due\nEmma,2026-04-01,{}\n"
    bring_in(home, written(home, "a.csv", table.format("2026-04-22")))
    run(home.store, "2026-04-10", "renew", "emma", "--due", "2026-05-13")
    run(home.store, "2026-04-10", "undo")
    bring_in(home, written(home, "a.csv", table.format("2026-05-13")))
    assert rows(home.store, "SELECT due FROM loans") == [("2026-05-13",)]


def test_what_expired_here_is_returned_when_a_file_says_so(home: Home) -> None:
    table = "title,borrowed,due,returned,format\nEmma,2026-03-01,2026-03-22,{},ebook\n"
    bring_in(home, written(home, "a.csv", table.format("")))
    for _ in range(2):
        bring_in(home, written(home, "a.csv", table.format("2026-03-10")))
        ended = rows(home.store, "SELECT ended, ending FROM loans")
        assert ended == [("2026-03-10", "returned")]


def test_a_title_with_a_bracket_in_its_middle_is_known_again(home: Home) -> None:
    for title in ("Saga (2011), Volume 5", "The (New) City", "(Untitled)", "[A] : B", "Emma (1)"):
        text = f'title,author,due\n"{title}",Ann Other,2026-04-24\n'
        bring_in(home, written(home, "a.csv", text))
        once = contents(home.store)
        assert bring_in(home, written(home, "b.csv", text)) == 0
        assert contents(home.store) == once, title


def test_an_instant_is_due_on_the_day_of_the_readers_zone(home: Home) -> None:
    text = '[{"title": "Emma", "type": {"id": "ebook"}, "expireDate": "2026-05-01T02:30:00Z"}]'
    for zone, due in (("America/Los_Angeles", "2026-04-30"), ("Europe/Berlin", "2026-05-01")):
        store = home.folder / f"{zone[:3]}.db"
        file = written(home, "loans.json", text)
        assert run(store, "2026-04-10", "import", file, "--tz", zone).code == 0
        assert [row[6] for row in contents(store)["loans"]] == [due]
    assert bring_in(home, file, "--tz", "Mars/Olympus") == 2


def test_what_breaks_the_cap_is_recorded_and_said(home: Home) -> None:
    text = "title,due\nEmma,2026-05-01\nDune,2026-05-01\nPersuasion,2026-05-02\n"
    answer = run(home.store, "2026-04-10", "import", written(home, "a.csv", text))
    assert answer.code == 0
    assert "3 titles are out now, and the cap is 2." in answer.err
    assert len(contents(home.store)["loans"]) == 3


def test_a_terminal_shows_what_would_come_and_asks(home: Home) -> None:
    home.today = "2026-04-10"
    table = written(home, "loans.csv", "title,due\nEmma,2026-05-01\n")
    refused = home.screen("import", table, typed=["n"])
    assert "new: Emma" in refused.out
    assert refused.code == 130
    assert not home.store.exists() or not contents(home.store)["loans"]
    assert home.screen("import", table, typed=["y"]).code == 0
    assert len(contents(home.store)["loans"]) == 1


def test_a_title_that_may_be_another_is_asked_about_and_elsewhere_listed(home: Home) -> None:
    home.today = "2026-04-10"
    bring_in(home, written(home, "a.csv", "title,due\nSapiens: A Brief History,2026-05-01\n"))
    table = written(home, "b.csv", "title,author,pages\nSapiens,Yuval Harari,400\n")
    answer = run(home.store, "2026-04-10", "import", table)
    assert answer.code == 1
    assert "may be Sapiens: A Brief History" in answer.err
    assert len(contents(home.store)["books"]) == 1
    home.screen("import", table, typed=["1", "y"])
    assert len(contents(home.store)["books"]) == 1
    assert [row[4] for row in contents(home.store)["loans"]] == [400]


def test_answers_are_of_the_books_they_were_given_for(home: Home) -> None:
    bring_in(home, written(home, "a.csv", "title,pages\nAlpha,100\n"))
    lines = "title,due\nAlpha: A Story,2026-05-01\nBeta,2026-05-01\nBeta: A Tale,2026-05-02\n"
    screen = home.screen("import", written(home, "b.csv", lines), typed=["2", "1", "y"])
    assert "Alpha: A Story may be a book you have:" in screen.out
    found = rows(home.store, "SELECT title, due FROM loans JOIN books ON books.id = book_id")
    assert sorted(found) == [
        ("Alpha: A Story", "2026-05-01"),
        ("Beta: A Tale", "2026-05-01"),
        ("Beta: A Tale", "2026-05-02"),
    ]


def test_two_sources_that_claim_one_file_are_named(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from readtrack.importing.sources import kobo, koreader

    file = written(home, "x.sqlite", "nothing")
    for module in (kobo, koreader):
        monkeypatch.setattr(module, "recognises", lambda file: True)
    answer = run(home.store, "2026-04-10", "import", file)
    assert answer.code == 2
    assert "koreader or kobo" in answer.err


def test_add_takes_the_length_that_an_import_told(home: Home) -> None:
    bring_in(home, written(home, "a.csv", "title,author,pages\nEmma,Jane Austen,474\n"))
    assert "474 pages" in run(home.store, "2026-04-10", "add", "Emma").out


def test_a_due_date_that_was_worked_out_is_marked_until_it_is_told(home: Home) -> None:
    bring_in(home, written(home, "a.csv", "title,checked out\nEmma,2026-04-01\n"))
    for command in (["show", "emma"], ["renew", "emma", "--dry-run"]):
        text = run(home.store, "2026-04-10", *command).out
        assert ("~Wed 22 Apr" in text) == (command[0] == "show"), text
    run(home.store, "2026-04-10", "edit", "emma", "--due", "2026-04-20")
    assert "~Mon 20 Apr" not in run(home.store, "2026-04-10", "show", "emma").out


HOSTILE = {
    "nul.csv": b"title,due\nEm\x00ma,2026-05-01\n",
    "mega.csv": b"title,due\n" + b"x" * 1_000_000 + b",2026-05-01\n",
    "cell.csv": b"title,due\n" + b"x" * 1_000_001 + b",2026-05-01\n",
    "alarms.ics": b"BEGIN:VCALENDAR\n"
    + b"BEGIN:VALARM\nEND:VALARM\n" * 100_000
    + b"END:VCALENDAR\n",
    "fake.sqlite3": b"SQLite format 3\x00" + b"nonsense" * 1000,
    "deep.json": b"[" * 100_000,
    "cut.json": b'{"timeline": [',
    "empty.csv": b"",
    "noise.bin": bytes(range(256)) * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_clear_error_and_writes_nothing(home: Home, name: str) -> None:
    file = home.folder / name
    file.write_bytes(HOSTILE[name])
    answer = run(home.store, "2026-04-10", "import", str(file))
    assert answer.code in (1, 2)
    assert name in answer.err
    assert 1 <= len(answer.err.splitlines()) <= 4
    assert max(map(len, answer.err.splitlines())) < 500
    assert not any(contents(home.store).values())


def test_the_preview_says_when_a_loan_is_due_or_was_out(home: Home) -> None:
    text = "title,checked out,due\nEmma,,2026-05-01\nDune,2026-04-01,\nSaga,2026-01-01,2026-01-22\n"
    answer = run(home.store, "2026-04-10", "import", written(home, "a.csv", text))
    assert [line.split("\t")[2:5] for line in answer.out.splitlines()] == [
        ["state", "title", "reason"],
        ["new", "Saga", "out 2026-01-01 to 2026-01-22"],
        ["new", "Dune", "due ~2026-04-22"],
        ["new", "Emma", "due 2026-05-01"],
    ]


def test_the_excerpt_of_a_bad_row_is_what_stands_in_it(home: Home) -> None:
    answer = run(home.store, "2026-04-10", "import", written(home, "loans.csv", TABLE))
    assert "line 3: Cannot read '32.13.2026' as a date in “Emma, 32.13.2026”" in answer.err


@pytest.mark.slow
@pytest.mark.files
def test_a_long_table_of_odd_rows_leaves_a_sound_store(home: Home) -> None:
    titles = ("Emma", "X" * 501, "\u200b", " ", "=1+1", "Ünïcode 📚")
    lengths = ("0", "304", "-5", "99999999999999999999", "x")
    hours = ("", "25:99", "14:05", "9")
    dates = (
        ("2026-03-01", "2026-03-22", ""),
        ("", "2026-04-30", "2026-04-01"),
        ("2026-03-01", "", "2026-02-01"),
        ("0001-01-01", "9999-12-31", ""),
        ("2026-03-22", "2026-03-01", ""),
    )
    kinds = ("ebook", "print", "audiobook", "")
    rows = [
        f"{title} {number},{'A' * (number % 502)},{pages},{hour},{out},{due},{back},{kind},x"
        for number, (title, pages, hour, (out, due, back), kind) in enumerate(
            6 * [*product(titles, lengths, hours, dates, kinds)]
        )
    ]
    head = "title,author,pages,due time,borrowed,due,returned,format,isbn"
    bring_in(home, written(home, "odd.csv", "\n".join([head, *rows])))
    with closing(sqlite3.connect(home.store)) as kept:
        assert kept.execute("SELECT count(*) FROM loans").fetchone()[0] > MANY
        assert kept.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert kept.execute("PRAGMA foreign_key_check").fetchall() == []
    assert run(home.store, "2026-04-10", "undo").code == 0
    assert not any(contents(home.store)[name] for name in ("books", "loans"))


def test_what_lies_in_the_past_is_not_taken_from_days_to_come(home: Home) -> None:
    lines = (
        "title,checked out,due,returned",
        "Emma,2026-04-01,2026-04-24,2199-03-10",
        "Dune,2126-04-01,2126-04-24,",
        "Saga,2026-04-11,2026-05-01,",
    )
    answer = run(home.store, "2026-04-10", "import", written(home, "a.csv", "\n".join(lines)))
    assert answer.code == 1
    assert "line 2: returned on 2199-03-10, which is still to come" in answer.err
    assert "line 3: checked out on 2126-04-01, which is still to come" in answer.err
    assert [row[1] for row in contents(home.store)["books"]] == ["Saga"]


def test_a_pipe_lists_what_came_and_says_what_it_leaves_away(home: Home) -> None:
    good = [f"Book {number},2026-05-01" for number in range(1200)]
    bad = [f"Bad {number},never" for number in range(1100)]
    table = written(home, "a.csv", "\n".join(["title,due", *good, *bad]))
    answer = run(home.store, "2026-04-10", "import", table)
    header, *lines = [line.split("\t") for line in answer.out.splitlines()]
    assert header == ["file", "place", "state", "title", "reason", "remedy"]
    assert Counter(line[2] for line in lines) == {"new": 1000, "problem": 1000}
    assert "line 2201: Cannot read 'never'" in answer.err
    assert "a.csv: and 200 more new, not listed" in answer.err
    assert "a.csv: and 100 more not readable, not listed" in answer.err


def test_a_dry_run_says_what_would_be(home: Home) -> None:
    text = "title,due\nEmma,2026-05-01\nDune,2026-05-01\nPersuasion,2026-05-02\n"
    table = written(home, "a.csv", text)
    answer = run(home.store, "2026-04-10", "import", "--dry-run", table)
    assert "3 titles would be out, and the cap is 2." in answer.err
    assert "are out now" not in answer.err


def test_a_file_that_cannot_be_read_is_said_to_be_it(home: Home) -> None:
    with open_folder() as folder:
        folder.chmod(0o777)
        locked = folder / "locked"
        locked.mkdir()
        (locked / "a.csv").write_text(TABLE)
        locked.chmod(0)
        with not_as_root():
            for name, why in (("locked/a.csv", "Permission denied"), ("x" * 300, "too long")):
                answer = run(folder / "r.db", "2026-04-10", "import", str(folder / name))
                assert answer.code == 1
                assert f"Cannot read {folder / name}: " in answer.err
                assert why in answer.err
        locked.chmod(0o700)


def test_a_file_that_breaks_off_is_said_to_be_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(file: File) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    table = written(home, "loans.csv", TABLE)
    monkeypatch.setattr(File, "rows", broken)
    answer = run(home.store, "2026-04-10", "import", table)
    assert f"Cannot read {table}: Input/output error." in answer.err
    assert not contents(home.store)["books"]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_a_file_with_nothing_in_it_is_said_to_be_empty(home: Home, text: str) -> None:
    for words in ([], ["--from", "csv"]):
        answer = run(home.store, "2026-04-10", "import", *words, written(home, "a.csv", text))
        assert (answer.code, answer.err) == (2, "readtrack: a.csv is empty.\nExport it again.\n")


def test_a_folder_without_anything_to_import_is_refused(home: Home) -> None:
    answer = run(home.store, "2026-04-10", "import", str(home.folder))
    assert (answer.code, answer.err.splitlines()[0]) == (
        2,
        f"readtrack: Nothing in {home.folder} is of a kind that can be imported.",
    )


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_what_comes_through_a_pipe_is_taken_in(home: Home, name: str) -> None:
    done = process(argv(["import", name]), home.environment(), input="title,due\nEmma,2026-05-01\n")
    assert (done.returncode, len(contents(home.store)["books"])) == (0, 1)
    assert f"{Path(name).name} (csv): 1 new" in done.stderr


def test_an_import_that_is_ended_leaves_no_copy_of_the_file(home: Home) -> None:
    environment = {**home.environment(), "TMPDIR": str(home.folder)}
    with subprocess.Popen(
        argv(["import", "-"]), env=environment, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        until = time.monotonic() + PATIENCE
        while not list(home.folder.glob("readtrack-*/-")) and time.monotonic() < until:
            time.sleep(0.01)
        assert list(home.folder.glob("readtrack-*/-"))
        running.terminate()
        assert running.wait(PATIENCE) == 128 + signal.SIGTERM
    assert not list(home.folder.glob("readtrack-*"))


@pytest.mark.parametrize("wrong", ["titel=Title", "title=Titel"])
def test_a_mapping_that_cannot_be_is_answered_with_one_that_can(home: Home, wrong: str) -> None:
    file = written(home, "books.csv", "Title,Ends\nEmma,2026-05-01\n")
    words = ["import", file, "--map", wrong, "--map", "due=Ends"]
    answer = home.run(*words)
    assert answer.code == 2
    line = shlex.join(["readtrack", *words]).replace(wrong, "title=Title")
    assert answer.err.endswith(f" Such as: {line}\n")
    assert home.run(*shlex.split(line)[1:]).code == 0
