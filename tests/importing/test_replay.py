"""Exports on their way back: each thing once, joined to what it belongs to, the rest refused."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.store.contents import Answer, contents, done, rows, run

TODAY = "2026-04-10"


def lent(number: int, book: int, **told: object) -> dict[str, object]:
    loan = {
        "id": number, "book_id": book, "format": "print", "unit": "pages", "length": 300,
        "checked_out": "2026-03-01", "due": "2026-05-01", "start": 0, "speed": 1,
    }  # fmt: skip
    return loan | told


def reached(number: int, loan: int, day: str, position: int) -> dict[str, object]:
    return {"id": number, "loan_id": loan, "day": day, "position": position, "minutes": 30}


def read(number: int, book: int, first: str | None, last: str | None) -> dict[str, object]:
    share = {"share": 1, "format": "ebook"}
    return {"id": number, "book_id": book, "first": first, "last": last, **share}


def wish(number: int, book: int, days: int) -> dict[str, object]:
    told = {"format": "print", "unit": "pages", "length": 300}
    return {"id": number, "book_id": book, "days": days, **told}


ENDED = {"ended": "2026-03-20", "ending": "returned", "outcome": "finished"}

RENEWED = [
    {"due_before": "2026-03-22", "due_after": "2026-04-12"},
    {"due_before": "2026-04-12", "due_after": "2026-05-01"},
]

EXPORT: dict[str, Any] = {
    "schema": "readtrack.export/1",
    "books": [
        {"id": 3, "title": "Emma", "authors": ["Jane Austen"], "isbn": "9780306406157"},
        {"id": 5, "title": "Emma: A Novel", "authors": ["Jane Austen"]},
        {"id": 7, "title": "Dune", "authors": []},
        {"id": 8, "title": "Dune", "authors": []},
    ],
    "editions": [
        {"id": 2, "book_id": 5, "title": "Emma oder", "authors": [], "isbn": None},
        {"id": 3, "book_id": 5, "title": "Emma", "authors": [], "isbn": "9781408839973"},
    ],
    "loans": [
        lent(2, 3),
        lent(4, 3, format="audiobook", unit="seconds", length=30_000),
        lent(6, 7, **ENDED),
        lent(7, 7),
    ],
    "copies": [
        {"id": 1, "loan_id": 2, "name": "barcode:0a0a0a0a0a0a0a0a"},
        {"id": 4, "loan_id": 7, "name": "barcode:0b0b0b0b0b0b0b0b"},
    ],
    "renewals": [
        {"id": number, "loan_id": 2, "day": "2026-04-01", **dates}
        for number, dates in enumerate(RENEWED, 1)
    ],
    "progress": [
        reached(1, 2, "2026-04-01", 40),
        reached(2, 2, "2026-04-01", 60),
        reached(5, 2, "2026-04-02", 60),
        reached(6, 2, "2026-04-02", 60),
        reached(7, 7, "2026-04-02", 60),
    ],
    "routines": [
        {"id": 1, "name": "evening", "minutes": 30, "weekdays": "01234", "kind": "text",
         "since": "2026-01-01"},
    ],
    "away": [
        {"id": 1, "first": "2026-07-01", "last": "2026-07-09"},
        {"id": 2, "first": "2026-08-01", "last": "2026-08-09"},
    ],
    "asides": [
        {"id": 1, "day": "2026-04-01", "minutes": 30, "what": what} for what in ("the news",)
    ],
    "wishes": [wish(1, 5, 21), wish(2, 8, 14)],
    "lengths": [{"id": 1, "book_id": 5, "unit": "pages", "length": 474}],
    "readings": [
        read(1, 5, None, None),
        read(2, 5, "2024-01-01", "2024-01-09"),
        read(3, 5, "2025-01-01", "2025-01-09"),
    ],
    "settings": [{"key": "cap", "value": "4"}, {"key": "reserve", "value": "20"}],
    "snoozes": [
        {"id": 2, "book_id": 3, "until": "2026-04-09"},
        {"id": 4, "book_id": 7, "until": "2026-04-02"},
    ],
}  # fmt: skip


def bring_back(db: Path, told: object = EXPORT) -> Answer:
    path = db.with_name("all.json")
    path.write_text(json.dumps(told))
    return run(db, TODAY, "import", str(path))


def changed(relation: str, row: int, **values: object) -> dict[str, Any]:
    """The export with other values in one of its rows."""
    told = copy.deepcopy(EXPORT)
    told[relation][row] |= values
    return told


def sizes(db: Path) -> dict[str, int]:
    return {relation: len(found) for relation, found in contents(db).items()}


WHOLE = {name: len(found) for name, found in EXPORT.items() if name != "schema"}


def test_everything_comes_back_once_with_its_numbers(db: Path) -> None:
    assert bring_back(db).code == 0
    once = contents(db)
    assert sizes(db) == {**WHOLE, "sittings": 0, "sources": 0}
    for relation in WHOLE.keys() - {"settings"}:
        numbers = [row["id"] for row in EXPORT[relation]]
        assert [row[0] for row in once[relation]] == numbers, relation
    assert bring_back(db).code == 0
    assert contents(db) == once
    for form in ("csv", "json"):
        file, other = db.with_name(f"all.{form}"), db.with_name(f"{form}.db")
        done(db, TODAY, "export", form, str(file))
        done(other, TODAY, "import", str(file))
        assert contents(other) == once
        assert run(db, TODAY, "import", str(file)).err.endswith("Nothing new.\n")


BELONGS = {
    "loans": "SELECT title, format, due, ended FROM loans JOIN books ON books.id = book_id",
    "progress": "SELECT title, day, position FROM progress JOIN loans ON loans.id = loan_id "
    "JOIN books ON books.id = book_id",
    "wishes": "SELECT title, days FROM wishes JOIN books ON books.id = book_id",
    "readings": "SELECT title, first FROM readings JOIN books ON books.id = book_id",
    "snoozes": "SELECT title, until FROM snoozes JOIN books ON books.id = book_id",
}


def joined(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """What hangs on what, in the order in which it came."""
    return {name: rows(db, f"{sql} ORDER BY {name}.id") for name, sql in BELONGS.items()}


def test_everything_stays_with_what_it_belongs_to_where_the_numbers_are_taken(db: Path) -> None:
    other = db.with_name("other.db")
    bring_back(db)
    for number in range(1, 5):
        title = ("add", f"Book {number}", "--pages", "300", "--due", "2026-05-01")
        done(other, TODAY, *title, "--anyway", "--why", "x")
        done(other, TODAY, "log", str(number), "10")
    kept = joined(other)
    assert bring_back(other).code == 0
    assert joined(other) == {name: kept[name] + found for name, found in joined(db).items()}
    once = contents(other)
    bring_back(other)
    assert contents(other) == once
    done(other, TODAY, "undo")
    assert joined(other) == kept


@pytest.mark.parametrize(
    ("relation", "row", "values", "what"),
    [
        ("books", 3, {"colour": "red"}, "there is no column colour"),
        ("books", 3, {"key": "dune"}, "there is no column key"),
        ("books", 3, {"authors": "Ann Lee"}, "the authors are no list"),
        ("books", 3, {"authors": [1]}, "the authors are no list"),
        ("books", 3, {"title": "x" * 501}, "the title has 501 characters"),
        ("loans", 3, {"book_id": 99}, "there is no book_id 99"),
        ("loans", 3, {"due": "soon"}, "soon is no date for a library loan"),
        ("loans", 3, {"length": 20_001}, "20,001 pages is not the length of a book"),
        ("loans", 3, {"length": "long"}, "the store refused it"),
        ("loans", 3, {"format": "scroll"}, "the store refused it"),
        ("progress", 4, {"loan_id": 99}, "there is no loan_id 99"),
        ("progress", 4, {"position": 2**80}, "the store refused it"),
        ("wishes", 1, {"days": 731}, "731 days is not the length of a loan"),
        ("wishes", 1, {"days": 0}, "0 days is not the length of a loan"),
        ("away", 1, {"last": "2026-07-31"}, "the store refused it"),
        ("snoozes", 1, {"until": "later"}, "later is no date for a library loan"),
        ("snoozes", 1, {"book_id": 99}, "there is no book_id 99"),
    ],
)
def test_a_row_that_cannot_be_is_left_out_and_named(
    db: Path, relation: str, row: int, values: dict[str, object], what: str
) -> None:
    answer = bring_back(db, changed(relation, row, **values))
    assert answer.code == 1
    assert f"{relation} {row + 1}: " in answer.err
    assert what in answer.err
    assert len(contents(db)[relation]) == WHOLE[relation] - 1


@pytest.mark.parametrize(
    ("relation", "row", "values"),
    [
        ("loans", 0, {"due": "2026-05-02"}),
        ("wishes", 0, {"days": 7}),
        ("readings", 1, {"share": 0.5}),
        ("settings", 0, {"value": "5"}),
        ("routines", 0, {"minutes": 45}),
        ("snoozes", 0, {"until": "2026-05-01"}),
    ],
)
def test_what_is_another_here_is_kept_as_it_is_and_said(
    db: Path, relation: str, row: int, values: dict[str, object]
) -> None:
    bring_back(db)
    once = contents(db)
    answer = bring_back(db, changed(relation, row, **values))
    assert (answer.code, contents(db)) == (0, once)
    assert f"here it has another {next(iter(values))}, which is kept" in answer.out


def test_a_setting_set_on_another_day_is_the_same_setting(db: Path) -> None:
    bring_back(db, changed("settings", 0, since="2026-01-01"))
    once = contents(db)
    assert ("cap", "4", "2026-01-01") in once["settings"]
    answer = bring_back(db, changed("settings", 0, since="2026-02-02"))
    assert (contents(db), "kept" in answer.out) == (once, False)


def test_what_is_told_of_a_book_besides_is_no_difference(db: Path) -> None:
    bring_back(db)
    once = contents(db)
    answer = bring_back(db, changed("books", 0, isbn="9781408839973"))
    assert (contents(db), "kept" in answer.out) == (once, False)


@pytest.mark.parametrize(
    ("relation", "row"),
    [
        *(("loans", row) for row in range(4)),
        *(("progress", row) for row in (0, 2, 3)),
        *(("readings", row) for row in range(3)),
        *((name, 0) for name in ("renewals", "away", "wishes", "settings", "snoozes")),
    ],
)
def test_what_is_lacking_here_comes_in_beside_what_is_like_it(
    db: Path, relation: str, row: int
) -> None:
    told = copy.deepcopy(EXPORT)
    del told[relation][row]
    bring_back(db, told)
    assert bring_back(db).code == 0
    other = db.with_name("other.db")
    bring_back(other)
    found, whole = (sorted(map(str, contents(each)[relation])) for each in (db, other))
    assert len(found) == len(whole)
    without_numbers = [[line.partition(", ")[2] for line in lines] for lines in (found, whole)]
    assert sorted(without_numbers[0]) == sorted(without_numbers[1])


def of_austen(*titles: str) -> dict[str, Any]:
    books = [
        {"id": number, "title": title, "authors": ["Jane Austen"]}
        for number, title in enumerate(titles, 1)
    ]
    return {"schema": EXPORT["schema"], "books": books}


@pytest.mark.parametrize(
    ("known", "books", "of"),
    [
        (["Emma: A Novel"], 1, "Emma: A Novel"),
        (["Emma: A Novel", "EMMA"], 2, "EMMA"),
        (["Emma: A Novel", "Emma: A Tale"], 3, "EMMA"),
    ],
)
def test_a_book_is_the_one_spelled_alike_else_the_only_one_that_may_be_it(
    db: Path, known: list[str], books: int, of: str
) -> None:
    length = {"id": 1, "book_id": 1, "unit": "pages", "length": 474}
    bring_back(db, of_austen(*known))
    for _ in range(2):
        bring_back(db, of_austen("EMMA") | {"lengths": [length]})
        assert len(contents(db)["books"]) == books
        told = "SELECT title FROM lengths JOIN books ON books.id = book_id"
        assert rows(db, told) == [(of,)]


def test_a_wish_is_not_called_by_the_end_of_its_reading(db: Path) -> None:
    told = changed("wishes", 0, until=280.0)
    assert "280" not in bring_back(db, told).out


@pytest.mark.parametrize("saved", [("3/1/2026", "9.78031E+12"), ("01.03.2026", "9,78031E+12")])
def test_a_table_that_a_spreadsheet_saved_again_is_said_to_be_one(
    db: Path, tmp_path: Path, saved: tuple[str, str]
) -> None:
    export = tmp_path / "all.csv"
    header = "record;id;title;authors;isbn;book_id;format;unit;length;checked_out;due;start;speed"
    book = '"[""Jane Austen""]"'
    export.write_text(
        f"{header}\nbooks;1;Emma;{book};{saved[1]}\nbooks;2;Kim;;306406152\n"
        f"loans;1;;;;1;print;pages;300;{saved[0]};2026-05-01;0;1\n"
    )
    answer = run(db, TODAY, "import", str(export), "--yes")
    assert answer.code == 1
    assert rows(db, "SELECT title, isbn FROM books") == [("Emma", None), ("Kim", "0306406152")]
    assert f"{saved[1]} is no ISBN" in answer.err
    assert f"{saved[0]} is no date for a library loan" in answer.err
    remedy = "Export it again, and import it as it is: a spreadsheet that saves it changes dates."
    assert answer.err.count(remedy) == 2


@pytest.mark.parametrize(("column", "refused"), [("checked_out", "loans"), ("day", "progress")])
def test_a_day_to_come_is_refused(db: Path, column: str, refused: str) -> None:
    told = changed(refused, -1, **{column: "2099-01-01"})
    assert "2099-01-01 is still to come" in bring_back(db, told).out
