"""Workbooks of Excel: the sheets that have the table, as rows of text."""

import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from readtrack.errors import ReadtrackError

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
    """Whether the archive at `path` is a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MARK in archive.namelist()
    except BROKEN:
        return False


def table_rows(path: Path, is_known: Callable[[Sequence[str]], bool]) -> Iterator[Row]:
    """The number and the cells of each row of a workbook's table, its names of columns first.

    That is the first sheet with names of columns, else the first with a table, and those after
    it that have the same names, as a sheet for each year has. Raises ReadtrackError for a damaged
    or too large one, and where openpyxl is missing.
    """
    _check_size(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a sheet has besides its cells
            yield from _rows(path, is_known)
    except BROKEN as error:
        raise ReadtrackError(f"{path.name} is damaged, or locked.", AS_CSV) from error


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except BROKEN as error:
        raise ReadtrackError(f"{path.name} is damaged.", AS_CSV) from error
    if size > LARGEST:
        raise ReadtrackError(
            f"{path.name} has {size >> 20:,} MB unpacked.",
            f"A workbook may have {LARGEST >> 20} MB. {AS_CSV}",
        )


def _rows(path: Path, is_known: Callable[[Sequence[str]], bool]) -> Iterator[Row]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise ReadtrackError(
            f"{path.name} is a workbook, and reading one needs openpyxl.",
            "Install it: pip install openpyxl, or pipx inject readtrack openpyxl.\n" + AS_CSV,
        ) from error
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
        headers = [next(_table(sheet), (0, [""]))[1] for sheet in sheets]
        named = [header for header in headers if is_known(header)]
        tables = named or [header for header in headers if header != [""]]
        again = False
        for sheet, header in zip(sheets, headers, strict=True):
            if tables and header == tables[0]:
                yield from islice(_table(sheet), int(again), None)
                again = True
    finally:
        book.close()


def _table(sheet: Any) -> Iterator[Row]:
    """The rows of a sheet from its first one with more than one cell."""
    cells = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS)
    found = False
    for number, row in enumerate(islice(cells, MOST_ROWS), 1):
        texts = list(map(_text, row))
        found = found or sum(map(bool, texts)) > 1
        if found and any(texts):
            yield number, texts


def _text(value: Any) -> str:
    """A cell as a table of text would have it: whole numbers bare, dates as 2026-12-14."""
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
