"""KOReader's statistics, as devices leave them."""

import tempfile
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import ReadtrackError, UsageError
from readtrack.importing.records import Reached, Record
from readtrack.model import Format
from tests.importing.reading import (
    BERLIN,
    HONOLULU,
    Rows,
    assert_only_read,
    claims,
    copied,
    database,
    items,
    made,
    records,
    skipped,
)

BOOK = """
CREATE TABLE book (id integer PRIMARY KEY autoincrement, title text, authors text,
    notes integer, last_open integer, highlights integer, pages integer, series text,
    language text, md5 text, total_read_time integer, total_read_pages integer);
"""
SCHEMA = (
    BOOK
    + """
CREATE UNIQUE INDEX book_title_authors_md5 ON book(title, authors, md5);
CREATE TABLE page_stat_data (id_book integer, page integer NOT NULL DEFAULT 0,
    start_time integer NOT NULL DEFAULT 0, duration integer NOT NULL DEFAULT 0,
    total_pages integer NOT NULL DEFAULT 0, UNIQUE (id_book, page, start_time),
    FOREIGN KEY(id_book) REFERENCES book(id));
CREATE INDEX page_stat_data_start_time ON page_stat_data(start_time);
CREATE TABLE numbers (number INTEGER PRIMARY KEY);
CREATE VIEW page_stat AS SELECT id_book, page, start_time, duration FROM page_stat_data;
PRAGMA user_version = 20221111;
"""
)
BEFORE_2020 = (
    BOOK
    + """
CREATE TABLE page_stat (id_book integer, page integer NOT NULL, start_time integer NOT NULL,
    {seconds} integer NOT NULL, UNIQUE (page, start_time),
    FOREIGN KEY(id_book) REFERENCES book(id));
"""
)
LOOSE = """
CREATE TABLE book (id, title, authors, notes, last_open, highlights, pages, series, language, md5,
    total_read_time, total_read_pages);
CREATE TABLE page_stat_data (id_book, page, start_time, duration, total_pages);
"""


def book(
    key: int, title: str = "The Salt Road", authors: str = "Mira Halloran", pages: int = 200
) -> tuple[object, ...]:
    return key, title, authors, 7, 0, 8, pages, "N/A", "en", f"hash {key}", 0, 0


def at(text: str, zone: tzinfo = BERLIN) -> int:
    """The Unix time of a local `2026-03-01 21:30`."""
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


def statistics(path: Path, books: Any, pages: Any) -> Path:
    return made(path, SCHEMA, {"book": books, "page_stat_data": pages})


def log_of(path: Path, zone: tzinfo = BERLIN) -> tuple[Reached, ...]:
    return records("koreader", path, zone)["The Salt Road"].log


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "statistics.sqlite3"


def test_a_day_ends_where_the_last_page_was_read_and_has_all_its_minutes(db: Path) -> None:
    pages = [
        (1, 12, at("2026-03-02 07:00"), 100, 200),
        (1, 11, at("2026-03-01 22:00"), 100, 200),
        (1, 40, at("2026-03-01 21:00"), 120, 200),
        (1, 10, at("2026-03-01 21:58"), 100, 200),
    ]
    assert items("koreader", statistics(db, [book(1)], pages)) == [
        Record(
            "book 1",
            "The Salt Road",
            ("Mira Halloran",),
            format=Format.EBOOK,
            log=(Reached(date(2026, 3, 1), 11 / 200, 5), Reached(date(2026, 3, 2), 12 / 200, 2)),
        )
    ]


def turned(day: str, pages: Iterable[int], seconds: int = 60) -> list[tuple[object, ...]]:
    """Pages of one day from nine in the evening on, as KOReader stores them."""
    start = at(f"2026-03-{day} 21:00")
    return [(1, page, start + 120 * n, seconds, 300) for n, page in enumerate(pages)]


def pages_of(path: Path) -> list[int]:
    return [round(each.at * 300) for each in log_of(path)]


def test_page_0_is_no_place_and_its_seconds_count(db: Path) -> None:
    pages = [*turned("01", range(10, 20)), *turned("02", [*range(20, 40), 0])]
    statistics(db, [book(1)], pages)
    assert pages_of(db) == [19, 39]
    assert [each.minutes for each in log_of(db)] == [10, 21]


@pytest.mark.parametrize("looked_at", [[295], [1], [280, 281, 295], [0, 299]])
def test_a_look_at_the_map_or_the_glossary_is_no_progress(db: Path, looked_at: list[int]) -> None:
    start = at("2026-03-01 23:50")
    looks = [(1, page, start + n, 8, 300) for n, page in enumerate(looked_at)]
    statistics(db, [book(1)], [*turned("01", range(90, 100)), *looks])
    assert pages_of(db) == [99]


