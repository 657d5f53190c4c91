"""Files of other programs, read as an import reads them, and databases as devices leave them."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from readtrack.importing.files import Context, File
from readtrack.importing.records import Item, Problem, Record, Skipped
from readtrack.importing.sources.registry import FALLBACK, SOURCES, importer, read_items
from readtrack.model import Now
from tests.store.contents import not_as_root

DATA = Path(__file__).parent / "data"
BERLIN = ZoneInfo("Europe/Berlin")
HONOLULU = ZoneInfo("Pacific/Honolulu")
NOW = Now(date(2026, 11, 24), datetime(2026, 11, 24, 12, tzinfo=UTC))

BY_NAME = tuple(name for name in SOURCES if name != FALLBACK)
"""The sources that know their own files; a table is any that they do not know."""

Rows = Sequence[Sequence[object]]
Sheet = list[list[object]]


def items(source: str, path: Path, zone: tzinfo = BERLIN) -> list[Item]:
    """Everything that the module of `source` says of a file."""
    return list(read_items(File(path), source, Context(NOW, zone)))


def records(source: str, path: Path, zone: tzinfo = BERLIN) -> dict[str, Record]:
    found = items(source, path, zone)
    return {item.title: item for item in found if isinstance(item, Record)}


def problems(source: str, path: Path) -> dict[str, Problem]:
    return {item.where: item for item in items(source, path) if isinstance(item, Problem)}


def skipped(source: str, path: Path) -> dict[str, str]:
    return {item.title: item.reason for item in items(source, path) if isinstance(item, Skipped)}


def table(folder: Path, *lines: str, name: str = "loans.csv") -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def document(folder: Path, found: object) -> Path:
    """A file of JSON."""
    return table(folder, json.dumps(found), name="any.json")


def workbook(path: Path, sheets: Mapping[str, Sheet], hidden: str = "") -> Path:
    """A workbook of these sheets, of which one may be hidden."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def assert_only_read(source: str, name: str, schema: str, rows: dict[str, Rows]) -> None:
    """Assert that a database with a log beside it is read where nothing may be written."""
    with open_folder() as folder:
        with database(folder / name, schema, rows):
            device = folder / "device"
            device.mkdir()
            path = copied(folder / name, device)
        before = {each.name: each.read_bytes() for each in device.iterdir()}
        assert len(before) == 2
        for each in device.iterdir():
            each.chmod(0o444)
        device.chmod(0o555)
        with not_as_root():
            assert claims(path, [source]) == [source]
            assert len(records(source, path)) == 1
        assert {each.name: each.read_bytes() for each in device.iterdir()} == before
        device.chmod(0o755)


def claims(path: Path, sources: Sequence[str]) -> list[str]:
    """Which of the sources know a file for theirs."""
    return [name for name in sources if importer(name).recognises(File(path))]


@contextmanager
def database(path: Path, schema: str, rows: dict[str, Rows]) -> Iterator[sqlite3.Connection]:
    """A database in WAL mode that a device still has open, so that its log is not yet written."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.executescript(schema)
        for table, values in rows.items():
            for each in values:
                marks = ", ".join("?" * len(each))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(each))
        yield connection


def made(path: Path, schema: str, rows: dict[str, Rows]) -> Path:
    with database(path, schema, rows):
        pass
    return path


def copied(path: Path, folder: Path) -> Path:
    """A database as someone copies it off a device that is on: with its log beside it."""
    for each in path.parent.glob(f"{path.name}*"):
        if not each.name.endswith("-shm"):
            (folder / each.name).write_bytes(each.read_bytes())
    return folder / path.name


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter, which the folders of pytest are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)
