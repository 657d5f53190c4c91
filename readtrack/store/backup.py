"""The store copied whole with SQLite's online backup, and a copy put back."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from readtrack.errors import StoreError
from readtrack.store.file import make_private, said_plainly
from readtrack.store.schema import APPLICATION_ID, VERSION

NEEDED = {"books", "loans", "progress", "commands", "journal"}
"""Tables that every version of a store has."""


@contextmanager
def copy_of(path: str) -> Iterator[Path]:
    """A consistent copy of the store in a temporary folder, in one file without a log beside it."""
    with tempfile.TemporaryDirectory(prefix="readtrack-") as folder:
        copy = Path(folder) / "copy.db"
        with said_plainly(path):
            _copy(path, str(copy))
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")
        yield copy


def check_store(file: Path) -> None:
    """Raise StoreError unless the file is a whole readtrack store that this program knows."""
    if not file.is_file():
        raise StoreError(f"There is no file {file}.", "Name what readtrack backup wrote.")
    with said_plainly(str(file)), closing(_read_only(file)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if application != APPLICATION_ID or not names >= NEEDED:
            raise StoreError(f"{file} is not a readtrack store.", "Name what backup wrote.")
        if version > VERSION:
            raise StoreError(
                f"{file} was written by a newer readtrack (store version {version}, this program "
                f"knows {VERSION}).",
                "Upgrade readtrack first.",
            )
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreError(f"{file} is damaged: {found}.", "Name another backup.")


def put_back(file: Path, path: str, at: str) -> str | None:
    """Make the store what `file` is, in place, for whoever has it open too.

    The name of the file that keeps the old store, or None where there was none.
    """
    kept = None
    if os.path.exists(path):  # noqa: PTH110
        if os.path.samefile(file, path):  # noqa: PTH121
            raise StoreError(f"{file} is the store itself.", "Name what backup wrote.")
        kept = f"{path}.before-{at}"
        make_private(kept)
        with said_plainly(path):
            _copy(path, kept)
    make_private(path)
    with said_plainly(path):
        _copy(str(file), path)
    return kept


def _copy(source: str, target: str) -> None:
    with closing(_read_only(Path(source))) as held, closing(sqlite3.connect(target)) as copy:
        held.backup(copy)


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
