"""Workbooks of Excel: the tables on their sheets, as rows of text."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from readtrack.errors import ReadtrackError
from readtrack.named_tuple import NamedTuple

Row = tuple[int, list[str]]

MARK = "xl/workbook.xml"
"""What a workbook has and no other archive."""

LARGEST = 64 << 20
"""Bytes unpacked of a workbook."""

MOST_ROWS = 200_000
MOST_COLUMNS = 200

BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
    OSError, ParseError, RecursionError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip
"""What is raised for an archive that is no whole workbook."""

AS_CSV = "In the spreadsheet, save the sheet as CSV, and import that."


def is_workbook(path: Path) -> bool:
    """Return whether the archive at `path` is a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MARK in archive.namelist()
    except BROKEN:
        return False


def table_rows(path: Path, number: int) -> Iterator[Row]:
    """Yield the number and the cells of each row of a workbook's table, its column names first.

    Sheets with the same column names, as a sheet for each year has, are one table. The first table
    is the one most like a list of books; the others follow in the order of their sheets. Raises
    ReadtrackError for a damaged or too large workbook, and where openpyxl is missing.
    """
    with _tables(path) as tables:
        for table in tables[number : number + 1]:
            yield from table.rows()


def table_names(path: Path) -> list[str]:
    """Return the name of the first sheet of each table, in the order in which they are numbered.

    Raises ReadtrackError as `table_rows` does.
    """
    with _tables(path) as tables:
        return [table.sheets[0].title for table in tables]


class Table(NamedTuple):
    """Visible sheets that have the same column names."""

    header: list[str]
    sheets: list[Any]

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all its sheets, the column names of the first one included."""
        for number, sheet in enumerate(self.sheets):
            yield from islice(_rows(sheet), int(number > 0), None)


@contextmanager
def _tables(path: Path) -> Iterator[list[Table]]:
    """Yield the tables of a workbook, which stays open meanwhile."""
    _check_size(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a sheet has besides its cells
            with closing(_opened(path)) as book:
                yield _grouped(book)
    except BROKEN as error:
        raise ReadtrackError(f"{path.name} is damaged, or locked.", AS_CSV) from error


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except BROKEN as error:
        raise ReadtrackError(f"{path.name} is damaged.", AS_CSV) from error
    if size > LARGEST:
        what = f"{path.name} has {size >> 20:,} MB unpacked."
        raise ReadtrackError(what, f"A workbook may have {LARGEST >> 20} MB. {AS_CSV}")


def _opened(path: Path) -> Any:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        what = f"{path.name} is a workbook, and reading one needs openpyxl."
        how = "Install it: pip install openpyxl, or pipx inject readtrack openpyxl."
        raise ReadtrackError(what, f"{how}\n{AS_CSV}") from error
    return load_workbook(path, read_only=True, data_only=True)


def _grouped(book: Any) -> list[Table]:
    tables: list[Table] = []
    for sheet in book.worksheets:
        header = next(_rows(sheet), (0, [""]))[1]
        if sheet.sheet_state != "visible" or header == [""]:
            continue
        same = [table for table in tables if table.header == header]
        if same:
            same[0].sheets.append(sheet)
        else:
            tables.append(Table(header, [sheet]))
    first = max(tables, key=lambda table: _rank(table.header), default=None)
    return sorted(tables, key=lambda table: table is not first)


def _rank(names: list[str]) -> int:
    """Return 2 for the column names of a table that can be imported, 1 if it has titles, else 0."""
    from readtrack.importing.columns import places_in
    from readtrack.importing.sources.table import TELLING

    places, _ = places_in(tuple(names))
    return ("title" in places) * (1 + any(name in places for name in TELLING))


def _rows(sheet: Any) -> Iterator[Row]:
    """Yield the rows of a sheet from its first one with more than one cell."""
    cells = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS)
    found = False
    for number, row in enumerate(islice(cells, MOST_ROWS), 1):
        texts = list(map(_text, row))
        found = found or sum(map(bool, texts)) > 1
        if found and any(texts):
            yield number, texts


def _text(value: Any) -> str:
    """Return a cell as a table of text would have it: whole numbers bare, dates as 2026-12-14."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
