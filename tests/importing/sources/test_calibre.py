"""Calibre libraries, as catalogues and as the database itself."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readtrack.importing.records import Past, Reached, Record
from readtrack.model import Format
from tests.importing.reading import BY_NAME, claims, items, made, problems, records, skipped

SCHEMA = """
CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, sort TEXT, uuid TEXT, path TEXT);
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT, sort TEXT, link TEXT);
CREATE TABLE books_authors_link (id INTEGER PRIMARY KEY, book INTEGER, author INTEGER);
CREATE TABLE identifiers (id INTEGER PRIMARY KEY, book INTEGER, type TEXT, val TEXT);
CREATE TABLE comments (id INTEGER PRIMARY KEY, book INTEGER, text TEXT);
CREATE TABLE custom_columns (id INTEGER PRIMARY KEY, label TEXT, name TEXT, datatype TEXT,
    mark_for_delete BOOL, editable BOOL, display TEXT, is_multiple BOOL, normalized BOOL);
CREATE TABLE custom_column_1 (id INTEGER PRIMARY KEY, book INTEGER, value INT);
CREATE TABLE custom_column_2 (id INTEGER PRIMARY KEY, book INTEGER, value BOOL);
CREATE TABLE custom_column_3 (id INTEGER PRIMARY KEY, book INTEGER, value timestamp);
CREATE TABLE last_read_positions (id INTEGER PRIMARY KEY, book INTEGER, format TEXT, user TEXT,
    device TEXT, cfi TEXT, epoch REAL, pos_frac REAL);
"""
COLUMNS = (
    (1, "pages", "Pages", "int", 0), (2, "read", "Read", "bool", 0),
    (3, "date_read", "Read on", "datetime", 0),
)  # fmt: skip


@pytest.mark.parametrize("mark", ["\ufeff", "ï»¿", ""])
def test_a_catalogue_tells_what_its_reader_added(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text(
        f"{mark}author_sort,authors,comments,formats,isbn,timestamp,title,title_sort,uuid,#pages,"
        "#read,#date_read\n"
        '"Poe, Ann & Lee, Bo","Ann Poe & Bo Lee","hush","epub, mobi","9780306406157",'
        '"2024-01-01T00:00:00+00:00","Emma","Emma","u","304","True","2025-02-03T12:00:00+00:00"\n'
        '"Unknown","Unknown","","epub","","","Dune","Dune","u","","",""\n'
    )
    assert claims(path, BY_NAME) == ["calibre"]
    assert items("calibre", path)[0] == Record(
        "line 2", "Emma", ("Ann Poe", "Bo Lee"), "9780306406157", Format.EBOOK, 304,
        past=(Past(None, date(2025, 2, 3)),),
    )  # fmt: skip
    assert skipped("calibre", path) == {"Dune": "nothing to learn: no length and not read"}
    assert "hush" not in repr(items("calibre", path))


def library(path: Path) -> Path:
    """A library with columns of its reader's own, and places of the viewer."""
    evening = datetime(2025, 1, 2, 20, tzinfo=UTC).timestamp()
    return made(
        path,
        SCHEMA,
        {
            "books": [
                (1, "Emma", "Emma", "u", "p"),
                (2, "Dune", "Dune", "u", "p"),
                (3, "No", *"sup"),
            ],
            "authors": [(1, "Ann Poe", "", ""), (2, "Lee| Bo", "", "")],
            "books_authors_link": [(1, 1, 1), (2, 2, 2), (3, 2, 1)],
            "identifiers": [(1, 1, "isbn", "9780306406157"), (2, 1, "amazon", "hush")],
            "comments": [(1, 1, "hush")],
            "custom_columns": [(*each, 1, "{}", 0, 0) for each in COLUMNS],
            "custom_column_1": [(1, 1, 304)],
            "custom_column_2": [(1, 1, 1), (2, 3, 0)],
            "custom_column_3": [(1, 1, "2025-02-03 12:00:00+00:00")],
            "last_read_positions": [
                (1, 2, "EPUB", "x", "y", "hush", evening, 0.25),
                (2, 2, "EPUB", "x", "z", "hush", evening + 60, 0.2),
            ],
        },
    )


def test_the_database_tells_the_same_and_where_its_viewer_is(tmp_path: Path) -> None:
    path = library(tmp_path / "metadata.db")
    assert claims(path, BY_NAME) == ["calibre"]
    found = records("calibre", path)
    assert set(found) == {"Emma", "Dune"}
    emma, dune = found["Emma"], found["Dune"]
    assert (emma.authors, emma.isbn, emma.pages) == (("Ann Poe",), "9780306406157", 304)
    assert emma.past == (Past(None, date(2025, 2, 3)),)
    assert dune.log == (Reached(date(2025, 1, 2), 0.25),)
    assert "hush" not in repr(items("calibre", path))


