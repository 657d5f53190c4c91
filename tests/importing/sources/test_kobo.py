"""The database of a Kobo, as firmware of several years has it."""

import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import UsageError
from readtrack.importing.records import Borrowed, Past, Reached, Record
from readtrack.model import Format
from tests.importing.reading import (
    BERLIN,
    HONOLULU,
    assert_only_read,
    claims,
    items,
    made,
    problems,
    records,
    skipped,
)

USER = """
CREATE TABLE user (UserID TEXT NOT NULL, UserKey TEXT NOT NULL, UserEmail TEXT, RefreshToken TEXT,
    AuthToken TEXT, PRIMARY KEY (UserID));
INSERT INTO user VALUES ('hush', 'hush', 'hush', 'hush', 'hush');
CREATE TABLE volume_shortcovers (volumeId TEXT NOT NULL, shortcoverId TEXT NOT NULL,
    VolumeIndex INTEGER, PRIMARY KEY (volumeId, shortcoverId));
"""
SCHEMA = (
    USER
    + """
CREATE TABLE content (ContentID TEXT NOT NULL, ContentType TEXT NOT NULL, MimeType TEXT NOT NULL,
    BookID TEXT, BookTitle TEXT, Title TEXT COLLATE NOCASE, Attribution TEXT COLLATE NOCASE,
    Description TEXT, DateLastRead TEXT, ReadStatus INTEGER, ___UserID TEXT NOT NULL,
    ___PercentRead INTEGER, Accessibility INTEGER DEFAULT 1, ISBN TEXT, TimeSpentReading INTEGER,
    AdobeLoanExpiration TEXT, PRIMARY KEY (ContentID));
CREATE TABLE OverDriveCheckoutBook (id TEXT, title TEXT, libraryKey TEXT, cardId TEXT,
    isAvailable TEXT, suspensionFlag BIT, placedDate TEXT, expireDate TEXT,
    estimatedAvailableDate TEXT, PRIMARY KEY (id));
"""
)
OLD_SCHEMA = (
    USER
    + """
CREATE TABLE content (ContentID TEXT NOT NULL, ContentType TEXT NOT NULL, MimeType TEXT NOT NULL,
    BookID TEXT, Title TEXT, Attribution TEXT, DateLastRead TEXT, ReadStatus INTEGER,
    ___PercentRead INTEGER, PRIMARY KEY (ContentID));
"""
)
LOOSE = """
CREATE TABLE volume_shortcovers (volumeId);
CREATE TABLE content (ContentID, ContentType, MimeType, BookID, Title, Attribution, DateLastRead,
    ReadStatus, ___PercentRead, Accessibility, ISBN, AdobeLoanExpiration);
CREATE TABLE OverDriveCheckoutBook (id, title, placedDate, expireDate);
"""
EPUB = "application/x-kobo-epub+zip"


def book(
    key: str = "salt",
    title: str | None = "The Salt Road",
    percent: object = 40,
    status: object = 1,
    last: str | None = "2026-11-02T22:30:00Z",
    ends: str | None = None,
    mime: str = EPUB,
    access: int = 1,
) -> tuple[object, ...]:
    return (
        key, "6", mime, None, None, title, "Halloran, Mira", "hush", last, status, "me", percent,
        access, "9781408839973", 12_345, ends,
    )  # fmt: skip


CHAPTER = (
    "salt!1", "9", "application/xhtml+xml", "salt", "The Salt Road", "Chapter One", "", "", None, 2,
    "me", 100, 1, None, 0, None,
)  # fmt: skip


def lent(key: str, title: str, ends: str, placed: str | None = None) -> tuple[object, ...]:
    return key, title, "a library", "1", None, None, placed, ends, None


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "KoboReader.sqlite"


def kobo(path: Path, *books: tuple[object, ...], lent: Any = ()) -> Path:
    return made(path, SCHEMA, {"content": books, "OverDriveCheckoutBook": lent})


