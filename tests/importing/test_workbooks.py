"""Workbooks of Excel, read as tables."""

import sys
import tempfile
import zipfile
from contextlib import suppress
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import ReadtrackError
from readtrack.importing.files import File
from readtrack.importing.records import Past
from readtrack.importing.sources.registry import SOURCES, source_of
from tests.importing.anything import damaged
from tests.importing.reading import Sheet, claims, problems, records, workbook

BOOKS: Sheet = [
    ["Title", "Author", "Due", "Pages", "Duration", "Finished", "ISBN"],
    ["Emma", "Austen, Jane", date(2026, 12, 24), 304.0, None, None, 9780306406157],
    ["Dune", None, None, None, timedelta(hours=10, minutes=17), date(2026, 1, 5), None],
    ["Saga", None, "24.12.2026", "xii, 412 p.", time(10, 17), None, None],
]


def test_cells_are_read_as_what_they_are(tmp_path: Path) -> None:
    path = workbook(tmp_path / "books.xlsx", {"Books": [["My books"], [], *BOOKS]})
    assert claims(path, tuple(SOURCES)) == ["csv"]
    found = records("csv", path)
    assert {
        title: (book.loan and book.loan.due, book.pages, book.seconds, book.past, book.isbn)
        for title, book in found.items()
    } == {
        "Emma": (date(2026, 12, 24), 304, None, (), "9780306406157"),
        "Dune": (None, None, 37_020, (Past(None, date(2026, 1, 5)),), None),
        "Saga": (date(2026, 12, 24), 412, 37_020, (), None),
    }
    assert found["Emma"].authors == ("Jane Austen",)


def test_the_first_sheet_with_a_table_that_is_shown_is_read(tmp_path: Path) -> None:
    notes: Sheet = [["title", "due"], ["hush", "2026-12-24"]]
    path = workbook(
        tmp_path / "books.xlsx", {"A": notes, "B": [["only a note"]], "C": BOOKS}, hidden="A"
    )
    assert set(records("csv", path)) == {"Emma", "Dune", "Saga"}


def test_a_sheet_for_each_year_is_read_and_a_summary_is_not(tmp_path: Path) -> None:
    summary: Sheet = [["Year", "Books"], [2025, 12]]
    later: Sheet = [BOOKS[0], ["Momo", "Ende, Michael", None, 304, None, None, None]]
    path = workbook(
        tmp_path / "books.xlsx", {"A": summary, "B": BOOKS, "C": [["Notes", "hush"]], "D": later}
    )
    assert set(records("csv", path)) == {"Emma", "Dune", "Saga", "Momo"}


def test_a_row_that_cannot_be_read_is_named_by_its_number(tmp_path: Path) -> None:
    path = workbook(tmp_path / "books.xlsx", {"A": [["title", "pages"], ["Emma", "many"]]})
    assert list(problems("csv", path)) == ["line 2"]


def test_without_openpyxl_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "books.xlsx", {"A": BOOKS})
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ReadtrackError, match="needs openpyxl") as refused:
        source_of(File(path))
    assert "pip install openpyxl" in refused.value.remedy
    assert "save the sheet as CSV" in refused.value.remedy


def test_another_kind_of_spreadsheet_is_to_be_saved_as_one_of_these(tmp_path: Path) -> None:
    old, free = tmp_path / "books.xls", tmp_path / "books.ods"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with zipfile.ZipFile(free, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    for path in (old, free):
        with pytest.raises(ReadtrackError, match="of no kind") as refused:
            source_of(File(path))
        assert "save the sheet as CSV or .xlsx" in refused.value.remedy


def test_far_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(65 << 20))
    with pytest.raises(ReadtrackError, match="65 MB unpacked"):
        source_of(File(path))


@cache
def whole_workbook() -> bytes:
    """Return a workbook, made once: each has the time at which it was made."""
    with tempfile.TemporaryDirectory() as folder:
        return workbook(Path(folder) / "whole.xlsx", {"A": BOOKS}).read_bytes()


@given(st.data())
def test_no_damage_is_more_than_an_error(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.xlsx"
        path.write_bytes(damaged(data, whole_workbook(), 0))
        with suppress(ReadtrackError):
            records(source_of(File(path)), path)
