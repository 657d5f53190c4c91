"""The store's file: made for its owner alone, recognised, and its troubles told plainly."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from readtrack.errors import ReadtrackError, StoreError
from readtrack.store.schema import APPLICATION_ID, VERSION


def foreign(path: str) -> StoreError:
    """What is said of another program's database."""
    return StoreError(
        f"{path} is a database, but not a readtrack store.",
        "Name another file with --db or READTRACK_DB.",
    )


def make_private(path: str) -> None:
    """Make the file and the folders that are missing, readable by their owner only."""
    if path == ":memory:":
        raise StoreError("A store in memory would be gone at once.", "Name a file with --db.")
    file = Path(path)
    if file.exists():
        return
    for folder in reversed([each for each in file.parents if not each.exists()]):
        folder.mkdir(mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def is_up_to_date(connection: sqlite3.Connection, path: str) -> bool:
    """Whether the file is a store of this version. A file without anything in it is not yet."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application not in (0, APPLICATION_ID):
        raise foreign(path)
    if version > VERSION and application == APPLICATION_ID:
        raise StoreError(
            f"{path} was written by a newer readtrack (store version {version}, "
            f"this program knows {VERSION}).",
            "Upgrade readtrack, or name another file with --db.",
        )
    return bool(application == APPLICATION_ID and version == VERSION)


@contextmanager
def said_plainly(path: str) -> Iterator[None]:
    """Tell what the driver and the file system report in one family of errors."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ReadtrackError(f"The store refused the change: {error}.") from error
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreError(
                f"Another program is writing to {path}.", "Try again in a moment."
            ) from error
        raise StoreError(
            f"Cannot use the store {path}: {error}.",
            "Check that the file and its folder can be written, or name another with --db.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} is not a readtrack store: {error}.",
            "Name another file with --db or READTRACK_DB.",
        ) from error