def test_a_day_of_looks_alone_has_no_place(db: Path) -> None:
    days = (turned("01", range(90, 100)), turned("02", [295], 8), turned("03", range(100, 110)))
    statistics(db, [book(1)], [row for day in days for row in day])
    assert [each.day.day for each in log_of(db)] == [1, 3]
    assert pages_of(db) == [99, 109]


@pytest.mark.parametrize(
    ("pages", "seconds", "places"), [([300], 59, []), ([150, 300], 29, []), ([2], 59, [2])]
)
def test_a_look_into_a_book_is_a_place_only_where_it_begins(
    db: Path, pages: list[int], seconds: int, places: list[int]
) -> None:
    found = records("koreader", statistics(db, [book(1)], turned("01", pages, seconds)))
    assert [round(each.at * 300) for book in found.values() for each in book.log] == places


def test_the_next_day_tells_where_reading_went_on(db: Path) -> None:
    notes = [(1, page, at("2026-03-01 23:50") + page, 100, 300) for page in (270, 271)]
    statistics(db, [book(1)], [*turned("01", range(90, 100)), *notes])
    assert pages_of(db) == [271]
    db.unlink()
    statistics(db, [book(1)], [*turned("01", range(90, 100)), *notes, *turned("02", [100, 101])])
    assert pages_of(db) == [99, 101]


def test_who_skips_chapters_is_where_they_read_on(db: Path) -> None:
    statistics(db, [book(1)], turned("01", [*range(1, 5), *range(120, 130)]))
    assert pages_of(db) == [129]


def test_the_place_is_the_same_when_another_font_makes_more_pages(db: Path) -> None:
    pages = [(1, 50, at("2026-03-01 21:00"), 60, 200), (1, 100, at("2026-03-02 21:00"), 60, 400)]
    assert [each.at for each in log_of(statistics(db, [book(1)], pages))] == [0.25, 0.25]


def test_a_page_past_the_end_is_the_end(db: Path) -> None:
    pages = [(1, 210, at("2026-03-01 21:00"), 60, 200)]
    assert log_of(statistics(db, [book(1)], pages)) == (Reached(date(2026, 3, 1), 1.0, 1),)


def test_the_day_is_that_of_the_reader_and_not_the_one_in_greenwich(db: Path) -> None:
    new_year = int(datetime(2026, 1, 1, 0, 30, tzinfo=UTC).timestamp())
    statistics(db, [book(1)], [(1, 10, new_year, 60, 200)])
    assert log_of(db, BERLIN)[0].day == date(2026, 1, 1)
    assert log_of(db, HONOLULU)[0].day == date(2025, 12, 31)
    assert log_of(db, ZoneInfo("Pacific/Kiritimati"))[0].day == date(2026, 1, 1)


def test_minutes_of_a_day_are_at_least_one_and_at_most_all(db: Path) -> None:
    pages = [(1, 1, at("2026-03-01 21:00"), 6, 200), (1, 2, at("2026-03-02 21:00"), 999_999, 200)]
    assert [each.minutes for each in log_of(statistics(db, [book(1)], pages))] == [1, 1440]


def test_several_rows_of_one_title_are_one_book(db: Path) -> None:
    books = [book(1), book(2), book(3, authors="Someone Else"), book(4, "THE SALT  ROAD")]
    pages = [
        (1, 10, at("2026-03-01 21:00"), 60, 100),
        (2, 20, at("2026-03-01 22:00"), 60, 100),
        (4, 30, at("2026-03-02 22:00"), 60, 100),
    ]
    first, other = items("koreader", statistics(db, books, pages))
    assert isinstance(first, Record)
    assert first.log == (Reached(date(2026, 3, 1), 0.2, 2), Reached(date(2026, 3, 2), 0.3, 1))
    assert other.where == "book 2"


def test_several_authors_stand_on_lines_of_their_own(db: Path) -> None:
    books = [book(1, authors="Halloran, Mira\nTove Lind"), book(2, "Nameless", "N/A")]
    pages = [(key, 10, at("2026-03-01 21:00"), 60, 100) for key in (1, 2)]
    found = records("koreader", statistics(db, books, pages))
    assert found["The Salt Road"].authors == ("Mira Halloran", "Tove Lind")
    assert found["Nameless"].authors == ()


