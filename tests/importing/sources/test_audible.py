"""An Audible library, in the three forms that audible-cli writes."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.importing.files import File
from readtrack.importing.records import Past, Record, Skipped
from readtrack.importing.sources.registry import source_of
from readtrack.model import Format
from tests.importing.anything import objects, read_anyway, read_text
from tests.importing.reading import DATA, document, items, problems, records, skipped, table

FILES = [DATA / "audible.tsv", DATA / "audible.csv", DATA / "audible.json"]

each_form = pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)


@each_form
def test_minutes_become_seconds_and_what_is_finished_was_read_some_day(path: Path) -> None:
    first = items("audible", path)[0]
    assert isinstance(first, Record)
    assert first._replace(where="") == Record(
        "",
        "The Salt Road",
        ("Mira Halloran",),
        format=Format.AUDIOBOOK,
        seconds=598 * 60,
        past=(Past(None, None),),
    )


@each_form
def test_a_number_of_the_shop_is_no_isbn_even_where_it_looks_like_one(path: Path) -> None:
    book = records("audible", path)["Lanterns & Locks"]
    assert (book.isbn, book.seconds) == (None, 75 * 60)


@each_form
def test_a_percentage_without_a_day_is_no_place(path: Path) -> None:
    book = records("audible", path)["Lanterns & Locks"]
    assert (book.past, book.log) == ((), ())


@each_form
def test_a_translator_is_no_author(path: Path) -> None:
    assert records("audible", path)["Lanterns & Locks"].authors == ("Sam Okoro",)


@each_form
def test_a_finished_book_without_a_length_was_read_all_the_same(path: Path) -> None:
    book = records("audible", path)["An Old One"]
    assert (book.authors, book.seconds, book.past) == (("Sam Okoro",), None, (Past(),))


@each_form
def test_what_teaches_nothing_is_skipped(path: Path) -> None:
    reason = "nothing to learn: no length and not finished"
    assert skipped("audible", path) == {"A Show": reason}


@each_form
def test_a_length_that_is_no_number_is_a_problem(path: Path) -> None:
    where = "item 5" if path.suffix == ".json" else "line 6"
    found = problems("audible", path)[where]
    assert (found.excerpt, found.what) == (
        "Odd, Sam Okoro",
        "Cannot read 'long' as a playing time.",
    )


def test_an_item_that_is_no_book_is_a_problem() -> None:
    assert problems("audible", FILES[2])["item 6"].what == "This is no audiobook."


FIELDS = ("asin", "title", "authors", "runtime_length_min", "is_finished", "percent_complete")


@given(st.lists(objects(*FIELDS), max_size=4))
def test_no_field_whatever_it_holds_is_a_traceback(listed: list[object]) -> None:
    book = {"asin": "B0", "title": "Emma", "runtime_length_min": "60"}
    assert len(read_anyway("audible", [book, *listed])) == 1 + len(listed)


@given(st.text(max_size=40))
def test_no_table_whatever_it_holds_is_a_traceback(rest: str) -> None:
    header = FILES[0].read_text().split("\n", 1)[0]
    read_text("audible", f"{header}\n{rest}", "any.tsv")


LIBATION = (
    ("Account", "a@example.com", "a@example.com", "a@example.com"),
    ("Date Added to library", *["5/6/2024 1:02:03 PM"] * 3),
    ("Is Audible Plus?", "False", "False", "True"),
    ("Audible Product Id", "B000000001", "B000000002", "B000000003"),
    ("Title", "The Salt Road", "Kiln", "A Show: 12"),
    ("Subtitle", "A Novel", "", ""),
    ("Authors", "Mira Halloran, Lea Ek - translator", "Sam Okoro", "Bo Lee"),
    ("Narrators", "Ed Vox", "Ed Vox", ""),
    ("Length In Minutes", "598", "75", "31"),
    ("Content Type", "Product", "Product", "Episode"),
    ("Last Downloaded", "", "6/7/2024 1:02:03 PM", ""),
    ("{finished}", "True", "False", "False"),
)
"""The columns of a library with the cells of three things in it."""
LIBATION_NAMES, *LIBATION_ROWS = zip(*LIBATION, strict=True)


def libation_table(folder: Path, finished: str, mark: str) -> Path:
    """A library as Libation writes it in a country that has this mark between cells."""
    names = [name.format(finished=finished) for name in LIBATION_NAMES]
    lines = [mark.join(f'"{cell}"' for cell in row) for row in (names, *LIBATION_ROWS)]
    return table(folder, *lines, name="libation.csv")


def libation_json(folder: Path) -> Path:
    names = {"Authors": "AuthorNames", "Date Added to library": "DateAdded"}
    keys = [names.get(n, n.format(finished="IsFinished").replace(" ", "")) for n in LIBATION_NAMES]
    rows = [dict(zip(keys, row, strict=True)) for row in LIBATION_ROWS]
    typed = [
        {
            **row,
            "LengthInMinutes": int(row["LengthInMinutes"]),
            "IsFinished": "T" in row["IsFinished"],
        }
        for row in rows
    ]
    return document(folder, typed)


def libation_book(folder: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append([name.format(finished="Is Finished?") for name in LIBATION_NAMES])
    for *cells, finished in LIBATION_ROWS:
        sheet.append(
            [int(cell) if cell.isdigit() else cell for cell in cells] + [finished == "True"]
        )
    workbook.save(folder / "libation.xlsx")
    return folder / "libation.xlsx"


@pytest.mark.parametrize(
    "write",
    [
        lambda folder: libation_table(folder, "Is Finished?", ","),
        lambda folder: libation_table(folder, "IsFinished", ";"),
        libation_json,
        libation_book,
    ],
    ids=["csv", "older", "json", "xlsx"],
)
def test_libation_has_names_of_its_own(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    path = write(tmp_path)
    heard = Format.AUDIOBOOK
    assert source_of(File(path)) == "audible"
    assert [each._replace(where="") for each in items("audible", path)] == [
        Record("", "The Salt Road", ("Mira Halloran",), None, heard, None, 35_880, past=(Past(),)),
        Record("", "Kiln", ("Sam Okoro",), None, heard, None, 4_500),
        Skipped("", "A Show: 12", "no book: podcast"),
    ]