@pytest.mark.parametrize("unset", ["0101-01-01T00:00:00+00:00", "0100-12-31", "None", ""])
def test_a_date_that_is_not_set_is_none(tmp_path: Path, unset: str) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text(
        "title,authors,uuid,formats,#pages,#gelesen,#gelesen_am,#begonnen\n"
        f"Emma,Ann Poe,u,epub,304,yes,{unset},{unset}\n"
        f"Dune,Ann Poe,u,epub,304,,{unset},{unset}\n"
        f"Saga,Ann Poe,u,epub,304,yes,2025-02-03,{unset}\n"
    )
    assert problems("calibre", path) == {}
    assert {title: book.past for title, book in records("calibre", path).items()} == {
        "Emma": (Past(),),
        "Dune": (),
        "Saga": (Past(None, date(2025, 2, 3)),),
    }


def test_the_days_of_a_catalogue_that_a_spreadsheet_has_saved(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text(
        "title,authors,uuid,formats,#started,#finished\n"
        "Emma,Ann Poe,u,epub,03/02/2025,04/02/2025\n"
        "Dune,Ann Poe,u,epub,05/02/2025,25/02/2025\n"
    )
    assert {title: book.past for title, book in records("calibre", path).items()} == {
        "Emma": (Past(date(2025, 2, 3), date(2025, 2, 4)),),
        "Dune": (Past(date(2025, 2, 5), date(2025, 2, 25)),),
    }


def test_words_that_books_share_tell_what_was_read(tmp_path: Path) -> None:
    path = library(tmp_path / "metadata.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("""
            INSERT INTO custom_columns VALUES
                (4, 'status', 'Status', 'enumeration', 0, 1, '{}', 0, 1),
                (5, 'dates_read', 'Read on', 'text', 0, 1, '{}', 1, 1);
            CREATE TABLE custom_column_4 (id INTEGER PRIMARY KEY, value TEXT);
            CREATE TABLE books_custom_column_4_link (id INTEGER PRIMARY KEY, book, value);
            CREATE TABLE custom_column_5 (id INTEGER PRIMARY KEY, value TEXT);
            CREATE TABLE books_custom_column_5_link (id INTEGER PRIMARY KEY, book, value);
            INSERT INTO custom_column_4 VALUES (7, 'Finished'), (8, 'To read');
            INSERT INTO books_custom_column_4_link VALUES (1, 2, 8), (2, 3, 7);
            INSERT INTO custom_column_5 VALUES (1, '2024-05-06'), (2, '2025-06-07');
            INSERT INTO books_custom_column_5_link VALUES (1, 2, 1), (2, 2, 2);
            DELETE FROM custom_column_2;
            UPDATE custom_column_3 SET value = '0101-01-01 00:00:00+00:00';
        """)
    assert {title: book.past for title, book in records("calibre", path).items()} == {
        "Emma": (),
        "Dune": (Past(None, date(2024, 5, 6)), Past(None, date(2025, 6, 7))),
        "No": (Past(),),
    }


COUNTED = "CREATE TABLE books_pages_link (book INTEGER PRIMARY KEY, pages INTEGER, algorithm INT)"


def test_the_pages_that_calibre_counts_are_read_where_the_reader_has_none(tmp_path: Path) -> None:
    path = library(tmp_path / "metadata.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(COUNTED)
        rows = [(1, 290, 1), (2, 512, 1), (3, -1, 1)]
        connection.executemany("INSERT INTO books_pages_link VALUES (?, ?, ?)", rows)
    assert {title: book.pages for title, book in records("calibre", path).items()} == {
        "Emma": 304,
        "Dune": 512,
    }
    assert not problems("calibre", path)


def test_a_catalogue_tells_the_pages_of_the_database(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text(
        "title,authors,uuid,formats,pages,#pages\nEmma,Ann Poe,u,epub,290,304\n"
        "Dune,Ann Poe,u,epub,512,0\nSaga,Ann Poe,u,epub,-1,208\nNo,Ann Poe,u,epub,-2,\n"
    )
    found = records("calibre", path)
    assert {title: book.pages for title, book in found.items()} == {
        "Emma": 304,
        "Dune": 512,
        "Saga": 208,
    }
    assert skipped("calibre", path) == {"No": "nothing to learn: no length and not read"}
    assert not problems("calibre", path)