def test_a_book_without_a_title_or_without_a_page_is_skipped(db: Path) -> None:
    books = [book(1, ""), book(2, "N/A"), book(3, "Unread")]
    pages = [(key, 10, at("2026-03-01 21:00"), 60, 100) for key in (1, 2)]
    assert skipped("koreader", statistics(db, books, pages)) == {
        "": "no title",
        "Unread": "nothing to learn: no page was read",
    }


def test_days_of_a_clock_that_is_wrong_are_left_out(db: Path) -> None:
    times = [-5, 0, 1, at("1989-12-31 12:00"), at("2026-11-26 12:00"), 2**40, 2**62]
    pages = [(1, n, time, 60, 200) for n, time in enumerate(times, 1)]
    pages += [(1, 50, at("2026-11-25 12:00"), 60, 200)]
    assert [each.day for each in log_of(statistics(db, [book(1)], pages))] == [date(2026, 11, 25)]


@pytest.mark.parametrize("seconds", ["period", "duration"])
def test_files_of_before_2020_count_the_pages_of_the_book(db: Path, seconds: str) -> None:
    pages = [(1, 50, at("2026-03-01 21:00"), 90), (1, 60, at("2026-03-01 21:02"), 90)]
    made(db, BEFORE_2020.format(seconds=seconds), {"book": [book(1)], "page_stat": pages})
    assert claims(db, ["koreader", "kobo"]) == ["koreader"]
    assert log_of(db) == (Reached(date(2026, 3, 1), 0.3, 3),)


def test_what_the_device_has_not_yet_written_into_the_file_is_read_too(
    db: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "copies"
    elsewhere.mkdir()
    with database(db, SCHEMA, {"book": [book(1)]}) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = (1, 50, at("2026-03-01 21:00"), 60, 200)
        connection.execute("INSERT INTO page_stat_data VALUES (?, ?, ?, ?, ?)", page)
        copy = copied(db, elsewhere)
    assert {each.name for each in elsewhere.iterdir()} == {db.name, f"{db.name}-wal"}
    assert len(log_of(copy)) == 1


def test_neither_the_file_nor_its_folder_changes_and_both_may_be_read_only() -> None:
    pages = [(1, 50, at("2026-03-01 21:00"), 60, 200)]
    rows: dict[str, Rows] = {"book": [book(1)], "page_stat_data": pages}
    assert_only_read("koreader", "own.sqlite3", SCHEMA, rows)


def test_notes_highlights_and_hashes_are_not_read(db: Path) -> None:
    pages = [(1, 50, at("2026-03-01 21:00"), 60, 200)]
    statistics(db, [(1, "The Salt Road", "", "hush", 0, "hush", 200, "", "", "hush", 0, 0)], pages)
    assert "hush" not in repr(items("koreader", db))


@pytest.mark.slow
def test_a_database_that_breaks_off_is_refused(db: Path) -> None:
    statistics(db, [book(1)], [(1, n, at("2026-03-01 21:00") + n, 60, 200) for n in range(4000)])
    db.write_bytes(db.read_bytes()[:20_000])
    with pytest.raises(ReadtrackError, match="damaged"):
        items("koreader", db)


def test_another_database_is_refused(db: Path) -> None:
    made(db, "CREATE TABLE book (id integer)", {})
    with pytest.raises(UsageError, match="no statistics of KOReader"):
        items("koreader", db)
    assert claims(db, ["koreader", "kobo"]) == []


def test_text_that_is_no_utf_8_does_not_stop_the_rest(db: Path) -> None:
    rows = [book(1), (2, b"caf\xe9", *book(2)[2:])]
    statistics(db, rows, [(key, 5, at("2026-03-01 21:00"), 60, 200) for key in (1, 2)])
    with database(db, "UPDATE book SET title = CAST(title AS text)", {}):
        pass
    assert set(records("koreader", db)) == {"The Salt Road", "caf\ufffd"}


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(0, 400),
    st.just(1_772_000_000),
    st.floats(),
    st.text(max_size=6),
    st.binary(max_size=6),
)


@given(
    st.lists(st.tuples(st.just(1), *[VALUES] * 11), max_size=2),
    st.lists(st.tuples(st.just(1) | VALUES, *[VALUES] * 4), max_size=4),
)
def test_no_value_whatever_it_is_is_a_traceback(books: Any, pages: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.sqlite3"
        made(path, LOOSE, {"book": books, "page_stat_data": pages})
        for item in items("koreader", path):
            if isinstance(item, Record):
                assert all(0 <= each.at <= 1 for each in item.log)