def test_a_kobo_is_known_for_what_it_is(db: Path) -> None:
    kobo(db, book())
    assert claims(db, ("goodreads", "storygraph", "audible", "koreader", "kobo")) == ["kobo"]


def test_the_place_is_that_of_the_day_it_was_last_read_on(db: Path) -> None:
    assert items("kobo", kobo(db, book(), CHAPTER)) == [
        Record(
            "book 1",
            "The Salt Road",
            ("Mira Halloran",),
            "9781408839973",
            Format.EBOOK,
            log=(Reached(date(2026, 11, 2), 0.4),),
        )
    ]


def test_the_day_is_that_of_the_reader(db: Path) -> None:
    kobo(db, book(last="2025-12-31T23:50:00Z"))
    assert records("kobo", db, BERLIN)["The Salt Road"].log[0].day == date(2026, 1, 1)
    assert records("kobo", db, HONOLULU)["The Salt Road"].log[0].day == date(2025, 12, 31)


@pytest.mark.parametrize(
    "last", ["2026-11-02T12:00:00Z", "2026-11-02T12:00:00.000", "2026-11-02 12:00:00.000+00:00"]
)
def test_a_time_is_written_in_several_ways(db: Path, last: str) -> None:
    kobo(db, book(last=last))
    assert records("kobo", db)["The Salt Road"].log[0].day == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("percent", "status", "at"), [(99, 1, 0.99), (99, 2, 1), (0, 2, 1), (120, 1, 1), ("40", 3, 0.4)]
)
def test_only_the_status_says_that_a_book_is_finished(
    db: Path, percent: object, status: int, at: float
) -> None:
    kobo(db, book(percent=percent, status=status))
    assert records("kobo", db)["The Salt Road"].log == (Reached(date(2026, 11, 2), at),)


@pytest.mark.parametrize(
    "last", [None, "", "0000-00-00T00:00:00.000", "1970-01-01T00:00:00Z", "2031-01-01T00:00:00Z"]
)
def test_without_a_day_a_finished_book_was_read_some_day_and_a_place_is_none(
    db: Path, last: str | None
) -> None:
    kobo(db, book(status=2, last=last), book("two", "Half", last=last))
    found = records("kobo", db)
    assert (found["The Salt Road"].log, found["The Salt Road"].past) == ((), (Past(),))
    assert set(skipped("kobo", db)) == {"Half"}


def test_a_loan_ends_on_the_day_and_at_the_hour_of_the_reader(db: Path) -> None:
    kobo(db, book(percent=0, status=0, last=None, ends="2026-12-10T03:30:00Z"))
    assert records("kobo", db, HONOLULU)["The Salt Road"].loan == Borrowed(
        due=date(2026, 12, 9), due_time="17:30"
    )


def test_a_loan_that_ends_on_a_bare_date_has_no_hour(db: Path) -> None:
    kobo(db, book(ends="2026-12-10"))
    assert records("kobo", db, HONOLULU)["The Salt Road"].loan == Borrowed(due=date(2026, 12, 10))


@pytest.mark.parametrize("ends", ["", "0000-00-00T00:00:00.000", "0001-01-01T00:00:00Z"])
def test_what_stands_for_no_date_is_no_loan(db: Path, ends: str) -> None:
    kobo(db, book(ends=ends))
    assert records("kobo", db)["The Salt Road"].loan is None


def test_a_loan_of_a_digital_library_is_found_by_its_book_or_stands_alone(db: Path) -> None:
    ends = "2026-12-10T15:00:00Z"
    kobo(db, book(), lent=[lent("salt", "", ends), lent("two", "Lanterns &amp; Locks", ends)])
    found = records("kobo", db)
    loan = Borrowed(due=date(2026, 12, 10), due_time="16:00")
    assert {title: each.loan for title, each in found.items()} == {
        "The Salt Road": loan,
        "Lanterns & Locks": loan,
    }
    assert found["The Salt Road"].log != ()


