"""Opening what people have: text in some encoding, tables, JSON and databases, within limits."""

import csv
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from readtrack.errors import ReadtrackError, UsageError
from readtrack.model import Now
from readtrack.named_tuple import NamedTuple
from readtrack.store.troubles import in_our_words

HEAD = 64 * 1024
"""Bytes that a file is recognised by."""

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that has to be read as a whole."""

SEPARATOR = re.compile(r"sep=([\t;,|])\s*$", re.IGNORECASE)
"""What Excel writes in front of a table."""

SLASHED = re.compile(rb"(?<![\d/-])\d{1,2}[/-]\d{1,2}(?!\d)")
"""A date that may be read two ways."""

FIRST_LINES = 20
"""Lines within which a table begins."""

MARK_AS_TEXT = "ï»¿"
"""The mark of UTF-8 where a program wrote it as letters."""

LONGEST_CELL = 1_000_000
"""Characters of one cell."""


class Context(NamedTuple):
    """What reading a file needs to know besides the file."""

    now: Now
    zone: tzinfo | None = None
    """The reader's zone; None is that of this machine."""
    loan_days: int = 21
    columns: tuple[tuple[str, str], ...] = ()
    """Our name and the file's name of a column, as the reader gave them."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What is read of `path` meanwhile; where the system does not let it, an error says why."""
    try:
        yield
    except OSError as error:
        what = f"Cannot read {path}: {error.strerror or error}."
        raise ReadtrackError(what, "See whether it opens in another program.") from error


def at_hand(path: Path, needed: ExitStack) -> Path:
    """The file at `path`; a copy of what standard input or a pipe hands over, while it is needed.

    Raises UsageError where there is no file.
    """
    typed = path == Path("-")
    if typed or path.is_fifo():
        folder = needed.enter_context(tempfile.TemporaryDirectory(prefix="readtrack-"))
        copy = Path(folder, path.name)
        with (
            open(0 if typed else path, "rb", closefd=not typed) as source,
            copy.open("wb") as target,
        ):
            shutil.copyfileobj(source, target)
        return copy
    if not path.is_file():
        what = f"There is no file {path}."
        if path.exists():
            what = f"{path} is {'a folder' if path.is_dir() else 'no file'}."
        raise UsageError(what, "Name the file to import.")
    return path


