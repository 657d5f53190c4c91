"""The library export of Goodreads."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.importing.records import Past, Record
from readtrack.model import Format
from tests.importing.anything import read_rows
from tests.importing.reading import DATA, claims, items, problems, records, skipped

TODAY = DATA / "goodreads.csv"
BEFORE = DATA / "goodreads-before-2022.csv"
RESAVED = DATA / "goodreads-resaved.csv"
HEADER = TODAY.read_text().split("\n", 1)[0].split(",")
SOURCES = ("goodreads", "storygraph", "audible", "koreader", "kobo")


def test_a_book_that_was_read_has_its_length_and_its_last_day() -> None:
    assert items("goodreads", TODAY)[0] == Record(
        "line 2",
        "The Salt Road (Harbour, #1)",
        ("Mira Halloran",),
        "9781408839973",
        Format.PRINT,
        312,
        past=(Past(None, date(2023, 1, 31)),),
    )


def test_columns_are_found_by_their_names_and_not_by_their_places() -> None:
    book = records("goodreads", BEFORE)["The Salt Road (Harbour, #1)"]
    assert (book.pages, book.past) == (312, (Past(None, date(2021, 2, 3)),))


def test_a_book_read_without_a_date_gets_none() -> None:
    book = records("goodreads", TODAY)["Lanterns & Locks"]
    assert (book.past, book.pages, book.isbn) == ((Past(None, None),), None, None)


def test_all_authors_are_named_and_what_follows_a_surname_belongs_to_it() -> None:
    book = records("goodreads", TODAY)["Lanterns & Locks"]
    assert book.authors == ("Ode Jr.", "Tove Lind", "Ana Ruiz")


def test_the_pages_of_an_audiobook_are_hours_or_discs() -> None:
    book = records("goodreads", TODAY)["A Winter by Ear"]
    assert (book.format, book.pages, book.seconds) == (Format.AUDIOBOOK, None, None)
    assert book.past == (Past(None, date(2022, 5, 6)),)


def test_a_shelf_other_than_read_tells_the_length_alone() -> None:
    book = records("goodreads", TODAY)["Not Begun"]
    assert (book.pages, book.past, book.loan, book.log) == (250, (), None, ())


def test_an_isbn_whose_check_digit_is_wrong_is_none() -> None:
    book = records("goodreads", TODAY)["=Sum of Parts"]
    assert (book.isbn, book.format, book.pages) == (None, None, 1204)


def test_what_teaches_nothing_is_skipped() -> None:
    assert skipped("goodreads", TODAY) == {
        "Half a Shelf": "nothing to learn: no length and not read",
        "": "no title",
    }


def test_a_bad_row_is_told_by_title_and_author_and_the_others_are_read() -> None:
    found = problems("goodreads", TODAY)
    assert {where: each.excerpt for where, each in found.items()} == {
        "line 9": "A Strange Day, Lu Vance",
        "line 10": "Numberless, Lu Vance",
    }
    assert found["line 9"].what == "31st of Oct names no year."
    assert "=Sum of Parts" in records("goodreads", TODAY)


def test_a_spreadsheet_writes_the_month_first_in_the_encoding_of_windows() -> None:
    found = records("goodreads", RESAVED)
    assert found["Café Lindqvist"].authors == ("Åsa Lindqvist",)
    days = {title: each.past[0].last for title, each in found.items()}
    assert days == {
        "Café Lindqvist": date(2023, 1, 31),
        "Older": date(1999, 2, 3),
        "Much Older": date(1998, 12, 31),
        "Day First": date(2022, 12, 31),
    }


def test_leading_zeros_that_a_spreadsheet_dropped_are_restored() -> None:
    found = records("goodreads", RESAVED)
    assert [found[title].isbn for title in ("Café Lindqvist", "Older", "Much Older")] == [
        "0060850523",
        "080442957X",
        None,
    ]


def test_an_unreadable_day_or_length_costs_the_row_only_that() -> None:
    found = records("goodreads", TODAY)
    assert found["A Strange Day"].past == (Past(),)
    assert found["Numberless"].pages is None


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    path = tmp_path / "marked.csv"
    path.write_bytes(b"\xef\xbb\xbf" + TODAY.read_bytes())
    assert claims(path, SOURCES) == ["goodreads"]
    assert items("goodreads", path) == items("goodreads", TODAY)


@pytest.mark.parametrize("path", [TODAY, BEFORE])
def test_a_file_that_has_lost_the_names_of_its_columns_is_read(tmp_path: Path, path: Path) -> None:
    headless = tmp_path / "headless.csv"
    headless.write_text(path.read_text().split("\n", 1)[1])
    assert claims(headless, SOURCES) == ["goodreads"]
    assert records("goodreads", headless).keys() == records("goodreads", path).keys()


def test_a_blank_before_a_quote_parts_no_cell(tmp_path: Path) -> None:
    path = tmp_path / "aligned.csv"
    path.write_text(
        "Book Id, Title   , Author   , Author l-f   , ISBN    , Binding, Number of Pages,"
        " Date Read , Exclusive Shelf\n"
        ' 11, "Salt, Sea" , Ada Moor , "Moor, Ada" , "=""""", Paperback,   180, 2025/06/23, read\n'
    )
    book = records("goodreads", path)["Salt, Sea"]
    assert (book.authors, book.pages) == (("Ada Moor",), 180)
    assert book.past == (Past(None, date(2025, 6, 23)),)


def test_a_placeholder_is_no_author(tmp_path: Path) -> None:
    path = tmp_path / "unknown.csv"
    path.write_text(TODAY.read_text().replace("Mira Halloran,", "Unknown,"))
    assert records("goodreads", path)["The Salt Road (Harbour, #1)"].authors == ("Mira Halloran",)


def test_a_row_that_has_slipped_shows_none_of_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "slipped.csv"
    row = ["1", "Title", "Author", *["hush"] * len(HEADER)]
    path.write_text(",".join(HEADER) + "\n" + ",".join(row) + "\n")
    assert "more cells" in problems("goodreads", path)["line 2"].what
    assert "hush" not in repr(items("goodreads", path))


def test_a_day_that_is_still_to_come_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "future.csv"
    path.write_text(TODAY.read_text().replace("2023/01/31", "2032/01/31"))
    assert problems("goodreads", path)["line 2"].what == "2032/01/31 is still to come."


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(("read", "0", "312", '=""', "1/31/23", "2/30/23", "9" * 30, "-1", "&#0;")),
)


@given(st.lists(st.lists(CELLS, max_size=30), max_size=4))
def test_no_cell_whatever_it_holds_is_a_traceback(rows: list[list[str]]) -> None:
    found = read_rows("goodreads", [HEADER, *rows])
    assert len({item.where for item in found}) <= len(rows)


def test_a_film_that_was_seen_is_no_book_read(tmp_path: Path) -> None:
    media = {"Alien": "DVD", "Solaris": "VHS Tape", "Blue": "Audio CD", "Heat": "Movie Tie-In"}
    rows = (
        f"{at},{title},{kind},read,2024/05/06" for at, (title, kind) in enumerate(media.items())
    )
    path = tmp_path / "goodreads.csv"
    path.write_text("\n".join(["Book Id,Title,Binding,Exclusive Shelf,Date Read", *rows]))
    assert skipped("goodreads", path) == {"Alien": "no book: DVD", "Solaris": "no book: VHS Tape"}
    past = (Past(None, date(2024, 5, 6)),)
    assert {
        title: (book.format, book.past) for title, book in records("goodreads", path).items()
    } == {
        "Blue": (Format.AUDIOBOOK, past),
        "Heat": (Format.PRINT, past),
    }