def test_a_hold_is_no_loan(db: Path) -> None:
    asked = "2026-10-01T00:00:00Z"
    kobo(db, book(), lent=[lent("salt", "The Salt Road", "2026-12-10T15:00:00Z", asked)])
    assert records("kobo", db)["The Salt Road"].loan is None


def test_what_is_not_a_book_that_was_opened_is_skipped(db: Path) -> None:
    kobo(
        db,
        book("1", "Never Opened", percent=0, status=0, last=None),
        book("2", "Sample", percent=100, access=6),
        book("3", "Saved", mime="application/x-kobo-html+pocket"),
        book("4", None),
    )
    assert skipped("kobo", db) == {
        "Never Opened": "nothing to learn: no day of reading and no loan",
        "Sample": "a preview",
        "Saved": "an article",
        "": "no title",
    }


def test_an_audiobook_is_one(db: Path) -> None:
    kobo(db, book(mime="application/x-kobo-mp3z"))
    assert records("kobo", db)["The Salt Road"].format is Format.AUDIOBOOK


def test_a_bad_row_is_a_problem_and_the_others_are_read(db: Path) -> None:
    kobo(db, book("1", ends="soon"), book("2", "Odd", percent="some"), book("3", "Even"))
    found = problems("kobo", db)
    assert [(each.where, each.excerpt, each.what) for each in found.values()] == [
        ("book 1", "The Salt Road, Mira Halloran", "'soon' is no date."),
        ("book 2", "Odd, Mira Halloran", "How far it is read is no number."),
    ]
    assert set(records("kobo", db)) == {"Even"}


def test_columns_and_tables_that_an_older_firmware_does_not_have_are_done_without(db: Path) -> None:
    row = ("salt", "6", EPUB, "", "The Salt Road", "Mira Halloran", "2026-11-02T12:00:00Z", 1, 40)
    made(db, OLD_SCHEMA, {"content": [row]})
    assert claims(db, ["koreader", "kobo"]) == ["kobo"]
    assert records("kobo", db)["The Salt Road"].log == (Reached(date(2026, 11, 2), 0.4),)


def test_the_account_and_what_the_book_is_about_are_not_read(db: Path) -> None:
    kobo(db, book(), book("2", "Odd", percent="some"))
    assert "hush" not in repr(items("kobo", db))


def test_a_log_beside_the_file_is_read_and_nothing_is_written() -> None:
    assert_only_read("kobo", "own.sqlite", SCHEMA, {"content": [book()]})


def test_another_database_is_refused(db: Path) -> None:
    made(db, "CREATE TABLE content (id integer)", {})
    with pytest.raises(UsageError, match="not the database of a Kobo"):
        items("kobo", db)
    assert claims(db, ["koreader", "kobo"]) == []


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(0, 100),
    st.floats(),
    st.text(max_size=6),
    st.binary(max_size=6),
    st.sampled_from(("2026-11-02T12:00:00Z", "9999-12-31T23:59:59-12:00", "0001-01-01", "2199")),
)


@given(
    st.lists(
        st.tuples(VALUES, st.just("6"), VALUES, st.none(), st.just("Title"), *[VALUES] * 7),
        max_size=3,
    ),
    st.lists(st.tuples(*[VALUES] * 4), max_size=3),
)
def test_no_value_whatever_it_is_is_a_traceback(books: Any, checkouts: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.sqlite"
        made(path, LOOSE, {"content": books, "OverDriveCheckoutBook": checkouts})
        for item in items("kobo", path):
            if isinstance(item, Record):
                assert all(0 <= each.at <= 1 for each in item.log)


def test_a_view_that_goes_on_for_ever_is_not_asked(tmp_path: Path) -> None:
    path = made(tmp_path / "KoboReader.sqlite", SCHEMA, {"content": [book("a", "Emma")]})
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("DROP TABLE OverDriveCheckoutBook")
        opened.execute(f"CREATE VIEW OverDriveCheckoutBook AS {endless}")
        opened.commit()
    assert list(records("kobo", path)) == ["Emma"]