@dataclass(frozen=True)
class File:
    """A file to import: looked into once, by everybody who may know it."""

    path: Path
    table: int = 0
    """Which table of a workbook is read."""

    @cached_property
    def head(self) -> bytes:
        with self.path.open("rb") as opened:
            return opened.read(HEAD)

    @property
    def is_empty(self) -> bool:
        return not self.head.strip(b"\xef\xbb\xbf \t\r\n")

    @cached_property
    def encoding(self) -> str:
        """UTF-8 with or without a mark, UTF-16 with one, else Latin-1 as Windows writes it."""
        if self.head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as text:
                while text.read(HEAD):
                    pass
        except UnicodeDecodeError:
            return "cp1252" if b"\x81" not in self.head else "latin-1"
        return "utf-8-sig"

    @cached_property
    def dialect(self) -> str:
        """The delimiter of a table: what it says itself, else the commonest of its first line.

        A line without any is a title above the table, and so is one with more commas than the next
        one, which is divided by something else: no row of a table has fewer than its header.
        """
        lines = list(islice(filter(str.strip, self._lines()), FIRST_LINES)) or [""]
        if stated := SEPARATOR.match(lines[0]):
            return stated[1]
        divided = [line for line in lines if any(each in line for each in "\t;,|")]
        first, second = (_commonest(line) for line in (*divided, "", "")[:2])
        is_title = first == "," != second and divided[1].count(",") < divided[0].count(",")
        return second if is_title else first

    @cached_property
    def is_workbook(self) -> bool:
        from readtrack.importing.workbooks import is_workbook

        return self.head.startswith(b"PK\x03\x04") and is_workbook(self.path)

    def _sheet(self) -> Iterator[tuple[int, list[str]]]:
        from readtrack.importing.workbooks import table_rows

        return table_rows(self.path, self.table)

    def other_tables(self) -> list[tuple[str, "File"]]:
        """Return the other tables of a workbook, each as a file, with the name of its sheet."""
        if self.path.is_dir() or not self.is_workbook:
            return []
        from readtrack.importing.workbooks import table_names

        names = enumerate(table_names(self.path))
        return [(name, File(self.path, at)) for at, name in names if at != self.table]

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The cells of the first row, where the file may be a table; else none."""
        if self.is_workbook:
            _, first = next(self._sheet(), (0, []))
            while first and not first[-1]:
                first.pop()
        else:
            begun = "".join(self._lines())
            if "\x00" in begun or begun.lstrip("\ufeff \r\n")[:1] in ("{", "["):
                return ()
            first = self._first[1]
        names = tuple(" ".join(cell.split()) for cell in first)
        return tuple(name.removeprefix(MARK_AS_TEXT) for name in names[:1]) + names[1:]

    @cached_property
    def _first(self) -> tuple[int, list[str]]:
        """The last line and the cells of the first row, titles that stand above it left out."""
        read = csv.reader(self._lines(), delimiter=self.dialect, skipinitialspace=True)
        rows = ((read.line_num, cells) for cells in read if _is_header(cells))
        first = list(islice(rows, FIRST_LINES)) or [(0, [])]
        return next((row for row in first if sum(map(bool, map(str.strip, row[1]))) > 1), first[0])

    @cached_property
    def first_rows(self) -> list[list[str]]:
        """The rows that the file begins with, the first one included, header or not."""
        if len(self.header) < 2:
            return []
        if self.is_workbook:
            rows = [cells for _, cells in islice(self._sheet(), FIRST_LINES)]
        else:
            read = csv.reader(self._lines(), delimiter=self.dialect, skipinitialspace=True)
            rows = [
                cells
                for cells in islice(read, FIRST_LINES + self._first[0])
                if read.line_num >= self._first[0] and any(cells)
            ]
            if len(rows) > 1 and len(self.head) == HEAD:
                rows.pop()  # it may be cut off
        return rows[:FIRST_LINES]

    @property
    def has_slashed_dates(self) -> bool:
        """Whether its beginning has dates like 03/04/2026, as far as that is easily seen."""
        return self.is_workbook or SLASHED.search(self.head) is not None

    def _lines(self) -> Iterator[str]:
        text = self.head.decode(self.encoding, errors="replace")
        return iter(text.splitlines(keepends=True))

    def rows(self, *, headed: bool = True, exact: bool = False) -> Iterator[tuple[int, list[str]]]:
        """The number of the line a row begins on and its cells, after the header if it is `headed`.

        Blanks that a cell begins with belong to it if it is `exact`; people put them before quotes.
        Raises ReadtrackError for what is no table.
        """
        if self.is_workbook:
            yield from islice(self._sheet(), int(headed), None)
            return
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open(encoding=self.encoding, newline="", errors="replace") as text:
            reader = csv.reader(text, delimiter=self.dialect, skipinitialspace=not exact)
            begun, header = 1, self._first[0] - (not headed)
            try:
                for cells in reader:
                    line = reader.line_num
                    if line > header and any(cells):
                        yield begun, cells
                    begun = line + 1
            except csv.Error as error:
                what = f"{self.path.name}, line {begun}: this is no table."
                remedy = f"A cell may have {LONGEST_CELL:,} characters and no NUL bytes."
                raise ReadtrackError(what, remedy) from error

    @cached_property
    def json(self) -> Any:
        """What the file holds as JSON, or None where it is none. Raises ReadtrackError."""
        if self.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
            return None
        self.check_size()
        try:
            with self.path.open(encoding="utf-8-sig") as opened:
                return json.load(opened)
        except (ValueError, RecursionError) as error:
            at = f", from line {error.lineno} on" if isinstance(error, json.JSONDecodeError) else ""
            what = f"{self.path.name} begins like JSON and is none{at}."
            raise ReadtrackError(what, "Export it again; it may have been cut off.") from error

    def check_size(self) -> None:
        size = self.path.stat().st_size
        if size > LARGEST:
            what = f"{self.path.name} has {size >> 20:,} MB."
            raise ReadtrackError(what, f"A file of this kind may have {LARGEST >> 20} MB.")

    @property
    def is_database(self) -> bool:
        return self.head.startswith(b"SQLite format 3\x00")

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """A copy of the database, its write-ahead log included; the original stays untouched.

        Raises ReadtrackError when it is damaged.
        """
        self.check_size()
        with tempfile.TemporaryDirectory(prefix="readtrack-") as folder:
            copy = Path(folder) / "copy.sqlite3"
            try:
                shutil.copyfile(self.path, copy)
                log = self.path.with_name(self.path.name + "-wal")
                if log.exists():
                    shutil.copyfile(log, f"{copy}-wal")
                with closing(sqlite3.connect(copy)) as connection:
                    yield connection
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # of a message of SQLite
                what = f"{self.path.name} is damaged: {in_our_words(error)}."
                raise ReadtrackError(what, "Copy it from the device again.") from error

    @cached_property
    def tables(self) -> frozenset[str]:
        """The names of a database's tables; none for another file."""
        if not self.is_database:
            return frozenset()
        with self.database() as copy:
            found = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return frozenset(row[0] for row in found)


def _commonest(line: str) -> str:
    return max("\t;,|", key=lambda each: (line.count(each), each == ","))


def _is_header(cells: list[str]) -> bool:
    """Return whether the first row that says something is reached."""
    return any(map(str.strip, cells)) and not cells[0].casefold().startswith("sep=")
